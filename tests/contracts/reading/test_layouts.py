"""Registers in layouts that councils use, made up, each read whole: what every row became."""

import datetime as dt

import pytest

from tallystick.contracts.reading import Notice
from tests.contracts.reading import made

D = dt.date


def test_the_template_of_the_local_government_association() -> None:
    heads = [
        "Organisation name",
        "Organisation Code",
        "Effective Date",
        "Contract Reference number / ID",
        "Open Contracting ID",
        "Title of the Agreement",
        "Contract type",
        "Directorate / service responsible",
        "Description of goods and services",
        "Procurement classification: CPV label",
        "Procurement classification: CPV code",
        "Contract start date",
        "End date",
        "Review date",
        "Last extension date",
        "Contract value",
        "Fixed cost / estimated cost",
        "Irrecoverable VAT",
        "Supplier name",
        "Supplier registered company number",
        "Supplier registered charity number",
        "SME supplier",
        "VCSE supplier",
        "VCSE supplier type",
        "Nominated contact point: email",
        "Tender process type",
        "Tender document URL",
    ]
    row = [
        "Leeds City Council",
        "E08000035",
        "01/04/2024",
        "LCC-0012",
        "ocds-b5fd17-1",
        "Parking machines",
        "Single award contract",
        "Highways",
        "Supply and upkeep of parking machines",
        "Parking meters",
        "38730000-1",
        "01/05/2022",
        "30/04/2025",
        "31/10/2024",
        "30/04/2027",
        "120000",
        "Estimated cost",
        "0",
        "Ashbrook Limited",
        "1234567",
        "",
        "Yes",
        "No",
        "",
        "parking@example.org",
        "Published invitation to tender",
        "https://example.org/itt",
    ]
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
    ]
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
    data = made.xlsx(
        {
            "Read me": [["This workbook lists the contracts of each department."]],
            "Housing": [heads, ["Gas servicing", "Cedar Heating Ltd", D(2022, 4, 1), D(2026, 3, 31), "£250,000"]],
            "Leisure Services": [
                heads,
                ["Pool chemicals", "Dunlin Supplies Ltd", D(2024, 6, 1), D(2025, 5, 31), "12k"],
            ],
            "Lists": [["Yes"], ["No"]],
        }
    )
    reading = made.read(data)
    assert [(s.sheet, s.outcome) for s in reading.sheets] == [
        ("Housing", "loaded"),
        ("Leisure Services", "loaded"),
        ("Read me", "notes"),
        ("Lists", "notes"),
    ]
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
        ("Boiler repairs", "Ashbrook Limited"),
        ("Boiler renewals", "Ashbrook Limited"),
        ("Lift upkeep", "Birch Lifts plc"),
    ]


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
        (D(2024, 4, 1), D(2027, 3, 31), 7_500_000),
        (D(2024, 10, 1), D(2026, 9, 30), 2_050_000),
    ]


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
        ("Door entry", D(2024, 4, 1), D(2027, 3, 31)),
        ("CCTV", D(2024, 7, 1), D(2027, 6, 30)),
    ]
    assert found[0].notice == Notice(3, "months")
