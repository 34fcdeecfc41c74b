"""Keep what each scorer gave each option, and what was agreed from it."""

from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import transaction

from tallystick.contracts.actions.keeping import NotAcceptable
from tallystick.councils.actions import check_moment
from tallystick.councils.rules.actors import Actor
from tallystick.decisions import models
from tallystick.decisions.actions.holding import check_open, held_decision, log
from tallystick.decisions.actions.involving import check_speaks, held_part
from tallystick.decisions.queries.answering import current
from tallystick.decisions.rules.appraisal_criteria import weighed_from_json
from tallystick.kit.errors import Refused

_LARGEST = Decimal(10) ** 8


def give_score(
    *, decision: int, scorer: int, option: str, criterion: str, value: str | Decimal | None, why: str = "", by: Actor,
    at: datetime,
) -> models.Score:  # fmt: skip
    """What a scorer gives. value: None takes it back. Earlier ones stay in the record.

    Raises NotThere, NotAllowed, NotAcceptable; Refused once the decision was put to those who decide.
    """
    return _given(decision, scorer, "scorer", option, criterion, value, why, by, at)


def agree_score(
    *, decision: int, moderator: int, option: str, criterion: str, value: str | Decimal | None, why: str, by: Actor,
    at: datetime,
) -> models.Score:  # fmt: skip
    """What was agreed for all, and why: the scorers' own stay beside it. Raises as `give_score`."""
    if value is not None and not why.strip():
        raise NotAcceptable({"why": "Say how it was agreed"})
    return _given(decision, moderator, "moderator", option, criterion, value, why, by, at)


def _given(
    decision: int, who: int, role: str, option: str, criterion: str, value: str | Decimal | None, why: str, by: Actor,
    at: datetime,
) -> models.Score:  # fmt: skip
    check_moment(at)
    with transaction.atomic():
        of = held_decision(decision, by=by, permission=None)
        row = held_part(of, who)
        if row.role != role:
            raise NotAcceptable({"scorer": f"{row.name} has another part in this decision"})
        check_speaks(by, of, row)
        check_open(of)
        made = models.Score(
            decision=of, scorer=row, option=option, criterion=criterion, agreed=role == "moderator",
            value=_checked(of, option, criterion, value), why=why.strip(), made_by_id=by.person, made_at=at,
        )  # fmt: skip
        made.save(force_insert=True)
        log("agree_score" if made.agreed else "give_score", made, of, None, by=by, at=at)
    return made


def _checked(of: models.Decision, option: str, criterion: str, value: str | Decimal | None) -> Decimal | None:
    """The figure, on the scale of its criterion. Raises NotAcceptable; Refused where nothing says what is scored."""
    appraisal = current(of, "appraisal")
    if appraisal is None:
        raise Refused("There are no options to score yet.", what_to_do="Write the options and the criteria first.")
    said: dict[str, Any] = appraisal.said
    weighed = weighed_from_json(said)
    scales = {one.name: one.scale for one in weighed.criteria}
    if option not in said.get("options", []):
        raise NotAcceptable({"option": "There is no such option to choose"})
    if criterion not in scales and criterion not in weighed.gates:
        raise NotAcceptable({"criterion": "There is no such criterion to choose"})
    if value is None or value == "":
        return None
    try:
        figure = Decimal(value)
    except InvalidOperation as no:
        raise NotAcceptable({"value": "Give a number"}) from no
    if not figure.is_finite() or abs(figure) > _LARGEST or figure != round(figure, 4):
        raise NotAcceptable({"value": "Give a number with at most four decimal places"})
    if criterion in weighed.gates and figure not in (0, 1):
        raise NotAcceptable({"value": "Give 1 where the option passes, and 0 where it does not"})
    scale = scales.get(criterion)
    if scale and not min(scale) <= figure <= max(scale):
        raise NotAcceptable({"value": f"Give a number from {float(min(scale)):g} to {float(max(scale)):g}"})
    return figure
