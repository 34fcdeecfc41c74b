"""Columns under the headings that different ledgers and publishers give them."""

from typing import Any

from tests.lake.tidy.layouts.making import (
    ACC,
    ACCOUNT,
    AMOUNT,
    DAY,
    DEP,
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
    T,
    always,
    commas,
    iso,
    listing,
    pound,
    published,
    trailing,
)

LAYOUTS: list[Layout] = []


def add(name: str, content: str | bytes, **truth: Any) -> None:
    LAYOUTS.append(published(name, content, **truth))


add("plain", listing([D, DEP, ACC, S, T, A]))
add(
    "amount_first",
    listing([("Amount (£)", lambda p: commas(p.pence)), ("Supplier", SUPPLIER), ("Payment Date", DAY), DEP]),
)
add("minimal3", listing([D, S, A]))
add(
    "birmingham_sap",
    listing(
        [
            ("VENDOR NAME", SUPPLIER),
            ("CLEARING DATE", lambda p: p.day.strftime("%d.%m.%Y")),
            ("LINE VALUE (£)", lambda p: trailing(p.pence)),
            ("SUPPLIER ID", NUMBER),
            ("SERVICE AREA", DEPARTMENT),
            ("COST ELEMENT DESCRIPTION", ACCOUNT),
        ]
    ),
    columns={"supplier_number": "SUPPLIER ID"},
)
add(
    "sap_long",
    listing(
        [
            ("Comp. Code", always("1000")),
            ("Vendor", NUMBER),
            ("Name 1", SUPPLIER),
            ("Doc. No.", TRANSACTION),
            ("Pstng Date", lambda p: p.day.strftime("%d.%m.%Y")),
            ("Amount in LC", lambda p: trailing(p.pence)),
            ("Curr.", always("GBP")),
            ("G/L Account Description", ACCOUNT),
            ("Cost Ctr Description", DEPARTMENT),
        ]
    ),
    columns={"supplier": "Name 1", "supplier_number": "Vendor"},
)
add(
    "agresso",
    listing(
        [
            ("Client", always("BC")),
            ("TransNo", TRANSACTION),
            ("Ap/Ar ID", NUMBER),
            ("Ap/Ar ID(T)", SUPPLIER),
            ("Account(T)", ACCOUNT),
            ("CostC(T)", DEPARTMENT),
            ("Trans.date", DAY),
            ("Amount", AMOUNT),
        ]
    ),
    columns={"supplier": "Ap/Ar ID(T)", "account": "Account(T)", "department": "CostC(T)"},
)
add(
    "agresso_cur",
    listing(
        [
            ("Period", always("202404")),
            ("Pay date", DAY),
            ("SuppID", NUMBER),
            ("SuppID (T)", SUPPLIER),
            ("Curr. amount", AMOUNT),
            ("Text", DESCRIPTION),
        ]
    ),
    columns={"date": "Pay date", "supplier": "SuppID (T)"},
)
add(
    "oracle",
    listing(
        [
            ("OPERATING_UNIT", always("Borchester City Council")),
            ("VENDOR_NAME", SUPPLIER),
            ("VENDOR_NUM", NUMBER),
            ("INVOICE_NUM", lambda p: "INV" + p.transaction),
            ("CHECK_DATE", lambda p: p.day.strftime("%d-%b-%Y").upper()),
            ("DIST_AMOUNT", AMOUNT),
            ("SEGMENT2_DESC", DEPARTMENT),
            ("SEGMENT3_DESC", ACCOUNT),
        ]
    ),
    columns={"supplier": "VENDOR_NAME"},
)
add(
    "oracle_dd_mon_yy",
    listing(
        [
            ("Supplier Name", SUPPLIER),
            ("Accounting Date", lambda p: p.day.strftime("%d-%b-%y").upper()),
            ("Invoice Distribution Amount", AMOUNT),
            ("Cost Centre Description", DEPARTMENT),
        ]
    ),
)
add(
    "civica",
    listing(
        [
            ("Creditor Name", SUPPLIER),
            ("Creditor Ref", NUMBER),
            ("Cheque/BACS Date", DAY),
            ("Net Value", AMOUNT),
            ("VAT Value", VAT),
            ("Gross Value", GROSS),
            ("Narrative", DESCRIPTION),
        ]
    ),
    basis="net",
    columns={"date": "Cheque/BACS Date", "gross": "Gross Value", "vat": "VAT Value"},
)
add(
    "integra",
    listing(
        [
            ("Supplier's Name", SUPPLIER),
            ("Paid On", DAY),
            ("Nett £", AMOUNT),
            ("VAT £", VAT),
            ("Total £", GROSS),
            ("Nominal Desc", ACCOUNT),
        ]
    ),
    basis="net",
)
add(
    "gross_only",
    listing([D, S, ("Amount (inc VAT) £", lambda p: commas(p.gross))]),
    basis="gross",
    pence_of=lambda p: p.gross,
)
add("net_exc", listing([D, S, ("Amount £ (exc. VAT)", lambda p: commas(p.pence))]), basis="net")
add(
    "net_after_gross",
    listing(
        [
            D,
            S,
            ("Gross Amount", lambda p: commas(p.gross)),
            ("VAT Amount", lambda p: commas(p.vat)),
            ("Net Amount", lambda p: commas(p.pence)),
        ]
    ),
    basis="net",
)
add("amount_paid_irrecoverable_vat", listing([D, S, ("Amount Paid", AMOUNT), ("Irrecoverable VAT", always("0.00"))]))
add(
    "value_of_payment",
    listing(
        [
            ("Name of Supplier", SUPPLIER),
            ("Value of payment", lambda p: pound(p.pence)),
            ("Date of payment", DAY),
            ("What it was for", DESCRIPTION),
        ]
    ),
)
add(
    "sum_of_net",
    listing([("Supplier", SUPPLIER), ("Date", DAY), ("Sum of Net", AMOUNT), ("Ref", TRANSACTION)]),
    basis="net",
)
add(
    "amount_gbp", listing([("Payee", SUPPLIER), ("Payment date", DAY), ("Amount GBP", AMOUNT), ("Service", DEPARTMENT)])
)
add(
    "typos",
    listing(
        [
            ("Suplier Name", SUPPLIER),
            ("Payement Date", DAY),
            ("Ammount", AMOUNT),
            ("Directrate", DEPARTMENT),
            ("Expenditure Catagory", ACCOUNT),
        ]
    ),
    columns={"supplier": "Suplier Name", "date": "Payement Date", "amount": "Ammount"},
)
add(
    "headings_shout_abbrev",
    listing(
        [("SUPP NAME", SUPPLIER), ("PMT DATE", DAY), ("AMT", AMOUNT), ("DEPT", DEPARTMENT), ("DESCR", DESCRIPTION)]
    ),
    columns={"date": "PMT DATE", "amount": "AMT", "department": "DEPT"},
)
add(
    "camel",
    listing(
        [
            ("supplierName", SUPPLIER),
            ("paymentDate", lambda p: iso(p.day)),
            ("paymentAmount", AMOUNT),
            ("serviceArea", DEPARTMENT),
            ("expenseType", ACCOUNT),
        ]
    ),
)
add(
    "heading_breaks",
    listing(
        [
            ("Payment\nDate", DAY),
            ("Supplier\r\nName", SUPPLIER),
            ("Amount\n(£)", lambda p: commas(p.pence)),
            ("Department /\nService", DEPARTMENT),
        ]
    ),
)
add(
    "heading_questions",
    listing(
        [
            ("Who was paid?", SUPPLIER),
            ("When was it paid?", DAY),
            ("How much was paid?", lambda p: pound(p.pence)),
            ("What for?", DESCRIPTION),
        ]
    ),
    columns={"supplier": "Who was paid?", "date": "When was it paid?"},
)
