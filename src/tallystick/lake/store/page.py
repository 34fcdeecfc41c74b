"""One page of a list."""

import math
from dataclasses import dataclass
from typing import Generic, TypeVar

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
