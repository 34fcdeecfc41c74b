"""What has to be published of a change: PCR 2015 reg 72(3), and Procurement Act 2023 ss.75 and 77 [V].

Section 75(2) exempts a change that keeps to its tolerance in value "or" in term. Here both have to keep to it [I].
"""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from tallystick.law.changes.answered import Limb, Notice
from tallystick.law.changes.bars import combined
from tallystick.law.changes.case import Case
from tallystick.law.changes.standing import Standing
from tallystick.law.changes.verdicts import money

_CAUTIOUS = (
    " Read literally, section 75(2) would exempt it, since the other stays within its tolerance: "
    "that reading is not relied on."
)
_BELOW = "The contract is below threshold and stays there: this duty is not of such contracts."


def notices_of(case: Case, grounds: Sequence[Limb], standing: Standing) -> tuple[Notice, ...]:
    """The notices of the contract's regime, each with whether it is required."""
    if case.regime == "PCR2015":
        return (_modification(grounds, standing),)
    change = _change_notice(case, grounds, standing)
    return (change, _copy(case, change))


def _modification(grounds: Sequence[Limb], standing: Standing) -> Notice:
    """The modification notice of the 2015 Regulations, after a change under (b) or (c)."""
    verdicts = {one.id: one.verdict for one in grounds}
    large = [verdicts["72(1)(b)"], verdicts["72(1)(c)"]]
    others = [one.citation for one in grounds if one.verdict == "met" and one.id not in ("72(1)(b)", "72(1)(c)")]
    required: bool | None = False
    if standing.governed is False:
        why = _BELOW
    elif "met" in large:
        required = True
        met = [one for one in grounds if one.verdict == "met"]
        cited = " and ".join(one.citation for one in met if one.id in ("72(1)(b)", "72(1)(c)"))
        why = f"The change is allowed by {cited}; the notice goes to Find a Tender. The Regulations name no day for it."
        if others:
            why += f" It would not be needed for a change that is made on {' or '.join(others)} instead."
    elif "judgement" in large and not others:
        required, why = None, "It turns on whether the change is made on reg 72(1)(b) or (c), which is not settled."
    elif others:
        why = f"The change is allowed by {' and '.join(others)}: only changes on reg 72(1)(b) or (c) are published."
    else:
        why = "Neither reg 72(1)(b) nor (c) allows the change: only changes on those are published."
    return Notice("PCR_modification", "PCR 2015 reg 72(3)", None, False, required, why)


def _change_notice(case: Case, grounds: Sequence[Limb], standing: Standing) -> Notice:
    required, why, mark = _needs_change_notice(case, grounds, standing)
    due = case.facts.change.on if required is not False else None
    if required:
        why += " It comes before the change, and a standstill that it offers has to be over by then (s.76)."
    return Notice("UK10", "PA 2023 s.75", due, True, required, why, "I" if mark else "V")


def _needs_change_notice(case: Case, grounds: Sequence[Limb], standing: Standing) -> tuple[bool | None, str, bool]:
    """Whether it is required, why, and whether that rests on our reading."""
    kind = case.facts.kind
    if kind == "light_touch":
        return False, "A change to a light touch contract needs no change notice (s.75(6)(b)).", False
    if standing.governed is False:
        return False, _BELOW, False
    required, why, ours = _by_size(case, grounds)
    if required is False:
        return required, why, ours
    if case.facts.nation == "northern_ireland" and not case.facts.reserved_arrangement:
        turns = (
            f"{why} But section 75 is not for what a transferred Northern Ireland authority awarded, unless under a "
            "reserved or a devolved Welsh arrangement (s.75(6)(d) and (e)): it turns on who awarded it, and under what."
        )
        return None, turns, True
    if kind is None:
        return None, f"{why} It turns on whether the contract is light touch, too.", ours
    if standing.governed is None and required:
        return None, f"{why} It turns on whether the contract is below threshold, and stays there.", ours
    return required, why, ours


def _by_size(case: Case, grounds: Sequence[Limb]) -> tuple[bool | None, str, bool]:
    nine = next(one for one in grounds if one.id == "Sch 8 para 9")
    change = case.facts.change
    if nine.verdict == "met":
        return True, "A novation or assignment on a restructuring always needs one (s.75(2), Sch 8 para 9).", False
    value, term = _over_value(case), _over_term(case)
    if value or term:
        return _over(case, value, term)
    if nine.verdict == "judgement" and (change.new_supplier or change.restructuring):
        return None, "It turns on whether this is a novation under Sch 8 para 9, which always needs one.", False
    if value is None or term is None:
        return None, f"It turns on {_missing(case, value, term)}, which is not known.", False
    return _put_together(case)


