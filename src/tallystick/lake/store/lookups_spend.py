"""Where the money goes: totals, organisations, suppliers, months, departments, coverage."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tallystick.lake.store.connection import Reader, reader
from tallystick.lake.store.home import Home
from tallystick.lake.store.page import PAGE_SIZE, Page, contains_words, listed, ordered

NOT_KNOWN = "not-known"
"""Stands, in a filter, for payments whose organisation, supplier or department is not known."""


@dataclass(frozen=True)
class Totals:
    """Everything that counts. `files` is all files; `held` those whose payments count nowhere."""

    payments: int
    amount_pence: int
    organisations: int
    suppliers: int
    months: int
    redacted: int
    redacted_pence: int
    duplicates: int
    first_date: date | None
    last_date: date | None
    files: int
    refused: int
    held: int
    quarantined: int
    quarantined_pence: int


@dataclass(frozen=True)
class OrganisationRow:
    """One publisher. organisation_code and organisation are None where the publisher is not known."""

    organisation_code: str | None
    organisation: str | None
    payments: int
    amount_pence: int
    suppliers: int
    first_date: date | None
    last_date: date | None
    months: int
    redacted: int
    redacted_pence: int
    duplicates: int


@dataclass(frozen=True)
class SupplierRow:
    """One supplier, under its commonest spelling; all None where it is not known.

    spellings and organisations are of everything that counts, even in a list of one organisation's suppliers.
    """

    supplier_key: str | None
    supplier: str | None
    spellings: int
    organisations: int
    payments: int
    amount_pence: int
    first_date: date | None
    last_date: date | None


@dataclass(frozen=True)
class MonthRow:
    """month: its first day; None for payments with no date."""

    month: date | None
    payments: int
    amount_pence: int


@dataclass(frozen=True)
class DepartmentRow:
    """What one publisher's department spent; each None where it is not known."""

    organisation_code: str | None
    organisation: str | None
    department: str | None
    payments: int
    amount_pence: int


@dataclass(frozen=True)
class CoverageRow:
    """One month of one publisher: what there is for it."""

    organisation_code: str | None
    organisation: str | None
    month: date
    payments: int
    amount_pence: int


def totals(home: Home) -> Totals:
    """Everything that counts. Raises NothingLoaded before the first build."""
    found = reader(home).row(
        "SELECT payments, amount_pence, organisations, suppliers, months, redacted, redacted_pence, duplicates,"
        " first_date, last_date, files, refused, held, quarantined, quarantined_pence FROM totals"
    )
    assert found is not None
    return Totals(*found)


_ORGANISATION = (
    "organisation_code, organisation, payments, amount_pence, suppliers, first_date, last_date, months, redacted,"
    " redacted_pence, duplicates"
)


_SUPPLIER = "supplier_key, supplier, spellings, organisations, payments, amount_pence, first_date, last_date"


def organisations(
    home: Home,
    *,
    search: str = "",
    sort: str = "-amount",
    page: int = 1,
    page_size: int = PAGE_SIZE,
) -> Page[OrganisationRow]:
    """Publishers. Sorts: organisation, amount, payments, suppliers, first, last, redacted."""
    allowed = {
        "organisation": "lower(organisation)",
        "amount": "amount_pence",
        "payments": "payments",
        "suppliers": "suppliers",
        "first": "first_date",
        "last": "last_date",
        "redacted": "redacted",
    }
    where, words = contains_words("lower(organisation)", search)
    return listed(
        reader(home),
        f"SELECT {_ORGANISATION} FROM by_organisation",
        lambda row: OrganisationRow(*row),
        where=where,
        values=[*words],
        order=ordered(sort, allowed, "-amount"),
        ties="organisation_code",
        page=page,
        page_size=page_size,
    )


def organisation(home: Home, code: str) -> OrganisationRow | None:
    """One publisher by its code, or the payments whose publisher is not known by `NOT_KNOWN`."""
    where, values = _is("organisation_code", code)
    found = reader(home).row(f"SELECT {_ORGANISATION} FROM by_organisation WHERE {where}", values)
    return OrganisationRow(*found) if found else None


def suppliers(
    home: Home,
    *,
    search: str = "",
    organisation: str | None = None,
    sort: str = "-amount",
    page: int = 1,
    page_size: int = PAGE_SIZE,
) -> Page[SupplierRow]:
    """Suppliers, of one publisher if given.

    Sorts: supplier, amount, payments, organisations, spellings, first, last.
    """
    allowed = {
        "supplier": "lower(supplier)",
        "amount": "amount_pence",
        "payments": "payments",
        "organisations": "organisations",
        "spellings": "spellings",
        "first": "first_date",
        "last": "last_date",
    }
    where, words = contains_words("lower(supplier)", search)
    bound: list[Any] = [*words]
    source = "by_supplier"
    if organisation is not None:
        source = (
            "(SELECT s.supplier_id, supplier_key, supplier, spellings, organisations, o.payments,"
            " o.amount_pence, o.first_date, o.last_date FROM by_supplier_organisation o JOIN by_supplier s"
            " ON s.supplier_id IS NOT DISTINCT FROM o.supplier_id WHERE o.organisation_id IS NOT DISTINCT FROM ?)"
        )
    opened = reader(home)
    if organisation is not None:
        known, organisation_id = organisation_id_of(opened, organisation)
        if not known:
            return Page((), 0, 1, page_size, 0)
        bound = [organisation_id, *words]
    return listed(
        opened,
        f"SELECT {_SUPPLIER} FROM {source}",
        lambda row: SupplierRow(*row),
        where=where,
        values=bound,
        order=ordered(sort, allowed, "-amount"),
        ties="supplier_key",
        page=page,
        page_size=page_size,
    )


