"""Ten contracts, argued as a practitioner would: what is recommended, and every argument for and against it."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tallystick.decisions.rules.routes_json import answer
from tallystick.reference.lead_times import lead_times
from tallystick.reference.route_choice import route_choice

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "routes.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_case_comes_out_as_argued(case: dict[str, Any]) -> None:
    said = {"today": case.get("today", "2026-11-22"), "facts": case["facts"]}
    found = answer(said, route_choice(), lead_times())
    leads = case.get("route") or case["leads"]
    assert (found["verdict"], found["recommendation"], found["leads"]) == (case["verdict"], case.get("route"), leads)
    for key in ("close", "confidence"):
        assert key not in case or found[key] == case[key]
    (route,) = [one for one in found["routes"] if one["route"] == leads]
    assert sorted(one["criterion"] for one in route["for"]) == sorted(case["for"])
    assert sorted(one["criterion"] for one in route["against"]) == sorted(case["against"])
    decides = {one["fact"] for one in found["find_out"] if one["decides"]}
    assert decides >= set(case.get("find_out", ()))
    assert found["ignored"] == []
    assert len(case["reasoning"]) > 100


def test_there_are_ten_and_they_contrast() -> None:
    assert len(CASES) == 10
    assert len({case.get("route") for case in CASES}) >= 6
