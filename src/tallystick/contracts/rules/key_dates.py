"""What must happen by when, of one contract: worked out of it and its rows, and of nothing else. Pure.

docs/rules/key-dates.md.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace

from tallystick.contracts.rules.key_dates_decisions import decisions
from tallystick.contracts.rules.key_dates_facts import FOR_EVER, Dated, Facts, KeyDates
from tallystick.contracts.rules.key_dates_rows import open_rows, running_rows
from tallystick.contracts.rules.key_dates_term import Term, dates_of, term_of
from tallystick.contracts.rules.key_dates_unknown import find_out, whether_it_ended
from tallystick.contracts.rules.term_dates import Decision, TermDates
from tallystick.contracts.rules.warning import DECISIONS, warn_from

VERSION = "2"
"""Another whenever the same contract may come to other key dates."""

PAPERS = frozenset({"action", "certificate"})
"""Kinds of key date that tell what is in papers: for those who may read these."""

SETTLED_BY_A_PERSON = DECISIONS | {"framework_end", "review", "certificate"}
"""Kinds that a person settles by saying what was decided. What else there is ends when its own row does."""

_DAY = dt.timedelta(days=1)
_Said = tuple[Dated, int | None, int | None]


def key_dates(facts: Facts, today: dt.date) -> KeyDates:
    """Everything that is dated of a contract as it stands on `today`, and what is not known of it.

    A contract that has ended keeps only what people opened and have to close, and what the law still wants.
    """
    term = term_of(facts)
    dates = dates_of(term, today)
    over = _is_over(facts, dates, today)
    owner = facts.owner if facts.owner in facts.readers else None
    found: list[_Said] = list(open_rows(facts))
    if over:
        found += _unowned(whether_it_ended(dates)) if _may_run(facts, dates, today) else ()
    else:
        found += _unowned(decisions(facts, term, dates, today))
        found += running_rows(facts, dates.current_end)
        found += _unowned(find_out(facts, term, dates, owner))
    told = sorted((_finished(facts, owner, *said) for said in found), key=_order)
    return KeyDates(
        dates=tuple(told),
        until=_until(facts, dates, told, today, over=over),
        current_end=dates.current_end,
        latest_end=dates.latest_end,
        earliest_end=dates.earliest_end,
        unknown=tuple(dict.fromkeys([*dates.unknown, *term.unknown])),
        working=dates.working,
        over=over,
    )


def term_dates_of(facts: Facts, today: dt.date) -> tuple[Term, TermDates]:
    """The term that the register says, and what follows from it on a day."""
    term = term_of(facts)
    return term, dates_of(term, today)


def _is_over(facts: Facts, dates: TermDates, today: dt.date) -> bool:
    if facts.terminated is not None:
        return facts.terminated <= today
    return dates.current_end is not None and dates.current_end < today


def _may_run(facts: Facts, dates: TermDates, today: dt.date) -> bool:
    """Whether an extension that nobody recorded may keep it running."""
    return facts.terminated is None and dates.latest_end is not None and dates.latest_end >= today


def _unowned(found: Iterable[Dated]) -> Iterator[_Said]:
    """For what is nobody's but the contract's owner's, with the usual warning."""
    return ((one, None, None) for one in found)


def _finished(facts: Facts, owner: int | None, one: Dated, whose: int | None, lead_days: int | None) -> Dated:
    """With whose it is, from when it is spoken of, and whether somebody settled it.

    It is the row's owner's, else the contract's; of each only one who may be told of it.
    """
    may_be_told = facts.paper_readers if one.kind in PAPERS else facts.readers
    person = next((number for number in (whose, owner) if number is not None and number in may_be_told), None)
    warn = warn_from(one.kind, due=one.due, last_safe_start=one.last_safe_start, lead_days=lead_days)
    settled = one.kind in SETTLED_BY_A_PERSON and (one.key, one.about) in facts.settled
    return replace(one, person=person, warn=warn, settled=settled)


def _order(one: Dated) -> tuple[dt.date, dt.date, str]:
    return one.due or FOR_EVER, one.takes_effect or FOR_EVER, one.key


def _until(facts: Facts, dates: TermDates, told: list[Dated], today: dt.date, *, over: bool) -> dt.date:
    """The last day on which all this still holds: each day from which anything may differ is the day after one of
    these."""
    days: list[dt.date | None] = [one.due for one in told]
    if not over:
        # A decision without a day gives way to the next when what it is about has passed.
        days += [today if _is_vague(one) else one.takes_effect for one in dates.decisions if not one.any_day]
        days += [dates.current_end, facts.framework_end]
        days += [facts.terminated - _DAY] if facts.terminated else []
    elif facts.terminated is None:
        days.append(dates.latest_end)
    return min((day for day in days if day is not None and day >= today), default=FOR_EVER)


def _is_vague(one: Decision) -> bool:
    """Whether it is a break of which neither day can be told: it is asked for again each day."""
    return one.kind == "break" and one.last_day_to_give_notice is None and one.takes_effect is None
