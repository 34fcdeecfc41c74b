"""The door of what-if: cases by hand, what is said of leaving and of going alone, and what is refused."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tallystick.cli import main
from tallystick.decisions.rules.what_if_json import KEYS, MOVE_KEYS, ONE_OFF_KEYS

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
PAGE = REFERENCE / "decisions-what-if.md"
FILES = sorted((REFERENCE / "examples").glob("what-if-*"))
CASE: dict[str, Any] = {
    "amount_pence": 100_000,
    "amount_after_pence": 94_000,
    "period": {"from": "2026-04-01", "to": "2027-03-26"},
    "change_on": "2026-12-27",
    "drivers": {"users": {"Ashby": 500, "Birch": 300, "Cole": 100, "Dene": 100}},
    "leaves": ["Dene"],
}
"""360 days, 90 of them without Dene, whose 10,000 saves 6,000."""


def run(*words: str, given: str | None = None) -> Result:
    return CliRunner().invoke(main, ["decisions", "what-if", *words], input=given)


def answered(facts: object) -> dict[str, Any]:
    said = run("-", given=json.dumps(facts))
    assert said.exit_code == 0, said.stderr
    found: dict[str, Any] = json.loads(said.stdout)
    return found


def column(found: dict[str, Any], key: str) -> dict[str, Any]:
    return {member: one[key] for member, one in found["members"].items()}


def test_one_leaves_and_the_others_bear_what_is_stranded() -> None:
    found = answered(CASE)
    assert column(found, "before_pence") == {"Ashby": 50_000, "Birch": 30_000, "Cole": 10_000, "Dene": 10_000}
    assert column(found, "after_pence") == {"Ashby": 50_556, "Birch": 30_333, "Cole": 10_111, "Dene": 7_500}
    assert column(found, "change_percent") == {"Ashby": 1.1, "Birch": 1.1, "Cole": 1.1, "Dene": -25.0}
    assert (found["gain"], found["lose"]) == (["Dene"], ["Ashby", "Birch", "Cole"])
    assert found["stranded"] == {"pence": 1_000, "by_leavers_pence": 0, "by_the_others_pence": 1_000}
    assert (found["totals"]["before_pence"], found["totals"]["after_pence"]) == (100_000, 98_500)
    assert [said[:12] for said in found["warnings"]] == ["Nothing says", "Somebody lea", "Whether anyb"]


def test_leaving_is_dearer_than_it_looks() -> None:
    facts = {
        **CASE,
        "stranded_borne_by_leavers": 1,
        "one_off": [{"name": "exit charge", "pence": 700, "borne_by": "leavers"}],
        "alone": {"Ashby": 70_000, "Birch": 45_000, "Cole": 9_000, "Dene": 14_000},
    }
    found = answered(facts)
    assert column(found, "after_pence") == {"Ashby": 50_000, "Birch": 30_000, "Cole": 10_000, "Dene": 9_200}
    # A quarter of 14,000, on top of 7,500 for running, 1,000 stranded and 700 to go.
    assert found["leaving"] == {"Dene": {"alone_pence": 3_500, "with_alone_pence": 12_700, "change_pence": 2_700}}
    assert found["worse_off_than_alone"] == {"before": ["Cole"], "after": ["Cole"]}
    assert found["alone"]["Dene"] == {
        "pence": 14_000, "better_by_before_pence": 4_000, "better_by_after_pence": None,
    }  # fmt: skip
    assert found["one_off"][0]["shares"] == {"Dene": 700}
    assert found["warnings"] == []
    few = answered({**facts, "alone": {"Ashby": 1}})
    assert few["alone_not_known"] == ["Birch", "Cole", "Dene"]
    assert few["warnings"] == [
        "Whether everybody is better off than alone is not known: some costs of going alone are not given."
    ]


def test_one_joins_users_move_and_the_driver_changes() -> None:
    two = {**CASE, "amount_pence": 1_000, "amount_after_pence": 1_200, "drivers": {"users": {"a": 60, "b": 40}}}
    del two["leaves"]
    whole = {**two, "change_on": "2026-04-01"}
    found = answered({**whole, "joins": {"c": {"users": 100}}})
    assert column(found, "after_pence") == {"a": 360, "b": 240, "c": 600}
    assert (found["joiners"], column(found, "change_percent")["c"]) == (["c"], None)
    found = answered({**whole, "moves": [{"driver": "users", "from": "a", "to": "b", "quantity": "10"}]})
    assert column(found, "after_pence") == {"a": 600, "b": 600}
    found = answered({**whole, "after": {"drivers": {"devices": {"a": 3, "b": 1}}, "caps": {"a": 700}}})
    assert column(found, "after_pence") == {"a": 700, "b": 500}
    assert found["method"]["after"].startswith("In proportion to devices. a keeps its cap.")


def test_shapley_beside_before_and_after() -> None:
    costs = {"a": 60, "b": 60, "c": 60, "ab": 80, "ac": 80, "bc": 80, "abc": 90}
    facts = {
        **CASE,
        "amount_pence": 90,
        "amount_after_pence": 80,
        "drivers": {"users": {"a": 7, "b": 1, "c": 1}},
        "leaves": ["c"],
        "coalitions": [{"members": list(group), "pence": pence} for group, pence in costs.items()],
    }
    found = answered(facts)
    assert {one: share["pence"] for one, share in found["shapley"]["before"]["shares"].items()} == {
        "a": 30, "b": 30, "c": 30,
    }  # fmt: skip
    assert found["shapley"]["after"] == {
        "of_pence": 80, "shares": {"a": {"pence": 40, "percent": 50.0}, "b": {"pence": 40, "percent": 50.0}},
    }  # fmt: skip
    assert found["objections"]["before"] == [{"members": ["a"], "shared_pence": 70, "alone_pence": 60}]
    assert found["objections"]["after"] == [{"members": ["a"], "shared_pence": 70, "alone_pence": 60}]


ONE = {"name": "exit", "pence": 1, "borne_by": "leavers"}
REFUSED: list[tuple[dict[str, Any], str]] = [
    ({**CASE, "period": None}, "period"),
    ({**CASE, "change_on": None}, "change_on"),
    ({**CASE, "change_on": "2027-03-27"}, "change_on"),
    ({**CASE, "change_on": "2026-03-31"}, "change_on"),
    ({**CASE, "amount_after_pence": None}, "amount_after_pence"),
    ({**CASE, "amount_after_pence": -1}, "amount_after_pence"),
    ({**CASE, "amount_pence": None}, "amount_pence"),
    ({**CASE, "amount_pence": -5}, "amount_pence"),
    ({**CASE, "drivers": None}, "drivers"),
    ({**CASE, "lines": []}, "lines"),
    ({**CASE, "leaves": ["Elm"]}, "leaves"),
    ({**CASE, "leaves": "Dene"}, "leaves"),
    ({**CASE, "leaves": [5]}, "leaves"),
    ({**CASE, "leaves": ["Dene", "Dene"]}, "leaves"),
    ({**CASE, "leaves": ["Ashby", "Birch", "Cole", "Dene"]}, "drivers"),
    ({**CASE, "joins": {"Elm": {}}}, "joins"),
    ({**CASE, "joins": {"Elm": {"users": None}}}, "joins"),
    ({**CASE, "joins": ["Elm"]}, "joins"),
    ({**CASE, "moves": [{"driver": "users", "from": "Ashby", "to": "Dene", "quantity": 1}]}, "moves"),
    ({**CASE, "moves": [{"driver": "users", "from": "Ashby", "to": "Cole", "quantity": 501}]}, "moves"),
    ({**CASE, "moves": [1]}, "moves"),
    ({**CASE, "moves": [{"driver": "users", "from": "Ashby", "to": "Cole"}]}, "moves"),
    ({**CASE, "after": 5}, "after"),
    ({**CASE, "after": {"drivers": {"users": {"a": None}}}}, "after"),
    ({**CASE, "stranded_borne_by_leavers": 2}, "stranded_borne_by_leavers"),
    ({**CASE, "one_off": [{**ONE, "borne_by": "nobody"}]}, "one_off"),
    ({**CASE, "one_off": [{**ONE, "borne_by": "joiners"}]}, "one_off"),
    ({**CASE, "one_off": [{**ONE, "pence": "1"}]}, "one_off"),
    ({**CASE, "one_off": [{**ONE, "name": ""}]}, "one_off"),
    ({**CASE, "alone": {"Elm": 1}}, "alone"),
    ({**CASE, "coalitions": [{"members": ["Ashby"], "pence": 1}]}, "coalitions"),
    ({**CASE, "coalitions": [{"members": ["Elm"], "pence": 1}]}, "coalitions"),
    ({**CASE, "leaves": None, "amount_after_pence": 100_000}, "change_on"),
]


def test_a_line_that_cannot_be_answered_says_so_and_the_rest_go_on() -> None:
    said = run("-", "--lines", given="\n".join(json.dumps(one) for one in [*(facts for facts, _ in REFUSED), CASE]))
    assert said.exit_code == 0, said.stderr
    *found, last = [json.loads(line) for line in said.stdout.splitlines()]
    assert [one.get("field") for one in found] == [field for _, field in REFUSED]
    assert all(one["error"].endswith(".") for one in found)
    assert last["gain"] == ["Dene"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_example_files_are_answered(file: Path) -> None:
    said = run(str(file))
    assert said.exit_code == 0, said.stderr
    assert json.loads(said.stdout)["ignored"] == []
    assert f"(examples/{file.name})" in PAGE.read_text(encoding="utf-8")


def test_what_is_none_of_its_keys_is_said() -> None:
    facts = {**CASE, "ward": 1, "after": {"colour": 1}, "one_off": [{**ONE, "why": ""}]}
    assert answered(facts)["ignored"] == ["ward", "after.colour", "one_off[0].why"]


def test_every_key_is_documented() -> None:
    text = PAGE.read_text(encoding="utf-8")
    found = answered(json.loads((REFERENCE / "examples" / "what-if-the-driver-changes.json").read_text()))
    keys = {*KEYS, *MOVE_KEYS, *ONE_OFF_KEYS, *found, *found["members"]["Dene"], *found["totals"], *found["stranded"]}
    keys |= {*found["period"], "leaving", "with_alone_pence", "alone_not_known", "objections", "of_pence", "shapley"}
    assert sorted(key for key in keys if f"`{key}`" not in text) == []
