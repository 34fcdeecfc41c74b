from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.contracts.rules.questionnaires import NotAnAnswer, answer, strangers
from tallystick.reference.asking import Questionnaire
from tallystick.reference.asking_json import from_json, to_json
from tallystick.reference.questionnaires_shipped import shipped, shipped_one
from tests.contracts.rules.pages import example, page

HEAD = {
    "id": "small", "version": "1", "title": "Small", "about": "contract", "what": "w", "source": "s",
    "valid_from": "2026-01-01", "review_by": "2027-01-01",
}  # fmt: skip


def made(questions: list[dict[str, Any]], **more: Any) -> Questionnaire:
    bands = [
        {"outcome": "low", "name": "Low", "at_least_percent": 0, "means": "m"},
        {"outcome": "mid", "name": "Mid", "at_least_percent": 40, "means": "m"},
        {"outcome": "top", "name": "Top", "at_least_percent": 75, "means": "m"},
    ]
    return from_json({**HEAD, "questions": questions, "bands": bands, **more})


def choice(identity: str, points: list[int | None], weight: int = 1, **more: Any) -> dict[str, Any]:
    """A question with an option for each of `points`; None is one that means that the question does not apply."""
    options = [
        {"value": f"o{n}", "text": f"Option {n}", "points": p or 0, "applies": p is not None}
        for n, p in enumerate(points)
    ]
    return {"id": identity, "text": f"{identity}?", "kind": "choice", "weight": weight, "options": options, **more}


POINTS = st.lists(st.one_of(st.none(), st.integers(0, 4)), min_size=2, max_size=4)


@st.composite
def questionnaires(draw: st.DrawFn) -> Questionnaire:
    several = draw(st.lists(st.tuples(POINTS, st.integers(0, 3)), min_size=1, max_size=4))
    questions = [choice("q0", [0, 5])] + [choice(f"q{n}", p, w) for n, (p, w) in enumerate(several, 1)]
    rules = []
    for n in range(draw(st.integers(0, 3))):
        asked = draw(st.lists(st.sampled_from(questions), min_size=1, max_size=2, unique_by=lambda q: q["id"]))
        when = {
            q["id"]: draw(st.lists(st.sampled_from([o["value"] for o in q["options"]]), min_size=1, unique=True))
            for q in asked
        }
        moves = {draw(st.sampled_from(["at_least", "at_most"])): draw(st.sampled_from(["low", "mid", "top"]))}
        rules.append({"code": f"r{n}", "when": when, "why": "w", **moves})
    return made(questions, rules=rules)


def slowly(it: Questionnaire, chosen: dict[str, str]) -> tuple[int, int, str | None]:
    """Score, most and outcome of answers that are all there, worked out as a person would."""
    score = most = 0
    for question in it.questions:
        option = question.by_value[chosen[question.id]]
        if option.applies:
            score += option.points * question.weight
            most += max(o.points for o in question.options) * question.weight
    if not most:
        return score, most, None
    place = max(n for n, band in enumerate(it.bands) if Decimal(score) / most * 100 >= band.at_least_percent)
    for rule in it.rules:
        if all(chosen[question] in values for question, values in rule.when):
            if rule.at_least:
                place = max(place, it.outcomes.index(rule.at_least))
            else:
                place = min(place, it.outcomes.index(rule.at_most or ""))
    return score, most, it.outcomes[place]


