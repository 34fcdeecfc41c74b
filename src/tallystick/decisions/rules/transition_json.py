"""A transition plan from JSON. Pure. docs/rules/transition-plan.md has every key."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from tallystick.decisions.rules.parts_json import MOST_NUMBER, NotADocument, Part, in_words, no_two, shown
from tallystick.decisions.rules.transition import Baseline, Calendar, Phase, Plan, Task
from tallystick.decisions.rules.transition_budget import KINDS, BudgetLine
from tallystick.kit.dates import FIRST_TERM_YEAR, LAST_TERM_YEAR
from tallystick.kit.wholes import whole_number
from tallystick.law.working_days import PLACES, Place, why_not

MOST_PHASES, MOST_TASKS, MOST_NEEDS, MOST_OWNERS, MOST_LINES = 50, 500, 50, 20, 500
MOST_DAYS, MOST_OVERLAP = 2_600, 260
_MOST_PENCE = int(MOST_NUMBER)
_YEAR = re.compile(r"(\d{4})[/-](\d\d|\d{4})", re.ASCII)
_A_DAY = dt.timedelta(days=1)


def plan_from_json(said: Mapping[str, Any], today: dt.date) -> Plan:
    """The plan that `said` tells of. today: nothing happened after it. Raises NotADocument."""
    whole = Part.of(said)
    place, start = whole.one_of("nation", PLACES), whole.day("start")
    phases = tuple(_phase(one) for one in whole.parts("phases", MOST_PHASES, 1))
    no_two("phases", [phase.id for phase in phases])
    tasks = tuple(_task(one, phases, start, place, today) for one in whole.parts("tasks", MOST_TASKS, 1))
    no_two("tasks", [task.id for task in tasks])
    _check_needs(tasks)
    lines = tuple(_line(one, phases) for one in whole.parts("budget", MOST_LINES))
    no_two("budget", [f"{line.name}, {line.kind}, {line.year}, {line.funding}" for line in lines])
    approved = _approved(whole)
    plan = Plan(place, start, phases, tasks, lines, approved, whole.day_or_none("due"))
    whole.done()
    return plan


def _phase(it: Part) -> Phase:
    found = Phase(it.code("id"), it.text("name"))
    it.done()
    return found


def _task(it: Part, phases: tuple[Phase, ...], begin: dt.date, place: Place, today: dt.date) -> Task:
    days, not_before = _length(it, begin, place)
    found = Task(
        id=it.code("id"),
        phase=_phase_of(it, phases),
        name=it.text("name"),
        days=days,
        needs=_needs(it),
        not_before=not_before,
        owners=it.texts("owners", MOST_OWNERS),
        baseline=_baseline(it),
        actual_start=_happened(it, "actual_start", today),
        actual_finish=_happened(it, "actual_finish", today),
        percent=it.whole("percent", 0, 100) if it.has("percent") else it.take("percent"),
    )
    it.done()
    return _settled(it, found)


def _phase_of(it: Part, phases: tuple[Phase, ...]) -> str:
    phase = it.code("phase")
    if phase not in {one.id for one in phases}:
        raise it.wrong("phase", f"there is no phase {shown(phase)}.", "Give the id of one of the phases.")
    return phase


def _length(it: Part, begin: dt.date, place: Place) -> tuple[int, dt.date | None]:
    """Working days, and the day before which it does not start: from `days`, or from `start` and `finish`."""
    start, finish = it.day_or_none("start"), it.day_or_none("finish")
    for key, day in (("start", start), ("finish", finish)):
        why = why_not(day, place) if day else None
        if why:
            raise it.wrong(key, f"{day} is no working day: {why}.", "Give a working day.")
    if start and start < begin:
        raise it.wrong("start", f"{start} is before the plan's, {begin}.", "Begin the plan earlier, or this later.")
    if it.has("days"):
        if finish:
            raise it.wrong("finish", "how many days it takes is given too.", "Give days, or start and finish.")
        return it.whole("days", 0, MOST_DAYS), start
    if start is None or finish is None:
        raise it.wrong("days", "how long it takes is not said.", "Give days, or start and finish.")
    if finish < start:
        raise it.wrong("finish", f"{finish} is before {start}.", "Give the first day as start.")
    days = Calendar(start, place).number(finish + _A_DAY)
    if days > MOST_DAYS:
        raise it.wrong("finish", f"that is {days:,} working days.", f"Give at most {MOST_DAYS:,}.")
    return days, start


def _needs(it: Part) -> dict[str, int]:
    """Ids alone, or objects with `id` and `lag`."""
    given = it.take("needs")
    listed = [] if given is None else given
    if not isinstance(listed, list) or len(listed) > MOST_NEEDS:
        raise it.wrong("needs", f"{shown(given)} is no list of at most {MOST_NEEDS}.", "Give ids of tasks.")
    found: dict[str, int] = {}
    for place, one in enumerate(listed):
        part = Part.of(one if isinstance(one, Mapping) else {"id": one}, f"{it.at('needs')}[{place}]")
        need = part.code("id")
        if need in found:
            raise it.wrong("needs", f"{shown(need)} is there twice.", "Give it once.")
        found[need] = part.whole("lag", -MOST_OVERLAP, MOST_DAYS) if part.has("lag") else 0
        part.take("lag")
        part.done()
    return found


def _check_needs(tasks: tuple[Task, ...]) -> None:
    known = {task.id for task in tasks}
    for place, task in enumerate(tasks):
        strange = sorted(set(task.needs) - known)
        if strange:
            raise NotADocument(
                f"tasks[{place}].needs", f"there is no task {in_words(strange)}.", what_to_do="Give ids of tasks."
            )


def _baseline(it: Part) -> Baseline | None:
    if it.take("baseline") is None:
        return None
    part = it.part("baseline")
    found = Baseline(part.day("start"), part.day("finish"))
    if found.finish < found.start:
        raise part.wrong("finish", f"{found.finish} is before {found.start}.", "Give the first day as start.")
    part.done()
    return found


def _happened(it: Part, key: str, today: dt.date) -> dt.date | None:
    day = it.day_or_none(key)
    if day and day > today:
        raise it.wrong(key, f"{day} is after {today}.", "Give a day that has come, or leave it out.")
    return day


def _settled(it: Part, task: Task) -> Task:
    """The task, where what is said to have happened can have. A finish says that all is done; so does nothing else."""
    start, finish, percent = task.actual_start, task.actual_finish, task.percent
    if finish and start is None:
        raise it.wrong("actual_start", f"it finished on {finish}, and never started.", "Give the day it started.")
    if finish and start and finish < start:
        raise it.wrong("actual_finish", f"{finish} is before {start}.", "Mend one of them.")
    if percent == 100 and finish is None:
        raise it.wrong("percent", "all is done, and no day is given.", "Give actual_finish, or less than 100.")
    if finish and percent not in (None, 100):
        raise it.wrong("percent", f"it finished on {finish}, and {percent}% is done.", "Leave one of them out.")
    if percent and start is None:
        raise it.wrong("percent", f"{percent}% is done, and it never started.", "Give actual_start.")
    if not task.days and start and finish is None:
        raise it.wrong("actual_finish", "a milestone is reached or it is not.", "Give both days, or neither.")
    return task


def _line(it: Part, phases: tuple[Phase, ...]) -> BudgetLine:
    found = BudgetLine(
        name=it.text("name"),
        kind=it.one_of("kind", KINDS),
        pence=it.whole("pence", 0, _MOST_PENCE),
        year=_financial_year(it),
        funding=it.words("funding"),
        committed_pence=it.whole("committed_pence", 0, _MOST_PENCE) if it.has("committed_pence") else None,
        phase=_phase_of(it, phases) if it.has("phase") else "",
    )
    for key in ("committed_pence", "phase"):
        it.take(key)
    it.done()
    return found


def _financial_year(it: Part) -> int | None:
    """2021/22, or 2021 for the same; None where it is not said."""
    said = it.take("year")
    if said is None:
        return None
    whole = whole_number(said)
    parts = _YEAR.fullmatch(said.strip()) if isinstance(said, str) else None
    if parts and f"{int(parts[1]) + 1:04}".endswith(parts[2]):
        whole = int(parts[1])
    if whole is None or not FIRST_TERM_YEAR <= whole <= LAST_TERM_YEAR:
        raise it.wrong("year", f"{shown(said)} is no financial year.", "Write it as 2021/22.")
    return whole


def _approved(whole: Part) -> dict[str, int]:
    if whole.take("approved") is None:
        return {}
    part = whole.part("approved")
    keys: dict[str, str] = {kind: f"{kind}_pence" for kind in KINDS}
    found = {kind: part.whole(key, 0, _MOST_PENCE) for kind, key in keys.items() if part.has(key)}
    for key in keys.values():
        part.take(key)
    part.done()
    return found
