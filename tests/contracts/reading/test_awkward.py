"""Awkward cells: each becomes structured or a question, and none is a silent blank."""

import datetime as dt
from typing import Any

import pytest

from tallystick.contracts.reading import Extension
from tests.contracts.reading import made

D = dt.date
HEADS = ["Title", "Supplier", "Start", "End", "Term", "Extension options", "Contract value", "Notice period", "SME"]
PLAIN = {"Title": "Door entry", "Supplier": "Gorse Ltd", "Start": "01/04/2023", "End": "31/03/2026"}


def read(**cells: str) -> tuple[dict[str, Any], list[str]]:
    """What is proposed for a plain row with these cells in place of its own, and the codes of its questions."""
    row = PLAIN | {name.replace("_", " "): text for name, text in cells.items()}
    found = made.row_of(HEADS, [row.get(head) for head in HEADS])
    assert found.contract is not None
    values = {name: getattr(found.contract, name) for name in found.contract.__slots__}
    for name, text in cells.items():
        heading = name.replace("_", " ")
        assert text.strip() in (*found.contract.as_written.values(), *found.contract.other.values()), heading
    return values, [question.code for question in found.questions]


@pytest.mark.parametrize(
    ("text", "end", "latest"),
    [
        ("31/03/2026", D(2026, 3, 31), None),
        ("31st March 2026", D(2026, 3, 31), None),
        ("March 2026", D(2026, 3, 31), None),
        ("Mar-26", D(2026, 3, 31), None),
        ("up to 31.3.26", D(2026, 3, 31), None),
        ("Until 31 March 2026", D(2026, 3, 31), None),
        ("46112", D(2026, 3, 31), None),
        ("2026-03-31 00:00:00", D(2026, 3, 31), None),
        ("31/03/2026 with option to extend 2 years", D(2026, 3, 31), D(2028, 3, 31)),
        ("31st March 2026 (plus 2 years)", D(2026, 3, 31), D(2028, 3, 31)),
        ("31/03/2026 + 1 + 1", D(2026, 3, 31), D(2028, 3, 31)),
        ("3 years", D(2026, 3, 31), None),
        ("2+1+1", D(2025, 3, 31), D(2027, 3, 31)),
    ],
)
def test_ends_that_are_understood(text: str, end: dt.date, latest: dt.date | None) -> None:
    values, codes = read(End=text)
    assert (values["end"], values["latest_end"], codes) == (end, latest, [])


@pytest.mark.parametrize(
    ("text", "kind", "months"),
    [
        ("Ongoing", "open_ended", None),
        ("Rolling", "rolling", None),
        ("Annual", "annual", 12),
        ("12m rolling", "rolling", 12),
        ("Rolling annual", "rolling", 12),
        ("Open ended", "open_ended", None),
        ("No end date", "open_ended", None),
        ("31/12/2099", "open_ended", None),
        ("31/12/9999", "open_ended", None),
        ("One off purchase", "one_off", None),
        ("Until further notice", "open_ended", None),
        ("Evergreen", "rolling", None),
    ],
)
def test_contracts_without_an_end(text: str, kind: str, months: int | None) -> None:
    values, codes = read(End=text)
    assert (values["end"], values["term_kind"], values["term_months"], codes) == (None, kind, months, [])


