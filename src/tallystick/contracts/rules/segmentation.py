"""Is a contract major, operational or transactional, and what follows. Pure. docs/rules/segmentation.md."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tallystick.contracts.rules.questionnaires import Result, answer
from tallystick.kit.errors import Refused
from tallystick.reference.asking import Duty, Questionnaire, Requirement

TIERS = ("transactional", "operational", "major")
"""From the least governance to the most."""

ALTERNATIVES, SOLE = "alternative_suppliers", "none"
"""The question, and the answer to it, that make a sole supplier."""


@dataclass(frozen=True)
class Segmented:
    """tier: None unless every way to fill in what is not known gives it. tiers: those possible, least first.

    sole_supplier: None where the number of alternatives is not known. duties, requirements: what follows from the tier;
    none where it is not known.
    """

    tier: str | None
    tiers: tuple[str, ...]
    result: Result
    sole_supplier: bool | None
    duties: tuple[Duty, ...]
    requirements: tuple[Requirement, ...]


@dataclass(frozen=True)
class Decided:
    """The tier that holds. overridden: whether a person chose another than the answers give, and why."""

    tier: str
    overridden: bool
    why: str


def segment(questionnaire: Questionnaire, answers: Mapping[str, Any]) -> Segmented:
    """The tier that `answers` give by this version of the questionnaire.

    Raises NotAnAnswer as `questionnaires.answer` does, and Refused where the questionnaire has other tiers.
    """
    if questionnaire.outcomes != TIERS:
        raise Refused(
            f"“{questionnaire.title}” does not sort contracts into {', '.join(TIERS)}, in that order.",
            what_to_do="Segmentation needs these three outcomes.",
        )
    result = answer(questionnaire, answers)
    alternatives = {reason.question: reason.answer for reason in result.reasons}.get(ALTERNATIVES)
    consequence = questionnaire.consequence(result.outcome) if result.outcome else None
    return Segmented(
        tier=result.outcome,
        tiers=result.outcomes,
        result=result,
        sole_supplier=None if alternatives is None else alternatives == SOLE,
        duties=consequence.duties if consequence else (),
        requirements=consequence.requirements if consequence else (),
    )


def decided(segmented: Segmented, tier: str, why: str) -> Decided:
    """The tier as a person decides it.

    Raises Refused for what is no tier, and for another than the answers give where `why` is empty.
    """
    if tier not in TIERS:
        raise Refused(f"“{tier}” is no tier.", what_to_do=f"Tiers are {', '.join(TIERS)}.")
    overridden = tier != segmented.tier
    if overridden and not why.strip():
        given = f"The answers give {segmented.tier}" if segmented.tier else "The answers do not settle the tier"
        raise Refused(f"{given}, and no reason was given for {tier}.", what_to_do="Say why.")
    return Decided(tier, overridden, why.strip())
