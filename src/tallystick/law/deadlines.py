"""By when something has to be published, paid or allowed for. Pure: each deadline is a row of reference/deadlines.toml.

An exception that would lengthen or shorten a time (light touch, urgency, a planned notice) counts only where it is
claimed. What decides between ordinary cases and is not known leaves the day not known, and is asked for.
"""

import datetime as dt
from dataclasses import dataclass, replace

from tallystick.kit.months import add_months
from tallystick.law.deadlines_asked import NOT_COVERED, REGIME_UNKNOWN, DeadlineFacts, WrongFact
from tallystick.law.deadlines_periods import period_of
from tallystick.law.standstill import Remark, latest_publication
from tallystick.law.thresholds import threshold
from tallystick.reference.deadlines import Rule, deadlines

_A_DAY = dt.timedelta(days=1)
_LAWS = {"PA2023": "the Procurement Act 2023", "PCR2015": "the PCR 2015"}


@dataclass(frozen=True, slots=True)
class Deadline:
    """due: the last day; None where the law names none, where none is owed, or where it is not known: `why` says which.

    days: the number the law names (of months, how many days they come to), None where it names none. before: it has to
    be done before this day. required: whether it is owed; None: not known. unknown: the facts that were missing.
    mark: how sure it is (V, S, G, I or ?).
    """

    code: str
    name: str
    due: dt.date | None
    days: int | None
    citation: str
    mark: str
    why: str
    required: bool | None = True
    before: dt.date | None = None
    unknown: tuple[str, ...] = ()
    warnings: tuple[Remark, ...] = ()


def decide_deadline(code: str, facts: DeadlineFacts) -> Deadline:
    """By when `code` (UK7, s70 …) has to be done. Raises WrongFact for a code or a day that sets nothing off."""
    rule = deadlines().rules.get(code)
    if rule is None:
        raise WrongFact(
            "code", f"“{code[:40]}” is no deadline.", what_to_do=f"It is one of: {', '.join(deadlines().rules)}."
        )
    _check_day(rule, facts.day)
    found = _not_owed(rule, facts) or _counted(rule, facts)
    return replace(found, code=code, warnings=tuple(_remarks(code, rule, facts, found)))


def _check_day(rule: Rule, day: dt.date | None) -> None:
    if day is None or not rule.begins or f"{day:%m-%d}" in rule.begins:
        return
    days = ", ".join(f"{int(one[3:])} {dt.date(2000, int(one[:2]), 1):%B}" for one in rule.begins)
    raise WrongFact("from", f"{day} does not set {rule.code} off.", what_to_do=f"Give {rule.sets_off} ({days}).")


def _not_owed(rule: Rule, facts: DeadlineFacts) -> Deadline | None:
    """What is answered where nothing is owed, or where it is not covered; None where the days are to be counted."""
    for decides in (_by_regime, _by_kind, _by_start, _by_value, _by_nation_unsettled):
        if found := decides(rule, facts):
            return found
    return None


def _by_regime(rule: Rule, facts: DeadlineFacts) -> Deadline | None:
    if facts.regime == "NOT_COVERED":
        return _no_day(rule, NOT_COVERED, required=None)
    if facts.nation == "scotland":
        return _no_day(rule, "Authorities of Scotland buy under its own law, which is not covered.", required=None)
    if facts.regime == "UNKNOWN":
        return _no_day(rule, REGIME_UNKNOWN, required=None, unknown=("regime",))
    if facts.regime not in (None, rule.regime):
        return _no_day(rule, f"It is owed under {_LAWS[rule.regime]}, and not under {_LAWS[str(facts.regime)]}.")
    return None


def _by_kind(rule: Rule, facts: DeadlineFacts) -> Deadline | None:
    if facts.kind in rule.not_kinds:
        said = "light touch contracts" if facts.kind == "light_touch" else f"{facts.kind}s"
        return _no_day(rule, f"It does not hold for {said}.")
    why = _not_of_nation(rule, facts)
    return _no_day(rule, why) if why and facts.nation not in rule.unsettled_nations else None


def _by_nation_unsettled(rule: Rule, facts: DeadlineFacts) -> Deadline | None:
    """What nothing else rules out, and of which it is not settled whether it holds in the nation."""
    why = _not_of_nation(rule, facts)
    if not why:
        return None
    found = _no_day(rule, why, required=None, mark=rule.unsettled_mark)
    return replace(found, before=facts.day if rule.publish_before else None)


def _not_of_nation(rule: Rule, facts: DeadlineFacts) -> str:
    """Why it does not hold for authorities of the nation, or may not; "" where it does."""
    exempt = rule.strict or not facts.reserved_arrangement
    return rule.not_nations.get(facts.nation or "", "") if exempt else ""


def _by_start(rule: Rule, facts: DeadlineFacts) -> Deadline | None:
    welsh = facts.nation == "wales" and not facts.reserved_arrangement
    earliest = rule.earliest_wales or rule.earliest if welsh else rule.earliest
    if facts.day and facts.day < earliest:
        return _no_day(rule, f"It holds from {_said(earliest)}; {_said(facts.day)} is before that.")
    scope = deadlines().payments_scope
    begun = facts.procurement_commenced
    if rule.code == "s70" and scope.basis == "procurement" and begun and begun < scope.since:
        why = f"By guidance it is owed where the procurement began on or after {_said(scope.since)}: this one did not."
        return _no_day(rule, why, mark=scope.mark)
    return None