@pytest.mark.parametrize(
    ("text", "code", "suggested"),
    [
        ("TBC", "to_be_confirmed", []),
        ("N/A", "no_end", []),
        ("n/a", "no_end", []),
        ("", "no_end", []),
        ("see framework", "date_not_understood", []),
        ("2025/26", "date_not_exact", [D(2026, 3, 31)]),
        ("Q3 2026", "date_not_exact", [D(2026, 9, 30), D(2026, 12, 31)]),
        ("2026", "date_not_exact", [D(2026, 12, 31), D(2027, 3, 31), D(2026, 3, 31)]),
        ("31/03/2026 extended to 31/03/2028", "two_dates", [D(2028, 3, 31), D(2026, 3, 31), D(2026, 3, 31)]),
        ("31/03/2026 (TBC)", "to_be_confirmed", [D(2026, 3, 31)]),
        ("31/03/2026 see minute 14", "date_says_more", [D(2026, 3, 31)]),
        ("31/02/2026", "date_not_understood", []),
        ("01/01/1900", "date_not_understood", []),
        ("31/03/2020", "end_before_start", [D(2023, 4, 1)]),
    ],
)
def test_ends_that_are_asked_about(text: str, code: str, suggested: list[dt.date]) -> None:
    row = made.row_of(HEADS, [(PLAIN | {"End": text or None}).get(head) for head in HEADS])
    question = next(question for question in row.questions if question.field == "end")
    assert question.code == code
    assert question.text == text
    assert [each.values["end"] for each in question.suggestions if "end" in each.values] == suggested
    assert question.say


@pytest.mark.parametrize(
    ("term", "extension", "latest"),
    [
        ("3 years", "2 x 12 months", D(2028, 3, 31)),
        ("3 years + 2 x 12 months", None, D(2028, 3, 31)),
        ("3+1+1", None, D(2028, 3, 31)),
        ("36 months", "two further periods of 12 months", D(2028, 3, 31)),
        ("3", "1+1", D(2028, 3, 31)),
        (None, "31/03/2028", D(2028, 3, 31)),
        (None, "Option to extend to 31 March 2028", D(2028, 3, 31)),
        (None, "None", D(2026, 3, 31)),
        ("2+1+1", None, D(2027, 3, 31)),
    ],
)
def test_extensions(term: str | None, extension: str | None, latest: dt.date) -> None:
    cells = {"Term": term, "Extension_options": extension}
    values, codes = read(**{name: text for name, text in cells.items() if text})
    assert (values["end"], values["latest_end"], codes) == (D(2026, 3, 31), latest, [])


def test_extensions_that_are_in_the_end_already_are_marked() -> None:
    values, _ = read(Term="2+1+1")
    assert values["extensions"] == (Extension(12, used=True), Extension(12, used=False))


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("Extension_options", "Yes", "extension_not_stated"),
        ("Extension_options", "2", "term_not_understood"),
        ("Extension_options", "as per framework", "term_not_understood"),
        ("Term", "5 years", "term_does_not_fit"),
        ("Term", "see notes", "term_not_understood"),
        ("Notice_period", "reasonable", "notice_not_understood"),
        ("SME", "perhaps", "flag_not_understood"),
        ("Extension_options", "TBC", "to_be_confirmed"),
        ("Start", "TBC", "to_be_confirmed"),
        ("Start", "a while ago", "date_not_understood"),
    ],
)
def test_terms_that_are_asked_about(name: str, text: str, code: str) -> None:
    _, codes = read(**{name: text})
    assert codes == [code]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("?12,000", {"value_pence": 1_200_000}),
        ("#12,000", {"value_pence": 1_200_000}),
        ("\ufffd12,000", {"value_pence": 1_200_000}),
        ("ú12,000", {"value_pence": 1_200_000}),
        ("£1.2m", {"value_pence": 120_000_000}),
        ("120k", {"value_pence": 12_000_000}),
        ("NIL", {"value_pence": 0}),
        ("£10,000 pa", {"value_pence": 1_000_000, "value_period": "year", "annual_value_pence": 1_000_000}),
        ("10k per annum", {"value_pence": 1_000_000, "value_period": "year"}),
        ("£5,000 - £10,000", {"value_low_pence": 500_000, "value_high_pence": 1_000_000, "value_pence": None}),
        ("£5-10k", {"value_low_pence": 500_000, "value_high_pence": 1_000_000}),
        ("circa £20k", {"value_pence": 2_000_000, "value_basis": "estimated"}),
        ("Up to £50,000", {"value_high_pence": 5_000_000, "value_pence": None}),
        ("£10,000 + VAT", {"value_pence": 1_000_000, "vat": "exclusive"}),
        ("£12,000 inc VAT", {"value_pence": 1_200_000, "vat": "inclusive"}),
        ("£30,000 over 3 years", {"value_pence": 3_000_000, "value_period": "whole_life"}),
        ("£-", {"value_pence": 0}),
        ("£500 pcm", {"value_period": "month", "annual_value_pence": 600_000}),
        ("£20,000 p/a", {"value_pence": 2_000_000, "value_period": "year"}),
        ("£2 mill", {"value_pence": 200_000_000}),
        ("£1m+", {"value_low_pence": 100_000_000, "value_pence": None}),
        ("£5,000 or less", {"value_high_pence": 500_000, "value_pence": None}),
        ("£12,000 (incl 20% VAT)", {"value_pence": 1_200_000, "vat": "inclusive"}),
    ],
)
def test_values_that_are_understood(text: str, expected: dict[str, Any]) -> None:
    values, codes = read(Contract_value=text)
    assert {name: values[name] for name in expected} == expected
    assert codes == []


