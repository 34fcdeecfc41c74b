"""The term of a contract as its register keeps it, put as `term_dates` takes it. Pure. docs/rules/key-dates.md.

Nothing is assumed: what the register does not say is None there, or among what has to be found out.
"""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any, cast, get_args

from tallystick.contracts.rules.key_dates_facts import Facts
from tallystick.contracts.rules.notice_days import Notice, last_day_of
from tallystick.contracts.rules.notice_values import counted, notice_of
from tallystick.contracts.rules.term_dates import (
    Break,
    Decision,
    Extension,
    Renewal,
    TermDates,
    TermFacts,
    term_dates,
)
from tallystick.kit.errors import Refused
from tallystick.kit.months import whole_months
from tallystick.law.working_days import Nation

ROLLS = frozenset({"rolling", "open_ended"})
"""Kinds of term that end by notice alone."""

_DAY = dt.timedelta(days=1)
_NATIONS = frozenset(get_args(Nation))


@dataclass(frozen=True, slots=True)
class Term:
    """A contract's term. unknown: what has to be found out before it can be counted, beside what `term_dates` names.

    number: of the next extension, from 1. breaks: each way in which it may be broken; `facts` has none.
    """

    facts: TermFacts
    breaks: tuple[Break, ...] = ()
    unknown: tuple[str, ...] = ()
    number: int = 1


def term_of(facts: Facts) -> Term:
    """The term that the register's fields say."""
    nation = nation_of(facts.nation)
    if facts.terminated is not None:
        return Term(TermFacts(nation=nation, end=facts.terminated, lead_time_days=facts.lead_days))
    used, extensions, unsure = _extensions(facts)
    renewal = _renewal(facts)
    said = TermFacts(
        nation=nation,
        start=facts.start,
        end=facts.end,
        end_is=_what_ends(facts, used),
        extensions=extensions,
        extension_notice=notice_in(facts.extension_notice),
        renewal=renewal,
        renewal_notice=_own_or_general(facts.renewal_notice, facts),
        rolling=facts.term_kind in ROLLS,
        rolling_notice=_own_or_general(None, facts),
        end_after=notice_in(facts.end_after),
        framework_end=facts.framework_end,
        lead_time_days=facts.lead_days,
        break_notice=_own_or_general(facts.break_notice, facts) if facts.break_by != "supplier" else None,
    )
    if facts.end is None:
        # From the start, with the extensions that were used.
        before = tuple(Extension(months, True) for months in used)
        said = replace(said, term_months=_positive(facts.term_months), extensions=(*before, *extensions))
    unknown = ["extensions"] if unsure else []
    if renewal is None and facts.term_kind in ("renewing", "annual"):
        unknown.append("renewal")
    return Term(said, _breaks(facts), tuple(unknown), len(used) + 1)


def dates_of(term: Term, today: dt.date) -> TermDates:
    """As `term_dates`, with the break that comes first where the contract may be broken in several ways."""
    try:
        first, *others = [replace(term.facts, break_=one) for one in term.breaks] or [term.facts]
        found = term_dates(first, today)
        for other in others:
            found = _with_earlier_break(found, term_dates(other, today))
    except Refused:
        # Beyond the calendar: no day can be told, so that is to be found out.
        return TermDates(None, None, None, (), ("end",))
    return found


def notice_in(said: Any) -> Notice | None:
    """A notice as the register keeps it, or None for what is none."""
    kept = notice_of(said)
    return counted(kept) if kept is not None else None


def nation_of(name: str) -> Nation | None:
    """The nation as bank holidays go by it; None for what is none of the four."""
    folded = name.strip().casefold().replace(" ", "_")
    return cast(Nation, folded) if folded in _NATIONS else None


def _what_ends(facts: Facts, used: tuple[int, ...]) -> str:
    """What ends on the register's end, which holds the extensions that were used and what changes added."""
    held = ["with the extensions used"] if used else []
    held += ["with changes made"] if facts.changed_months else []
    return f"The term, {' and '.join(held)}," if held else "The first term"


