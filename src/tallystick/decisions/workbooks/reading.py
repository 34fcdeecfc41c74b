"""A business case from its workbook, edited or not: what the sheets to be filled in say now.

What is worked out in the workbook is not read: it is worked out again. A refusal names the sheet and the cell.
"""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from tallystick.decisions.workbooks import layout as at
from tallystick.kit.errors import Refused
from tallystick.lake.read.limits import Allowance, Limits
from tallystick.lake.read.workbooks import read_xlsx
from tallystick.reference.green_book import Band, GreenBook

MOST_BYTES = 20 * 1024**2
_LIMITS = Limits(
    file_bytes=MOST_BYTES, unpacked_bytes=200 * 1024**2, members=500, grid_cells=2_000_000, columns=400,
    blank_rows=1_000, cell_bytes=40_000,
)  # fmt: skip
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_YES = {"yes": True, "no": False, "true": True, "false": False}
Cells = dict[str, str]
"""heading -> what the cell below it says."""


class NotAWorkbook(Refused):
    """What was given is no workbook of a business case."""


class _Table:
    """One sheet: rows below the row of headings that begins with `first`, and where each cell is."""

    def __init__(self, name: str, rows: list[tuple[int, list[str | None]]], first: str, column: int = 0) -> None:
        self.name, self.column = name, column
        found = next((place for place, (_, row) in enumerate(rows) if _at(row, column) == first), None)
        if found is None:
            raise NotAWorkbook(
                f"{name}: there is no row of headings with “{first}” in column {at.cell(0, column)[:-1]}.",
                what_to_do="Put it back, or begin with a workbook that the command has written.",
            )
        self.headings = rows[found][1]
        self._rows = rows[found + 1 :]

    def rows(self, upto: int) -> Iterator[tuple[int, Cells]]:
        """(row from 0, heading -> text) of each row that says anything in its first columns."""
        for line, row in self._rows:
            cells = {
                heading: text
                for place, heading in enumerate(self.headings)
                if heading and place >= self.column and (text := _at(row, place))
            }
            if any(_at(row, self.column + place) for place in range(upto)):
                yield line - 1, cells

    def place(self, row: int, heading: str) -> str:
        """Such as Lines!K7."""
        return f"{self.name}!{at.cell(row, self.headings.index(heading, self.column))}"


def read_workbook(data: bytes, book: GreenBook, today: dt.date) -> tuple[dict[str, Any], dict[str, str]]:
    """The case as the command takes it, and the cell of each key of it. Raises Refused.

    Where it names a table of the Green Book's rates, the sheet of rates has to show those in force on `today`.
    """
    sheets = _sheets(data)
    places: dict[str, str] = {}
    said = _case(_table(sheets, at.CASE, "key"), places)
    said["assumptions"] = _assumptions(_table(sheets, at.ASSUMPTIONS, at.ASSUMPTION_HEADINGS[0]), places)
    discount = _table(sheets, at.RATES, at.RATE_HEADINGS[0])
    bands = _bands(discount, at.RATE_HEADINGS, "discount_rates", places)
    if said.get("discount_rates") is None:
        said["discount_rates"] = bands
    else:
        _check_rates(str(said["discount_rates"]), bands, book, today, places)
    inflation = _table(sheets, at.RATES, at.INFLATION_HEADINGS[0], at.INFLATION_AT)
    said["inflation"] = _bands(inflation, at.INFLATION_HEADINGS, "inflation", places) or None
    said["options"] = _options(_table(sheets, at.OPTIONS, at.OPTION_HEADINGS[0]), places)
    _lines(_table(sheets, at.LINES, at.LINE_HEADINGS[0]), said["options"], said["assumptions"], places)
    if at.RANGES in sheets:
        said["ranges"] = _ranges(_table(sheets, at.RANGES, at.RANGE_HEADINGS[0]), places)
    return {key: value for key, value in said.items() if value not in (None, [], {})}, places


