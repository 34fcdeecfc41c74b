"""What a build is made of, and which build is in use."""

import json
import os
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tallystick.lake.store.home import Home

TABLES_VERSION = 6
"""Raised whenever the tables of a build change, so that an older build is made again and not misread."""


class BuildFailed(Exception):
    """A build that does not agree with its readings. It is a bug, never an expected no; the last good build stays."""


@dataclass(frozen=True)
class BuiltFile:
    """One file behind a build. tidy: its folder relative to the home. standing: whether its payments count."""

    file_id: int
    sha256: str
    file: str
    tidy: str | None
    standing: bool
    payments: int
    amount_pence: int


@dataclass(frozen=True)
class Manifest:
    """What a build holds, and from which files.

    id: the name of its folder. made_at: ISO time. previous: the build it took over from, kept until the next.
    payments, amount_pence: of the files that stand. tables: rows of each table.
    held: for each file that mostly repeats others, what it repeats (as `FileReading.held`).
    decided: what people had said of which files stand, by sha256.
    """

    id: str
    made_at: str
    previous: str | None
    payments: int
    amount_pence: int
    tables_version: int = TABLES_VERSION
    tables: dict[str, int] = field(default_factory=dict)
    held: dict[str, dict[str, Any]] = field(default_factory=dict)
    decided: dict[str, bool] = field(default_factory=dict)
    files: tuple[BuiltFile, ...] = ()

    def write(self, folder: Path) -> None:
        write_whole(
            folder / "manifest.json",
            json.dumps(asdict(self), ensure_ascii=False, indent=1),
        )

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        value = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        return cls(**{**value, "files": tuple(BuiltFile(**file) for file in value["files"])})


def current_id(home: Home) -> str | None:
    """The id of the build in use, or None before the first."""
    try:
        return home.current.read_text(encoding="utf-8").strip() or None
    except FileNotFoundError:
        return None


def current(home: Home) -> Manifest | None:
    """The manifest of the build in use, or None before the first."""
    build = current_id(home)
    return Manifest.read(home.builds / build) if build else None


def make_current(home: Home, build: str) -> None:
    """Put `build` in use. This is the one step that does so, and it happens whole or not at all."""
    write_whole(home.current, build)


_TRIES = 40


def write_whole(path: Path, text: str) -> None:
    """Write `text` so that a reader, or a machine that stops half way, sees all of it or what was there before."""
    half = path.with_name(path.name + ".half")
    with open(half, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    for left in reversed(range(_TRIES)):
        try:
            os.replace(half, path)
            return
        except PermissionError:
            # Windows replaces no file that somebody is reading, and they are done in a moment.
            if not left:
                raise
            time.sleep(0.05)
