"""What a person should know beside the verdict: what it rests on, each with how well that was verified."""

from collections.abc import Iterator, Sequence

from tallystick.law.changes.answered import Limb, Permitted, Warning
from tallystick.law.changes.case import Case, made_under
from tallystick.law.changes.standing import Standing
from tallystick.law.changes.wording import QUESTIONS, both_figures
from tallystick.law.regime import NAMES, by_events
from tallystick.reference.thresholds import law_of_changes

_LARGE = ("Sch 8 para 4", "Sch 8 para 5", "Sch 8 para 8")


def warnings_of(case: Case, standing: Standing, grounds: Sequence[Limb], permitted: Permitted) -> tuple[Warning, ...]:
    """The warnings on a case, the weightiest first, each once."""
    said = [*_on_standing(case, standing), *_on_facts(case), *_on_regime(case, standing, grounds, permitted)]
    said += [Warning(one.text, one.mark) for one in case.threshold.readings]
    return tuple(dict.fromkeys(said))


def _on_standing(case: Case, standing: Standing) -> Iterator[Warning]:
    if standing.governed is False:
        rule = "regulation 72 does" if case.regime == "PCR2015" else "section 74 does"
        yield Warning(
            f"The contract, worth {_worth(case)}, is below threshold and the change leaves it there: {rule} not "
            "govern it, but the council's own standing orders do.",
            "V",
        )
    elif standing.convertible and case.regime == "PA2023":
        yield Warning(
            f"The change takes a contract that is below threshold, worth {_worth(case)}, over it: it is a convertible "
            "contract, and sections 74 to 77 govern the change (s.74(1)).",
            "V",
        )
    elif standing.convertible:
        yield _reading("pcr_over")
    elif standing.governed is None:
        yield Warning(f"Whether the contract is below threshold is not known. {QUESTIONS['current_value']}", "V")


def _on_facts(case: Case) -> Iterator[Warning]:
    facts = case.facts
    if facts.nation is None:
        yield Warning("The nation is not known. What is said here is so in England, Wales and Northern Ireland.", "V")
    if facts.regime in NAMES:
        found = by_events(facts)
        if found.code in NAMES and found.code != facts.regime:
            yield Warning(f"What is known of how it came about says otherwise of the regime: {found.why}", "V")
    if facts.vat is None:
        yield Warning(f"Thresholds include VAT. {QUESTIONS['vat']}", "V")
    if facts.kind == "concession":
        yield _reading("concession_percent")


def _on_regime(case: Case, standing: Standing, grounds: Sequence[Limb], permitted: Permitted) -> Iterator[Warning]:
    if standing.governed is False:
        return
    if case.regime == "PCR2015":
        yield from _on_regulation_72(case, grounds)
    else:
        yield from _on_section_74(case)
    if permitted == "no":
        yield _reading("impermissible")


def _on_regulation_72(case: Case, grounds: Sequence[Limb]) -> Iterator[Warning]:
    earlier = made_under(case.facts, "72(1)(b)", "72(1)(c)")
    if earlier:
        yield Warning(
            "The limit of 50 per cent is of each change by itself, but several must not be aimed at going round the "
            f"rules (reg 72(2)): {len(earlier)} made before on 72(1)(b) or (c). Each needs a notice of its own.",
            "V",
        )
    verdicts = {one.id: one.verdict for one in grounds}
    if case.facts.earlier_changes:
        yield _reading("whose_net")
    if case.value is not None and case.value < 0:
        yield _reading("reduction_counts")
    if verdicts.get("72(1)(e)") == "met":
        yield _reading("in_the_round")
    if case.facts.change.new_kind_of_supply:
        yield _reading("scope_kind")
    if verdicts.get("72(1)(d)") == "met":
        yield _reading("selection")


def _on_section_74(case: Case) -> Iterator[Warning]:
    facts = case.facts
    yield _reading("worked_out_value" if case.worked_out and facts.earlier_changes else "current_value")
    if facts.kind != "light_touch":
        yield _reading("every_dimension")
    if any(one.months for one in facts.earlier_changes or ()):
        yield _reading("term_each")
    if made_under(facts, *_LARGE):
        yield _reading("large_each")
    if any(one.value and one.value < 0 for one in facts.earlier_changes or ()) or (case.value or 0) < 0:
        yield _reading("aggregate_net")
    if any(one.value is not None and one.months is None for one in facts.earlier_changes or ()):
        yield _reading("earlier_months")
    if facts.change.provided_for:
        yield _reading("options")
    if facts.nation == "wales":
        yield _reading("wales")
    if facts.nation == "northern_ireland":
        yield _reading("northern_ireland")


def _worth(case: Case) -> str:
    worth = case.before if case.before is not None else case.facts.initial_value
    return "not known how much" if worth is None else both_figures(case, worth)


def _reading(code: str) -> Warning:
    found = law_of_changes().readings[code]
    return Warning(found.text, found.mark)
