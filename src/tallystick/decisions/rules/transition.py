"""A transition plan: what is planned, what is forecast from what has happened, and how late it is. Pure.

docs/rules/transition-plan.md. Days are working days of a nation, or of the whole United Kingdom (law.working_days).
"""

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from tallystick.decisions.rules.transition_budget import BudgetLine
from tallystick.decisions.rules.transition_schedule import Node, Span, in_turn, schedule
from tallystick.kit.dates import LAST_TERM_YEAR
from tallystick.kit.errors import Refused
from tallystick.law.working_days import Place, next_working_day

State = Literal["finished", "running", "not started"]
_A_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Phase:
    """A part of the plan, such as service design."""

    id: str
    name: str


@dataclass(frozen=True)
class Baseline:
    """What was agreed first: its first and its last day."""

    start: dt.date
    finish: dt.date


@dataclass(frozen=True)
class Task:
    """Something to be done. days: working days; 0 is a milestone, which falls at the end of a day.

    not_before: a day that is given, else None.

    needs: id -> lag in working days. percent: how much is done, 0 to 99; None where it is not said. The actual days are
    those on which it started and was finished.
    """

    id: str
    phase: str
    name: str
    days: int
    needs: Mapping[str, int] = field(default_factory=dict)
    not_before: dt.date | None = None
    owners: tuple[str, ...] = ()
    baseline: Baseline | None = None
    actual_start: dt.date | None = None
    actual_finish: dt.date | None = None
    percent: int | None = None

    @property
    def state(self) -> State:
        """As far as was said: what has no actual start has not started."""
        return "finished" if self.actual_finish else "running" if self.actual_start else "not started"


@dataclass(frozen=True)
class Plan:
    """Tasks from a day on. due: the day by which all has to be finished, where there is one."""

    place: Place
    start: dt.date
    phases: tuple[Phase, ...]
    tasks: tuple[Task, ...]
    budget: tuple[BudgetLine, ...] = ()
    approved: Mapping[str, int] = field(default_factory=dict)
    due: dt.date | None = None


@dataclass(frozen=True)
class Clash:
    """Somebody who is named for several unfinished tasks at once, from one working day to another, both included."""

    owner: str
    first: int
    last: int
    tasks: tuple[str, ...]


class Calendar:
    """Working days by number, from the first on or after `origin`, which has the number 0."""

    def __init__(self, origin: dt.date, place: Place) -> None:
        self.place = place
        self._days = [next_working_day(origin, place)]

    def day(self, number: int) -> dt.date:
        """The working day of that number. Raises Refused for one after the year 2199."""
        while len(self._days) <= number:
            self._grow()
        return self._days[number]

    def number(self, day: dt.date) -> int:
        """How many working days there are from the origin until before `day`: its own number, where it is one."""
        while self._days[-1] < day:
            self._grow()
        return bisect_left(self._days, day)

    def _grow(self) -> None:
        if self._days[-1].year > LAST_TERM_YEAR:
            raise Refused(f"The plan goes on after {LAST_TERM_YEAR}.", what_to_do="Give fewer days, or shorter lags.")
        self._days.append(next_working_day(self._days[-1] + _A_DAY, self.place))


def calendar_of(plan: Plan) -> Calendar:
    """A calendar in which every day that the plan names has a number."""
    named = [plan.start, *([plan.due] if plan.due else [])]
    for task in plan.tasks:
        given = [task.not_before, task.actual_start, task.actual_finish]
        given += [task.baseline.start, task.baseline.finish] if task.baseline else []
        named += [day for day in given if day]
    return Calendar(min(named), plan.place)


def nodes_of(plan: Plan, calendar: Calendar) -> dict[str, Node]:
    """The plan's tasks as they were planned, whatever has happened since."""
    return {task.id: Node(task.days, task.needs, _floor(task, calendar, plan.start)) for task in plan.tasks}


