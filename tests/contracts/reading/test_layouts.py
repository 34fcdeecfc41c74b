"""Registers in layouts that councils use, made up, each read whole: what every row became."""

import datetime as dt

import pytest

from tallystick.contracts.reading import Extension, Notice
from tests.contracts.reading import made

D = dt.date


def test_the_template_of_the_local_government_association() -> None:
    heads = [
        "Organisation name", "Organisation Code", "Effective Date", "Contract Reference number / ID", "Open Contracting ID",
        "Title of the Agreement", "Contract type", "Directorate / service responsible", "Description of goods and services",
        "Procurement classification: CPV label", "Procurement classification: CPV code", "Contract start date", "End date",
        "Review date", "Last extension date", "Contract value", "Fixed cost / estimated cost", "Irrecoverable VAT",
        "Supplier name", "Supplier registered company number", "Supplier registered charity number", "SME supplier",
        "VCSE supplier", "VCSE supplier type", "Nominated contact point: email", "Tender process type", "Tender document URL",
    ]  # fmt: skip
    row = [
        "Leeds City Council", "E08000035", "01/04/2024", "LCC-0012", "ocds-b5fd17-1", "Parking machines", "Single award contract",
        "Highways", "Supply and upkeep of parking machines", "Parking meters", "38730000-1", "01/05/2022", "30/04/2025",
        "31/10/2024", "30/04/2027", "120000", "Estimated cost", "0", "Ashbrook Limited", "1234567", "", "Yes", "No", "",
        "parking@example.org", "Published invitation to tender", "https://example.org/itt",
    ]  # fmt: skip
    reading = made.read(made.text([heads, row]))
    assert reading.organisation == {"code": "GB-LAE-LDS", "name": "Leeds City Council", "how": "content"}
    (contract,) = made.contracts(made.text([heads, row]))
    assert contract.reference == "LCC-0012"
    assert contract.organisation_code == "GB-LAE-LDS"
    assert (contract.start, contract.end) == (D(2022, 5, 1), D(2025, 4, 30))
    assert contract.last_extension == contract.latest_end == D(2027, 4, 30)
    assert contract.worked_out == ("latest_end",)
    assert (contract.value_pence, contract.value_basis, contract.irrecoverable_vat_pence) == (
        12_000_000,
        "estimated",
        0,
    )
    assert (contract.company_number, contract.sme, contract.vcse) == ("01234567", True, False)
    assert (contract.cpv, contract.cpv_label) == ("38730000-1", "Parking meters")
    assert (contract.route, contract.route_code) == ("Published invitation to tender", "tender")
    assert contract.other == {}


def test_two_rows_of_headings_with_merged_groups() -> None:
    rows = [
        ["Aldermere Borough Council – Contracts Register", None, None, None, None, None, None],
        ["As at 1 April 2025"],
        [],
        ["Contract", None, "Supplier", None, "Dates", None, "Value"],
        ["Ref", "Title", "Name", "Company No", "Start", "End", "Total (£)"],
        ["AB/1", "Grass cutting", "Ashbrook Limited", "01234567", D(2023, 4, 1), D(2026, 3, 31), 45_000],
        ["AB/2", "Lift repairs", "Birch Lifts plc", "07654321", D(2024, 1, 1), D(2025, 12, 31), 9_500.5],
        [None, "Total", None, None, None, None, 54_500.5],
    ]  # fmt: skip
    merged = {
        "Register": [
            (0, 0, 0, 6, rows[0][0]),
            (3, 0, 3, 1, "Contract"),
            (3, 2, 3, 3, "Supplier"),
            (3, 4, 3, 5, "Dates"),
        ]
    }
    sheet = made.one_sheet(made.xlsx({"Register": rows}, merged))
    assert (sheet.header_row, sheet.header_rows) == (4, 2)
    assert sheet.furniture_kinds == {"title": 2, "header": 2, "total": 1}
    assert sheet.blank == 1
    assert [c.field for c in sheet.columns] == [
        "reference",
        "title",
        "supplier",
        "company_number",
        "start",
        "end",
        "value",
    ]
    contract = sheet.rows[6].contract
    assert contract is not None
    assert (contract.value_pence, contract.value_period, contract.end) == (950_050, "whole_life", D(2025, 12, 31))


