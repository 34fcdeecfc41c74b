"""Transition plans: dates, forecasts, slippage, people, the budget of the sources, and what is refused."""

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
from tallystick.decisions.rules.transition_answer import answer
from tallystick.law.working_days import add_working_days
from tests.contracts.rules.pages import example

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "transition.toml").read_text(encoding="utf-8"))
TODAY = dt.date(2026, 11, 18)
"""A Wednesday."""


def plan(*tasks: dict[str, Any], **rest: Any) -> dict[str, Any]:
    return {
        "nation": "england",
        "start": "2026-11-02",
        "phases": [{"id": "p", "name": "Service design"}],
        "tasks": list(tasks),
        **rest,
    }


def task(name: str = "a", days: int = 2, **rest: Any) -> dict[str, Any]:
    return {"id": name, "phase": "p", "name": f"Task {name}", "days": days, **rest}


def of(found: dict[str, Any], name: str) -> dict[str, Any]:
    (one,) = [it for it in found["tasks"] if it["id"] == name]
    return one


def test_the_worked_example_of_the_page() -> None:
    said, gives = example("transition-plan")
    found = json.loads(json.dumps(answer(said, dt.date(2021, 9, 15))), parse_float=Decimal)
    assert {key: found[key] for key in gives} == gives


@pytest.mark.parametrize("case", CASES["refused"], ids=lambda case: case["why"])
def test_what_is_refused_names_its_place(case: dict[str, Any]) -> None:
    one = {key: said for key, said in {**task(), **case.get("task", {})}.items() if said != ""}
    said = {key: value for key, value in {**plan(one), **case.get("set", {})}.items() if value != ""}
    with pytest.raises(NotADocument) as no:
        answer(said, TODAY)
    assert no.value.field == case["field"]
    assert no.value.what_to_do


def test_a_circle_is_refused_and_named() -> None:
    with pytest.raises(NotADocument, match="a waits for b waits for a"):
        answer(plan(task("a", needs=["b"]), task("b", needs=["a"])), TODAY)


def test_days_are_working_days_of_the_nation() -> None:
    # Thursday 24 December 2026 is worked; Christmas Day, the Saturday, the Sunday and Monday's substitute are not.
    long = plan(task("a", 2), task("b", 1, needs=["a"]), start="2026-12-24")
    found = answer(long, TODAY)
    assert (of(found, "a")["earliest_start"], of(found, "a")["earliest_finish"]) == ("2026-12-24", "2026-12-29")
    assert of(found, "b")["earliest_start"] == "2026-12-30"
    # 1 and 4 January are holidays in Scotland (2 January being a Saturday), 4 January none in England.
    for nation, first in (("england", "2027-01-04"), ("scotland", "2027-01-05")):
        begun = answer(plan(task(), start="2027-01-01", nation=nation), TODAY)
        assert of(begun, "a")["earliest_start"] == first


def test_start_and_finish_are_as_good_as_days() -> None:
    given_ = {"id": "a", "phase": "p", "name": "A", "start": "2026-11-05", "finish": "2026-11-10"}
    found = of(answer(plan(given_), TODAY), "a")
    assert (found["days"], found["earliest_start"], found["earliest_finish"]) == (4, "2026-11-05", "2026-11-10")


def test_a_day_that_cannot_be_kept_is_said() -> None:
    found = answer(plan(task("a", 5), task("b", 1, needs=["a"], start="2026-11-04")), dt.date(2026, 11, 2))
    assert of(found, "b")["earliest_start"] == "2026-11-09"
    assert found["attention"]["pushed_by_needs"] == ["b"]


def test_a_milestone_is_on_the_last_day_of_what_it_waits_for_and_the_next_begins_the_day_after() -> None:
    found = answer(
        plan(task("a", 5), task("m", 0, needs=["a"]), task("b", 1, needs=["m"]), task("given", 0, start="2026-11-12")),
        dt.date(2026, 11, 2),
    )
    assert [of(found, name)["earliest_finish"] for name in ("a", "m", "b", "given")] == [
        "2026-11-06",
        "2026-11-06",
        "2026-11-09",
        "2026-11-12",
    ]


