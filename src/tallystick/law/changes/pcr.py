"""The grounds of regulation 72 of the Public Contracts Regulations 2015 [V], each with its conditions.

Left out is not known: such a condition is a judgement, with the question that would settle it.
"""

from tallystick.law.changes.answered import Limb
from tallystick.law.changes.case import NOUGHT, Case, earlier_net, original_values
from tallystick.law.changes.grounds import cited, ground_id
from tallystick.law.changes.verdicts import Figures, against, answered, any_of, money, together
from tallystick.law.changes.wording import QUESTIONS, both_figures

_REG = "PCR 2015 reg "


def pcr_grounds(case: Case) -> tuple[Limb, ...]:
    """Regulation 72(1)(a) to (f), in order."""
    grounds = (_review_clause, _additional, _unforeseen, _replaced, _not_substantial, _small)
    return tuple(ground(case) for ground in grounds)


def _review_clause(case: Case) -> Limb:
    """72(1)(a): a clear, precise and unequivocal review clause."""
    return together("72(1)(a)", cited("72(1)(a)"), (_clause("72(1)(a)(i)", case), _nature("72(1)(a)(ii)", case)))


def _additional(case: Case) -> Limb:
    """72(1)(b): additional supply by the original contractor that has become necessary."""
    change = case.facts.change
    inconvenient = together(
        "72(1)(b)(ii)",
        f"{_REG}72(1)(b)(ii)",
        (
            answered(
                "72(1)(b)(ii) inconvenience",
                f"{_REG}72(1)(b)(ii)",
                change.significant_inconvenience,
                question=QUESTIONS["significant_inconvenience"],
                met="A change of contractor would cause significant inconvenience.",
                not_met="A change of contractor would cause no significant inconvenience.",
            ),
            answered(
                "72(1)(b)(ii) cost",
                f"{_REG}72(1)(b)(ii)",
                change.duplicates_cost,
                question=QUESTIONS["duplicates_cost"],
                met="A change of contractor would substantially duplicate costs.",
                not_met="A change of contractor would not substantially duplicate costs.",
            ),
        ),
        any_of,
    )
    tests = [
        answered(
            "72(1)(b) additional",
            f"{_REG}72(1)(b)",
            change.additional_supply,
            question=QUESTIONS["additional_supply"],
            met="It is for additional supply that was not in the initial procurement.",
            not_met="It is not for additional supply.",
        ),
        answered(
            "72(1)(b) necessary",
            f"{_REG}72(1)(b)",
            change.became_necessary,
            question=QUESTIONS["became_necessary"],
            met="The additional supply has become necessary.",
            not_met="The additional supply has not become necessary.",
        ),
        answered(
            "72(1)(b)(i)",
            f"{_REG}72(1)(b)(i)",
            change.change_of_supplier_impossible,
            question=QUESTIONS["change_of_supplier_impossible"],
            met="A change of contractor cannot be made for economic or technical reasons.",
            not_met="A change of contractor can be made: no economic or technical reason stands against it.",
        ),
        inconvenient,
        _half("72(1)(b) price", "72(1)(b)", case),
        *_same_contractor("72(1)(b)", case),
        *_not_split("72(1)(b)", case),
    ]
    return together("72(1)(b)", cited("72(1)(b)"), tests)


def _unforeseen(case: Case) -> Limb:
    """72(1)(c): circumstances that a diligent authority could not foresee."""
    tests = [
        answered(
            "72(1)(c)(i)",
            f"{_REG}72(1)(c)(i)",
            case.facts.change.unforeseeable,
            question=QUESTIONS["unforeseeable"],
            met="A diligent authority could not have foreseen what has made it necessary.",
            not_met="A diligent authority could have foreseen what has made it necessary.",
        ),
        _nature("72(1)(c)(ii)", case),
        _half("72(1)(c)(iii)", "72(1)(c)(iii)", case),
        *_same_contractor("72(1)(c)", case),
        *_not_split("72(1)(c)", case),
    ]
    return together("72(1)(c)", cited("72(1)(c)"), tests)


