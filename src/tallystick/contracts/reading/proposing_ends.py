"""The ends that follow from a row's start, term and extensions, and how many of these are in its end already."""

import datetime as dt

from tallystick.contracts.reading.drafting import Draft
from tallystick.contracts.reading.proposed import Extension
from tallystick.contracts.rules.asking import Suggestion
from tallystick.contracts.rules.cells_dates import NEVER
from tallystick.kit.months import add_months

ENDLESS = frozenset({"rolling", "annual", "open_ended", "one_off"})
CLOSE = dt.timedelta(days=4)
NOT_CLOSE = dt.timedelta(days=31)

_DAY = dt.timedelta(days=1)


def last_day(start: dt.date, months: int) -> dt.date:
    """The last day of a term of `months` that begins on `start`; the last of the calendar if it runs beyond."""
    try:
        return add_months(start, months) - _DAY
    except OverflowError:
        return dt.date.max


def later(end: dt.date, months: int) -> dt.date:
    """The last day of so many months more; the last of the calendar if they run beyond."""
    try:
        return add_months(end + _DAY, months) - _DAY
    except OverflowError:
        return dt.date.max


def work_out(
    draft: Draft, months: int | None, extensions: tuple[int, ...], *, none: bool, said: int | None = None
) -> None:
    """An end from a start and a term, and the latest end from an end and what may be added.

    none: the row says that nothing may. said: how many extensions were used, where the row says so.
    """
    values = draft.values
    start, end = values.get("start"), values.get("end")
    if end is None and start and months and values.get("term_kind") not in ENDLESS and not draft.asked("end"):
        worked = last_day(start, months + sum(extensions[: said or 0]))
        if worked.year <= NEVER:
            draft.work_out("end", end := worked)
    used = _used(draft, start, end, months, extensions, said)
    at_odds, used = used == -1, None if used == -1 else used
    if extensions:
        values["extensions"] = tuple(Extension(each, at < (used or 0)) for at, each in enumerate(extensions))
        values["extensions_used"] = said if said is not None else used if "end" not in draft.worked_out else None
    if end and values.get("latest_end") is None:
        left = sum(extensions[used or 0 :])
        last = values.get("last_extension")
        if extensions and not at_odds and later(end, left).year <= NEVER:
            draft.work_out("latest_end", later(end, left))
        elif last and last > end:
            draft.work_out("latest_end", last)
        elif none and not extensions:
            draft.work_out("latest_end", end)
    if values.get("term_kind") is None and (end or months):
        values["term_kind"] = "fixed"


def _used(
    draft: Draft,
    start: dt.date | None,
    end: dt.date | None,
    months: int | None,
    extensions: tuple[int, ...],
    said: int | None,
) -> int | None:
    """How many of the extensions are in the end already; None where that is not told; -1 where term and dates do not
    agree, which is asked."""
    if not (start and end and months) or draft.values.get("term_kind") in ENDLESS or "end" in draft.worked_out:
        return said
    nearest = dt.timedelta.max
    for count in range(len(extensions) + 1):
        apart = abs(last_day(start, months + sum(extensions[:count])) - end)
        if apart <= CLOSE:
            return count if said in (None, count) else _ask_which(draft, start, end, months, extensions, said)
        nearest = min(nearest, apart)
    if nearest <= NOT_CLOSE or draft.asked("end", "start") or end < start or draft.values.get("renewal_months"):
        return said
    _ask_end(draft, end, last_day(start, months + sum(extensions[: said or 0])))
    return -1


def _ask_end(draft: Draft, end: dt.date, worked: dt.date) -> None:
    said = draft.values.get("term", "")
    choices = (
        Suggestion(f"The end is {end.day} {end:%B %Y}", {"term_months": None, "extensions": ()}),
        Suggestion(f"The end is {worked.day} {worked:%B %Y}", {"end": worked}),
    )
    say = f"A term of “{said}” from the start does not come to the end date. Which is right?"
    draft.ask("term", said, "term_does_not_fit", say, choices)


def _ask_which(draft: Draft, start: dt.date, end: dt.date, months: int, extensions: tuple[int, ...], said: int) -> int:
    """The end is that of the term with another number of extensions than the row says were used."""
    worked = last_day(start, months + sum(extensions[:said]))
    choices = (
        Suggestion(f"The end is {worked.day} {worked:%B %Y}", {"end": worked, "extensions_used": said}),
        Suggestion(f"The end is {end.day} {end:%B %Y}: fewer or more were used", {"end": end, "extensions_used": None}),
    )
    text = draft.values.get("term") or draft.values.get("extension") or ""
    say = f"It says that extensions were used: {said}. The end date does not have them. Which is right?"
    draft.ask("term", text, "term_does_not_fit", say, choices)
    return said
