"""What a contract says once a change was made: by cases that can be read."""

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tallystick.contracts.rules.change_effects import Term, effect_of, months_beyond
from tallystick.kit.months import whole_months

SAID = tomllib.loads((Path(__file__).parent / "cases" / "change_effects.toml").read_text(encoding="utf-8"))
CASES, BEYOND = SAID["case"], SAID["beyond"]
ON = date(2026, 11, 22)


def term_of(said: dict[str, Any]) -> Term:
    return Term(
        value_pence=int(Decimal(said["value"]) * 100) if "value" in said else None,
        value_period=said.get("value_period", "whole_life"),
        end=said.get("end"),
        latest_end=said.get("latest_end"),
        extensions=tuple(said.get("extensions", ())),
        extensions_used=said.get("extensions_used"),
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_what_a_contract_says_after_a_change(case: dict[str, Any]) -> None:
    before, change = case["before"], case["change"]
    term = term_of(before)
    value = int(Decimal(change["value"]) * 100)
    found = effect_of(
        term, ground=change["ground"], provided_for=change.get("provided_for"), value_pence=value,
        months=change["months"], on=ON,
    )  # fmt: skip
    wanted = dict(case["after"])
    if "value" in wanted:
        wanted["value_pence"] = int(Decimal(wanted.pop("value")) * 100)
    assert found.values == wanted
    assert len(found.left) == case.get("left", 0)


def test_a_term_beyond_the_calendar_is_left_as_it_is() -> None:
    found = effect_of(
        Term(None, "unknown", date(9999, 6, 30), None), ground="", provided_for=None, value_pence=None, months=1200,
        on=ON,
    )  # fmt: skip
    assert found.values == {}
    assert len(found.left) == 1


@pytest.mark.parametrize("case", BEYOND, ids=lambda case: case["why"])
def test_by_how_much_a_change_alters_the_longest_term(case: dict[str, Any]) -> None:
    term, provided_for = term_of(case["before"]), case.get("provided_for")
    assert months_beyond(term, provided_for=provided_for, months=case["months"]) == case["beyond"]


def test_the_law_is_asked_of_no_fewer_months_than_the_longest_term_moves_by() -> None:
    for case in BEYOND:
        term = term_of(case["before"])
        effect = effect_of(
            term, ground="", provided_for=case.get("provided_for"), value_pence=0, months=case["months"], on=ON
        )  # fmt: skip
        if term.latest_end:
            latest = effect.values.get("latest_end", term.latest_end)
            assert whole_months(term.latest_end, latest) <= case["beyond"]
