from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.contracts.rules.segmentation import TIERS, decided, segment
from tallystick.kit.errors import Refused
from tallystick.reference.asking import WHO, Consequence
from tallystick.reference.questionnaires_shipped import shipped_one
from tests.contracts.rules.pages import example, page

NINE = shipped_one("segmentation")
RISING = {
    question.id: [o.value for o in sorted(question.options, key=lambda option: option.points)]
    for question in NINE.questions
}
"""Each question's answers, the least risky first."""

ANSWERS = st.fixed_dictionaries({question: st.sampled_from(values) for question, values in RISING.items()})
PARTLY = st.fixed_dictionaries({question: st.sampled_from([*values, None]) for question, values in RISING.items()})
LEAST = {question: values[0] for question, values in RISING.items()}
MOST = {question: values[-1] for question, values in RISING.items()}


def asked_by(consequence: Consequence) -> set[str]:
    return {one.code for one in consequence.requirements if one.needed}


def test_the_worked_example():
    said, gives = example("segmentation")
    found = segment(NINE, said)
    assert gives == {
        "tier": found.tier,
        "tiers": list(found.tiers),
        "score": found.result.score,
        "range": {"low": found.result.low, "high": found.result.high},
        "most": found.result.most,
        "unknown": list(found.result.unanswered),
        "sole_supplier": found.sole_supplier,
    }


def test_the_questions_are_the_nine_of_the_source():
    assert {question.id: {option.value for option in question.options} for question in NINE.questions} == {
        "customer_impact": {"low", "localised", "medium", "high"},
        "statutory": {"yes", "no"},
        "reputation": {"low", "medium", "high"},
        "holds_data": {"yes", "no"},
        "correction": {"quick", "internal_or_limited_supplier", "considerable"},
        "complexity": {"non_essential", "some_specialist", "specialist", "complex"},
        "alternative_suppliers": {"none", "few", "some", "many"},
        "strategy": {"indirect", "contributes", "essential"},
        "total_spend": {"under_50k", "50k_to_99k", "100k_to_499k", "500k_to_999k", "1m_and_more"},
    }
    assert NINE.most == 100


