"""Which periods of a measure there are, and which lack a figure. Pure. docs/rules/performance-ratings.md."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from tallystick.kit.months import add_months

Frequency = Literal["monthly", "quarterly", "six_monthly", "yearly", "once"]
FREQUENCIES: dict[Frequency, str] = {
    "monthly": "Monthly",
    "quarterly": "Quarterly",
    "six_monthly": "Every six months",
    "yearly": "Yearly",
    "once": "Once, at the end",
}
_MONTHS: dict[Frequency, int] = {"monthly": 1, "quarterly": 3, "six_monthly": 6, "yearly": 12}

Aligned = Literal["calendar", "contract"]

_YEAR_BEGINS = 4
"""Councils' years, halves and quarters begin in April."""


@dataclass(frozen=True)
class Period:
    """A stretch of days, half-open: `first` is in it, `until` is the day after its last. due: when its figure is."""

    first: dt.date
    until: dt.date
    due: dt.date

    @property
    def last(self) -> dt.date:
        return self.until - dt.timedelta(days=1)


@dataclass(frozen=True)
class Standing:
    """Where a measure's figures stand on a day.

    recorded: periods with a figure. missing: those whose figure should have come by the day before. awaited: those that
    have ended and whose figure is not late yet.
    """

    recorded: tuple[Period, ...]
    missing: tuple[Period, ...]
    awaited: tuple[Period, ...]


def periods(
    frequency: Frequency,
    *,
    start: dt.date,
    end: dt.date | None,
    until: dt.date,
    aligned: Aligned = "calendar",
    days_to_report: int = 10,
) -> Iterator[Period]:
    """The periods from `start`, the first day measured, that have begun by `until`.

    end: the last day measured, or None. aligned: `calendar` for months of the calendar, and quarters, halves and years
    from April, the first and last cut short by the contract; `contract` for those counted from `start`. Once is one
    period, from start to end; with no end there is none.
    A period's figure is due `days_to_report` after its last day.
    """
    stop = end + dt.timedelta(days=1) if end is not None else None
    if stop is not None and stop <= start:
        return
    if frequency == "once":
        if stop is not None and start <= until:
            yield _period(start, stop, days_to_report)
        return
    every = _MONTHS[frequency]
    base = start if aligned == "contract" else _beginning(start, every)
    times = 0
    while True:
        first = max(add_months(base, times * every), start)
        following = add_months(base, (times + 1) * every)
        if first > until or (stop is not None and first >= stop):
            return
        yield _period(first, following if stop is None else min(following, stop), days_to_report)
        times += 1


def standing(found: Iterable[Period], recorded: Iterable[dt.date], *, today: dt.date) -> Standing:
    """Which of the periods `found` have a figure, which are missing one and which are awaited.

    recorded: a day of each period that has a figure: its first, its last, or any between.
    """
    days = sorted(recorded)
    have: list[Period] = []
    missing: list[Period] = []
    awaited: list[Period] = []
    for period in found:
        if any(period.first <= day < period.until for day in days):
            have.append(period)
        elif period.until <= today:
            (missing if period.due < today else awaited).append(period)
    return Standing(tuple(have), tuple(missing), tuple(awaited))


def _beginning(day: dt.date, every: int) -> dt.date:
    """The first day of the month, or of the quarter, half or year from April, that `day` is in."""
    return add_months(day.replace(day=1), -((day.month - _YEAR_BEGINS) % every))


def _period(first: dt.date, until: dt.date, days_to_report: int) -> Period:
    return Period(first, until, until - dt.timedelta(days=1) + dt.timedelta(days=days_to_report))
