"""In how many of all plausible weights each option has which rank: against formulas, and against plain rejection."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import permutations
from math import prod

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import ks_2samp

from tallystick.decisions.rules.exact_shares import exact_shares
from tallystick.decisions.rules.robustness import (
    Shares,
    over_weights,
    over_weights_and_scores,
    sampling_error,
)
from tallystick.decisions.rules.weight_draws import draw_weights
from tallystick.decisions.rules.weight_region import Region, region

NO_RANGE = (Fraction(0), Fraction(1))
RARELY_FURTHER = 1.7
"""So many of the stated errors a share may be out in these tests: 99 times in 100 is not always, and they are many."""


def weights(*ranges: tuple[float | str, float | str] | None) -> Region:
    found = region([NO_RANGE if one is None else (Fraction(str(one[0])), Fraction(str(one[1]))) for one in ranges])
    assert found is not None
    return found


def shares(rows: Sequence[Sequence[int]], plausible: Region, seed: int = 1, draws: int = 100_000) -> Shares:
    scores = {f"option {n}": [Fraction(one) for one in row] for n, row in enumerate(rows)}
    return over_weights(scores, plausible, seed=seed, draws=draws)


def firsts(found: Shares) -> list[float]:
    return [row[0] for row in found.ranks.values()]


def wins(ahead: Sequence[int], behind: Sequence[int]) -> float:
    """The share of all weights at which the first of two is ahead, where no two gaps are the same: the closed form."""
    gaps = [Fraction(a - b) for a, b in zip(ahead, behind, strict=True)]
    assert len(set(gaps)) == len(gaps)
    return float(
        sum(
            gap ** (len(gaps) - 1) / prod((gap - other for other in gaps if other != gap), start=Fraction(1))
            for gap in gaps
            if gap > 0
        )
    )


def by_rejection(
    rows: Sequence[Sequence[int]], ranges: Sequence[tuple[float, float] | None], draws: int
) -> tuple[np.ndarray, int]:
    """The same by the plainest way there is: draw from all weights, and throw away what is out of range."""
    rng = np.random.default_rng(20260)
    drawn = rng.dirichlet(np.ones(len(ranges)), draws)
    for place, one in enumerate(ranges):
        if one is not None:
            drawn = drawn[(drawn[:, place] >= one[0]) & (drawn[:, place] <= one[1])]
    values = drawn @ np.array(rows, dtype=float).T
    ranks = np.argsort(np.argsort(-values, axis=1), axis=1)
    return np.array([[(ranks[:, n] == rank).mean() for rank in range(len(rows))] for n in range(len(rows))]), len(drawn)


# Two criteria, by hand: A is ahead of B where its weight on the first is more than the turning point.
BY_HAND = [
    ([(5, 1), (1, 5)], [None, None], [1 / 2, 1 / 2]),
    ([(5, 2), (1, 5)], [None, None], [4 / 7, 3 / 7]),
    ([(5, 2), (1, 5)], [(0.5, 1), None], [1.0, 0.0]),
    ([(5, 2), (1, 5)], [(0.4, 0.6), None], [6 / 7, 1 / 7]),
    ([(5, 2), (1, 5)], [(0.4, 1), (0.4, 1)], [6 / 7, 1 / 7]),
    ([(5, 2), (1, 5)], [(0.3, 0.3), None], [0.0, 1.0]),
    ([(3, 3), (3, 3)], [None, None], [1 / 2, 1 / 2]),
    ([(3, 3), (3, 3), (2, 2)], [None, None], [1 / 2, 1 / 2, 0.0]),
    ([(3, 1), (1, 3)], [(0.5, 0.5), None], [1 / 2, 1 / 2]),
    ([(3, 1), (3, 9)], [(1, 1), None], [1 / 2, 1 / 2]),
    ([(4,), (3,)], [None], [1.0, 0.0]),
    ([(3, 0, 0), (0, 3, 0), (0, 0, 3)], [None, None, None], [1 / 3, 1 / 3, 1 / 3]),
]


@pytest.mark.parametrize(("rows", "ranges", "expected"), BY_HAND)
def test_small_cases_worked_by_hand_are_exact(
    rows: list[tuple[int, ...]], ranges: list[tuple[float, float] | None], expected: list[float]
) -> None:
    found = shares(rows, weights(*ranges))
    assert firsts(found) == pytest.approx(expected, abs=1e-12)
    assert (found.draws, found.error) == (None, 0.0)


def test_a_compromise_wins_in_the_middle() -> None:
    """(3,0,0) is first where w1 > 1/3 and w1 > w2; (1,1,1) where neither is over a third."""
    found = shares([(3, 0, 0), (0, 3, 0), (1, 1, 1)], weights(None, None, None))
    # All, less the two corners beyond a third, of which what is in both was taken away twice.
    middle = 1 - 4 / 9 - 4 / 9 + 1 / 9
    assert firsts(found) == pytest.approx([(1 - middle) / 2, (1 - middle) / 2, middle], abs=1e-12)


@given(st.lists(st.tuples(st.integers(-9, 9), st.integers(-9, 9)), min_size=2, max_size=4))
def test_two_options_exactly_as_the_closed_form_has_it(scores: list[tuple[int, int]]) -> None:
    gaps = [a - b for a, b in scores]
    if len(set(gaps)) < len(gaps) or 0 in gaps:
        return
    one, other = [a for a, _ in scores], [b for _, b in scores]
    found = shares([one, other], weights(*[None] * len(scores)))
    assert found.error == 0.0
    assert firsts(found) == pytest.approx([wins(one, other), wins(other, one)], abs=1e-12)


def test_many_criteria_are_sampled_within_the_stated_error() -> None:
    one, other = [8, 14, 3, 18, 5, 10, 1, 19, 7, 16, 6, 13, 24, 15], [0, 20, 0, 20, 0, 20, 0, 20, 0, 20, 0, 20, 20, 20]
    expected = wins(one, other)
    further = 0
    for seed in range(20):
        found = shares([one, other], weights(*[None] * len(one)), seed=seed)
        assert found.draws == 100_000
        assert found.error == pytest.approx(0.00407, abs=1e-5)
        further += abs(firsts(found)[0] - expected) > found.error
    assert 0.1 < expected < 0.9
    assert further <= 1


CASES = [
    ([(5, 3, 1), (1, 4, 3), (2, 2, 5), (3, 3, 3)], [None, None, None]),
    ([(5, 3, 1), (1, 4, 3), (2, 2, 5), (3, 3, 3)], [(0.2, 0.5), None, (0.1, 0.6)]),
    ([(5, 3, 1, 2), (1, 4, 3, 5), (2, 2, 5, 4)], [(0.1, 0.5), (0.1, 0.4), None, (0, 0.3)]),
    ([(5, 3, 1, 2, 4), (1, 4, 3, 5, 2), (2, 2, 5, 4, 4), (4, 4, 4, 1, 3)], [None, (0, 0.2), None, (0.1, 1), None]),
    ([(5, 3, 1, 2, 4, 7), (1, 4, 3, 5, 2, 6), (2, 2, 5, 4, 9, 4)], [(0.1, 0.3)] * 6),
    ([(5, 3, 1, 2, 4, 7), (1, 4, 3, 5, 2, 6), (2, 2, 5, 4, 9, 4)], [None, None, (0.3, 0.4), None, None, (0, 0.1)]),
]


@pytest.mark.parametrize(("rows", "ranges"), CASES)
def test_ranks_are_what_plain_rejection_finds(
    rows: list[tuple[int, ...]], ranges: list[tuple[float, float] | None]
) -> None:
    plausible = weights(*ranges)
    found = shares(rows, plausible)
    expected, kept = by_rejection(rows, ranges, 400_000)
    assert kept > 2_000
    allowed = RARELY_FURTHER * (found.error + sampling_error(kept))
    assert np.abs(np.array(list(found.ranks.values())) - expected).max() <= allowed


def test_exact_and_sampled_agree() -> None:
    rows = [[Fraction(n) for n in row] for row in [(5, 3, 1, 2), (1, 4, 3, 5), (2, 2, 5, 4), (4, 1, 3, 3)]]
    plausible = weights((0.1, 0.5), None, (0.2, 0.3), None)
    exact = exact_shares([plausible.at_corners(row) for row in rows], plausible.caps)
    assert exact is not None
    free = draw_weights(plausible.caps, 200_000, np.random.default_rng(4))
    values = free @ np.array([[float(n) for n in plausible.at_corners(row)] for row in rows]).T
    first = np.bincount(values.argmax(axis=1), minlength=4) / 200_000
    assert np.abs(first - [row[0] for row in exact]).max() < sampling_error(200_000)


TIGHT = [
    [0.5, 0.5, 0.5],
    [0.4, 0.4, 0.4],
    [0.9, 0.2, 0.2],
    [0.35, 0.34, 0.33],
    [1, 1, 0.05, 1],
    [0.3] * 5,
    [0.3, 0.25, 0.4, 0.2, 0.5, 0.1],
    [0.12] * 10,
]


@pytest.mark.parametrize("caps", TIGHT, ids=str)
def test_draws_are_uniform_within_caps(caps: list[float]) -> None:
    exact = [Fraction(str(cap)) for cap in caps]
    drawn = draw_weights(exact, 20_000, np.random.default_rng(5))
    assert drawn.shape == (20_000, len(caps))
    assert np.abs(drawn.sum(axis=1) - 1).max() < 1e-12
    assert (drawn >= 0).all()
    assert (drawn <= np.array(caps) + 1e-12).all()
    walked = by_walking(caps, 4_000)
    for place in range(len(caps)):
        assert ks_2samp(drawn[:, place], walked[:, place]).pvalue > 1e-4


def test_caps_that_leave_nothing_to_draw_are_told_and_not_tried_for_ever() -> None:
    with pytest.raises(ValueError, match="nothing to draw"):
        draw_weights([Fraction(1, 2), Fraction(1, 4), Fraction(1, 4)], 10, np.random.default_rng(1))


def by_walking(caps: Sequence[float], count: int) -> np.ndarray:
    """The same from another way altogether: many walkers, each of which shares what two weights have between them
    evenly again, over and over (a Gibbs walk, which leaves the uniform distribution as it is)."""
    rng, size = np.random.default_rng(6), len(caps)
    at = np.tile(np.array(caps) / sum(caps), (count, 1))
    for _ in range(60):
        for one in range(size):
            for other in range(one):
                both = at[:, one] + at[:, other]
                low, high = np.maximum(0, both - caps[other]), np.minimum(caps[one], both)
                at[:, one] = low + (high - low) * rng.random(count)
                at[:, other] = both - at[:, one]
    return at


@pytest.mark.parametrize("size", [2, 5, 12, 30])
def test_however_tight_the_ranges_weights_are_drawn(size: int) -> None:
    rng = np.random.default_rng(size)
    for slack in ("0.000001", "0.001", "0.3", "0.999999"):
        widths = [Fraction(int(n), 10**6) for n in rng.integers(1, 10**6, size)]
        lows = [Fraction(0)] * size
        share = Fraction(1) / (sum(widths) * Fraction(slack))
        found = region([(low, min(Fraction(1), width * share)) for low, width in zip(lows, widths, strict=True)])
        if found is None or not found.free:
            continue
        drawn = draw_weights(found.caps, 1_000, np.random.default_rng(1))
        assert len(drawn) == 1_000
        assert (drawn <= np.array([float(cap) for cap in found.caps]) + 1e-9).all()


def test_ranges_leave_what_they_say() -> None:
    found = weights((0.2, 0.4), (0, 0.5), (0.3, 0.9))
    assert found.lows == (Fraction("0.2"), Fraction(0), Fraction("0.3"))
    assert found.slack == Fraction("0.5")
    assert found.caps == (Fraction("0.4"), Fraction(1), Fraction(1))
    assert weights((0.3, 0.3), (0.7, 1)).free == ()
    assert weights((0.3, 0.3), (0.1, 0.2), None).lows == (Fraction("0.3"), Fraction("0.1"), Fraction("0.5"))
    assert region([(Fraction("0.6"), Fraction(1)), (Fraction("0.5"), Fraction(1))]) is None
    assert region([(Fraction(0), Fraction("0.4")), (Fraction(0), Fraction("0.5"))]) is None


def test_what_is_fixed_is_not_drawn() -> None:
    """Three weights are fixed, and the other two share 0.4: on a line, and so exact."""
    found = shares([(9, 0, 0, 5, 1), (9, 0, 0, 1, 5)], weights((0.2, 0.2), (0.2, 0.2), (0.2, 0.2), (0.1, 1), None))
    assert found.error == 0.0
    assert firsts(found) == pytest.approx([2 / 3, 1 / 3], abs=1e-12)


rows_of_scores = st.integers(2, 4).flatmap(
    lambda criteria: st.lists(st.lists(st.integers(0, 6), min_size=criteria, max_size=criteria), min_size=1, max_size=4)
)


@given(rows_of_scores)
@settings(max_examples=60)
def test_what_always_holds(rows: list[list[int]]) -> None:
    found = shares(rows, weights(*[None] * len(rows[0])), draws=1_000)
    table = np.array(list(found.ranks.values()))
    assert table.sum(axis=0) == pytest.approx(np.ones(len(rows)))
    assert table.sum(axis=1) == pytest.approx(np.ones(len(rows)))
    for one, own in enumerate(rows):
        for other, theirs in enumerate(rows):
            if own == theirs:
                assert table[one] == pytest.approx(table[other])
            if all(a > b for a, b in zip(own, theirs, strict=True)):
                assert table[other][0] == 0
                assert table[one][-1] == 0


def test_criteria_in_another_order_change_nothing_that_is_exact() -> None:
    rows = [(5, 3, 1), (1, 4, 3), (2, 2, 5)]
    expected = shares(rows, weights((0.1, 0.5), None, (0.2, 0.9))).ranks
    ranges = [(0.1, 0.5), None, (0.2, 0.9)]
    for order in permutations(range(3)):
        turned = [[row[place] for place in order] for row in rows]
        found = shares(turned, weights(*[ranges[place] for place in order])).ranks
        for option, row in expected.items():
            assert found[option] == pytest.approx(row, abs=1e-12)


def test_the_same_seed_gives_the_same_figures() -> None:
    rows = [(5, 3, 1, 2, 4, 7), (1, 4, 3, 5, 2, 6), (2, 2, 5, 4, 9, 4), (4, 3, 3, 3, 3, 3), (1, 9, 3, 7, 2, 5)]
    plausible = weights(*[None] * 6)
    first, again, other = (shares(rows, plausible, seed=seed) for seed in (3, 3, 4))
    assert first == again
    assert first.ranks != other.ranks


def test_scores_that_differ_move_the_ranks() -> None:
    """One criterion: A is anywhere from 2 to 4 and B is 3, so that each is first as often."""
    low = {"A": [Fraction(2)], "B": [Fraction(3)]}
    high = {"A": [Fraction(4)], "B": [Fraction(3)]}
    found = over_weights_and_scores(low, high, weights(None), seed=2, draws=50_000)
    assert abs(found.ranks["A"][0] - 0.5) <= found.error
    both = over_weights_and_scores(
        {**low, "C": [Fraction(3)]}, {**high, "C": [Fraction(3)]}, weights(None), seed=2, draws=50_000
    )
    assert both.ranks["B"] == pytest.approx(both.ranks["C"])
    assert abs(both.ranks["B"][0] - 0.25) <= both.error


def test_nobody_is_no_case() -> None:
    assert over_weights({}, weights(None), seed=1, draws=1_000) == Shares({}, None, 0.0)
    assert over_weights_and_scores({}, {}, weights(None), seed=1, draws=1_000).ranks == {}
