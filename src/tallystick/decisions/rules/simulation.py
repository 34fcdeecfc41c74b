"""How far the value of options is uncertain: ranges instead of points, drawn many times over. Pure: the seed decides.

docs/rules/simulation.md. A range is of a whole line, in percent of its figures. The net present value is a sum of its
lines, so a run draws one factor for each range; nothing is lost by it.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from tallystick.decisions.rules.discounting import fifty_figures
from tallystick.decisions.rules.switching import Worth

Floats = NDArray[np.float64]
Shape = Literal["triangular", "pert"]
SHAPES = ("triangular", "pert")

RUNS, LEAST_RUNS, MOST_RUNS = 10_000, 100, 1_000_000
MOST_DRAWS, MOST_VALUES = 100_000_000, 10_000_000
"""Runs times ranges, and runs times options: more would fill an ordinary computer's memory or an afternoon."""

SEED = 1
PERCENTILES = (5, 10, 25, 50, 75, 90, 95)
_NORMAL_QUANTILE = 1.959963984540054
"""Within so many standard errors a normal estimate lies in 95 of 100."""


@dataclass(frozen=True)
class Range:
    """low, likely, high: percent of the figures of `line`, 100 being as they are. option: None is every option that has
    a line of that name, with one draw for all of them."""

    option: str | None
    line: str
    low: Decimal
    likely: Decimal
    high: Decimal

    def of(self, options: Mapping[str, Worth]) -> dict[str, Decimal]:
        """option -> the present value of this line in it."""
        return {
            name: one.lines[self.line]
            for name, one in options.items()
            if self.line in one.lines and self.option in (None, name)
        }


@dataclass(frozen=True)
class Spread:
    """An option's net present value over all runs, in pounds.

    mean_error: 95 times in 100 the mean is no further from that of endless runs; percentile_errors likewise. first:
    share of runs in which the option ranks first, level ones sharing it. below_nought: share with a negative value.
    """

    mean: float
    mean_error: float
    deviation: float
    percentiles: Mapping[int, float]
    percentile_errors: Mapping[int, float]
    first: float
    below_nought: float


@dataclass(frozen=True)
class Swing:
    """An option's net present value with one line at its low or its high figure, the others as they are."""

    line: str
    at_low: Decimal
    at_high: Decimal

    @property
    def width(self) -> Decimal:
        """How far apart the two are."""
        return abs(self.at_high - self.at_low)


def simulated(
    options: Mapping[str, Worth], ranges: Sequence[Range], *, runs: int, seed: int, shape: Shape
) -> dict[str, Spread]:
    """option -> its values over `runs` runs. Ranges are drawn independently of each other, in their order."""
    rng = np.random.Generator(np.random.PCG64(seed))
    values = {name: np.full(runs, float(one.npv)) for name, one in options.items()}
    for one in ranges:
        change = drawn(one, runs, rng, shape) / 100.0 - 1.0
        for name, worth in one.of(options).items():
            values[name] += float(worth) * change
    compared = np.array([values[name] / float(options[name].over) for name in options])
    best = compared == compared.max(axis=0)
    first = (best / best.sum(axis=0)).mean(axis=1)
    return {name: _spread(np.sort(values[name]), float(share)) for name, share in zip(options, first, strict=True)}


def drawn(one: Range, runs: int, rng: np.random.Generator, shape: Shape) -> Floats:
    """Percent of the line, as many as there are runs: triangular, or PERT with its weight of four on what is likely."""
    low, likely, high = float(one.low), float(one.likely), float(one.high)
    width = high - low
    if shape == "pert":
        peak = 4.0 * (likely - low) / width if width else 0.0
        found: Floats = low + width * rng.beta(1.0 + peak, 5.0 - peak, runs)
        return found
    even = rng.random(runs)
    rising = low + np.sqrt(even * width * (likely - low))
    falling = high - np.sqrt((1.0 - even) * width * (high - likely))
    return np.where(even * width < likely - low, rising, falling)


def tornado(options: Mapping[str, Worth], ranges: Sequence[Range]) -> dict[str, tuple[Swing, ...]]:
    """option -> the lines that have a range, the widest swing first; of equal ones, the name that sorts first."""
    found: dict[str, list[Swing]] = {name: [] for name in options}
    with fifty_figures():
        for one in ranges:
            for name, worth in one.of(options).items():
                low, high = (options[name].npv + worth * (at - 100) / 100 for at in (one.low, one.high))
                found[name].append(Swing(one.line, low, high))
    return {name: tuple(sorted(swings, key=lambda it: (-it.width, it.line))) for name, swings in found.items()}


def _spread(values: Floats, first: float) -> Spread:
    """Of values in ascending order."""
    runs = len(values)
    deviation = float(values.std(ddof=1))
    return Spread(
        mean=float(values.mean()),
        mean_error=_NORMAL_QUANTILE * deviation / runs**0.5,
        deviation=deviation,
        percentiles={percent: float(np.quantile(values, percent / 100)) for percent in PERCENTILES},
        percentile_errors={percent: _percentile_error(values, percent / 100) for percent in PERCENTILES},
        first=first,
        below_nought=float((values < 0).mean()),
    )


def share_error(share: float, runs: int) -> float:
    """How far a share of so many runs is from that of endless ones, at most, 95 times in 100 (Wilson's interval, which
    says something of nought and of all too)."""
    z = _NORMAL_QUANTILE**2 / runs
    centre, half = (share + z / 2) / (1 + z), math.sqrt(z * share * (1 - share) + z * z / 4) / (1 + z)
    return max(abs(centre - half - share), abs(centre + half - share))


def _percentile_error(values: Floats, share: float) -> float:
    """Half the width between the two runs that hold the true percentile between them 95 times in 100."""
    runs = len(values)
    off = _NORMAL_QUANTILE * (runs * share * (1 - share)) ** 0.5
    low, high = max(0, int(runs * share - off)), min(runs - 1, int(runs * share + off) + 1)
    return float(values[high] - values[low]) / 2