def _by_value(rule: Rule, facts: DeadlineFacts) -> Deadline | None:
    if rule.below_threshold and _is_below(facts):
        return _below_threshold(rule, facts)
    value, limit = facts.value_with_vat, rule.above_pounds
    if limit is None:
        return None
    if value is None:
        if not rule.needed:
            return None
        question = f"Is {rule.above_what} above £{limit:,}, VAT included?"
        return _no_day(rule, question, required=None, unknown=("value",))
    if value <= limit:
        return _no_day(rule, f"It is owed where {rule.above_what} is above £{limit:,}: £{value:,.2f} is not.")
    return None


def _is_below(facts: DeadlineFacts) -> bool:
    """Whether the contract is below the threshold for certain: said outright, or below each that it may have."""
    if facts.below_threshold is not None or facts.value_with_vat is None:
        return bool(facts.below_threshold)
    begun = facts.procurement_commenced
    return facts.value_with_vat < threshold("PA2023", facts.kind, begun, stands_in=False, modified=None).pounds[0]


def _below_threshold(rule: Rule, facts: DeadlineFacts) -> Deadline:
    """Below the threshold a notice may still be owed, by no day, from some value up."""
    least, value = rule.below_threshold_from, facts.value_with_vat
    owed = False if least is None or (value is not None and value < least) else None if value is None else True
    found = _no_day(rule, rule.below_threshold, required=owed)
    return replace(found, citation=rule.below_threshold_citation or rule.citation)


def _counted(rule: Rule, facts: DeadlineFacts) -> Deadline:
    if rule.counting == "none":
        return _without_days(rule, facts)
    if facts.disputed and rule.code in ("payment", "PCR_invoice"):
        why = "Not while the invoice is disputed or not valid: tell the payee so without undue delay."
        return _no_day(rule, why, required=None)
    period = period_of(rule, facts)
    if period.days is None and rule.months is None:
        return _no_day(rule, period.why, required=None if period.unknown else False, unknown=period.unknown)
    if facts.day is None:
        question = f"Which is {rule.sets_off}?"
        return replace(_no_day(rule, question, required=None, unknown=("from",)), days=period.days)
    first = _day_one(rule, facts, facts.day)
    last = first + dt.timedelta(days=(period.days or 0) - 1) if period.days else _months_on(rule, first)
    return Deadline(
        code=rule.code,
        name=rule.name,
        due=last,
        days=(last - first).days + 1,
        citation=rule.citation,
        mark="?" if facts.nation in rule.uncertain_nations else rule.mark,
        why=f"{_how(rule, first, last)} {period.why}".strip(),
        required=None if rule.above_pounds is not None and facts.value is None else True,
    )


def _day_one(rule: Rule, facts: DeadlineFacts, day: dt.date) -> dt.date:
    if rule.code == "payment" and facts.payment_falls_due:
        day = max(day, facts.payment_falls_due)
    return day + _A_DAY if rule.counting == "next_day" else day


def _months_on(rule: Rule, first: dt.date) -> dt.date:
    corresponding = add_months(first, rule.months or 0)
    return corresponding if corresponding.day != first.day else corresponding - _A_DAY


def _how(rule: Rule, first: dt.date, last: dt.date) -> str:
    length = f"{rule.months} months" if rule.months else f"{(last - first).days + 1} days"
    return f"{length}, of which {_said(first)} is the first."


def _without_days(rule: Rule, facts: DeadlineFacts) -> Deadline:
    why = rule.why
    if rule.code == "UK6" and facts.day:
        why += f" To sign on {_said(facts.day)} after one, publish by {_said(latest_publication(facts.day))}."
    found = _no_day(rule, why, required=None if rule.code in ("UK2", "UK3") else True)
    return replace(found, before=facts.day if rule.publish_before else None)


def _no_day(
    rule: Rule, why: str, *, required: bool | None = False, mark: str | None = None, unknown: tuple[str, ...] = ()
) -> Deadline:
    return Deadline(
        code=rule.code,
        name=rule.name,
        due=None,
        days=None,
        citation=rule.citation,
        mark=mark or rule.mark,
        why=why,
        required=required,
        unknown=unknown,
    )


def _remarks(code: str, rule: Rule, facts: DeadlineFacts, found: Deadline) -> list[Remark]:
    said = []
    if code == rule.same_as and rule.same_as_mark != "V":
        said.append(Remark(f"That {code} is the notice of {rule.citation} is not verified.", rule.same_as_mark))
    if found.due is None:
        return said
    if facts.nation in rule.uncertain_nations:
        said.append(Remark("It was commenced for England; for this nation that was not looked into.", "?"))
    if found.required is None:
        limit = f"£{rule.above_pounds:,}"
        said.append(Remark(f"It is owed only where {rule.above_what} is above {limit}, VAT included.", "V"))
    if rule.code == "s70":
        said += _scope(facts)
    return said


def _scope(facts: DeadlineFacts) -> list[Remark]:
    scope = deadlines().payments_scope
    if facts.procurement_commenced is not None or scope.basis != "procurement":
        return []
    since = _said(scope.since)
    return [Remark(f"By guidance it is owed only where the procurement began on or after {since}.", scope.mark)]


def _said(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"
