"""When options pay back, over the runs of a simulation. Pure: the seed decides. docs/rules/simulation.md.

The draws are those of `simulation.simulated`: run 7 of the one is run 7 of the other.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tallystick.decisions.rules.simulation import PERCENTILES, Floats, Range, Shape, drawn, share_error

MOST_CELLS = 2_000_000
"""Runs times years of all options, and runs times ranges that are held at once: more would take seconds and hundreds of
megabytes of whoever opens a page. Fewer runs are then looked at, and it is said how many."""
_AT_ONCE = 64
_NOUGHT = 0.005
"""Less than half a penny below nought is nought: floats leave so much over."""


@dataclass(frozen=True)
class Stream:
    """An option's lines by year, in pounds of the base year with optimism bias: line -> a figure for each year from 0.

    factors: of discounting, of the same years.
    """

    lines: Mapping[str, Floats]
    factors: Floats


@dataclass(frozen=True)
class Payback:
    """Years until it is paid back, over `runs` runs. percentiles: percent -> so many in a hundred runs have paid back
    by then; None where they never do. never: share of runs that do not; never_error: 95 times in 100 it is no further
    from that of endless runs."""

    runs: int
    percentiles: Mapping[int, float | None]
    never: float
    never_error: float


@dataclass(frozen=True)
class Paybacks:
    """Of an option: on its own, and against business as usual (None for that itself, or where none is said)."""

    plain: Payback
    discounted: Payback
    against: Payback | None
    against_discounted: Payback | None


def paybacks(
    options: Mapping[str, Stream], ranges: Sequence[Range], *, runs: int, seed: int, shape: Shape, as_now: str | None
) -> dict[str, Paybacks]:
    """option -> when it pays back. All streams are of as many years. as_now: the option that is going on as now."""
    nets = _nets(options, ranges, runs, seed, shape)
    now = nets.get(as_now) if as_now is not None else None
    found: dict[str, Paybacks] = {}
    for name, net in nets.items():
        factors = options[name].factors
        more = None if now is None or name == as_now else net - now
        found[name] = Paybacks(
            _payback(net),
            _payback(net * factors),
            None if more is None else _payback(more),
            None if more is None else _payback(more * factors),
        )
    return found


def payback_of_each(nets: Floats) -> Floats:
    """Years from year 0 until what was paid out has come back, of each row of flows by year; infinity for never."""
    nets = np.pad(nets, ((0, 0), (0, 1)))
    running = nets.cumsum(axis=1)
    out = running < -_NOUGHT
    ever = np.maximum.accumulate(out, axis=1)
    back = ever[:, :-1] & ~out[:, 1:]
    year, rows = back.argmax(axis=1), np.arange(len(nets))
    with np.errstate(divide="ignore", invalid="ignore"):
        when = np.clip(year - running[rows, year] / nets[rows, year + 1], year, year + 1)
    found: Floats = np.where(back.any(axis=1), when, np.where(ever[:, -1], np.inf, 0.0))
    return found


def _nets(
    options: Mapping[str, Stream], ranges: Sequence[Range], runs: int, seed: int, shape: Shape
) -> dict[str, Floats]:
    """option -> runs × years."""
    kept = min(runs, max(1, MOST_CELLS // sum(len(one.factors) for one in options.values())))
    found = {
        name: np.tile(np.sum(list(one.lines.values()), axis=0) if one.lines else np.zeros(len(one.factors)), (kept, 1))
        for name, one in options.items()
    }
    for block, changes in _drawn(ranges, runs, kept, seed, shape):
        for name, one in options.items():
            at = [place for place, it in enumerate(block) if it.option in (None, name) and it.line in one.lines]
            if at:
                found[name] += changes[:, at] @ np.array([one.lines[block[place].line] for place in at])
    return found


def _drawn(
    ranges: Sequence[Range], runs: int, kept: int, seed: int, shape: Shape
) -> Iterator[tuple[Sequence[Range], Floats]]:
    """Some ranges at a time, with runs × ranges of what each line is changed by: 0.1 for a tenth more.

    Of every range all runs are drawn, so that the draws stay those of `simulated`; those that are kept are copied, as a
    slice would hold on to the rest.
    """
    rng = np.random.Generator(np.random.PCG64(seed))
    at_once = max(1, min(_AT_ONCE, MOST_CELLS // kept))
    for first in range(0, len(ranges), at_once):
        block = ranges[first : first + at_once]
        changes = np.empty((kept, len(block)))
        for at, one in enumerate(block):
            changes[:, at] = drawn(one, runs, rng, shape)[:kept]
        yield block, changes / 100.0 - 1.0


def _payback(nets: Floats) -> Payback:
    years = np.sort(payback_of_each(nets))
    never = float(np.isinf(years).mean())
    found = {at: float(np.quantile(years, at / 100, method="inverted_cdf")) for at in PERCENTILES}
    percentiles = {at: None if np.isinf(value) else value for at, value in found.items()}
    return Payback(len(years), percentiles, never, share_error(never, len(years)))
