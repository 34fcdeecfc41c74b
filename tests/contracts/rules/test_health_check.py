import pytest

from tallystick.contracts.rules.questionnaires import answer, without_evidence
from tallystick.reference.questionnaires_shipped import shipped_one
from tests.contracts.rules.pages import example, page

CHECK = shipped_one("health-check")


def test_the_worked_example():
    said, gives = example("health-check")
    found = answer(CHECK, said)
    assert gives == {
        "outcome": found.outcome,
        "score": found.score,
        "most": found.most,
        "percent": found.percent,
        "rules": [rule.code for rule in found.held if rule.changed],
        "to_do": {reason.question: reason.then for reason in found.to_do},
        "without_evidence": list(without_evidence(CHECK, found)),
    }


def test_there_are_the_twelve_points_of_the_source_each_with_evidence_and_something_to_do():
    assert len(CHECK.questions) == 12
    for question in CHECK.questions:
        assert list(question.by_value) == ["no", "partly", "yes"]
        assert question.evidence
        assert question.unknown
        assert [bool(option.then) for option in question.options] == [True, True, False]


def test_all_yes_is_sound_and_all_no_at_risk():
    assert answer(CHECK, {q.id: "yes" for q in CHECK.questions}).percent == 100
    assert answer(CHECK, {q.id: "yes" for q in CHECK.questions}).outcome == "sound"
    assert answer(CHECK, {q.id: "partly" for q in CHECK.questions}).outcome == "needs_attention"
    assert answer(CHECK, {q.id: "no" for q in CHECK.questions}).outcome == "at_risk"


@pytest.mark.parametrize(
    ("question", "outcome"),
    [("signed", "at_risk"), ("risks_managed", "needs_attention"), ("measured", "needs_attention")],
)
def test_one_thing_that_nothing_makes_up_for(question: str, outcome: str):
    found = answer(CHECK, {**{q.id: "yes" for q in CHECK.questions}, question: "no"})
    assert found.outcome == outcome
    assert [rule.changed for rule in found.held] == [True]


def test_the_page_has_every_point_band_and_rule():
    text = page("health-check")
    for question in CHECK.questions:
        options = "; ".join(f"{o.text} `{o.value}` {o.points}" for o in question.options)
        assert f"| {question.text} `{question.id}` | {question.weight} | {options} |" in text
    for band in CHECK.bands:
        assert f"| {band.name} `{band.outcome}` | {band.at_least_percent}% | {band.means} |" in text
    assert all(f"| `{rule.code}` |" in text and rule.why in text for rule in CHECK.rules)
