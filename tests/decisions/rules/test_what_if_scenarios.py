"""Several what-ifs of one arrangement, and members that are named for themselves."""

from typing import Any

import pytest

from tallystick.decisions.rules import apportioning_answer, what_if_answer
from tallystick.decisions.rules.apportioning import NotShared
from tallystick.decisions.rules.what_if_scenarios import answer, scenarios_of

BEFORE: dict[str, Any] = {
    "amount_pence": 100_000, "drivers": {"users": {"Ashby": 500, "Birch": 300, "Cole": 100, "Dene": 100}},
    "period": {"from": "2026-04-01", "to": "2027-03-26"}, "change_on": "2026-12-27",
}  # fmt: skip
LEAVES = {"leaves": ["Dene"], "amount_after_pence": 94_000}
JOINS = {"joins": {"Elm": {"users": 250}}, "amount_after_pence": 100_000, "change_on": "2027-01-01"}


def test_each_says_what_it_would_say_alone() -> None:
    found = answer({**BEFORE, "scenarios": [{"name": "Dene leaves", **LEAVES}, {"name": "Elm joins", **JOINS}]})
    alone = [what_if_answer.answer({**BEFORE, **one}) for one in (LEAVES, JOINS)]
    assert found["scenarios"] == [{"name": "Dene leaves", **alone[0]}, {"name": "Elm joins", **alone[1]}]
    assert all(text.startswith(("Dene leaves: ", "Elm joins: ")) for text in found["warnings"])
    assert len(found["warnings"]) == sum(len(one["warnings"]) for one in alone)


def test_one_by_itself_is_as_the_command_answers_it_but_for_keys_in_its_warnings() -> None:
    said = {**BEFORE, **LEAVES}
    found, command = answer(said), what_if_answer.answer(said)
    assert {**found, "warnings": 0} == {**command, "warnings": 0}
    assert "`" in "".join(command["warnings"])
    assert "`" not in "".join(found["warnings"])
    assert scenarios_of(found) == [("", found)]


def test_one_that_cannot_be_worked_out_holds_up_no_other() -> None:
    scenarios = [{"name": "Nobody", "leaves": ["Fenn"], "amount_after_pence": 1}, {"name": "Dene leaves", **LEAVES}]
    found = answer({**BEFORE, "scenarios": scenarios})
    assert found["scenarios"][0] == {
        "name": "Nobody", "problem": "Fenn is no member. Name one that is.", "field": "scenarios[0].leaves",
    }  # fmt: skip
    assert [name for name, _ in scenarios_of(found)] == ["Dene leaves"]
    assert "Nobody: It is not worked out: Fenn is no member. Name one that is." in found["warnings"]


@pytest.mark.parametrize(
    ("scenarios", "field"),
    [
        ([], "scenarios"),
        ("x", "scenarios"),
        ([{"name": "A", **LEAVES}] * 51, "scenarios"),
        ([LEAVES], "scenarios[0].name"),
        ([1], "scenarios[0].name"),
        ([{"name": " ", **LEAVES}], "scenarios[0].name"),
        ([{"name": "A", **LEAVES}, {"name": "A", **JOINS}], "scenarios[1].name"),
        ([{"name": "A", "leaves": ["Fenn"], "amount_after_pence": 1}], "scenarios[0].leaves"),
        ([{"name": "A"}], "scenarios[0].amount_after_pence"),
        ([{"name": "A", **LEAVES, "change_on": "soon"}], "scenarios[0].change_on"),
    ],
)
def test_what_is_wrong_is_refused_with_its_place(scenarios: Any, field: str) -> None:
    with pytest.raises(NotShared) as no:
        answer({**BEFORE, "scenarios": scenarios})
    assert no.value.field == field


def test_a_fault_of_the_arrangement_is_not_laid_to_a_what_if() -> None:
    with pytest.raises(NotShared) as no:
        answer({**BEFORE, "drivers": {"users": {"Ashby": "many"}}, "scenarios": [{"name": "A", **LEAVES}]})
    assert no.value.field == "drivers"


def test_a_driver_said_anew_needs_no_word_of_weights_that_are_gone() -> None:
    devices = {"devices": dict.fromkeys(BEFORE["drivers"]["users"], 10)}
    said = {
        **BEFORE, "weights": {"users": 1}, "tiers": {"users": [{"up_to": None, "rate": 1}]},
        "amount_after_pence": 100_000, "after": {"drivers": devices},
    }  # fmt: skip
    found = what_if_answer.answer(said)
    assert {one["whole_period_after_pence"] for one in found["members"].values()} == {25_000}
    with pytest.raises(NotShared, match="devices"):
        what_if_answer.answer({**said, "after": {"drivers": {**devices, **BEFORE["drivers"]}}})


def test_members_named_for_themselves_may_share_alike_and_nothing_else() -> None:
    said = {"amount_pence": 100, "members": ["Cole", "Ashby", "Birch"], "drivers": {"alike": "equal"}}
    found = apportioning_answer.answer(said)
    assert {name: one["pence"] for name, one in found["shares"].items()} == {"Ashby": 34, "Birch": 33, "Cole": 33}
    assert found["ignored"] == []


@pytest.mark.parametrize(
    ("members", "field", "reason"),
    [
        (["Ashby"], "drivers", "quantity for Birch, who is not among the members"),
        (["Ashby", "Birch", "Cole"], "drivers", "no quantity for Cole"),
        (["Ashby", "Ashby"], "members", "named twice"),
        (["Ashby", ""], "members", "no name"),
        (["Ashby", 3], "members", "no name"),
        ([], "members", "no list"),
        ("Ashby", "members", "no list"),
    ],
)
def test_members_and_quantities_have_to_agree(members: Any, field: str, reason: str) -> None:
    with pytest.raises(NotShared, match=reason) as no:
        apportioning_answer.answer(
            {"amount_pence": 100, "members": members, "drivers": {"users": {"Ashby": 1, "Birch": 2}}}
        )
    assert no.value.field == field
