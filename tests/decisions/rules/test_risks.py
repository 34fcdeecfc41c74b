"""Risk registers: the eight risks of the sources, movement, what is late or missing, and what is refused."""

import datetime as dt
import json
import random
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.decisions.rules.parts_json import NotADocument
from tallystick.decisions.rules.risks_answer import answer
from tests.contracts.rules.pages import example

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "risks.toml").read_text(encoding="utf-8"))
TODAY = dt.date(2026, 11, 22)


def register(*risks: dict[str, Any], **rest: Any) -> dict[str, Any]:
    return {"scale": "five-by-five", "risks": list(risks), **rest}


def risk(name: str = "a", likelihood: int = 2, impact: int = 2, **rest: Any) -> dict[str, Any]:
    return {"id": name, "title": "Something", "likelihood": likelihood, "impact": impact, **rest}


def squares(rows: list[dict[str, Any]]) -> dict[tuple[int, int], list[str]]:
    return {(row["likelihood"], c["impact"]): c["risks"] for row in rows for c in row["cells"] if c["risks"]}


def test_the_worked_example_of_the_page() -> None:
    said, gives = example("risk-register")
    found = json.loads(json.dumps(answer(said, TODAY)), parse_float=Decimal)
    assert {key: found[key] for key in gives} == gives


def test_the_eight_risks_of_the_sources_stand_where_they_did() -> None:
    given_ = [{key: one for key, one in it.items() if key != "rated"} for it in CASES["risks"]]
    found = answer({"scale": CASES["scale"], "risks": given_}, TODAY)
    assert squares(found["matrix"]["before"]) == {
        (it["likelihood"], it["impact"]): it["risks"] for it in CASES["squares"]
    }
    assert {it["id"]: it["before"]["level"] for it in found["risks"]} == {
        str(it["id"]): it["rated"] for it in CASES["risks"]
    }
    assert found["counts"]["before"] == {"high": 0, "medium": 8, "low": 0}
    # Twelve with the greater impact comes before twelve that is likelier; then by id.
    assert found["order"] == ["2", "8", "1", "5", "6", "4", "7", "3"]
    # The source says neither owners nor what each is meant to come to: unknown is said, and no square is filled.
    assert found["attention"]["no_owner"] == [str(n) for n in range(1, 9)]
    assert squares(found["matrix"]["after"]) == {}


@pytest.mark.parametrize("case", CASES["refused"], ids=lambda case: case["why"])
def test_what_is_refused_names_its_place(case: dict[str, Any]) -> None:
    one = {key: said for key, said in {**risk(), **case.get("risk", {})}.items() if said != ""}
    said = {key: value for key, value in {**register(one), **case.get("set", {})}.items() if value != ""}
    with pytest.raises(NotADocument) as no:
        answer(said, TODAY)
    assert no.value.field == case["field"]
    assert no.value.what_to_do


def test_a_risk_is_named_once() -> None:
    with pytest.raises(NotADocument, match="twice"):
        answer(register(risk("a"), risk("a")), TODAY)


def scale(**rest: Any) -> dict[str, Any]:
    return {
        "likelihood": ["Seldom", "Often"],
        "impact": ["Slight", "Grave", "Dire"],
        "ratings": [{"code": "green", "name": "Green"}, {"code": "red", "name": "Red"}],
        "cells": [["green", "green", "red"], ["green", "red", "red"]],
        **rest,
    }


def test_a_scale_of_ones_own_goes_cell_by_cell() -> None:
    found = answer(register(risk(likelihood=1, impact=3), risk("b", 2, 1), scale=scale()), TODAY)
    assert [(it["id"], it["before"]["level_name"]) for it in found["risks"]] == [("a", "Red"), ("b", "Green")]
    assert [[c["level"] for c in row["cells"]] for row in found["matrix"]["before"]] == [
        ["green", "red", "red"],
        ["green", "green", "red"],
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"cells": [["red", "green", "red"], ["green", "red", "red"]]},
        {"cells": [["green", "red", "red"], ["green", "green", "red"]]},
        {"cells": [["green", "green", "red"]]},
        {"cells": [["green", "green", "amber"], ["green", "red", "red"]]},
        {"impact": ["Slight", "slight", "Dire"]},
        {"likelihood": None},
        {"colour": "blue"},
        {"cells": None},
    ],
    ids=str,
)
def test_a_scale_on_which_worse_is_rated_lower_or_that_does_not_fit_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(NotADocument) as no:
        answer(register(risk(1, 1, 1), scale=scale(**wrong)), TODAY)
    assert no.value.field.startswith("scale")


