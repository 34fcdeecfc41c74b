"""Made-up registers, written in every format, for tests of the reader."""

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import xlsxwriter
import xlwt

from tallystick.contracts.reading import Proposed, RegisterReading, RowRead, SheetReading, read_register
from tallystick.demonstration.sheets import write_ods

Cell = str | int | float | dt.date | None
Rows = Sequence[Sequence[Cell]]


def text(rows: Rows, delimiter: str = ",", encoding: str = "utf-8", ending: str = "\r\n") -> bytes:
    """Delimited text; a cell with the delimiter, a quote or a line end in it is put in quotes."""

    def cell(value: Cell) -> str:
        said = "" if value is None else value.strftime("%d/%m/%Y") if isinstance(value, dt.date) else str(value)
        special = any(mark in said for mark in (delimiter, '"', "\n", "\r"))
        return '"' + said.replace('"', '""') + '"' if special else said

    lines = [delimiter.join(map(cell, row)) for row in rows]
    return (ending.join(lines) + ending).encode(encoding)


def xlsx(
    sheets: Mapping[str, Rows], merged: Mapping[str, Sequence[tuple[int, int, int, int, str]]] | None = None
) -> bytes:
    """A workbook. merged: sheet -> (first row, first column, last row, last column, text), counted from 0."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for place in (merged or {}).get(name, ()):
                sheet.merge_range(*place)
            for r, row in enumerate(rows):
                for c, value in enumerate(row):
                    if isinstance(value, dt.date):
                        sheet.write_datetime(r, c, value, day)
                    elif value is not None:
                        sheet.write(r, c, value)
    return out.getvalue()


def xls(rows: Rows) -> bytes:
    """A workbook of old, with real dates."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Register")
    day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if isinstance(value, dt.date):
                sheet.write(r, c, value, day)
            elif value is not None:
                sheet.write(r, c, value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def ods(sheets: Mapping[str, Rows]) -> bytes:
    """An OpenDocument spreadsheet."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "made.ods"
        write_ods(path, sheets)  # type: ignore[arg-type]
        return path.read_bytes()


def read(data: bytes, **given: Any) -> RegisterReading:
    """The reading of `data`, after checking that every row of every sheet ended in one place."""
    reading = read_register(data, "made", **given)
    for sheet in reading.sheets:
        placed = sheet.contracts + sheet.question_rows + sum(sheet.quarantined.values()) + sheet.furniture + sheet.blank
        assert sheet.rows_read == placed
        assert sum(sheet.question_rows_by_reason.values()) == sheet.question_rows
    named = [row.identity for _, row in reading.proposals]
    assert len(set(named)) == len(named)
    return reading


def one_sheet(data: bytes, **given: Any) -> SheetReading:
    """The one sheet of contracts."""
    (sheet,) = [sheet for sheet in read(data, **given).sheets if sheet.outcome == "loaded"]
    return sheet


def contracts(data: bytes, **given: Any) -> list[Proposed]:
    """Every proposed contract."""
    return [row.contract for _, row in read(data, **given).proposals if row.contract is not None]


def row_of(headings: Sequence[str], cells: Sequence[Cell], **given: Any) -> RowRead:
    """The reading of one row under these headings, with two plain rows beside it that say what the columns are."""
    plain = {"title": "Grounds maintenance", "supplier": "Ashbrook Limited", "start": "01/04/2020", "end": "31/03/2030"}
    words = [next((text for word, text in plain.items() if word in heading.lower()), None) for heading in headings]
    sheet = one_sheet(text([headings, words, words[:1], cells]), **given)
    return sheet.rows[-1]