@pytest.mark.parametrize(
    ("text", "code", "choices"),
    [
        ("various", "value_not_understood", []),
        ("as per framework", "value_not_understood", []),
        ("call off", "value_not_understood", []),
        ("TBC", "to_be_confirmed", []),
        ("N/A", "value_not_understood", [0]),
        ("£50 per hour", "value_not_understood", []),
        ("€20,000", "other_currency", []),
        ("Year 1 £10,000, Year 2 £12,000", "several_values", [2_200_000, 1_000_000, 1_200_000]),
        ("£10,000 x 3", "several_values", [4_000_000, 1_000_000, 3_000_000]),
        ("3 x £10,000", "several_values", [4_000_000, 1_000_000, 3_000_000]),
        ("Lot 1 £10,000 Lot 2 £20,000", "several_values", [3_000_000, 1_000_000, 2_000_000]),
        ("£20k each", "value_not_understood", []),
        ("£95k per lot", "value_not_understood", []),
        ("£150k spend to date", "value_not_understood", []),
        ("£1,2000", "value_not_understood", []),
    ],
)
def test_values_that_are_asked_about(text: str, code: str, choices: list[int]) -> None:
    row = made.row_of(HEADS, [(PLAIN | {"Contract value": text}).get(head) for head in HEADS])
    (question,) = row.questions
    assert (question.field, question.code) == ("value_pence", code)
    assert [each.values["value_pence"] for each in question.suggestions] == choices
    assert row.contract is not None
    assert row.contract.value_pence is None


@pytest.mark.parametrize("text", ["£5,000 (TBC)", "TBC (est £5,000)", "£5,000?"])
def test_figures_that_the_cell_calls_unsure_are_kept_and_asked_about(text: str) -> None:
    values, codes = read(Contract_value=text)
    assert (values["value_pence"], codes) == (500_000, ["to_be_confirmed"])


@pytest.mark.parametrize(
    ("text", "code", "suppliers"),
    [
        ("A Ltd; B Ltd", "several_suppliers", ("A Ltd", "B Ltd")),
        ("A Ltd / B Ltd", "several_suppliers", ("A Ltd", "B Ltd")),
        ("Various", "several_suppliers", ()),
        ("N/A", "no_supplier", ()),
        ("TBC", "to_be_confirmed", ()),
        ("12 providers on the framework", "several_suppliers", ()),
    ],
)
def test_suppliers_that_are_asked_about(text: str, code: str, suppliers: tuple[str, ...]) -> None:
    values, codes = read(Supplier=text)
    assert (codes, values["suppliers"]) == ([code], suppliers)


def test_one_supplier_whose_name_has_an_and_or_a_comma_in_it() -> None:
    for name in ("Marks and Spencer plc", "Smith & Sons Ltd", "Bell, Book and Candle Ltd", "J Smith t/a Smith's / Co"):
        values, codes = read(Supplier=name)
        assert (values["supplier"], values["suppliers"], codes) == (name, (), [])