def test_a_department_a_sheet_and_lists_beside_them() -> None:
    heads = ["Contract Title", "Contractor", "Commencement Date", "Expiry Date", "Annual Value"]
    data = made.xlsx({
        "Read me": [["This workbook lists the contracts of each department."]],
        "Housing": [heads, ["Gas servicing", "Cedar Heating Ltd", D(2022, 4, 1), D(2026, 3, 31), "£250,000"]],
        "Leisure Services": [heads, ["Pool chemicals", "Dunlin Supplies Ltd", D(2024, 6, 1), D(2025, 5, 31), "12k"]],
        "Lists": [["Yes"], ["No"]],
    })  # fmt: skip
    reading = made.read(data)
    assert [(s.sheet, s.outcome) for s in reading.sheets] == [
        ("Housing", "loaded"), ("Leisure Services", "loaded"), ("Read me", "notes"), ("Lists", "notes"),
    ]  # fmt: skip
    assert reading.outcome == "loaded"
    found = [row.contract for _, row in reading.proposals if row.contract]
    assert [c.department for c in found] == ["Housing", "Leisure Services"]
    assert [(c.value_pence, c.value_period) for c in found] == [(25_000_000, "year"), (1_200_000, "year")]


def test_departments_as_rows_between() -> None:
    rows = [
        ["Title", "Supplier", "Start date", "End date"],
        ["ADULT SOCIAL CARE"],
        ["Day care", "Alder Care CIC", "01/04/2024", "31/03/2026"],
        ["Respite", "Bramble Trust", "01/04/2024", "31/03/2026"],
        [],
        ["PUBLIC HEALTH"],
        ["Stop smoking", "Clover Health Ltd", "01/07/2024", "30/06/2027"],
    ]
    sheet = made.one_sheet(made.text(rows))
    assert sheet.furniture_kinds == {"section": 2, "header": 1}
    found = [row.contract for row in sheet.rows if row.contract]
    assert [c.department for c in found] == ["ADULT SOCIAL CARE", "ADULT SOCIAL CARE", "PUBLIC HEALTH"]
    assert all("department" in c.worked_out for c in found)


def test_suppliers_as_headings_of_groups() -> None:
    rows = [
        ["Supplier", "Contract title", "Contract No.", "From", "To", "Value"],
        ["Ashbrook Limited"],
        [None, "Boiler repairs", "C1", "1 Apr 2023", "31 Mar 2025", "10,000"],
        [None, "Boiler renewals", "C2", "1 Apr 2023", "31 Mar 2028", "90,000"],
        ["Birch Lifts plc"],
        [None, "Lift upkeep", "C3", "1 Oct 2023", "30 Sep 2026", "30,000"],
    ]
    found = made.contracts(made.xls(rows))
    assert [(c.title, c.supplier) for c in found] == [
        ("Boiler repairs", "Ashbrook Limited"), ("Boiler renewals", "Ashbrook Limited"), ("Lift upkeep", "Birch Lifts plc"),
    ]  # fmt: skip


def test_descriptions_and_suppliers_that_go_on_in_the_next_row() -> None:
    rows = [
        ["Ref", "Contract title", "Description", "Supplier", "Start", "End"],
        ["1", "Stationery", "Paper, envelopes and", "Ashbrook Limited", "01/01/2024", "31/12/2026"],
        [None, None, "pens for all offices", None, None, None],
        ["2", "Agency staff", "Temporary staff", "Birch People Ltd", "01/01/2024", "31/12/2026"],
        [None, None, None, "Cedar Staffing Ltd", None, None],
        ["3", "Legal advice", "Barristers", "Dunlin Chambers", "01/02/2024", "31/01/2028"],
    ]
    sheet = made.one_sheet(made.text(rows))
    assert sheet.furniture_kinds == {"header": 1, "continued": 1, "further supplier": 1}
    assert [(row.row, row.joined_to) for row in sheet.rows if row.joined_to] == [(3, 2), (5, 4)]
    first, second, third = (row.contract for row in sheet.rows if row.contract)
    assert first.description == "Paper, envelopes and pens for all offices"
    assert second.suppliers == ("Birch People Ltd", "Cedar Staffing Ltd")
    assert third.suppliers == ()


