"""Who is told of a key date, at which stage, and when: each thing once, to one person, and without nagging.

What is here decides; `actions.telling` makes the e-mails, and docs/rules/alerts.md says it in words.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

COMING, SOON, OVERDUE, UNOWNED = "coming", "soon", "overdue", "unowned"
"""Stages, as in `choices.ALERT_STAGES`. What nobody owns is first told as ``unowned``."""
SOON_DAYS = 14
"""So long before its day a thing is told a second time."""
CLOCK_IS_WRONG_DAYS = 31
"""What was told on a day that is further ahead than this was told by a clock that was wrong, and does not count."""
TRIES = 3
"""So often a mail server may refuse an e-mail before it is given up."""
REST_DAYS = 28
"""So long nothing is sent to an address at which an e-mail was given up."""
FIND_OUT = "find_out"
_MONDAY = 0


@dataclass(frozen=True)
class Standing:
    """A key date as it stands. due, warn, last_safe_start, takes_effect: as in `models.KeyDate`. settled: decided, for
    this day. number: another when it was gone and is back.
    """

    kind: str
    due: date | None
    warn: date | None
    last_safe_start: date | None
    settled: bool = False
    takes_effect: date | None = None
    number: int | None = None


@dataclass(frozen=True)
class Answerable:
    """Who may be told of it, by number; None for nobody, or for somebody who may not be told.

    unowned_to: who hears of what nobody owns there. administrator: who has administered the organisation longest.
    """

    owner: int | None
    sponsor: int | None
    unowned_to: int | None
    administrator: int | None


@dataclass(frozen=True)
class Telling:
    """That a person is to be told, at a stage.

    unowned: it has no owner. escalated_from: its owner, where that is somebody else.
    """

    person: int
    stage: str
    unowned: bool = False
    escalated_from: int | None = None


@dataclass(frozen=True)
class Told:
    """What a person was told of a key date. due: the day as it was told, "" for none. on: the e-mail's day.

    takes_effect, number: of the key date as it stood then.
    """

    due: str
    stage: str
    on: date
    takes_effect: date | None = None
    number: int | None = None


def stage_on(it: Standing, today: date) -> str:
    """``coming``, ``soon`` or ``overdue``; "" before it is spoken of, and for what is settled.

    What is to be found out has no day that it could miss: it comes up, and that is all.
    """
    if it.settled:
        return ""
    warned = it.warn is None or it.warn <= today
    if it.due is None or it.kind == FIND_OUT:
        return COMING if warned else ""
    if it.due < today:
        return OVERDUE
    if not warned:
        return ""
    return SOON if (it.due - today).days <= SOON_DAYS else COMING


def tellings(it: Standing, whose: Answerable, today: date) -> tuple[Telling, ...]:
    """Who is to know of it today, and at which stage, whatever they were told before. One person, or with whoever
    hears of what is overdue, two; nobody where there is nobody who may be told.
    """
    stage = stage_on(it, today)
    if not stage:
        return ()
    if whose.owner is None:
        instead = whose.unowned_to or whose.sponsor or whose.administrator
        told_as = OVERDUE if stage == OVERDUE else UNOWNED
        return (Telling(instead, told_as, unowned=True),) if instead else ()
    found = [Telling(whose.owner, stage)]
    above = [one for one in (whose.sponsor, whose.unowned_to) if one and one != whose.owner]
    if stage == OVERDUE and above:
        found.append(Telling(above[0], OVERDUE, escalated_from=whose.owner))
    return tuple(found)


def has_nobody(it: Standing, whose: Answerable, today: date) -> bool:
    """Whether somebody should be told of it today, and there is nobody who may be."""
    return bool(stage_on(it, today)) and not tellings(it, whose, today)


def was_told(it: Standing, stage: str, told: Iterable[Told], today: date) -> bool:
    """Whether somebody who was told so much of a key date, in this order, knows what this stage would tell them.

    Whatever they knew is out of date once they have heard of another day; of what has no day, once it takes effect on
    another, or was gone and is back.
    """
    known = False
    for one in told:
        if one.on > today + timedelta(days=CLOCK_IS_WRONG_DAYS):
            continue
        known = (known or one.stage == stage) if _is_of(one, it) else False
    return known


def _is_of(one: Told, it: Standing) -> bool:
    """Whether what was told is what stands now."""
    if it.due is None:
        return not one.due and (one.takes_effect, one.number) == (it.takes_effect, it.number)
    return one.due == it.due.isoformat()


def turn_of(due: date | None, stage: str, told: Iterable[Told]) -> int:
    """How often somebody was told exactly this before: the number of the turn at which they are told it now."""
    day = due.isoformat() if due else ""
    return sum(one.due == day and one.stage == stage for one in told)


def whole_round(today: date, rounds: Collection[date]) -> bool:
    """Whether what could wait is told today: once in a week, on its Monday or as soon after as anything is told.

    rounds: the days on which that was done.
    """
    monday = today - timedelta(days=today.weekday())
    return not any(monday <= one < monday + timedelta(days=7) for one in rounds)


def next_round(today: date) -> date:
    """The Monday after today."""
    return today + timedelta(days=7 - (today.weekday() - _MONDAY) % 7)


def can_wait(it: Standing, today: date) -> bool:
    """Whether it is as well told on the next Monday: its day and its last safe start are not before that."""
    following = next_round(today)
    return not any(day and day < following for day in (it.due, it.last_safe_start))


def may_be_told(addresses_given_up: Iterable[date], today: date) -> bool:
    """Whether something may be sent to an address at which e-mails of these days were given up."""
    return not any(today - timedelta(days=REST_DAYS) < day <= today for day in addresses_given_up)