def _sheets(data: bytes) -> dict[str, list[tuple[int, list[str | None]]]]:
    if len(data) > MOST_BYTES:
        raise NotAWorkbook(f"This workbook has more than {MOST_BYTES // 1024**2} MB.", what_to_do="Give it as JSON.")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile:
        raise NotAWorkbook("This is no XLSX workbook.", what_to_do="Save it as .xlsx.") from None
    sheets, refused = read_xlsx(archive, Allowance(_LIMITS, packed_bytes=len(data)))
    needed = (at.CASE, at.OPTIONS, at.LINES, at.ASSUMPTIONS, at.RATES)
    for part in refused:
        if part.sheet in (*needed, at.RANGES):
            raise NotAWorkbook(f"{part.sheet}: {part.reason}", what_to_do=part.what_to_do)
    return {
        str(sheet.name): list(zip(sheet.lines.to_list(), map(list, sheet.cells.rows()), strict=True))
        for sheet in sheets
    }


def _table(sheets: Mapping[str, list[tuple[int, list[str | None]]]], name: str, first: str, column: int = 0) -> _Table:
    if name not in sheets:
        raise NotAWorkbook(
            f"There is no sheet “{name}”.", what_to_do="Put it back, or begin with one that the command has written."
        )
    return _Table(name, sheets[name], first, column)


def _case(table: _Table, places: dict[str, str]) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for row, cells in table.rows(1):
        key, value = cells["key"], cells.get("value")
        place = f"{at.CASE}!{at.cell(row, 1)}"
        if key not in at.CASE_KEYS or key in said:
            raise NotAWorkbook(f"{at.CASE}!{at.cell(row, 0)}: “{key}” is no key, or there twice.")
        places[key] = place
        said[key] = _whole(value) if key in ("runs", "seed") and value is not None else value
    return said


