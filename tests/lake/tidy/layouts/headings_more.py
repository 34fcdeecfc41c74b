"""One heading at a time in many ways, and columns that stand beside those that matter."""

from typing import Any

from tests.lake.tidy.layouts.making import (
    ACCOUNT,
    AMOUNT,
    DAY,
    DEP,
    DEPARTMENT,
    GROSS,
    NUMBER,
    PAID,
    SUPPLIER,
    TRANSACTION,
    A,
    D,
    Layout,
    S,
    always,
    brackets,
    gbp,
    listing,
    published,
    text,
    uk,
)

LAYOUTS: list[Layout] = []


def add(name: str, content: str | bytes, **truth: Any) -> None:
    LAYOUTS.append(published(name, content, **truth))


def amt(h, f=AMOUNT):
    return (h, f)


def sup(h):
    return (h, SUPPLIER)


def day(h, f=uk):
    return (h, lambda p: f(p.day))


for i, h in enumerate(
    [
        "Value (£) Excl VAT",
        "Amount Net of recoverable VAT",
        "Total (ex. VAT)",
        "Invoice value excl. VAT",
        "Payment Amt (excl. recoverable VAT)",
        "Amount (Ex VAT)",
        "Total Amount exc. VAT",
        "Net",
        "NET £",
        "Amount excl VAT (£)",
        "Sum of Net Amount",
        "Net Invoice Value (£)",
        "Amount less VAT",
    ]
):
    add(f"net_{i}", listing([D, S, DEP, amt(h)]), basis="net", columns={"amount": h})
for i, h in enumerate(
    [
        "Amount (Inc VAT)",
        "Gross Amount £",
        "Total inc. VAT",
        "Value (including VAT)",
        "Gross",
        "Invoice Gross",
        "Payment amount (incl VAT)",
        "Amount inclusive of VAT",
    ]
):
    add(
        f"gross_{i}",
        listing([D, S, DEP, amt(h, GROSS)]),
        basis="gross",
        pence_of=lambda p: p.gross,
        columns={"amount": h},
    )
for i, h in enumerate(
    [
        "Amount(£)",
        "AMOUNT_GBP",
        "Spend (£)",
        "Paid Amount",
        "£",
        "Value £",
        "Payment",
        "Cost (£)",
        "Invoice Amt",
        "Amount in GBP (£)",
        "Sum of Amount",
        "Total Paid",
        "Amount £ 's",
        "Transaction Value (GBP)",
        "Expenditure Amount",
        "Actual Amount",
        "Payment Value (£)",
        "Amount paid to supplier",
        "Paid (£)",
        "Amount Spent",
        "Spend Total",
        "Line Amt £",
        "Value of transaction",
        "BASE_AMOUNT",
        "Total invoice amount",
    ]
):
    add(f"amt_{i}", listing([D, S, DEP, amt(h)]), columns={"amount": h})
for i, h in enumerate(
    [
        "Date Invoice Paid",
        "Invoice Paid Date",
        "Date of Invoice Payment",
        "Pay Run Date",
        "BACS Run Date",
        "Settlement Date",
        "Chq Date",
        "Run Date",
        "Payment Run",
        "Date/Time",
        "PAYMENT_DT",
        "Date Pd",
        "Pymt Date",
        "GL Date",
        "Effective date of payment",
        "Processed Date",
        "Date Processed",
        "Date of Payment to Supplier",
        "Trans Date",
        "Posted",
        "Transaction dt",
        "DatePaid",
        "Value Date",
        "Clear Date",
        "Remit Date",
    ]
):
    add(f"date_{i}", listing([day(h), S, DEP, A]), columns={"date": h})
