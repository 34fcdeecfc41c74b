"""Key dates by the month, over two years: which months these are, and what kinds are counted together. Pure."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from tallystick.kit.months import add_months

MONTHS = 24

GROUPS: dict[str, tuple[str, frozenset[str]]] = {
    "decide": ("To decide", frozenset({"extension", "break", "renewal", "rolling", "end", "framework_end"})),
    "publish": ("To publish", frozenset({"notice"})),
    "do": ("To do", frozenset({"review", "certificate", "obligation", "action", "duty", "find_out"})),
}
"""By code: what it is called, and the kinds of `choices.KEY_DATES` in it. Each kind is in one."""

_GROUP_OF = {kind: group for group, (_, kinds) in GROUPS.items() for kind in kinds}
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Counted:
    """How many key dates of a kind are due in a month; first: its first day, None where they have no day.

    overdue: of how many the day has passed. begun_late: of those to come, whose last safe start has passed.
    """

    first: dt.date | None
    kind: str
    number: int
    overdue: int = 0
    begun_late: int = 0


@dataclass(frozen=True, slots=True)
class Month:
    """How many key dates fall into a month, by group; in the first month only those that are still to come."""

    first: dt.date
    decide: int = 0
    publish: int = 0
    do: int = 0

    @property
    def last(self) -> dt.date:
        """Its last day."""
        return add_months(self.first, 1) - _DAY

    @property
    def total(self) -> int:
        return self.decide + self.publish + self.do


@dataclass(frozen=True, slots=True)
class Calendar:
    """Two years of months, this one the first. later: after them. undated: without a day.

    begun_late: to come, at whatever day, though the last safe day to begin what comes before has passed.
    """

    months: tuple[Month, ...]
    overdue: int
    undated: int
    later: int
    begun_late: int

    @property
    def within(self) -> int:
        """How many are due in these months, from today on."""
        return sum(month.total for month in self.months)


def first_day(today: dt.date) -> dt.date:
    """Of the first of the months that are shown on a day."""
    return today.replace(day=1)


def last_day(today: dt.date) -> dt.date:
    """Of the last of the months that are shown on a day."""
    return add_months(first_day(today), MONTHS) - _DAY


def calendar_of(counted: Iterable[Counted], today: dt.date) -> Calendar:
    """The calendar of a day, of what was counted by the month and kind."""
    begins, ends = first_day(today), last_day(today)
    found = {first: Month(first) for first in (add_months(begins, number) for number in range(MONTHS))}
    overdue = undated = later = begun_late = 0
    for one in counted:
        overdue += one.overdue
        begun_late += one.begun_late
        to_come = one.number - one.overdue
        if one.first is None:
            undated += one.number
        elif one.first > ends:
            later += to_come
        elif to_come and one.first >= begins:
            found[one.first] = _with(found[one.first], one.kind, to_come)
    return Calendar(tuple(found.values()), overdue, undated, later, begun_late)


def _with(month: Month, kind: str, number: int) -> Month:
    group = _GROUP_OF.get(kind, "do")
    return replace(month, **{group: getattr(month, group) + number})
