"""The grounds of section 74 of and Schedule 8 to the Procurement Act 2023 [V], each with its conditions.

Left out is not known: such a condition is a judgement, with the question that would settle it. The grounds of defence
(Sch 8 paras 10 and 11) are not for councils.
"""

from decimal import Decimal

from tallystick.law.changes.answered import Limb
from tallystick.law.changes.case import NOUGHT, Case, earlier_net
from tallystick.law.changes.grounds import cited
from tallystick.law.changes.verdicts import Figures, against, answered, money, together
from tallystick.law.changes.wording import QUESTIONS, both_figures

_S = "PA 2023 s."
_SCH = "PA 2023 Sch 8 para "


def act_grounds(case: Case) -> tuple[Limb, ...]:
    """Section 74(2), (3), (4), and Schedule 8 paragraphs 1, 2, 4, 5, 8 and 9, in this order."""
    permitted = (
        _provided(case),
        _urgent(case),
        _unforeseen(case),
        _known_risk(case),
        _additional(case),
        _restructured(case),
    )
    not_substantial = _not_substantial(case)
    small = _below_threshold(case, (not_substantial, *permitted))
    return (_light_touch(case), not_substantial, small, *permitted)


def _light_touch(case: Case) -> Limb:
    """s.74(2): a light touch contract may be changed freely."""
    kind = case.facts.kind
    if kind is None:
        return Limb("74(2)", cited("74(2)"), "judgement", questions=(QUESTIONS["kind"],))
    if kind == "light_touch":
        return Limb("74(2)", cited("74(2)"), "met", ("It is a light touch contract.",))
    return Limb("74(2)", cited("74(2)"), "not_applicable", ("It is not a light touch contract.",))


def _not_substantial(case: Case) -> Limb:
    """s.74(3): neither the term, nor the scope, nor the economic balance changes substantially."""
    balance = answered(
        "74(3)(c)",
        f"{_S}74(3)(c)",
        case.facts.change.favours_supplier,
        wanted=False,
        question=QUESTIONS["favours_supplier"],
        met="The economic balance does not move in favour of the supplier.",
        not_met="The economic balance moves in favour of the supplier.",
    )
    return together("74(3)", cited("74(3)"), (_term(case), _scope("74(3)(b)", case), balance))


def _term(case: Case) -> Limb:
    """s.74(3)(a): the term changes by not more than 10 per cent of the longest that was provided for on award."""
    percent = case.limit("term_percent")
    longest = case.facts.maximum_term_months
    limits = () if longest is None else (longest * percent / 100,)
    used = () if case.months is None else (abs(case.months),)
    asked = [QUESTIONS["months"]] if case.months is None else []
    asked += [QUESTIONS["maximum_term_months"]] if longest is None else []
    return against(
        "74(3)(a)",
        f"{_S}74(3)(a)",
        [one <= limit for one in used for limit in limits] if any(used) else [True] * len(used),
        used=used,
        limits=limits,
        unit="months",
        say=lambda one, limit, kept: (
            f"The term changes by {one}, {'not more' if kept else 'more'} than {limit}, {percent} per cent of the "
            "longest term provided for on award."
            if any(used)
            else "The term does not change."
        ),
        questions=asked,
    )


def _scope(id: str, case: Case) -> Limb:
    """A change of scope is a kind of supply that the contract does not provide for (s.74(5))."""
    return answered(
        id,
        f"{_S}{id}, 74(5)",
        case.facts.change.new_kind_of_supply,
        wanted=False,
        question=QUESTIONS["new_kind_of_supply"],
        met="It adds no kind of supply that the contract does not provide for.",
        not_met="It adds a kind of supply that the contract does not provide for: its scope changes.",
    )


def _below_threshold(case: Case, others: tuple[Limb, ...]) -> Limb:
    """s.74(4): small by itself, and all such changes together below the threshold; for what nothing else allows."""
    tests = (_by_itself(case), _aggregate(case), _scope("74(4)(c)", case))
    found = together("74(4)", cited("74(4)"), tests)
    if found.verdict == "not_met":
        return found
    allowed = [one.citation for one in others if one.verdict == "met"]
    if not allowed:
        return found
    otherwise = Limb(
        "74(4)(d)",
        f"{_S}74(4)(d)",
        "not_met",
        (f"It is allowed by {' and '.join(allowed)} already: this ground is for what no other allows.",),
    )
    return Limb(
        found.id,
        found.citation,
        "not_applicable",
        otherwise.reasons,
        (),
        found.limit,
        found.used,
        found.remaining,
        found.unit,
        (*tests, otherwise),
    )


