"""The names of suppliers in a CSV file, and what is told of them."""

import re
from collections.abc import Iterator

import polars as pl

from tallystick.cli.csv_files import Table, best
from tallystick.kit.errors import Refused
from tallystick.kit.spreadsheets import defused
from tallystick.lake.tidy.headings import fold
from tallystick.suppliers.listed import COLUMNS, Listed

_POSTCODE = re.compile(r"^(?:supplier |payee |vendor )?post ?code$")


def listed(table: Table, column: str | None) -> Listed:
    """The names of `table`, and the numbers and postcodes that stand beside them.

    Raises Refused where there is no such column, or none that looks like names.
    """
    folded = [fold(heading) for heading in table.header]
    at = _named(table, folded, column) if column else best(folded, "supplier")
    if at is None:
        raise Refused(
            f"None of the columns looks like names of suppliers: {table.headings}.",
            what_to_do="Say which it is with --column NAME. The first row has to name the columns.",
        )
    beside = [
        best(folded, "company_number", at),
        best(folded, "vat_number", at),
        next((n for n, heading in enumerate(folded) if n != at and _POSTCODE.match(heading)), None),
    ]
    return Listed(table.cells(at), *(table.cells(place) for place in beside))


def _named(table: Table, folded: list[str], column: str) -> int:
    exact = [n for n, heading in enumerate(table.header) if heading.strip() == column.strip()]
    alike = exact or [n for n, heading in enumerate(folded) if heading == fold(column)]
    if not alike:
        raise Refused(
            f"There is no column “{column}”. The columns are {table.headings}.",
            what_to_do="Give one of those with --column.",
        )
    return alike[0]


def told(found: pl.DataFrame) -> Iterator[tuple[str, ...]]:
    """The cells that go beside each name. None of them starts a formula in a spreadsheet."""
    for number, name, confidence, why, candidates in found.select(COLUMNS).iter_rows():
        yield number, defused(name), "" if confidence is None else f"{confidence:.2f}", defused(why), candidates
