"""How long a contract may not yet be signed. Pure.

PA 2023 s.51 [V]: 8 working days of the whole United Kingdom, of which the day the award notice is published is the
first, or as many more as the notice says; one that is offered and not owed is as long at the least, for a change of a
contract too (s.76). PCR 2015 reg 87 [V]: to the end of
the 10th day after the letters were sent electronically, the 15th where they were sent otherwise; where that is no
working day, to the end of the nation's next one [G]. The figures are in reference/deadlines.toml.
"""

import datetime as dt
from dataclasses import dataclass
from typing import cast

from tallystick.law.deadlines_asked import NOT_COVERED, REGIME_UNKNOWN, StandstillFacts, WrongFact
from tallystick.law.working_days import (
    NATIONS,
    UNITED_KINGDOM,
    Counted,
    Nation,
    Skipped,
    count_working_days,
    holidays_known,
    is_working_day,
)
from tallystick.reference.deadlines import deadlines

_A_DAY = dt.timedelta(days=1)
_PA_CITATION = "PA 2023 s.51"
_PA_CHANGE_CITATION = "PA 2023 s.76"
_PCR_CITATION = "PCR 2015 reg 87"


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to know besides, and how sure it is: V, S, G, I or ?."""

    text: str
    mark: str


@dataclass(frozen=True, slots=True)
class Standstill:
    """last_day: the last of the standstill; earliest_signature: the calendar day after it. None: not known, see `why`.

    skipped: days that were not counted (PA 2023), or that the end moved over (PCR 2015). required: whether a standstill
    is owed, None where that is not known. unknown: the facts that were missing.
    """

    last_day: dt.date | None
    earliest_signature: dt.date | None
    skipped: tuple[Skipped, ...]
    citation: str | None
    mark: str | None
    required: bool | None
    why: str
    unknown: tuple[str, ...] = ()
    warnings: tuple[Remark, ...] = ()


def standstill(facts: StandstillFacts) -> Standstill:
    """When a standstill ends, and the first day on which the contract may be signed. Raises WrongFact."""
    if facts.regime == "PA2023":
        return _under_the_act(facts)
    if facts.regime == "PCR2015":
        return _under_the_regulations(facts)
    if facts.regime == "NOT_COVERED":
        return _not_known(facts, None, NOT_COVERED)
    return _not_known(facts, None, REGIME_UNKNOWN, "regime")


def latest_publication(signature: dt.date) -> dt.date:
    """The last day on which a contract award notice (PA 2023) can be published for the contract to be signed then."""
    day = signature - _A_DAY
    while count_working_days(day, deadlines().standstill.pa_working_days, UNITED_KINGDOM).last >= signature:
        day -= _A_DAY
    return day


def _under_the_act(facts: StandstillFacts) -> Standstill:
    least = deadlines().standstill.pa_working_days
    count = facts.working_days or least
    if count < least:
        raise WrongFact(
            "working_days",
            f"A standstill of {count} working days is too short.",
            what_to_do=f"The least is {least}, also where it is offered and not owed.",
        )
    citation = _PA_CHANGE_CITATION if facts.modification else _PA_CITATION
    if facts.published is None:
        return _not_known(facts, citation, "On which day was the notice published?", "published")
    counted = count_working_days(facts.published, count, UNITED_KINGDOM)
    why = f"{count} working days of the United Kingdom, the day of publication the first"
    if not is_working_day(facts.published, UNITED_KINGDOM):
        why += "; published on a day that is none, so counted from the next"
    return _found(facts, counted, citation, "V", f"{why}.")


def _under_the_regulations(facts: StandstillFacts) -> Standstill:
    if facts.sent is None:
        return _not_known(facts, _PCR_CITATION, "On which day were the letters sent?", "sent")
    if facts.method is None:
        return _not_known(facts, _PCR_CITATION, "Were the letters sent electronically, or otherwise?", "method")
    end, why, mark = _end_of_days(facts, facts.sent)
    ends = {nation: _moved_on(end, nation) for nation in _nations(facts)}
    counted, *others = ends.values()
    if any(other.last != counted.last for other in others):
        question = f"{end.day} {end:%B %Y} is a working day in some nations and not in others: in which is it?"
        return _not_known(facts, _PCR_CITATION, question, "nation")
    if counted.skipped:
        why, mark = f"{why}, and on to the next working day", "G"
    return _found(facts, counted, _PCR_CITATION, mark, f"{why}.")


def _end_of_days(facts: StandstillFacts, sent: dt.date) -> tuple[dt.date, str, str]:
    """The last of the days, however many nations call it a working day; in words; and how sure."""
    periods = deadlines().standstill
    if facts.method == "electronic":
        days = periods.pcr_electronic_days
        return sent + dt.timedelta(days=days), f"To the end of day {days} after sending electronically", "V"
    days = periods.pcr_other_days
    end, why = sent + dt.timedelta(days=days), f"To the end of day {days} after sending otherwise than electronically"
    if facts.received is None:
        return end, why, "V"
    if facts.received < sent:
        raise WrongFact("received", "The letters were received before they were sent.")
    days = periods.pcr_received_days
    by_receipt = facts.received + dt.timedelta(days=days)
    if by_receipt < end:
        return by_receipt, f"To the end of day {days} after the last was received, which comes first", "G"
    return end, why, "V"


def _nations(facts: StandstillFacts) -> tuple[Nation, ...]:
    return (cast(Nation, facts.nation),) if facts.nation else NATIONS


def _moved_on(end: dt.date, nation: Nation) -> Counted:
    """`end`, or the nation's next working day, with the days in between."""
    return count_working_days(end, 1, nation)