def test_lots_under_one_contract_are_contracts_of_their_own() -> None:
    rows = [
        ["Ref", "Title", "Lot", "Supplier", "Start", "End", "Value"],
        ["F1", "Minor works", "1 Roofing", "Ashbrook Limited", "01/04/2024", "31/03/2028", "£1m"],
        [None, None, "2 Glazing", "Birch Glass Ltd", "01/04/2024", "31/03/2028", "£0.5m"],
    ]
    first, second = made.contracts(made.text(rows))
    assert (second.reference, second.title, second.lot, second.supplier) == (
        "F1",
        "Minor works",
        "2 Glazing",
        "Birch Glass Ltd",
    )
    assert (first.value_pence, second.value_pence) == (100_000_000, 50_000_000)


def test_utf_16_with_tabs_as_excel_saves_unicode_text() -> None:
    rows = [
        ["Contract Name", "Provider", "Contract Start", "Contract End", "Cost p.a."],
        ["Café franchise", "Pâtisserie Élan Ltd", "01/09/2023", "31/08/2025", "£18,000"],
    ]
    sheet = made.one_sheet(made.text(rows, "\t", "utf-16"))
    contract = sheet.rows[1].contract
    assert contract is not None
    assert (contract.title, contract.supplier, contract.annual_value_pence) == (
        "Café franchise",
        "Pâtisserie Élan Ltd",
        1_800_000,
    )


@pytest.mark.parametrize("pound", [b"\xa3", b"?", b"#", b"\xef\xbf\xbd", b"\xc2\xa3", b"\x9c", b"\xfa", b"GBP "])
def test_pound_signs_kept_and_lost(pound: bytes) -> None:
    lines = b'Agreement,Supplier,Start,Expires,Contract value\nBins,Ashbrook Limited,01/04/2024,31/03/2026,"@12,000"\n'
    lines += b'Litter caf\xe9,Birch Ltd,01/04/2024,31/03/2026,"@1,250.50"\n'
    first, second = made.contracts(lines.replace(b"@", pound))
    assert (first.value_pence, second.value_pence) == (1_200_000, 125_050)


def test_bare_carriage_returns_and_semicolons() -> None:
    rows = [
        ["Agreement title", "Awarded to", "Date from", "Date to", "Whole life value"],
        ["Vehicle hire", "Elm Vehicles Ltd", "1.4.24", "31.3.27", "75.000,00"],
        ["Fuel cards", "Fern Fuels plc", "1.10.24", "30.9.26", "20.500,00"],
    ]
    found = made.contracts(made.text(rows, ";", ending="\r"))
    assert [(c.start, c.end, c.value_pence) for c in found] == [
        (D(2024, 4, 1), D(2027, 3, 31), 7_500_000), (D(2024, 10, 1), D(2026, 9, 30), 2_050_000),
    ]  # fmt: skip


def test_american_dates_are_told_from_the_whole_column() -> None:
    rows = [["Title", "Supplier", "Start Date", "End Date"]]
    rows += [[f"Contract {n}", f"Supplier {n} Ltd", f"0{n}/25/2023", f"{n}/1/2026"] for n in range(2, 9)]
    sheet = made.one_sheet(made.text(rows))
    assert sheet.date_order == "month"
    contract = sheet.rows[1].contract
    assert contract is not None
    assert (contract.start, contract.end) == (D(2023, 2, 25), D(2026, 2, 1))


def test_an_ods_with_indented_headings_on_several_lines_and_excel_day_numbers() -> None:
    rows = [
        [
            "\n    Title of\n    agreement",
            "\n   Supplier\n   name",
            "   Start\n   date",
            "   Expiry\n   date",
            "\n  Notice\n  period\n  (months)",
        ],
        ["  Door entry", "  Gorse Security Ltd", 45_383, 46_477, 3],
        ["  CCTV", "  Heather Cameras Ltd", 45_474, 46_568, 6],
    ]
    found = made.contracts(made.ods({"Sheet1": rows}))
    assert [(c.title, c.start, c.end) for c in found] == [
        ("Door entry", D(2024, 4, 1), D(2027, 3, 31)), ("CCTV", D(2024, 7, 1), D(2027, 6, 30)),
    ]  # fmt: skip
    assert found[0].notice == Notice(3, "months")


