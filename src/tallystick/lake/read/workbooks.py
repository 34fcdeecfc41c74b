"""Workbooks to sheets: XLSX and XLS by calamine, ODS by our own reader."""

import io
import zipfile
from collections.abc import Mapping
from itertools import islice

import polars as pl
import python_calamine as calamine

from tallystick.kit.errors import Refused
from tallystick.lake.read import opendocument
from tallystick.lake.read.grid import Grid, frame_of, neat_grid, refuse_long_cells, refuse_wide, stacked
from tallystick.lake.read.limits import Allowance, Limits
from tallystick.lake.read.ooxml import SafeWorkbook
from tallystick.lake.read.sheet import PartRefused, Sheet
from tallystick.lake.read.survey import Survey
from tallystick.lake.read.values import said
from tallystick.lake.read.xls import surveyed_xls

_CHUNK_ROWS = 20_000
_AGAIN = "Open it in Excel or LibreOffice, which may mend it, save it and load that; or download it again."
Read = tuple[list[Sheet], list[PartRefused]]


def read_xlsx(archive: zipfile.ZipFile, allowance: Allowance) -> Read:
    """Every worksheet of an XLSX, hidden ones too. Raises Refused when the workbook is damaged, locked or too much."""
    safe = SafeWorkbook(archive, allowance)
    return _read(safe.workbook, "xlsx", safe.sheets, allowance.limits)


def read_xls(data: bytes, allowance: Allowance) -> Read:
    """Every worksheet of an XLS, hidden ones too. Raises Refused as `read_xlsx` does."""
    sheets = surveyed_xls(data, allowance.limits)
    return _read(io.BytesIO(data), "xls", sheets, allowance.limits)


def read_ods(archive: zipfile.ZipFile, allowance: Allowance) -> Read:
    """Every table of an ODS. Raises Refused as `read_xlsx` does."""
    sheets: list[Sheet] = []
    refused: list[PartRefused] = []
    for title, found in opendocument.tables(archive, allowance):
        if isinstance(found, Refused):
            refused.append(PartRefused(title, found.reason, found.what_to_do))
        elif found is not None:
            sheets.append(Sheet(title, found.cells, found.lines, None, "ods"))
    return sheets, refused


def _read(workbook: io.BytesIO, format: str, surveys: Mapping[str, Survey | Refused], limits: Limits) -> Read:
    sheets: list[Sheet] = []
    refused: list[PartRefused] = []
    with _damage_refused("This workbook is damaged."):
        opened = calamine.CalamineWorkbook.from_filelike(workbook)
    for title, survey in surveys.items():
        try:
            if isinstance(survey, Refused):
                raise survey
            if survey.pivot:
                raise Refused(
                    "This sheet is a pivot table, a summary of payments and not the payments.",
                    what_to_do="Ask the publisher for the list of payments behind it.",
                )
            if survey.filled_rows:
                with _damage_refused("This sheet is damaged."):
                    grid = _grid_of(opened.get_sheet_by_name(title), survey, limits)
                if grid is not None:
                    sheets.append(Sheet(title, grid.cells, grid.lines, None, format))
        except Refused as no:
            refused.append(PartRefused(title, no.reason, no.what_to_do))
    return sheets, refused


def _grid_of(sheet: calamine.CalamineSheet, survey: Survey, limits: Limits) -> Grid | None:
    """The cells of a worksheet from its first row and column, or None if none has anything in it."""
    left: list[str | None] = [None] * (sheet.start[1] if sheet.start else 0)
    rows = sheet.iter_rows()
    frames: list[pl.DataFrame] = []
    at = 0
    while chunk := [left + [said(value) for value in row] for row in islice(rows, _CHUNK_ROWS)]:
        for number in survey.errors.keys() & range(at, at + len(chunk)) if survey.errors else ():
            row = chunk[number - at]
            for column, text in survey.errors[number].items():
                row += [None] * (column + 1 - len(row))
                row[column] = text
        frames.append(frame_of(chunk))
        at += len(chunk)
    return worksheet_grid(stacked(frames), limits)


def worksheet_grid(cells: pl.DataFrame, limits: Limits) -> Grid | None:
    """A Grid of worksheet rows counted from 1, without the blank rows at its end; None if nothing is left.

    Blank rows at the end of a worksheet are only formatting. Raises Refused when it is too wide or a cell too long.
    """
    filled = cells.select(pl.any_horizontal(pl.all().is_not_null())).to_series().arg_true()
    if not len(filled):
        return None
    height = int(filled[-1]) + 1
    grid = neat_grid(cells.head(height), pl.Series("line", range(1, height + 1), dtype=pl.Int64))
    refuse_wide(grid.cells.width, "This sheet", limits)
    refuse_long_cells(grid, "row", limits)
    return grid


class _damage_refused:  # noqa: N801 (reads as a verb where it is used)
    """Turns what the workbook library raises for a damaged workbook into Refused."""

    def __init__(self, reason: str) -> None:
        self._reason = reason

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        if isinstance(error, calamine.PasswordError):
            raise Refused(
                "This workbook is locked with a password.", what_to_do="Save a copy without the password and load that."
            ) from error
        # A panic inside the library is no Exception, and is only ever a workbook it did not foresee.
        if isinstance(error, calamine.CalamineError) or (kind is not None and kind.__name__ == "PanicException"):
            raise Refused(self._reason, what_to_do=_AGAIN) from error