def _missing(case: Case, value: bool | None, term: bool | None) -> str:
    """Which facts it takes to say whether the value and the term keep to their tolerances."""
    missing = []
    if value is None and case.value is None:
        missing.append("by how much the change alters the value")
    if value is None and case.before is None:
        missing.append("what the contract was worth just before the change")
    if value is None and not missing:
        percents = " and not ".join(f"{one} per cent" for one in sorted(case.small_percents, reverse=True))
        missing.append(f"whether the contract is for works, which have a tolerance of {percents} in value")
    if term is None and case.months is None:
        missing.append("by how much the change alters the term")
    if term is None and case.facts.maximum_term_months is None:
        missing.append("which longest term was provided for on award")
    return ", and on ".join(missing)


def _over(case: Case, value: bool | None, term: bool | None) -> tuple[bool, str, bool]:
    percent = " or ".join(str(one) for one in case.small_percents)
    over = [f"the value changes by more than {percent} per cent"] if value else []
    over += [f"the term changes by more than {case.limit('term_percent')} per cent"] if term else []
    ours = value is False or term is False
    why = " and ".join(over)
    return True, f"{why[0].upper()}{why[1:]} (s.75(2)).{_CAUTIOUS if ours else ''}", ours


def _put_together(case: Case) -> tuple[bool | None, str, bool]:
    """s.75(4) and (5): what could have been made together with an earlier change is looked at together with it."""
    within = "Neither the value nor the term changes beyond its tolerance (s.75(2))."
    earlier, could = case.facts.earlier_changes, case.facts.change.could_be_combined
    if could is False or (earlier == () and not could):
        return False, within, False
    whole = combined(case, earlier) if earlier else None
    value, term = (None, None) if whole is None else (_over_value(whole), _over_term(whole))
    over = _either(value, term)
    if over is False:
        return False, f"{within} Nor do they together with what was changed before (s.75(4)).", False
    if could is None:
        turns = "It turns on whether it could reasonably have been made together with what was changed before"
        return None, f"{within} {turns}, as the whole may go beyond it (s.75(4)).", False
    if whole is not None and over is None:
        turns = f"Together with what was changed before (s.75(4)) it turns on {_missing(whole, value, term)}"
        return None, f"{within} {turns}, which is not known.", False
    if over is None:
        return None, f"{within} It turns on what it could have been made together with came to (s.75(4)).", False
    return True, "Together with what was changed before it goes beyond the tolerance (s.75(4) and (5)).", False


def _either(value: bool | None, term: bool | None) -> bool | None:
    if value or term:
        return True
    return None if value is None or term is None else False


def _over_value(case: Case) -> bool | None:
    if case.value == 0:
        return False
    if case.value is None or case.before is None:
        return None
    over = {abs(case.value) > case.before * percent / 100 for percent in case.small_percents}
    return over.pop() if len(over) == 1 else None


def _over_term(case: Case) -> bool | None:
    if case.months == 0:
        return False
    if case.months is None or case.facts.maximum_term_months is None:
        return None
    return abs(case.months) > case.facts.maximum_term_months * case.limit("term_percent") / 100


def _copy(case: Case, change: Notice) -> Notice:
    """s.77: the contract as modified, or the modification, where a change notice is required and it is worth that."""
    limit, days = Decimal(case.limit("publish_over_pounds")), case.limit("publish_within_days")
    over = _worth_more(case, limit)
    required, why = _needs_copy(case, change, over, limit)
    made = case.facts.change.on
    due = made + dt.timedelta(days=days - 1) if made and required is not False else None
    if required:
        why += f" It is due within {days} days, of which the day of the change is the first."
    wales = case.facts.nation == "wales" and change.required is not False
    return Notice("s77", "PA 2023 s.77", due, False, required, why, "I" if wales else change.mark)


def _needs_copy(case: Case, change: Notice, over: bool | None, limit: Decimal) -> tuple[bool | None, str]:
    if change.required is False:
        return False, "Only a change that has to be announced by a change notice is published (s.77(2)(a))."
    if over is False:
        why = (
            f"The contract is not worth more than {money(limit)} with VAT, before the change or after it (s.77(2)(b))."
        )
        return False, why
    if case.facts.nation == "wales" and not case.facts.reserved_arrangement:
        return False, (
            "Section 77 is not for what a devolved Welsh authority awarded (s.77(3)). It would be, had the contract "
            "been awarded under a reserved procurement arrangement, such as a framework of a central purchasing body."
        )
    if over is None:
        return None, f"It turns on whether the contract is worth more than {money(limit)} with VAT, which is not known."
    if change.required is None:
        return None, "It turns on whether a change notice is required."
    return True, f"A change notice is required, and the contract is worth more than {money(limit)} with VAT (s.77(2))."


def _worth_more(case: Case, limit: Decimal) -> bool | None:
    """Whether the contract is worth more than `limit` with VAT, before the change or after it."""
    found = {max(_worth(case, known, vat) for known in (case.before, case.after)) > limit for vat in case.vats}
    if found == {True}:
        return True
    if case.before is None or case.after is None or len(found) > 1:
        return None
    return False


def _worth(case: Case, pounds: Decimal | None, vat: str) -> Decimal:
    return Decimal(0) if pounds is None else case.gross(pounds, "inclusive" if vat == "inclusive" else "exclusive")