def _replaced(case: Case) -> Limb:
    """72(1)(d): a new contractor, by a review clause or by succession."""
    change = case.facts.change
    if change.new_supplier is False:
        return Limb("72(1)(d)", cited("72(1)(d)"), "not_applicable", ("The contractor stays the same.",))
    replaced = answered(
        "72(1)(d) contractor",
        f"{_REG}72(1)(d)",
        change.new_supplier,
        question=QUESTIONS["new_supplier"],
        met="A new contractor replaces the first.",
        not_met="The contractor stays the same.",
    )
    clause = (_clause("72(1)(d)(i) clause", case), _nature("72(1)(d)(i) nature", case))
    by_clause = together("72(1)(d)(i)", f"{_REG}72(1)(d)(i)", clause)
    by_succession = together(
        "72(1)(d)(ii)",
        f"{_REG}72(1)(d)(ii)",
        (
            answered(
                "72(1)(d)(ii) succession",
                f"{_REG}72(1)(d)(ii)",
                change.restructuring,
                question=QUESTIONS["restructuring"],
                met="The new contractor succeeds the first after a corporate restructuring or insolvency.",
                not_met="There is no succession after a corporate restructuring or insolvency.",
            ),
            answered(
                "72(1)(d)(ii) selection",
                f"{_REG}72(1)(d)(ii)",
                change.supplier_excluded,
                wanted=False,
                question=QUESTIONS["supplier_excluded"],
                met="The new contractor is not excluded, and is taken to meet the first criteria for selection.",
                not_met="The new contractor is excluded.",
            ),
            together("72(1)(d)(ii) otherwise", f"{_REG}72(1)(d)(ii)", _substance(case)),
        ),
    )
    either = together("72(1)(d)(i)-(ii)", f"{_REG}72(1)(d)(i) and (ii)", (by_clause, by_succession), any_of)
    return together("72(1)(d)", cited("72(1)(d)"), (replaced, either))


def _not_substantial(case: Case) -> Limb:
    """72(1)(e): none of the five tests of 72(8) makes it substantial, whatever its value."""
    change = case.facts.change
    contractor = answered(
        "72(8)(e)",
        f"{_REG}72(8)(e)",
        change.new_supplier,
        wanted=False,
        question=QUESTIONS["new_supplier"],
        met="The contractor stays the same.",
        not_met="A new contractor replaces the first, which only 72(1)(d) allows.",
    )
    return together("72(1)(e)", cited("72(1)(e)"), (*_substance(case), contractor))


def _substance(case: Case) -> tuple[Limb, ...]:
    """72(8)(a) to (d), each met where it does not make the change substantial."""
    change = case.facts.change
    return (
        answered(
            "72(8)(a)",
            f"{_REG}72(8)(a)",
            change.alters_overall_nature,
            wanted=False,
            question=QUESTIONS["alters_overall_nature"],
            met="The contract does not become different in character.",
            not_met="The contract becomes materially different in character.",
        ),
        answered(
            "72(8)(b)",
            f"{_REG}72(8)(b)",
            change.admits_other_bidders,
            wanted=False,
            question=QUESTIONS["admits_other_bidders"],
            met="Had it been so from the start, nobody else would have been admitted, drawn or preferred.",
            not_met="Had it been so from the start, others would have been admitted, drawn or preferred.",
        ),
        _balance(case),
        answered(
            "72(8)(d)",
            f"{_REG}72(8)(d)",
            change.new_kind_of_supply,
            wanted=False,
            question=QUESTIONS["new_kind_of_supply"],
            met="It adds no kind of supply that the contract does not provide for.",
            not_met="It adds a kind of supply that the contract does not provide for: its scope is extended.",
        ),
    )


def _balance(case: Case) -> Limb:
    """72(8)(c): in favour of the contractor, in a manner which the contract did not provide for."""
    change = case.facts.change
    if change.favours_supplier and change.provided_for:
        reason = "The economic balance moves in favour of the contractor as the contract provides for."
        return Limb("72(8)(c)", f"{_REG}72(8)(c)", "met", (reason,))
    return answered(
        "72(8)(c)",
        f"{_REG}72(8)(c)",
        change.favours_supplier,
        wanted=False,
        question=QUESTIONS["favours_supplier"],
        met="The economic balance does not move in favour of the contractor.",
        not_met="The economic balance moves in favour of the contractor, in a way that was not provided for.",
    )


def _small(case: Case) -> Limb:
    """72(1)(f), 72(5): net of all so far, below both the threshold and 10 (works 15) per cent of the initial value."""
    net = _net(case)
    originals = original_values(case.facts)
    limits = tuple(value * percent / 100 for value in originals for percent in case.small_percents)
    percents = " or ".join(str(one) for one in case.small_percents)
    share = against(
        "72(5)(b)",
        f"{_REG}72(5)(b), 72(6)",
        [used < limit for used in net for limit in limits],
        used=net,
        limits=limits,
        unit="pounds",
        below=True,
        say=lambda used, limit, kept: (
            f"Net of earlier changes under 72(5) it comes to {used}, "
            f"{'below' if kept else 'not below'} {limit}, {percents} per cent of the initial value."
        ),
        questions=_missing(case, originals, net, "10"),
    )
    highest = max(net, default=None)
    under = against(
        "72(5)(a)",
        f"{_REG}72(5)(a), 72(6)",
        case.under_threshold(*net),
        used=net,
        limits=case.thresholds_on_basis,
        unit="pounds",
        below=True,
        say=lambda used, limit, kept: (
            f"Net of earlier changes under 72(5) it comes to {both_figures(case, highest or NOUGHT)}, "
            f"{'below' if kept else 'not below'} the threshold, {_thresholds(case)} with VAT."
        ),
        questions=_missing(case, case.threshold.pounds, net, "threshold"),
    )
    tests = (under, share, _nature("72(5)", case), *_same_contractor("72(1)(f)", case))
    return together("72(1)(f)", cited("72(1)(f)"), tests)