def _by_itself(case: Case) -> Limb:
    """s.74(4)(a): by not more than 10 per cent of the estimated value, 15 for works, up or down."""
    used = () if case.value is None else (abs(case.value),)
    limits = () if case.before is None else tuple(case.before * one / 100 for one in case.small_percents)
    percents = " or ".join(str(one) for one in case.small_percents)
    return against(
        "74(4)(a)",
        f"{_S}74(4)(a)",
        [one <= limit for one in used for limit in limits] if any(used) else [True] * len(used),
        used=used,
        limits=limits,
        unit="pounds",
        say=lambda one, limit, kept: (
            f"By itself it changes the value by {one}, {'not more' if kept else 'more'} than {limit}, {percents} per "
            "cent of the estimated value."
            if any(used)
            else "It does not change the value."
        ),
        questions=_missing(case, kind=True),
    )


def _aggregate(case: Case) -> Limb:
    """s.74(4)(b) and (6): what all below-threshold changes come to is less than the threshold."""
    value = case.value
    net: Figures = () if value is None else tuple(one + value for one in earlier_net(case.facts, "74(4)"))
    highest = max(net, default=NOUGHT)
    thresholds = " or ".join(money(one) for one in case.threshold.pounds)
    asked = _missing(case, kind=True, base=False)
    if value is not None and not net:
        asked.append(QUESTIONS["earlier"])
    if len(net) > 1:
        asked.append(QUESTIONS["earlier_ground"])
    if case.facts.vat is None:
        asked.append(QUESTIONS["vat"])
    return against(
        "74(4)(b)",
        f"{_S}74(4)(b), 74(6)",
        case.under_threshold(*net),
        used=net,
        limits=case.thresholds_on_basis,
        unit="pounds",
        below=True,
        say=lambda used, limit, kept: (
            f"All below-threshold changes come to {both_figures(case, highest)}, "
            f"{'below' if kept else 'not below'} the threshold, {thresholds} with VAT."
        ),
        questions=asked,
    )


def _provided(case: Case) -> Limb:
    """Sch 8 para 1: unambiguously provided for in the contract as awarded and in its notice."""
    clause = answered(
        "Sch 8 para 1(a)",
        f"{_SCH}1(a)",
        case.facts.change.provided_for,
        question=QUESTIONS["provided_for"],
        met="The contract as awarded and its notice provide for it unambiguously.",
        not_met="The contract as awarded and its notice do not provide for it unambiguously.",
    )
    return together("Sch 8 para 1", cited("Sch 8 para 1"), (clause, _nature("1(b)", case)))


def _urgent(case: Case) -> Limb:
    """Sch 8 para 2: what could be awarded directly for urgency, or to protect life."""
    test = answered(
        "Sch 8 para 2(b)",
        f"{_SCH}2",
        case.facts.change.urgent,
        question=QUESTIONS["urgent"],
        met="It could be awarded directly for extreme and unavoidable urgency, or to protect life.",
        not_met="It could not be awarded directly for urgency, nor to protect life.",
    )
    return together("Sch 8 para 2", cited("Sch 8 para 2"), (test,))


def _unforeseen(case: Case) -> Limb:
    """Sch 8 para 4: circumstances that could not reasonably have been foreseen before the award."""
    circumstances = answered(
        "Sch 8 para 4(1)(a)",
        f"{_SCH}4(1)(a)",
        case.facts.change.unforeseeable,
        question=QUESTIONS["unforeseeable"],
        met="What makes it necessary could not reasonably have been foreseen before the award.",
        not_met="What makes it necessary could reasonably have been foreseen before the award.",
    )
    tests = (circumstances, _nature("4(1)(b)", case), _half("4(1)(c)", case))
    return together("Sch 8 para 4", cited("Sch 8 para 4"), tests)


def _known_risk(case: Case) -> Limb:
    """Sch 8 paras 5 to 7: a risk that the notice named has materialised."""
    risk = answered(
        "Sch 8 para 5(1)(a)",
        f"{_SCH}5(1)(a), 6, 7",
        case.facts.change.known_risk,
        question=QUESTIONS["known_risk"],
        met="A risk that the notice named has come about through neither party; the change only puts that right.",
        not_met="No risk that the notice named has come about in the way that the paragraph asks for.",
    )
    return together("Sch 8 para 5", cited("Sch 8 para 5"), (risk, _half("5(1)(b)", case)))


