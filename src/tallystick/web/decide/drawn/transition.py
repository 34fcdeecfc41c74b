"""A transition plan as its page shows it: where it stands, its tasks, what is critical, and its budget. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tallystick.decisions.queries.answering import Answered
from tallystick.web.decide.drawn.attention import Named, Sentence, rows_by_id
from tallystick.web.decide.drawn.gantt import NARROW, WIDE, gantt
from tallystick.web.words import day, many, pounds

_STATES = {"finished": "Finished", "running": "Running", "not started": "Not started"}


@dataclass(frozen=True)
class Line:
    """A task in the table. row: of the answer. needs: in words."""

    row: Mapping[str, Any]
    at: Named
    state: str
    needs: str
    slipped: str


@dataclass(frozen=True)
class Phase:
    """A phase and its tasks. row: of the answer."""

    row: Mapping[str, Any]
    lines: Sequence[Line]


def draw(document: Answered) -> dict[str, Any]:
    """What the template of the page is told."""
    assert document.answer is not None
    answer = document.answer
    tasks = rows_by_id(document.said, "tasks")
    return {
        "plan": answer,
        "standing": _standing(answer["summary"]),
        "wide": gantt(answer, width=WIDE),
        "narrow": gantt(answer, width=NARROW),
        "phases": _phases(answer, tasks),
        "paths": [[tasks[name].name for name in path] for path in answer["critical"]["paths"]],
        "attention": _attention(answer, tasks, document.said),
        "totals": _totals(answer["budget"]),
        "approved": [
            (kind.capitalize(), pounds(abs(pence)), pence >= 0)
            for kind, pence in answer["budget"]["approved_less_lines_pence"].items()
        ],
    }


def highlight(answer: Mapping[str, Any]) -> str:
    """When it will be finished, and how late that is."""
    return f"Will be finished on {day(answer['summary']['forecast_finish'])}, {_late(answer['summary'])}"


def _late(summary: Mapping[str, Any]) -> str:
    due = summary["later_than_due_days"]
    return _beside(summary["later_than_plan_days"], "planned") if due is None else _beside(due, "due")


def _beside(days: int, than: str) -> str:
    """Working days later or earlier than something."""
    if not days:
        return f"as {than}"
    return f"{many(abs(days), 'working day')} {'later' if days > 0 else 'earlier'} than {than}"


def _standing(summary: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """(what, day, how the forecast stands to it) of each day by which the whole is held to account."""
    found = [("Will be finished", summary["forecast_finish"], "")]
    for what, key, later, than in (
        ("As planned", "plan_finish", "later_than_plan_days", "planned"),
        ("By the baseline", "baseline_finish", "later_than_baseline_days", "in the baseline"),
        ("Due", "due", "later_than_due_days", "due"),
    ):
        if summary[key] is None:
            nothing = "not every task has a baseline" if key == "baseline_finish" else "no day is given"
            found.append((what, "", nothing))
        else:
            found.append((what, summary[key], f"the forecast is {_beside(summary[later], than)}"))
    return found


def _phases(answer: Mapping[str, Any], tasks: Mapping[str, Named]) -> list[Phase]:
    """In the plan's order, the tasks of each by the day that they start, as the picture has them."""
    rows = {one["id"]: one for one in answer["tasks"]}
    order = [one["id"] for one in answer["gantt"]["rows"]]
    return [
        Phase(one, [_line(rows[name], tasks) for name in order if rows[name]["phase"] == one["id"]])
        for one in answer["phases"]
    ]


def _line(row: Mapping[str, Any], tasks: Mapping[str, Named]) -> Line:
    percent = row["percent"]
    done = "" if row["state"] != "running" else ", per cent not known" if percent is None else f", {percent}%"
    needs = "; ".join(f"{tasks[one['id']].name}{_lag(one['lag'])}" for one in row["needs"])
    return Line(row, tasks[row["id"]], f"{_STATES[row['state']]}{done}", needs, _slipped(row["slipped_days"]))


def _lag(days: int) -> str:
    if days > 0:
        return f", and {many(days, 'working day')} more"
    return f", but for its last {many(-days, 'working day')}" if days else ""


def _slipped(days: int | None) -> str:
    if days is None:
        return "no baseline"
    return "on time" if not days else f"{many(abs(days), 'day')} {'late' if days > 0 else 'early'}"


def _attention(answer: Mapping[str, Any], tasks: Mapping[str, Named], said: Mapping[str, Any]) -> list[Sentence]:
    found = []
    attention, budget = answer["attention"], answer["budget"]
    for key, text in (
        ("should_have_started", "By the plan it should have started:"),
        ("should_have_finished", "By the plan it should be finished:"),
        ("started_out_of_turn", "Started before what it waits for was finished:"),
        ("pushed_by_needs", "Cannot start on the day given, because of what it waits for:"),
        ("no_owner", "Nobody is named for it:"),
        ("percent_not_said", "Running, and how much is done is not said:"),
        ("no_baseline", "No baseline, so that slippage cannot be told:"),
    ):
        if attention[key]:
            found.append(Sentence(text, [tasks[name] for name in attention[key]]))
    for one in attention["several_at_once"]:
        text = f"{one['owner']} is named for several at once, from {day(one['from'])} to {day(one['to'])}:"
        found.append(Sentence(text, [tasks[name] for name in one["tasks"]]))
    over = [
        Named(line["name"], f"budget.{at}")
        for at, line in enumerate(said.get("budget") or [])
        if (line.get("committed_pence") or 0) > line["pence"]
    ]
    if budget["committed_beyond"]:
        found.append(Sentence("More is ordered or spent than is budgeted:", over))
    return found


def _totals(budget: Mapping[str, Any]) -> list[tuple[str, str, str, list[tuple[str, Mapping[str, Any]]]]]:
    """(key, caption, head of the first column, (name, row) of each with the total last) of each table of the budget."""
    total = ("Total", budget["total"])
    tables = (
        ("years", "The one-off budget by financial year", "Financial year", "by_year", "year"),
        ("sources", "The one-off budget by where it is paid from", "Paid from", "by_funding", "funding"),
    )
    return [
        (key, caption, head, [*((one[name] or "not said", one) for one in budget[listed]), total])
        for key, caption, head, listed, name in tables
    ]
