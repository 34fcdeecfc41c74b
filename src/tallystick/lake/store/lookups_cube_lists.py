"""The lists of suppliers that measures of the cube give, searched, sorted and paged.

Each raises NotWorkedOut where there are no maps of the build in use, and NothingLoaded before the first build.
"""

from dataclasses import dataclass, fields
from typing import Any, TypeVar

from tallystick.lake.build import compiled
from tallystick.lake.store.chosen import EVERYTHING, Chosen, mapped
from tallystick.lake.store.cube_rows import Change, Ranked, Shared
from tallystick.lake.store.home import Home
from tallystick.lake.store.lookups_cube import NAMED, parts
from tallystick.lake.store.page import PAGE_SIZE, Page, contains_words, listed, ordered

Row = TypeVar("Row")


@dataclass(frozen=True)
class Changed:
    """Suppliers that are new, or gone, or were paid in both periods, together. what: which of these."""

    what: str
    suppliers: int
    payments: int
    amount_pence: int
    before_payments: int
    before_pence: int


def ranked(
    home: Home,
    chosen: Chosen = EVERYTHING,
    *,
    after: int = 0,
    search: str = "",
    sort: str = "place",
    page: int = 1,
    page_size: int = PAGE_SIZE,
) -> Page[Ranked]:
    """Suppliers by what they were paid. after: only those beyond so many of the largest. Sorts: place, supplier,
    amount, payments, organisations."""
    allowed = {"place": "place", "amount": "amount_pence", "payments": "payments", "organisations": "organisations"}
    return _paged(
        home, "ranked", Ranked, chosen, only=("place > ?", after), search=search, sort=sort, allowed=allowed,
        default="place", page=page, page_size=page_size,
    )  # fmt: skip


def shared(
    home: Home,
    chosen: Chosen = EVERYTHING,
    *,
    search: str = "",
    sort: str = "-amount",
    page: int = 1,
    page_size: int = PAGE_SIZE,
) -> Page[Shared]:
    """Suppliers that more than one organisation pays. Sorts: supplier, amount, payments, organisations, others,
    others-amount."""
    allowed = {
        "amount": "amount_pence",
        "payments": "payments",
        "organisations": "organisations",
        "others": "other_organisations",
        "others-amount": "other_pence",
    }
    return _paged(
        home, "shared", Shared, chosen, search=search, sort=sort, allowed=allowed, default="-amount", page=page,
        page_size=page_size,
    )  # fmt: skip


def new_and_gone(
    home: Home,
    chosen: Chosen,
    before: Chosen,
    *,
    what: str = "",
    search: str = "",
    sort: str = "-largest",
    page: int = 1,
    page_size: int = PAGE_SIZE,
) -> Page[Change]:
    """Suppliers paid in what is chosen, or in what was chosen before. what: ``new``, ``gone`` or ``both``; otherwise
    new and gone. Sorts: supplier, amount, before, payments, largest."""
    allowed = {
        "largest": "greatest(amount_pence, before_pence)",
        "amount": "amount_pence",
        "before": "before_pence",
        "payments": "payments",
    }
    only = ("what = ?", what) if what in ("new", "gone", "both") else ("what <> ?", "both")
    return _paged(
        home, "new_and_gone", Change, chosen, before=before, only=only, search=search, sort=sort, allowed=allowed,
        default="-largest", page=page, page_size=page_size,
    )  # fmt: skip


def changed(home: Home, chosen: Chosen, before: Chosen) -> list[Changed]:
    """How many suppliers are new, gone, or were paid in both, and how much each of these come to; in that order."""
    opened = mapped(home)
    select, values = _query(home, "new_and_gone", Change, chosen, before)
    found = opened.rows(
        "SELECT what, count(*), sum(payments)::BIGINT, sum(amount_pence)::BIGINT, sum(before_payments)::BIGINT,"
        f" sum(before_pence)::BIGINT FROM ({select}) GROUP BY what",
        values,
    )
    known = {row[0]: Changed(*row) for row in found}
    return [known.get(what, Changed(what, 0, 0, 0, 0, 0)) for what in ("new", "gone", "both")]


def _paged(
    home: Home,
    measure: str,
    row: type[Row],
    chosen: Chosen,
    *,
    search: str,
    sort: str,
    allowed: dict[str, str],
    default: str,
    page: int,
    page_size: int,
    before: Chosen | None = None,
    only: tuple[str, Any] | None = None,
) -> Page[Row]:
    select, values = _query(home, measure, row, chosen, before)
    where, searched = contains_words("lower(supplier)", search)
    bound: list[Any] = [*values, *searched]
    if only:
        where, bound = [*where, only[0]], [*bound, only[1]]
    return listed(
        mapped(home),
        f"SELECT * FROM ({select})",
        lambda found: row(*found),
        where=where,
        values=bound,
        order=ordered(sort, {"supplier": "lower(supplier)", **allowed}, default),
        ties="supplier_id",
        page=page,
        page_size=page_size,
        at_once=True,
    )


def _query(home: Home, measure: str, row: type[Any], chosen: Chosen, before: Chosen | None) -> tuple[str, list[Any]]:
    """The SQL of a measure of suppliers with their names, in the columns of `row`; and its values."""
    measured = compiled.measures()[measure]
    given = parts(mapped(home), measured, chosen, before)
    named = ", ".join(f'"{name}" AS ({part.sql})' for name, part in given.items())
    columns = ", ".join(f'"{one.name}"' for one in fields(row))
    sql = f"WITH {named} SELECT {columns} FROM ({measured}) JOIN {NAMED} USING (supplier_no)"
    return sql, [value for part in given.values() for value in part.values]
