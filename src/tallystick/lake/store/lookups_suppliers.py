"""Who is really paid: the suppliers of the maps, and what each of them is written as. They read only.

Each raises NotWorkedOut where there are no maps of the build in use, and NothingLoaded before the first build. For the
names as they were published, see `lookups`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from tallystick.lake.store.chosen import Condition, category_nos, mapped, supplier_no_of
from tallystick.lake.store.home import Home
from tallystick.lake.store.lookups_spend import organisation_id_of
from tallystick.lake.store.page import PAGE_SIZE, Page, contains_words, listed, ordered


@dataclass(frozen=True)
class ResolvedSupplier:
    """One supplier. kind: ``supplier``, ``individual``, ``various`` or ``redacted``. confidence: 0 to 1, that all its
    spellings are its own. sme, vcse: None where not known. In a list of one organisation's or category's suppliers,
    payments, amount_pence and dates (None for a category) are of that; the rest is of everything."""

    supplier_id: str
    supplier: str
    kind: str
    company_number: str | None
    status: str | None
    group_name: str | None
    sme: bool | None
    vcse: bool | None
    postcode: str | None
    technology: str | None
    confidence: float
    spellings: int
    organisations: int
    payments: int
    amount_pence: int
    first_date: date | None
    last_date: date | None


@dataclass(frozen=True)
class Paying:
    """What one publisher paid a supplier; None for the publisher where it is not known."""

    organisation_code: str | None
    organisation: str | None
    payments: int
    amount_pence: int
    first_date: date | None
    last_date: date | None


@dataclass(frozen=True)
class PaidBy:
    """When a publisher first and last paid any of some suppliers, None where no day is known; and the last day of all
    that is loaded of it."""

    organisation_code: str
    first_date: date | None
    last_date: date | None
    loaded_to: date | None


_COLUMNS = (
    "supplier_id, supplier, kind, company_number, status, group_name, sme, vcse, postcode, technology, confidence,"
    " spellings, organisations, payments, amount_pence, first_date, last_date"
)
_SORTS = {
    "supplier": "lower(supplier)",
    "amount": "amount_pence",
    "payments": "payments",
    "organisations": "organisations",
    "spellings": "spellings",
    "confidence": "confidence",
    "first": "first_date",
    "last": "last_date",
}
_ALL = "(SELECT s.*, b.* EXCLUDE (supplier_no) FROM maps.by_supplier b JOIN maps.suppliers s USING (supplier_no))"


def suppliers(
    home: Home,
    *,
    search: str = "",
    organisation: str | None = None,
    category: str | None = None,
    kind: str | None = None,
    status: str | None = None,
    sort: str = "-amount",
    page: int = 1,
    page_size: int = PAGE_SIZE,
) -> Page[ResolvedSupplier]:
    """Suppliers that meet every filter given.

    search: every word is in one of its spellings, or all of it is its company number or its id. organisation: a code.
    category: a code, which stands for all within it. Sorts: supplier, amount, payments, organisations, spellings,
    confidence, first, last.
    """
    opened = mapped(home)
    source = Condition(_ALL)
    if organisation is not None or category is not None:
        known, who = organisation_id_of(opened, organisation) if organisation is not None else (True, None)
        categories = category_nos(opened, (category,)) if category is not None else []
        if not known or (category is not None and not categories):
            return Page((), 0, 1, page_size, 0)
        source = _part(organisation is not None, who, categories)
    where, values = _searched(search)
    for column, wanted in (("kind", kind), ("status", status)):
        if wanted is not None:
            where.append(f"{column} = ?")
            values.append(wanted)
    return listed(
        opened,
        f"SELECT {_COLUMNS} FROM {source.sql}",
        lambda row: ResolvedSupplier(*row),
        where=where,
        values=[*source.values, *values],
        order=ordered(sort, _SORTS, "-amount"),
        ties="supplier_id",
        page=page,
        page_size=page_size,
    )


def supplier(home: Home, supplier_id: str) -> ResolvedSupplier | None:
    """One supplier, or None."""
    found = mapped(home).row(f"SELECT {_COLUMNS} FROM {_ALL} WHERE supplier_id = ?", [supplier_id])
    return ResolvedSupplier(*found) if found else None


def organisations(home: Home, supplier_id: str) -> list[Paying]:
    """What each publisher paid a supplier, largest first."""
    opened = mapped(home)
    found = opened.rows(
        "SELECT organisation_code, organisation, b.payments, b.amount_pence, b.first_date, b.last_date"
        " FROM maps.by_supplier_organisation b LEFT JOIN organisations USING (organisation_id) WHERE supplier_no = ?"
        " ORDER BY b.amount_pence DESC, organisation_code",
        [supplier_no_of(opened, supplier_id)],
    )
    return [Paying(*row) for row in found]


def paid_by(home: Home, supplier_ids: Collection[str]) -> list[PaidBy]:
    """Each publisher that is known and paid any of these suppliers, once, by its code."""
    found = mapped(home).rows(
        "SELECT o.organisation_code, min(b.first_date), max(b.last_date), max(o.last_date)"
        " FROM maps.by_supplier_organisation b JOIN maps.suppliers s USING (supplier_no)"
        " JOIN by_organisation o USING (organisation_id) WHERE o.organisation_code IS NOT NULL"
        " AND list_contains(?, s.supplier_id) GROUP BY o.organisation_code ORDER BY o.organisation_code",
        [sorted(supplier_ids)],
    )
    return [PaidBy(*row) for row in found]


def _searched(search: str) -> tuple[list[str], list[Any]]:
    contained, words = contains_words("lower(written.supplier)", search)
    if not contained:
        return [], []
    by_name = (
        "supplier_no IN (SELECT supplier_no FROM maps.supplier_of JOIN mentions USING (mention_id)"
        f" JOIN spellings written USING (spelling_id) WHERE {' AND '.join(contained)})"
    )
    shown, again = contains_words("lower(supplier)", search)
    exact = search.strip().upper()
    by_number = "company_number = ? OR supplier_id = ?"
    return [f"({by_name} OR ({' AND '.join(shown)}) OR {by_number})"], [*words, *again, exact.zfill(8), exact]


def _part(of_one: bool, organisation_id: int | None, categories: list[int | None]) -> Condition:
    """What one organisation paid each supplier, or was paid for categories, in place of all that it was paid."""
    conditions, values = ["supplier_no IS NOT NULL"], []
    if of_one:
        conditions.append("organisation_id IS NOT DISTINCT FROM ?")
        values.append(organisation_id)
    if not categories:
        table, dates = "maps.by_supplier_organisation", "min(first_date) AS first_date, max(last_date) AS last_date"
    else:
        table, dates = "maps.cube_by_supplier", "NULL::DATE AS first_date, NULL::DATE AS last_date"
        known = [number for number in categories if number is not None]
        listed_nos = f"category_no IN ({', '.join('?' * len(known))})" if known else "false"
        conditions.append(f"({listed_nos}{' OR category_no IS NULL' if None in categories else ''})")
        values.extend(known)
    summed = (
        f"(SELECT supplier_no, sum(payments)::BIGINT AS payments, sum(amount_pence)::BIGINT AS amount_pence, {dates}"
        f" FROM {table} WHERE {' AND '.join(conditions)} GROUP BY supplier_no)"
    )
    return Condition(
        f"(SELECT s.*, b.spellings, b.organisations, p.* EXCLUDE (supplier_no) FROM {summed} p"
        " JOIN maps.by_supplier b USING (supplier_no) JOIN maps.suppliers s USING (supplier_no))",
        tuple(values),
    )