def _assumptions(table: _Table, places: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for row, cells in table.rows(len(at.ASSUMPTION_HEADINGS)):
        name = cells.get("assumption", "")
        if name in found or not name:
            why = f"“{name}” is there twice" if name else "the assumption has no name"
            raise NotAWorkbook(f"{table.place(row, 'assumption')}: {why}.", what_to_do="Name each differently.")
        found[name] = {key: cells[key] for key in ("value", "unit", "source") if key in cells}
        places[f"assumptions.{name}"] = table.place(row, "value")
    return found


def _bands(table: _Table, headings: tuple[str, ...], key: str, places: dict[str, str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for row, cells in table.rows(2):
        it: dict[str, Any] = {"percent": cells.get(headings[1])}
        if headings[0] in cells:
            it["to_year"] = _whole(cells[headings[0]])
        places[f"{key}[{len(found)}]"] = table.place(row, headings[1])
        places[f"{key}[{len(found)}].to_year"] = table.place(row, headings[0])
        found.append(it)
    return found


def _check_rates(
    code: str, bands: list[dict[str, Any]], book: GreenBook, today: dt.date, places: Mapping[str, str]
) -> None:
    edition = book.in_force(today)
    known = edition.rates.get(code)
    if known is None or [_band(one) for one in bands] == list(known):
        return
    raise NotAWorkbook(
        f"{at.RATES}: these are not the {code} rates of {edition.name}.",
        what_to_do=f"To use them all the same, empty {places['discount_rates']}; else put those back.",
    )


def _band(said: Mapping[str, Any]) -> Band | None:
    try:
        return Band(said.get("to_year"), Decimal(said["percent"] or ""))
    except InvalidOperation:
        return None


def _options(table: _Table, places: dict[str, str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for row, cells in table.rows(2):
        places[f"options[{len(found)}]"] = table.place(row, "option")
        places[f"options[{len(found)}].life_years"] = table.place(row, "life_years")
        one: dict[str, Any] = {"name": cells.get("option"), "life_years": _whole(cells.get("life_years")), "lines": []}
        found.append(one | _works(table, row, cells, f"options[{len(found)}]", places))
    return found


def _works(table: _Table, row: int, cells: Cells, path: str, places: dict[str, str]) -> dict[str, Any]:
    said: dict[str, Any] = {}
    months, percent = at.OPTION_HEADINGS[2:]
    if months in cells:
        places[f"{path}.works_months"] = table.place(row, months)
        said["works_months"] = cells[months]
    if percent in cells:
        places[f"{path}.optimism_bias.duration"] = table.place(row, percent)
        said["optimism_bias"] = {"duration": cells[percent]}
    return said


def _lines(
    table: _Table, options: list[dict[str, Any]], assumptions: Mapping[str, Any], places: dict[str, str]
) -> None:
    years = [one for one in table.headings[at.INPUT_YEAR :] if one]
    named = {one["name"]: place for place, one in enumerate(options)}
    for heading in (*at.LINE_HEADINGS,):
        if heading not in table.headings:
            raise NotAWorkbook(f"{at.LINES}: there is no column “{heading}”.", what_to_do="Put it back.")
    if len(set(years)) != len(years):
        raise NotAWorkbook(f"{at.LINES}: two columns are the same year.", what_to_do="Leave one of them out.")
    for row, cells in table.rows(len(table.headings)):
        option = named.get(cells.get("option"))
        if option is None:
            raise NotAWorkbook(
                f"{table.place(row, 'option')}: “{cells.get('option', '')}” is no option.",
                what_to_do=f"Name one of the sheet {at.OPTIONS}.",
            )
        lines = options[option]["lines"]
        path = f"options[{option}].lines[{len(lines)}]"
        places[path] = table.place(row, "line")
        for heading, key in {"line": "name", "given_as": "flows", "vat_percent": "vat"}.items():
            places[f"{path}.{key}"] = table.place(row, heading)
        for heading in ("type", "kind", "funding", "optimism_bias", "price", "cashable"):
            places[f"{path}.{heading}"] = table.place(row, heading)
        for heading in (*years, "price", "vat_percent", "optimism_bias"):
            _check_number(table.place(row, heading), cells.get(heading, "0"), assumptions)
        lines.append(_line(table, row, cells, years))


def _check_number(place: str, text: str, assumptions: Mapping[str, Any]) -> None:
    if not _NUMBER.fullmatch(text) and text.removeprefix("-").strip() not in assumptions:
        raise NotAWorkbook(
            f"{place}: “{text[:40]}” is no number, and no assumption.", what_to_do=f"See the sheet {at.ASSUMPTIONS}."
        )


def _line(table: _Table, row: int, cells: Cells, years: list[str]) -> dict[str, Any]:
    ways = cells.get("given_as", at.FLOWS)
    if ways not in (at.FLOWS, at.QUANTITY):
        raise NotAWorkbook(
            f"{table.place(row, 'given_as')}: “{ways}” is not known.", what_to_do=f"{at.FLOWS} or {at.QUANTITY}."
        )
    if ways == at.FLOWS and "price" in cells:
        raise NotAWorkbook(
            f"{table.place(row, 'price')}: the line is given in pounds, and has a price too.",
            what_to_do=f"Empty it, or say {at.QUANTITY} in {table.place(row, 'given_as')}.",
        )
    percent, back = cells.get("vat_percent"), _flag(table, row, cells, "vat_recoverable")
    said: dict[str, Any] = {
        "name": cells.get("line"),
        "type": cells.get("type"),
        "kind": cells.get("kind"),
        ways: {year: cells[year] for year in years if year in cells},
        "optimism_bias": cells.get("optimism_bias", "0"),
        "cashable": _flag(table, row, cells, "cashable"),
        "vat": None if percent is None else {"percent": percent, "recoverable": back},
        "funding": cells.get("funding"),
        "price": cells.get("price"),
    }
    return {key: value for key, value in said.items() if value is not None}


def _flag(table: _Table, row: int, cells: Cells, heading: str) -> bool:
    word = cells.get(heading, "yes").strip().lower()
    if word not in _YES:
        raise NotAWorkbook(f"{table.place(row, heading)}: “{word}” is neither yes nor no.", what_to_do="Give one.")
    return _YES[word]


def _ranges(table: _Table, places: dict[str, str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for row, cells in table.rows(len(at.RANGE_HEADINGS)):
        path = f"ranges[{len(found)}]"
        for heading in at.RANGE_HEADINGS:
            places[f"{path}.{heading}"] = table.place(row, heading)
        found.append({key: cells[key] for key in at.RANGE_HEADINGS if key in cells})
    return found


def _whole(text: str | None) -> int | str | None:
    """A whole number where it is one; else as it stands, to be refused by its own key."""
    return int(text) if text is not None and text.isascii() and text.removeprefix("-").isdigit() else text


def _at(row: list[str | None], column: int) -> str:
    return (row[column] or "").strip() if column < len(row) else ""
