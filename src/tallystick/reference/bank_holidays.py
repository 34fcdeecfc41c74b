"""Bank holidays of the parts of the United Kingdom: as published, and beyond that as they are to be expected.

Pure once loaded. What is published is in bank_holidays.toml, with source and review date. Outside the years that it
holds, days are worked out by the pattern of the Banking and Financial Dealings Act 1971 (Schedule 1, and the days that
are proclaimed every year): expected, not proclaimed, so that a day for a jubilee or a move cannot be in it.
"""

import datetime as dt
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Nation = Literal["england", "wales", "scotland", "northern_ireland"]
NATIONS: tuple[Nation, ...] = ("england", "wales", "scotland", "northern_ireland")

_EVERY_PART = ["all"]
_MONDAY, _SATURDAY = 0, 5


@dataclass(frozen=True)
class BankHoliday:
    """A bank holiday in one or more parts. substitute: kept on this day because the day itself is on a weekend."""

    on: dt.date
    name: str
    where: tuple[Nation, ...]
    substitute: bool = False


@dataclass(frozen=True)
class BankHolidays:
    """All that are published, in order of date, and how well that is known (mark; mark_expected: outside them)."""

    holidays: tuple[BankHoliday, ...]
    source: str
    source_special: str
    mark: str
    mark_expected: str
    valid_from: dt.date
    proclaimed_to: dt.date
    review_by: dt.date

    def covers(self, day: dt.date) -> bool:
        """Whether the bank holidays of that day's year are published."""
        return self.valid_from <= day <= self.proclaimed_to


@cache
def bank_holidays() -> BankHolidays:
    """Those of bank_holidays.toml."""
    text = files("tallystick.reference").joinpath("bank_holidays.toml").read_text(encoding="utf-8")
    said = tomllib.loads(text)
    return BankHolidays(**{**said, "holidays": tuple(_holiday(one) for one in said["holidays"])})


def _holiday(said: dict[str, Any]) -> BankHoliday:
    where = NATIONS if said["where"] == _EVERY_PART else tuple(said["where"])
    return BankHoliday(said["on"], said["name"], where, said.get("substitute", False))


@cache
def holidays_in(year: int) -> tuple[BankHoliday, ...]:
    """The bank holidays of a year, in order of date: as published where they are, else as expected."""
    published = bank_holidays()
    if published.covers(dt.date(year, 7, 1)):
        return tuple(one for one in published.holidays if one.on.year == year)
    return expected_in(year)


def expected_in(year: int) -> tuple[BankHoliday, ...]:
    """The bank holidays of a year by the statutory pattern alone, in order of date."""
    where: defaultdict[tuple[dt.date, str, bool], list[Nation]] = defaultdict(list)
    for nation in NATIONS:
        for found in (*_moved(_fixed(year, nation)), *_by_weekday(year, nation)):
            where[found].append(nation)
    return tuple(BankHoliday(on, name, tuple(parts), moved) for (on, name, moved), parts in sorted(where.items()))


def easter(year: int) -> dt.date:
    """Easter Sunday in the Gregorian calendar. Method: Meeus, Astronomical Algorithms, 1991, ch. 8 (after Butcher)."""
    golden = year % 19
    century, of_century = divmod(year, 100)
    leaps, left = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    full = (19 * golden + century - leaps - moon + 15) % 30
    quarter, rest = divmod(of_century, 4)
    to_sunday = (32 + 2 * left + 2 * quarter - full - rest) % 7
    late = (golden + 11 * full + 22 * to_sunday) // 451
    month, day = divmod(full + to_sunday - 7 * late + 114, 31)
    return dt.date(year, month, day + 1)


def _fixed(year: int, nation: Nation) -> list[tuple[dt.date, str]]:
    """Days of one date, in order."""
    days = [(1, 1, "New Year's Day"), (12, 25, "Christmas Day"), (12, 26, "Boxing Day")]
    if nation == "scotland":
        days += [(1, 2, "2 January"), (11, 30, "St Andrew's Day")]
    if nation == "northern_ireland":
        days += [(3, 17, "St Patrick's Day"), (7, 12, "Battle of the Boyne")]
    return [(dt.date(year, month, day), name) for month, day, name in sorted(days)]


def _moved(days: Iterable[tuple[dt.date, str]]) -> Iterator[tuple[dt.date, str, bool]]:
    """Each day, or the next weekday that is not itself one of them where it is on a weekend."""
    days = list(days)
    taken = {on for on, _ in days if on.weekday() < _SATURDAY}
    for on, name in days:
        kept = on
        while kept.weekday() >= _SATURDAY or (kept != on and kept in taken):
            kept += dt.timedelta(days=1)
        taken.add(kept)
        yield kept, name, kept != on


def _by_weekday(year: int, nation: Nation) -> Iterator[tuple[dt.date, str, bool]]:
    """Days that go by Easter or by Mondays."""
    sunday = easter(year)
    yield sunday - dt.timedelta(days=2), "Good Friday", False
    if nation != "scotland":
        yield sunday + dt.timedelta(days=1), "Easter Monday", False
    yield _first_monday(year, 5), "Early May bank holiday", False
    yield _last_monday(year, 5), "Spring bank holiday", False
    summer = _first_monday(year, 8) if nation == "scotland" else _last_monday(year, 8)
    yield summer, "Summer bank holiday", False


def _first_monday(year: int, month: int) -> dt.date:
    first = dt.date(year, month, 1)
    return first + dt.timedelta(days=(_MONDAY - first.weekday()) % 7)


def _last_monday(year: int, month: int) -> dt.date:
    last = dt.date(year, month, 31)
    return last - dt.timedelta(days=last.weekday())
