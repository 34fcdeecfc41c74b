"""Workbooks of one sheet and of several."""

from typing import Any

from tests.lake.tidy.layouts.making import (
    AMOUNT,
    DAY,
    DEPARTMENT,
    DEPARTMENTS,
    PAID,
    SUM,
    SUPPLIER,
    Layout,
    book,
    published,
    rows,
    uk,
)

LAYOUTS: list[Layout] = []


def add(name: str, content: str | bytes, **truth: Any) -> None:
    LAYOUTS.append(published(name, content, **truth))


W = [
    ("Date Paid", lambda p: p.day),
    ("Directorate", DEPARTMENT),
    ("Supplier Name", SUPPLIER),
    ("Amount", lambda p: p.pence / 100),
]
add("xlsx", book({"Data": rows(W)}), file="spend.xlsx")
add(
    "xlsx_notes_pivot_data",
    book(
        {
            "Notes": [["Notes"], ["This workbook lists payments over £500."], ["Amounts are net of VAT."]],
            "Pivot": [
                ["Row Labels", "Sum of Amount"],
                ["Housing", 895.21],
                ["Highways", 2345],
                ["Grand Total", 3240.21],
            ],
            "Data": [["Borchester Borough Council"], ["April 2024"], [], *rows(W)],
        }
    ),
    file="spend.xlsx",
    outcome="partly",
    furniture=3,
    blank=1,
)
add(
    "xlsx_month_sheets",
    book({"April": rows(W, PAID[:10]), "May": rows(W, PAID[10:]), "Sheet3": []}),
    file="spend.xlsx",
    furniture=2,
)
add(
    "xlsx_merged_title",
    book(
        {
            "Spend": [
                ["Payments over £500 April 2024", None, None, None],
                [],
                [None, "Payment", None, None],
                *rows(W),
                [],
                [None, None, "Total", SUM / 100],
            ]
        }
    ),
    file="spend.xlsx",
    furniture=4,
    blank=2,
)
add(
    "xlsx_two_tables",
    book(
        {
            "Spend": [
                *rows(W, PAID[:10]),
                [],
                ["Purchase card payments"],
                *rows(
                    [("Merchant", SUPPLIER), ("Transaction Date", lambda p: p.day), ("Value", lambda p: p.pence / 100)],
                    PAID[10:],
                ),
            ]
        }
    ),
    file="spend.xlsx",
    furniture=3,
    blank=1,
)
add(
    "xlsx_text_numbers",
    book({"Spend": rows([("Date", DAY), ("Supplier", SUPPLIER), ("Amount", AMOUNT)])}),
    file="spend.xlsx",
)
add(
    "xlsx_float_noise",
    book(
        {
            "Spend": rows(
                [
                    ("Date", lambda p: p.day),
                    ("Supplier", SUPPLIER),
                    ("Amount", lambda p: p.pence / 100 * 1.0000000000000002),
                ]
            )
        }
    ),
    file="spend.xlsx",
)
add("xlsx_offset", book({"Spend": [[], []] + [[None, None, *r] for r in rows(W)]}), file="spend.xlsx", blank=2)
add(
    "xlsx_mixed_dates",
    book(
        {
            "Spend": rows(
                [
                    ("Date", lambda p: p.day if p.day.day <= 12 else uk(p.day)),
                    ("Supplier", SUPPLIER),
                    ("Amount", lambda p: p.pence / 100),
                ]
            )
        }
    ),
    file="spend.xlsx",
)
add(
    "xlsx_contents",
    book(
        {
            "Contents": [["Contents"], ["April"], ["May"]],
            "Lookup": [["Code", "Directorate"], ["A", "Adults"], ["H", "Housing"]],
            "April": rows(W, PAID[:10]),
            "May": rows(W, PAID[10:]),
        }
    ),
    file="spend.xlsx",
    furniture=2,
)
add(
    "xlsx_summary_first",
    book(
        {
            "Summary": [["Directorate", "Total"]] + [[d, 1000.5 * i] for i, d in enumerate(DEPARTMENTS, 1)],
            "Data": rows(W),
        }
    ),
    file="spend.xlsx",
    outcome="partly",
)
add("xlsx_total_formula", book({"Data": [*rows(W), [None, None, "Total", SUM / 100]]}), file="s.xlsx", furniture=2)
