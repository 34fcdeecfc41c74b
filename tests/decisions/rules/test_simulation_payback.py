"""When options pay back over many runs: against plain Python that goes through each run and year."""

import math
import tracemalloc
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallystick.decisions.rules import simulation_payback
from tallystick.decisions.rules.business_case_answer import answer
from tallystick.decisions.rules.discounting import payback_years
from tallystick.decisions.rules.simulation import Range, drawn, share_error
from tallystick.decisions.rules.simulation_payback import Stream, payback_of_each, paybacks
from tallystick.reference.green_book import green_book
from tests.decisions.workbooks.test_workbooks import TODAY

FACTORS = np.array([1, 0.9, 0.8, 0.7])


def a_range(low: int, likely: int, high: int, line: str, option: str | None = None) -> Range:
    return Range(option, line, Decimal(low), Decimal(likely), Decimal(high))


def stream(**lines: Sequence[int]) -> Stream:
    return Stream({name: np.array(flows, dtype=float) for name, flows in lines.items()}, FACTORS)


def by_hand(nets: Sequence[float]) -> float:
    """Year by year: when the sum is back at nought for the first time after it was below."""
    so_far, out = 0.0, False
    for year, net in enumerate(nets):
        if out and so_far + net >= 0:
            return year - 1 - so_far / net
        so_far += net
        out = out or so_far < 0
    return math.inf if out else 0.0


@given(st.lists(st.lists(st.integers(-9, 9), min_size=1, max_size=7), min_size=1, max_size=6))
def test_each_row_pays_back_when_its_figures_do(rows: list[list[int]]) -> None:
    longest = max(map(len, rows))
    padded = [row + [0] * (longest - len(row)) for row in rows]
    found = payback_of_each(np.array(padded, dtype=float))
    exact = [payback_years([Decimal(net) for net in row]) for row in padded]
    assert found == pytest.approx([math.inf if one is None else float(one) for one in exact])
    assert found == pytest.approx([by_hand(row) for row in padded])


def test_what_floats_leave_over_is_no_debt() -> None:
    assert payback_of_each(np.array([[-0.3, 0.1, 0.1, 0.1], [-100.0, 33.3, 33.3, 33.4]])) == pytest.approx([3, 3])


OPTIONS = {
    "now": stream(run=(0, -300, -300, -300)),
    "new": stream(build=(-500, 0, 0, 0), run=(0, -300, -300, -300), gain=(0, 450, 450, 450)),
}
RANGES = [a_range(80, 100, 180, "build"), a_range(50, 100, 120, "gain", "new"), a_range(90, 100, 110, "run")]


@pytest.mark.parametrize("shape", ["triangular", "pert"])
def test_brute_force_over_every_run(shape: Any) -> None:
    runs = 300
    found = paybacks(OPTIONS, RANGES, runs=runs, seed=7, shape=shape, as_now="now")["new"]
    rng = np.random.Generator(np.random.PCG64(7))
    build, gain, run = (drawn(one, runs, rng, shape) / 100 for one in RANGES)
    plain, against, discounted = [], [], []
    for at in range(runs):
        now = [0.0, *[-300 * run[at]] * 3]
        new = [-500 * build[at], *[450 * gain[at] - 300 * run[at]] * 3]
        plain.append(by_hand(new))
        against.append(by_hand([mine - theirs for mine, theirs in zip(new, now, strict=True)]))
        discounted.append(by_hand([net * factor for net, factor in zip(new, FACTORS, strict=True)]))
    for mine, expected in ((found.plain, plain), (found.against, against), (found.discounted, discounted)):
        assert mine is not None
        assert mine.never == sum(map(math.isinf, expected)) / runs
        expected.sort()
        for percent, years in mine.percentiles.items():
            # The first run by which so many in a hundred have paid back.
            when = expected[math.ceil(runs * percent / 100) - 1]
            assert (math.inf if years is None else years) == pytest.approx(when)
    assert found.plain.never > 0.5
    assert found.against is not None
    assert found.against.never < found.plain.never


def test_business_as_usual_is_not_held_against_itself() -> None:
    found = paybacks(OPTIONS, RANGES, runs=100, seed=1, shape="pert", as_now="now")
    assert found["now"].against is found["now"].against_discounted is None
    assert found["now"].plain.never == 1
    assert set(found["now"].plain.percentiles.values()) == {None}


def test_more_ranges_than_are_drawn_at_once_are_drawn_as_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    once = paybacks(OPTIONS, RANGES, runs=100, seed=1, shape="pert", as_now="now")
    monkeypatch.setattr(simulation_payback, "_AT_ONCE", 1)
    assert paybacks(OPTIONS, RANGES, runs=100, seed=1, shape="pert", as_now="now") == once


def test_a_million_runs_hold_no_more_than_is_looked_at() -> None:
    ranges = [a_range(80, 100, 180, name) for name in ("build", "gain", "run")] * 8
    given: dict[str, Any] = {"seed": 1, "shape": "triangular", "as_now": "now"}
    tracemalloc.start()
    found = paybacks(OPTIONS, ranges, runs=1_000_000, **given)["new"].plain
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found.runs == simulation_payback.MOST_CELLS // 8, "of four years of two options"
    # A million runs of one range are 8 MB, of which a draw holds a few at once; 24 ranges of them would be 192.
    assert peak < 120e6


def test_where_memory_would_not_do_the_first_runs_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(simulation_payback, "MOST_CELLS", 8 * 40)
    few = paybacks(OPTIONS, RANGES, runs=100, seed=1, shape="pert", as_now=None)["new"].plain
    assert few.runs == 40


@settings(max_examples=50)
@given(st.integers(0, 400))
def test_the_error_of_a_share_is_never_nought_and_is_the_usual_one_for_many(hits: int) -> None:
    share = hits / 400
    usual = 1.96 * math.sqrt(share * (1 - share) / 400)
    assert share_error(share, 400) > 0
    assert share_error(share, 400) == pytest.approx(usual, abs=0.011)


def test_the_answer_says_it_of_a_case() -> None:
    saved = {str(2027 + year): 500 for year in range(3)}
    case: dict[str, Any] = {
        "base_year": 2026, "price_basis": "real", "discount_rates": 0, "business_as_usual": "Stay",
        "options": [
            {"name": "Stay", "life_years": 3, "lines": []},
            {"name": "Go", "life_years": 3, "lines": [
                {"name": "Build", "type": "capital", "kind": "one_off", "flows": {"2026": -1000}},
                {"name": "Saved", "type": "revenue", "kind": "recurring", "flows": saved},
            ]},
        ],
        "ranges": [{"line": "Build", "low": 100, "likely": 100, "high": 200}], "runs": 20_000,
    }  # fmt: skip
    found = answer(case, green_book(), TODAY)["options"]
    go = found["Go"]["simulation"]["payback"]
    # Paid back at cost ÷ 500; never where it costs more than 1,500, which is a quarter of a falling triangle.
    assert go["never"] == pytest.approx(0.25, abs=2 * go["never_error"])
    assert go["years"]["p50"] == pytest.approx((2000 - math.sqrt(0.5) * 1000) / 500, abs=0.03)
    assert (go["years"]["p75"] or 3) == pytest.approx(3, abs=0.03)
    assert go["years"]["p90"] is None
    assert found["Go"]["simulation"]["payback_against_business_as_usual"] == go
    assert found["Stay"]["simulation"]["payback_against_business_as_usual"] is None
    assert found["Stay"]["simulation"]["payback"]["years"]["p95"] == 0
