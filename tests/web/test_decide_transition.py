"""A transition plan on its page: the picture agrees with the table, forms keep what they do not ask for, a baseline."""

import datetime as dt
import json
import re
from copy import deepcopy
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tallystick.decisions import models
from tallystick.decisions.queries.answering import Answered
from tallystick.decisions.rules import transition_answer
from tallystick.web.decide.doings import fitting
from tallystick.web.decide.drawn import gantt
from tallystick.web.decide.drawn import transition as drawn
from tests.people import LEEDS, People

pytestmark = pytest.mark.once

TODAY = dt.date(2021, 9, 15)
PAGE = Path(__file__).parents[2] / "docs" / "rules" / "transition-plan.md"
GIVEN: dict[str, Any] = json.loads(re.search(r"```json given\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)[1])  # type: ignore[index]
SIZES = (gantt.WIDE, gantt.NARROW)


def _answer(said: dict[str, Any], today: dt.date = TODAY) -> dict[str, Any]:
    return transition_answer.answer(said, today)


def _drawn(said: dict[str, Any], today: dt.date = TODAY) -> dict[str, Any]:
    return drawn.draw(Answered("transition", 1, False, said, _answer(said, today), ""))


@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("today", [dt.date(2021, 5, 20), TODAY, dt.date(2024, 2, 29)])
def test_bars_stand_where_their_days_are_and_within_the_picture(width: int, today: dt.date) -> None:
    said = deepcopy(GIVEN)
    for task in said["tasks"]:
        for key in ("actual_start", "actual_finish", "percent"):
            if today < TODAY:
                task.pop(key, None)
    answer = _answer(said, today)
    chart = gantt.gantt(answer, width=width)
    tasks = {one["name"]: one for one in answer["tasks"]}
    one_day = _per_day(chart, answer)
    bars = [row for row in chart.rows if not row.phase]
    assert len(bars) == len(tasks)
    for row in bars:
        pieces = [one for one in (row.done, row.to_come) if one]
        task = tasks[row.name]
        days = (dt.date.fromisoformat(task["forecast_finish"]) - dt.date.fromisoformat(task["forecast_start"])).days + 1
        assert bool(row.diamond) == (task["days"] == 0)
        if pieces:
            assert sum(one.width for one in pieces) == pytest.approx(days * one_day, abs=4.2)
            assert all(chart.left <= one.x and one.x + one.width <= width for one in pieces)
            assert (row.done is None) == (task["forecast_start"] >= today.isoformat())
        assert row.critical == task["critical"]
        assert 0 < row.text_y < chart.height
    assert chart.height < 1000


def _per_day(chart: gantt.Gantt, answer: dict[str, Any]) -> float:
    """Pixels of a day, told from the bar of the plan of one task."""
    task = answer["tasks"][0]
    row = next(row for row in chart.rows if row.name == task["name"])
    days = (dt.date.fromisoformat(task["earliest_finish"]) - dt.date.fromisoformat(task["earliest_start"])).days + 1
    assert row.plan
    return row.plan.width / days


@pytest.mark.parametrize("width", SIZES)
def test_names_of_months_do_not_stand_on_one_another(width: int) -> None:
    for days in (1, 30, 260, 2_600):
        said = {**GIVEN, "tasks": [{"id": 1, "phase": "exit", "name": "All", "days": days}], "due": None}
        months = gantt.gantt(_answer(said), width=width).months
        assert all(b.x - a.x >= 60 for a, b in pairwise(months)), days


@pytest.mark.parametrize("width", SIZES)
def test_today_and_the_day_that_all_is_due_can_both_be_read(width: int) -> None:
    chart = gantt.gantt(_answer({**GIVEN, "due": "2021-09-20"}), width=width)
    assert chart.today and chart.due  # noqa: PT018
    assert (chart.today.anchor, chart.due.anchor) == ("end", "start")
    late = gantt.gantt(_answer(GIVEN | {"due": None}, dt.date(2021, 9, 15)), width=width)
    assert late.due is None


def test_the_table_has_every_task_with_what_it_waits_for_in_words() -> None:
    found = _drawn(GIVEN)
    lines = [line for phase in found["phases"] for line in phase.lines]
    assert sorted(line.row["id"] for line in lines) == sorted(one["id"] for one in GIVEN["tasks"])
    needs = {line.row["id"]: line.needs for line in lines}
    assert needs["people"] == "Agree the terms of leaving, and 20 working days more"
    assert needs["trial"] == "Staff move across; Buy and set up the desk"
    assert found["paths"] == [
        [
            "Design the new service", "Agree the terms of leaving", "Staff move across", "Run both side by side",
            "The new service runs",
        ]
    ]  # fmt: skip


def test_how_late_it_is_is_said_against_the_plan_the_baseline_and_the_day_it_is_due() -> None:
    assert _drawn(GIVEN)["standing"] == [
        ("Will be finished", "2021-12-21", ""),
        ("As planned", "2021-11-26", "the forecast is 17 working days later than planned"),
        ("By the baseline", "2021-11-26", "the forecast is 17 working days later than in the baseline"),
        ("Due", "2021-12-31", "the forecast is 6 working days earlier than due"),
    ]
    bare = {**GIVEN, "due": None, "tasks": [{"id": 1, "phase": "exit", "name": "All", "days": 5}]}
    assert [one[2] for one in _drawn(bare)["standing"][2:]] == ["not every task has a baseline", "no day is given"]
    assert drawn.highlight(_answer(GIVEN)) == "Will be finished on 21 December 2021, 6 working days earlier than due"


def test_the_totals_of_each_table_of_the_budget_are_the_sums_of_its_rows() -> None:
    for _, _, _, rows in _drawn(GIVEN)["totals"]:
        *parts, (_, total) = rows
        for key in ("capital_pence", "revenue_pence", "pence"):
            assert sum(one[key] for _, one in parts) == total[key]
    assert [name for name, _ in _drawn(GIVEN)["totals"][0][3]] == ["2020/21", "2021/22", "not said", "Total"]


def test_a_baseline_is_set_for_tasks_that_have_none_and_no_other_stays_to_be_set() -> None:
    said = deepcopy(GIVEN)
    for task in said["tasks"][2:]:
        del task["baseline"]
    said["tasks"][0]["baseline"]["finish"] = "2021-04-01"
    doing = fitting("transition", said, _answer(said), lambda kind: {})[0]
    made = doing.made()
    assert [one["baseline"] for one in made["tasks"][:2]] == [one["baseline"] for one in said["tasks"][:2]]
    for task, planned in zip(made["tasks"][2:], _answer(said)["tasks"][2:], strict=True):
        assert task["baseline"] == {"start": planned["earliest_start"], "finish": planned["earliest_finish"]}
    assert fitting("transition", made, _answer(made), lambda kind: {}) == []
    assert _answer(made)["tasks"][5]["slipped_days"] == 17


pages = pytest.mark.django_db


@pytest.fixture
def keeper(people: People) -> Client:
    people.organisation(LEEDS, "Leeds City Council")
    return people.client("contract_manager")


@pytest.fixture
def plan(keeper: Client) -> str:
    keeper.post("/decide/start/", {"title": "After the shared desk", "kind": "sharing"})
    return f"/decide/{models.Decision.objects.get().pk}/document/transition"


def _now() -> Any:
    return models.Document.objects.order_by("-edition")[0].said


def _day(name: str, on: str) -> dict[str, str]:
    return {f"{name}-{part}": text for part, text in zip(("year", "month", "day"), on.split("-"), strict=True)}


TASK = {"name": "Design", "phase": "1", "days": "10", "owners": "Head of service\nDesk lead"}


@pages
def test_a_plan_is_written_from_nothing_in_forms(keeper: Client, plan: str) -> None:
    first = {"nation": "england", **_day("start", "2026-01-05"), "approved-capital-pence": "1,000", "version": 0}
    assert keeper.post(f"{plan}/place/-/", first).status_code == 302
    keeper.post(f"{plan}/place/phases.add/", {"name": "Design", "version": 1})
    assert keeper.post(f"{plan}/place/tasks.add/", TASK | {"version": 2}).status_code == 302
    live = {"name": "Live", "phase": "1", "days": "0", "needs": ["1"], "version": 3}
    assert keeper.post(f"{plan}/place/tasks.add/", live).status_code == 302
    line = {"name": "Moving", "kind": "capital", "pence": "1,200.50", "year": "2026/27", "version": 4}
    assert keeper.post(f"{plan}/place/budget.add/", line).status_code == 302
    assert _now() == {
        "nation": "england", "start": "2026-01-05", "approved": {"capital_pence": 100_000},
        "phases": [{"id": "1", "name": "Design"}],
        "tasks": [
            {"id": "1", "name": "Design", "phase": "1", "days": 10, "owners": ["Head of service", "Desk lead"]},
            {"id": "2", "name": "Live", "phase": "1", "days": 0, "needs": ["1"]},
        ],
        "budget": [{"name": "Moving", "kind": "capital", "pence": 120_050, "year": "2026/27"}],
    }  # fmt: skip
    page = keeper.get(f"{plan}/").content.decode()
    assert "£200.50 more than is approved" in page
    assert "★ 0 days: critical" in page
    assert "Set the baseline from the plan as it stands" in page
    keeper.post(f"{plan}/do/baseline/", {"version": 5})
    assert _now()["tasks"][0]["baseline"] == {"start": "2026-01-05", "finish": "2026-01-16"}
    page = keeper.get(f"{plan}/").content.decode()
    assert "Set the baseline" not in page
    assert keeper.post(f"{plan}/do/baseline/", {"version": 6}).status_code == 404
    assert keeper.post(f"{plan}/do/hats/", {"version": 6}).status_code == 404


@pages
def test_a_form_keeps_the_lags_and_keys_that_it_does_not_ask_for(keeper: Client, plan: str) -> None:
    keeper.post(f"{plan}/text/", {"said": json.dumps(GIVEN), "version": 0})
    sent = {
        "name": "Staff move", "phase": "move", "days": "40", "needs": ["terms", "tool"], "owners": "Head of service",
        **_day("baseline-start", "2021-08-20"), **_day("baseline-finish", "2021-10-15"), "version": 1,
    }  # fmt: skip
    assert keeper.post(f"{plan}/place/tasks.3/", sent).status_code == 302
    assert _now()["tasks"][3] == GIVEN["tasks"][3] | {
        "name": "Staff move", "needs": ["tool", {"id": "terms", "lag": 20}],
    }  # fmt: skip
    assert [one for at, one in enumerate(_now()["tasks"]) if at != 3] == [
        one for at, one in enumerate(GIVEN["tasks"]) if at != 3
    ]


@pages
def test_what_a_rule_refuses_of_a_task_is_told_beside_its_box(keeper: Client, plan: str) -> None:
    keeper.post(f"{plan}/text/", {"said": json.dumps(GIVEN), "version": 0})
    task = {"name": "Live", "phase": "move", "days": "0", "version": 1}
    for change, told in (
        ({"days": "99999"}, "no whole number from 0 to 2,600"),
        ({"days": "-1"}, "must be 0 or more"),
        ({"days": "NaN"}, "must be a whole number"),
        ({"days": ""}, "how long it takes is not said"),
        ({"needs": ["live"]}, "none of them can ever start"),
        ({"phase": "hats"}, "must be one of the choices"),
        (_day("start", "2021-05-31"), "is no working day"),
        ({"percent": "20"}, "and it never started"),
        (_day("actual-finish", "2021-06-01"), "and never started"),
        (_day("actual-start", "2199-01-04"), "Give a day that has come"),
        (_day("baseline-start", "2021-06-01"), "is no date"),
        ({"name": "x" * 10_000}, "must be at most 300 characters"),
        ({"owners": "Ann\nAnn"}, "is there twice"),
    ):
        sent = keeper.post(f"{plan}/place/tasks.5/", task | change)
        assert (sent.status_code, told in sent.content.decode()) == (422, True), (change, told)
        assert "There is a problem" in sent.content.decode()
    for change, told in (
        ({"pence": "1e999"}, "must be an amount in pounds"), ({"year": "2021/23"}, "is no financial year"),
        ({"pence": "-5"}, "is no whole number from 0"),
    ):  # fmt: skip
        line = {"name": "😀", "kind": "capital", "pence": "5", "version": 1}
        sent = keeper.post(f"{plan}/place/budget.add/", line | change)
        assert (sent.status_code, told in sent.content.decode()) == (422, True), (change, told)
    assert models.Document.objects.count() == 1


@pages
def test_the_page_of_the_worked_example_has_every_figure_and_no_markup_of_its_words(
    keeper: Client, plan: str, people: People
) -> None:
    said = deepcopy(GIVEN)
    said["tasks"][0]["name"] = "<script>alert(1)</script> & so"
    keeper.post(f"{plan}/text/", {"said": json.dumps(said), "version": 0})
    page = people.client("reader").get(f"{plan}/").content.decode()
    assert "<script>alert" not in page
    for text in ("£17,000.00", "£35,000.00", "£52,000.00", "2020/21", "The critical path", "31 December 2021"):
        assert text in page, text
    assert "Set the baseline" not in page
    assert page.count("<svg") == page.count('aria-hidden="true" focusable="false"')
