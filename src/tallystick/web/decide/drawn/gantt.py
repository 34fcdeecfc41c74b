"""A transition plan as a picture: bars by task, grouped by phase, over months. Pure: places and sizes, for a template.

A table of the same days stands beside it, and it is hidden from those who cannot see it.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tallystick.web.decide.drawn.figures import cut

WIDE, NARROW = 900, 340
_HEAD, _GAP, _MOST_NAME = 46, 10, {WIDE: 34, NARROW: 40}
_ROOM = {WIDE: 64, NARROW: 74}
"""How far apart the names of months stand at least."""
_CLOSE = 60
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_A_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """A piece of a bar."""

    x: float
    width: float


@dataclass(frozen=True)
class Row:
    """A task, or the name of a phase where `phase` is true. text_y: the foot of its name. y: the top of its bar.

    done, to_come: what has happened of it, and what is forecast. diamond: of a milestone, as points of a polygon; ""
    for none. happened: whether a milestone was reached.
    """

    name: str
    phase: bool
    text_y: float
    y: float
    critical: bool = False
    done: Span | None = None
    to_come: Span | None = None
    plan: Span | None = None
    baseline: Span | None = None
    diamond: str = ""
    happened: bool = False


@dataclass(frozen=True)
class Mark:
    """A line across the picture. anchor: how its words stand to it: start, middle or end."""

    x: float
    text: str
    anchor: str = "middle"


@dataclass(frozen=True)
class Gantt:
    """The whole. left: where bars begin. today, due: None where they are not shown."""

    width: int
    height: int
    left: int
    rows: Sequence[Row]
    months: Sequence[Mark]
    today: Mark | None
    due: Mark | None


@dataclass(frozen=True)
class _Axis:
    first: dt.date
    days: int
    left: int
    width: int

    def x(self, day: dt.date) -> float:
        return round(self.left + (self.width - self.left - _GAP) * (day - self.first).days / self.days, 1)

    def span(self, first: dt.date, last: dt.date) -> Span:
        """From the beginning of one day to the end of another, and never too thin to be seen."""
        begins = self.x(first)
        return Span(begins, max(2.0, round(self.x(last + _A_DAY) - begins, 1)))


def gantt(answer: Mapping[str, Any], *, width: int) -> Gantt:
    """The picture of what follows from a plan. In a narrow one a task's name stands above its bar."""
    axis = _axis(answer, width)
    tasks = {one["id"]: one for one in answer["tasks"]}
    names = {one["id"]: one["name"] for one in answer["phases"]}
    today = _day(answer["today"])
    rows: list[Row] = []
    y, last = float(_HEAD), None
    for one in answer["gantt"]["rows"]:
        if one["phase"] != last:
            last = one["phase"]
            rows.append(Row(cut(names[last], 60), True, y + 18, y))
            y += 26
        rows.append(_row(tasks[one["id"]], one, axis, today, y, width))
        y += 34 if width == WIDE else 52
    summary = answer["summary"]
    due = _day(summary["due"]) if summary["due"] else None
    shown = axis.first <= today < axis.first + dt.timedelta(days=axis.days)
    marks = _apart(_mark(axis, today, "Today") if shown else None, _mark(axis, due + _A_DAY, "Due") if due else None)
    return Gantt(width, int(y) + 8, axis.left, rows, _months(axis, width), *marks)


def _axis(answer: Mapping[str, Any], width: int) -> _Axis:
    """From the first day that anything was planned, agreed or done on to the last, with the day that all is due."""
    named = [answer["summary"]["start"], answer["summary"]["due"]]
    for task in answer["tasks"]:
        named += [task[f"{what}_{end}"] for what in ("earliest", "forecast") for end in ("start", "finish")]
        named += list((task["baseline"] or {}).values())
    days = [_day(one) for one in named if one]
    return _Axis(min(days), (max(days) - min(days)).days + 1, 270 if width == WIDE else 4, width)


def _row(
    task: Mapping[str, Any], bar: Mapping[str, Any], axis: _Axis, today: dt.date, y: float, width: int
) -> Row:  # fmt: skip
    narrow = width == NARROW
    top = y + (22 if narrow else 4)
    begins, ends = _day(task["forecast_start"]), _day(task["forecast_finish"])
    done, to_come = _pieces(task["state"], begins, ends, today, axis)
    baseline = task["baseline"]
    milestone = bar["milestone"]
    agreed = _line(axis, baseline["start"], baseline["finish"], milestone) if baseline else None
    planned = _line(axis, task["earliest_start"], task["earliest_finish"], milestone)
    return Row(
        cut(task["name"], _MOST_NAME[width]), False, y + (15 if narrow else 17), top, task["critical"],
        None if milestone else done, None if milestone else to_come, planned, agreed,
        _diamond(axis.x(ends + _A_DAY), top + 7) if milestone else "", task["state"] == "finished",
    )  # fmt: skip


def _pieces(
    state: str, begins: dt.date, ends: dt.date, today: dt.date, axis: _Axis
) -> tuple[Span | None, Span | None]:  # fmt: skip
    """What of a task's days has been, and what is to come; of one that is running, today is to come."""
    if state == "finished":
        return axis.span(begins, ends), None
    if state == "running" and begins < today:
        return axis.span(begins, today - _A_DAY), axis.span(today, max(ends, today))
    return None, axis.span(begins, ends)


def _line(axis: _Axis, first: str, last: str, milestone: bool) -> Span:
    """Where a line below a bar stands; of a milestone a short one, about the end of its day."""
    if not milestone:
        return axis.span(_day(first), _day(last))
    return Span(axis.x(_day(last) + _A_DAY) - 5, 10)


def _diamond(x: float, y: float) -> str:
    return f"{x:.1f},{y - 9:.1f} {x + 9:.1f},{y:.1f} {x:.1f},{y + 9:.1f} {x - 9:.1f},{y:.1f}"


def _months(axis: _Axis, width: int) -> list[Mark]:
    """The first days of months, as many as there is room to name."""
    a_month = (axis.width - axis.left - _GAP) * 28 / axis.days
    every = next((n for n in (1, 2, 3, 4, 6, 12, 24, 60, 120) if a_month * n >= _ROOM[width]), 240)
    found = []
    at = axis.first.year * 12 + axis.first.month - 1
    while (first := dt.date(at // 12, at % 12 + 1, 1)) < axis.first + dt.timedelta(days=axis.days):
        if first >= axis.first and at % every == 0 and axis.x(first) < axis.width - _ROOM[width] + 14:
            found.append(Mark(axis.x(first), f"{_MONTHS[at % 12]} {first.year}", "start"))
        at += 1
    return found


def _mark(axis: _Axis, on: dt.date, text: str) -> Mark:
    x = axis.x(on)
    anchor = "end" if x > axis.width - 40 else "start" if x < axis.left + 20 else "middle"
    return Mark(x, text, anchor)


def _apart(today: Mark | None, due: Mark | None) -> tuple[Mark | None, Mark | None]:
    """Both marks, their words turned away from one another where they would else stand on one another."""
    if today is None or due is None or abs(today.x - due.x) > _CLOSE:
        return today, due
    first, last = sorted((today, due), key=lambda one: one.x)
    turned = {first.text: replace(first, anchor="end"), last.text: replace(last, anchor="start")}
    return turned[today.text], turned[due.text]


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)