for i, h in enumerate(
    [
        "Supplier - Name",
        "Supplier (T)",
        "Supplier/Payee",
        "Payee/Supplier Name",
        "Vendor/Supplier",
        "Supplier Details",
        "Organisation Paid",
        "Paid To",
        "Payment made to",
        "Company Paid",
        "Name of Payee",
        "Recipient Organisation",
        "Creditor",
        "SUPPLIER_NAME_1",
        "Supplier's name",
        "Trading Partner",
        "Supplier Legal Name",
        "Third Party",
        "Payee Name (Redacted where applicable)",
        "Customer Name",
        "Beneficiary of payment",
        "SupplierDesc",
        "Supplier Name (or redacted)",
        "Third Party Supplier",
        "Business Name",
        "Contractor / Supplier",
    ]
):
    add(f"sup_{i}", listing([D, sup(h), DEP, A]), columns={"supplier": h})
add(
    "two_supplier_cols",
    listing([D, sup("Supplier"), ("Parent Supplier", lambda p: "Group " + p.supplier[:1]), A]),
    columns={"supplier": "Supplier"},
)
add("two_amount_cols_same", listing([D, S, amt("Amount"), ("Amount", GROSS)]))
add("vat_included_flag", listing([D, S, A, ("VAT included Y/N", always("N"))]))
add(
    "po_number",
    listing(
        [
            D,
            S,
            ("PO Number", lambda p: "PO" + p.transaction),
            ("Order value", lambda p: gbp(p.pence * 3)),
            amt("Invoice value"),
        ]
    ),
    columns={"amount": "Invoice value"},
)
add("spend_and_budget_code", listing([("Budget Code", always("123456")), ("Budget Holder", DEPARTMENT), S, D, A]))
add(
    "contract_fields",
    listing(
        [
            D,
            S,
            A,
            ("Contract Title", always("C")),
            ("Contract Start Date", always("01/01/2024")),
            ("Contract End Date", always("31/12/2025")),
        ]
    ),
)
add("grant_flag", listing([("Invoice/Grant", always("Invoice")), D, S, A, ("Capital or Revenue", always("R"))]))
add(
    "gla",
    "Greater London Authority,,,,\r\nExpenditure over £250,,,,\r\nPeriod 1 2024-25,,,,\r\n\r\n"
    + listing(
        [
            ("Vendor ID", NUMBER),
            ("Vendor Name", SUPPLIER),
            ("Cost Element", ACCOUNT),
            ("Clearing Date", lambda p: p.day.strftime("%d %b %Y")),
            ("Amount", lambda p: brackets(p.pence)),
            ("Document Number", TRANSACTION),
            ("Directorate", DEPARTMENT),
        ]
    ),
    furniture=4,
    blank=1,
)
add(
    "hampshire",
    listing(
        [
            ("Supplier", SUPPLIER),
            ("Amount (GBP excl VAT)", AMOUNT),
            ("Payment date", lambda p: p.day.strftime("%d/%m/%Y")),
            ("Dept", DEPARTMENT),
            ("Expense Type", ACCOUNT),
            ("Invoice ref", TRANSACTION),
        ]
    ),
    basis="net",
)
add(
    "kent",
    listing(
        [
            ("Vendor Number", NUMBER),
            ("Supplier", SUPPLIER),
            ("Net amount", AMOUNT),
            ("Purchasing Document", always("45000")),
            ("Clearing", DAY),
            ("Directorate/Division", DEPARTMENT),
        ]
    ),
    basis="net",
    columns={"date": "Clearing"},
)
add(
    "all_same_amount_ints",
    text(
        [["Supplier", "Amount", "Invoice No", "Pay Date"]]
        + [[p.supplier, str(500 + i), str(10000 + i), uk(p.day)] for i, p in enumerate(PAID)]
    ),
    pence_of=lambda p: (500 + PAID.index(p)) * 100,
)
add(
    "negative_receipts",
    text(
        [["Date", "Payee", "Receipts", "Payments"]]
        + [[uk(p.day), p.supplier, "", gbp(p.pence)] for p in PAID]
        + [["30/04/2024", "Precept", "20000.00", ""]]
    ),
    quarantined={"amount missing": 1},
)
add(
    "vat_only_pair",
    text(
        [["Date", "Supplier", "Amount", "of which VAT"]]
        + [[uk(p.day), p.supplier, gbp(p.gross), gbp(p.vat)] for p in PAID]
    ),
    pence_of=lambda p: p.gross,
)
