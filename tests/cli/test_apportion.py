import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tallystick.cli import main
from tallystick.decisions.rules.apportioning_json import KEYS

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "decisions-apportion.md"
USERS = {"Hinckley": 499, "Blaby": 341, "Melton": 229}
CASE: dict[str, Any] = {"amount_pence": 100_000, "drivers": {"users": USERS}}


def run(*words: str, given: str | None = None) -> Result:
    return CliRunner().invoke(main, ["decisions", "apportion", *words], input=given)


def answered(facts: object) -> dict[str, Any]:
    said = run("-", given=json.dumps(facts))
    assert said.exit_code == 0, said.stderr
    (line,) = said.stdout.splitlines()
    found: dict[str, Any] = json.loads(line)
    return found


def pence(facts: object) -> dict[str, int]:
    return {member: share["pence"] for member, share in answered(facts)["shares"].items()}


def test_the_keys_that_other_programs_rely_on() -> None:
    found = answered(CASE)
    assert {member: share["percent"] for member, share in found["shares"].items()} == {
        "Hinckley": 46.7, "Blaby": 31.9, "Melton": 21.4,
    }  # fmt: skip
    assert pence(CASE) == {"Hinckley": 46_679, "Blaby": 31_899, "Melton": 21_422}
    assert found["method"] == "In proportion to users."
    assert found["rounding"].startswith("Largest remainder: ")


def test_what_else_it_says() -> None:
    found = answered({**CASE, "floors": {"Melton": 30_000}, "caps": {"Hinckley": 35_000}, "ward": 1})
    assert found["ignored"] == ["ward"]
    assert found["shares"]["Blaby"]["kept"] is None
    assert found["shares"]["Melton"] == {
        "pence": 30_000, "percent": 30.0, "exact_pence": "30000.000000", "kept": "floor",
    }  # fmt: skip
    assert "Melton keeps its floor. Hinckley keeps its cap. The rest is shared" in found["method"]
    assert "opposite" in answered({**CASE, "amount_pence": -5})["method"]


def test_equal_tiers_and_weights() -> None:
    facts = {
        "amount_pence": 1000,
        "drivers": {"everybody": "equal", "calls": {"a": 100, "b": 300}},
        "weights": {"everybody": 50, "calls": 50},
        "tiers": {"calls": [{"up_to": 100, "rate": 1}, {"up_to": None, "rate": "0.5"}]},
    }
    # Calls count 100 and 200; half of it in equal parts.
    assert pence(facts) == {"a": 417, "b": 583}


def test_measured_on_dates() -> None:
    facts = {
        "amount_pence": 36_500,
        "period": {"from": "2026-04-01", "to": "2027-03-31"},
        "drivers": {
            "users": [
                {"from": "2026-04-01", "quantities": {"a": 1, "b": 1}},
                {"from": "2027-01-01", "quantities": {"a": 1, "b": 0}},
            ]
        },
    }
    assert pence(facts) == {"a": 13_750 + 9_000, "b": 13_750}


def test_by_line() -> None:
    found = answered(
        {
            "drivers": {"users": {"a": 1, "b": 3}, "devices": {"a": 1, "b": 1}},
            "weights": {"users": 1, "devices": 0},
            "lines": [
                {"name": "licences", "amount_pence": 100},
                {"name": "laptops", "amount_pence": 101, "weights": {"devices": 1}, "floors": {"b": 60}},
            ],
        }
    )
    assert [[one["shares"][who]["pence"] for who in "ab"] for one in found["lines"]] == [[25, 75], [41, 60]]
    assert {who: found["shares"][who]["pence"] for who in "ab"} == {"a": 66, "b": 135}
    assert found["amount_pence"] == 201


def test_charged_alone_and_groups() -> None:
    found = answered(
        {
            "amount_pence": 100,
            "drivers": {"users": {"a": 6, "b": 4}},
            "charged": {"a": 50, "b": 50},
            "alone": {"a": 55, "b": 80},
            "coalitions": [
                {"members": ["a"], "pence": 55}, {"members": ["b"], "pence": 80}, {"members": ["b", "a"], "pence": 100},
            ],
        }
    )  # fmt: skip
    assert found["true_up"]["a"] == {"charged_pence": 50, "to_pay_pence": 10}
    assert found["alone"]["a"] == {"pence": 55, "better_by_pence": -5}
    assert found["worse_off_than_alone"] == ["a"]
    # a adds 55 first and 20 second; b 80 and 45.
    assert found["shapley"] == {"a": {"pence": 38, "percent": 37.5}, "b": {"pence": 62, "percent": 62.5}}
    assert found["objections"] == [{"members": ["a"], "shared_pence": 60, "alone_pence": 55}]


