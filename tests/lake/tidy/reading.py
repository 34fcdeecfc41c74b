"""Read made-up bytes as `load` does, up to the tidy file."""

import hashlib
from functools import cache
from pathlib import Path

from tallystick.lake.decisions import Decisions
from tallystick.lake.read import open_file
from tallystick.lake.tidy.file import TidyFile, tidy_file
from tallystick.lake.tidy.payments import Source
from tallystick.lake.tidy.publisher import Publisher
from tallystick.reference.organisations import Directory


@cache
def directory() -> Directory:
    return Directory.load()


def tidied(
    folder: Path,
    content: str | bytes,
    file: str = "spend.csv",
    *,
    decisions: Decisions | None = None,
    given: Publisher | None = None,
    path: str | None = None,
) -> TidyFile:
    """path: where it is said to have lain, if that matters. Raises Refused as reading does."""
    bytes_ = content.encode() if isinstance(content, str) else content
    where = folder / file
    where.write_bytes(bytes_)
    source = Source(file, hashlib.sha256(bytes_).hexdigest(), path or file)
    return tidy_file(open_file(where), source, len(bytes_), given, directory(), decisions or Decisions())
