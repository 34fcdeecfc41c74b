"""Whether what is said of a term fits together, and what follows from it: for whoever sets a term up. Pure.

docs/rules/term-in-words.md. Nothing is put right here: an officer is told, and says which stands.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tallystick.contracts.rules.notice_days import last_day_of
from tallystick.kit.errors import Refused

ENDLESS = frozenset({"rolling", "open_ended", "one_off"})
"""Kinds of term whose last day no length says."""

_DAY = timedelta(days=1)
_CLOSE = timedelta(days=4)
"""A term “to 1 April”, or to the last working day, is no disagreement."""


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """A day that nobody typed, and why it is that one."""

    field: str
    day: date
    why: str


@dataclass(frozen=True, slots=True)
class Misfit:
    """Two things that do not agree. field: where to put it right."""

    field: str
    say: str


def worked_out(values: Mapping[str, Any], today: date) -> tuple[WorkedOut, ...]:
    """The end and the latest end, where they are not said and follow from what is.

    values: columns of a contract, days as dates. Without a word on how many extensions were used the end follows only
    while the first term runs.
    """
    found = []
    end = values.get("end")
    if end is None and (told := _end(values, today)):
        found.append(told)
        end = told.day
    if end is not None and values.get("latest_end") is None and (told := _latest_end(values, end)):
        found.append(told)
    return tuple(found)


def misfits(values: Mapping[str, Any], changed: int = 0) -> tuple[Misfit, ...]:
    """What in a term does not fit together. values: as `worked_out` takes them. changed: months by which changes that
    were made moved the end, beside the extensions; an end that somebody typed may hold them or not.
    """
    return tuple(_misfits(values, changed))


def used_of(values: Mapping[str, Any], end: date, changed: int = 0) -> int | None:
    """How many extensions were used, where that is said or where the term and its end tell it beyond doubt."""
    used, extensions = values.get("extensions_used"), _extensions(values)
    if used is not None or not extensions:
        return used or 0
    start, months = values.get("start"), values.get("term_months")
    if not (start and months):
        return None
    counts = range(len(extensions) + 1)
    fitting = {n for n in counts for day in _ends(start, months + sum(extensions[:n]), changed) if _near(day, end)}
    return fitting.pop() if len(fitting) == 1 else None


def last_day(start: date, months: int) -> date | None:
    """The last day of so many months from a start; None beyond the calendar."""
    try:
        return last_day_of(start, months)
    except Refused:
        return None


def _ends(start: date, months: int, changed: int) -> list[date]:
    """The last day of so many months with those of the changes, and without them, within the calendar."""
    return [day for more in dict.fromkeys((changed, 0)) if (day := last_day(start, months + more))]


def _end(values: Mapping[str, Any], today: date) -> WorkedOut | None:
    start, months, extensions = values.get("start"), values.get("term_months"), _extensions(values)
    if not (start and months) or values.get("term_kind") in ENDLESS:
        return None
    used = values.get("extensions_used")
    first = last_day(start, months)
    if first is None or (extensions and used is None and first < today):
        return None
    if not used:
        return WorkedOut("end", first, f"{_months(months)} from the start.")
    day = last_day(start, months + sum(extensions[:used]))
    said = " and ".join(_months(one) for one in extensions[:used])
    return WorkedOut("end", day, f"{_months(months)} from the start, and {said} of extension used.") if day else None


def _latest_end(values: Mapping[str, Any], end: date) -> WorkedOut | None:
    extensions, used = _extensions(values), used_of(values, end)
    if not extensions:
        return WorkedOut("latest_end", end, "It has no extensions.") if values.get("extensions_used") == 0 else None
    if used is None or (left := sum(extensions[used:])) == 0:
        return WorkedOut("latest_end", end, "Every extension was used.") if used is not None else None
    day = last_day(end + _DAY, left)
    return WorkedOut("latest_end", day, f"{_months(left)} of extension after the end.") if day else None


def _misfits(values: Mapping[str, Any], changed: int) -> Iterator[Misfit]:
    extensions, used = _extensions(values), values.get("extensions_used")
    if used is not None and used > len(extensions):
        yield Misfit("extensions_used", f"Extensions used: {used}; provided for: {len(extensions)}")
    yield from _end_misfits(values, extensions, used, changed)
    yield from _break_misfits(values)


def _end_misfits(
    values: Mapping[str, Any], extensions: Sequence[int], used: int | None, changed: int
) -> Iterator[Misfit]:
    start, end, months, latest = (values.get(name) for name in ("start", "end", "term_months", "latest_end"))
    if end is None or values.get("term_kind") in ENDLESS:
        return
    if start and months and not values.get("renewal_months"):
        counts = range(len(extensions) + 1) if used is None else (min(used, len(extensions)),)
        days = [day for n in counts for day in _ends(start, months + sum(extensions[:n]), changed)]
        if days and not any(_near(day, end) for day in days):
            counted = "the start, the first term and the extensions used"
            counted += ", with the changes made," if changed else ""
            yield Misfit("end", f"The end is {_said(end)}; by {counted} it is {_said(days[0])}")
    told = used_of(values, end, changed)
    if latest and extensions and told is not None and not values.get("renewal_months"):
        day = last_day(end + _DAY, sum(extensions[told:])) if extensions[told:] else end
        if day and not _near(day, latest):
            yield Misfit("latest_end", f"The latest end is {_said(latest)}; with every extension it is {_said(day)}")


def _break_misfits(values: Mapping[str, Any]) -> Iterator[Misfit]:
    begins, ends = values.get("break_from"), values.get("break_to")
    if (begins is None) != (ends is None):
        missing = "break_to" if ends is None else "break_from"
        yield Misfit(missing, "Give both days between which it may be broken, or neither")
    elif begins and ends and ends < begins:
        yield Misfit("break_to", "It may be broken until a day that is before the day from which it may")
    start, last = values.get("start"), values.get("latest_end") or values.get("end")
    for name, day in (("break_on", values.get("break_on")), ("break_from", begins)):
        if day and start and day < start:
            yield Misfit(name, f"The break on {_said(day)} is before the start")
        elif day and last and day > last and not values.get("renewal_months"):
            yield Misfit(name, f"The break on {_said(day)} is after the latest end")


def _extensions(values: Mapping[str, Any]) -> list[int]:
    return list(values.get("extensions") or ())


def _near(one: date | None, other: date) -> bool:
    return one is not None and abs(one - other) <= _CLOSE


def _months(count: int) -> str:
    return "1 month" if count == 1 else f"{count} months"


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