@given(questionnaires(), st.data())
def test_whatever_is_not_known_every_way_to_fill_it_in_is_told_and_nothing_else(it: Questionnaire, data: st.DataObject):
    values = {q.id: list(q.by_value) for q in it.questions}
    given_answers = {q: data.draw(st.sampled_from([*v, None]), label=q) for q, v in values.items()}
    ways = product(*(v if given_answers[q] is None else [given_answers[q]] for q, v in values.items()))
    every = [slowly(it, dict(zip(values, way, strict=True))) for way in ways]  # type: ignore[arg-type]
    found = answer(it, given_answers)
    outcomes = {outcome for _, _, outcome in every}
    assert set(found.outcomes) == outcomes - {None}
    assert found.outcome == (next(iter(outcomes)) if len(outcomes) == 1 else None)
    assert found.low == min(score for score, _, _ in every)
    assert found.high == max(score for score, _, _ in every)
    assert found.most == max(most for _, most, _ in every)
    if None not in given_answers.values():
        ((score, most, outcome),) = every
        assert (found.score, found.most, found.outcome) == (score, most, outcome)
        assert found.percent == (score * 100 // most if most else None)
        assert score == sum(reason.score or 0 for reason in found.reasons if reason.applies)
        assert most == sum(reason.most for reason in found.reasons)


def test_the_worked_example():
    said, gives = example("questionnaires")
    found = answer(shipped_one("supplier-standard"), said)
    assert gives == {
        "outcome": found.outcome,
        "outcomes": list(found.outcomes),
        "score": found.score,
        "low": found.low,
        "high": found.high,
        "most": found.most,
        "unanswered": list(found.unanswered),
    }


def test_the_page_counts_the_questions_of_each():
    for it in shipped().values():
        (row,) = [line for line in page("questionnaires").splitlines() if f"`{it.id}`" in line and "|" in line]
        assert f"| {it.about} | {len(it.questions)} |" in row
        assert row.endswith(f"| {', '.join(band.name.lower() for band in it.bands)} |")


def test_answers_are_compared_by_what_they_say():
    it = shipped_one("segmentation")
    said = {"customer_impact": " HIGH ", "correction": "Internal or limited supplier", "complexity": "some-specialist"}
    found = {r.question: r.answer for r in answer(it, said).reasons}
    assert found["customer_impact"] == "high"
    assert found["correction"] == "internal_or_limited_supplier"
    assert found["complexity"] == "some_specialist"
    for yes in (True, "yes", "Yes", "YES"):
        assert {r.question: r.answer for r in answer(it, {"statutory": yes}).reasons}["statutory"] == "yes"
    for few in ("1-4", "1–4", 3, "3", Decimal("3.0")):
        found = {r.question: r.answer for r in answer(it, {"alternative_suppliers": few}).reasons}
        assert found["alternative_suppliers"] == "few"


@pytest.mark.parametrize("nothing", [None, "", "  ", "unknown", "Not known", {"value": None}, {"evidence": "x"}])
def test_what_is_not_known_is_no_answer(nothing: object):
    found = answer(shipped_one("segmentation"), {"statutory": nothing})
    assert "statutory" in found.unanswered


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("customer_impact", "huge"),
        ("customer_impact", 3),
        ("customer_impact", True),
        ("customer_impact", ["low"]),
        ("statutory", "perhaps"),
        ("alternative_suppliers", -1),
        ("alternative_suppliers", "2.5"),
        ("alternative_suppliers", True),
        ("alternative_suppliers", 2.0),
        ("alternative_suppliers", "9" * 400),
        ("total_spend", "-1"),
        ("total_spend", "lots"),
        ("total_spend", 50000.0),
        ("total_spend", False),
        ("total_spend", "€5"),
        ("total_spend", Decimal("NaN")),
    ],
)
def test_what_is_no_answer_is_refused_by_field(question: str, said: object):
    with pytest.raises(NotAnAnswer) as no:
        answer(shipped_one("segmentation"), {question: said})
    assert no.value.field == question
    assert len(str(no.value)) < 300


def test_a_question_that_has_to_be_answered():
    it = made([choice("q", [0, 1], unknown=False)])
    with pytest.raises(NotAnAnswer, match="has to be answered"):
        answer(it, {})


def test_words_are_kept_and_count_for_nothing():
    it = made([choice("q", [0, 1]), {"id": "why", "text": "Why?", "kind": "text"}])
    found = answer(it, {"q": "o1", "why": " Because. "})
    assert (found.outcome, found.score, found.most) == ("top", 1, 1)
    assert found.reasons[1].answer == "Because."
    assert answer(it, {"q": "o1"}).unanswered == ("why",)
    assert answer(it, {"q": "o1"}).outcome == "top"
    with pytest.raises(NotAnAnswer, match="in words"):
        answer(it, {"why": 3})


def test_nothing_applies_and_so_there_is_no_outcome():
    it = made([choice("q", [0, 1, None])])
    found = answer(it, {"q": "o2"})
    assert (found.outcome, found.outcomes, found.percent, found.most) == (None, (), None, 0)
    assert answer(it, {}).outcome is None


def test_a_border_is_not_rounded_to():
    it = made([choice("q", [0, 74, 75, 100])])
    assert [answer(it, {"q": f"o{n}"}).outcome for n in range(4)] == ["low", "mid", "top", "top"]
    thirds = made([choice(f"q{n}", [0, 1]) for n in range(3)])
    assert answer(thirds, {"q0": "o1", "q1": "o1", "q2": "o0"}).outcome == "mid"


def test_a_stranger_is_named():
    assert strangers(shipped_one("segmentation"), {"statutory": "yes", "reputaton": "low"}) == ("reputaton",)


def test_all_twenty_one_not_known_are_gone_through():
    found = answer(shipped_one("value-for-money"), {})
    assert found.outcomes == ("not_ready", "partly_ready", "ready")
    assert (found.low, found.high, found.most) == (0, 42, 42)


def test_an_answer_keeps_its_version_and_a_council_may_weigh_otherwise():
    said = to_json(shipped_one("segmentation"))
    heavier = [{**q, "weight": 40} if q["id"] == "holds_data" else q for q in said["questions"]]
    own = from_json({**said, "version": "1-ours", "questions": heavier})
    low = {q.id: min(q.options, key=lambda o: o.points).value for q in own.questions}
    assert answer(own, {**low, "holds_data": "yes"}).version == "1-ours"
    assert answer(own, {**low, "holds_data": "yes"}).outcome == "operational"
    assert answer(shipped_one("segmentation"), {**low, "holds_data": "yes"}).outcome == "transactional"
