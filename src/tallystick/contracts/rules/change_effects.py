"""What a contract says once a change of it was made. Pure. docs/rules/changes.md."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from tallystick.kit.months import add_months, whole_months

PROVIDED_FOR = ("72(1)(a)", "Sch 8 para 1")
"""Grounds of a change that the contract itself provides for, as an option to extend."""


@dataclass(frozen=True, slots=True)
class Term:
    """A contract's value and term before the change. Fields as those of a contract."""

    value_pence: int | None
    value_period: str
    end: dt.date | None
    latest_end: dt.date | None
    extensions: tuple[int, ...] = ()
    extensions_used: int | None = None


@dataclass(frozen=True)
class Effect:
    """values: fields of the contract to set. left: what the register could not follow, in sentences."""

    values: dict[str, Any]
    left: tuple[str, ...]


def effect_of(
    before: Term, *, ground: str, provided_for: bool | None, value_pence: int | None, months: int | None, on: dt.date
) -> Effect:
    """The fields that a change moves. value_pence, months: by how much; None and 0 move nothing. on: the day made.

    An option that the contract provides for moves its end within the longest term; any other change of term moves the
    longest term too. provided_for: whether it does, as was answered; None leaves it to the ground that is relied on.
    """
    is_option = ground in PROVIDED_FOR if provided_for is None else provided_for
    values: dict[str, Any] = {}
    left: list[str] = []
    if value_pence:
        _move_value(before, value_pence, values, left)
    if months:
        _move_term(before, is_option, months, on, values, left)
    return Effect(values, tuple(left))


def months_beyond(before: Term, *, provided_for: bool | None, months: int | None) -> int | None:
    """By how many months a change alters the longest term: those that no option that is left covers.

    To use an option as it was written alters nothing of that term. Where it is not said that the contract provides for
    the change, or not known what is left, all its months count.
    """
    if not provided_for or months is None or months <= 0:
        return months
    return max(0, months - _months_left(before))


def value_unmoved(value_pence: int | None, value_period: str) -> str:
    """Why a change is not added to a contract's value, in a sentence that holds before and after; "" where it is."""
    if value_pence is None:
        return "The change is not added to the contract's value in the register, as none is recorded."
    if value_period != "whole_life":
        return (
            "The change is not added to the contract's value in the register, as that is not said to be of the "
            "contract's whole life."
        )
    return ""


def _months_left(before: Term) -> int:
    """Months of the options that are left: by the options, and by the days; the fewer where both are known."""
    known = []
    if before.extensions and before.extensions_used is not None:
        known.append(sum(before.extensions[before.extensions_used :]))
    if before.end and before.latest_end:
        known.append(max(0, whole_months(_after(before.end), _after(before.latest_end))))
    return min(known, default=0)


def _after(last: dt.date) -> dt.date:
    return last + dt.timedelta(days=1) if last < dt.date.max else last


def _move_value(before: Term, value_pence: int, values: dict[str, Any], left: list[str]) -> None:
    why = value_unmoved(before.value_pence, before.value_period)
    if why:
        left.append(why)
    else:
        values["value_pence"] = (before.value_pence or 0) + value_pence


def _move_term(
    before: Term, is_option: bool, months: int, on: dt.date, values: dict[str, Any], left: list[str]
) -> None:  # fmt: skip
    try:
        end, latest = _moved(before.end, months), _moved(before.latest_end, months)
    except OverflowError:
        left.append("The end would be beyond the calendar, so it was not moved.")
        return
    if end is None:
        left.append("The contract's end is not known, so it could not be moved.")
    else:
        values["end"] = end
    if is_option and months > 0:
        if end and before.latest_end and end > before.latest_end:
            values["latest_end"] = end
        _use(before, months, values)
    elif latest is not None:
        values["latest_end"] = latest
    if months > 0:
        values["last_extension"] = on


def _use(before: Term, months: int, values: dict[str, Any]) -> None:
    """Counts the extensions that were used, where it is known which."""
    used = before.extensions_used
    if used is None:
        return
    left = list(before.extensions[used:])
    count, total = 0, 0
    while total < months and count < len(left):
        total += left[count]
        count += 1
    if total == months:
        values["extensions_used"] = used + count


def _moved(day: dt.date | None, months: int) -> dt.date | None:
    """The last day of a term that is so many months longer: what ends with a month goes on to end with one."""
    return None if day is None else add_months(day + dt.timedelta(days=1), months) - dt.timedelta(days=1)
