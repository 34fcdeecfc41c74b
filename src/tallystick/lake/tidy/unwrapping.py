"""Records that were each put in quotes whole, so that every one is a single cell."""

import csv
import io
from collections import Counter
from dataclasses import replace

import polars as pl

from tallystick.lake.read.sheet import Sheet

_DELIMITERS = ",;|\t"
_TRIED = 50
_TEXT = {"csv", "tsv", "semicolon", "pipe"}


def unwrapped(sheet: Sheet) -> Sheet:
    """The sheet with its records parted into cells, where each was one quoted cell of delimited text; else as it is."""
    if sheet.format not in _TEXT or sheet.cells.width != 1:
        return sheet
    cells = sheet.cells.to_series(0)
    sample = cells.drop_nulls().head(_TRIED).to_list()
    delimiter = _delimiter(sample)
    if delimiter is None:
        return sheet
    records = [_parted(cell, delimiter) if cell else [] for cell in cells.to_list()]
    width = max(len(record) for record in records)
    columns = {f"c{i}": [record[i] or None if i < len(record) else None for record in records] for i in range(width)}
    return replace(sheet, cells=pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String)))


def _parted(cell: str, delimiter: str) -> list[str]:
    """The cells of a record that is one cell; the cell itself where it is not one record of delimited text."""
    records = list(csv.reader(io.StringIO(cell, newline=""), delimiter=delimiter))
    return records[0] if len(records) == 1 else [cell]


def _delimiter(sample: list[str]) -> str | None:
    """The character that parts most cells into the same number of pieces, three or more; None if there is none."""
    for delimiter in _DELIMITERS:
        widths = Counter(len(_parted(cell, delimiter)) for cell in sample)
        width, rows = max(widths.items(), key=lambda item: item[1], default=(0, 0))
        if width >= 3 and rows >= 0.6 * len(sample) and rows >= 2:
            return delimiter
    return None
