"""The figures of a measure as a small picture: where each point, bar and line stands. Pure; a template draws it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tallystick.contracts.queries.performance import Recorded, Watched
from tallystick.contracts.rules.performance import Target

WIDTH, HEIGHT = 640, 180
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 12, 12, 28
MOST = 36
"""So many of the latest periods are drawn; the table has all of them."""


@dataclass(frozen=True)
class Point:
    """One period. x, y: pixels. met: None where it cannot be told."""

    x: float
    y: float
    name: str
    text: str
    met: bool | None


@dataclass(frozen=True)
class Line:
    """A target across the picture, at `y`."""

    y: float
    text: str


@dataclass(frozen=True)
class Picture:
    """points: the earliest first. path: of the line through them, in SVG's words. ends: names of the first and last."""

    width: int
    height: int
    left: int
    right: int
    bottom: int
    points: tuple[Point, ...]
    path: str
    targets: tuple[Line, ...]
    ends: tuple[str, str]
    said: str


def picture(watched: Watched) -> Picture | None:
    """What to draw of a measure; None where fewer than two periods have a figure."""
    shown = [one for one in watched.recorded if one.value is not None][-MOST:]
    if len(shown) < 2:
        return None
    values = [one.value for one in shown if one.value is not None]
    aims = _aims(watched.target)
    low, high = _range([*values, *aims])
    room = WIDTH - _LEFT - _RIGHT
    points = tuple(
        Point(
            round(_LEFT + room * n / (len(shown) - 1), 1), _y(value, low, high), one.name,
            f"{plain(value)}{in_unit(watched.unit)}", one.rated.met if one.rated else None,
        )
        for n, (one, value) in enumerate(zip(shown, values, strict=True))
    )  # fmt: skip
    return Picture(
        width=WIDTH,
        height=HEIGHT,
        left=_LEFT,
        right=WIDTH - _RIGHT,
        bottom=HEIGHT - _BOTTOM,
        points=points,
        path="M" + " L".join(f"{point.x} {point.y}" for point in points),
        targets=tuple(Line(_y(aim, low, high), f"{plain(aim)}{in_unit(watched.unit)}") for aim in aims),
        ends=(shown[0].name, shown[-1].name),
        said=_said(watched, shown),
    )


def plain(figure: Decimal | None) -> str:
    """``99.5``, ``1,200``; "not known"."""
    if figure is None:
        return "not known"
    text = f"{figure:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _said(watched: Watched, shown: Sequence[Recorded]) -> str:
    missed = sum(one.rated is not None and one.rated.met is False for one in shown)
    rates = f"; {missed} of them missed the target" if watched.target else ""
    last = f"{plain(shown[-1].value)}{in_unit(watched.unit)}"
    return f"{watched.title}: {len(shown)} periods{rates}. The last, {shown[-1].name}, is {last}."


def in_unit(unit: str) -> str:
    """A unit as it stands after a figure: 95%, 12 hours."""
    return unit if unit in ("%", "") else f" {unit}"


def _aims(target: Target | None) -> list[Decimal]:
    if target is None:
        return []
    return [aim for aim in (target.target, target.low, target.high) if aim is not None]


def _range(values: Sequence[Decimal]) -> tuple[Decimal, Decimal]:
    low, high = min(values), max(values)
    room = (high - low) / 10 or abs(high) / 10 or Decimal(1)
    return low - room, high + room


def _y(value: Decimal, low: Decimal, high: Decimal) -> float:
    room = HEIGHT - _TOP - _BOTTOM
    return round(_TOP + room * float((high - value) / (high - low)), 1)
