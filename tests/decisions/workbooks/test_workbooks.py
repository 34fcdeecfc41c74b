"""The workbook of a business case: its formulas against what they were written with, against the answer, and back."""

import datetime as dt
import io
import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from tallystick.cli.json_files import facts_and_places
from tallystick.decisions.rules.business_case_answer import answer
from tallystick.decisions.rules.discounting import NotABusinessCase
from tallystick.decisions.workbooks import layout as at
from tallystick.decisions.workbooks.reading import read_workbook
from tallystick.decisions.workbooks.writing import write_workbook
from tallystick.kit.errors import Refused
from tallystick.reference.green_book import green_book
from tests.decisions.workbooks.recalculated import Book

TODAY = dt.date(2026, 11, 22)
EXAMPLES = Path(__file__).parents[3] / "docs" / "reference" / "examples"
FILES = sorted(EXAMPLES.glob("business-case-*.[jy]*"))
BUILD = {"name": "Build", "type": "capital", "kind": "one_off", "flows": {"2026": -1000}}
SAVED = {"name": "Saved", "type": "revenue", "kind": "recurring", "flows": {"2027": "-cost", "2028": 900, "2029": 900}}
BOUGHT = {"name": "Bought", "type": "revenue", "kind": "recurring", "quantity": {"2027": "people"}, "price": "- cost"}
CASE: dict[str, Any] = {
    "base_year": 2026,
    "price_basis": "real",
    "assumptions": {"people": 40, "cost": {"value": "2.5", "unit": "pounds", "source": "=1+1"}, "late": 10},
    "inflation": {"2027": 2, "2028": "late", "2029": 0},
    "options": [
        {"name": "New", "life_years": 3, "lines": [{**BUILD, "optimism_bias": "late"}, SAVED, BOUGHT]},
        {"name": "=2+2", "life_years": 2, "lines": []},
    ],
}


def written(case: Mapping[str, Any]) -> bytes:
    return write_workbook(case, green_book(), TODAY)


def read(data: bytes) -> dict[str, Any]:
    return read_workbook(data, green_book(), TODAY)[0]


def answered(case: Mapping[str, Any]) -> dict[str, Any]:
    return answer(case, green_book(), TODAY)


def agrees(case: Mapping[str, Any]) -> Book:
    """Every formula comes to what it was written with, and the summary to the answer, to the penny."""
    book, found = Book(written(case)), answered(case)
    for place, cached in book.cached.items():
        again = book.value(place)
        if isinstance(cached, str) or isinstance(again, str):
            assert again == cached, (place, book.formulas[place])
        else:
            assert again == pytest.approx(cached, rel=1e-9, abs=1e-6), (place, book.formulas[place])
    for row, (name, one) in enumerate(found["options"].items(), at.FIRST):
        said = {heading: book.value((at.SUMMARY, row, column)) for column, heading in enumerate(at.SUMMARY_HEADINGS)}
        assert said["option"] == name
        for key in ("npv", "eac", "present_costs", "present_benefits"):
            assert said[key] == pytest.approx(float(one[key]), abs=0.00501)
        assert said["cash total"] == pytest.approx(float(one["cash"]["total"]), abs=0.00501)
        for key in ("payback_years", "discounted_payback_years", "bcr"):
            wanted = one[key]
            if wanted is None:
                assert said[key] in (at.NEVER, "")
            else:
                assert said[key] == pytest.approx(wanted, abs=1e-6)
        assert said["life_years"] == one["life_years"]
    return book


def figures(found: Mapping[str, Any]) -> Any:
    """What an answer says, but how numbers were written, where names stood, and what was said of the optimism table."""
    options = json.loads(json.dumps(found["options"], default=str))
    for one in options.values():
        for line in one["lines"]:
            line["price"] = None if line.get("price") is None else float(line["price"])
            line["quantity"] = {year: float(many) for year, many in line.get("quantity", {}).items()}
    named = {name: (float(one["value"]), one["unit"], one["source"]) for name, one in found["assumptions"].items()}
    same = ("ranking", "ranked_by", "base_year", "price_basis", "discount_rates", "simulated", "ignored")
    return options, named, [found[key] for key in same]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_examples_agree_and_come_back(file: Path) -> None:
    case, _ = facts_and_places(file)
    agrees(case)
    back = read(written(case))
    assert figures(answered(back)) == figures(answered(case))
    assert read(written(back)) == back


