"""Charters: letters, what hangs on nothing, the dashboard by its arithmetic, the template, and what is refused."""

import datetime as dt
import json
import random
import tomllib
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.decisions.rules.charter_answer import answer, template
from tallystick.decisions.rules.charter_measures import Measure, Point, State, standing, together
from tallystick.decisions.rules.parts_json import NotADocument
from tallystick.kit.errors import Refused
from tallystick.reference.charter import charter_facts, from_toml
from tests.contracts.rules.pages import example

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "charter.toml").read_text(encoding="utf-8"))
TODAY: dt.date = CASES["today"]
YES = {"yes": True, "reason": "It is agreed", "by": "Ash"}
BEGINS, ENDS = ["2026-01-01", 100], ["2026-12-31", 200]


def point(said: list[Any] | str) -> dict[str, Any] | None:
    return {"on": said[0], "value": said[1]} if said else None


def kept(said: dict[str, Any]) -> dict[str, Any]:
    return {key: one for key, one in said.items() if one != ""}


def objective(name: str = "a", **rest: Any) -> dict[str, Any]:
    full = {"id": name, "text": "Objective", "outcomes": ["o"], "owner": "Ash", "due": "2026-12-31"}
    return kept({**full, "smart": {"S": YES, "A": YES, "R": YES}, **rest})


def measure(name: str = "m", **rest: Any) -> dict[str, Any]:
    full = {"id": name, "objective": "a", "name": "Measure", "unit": "forms", "owner": "Ash"}
    return kept({**full, "baseline": point(BEGINS), "target": point(ENDS), **rest})


def charter(objectives: list[dict[str, Any]], measures: list[dict[str, Any]], **rest: Any) -> dict[str, Any]:
    return kept(
        {
            "title": "Charter",
            "themes": [{"id": "t", "name": "Theme"}],
            "commitments": [{"id": "c", "theme": "t", "text": "Commitment"}],
            "outcomes": [{"id": "o", "text": "Outcome", "serves": ["c"]}],
            "objectives": objectives,
            "measures": measures,
            **rest,
        }
    )


def test_the_worked_example_of_the_page() -> None:
    said, gives = example("charter")
    found = json.loads(json.dumps(answer(said, TODAY)), parse_float=Decimal)
    assert {key: found[key] for key in gives} == gives


@pytest.mark.parametrize("case", CASES["measures"], ids=lambda case: case["why"])
def test_how_a_measure_stands(case: dict[str, Any]) -> None:
    said = {key: case[key] for key in ("tolerance", "every_days", "better") if key in case}
    said |= {key: point(case[key]) or "" for key in ("baseline", "target") if key in case}
    readings = [point(one) for one in case["readings"]]
    (found,) = answer(charter([objective()], [measure(readings=readings, **said)]), TODAY)["measures"]
    assert found["state"] == case["state"], found["because"]
    if "expected" in case:
        assert found["expected"] == case["expected"]


@pytest.mark.parametrize("case", CASES["letters"], ids=lambda case: case["why"])
def test_each_letter_is_tested(case: dict[str, Any]) -> None:
    said = charter([objective(**case.get("change", {}))], [measure(**case.get("measure", {}))])
    (found,) = answer(said, TODAY)["objectives"]
    letters = {one["letter"]: one for one in found["letters"]}
    assert list(letters) == ["S", "M", "A", "R", "T"]
    assert (letters[case["letter"]]["verdict"], letters[case["letter"]]["missing"]) == (
        case["verdict"],
        case["missing"],
    )
    assert found["smart"] is all(one["verdict"] == "met" for one in letters.values())


@pytest.mark.parametrize("case", CASES["refused"], ids=lambda case: case["why"])
def test_what_is_refused_names_its_place(case: dict[str, Any]) -> None:
    said = charter([objective(**case.get("change", {}))], [measure(**case.get("measure", {}))], **case.get("set", {}))
    with pytest.raises(NotADocument) as no:
        answer(said, TODAY)
    assert no.value.field == case["field"]
    assert no.value.what_to_do


def test_what_hangs_on_nothing_is_named() -> None:
    found = answer(
        charter(
            [objective("a"), objective("b"), objective("lost", outcomes=[])],
            [measure()],
            themes=[{"id": "t", "name": "Theme"}, {"id": "bare", "name": "Bare", "across": True}],
            commitments=[{"id": name, "theme": "t", "text": "Text"} for name in ("c", "talk", "unserved")],
            principles=[{"id": "p", "text": "Principle"}],
            outcomes=[
                {"id": "o", "text": "Outcome", "serves": ["c"]},
                {"id": "alone", "text": "Nothing is done for it", "serves": ["talk"]},
                {"id": "idle", "text": "It serves nothing"},
            ],
        ),
        TODAY,
    )["orphans"]
    assert found == {
        "themes_without_commitment": ["bare"],
        "commitments_served_by_nothing": ["unserved"],
        "principles_served_by_nothing": ["p"],
        "commitments_not_measured": ["talk", "unserved"],
        "outcomes_serving_nothing": ["idle"],
        "outcomes_without_objective": ["alone", "idle"],
        "objectives_for_no_outcome": ["lost"],
        "objectives_without_measure": ["b", "lost"],
    }


