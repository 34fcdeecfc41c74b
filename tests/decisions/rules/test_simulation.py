"""Ranges drawn many times over, against the moments and quantiles that the shapes are known to have."""

from decimal import Decimal

import numpy as np
import pytest

from tallystick.decisions.rules.simulation import Range, Shape, Spread, drawn, simulated, tornado
from tallystick.decisions.rules.switching import Worth, ranked, switching

RUNS = 200_000


def a_range(low: int, likely: int, high: int, line: str = "cost", option: str | None = None) -> Range:
    return Range(option, line, Decimal(low), Decimal(likely), Decimal(high))


def worth(over: int = 1, **lines: int) -> Worth:
    return Worth(Decimal(sum(lines.values())), {name: Decimal(pounds) for name, pounds in lines.items()}, Decimal(over))


def spread(one: Range, *, shape: Shape = "triangular", runs: int = RUNS) -> Spread:
    return simulated({"a": worth(cost=-100)}, [one], runs=runs, seed=3, shape=shape)["a"]


@pytest.mark.parametrize(("low", "likely", "high"), [(80, 100, 200), (50, 50, 150), (60, 100, 100)])
def test_triangular_draws_have_its_moments(low: int, likely: int, high: int) -> None:
    found = drawn(a_range(low, likely, high), RUNS, np.random.default_rng(1), "triangular")
    variance = (low**2 + likely**2 + high**2 - low * likely - low * high - likely * high) / 18
    assert low <= found.min() <= found.max() <= high
    assert found.mean() == pytest.approx((low + likely + high) / 3, abs=0.2)
    assert found.var() == pytest.approx(variance, rel=0.02)
    assert (found <= likely).mean() == pytest.approx((likely - low) / (high - low), abs=0.005)


def test_pert_draws_have_its_moments() -> None:
    low, likely, high = 80, 100, 200
    found = drawn(a_range(low, likely, high), RUNS, np.random.default_rng(1), "pert")
    mean = (low + 4 * likely + high) / 6
    assert low <= found.min() <= found.max() <= high
    assert found.mean() == pytest.approx(mean, abs=0.2)
    assert found.var() == pytest.approx((mean - low) * (high - mean) / 7, rel=0.02)


@pytest.mark.parametrize("shape", ["triangular", "pert"])
def test_a_range_of_no_width_is_a_point(shape: Shape) -> None:
    found = spread(a_range(110, 110, 110), shape=shape, runs=1_000)
    assert found.mean == pytest.approx(-110)
    assert found.deviation == pytest.approx(0, abs=1e-9)
    assert set(found.percentiles.values()) == {found.percentiles[50]}


def test_percentiles_are_those_of_the_shape() -> None:
    # Triangular from 80 over 100 to 200, of a cost of 100: the worst twentieth is where 95 in 100 costs lie below.
    found = spread(a_range(80, 100, 200))
    exact = -(200 - (0.05 * 120 * 100) ** 0.5)
    assert found.percentiles[5] == pytest.approx(exact, abs=2 * found.percentile_errors[5])
    assert found.mean == pytest.approx(-380 / 3, abs=2 * found.mean_error)
    assert found.below_nought == 1


def test_the_error_that_is_said_holds_nineteen_times_in_twenty() -> None:
    one, right, tails = a_range(80, 100, 200), 0, 0
    exact = -(200 - (0.05 * 120 * 100) ** 0.5)
    for seed in range(400):
        found = simulated({"a": worth(cost=-100)}, [one], runs=400, seed=seed, shape="triangular")["a"]
        right += abs(found.mean + 380 / 3) <= found.mean_error
        tails += abs(found.percentiles[5] - exact) <= found.percentile_errors[5]
    assert 0.92 <= right / 400 <= 0.98
    assert 0.90 <= tails / 400 <= 1


def test_the_same_seed_gives_the_same_figures_and_another_gives_others() -> None:
    options, ranges = {"a": worth(cost=-100, gain=150)}, [a_range(80, 100, 200), a_range(50, 100, 120, "gain")]
    once, again, other = (simulated(options, ranges, runs=500, seed=seed, shape="triangular") for seed in (1, 1, 2))
    assert once == again
    assert once != other


def test_a_line_of_every_option_is_drawn_once_for_all() -> None:
    # The shared licence moves both alike, so that a stays ahead in every run; drawn apart, it does not.
    options = {"a": worth(licence=-100, own=10), "b": worth(licence=-100)}
    together = simulated(options, [a_range(50, 100, 150, "licence")], runs=1_000, seed=1, shape="pert")
    apart = simulated(
        options,
        [a_range(50, 100, 150, "licence", "a"), a_range(50, 100, 150, "licence", "b")],
        runs=1_000,
        seed=1,
        shape="pert",
    )
    assert (together["a"].first, together["b"].first) == (1, 0)
    assert 0.5 < apart["a"].first < 0.9
    assert apart["a"].first + apart["b"].first == pytest.approx(1)


def test_options_that_are_level_share_the_first_rank() -> None:
    found = simulated({"a": worth(x=5), "b": worth(x=5)}, [a_range(50, 100, 150, "x")], runs=200, seed=1, shape="pert")
    assert found["a"].first == found["b"].first == 0.5


def test_tornado_by_hand() -> None:
    options = {"a": worth(cost=-100, gain=150, rest=-10)}
    found = tornado(options, [a_range(80, 100, 200), a_range(0, 100, 110, "gain"), a_range(90, 100, 110, "rest")])["a"]
    assert [(one.line, int(one.at_low), int(one.at_high), int(one.width)) for one in found] == [
        ("gain", -110, 55, 165),
        ("cost", 60, -60, 120),
        ("rest", 41, 39, 2),
    ]


def test_switching_values_by_hand() -> None:
    options = {"a": worth(cost=-100, gain=150), "b": worth(cost=-80, gain=120, none=0), "c": worth(cost=-10)}
    assert ranked(options) == ["a", "b", "c"]
    found = switching(options)
    cost, gain = found["a"]
    # a is worth 50: the cost may grow by half, or the gain fall by a third; b, worth 40, is level at a fifth of that.
    assert (cost.to_nought, cost.to_flip, cost.rival) == (50, 10, "b")
    assert gain.to_nought is not None
    assert gain.to_flip is not None
    assert (round(gain.to_nought, 2), round(gain.to_flip, 2)) == (Decimal("-33.33"), Decimal("-6.67"))
    assert (found["b"][0].to_nought, found["b"][0].to_flip, found["b"][0].rival) == (50, Decimal("-12.5"), "a")
    assert (found["b"][2].to_nought, found["b"][2].to_flip) == (None, None)
    assert found["c"][0].to_flip == -600
    assert switching({"a": worth(cost=-1)})["a"][0].rival is None


def test_options_of_different_lives_switch_by_what_they_come_to_a_year() -> None:
    # 100 over 5 is 20 a year, 60 over 2 is 30 a year: the first is level at 150.
    found = switching({"long": worth(5, gain=100), "short": worth(2, gain=60)})
    assert (found["long"][0].to_flip, found["long"][0].rival) == (50, "short")
    assert found["short"][0].to_flip is not None
    assert round(found["short"][0].to_flip, 2) == Decimal("-33.33")
