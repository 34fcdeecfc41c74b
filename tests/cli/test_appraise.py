import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tallystick.cli import main

FACTS: dict[str, Any] = {
    "options": ["Renew", "Retender"],
    "criteria": [{"name": "Cost", "weight": 3}, {"name": "Quality", "weight": 1, "range": [0.1, 0.6]}],
    "scores": {"Renew": {"Cost": 4, "Quality": [2, 3]}, "Retender": {"Cost": 3, "Quality": 5}},
    "seed": 11,
}


def run(*words: str, given: bytes | str | None = None) -> Result:
    return CliRunner().invoke(main, ["decisions", "appraise", *words], input=given)


def answered(facts: object) -> dict[str, Any]:
    said = run("-", given=json.dumps(facts))
    assert said.exit_code == 0, said.stderr
    (line,) = said.stdout.splitlines()
    found: dict[str, Any] = json.loads(line)
    return found


def with_scores(**more: Any) -> dict[str, Any]:
    return {"scores": {**FACTS["scores"], **more}}


def with_criterion(**more: Any) -> dict[str, Any]:
    return {"criteria": [FACTS["criteria"][0], {**FACTS["criteria"][1], **more}]}


def test_the_keys_that_other_programs_rely_on() -> None:
    found = answered(FACTS)
    # Renew 3 × 4 + 2.5, Retender 3 × 3 + 5, of 4. With w for quality: 4 - 1.5w against 3 + 2w, level at 2/7.
    assert [(one["option"], one["score"]) for one in found["ranking"]] == [("Renew", 3.625), ("Retender", 3.5)]
    assert found["smallest_change"] == {
        "criterion": "Cost",
        "from": 0.75,
        "to": pytest.approx(5 / 7),
        "overtaken_by": "Retender",
    }
    assert [one["criterion"] for one in found["changes"]] == ["Cost", "Quality"]
    assert found["weight_ranges"] == {
        "Cost": {"low": pytest.approx(5 / 7), "high": 1.0},
        "Quality": {"low": 0.0, "high": pytest.approx(2 / 7)},
    }
    assert found["robustness"]["Renew"]["first"] == pytest.approx((2 / 7 - 0.1) / 0.5)
    assert found["robustness"]["Retender"]["ranks"] == pytest.approx([(0.6 - 2 / 7) / 0.5, (2 / 7 - 0.1) / 0.5])
    assert (found["dominated"], found["error"], found["seed"]) == ([], 0.0, 11)
    assert found["ignored"] == []


def test_the_same_words_give_the_same_figures() -> None:
    names = [str(n) for n in range(7)]
    facts = {
        "options": ["A", "B", "C", "D"],
        "criteria": [{"name": name, "weight": 1, "range": [0.05, 0.4]} for name in names],
        "scores": {
            option: {name: (int(name) * step) % 7 for name in names}
            for option, step in zip("ABCD", (1, 2, 3, 5), strict=True)
        },
    }
    found = answered(facts)
    assert found["error"] > 0
    assert found == answered(facts)
    assert found != answered({**facts, "seed": 2})


