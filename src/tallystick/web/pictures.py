"""Small pictures drawn into a page as SVG: whole-number bars. Pure: places and sizes, which templates draw.

Each has a table of the same figures beside it, and is hidden from those who cannot see it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

WIDE, NARROW = 900, 340
_HEIGHT, _FOOT, _HEAD = 180, 26, 22
_NARROW_LABELS = 4


@dataclass(frozen=True)
class Bar:
    """One bar. x, y, width, height: in the picture. middle: where its labels are centred, above: where its figure
    stands. label: "" for none.
    """

    x: float
    y: float
    width: float
    height: float
    middle: float
    above: float
    label: str
    value: int


@dataclass(frozen=True)
class Bars:
    """A picture of standing bars. foot: where their labels stand."""

    width: int
    height: int
    base: float
    foot: float
    bars: Sequence[Bar]


def bars(rows: Sequence[tuple[str, int]], *, width: int) -> Bars:
    """Standing bars for (label, whole number), in their order. In a narrow picture every few have a label."""
    room = width / max(1, len(rows))
    most = max((value for _, value in rows), default=0) or 1
    base = float(_HEIGHT - _FOOT)
    every = max(1, -(-len(rows) // _NARROW_LABELS)) if width <= NARROW else 1
    drawn = []
    for place, (label, value) in enumerate(rows):
        height = (base - _HEAD) * value / most
        drawn.append(
            Bar(
                x=round(place * room + room * 0.14, 1),
                y=round(base - height, 1),
                width=round(room * 0.72, 1),
                height=round(height, 1),
                middle=round((place + 0.5) * room, 1),
                above=round(base - height - 5, 1),
                label=label if place % every == 0 else "",
                value=value,
            )
        )
    return Bars(width, _HEIGHT, base, base + 18, drawn)
