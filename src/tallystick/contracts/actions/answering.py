"""Keep answers to a questionnaire about a contract, with the edition that was answered, and take on what to do."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from tallystick.contracts import models
from tallystick.contracts.actions.duties import add_duties
from tallystick.contracts.actions.keeping import NotAcceptable, add_held, held, held_row
from tallystick.contracts.actions.reckoning import together
from tallystick.contracts.queries import methods
from tallystick.contracts.rules.governance import Planned, plan
from tallystick.contracts.rules.questionnaires import Result, answer, strangers
from tallystick.councils.actions import check_moment
from tallystick.councils.rules.actors import Actor
from tallystick.kit.errors import Refused
from tallystick.reference.asking import Questionnaire
from tallystick.reference.asking_json import to_json


def answer_questionnaire(
    *, contract: int, questionnaire: str, answers: Mapping[str, Any], today: date, by: Actor, at: datetime,
    why: str = "",
) -> models.Answers:  # fmt: skip
    """Keeps answers to a questionnaire, by its name. The nine questions are answered by `segment_contract`.

    Raises NotThere, NotAllowed, NotAnAnswer; Refused where there is no such questionnaire.
    """
    check_moment(at)
    with transaction.atomic():
        of = held(contract, by=by)
        if questionnaire == methods.SEGMENTATION:
            raise Refused("These answers decide the tier.", what_to_do="Segment the contract.")
        it = methods.questionnaire(of.organisation.code, questionnaire)
        return keep_answers(of, it, answers, answer(it, answers), today=today, by=by, at=at, why=why)


def keep_answers(
    of: models.Contract, it: Questionnaire, answers: Mapping[str, Any], result: Result, *, today: date,
    chosen: str = "", chosen_why: str = "", by: Actor, at: datetime, why: str,
) -> models.Answers:  # fmt: skip
    """For verbs of this shelf that hold the contract: a row of answers. Raises Refused for answers to no question."""
    if unknown := strangers(it, answers):
        raise Refused(f"There is no question {', '.join(unknown)}.", what_to_do="Answer the questions there are.")
    row = add_held(
        models.Answers(contract=of),
        {
            "questionnaire": it.id,
            "edition": it.version,
            "content": to_json(it),
            "answers": {name: _kept(said) for name, said in answers.items()},
            "score": result.score,
            "most": result.most,
            "outcome": result.outcome or "",
            "chosen_outcome": chosen,
            "chosen_why": chosen_why,
            "answered_on": today,
        },
        by=by, at=at, why=why, what=f"answer_{it.id.replace('-', '_')}",
    )  # fmt: skip
    assert isinstance(row, models.Answers)
    return row


def take_on_duties(
    *, contract: int, answers: int, questions: Sequence[str] = (), codes: Sequence[str] = (), due: date | None,
    today: date, by: Actor, at: datetime, why: str = "",
) -> int:  # fmt: skip
    """Makes duties of what answers say is to be done; gives how many are new.

    questions: of the answers, whose `then` is to be done by `due`. codes: duties that follow from the outcome.
    Raises NotThere, NotAllowed; NotAcceptable where a day is wanting, or nothing was chosen.
    """
    check_moment(at)
    if questions and due is None:
        raise NotAcceptable({"due": "Say by when"})
    with transaction.atomic(), together(at=at):
        of = held(contract, by=by)
        row = held_row(of, "answers", answers)
        assert isinstance(row, models.Answers)
        it = methods.answered(row.content)
        result = answer(it, row.answers)
        wanted = [_to_do(reason.question, reason.then, reason.text, due) for reason in result.to_do]
        chosen = [one for one in wanted if one.code in questions]
        if result.outcome:
            follows = plan(it.consequence(result.outcome), start=row.answered_on, end=of.end, today=today)
            chosen += [one for one in follows if one.code in codes]
        if not chosen:
            raise NotAcceptable({"questions": "Choose what is to be done"})
        return add_duties(of, chosen, f"{it.id}:{row.pk}", by=by, at=at, why=why)


def _to_do(question: str, what: str, asked: str, due: date | None) -> Planned:
    return Planned(
        code=question, what=what, due=due, every_months=None, frequency="once", who="contract_manager", lead_days=14,
        why=asked, counted_from=None, until=None,
    )  # fmt: skip


def _kept(said: Any) -> Any:
    """An answer as JSON keeps it, exact: figures as texts."""
    if isinstance(said, Mapping):
        return {"value": _kept(said.get("value")), "evidence": str(said.get("evidence") or "").strip()}
    return said if said is None or isinstance(said, bool | int | str) else str(said)
