"""Counting a notice: the last day to give it, and the day that one given today reaches. Pure. docs/rules/notice.md.

By the corresponding date: the day of giving is not counted, and three months to end on 31 March are given on 31
December at the latest (Dodds v Walker [1981] 1 WLR 1027 [G]). A month that has no such day gives its last.
"""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from tallystick.kit.errors import Refused
from tallystick.kit.months import add_months
from tallystick.law.working_days import Nation, add_working_days, next_working_day, previous_working_day

Unit = Literal["days", "working_days", "months"]
UNITS: tuple[Unit, ...] = ("days", "working_days", "months")

_DAY = dt.timedelta(days=1)
_ONE = {"days": "day", "working_days": "working day", "months": "month"}


@dataclass(frozen=True, slots=True)
class Notice:
    """How much notice: `count` of `unit`, and a day more where they are `clear`.

    service_days: working days for which a notice is on its way before the contract takes it to be received; the day it
    is given is the day it is received.
    """

    count: int
    unit: Unit
    clear: bool = False
    service_days: int = 0

    @property
    def needs_nation(self) -> bool:
        """Whether it cannot be counted without bank holidays."""
        return self.unit == "working_days" or self.service_days > 0

    def __str__(self) -> str:
        """``3 months``, ``20 clear working days``."""
        clear = "clear " if self.clear else ""
        return f"{self.count} {clear}{_ONE[self.unit]}{'' if self.count == 1 else 's'}"


@lru_cache(maxsize=50_000)
def last_day_to_give(effect: dt.date, notice: Notice, nation: Nation | None) -> dt.date:
    """The last day on which `notice` can be given that is to take effect on `effect`.

    In months it is counted back from `effect`. Where a shorter month makes a later day reach `effect` too, the earlier
    is given, as no reading of the contract makes it late. In working days of `nation`, so many follow it up to and with
    `effect`, and it is itself one. Raises ValueError for a notice that needs a nation and has none.
    """
    if notice.unit == "months":
        return add_months(effect, -notice.count) - _DAY * notice.clear
    if notice.unit == "days":
        return effect - _DAY * (notice.count + notice.clear)
    return _working_days_before(effect, notice.count + notice.clear, nation)


@lru_cache(maxsize=50_000)
def last_day_to_send(given: dt.date, notice: Notice, nation: Nation | None) -> dt.date:
    """The last day to send what has to be received on `given`; `given` itself where no days of service are agreed."""
    return _working_days_before(given, notice.service_days, nation) if notice.service_days else given


@lru_cache(maxsize=50_000)
def effect_of(given: dt.date, notice: Notice, nation: Nation | None) -> dt.date:
    """The day on which `notice` given on `given` takes effect.

    In working days of `nation`, what is given on another day counts as given on the next. Raises ValueError as
    `last_day_to_give` does.
    """
    if notice.unit == "months":
        return add_months(given, notice.count) + _DAY * notice.clear
    if notice.unit == "days":
        return given + _DAY * (notice.count + notice.clear)
    if nation is None:
        raise ValueError("working days are those of a nation")
    return add_working_days(next_working_day(given, nation), notice.count + notice.clear, nation)


def first_day_to_give(today: dt.date, notice: Notice, nation: Nation | None) -> dt.date:
    """The first day from `today` on which `notice` can be given and received, service and working days observed."""
    if not notice.needs_nation:
        return today
    if nation is None:
        raise ValueError("working days are those of a nation")
    day = next_working_day(today, nation) if notice.unit == "working_days" else today
    return add_working_days(day, notice.service_days, nation)


@lru_cache(maxsize=50_000)
def last_day_of(first: dt.date, months: int) -> dt.date:
    """The last day of a term of `months` whose first day is `first`.

    It is the day before the corresponding one, and where the month has no corresponding day, the month's last: a year
    from 29 February ends on 28 February. Raises Refused beyond the calendar.
    """
    try:
        corresponding = add_months(first, months)
    except OverflowError:
        raise Refused(
            f"{months} months from {first} is beyond the calendar.", what_to_do="Give a shorter term."
        ) from None
    return corresponding - _DAY if corresponding.day == first.day else corresponding


def _working_days_before(day: dt.date, count: int, nation: Nation | None) -> dt.date:
    if nation is None:
        raise ValueError("working days are those of a nation")
    return add_working_days(previous_working_day(day, nation), -count, nation)
