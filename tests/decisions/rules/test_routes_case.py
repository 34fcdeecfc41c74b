"""Prices of routes as a business case: what was given comes back, and nothing that was not."""

import datetime as dt
from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.decisions.rules import business_case_answer
from tallystick.decisions.rules.routes_case import (
    NoPrice,
    Priced,
    Range,
    case_of,
    not_one_price,
    prices_in,
    years_from,
    years_in,
)
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
    if likely and high > likely * 10_000:
        with pytest.raises(NoPrice, match="10,000 times"):
            made(priced, years=years)
        return
    found = prices_in(made(priced, years=years), ROUTES)["Retender"]
    assert (found.yearly.likely, found.once) == (likely, priced.once)
    if likely >= 1:
        assert (found.yearly.low, found.yearly.high) == (low, high)


def worked(**more: Any) -> dict[str, Any]:
    """A case that began with prices, and in which people went on working."""
    said = made(
        Priced("Renew", pounds("90000", "100000", "120000"), None),
        Priced("Retender", pounds(None, "80000", None), pounds(None, "20000", None)),
    )
    retender = said["options"][1]
    retender["lines"][0] |= {"vat": {"percent": 20, "recoverable": False}, "funding": "ICT reserve"}
    retender["lines"].append({"name": "Staff saved", "type": "revenue", "kind": "recurring", "flows": {"2029/30": 9}})
    retender |= {"life_years": 9, "works_months": 4, "optimism_bias": {"revenue": 10}}
    said["ranges"].append({"option": "Retender", "line": "Staff saved", "low": 50, "high": 110})
    return {**said, "base_year": "2024/25", **more}


def test_what_people_wrote_besides_stays_and_only_prices_change() -> None:
    said = worked(seed=7, do_minimum="Retender", business_as_usual="Retender", price_basis="nominal", odd=[1])
    was = prices_in(said, ROUTES)
    assert made(*was.values(), said=said) == said
    found = made(was["Renew"], Priced("Retender", pounds(None, "70000", None), None), said=said)
    assert found["options"][0] == said["options"][0]
    old, new = said["options"][1], found["options"][1]
    assert {key: new[key] for key in new if key != "lines"} == {key: old[key] for key in old if key != "lines"}
    assert new["lines"] == [
        {**old["lines"][0], "flows": dict.fromkeys(years_from("2028/29", 3), "-70000")}, old["lines"][2]
    ]  # fmt: skip
    assert {key: found[key] for key in found if key != "options"} == {
        key: said[key] for key in said if key != "options"
    }


def test_an_option_that_is_not_priced_here_stays_as_it_is() -> None:
    said = {
        "options": [{"name": "Merge with a neighbour", "lines": []}, {"name": "Renew", "lines": []}],
        "ranges": [{"line": "x", "low": 1, "high": 2}, {"option": "Renew", "line": "y", "low": 1, "high": 2}],
        "business_as_usual": "Renew",
    }  # fmt: skip
    found = made(Priced("Retender", pounds(None, "1", None), None), said=said)
    assert found["options"][:2] == said["options"]
    assert (found["ranges"], found["business_as_usual"]) == (said["ranges"], "Renew")


def test_a_price_that_is_taken_back_takes_its_option_but_never_other_work() -> None:
    said = worked(business_as_usual="Renew")
    was = prices_in(said, ROUTES)
    found = made(was["Retender"], said=said)
    assert [one["name"] for one in found["options"]] == ["Retender"]
    assert [one["option"] for one in found["ranges"]] == ["Retender"]
    assert "business_as_usual" not in found
    with pytest.raises(NoPrice, match="more than a price") as no:
        made(was["Renew"], said=said)
    assert no.value.option == "Retender"


@pytest.mark.parametrize(
    "change",
    [
        {0: {"flows": {"2028/29": -1, "2029/30": -2, "2030/31": -1}}},
        {0: {"flows": {"2028/29": 5, "2029/30": 5, "2030/31": 5}}},
        {0: {"flows": {"2028/29": -5, "2030/31": -5}}},
        {0: {"flows": {"2028/29": -5, "2029/30": -5}}},
        {0: {"flows": dict.fromkeys(years_from("2028/29", 3), "-0.005")}},
        {1: {"flows": {"2027/28": -20000}}},
        {1: {"flows": {"2028/29": 20000}}},
        {0: {"flows": None, "quantity": {"2028/29": 2}, "price": -3}},
        {"range": {"line": "Price a year", "low": 90, "high": 120}},
        {"range": {"option": "Retender", "line": "Price a year", "low": 90, "likely": 95, "high": 120}},
        {"range": {"option": "Retender", "line": "Price a year", "low": "few", "high": 120}},
    ],
)
def test_what_is_not_one_price_is_not_shown_as_one_nor_written_over(change: dict[Any, Any]) -> None:
    said = worked(ranges=[change["range"]] if "range" in change else [])
    for at in (0, 1):
        said["options"][1]["lines"][at] |= change.get(at, {})
    assert "Retender" not in prices_in(said, ROUTES)
    assert "Retender" in not_one_price(said, ROUTES)
    others = [*prices_in(said, ROUTES).values(), Priced("Let it end", pounds(None, "1", None), None)]
    assert said["options"][1] in made(*others, said=said)["options"]
    with pytest.raises(NoPrice, match="Retender: its price in the business case"):
        made(*others, Priced("Retender", pounds(None, "7", None), None), said=said)


@pytest.mark.parametrize(
    ("said", "base"), [("2023/24", "2023/24"), (None, "2026/27"), (2023, "2026/27"), ("x", "2026/27")]
)
def test_the_year_whose_money_it_is_stays(said: Any, base: str) -> None:
    assert made(Priced("Renew", pounds(None, "1", None), None), said={"base_year": said})["base_year"] == base


_KEYS = ["name", "lines", "flows", "2028/29", "2029/30", "option", "line", "low", "high", "life_years"]
ODD = st.recursive(
    st.none() | st.integers(-9, 9) | st.sampled_from([*ROUTES, "Price a year", "2028/29", "-5"]),
    lambda of: st.lists(of, max_size=3) | st.dictionaries(st.sampled_from(_KEYS), of, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["options", "ranges", "base_year", "business_as_usual"]), ODD))
def test_a_case_of_any_shape_is_read_or_refused(said: dict[str, Any]) -> None:
    with suppress(Refused):
        made(*prices_in(said, ROUTES).values(), Priced("Let it end", pounds(None, "1", None), None), said=said)
    not_one_price(said, ROUTES)


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
    assert prices_in(said, ROUTES) == {}


def test_financial_years_follow_each_other_over_the_century() -> None:
    assert years_from("2098/99", 3) == ["2098/99", "2099/00", "2100/01"]
