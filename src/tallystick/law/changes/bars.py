"""What forbids a change that a ground of the Procurement Act allows: section 74(7) to (9) [V]."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from tallystick.law.changes.act import act_grounds
from tallystick.law.changes.answered import Limb
from tallystick.law.changes.asked import EarlierChange
from tallystick.law.changes.case import Case
from tallystick.law.changes.grounds import ground_id
from tallystick.law.changes.verdicts import any_of, money
from tallystick.law.changes.wording import QUESTIONS

_UNCAPPED = ("74(2)", "Sch 8 para 1", "Sch 8 para 2", "Sch 8 para 9")
"""Grounds without a limit: to put a change with one of these gains nothing by splitting."""
_CITED = {"74(7)": "PA 2023 s.74(7)-(8)", "74(9)": "PA 2023 s.74(9)"}


def bars_of(case: Case, grounds: tuple[Limb, ...]) -> tuple[Limb, ...]:
    """Section 74(7) and (9): `met` where it does not forbid the change, `not_met` where it does."""
    return (_splitting(case, grounds), _new_supplier(case, grounds))


def _new_supplier(case: Case, grounds: tuple[Limb, ...]) -> Limb:
    """s.74(9): no change of supplier but on a corporate restructuring, whatever the contract says."""
    new = case.facts.change.new_supplier
    if new is False:
        return _bar("74(9)", "met", reason="The supplier stays the same.")
    by_restructuring = next(one.verdict for one in grounds if one.id == "Sch 8 para 9")
    if by_restructuring == "met":
        return _bar("74(9)", "met", reason="The supplier changes as Sch 8 para 9 allows.")
    if new is None:
        return _bar("74(9)", "judgement", question=QUESTIONS["new_supplier"])
    if by_restructuring == "judgement":
        asked = "restructuring" if case.facts.change.restructuring is None else "supplier_excluded"
        return _bar("74(9)", "judgement", question=QUESTIONS[asked])
    return _bar("74(9)", "not_met", reason="The supplier may not be changed, except as Sch 8 para 9 allows.")


def _splitting(case: Case, grounds: tuple[Limb, ...]) -> Limb:
    """s.74(7) and (8): what could have been made together with another change has to be allowed together with it."""
    facts = case.facts
    earlier = splittable(case)
    if facts.change.could_be_combined is False:
        return _bar("74(7)", "met", reason="It could not reasonably have been made together with another change.")
    if facts.kind == "light_touch":
        return _bar(
            "74(7)", "met", reason="A light touch contract is changed under s.74(2), which this does not touch."
        )
    if earlier == () and not facts.change.could_be_combined:
        return _bar("74(7)", "met", reason="There is no earlier change that it could have been made together with.")
    if not earlier:
        return _bar("74(7)", "judgement", question=QUESTIONS["earlier_with"])
    whole = combined(case, earlier)
    if whole is None or whole.value is None:
        return _bar("74(7)", "judgement", question=QUESTIONS["earlier_with"])
    verdict = _met_together(whole, grounds)
    total = f"Together with what was changed before it comes to {money(whole.value)}"
    if verdict == "met":
        return _bar("74(7)", "met", reason=f"{total}, which would be allowed as one change.")
    if facts.change.could_be_combined and verdict == "not_met":
        return _bar("74(7)", "not_met", reason=f"{total}, which would not be allowed as one change.")
    if facts.change.could_be_combined:
        return _bar("74(7)", "judgement", question=f"{total}: would that be allowed as one change?")
    return _bar("74(7)", "judgement", question=QUESTIONS["could_be_combined"])


def _met_together(whole: Case, grounds: tuple[Limb, ...]) -> str:
    """Whether the change and the earlier ones would be allowed as one, on what is known of this change."""
    return any_of(one for one in act_grounds(whole) if one.id != "74(2)")


def splittable(case: Case) -> tuple[EarlierChange, ...] | None:
    """The earlier changes that this one may have been split from: those on grounds that have a limit."""
    earlier = case.facts.earlier_changes
    if earlier is None:
        return None
    return tuple(one for one in earlier if not one.limb or ground_id(one.limb) not in _UNCAPPED)


def combined(case: Case, earlier: tuple[EarlierChange, ...]) -> Case | None:
    """The change and the earlier ones as one, measured from before them. None where a value is not known.

    Months that an earlier change does not say are none: it is one that says what it came to in pounds.
    """
    values = [one.value for one in earlier]
    if case.value is None or None in values:
        return None
    before = sum((one for one in values if one is not None), Decimal(0))
    lengths = [one.months or Decimal(0) for one in earlier]
    months = None if case.months is None else sum(lengths, case.months)
    kept = tuple(one for one in case.facts.earlier_changes or () if one not in earlier)
    return replace(
        case,
        facts=replace(case.facts, earlier_changes=kept),
        value=case.value + before,
        months=months,
        before=None if case.before is None else case.before - before,
    )


def _bar(id: str, verdict: str, *, reason: str = "", question: str = "") -> Limb:
    makes: Callable[..., Limb] = Limb
    return makes(id, _CITED[id], verdict, (reason,) if reason else (), (question,) if question else ())
