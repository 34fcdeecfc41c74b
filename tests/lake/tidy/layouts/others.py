"""Tables that are no lists of payments: refused, with the reason."""

from typing import Any

from tests.lake.tidy.layouts.making import (
    DEP,
    DEPARTMENTS,
    PAID,
    A,
    Layout,
    S,
    T,
    commas,
    gbp,
    listing,
    published,
    text,
    uk,
)

LAYOUTS: list[Layout] = []


def add(name: str, content: str | bytes, **truth: Any) -> None:
    LAYOUTS.append(published(name, content, **truth))


add(
    "pivot_csv",
    text(
        [["Row Labels", "Sum of Amount"]] + [[s, commas(5000)] for s in DEPARTMENTS] + [["Grand Total", commas(30000)]]
    ),
    refused="pivot",
)
add(
    "pivot_wide",
    text(
        [["Supplier", "Housing", "Highways", "Grand Total"]]
        + [[p.supplier, gbp(p.pence), "", gbp(p.pence)] for p in PAID]
    ),
    refused="pivot",
)
add(
    "summary_supplier",
    text([["Supplier", "Total Spend"]] + [[f"{p.supplier} {i}", gbp(p.pence)] for i, p in enumerate(PAID)]),
    refused="total",
)
add(
    "summary_department",
    text(
        [["Directorate", "Number of payments", "Total value"]]
        + [[d, str(i + 5), commas(123456 * i + 999)] for i, d in enumerate(DEPARTMENTS)]
    ),
    refused="total",
)
add(
    "register",
    text(
        [
            [
                "Contract Title",
                "Supplier",
                "Contract Reference",
                "Start Date",
                "End Date",
                "Review Date",
                "Contract Value",
                "Option to Extend",
            ]
        ]
        + [
            [
                p.description,
                p.supplier,
                p.transaction,
                "01/04/2024",
                "31/03/2026",
                "01/10/2025",
                commas(p.pence),
                "2 years",
            ]
            for p in PAID
        ]
    ),
    refused="register",
)
add(
    "register2",
    text(
        [
            [
                "Ref",
                "Title of agreement",
                "Supplier Name",
                "Department",
                "Contract Start Date",
                "Contract End Date",
                "Total Contract Value (£)",
                "VCSE/SME",
                "Procurement Process",
            ]
        ]
        + [
            [
                p.transaction,
                p.description,
                p.supplier,
                p.department,
                "01/04/2024",
                "31/03/2026",
                commas(p.pence),
                "SME",
                "Tender",
            ]
            for p in PAID
        ]
    ),
    refused="register",
)
add(
    "register3",
    text(
        [
            [
                "Contract ID",
                "Contract Description",
                "Supplier",
                "Start",
                "End",
                "Annual Value",
                "Lifetime Value",
                "Contact Officer",
            ]
        ]
        + [
            [
                p.transaction,
                p.description,
                p.supplier,
                "01/04/2024",
                "31/03/2026",
                commas(p.pence),
                commas(p.pence * 2),
                "A Officer",
            ]
            for p in PAID
        ]
    ),
    refused="register",
)
add(
    "budget",
    text(
        [["Service", "Budget 2023/24", "Budget 2024/25", "Variance"]]
        + [[d, commas(100000 * i), commas(110000 * i), commas(10000 * i)] for i, d in enumerate(DEPARTMENTS, 1)]
    ),
    refused=" ",
)
add(
    "budget2",
    text(
        [["Cost Centre", "Description", "Budget", "Actual", "Variance"]]
        + [[str(1000 + i), p.account, commas(p.pence), commas(p.pence + 500), commas(-500)] for i, p in enumerate(PAID)]
    ),
    refused=" ",
)
add(
    "staff_pay",
    text(
        [["Directorate", "Job Title", "Grade", "Salary Band", "Salary", "FTE"]]
        + [
            [p.department, p.description, "PO1", "50,000-54,999", commas(5234500 + i * 100), "1.0"]
            for i, p in enumerate(PAID)
        ]
    ),
    refused=" ",
)
add(
    "supplier_list",
    text([["Supplier Name", "Supplier ID", "Postcode"]] + [[p.supplier, p.number, "BO1 1AA"] for p in PAID]),
    refused="money",
)
add(
    "members_allowances",
    text(
        [["Councillor", "Basic Allowance", "Special Responsibility Allowance", "Travel", "Total"]]
        + [
            [f"Cllr A Name{i}", commas(1100000), commas(500000 + i), commas(10000), commas(1610000 + i)]
            for i in range(20)
        ]
    ),
    refused=" ",
)
add(
    "grants_register",
    text(
        [["Date awarded", "Recipient", "Purpose of grant", "Amount awarded", "Time period"]]
        + [[uk(p.day), p.supplier, p.description, commas(p.pence), "1 year"] for p in PAID]
    ),
)
add(
    "contacts",
    text([["Name", "Email", "Telephone"]] + [[p.supplier, "a@b.gov.uk", "01234 567890"] for p in PAID]),
    refused="money",
)
add(
    "prompt_payment",
    text(
        [["Month", "Invoices paid", "Paid within 30 days", "% within 30 days"]]
        + [[f"{m}-24", "1,234", "1,200", "97.2%"] for m in ("Jan", "Feb", "Mar", "Apr")]
    ),
    refused=" ",
)
add(
    "assets",
    text(
        [["UPRN", "Asset Name", "Address", "Postcode", "Valuation", "Tenure"]]
        + [
            [f"10000{i}", p.description, "1 High Street", "BO1 1AA", commas(p.pence), "Freehold"]
            for i, p in enumerate(PAID)
        ]
    ),
    refused=" ",
)
add(
    "bands",
    text([["Date", "Supplier", "Amount"]] + [[uk(p.day), p.supplier, "£500 - £999"] for p in PAID]),
    refused=" ",
)
add("no_header_no_date", listing([DEP, S, T, A], head=False), refused=" ")
