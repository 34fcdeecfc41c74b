"""Prices of routes as a business case: what was given comes back, and nothing that was not."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.decisions.rules import business_case_answer
from tallystick.decisions.rules.routes_case import Priced, Range, case_of, prices_in, years_from, years_in
from tallystick.kit.errors import Refused
from tallystick.reference.green_book import green_book

ROUTES = ("Renew", "Retender", "Let it end")
TODAY = dt.date(2026, 11, 22)
POUNDS = st.decimals(0, 10**9, places=2)


def made(*priced: Priced, said: dict[str, Any] | None = None, years: int = 3) -> dict[str, Any]:
    return case_of(
        priced, said or {}, routes=ROUTES, as_now="Renew", base_year="2026/27", first_year="2028/29", years=years
    )


def pounds(*figures: str | None) -> Range:
    low, likely, high = (None if one is None else Decimal(one) for one in figures)
    assert likely is not None
    return Range(low, likely, high)


def test_only_what_is_priced_is_an_option_and_its_costs_are_those_counted_by_hand() -> None:
    said = made(
        Priced("Renew", pounds("90000", "100000", "120000"), None),
        Priced("Retender", pounds(None, "80000", None), pounds("10000", "20000", "50000")),
    )
    assert [one["name"] for one in said["options"]] == ["Renew", "Retender"]
    found = business_case_answer.answer(said, green_book(), TODAY)
    # Three years from year 2 on at 3.5%: 100,000 × (1.035⁻² + 1.035⁻³ + 1.035⁻⁴).
    factor = sum(Decimal(1) / Decimal("1.035") ** year for year in (2, 3, 4))
    by_hand = {
        "Renew": -100_000 * factor,
        "Retender": -80_000 * factor - 20_000 / Decimal("1.035") ** 2,
    }
    assert {name: round(Decimal(one["npv"]), 2) for name, one in found["options"].items()} == {
        name: round(one, 2) for name, one in by_hand.items()
    }
    assert found["options"]["Retender"]["against_business_as_usual"]["npv"] is not None
    assert not [one for one in found["warnings"] if "after its life" in one["text"]]
    assert years_in(said, ROUTES) == 3
    assert said["ranges"] == [
        {"option": "Renew", "line": "Price a year", "low": "90", "high": "120"},
        {"option": "Retender", "line": "To get there, once", "low": "50", "high": "250"},
    ]


@given(st.lists(POUNDS, min_size=3, max_size=3).map(sorted), st.none() | POUNDS, st.integers(1, 20))
def test_what_was_given_comes_back(ends: list[Decimal], once: Decimal | None, years: int) -> None:
    low, likely, high = ends
    ranged = Range(low, likely, high) if likely else Range(None, likely, None)
    priced = Priced("Retender", ranged, None if once is None else Range(None, once, None))
    found = prices_in(made(priced, years=years))["Retender"]
    assert (found.yearly.likely, found.once) == (likely, priced.once)
    if likely >= 1 and high < likely * 10_000:
        assert (found.yearly.low, found.yearly.high) == (low, high)


def test_what_people_wrote_besides_stays() -> None:
    said = {
        "options": [{"name": "Merge with a neighbour", "lines": []}, {"name": "Renew", "lines": []}],
        "ranges": [{"line": "x", "low": 1, "high": 2}, {"option": "Renew", "line": "y", "low": 1, "high": 2}],
        "seed": 7, "do_minimum": "Merge with a neighbour", "business_as_usual": "Renew", "price_basis": "nominal",
    }  # fmt: skip
    found = made(Priced("Retender", pounds(None, "1", None), None), said=said)
    assert [one["name"] for one in found["options"]] == ["Retender", "Merge with a neighbour"]
    assert found["ranges"] == [{"line": "x", "low": 1, "high": 2}]
    assert (found["seed"], found["price_basis"], "business_as_usual" in found) == (7, "nominal", False)


@pytest.mark.parametrize(
    "range_",
    [
        pounds("2", "1", "3"),
        pounds("0", "4", "3"),
        pounds("-1", "0", "1"),
        pounds("0", "0", "9"),
        pounds("1", "2", None),
    ],
)
def test_a_range_that_is_none_is_refused(range_: Range) -> None:
    with pytest.raises(Refused):
        range_.check("Renew")


def test_nothing_is_made_of_nothing() -> None:
    with pytest.raises(Refused, match="No route has a price"):
        made()
    with pytest.raises(Refused, match="cannot be priced"):
        made(Priced("Renew", pounds(None, "1", None), None), years=0)


@pytest.mark.parametrize(
    "said",
    [
        {}, {"options": 7}, {"options": [7]}, {"options": [{"name": "Renew"}]},
        {"options": [{"name": "Renew", "lines": [{"name": "Price a year", "flows": {"2028/29": "much"}}]}]},
        {"options": [{"name": "Renew", "lines": [{"name": "Price a year", "flows": {"2028/29": 1, "2029/30": 2}}]}]},
        {"options": [{"name": "Renew", "lines": [{"name": "Price a year", "flows": {"2028/29": "NaN"}}]}]},
    ],
)  # fmt: skip
def test_a_case_of_another_make_gives_no_prices(said: dict[str, Any]) -> None:
    assert prices_in(said) == {}


def test_financial_years_follow_each_other_over_the_century() -> None:
    assert years_from("2098/99", 3) == ["2098/99", "2099/00", "2100/01"]