# What has happened by Wednesday 18 November to a task of ten days from 2 November, which should end on the 13th, and
# what follows for it: when it will end, and how many working days after the baseline that is.
HAPPENED: list[tuple[dict[str, Any], str, int]] = [
    ({"actual_start": "2026-11-02", "actual_finish": "2026-11-12"}, "2026-11-12", -1),
    ({"actual_start": "2026-11-02", "actual_finish": "2026-11-17"}, "2026-11-17", 2),
    # Finished on a Saturday: no working day later than the Friday.
    ({"actual_start": "2026-11-02", "actual_finish": "2026-11-14"}, "2026-11-14", 0),
    # A tenth is left: today.
    ({"actual_start": "2026-11-02", "percent": 90}, "2026-11-18", 3),
    # Half is left, five days with today.
    ({"actual_start": "2026-11-02", "percent": 50}, "2026-11-24", 7),
    # Part of a day is a day.
    ({"actual_start": "2026-11-02", "percent": 89}, "2026-11-19", 4),
    # Not said: its ten days are over, so today at the earliest.
    ({"actual_start": "2026-11-02"}, "2026-11-18", 3),
    # Not said, and begun late: ten days from then.
    ({"actual_start": "2026-11-16"}, "2026-11-27", 10),
    # Not begun: ten days from today.
    ({}, "2026-12-01", 12),
]


@pytest.mark.parametrize(("happened", "finish", "late"), HAPPENED, ids=str)
def test_the_forecast_comes_of_what_has_happened(happened: dict[str, Any], finish: str, late: int) -> None:
    agreed = {"start": "2026-11-02", "finish": "2026-11-13"}
    found = answer(plan(task("a", 10, baseline=agreed, **happened), task("b", 1, needs=["a"])), TODAY)
    one, then = of(found, "a"), of(found, "b")
    assert (one["forecast_finish"], one["slipped_days"]) == (finish, late)
    assert one["earliest_finish"] == "2026-11-13", "the plan itself does not move"
    after = add_working_days(dt.date.fromisoformat(finish), 1, "england")
    assert then["forecast_start"] == max(after, TODAY).isoformat()
    assert then["slipped_days"] is None, "there is no baseline, and so no slippage"


def test_nothing_is_said_of_a_baseline_that_not_every_task_has() -> None:
    agreed = {"start": "2026-11-18", "finish": "2026-11-19"}
    some = answer(plan(task("a", baseline=agreed), task("b")), TODAY)["summary"]
    assert (some["baseline_finish"], some["later_than_baseline_days"], some["due"]) == (None, None, None)
    every = answer(plan(task("a", baseline=agreed), due="2026-11-20"), TODAY)["summary"]
    assert (every["baseline_finish"], every["later_than_baseline_days"]) == ("2026-11-19", 0)
    assert every["later_than_due_days"] == -1


def test_what_needs_somebody() -> None:
    found = answer(
        plan(
            task("late", 5, owners=["Ash"]),
            task("out", 2, needs=["late"], actual_start="2026-11-16"),
            task("done", 2, actual_start="2026-11-02", actual_finish="2026-11-03"),
        ),
        TODAY,
    )["attention"]
    assert found["should_have_started"] == ["late"]
    assert found["should_have_finished"] == ["late", "out"]
    assert found["started_out_of_turn"] == ["out"]
    assert found["no_owner"] == ["out"]
    assert found["percent_not_said"] == ["out"]
    assert found["no_baseline"] == ["late", "out", "done"]


def test_who_is_on_several_tasks_at_once() -> None:
    found = answer(
        plan(
            task("a", 3, owners=["Ash", "Birch"]),
            task("b", 5, owners=["Ash"], start="2026-11-19"),
            task("c", 1, owners=["Ash"], start="2026-11-19"),
            task("mark", 0, owners=["Ash"], start="2026-11-19"),
            task("after", 1, owners=["Birch"], needs=["a"]),
        ),
        TODAY,
    )["attention"]["several_at_once"]
    assert found == [
        {"owner": "Ash", "from": "2026-11-19", "to": "2026-11-19", "tasks": ["a", "b", "c"]},
        {"owner": "Ash", "from": "2026-11-20", "to": "2026-11-20", "tasks": ["a", "b"]},
    ]


