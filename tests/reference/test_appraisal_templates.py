"""Templates of appraisals: each can be scored, and the answer ignores nothing of it."""

import pytest

from tallystick.decisions.rules.appraisal_json import answer
from tallystick.reference.appraisal_templates import AppraisalTemplate, appraisal_templates


@pytest.mark.parametrize("template", appraisal_templates(), ids=lambda one: one.code)
def test_each_can_be_scored_as_it_is(template: AppraisalTemplate) -> None:
    names = [one["name"] for one in template.said["criteria"]]
    best = template.said["options"][0]
    scores = {option: dict.fromkeys(names, 5 if option == best else 2) for option in template.said["options"]}
    found = answer({**template.said, "scores": scores})
    assert found["ranking"][0] == {"option": best, "score": 100.0, "rank": 1}
    assert found["ignored"] == []
    assert template.mark in "VSGI?"


def test_the_partnerships_own_is_five_options_by_six_criteria() -> None:
    [said] = [one.said for one in appraisal_templates() if one.code == "partnership"]
    assert len(said["options"]) == 5
    assert [one["name"] for one in said["criteria"]] == [
        "Cost", "Deliverability", "Complexity", "Control", "Resilience", "Innovation",
    ]  # fmt: skip
