"""Where notices are kept, and which set of them is in use."""

import json
import shutil
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tallystick.lake.build.manifest import write_whole
from tallystick.lake.store.home import Home

NOTICES_VERSION = 1
"""Raised whenever the tables change, so that older notices are made again and not misread."""

UNFINISHED = ".part"
DATABASE = "notices.duckdb"
_POINTER = "current"
_FILES = "files"


@dataclass(frozen=True)
class Part:
    """A file as it was given: what it was called, and its SHA-256."""

    file: str
    sha256: str
    size: int


@dataclass(frozen=True)
class NoticesReading:
    """What became of a file, or of tables that belong together (several `parts`).

    outcome: ``loaded``; ``partly`` where something in it is in quarantine; ``unchanged``; ``refused``, with `reason`.
    rows_read = notices + other_stages + quarantined + joined + blank. awards: that notices hold and that are kept;
    award_rows: a row for each of their suppliers. awards_out: awards inside notices that are in quarantine.
    other_stages: stage to rows; quarantined: reason to rows. shape: how it was published, in words.
    """

    parts: tuple[Part, ...]
    outcome: str
    reason: str | None = None
    shape: str = ""
    rows_read: int = 0
    notices: int = 0
    other_stages: dict[str, int] = field(default_factory=dict)
    quarantined: dict[str, int] = field(default_factory=dict)
    joined: int = 0
    blank: int = 0
    awards: int = 0
    award_rows: int = 0
    awards_out: int = 0
    remarks: tuple[str, ...] = ()
    loaded_at: str = ""
    key: str = ""

    @property
    def file(self) -> str:
        """What to call it."""
        return " + ".join(part.file for part in self.parts)

    @property
    def sha256(self) -> str:
        """Of the file, or of the first of several."""
        return self.parts[0].sha256 if self.parts else ""

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> "NoticesReading":
        """As `asdict` and JSON wrote it."""
        parts = tuple(Part(**part) for part in value["parts"])
        return cls(**{**value, "parts": parts, "remarks": tuple(value["remarks"])})


@dataclass(frozen=True)
class Manifest:
    """What the notices in use hold, and from which files.

    id: the name of their folder. made_at: ISO time. rows: award rows; standing: of them, those that no later release
    of the same award takes the place of. recognised: standing rows whose buyer is in the list of public bodies.
    """

    id: str
    made_at: str
    rows: int
    standing: int
    recognised: int
    readings: tuple[NoticesReading, ...] = ()
    version: int = NOTICES_VERSION
    directory: str = ""

    def write(self, folder: Path) -> None:
        """Keep it beside its database."""
        write_whole(folder / "manifest.json", json.dumps(asdict(self), ensure_ascii=False, indent=1))


def folder_of(home: Home) -> Path:
    """Where notices are kept."""
    return home.root / "notices"


def tidy_folder(home: Home, key: str) -> Path:
    """Where one file's award rows are kept."""
    return folder_of(home) / _FILES / key


def current_id(home: Home) -> str | None:
    """The id of the notices in use, or None."""
    try:
        return (folder_of(home) / _POINTER).read_text(encoding="utf-8").strip() or None
    except FileNotFoundError:
        return None


def current(home: Home) -> Manifest | None:
    """The manifest of the notices in use, of whatever version; None where none were loaded."""
    made = current_id(home)
    if made is None:
        return None
    try:
        value = json.loads((folder_of(home) / made / "manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    readings = tuple(NoticesReading.from_json(reading) for reading in value["readings"])
    return Manifest(**{**value, "readings": readings})


def make_current(home: Home, made: str) -> None:
    """Put them in use: the one step that does so, whole or not at all."""
    write_whole(folder_of(home) / _POINTER, made)


def clear(home: Home, keep: str | None) -> None:
    """Remove every set of notices but that kept, and what was half written. What a reader has open, some systems
    remove another time."""
    folder = folder_of(home)
    halves = (folder / _FILES).glob(f"*{UNFINISHED}") if (folder / _FILES).is_dir() else ()
    for path in (*folder.iterdir(), *halves):
        if path.is_dir() and path.name not in (keep, _FILES):
            shutil.rmtree(path, ignore_errors=True)
