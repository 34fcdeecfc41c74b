"""What a transition plan says in a report: when it ends and why, a chart of its tasks, and its budget. Pure."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from tallystick.decisions.rules.paper import Bar, Block, Bullets, Cell, Paragraph, Picture, Row, Table
from tallystick.decisions.rules.paper_figures import NOT_KNOWN, Book, Part, from_pence
from tallystick.decisions.rules.routes_words import day_in_words

_ATTENTION = {
    "should_have_finished": "Should have finished by now",
    "should_have_started": "Should have started by now",
    "pushed_by_needs": "Start later than planned, for what they need",
    "started_out_of_turn": "Started before what they need was done",
    "no_owner": "Nobody owns",
}
_STATES = {"finished": "Finished", "running": "Under way", "not started": "Not started"}
_NO_YEAR = "Year not said"


def plan_blocks(part: Part, book: Book) -> tuple[Block, ...]:
    """The blocks of a transition plan, from what its rule answers."""
    answer = part.answer
    names = {one["id"]: one["name"] for one in answer["tasks"]}
    paths = ["; then ".join(names[name] for name in path) for path in answer["critical"]["paths"]]
    found: list[Block] = [Paragraph((_when(answer["summary"]),)), _chart(part)]
    if paths:
        more = answer["critical"]["how_many"] - len(paths)
        said = f"What decides when it ends: {'. Or: '.join(paths)}{f'. And {more} more ways' if more > 0 else ''}."
        found.append(Paragraph((said,)))
    attention = [
        Paragraph((f"{said}: {', '.join(names.get(name, name) for name in answer['attention'][key])}.",))
        for key, said in _ATTENTION.items()
        if answer["attention"].get(key)
    ]
    if attention:
        found.append(Bullets(tuple(attention)))
    return (*found, *_budget(part, book))


def _when(summary: Mapping[str, Any]) -> str:
    said = f"It begins on {_day(summary['start'])} and is forecast to finish on {_day(summary['forecast_finish'])}"
    late = [
        _late(summary[key], than)
        for key, than in (
            ("later_than_plan_days", "planned"),
            ("later_than_baseline_days", "agreed"),
            ("later_than_due_days", f"needed, {_day(summary['due'])}"),
        )
        if summary.get(key) is not None
    ]
    holidays = f" {summary['bank_holidays']}" if summary.get("bank_holidays") else ""
    return f"{said}: {', '.join(late)}.{holidays}" if late else f"{said}.{holidays}"


def _late(days: int, than: str) -> str:
    if not days:
        return f"on the day that was {than}"
    count = f"{abs(days)} working {'day' if abs(days) == 1 else 'days'}"
    return f"{count} {'later' if days > 0 else 'earlier'} than {than}"


def _chart(part: Part) -> Picture:
    answer = part.answer
    rows = answer["gantt"]["rows"]
    called = _called(answer["tasks"], _phases(answer))
    bars = tuple(
        Bar(called[row["id"]], _kind(row), float(row["bar"]["days"]), "", start=float(row["bar"]["from_day"]))
        for row in rows
    )
    first = dt.date.fromisoformat(answer["gantt"]["axis"]["first"])
    alt = "A bar for each task, from its first day to its last, phase by phase. See the table."
    return Picture("When each task is done", alt, "", bars, _tasks(part, rows), first_day=first.isoformat())


def _phases(answer: Mapping[str, Any]) -> dict[str, str]:
    return {one["id"]: one["name"] for one in answer["phases"]}


def _called(tasks: Sequence[Mapping[str, Any]], phases: Mapping[str, str]) -> dict[str, str]:
    """Id -> what a task's row is called, which no other is: by its phase and its id too where tasks share a name."""
    found = {one["id"]: one["name"] for one in tasks}
    for more in ({one["id"]: phases[one["phase"]] for one in tasks}, {one["id"]: one["id"] for one in tasks}):
        many = Counter(found.values())
        found = {name: f"{text} ({more[name]})" if many[text] > 1 else text for name, text in found.items()}
    return found


def _kind(row: Mapping[str, Any]) -> str:
    if row["state"] == "finished":
        return "Finished"
    return "Decides when it ends" if row["critical"] else "Has time to spare"


def _tasks(part: Part, rows: Sequence[Mapping[str, Any]]) -> Table:
    tasks = {one["id"]: one for one in part.answer["tasks"]}
    phases = _phases(part.answer)
    header = ("Task", "Phase", "Owner", "First day", "Last day", "Spare working days", "State")
    made = []
    for row in rows:
        task = tasks[row["id"]]
        said = (
            task["name"], phases[task["phase"]], ", ".join(task["owners"]) or "Nobody",
            _day(task["forecast_start"]), _day(task["forecast_finish"]), str(task["slack_days"]), _state(task),
        )  # fmt: skip
        made.append(Row(tuple(Cell(text) for text in said)))
    return Table("Tasks, as forecast", header, tuple(made))


def _state(task: Mapping[str, Any]) -> str:
    state = _STATES.get(task["state"], task["state"])
    return f"{state}, {task['percent']}%" if task["state"] == "running" and task["percent"] is not None else state


def _budget(part: Part, book: Book) -> tuple[Block, ...]:
    budget = part.answer["budget"]
    if not budget["lines"]:
        return (Paragraph(("No one-off budget is given.",)),)
    rows = [_year(part, book, one["year"] or _NO_YEAR, one) for one in budget["by_year"]]
    rows.append(_year(part, book, "Together", budget["total"], total=True))
    header = ("Year", "Capital", "Revenue", "Together")
    lines = [
        Row(
            (
                Cell(one["name"]),
                Cell(one["kind"].capitalize()),
                Cell(one["year"] or _NO_YEAR),
                Cell(one["funding"] or NOT_KNOWN),
                book.cell(part, f"line.{at}", from_pence(one["pence"]), f"One-off budget: {one['name']}"),
            )
        )
        for at, one in enumerate(budget["lines"], 1)
    ]
    return (
        Table("One-off budget by year", header, tuple(rows), summed=(1, 2, 3)),
        Table("What the one-off budget is for", ("Line", "Kind", "Year", "Funding", "Pounds"), tuple(lines)),
    )


def _year(part: Part, book: Book, name: str, one: Mapping[str, Any], *, total: bool = False) -> Row:
    cells = (
        book.cell(part, f"budget.{name}.{key}", from_pence(one[key]), f"One-off budget, {what}, {name}",
                  groups=("budget",))
        for key, what in (("capital_pence", "capital"), ("revenue_pence", "revenue"), ("pence", "together"))
    )  # fmt: skip
    return Row((Cell(name), *cells), total)


def _day(said: str | None) -> str:
    return day_in_words(said) if said else NOT_KNOWN
