"""More registers in layouts that councils use, and files that are none."""

import datetime as dt

from tallystick.contracts.reading import Extension, Mapping
from tallystick.contracts.reading.fields import COLUMNS
from tallystick.contracts.reading.proposed import FIELDS
from tallystick.reference.register_headings import register_headings
from tests.contracts.reading import made

D = dt.date


def test_an_export_of_contracts_finder() -> None:
    rows = [
        [
            "Notice Identifier",
            "Notice Type",
            "Organisation Name",
            "Status",
            "Published Date",
            "Title",
            "Description",
            "CPV Codes",
            "Contact Name",
            "Contact Email",
            "Value Low",
            "Value High",
            "Awarded Date",
            "Awarded Value",
            "Supplier [Name|Address|Ref type|Ref Number|Is SME|Is VCSE]",
            "Contract start date",
            "Contract end date",
            "OJEU Procedure Type",
        ],
        [
            "CF-77",
            "Contract",
            "Leeds City Council",
            "Awarded",
            "2024-02-01T10:00:00Z",
            "Salt barn",
            "Building a salt barn",
            "45000000",
            "A Person",
            "a.person@example.org",
            "100000",
            "150000",
            "2024-01-20",
            "132500.00",
            "[Ivy Builders Ltd|1 High Street|NONE||Yes|No]",
            "2024-03-01T00:00:00Z",
            "2024-11-30T23:59:59Z",
            "Open",
        ],
    ]
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
        [
            "DN Ref",
            "Contract title",
            "Buying organisation",
            "Department",
            "Supplier(s)",
            "Start date",
            "End date (excluding extensions)",
            "End date (including extensions)",
            "Option to extend",
            "Estimated annual value (ex VAT)",
            "Procurement process",
            "Contact officer",
        ],
        [
            "DN512345",
            "Play equipment",
            "Aldermere Council",
            "Parks",
            "Juniper Play Ltd",
            "2023-04-01",
            "2026-03-31",
            "2028-03-31",
            "2 x 12 months",
            "£40,000.00",
            "Further competition under framework",
            "Parks Officer",
        ],
    ]
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
        ("L1", "Catering", "Ashbrook Limited", D(2026, 12, 31)),
        ("E1", "Cleaning", "Birch Ltd", D(2022, 12, 31)),
    ]


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
    assert "no list of contracts" in str(payments.reason)


def test_headings_that_are_short_or_misspelt_and_a_row_of_units() -> None:
    rows = [
        [
            "Cont Ref",
            "Contarct Title",
            "Suplier",
            "Start Dt",
            "Max Expiry inc Ext",
            "Exp Date",
            "Val",
            "Ext Options Remaining",
        ],
        [None, None, None, "(dd/mm/yyyy)", "(dd/mm/yyyy)", "(dd/mm/yyyy)", "(£000)", None],
        ["1", "Salt", "Ivy Ltd", "1/4/23", "31/3/27", "31/3/25", "12.5", "1+1"],
        ["2", "Grit", "Juniper Ltd", "1/4/23", "N/A", "31/3/25", "7", "none"],
    ]
    sheet = made.one_sheet(made.text(rows))
    assert sheet.header_rows == 2
    fields = ["reference", "title", "supplier", "start", "latest_end", "end", "value", "extension"]
    assert [c.field for c in sheet.columns] == fields
    first, second = (row.contract for row in sheet.rows if row.contract)
    assert (first.value_pence, first.latest_end, first.end) == (1_250_000, D(2027, 3, 31), D(2025, 3, 31))
    assert second.latest_end == D(2025, 3, 31)


def test_headings_down_the_side_are_refused_with_a_way_out() -> None:
    rows = [
        ["Contract title", "Parking"],
        ["Supplier", "Ivy Ltd"],
        ["Start date", "01/04/2024"],
        ["End date", "31/03/2026"],
    ]
    reading = made.read(made.text(rows))
    assert reading.outcome == "refused"
    assert "down the left side" in str(reading.reason)


