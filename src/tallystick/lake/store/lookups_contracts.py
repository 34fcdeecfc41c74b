"""Payments that may be for one contract: those of a publisher to some suppliers, and those that carry a reference.

They read only. Each raises NothingLoaded before the first build.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

import polars as pl

from tallystick.lake.store.chosen import mapped
from tallystick.lake.store.connection import Reader, reader
from tallystick.lake.store.home import Home
from tallystick.lake.store.lookups_spend import organisation_id_of

_SELECT = """
SELECT p.payment_id, p.date, p.month, p.amount_pence, o.supplier_id, o.supplier, f.sha256, p.sheet, p."row"
FROM payments p JOIN files f USING (file_id)
LEFT JOIN (SELECT mention_id, supplier_id, supplier FROM maps.supplier_of JOIN maps.suppliers USING (supplier_no)) o
    ON o.mention_id = p.mention_id
WHERE p.organisation_id = ? AND {}
ORDER BY p.payment_id
"""
_UNMAPPED = """
SELECT p.payment_id, p.date, p.month, p.amount_pence, NULL, NULL, f.sha256, p.sheet, p."row"
FROM payments p JOIN files f USING (file_id) WHERE p.organisation_id = ? AND {}
ORDER BY p.payment_id
"""
_AT_ONCE = 5_000


@dataclass(frozen=True)
class Paid:
    """One payment. payment_id: its number in this build only. date is None where only its month is known, or neither.

    supplier_id, supplier: who that is by the maps; None where there are none.
    """

    payment_id: int
    date: dt.date | None
    month: dt.date | None
    amount_pence: int
    supplier_id: str | None
    supplier: str | None
    sha256: str
    sheet: str | None
    row: int


@dataclass(frozen=True)
class Loaded:
    """What is loaded of a publisher: how many payments, and its first and last month; None where no month is known."""

    payments: int
    first_month: dt.date | None
    last_month: dt.date | None


def loaded(home: Home, organisation: str) -> Loaded | None:
    """What is loaded of the publisher with this code, or None where nothing is."""
    opened = reader(home)
    found = opened.row(
        "SELECT coalesce(sum(payments), 0)::BIGINT, min(month), max(month) FROM by_month JOIN organisations"
        " USING (organisation_id) WHERE organisation_code = ?",
        [organisation],
    )
    return Loaded(*found) if found and found[0] else None


def to_suppliers(home: Home, organisation: str, supplier_ids: Collection[str]) -> list[Paid]:
    """Every payment of a publisher to any of these suppliers. Raises NotWorkedOut where there are no maps."""
    opened = mapped(home)
    known, who = organisation_id_of(opened, organisation)
    if not known or not supplier_ids:
        return []
    marks = ", ".join("?" * len(supplier_ids))
    among = (
        "p.mention_id IN (SELECT mention_id FROM maps.supplier_of JOIN maps.suppliers USING (supplier_no)"
        f" WHERE supplier_id IN ({marks}))"
    )
    return [Paid(*row) for row in opened.rows(_SELECT.format(among), [who, *sorted(supplier_ids)])]


def by_number(home: Home, organisation: str, payment_ids: Iterable[int]) -> list[Paid]:
    """Payments of a publisher by their numbers in this build."""
    opened = reader(home)
    known, who = organisation_id_of(opened, organisation)
    numbers = sorted(set(payment_ids))
    if not known or not numbers:
        return []
    select = _SELECT if opened.maps else _UNMAPPED
    rows: list[tuple[Any, ...]] = []
    for first in range(0, len(numbers), _AT_ONCE):
        some = numbers[first : first + _AT_ONCE]
        rows += opened.rows(select.format(f"p.payment_id IN ({', '.join('?' * len(some))})"), [who, *some])
    return [Paid(*row) for row in rows]


def references(home: Home, organisation: str) -> dict[int, str]:
    """The contract reference that each payment of a publisher carries, by the payment's number; only those that do.

    Asked once in a build: the references stand in the tidy payments of each file.
    """
    opened = reader(home)
    known, who = organisation_id_of(opened, organisation)
    if not known:
        return {}
    return opened.once(("references", organisation), lambda: _references(opened, organisation, who))


def _references(opened: Reader, organisation: str, who: int | None) -> dict[int, str]:
    files = opened.rows(
        "SELECT tidy, first_payment_id FROM files WHERE file_id IN"
        " (SELECT DISTINCT file_id FROM payments WHERE organisation_id = ?) ORDER BY first_payment_id",
        [who],
    )
    found: dict[int, str] = {}
    for tidy, first in files:
        path = opened.home.root / tidy / "payments.parquet"
        frame = (
            pl.read_parquet(path, columns=["contract_reference", "organisation_code"])
            .with_row_index("position")
            .filter(pl.col("contract_reference").is_not_null() & (pl.col("organisation_code") == organisation))
        )
        found.update(
            (first + position, text) for position, text in frame.select("position", "contract_reference").iter_rows()
        )
    return found