def test_by_hand() -> None:
    book = agrees({**CASE, "discount_rates": 0})
    # 1,100 with optimism; 2.50 less a year; 40 people at 2.50; 900 twice.
    assert book.said(at.SUMMARY, "B4") == pytest.approx(-1100 - 2.5 - 100 + 1800)
    assert book.said(at.SUMMARY, "B5") == 0
    assert read(written(CASE))["options"][0]["lines"][2]["price"] == "-cost"


def test_text_is_never_a_formula() -> None:
    book = agrees(CASE)
    assert book.cells[at.OPTIONS, at.FIRST + 1, 0] == "=2+2"
    assert book.cells[at.ASSUMPTIONS, at.FIRST + 1, 3] == "=1+1"
    assert all(sheet not in (at.CASE, at.ASSUMPTIONS, at.OPTIONS, at.LINES) for sheet, _, _ in book.formulas)


def edited(case: Mapping[str, Any], *changes: tuple[str, str, Any]) -> bytes:
    """The inputs of a workbook, with some cells changed, saved by another program: values only."""
    book = Book(written(case))
    cells = dict(book.cells)
    for sheet, cell, value in changes:
        cells[sheet, int(cell[1:]) - 1, ord(cell[0]) - 65] = value
    out = io.BytesIO()
    again = xlsxwriter.Workbook(out, {"in_memory": True})
    sheets: dict[str, Any] = {}
    for (sheet, row, column), value in cells.items():
        if sheet not in sheets:
            sheets[sheet] = again.add_worksheet(sheet)
        if isinstance(value, str):
            sheets[sheet].write_string(row, column, value)
        elif value is not None:
            sheets[sheet].write_number(row, column, value)
    again.close()
    return out.getvalue()


def test_what_was_edited_counts() -> None:
    case = {**CASE, "discount_rates": 0}
    back = read(edited(case, (at.ASSUMPTIONS, "B4", 50.0), (at.LINES, "M5", "people"), (at.OPTIONS, "B4", 4.0)))
    want = {**case, "assumptions": {**CASE["assumptions"], "people": 50}}
    lines = [{**BUILD, "optimism_bias": "late"}, {**SAVED, "flows": {**SAVED["flows"], "2027": "people"}}, BOUGHT]  # type: ignore[dict-item]
    want["options"] = [{"name": "New", "life_years": 4, "lines": lines}, CASE["options"][1]]
    want["inflation"] = {**CASE["inflation"], "2030": 0}
    back["inflation"].append({"to_year": 4, "percent": "0"})
    assert figures(answered(back)) == figures(answered(want))


WRONG: list[tuple[tuple[str, str, Any], str]] = [
    ((at.LINES, "A4", "Elsewhere"), "Lines!A4: “Elsewhere” is no option."),
    ((at.LINES, "E4", "maybe"), "Lines!E4: “maybe” is neither yes nor no."),
    ((at.LINES, "J4", "both"), "Lines!J4: “both” is not known."),
    ((at.LINES, "K4", 5.0), "Lines!K4: the line is given in pounds, and has a price too."),
    ((at.LINES, "N5", "soon"), "Lines!N5: “soon” is no number, and no assumption."),
    ((at.LINES, "I5", "#REF!"), "Lines!I5: “#REF!” is no number, and no assumption."),
    ((at.LINES, "M3", "2026"), "Lines: two columns are the same year."),
    ((at.LINES, "A3", "which"), "Lines: there is no row of headings with “option” in column A."),
    ((at.ASSUMPTIONS, "A5", "people"), "Assumptions!A5: “people” is there twice."),
    ((at.CASE, "A4", "year"), "Case!A4: “year” is no key"),
    ((at.RATES, "B4", 9.0), "Rates: these are not the standard rates of The Green Book, February 2026."),
]


@pytest.mark.parametrize(("change", "says"), WRONG)
def test_what_cannot_be_read_says_where(change: tuple[str, str, Any], says: str) -> None:
    with pytest.raises(Refused) as no:
        read(edited(CASE, change))
    assert says in str(no.value)


