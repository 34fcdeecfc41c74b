"""The published line behind a payment, read again from the raw file."""

from dataclasses import dataclass

from tallystick.kit.errors import Refused
from tallystick.lake.read import open_file
from tallystick.lake.store.home import Home

LARGEST = 200 * 1024 * 1024
"""Bytes of a raw file above which a single line is not looked for: it would take longer than a page should."""


@dataclass(frozen=True)
class RawLine:
    """One record as published.

    cells: nothing trimmed, None where there was no cell. above, below: the records beside it, for their context.
    """

    row: int
    cells: list[str | None]
    above: list[str | None] | None
    below: list[str | None] | None


def raw_line(home: Home, *, sha256: str, sheet: str | None, row: int) -> RawLine:
    """The record that starts at physical line `row` (1-based) of `sheet`; None is the only sheet of a text file.

    Raises Refused when the raw file is gone or too large to look into here, or has no such line.
    """
    path = home.raw_file(sha256)
    if not path.exists():
        raise Refused("The raw file is not kept here any more.", what_to_do="Load it again.")
    if path.stat().st_size > LARGEST:
        raise Refused(
            "The raw file is too large to look into on a page.", what_to_do=f"Open it and go to line {row:,} yourself."
        )
    for opened in open_file(path).sheets:
        if opened.name != sheet:
            continue
        place = opened.lines.index_of(row)
        if place is None:
            break
        return RawLine(
            row=row,
            cells=list(opened.cells.row(place)),
            above=list(opened.cells.row(place - 1)) if place > 0 else None,
            below=list(opened.cells.row(place + 1)) if place + 1 < opened.cells.height else None,
        )
    raise Refused(f"The raw file has no record that starts at line {row:,}.", what_to_do="Download it and look there.")
