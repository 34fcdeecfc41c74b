"""Which rows of the cube are meant, and the SQL that says so."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from tallystick.kit.errors import Refused
from tallystick.lake.store.connection import Reader, reader
from tallystick.lake.store.home import Home
from tallystick.lake.store.lookups_spend import NOT_KNOWN, organisation_id_of


class NotWorkedOut(Refused):
    """There are no maps of the build in use yet."""

    def __init__(self) -> None:
        super().__init__(
            "Suppliers and categories have not been worked out yet for what was loaded.",
            what_to_do="Wait until that is done, or run `tallystick suppliers follow`.",
        )


@dataclass(frozen=True)
class Chosen:
    """Which payments are meant: those that meet every filter given; an empty filter is no filter.

    organisations: codes, or `NOT_KNOWN`. suppliers: supplier_ids. categories: codes; a code stands for all within it,
    and `NOT_KNOWN` for payments that have none. ict: whether it is ICT. first_month, last_month: any day of a month,
    both months included. include_not_known: whether payments with no date are meant, where months are given.
    """

    organisations: tuple[str, ...] = ()
    suppliers: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    ict: bool | None = None
    first_month: date | None = None
    last_month: date | None = None
    include_not_known: bool = False


EVERYTHING = Chosen()


def mapped(home: Home) -> Reader:
    """The reader of the build in use, with its maps. Raises NotWorkedOut if there are none, NothingLoaded without a
    build."""
    opened = reader(home)
    if not opened.maps:
        raise NotWorkedOut()
    return opened


@dataclass(frozen=True)
class Condition:
    """SQL, and the values bound in it."""

    sql: str
    values: tuple[Any, ...] = ()


def where(opened: Reader, chosen: Chosen, *, others: bool = False) -> Condition:
    """`chosen` over the cube. others: the same for every organisation but those that are chosen; none, if all are."""
    parts = [
        _organisations(opened, chosen.organisations, others=others),
        _suppliers(opened, chosen.suppliers),
        _categories(opened, chosen.categories),
        _ict(chosen.ict),
        months(chosen),
    ]
    given = [part for part in parts if part is not None]
    sql = " AND ".join(f"({part.sql})" for part in given) or "true"
    return Condition(sql, tuple(value for part in given for value in part.values))


_SMALLER = (
    ("maps.cube_by_month", re.compile(r"\b(supplier_no|kind)\b")),
    ("maps.cube_by_supplier", re.compile(r"\b(month|decided|band)\b")),
)
"""What the cube comes to in fewer rows, with the columns that are not there."""


def smallest(asked: str) -> str:
    """The smallest table of the cube that has every column that a question names. asked: its SQL."""
    return next((table for table, lacks in _SMALLER if not lacks.search(asked)), "maps.cube")


def months(chosen: Chosen) -> Condition | None:
    """The months that are chosen."""
    bounds = [("month >= ?", chosen.first_month), ("month <= ?", chosen.last_month)]
    given = [(sql, day.replace(day=1)) for sql, day in bounds if day]
    if not given:
        return None
    sql = " AND ".join(sql for sql, _ in given)
    return Condition(f"({sql}) OR month IS NULL" if chosen.include_not_known else sql, tuple(day for _, day in given))


def publishers(opened: Reader, chosen: Chosen) -> Condition:
    """The organisations and months that are chosen, over what was published."""
    given = [part for part in (_organisations(opened, chosen.organisations), months(chosen)) if part is not None]
    return Condition(
        " AND ".join(f"({part.sql})" for part in given) or "true",
        tuple(value for part in given for value in part.values),
    )


def _organisations(opened: Reader, codes: tuple[str, ...], *, others: bool = False) -> Condition | None:
    if not codes:
        return Condition("false") if others else None
    found = [organisation_id_of(opened, code) for code in codes]
    return _among("organisation_id", [number for known, number in found if known], but=others)


def _suppliers(opened: Reader, supplier_ids: tuple[str, ...]) -> Condition | None:
    if not supplier_ids:
        return None
    found = [supplier_no_of(opened, supplier_id) for supplier_id in supplier_ids]
    return _among("supplier_no", [number for number in found if number is not None])


def supplier_no_of(opened: Reader, supplier_id: str) -> int | None:
    """The number of a supplier in these maps, or None."""
    sql = "SELECT supplier_no FROM maps.suppliers WHERE supplier_id = ?"
    found = opened.once(("supplier_no", supplier_id), lambda: opened.rows(sql, [supplier_id]))
    return found[0][0] if found else None


def _categories(opened: Reader, codes: tuple[str, ...]) -> Condition | None:
    return _among("category_no", category_nos(opened, codes)) if codes else None


def category_nos(opened: Reader, codes: tuple[str, ...]) -> list[int | None]:
    """The numbers of categories and of all within them; None for `NOT_KNOWN`."""
    sql = "SELECT category_no, category, parent FROM maps.categories ORDER BY 1"
    every = opened.once("categories", lambda: opened.rows(sql))
    found: list[int | None] = [number for number, code, parent in every if code in codes or parent in codes]
    return [*found, None] if NOT_KNOWN in codes else found


def _ict(wanted: bool | None) -> Condition | None:
    if wanted is None:
        return None
    return Condition("category_no IN (SELECT category_no FROM maps.categories WHERE is_ict = ?)", (wanted,))


def _among(column: str, numbers: list[int | None], *, but: bool = False) -> Condition:
    """Whether a number that may be null is among `numbers`, or (but) is not."""
    known = tuple(number for number in numbers if number is not None)
    listed = f"coalesce({column} IN ({', '.join('?' * len(known))}), false)" if known else "false"
    sql = f"{listed} OR {column} IS NULL" if None in numbers else listed
    return Condition(f"NOT ({sql})" if but else sql, known)