def test_an_export_of_contracts_finder() -> None:
    rows = [
        ["Notice Identifier", "Notice Type", "Organisation Name", "Status", "Published Date", "Title", "Description", "CPV Codes",
         "Contact Name", "Contact Email", "Value Low", "Value High", "Awarded Date", "Awarded Value", "Supplier [Name|Address|Ref type|Ref Number|Is SME|Is VCSE]",
         "Contract start date", "Contract end date", "OJEU Procedure Type"],
        ["CF-77", "Contract", "Leeds City Council", "Awarded", "2024-02-01T10:00:00Z", "Salt barn", "Building a salt barn", "45000000",
         "A Person", "a.person@example.org", "100000", "150000", "2024-01-20", "132500.00", "[Ivy Builders Ltd|1 High Street|NONE||Yes|No]", "2024-03-01T00:00:00Z",
         "2024-11-30T23:59:59Z", "Open"],
    ]  # fmt: skip
    (contract,) = made.contracts(made.text(rows))
    assert (contract.title, contract.supplier) == ("Salt barn", "Ivy Builders Ltd")
    assert (contract.value_low_pence, contract.value_high_pence, contract.value_pence) == (
        10_000_000,
        15_000_000,
        13_250_000,
    )
    assert (contract.start, contract.end, contract.awarded) == (D(2024, 3, 1), D(2024, 11, 30), D(2024, 1, 20))
    assert (contract.route_code, contract.status) == ("open", "Awarded")


def test_a_register_of_an_e_tendering_system() -> None:
    rows = [
        ["DN Ref", "Contract title", "Buying organisation", "Department", "Supplier(s)", "Start date", "End date (excluding extensions)",
         "End date (including extensions)", "Option to extend", "Estimated annual value (ex VAT)", "Procurement process", "Contact officer"],
        ["DN512345", "Play equipment", "Aldermere Council", "Parks", "Juniper Play Ltd", "2023-04-01", "2026-03-31", "2028-03-31",
         "2 x 12 months", "£40,000.00", "Further competition under framework", "Parks Officer"],
    ]  # fmt: skip
    (contract,) = made.contracts(made.text(rows))
    assert (contract.end, contract.latest_end) == (D(2026, 3, 31), D(2028, 3, 31))
    assert contract.extensions == (Extension(12), Extension(12))
    assert (contract.annual_value_pence, contract.vat, contract.value_basis) == (4_000_000, "exclusive", "estimated")
    assert contract.route_code == "mini_competition"


def test_a_home_made_list_without_an_end_works_it_out() -> None:
    rows = [
        ["System", "Company", "Contract commenced", "Length of contract", "Licence cost", "Who looks after it"],
        [
            "Planning system",
            "Kestrel Software Ltd",
            "1st April 2022",
            "3 years + 2 x 12 months",
            "£30k pa",
            "Digital team",
        ],
        ["Bookings", "Lapwing Online Ltd", "Oct 2023", "24 months", "£7,200", "Leisure team"],
        ["Payments", "Merlin Pay plc", "01/07/2021", "12m rolling", "£900 per month", "Finance team"],
    ]
    sheet = made.one_sheet(made.text(rows))
    first, second, third = (row.contract for row in sheet.rows if row.contract)
    assert (first.start, first.end, first.latest_end) == (D(2022, 4, 1), D(2025, 3, 31), D(2027, 3, 31))
    assert first.worked_out == ("end", "latest_end")
    assert (second.start, second.end, second.term_kind) == (D(2023, 10, 1), D(2025, 9, 30), "fixed")
    assert (third.end, third.term_kind, third.term_months, third.annual_value_pence) == (None, "rolling", 12, 1_080_000)
    assert first.other == {"Who looks after it": "Digital team"}
    assert sheet.question_rows == 0


def test_both_dates_in_one_column() -> None:
    rows = [
        ["Contract", "Supplier", "Contract period", "Value"],
        ["Windows", "Ashbrook Limited", "01/04/2024 - 31/03/2027", "£9,000"],
        ["Doors", "Birch Ltd", "1 April 2024 to 31 March 2026 (plus 2 years)", "£8,000"],
        ["Floors", "Cedar Ltd", "April 2024 – March 2025", "£7,000"],
        ["Walls", "Dunlin Ltd", "2024/25", "£6,000"],
    ]
    found = made.contracts(made.text(rows))
    assert [(c.start, c.end, c.latest_end) for c in found] == [
        (D(2024, 4, 1), D(2027, 3, 31), None),
        (D(2024, 4, 1), D(2026, 3, 31), D(2028, 3, 31)),
        (D(2024, 4, 1), D(2025, 3, 31), None),
        (D(2024, 4, 1), D(2025, 3, 31), None),
    ]


