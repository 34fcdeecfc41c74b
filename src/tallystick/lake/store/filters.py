"""Which payments are meant, and the SQL that says so."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any

from tallystick.lake.store.chosen import Chosen
from tallystick.lake.store.chosen import where as chosen_where
from tallystick.lake.store.connection import Reader
from tallystick.lake.store.lookups_spend import (
    department_id_of,
    organisation_id_of,
    supplier_id_of,
)
from tallystick.lake.store.page import contains_words
from tallystick.lake.store.payments_mapped import mapped


@dataclass(frozen=True)
class Filters:
    """Which payments are meant: those that meet every filter given.

    organisation: a publisher's code. supplier: a supplier key. department: as written. Each may be `NOT_KNOWN`.
    supplier_text, description: every word given is somewhere in the supplier's name (as written), or the description.
    month: any day of it. date_from, date_to: both included; a payment of which only the month is known is meant if all
    of that month lies between. amounts: whole pence, both included.
    redacted, duplicate, card: True or False for one kind only. file: the SHA-256 of a file.
    supplier_id, category: a supplier of the maps, and a category's code, which stands for all within it, or
    `NOT_KNOWN` for none; ict: only technology, or only what is not; sure: one of `payments_mapped.SURE`. No payment
    meets these where there are no maps. organisations: publishers' codes, any of which will do.
    """

    organisation: str | None = None
    supplier: str | None = None
    supplier_text: str | None = None
    department: str | None = None
    month: date | None = None
    date_from: date | None = None
    date_to: date | None = None
    description: str | None = None
    amount_from_pence: int | None = None
    amount_to_pence: int | None = None
    redacted: bool | None = None
    duplicate: bool | None = None
    card: bool | None = None
    file: str | None = None
    supplier_id: str | None = None
    category: str | None = None
    organisations: tuple[str, ...] = ()
    ict: bool | None = None
    sure: str | None = None

    @property
    def given(self) -> frozenset[str]:
        """The names of the filters that ask for something."""
        return frozenset(one.name for one in fields(self) if getattr(self, one.name) not in (None, "", ()))


EVERY_PAYMENT = Filters()


@dataclass(frozen=True)
class Where:
    """A filter in SQL over the payments table. possible: False if no payment can meet it."""

    conditions: tuple[str, ...]
    values: tuple[Any, ...]
    possible: bool = True

    @property
    def sql(self) -> str:
        return f"WHERE {' AND '.join(self.conditions)}" if self.conditions else ""

    def also(self, condition: str, *values: Any) -> "Where":
        return Where((*self.conditions, condition), (*self.values, *values), self.possible)


def where(opened: Reader, filters: Filters) -> Where:
    """`filters` as SQL, with every value that somebody typed as a bound parameter."""
    conditions: list[str] = []
    values: list[Any] = []
    possible = True

    def add(condition: str, *bound: Any) -> None:
        conditions.append(condition)
        values.extend(bound)

    for column, text, id_of in (
        ("organisation_id", filters.organisation, organisation_id_of),
        ("supplier_id", filters.supplier, supplier_id_of),
        ("department_id", filters.department, department_id_of),
    ):
        if text is None:
            continue
        known, number = id_of(opened, text)
        possible = possible and known
        add(*((f"{column} IS NULL",) if number is None else (f"{column} = ?", number)))
    if filters.file is not None:
        found = opened.row(
            "SELECT file_id, first_payment_id, payments FROM files WHERE sha256 = ?",
            [filters.file],
        )
        possible = possible and found is not None
        if found:
            # Both: the range finds the place at once, the file says that a file set aside has no payments there.
            add(
                "payment_id BETWEEN ? AND ? AND file_id = ?",
                found[1],
                found[1] + found[2] - 1,
                found[0],
            )
    for table, id_column, folded, searched in (
        ("descriptions", "description_id", "lower(description)", filters.description),
        ("spellings", "spelling_id", "lower(supplier)", filters.supplier_text),
    ):
        contained, words = contains_words(folded, searched or "")
        if contained:
            add(
                f"{id_column} IN (SELECT {id_column} FROM {table} WHERE {' AND '.join(contained)})",
                *words,
            )
    if filters.month is not None:
        add("month = ?", filters.month.replace(day=1))
    if filters.date_from or filters.date_to:
        _between(opened, filters.date_from, filters.date_to, add)
    for condition, value in (
        ("amount_pence >= ?", filters.amount_from_pence),
        ("amount_pence <= ?", filters.amount_to_pence),
    ):
        if value is not None:
            add(condition, value)
    for column, wanted in (
        ("redacted", filters.redacted),
        ("duplicate", filters.duplicate),
        ("card", filters.card),
    ):
        if wanted is not None:
            add(f"{column} = ?", wanted)
    if filters.organisations:
        meant_by = chosen_where(opened, Chosen(organisations=filters.organisations))
        add(meant_by.sql, *meant_by.values)
    for meant in mapped(opened, filters.supplier_id, filters.category, filters.ict, filters.sure):
        possible = possible and opened.maps
        add(meant.sql, *meant.values)
    return Where(tuple(conditions), tuple(values), possible)


def _between(opened: Reader, first: date | None, last: date | None, add: Callable[..., None]) -> None:
    days = [(sql, day) for sql, day in (("date >= ?", first), ("date <= ?", last)) if day]
    months = [(sql, day) for sql, day in (("month >= ?", first), ("month < ?", _month_after(last))) if day]
    if not _some_have_no_day(opened):
        months = []
    by_day, by_month = (" AND ".join(sql for sql, _ in pairs) for pairs in (days, months))
    # Without the OR, the engine skips whole blocks of payments by their dates.
    condition = f"({by_day} OR (date IS NULL AND {by_month}))" if months else by_day
    add(condition, *(day for _, day in [*days, *months]))


def _month_after(last: date | None) -> date | None:
    """The first month that is not all over by the end of `last`."""
    return (last + timedelta(days=1)).replace(day=1) if last else None


def _some_have_no_day(opened: Reader) -> bool:
    """Whether the month of some payment is known and its day is not."""
    sql = "SELECT count(*) > 0 FROM payments WHERE date IS NULL AND month IS NOT NULL"
    return opened.once("some have no day", lambda: opened.rows(sql)) == [(True,)]