def planned(plan: Plan, calendar: Calendar) -> dict[str, Span]:
    """When each task can start and must finish, as planned. Raises Circle."""
    return schedule(nodes_of(plan, calendar))


def forecast(plan: Plan, calendar: Calendar, today: dt.date) -> dict[str, tuple[int, int]]:
    """When each task started or will, and finished or will (the number after its last day), by what is known `today`.

    What is finished stays where it was. What is running goes on from today for the rest of its days by its percent;
    where that is not said, for its days from its start, and today at least. What has not started waits for what it
    needs, for its day, and for today.
    """
    now = calendar.number(today)
    tasks = {task.id: task for task in plan.tasks}
    found: dict[str, tuple[int, int]] = {}
    for name in in_turn({task.id: task.needs for task in plan.tasks}):
        task = tasks[name]
        if task.actual_start:
            found[name] = _under_way(task, calendar, now)
            continue
        after = [found[need][1] + lag for need, lag in task.needs.items()]
        start = max([_floor(task, calendar, plan.start, today), *after])
        found[name] = (start, start + task.days)
    return {task.id: found[task.id] for task in plan.tasks}


def slipped(task: Task, finish: int, calendar: Calendar) -> int | None:
    """Working days by which a finish is after the baseline's; below nought, before it; None without a baseline."""
    return None if task.baseline is None else finish - calendar.number(task.baseline.finish + _A_DAY)


def pushed(plan: Plan, spans: Mapping[str, Span], calendar: Calendar) -> tuple[str, ...]:
    """Tasks that were given a day to start on, and cannot, because of what they need."""
    return tuple(
        task.id for task in plan.tasks if task.not_before and spans[task.id].start > _floor(task, calendar, plan.start)
    )


def out_of_turn(plan: Plan) -> tuple[str, ...]:
    """Tasks that have started though one that they need, without an overlap allowed, has not finished before."""
    tasks = {task.id: task for task in plan.tasks}
    return tuple(task.id for task in plan.tasks if task.actual_start and _early(task, tasks))


def clashes(tasks: Iterable[Task], when: Mapping[str, tuple[int, int]], now: int) -> tuple[Clash, ...]:
    """Who is named for more than one unfinished task at a time, from `now` on; milestones take nobody's time."""
    held: dict[str, list[str]] = {}
    for task in tasks:
        if task.state != "finished" and task.days:
            for owner in task.owners:
                held.setdefault(owner, []).append(task.id)
    left = {name: (max(start, now), finish) for name, (start, finish) in when.items()}
    return tuple(clash for owner in sorted(held) for clash in _of_one(owner, held[owner], left))


def _of_one(owner: str, names: list[str], when: Mapping[str, tuple[int, int]]) -> list[Clash]:
    """Stretches in which the same tasks run side by side."""
    found: list[Clash] = []
    for first, end in pairwise(sorted({edge for name in names for edge in when[name]})):
        on = tuple(sorted(name for name in names if when[name][0] <= first and end <= when[name][1]))
        if len(on) > 1:
            found.append(Clash(owner, first, end - 1, on))
    return found


def _under_way(task: Task, calendar: Calendar, now: int) -> tuple[int, int]:
    start = calendar.number(task.actual_start) if task.actual_start else now
    if task.actual_finish:
        return start, calendar.number(task.actual_finish + _A_DAY)
    if task.percent is not None:
        rest = -(-task.days * (100 - task.percent) // 100)
        return start, max(start, now) + rest
    return start, max(start + task.days, now + 1)


def _floor(task: Task, calendar: Calendar, *days: dt.date) -> int:
    """The number before which it does not start: that of the latest of the days, or for a milestone the next."""
    day = max([*days, *([task.not_before] if task.not_before else [])])
    return calendar.number(day if task.days else day + _A_DAY)


def _early(task: Task, tasks: Mapping[str, Task]) -> bool:
    for need, lag in task.needs.items():
        finish = tasks[need].actual_finish
        if lag >= 0 and task.actual_start and (finish is None or finish > task.actual_start):
            return True
    return False