def _additional(case: Case) -> Limb:
    """Sch 8 para 8: more of it, which another supplier could not provide without trouble and cost."""
    change = case.facts.change
    tests = (
        answered(
            "Sch 8 para 8(1)(a)",
            f"{_SCH}8(1)(a)",
            change.additional_supply,
            question=QUESTIONS["additional_supply"],
            met="It is for supply in addition to what the contract provides for.",
            not_met="It is not for supply in addition to what the contract provides for.",
        ),
        answered(
            "Sch 8 para 8(1)(b)",
            f"{_SCH}8(1)(b)",
            change.different_supplier_incompatible,
            question=QUESTIONS["different_supplier_incompatible"],
            met="Another supplier's supply would be different or incompatible.",
            not_met="Another supplier's supply would be neither different nor incompatible.",
        ),
        answered(
            "Sch 8 para 8(1)(c)(i)",
            f"{_SCH}8(1)(c)(i)",
            change.significant_inconvenience,
            question=QUESTIONS["significant_inconvenience"],
            met="That would mean disproportionate technical difficulty or other significant inconvenience.",
            not_met="That would mean no disproportionate technical difficulty or other significant inconvenience.",
        ),
        answered(
            "Sch 8 para 8(1)(c)(ii)",
            f"{_SCH}8(1)(c)(ii)",
            change.duplicates_cost,
            question=QUESTIONS["duplicates_cost"],
            met="That would substantially duplicate costs.",
            not_met="That would not substantially duplicate costs.",
        ),
        _half("8(1)(d)", case),
    )
    return together("Sch 8 para 8", cited("Sch 8 para 8"), tests)


def _restructured(case: Case) -> Limb:
    """Sch 8 para 9: novation or assignment that a corporate restructuring requires."""
    change = case.facts.change
    if change.new_supplier is False:
        return Limb("Sch 8 para 9", cited("Sch 8 para 9"), "not_applicable", ("The supplier stays the same.",))
    tests = (
        answered(
            "Sch 8 para 9 novation",
            f"{_SCH}9",
            change.new_supplier,
            question=QUESTIONS["new_supplier"],
            met="The contract passes to a new supplier.",
            not_met="The supplier stays the same.",
        ),
        answered(
            "Sch 8 para 9 restructuring",
            f"{_SCH}9",
            change.restructuring,
            question=QUESTIONS["restructuring"],
            met="A corporate restructuring, or something like it, requires that.",
            not_met="No corporate restructuring requires that.",
        ),
        answered(
            "Sch 8 para 9 excluded",
            f"{_SCH}9",
            change.supplier_excluded,
            wanted=False,
            question=QUESTIONS["supplier_excluded"],
            met="The new supplier is not excluded.",
            not_met="The new supplier is excluded.",
        ),
    )
    return together("Sch 8 para 9", cited("Sch 8 para 9"), tests)


def _nature(where: str, case: Case) -> Limb:
    return answered(
        f"Sch 8 para {where}",
        f"{_SCH}{where}",
        case.facts.change.alters_overall_nature,
        wanted=False,
        question=QUESTIONS["alters_overall_nature"],
        met="The overall nature of the contract stays the same.",
        not_met="It changes the overall nature of the contract.",
    )


def _half(where: str, case: Case) -> Limb:
    """An increase of not more than 50 per cent of the estimated value just before: of each change by itself."""
    percent = case.limit("large_percent")
    used: tuple[Decimal, ...] = () if case.value is None else (max(case.value, NOUGHT),)
    limits = () if case.before is None else (case.before * percent / 100,)
    return against(
        f"Sch 8 para {where}",
        f"{_SCH}{where}",
        [one <= limit for one in used for limit in limits] if any(used) else [True] * len(used),
        used=used,
        limits=limits,
        unit="pounds",
        say=lambda one, limit, kept: (
            f"The increase of {one} is {'not more' if kept else 'more'} than {limit}, {percent} per cent of the "
            "estimated value."
            if any(used)
            else "The value does not increase."
        ),
        questions=_missing(case),
    )


def _missing(case: Case, *, kind: bool = False, base: bool = True) -> list[str]:
    asked = [QUESTIONS["value"]] if case.value is None else []
    if base and case.before is None:
        asked.append(QUESTIONS["current_value"])
    if kind and case.facts.kind is None:
        asked.append(QUESTIONS["kind"])
    return asked
