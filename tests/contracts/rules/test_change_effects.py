"""What a contract says once a change was made: by cases that can be read."""

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tallystick.contracts.rules.change_effects import Term, effect_of

CASES = tomllib.loads((Path(__file__).parent / "cases" / "change_effects.toml").read_text(encoding="utf-8"))["case"]
ON = date(2026, 11, 22)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_what_a_contract_says_after_a_change(case: dict[str, Any]) -> None:
    before, change = case["before"], case["change"]
    term = Term(
        value_pence=int(Decimal(before["value"]) * 100) if "value" in before else None,
        value_period=before.get("value_period", "whole_life"),
        end=before.get("end"),
        latest_end=before.get("latest_end"),
        extensions=tuple(before.get("extensions", ())),
        extensions_used=before.get("extensions_used"),
    )
    value = int(Decimal(change["value"]) * 100)
    found = effect_of(term, ground=change["ground"], value_pence=value, months=change["months"], on=ON)
    wanted = dict(case["after"])
    if "value" in wanted:
        wanted["value_pence"] = int(Decimal(wanted.pop("value")) * 100)
    assert found.values == wanted
    assert len(found.left) == case.get("left", 0)


def test_a_term_beyond_the_calendar_is_left_as_it_is() -> None:
    found = effect_of(
        Term(None, "unknown", date(9999, 6, 30), None), ground="", value_pence=None, months=1200, on=ON
    )  # fmt: skip
    assert found.values == {}
    assert len(found.left) == 1
