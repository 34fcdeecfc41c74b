"""A new name of an option, a line or an assumption of a business case is there wherever the old one was."""

import json
from typing import Any

import pytest

from tallystick.web.decide.fields import Part, found_in, with_row
from tallystick.web.decide.parts.business_case import PARTS
from tallystick.web.decide.parts.business_case_names import renamed

CASE: dict[str, Any] = {
    "base_year": 2026, "price_basis": "real", "inflation": {"2027": "rise"}, "business_as_usual": "Keep",
    "discount_rates": [{"to_year": 30, "percent": "rise"}, {"percent": 3}], "do_minimum": "Keep",
    "optimism_bias": {"capital": "more", "project": "equipment"},
    "assumptions": {"rise": 2, "more": {"value": 10, "unit": "rise"}, "price": 5},
    "options": [
        {"name": "Keep", "life_years": 2, "lines": [
            {"name": "Run", "type": "revenue", "kind": "recurring", "flows": {"2027": "-more"}, "funding": "more"},
            {"name": "more", "type": "capital", "kind": "one_off", "flows": {"2027": -1}, "optimism_bias": "more"},
        ]},
        {"name": "New", "life_years": 2, "works_months": "more", "optimism_bias": {"duration": "more"}, "lines": [
            {"name": "Run", "type": "revenue", "kind": "recurring", "quantity": {"2027": "more"}, "price": "- more",
             "vat": {"percent": "more", "recoverable": False}},
        ]},
    ],
    "ranges": [
        {"line": "Run", "low": 90, "high": 110}, {"line": "more", "low": 90, "high": 110},
        {"line": "Run", "option": "Keep", "low": 80, "high": 120},
        {"line": "Run", "option": "New", "low": 70, "high": 130},
    ],
}  # fmt: skip


def _part(place: str) -> Part:
    return next(one for one in PARTS if one.at(place))


def _with(place: str, row: Any) -> dict[str, Any]:
    return with_row(CASE, _part(place), place, row)


def _named(place: str, name: str) -> dict[str, Any]:
    row = found_in(CASE, place)
    return _with(place, {**row, "name": name})


def test_an_option() -> None:
    found = _named("options.0", "Go on")
    assert (found["business_as_usual"], found["do_minimum"]) == ("Go on", "Go on")
    assert [one.get("option") for one in found["ranges"]] == [None, None, "Go on", "New"]
    assert found["inflation"] == CASE["inflation"]


def test_one_that_came_as_another_went_is_not_that_one_under_a_new_name() -> None:
    before = {**CASE, "options": [*CASE["options"], {"name": "Third", "life_years": 2, "lines": []}]}
    keep, new, third = before["options"]
    found = renamed({**before, "options": [new, third, {**keep, "name": "Fourth"}]}, before)
    assert ("business_as_usual" in found, "do_minimum" in found) == (False, False)
    assert [one.get("option") for one in found["ranges"]] == [None, None, "New"]


def test_a_line_of_one_option_and_of_all() -> None:
    one = _named("options.1.lines.0", "Licences")
    assert [row["line"] for row in one["ranges"]] == ["Run", "more", "Run", "Licences"], "the other still has it"
    assert [row["line"] for row in _named("options.0.lines.1", "Build")["ranges"]] == ["Run", "Build", "Run", "Run"]


def test_an_assumption_wherever_a_number_may_stand_and_nowhere_else() -> None:
    found = _with("assumptions.1", {"": "a tenth", "value": 10, "unit": "rise"})
    expected = json.loads(json.dumps(CASE))
    expected["assumptions"] = {"rise": 2, "a tenth": {"value": 10, "unit": "rise"}, "price": 5}
    expected["optimism_bias"]["capital"] = "a tenth"
    first, second = expected["options"]
    first["lines"][0]["flows"] = {"2027": "-a tenth"}
    first["lines"][1]["optimism_bias"] = "a tenth"
    second["works_months"] = second["optimism_bias"]["duration"] = "a tenth"
    second["lines"][0] |= {"quantity": {"2027": "a tenth"}, "price": "-a tenth"}
    second["lines"][0]["vat"]["percent"] = "a tenth"
    assert found == expected


def test_an_assumption_of_rates() -> None:
    found = _with("assumptions.0", {"": "cpi", "value": 2})
    assert (found["inflation"], found["discount_rates"][0]["percent"]) == ({"2027": "cpi"}, "cpi")
    assert found["assumptions"]["more"]["unit"] == "rise"


def test_what_is_taken_out_takes_what_is_said_of_it_along() -> None:
    found = _with("options.0", None)
    assert "business_as_usual" not in found
    assert "do_minimum" not in found
    assert [(one["line"], one.get("option")) for one in found["ranges"]] == [("Run", None), ("Run", "New")]
    of_lines = _with("options.1.lines.0", None)["ranges"]
    assert [(one["line"], one.get("option")) for one in of_lines] == [("Run", None), ("more", None), ("Run", "Keep")]


def test_another_of_a_name_that_is_there_changes_nothing_else() -> None:
    """A rule refuses it: what was said by name must not go to the other."""
    found = _named("options.0", "New")
    assert {**found, "options": []} == {**CASE, "options": []}


@pytest.mark.parametrize("key", ["options", "ranges", "assumptions", "business_as_usual", "optimism_bias"])
@pytest.mark.parametrize("odd", [None, 3, "x", [1, {"name": 2}], {"x": []}])
def test_what_is_odd_stays_where_it_is(key: str, odd: Any) -> None:
    assert renamed({**CASE, key: odd}, CASE)[key] == odd
    assert renamed(CASE, {**CASE, key: odd})[key] == CASE[key]
    changed = {**CASE, "assumptions": {"other": 1, "more": 2, "price": 3}, key: odd}
    assert renamed(changed, CASE)[key] == odd
