"""Where each event of a contract stands in a picture of its history. Pure: what draws it is elsewhere.

Every event is placed by its date, from 0 at the left edge to 1 at the right, in its lane. Labels that would touch are
put on different levels of their lane.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tallystick.kit.errors import Refused
from tallystick.kit.months import add_months

LANES = {
    "term": "Term",
    "changes": "Changes",
    "performance": "Performance",
    "meetings": "Meetings and letters",
    "risks": "Risks and issues",
    "money": "Money",
}
"""Lanes in the order they are drawn. A lane with no events is left out."""

LETTER_PIXELS, GAP_PIXELS = 7.0, 8.0
"""How wide a letter of a label is taken to be, and how far labels are kept apart."""

_MOST_TICKS = 12
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200)


@dataclass(frozen=True)
class Event:
    """Something that happened, or will.

    on: its first day. until: its last, None for something of one day. lane: a key of LANES. key: the caller's own.
    """

    on: dt.date
    lane: str
    label: str
    until: dt.date | None = None
    key: str = ""


@dataclass(frozen=True)
class Mark:
    """An event in its place. at, to: 0 to 1; the same for one day. cut: whether it goes on beyond the picture.

    level: 0 for the first line of labels in the lane. before: the label goes to the left of `at`, as it would not fit
    on the right.
    """

    event: Event
    at: float
    to: float
    level: int
    before: bool
    cut: bool


@dataclass(frozen=True)
class Lane:
    """One lane with its marks, the earliest first. levels: how many lines of labels it needs."""

    code: str
    name: str
    levels: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Tick:
    """A mark on the scale of dates."""

    on: dt.date
    at: float
    label: str


@dataclass(frozen=True)
class History:
    """The whole picture. today: where today is, or None where it is outside. outside: events that are not in it."""

    first: dt.date
    last: dt.date
    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    today: float | None
    outside: tuple[Event, ...]


def lay_out(
    events: Iterable[Event],
    *,
    today: dt.date,
    first: dt.date | None = None,
    last: dt.date | None = None,
    width: int = 900,
) -> History:
    """The picture from `first` to `last`, both in it, `width` pixels wide; without them, of all the events and today.

    Raises Refused where the dates leave nothing to draw, or a lane is not one of LANES.
    """
    every = sorted(events, key=lambda event: (event.on, event.until or event.on, event.lane, event.label, event.key))
    days = [today, *(event.on for event in every), *(event.until for event in every if event.until)]
    begin, end = first or min(days), last or max(days)
    if end < begin:
        raise Refused(f"A history cannot end on {end}, before it begins on {begin}.")
    for event in every:
        if event.lane not in LANES:
            raise Refused(f"“{event.lane}” is no lane of a history.")
        if event.until is not None and event.until < event.on:
            raise Refused(f"“{event.label}” cannot end on {event.until}, before it begins on {event.on}.")
    scale = _Scale(begin, end, width)
    shown = [event for event in every if event.on <= end and (event.until or event.on) >= begin]
    lanes = [_lane(code, [event for event in shown if event.lane == code], scale) for code in LANES]
    return History(
        first=begin,
        last=end,
        lanes=tuple(lane for lane in lanes if lane.marks),
        ticks=_ticks(scale),
        today=scale.at(today) if begin <= today <= end else None,
        outside=tuple(event for event in every if event not in shown),
    )


@dataclass(frozen=True)
class _Scale:
    first: dt.date
    last: dt.date
    width: int

    def at(self, day: dt.date) -> float:
        """Where a day is, kept within the picture; the middle, where the picture is of one day."""
        days = (self.last - self.first).days
        return min(max((day - self.first).days / days, 0.0), 1.0) if days else 0.5


def _lane(code: str, events: Sequence[Event], scale: _Scale) -> Lane:
    taken: list[list[tuple[float, float]]] = []
    marks = []
    for event in events:
        at, to = scale.at(event.on), scale.at(event.until or event.on)
        length = (len(event.label) * LETTER_PIXELS + GAP_PIXELS) / scale.width
        before = at + length > 1 and at - length >= 0
        span = (at - length, max(at, to)) if before else (at, max(at + length, to))
        level = next((n for n, spans in enumerate(taken) if all(_apart(span, other) for other in spans)), len(taken))
        if level == len(taken):
            taken.append([])
        taken[level].append(span)
        cut = event.on < scale.first or (event.until or event.on) > scale.last
        marks.append(Mark(event, at, to, level, before, cut))
    return Lane(code, LANES[code], len(taken), tuple(marks))


def _apart(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[1] <= other[0] or other[1] <= one[0]


def _ticks(scale: _Scale) -> tuple[Tick, ...]:
    """Firsts of months, quarters, halves or years: as many as there is room for."""
    months = (scale.last.year - scale.first.year) * 12 + scale.last.month - scale.first.month + 1
    step = next((step for step in _STEPS if months / step <= _MOST_TICKS), _STEPS[-1])
    start = scale.first.year * 12 + scale.first.month - 1
    begin = scale.first.replace(day=1)
    day = add_months(begin, (step - start % step) % step)
    found = []
    while day <= scale.last:
        if day >= scale.first:
            label = str(day.year) if step >= 12 else f"{_MONTHS[day.month - 1]} {day.year}"
            found.append(Tick(day, scale.at(day), label))
        day = add_months(day, step)
    return tuple(found)
