"""The months of a calendar as a picture drawn into the page as SVG: standing bars in layers. Pure: places and sizes.

A table of the same figures stands beside it, and it is hidden from those who cannot see it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tallystick.contracts.rules.calendar_months import GROUPS, Month

WIDE, NARROW = 900, 340
_HEIGHT, _FOOT, _HEAD = 220, 44, 22
_NAMES = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_EVERY = {WIDE: 1, NARROW: 6}
"""Of how many months one has its name."""


@dataclass(frozen=True)
class Layer:
    """A part of a bar. group: a code of `GROUPS`."""

    group: str
    y: float
    height: float


@dataclass(frozen=True)
class Bar:
    """A month. x, width: of its bar. middle: where its labels are centred. above: where its figure stands.

    label, year: "" for none.
    """

    x: float
    width: float
    middle: float
    above: float
    layers: tuple[Layer, ...]
    total: int
    label: str
    year: str


@dataclass(frozen=True)
class Picture:
    """base: where bars stand. figures: whether there is room for each month's."""

    width: int
    height: int
    base: float
    bars: tuple[Bar, ...]
    figures: bool


def picture(months: Sequence[Month], *, width: int) -> Picture:
    """The months in their order, each with what is due in it, decisions lowest."""
    room, base = width / max(1, len(months)), float(_HEIGHT - _FOOT)
    most = max((month.total for month in months), default=0) or 1
    bars = [_bar(month, place, room, base, most, _EVERY.get(width, 1)) for place, month in enumerate(months)]
    return Picture(width, _HEIGHT, base, tuple(bars), figures=width >= WIDE)


def _bar(month: Month, place: int, room: float, base: float, most: int, every: int) -> Bar:
    layers, top = [], base
    for group in GROUPS:
        height = (base - _HEAD) * getattr(month, group) / most
        if height:
            top -= height
            layers.append(Layer(group, round(top, 1), round(height, 1)))
    named = place % every == 0
    return Bar(
        x=round(place * room + room * 0.14, 1),
        width=round(room * 0.72, 1),
        middle=round((place + 0.5) * room, 1),
        above=round(top - 5, 1),
        layers=tuple(layers),
        total=month.total,
        label=_NAMES[month.first.month] if named else "",
        year=str(month.first.year) if named and (every > 1 or place == 0 or month.first.month == 1) else "",
    )
