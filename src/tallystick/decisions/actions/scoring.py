"""Keep what each scorer gave each option, and what was agreed from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation

from django.db import transaction

from tallystick.contracts.actions.keeping import NotAcceptable
from tallystick.councils.actions import check_moment
from tallystick.councils.rules.actors import Actor
from tallystick.decisions import models
from tallystick.decisions.actions.holding import check_open, held_decision, log
from tallystick.decisions.actions.involving import check_speaks, held_part
from tallystick.decisions.queries.answering import current
from tallystick.decisions.rules.appraisal_criteria import Weighed, weighed_from_json
from tallystick.decisions.rules.appraisal_names import options_named
from tallystick.kit.errors import Refused

_LARGEST = Decimal(10) ** 8
_LONGEST = 300
"""Characters of a name under which a score is kept."""
_LONGEST_WHY = 2000


@dataclass(frozen=True)
class Given:
    """What an option is given on a criterion, and why. value: None takes back what was given before."""

    option: str
    criterion: str
    value: str | Decimal | None
    why: str = ""


class NotAllAcceptable(NotAcceptable):
    """Scores of which none is kept, because some are refused. of_each: by place among them, what is wrong by field."""

    def __init__(self, of_each: dict[int, dict[str, str]]) -> None:
        super().__init__({str(at): "; ".join(wrong.values()) for at, wrong in of_each.items()})
        self.of_each = of_each


@dataclass(frozen=True)
class _Asked:
    """What there is to score. options: their names."""

    options: list[str]
    weighed: Weighed


def give_score(
    *, decision: int, scorer: int, option: str, criterion: str, value: str | Decimal | None, why: str = "", by: Actor,
    at: datetime,
) -> models.Score:  # fmt: skip
    """What a scorer gives. value: None takes it back. Earlier ones stay in the record.

    Raises NotThere, NotAllowed, NotAcceptable; Refused once the decision was put to those who decide.
    """
    return _one(decision, scorer, ("scorer",), Given(option, criterion, value, why), by, at)


def agree_score(
    *, decision: int, moderator: int, option: str, criterion: str, value: str | Decimal | None, why: str, by: Actor,
    at: datetime,
) -> models.Score:  # fmt: skip
    """What was agreed for all, and why: the scorers' own stay beside it. Raises as `give_score`."""
    return _one(decision, moderator, ("moderator",), Given(option, criterion, value, why), by, at)


def give_scores(
    *, decision: int, involved: int, scores: Sequence[Given], by: Actor, at: datetime
) -> list[models.Score]:  # fmt: skip
    """What a scorer gives, or what a moderator agreed: all of it, or none where one is refused.

    Raises NotAllAcceptable for scores that cannot be kept; else as `give_score`.
    """
    return _given(decision, involved, ("scorer", "moderator"), scores, by, at)


def _one(decision: int, who: int, roles: tuple[str, ...], given: Given, by: Actor, at: datetime) -> models.Score:
    try:
        return _given(decision, who, roles, [given], by, at)[0]
    except NotAllAcceptable as no:
        raise NotAcceptable(no.of_each[0]) from None


def _given(
    decision: int, who: int, roles: tuple[str, ...], scores: Sequence[Given], by: Actor, at: datetime
) -> list[models.Score]:  # fmt: skip
    check_moment(at)
    with transaction.atomic():
        of = held_decision(decision, by=by, permission=None)
        row = held_part(of, who)
        if row.role not in roles:
            raise NotAcceptable({"scorer": f"{row.name} has another part in this decision"})
        check_speaks(by, of, row)
        check_open(of)
        figures = _checked(_asked(of), scores, agreed=row.role == "moderator")
        return [_kept(of, row, one, figure, by, at) for one, figure in zip(scores, figures, strict=True)]


def _kept(
    of: models.Decision, row: models.Involved, one: Given, figure: Decimal | None, by: Actor, at: datetime
) -> models.Score:  # fmt: skip
    made = models.Score(
        decision=of, scorer=row, option=one.option, criterion=one.criterion, agreed=row.role == "moderator",
        value=figure, why=one.why.strip(), made_by_id=by.person, made_at=at,
    )  # fmt: skip
    made.save(force_insert=True)
    log("agree_score" if made.agreed else "give_score", made, of, None, by=by, at=at)
    return made


def _asked(of: models.Decision) -> _Asked:
    """Raises Refused where nothing says what is scored."""
    appraisal = current(of, "appraisal")
    if appraisal is None:
        raise Refused("There are no options to score yet.", what_to_do="Write the options and the criteria first.")
    return _Asked(options_named(appraisal.said), weighed_from_json(appraisal.said))


def _checked(asked: _Asked, scores: Sequence[Given], *, agreed: bool) -> list[Decimal | None]:
    """The figure of each score. Raises NotAllAcceptable."""
    found, wrong = [], {}
    for at, one in enumerate(scores):
        try:
            found.append(_figure(asked, one, agreed=agreed))
        except NotAcceptable as no:
            wrong[at] = no.fields
    if wrong:
        raise NotAllAcceptable(wrong)
    return found


def _figure(asked: _Asked, one: Given, *, agreed: bool) -> Decimal | None:
    """The figure, on the scale of its criterion; None for none. Raises NotAcceptable."""
    _check_named(asked, one)
    if len(one.why) > _LONGEST_WHY:
        raise NotAcceptable({"why": f"Say why in {_LONGEST_WHY:,} characters at most"})
    if one.value is None or one.value == "":
        return None
    if agreed and not one.why.strip():
        raise NotAcceptable({"why": "Say how it was agreed"})
    try:
        figure = Decimal(one.value)
    except InvalidOperation as no:
        raise NotAcceptable({"value": "Give a number"}) from no
    if not figure.is_finite() or abs(figure) > _LARGEST or figure != round(figure, 4):
        raise NotAcceptable({"value": "Give a number with at most four decimal places"})
    if one.criterion in asked.weighed.gates and figure not in (0, 1):
        raise NotAcceptable({"value": "Give 1 where the option passes, and 0 where it does not"})
    scale = next((found.scale for found in asked.weighed.criteria if found.name == one.criterion), None)
    if scale and not min(scale) <= figure <= max(scale):
        raise NotAcceptable({"value": f"Give a number from {float(min(scale)):g} to {float(max(scale)):g}"})
    return figure


def _check_named(asked: _Asked, one: Given) -> None:
    if one.option not in asked.options:
        raise NotAcceptable({"option": "There is no such option to choose"})
    if one.criterion not in [*asked.weighed.gates, *(found.name for found in asked.weighed.criteria)]:
        raise NotAcceptable({"criterion": "There is no such criterion to choose"})
    for field, name in (("option", one.option), ("criterion", one.criterion)):
        if len(name) > _LONGEST:
            raise NotAcceptable({field: f"Scores are kept under names of {_LONGEST} characters at most: shorten it"})
