"""The working of a contract's dates, in sentences. Pure. docs/rules/term-dates.md."""

import datetime as dt
from collections.abc import Iterator
from functools import cache, lru_cache

from tallystick.contracts.rules.notice_days import Notice
from tallystick.contracts.rules.term_dates_ends import Ends
from tallystick.contracts.rules.term_dates_facts import TermFacts
from tallystick.kit.months import add_months

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip

NOT_KNOWN = {
    "extension_notice": "How much notice an extension needs",
    "break_notice": "How much notice a break needs",
    "renewal_notice": "How much notice stops the renewal",
    "rolling_notice": "How much notice ends it",
    "nation": "Whose bank holidays count",
    "end": "When the term ends",
    "start": "When it started",
    "extensions": "Whether it was extended",
}
"""Facts that `TermDates.unknown` may name, each as the beginning of a sentence."""

_DAY = dt.timedelta(days=1)


@lru_cache(maxsize=20_000)
def in_words(day: dt.date) -> str:
    """31 March 2027."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


@cache
def counted(count: int, one: str) -> str:
    """1 month, 2 months."""
    return f"{count} {one}" if count == 1 else f"{count} {one}s"


def term_working(facts: TermFacts, ends: Ends) -> tuple[str, ...]:
    """How the current and the latest end come about."""
    return tuple(_term_lines(facts, ends))


def _term_lines(facts: TermFacts, ends: Ends) -> Iterator[str]:
    settled = ends.settled
    if settled is not None:
        yield from _settled_lines(facts, ends, settled)
    if ends.rolling:
        yield "It rolls on until notice is given, and so has no end."
        return
    latest, running = ends.latest, ends.running
    if ends.renewal is not None and ends.renewal.times is None:
        yield f"It renews by {counted(ends.renewal.months, 'month')} without limit, and so has no latest end."
    elif latest is not None and latest != running:
        yield f"With all that may be added it ends on {in_words(latest)}."
    yield from framework_working(facts, latest or running)


def _settled_lines(facts: TermFacts, ends: Ends, settled: dt.date) -> Iterator[str]:
    if facts.end is not None:
        yield f"{facts.end_is} ends on {in_words(facts.end)}."
    elif facts.start is not None:
        yield f"The first term is {counted(facts.term_months or 0, 'month')} from {in_words(facts.start)}."
    if ends.used:
        yield f"Extensions used: {' + '.join(map(str, ends.used))} months."
    if ends.renewed and ends.renewal and (running := ends.running):
        yield (
            f"It has renewed {counted(ends.renewed, 'time')} for {counted(ends.renewal.months, 'month')}: "
            f"the term that runs ends on {in_words(running)}."
        )
    elif facts.end is None or ends.used:
        yield f"The term ends on {in_words(settled)}."


def framework_working(facts: TermFacts, last: dt.date | None) -> tuple[str, ...]:
    """What is said where the contract still runs on `last`, and its framework does not."""
    if facts.framework_end is None or last is None or last <= facts.framework_end:
        return ()
    said = f"Its framework ends on {in_words(facts.framework_end)}."
    return (f"{said} A contract called off before then may outlive it, by its own terms [I].",)


@lru_cache(maxsize=20_000)
def notice_working(effect: dt.date, notice: Notice, last: dt.date, send: dt.date) -> tuple[str, ...]:
    """How the last day to give `notice` for `effect` is counted back."""
    return tuple(_notice_lines(effect, notice, last, send))


def _notice_lines(effect: dt.date, notice: Notice, last: dt.date, send: dt.date) -> Iterator[str]:
    yield f"Notice of {notice}, counted back from {in_words(effect)}: {in_words(last)} at the latest."
    if notice.unit == "months" and not notice.clear and add_months(last + _DAY, notice.count) <= effect:
        yield (
            f"As {MONTHS[last.month - 1]} is the longer month, notice on a later day of it would reach "
            f"{in_words(effect)} too; the earlier day is safe on any reading [I]."
        )
    if notice.service_days:
        yield f"It takes {counted(notice.service_days, 'working day')} to arrive: send it by {in_words(send)}."


def safe_start(day: dt.date, facts: TermFacts) -> tuple[dt.date | None, tuple[str, ...]]:
    """The last day to start replacing the contract where that must be settled by `day`, and how it is counted back."""
    if facts.lead_time_days is None:
        return None, ("How long replacing it takes is not known, and so neither is the last safe start.",)
    decided = day - _DAY * facts.lead_time_days
    lines = [f"Lead time, {counted(facts.lead_time_days, 'day')}, back from {in_words(day)}: {in_words(decided)}."]
    if facts.governance_days is None:
        lines.append("No time for governance was given, and none is counted.")
        return decided, tuple(lines)
    start = decided - _DAY * facts.governance_days
    lines.append(f"Governance, {counted(facts.governance_days, 'day')} before that: start by {in_words(start)}.")
    return start, tuple(lines)


def unless_extended(end: dt.date, too_late: str) -> tuple[str, ...]:
    """That it ends without notice. too_late: that the day for notice of an extension has gone by, which comes first."""
    if too_late:
        return too_late, f"It ends on {in_words(end)} without notice, unless both sides agree to go on."
    return (f"It ends on {in_words(end)} without notice, and nothing extends it.",)