def scored(*at: tuple[str, int, int]) -> list[dict[str, Any]]:
    return [{"on": on, "likelihood": one, "impact": two, "why": "Looked at again"} for on, one, two in at]


def test_movement_between_two_days() -> None:
    found = answer(
        register(
            risk("down", 1, 5, history=scored(("2026-10-01", 1, 5), ("2026-01-01", 4, 5))),
            risk("up", 3, 3, history=scored(("2026-01-01", 2, 3), ("2026-07-01", 3, 3))),
            risk("new", 3, 3, history=scored(("2026-08-01", 3, 3))),
            # A move on the day compared with is no move since.
            risk("same", 5, 5, history=scored(("2026-01-01", 1, 1), ("2026-06-30", 5, 5))),
            risk("unknown", 2, 2),
            since="2026-06-30",
        ),
        TODAY,
    )["movement"]
    assert {it["id"]: it["way"] for it in found["risks"]} == {
        "down": "down",
        "up": "up",
        "new": "new",
        "same": "same",
    }
    assert found["risks"][0]["from"] == {"likelihood": 4, "impact": 5}
    assert found["no_history"] == ["unknown"]


def test_movement_until_an_earlier_day_knows_nothing_of_what_came_after() -> None:
    one = risk("a", 1, 1, history=scored(("2026-01-01", 2, 2), ("2026-03-01", 4, 4), ("2026-09-01", 1, 1)))
    asked = register(one, since="2026-02-28", until="2026-03-01")
    (found,) = answer(asked, TODAY)["movement"]["risks"]
    assert found == {
        "id": "a",
        "from": {"likelihood": 2, "impact": 2},
        "to": {"likelihood": 4, "impact": 4},
        "way": "up",
    }


def test_no_movement_is_made_up_where_no_day_was_asked_for() -> None:
    assert answer(register(risk()), TODAY)["movement"] is None


def test_what_needs_somebody() -> None:
    less = {"likelihood": 1, "impact": 2}
    found = answer(
        register(
            risk("late", review="2026-11-21", owner="Head of ICT", mitigation="Ask early", after=less),
            risk("later", review="2026-10-01", owner="Head of ICT", mitigation="Ask early", after=less),
            risk(
                "due today", review="2026-11-22", owner="Head of ICT", mitigation="Ask", after=less, target="2026-11-22"
            ),
            risk("missed", owner="Head of ICT", mitigation="Ask", after=less, target="2026-11-21"),
            risk("reached", 1, 2, owner="Head of ICT", mitigation="Ask", after=less, target="2026-11-21"),
            risk("worse", 1, 1, owner="Head of ICT", mitigation="Ask", after=less),
            risk("bare"),
            risk("closed", state="closed", review="2020-01-01"),
        ),
        TODAY,
    )
    needs = found["attention"]
    assert [(it["id"], it["days_late"]) for it in needs["overdue_reviews"]] == [("later", 52), ("late", 1)]
    assert [it["id"] for it in needs["targets_not_met"]] == ["missed"]
    assert needs["no_owner"] == needs["no_mitigation"] == needs["after_not_said"] == ["bare"]
    assert needs["no_review"] == ["missed", "reached", "worse", "bare"]
    assert needs["worse_after_mitigation"] == ["worse"]
    assert found["closed"] == ["closed"]
    assert "closed" not in found["order"]


STEP = st.integers(1, 5)


@given(st.lists(st.tuples(STEP, STEP, st.none() | st.tuples(STEP, STEP)), min_size=1, max_size=12), st.randoms())
def test_every_open_risk_is_counted_once_whatever_the_order(
    steps: list[tuple[int, int, tuple[int, int] | None]], dice: random.Random
) -> None:
    risks = [
        risk(str(n), one, two, after=after and {"likelihood": after[0], "impact": after[1]})
        for n, (one, two, after) in enumerate(steps)
    ]
    found = answer(register(*risks), TODAY)
    assert sum(found["counts"]["before"].values()) == len(risks)
    assert sum(found["counts"]["after"].values()) == sum(after is not None for *_, after in steps)
    assert sorted(name for here in squares(found["matrix"]["before"]).values() for name in here) == sorted(
        it["id"] for it in risks
    )
    dice.shuffle(risks)
    again = answer(register(*risks), TODAY)
    assert {key: again[key] for key in ("order", "counts", "matrix")} == {
        key: found[key] for key in ("order", "counts", "matrix")
    }
