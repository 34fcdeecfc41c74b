"""A workbook put in place of a kept case: what was not changed in it stays as it was written."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

from tallystick.decisions.rules.business_case_answer import answer
from tallystick.decisions.workbooks.bringing_back import brought_back
from tallystick.decisions.workbooks.reading import NotAWorkbook
from tallystick.decisions.workbooks.writing import write_workbook
from tallystick.reference.green_book import green_book
from tests.decisions.workbooks.test_workbooks import CASE, FILES, TODAY, edited

BIASED: dict[str, Any] = {
    "note": "Ours alone",
    "base_year": "2026/27",
    "price_basis": "real",
    "optimism_bias": {"project": "equipment", "mitigated_percent": 50},
    "options": [
        {
            "name": "New", "life_years": 4, "works_months": 10, "colour": "blue",
            "lines": [
                {"name": "Build", "type": "capital", "kind": "one_off", "flows": {"2026/27": -1000.5}, "who": "IT"},
                {"name": "Move", "type": "revenue", "kind": "one_off", "flows": {"2026/27": -50}, "optimism_bias": 7},
            ],
        },
        {"name": "Old", "life_years": 4, "optimism_bias": {"capital": 5},
         "lines": [{"name": "Keep", "type": "capital", "kind": "one_off", "flows": {"2027/28": -10}}]},
    ],
}  # fmt: skip


def written(case: dict[str, Any]) -> bytes:
    return write_workbook(case, green_book(), TODAY)


def changed(case: dict[str, Any], **cells: Any) -> bytes:
    """The workbook of a case, with other values in cells such as Lines__L4."""
    return edited(case, *((*place.split("__"), value) for place, value in cells.items()))


def back(data: bytes, before: dict[str, Any]) -> dict[str, Any]:
    return brought_back(data, before, green_book(), TODAY)


def _read(file: Path) -> Any:
    text = file.read_text(encoding="utf-8")
    return json.loads(text) if file.suffix == ".json" else yaml.safe_load(text)


@pytest.mark.parametrize("case", [CASE, BIASED, *map(_read, FILES)])
def test_one_that_nobody_edited_comes_to_the_same_penny_for_penny(case: dict[str, Any]) -> None:
    again = back(written(case), case)
    now, was = (answer(one, green_book(), TODAY) for one in (again, case))
    assert (now["options"], now["ranking"], now["simulated"]) == (was["options"], was["ranking"], was["simulated"])
    assert now["assumptions"].keys() == was["assumptions"].keys()
    assert again.get("optimism_bias") == case.get("optimism_bias")


def test_a_case_that_nobody_edited_is_the_same_document() -> None:
    assert json.dumps(back(written(BIASED), BIASED)) == json.dumps(BIASED)


def test_an_edited_cell_is_all_that_changes() -> None:
    expected = deepcopy(BIASED)
    expected["options"][0]["lines"][0]["flows"] = {"2026/27": "-2000"}
    assert back(changed(BIASED, Lines__L4=-2000), BIASED) == expected


def test_a_bias_that_was_changed_is_the_lines_own_and_the_kind_of_project_stays() -> None:
    found = back(changed(BIASED, Lines__I4=33), BIASED)
    assert found["options"][0]["lines"][0]["optimism_bias"] == "33"
    assert found["optimism_bias"] == BIASED["optimism_bias"]
    late = back(changed(BIASED, Options__D4=20), BIASED)
    assert late["options"][0]["optimism_bias"] == {"project": "equipment", "mitigated_percent": 50, "duration": "20"}
    now = answer(late, green_book(), TODAY)["options"]["New"]
    assert now["works"]["months_with_optimism_bias"] == 12
    assert now["npv"] == answer(BIASED, green_book(), TODAY)["options"]["New"]["npv"]


def test_it_may_be_the_first_there_is_or_follow_one_that_is_no_case() -> None:
    for before in ({}, {"options": "none"}, {"base_year": 1}):
        found = back(written(BIASED), before)
        assert answer(found, green_book(), TODAY)["options"] == answered_without_project(BIASED)


def answered_without_project(case: dict[str, Any]) -> Any:
    """A workbook by itself knows the percentage of time, and not the table it is of."""
    options = answer(case, green_book(), TODAY)["options"]
    options["New"]["works"] |= {"project": None, "months_at_lower_bound": None, "months_at_upper_bound": None}
    return options


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"Lines__C4": "hat"}, "Lines!C4"),
        ({"Lines__L4": "1e999"}, "Lines!L4"),
        ({"Lines__I4": -4}, "Lines!I4"),
        ({"Options__C4": -4}, "Options!C4"),
        ({"Options__B4": 2.5}, "Options!B4"),
        ({"Case__B4": "soon"}, "Case!B4"),
        ({"Lines__B4": "x" * 10_000}, "Lines!B4"),
    ],
)
def test_what_cannot_be_read_is_told_by_its_sheet_and_cell(cells: dict[str, Any], told: str) -> None:
    with pytest.raises(NotAWorkbook) as no:
        back(changed(BIASED, **cells), BIASED)
    assert told in no.value.reason


@pytest.mark.parametrize("data", [b"", b"PK", b"\x00" * 1000, "🙂".encode() * 100, b"PK\x03\x04" + b"0" * 500])
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(NotAWorkbook):
        back(data, BIASED)


def test_no_simulation_is_run_to_bring_one_back(monkeypatch: pytest.MonkeyPatch) -> None:
    case = next(one for one in (CASE, *map(_read, FILES)) if one.get("ranges"))
    data = written(case)
    monkeypatch.setattr("tallystick.decisions.rules.business_case_answer.simulated", None)
    assert back(data, case) == case