def test_the_dashboard_counts_by_state_and_theme_and_names_what_is_late() -> None:
    found = answer(
        charter(
            [objective("a"), objective("b", due="2026-07-01", owner=""), objective("c", due="2026-07-02")],
            [
                measure("m", readings=[point(["2026-07-02", 150])]),
                measure("n", readings=[point(["2026-05-01", 200])], every_days=30, owner=""),
                measure("q", objective="b", readings=[]),
            ],
        ),
        TODAY,
    )
    assert found["dashboard"]["measures"] == {"no reading": 1, "on track": 1, "met": 1}
    assert found["dashboard"]["objectives"] == {"no reading": 1, "no measure": 1, "on track": 1}
    assert found["dashboard"]["themes"][0]["objectives"] == found["dashboard"]["objectives"]
    assert found["attention"] == {
        "objectives_not_smart": ["b", "c"],
        "objectives_overdue": ["b"],
        "objectives_without_owner": ["b"],
        "measures_without_owner": ["n"],
        "readings_overdue": ["n"],
    }


@pytest.mark.parametrize(
    ("states", "state"),
    [
        ([], "no measure"),
        (["met", "met"], "met"),
        (["not due", "not due"], "not due"),
        (["met", "not due"], "on track"),
        (["met", "on track"], "on track"),
        (["met", "no reading", "on track"], "no reading"),
        (["no reading", "behind", "met"], "behind"),
        (["not set", "met"], "not set"),
        (["not set", "no reading"], "no reading"),
    ],
)
def test_an_objective_stands_as_the_measure_that_needs_somebody_first(states: list[State], state: State) -> None:
    ones = [standing(Measure("m", "a", "Measure"), TODAY)] * len(states)
    assert (
        together(type(one)(one.measure, it, "", None, None, False) for one, it in zip(ones, states, strict=True))
        == state
    )


def test_the_template_has_the_shape_of_the_sources_and_nothing_hanging_on_it_yet() -> None:
    begun = template()
    found = answer(begun, TODAY)
    assert [theme["name"] for theme in begun["themes"] if not theme.get("across")] == [
        "Digital councils",
        "Digital services",
        "Digital localities",
    ]
    assert [theme["name"] for theme in begun["themes"] if theme.get("across")] == [
        "Collaboration",
        "Data and governance",
    ]
    assert (len(begun["commitments"]), len(begun["principles"])) == (5, 7)
    assert found["orphans"]["themes_without_commitment"] == []
    assert len(found["orphans"]["commitments_served_by_nothing"]) == 5
    begun["themes"].clear()
    assert template()["themes"], "who changes theirs does not change the next one's"


def test_the_questions_are_data_with_source_mark_and_review() -> None:
    facts = charter_facts()
    assert all(letter.question.endswith("?") for letter in facts.letters)
    assert (facts.letters_mark, facts.shape_mark, facts.wording_mark) == ("G", "V", "?")
    assert facts.valid_from < facts.review_by
    path = Path(__file__).parents[3] / "src" / "tallystick" / "reference" / "charter.toml"
    said = tomllib.loads(path.read_text(encoding="utf-8"))
    said["smart"]["letter"].pop()
    with pytest.raises(Refused, match="S, M, A, R and T"):
        from_toml(said)


VALUES = st.integers(-1000, 1000).map(Decimal)


@given(VALUES, VALUES.filter(bool), st.integers(1, 2000), st.integers(0, 2000), VALUES, st.integers(0, 50))
def test_on_track_is_the_straight_line_and_up_is_down_in_a_mirror(
    first: Decimal, more: Decimal, days: int, after: int, read: Decimal, tolerance: int
) -> None:
    begin = dt.date(2026, 1, 1)
    on = begin + dt.timedelta(days=after)

    def stands(sign: int) -> State:
        way = "up" if sign * more > 0 else "down"
        baseline = Point(begin, sign * first)
        target = Point(begin + dt.timedelta(days=days), sign * (first + more))
        one = Measure(
            "m", "a", "Measure", "forms", "", baseline, target, way, Decimal(tolerance), None, (Point(on, sign * read),)
        )
        return standing(one, on).state

    # Without fractions: the share of the way that is covered, against the share of the time that has passed.
    gone = (read - first) * (1 if more > 0 else -1)
    if gone >= abs(more):
        expected = "met"
    elif after >= days:
        expected = "behind"
    else:
        expected = "on track" if (gone + tolerance) * days >= abs(more) * after else "behind"
    assert stands(1) == stands(-1) == expected


@given(st.permutations([point([f"2026-0{n}-01", 100 + 7 * n]) for n in range(1, 7)]), st.randoms())
def test_no_order_changes_anything(readings: list[dict[str, Any]], dice: random.Random) -> None:
    measures = [measure("m", readings=readings), measure("n"), measure("q", unit="")]
    whole = answer(charter([objective()], measures), TODAY)
    dice.shuffle(measures)
    again = answer(charter([objective()], measures), TODAY)
    assert again["dashboard"] == whole["dashboard"]
    assert {one["id"]: one for one in again["measures"]} == {one["id"]: one for one in whole["measures"]}
    assert Fraction(next(one for one in whole["measures"] if one["id"] == "m")["reading"]["value"]) == 142
