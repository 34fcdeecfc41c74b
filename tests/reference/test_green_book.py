import datetime as dt
import tomllib
from decimal import Decimal
from importlib.resources import files
from typing import Any

import pytest

from tallystick.kit.errors import Refused
from tallystick.reference.green_book import Bias, from_toml, green_book

SAID = tomllib.loads(
    files("tallystick.reference").joinpath("green_book.toml").read_text(encoding="utf-8"), parse_float=Decimal
)


def test_the_rates_are_those_of_the_research() -> None:
    edition = green_book().in_force(dt.date(2026, 11, 22))
    assert edition.mark == "V"
    assert edition.caution_mark == "?"
    assert "30 June 2026" in edition.caution
    found = {code: [(one.to_year, str(one.percent)) for one in bands] for code, bands in edition.rates.items()}
    assert found == {
        "standard": [(30, "3.50"), (75, "3.00"), (125, "2.50"), (200, "2.00")],
        "health": [(30, "1.50"), (75, "1.29"), (125, "1.07"), (200, "0.86")],
        "sensitivity": [(30, "3.00"), (75, "2.57"), (125, "2.14"), (200, "1.71")],
    }


def test_optimism_bias_is_that_of_the_research() -> None:
    table = green_book().optimism_bias
    found = {one.code: (one.duration, one.capital, one.revenue) for one in table.projects}

    def bias(upper: int, lower: int) -> Bias:
        return Bias(Decimal(upper), Decimal(lower))

    assert found == {
        "equipment": (bias(54, 10), bias(200, 10), None),
        "outsourcing": (None, None, bias(41, 0)),
        "standard_buildings": (bias(4, 1), bias(24, 2), None),
        "non_standard_buildings": (bias(39, 2), bias(51, 4), None),
        "standard_civil_engineering": (bias(20, 1), bias(44, 3), None),
        "non_standard_civil_engineering": (bias(25, 3), bias(66, 6), None),
    }
    assert (table.mark, table.caution_mark) == ("V", "?")
    assert table.project("barges") is None


def test_a_newer_edition_is_used_from_its_day_on() -> None:
    newer = {**SAID["edition"][0], "name": "newer", "valid_from": dt.date(2027, 4, 1)}
    book = from_toml({**SAID, "edition": [newer, SAID["edition"][0]]})
    assert book.in_force(dt.date(2027, 3, 31)).name == "The Green Book, February 2026"
    assert book.in_force(dt.date(2027, 4, 1)).name == "newer"
    with pytest.raises(Refused, match="No discount rates are known for 2026-01-31"):
        book.in_force(dt.date(2026, 1, 31))


def test_it_is_reviewed_in_time() -> None:
    assert dt.date(2026, 11, 22) <= green_book().review_by <= dt.date(2028, 11, 22)


@pytest.mark.parametrize(
    ("bands", "no"),
    [
        ([], "not in order"),
        ([{"to_year": 30, "percent": 3}, {"to_year": 30, "percent": 2}], "not in order"),
        ([{"percent": 3}, {"to_year": 30, "percent": 2}], "not in order"),
        ([{"to_year": 30, "percent": -1}], "no percentage"),
        ([{"to_year": 30, "percent": True}], "no percentage"),
    ],
)
def test_rates_that_are_none_are_refused(bands: list[dict[str, Any]], no: str) -> None:
    wrong = {**SAID["edition"][0], "rates": [{"code": "standard", "name": "Standard", "bands": bands}]}
    with pytest.raises(Refused, match=no):
        from_toml({**SAID, "edition": [wrong]})


def test_bounds_the_wrong_way_about_are_refused() -> None:
    wrong = {"code": "x", "name": "x", "capital": {"upper": 1, "lower": 2}}
    with pytest.raises(Refused, match="above the upper"):
        from_toml({**SAID, "optimism_bias": {**SAID["optimism_bias"], "project": [wrong]}})
