"""A sheet's cells, ready to be read: rows of clean text beside the rows as published."""

from collections.abc import Sequence
from dataclasses import dataclass

from tallystick.contracts.rules.cells import paragraphs, tidied
from tallystick.lake.read.sheet import Sheet
from tallystick.lake.tidy.unwrapping import unwrapped

Row = tuple[str | None, ...]


@dataclass(frozen=True)
class Cells:
    """sheet: its name. lines: 1-based line of each row. raw: as published. rows: tidied on one line, None for blank."""

    sheet: str | None
    lines: Sequence[int]
    raw: Sequence[Row]
    rows: Sequence[Row]

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0


def cells_of(sheet: Sheet) -> Cells:
    """The rows of a sheet; records that were each put in quotes whole are parted first."""
    sheet = unwrapped(sheet)
    columns = [column.to_list() for column in sheet.cells.get_columns()]
    raw: list[Row] = list(zip(*columns, strict=True)) if columns else []
    rows = list(zip(*[_tidied(column) for column in columns], strict=True)) if columns else []
    return Cells(sheet.name, sheet.lines.to_list(), raw, rows)


def _tidied(column: list[str | None]) -> list[str | None]:
    known: dict[str, str | None] = {}
    return [
        None if cell is None else known[cell] if cell in known else known.setdefault(cell, tidied(cell) or None)
        for cell in column
    ]


def long_text(raw: str) -> str | None:
    """A long text with its lines kept; None if nothing is left."""
    return paragraphs(raw) or None