def _found(facts: StandstillFacts, counted: Counted, citation: str, mark: str, why: str) -> Standstill:
    warnings = list(_remarks(facts))
    if not holidays_known(counted.last):
        mark = "I"
        warnings.append(
            Remark(f"The bank holidays of {counted.last.year} are not published: they are as expected.", "I")
        )
    required, because = _required(facts)
    return Standstill(
        last_day=counted.last,
        earliest_signature=counted.last + _A_DAY,
        skipped=counted.skipped,
        citation=citation,
        mark=mark,
        required=required,
        why=f"{why} {because}",
        warnings=tuple(warnings),
    )


def _not_known(facts: StandstillFacts, citation: str | None, why: str, *unknown: str) -> Standstill:
    return Standstill(None, None, (), citation, None, _required(facts)[0], why, unknown, tuple(_remarks(facts)))


def _required(facts: StandstillFacts) -> tuple[bool | None, str]:
    """Whether a standstill is owed, and why in a sentence."""
    if facts.regime not in ("PA2023", "PCR2015"):
        return None, ""
    if facts.modification:
        return False, "None is owed before a change: this is how long one that is offered lasts."
    exempt = {"a call-off under a framework": facts.call_off, "an award under a dynamic market": facts.dynamic_market}
    if facts.regime == "PA2023":
        light = None if facts.kind is None else facts.kind == "light_touch"
        exempt |= {"a light touch contract": light, "a direct award in extreme urgency": facts.urgent}
    if one := next((name for name, holds in exempt.items() if holds), None):
        return False, f"None is owed for {one}: this is how long one that is offered lasts."
    if None in exempt.values():
        return None, f"One is owed unless this is {_or(exempt)}."
    return True, "One is owed."


def _or(names: dict[str, bool | None]) -> str:
    *others, last = [name for name, holds in names.items() if holds is None]
    return f"{', '.join(others)} or {last}" if others else last


def _remarks(facts: StandstillFacts) -> list[Remark]:
    if facts.nation != "scotland" or facts.regime not in ("PA2023", "PCR2015"):
        return []
    return [Remark("Authorities of Scotland buy under its own law, which is not covered here.", "G")]
