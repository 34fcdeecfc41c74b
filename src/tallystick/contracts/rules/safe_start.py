"""The last day on which replacing a contract can safely begin, for each way of buying. Pure.

docs/rules/last-safe-start.md.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from tallystick.contracts.rules.term_dates_working import counted, in_words
from tallystick.kit.months import add_months
from tallystick.reference.lead_times import Allowance, LeadTimes, Route

_DAY = dt.timedelta(days=1)
_LEAST_SURE = ("?", "G", "I", "S", "V", "")
"""Marks, the least sure first; the council's own figures have none."""


@dataclass(frozen=True, slots=True)
class Start:
    """The last safe start of one way of buying. working: a sentence a step, from the decision back. mark: that of the
    least sure figure in it, "" where all are the council's own. legal_floor: what the law has done before signature."""

    route: str
    name: str
    last_safe_start: dt.date
    working: tuple[str, ...]
    legal_floor: str
    mark: str


@dataclass(frozen=True, slots=True)
class _Step:
    what: str
    count: int
    unit: str
    mark: str
    clear: bool = False

    def before(self, day: dt.date) -> dt.date:
        if self.unit == "months":
            return add_months(day, -self.count) - _DAY * self.clear
        return day - _DAY * (self.count * (7 if self.unit == "weeks" else 1) + self.clear)

    def said(self, day: dt.date) -> str:
        clear = "clear " if self.clear else ""
        length = counted(self.count, f"{clear}{self.unit.removesuffix('s')}")
        mark = f" [{self.mark}]" if self.mark else ""
        return f"{self.what}, {length} before that{mark}: {in_words(day)}."


def safe_starts(
    day: dt.date,
    times: LeadTimes,
    *,
    governance_days: int | None = None,
    mobilisation_days: int | None = None,
    exit_days: int | None = None,
) -> tuple[Start, ...]:
    """The last safe start of every route, the latest first, where the matter must be settled by `day`.

    day: the last day to give notice, or the end where none is needed. It is `day` less exit, mobilisation, the route's
    lead time (the longer figure) and governance. The days given are the council's own, in place of those of `times`.
    """
    own = (governance_days, mobilisation_days, exit_days)
    found = [safe_start_by(day, route, times, *own) for route in times.routes]
    return tuple(sorted(found, key=lambda one: one.last_safe_start, reverse=True))


def safe_start_by(
    day: dt.date,
    route: Route,
    times: LeadTimes,
    governance_days: int | None = None,
    mobilisation_days: int | None = None,
    exit_days: int | None = None,
    lead_days: int | None = None,
) -> Start:
    """The last safe start by one route; `lead_days` is the council's own lead time for it, as the other days are."""
    steps = [
        _allowed("Exit", times.exit, exit_days),
        _allowed("Mobilisation", times.mobilisation, mobilisation_days),
        _lead(route, lead_days),
        _allowed("Governance", times.governance, governance_days),
    ]
    if route.whole:
        steps = [_lead(route, lead_days)]
    back = tuple(_back(day, steps))
    working = (f"It has to be settled by {in_words(day)}.", *(line for _, line in back))
    mark = min((step.mark for step in steps), key=_LEAST_SURE.index)
    return Start(route.code, route.name, back[-1][0], working, route.legal_floor, mark)


def _back(day: dt.date, steps: list[_Step]) -> Iterator[tuple[dt.date, str]]:
    for step in steps:
        day = step.before(day)
        yield day, step.said(day)


def _allowed(what: str, by_default: Allowance, own: int | None) -> _Step:
    if own is not None:
        return _Step(what, own, "days", "")
    return _Step(what, by_default.count, by_default.unit, by_default.mark, by_default.clear)


def _lead(route: Route, own: int | None) -> _Step:
    if own is not None:
        return _Step(route.name, own, "days", "")
    return _Step(route.name, route.most, route.unit, route.mark)
