import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from tallystick.cli import main
from tallystick.reference.asking_json import to_json
from tallystick.reference.questionnaires_shipped import shipped_one
from tests.contracts.rules.pages import example

LEAST = {
    "customer_impact": "low",
    "statutory": "no",
    "reputation": "low",
    "holds_data": "no",
    "correction": "quick",
    "complexity": "non_essential",
    "alternative_suppliers": 12,
    "strategy": "indirect",
    "total_spend": "12000.00",
}
MOST = {
    "customer_impact": "high",
    "statutory": "yes",
    "reputation": "high",
    "holds_data": "yes",
    "correction": "considerable",
    "complexity": "complex",
    "alternative_suppliers": 0,
    "strategy": "essential",
    "total_spend": "1500000",
}


def run(*words: str, given: bytes | str | None = None) -> Result:
    return CliRunner().invoke(main, ["contracts", "segment", *words], input=given)


def answered(facts: object, *words: str) -> dict[str, Any]:
    said = run("-", *words, given=json.dumps(facts))
    assert said.exit_code == 0, said.stderr
    (line,) = said.stdout.splitlines()
    found: dict[str, Any] = json.loads(line)
    return found


def test_the_keys_that_other_programs_rely_on():
    found = answered(MOST)
    assert found["tier"] == "major"
    assert found["score"] == 100
    assert all(isinstance(reason, str) and reason.endswith(".") for reason in found["reasons"])
    assert all({"what", "frequency"} <= set(duty) for duty in found["duties"])
    assert {"Record performance against every measure", "Hold the annual partnership review"} <= {
        duty["what"] for duty in found["duties"]
    }
    assert {duty["frequency"] for duty in found["duties"]} == {"once", "monthly", "quarterly", "yearly"}
    assert answered(LEAST)["tier"] == "transactional"
    assert answered(LEAST)["duties"]


def test_what_else_it_says():
    found = answered({**MOST, "reference": "C-1"})
    assert found["questionnaire"] == {"id": "segmentation", "version": shipped_one("segmentation").version}
    assert sum(points["score"] for points in found["points"]) == found["score"]
    assert all(points["score"] == points["points"] * points["weight"] for points in found["points"])
    assert found["sole_supplier"] is True
    assert any("sole supplier" in reason for reason in found["reasons"])
    assert found["requirements"]["exit_plan"] is True
    assert found["agenda"][-1] == "Exit plan"
    assert found["ignored"] == ["reference"]
    assert (found["tiers"], found["unknown"], found["range"]) == (["major"], [], {"low": 100, "high": 100})


def test_an_overriding_rule_is_among_the_reasons():
    found = answered({**LEAST, "total_spend": 1_000_000})
    assert found["tier"] == "operational"
    assert any(reason.startswith("An overriding rule decides:") for reason in found["reasons"])
    assert [rule["rule"] for rule in found["rules"] if rule["changed"]] == ["much_money"]


def test_what_is_missing_is_never_taken_to_be_anything():
    said, gives = example("segmentation")
    found = answered(said)
    assert {key: found[key] for key in gives} == gives
    assert found["duties"]
    assert found["reasons"][0] == "From 67 to 100 of 100 points: 3 answers not known."
    nothing = answered({})
    assert (nothing["tier"], nothing["score"], nothing["duties"], nothing["sole_supplier"]) == (None, None, [], None)
    assert nothing["tiers"] == ["transactional", "operational", "major"]
    assert nothing["unknown"] == list(MOST)
    assert answered({**LEAST, "reputation": None})["tier"] == "transactional"


def test_money_is_exact_however_it_is_written():
    for spend in ("99999.99", 99999.99, "£99,999.99"):
        found = answered({**LEAST, "total_spend": spend})
        assert next(p for p in found["points"] if p["question"] == "total_spend")["answer"] == "50k_to_99k"


def test_a_file_is_read_with_or_without_a_mark_at_its_start(tmp_path: Path):
    file = tmp_path / "facts.json"
    file.write_text(json.dumps(MOST, indent=2), encoding="utf-8-sig")
    assert json.loads(run(str(file)).stdout)["tier"] == "major"


