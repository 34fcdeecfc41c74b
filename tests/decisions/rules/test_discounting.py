"""Discount factors, annuities and payback, against closed forms, published factors and tables worked by hand."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.decisions.rules.discounting import (
    NotABusinessCase,
    annuity,
    compounded,
    discount_factors,
    paid_back_for_good,
    payback_years,
    present_value,
)
from tallystick.reference.green_book import Band, green_book

FLAT = (Band(None, Decimal("3.5")),)


def bands(*said: tuple[int | None, str]) -> tuple[Band, ...]:
    return tuple(Band(to_year, Decimal(percent)) for to_year, percent in said)


@given(st.decimals(0, 40, places=4), st.integers(1, 60))
def test_an_annuity_is_its_closed_form(percent: Decimal, years: int) -> None:
    found = annuity(discount_factors((Band(None, percent),), years), years)
    rate = Fraction(percent) / 100
    exact = (1 - (1 + rate) ** -years) / rate if rate else Fraction(years)
    assert abs(Fraction(found) - exact) < Fraction(1, 10**40)


def test_factors_are_those_that_are_printed() -> None:
    # The Green Book's table of discount factors at 3.5%, to four places.
    found = discount_factors(FLAT, 30)
    printed = {0: "1.0000", 1: "0.9662", 2: "0.9335", 5: "0.8420", 10: "0.7089", 20: "0.5026", 30: "0.3563"}
    assert {year: f"{found[year]:.4f}" for year in printed} == printed


def test_a_later_band_carries_on_from_the_one_before() -> None:
    standard = green_book().editions[0].rates["standard"]
    found = discount_factors(standard, 126)
    for year, exact in (
        (30, Fraction(1000, 1035) ** 30),
        (31, Fraction(1000, 1035) ** 30 * Fraction(100, 103)),
        (75, Fraction(1000, 1035) ** 30 * Fraction(100, 103) ** 45),
        (126, Fraction(1000, 1035) ** 30 * Fraction(100, 103) ** 45 * Fraction(1000, 1025) ** 50 * Fraction(100, 102)),
    ):
        assert abs(Fraction(found[year]) - exact) < Fraction(1, 10**45)


def test_by_hand() -> None:
    factors = discount_factors(bands((1, "25"), (None, "100")), 3)
    assert [str(one) for one in factors] == ["1", "0.8", "0.4", "0.2"]
    flows = {0: Decimal(-100), 1: Decimal(50), 3: Decimal(200)}
    assert present_value(flows, factors) == -100 + 40 + 40
    assert annuity(factors, 3) == Decimal("1.4")


@given(st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=60), st.decimals(0, 30, places=2))
def test_it_is_what_numpy_makes_of_it(pounds: list[int], percent: Decimal) -> None:
    found = present_value(
        {year: Decimal(one) for year, one in enumerate(pounds)},
        discount_factors((Band(None, percent),), len(pounds) - 1),
    )
    weights = (1 + float(percent) / 100) ** -np.arange(len(pounds))
    assert float(found) == pytest.approx(float(np.dot(pounds, weights)), rel=1e-9, abs=1e-3)


def test_a_year_without_a_rate_is_refused() -> None:
    with pytest.raises(NotABusinessCase, match=r"no rate for year 31 .* goes on to year 40"):
        compounded(bands((30, "3.5")), 40, field="discount_rates")


PAYBACKS: list[tuple[list[int], str | None]] = [
    ([-1000, 400, 400, 400], "2.5"),
    ([-1000, 500, 500], "2"),
    ([-1000, 1000], "1"),
    ([-1000, 4000], "0.25"),
    ([0, -1000, 500, 500], "3"),
    ([-1000, 0, 0, 999], None),
    ([-1000], None),
    ([100, -1000, 450, 450], "3"),  # what came first is counted
    ([100, 100], "0"),
    ([], "0"),
    ([-1000, 1500, -700, 400], "0.6666666667"),  # the first time
]


@pytest.mark.parametrize(("nets", "years"), PAYBACKS)
def test_payback(nets: list[int], years: str | None) -> None:
    found = payback_years([Decimal(one) for one in nets])
    assert (found if found is None else round(found, 10)) == (None if years is None else Decimal(years))


def test_what_is_paid_out_again() -> None:
    assert not paid_back_for_good([Decimal(one) for one in (-1000, 1500, -700, 400)])
    assert paid_back_for_good([Decimal(one) for one in (100, -1000, 1500, -500)])


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_even_savings_pay_back_after_outlay_over_saving(outlay: int, saving: int) -> None:
    years = -(-outlay // saving)
    if years <= 200:
        found = payback_years([Decimal(-outlay), *[Decimal(saving)] * years])
        assert found is not None
        assert abs(Fraction(found) - Fraction(outlay, saving)) < Fraction(1, 10**30)
