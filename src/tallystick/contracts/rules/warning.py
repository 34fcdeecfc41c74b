"""The day from which a key date is spoken of. Pure. docs/rules/key-dates.md."""

import datetime as dt

from tallystick.reference.warning_days import warning_days

DECISIONS = frozenset({"extension", "break", "renewal", "rolling", "end"})
"""Kinds of key date by which somebody has to have decided."""


def warn_from(
    kind: str, *, due: dt.date | None, last_safe_start: dt.date | None, lead_days: int | None = None
) -> dt.date | None:
    """The first day on which it is spoken of; None where it is from the first, as its day is not known.

    lead_days: of warning, where the thing itself says so. A decision is spoken of before the last safe start of what
    would take the contract's place, as that comes before the decision's own day.
    """
    days = warning_days()
    if due is None:
        return None
    if lead_days is None and kind in DECISIONS:
        if last_safe_start is not None:
            return _before(min(last_safe_start, due), days.before_start)
        return _before(due, days.before_decision)
    return _before(due, days.before_others if lead_days is None else lead_days)


def _before(day: dt.date, days: int) -> dt.date:
    return day - dt.timedelta(days=min(days, (day - dt.date.min).days))
