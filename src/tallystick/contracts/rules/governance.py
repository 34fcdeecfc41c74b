"""The dated duties that follow from an outcome, within the contract's life. Pure. docs/rules/segmentation.md.

Months are counted by the calendar from one day, so that what begins on the 31st falls on the last day of shorter months
and on the 31st again after them.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tallystick.kit.months import add_months, whole_months
from tallystick.reference.asking import Consequence, Duty

DAYS_TO_BEGIN = 30
"""What should have been done already, on a contract that is only now looked at, is due so many days from today."""


@dataclass(frozen=True)
class Planned:
    """A duty with its date.

    due: the first time it is due on or after the day of planning; None where it turns on an end that is not known.
    every_months: None for once. counted_from, months, days: each time is so many months, and so many days, after that
    day, the first of them with no repeats added. until: the last day on which it can fall due, or None. why: why there
    is such a duty, and why then.
    """

    code: str
    what: str
    due: dt.date | None
    every_months: int | None
    frequency: str
    who: str
    lead_days: int
    why: str
    counted_from: dt.date | None
    until: dt.date | None
    months: int = 0
    days: int = 0

    @property
    def warn(self) -> dt.date | None:
        """The day from which it is spoken of."""
        return None if self.due is None else self.due - dt.timedelta(days=self.lead_days)


def plan(
    consequence: Consequence, *, start: dt.date | None, end: dt.date | None, today: dt.date
) -> tuple[Planned, ...]:
    """What is due from `today` on, because of `consequence`, soonest first; what has no date comes last.

    start: the contract's first day; where not known, today is counted from. end: its last day, None where there is none
    or it is not known. Nothing is due after the end, and nothing at all once it has passed.
    Of what is done once and should have been done already, the day is DAYS_TO_BEGIN from today, or the end if sooner.
    """
    if end is not None and end < today:
        return ()
    planned = [_planned(duty, start, end, today) for duty in consequence.duties]
    dated = [one for one in planned if one is not None]
    return tuple(sorted(dated, key=lambda one: (one.due is None, one.due or today, one.code)))


def occurrences(planned: Planned, *, until: dt.date) -> Iterator[dt.date]:
    """Each day on which it falls due, from its first, up to and with `until` and its own last day."""
    last = until if planned.until is None else min(until, planned.until)
    due = planned.due
    while due is not None and due <= last:
        yield due
        due = next_due(planned, after=due)


def next_due(planned: Planned, *, after: dt.date) -> dt.date | None:
    """The first day after `after` on which it falls due again; None where it does not."""
    if planned.every_months is None or planned.counted_from is None:
        return planned.due if planned.due is not None and planned.due > after else None
    day = _first_from(planned, planned.every_months, planned.counted_from, after + dt.timedelta(days=1))
    return day if planned.until is None or day <= planned.until else None


def horizon(planned: Iterable[Planned], *, today: dt.date, months: int = 12) -> tuple[tuple[dt.date, Planned], ...]:
    """Every day in the `months` from today on which something falls due, soonest first."""
    until = add_months(today, months)
    days = [(day, one) for one in planned for day in occurrences(one, until=until)]
    return tuple(sorted(days, key=lambda pair: (pair[0], pair[1].code)))


def _planned(duty: Duty, start: dt.date | None, end: dt.date | None, today: dt.date) -> Planned | None:
    if duty.anchor == "end":
        return _before_the_end(duty, end, today)
    base = start or today
    first = _after(base, duty.months, duty.days)
    why = duty.why if start else f"{duty.why} The contract's start is not known, so this is counted from {today}."
    due = first
    if duty.every_months is not None:
        due = _first_from(duty, duty.every_months, base, max(first, today))
    elif first < today:
        due = _soon(today, end)
        why = f"{why} It should have been done by {first}."
    return None if end is not None and due > end else _dated(duty, due, why, counted_from=base, until=end)


def _before_the_end(duty: Duty, end: dt.date | None, today: dt.date) -> Planned:
    if end is None:
        why = f"{duty.why} The contract's end is not known, so neither is the day."
        return _dated(duty, None, why, counted_from=None, until=None)
    day = _after(end, -duty.months, -duty.days)
    if day >= today:
        return _dated(duty, day, duty.why, counted_from=end, until=end)
    why = f"{duty.why} It should have been done by {day}."
    return _dated(duty, _soon(today, end), why, counted_from=end, until=end)


def _soon(today: dt.date, end: dt.date | None) -> dt.date:
    soon = today + dt.timedelta(days=DAYS_TO_BEGIN)
    return soon if end is None else min(soon, end)


def _dated(
    duty: Duty, due: dt.date | None, why: str, *, counted_from: dt.date | None, until: dt.date | None
) -> Planned:
    return Planned(
        code=duty.code,
        what=duty.what,
        due=due,
        every_months=duty.every_months,
        frequency=duty.frequency,
        who=duty.who,
        lead_days=duty.lead_days,
        why=why,
        counted_from=counted_from,
        until=until,
        months=duty.months,
        days=duty.days,
    )


def _after(base: dt.date, months: int, days: int) -> dt.date:
    return add_months(base, months) + dt.timedelta(days=days)


def _first_from(it: Duty | Planned, every: int, base: dt.date, day: dt.date) -> dt.date:
    """The first time that is on or after `day`: each is counted from `base`, none from the one before."""
    passed = whole_months(base, day - dt.timedelta(days=it.days)) - it.months
    times = max(passed // every, 0)
    found = _after(base, it.months + times * every, it.days)
    return found if found >= day else _after(base, it.months + (times + 1) * every, it.days)
