"""Key dates that follow from the term: what has to be decided by when, and where it ends. Pure.

docs/rules/key-dates.md. A decision that may be taken on any day, as to end what rolls, has no day and is none of them.
"""

import datetime as dt
from collections.abc import Iterator

from tallystick.contracts.rules.key_dates_facts import Dated, Facts
from tallystick.contracts.rules.key_dates_term import Term
from tallystick.contracts.rules.safe_start import safe_start_by
from tallystick.contracts.rules.term_dates import Decision, TermDates, TermFacts
from tallystick.contracts.rules.term_dates_ends import ends_of
from tallystick.contracts.rules.term_dates_working import in_words, safe_start, unless_extended
from tallystick.kit.errors import Refused
from tallystick.reference.lead_times import lead_times

_UNKNOWN_START = safe_start(dt.date(2000, 1, 1), TermFacts())[1]
"""What is said where it is not known how long replacing it takes."""


def decisions(facts: Facts, term: Term, dates: TermDates, today: dt.date) -> Iterator[Dated]:
    """The decisions of a contract that has not ended, its end where no decision is about that, and its framework's."""
    for one in dates.decisions:
        if not one.any_day:
            yield _decision(facts, term, one, dates.too_late)
    if not any(one.kind in ("extension", "renewal", "end") and one.takes_effect for one in dates.decisions):
        yield from _end(facts, term, today, dates.too_late)
    if facts.framework_end is not None and facts.framework_end >= today:
        yield _framework(facts.framework_end, dates)


def _decision(facts: Facts, term: Term, one: Decision, too_late: str) -> Dated:
    due = one.last_day_to_send or one.last_day_to_give_notice
    if one.kind == "end":
        due = one.takes_effect
    start, working = _started(facts, due, one)
    why = working[1 if one.kind == "end" and too_late else 0] if working else ""
    if due is None and one.takes_effect is None:
        # No day can be told, so none is spoken of: it would be another each time.
        why, working = "What has to be known to count its days is not.", ()
    return Dated(
        kind=one.kind,
        key=f"extension:{term.number}" if one.kind == "extension" else one.kind,
        what=_what(facts, one, too_late),
        why=why,
        due=due,
        takes_effect=one.takes_effect,
        last_safe_start=start,
        working=working,
    )


def _started(facts: Facts, due: dt.date | None, one: Decision) -> tuple[dt.date | None, tuple[str, ...]]:
    """The last safe start, by the route that the contract's successor would be bought by, and the whole working."""
    route = lead_times().route(facts.next_route) if facts.next_route else None
    if due is None or route is None:
        return one.last_safe_start, one.working
    found = safe_start_by(due, route, lead_times(), lead_days=facts.lead_days)
    told = one.working
    if told[-len(_UNKNOWN_START) :] == _UNKNOWN_START:
        told = told[: -len(_UNKNOWN_START)]
    return found.last_safe_start, (*told, *found.working)


def _what(facts: Facts, one: Decision, too_late: str) -> str:
    match one.kind:
        case "extension":
            who = "The supplier may extend it: ask whether it will" if facts.extension_by == "supplier" else "Extend it"
            until = f" to {in_words(one.new_end)}" if one.new_end else ""
            return f"{who}{until}, or let it end"
        case "break":
            return f"Break it on {in_words(one.takes_effect)}, or go on" if one.takes_effect else "Break it, or go on"
        case "renewal":
            after = f" after {in_words(one.takes_effect)}" if one.takes_effect else ""
            return f"Stop it from renewing itself{after}, or let it renew"
        case "rolling":
            after = f" on {in_words(one.takes_effect)}" if one.takes_effect else ""
            return f"End it{after}, or let it roll on"
    return _ends(one.takes_effect, too_late)


def _ends(day: dt.date | None, too_late: str) -> str:
    """That it ends; where notice to extend it was missed, that first."""
    return " ".join(part for part in (too_late, f"It ends on {in_words(day)}" if day else "It ends") if part)


def _end(facts: Facts, term: Term, today: dt.date, too_late: str) -> Iterator[Dated]:
    """The end of a contract about which nothing can be decided any more: what it renews until, where it does so yet."""
    try:
        ends = ends_of(term.facts, today)
        if ends.endless:
            return
        renewals = ends.renewed
        while ends.may_renew(renewals):
            renewals += 1
        end = ends.after(renewals)
    except (OverflowError, Refused):
        return
    if end is None:
        return
    said = unless_extended(end, too_late)
    if facts.terminated is not None:
        said = (f"It was terminated, and ends on {in_words(end)}.",)
    plain = Decision("end", None, end, None, (*said, *_UNKNOWN_START))
    start, working = _started(facts, end, plain)
    yield Dated("end", "end", _ends(end, too_late), said[-1], end, end, start, working=working)


def _framework(day: dt.date, dates: TermDates) -> Dated:
    why = "From then on nothing more can be called off under it."
    last = dates.latest_end or dates.current_end
    if last is None or last > day:
        until = f"until {in_words(last)}" if last else "without an end that is known"
        why = f"{why} This contract goes on after it, {until}: a call-off may outlive its framework, by its terms [I]."
    return Dated("framework_end", "framework_end", f"Its framework ends on {in_words(day)}", why, day, day)
