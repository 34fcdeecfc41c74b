"""An export as a file: CSV, XLSX or JSON, safe to open in a spreadsheet."""

import csv
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import xlsxwriter

from tallystick.contracts.exporting.columns import (
    MONEY,
    OTHER,
    Exported,
    Heading,
    escaped,
    headings,
    value,
    written,
)
from tallystick.contracts.stating import stated
from tallystick.kit.money import pounds

_CHUNK = 1 << 18
_EXACT_PENCE = 10**13
"""Beyond this a worksheet's numbers are not exact to the penny: such a sum is written as text."""
_FIRST_YEAR = 1900
"""The first that a worksheet's dates know."""

Write = Callable[[Iterable[Exported], Sequence[str], bool], Iterator[bytes]]


def as_csv(rows: Iterable[Exported], others: Sequence[str], confidential: bool) -> Iterator[bytes]:
    """CSV in UTF-8 with a byte order mark, by which spreadsheets know it. No cell of it is run as a formula."""
    out, of = StringIO(newline=""), headings(confidential=confidential)
    writer = csv.writer(out)
    writer.writerow([*of, *(OTHER + heading for heading in others)])
    yield b"\xef\xbb\xbf"
    for one in rows:
        writer.writerow([escaped(text) for text in _texts(one, of.values(), others)])
        if out.tell() > _CHUNK:
            yield out.getvalue().encode()
            out.seek(0)
            out.truncate()
    yield out.getvalue().encode()


def as_xlsx(rows: Iterable[Exported], others: Sequence[str], confidential: bool) -> Iterator[bytes]:
    """A workbook of one sheet: text as text, dates as dates, money as numbers with two decimals."""
    with tempfile.TemporaryDirectory(prefix="tallystick-") as folder:
        path = Path(folder) / "register.xlsx"
        _write_xlsx(path, rows, others, headings(confidential=confidential))
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                yield chunk


def as_json(rows: Iterable[Exported], others: Sequence[str], confidential: bool) -> Iterator[bytes]:
    """One object a line: columns by heading, money as text in pounds, null for what is not known."""
    of = headings(confidential=confidential)
    for one in rows:
        said = {name: _plain(value(one, heading), heading.kind) for name, heading in of.items()}
        said["suppliers"] = [
            {name: stated(party[name]) for name in sorted(party) if party[name] not in (None, "")}
            for party in one.parties
        ]
        said["other"] = dict(one.values.get("other") or {})
        yield (json.dumps(said, ensure_ascii=False) + "\n").encode()


WRITERS: dict[str, Write] = {"csv": as_csv, "xlsx": as_xlsx, "json": as_json}


def _texts(one: Exported, of: Iterable[Heading], others: Sequence[str]) -> Iterator[str]:
    for heading in of:
        yield written(value(one, heading), heading.kind)
    kept = one.values.get("other") or {}
    for other in others:
        yield str(kept.get(other, ""))


def _plain(said: Any, kind: str) -> Any:
    return pounds(said) if kind == MONEY and said is not None else stated(said)


def _write_xlsx(path: Path, rows: Iterable[Exported], others: Sequence[str], of: dict[str, Heading]) -> None:
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(path, {**options, "constant_memory": True})
    sheet = book.add_worksheet("Contracts")
    bold = book.add_format({"bold": True})
    formats = {
        "day": book.add_format({"num_format": "dd/mm/yyyy"}),
        "money": book.add_format({"num_format": "#,##0.00"}),
    }
    names = [*of, *(OTHER + heading for heading in others)]
    sheet.freeze_panes(1, 2)
    sheet.set_column(0, len(names) - 1, 18)
    for at, name in enumerate(names):
        sheet.write_string(0, at, name, bold)
    number = 0
    for number, one in enumerate(rows, 1):
        kept = one.values.get("other") or {}
        cells = [(value(one, heading), heading.kind) for heading in of.values()]
        for at, (said, kind) in enumerate([*cells, *((kept.get(other), "text") for other in others)]):
            _write_cell(sheet, number, at, said, kind, formats)
    sheet.autofilter(0, 0, number, len(names) - 1)
    book.close()


def _write_cell(sheet: Any, row: int, column: int, said: Any, kind: str, formats: dict[str, Any]) -> None:
    if said is None or said == "":
        return
    if kind == MONEY and abs(said) < _EXACT_PENCE:
        sheet.write_number(row, column, said / 100, formats["money"])
    elif isinstance(said, date) and said.year > _FIRST_YEAR:
        sheet.write_datetime(row, column, said, formats["day"])
    else:
        text = written(said, kind)
        # The reading takes one apostrophe off a text that begins with one.
        sheet.write_string(row, column, f"'{text}" if text.startswith("'") else text)
