"""Pictures of a business case: places in pixels, each picture for a wide and for a narrow page. Pure."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from tallystick.web.decide.drawn.business_case_words import in_short, on_axis
from tallystick.web.decide.drawn.figures import cut

WIDTHS = (("wide", 860), ("narrow", 340))
COLOURS = ("#123f3c", "#b5543a", "#5b4a8a", "#8a6d1f", "#28527a", "#a63d6b")
DASHES = ("", "9 4", "2 4", "12 4 2 4")
"""Lines are told apart by their numbers; colours and dashes come again only after all of both."""
_BAR, _HIGH, _TICKS = 54, 320, 4
_MOST_SWINGS = 12


@dataclass(frozen=True)
class Bar:
    """name, text: what stands above it. y: of its top. x, width: of the bar. far, near: ends of the outer and the inner
    range, middle: the median; None where nothing was drawn."""

    name: str
    text: str
    y: int
    x: float
    width: float
    far: tuple[float, float] | None = None
    near: tuple[float, float] | None = None
    middle: float | None = None


@dataclass(frozen=True)
class Bars:
    """size: "wide" or "narrow". at: where the line stands from which bars go."""

    size: str
    width: int
    height: int
    at: float
    bars: Sequence[Bar]


@dataclass(frozen=True)
class Swung:
    """A line of the tornado. low, high: (x, width) of its two halves."""

    name: str
    text: str
    y: int
    low: tuple[float, float]
    high: tuple[float, float]


@dataclass(frozen=True)
class Series:
    """An option's line over the years. points: as SVG reads them. end: where its number stands."""

    number: int
    name: str
    colour: str
    dash: str
    points: str
    end: tuple[float, float]


@dataclass(frozen=True)
class Chart:
    """grid: (y, pounds). ticks: (x, year, anchor)."""

    size: str
    width: int
    height: int
    left: int
    right: int
    nought: float
    grid: Sequence[tuple[float, str]]
    ticks: Sequence[tuple[float, str, str]]
    series: Sequence[Series]


def value_bars(named: Sequence[tuple[str, Mapping[str, Any]]]) -> list[Bars]:
    """The net present value of each option, with how far it ranges over the runs."""
    ends = [float(one["npv"]) for _, one in named] + [0.0]
    for _, one in named:
        ends += map(float, (one["simulation"] or {"percentiles": {}})["percentiles"].values())
    return [_bars(size, width, named, min(ends), max(ends)) for size, width in WIDTHS]


def swing_bars(option: Mapping[str, Any]) -> Sequence[tuple[Bars, Sequence[Swung]]]:
    """The lines that matter most to one option's value; [] where none has a range."""
    swings = option["tornado"][:_MOST_SWINGS]
    middle = float(option["npv"])
    ends = [middle, *(float(one[key]) for one in swings for key in ("npv_at_low", "npv_at_high"))]
    if not swings or max(ends) == min(ends):
        return []
    found = []
    for size, width in WIDTHS:
        scale = _scale(min(ends), max(ends), width)
        rows = [
            Swung(
                _fitted(one["line"], width - 150),
                f"± {in_short(Decimal(one['swing']) / 2)}" if _even(one, middle) else in_short(one["swing"]),
                at * _BAR,
                _between(scale, float(one["npv_at_low"]), middle),
                _between(scale, float(one["npv_at_high"]), middle),
            )
            for at, one in enumerate(swings)
        ]
        found.append((Bars(size, width, len(rows) * _BAR + 4, scale(middle), ()), rows))
    return found


def cash_lines(named: Sequence[tuple[str, Mapping[str, Any]]]) -> list[Chart]:
    """What each option has cost the budget by the end of each year."""
    return [_chart(size, width, named) for size, width in WIDTHS]