def test_a_table_under_another_with_headings_of_its_own() -> None:
    rows = [
        ["Live contracts"],
        ["Ref", "Title", "Supplier", "Start date", "End date", "Value"],
        ["L1", "Catering", "Ashbrook Limited", "01/01/2024", "31/12/2026", "£5,000"],
        [],
        ["Contracts that have ended"],
        ["Title", "Contract ref", "Supplier", "Expiry date"],
        ["Cleaning", "E1", "Birch Ltd", "31/12/2022"],
    ]
    found = made.contracts(made.text(rows))
    assert [(c.reference, c.title, c.supplier, c.end) for c in found] == [
        ("L1", "Catering", "Ashbrook Limited", D(2026, 12, 31)), ("E1", "Cleaning", "Birch Ltd", D(2022, 12, 31)),
    ]  # fmt: skip


def test_no_headings_at_all() -> None:
    rows = [
        ["K100", "Street lighting columns", "Ashbrook Limited", "01/04/2023", "31/03/2026", "£120,000.00"],
        ["K101", "Traffic signals upkeep", "Birch Signals plc", "01/07/2023", "30/06/2028", "£80,500.00"],
        ["K102", "Gully emptying rounds", "Cedar Drains Limited", "15/01/2024", "14/01/2027", "£45,250.00"],
    ]
    sheet = made.one_sheet(made.text(rows))
    contract = sheet.rows[0].contract
    assert contract is not None
    assert (contract.title, contract.supplier) == ("Street lighting columns", "Ashbrook Limited")
    assert (contract.start, contract.end, contract.value_pence) == (D(2023, 4, 1), D(2026, 3, 31), 12_000_000)
    assert contract.other == {"column 1": "K100"}
    assert any("no headings" in note for note in sheet.notes)


def test_welsh_headings() -> None:
    rows = [
        ["Cyfeirnod", "Teitl", "Cyflenwr", "Dyddiad dechrau", "Dyddiad gorffen", "Gwerth", "Adran"],
        ["W1", "Torri gwair", "Ashbrook Cyf", "01/04/2024", "31/03/2026", "£5,000", "Parciau"],
    ]
    (contract,) = made.contracts(made.text(rows))
    assert (contract.reference, contract.supplier, contract.department, contract.end) == (
        "W1",
        "Ashbrook Cyf",
        "Parciau",
        D(2026, 3, 31),
    )


def test_the_same_sheet_twice_is_one_register() -> None:
    heads = ["Title", "Supplier", "Start", "End"]
    row = ["Catering", "Ashbrook Limited", D(2024, 1, 1), D(2026, 12, 31)]
    reading = made.read(
        made.xlsx({"Page 1": [heads, row], "Sheet1": [["x"], heads, row, ["Laundry", "Birch Ltd", None, "Ongoing"]]})
    )
    assert [sheet.quarantined for sheet in reading.sheets] == [{}, {"repeats_another_sheet": 1}]
    assert [row.contract.title for _, row in reading.proposals if row.contract] == ["Catering", "Laundry"]


def test_what_is_no_register_is_refused_by_a_sentence() -> None:
    spend = [["Supplier", "Payment date", "Transaction number", "Amount"]] + [
        [f"Firm {n} Ltd", f"{n:02}/04/2024", str(n), f"{n}00.00"] for n in range(1, 9)
    ]
    pdf = made.read(b"%PDF-1.4 and so on")
    assert (pdf.outcome, pdf.reason) == (
        "refused",
        "This is a PDF. Ask the publisher for the CSV or spreadsheet behind it.",
    )
    page = made.read(b"<!DOCTYPE html><html><body><table><tr><td>Contracts</td></tr></table></body></html>")
    assert page.outcome == "refused"
    payments = made.read(made.text(spend))
    assert payments.outcome == "refused"
    assert payments.reason is not None and "no list of contracts" in payments.reason
