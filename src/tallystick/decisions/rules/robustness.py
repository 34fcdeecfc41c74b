"""How firm a ranking is: in what share of all plausible weights each option has which rank. Pure: the seed decides.

docs/rules/robustness.md.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from tallystick.decisions.rules.exact_shares import exact_shares
from tallystick.decisions.rules.weight_draws import Floats, draw_weights
from tallystick.decisions.rules.weight_region import Region

DRAWS, LEAST_DRAWS, MOST_DRAWS = 100_000, 1_000, 1_000_000
CONFIDENCE = 0.99
_NORMAL_QUANTILE = 2.5758293035489004
"""Within so many standard errors a normal estimate lies in 99 of 100."""
_NUMBERS_AT_ONCE = 4_000_000


@dataclass(frozen=True, slots=True)
class Shares:
    """ranks: of each option, the share of the weights in which it is first, second …; they add to one.

    draws: how many weights were drawn, None where the shares are exact. error: 99 times in 100 a share is no further
    than this from the true one; 0 where exact.
    """

    ranks: Mapping[str, tuple[float, ...]]
    draws: int | None
    error: float


def over_weights(scores: Mapping[str, Sequence[Fraction]], plausible: Region, *, seed: int, draws: int) -> Shares:
    """The shares over all plausible weights, each as likely as any other.

    scores: of each option, one for each weight of the region, in its order. Exact where the weights can be cut up in
    few enough pieces: always with two or three criteria and a handful of options, often with more.
    """
    if not scores:
        return Shares({}, None, 0.0)
    corners = {option: plausible.at_corners(row) for option, row in scores.items()}
    exact = exact_shares(list(corners.values()), plausible.caps or (Fraction(1),))
    if exact is not None:
        return Shares({option: tuple(row) for option, row in zip(corners, exact, strict=True)}, None, 0.0)
    apart = list(dict.fromkeys(corners.values()))
    alike = [apart.index(row) for row in corners.values()]
    values, rng = _as_floats(apart), np.random.default_rng([seed, 0])
    counted = np.zeros((len(corners), len(corners)))
    for count in _batches(draws, len(corners) ** 2):
        # Options that score alike have one column between them, so that they are level to the last digit.
        counted += _ranks((draw_weights(plausible.caps, count, rng) @ values.T)[:, alike])
    return _shares(list(corners), counted, draws)


def over_weights_and_scores(
    low: Mapping[str, Sequence[Fraction]],
    high: Mapping[str, Sequence[Fraction]],
    plausible: Region,
    *,
    seed: int,
    draws: int,
) -> Shares:
    """The shares over all plausible weights and over all scores between the lowest and the highest that was given.

    Each score is drawn by itself, every figure of its range as likely as any other. Always sampled.
    """
    if not low:
        return Shares({}, None, 0.0)
    bottom = np.array([[float(score) for score in low[option]] for option in low])
    width = np.array([[float(score) for score in high[option]] for option in low]) - bottom
    rng = np.random.default_rng([seed, 1])
    counted = np.zeros((len(low), len(low)))
    for count in _batches(draws, bottom.size):
        weights = _full_weights(plausible, count, rng)
        drawn = bottom + width * rng.random((count, *bottom.shape))
        counted += _ranks((drawn * weights[:, np.newaxis, :]).sum(axis=2))
    return _shares(list(low), counted, draws)


def sampling_error(draws: int) -> float:
    """How far from the true share one of so many draws is at the most, 99 times in 100: that of a share of a half."""
    return _NORMAL_QUANTILE * 0.5 / sqrt(draws)


def _full_weights(plausible: Region, count: int, rng: np.random.Generator) -> Floats:
    weights = np.tile(np.array([float(low) for low in plausible.lows]), (count, 1))
    if plausible.free:
        weights[:, list(plausible.free)] += float(plausible.slack) * draw_weights(plausible.caps, count, rng)
    return weights


def _as_floats(rows: Sequence[Sequence[Fraction]]) -> Floats:
    """Scores at the corners, less those of the first, so that what is large and common to all costs no digits."""
    shifted = [[value - first for value, first in zip(row, rows[0], strict=True)] for row in rows]
    largest = max(abs(value) for row in shifted for value in row) or Fraction(1)
    return np.array([[float(value / largest) for value in row] for row in shifted])


def _batches(draws: int, numbers: int) -> Iterator[int]:
    """Counts that add to `draws`, each of which needs memory for so many numbers a draw."""
    most = max(1, _NUMBERS_AT_ONCE // max(1, numbers))
    while draws > 0:
        yield min(draws, most)
        draws -= most


def _ranks(values: Floats) -> NDArray[np.float64]:
    """How many draws give each option (row) each rank (column); options that are level share theirs."""
    options = values.shape[1]
    order = np.argsort(-values, axis=1)
    best_first = np.take_along_axis(values, order, axis=1)
    level = (best_first[:, 1:] == best_first[:, :-1]).any(axis=1)
    held = order[~level] * options + np.arange(options)
    found = np.bincount(held.ravel(), minlength=options**2).reshape(options, options).astype(np.float64)
    return found + _level_ranks(values[level])


def _level_ranks(values: Floats) -> NDArray[np.float64]:
    options = values.shape[1]
    found = np.zeros((options, options))
    for option in range(options if len(values) else 0):
        own = values[:, [option]]
        better, level = (values > own).sum(axis=1), (values == own).sum(axis=1)
        held = np.bincount(better * (options + 1) + level, minlength=(options + 1) ** 2)
        for code in np.flatnonzero(held):
            first, many = divmod(int(code), options + 1)
            found[option, first : first + many] += held[code] / many
    return found


def _shares(options: Sequence[str], counted: NDArray[np.float64], draws: int) -> Shares:
    ranks = {option: tuple(float(n) / draws for n in counted[row]) for row, option in enumerate(options)}
    return Shares(ranks, draws, sampling_error(draws))
