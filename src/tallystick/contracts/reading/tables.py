"""A sheet's cells, ready to be read: rows of clean text beside the rows as published."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from tallystick.contracts.rules.cells import paragraphs, tidied
from tallystick.contracts.rules.register_headings import plainly
from tallystick.lake.read.sheet import Sheet
from tallystick.lake.tidy.unwrapping import unwrapped

Row = tuple[str | None, ...]

_TEXT = frozenset({"csv", "tsv", "semicolon", "pipe"})
_SEARCHED = 80


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
    """The rows of a sheet; records that were each put in quotes whole, or that long titles hid, are parted first."""
    sheet = _parted(unwrapped(sheet))
    columns = [column.to_list() for column in sheet.cells.get_columns()]
    raw: list[Row] = list(zip(*columns, strict=True)) if columns else []
    rows = list(zip(*[_tidied(column) for column in columns], strict=True)) if columns else []
    return Cells(sheet.name, sheet.lines.to_list(), raw, rows)


def _parted(sheet: Sheet) -> Sheet:
    """The sheet with its lines parted where a line of it is of headings: a page of words above a short table keeps the
    reader from seeing that the file is delimited."""
    if sheet.format not in _TEXT or sheet.cells.width != 1:
        return sheet
    lines = sheet.cells.to_series(0).to_list()
    for delimiter in ",;\t|":
        headed = any(line and sum(map(plainly, _split(line, delimiter))) >= 3 for line in lines[:_SEARCHED])
        if headed:
            rows = [_split(line, delimiter) if line else [] for line in lines]
            width = max(map(len, rows))
            columns = {f"c{i}": [(row[i] or None) if i < len(row) else None for row in rows] for i in range(width)}
            return replace(sheet, cells=pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String)))
    return sheet


def _split(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line], delimiter=delimiter), [])


def _tidied(column: list[str | None]) -> list[str | None]:
    known: dict[str, str | None] = {}
    return [
        None if cell is None else known[cell] if cell in known else known.setdefault(cell, tidied(cell) or None)
        for cell in column
    ]


def long_text(raw: str) -> str | None:
    """A long text with its lines kept; None if nothing is left."""
    return paragraphs(raw) or None
