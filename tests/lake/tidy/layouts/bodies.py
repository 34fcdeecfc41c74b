"""Columns as the police, the NHS, departments, universities and the transparency code have them."""

from datetime import date
from typing import Any

from tests.lake.tidy.layouts.making import (
    ACCOUNT,
    AMOUNT,
    DAY,
    DEPARTMENT,
    DESCRIPTION,
    GROSS,
    NUMBER,
    SUPPLIER,
    TRANSACTION,
    VAT,
    A,
    D,
    Layout,
    S,
    always,
    commas,
    gbp,
    iso,
    listing,
    pound,
    published,
    uk,
)

LAYOUTS: list[Layout] = []


def add(name: str, content: str | bytes, **truth: Any) -> None:
    LAYOUTS.append(published(name, content, **truth))


add(
    "parish",
    "Ambridge Parish Council,,,\nPayments made in April 2024,,,\n\n"
    + listing([("Date", DAY), ("Payee", SUPPLIER), ("Details", DESCRIPTION), ("Total", lambda p: pound(p.pence))]),
    furniture=3,
    blank=1,
)
add(
    "police",
    listing(
        [
            ("Force", always("Borsetshire Police")),
            ("Business Area", DEPARTMENT),
            ("Expenditure Type", ACCOUNT),
            ("Merchant/Supplier", SUPPLIER),
            ("Date", lambda p: p.day.strftime("%d %B %Y")),
            ("£", AMOUNT),
        ]
    ),
    columns={"amount": "£"},
)
add(
    "nhs",
    listing(
        [
            ("Department family", always("Department of Health and Social Care")),
            ("Entity", always("Borchester NHS Foundation Trust")),
            ("Date", DAY),
            ("Expense Type", ACCOUNT),
            ("Expense area", DEPARTMENT),
            ("Supplier", SUPPLIER),
            ("Transaction number", lambda p: f"{int(p.transaction):,}"),
            ("Amount", lambda p: commas(p.pence)),
            ("VAT Registration Number", always("GB123456789")),
        ]
    ),
    columns={"organisation": "Entity", "vat_number": "VAT Registration Number"},
)
add(
    "department_full",
    listing(
        [
            ("Department family", always("Cabinet Office")),
            ("Entity", always("Cabinet Office")),
            ("Date", DAY),
            ("Expense type", ACCOUNT),
            ("Expense area", DEPARTMENT),
            ("Supplier", SUPPLIER),
            ("Transaction no.", TRANSACTION),
            ("£", lambda p: commas(p.pence)),
            ("Description", DESCRIPTION),
            ("Supplier Postcode", always("SW1A 2AS")),
            ("Supplier type", always("SME")),
            ("Contract number", always("C123")),
            ("Project code", always("P1")),
            ("Item text", DESCRIPTION),
            ("Expenditure type", always("Revenue")),
        ]
    ),
    columns={"amount": "£"},
)
add(
    "university",
    listing(
        [
            ("Pay To Name", SUPPLIER),
            ("Cheque Dt", DAY),
            ("Inv Net Amt", AMOUNT),
            ("Inv Vat Amt", VAT),
            ("Inv Tot Amt", GROSS),
            ("Faculty", DEPARTMENT),
        ]
    ),
    basis="net",
)
add(
    "fire",
    listing(
        [
            ("Supplier Name", SUPPLIER),
            ("Supplier Ref.", NUMBER),
            ("Reference", TRANSACTION),
            ("Post Date", DAY),
            ("Amount Excl. Recoverable VAT", AMOUNT),
            ("Capital / Revenue", always("Revenue")),
        ]
    ),
    basis="net",
)
add(
    "transparency_code_2015",
    listing(
        [
            ("Organisation Name", always("Borchester Borough Council")),
            ("Organisation Code", always("E07000999")),
            ("Effective Date", DAY),
            ("Directorate", DEPARTMENT),
            ("Service Category Label", ACCOUNT),
            ("Supplier Name", SUPPLIER),
            ("Payment Date", DAY),
            ("Transaction Number", TRANSACTION),
            ("Net Amount", AMOUNT),
            ("Irrecoverable VAT", always("0.00")),
            ("Purpose of Spend", DESCRIPTION),
            ("Procurement (Merchant) Category", ACCOUNT),
        ]
    ),
    basis="net",
    columns={"date": "Payment Date"},
)
add(
    "lgtc_ids",
    listing(
        [
            ("organisationlabel", always("Borchester")),
            ("organisationcode", always("http://opendatacommunities.org/id/district-council/borchester")),
            ("servicelabel", DEPARTMENT),
            ("suppliername", SUPPLIER),
            ("supplierid", NUMBER),
            ("date", lambda p: iso(p.day)),
            ("amount", AMOUNT),
            ("irrecoverablevat", always("0")),
            ("transactionnumber", TRANSACTION),
        ]
    ),
)
add(
    "company_numbers",
    listing(
        [
            D,
            S,
            ("Company Number", lambda p: str(1234567 + int(p.number) % 100)),
            ("Supplier VAT No", always("123 4567 89")),
            ("ProClass", always("201100")),
            ("CPV Code", always("45000000-7")),
            A,
        ]
    ),
    columns={"company_number": "Company Number", "vat_number": "Supplier VAT No"},
)
add(
    "postcodes",
    listing(
        [
            ("Postcode", always("AM1 1AA")),
            D,
            S,
            ("Delivery Postcode", lambda p: f"AM2 {int(p.number) % 10}BB"),
            ("Supplier Post Code", lambda p: f"BX{1 + int(p.number) % 20} 4CD"),
            A,
        ]
    ),
    columns={"supplier_postcode": "Supplier Post Code"},
)
add(
    "postcodes_of_the_publisher",
    listing(
        [D, S, ("Post code", always("AM1 1AA")), ("Delivery Postcode", lambda p: f"AM2 {int(p.number) % 10}BB"), A]
    ),
    columns={"supplier_postcode": None},
)
add(
    "proclass_sercop",
    listing(
        [
            D,
            S,
            A,
            ("SeRCOP", always("Adult Social Care")),
            ("ProClass Vocabulary 10.1", always("Social Care")),
            ("Procurement Card Y/N", always("N")),
        ]
    ),
    columns={"card": "Procurement Card Y/N"},
)
add(
    "start_end_dates",
    listing(
        [
            ("Invoice Date", lambda p: uk(date(2024, 3, p.day.day))),
            ("Payment Date", DAY),
            S,
            A,
            ("Service Start Date", always("01/04/2024")),
            ("Service End Date", always("30/04/2024")),
        ]
    ),
    columns={"date": "Payment Date"},
)
add(
    "extra_money_columns",
    listing(
        [
            D,
            S,
            ("Invoice Total", lambda p: gbp(p.gross + 1000)),
            ("Line Amount", AMOUNT),
            ("Running Total", lambda p: gbp(p.pence * 3)),
        ]
    ),
    columns={"amount": "Line Amount"},
)