def test_what_nobody_reads_is_named() -> None:
    found = answered({**FACTS, "reference": "C1", **with_criterion(colour="red")})
    assert found["ignored"] == ["reference", "criteria[1].colour"]


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"options": None}, "options"),
    ({"options": []}, "options"),
    ({"options": "Renew"}, "options"),
    ({"options": ["Renew", " "]}, "options[1]"),
    ({"options": ["Renew", "Retender", "Renew"]}, "options[2]"),
    ({"options": ["Renew", "Retender", "Leave"]}, "scores.Leave"),
    ({"options": ["Renew"]}, "scores.Retender"),
    ({"options": [str(n) for n in range(51)]}, "options"),
    ({"criteria": []}, "criteria"),
    ({"criteria": {"Cost": 3}}, "criteria"),
    ({"criteria": ["Cost"]}, "criteria[0]"),
    ({"criteria": [{"weight": 3}]}, "criteria[0].name"),
    ({"criteria": [{"name": "Cost", "weight": 0}, {"name": "Quality", "weight": 0}]}, "criteria"),
    ({"criteria": [{"name": "Cost", "pass_fail": True}]}, "criteria"),
    (with_criterion(name="Cost"), "criteria[1].name"),
    (with_criterion(weight=None), "criteria[1].weight"),
    (with_criterion(weight=-1), "criteria[1].weight"),
    (with_criterion(weight="much"), "criteria[1].weight"),
    (with_criterion(weight=True), "criteria[1].weight"),
    (with_criterion(weight=1e300), "criteria[1].weight"),
    (with_criterion(range=[0.5]), "criteria[1].range"),
    (with_criterion(range=0.5), "criteria[1].range"),
    (with_criterion(range=[0.5, 0.2]), "criteria[1].range"),
    (with_criterion(range=[-0.5, 0.2]), "criteria[1].range"),
    (with_criterion(range=["low", "high"]), "criteria[1].range"),
    (with_criterion(range=[5, 6]), "criteria[1].range"),
    (with_criterion(scale=[1, 5]), "criteria[0].scale"),
    (with_criterion(scale=[5, 5]), "criteria[1].scale"),
    (with_criterion(pass_fail="yes"), "criteria[1].pass_fail"),
    (with_criterion(pass_fail=True), "criteria[1].weight"),
    (with_criterion(minimum="some"), "criteria[1].minimum"),
    ({"criteria": [{**one, "range": [0.6, 0.9]} for one in FACTS["criteria"]]}, "criteria"),
    ({"criteria": [{**one, "range": [0, 0.4]} for one in FACTS["criteria"]]}, "criteria"),
    ({"scores": None}, "scores"),
    ({"scores": [1]}, "scores"),
    (with_scores(Leave={"Cost": 1, "Quality": 1}), "scores.Leave"),
    (with_scores(Renew=4), "scores.Renew"),
    (with_scores(Renew={"Cost": 4}), "scores.Renew.Quality"),
    (with_scores(Renew={"Cost": 4, "Quality": None}), "scores.Renew.Quality"),
    (with_scores(Renew={"Cost": 4, "Quality": []}), "scores.Renew.Quality"),
    (with_scores(Renew={"Cost": 4, "Quality": [3, None]}), "scores.Renew.Quality"),
    (with_scores(Renew={"Cost": 4, "Quality": "good"}), "scores.Renew.Quality"),
    (with_scores(Renew={"Cost": 4, "Quality": {"agreed": 3}}), "scores.Renew.Quality"),
    (with_scores(Renew={"Cost": 4, "Quality": 3, "Colour": 1}), "scores.Renew.Colour"),
    ({"weighting": "guess"}, "weighting"),
    ({"weighting": ["rank"]}, "weighting"),
    ({"weighting": "rank"}, "criteria[0].rank"),
    ({"weighting": "swing"}, "criteria[0].swing"),
    ({"range_unit": "percent"}, "range_unit"),
    ({"seed": -1}, "seed"),
    ({"seed": 1.5}, "seed"),
    ({"seed": True}, "seed"),
    ({"draws": 10}, "draws"),
    ({"draws": 10**9}, "draws"),
    ({"business_as_usual": "Leave"}, "business_as_usual"),
    ({"do_minimum": ["Renew"]}, "do_minimum"),
]


@pytest.mark.parametrize(("more", "field"), WRONG, ids=[f"{n}-{field}" for n, (_, field) in enumerate(WRONG)])
def test_what_is_wrong_names_its_field_and_the_way_out(more: dict[str, Any], field: str) -> None:
    said = run("-", "--lines", given=json.dumps({**FACTS, **more}) + "\n")
    answer = json.loads(said.stdout)
    assert set(answer) == {"error", "field"}
    assert answer["field"] == field
    assert answer["error"].startswith(f"{field}: ")
    assert answer["error"].endswith(".")
    refused = run("-", given=json.dumps({**FACTS, **more}))
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr.startswith("tallystick: ")


@pytest.mark.parametrize(
    ("swings", "field"),
    [([100, 40], None), ([90, 40], "criteria"), ([100, 140], "criteria[1].swing"), ([0, 0], "criteria")],
)
def test_swings(swings: list[int], field: str | None) -> None:
    criteria = [{"name": name, "swing": swing} for name, swing in zip(("Cost", "Quality"), swings, strict=True)]
    said = run("-", "--lines", given=json.dumps({**FACTS, "weighting": "swing", "criteria": criteria}))
    answer = json.loads(said.stdout)
    assert answer.get("field") == field
    if field is None:
        assert answer["weights"] == {"Cost": pytest.approx(5 / 7), "Quality": pytest.approx(2 / 7)}


def test_bad_lines_say_so_and_the_rest_go_on() -> None:
    lines = [json.dumps(FACTS), "", "[1]", '{"options": ', '{"seed": NaN}', "[" * 100_000, "{}", json.dumps(FACTS)]
    said = run("-", "--lines", given="\n".join(lines))
    assert said.exit_code == 0
    answers = [json.loads(line) for line in said.stdout.splitlines()]
    assert len(answers) == len(lines)
    assert answers[0] == answers[-1]
    assert all(set(answer) == {"error", "field"} and answer["error"] for answer in answers[1:-1])


def test_it_needs_no_home(tmp_path: Path) -> None:
    file, home = tmp_path / "case.json", tmp_path / "home"
    file.write_text(json.dumps(FACTS), encoding="utf-8")
    command = [sys.executable, "-m", "tallystick", "--home", str(home), "decisions", "appraise", str(file)]
    said = subprocess.run(command, capture_output=True, text=True, check=True)
    assert json.loads(said.stdout) == answered(FACTS)
    assert not home.exists()


def test_what_cannot_be_read_and_wrong_usage(tmp_path: Path) -> None:
    assert run(str(tmp_path / "none.json")).exit_code == 1
    assert run().exit_code == 2
    assert run("-", given="").exit_code == 1
