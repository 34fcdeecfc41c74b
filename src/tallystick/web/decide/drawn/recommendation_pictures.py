"""Pictures of a recommendation: how the points of each route may come to lie, and its days. Pure: places and sizes.

A table of the same figures stands beside each.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from tallystick.web.decide.drawn.figures import signed

WIDE, NARROW = 900, 340
_ROW, _HEAD, _FOOT = 34, 10, 30
_LABEL = {WIDE: 350, NARROW: 0}
_ABOVE = 20
"""How much higher a row is where its label stands above it."""
_LONG_AGO = 548
"""Days before today beyond which a day stands at the edge."""


@dataclass(frozen=True)
class Mark:
    """A row of a picture. y: of its middle. label_x, label_y: where its name begins. left, right: of its bar; the same
    where there is none. x: of its dot. shut: drawn hollow. beyond: it lies outside, at the edge."""

    name: str
    told: str
    y: float
    label_x: float
    label_y: float
    left: float
    right: float
    x: float
    told_x: float
    told_end: bool
    shut: bool
    beyond: bool = False

    @property
    def width(self) -> float:
        return round(self.right - self.left, 1)

    @property
    def top(self) -> float:
        """Of the bar."""
        return self.y - 7

    @property
    def told_y(self) -> float:
        """Where the figure stands."""
        return self.y + 5


@dataclass(frozen=True)
class Line:
    """An upright line with what it stands for under it."""

    x: float
    label: str
    strong: bool


@dataclass(frozen=True)
class Picture:
    """base: where upright lines end."""

    width: int
    height: float
    base: float
    marks: tuple[Mark, ...]
    lines: tuple[Line, ...]


def points_picture(rows: Sequence[tuple[str, int, int, int, bool]], *, width: int) -> Picture:
    """rows: (name, points, low, high, shut) of each route, in their order."""
    low = min(0, *(row[2] for row in rows))
    high = max(0, *(row[3] for row in rows))
    scale = _Scale(low, high, width)
    marks = [
        _mark(name, signed(points), place, width, scale,
              (least, points, most), shut)
        for place, (name, points, least, most, shut) in enumerate(rows)
    ]  # fmt: skip
    every = 10 if high - low > 20 else 5
    first = -(-low // every) * every
    lines = [
        Line(scale.at(at), str(at).replace("-", "\N{MINUS SIGN}"), at == 0) for at in range(first, high + 1, every)
    ]
    return _picture(marks, lines, width)


def days_picture(rows: Sequence[tuple[str, dt.date, bool]], today: dt.date, *, width: int) -> Picture:
    """rows: (name, day, shut) in the order of their days. Days long ago stand at the left edge."""
    first = max(min([today, *(day for _, day, _ in rows)]), today - dt.timedelta(days=_LONG_AGO))
    last = max([today, *(day for _, day, _ in rows)])
    scale = _Scale(first.toordinal(), last.toordinal(), width)
    marks = []
    for place, (name, day, shut) in enumerate(rows):
        at = max(day, first).toordinal()
        told = f"{day.day} {day:%b %Y}"
        marks.append(_mark(name, told, place, width, scale, (at, at, at), shut, beyond=day < first))
    years = [dt.date(year, 1, 1) for year in range(first.year + 1, last.year + 1)]
    step = -(-len(years) // (4 if width == NARROW else 8)) or 1
    lines = [Line(scale.at(day.toordinal()), str(day.year), False) for day in years[::step]]
    near = (last.toordinal() - first.toordinal()) * 0.12
    lines = [one for one, day in zip(lines, years[::step], strict=True) if abs((day - today).days) > near]
    return _picture(marks, [*lines, Line(scale.at(today.toordinal()), "Today", True)], width)


class _Scale:
    """From figures to places across a picture."""

    def __init__(self, low: int, high: int, width: int) -> None:
        self._low, self._span = low, max(high - low, 1)
        self._left = _LABEL[width] + 14
        self._room = width - self._left - (60 if width == WIDE else 26)

    def at(self, figure: int) -> float:
        return round(self._left + (figure - self._low) / self._span * self._room, 1)


def _mark(
    name: str, told: str, place: int, width: int, scale: _Scale, ends: tuple[int, int, int], shut: bool,
    beyond: bool = False,
) -> Mark:  # fmt: skip
    row = _ROW if _LABEL[width] else _ROW + _ABOVE
    y = _HEAD + place * row + (_ROW / 2 if _LABEL[width] else _ROW / 2 + _ABOVE - 2)
    left, x, right = (scale.at(end) for end in ends)
    far = right + 12
    over = far + 9 * len(told) > width
    return Mark(
        name, told, y, 0, y + 5 if _LABEL[width] else y - 15, left, right, x, left - 12 if over else far, over, shut,
        beyond,
    )  # fmt: skip


def _picture(marks: list[Mark], lines: list[Line], width: int) -> Picture:
    row = _ROW if _LABEL[width] else _ROW + _ABOVE
    base = _HEAD + len(marks) * row
    return Picture(width, base + _FOOT, base, tuple(marks), tuple(lines))