def test_an_empty_optional_cell_is_not_known_and_not_a_question() -> None:
    values, codes = read()
    assert codes == []
    assert (values["notice"], values["sme"], values["value_pence"], values["extension"]) == (None, None, None, None)


def test_values_in_thousands_by_their_heading() -> None:
    rows = [
        ["Title", "Supplier", "End date", "Contract value (£000)"],
        ["Roads", "Gorse Ltd", "31/03/2026", "1,250"],
        ["Paths", "Ivy Ltd", "31/03/2026", "80.5"],
    ]
    assert [c.value_pence for c in made.contracts(made.text(rows))] == [125_000_000, 8_050_000]


def test_a_row_that_names_nothing_is_kept_out() -> None:
    rows = [
        ["Ref", "Title", "Supplier", "Start", "End"],
        ["1", "Roads", "Gorse Ltd", "01/04/2023", "31/03/2026"],
        ["2", None, None, "01/04/2023", "31/03/2026"],
    ]
    sheet = made.one_sheet(made.text(rows))
    assert sheet.quarantined == {"no_title_or_supplier": 1}
    assert sheet.rows[2].cells == ("2", None, None, "01/04/2023", "31/03/2026")
    assert "no supplier" in sheet.rows[2].say


def test_a_row_with_a_cell_too_many_is_kept_out() -> None:
    rows = [
        "Ref,Title,Supplier,Start,End",
        "1,Roads,Gorse Ltd,01/04/2023,31/03/2026",
        "2,Salt, grit,Ivy Ltd,01/04/2023,31/03/2026",
    ]
    sheet = made.one_sheet("\n".join(rows).encode())
    assert sheet.quarantined == {"out_of_step": 1}


def test_one_reference_on_several_rows() -> None:
    rows = [
        ["Ref", "Title", "Supplier", "Start", "End"],
        ["T1", "Route 16", "Gorse Coaches Ltd", "01/09/2024", "31/08/2027"],
        ["T1", "Route 18", "Gorse Coaches Ltd", "01/09/2024", "31/08/2027"],
        ["T2", "Counsel", "Ivy Chambers", "01/04/2024", "31/03/2028"],
        ["T2", "Counsel", "Juniper Chambers", "01/04/2024", "31/03/2028"],
        ["T3", "Salt", "Lapwing Ltd", "01/04/2024", "31/03/2028"],
        ["T3", "Salt", "Lapwing Ltd", "01/04/2024", "31/03/2028"],
    ]
    sheet = made.one_sheet(made.text(rows))
    assert [[q.code for q in row.questions] for row in sheet.rows[1:]] == [
        [],
        [],
        [],
        ["duplicate_reference"],
        [],
        ["repeated_row"],
    ]
    names = [row.identity for row in sheet.rows[1:]]
    assert len(set(names)) == 6
    again = made.one_sheet(made.text([rows[0], *reversed(rows[1:5])]))
    assert {row.identity for row in again.rows[1:]} == set(names[:4])


def test_a_last_extension_is_offered_for_an_end_that_is_missing() -> None:
    rows = [["Title", "Supplier", "End date", "Last extension date"], ["Salt", "Ivy Ltd", None, "31/03/2027"]]
    (question,) = made.one_sheet(made.text(rows)).rows[1].questions
    assert question.code == "no_end"
    assert question.suggestions[0].values == {"end": D(2027, 3, 31)}


@pytest.mark.parametrize(
    ("extension", "latest", "codes"),
    [
        ("3+1 years", None, ["term_not_understood"]),
        ("3+1+1", None, ["term_not_understood"]),
        ("1+1", D(2028, 3, 31), []),
        ("+1+1", D(2028, 3, 31), []),
    ],
)
def test_lengths_that_begin_with_the_term_itself_are_asked_about(
    extension: str, latest: dt.date | None, codes: list[str]
) -> None:
    values, asked = read(Extension_options=extension)
    assert (values["latest_end"], asked) == (latest, codes)
