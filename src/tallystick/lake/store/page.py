"""One page of a list."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

from tallystick.lake.store.connection import Reader

PAGE_SIZE = 50

Row = TypeVar("Row")


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Some of the rows, and how many there are in all.

    count: rows in the whole list. amount_pence: money in the whole list, where the list has money.
    """

    rows: tuple[Row, ...]
    count: int
    page: int
    page_size: int = PAGE_SIZE
    amount_pence: int | None = None

    @property
    def pages(self) -> int:
        return max(1, math.ceil(self.count / self.page_size))


def ordered(sort: str, allowed: dict[str, str], default: str) -> tuple[str, str]:
    """The SQL to order by for a sort such as ``amount`` or ``-amount`` (largest first), from a list of what is allowed;
    anything else means the default. Gives the column and ``ASC`` or ``DESC``."""
    name = sort.removeprefix("-")
    if name not in allowed:
        sort, name = default, default.removeprefix("-")
    return allowed[name], "DESC" if sort.startswith("-") else "ASC"


def contains_words(column: str, text: str) -> tuple[list[str], list[str]]:
    """SQL conditions and their values: `column`, which is in lower case, contains every word of `text`."""
    words = text.lower().split()
    return [f"contains({column}, ?)" for _ in words], words


def listed(
    opened: Reader,
    select: str,
    made: Callable[[tuple[Any, ...]], Row],
    *,
    where: list[str],
    values: list[Any],
    order: tuple[str, str],
    ties: str,
    page: int,
    page_size: int,
    at_once: bool = False,
) -> Page[Row]:
    """One page of what `select` and the conditions give, each row made by `made`, with the count and money of all.

    at_once: worked out whole, and once, for the rows and their count: for what takes long to work out. Otherwise each
    is asked for, which is best of a table of which few columns need be read to count and to order its rows.
    """
    filtered = f"{select} WHERE {' AND '.join(where)}" if where else select
    counting = "SELECT count(*), coalesce(sum(amount_pence), 0)::BIGINT FROM"
    page = max(1, page)
    paged = f"ORDER BY {order[0]} {order[1]} NULLS LAST, {ties} LIMIT ? OFFSET ?"
    bound = [*values, page_size, (page - 1) * page_size]
    question = ("listed", filtered, tuple(values))
    if at_once and not opened.knows(question):
        rows = opened.rows(
            f"WITH found AS MATERIALIZED ({filtered}) SELECT * FROM found, ({counting} found) {paged}", bound
        )
        if rows:
            opened.once(question, partial(list, (rows[0][-2:],)))
        rows = [row[:-2] for row in rows]
    else:
        rows = opened.rows(f"{filtered} {paged}", bound)
    [counted] = opened.once(question, lambda: opened.rows(f"{counting} ({filtered})", values))
    return Page(tuple(made(row) for row in rows), counted[0], page, page_size, counted[1])