def key(number: int) -> tuple[str, str]:
    """Colour and dashes of a line's number, from 1."""
    at = number - 1
    return COLOURS[at % len(COLOURS)], DASHES[at // len(COLOURS) % len(DASHES)]


def _bars(
    size: str, width: int, named: Sequence[tuple[str, Mapping[str, Any]]], low: float, high: float
) -> Bars:  # fmt: skip
    scale = _scale(low, high, width)
    rows = []
    for at, (name, one) in enumerate(named):
        x, wide = _between(scale, float(one["npv"]), 0.0)
        ranges: dict[str, Any] = {}
        if one["simulation"]:
            by = {key: round(scale(float(pounds)), 1) for key, pounds in one["simulation"]["percentiles"].items()}
            ranges = {"far": (by["p5"], by["p95"]), "near": (by["p10"], by["p90"]), "middle": by["p50"]}
        text = in_short(one["npv"])
        rows.append(Bar(_fitted(name, width - 165), text, at * _BAR, x, wide, **ranges))
    return Bars(size, width, len(rows) * _BAR + 4, round(scale(0.0), 1), rows)


def _chart(size: str, width: int, named: Sequence[tuple[str, Mapping[str, Any]]]) -> Chart:
    left, right, top, bottom = 70, width - 26, 10, _HIGH - 30
    sums = [[float(year["cumulative_cash"]) for year in one["by_year"]] for _, one in named]
    every = [0.0, *(pounds for one in sums for pounds in one)]
    steps = _steps(min(every), max(every))
    low, high = steps[0], steps[-1]
    last = max(len(one) for one in sums) - 1

    def x(year: int) -> float:
        return round(left + (right - left) * year / max(1, last), 1)

    def y(pounds: float) -> float:
        return round(bottom - (bottom - top) * (pounds - low) / (high - low), 1)

    ends = _apart([y(one[-1]) for one in sums])
    series = [
        Series(
            at + 1, name, *key(at + 1), " ".join(f"{x(year)},{y(pounds)}" for year, pounds in enumerate(sums[at])),
            (x(len(sums[at]) - 1) + 6, ends[at] + 5),
        )
        for at, (name, _) in enumerate(named)
    ]  # fmt: skip
    longest = max((one["by_year"] for _, one in named), key=len)
    grid = [(y(pounds), on_axis(pounds)) for pounds in steps]
    ticks = [(x(year), str(longest[year]["year"]), anchor) for year, anchor in _ticks(last, width)]
    return Chart(size, width, _HIGH, left, right, y(0.0), grid, ticks, series)


def _ticks(last: int, width: int) -> list[tuple[int, str]]:
    """The first and the last year, and those between for which there is room."""
    room = max(1, math.ceil(last / max(1, width // 110)))
    between = [(year, "middle") for year in range(room, last - room + 1, room)]
    return [(0, "start"), *between, (last, "end")] if last else [(0, "start")]


def _steps(low: float, high: float) -> list[float]:
    """Round figures from below `low` to above `high`."""
    wide = max(high - low, 1.0) / _TICKS
    power = 10.0 ** math.floor(math.log10(wide))
    step = next(times * power for times in (1, 2, 2.5, 5, 10) if times * power >= wide * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [at * step for at in range(first, max(last, first + 1) + 1)]


def _apart(places: Sequence[float]) -> list[float]:
    """Places of labels, moved down where two would stand on each other, and up again from the foot of the picture."""
    order = sorted(range(len(places)), key=lambda at: places[at])
    least, foot = min(15.0, (_HIGH - 40) / max(1, len(places))), _HIGH - 30.0
    found = list(places)
    for before, at in pairwise(order):
        found[at] = max(found[at], found[before] + least)
    for at in reversed(order):
        found[at] = min(found[at], foot)
        foot = found[at] - least
    return [round(one, 1) for one in found]


def _scale(low: float, high: float, width: int) -> Any:
    """Pounds to pixels, within a margin of 4."""
    across = (high - low) or 1.0
    return lambda pounds: 4 + (pounds - low) / across * (width - 8)


def _between(scale: Any, one: float, other: float) -> tuple[float, float]:
    """x and width, at least a pixel."""
    low, high = sorted((scale(one), scale(other)))
    return round(low, 1), round(max(high - low, 1.0), 1)


def _even(one: Mapping[str, Any], middle: float) -> bool:
    low, high = float(one["npv_at_low"]) - middle, float(one["npv_at_high"]) - middle
    return abs(low + high) < 0.01 and low != high


def _fitted(name: str, pixels: int) -> str:
    return cut(name, max(8, pixels // 9))