def supplier(home: Home, supplier_key: str) -> SupplierRow | None:
    """One supplier by its key, or all payments with no supplier by `NOT_KNOWN`."""
    where, values = _is("supplier_key", supplier_key)
    found = reader(home).row(f"SELECT {_SUPPLIER} FROM by_supplier WHERE {where}", values)
    return SupplierRow(*found) if found else None


def spellings(home: Home, supplier_key: str) -> list[str]:
    """Every way in which the supplier's name is written, in order."""
    opened = reader(home)
    known, supplier_id = supplier_id_of(opened, supplier_key)
    if not known or supplier_id is None:
        return []
    found = opened.rows("SELECT supplier FROM spellings WHERE supplier_id = ? ORDER BY 1", [supplier_id])
    return [name for (name,) in found]


def supplier_organisations(home: Home, supplier_key: str) -> list[DepartmentRow]:
    """What each publisher paid one supplier, largest first (department is None)."""
    opened = reader(home)
    known, supplier_id = supplier_id_of(opened, supplier_key)
    if not known:
        return []
    found = opened.rows(
        "SELECT organisation_code, organisation, NULL, b.payments, b.amount_pence FROM by_supplier_organisation b"
        " LEFT JOIN organisations USING (organisation_id) WHERE supplier_id IS NOT DISTINCT FROM ?"
        " ORDER BY b.amount_pence DESC, organisation_code",
        [supplier_id],
    )
    return [DepartmentRow(*row) for row in found]


def months(home: Home, *, organisation: str | None = None, supplier: str | None = None) -> list[MonthRow]:
    """Each month with payments in it, earliest first and no date last; of one publisher or supplier, or both."""
    opened = reader(home)
    where: list[str] = []
    values: list[Any] = []
    source = "by_month"
    if supplier is not None:
        known, supplier_id = supplier_id_of(opened, supplier)
        if not known:
            return []
        source = "(SELECT *, 1 AS payments FROM payments)"
        where.append(_same("supplier_id", supplier_id, values))
    if organisation is not None:
        known, organisation_id = organisation_id_of(opened, organisation)
        if not known:
            return []
        where.append(_same("organisation_id", organisation_id, values))
    filtered = f"WHERE {' AND '.join(where)}" if where else ""
    found = opened.rows(
        f"SELECT month, sum(payments)::BIGINT, sum(amount_pence)::BIGINT FROM {source} {filtered}"
        " GROUP BY month ORDER BY month NULLS LAST",
        values,
    )
    return [MonthRow(*row) for row in found]


def departments(
    home: Home,
    *,
    organisation: str | None = None,
    search: str = "",
    sort: str = "-amount",
    page: int = 1,
    page_size: int = PAGE_SIZE,
) -> Page[DepartmentRow]:
    """Departments, each of one publisher. Sorts: department, organisation, amount, payments."""
    allowed = {
        "department": "lower(department)",
        "organisation": "lower(organisation)",
        "amount": "amount_pence",
        "payments": "payments",
    }
    where, words = contains_words("lower(department)", search)
    values: list[Any] = [*words]
    if organisation is not None:
        condition, code = _is("organisation_code", organisation)
        where, values = [condition, *where], [*code, *values]
    return listed(
        reader(home),
        "SELECT organisation_code, organisation, department, payments, amount_pence FROM by_department"
        " LEFT JOIN organisations USING (organisation_id) LEFT JOIN departments USING (department_id)",
        lambda row: DepartmentRow(*row),
        where=where,
        values=values,
        order=ordered(sort, allowed, "-amount"),
        ties="organisation_code, department",
        page=page,
        page_size=page_size,
    )


def coverage(home: Home) -> list[CoverageRow]:
    """Which months there are payments for, of which publisher; in order of publisher and month."""
    found = reader(home).rows(
        "SELECT organisation_code, organisation, month, payments, amount_pence FROM by_month"
        " LEFT JOIN organisations USING (organisation_id) WHERE month IS NOT NULL"
        " ORDER BY lower(organisation) NULLS LAST, organisation_code, month"
    )
    return [CoverageRow(*row) for row in found]


def organisation_id_of(opened: Reader, code: str) -> tuple[bool, int | None]:
    """Whether there is such a publisher, and its number in this build (None for `NOT_KNOWN`)."""
    return _id_of(opened, "organisations", "organisation_id", "organisation_code", code)


def supplier_id_of(opened: Reader, key: str) -> tuple[bool, int | None]:
    """Whether there is such a supplier, and its number in this build (None for `NOT_KNOWN`)."""
    return _id_of(opened, "by_supplier", "supplier_id", "supplier_key", key)


def department_id_of(opened: Reader, department: str) -> tuple[bool, int | None]:
    """Whether there is such a department, and its number in this build (None for `NOT_KNOWN`)."""
    return _id_of(opened, "departments", "department_id", "department", department)


def _id_of(opened: Reader, table: str, number: str, column: str, value: str) -> tuple[bool, int | None]:
    if value == NOT_KNOWN:
        return True, None
    sql = f"SELECT {number} FROM {table} WHERE {column} = ?"
    found = opened.once((table, value), lambda: opened.rows(sql, [value]))
    return (True, found[0][0]) if found else (False, None)


def _is(column: str, value: str) -> tuple[str, list[Any]]:
    return (f"{column} IS NULL", []) if value == NOT_KNOWN else (f"{column} = ?", [value])


def _same(column: str, value: int | None, values: list[Any]) -> str:
    """A condition on a number that may be null, its value added to `values`."""
    if value is None:
        return f"{column} IS NULL"
    values.append(value)
    return f"{column} = ?"