LINES = [
    (json.dumps(MOST), "major", None),
    ('{"reputation": "dreadful"}', None, "reputation"),
    ("", None, None),
    ("[1, 2]", None, None),
    ('{"reputation": ', None, None),
    ('{"total_spend": NaN}', None, None),
    ('{"alternative_suppliers": "several"}', None, "alternative_suppliers"),
    ("[" * 100_000, None, None),
    (json.dumps(LEAST), "transactional", None),
]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("last", [True, False], ids=["ended", "not-ended"])
def test_a_line_that_cannot_be_answered_says_so_and_the_rest_go_on(ending: str, last: bool):
    given_lines = ending.join(line for line, _, _ in LINES) + (ending if last else "")
    said = run("-", "--lines", given=given_lines)
    assert said.exit_code == 0
    answers = [json.loads(line) for line in said.stdout.splitlines()]
    assert len(answers) == len(LINES)
    for answer, (_, tier, field) in zip(answers, LINES, strict=True):
        if tier:
            assert answer["tier"] == tier
        else:
            assert set(answer) == {"error", "field"}
            assert answer["error"]
            assert answer["field"] == field


def test_lines_that_are_not_utf8_and_a_mark_at_the_start():
    said = run("-", "--lines", given=b'\xef\xbb\xbf{"statutory": "yes"}\n{"statutory": "\xff"}\n')
    first, second = [json.loads(line) for line in said.stdout.splitlines()]
    assert first["unknown"][0] == "customer_impact"
    assert "not UTF-8" in second["error"]


def test_no_lines_no_answers():
    said = run("-", "--lines", given=b"")
    assert (said.exit_code, said.stdout) == (0, "")


@given(st.text(max_size=40).filter(lambda text: "\n" not in text))
def test_any_line_has_one_answer(line: str):
    said = run("-", "--lines", given=f"{line}\n{{}}\n".encode(errors="replace"))
    first, second = [json.loads(answer) for answer in said.stdout.splitlines()]
    assert "error" in first or "tier" in first
    assert second["tier"] is None


@pytest.mark.parametrize("given_facts", ["", "[]", "{", '{"statutory": "maybe"}', '{"total_spend": "-5"}'])
def test_what_cannot_be_answered_is_refused(given_facts: str):
    said = run("-", given=given_facts)
    assert said.exit_code == 1
    assert said.stdout == ""
    assert said.stderr.startswith("tallystick: ")


def test_what_cannot_be_read_is_refused_and_wrong_usage_is_told(tmp_path: Path):
    assert run(str(tmp_path / "none.json")).exit_code == 1
    assert run(str(tmp_path)).exit_code == 1
    assert run().exit_code == 2
    assert run("-", "--line").exit_code == 2
    assert CliRunner().invoke(main, ["contracts", "nothing"]).exit_code == 2


def test_a_councils_own_version(tmp_path: Path):
    said = to_json(shipped_one("segmentation"))
    bands = [{**band, "at_least_percent": n} for band, n in zip(said["bands"], (0, 1, 2), strict=True)]
    own = tmp_path / "own.json"
    own.write_text(json.dumps({**said, "version": "ours-2", "bands": bands}), encoding="utf-8")
    found = answered({**LEAST, "reputation": "medium"}, "--questionnaire", str(own))
    assert found["tier"] == "major"
    assert found["questionnaire"]["version"] == "ours-2"
    other = tmp_path / "other.json"
    other.write_text(json.dumps(to_json(shipped_one("health-check"))), encoding="utf-8")
    refused = run("-", "--lines", "--questionnaire", str(other), given="{}\n")
    assert refused.exit_code == 1
    assert "does not sort contracts" in refused.stderr
    assert run("-", "--questionnaire", str(tmp_path / "none.json"), given="{}").exit_code == 1


def test_each_answer_is_out_before_the_next_line_is_asked_for_and_no_home_is_made(tmp_path: Path):
    home = tmp_path / "home"
    command = [sys.executable, "-m", "tallystick", "--home", str(home), "contracts", "segment", "-", "--lines"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as asked:
        assert asked.stdin is not None
        assert asked.stdout is not None
        for facts, tier in ((MOST, "major"), (LEAST, "transactional")):
            asked.stdin.write(json.dumps(facts) + "\n")
            asked.stdin.flush()
            assert json.loads(asked.stdout.readline())["tier"] == tier
        asked.stdin.close()
        assert asked.wait(timeout=60) == 0
    assert not home.exists()