def _net(case: Case) -> Figures:
    """What the change and the earlier ones under 72(5) come to, by its size (72(6))."""
    if case.value is None:
        return ()
    value = case.value
    return tuple(abs(earlier + value) for earlier in earlier_net(case.facts, "72(1)(f)"))


def _half(id: str, ground: str, case: Case) -> Limb:
    """An increase in price of not more than 50 per cent of the original value: of each change by itself, 72(2)(a)."""
    percent = case.limit("large_percent")
    originals = original_values(case.facts)
    used = () if case.value is None else (max(case.value, NOUGHT),)
    limits = tuple(value * percent / 100 for value in originals)
    return against(
        id,
        f"{_REG}{ground}, 72(2)(a)",
        [one <= limit for one in used for limit in limits] if any(used) else [True] * len(used),
        used=used,
        limits=limits,
        unit="pounds",
        say=lambda one, limit, kept: (
            f"The increase of {one} is {'not more' if kept else 'more'} than {limit}, "
            f"{percent} per cent of the original value."
            if any(used)
            else "The price does not increase."
        ),
        questions=_missing(case, originals, used, "50"),
    )


def _not_split(ground: str, case: Case) -> tuple[Limb, ...]:
    """72(2)(b): several changes must not be aimed at going round the rules. Asked where they could have been one."""
    earlier = [one for one in case.facts.earlier_changes or () if _is_large(one.limb)]
    if not case.facts.change.could_be_combined or not earlier or case.value is None:
        return ()
    values = [one.value for one in earlier]
    total = None if None in values else sum((one for one in values if one is not None), case.value)
    percent = case.limit("large_percent")
    limits = [value * percent / 100 for value in original_values(case.facts)]
    if total is not None and limits and total <= min(limits):
        return ()
    id = f"{ground} not split"
    amount = money(total) if total is not None else "an unknown amount"
    question = f"Together with what was changed before it comes to {amount}: was it split so as to go round the limit?"
    return (Limb(id, f"{_REG}72(2)(b)", "judgement", (), (question,)),)


def _is_large(limb: str) -> bool:
    return not limb or ground_id(limb) in ("72(1)(b)", "72(1)(c)")


def _same_contractor(ground: str, case: Case) -> tuple[Limb, ...]:
    if not case.facts.change.new_supplier:
        return ()
    return (
        Limb(
            f"{ground} contractor",
            f"{_REG}{ground}",
            "not_met",
            ("A new contractor replaces the first, which only 72(1)(d) allows.",),
        ),
    )


def _clause(id: str, case: Case) -> Limb:
    return answered(
        id,
        f"{_REG}{id.partition(' ')[0]}",
        case.facts.change.provided_for,
        question=QUESTIONS["provided_for"],
        met="A clear, precise and unequivocal clause of the initial documents provides for it.",
        not_met="No clear, precise and unequivocal clause of the initial documents provides for it.",
    )


def _nature(id: str, case: Case) -> Limb:
    return answered(
        f"{id} nature" if id == "72(5)" else id,
        f"{_REG}{id.partition(' ')[0]}",
        case.facts.change.alters_overall_nature,
        wanted=False,
        question=QUESTIONS["alters_overall_nature"],
        met="The overall nature of the contract stays the same.",
        not_met="It alters the overall nature of the contract.",
    )


def _missing(case: Case, limits: Figures, used: Figures, which: str) -> list[str]:
    """The questions that would settle a figure against its limit."""
    facts = case.facts
    asked = []
    if case.value is None:
        asked.append(QUESTIONS["value"])
    if facts.earlier_changes is None or (case.value is not None and not used):
        asked.append(QUESTIONS["earlier"])
    if len(used) > 1:
        asked.append(QUESTIONS["earlier_ground"])
    if which != "threshold":
        if facts.indexation_clause and facts.indexed_value is None:
            asked.append(QUESTIONS["indexed_value"])
        elif not limits:
            asked.append(QUESTIONS["initial_value"])
        elif len(limits) > 1:
            asked.append(QUESTIONS["indexation_clause"])
    if which != "50" and facts.kind is None:
        asked.append(QUESTIONS["kind"])
    if which == "threshold" and facts.vat is None:
        asked.append(QUESTIONS["vat"])
    return asked


def _thresholds(case: Case) -> str:
    return " or ".join(money(one) for one in case.threshold.pounds)
