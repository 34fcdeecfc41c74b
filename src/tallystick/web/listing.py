"""A list on a page: what was asked for, its headings that sort, its pages, and the address of its download."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from tallystick.lake.store.page import PAGE_SIZE, Page
from tallystick.web.words import count, many

LAST_PAGE = 1_000_000


@dataclass(frozen=True)
class Column:
    """A heading.

    sort: the name that the look-up sorts by, or None. falls: sorted largest or latest first when it is chosen.
    """

    label: str
    sort: str | None = None
    numeric: bool = False
    falls: bool = False


@dataclass(frozen=True)
class Head:
    """A heading as the page shows it. direction: ``ascending``, ``descending`` or ``none``, for aria-sort."""

    label: str
    numeric: bool
    address: str | None
    direction: str


@dataclass(frozen=True)
class Asked:
    """What an address asks of a list. Anything in it that makes no sense is as if it were not there."""

    path: str
    parameters: QueryDict
    columns: Sequence[Column]
    sort: str
    falls: bool
    page: int
    within: Mapping[str, Any]

    @classmethod
    def read(cls, request: HttpRequest, columns: Sequence[Column], *, default: str) -> "Asked":
        """`default`: the sort when none is asked for, with a minus sign before it for largest first."""
        known = {column.sort for column in columns if column.sort}
        wanted = request.GET.get("sort", "")
        if wanted.removeprefix("-") not in known:
            wanted = default
        page = request.GET.get("page", "")
        number = int(page) if page.isascii() and page.isdigit() and len(page) < 8 else 1
        return cls(
            path=request.path,
            parameters=request.GET,
            columns=columns,
            sort=wanted.removeprefix("-"),
            falls=wanted.startswith("-"),
            page=min(max(number, 1), LAST_PAGE),
            within=request.resolver_match.kwargs if request.resolver_match else {},
        )

    @property
    def order(self) -> str:
        """The sort as look-ups take it: with a minus sign before it for largest first."""
        return ("-" if self.falls else "") + self.sort

    def address(self, **changes: str | None) -> str:
        """This page with some parameters changed, or taken out where they are None."""
        parameters = self.parameters.copy()
        for name, value in changes.items():
            if value is None:
                parameters.pop(name, None)
            else:
                parameters[name] = value
        encoded = parameters.urlencode()
        return f"{self.path}?{encoded}" if encoded else self.path

    def listing(self, found: Page[Any], *, name: str, download: str | None = None) -> "Listing":
        """The page that was found, ready to be shown.

        name: what its rows are, such as ``suppliers``, or ``entry,entries`` where one is not just without its s.
        download: the view that gives all of them.
        """
        one, _, several = name.rpartition(",")
        return Listing(
            self, found.rows, found.count, one or several.removesuffix("s"), several, found.amount_pence,
            self._download(download) if download else None,
        )  # fmt: skip

    def _download(self, view: str) -> str:
        path = reverse(view, kwargs=dict(self.within))
        parameters = self.parameters.copy()
        parameters.pop("page", None)
        return f"{path}?{parameters.urlencode()}" if parameters else path


@dataclass(frozen=True)
class Listing:
    """A page of a list."""

    asked: Asked
    rows: Sequence[Any]
    total: int
    one: str
    several: str
    amount_pence: int | None
    download: str | None

    @property
    def page(self) -> int:
        return self.asked.page

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE_SIZE))

    @property
    def heads(self) -> list[Head]:
        return [self._head(column) for column in self.asked.columns]

    @property
    def previous(self) -> str | None:
        if self.page <= 1:
            return None
        return self._page(min(self.page - 1, self.pages))

    @property
    def next(self) -> str | None:
        return self._page(self.page + 1) if self.page < self.pages else None

    @property
    def numbers(self) -> list[tuple[int | None, str]]:
        """First, last and neighbouring pages with their addresses; None where some are left out."""
        near = {1, self.pages, self.page - 1, self.page, self.page + 1}
        shown: list[tuple[int | None, str]] = []
        last = 0
        for number in sorted(n for n in near if 1 <= n <= self.pages):
            if number == last + 2:
                shown.append((last + 1, self._page(last + 1)))
            elif number > last + 1:
                shown.append((None, ""))
            shown.append((number, self._page(number)))
            last = number
        return shown

    @property
    def showing(self) -> str:
        """Which rows of how many are on the page, as a sentence."""
        if not self.total:
            return f"No {self.several}."
        if not self.rows:
            end = "ends" if self.total == 1 else "end"
            return f"There is no page {count(self.page)}: the {self._all} {end} before it."
        if self.pages == 1:
            return f"{self._all}."
        first = (self.page - 1) * PAGE_SIZE + 1
        return f"{count(first)} to {count(first + len(self.rows) - 1)} of {self._all}."

    @property
    def _all(self) -> str:
        return many(self.total, self.one, self.several)

    def _page(self, number: int) -> str:
        return self.asked.address(page=str(number) if number > 1 else None)

    def _head(self, column: Column) -> Head:
        if column.sort is None:
            return Head(column.label, column.numeric, None, "none")
        sorted_by = column.sort == self.asked.sort
        direction = ("descending" if self.asked.falls else "ascending") if sorted_by else "none"
        falls = not self.asked.falls if sorted_by else column.falls
        address = self.asked.address(sort=("-" if falls else "") + column.sort, page=None)
        return Head(column.label, column.numeric, address, direction)
