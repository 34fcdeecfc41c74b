"""Where registers are kept, and which is in use."""

import json
import shutil
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tallystick.lake.build.manifest import write_whole
from tallystick.lake.store.home import Home

REGISTER_VERSION = 1
"""Raised whenever the tables change, so that an older register is loaded again and not misread."""

UNFINISHED = ".part"
_POINTER = "current"
DATABASE = "companies.duckdb"


@dataclass(frozen=True)
class RegisterFile:
    """One file behind a register, as it was given."""

    file: str
    sha256: str
    size: int
    rows: int
    companies: int
    quarantined: int
    blank: int


@dataclass(frozen=True)
class Manifest:
    """What a register holds, and from which files. rows = companies + quarantined + blank.

    id: the name of its folder. made_at: ISO time. as_of: the ISO date in the published file's name, if it has one.
    quarantined: reason to rows. notes: what is to be known of it, in sentences.
    """

    id: str
    made_at: str
    as_of: str | None
    rows: int
    companies: int
    previous_names: int
    blank: int
    quarantined: dict[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    files: tuple[RegisterFile, ...] = ()
    version: int = REGISTER_VERSION

    def write(self, folder: Path) -> None:
        """Keep it beside its database."""
        write_whole(folder / "manifest.json", json.dumps(asdict(self), ensure_ascii=False, indent=1))


def folder_of(home: Home) -> Path:
    """Where registers are kept."""
    return home.root / "companies"


def current_id(home: Home) -> str | None:
    """The id of the register in use, or None."""
    try:
        return (folder_of(home) / _POINTER).read_text(encoding="utf-8").strip() or None
    except FileNotFoundError:
        return None


def current(home: Home) -> Manifest | None:
    """The manifest of the register in use, or None where none was loaded, or none that this version can read."""
    register = current_id(home)
    if register is None:
        return None
    try:
        value = json.loads((folder_of(home) / register / "manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    if value.get("version") != REGISTER_VERSION:
        return None
    files = tuple(RegisterFile(**file) for file in value["files"])
    return Manifest(**{**value, "files": files, "notes": tuple(value["notes"])})


def make_current(home: Home, register: str) -> None:
    """Put `register` in use: the one step that does so, whole or not at all."""
    write_whole(folder_of(home) / _POINTER, register)


def clear(home: Home, keep: str | None) -> None:
    """Remove every register but that kept. What a reader has open, some systems remove another time."""
    for path in folder_of(home).iterdir():
        if path.is_dir() and path.name != keep:
            shutil.rmtree(path, ignore_errors=True)
