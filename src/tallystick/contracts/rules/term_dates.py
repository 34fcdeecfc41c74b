"""What has to be decided about a contract, and by when. Pure. docs/rules/term-dates.md.

Dates follow from what the contract says and nothing else: a notice that is not known has no day, and is named as
something to find out. Quick enough for every contract of many councils every night.
"""

import datetime as dt
from collections.abc import Iterator

from tallystick.contracts.rules.notice_days import Notice, last_day_of
from tallystick.contracts.rules.term_dates_chances import (
    Asked,
    Chance,
    early_end,
    extension,
    renewal,
    rolling,
    too_late_to_extend,
)
from tallystick.contracts.rules.term_dates_ends import ends_of
from tallystick.contracts.rules.term_dates_facts import (
    KINDS,
    Break,
    Decision,
    Extension,
    Kind,
    Renewal,
    TermDates,
    TermFacts,
    Warned,
)
from tallystick.contracts.rules.term_dates_working import (
    NOT_KNOWN,
    counted,
    framework_working,
    in_words,
    safe_start,
    term_working,
    unless_extended,
)
from tallystick.kit.errors import Refused
from tallystick.law.working_days import holidays_known

__all__ = [
    "KINDS",
    "Break",
    "Decision",
    "Extension",
    "Kind",
    "Notice",
    "Renewal",
    "TermDates",
    "TermFacts",
    "Warned",
    "term_dates",
]

AUTHORITY, MARK = "Dodds v Walker [1981] 1 WLR 1027, for notice in months; else the contract's own words", "G"
"""By what notice is counted, and how well that was verified."""

_ORDER = {kind: n for n, kind in enumerate(KINDS)}


def term_dates(facts: TermFacts, today: dt.date) -> TermDates:
    """The ends of the contract and what can still be decided on `today`, that day included.

    Raises Refused where what the facts say reaches beyond the calendar.
    """
    try:
        return _term_dates(facts, today)
    except OverflowError:
        raise Refused("A term or a notice reaches beyond the calendar.", what_to_do="Give shorter ones.") from None


def _term_dates(facts: TermFacts, today: dt.date) -> TermDates:
    ends = ends_of(facts, today)
    over = ends.over(today)
    asked = Asked(facts, today, ends)
    chances = () if over else tuple(_chances(asked))
    decisions = tuple(sorted((_decision(one, facts) for one in chances), key=_when))
    return TermDates(
        current_end=None if facts.rolling else ends.running,
        latest_end=ends.latest,
        earliest_end=ends.running if over else _earliest(asked, chances),
        decisions=decisions,
        unknown=_unknown(asked, chances, over),
        working=(*term_working(facts, ends), *(() if over else _missed(asked, chances))),
        warnings=tuple(_warnings(facts, chances)),
        too_late=too_late_to_extend(asked),
    )


def _chances(asked: Asked) -> Iterator[Chance]:
    found = [one for one in (extension(asked), early_end(asked), renewal(asked), rolling(asked)) if one]
    yield from found
    if not any(one.kind == "extension" for one in found) and (end := _end(asked)):
        yield end


def _end(asked: Asked) -> Chance | None:
    """The end itself, where nothing can follow but another contract and it is known how long that takes."""
    ends, running = asked.ends, asked.ends.running
    if asked.facts.lead_time_days is None or ends.endless or running is None or ends.may_renew(ends.renewed):
        return None
    return Chance("end", running, unless_extended(running, too_late_to_extend(asked)))


def _decision(chance: Chance, facts: TermFacts) -> Decision:
    working = (*chance.working, *framework_working(facts, chance.new_end or chance.effect))
    start = None
    if chance.lacking:
        working = (*working, f"{NOT_KNOWN[chance.lacking]} is not known: find it out ({chance.lacking}).")
    elif chance.any_day:
        working = (*working, "As any day will do, there is no last one to start by.")
    elif day := chance.sent or chance.effect:
        start, lines = safe_start(day, facts)
        working = (*working, *lines)
    return Decision(
        kind=chance.kind,
        last_day_to_give_notice=chance.given,
        takes_effect=chance.effect,
        last_safe_start=start,
        working=working,
        last_day_to_send=chance.sent,
        new_end=chance.new_end,
        any_day=chance.any_day,
    )


def _when(decision: Decision) -> tuple[dt.date, int]:
    return decision.last_day_to_send or decision.takes_effect or dt.date.max, _ORDER[decision.kind]


def _earliest(asked: Asked, chances: tuple[Chance, ...]) -> dt.date | None:
    """The first day on which it can be ended; None where what would tell is not known."""
    days = [asked.ends.latest if asked.ends.renewal else asked.ends.running]
    if asked.facts.rolling:
        days = []
    for chance in chances:
        if chance.kind in ("break", "renewal", "rolling"):
            if chance.lacking:
                return None
            days.append(chance.earliest or chance.effect)
    return min((day for day in days if day), default=None)


def _unknown(asked: Asked, chances: tuple[Chance, ...], over: bool) -> tuple[str, ...]:
    facts, names = asked.facts, []
    if asked.ends.anchor is None and not facts.rolling:
        names.append("start" if facts.term_months is not None and facts.start is None else "end")
    if over and any(one.used is None for one in facts.extensions):
        names.append("extensions")
    names += [one.lacking for one in chances if one.lacking]
    return tuple(dict.fromkeys(names))


def _missed(asked: Asked, chances: tuple[Chance, ...]) -> Iterator[str]:
    """What can no longer be done, because the day for its notice has gone by."""
    facts, open_ = asked.facts, {one.kind for one in chances}
    if too_late := too_late_to_extend(asked):
        yield too_late
    if facts.break_ is not None and "break" not in open_:
        yield "No break is left for which notice could still be given."
    if facts.break_ is None and facts.end_after is None and facts.break_notice is not None:
        yield "Notice for a break is known, and no break: nothing is made of it."
    if facts.renewal is not None and "renewal" not in open_:
        yield "It can no longer be stopped from renewing, or renews no more."


def _warnings(facts: TermFacts, chances: tuple[Chance, ...]) -> Iterator[Warned]:
    if facts.end and facts.start and facts.term_months:
        reckoned = last_day_of(facts.start, facts.term_months)
        if reckoned != facts.end:
            term = f"{counted(facts.term_months, 'month')} from {in_words(facts.start)}"
            yield Warned(
                f"{term} end on {in_words(reckoned)}, and not on {in_words(facts.end)}: the end is taken.", "?"
            )
    notices = (facts.extension_notice, facts.break_notice, facts.renewal_notice, facts.rolling_notice, facts.end_after)
    if not any(notice and notice.needs_nation for notice in notices):
        return
    years = {day.year for one in chances for day in (one.sent, one.effect) if day and not holidays_known(day)}
    for year in sorted(years):
        yield Warned(f"The bank holidays of {year} are not published yet: they are counted as expected.", "I")
