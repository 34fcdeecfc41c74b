"""Say how closely a contract has to be managed: the nine questions, the tier, and what follows from it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from tallystick.contracts import models
from tallystick.contracts.actions.answering import keep_answers
from tallystick.contracts.actions.duties import follow_tier
from tallystick.contracts.actions.keeping import change_held, held
from tallystick.contracts.actions.reckoning import together
from tallystick.contracts.queries import methods
from tallystick.contracts.rules.segmentation import Decided, Segmented, decided, segment
from tallystick.councils.actions import check_moment
from tallystick.councils.rules.actors import Actor

BY_ANSWERS, BY_A_PERSON = "answers", "person"


def segment_contract(
    *, contract: int, answers: Mapping[str, Any], today: date, tier: str = "", why: str = "", by: Actor, at: datetime
) -> models.Answers:
    """Keeps answers to the nine questions, the tier that follows, and the duties that follow from the tier.

    answers: as `rules.questionnaires.answer`. tier: a person's own choice, "" to take what the answers give; one that
    differs needs `why`, and both are kept. Where the answers do not settle the tier and nobody chose one, the contract
    keeps the tier it has. Answers, tier, duties and log are one transaction.
    Raises NotThere, NotAllowed, NotAnAnswer; Refused for another tier without a reason.
    """
    check_moment(at)
    with transaction.atomic(), together(at=at):
        of = held(contract, by=by)
        questionnaire = methods.questionnaire(of.organisation.code, methods.SEGMENTATION)
        segmented = segment(questionnaire, answers)
        choice = decided(segmented, tier, why) if tier else None
        overridden = choice is not None and choice.overridden
        row = keep_answers(
            of, questionnaire, answers, segmented.result, today=today, chosen=tier if overridden else "",
            chosen_why=why if overridden else "", by=by, at=at, why=why,
        )  # fmt: skip
        settled = choice.tier if choice else segmented.tier
        if settled:
            change_held(of, of, _tier(settled, segmented, choice), what="segment_contract", by=by, at=at, why=why)
            follow_tier(of, questionnaire, by=by, at=at, today=today)
    return row


def _tier(tier: str, segmented: Segmented, choice: Decided | None) -> dict[str, str]:
    if choice is not None and choice.overridden:
        return {"tier": tier, "tier_how": BY_A_PERSON, "tier_why": choice.why}
    result = segmented.result
    shown = f"{result.score}" if result.score is not None else f"{result.low} to {result.high}"
    moved = [held.why for held in result.held if held.changed]
    why = f"The nine questions came to {shown} of {result.most}. {' '.join(moved)}".strip()
    return {"tier": tier, "tier_how": BY_ANSWERS, "tier_why": why}
