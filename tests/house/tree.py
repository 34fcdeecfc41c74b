"""The files of the house, as its own tests look at them."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "src" / "tallystick"
ROOMS = sorted(folder for folder in PACKAGE.iterdir() if any(folder.rglob("*.py")))
DATA = {".csv", ".tsv", ".xls", ".xlsx", ".ods", ".gz", ".zip", ".pdf", ".png", ".parquet"}


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that belongs to the house: what git keeps, and what it would keep if it were added."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    return tuple(ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file())


def tracked_text() -> Iterator[tuple[Path, str]]:
    """Files that people wrote, with their text."""
    for file in tracked():
        if file.suffix not in DATA:
            yield file, file.read_text(encoding="utf-8")


def modules(folder: Path = PACKAGE) -> Iterator[tuple[Path, ast.Module]]:
    """Each module in a folder, parsed."""
    for file in tracked():
        if file.suffix == ".py" and file.is_relative_to(folder):
            yield file, ast.parse(file.read_text(encoding="utf-8"), filename=str(file))


def short(file: Path) -> str:
    """A file's name within the house."""
    return file.relative_to(ROOT).as_posix()
