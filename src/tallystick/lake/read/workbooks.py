"""Workbooks to sheets: XLSX and XLS by calamine, ODS by our own reader."""

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from itertools import islice

import polars as pl
import python_calamine as calamine

from tallystick.kit.errors import Refused
from tallystick.lake.read import opendocument
from tallystick.lake.read.grid import Grid, frame_of, neat_grid, refuse_long_cells, refuse_wide, stacked
from tallystick.lake.read.limits import Allowance, Limits
from tallystick.lake.read.ooxml import SafeWorkbook
from tallystick.lake.read.refusals import damaged_workbook, locked_workbook
from tallystick.lake.read.sheet import PartRefused, Sheet
from tallystick.lake.read.survey import Survey
from tallystick.lake.read.values import said
from tallystick.lake.read.xls import surveyed_xls

_CHUNK_ROWS = 20_000
_NO_CELLS: dict[int, str] = {}
Row = list[str | None]
Read = tuple[list[Sheet], list[PartRefused]]


def read_xlsx(archive: zipfile.ZipFile, allowance: Allowance) -> Read:
    """Every worksheet of an XLSX, hidden ones too. Raises Refused when the workbook is damaged, locked or too much."""
    safe = SafeWorkbook(archive, allowance)
    with _damage_refused("This workbook is damaged."):
        opened = calamine.CalamineWorkbook.from_filelike(safe.workbook)
    return _read_by_calamine(opened, "xlsx", safe.sheets, allowance.limits)


def read_xls(data: bytes, allowance: Allowance) -> Read:
    """Every worksheet of an XLS, hidden ones too. Raises Refused as `read_xlsx` does."""
    surveys = surveyed_xls(data, allowance.limits)
    with _damage_refused("This workbook is damaged."):
        opened = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    if len(opened.sheet_names) != len(surveys):
        raise damaged_workbook("This workbook is damaged: it cannot be told which of its sheets is which.")
    return _read_by_calamine(opened, "xls", dict(zip(opened.sheet_names, surveys, strict=True)), allowance.limits)


def read_ods(archive: zipfile.ZipFile, allowance: Allowance) -> Read:
    """Every table of an ODS. Raises Refused as `read_xlsx` does."""
    tables = {table.name: table for table in opendocument.read_tables(archive, allowance)}
    surveys = {name: table.refusal or table.survey for name, table in tables.items()}

    def grid_of(name: str, survey: Survey) -> Grid | None:
        rows = tables[name].rows
        dense = (
            [row.get(column) for column in range(survey.last_column + 1)]
            for row in (rows.get(number, _NO_CELLS) for number in range(survey.last_row + 1))
        )
        return _grid_of(dense, allowance.limits)

    return _sheets(surveys, grid_of, "ods")


def _read_by_calamine(
    opened: calamine.CalamineWorkbook, kind: str, surveys: Mapping[str, Survey | Refused], limits: Limits
) -> Read:
    def grid_of(name: str, survey: Survey) -> Grid | None:
        with _damage_refused("This sheet is damaged."):
            return _grid_of(_rows_of(opened.get_sheet_by_name(name), survey), limits)

    return _sheets(surveys, grid_of, kind)


def _sheets(surveys: Mapping[str, Survey | Refused], grid_of: Callable[[str, Survey], Grid | None], kind: str) -> Read:
    """A sheet or a refusal for each survey of a worksheet with anything in it."""
    sheets: list[Sheet] = []
    refused: list[PartRefused] = []
    for name, survey in surveys.items():
        try:
            if isinstance(survey, Refused):
                raise survey
            if survey.pivot:
                raise Refused(
                    "This sheet is a pivot table, a summary of payments and not the payments.",
                    what_to_do="Ask the publisher for the list of payments behind it.",
                )
            grid = grid_of(name, survey) if survey.filled_rows else None
        except Refused as no:
            refused.append(PartRefused(name, no.reason, no.what_to_do))
            continue
        if grid is not None:
            sheets.append(Sheet(name, grid.cells, grid.lines, None, kind))
    return sheets, refused


def _rows_of(sheet: calamine.CalamineSheet, survey: Survey) -> Iterator[Row]:
    """The rows of a worksheet from its first row and column, with the errors that calamine leaves blank."""
    left: Row = [None] * (sheet.start[1] if sheet.start else 0)
    for number, values in enumerate(sheet.iter_rows()):
        row = left + [said(value) for value in values]
        for column, text in survey.errors.get(number, {}).items():
            row += [None] * (column + 1 - len(row))
            row[column] = text
        yield row


def _grid_of(rows: Iterator[Row], limits: Limits) -> Grid | None:
    """Worksheet rows, counted from 1, as a Grid without the blank rows at the end; None if nothing is left.

    Blank rows at the end of a worksheet are only formatting. Raises Refused when it is too wide or a cell too long.
    """
    frames: list[pl.DataFrame] = []
    while chunk := list(islice(rows, _CHUNK_ROWS)):
        frames.append(frame_of(chunk))
    cells = stacked(frames)
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
            raise locked_workbook() from error
        # A panic inside the library is no Exception, and is only ever a workbook it did not foresee.
        if isinstance(error, calamine.CalamineError) or (kind is not None and kind.__name__ == "PanicException"):
            raise damaged_workbook(self._reason) from error
