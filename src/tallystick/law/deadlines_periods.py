"""How many days a deadline has, where it takes facts to know. Pure.

PA 2023 s.54 [V]: 25 days to ask to take part, 10 in urgency; 25 to tender where tenders are electronic and all
documents were given at once, 30 where one of the two fails, 35 where both do; 10 after a qualifying planned procurement
notice, in urgency, under a dynamic market or among pre-selected suppliers; as agreed where all of those agreed; the
shortest that applies. None for light touch contracts.
"""

from dataclasses import dataclass

from tallystick.law.deadlines_asked import DeadlineFacts
from tallystick.reference.deadlines import Rule, deadlines


@dataclass(frozen=True, slots=True)
class Period:
    """days: None where there is none, or it is not known, for want of what `unknown` names. why: one sentence."""

    days: int | None
    why: str
    unknown: tuple[str, ...] = ()


def period_of(rule: Rule, facts: DeadlineFacts) -> Period:
    """How many days the rule has for such a contract or procedure. For a rule that counts months, none."""
    if rule.code == "participation":
        return _participation(facts)
    if rule.code == "tender":
        return _tender(facts)
    if rule.light_touch_days is None:
        return Period(rule.days, rule.why)
    if facts.kind == "light_touch":
        return Period(rule.light_touch_days, "A light touch contract has longer.")
    if facts.kind is None:
        return Period(rule.days, f"A light touch contract would have {rule.light_touch_days} days: not said to be one.")
    return Period(rule.days, rule.why)


def _participation(facts: DeadlineFacts) -> Period:
    periods = deadlines().participation
    if facts.urgent:
        return Period(periods.urgent_days, "Urgency makes the least time shorter.")
    return Period(periods.days, f"In urgency it would be {periods.urgent_days} days.")


def _tender(facts: DeadlineFacts) -> Period:
    if facts.agreed:
        return Period(None, "All the pre-selected suppliers agreed to a time: the law names no number of days.")
    short = {
        "a qualifying planned procurement notice": facts.planned_notice,
        "urgency": facts.urgent,
        "a dynamic market": facts.dynamic_market,
        "pre-selected suppliers only (not for central government)": facts.pre_selected,
    }
    if reason := next((name for name, holds in short.items() if holds), None):
        return Period(deadlines().tender.short_days, f"The short time, because of {reason}.")
    return _ordinary_tender(facts)


def _ordinary_tender(facts: DeadlineFacts) -> Period:
    periods = deadlines().tender
    asked = {
        "electronic": (facts.electronic, "Are tenders submitted electronically?"),
        "documents_together": (facts.documents_together, "Were all the documents given with the invitation?"),
    }
    if missing := [key for key, (holds, _) in asked.items() if holds is None]:
        return Period(None, " ".join(asked[key][1] for key in missing), tuple(missing))
    if facts.electronic and facts.documents_together:
        return Period(periods.both_days, "Tenders are electronic, and all documents were given at once.")
    if facts.electronic:
        return Period(periods.one_days, "Tenders are electronic, but not all documents were given at once.")
    if facts.documents_together:
        return Period(periods.one_days, "All documents were given at once, but tenders are not electronic.")
    return Period(periods.neither_days, "Tenders are not electronic, and not all documents were given at once.")
