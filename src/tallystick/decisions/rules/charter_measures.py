"""How a measure of a charter stands: by its last reading, and never by a guess. Pure. docs/rules/charter.md."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

State = Literal["met", "on track", "behind", "no reading", "not due", "not set", "no measure"]
STATES: tuple[State, ...] = ("behind", "no reading", "not set", "no measure", "on track", "not due", "met")
"""What needs somebody first. `not set`: a baseline or target is not said. `no measure`: of an objective alone."""

Better = Literal["up", "down"]


@dataclass(frozen=True)
class Point:
    """A value on a day."""

    on: dt.date
    value: Decimal


@dataclass(frozen=True)
class Measure:
    """A measure of an objective. tolerance: by how much, in its unit, it may fall short of its path and be on track.

    better: which way is good; it follows from baseline and target where they differ. every_days: between readings, and
    from the baseline to the first; None where it is not said. readings: the earliest first.
    """

    id: str
    objective: str
    name: str
    unit: str = ""
    owner: str = ""
    baseline: Point | None = None
    target: Point | None = None
    better: Better | None = None
    tolerance: Decimal = Decimal(0)
    every_days: int | None = None
    readings: tuple[Point, ...] = ()


@dataclass(frozen=True)
class Standing:
    """How a measure stands. reading: the last one. because: why, in a sentence.

    expected: on the reading's day, by the straight line; None where nothing is. overdue: whether a reading should have
    come since.
    """

    measure: Measure
    state: State
    because: str
    reading: Point | None
    expected: Fraction | None
    overdue: bool


def standing(measure: Measure, today: dt.date) -> Standing:
    """How it stands today, by readings up to today."""
    readings = [one for one in measure.readings if one.on <= today]
    reading = readings[-1] if readings else None
    overdue = _overdue(measure, reading, today)
    if measure.baseline is None or measure.target is None or measure.better is None:
        return Standing(measure, "not set", "its baseline or its target is not said", reading, None, overdue)
    if reading is None or reading.on < measure.baseline.on:
        return _unread(measure, measure.baseline, measure.target, reading, today, overdue)
    expected = expected_on(measure.baseline, measure.target, reading.on)
    state, because = _judged(measure, measure.baseline, measure.target, reading, expected, today)
    return Standing(measure, state, because, reading, expected, overdue)


def expected_on(baseline: Point, target: Point, on: dt.date) -> Fraction:
    """Where the straight line from baseline to target is on that day; before and after it, at its ends."""
    days = (target.on - baseline.on).days
    passed = min(max((on - baseline.on).days, 0), days)
    return Fraction(baseline.value) + (Fraction(target.value) - Fraction(baseline.value)) * Fraction(passed, days)


def together(standings: Iterable[Standing]) -> State:
    """How an objective stands by its measures: as they all do, or as the one that needs somebody first; what is left,
    such as one met and another not due, is on track."""
    states = {one.state for one in standings}
    if not states:
        return "no measure"
    if len(states) == 1:
        return states.pop()
    return next((state for state in STATES[:3] if state in states), "on track")


def _unread(
    measure: Measure, baseline: Point, target: Point, reading: Point | None, today: dt.date, overdue: bool
) -> Standing:
    """Without a reading since the baseline: not due, where its first is still to come; else none, and no guess."""
    first = baseline.on
    if measure.every_days is not None:
        first = min(baseline.on + dt.timedelta(days=measure.every_days), target.on)
    if today < first or (today == first and measure.every_days is not None):
        return Standing(measure, "not due", f"its first reading is due on {first}", reading, None, overdue)
    return Standing(measure, "no reading", f"there is none since {baseline.on}", reading, None, overdue)


def _judged(
    measure: Measure, baseline: Point, target: Point, reading: Point, expected: Fraction, today: dt.date
) -> tuple[State, str]:
    sign = 1 if measure.better == "up" else -1
    moves = baseline.value != target.value
    reached = sign * (reading.value - target.value) >= 0
    if reached and (moves or reading.on >= target.on):
        return "met", f"the reading of {reading.on} reaches the target"
    if today > target.on > reading.on:
        return "no reading", f"there is none since the target's day, {target.on}"
    if reading.on >= target.on:
        return "behind", f"the reading of {reading.on} does not reach the target of {target.on}"
    if sign * (Fraction(reading.value) - expected) + Fraction(measure.tolerance) >= 0:
        return "on track", f"the reading of {reading.on} is on its path, or within its tolerance"
    return "behind", f"the reading of {reading.on} is behind its path by more than its tolerance"


def _overdue(measure: Measure, reading: Point | None, today: dt.date) -> bool:
    """By how often it is read; never where that is not said."""
    since = reading or measure.baseline
    if measure.every_days is None or since is None:
        return False
    return (today - since.on).days > measure.every_days