def _own_or_general(own: Any, facts: Facts) -> Notice | None:
    """The notice of one way to end it; that for any way, where it has none of its own."""
    return notice_in(own) or notice_in(facts.notice)


def _positive(count: int | None) -> int | None:
    return count if count and count > 0 else None


def _extensions(facts: Facts) -> tuple[tuple[int, ...], tuple[Extension, ...], bool]:
    """Months of those used, those that are left, and whether it is not known which those are."""
    given = facts.extensions if isinstance(facts.extensions, list | tuple) else ()
    months = tuple(one for one in given if isinstance(one, int) and not isinstance(one, bool) and one > 0)
    if not months:
        lump = _until_latest(facts)
        return (), (Extension(lump),) if lump else (), lump is not None
    used = facts.extensions_used
    if used is None:
        used = _used_by_its_dates(facts, months)
    if used is None:
        return (), tuple(Extension(one) for one in months), True
    return months[:used], tuple(Extension(one, False) for one in months[used:]), False


def _until_latest(facts: Facts) -> int | None:
    """Months from the end to the latest end, where the register says only that."""
    if facts.end is None or facts.latest_end is None or facts.latest_end <= facts.end:
        return None
    months = whole_months(facts.end + _DAY, facts.latest_end + _DAY)
    return months if months > 0 and last_day_of(facts.end + _DAY, months) == facts.latest_end else None


def _used_by_its_dates(facts: Facts, months: tuple[int, ...]) -> int | None:
    """How many were used, where the first term or the latest end tells it beyond doubt."""
    if facts.end is None:
        return None
    told: set[int] = set()
    for used in range(len(months) + 1):
        before, after = sum(months[:used]), sum(months[used:])
        first = _positive(facts.term_months)
        held = () if facts.start is None or first is None else (first + before, first + before + facts.changed_months)
        if facts.start is not None and any(_reaches(facts.start, one, facts.end) for one in held):
            told.add(used)
        if facts.latest_end is not None and _reaches(facts.end + _DAY, after, facts.latest_end):
            told.add(used)
    return told.pop() if len(told) == 1 else None


def _reaches(first: dt.date, months: int, last: dt.date) -> bool:
    try:
        return last_day_of(first, months) == last
    except Refused:
        return False


def _renewal(facts: Facts) -> Renewal | None:
    months = _positive(facts.renewal_months)
    if months is None or facts.term_kind in ROLLS:
        return None
    times = facts.renewal_times
    if times is not None and facts.end and facts.start and (first := _positive(facts.term_months)):
        # An end that somebody brought up to date counts the renewals that it holds already.
        held = range(1, times + 1)
        times -= next((n for n in held if _reaches(facts.start, first + n * months, facts.end)), 0)
    return Renewal(months, times)


def _breaks(facts: Facts) -> tuple[Break, ...]:
    if facts.break_by == "supplier":
        return ()
    found = []
    if facts.break_on is not None:
        found.append(Break(on=facts.break_on))
    if facts.break_from is not None and facts.break_to is not None and facts.break_from <= facts.break_to:
        found.append(Break(begins=facts.break_from, ends=facts.break_to))
    if every := _positive(facts.break_every_months):
        found.append(Break(every_months=every))
    return tuple(found)


def _with_earlier_break(one: TermDates, other: TermDates) -> TermDates:
    """The one with the break of whichever comes first."""
    breaks = [found for found in (_break_in(one), _break_in(other)) if found]
    if not breaks:
        return one
    first = min(breaks, key=_day_of)
    rest = [decision for decision in one.decisions if decision.kind != "break"]
    ends = [day for day in (one.earliest_end, other.earliest_end) if day]
    return replace(
        one,
        decisions=tuple(sorted([*rest, first], key=_day_of)),
        earliest_end=min(ends) if len(ends) == 2 else None,
        unknown=tuple(dict.fromkeys([*one.unknown, *other.unknown])),
    )


def _break_in(dates: TermDates) -> Decision | None:
    return next((one for one in dates.decisions if one.kind == "break"), None)


def _day_of(decision: Decision) -> dt.date:
    return decision.last_day_to_send or decision.last_day_to_give_notice or decision.takes_effect or dt.date.max
