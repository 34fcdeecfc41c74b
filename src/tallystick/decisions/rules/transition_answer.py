"""What a transition plan comes to, from JSON to JSON. Pure. docs/rules/transition-plan.md has every key."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tallystick.decisions.rules.parts_json import NotADocument
from tallystick.decisions.rules.transition import (
    Calendar,
    Plan,
    Task,
    calendar_of,
    clashes,
    forecast,
    nodes_of,
    out_of_turn,
    planned,
    pushed,
    slipped,
)
from tallystick.decisions.rules.transition_budget import (
    Total,
    against,
    by_funding,
    by_year,
    committed_beyond,
    total,
)
from tallystick.decisions.rules.transition_json import plan_from_json
from tallystick.decisions.rules.transition_schedule import Span, count_critical_paths, critical_paths
from tallystick.kit.dates import financial_year_of
from tallystick.kit.errors import Refused
from tallystick.law.working_days import holidays_known

MOST_PATHS = 20
EXPECTED = "Not all bank holidays until it finishes are published: the others are as expected, and may change."
_A_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class _Known:
    """Everything that was worked out of a plan, by task."""

    plan: Plan
    calendar: Calendar
    spans: dict[str, Span]
    when: dict[str, tuple[int, int]]
    today: dt.date

    def plan_days(self, name: str) -> tuple[dt.date, dt.date]:
        """The first and the last day, as planned."""
        return self.days(self.spans[name].start, self.spans[name].finish)

    def forecast_days(self, task: Task) -> tuple[dt.date, dt.date]:
        """The first and the last day, by what is known; what has happened is on the day it did."""
        first, last = self.days(*self.when[task.id])
        return task.actual_start or first, task.actual_finish or last

    def days(self, start: int, finish: int) -> tuple[dt.date, dt.date]:
        """A milestone falls at the end of a day, and so has that day alone."""
        last = self.calendar.day(max(finish - 1, 0))
        return (self.calendar.day(start) if finish > start else last), last


def answer(said: Mapping[str, Any], today: dt.date) -> dict[str, Any]:
    """The plan worked out as of `today`. Raises NotADocument, also for tasks that wait for each other in a circle."""
    plan = plan_from_json(said, today)
    try:
        calendar = calendar_of(plan)
        known = _Known(plan, calendar, planned(plan, calendar), forecast(plan, calendar, today), today)
        return {
            "today": today.isoformat(),
            "nation": plan.place,
            "summary": _summary(known),
            "tasks": [_task(task, known) for task in plan.tasks],
            "phases": [_phase(phase.id, phase.name, known) for phase in plan.phases],
            "critical": _critical(known),
            "attention": _attention(known),
            "budget": _budget(plan),
            "gantt": _gantt(known),
        }
    except NotADocument:
        raise
    except Refused as no:
        raise NotADocument("tasks", no.reason, what_to_do=no.what_to_do) from no


def _summary(known: _Known) -> dict[str, Any]:
    plan, calendar = known.plan, known.calendar
    ends = max(span.finish for span in known.spans.values())
    will = max(finish for _, finish in known.when.values())
    last = max(known.forecast_days(task)[1] for task in plan.tasks)
    baselines = [task.baseline.finish for task in plan.tasks if task.baseline]
    whole = len(baselines) == len(plan.tasks)
    agreed = max(baselines) if whole else None
    return {
        "start": plan.start.isoformat(),
        "plan_finish": max(known.plan_days(name)[1] for name in known.spans).isoformat(),
        "forecast_finish": last.isoformat(),
        "later_than_plan_days": will - ends,
        "baseline_finish": _day(agreed),
        "later_than_baseline_days": will - calendar.number(agreed + _A_DAY) if agreed else None,
        "due": _day(plan.due),
        "later_than_due_days": will - calendar.number(plan.due + _A_DAY) if plan.due else None,
        "bank_holidays": None if holidays_known(max(last, plan.start)) else EXPECTED,
    }


def _task(task: Task, known: _Known) -> dict[str, Any]:
    span = known.spans[task.id]
    first, last = known.plan_days(task.id)
    latest_first, latest_last = known.days(span.latest_start, span.latest_finish)
    will_first, will_last = known.forecast_days(task)
    return {
        "id": task.id,
        "phase": task.phase,
        "name": task.name,
        "days": task.days,
        "owners": list(task.owners),
        "needs": [{"id": need, "lag": lag} for need, lag in sorted(task.needs.items())],
        "state": task.state,
        "percent": _percent(task),
        "earliest_start": first.isoformat(),
        "earliest_finish": last.isoformat(),
        "latest_start": latest_first.isoformat(),
        "latest_finish": latest_last.isoformat(),
        "slack_days": span.slack,
        "critical": not span.slack,
        "forecast_start": will_first.isoformat(),
        "forecast_finish": will_last.isoformat(),
        "baseline": {"start": _day(task.baseline.start), "finish": _day(task.baseline.finish)}
        if task.baseline
        else None,
        "slipped_days": slipped(task, known.when[task.id][1], known.calendar),
    }


def _percent(task: Task) -> int | None:
    return {"finished": 100, "not started": 0}.get(task.state, task.percent)


def _phase(name: str, called: str, known: _Known) -> dict[str, Any]:
    """percent: by working days; None where that of a running task is not said, or there is nothing to weigh."""
    tasks = [task for task in known.plan.tasks if task.phase == name]
    days = [known.forecast_days(task) for task in tasks]
    weight = sum(task.days for task in tasks)
    done = [_percent(task) for task in tasks]
    sums = [task.days * percent for task, percent in zip(tasks, done, strict=True) if percent is not None]
    return {
        "id": name,
        "name": called,
        "tasks": len(tasks),
        "finished": sum(task.state == "finished" for task in tasks),
        "forecast_start": _day(min((first for first, _ in days), default=None)),
        "forecast_finish": _day(max((last for _, last in days), default=None)),
        "percent": sum(sums) // weight if weight and None not in done else None,
    }


def _critical(known: _Known) -> dict[str, Any]:
    nodes = nodes_of(known.plan, known.calendar)
    return {
        "tasks": sorted(name for name, span in known.spans.items() if not span.slack),
        "paths": [list(path) for path in critical_paths(nodes, known.spans, MOST_PATHS)],
        "how_many": count_critical_paths(nodes, known.spans),
    }


def _attention(known: _Known) -> dict[str, Any]:
    plan, today = known.plan, known.today
    unfinished = [task for task in plan.tasks if task.state != "finished"]
    found = clashes(plan.tasks, known.when, known.calendar.number(today))
    return {
        "should_have_started": [
            t.id for t in unfinished if t.state == "not started" and known.plan_days(t.id)[0] < today
        ],
        "should_have_finished": [t.id for t in unfinished if known.plan_days(t.id)[1] < today],
        "pushed_by_needs": list(pushed(plan, known.spans, known.calendar)),
        "started_out_of_turn": list(out_of_turn(plan)),
        "no_owner": [task.id for task in unfinished if not task.owners],
        "no_baseline": [task.id for task in plan.tasks if task.baseline is None],
        "percent_not_said": [task.id for task in plan.tasks if task.state == "running" and task.percent is None],
        "several_at_once": [
            {
                "owner": clash.owner,
                "from": known.calendar.day(clash.first).isoformat(),
                "to": known.calendar.day(clash.last).isoformat(),
                "tasks": list(clash.tasks),
            }
            for clash in found
        ],
    }


def _budget(plan: Plan) -> dict[str, Any]:
    lines = plan.budget
    return {
        "total": _total(total(lines)),
        "by_year": [
            {"year": None if year is None else financial_year_of(year), **_total(found)}
            for year, found in by_year(lines).items()
        ],
        "by_funding": [{"funding": name or None, **_total(found)} for name, found in by_funding(lines).items()],
        "approved_less_lines_pence": against(lines, plan.approved),
        "committed_beyond": [line.name for line in committed_beyond(lines)],
        "lines": [
            {
                "name": line.name,
                "kind": line.kind,
                "pence": line.pence,
                "year": None if line.year is None else financial_year_of(line.year),
                "funding": line.funding or None,
                "committed_pence": line.committed_pence,
                "phase": line.phase or None,
            }
            for line in lines
        ],
    }


def _total(found: Total) -> dict[str, Any]:
    return {
        "pence": found.pence,
        "capital_pence": found.capital_pence,
        "revenue_pence": found.revenue_pence,
        "committed_pence": found.committed_pence,
        "lines_without_committed": found.unsaid,
    }


def _gantt(known: _Known) -> dict[str, Any]:
    """Bars by phase, then by the day they start. from_day and days are of the calendar, from the axis's first day."""
    plan = known.plan
    shown = [known.forecast_days(task) for task in plan.tasks]
    agreed = [(task.baseline.start, task.baseline.finish) for task in plan.tasks if task.baseline]
    first = min(start for start, _ in [*shown, *agreed])
    last = max(finish for _, finish in [*shown, *agreed])
    order = {phase.id: place for place, phase in enumerate(plan.phases)}
    tasks = sorted(plan.tasks, key=lambda it: (order[it.phase], known.forecast_days(it), it.id))
    return {
        "axis": {"first": first.isoformat(), "last": last.isoformat(), "days": (last - first).days + 1},
        "today": (known.today - first).days if first <= known.today <= last else None,
        "rows": [_row(task, known, first) for task in tasks],
        "links": [
            {"from": need, "to": task.id, "lag": lag} for task in tasks for need, lag in sorted(task.needs.items())
        ],
    }


def _row(task: Task, known: _Known, axis: dt.date) -> dict[str, Any]:
    agreed = (task.baseline.start, task.baseline.finish) if task.baseline else None
    return {
        "id": task.id,
        "name": task.name,
        "phase": task.phase,
        "milestone": not task.days,
        "critical": not known.spans[task.id].slack,
        "state": task.state,
        "percent": _percent(task),
        "bar": _bar(known.forecast_days(task), axis),
        "baseline_bar": _bar(agreed, axis) if agreed else None,
    }


def _bar(days: tuple[dt.date, dt.date], axis: dt.date) -> dict[str, Any]:
    first, last = days
    return {
        "start": first.isoformat(),
        "finish": last.isoformat(),
        "from_day": (first - axis).days,
        "days": (last - first).days + 1,
    }


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
