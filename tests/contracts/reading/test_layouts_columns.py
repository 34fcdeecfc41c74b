"""Columns that share out what one contract says: which of them is which, and what they say together."""

import datetime as dt

import pytest

from tallystick.contracts.reading import Extension, Proposed, RowRead
from tests.contracts.reading import made

D = dt.date
HEADS = ["Contract title", "Supplier", "Start date"]
FIRST = ["Lift servicing", "Ashbrook Limited", "2021-04-01"]


def first_row(heads: list[str], *rows: list[str]) -> RowRead:
    """The first row under the usual headings and these."""
    table = [[*HEADS, *heads], *([*FIRST, *row] for row in rows)]
    for at, row in enumerate(table[2:], 2):
        row[0] = f"Contract {at}"
    return made.one_sheet(made.text(table)).rows[1]


def first(heads: list[str], *rows: list[str]) -> Proposed:
    """The contract of the first row, which must raise no question."""
    row = first_row(heads, *rows)
    assert (row.contract is not None, row.questions) == (True, ())
    assert row.contract is not None
    return row.contract


def test_dates_written_year_first_are_no_cpv_codes() -> None:
    row = first_row(["End date", "Milestone"], ["2024-03-31", "2023-03-31"])
    assert row.contract is not None
    assert (row.contract.cpv, row.contract.other) == (None, {"Milestone": "2023-03-31"})


def test_the_last_of_several_ends_of_extensions_is_the_latest() -> None:
    heads = ["Initial term end", "Ext 1 end", "Ext 2 end"]
    contract = first(heads, ["31/03/2023", "31/03/2024", "31/03/2025"], ["31/03/2023", "31/03/2024", ""])
    assert (contract.end, contract.latest_end) == (D(2023, 3, 31), D(2025, 3, 31))
    assert set(contract.other.values()) == {"31/03/2024", "31/03/2025"}


@pytest.mark.parametrize(
    ("whether", "length", "latest"),
    [("Yes", "1+1", D(2025, 3, 31)), ("No", "", D(2023, 3, 31)), ("N", "N/A", D(2023, 3, 31))],
)
def test_one_column_says_whether_and_another_how_long(whether: str, length: str, latest: dt.date) -> None:
    heads = ["End date", "Extension permitted?", "Length of extension"]
    other = ["31/03/2023", "Yes", "12 months"]
    assert first(heads, ["31/03/2023", whether, length], other, other).latest_end == latest


def test_whether_and_how_long_by_other_headings() -> None:
    heads = [
        "Ref",
        "Service",
        "Directorate",
        "Contract holder",
        "Start",
        "End",
        "Options to extend (Y/N)",
        "Option period",
    ]
    rows = [["1", "Salt", "Highways", "A Ltd", "01/04/2020", "31/03/2023", "Y", "1+1"]]
    rows += [["2", "Grit", "Highways", "B Ltd", "01/04/2020", "31/03/2023", "N", ""]]
    found = made.contracts(made.text([heads, *rows]))
    assert [(c.title, c.supplier, c.latest_end) for c in found] == [
        ("Salt", "A Ltd", D(2025, 3, 31)),
        ("Grit", "B Ltd", D(2023, 3, 31)),
    ]


def test_that_it_can_be_extended_and_not_for_how_long_is_asked() -> None:
    heads = ["End date", "Extension permitted?", "Length of extension"]
    other = ["31/03/2023", "No", "12 months"]
    row = first_row(heads, ["31/03/2023", "Yes", ""], other, other)
    assert [question.code for question in row.questions] == ["extension_not_stated"]


def test_how_many_extensions_of_a_length_are_asked_about_unless_the_dates_tell() -> None:
    heads = ["End date", "Extension (months)", "No. of extensions", "End date including extensions"]
    told = first(heads, ["31/03/2023", "12", "2", "31/03/2025"])
    assert told.extensions == (Extension(12), Extension(12))
    in_all = first(heads, ["31/03/2023", "24", "2", "31/03/2025"])
    assert in_all.extensions == (Extension(24),)
    (question,) = first_row(heads[:3], ["31/03/2023", "12", "2"]).questions
    assert [each.say for each in question.suggestions] == ["2 x 1 year", "1 year in all"]


def test_a_pair_of_dates_from_and_to_and_a_day_for_notice() -> None:
    heads = ["Contract title", "Supplier", "Effective Date From", "Effective Date To", "Renewal Notice Date"]
    row = ["Print", "Gorse Ltd", "01/04/2021", "31/03/2026", "30/09/2025"]
    (contract,) = made.contracts(made.text([heads, row]))
    assert (contract.start, contract.end) == (D(2021, 4, 1), D(2026, 3, 31))
    (contract,) = made.contracts(made.text([[*heads[:3], heads[4]], [*row[:3], row[4]]]))
    assert contract.end is None


def test_a_service_is_the_title_where_nothing_else_is() -> None:
    rows = [["Contractor", "Service", "Cost", "Commenced", "Ends"]]
    rows += [["Nutmeg Mowing", "Grass cutting", "£2,400 pa", "April 2021", "March 2024"]]
    rows += [["Parsley IT", "Website", "£180", "April 2021", "Ongoing"]]
    assert [c.title for c in made.contracts(made.text(rows))] == ["Grass cutting", "Website"]
    rows = [[*row, said] for row, said in zip(rows, ["Contract title", "Mowing of verges", "Hosting"], strict=True)]
    found = made.contracts(made.text(rows))
    assert [(c.title, c.department) for c in found] == [("Mowing of verges", "Grass cutting"), ("Hosting", "Website")]


def test_letters_that_say_annual_or_total() -> None:
    heads = ["End date", "Value (£)", "Value basis: (A)nnual or (T)otal"]
    annual = first(heads, ["31/03/2023", "75,000", "A"], ["31/03/2023", "90,000", "T"])
    assert (annual.value_period, annual.annual_value_pence) == ("year", 7_500_000)
    total = first(heads, ["31/03/2023", "90,000", "T"], ["31/03/2023", "75,000", "A"])
    assert (total.value_period, total.annual_value_pence) == ("whole_life", None)


def test_the_last_question_of_the_transparency_code_as_a_heading() -> None:
    long = (
        "Whether or not the supplier is a small or medium sized enterprise and/or a voluntary or community sector "
        "organisation and where it is, the relevant registration number"
    )
    contract = first(["End date", long], ["31/03/2023", "SME - 05678901"], ["31/03/2023", "No"])
    assert (contract.sme, contract.company_number) == (True, "05678901")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("No award made", "no_supplier"),
        ("000123", "no_supplier"),
        ("Not yet awarded", "to_be_confirmed"),
        ("DPS - multiple providers", "several_suppliers"),
    ],
)
def test_cells_that_name_no_supplier(name: str, code: str) -> None:
    row = made.row_of(["Title", "Supplier", "Start", "End"], ["Salt", name, "01/04/2023", "31/03/2026"])
    assert row.contract is not None
    assert (row.contract.supplier, [question.code for question in row.questions]) == (None, [code])
    assert row.contract.as_written["supplier"] == name


def test_a_charity_number_in_the_column_of_companies() -> None:
    contract = first(["End date", "Company number"], ["31/03/2023", "1098765 (charity)"])
    assert (contract.company_number, contract.charity_number) == (None, "1098765")