def test_sheets_that_say_whether_their_contracts_still_run() -> None:
    heads = ["Ref", "Title", "Supplier", "End"]
    data = made.xlsx(
        {
            "Live": [heads, ["1", "Salt", "Ivy Ltd", D(2026, 3, 31)]],
            "Expired": [heads, ["2", "Grit", "Elm Ltd", D(2020, 3, 31)]],
        }
    )
    assert [c.status for c in made.contracts(data)] == ["Live", "Expired"]


def test_what_a_person_said_of_the_columns_wins() -> None:
    rows = [
        ["Lot name", "Who", "Colour", "When it stops"],
        ["Salt", "Ivy Ltd", "Red", "03/04/2026"],
        ["Grit", "Elm Ltd", "Blue", "05/04/2026"],
    ]
    first = made.one_sheet(made.text([["Ref", *rows[0]], ["1", *rows[1]], ["2", *rows[2]]]))
    said = Mapping({"lot name": "title", "who": "supplier", "colour": "other", "when it stops": "end"}, "month")
    sheet = made.one_sheet(made.text([["Ref", *rows[0]], ["1", *rows[1]], ["2", *rows[2]]]), mapping=said)
    contract = sheet.rows[1].contract
    assert contract is not None
    assert (contract.title, contract.supplier, contract.end) == ("Salt", "Ivy Ltd", D(2026, 3, 4))
    assert contract.other == {"Colour": "Red"}
    column = sheet.columns[2]
    assert (column.key, column.field, column.how, column.confidence, column.sample) == (
        "who",
        "supplier",
        "person",
        1.0,
        ("Ivy Ltd", "Elm Ltd"),
    )
    assert sheet.fingerprint == first.fingerprint
    assert (
        sheet.fingerprint
        != made.one_sheet(made.text([["Title", "Supplier", "End"], ["Salt", "Ivy Ltd", "31/03/2026"]])).fingerprint
    )


def test_every_column_that_a_mapping_may_name_is_a_field() -> None:
    assert set(register_headings()) == set(COLUMNS)
    beside = {
        "period",
        "company_or_charity",
        "sme_or_vcse",
        "more_suppliers",
        "value",
        "annual_value",
        "value_low",
        "value_high",
        "irrecoverable_vat",
        "extendable",
        "extension_count",
        "break",
        "renewal",
    }
    assert set(COLUMNS) - beside <= set(FIELDS)


def test_whose_register_it_is() -> None:
    rows = [["Title", "Supplier", "End"], ["Salt", "Ivy Ltd", "31/03/2026"]]
    titled = [["Wakefield Council: contracts register"], *rows]
    assert made.read(made.text(titled)).organisation == {
        "code": "GB-LAE-WKF",
        "name": "Wakefield Metropolitan District Council",
        "how": "content",
    }
    assert made.read(made.text(rows), organisation="Leeds City Council").organisation["code"] == "GB-LAE-LDS"
    assert made.read(made.text(rows), organisation="Aldermere").organisation == {
        "code": None,
        "name": "Aldermere",
        "how": "given",
    }
    assert made.read(made.text(rows)).organisation["how"] == "not known"


def test_a_page_of_words_above_a_short_table() -> None:
    words = [
        "Aldermere Council",
        "This register has all contracts over £5,000, and grants, in line with the Code.",
        "Key:,SME = small",
        "",
    ]
    heads = "Contract Number,Agreement,Dept,Company,Period of contract,Cost £,SME?"
    row = '0001,Fleet wash,Fleet,Ashbrook Ltd,1/4/24-31/3/25,"5,500",Y'
    sheet = made.one_sheet("\n".join([*words, heads, row]).encode())
    contract = sheet.rows[-1].contract
    assert contract is not None
    assert (contract.reference, contract.start, contract.end) == ("0001", D(2024, 4, 1), D(2025, 3, 31))
    assert (contract.value_pence, contract.sme, contract.department) == (550_000, True, "Fleet")
