"""Answers in; a score, an outcome and the reasons out, for any questionnaire. Pure. docs/rules/questionnaires.md.

An answer that is not known is never taken to be anything: what it could be gives a range of scores, and every outcome
that the answers still allow.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tallystick.contracts.rules.questionnaires_range import by_score, moved, reach
from tallystick.kit.errors import Refused
from tallystick.kit.money import pounds_for_people, read_amount
from tallystick.reference.asking import Option, Question, Questionnaire
from tallystick.reference.asking_json import UNKNOWN_WORDS, folded


class NotAnAnswer(Refused):
    """Something that is no answer to the question named by `field`."""

    def __init__(self, field: str, reason: str, *, what_to_do: str = "") -> None:
        super().__init__(reason, what_to_do=what_to_do)
        self.field = field


@dataclass(frozen=True)
class Reason:
    """What one question came to.

    answer: the option's value; of a text its words; None where not known. given: the answer in words, with the figure
    where it was one. score: points × weight, None where not known. most: what the question could have scored.
    applies: False where the answer says that the question does not. then: what to do about it, or "".
    """

    question: str
    text: str
    answer: str | None
    given: str
    points: int | None
    weight: int
    score: int | None
    most: int
    applies: bool
    why: str
    evidence: str
    then: str


@dataclass(frozen=True)
class Held:
    """An overriding rule whose answers were given. changed: whether it moved the outcome; None with no score."""

    code: str
    why: str
    changed: bool | None


@dataclass(frozen=True)
class Result:
    """What the answers come to, by one version of a questionnaire.

    score: None where something is not known and could change it; low and high are then what it could be. most: the
    most that could be scored by the questions that apply. percent: of most, rounded down; None with score, and where
    nothing applies. outcome: None unless every way to fill in what is not known gives the same. outcomes: all that are
    possible, in the order of the bands.
    """

    questionnaire: str
    version: str
    score: int | None
    low: int
    high: int
    most: int
    percent: int | None
    outcome: str | None
    outcomes: tuple[str, ...]
    reasons: tuple[Reason, ...]
    unanswered: tuple[str, ...]
    held: tuple[Held, ...]

    @property
    def to_do(self) -> tuple[Reason, ...]:
        """The reasons that say what to do."""
        return tuple(reason for reason in self.reasons if reason.then)


def answer(questionnaire: Questionnaire, answers: Mapping[str, Any]) -> Result:
    """What `answers` come to.

    answers: question id → answer, or an object of `value` and `evidence`. An answer to a choice is an option's value or
    text; to a number a whole number, or an option's text; to money pounds (text, whole number or Decimal; never a
    float), or an option's text. None, "" and "not known" are not known, and so is what is left out. Questions that the
    questionnaire does not have are not looked at; `strangers` names them.
    Raises NotAnAnswer for what is no answer, and for what is not known where the question does not allow that.
    """
    given = {question.id: _given(question, answers.get(question.id)) for question in questionnaire.questions}
    reasons = tuple(_reason(question, *given[question.id]) for question in questionnaire.questions)
    chosen = {question: option for question, (option, _, _) in given.items() if option is not None}
    reached = reach(questionnaire, chosen)
    known = reached.low == reached.high and len(reached.scales) == 1
    most = max(reached.scales)
    return Result(
        questionnaire=questionnaire.id,
        version=questionnaire.version,
        score=reached.low if known else None,
        low=reached.low,
        high=reached.high,
        most=most,
        percent=reached.low * 100 // most if known and most else None,
        outcome=reached.outcome,
        outcomes=reached.outcomes,
        reasons=reasons,
        unanswered=tuple(reason.question for reason in reasons if reason.answer is None),
        held=_held(questionnaire, chosen, reached.low if known else None, most),
    )


def strangers(questionnaire: Questionnaire, answers: Mapping[str, Any]) -> tuple[str, ...]:
    """Keys of `answers` that are no question of the questionnaire."""
    return tuple(key for key in answers if key not in questionnaire.by_id)


def without_evidence(questionnaire: Questionnaire, result: Result) -> tuple[str, ...]:
    """Questions that ask what shows the answer, were answered, and were shown nothing."""
    asked = {question.id for question in questionnaire.questions if question.evidence}
    return tuple(
        reason.question
        for reason in result.reasons
        if reason.question in asked and reason.answer and not reason.evidence
    )


def _given(question: Question, said: Any) -> tuple[Option | None, str, str]:
    """The option, the answer in words and the evidence. Of what is not known, (None, "", evidence)."""
    evidence = ""
    if isinstance(said, Mapping):
        evidence = str(said.get("evidence") or "").strip()
        said = said.get("value")
    if said is None or (isinstance(said, str) and folded(said) in UNKNOWN_WORDS):
        if not question.unknown and question.kind != "text":
            raise NotAnAnswer(question.id, f"“{question.text}” has to be answered.", what_to_do=_allowed(question))
        return None, "", evidence
    if question.kind == "text":
        if not isinstance(said, str):
            raise NotAnAnswer(question.id, f"“{question.text}” is answered in words.")
        return None, said.strip(), evidence
    option, words = _option(question, said)
    return option, words, evidence


def _option(question: Question, said: Any) -> tuple[Option, str]:
    if isinstance(said, bool):
        said = ("yes" if said else "no") if question.kind == "yes_no" else str(said).lower()
    if isinstance(said, str):
        word = folded(said)
        for option in question.options:
            if word in (option.value, folded(option.value), folded(option.text)):
                return option, option.text
    if question.kind == "number":
        number = _number(question, said)
        return _range(question, number), f"{number:,}"
    if question.kind == "money":
        pence = _pence(question, said)
        return _range(question, pence), pounds_for_people(pence)
    raise NotAnAnswer(question.id, f"{_shown(said)} is no answer to “{question.text}”", what_to_do=_allowed(question))


def _number(question: Question, said: Any) -> int:
    if isinstance(said, Decimal) and said.is_finite() and said == said.to_integral_value():
        said = int(said)
    text = str(said).strip().replace(",", "")
    if isinstance(said, int | str | Decimal) and text.isascii() and text.isdigit() and len(text) <= 10:
        return int(text)
    raise NotAnAnswer(
        question.id, f"{_shown(said)} is no number of 0 or more, which “{question.text}” asks for.", what_to_do=""
    )


def _pence(question: Question, said: Any) -> int:
    text = format(said, "f") if isinstance(said, Decimal) and said.is_finite() else str(said)
    amount = read_amount(text) if isinstance(said, int | str | Decimal) else None
    if amount is None or amount.pence < 0:
        raise NotAnAnswer(
            question.id,
            f"{_shown(said)} is no amount of pounds of 0 or more, which “{question.text}” asks for.",
            what_to_do="Give it such as 1234.50.",
        )
    return amount.pence


def _range(question: Question, number: int) -> Option:
    return [option for option in question.options if (option.at_least or 0) <= number][-1]


def _allowed(question: Question) -> str:
    if question.kind in ("number", "money"):
        return "Give a number of 0 or more." if question.kind == "number" else "Give pounds, such as 1234.50."
    return f"Answers are {', '.join(option.value for option in question.options)}."


def _shown(said: Any) -> str:
    text = str(said)
    return f"“{text[:60]}…”" if len(text) > 60 else f"“{text}”"


def _reason(question: Question, option: Option | None, words: str, evidence: str) -> Reason:
    if option is None:
        text = question.kind == "text"
        why = words if text else f"Not known: from {_least(question)} to {question.most} of {question.most}."
        return Reason(
            question=question.id,
            text=question.text,
            answer=words if text and words else None,
            given=words,
            points=None,
            weight=question.weight,
            score=0 if text else None,
            most=question.most,
            applies=not text,
            why=why,
            evidence=evidence,
            then="",
        )
    score = option.points * question.weight
    counted = f"{option.points} × {question.weight} = {score} of {question.most}"
    shown = option.text if words == option.text else f"{option.text} ({words})"
    return Reason(
        question=question.id,
        text=question.text,
        answer=option.value,
        given=words,
        points=option.points,
        weight=question.weight,
        score=score,
        most=question.most if option.applies else 0,
        applies=option.applies,
        why=f"{shown}: {counted if option.applies else 'left out of the sum'}.",
        evidence=evidence,
        then=option.then,
    )


def _least(question: Question) -> int:
    return question.weight * min(option.points for option in question.options)


def _held(it: Questionnaire, chosen: Mapping[str, Option], score: int | None, most: int) -> tuple[Held, ...]:
    """The rules whose answers were all given, in order."""
    found = []
    outcome = by_score(it, score, most) if score is not None else None
    for rule in it.rules:
        if all(question in chosen and chosen[question].value in values for question, values in rule.when):
            then = moved(it, rule, outcome) if outcome is not None else None
            found.append(Held(rule.code, rule.why, None if outcome is None else then != outcome))
            outcome = then
    return tuple(found)
