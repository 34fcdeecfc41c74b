"""How much longer works may take: the table of optimism bias, worked by hand."""

from typing import Any

import pytest

from tallystick.decisions.rules.business_case_answer import answer
from tallystick.decisions.rules.discounting import NotABusinessCase
from tallystick.decisions.rules.warning_words import warning_in_words
from tallystick.decisions.workbooks.reading import read_workbook
from tallystick.decisions.workbooks.writing import write_workbook
from tallystick.reference.green_book import green_book
from tests.decisions.workbooks.test_workbooks import TODAY

BUILD = {"name": "Build", "type": "capital", "kind": "one_off", "flows": {"2026": -100}}


def case(bias: Any = None, months: Any = 12, of_option: Any = None, **more: Any) -> dict[str, Any]:
    option = {"name": "New", "life_years": 2, "lines": [BUILD], "works_months": months, "optimism_bias": of_option}
    return {"base_year": 2026, "price_basis": "real", "optimism_bias": bias, "options": [option], **more}


def works(said: dict[str, Any]) -> Any:
    return answer(said, green_book(), TODAY)["options"]["New"]["works"]


@pytest.mark.parametrize(
    ("bias", "percent", "late"),
    [
        ({"project": "equipment"}, 54, 18.48),
        ({"project": "equipment", "bound": "lower"}, 10, 13.2),
        ({"project": "equipment", "mitigated_percent": 50}, 32, 15.84),
        ({"project": "standard_civil_engineering"}, 20, 14.4),
        ({"project": "outsourcing"}, None, None),
        ({"capital": 20}, None, None),
        ({"duration": 25}, 25, 15),
        ({"project": "outsourcing", "duration": 0}, 0, 12),
        (None, None, None),
    ],
)
def test_months_with_optimism_bias(bias: Any, percent: float | None, late: float | None) -> None:
    found = works(case(bias))
    assert (found["months"], found["optimism_bias_percent"], found["months_with_optimism_bias"]) == (12, percent, late)
    assert found["delay_months"] == (None if late is None else pytest.approx(late - 12))


def test_the_range_of_the_table_is_said_and_an_options_own_bias_stands_in_place_of_the_cases() -> None:
    found = works(case({"project": "equipment"}))
    assert (found["months_at_lower_bound"], found["months_at_upper_bound"]) == (13.2, 18.48)
    own = works(case({"project": "equipment"}, of_option={"project": "standard_buildings"}))
    assert (own["project"], own["optimism_bias_percent"]) == ("standard_buildings", 4)
    assert works(case({"duration": 25}))["months_at_upper_bound"] is None


def test_it_moves_no_figure_and_is_said_among_the_warnings() -> None:
    with_, without = (answer(case({"project": "equipment"}, months), green_book(), TODAY) for months in (12, None))
    assert with_["options"]["New"]["npv"] == without["options"]["New"]["npv"]
    assert without["options"]["New"]["works"] is None
    told = {one["text"]: one["mark"] for one in with_["warnings"]}
    assert told["New: works planned for 12 months may take 18.5 months. No figure is moved to a later year by that."]
    assert any("works_months" in one["text"] for one in without["warnings"])
    nothing = [one["text"] for one in answer(case(), green_book(), TODAY)["warnings"]]
    assert "New: nothing is known of by how much works of its kind take longer than is planned." in nothing


def test_a_number_may_be_an_assumption() -> None:
    said = case({"duration": "slip"}, "months", assumptions={"months": 10, "slip": 50})
    assert works(said)["months_with_optimism_bias"] == 15
    uses = answer(said, green_book(), TODAY)["assumptions"]
    assert uses["months"]["used_in"] == ["options[0].works_months"]
    assert uses["slip"]["used_in"] == ["optimism_bias.duration"]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (case(months=0), "options[0].works_months"),
        (case(months=-3), "options[0].works_months"),
        (case(months="1e999"), "options[0].works_months"),
        (case(months=float("nan")), "options[0].works_months"),
        (case(months=[12]), "options[0].works_months"),
        (case({"duration": -1}), "optimism_bias.duration"),
        (case(of_option={"duration": "x"}), "options[0].optimism_bias.duration"),
        (case({"project": "equipment", "bound": "middle"}), "optimism_bias.bound"),
    ],
)
def test_what_is_no_length_of_time_is_refused(said: dict[str, Any], field: str) -> None:
    with pytest.raises(NotABusinessCase) as no:
        works(said)
    assert no.value.field == field


def test_a_workbook_takes_it_there_and_back() -> None:
    said = case({"project": "equipment", "mitigated_percent": 50}, "months", assumptions={"months": 10})
    back, places = read_workbook(write_workbook(said, green_book(), TODAY), green_book(), TODAY)
    assert back["options"][0]["works_months"] == "months"
    assert places["options[0].works_months"] == "Options!C4"
    assert works(back)["months_with_optimism_bias"] == works(said)["months_with_optimism_bias"] == 13.2
    assert works(read_workbook(write_workbook(case(), green_book(), TODAY), green_book(), TODAY)[0])["months"] == 12


def test_an_option_of_which_nothing_is_given_is_said_to_be_no_finding() -> None:
    said = case()
    empty = {"name": "Alone", "life_years": 5, "lines": []}
    told = [
        one["text"] for one in answer({**said, "options": [*said["options"], empty]}, green_book(), TODAY)["warnings"]
    ]
    assert "Alone: nothing is given of what it costs or brings, so that its £0 is no finding." in told
    assert not any("no finding" in one["text"] for one in answer(said, green_book(), TODAY)["warnings"])


def test_no_remark_names_a_key_but_in_brackets_which_pages_leave_out() -> None:
    told = answer(case({"project": "equipment"}, None), green_book(), TODAY)["warnings"]
    assert any("`works_months`" in one["text"] for one in told)
    assert not any("`" in warning_in_words(one) for one in told)
