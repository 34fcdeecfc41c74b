"""Weights drawn uniformly from all that are plausible, each draw independent of the others. Pure: the seed decides.

docs/rules/robustness.md.
"""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_STEPS = 200
"""Halvings in finding a tilt: more than a float has digits."""
_AT_ONCE = 50_000


def draw_weights(caps: Sequence[Fraction], count: int, rng: np.random.Generator) -> Floats:
    """`count` rows, uniform over what adds to one with each at most its cap (`Region.caps`, two at least).

    Without caps that is a Dirichlet distribution of ones. With them, draws are made within the caps from densities that
    are tilted so that they add to one on average, the last weight is what is left over, and a draw is kept with the
    probability that makes all those kept equally likely. Some in ten are kept, however tight the caps are.
    """
    if all(cap == 1 for cap in caps):
        raw: Floats = rng.standard_exponential((count, len(caps)))
        raw /= raw.sum(axis=1, keepdims=True)
        return raw
    widths = np.array([float(cap) for cap in caps])
    tilt = _tilt(widths)
    widest = int(np.argmax(widths))
    others = np.delete(np.arange(len(widths)), widest)
    kept: list[Floats] = []
    found = 0
    while found < count:
        drawn = np.empty((_AT_ONCE, len(widths)))
        drawn[:, others] = _tilted(rng.random((_AT_ONCE, len(others))), widths[others], tilt)
        left = 1.0 - drawn[:, others].sum(axis=1)
        drawn[:, widest] = left
        chance = np.exp(np.minimum(0.0, tilt * (left - widths[widest] if tilt > 0 else left)))
        good = drawn[(left >= 0) & (left <= widths[widest]) & (rng.random(_AT_ONCE) < chance)]
        kept.append(good)
        found += len(good)
    return np.concatenate(kept)[:count]


def _tilt(widths: Floats) -> float:
    """The tilt t at which numbers from 0 to each width, with a density that grows as exp(t × number), add to one."""
    most = 1.0
    while not _add_to(widths, -most) < 1.0 < _add_to(widths, most):
        most *= 2.0
        if most > 1e15:
            raise ValueError("caps that leave nothing to draw: a region's leave at least as much again as the largest")
    low, high = -most, most
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if _add_to(widths, middle) < 1.0 else (low, middle)
    return (low + high) / 2


def _add_to(widths: Floats, tilt: float) -> float:
    return float((widths * _mean(tilt * widths)).sum())


def _mean(steepness: Floats) -> Floats:
    """The mean of a number from 0 to 1 whose density grows as exp(steepness × number)."""
    flat = np.abs(steepness) < 1e-4
    safe = np.where(flat, 1.0, steepness)
    # The steep end is turned round, so that nothing overflows.
    turned = -np.abs(safe)
    mean = 1.0 / -np.expm1(turned) - 1.0 / np.abs(safe)
    return np.where(flat, 0.5 + steepness / 12.0, np.where(safe > 0, mean, 1.0 - mean))


def _tilted(even: Floats, widths: Floats, tilt: float) -> Floats:
    """Numbers from 0 to each width, whose density grows as exp(tilt × number), from numbers even from 0 to 1."""
    steepness = abs(tilt) * widths
    if steepness.max() < 1e-9:
        return even * widths
    falling: Floats = -np.log1p(even * np.expm1(-steepness)) / abs(tilt)
    return widths - falling if tilt > 0 else falling