def test_the_cell_of_each_key_is_known() -> None:
    _, places = read_workbook(written(CASE), green_book(), TODAY)
    assert places["options[0].lines[2].price"] == "Lines!K6"
    assert places["options[1]"] == "Options!A5"
    assert places["assumptions.cost"] == "Assumptions!B5"
    assert places["inflation[1]"] == "Rates!G5"


def test_what_is_no_such_workbook_is_refused() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as other:
        other.add_worksheet("Sheet1").write_string(0, 0, "x")
    for data in (b"", b"x" * 99, out.getvalue()):
        with pytest.raises(Refused):
            read(data)


def test_more_figures_than_a_workbook_keeps_are_refused() -> None:
    line = {**BUILD, "flows": {"2026": Decimal("-12345678901.123456")}}
    with pytest.raises(NotABusinessCase) as no:
        written({**CASE, "options": [{"name": "New", "life_years": 3, "lines": [line]}]})
    assert no.value.field == "workbook"
    assert "Lines!L4" in str(no.value)


def test_what_is_too_much_for_a_workbook_is_refused() -> None:
    options = [
        {"name": f"option {place}", "life_years": 200, "lines": [{**BUILD, "name": f"line {one}"} for one in range(9)]}
        for place in range(15)
    ]
    with pytest.raises(NotABusinessCase) as no:
        written({**CASE, "options": options, "inflation": 2})
    assert "workbook: the lines by their years are 72,360 cells" in str(no.value)


PENCE = st.integers(-10_000_000, 10_000_000).map(lambda pence: Decimal(pence) / 100)
PERCENT = st.integers(0, 5_000).map(lambda percent: Decimal(percent) / 100)
ENTRY = PENCE | st.sampled_from(["first", "-second"])
YEARS = [str(year) for year in range(2026, 2032)]


@st.composite
def lines(draw: st.DrawFn) -> dict[str, Any]:
    found: dict[str, Any] = {
        "type": draw(st.sampled_from(["capital", "revenue"])),
        "kind": draw(st.sampled_from(["one_off", "recurring"])),
        "cashable": draw(st.booleans()),
        "vat": draw(st.none() | st.fixed_dictionaries({"percent": PERCENT, "recoverable": st.booleans()})),
        "optimism_bias": draw(st.none() | PERCENT | st.just("third")),
        "funding": draw(st.sampled_from([None, "=reserve", "grant"])),
    }
    if draw(st.booleans()):
        units = PERCENT | st.just("third")
        return {**found, "quantity": draw(st.dictionaries(st.sampled_from(YEARS), units)), "price": draw(ENTRY)}
    return {**found, "flows": draw(st.dictionaries(st.sampled_from(YEARS), ENTRY))}


@st.composite
def cases(draw: st.DrawFn) -> dict[str, Any]:
    options = [
        {
            "name": name,
            "life_years": draw(st.integers(1, 7)),
            "lines": [
                {**line, "name": f"line {place}"} for place, line in enumerate(draw(st.lists(lines(), max_size=3)))
            ],
        }
        for name in draw(st.lists(st.sampled_from(["a", "=b", "-c", "10"]), min_size=1, unique=True))
    ]
    bands = [{"to_year": 2, "percent": draw(PERCENT)}, {"percent": "third"}]
    case = {
        "base_year": draw(st.sampled_from([2026, "2026/27"])),
        "price_basis": draw(st.sampled_from(["real", "nominal"])),
        "assumptions": {"first": draw(PENCE), "second": {"value": draw(PENCE), "source": "+x"}, "third": draw(PERCENT)},
        "inflation": draw(st.just(bands) | PERCENT | st.just("third")),
        "options": options,
    }
    return {**case, **draw(st.sampled_from([{}, {"discount_rates": bands}, {"discount_rates": "health"}]))}


@given(cases())
@settings(max_examples=20, deadline=None)
def test_whatever_the_case_it_agrees_and_comes_back(case: dict[str, Any]) -> None:
    agrees(case)
    back = read(written(case))
    assert figures(answered(back)) == figures(answered(case))
    assert read(written(back)) == back
