import copy
from typing import Any

from tallystick.reference.asking_changes import Changed, changes
from tallystick.reference.asking_json import from_json, to_json
from tallystick.reference.questionnaires_shipped import shipped_one

NINE = shipped_one("segmentation")


def amended(**of_reputation: Any) -> tuple[Changed, ...]:
    said = copy.deepcopy(to_json(NINE))
    said["version"] = "2-ours"
    for question in said["questions"]:
        if question["id"] == "reputation":
            question.update(of_reputation)
    return changes(NINE, from_json(said))


def test_another_version_of_the_same_is_no_change():
    assert amended() == ()


def test_a_weight_is_one_change_with_its_place():
    assert amended(weight=8) == (Changed("questions, reputation, weight", 5, 8),)


def test_an_option_is_matched_by_its_word():
    low, medium, high = to_json(NINE)["questions"][2]["options"]
    assert amended(options=[low, {**medium, "points": 2}, high]) == (
        Changed("questions, reputation, options, medium, points", 1, 2),
    )
    assert amended(options=[low, high]) == (Changed("questions, reputation, options, medium", medium, None),)
    assert amended(options=[high, medium, low]) == (
        Changed("questions, reputation, options, order", ["low", "medium", "high"], ["high", "medium", "low"]),
    )


def test_a_question_more_and_an_agenda_otherwise():
    said = copy.deepcopy(to_json(NINE))
    more = {**said["questions"][2], "id": "morale"}
    said["questions"].append(more)
    said["consequences"][2]["agenda"] = ["Whether it is still needed"]
    found = changes(NINE, from_json(said))
    assert [(one.place, one.before) for one in found] == [
        ("questions, morale", None),
        ("consequences, transactional, agenda", list(NINE.consequence("transactional").agenda)),
    ]