def test_the_ends_and_the_middle():
    assert segment(NINE, LEAST).tier == "transactional"
    assert segment(NINE, LEAST).result.score == 0
    assert segment(NINE, MOST).tier == "major"
    assert segment(NINE, MOST).result.score == 100
    middle = {question: values[len(values) // 2] for question, values in RISING.items()}
    assert segment(NINE, {**middle, "statutory": "no", "holds_data": "no"}).tier == "operational"


@given(ANSWERS, st.sampled_from(sorted(RISING)))
def test_a_riskier_answer_never_makes_it_less_managed(answers: dict[str, str], question: str):
    tiers = [TIERS.index(segment(NINE, {**answers, question: value}).tier or "") for value in RISING[question]]
    assert tiers == sorted(tiers)


@given(PARTLY)
def test_what_is_not_known_gives_every_tier_that_it_could_and_no_other(answers: dict[str, str | None]):
    open_questions = [question for question, value in answers.items() if value is None][:4]
    known = {q: v if v is not None else RISING[q][0] for q, v in answers.items() if q not in open_questions}
    every = [
        segment(NINE, {**known, **dict(zip(open_questions, values, strict=True))})
        for values in product(*(RISING[question] for question in open_questions))
    ]
    found = segment(NINE, known)
    assert set(found.tiers) == {one.tier for one in every}
    assert found.result.low == min(one.result.score or 0 for one in every)
    assert found.result.high == max(one.result.score or 0 for one in every)
    assert found.tier == (found.tiers[0] if len(found.tiers) == 1 else None)


def test_nothing_known_is_any_tier_and_no_duty():
    found = segment(NINE, {})
    assert found.tier is None
    assert found.tiers == TIERS
    assert (found.result.score, found.result.low, found.result.high) == (None, 0, 100)
    assert (found.duties, found.requirements, found.sole_supplier) == ((), (), None)


OTHERS = {0: "none", 1: "few", 4: "few", 5: "some", 9: "some", 10: "many", 500: "many"}


@pytest.mark.parametrize(("number", "option"), OTHERS.items())
def test_numbers_of_other_suppliers(number: int, option: str):
    found = segment(NINE, {**LEAST, "alternative_suppliers": number})
    assert {r.question: r.answer for r in found.result.reasons}["alternative_suppliers"] == option
    assert found.sole_supplier is (number == 0)


def test_a_sole_supplier_is_riskiest_and_is_said():
    scores = [segment(NINE, {**LEAST, "alternative_suppliers": number}).result.score or 0 for number in (0, 1, 5, 10)]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 4
    (why,) = [r.why for r in segment(NINE, {"alternative_suppliers": 0}).result.reasons if r.answer == "none"]
    assert "sole supplier" in why


@pytest.mark.parametrize(
    ("pounds", "option"),
    [
        ("0", "under_50k"),
        ("49999.99", "under_50k"),
        ("£50,000", "50k_to_99k"),
        ("99,999.99", "50k_to_99k"),
        (100_000, "100k_to_499k"),
        ("500000.00", "500k_to_999k"),
        ("999999.99", "500k_to_999k"),
        ("1000000", "1m_and_more"),
        ("£2.5m", "1m_and_more"),
    ],
)
def test_bands_of_spend(pounds: object, option: str):
    found = segment(NINE, {**LEAST, "total_spend": pounds})
    assert {r.question: r.answer for r in found.result.reasons}["total_spend"] == option


@pytest.mark.parametrize(
    ("answers", "tier"),
    [
        ({"total_spend": "1m_and_more"}, "operational"),
        ({"customer_impact": "high", "statutory": "yes", "correction": "considerable"}, "major"),
        ({"alternative_suppliers": "none", "holds_data": "yes"}, "operational"),
    ],
)
def test_an_overriding_rule_raises_the_tier_and_says_why(answers: dict[str, str], tier: str):
    found = segment(NINE, {**LEAST, **answers})
    assert found.tier == tier
    (held,) = [rule for rule in found.result.held if rule.changed]
    assert held.why


def test_the_six_things_that_the_tier_decides():
    needed = {tier: NINE.consequence(tier) for tier in TIERS}
    codes = [one.code for one in needed["major"].requirements]
    for tier in TIERS:
        assert [one.code for one in needed[tier].requirements] == codes
        assert needed[tier].agenda
        assert needed[tier].duties
    assert all(code in asked_by(needed["major"]) for code in codes)
    assert not any(code in asked_by(needed["transactional"]) for code in codes)
    assert [code for code in codes if code in asked_by(needed["operational"])] == [
        "contract_manager", "service_reviews", "risk_register", "exit_plan",
    ]  # fmt: skip


def test_a_person_may_decide_otherwise_with_a_reason():
    found = segment(NINE, LEAST)
    assert decided(found, "transactional", "").overridden is False
    over = decided(found, "major", " It is the only payroll. ")
    assert (over.tier, over.overridden, over.why) == ("major", True, "It is the only payroll.")
    with pytest.raises(Refused, match="no reason was given for major"):
        decided(found, "major", " ")
    with pytest.raises(Refused, match="do not settle the tier"):
        decided(segment(NINE, {}), "major", "")
    with pytest.raises(Refused, match="is no tier"):
        decided(found, "huge", "Because.")


def test_a_questionnaire_with_other_tiers_is_refused():
    with pytest.raises(Refused, match="does not sort contracts"):
        segment(shipped_one("health-check"), {})


def test_the_page_has_every_point_band_rule_and_duty():
    text = page("segmentation")
    for question in NINE.questions:
        options = "; ".join(f"{o.text} `{o.value}` {o.points}" for o in question.options)
        assert f"| {question.text} `{question.id}` | {question.weight} | {options} |" in text
    for band in NINE.bands:
        assert f"| {band.name} `{band.outcome}` | {band.at_least_percent}% | {band.means} |" in text
    for rule in NINE.rules:
        assert f"| `{rule.code}` |" in text
        assert rule.why in text
    for consequence in NINE.consequences:
        for duty in consequence.duties:
            assert f"| {duty.what} `{duty.code}` | {WHO[duty.who]} |" in text
        said = "; ".join(title[0].lower() + title[1:] for title in consequence.agenda)
        assert f"**{NINE.band(consequence.outcome).name}:** {said}." in text
