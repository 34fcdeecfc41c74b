"""Working days, by the bank holidays of a nation or of the whole United Kingdom.

Procurement Act 2023 s.123 [V]: a working day is neither a Saturday, nor a Sunday, nor a bank holiday in any part of the
United Kingdom. (Christmas Day and Good Friday are bank holidays in Scotland, and so in this sense everywhere.) A
contract's own notice goes by its nation. Pure; quick enough to be asked millions of times.
"""

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import Literal

from tallystick.reference.bank_holidays import NATIONS, Nation, bank_holidays, holidays_in

__all__ = [
    "NATIONS",
    "PLACES",
    "UNITED_KINGDOM",
    "Counted",
    "Nation",
    "Place",
    "Skipped",
    "add_working_days",
    "count_working_days",
    "holidays_known",
    "is_working_day",
    "next_working_day",
    "previous_working_day",
    "why_not",
]

Place = Literal["england", "wales", "scotland", "northern_ireland", "united_kingdom"]
UNITED_KINGDOM: Place = "united_kingdom"
PLACES: tuple[Place, ...] = (*NATIONS, UNITED_KINGDOM)
"""Whose working days may be asked for. In the United Kingdom's, a bank holiday in any part counts."""

_NAMES = {"england": "England", "wales": "Wales", "scotland": "Scotland", "northern_ireland": "Northern Ireland"}
_WEEKEND = {5: "Saturday", 6: "Sunday"}
_A_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Skipped:
    """A day that was not counted, and why: `Saturday`, `St Andrew's Day (Scotland)`."""

    date: dt.date
    why: str


@dataclass(frozen=True)
class Counted:
    """Where a count of working days ends, and the days from its first to its last that were not counted."""

    last: dt.date
    skipped: tuple[Skipped, ...]


def is_working_day(day: dt.date, place: Place) -> bool:
    """Whether `day` is neither at a weekend nor a bank holiday of `place`."""
    return day.weekday() < 5 and day not in _closed(place, day.year)


def why_not(day: dt.date, place: Place) -> str | None:
    """Why `day` is no working day of `place`, or None where it is one.

    A bank holiday that is not kept everywhere names where it is: `St Andrew's Day (Scotland)`.
    """
    if day.weekday() in _WEEKEND:
        return _WEEKEND[day.weekday()]
    return _closed(place, day.year).get(day)


def next_working_day(day: dt.date, place: Place) -> dt.date:
    """`day` itself where it is a working day, else the first after it."""
    while not is_working_day(day, place):
        day += _A_DAY
    return day


def previous_working_day(day: dt.date, place: Place) -> dt.date:
    """`day` itself where it is a working day, else the last before it."""
    while not is_working_day(day, place):
        day -= _A_DAY
    return day


def add_working_days(day: dt.date, count: int, place: Place) -> dt.date:
    """The `count`-th working day after `day`, or before it where `count` is negative; `day` itself is never counted.

    For a `count` of 0 it is `day`, working day or not.
    """
    step = _A_DAY if count > 0 else -_A_DAY
    for _ in range(abs(count)):
        day += step
        while not is_working_day(day, place):
            day += step
    return day


def count_working_days(first: dt.date, count: int, place: Place) -> Counted:
    """`count` working days (1 or more) of which `first` is the first, or the next working day where it is none."""
    skipped = []
    day, left = first - _A_DAY, count
    while left:
        day += _A_DAY
        why = why_not(day, place)
        if why is None:
            left -= 1
        else:
            skipped.append(Skipped(day, why))
    return Counted(day, tuple(skipped))


def holidays_known(day: dt.date) -> bool:
    """Whether the bank holidays of that year are published; if not, they are as expected (mark I), and may change."""
    return bank_holidays().covers(day)


@cache
def _closed(place: Place, year: int) -> dict[dt.date, str]:
    """The bank holidays of `place` in a year, each with its name."""
    found: dict[dt.date, list[str]] = {}
    for holiday in holidays_in(year):
        if place == UNITED_KINGDOM or place in holiday.where:
            found.setdefault(holiday.on, []).append(_called(holiday.name, holiday.substitute, holiday.where))
    return {day: "; ".join(names) for day, names in found.items()}


def _called(name: str, substitute: bool, where: tuple[Nation, ...]) -> str:
    kept = f"{name}, substitute day" if substitute else name
    if where == NATIONS:
        return kept
    names = [_NAMES[nation] for nation in where]
    return f"{kept} ({' and '.join([', '.join(names[:-1]), names[-1]]) if names[1:] else names[0]})"