A = {"d": {"a": 1, "b": 1}}
REFUSED: list[tuple[dict[str, Any], str]] = [
    ({}, "drivers"),
    ({"drivers": A}, "amount_pence"),
    ({"amount_pence": "12", "drivers": A}, "amount_pence"),
    ({"amount_pence": 1.5, "drivers": A}, "amount_pence"),
    ({"amount_pence": True, "drivers": A}, "amount_pence"),
    ({"amount_pence": 10**16, "drivers": A}, "amount_pence"),
    ({"amount_pence": 5, "drivers": []}, "drivers"),
    ({"amount_pence": 5, "drivers": {}}, "drivers"),
    ({"amount_pence": 5, "drivers": {"d": {}}}, "drivers"),
    ({"amount_pence": 5, "drivers": {"d": "equal"}}, "drivers"),
    ({"amount_pence": 5, "drivers": {"d": {" ": 1}}}, "drivers"),
    ({"amount_pence": 5, "drivers": {"d": {"a": None, "b": 1}}}, "drivers"),
    ({"amount_pence": 5, "drivers": {"d": {"a": "many"}}}, "drivers"),
    ({"amount_pence": 5, "drivers": {"d": {"a": True}}}, "drivers"),
    ({"amount_pence": 5, "drivers": {"d": {"a": -1, "b": 2}}}, "drivers"),
    ({"amount_pence": 5, "drivers": {"d": {"a": 0, "b": 0}}}, "drivers"),
    ({"amount_pence": 5, "drivers": {"d": {"a": 1, "b": 1}, "e": {"a": 1}}, "weights": {"d": 1, "e": 1}}, "drivers"),
    ({"amount_pence": 5, "drivers": A, "weights": {"e": 1}}, "weights"),
    ({"amount_pence": 5, "drivers": A, "weights": {"d": "x"}}, "weights"),
    ({"amount_pence": 5, "drivers": A, "weights": [1]}, "weights"),
    ({"amount_pence": 5, "drivers": A, "floors": {"a": 3, "b": 3}}, "floors"),
    ({"amount_pence": 5, "drivers": A, "floors": {"a": 2.5}}, "floors"),
    ({"amount_pence": 5, "drivers": A, "caps": {"a": 2, "b": 2}}, "caps"),
    ({"amount_pence": 5, "drivers": A, "caps": {"z": 2}}, "caps"),
    ({"amount_pence": 5, "drivers": A, "tiers": {"e": []}}, "tiers"),
    ({"amount_pence": 5, "drivers": A, "tiers": {"d": [{"up_to": 5, "rate": 1}]}}, "tiers"),
    ({"amount_pence": 5, "drivers": {"d": [{"from": "2026-04-01", "quantities": {"a": 1}}]}}, "period"),
    ({"amount_pence": 5, "drivers": A, "period": {"from": "2026-04-01", "to": "2026-03-31"}}, "period"),
    ({"amount_pence": 5, "drivers": A, "period": {"from": "2026-02-30", "to": "2026-03-31"}}, "period"),
    ({"amount_pence": 5, "drivers": A, "lines": []}, "lines"),
    ({"amount_pence": 5, "drivers": A, "lines": [{"name": "x", "amount_pence": 4}]}, "amount_pence"),
    ({"drivers": A, "lines": [{"amount_pence": 4}]}, "lines"),
    ({"drivers": A, "lines": [{"name": "x"}]}, "lines"),
    ({"drivers": A, "lines": [{"name": "x", "amount_pence": 4, "weights": {"e": 1}}]}, "lines"),
    ({"drivers": A, "lines": [{"name": "x", "amount_pence": 4}] * 2}, "lines"),
    ({"drivers": A, "floors": {"a": 1}, "lines": [{"name": "x", "amount_pence": 4}]}, "floors"),
    ({"amount_pence": 5, "drivers": A, "charged": {"a": 1}}, "charged"),
    ({"amount_pence": 5, "drivers": A, "alone": {"z": 1}}, "alone"),
    ({"amount_pence": 5, "drivers": A, "coalitions": [{"members": ["a"], "pence": 1}]}, "coalitions"),
    ({"amount_pence": 5, "drivers": A, "coalitions": [{"members": "a", "pence": 1}]}, "coalitions"),
]


def test_a_line_that_cannot_be_answered_says_so_and_the_rest_go_on() -> None:
    lines = [json.dumps(facts) for facts, _ in REFUSED]
    fields: list[str | None] = [field for _, field in REFUSED]
    awkward = ["", "[1]", '{"amount_pence": ', '{"amount_pence": 1e999999999, "drivers": {"d": {"a": 1}}}',
               '{"amount_pence": 5, "drivers": {"d": {"a": 1e-999999999}}}', json.dumps(CASE)]  # fmt: skip
    said = run("-", "--lines", given="\n".join([*lines, *awkward]))
    assert said.exit_code == 0, said.stderr
    *found, last = [json.loads(line) for line in said.stdout.splitlines()]
    wanted = [*fields, None, None, None, "amount_pence", "drivers"]
    assert [(one["field"], one["error"]) for one in found] == [
        (field, one["error"]) for field, one in zip(wanted, found, strict=True)
    ]
    assert all(set(one) == {"error", "field"} and one["error"].endswith(".") for one in found)
    assert last["shares"]["Blaby"]["pence"] == 31_899


def test_numbers_are_taken_as_written() -> None:
    facts = {"amount_pence": 300.0, "drivers": {"d": {"a": "0.1", "b": 0.2}}, "weights": {"d": 0.3}}
    assert pence(facts) == {"a": 100, "b": 200}


def test_a_refusal_is_plain_and_is_no_traceback(tmp_path: Path) -> None:
    said = run("-", given=json.dumps({**CASE, "weights": {"devices": 1}}))
    assert said.exit_code == 1
    assert "weights: there is no driver “devices”." in said.stderr
    assert "Traceback" not in said.stderr
    assert run(str(tmp_path / "none.json")).exit_code == 1


@pytest.mark.parametrize("key", KEYS)
def test_every_key_is_documented(key: str) -> None:
    assert f"| `{key}` |" in PAGE.read_text(encoding="utf-8")


def test_every_key_that_comes_out_is_documented() -> None:
    text = PAGE.read_text(encoding="utf-8")
    found = answered(CASE)
    assert [key for key in (*found, *found["shares"]["Blaby"]) if f"| `{key}` |" not in text] == []