def test_the_bars_are_ready_to_draw() -> None:
    found = answer(plan(task("b", 1, needs=["a"]), task("a", 3, start="2026-11-19")), TODAY)["gantt"]
    # Thursday, Friday and Monday: three working days are five of the calendar.
    assert found["axis"] == {"first": "2026-11-19", "last": "2026-11-24", "days": 6}
    assert [(row["id"], row["bar"]["from_day"], row["bar"]["days"]) for row in found["rows"]] == [
        ("a", 0, 5),
        ("b", 5, 1),
    ]
    assert found["today"] is None, "today is before the first day of the picture"
    assert found["links"] == [{"from": "a", "to": "b", "lag": 0}]


LINES = st.lists(
    st.tuples(
        st.sampled_from(["capital", "revenue"]),
        st.integers(0, 10**9),
        st.sampled_from([None, "2020/21", "2021/22"]),
        st.sampled_from([None, "Reserve", "Borrowing"]),
    ),
    max_size=9,
)


@given(LINES, st.randoms())
def test_every_penny_is_in_one_year_one_kind_and_one_funding(
    lines: list[tuple[str, int, str | None, str | None]], dice: random.Random
) -> None:
    said = [
        {"name": str(n), "kind": kind, "pence": pence, "year": year, "funding": funding}
        for n, (kind, pence, year, funding) in enumerate(lines)
    ]
    found = answer(plan(task(), budget=said), TODAY)["budget"]
    whole = sum(pence for _, pence, _, _ in lines)
    assert found["total"]["pence"] == found["total"]["capital_pence"] + found["total"]["revenue_pence"] == whole
    assert sum(it["pence"] for it in found["by_year"]) == sum(it["pence"] for it in found["by_funding"]) == whole
    dice.shuffle(said)
    again = answer(plan(task(), budget=said), TODAY)["budget"]
    assert {key: again[key] for key in again if key != "lines"} == {key: found[key] for key in found if key != "lines"}


def test_what_is_committed_and_approved() -> None:
    found = answer(
        plan(
            task(),
            budget=[
                {"name": "Backfill", "kind": "revenue", "pence": 1000, "committed_pence": 1200, "year": "2026/27"},
                {"name": "Desk", "kind": "capital", "pence": 500, "year": 2026},
            ],
            approved={"capital_pence": 400},
        ),
        TODAY,
    )["budget"]
    assert found["committed_beyond"] == ["Backfill"]
    assert found["approved_less_lines_pence"] == {"capital": -100}
    assert found["total"]["lines_without_committed"] == 1
    assert [(it["year"], it["pence"]) for it in found["by_year"]] == [("2026/27", 1500)]


@given(st.lists(st.tuples(st.integers(0, 15), st.integers(0, 5)), min_size=1, max_size=6))
def test_every_day_of_a_chain_is_worked_and_none_is_skipped(steps: list[tuple[int, int]]) -> None:
    tasks = [
        task(str(n), days, needs=[{"id": str(n - 1), "lag": lag}] if n else []) for n, (days, lag) in enumerate(steps)
    ]
    found = answer(plan(*tasks, start="2026-12-21"), TODAY)
    last = dt.date.fromisoformat(found["summary"]["plan_finish"])
    lags = [lag for n, (_, lag) in enumerate(steps) if n]
    # A first milestone is at the end of the first day, and so takes that.
    count = sum(days for days, _ in steps) + sum(lags) + (steps[0][0] == 0)
    assert last == add_working_days(dt.date(2026, 12, 20), count, "england")


def test_a_phase_is_as_far_as_its_days_and_not_said_where_one_of_them_is_not() -> None:
    done = task("a", 6, actual_start="2026-11-02", actual_finish="2026-11-09")
    half = task("b", 3, actual_start="2026-11-10", percent=50)
    found = answer(plan(done, half, task("c", 1), task("mark", 0)), TODAY)["phases"]
    # 6 of 6, 1.5 of 3, 0 of 1: 7.5 of 10 days.
    assert [(one["tasks"], one["finished"], one["percent"]) for one in found] == [(4, 1, 75)]
    unsaid = {key: one for key, one in half.items() if key != "percent"}
    assert answer(plan(done, unsaid), TODAY)["phases"][0]["percent"] is None
    assert answer(plan(task("mark", 0)), TODAY)["phases"][0]["percent"] is None


def test_bank_holidays_that_are_not_published_are_said_to_be_expected() -> None:
    assert answer(plan(task()), TODAY)["summary"]["bank_holidays"] is None
    assert "expected" in answer(plan(task("a", 2_600)), TODAY)["summary"]["bank_holidays"]
