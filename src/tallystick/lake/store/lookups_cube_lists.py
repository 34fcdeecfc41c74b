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
from tallystick.lake.store.numbered import numbered
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
    _, select, values = _query(home, "new_and_gone", Change, chosen, before, named=False)
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
    named = bool(search.split()) or sort.removeprefix("-") == "supplier"
    columns, select, values = _query(home, measure, row, chosen, before, named=named)
    where, searched = contains_words("lower(supplier)", search)
    bound: list[Any] = [*values, *searched]
    if only:
        where, bound = [*where, only[0]], [*bound, only[1]]
    opened = mapped(home)
    found = listed(
        opened,
        f"SELECT * FROM ({select})",
        lambda one: dict(zip(columns, one, strict=True)),
        where=where,
        values=bound,
        order=ordered(sort, {"supplier": "lower(supplier)", **allowed}, default),
        ties="supplier_no",
        page=page,
        page_size=page_size,
        at_once=True,
    )
    names = numbered(
        opened, "maps.suppliers (supplier_no, supplier_id, supplier)", (one["supplier_no"] for one in found.rows)
    )
    rows = tuple(_with_name(row, one, names[one["supplier_no"]]) for one in found.rows)
    return Page(rows, found.count, found.page, found.page_size, found.amount_pence)


def _with_name(row: type[Row], one: dict[str, Any], name: tuple[Any, ...]) -> Row:
    given = {**one, "supplier_id": name[1], "supplier": name[2]}
    del given["supplier_no"]
    return row(**given)


def _query(
    home: Home, measure: str, row: type[Any], chosen: Chosen, before: Chosen | None, *, named: bool
) -> tuple[list[str], str, list[Any]]:
    """The SQL of a measure of suppliers, with its columns and its values. named: with their names, for a question that
    asks of these; otherwise they are best looked up for the rows that are shown alone."""
    measured = compiled.measures()[measure]
    given = parts(mapped(home), measured, chosen, before)
    columns = ["supplier_no", *(one.name for one in fields(row) if one.name not in ("supplier_id", "supplier"))]
    beside = ""
    if named:
        columns, beside = [*columns, "supplier"], f" JOIN {NAMED} USING (supplier_no)"
    asked = ", ".join(f'"{name}"' for name in columns)
    read = ", ".join(f'"{name}" AS ({part.sql})' for name, part in given.items())
    sql = f"WITH {read} SELECT {asked} FROM ({measured}){beside}"
    return columns, sql, [value for part in given.values() for value in part.values]
