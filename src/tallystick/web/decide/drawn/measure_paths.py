"""A measure of a charter as a small picture: its path from baseline to target, and its readings. Pure.

A table of the same figures stands beside it, and it is hidden from those who cannot see it.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

WIDTH, HEIGHT = 340, 190
_LEFT, _RIGHT, _TOP, _BOTTOM = 8, 12, 26, 28

Dot = tuple[float, float]


@dataclass(frozen=True)
class Picture:
    """baseline, target: where the path begins and ends. band: within its tolerance, as points of a polygon; "" for
    none. line: through the readings, in SVG's words. today: x of the line of today; None where it is not on it.

    first, last: the days at the ends. above: whether the figure of baseline, and of target, stands above its dot.
    """

    width: int
    height: int
    baseline: Dot
    target: Dot
    band: str
    line: str
    dots: Sequence[Dot]
    today: float | None
    first: str
    last: str
    above: tuple[bool, bool]


def picture(measure: Mapping[str, Any], today: str) -> Picture | None:
    """What to draw of a measure, as an answer has it; None where its baseline or its target is not said."""
    begins, ends = measure["baseline"], measure["target"]
    if begins is None or ends is None:
        return None
    points = [begins, *measure["readings"], ends]
    days = [dt.date.fromisoformat(one["on"]).toordinal() for one in points]
    values = [Decimal(one["value"]) for one in points]
    slack = Decimal(measure["tolerance"]) * (-1 if measure["better"] == "up" else 1)
    low, high = min([*values, values[0] + slack]), max([*values, values[0] + slack])
    span = high - low or Decimal(1)
    first, last = min(days), max(days)

    def x(at: int) -> float:
        return round(_LEFT + (WIDTH - _LEFT - _RIGHT) * (at - first) / (last - first), 1)

    def y(value: Decimal) -> float:
        return round(_TOP + float((high - value) / span) * (HEIGHT - _TOP - _BOTTOM), 1)

    dots = [(x(at), y(value)) for at, value in zip(days, values, strict=True)]
    (x0, y0), (x1, y1) = dots[0], dots[-1]
    band = f"{x0},{y0} {x1},{y1} {x1},{y(values[-1] + slack)} {x0},{y(values[0] + slack)}" if slack else ""
    now = dt.date.fromisoformat(today).toordinal()
    read = dots[1:-1]
    line = "M" + " L".join(f"{a} {b}" for a, b in read) if len(read) > 1 else ""
    begins_on, ends_on = (dt.date.fromordinal(one).isoformat() for one in (first, last))
    shown = x(now) if first <= now <= last else None
    middle = HEIGHT / 2
    return Picture(
        WIDTH, HEIGHT, dots[0], dots[-1], band, line, read, shown, begins_on, ends_on, (y0 > middle, y1 > middle)
    )  # fmt: skip
