"""What stands above, between and after the payments: titles, two rows of headings, none, page breaks."""

import functools
import operator
from typing import Any

from tests.lake.tidy.layouts.making import (
    ACC,
    AMOUNT,
    DEP,
    DEPARTMENTS,
    GROSS,
    PAID,
    SUM,
    VAT,
    A,
    D,
    Layout,
    S,
    T,
    always,
    commas,
    gbp,
    listing,
    published,
    rows,
    text,
    uk,
)

LAYOUTS: list[Layout] = []


def add(name: str, content: str | bytes, **truth: Any) -> None:
    LAYOUTS.append(published(name, content, **truth))


add(
    "sql_preamble",
    "SQL> select * from spend_over_500 where period = '201404';\r\n\r\n"
    + listing([("Body Name", always("Borchester Borough Council")), DEP, ACC, D, T, A, S])
    + "\r\n20 rows selected.\r\n\r\nSQL> spool off\r\n",
    furniture=4,
    blank=3,
)
add(
    "title_preamble",
    "Borchester Borough Council\r\nPayments to suppliers over £500\r\nReport run on 03/05/2024 10:15\r\n\r\n"
    + listing([D, DEP, S, A]),
    furniture=4,
    blank=1,
)
add(
    "title_commas",
    "Expenditure over £500 - April 2024,,,,\r\n,,,,\r\n" + listing([D, DEP, ACC, S, A]),
    furniture=2,
    blank=1,
)
add(
    "long_preamble",
    "\r\n".join(
        [
            "Borchester Council",
            "Publication of spend",
            "This data is published under the Open Government Licence v3.0.",
            "Contact: finance@borchester.gov.uk",
            "Note: amounts are net of VAT",
            "",
            "",
            "",
        ]
    )
    + "\r\n"
    + listing([D, S, A, DEP]),
    furniture=6,
    blank=3,
)
add(
    "params_preamble",
    "Parameters,\r\nFrom Date,01/04/2024\r\nTo Date,30/04/2024\r\nMinimum Amount,500.00\r\nSupplier,All\r\n"
    + listing([D, DEP, S, A]),
    furniture=6,
)
add("sum_above", "Total,,," + commas(SUM) + "\r\n" + listing([D, DEP, S, A]), furniture=2)
add(
    "two_header_rows_group_above",
    text([["Payment", "", "Supplier", "", "Value", ""], ["Date", "Ref", "Name", "Number", "Net", "VAT"]])
    + text([[uk(p.day), p.transaction, p.supplier, p.number, gbp(p.pence), gbp(p.vat)] for p in PAID]),
    furniture=2,
    basis="net",
    columns={"supplier": "Supplier Name", "supplier_number": "Supplier Number"},
)
add(
    "two_header_rows_split",
    text([["Date", "Supplier", "Net", "Cost Centre"], ["Paid", "Name", "Amount", "Description"]])
    + text([[uk(p.day), p.supplier, gbp(p.pence), p.department] for p in PAID]),
    furniture=2,
    basis="net",
)
add(
    "units_row",
    text([["Date", "Supplier", "Amount", "Department"], ["", "", "£", ""]])
    + text([[uk(p.day), p.supplier, gbp(p.pence), p.department] for p in PAID]),
    furniture=2,
)
add("no_header", listing([D, DEP, ACC, S, T, A], head=False), furniture=0)
add("no_header_min", listing([S, D, A], head=False), furniture=0)
add("no_header_two_amounts", listing([D, S, ("", AMOUNT), ("", VAT), ("", GROSS)], head=False), furniture=0)


def paged(cols, n=7, foot=True):
    out = []
    pages = [PAID[i : i + n] for i in range(0, 20, n)]
    for i, pg in enumerate(pages, 1):
        out += rows(cols, pg)
        if foot:
            out.append([f"Page {i} of {len(pages)}"])
    return text(out)


add("repeated_headers", paged([D, DEP, S, A]), furniture=6)
add("repeated_headers_nofoot", paged([D, DEP, S, A], foot=False), furniture=3)
add("header_partway", text(rows([D, DEP, S, A], PAID[:0])) + text(rows([D, DEP, S, A], PAID)[1:]))
sunken = rows([D, DEP, S, A], PAID)
add("header_midway", text(sunken[1:6] + sunken[:1] + sunken[6:]), furniture=1)
add("trailing_empty_columns", text([r + [""] * 9 for r in rows([D, DEP, S, A])] + [[""] * 13] * 5), blank=5)
add("blank_between", text(functools.reduce(operator.iadd, [[r, [""] * 4] for r in rows([D, DEP, S, A])], [])), blank=21)
add("one_row", listing([D, DEP, S, A], paid=PAID[:1]), paid=PAID[:1], redacted=0)
add("two_rows", listing([S, D, A], paid=PAID[:2]), paid=PAID[:2], redacted=0)
add("nil_return", listing([D, DEP, S, A], paid=[]), paid=[])
add(
    "row_numbers",
    text(
        [["", "Date", "Supplier", "Amount"]]
        + [[str(i), uk(p.day), p.supplier, gbp(p.pence)] for i, p in enumerate(PAID, 1)]
        + [["", "", "", gbp(SUM)]]
    ),
    furniture=2,
)
add(
    "row_numbers_nohead",
    text([[str(i), uk(p.day), p.supplier, p.description, gbp(p.pence)] for i, p in enumerate(PAID, 1)]),
    furniture=0,
)
add(
    "department_once",
    text(
        [["Directorate", "Date", "Supplier", "Amount"]]
        + [[p.department if i % 5 == 0 else "", uk(p.day), p.supplier, gbp(p.pence)] for i, p in enumerate(PAID)]
    ),
)
add(
    "title_with_header_words",
    "Supplier Payments - Date: April 2024, Amount over £500\r\n" + listing([D, DEP, S, A]),
    furniture=2,
)
add(
    "spaces_headings",
    listing(
        [
            (" Date ", lambda p: " " + uk(p.day) + " "),
            ("  Supplier  ", lambda p: " " + p.supplier + "  "),
            (" Amount ", lambda p: " " + gbp(p.pence) + " "),
        ]
    ),
)
add(
    "quoted_header_newline_preamble",
    '"Borchester City Council\nPayments over £500\nApril 2024",,,\r\n' + listing([D, DEP, S, A]),
    furniture=2,
)
add("many_blank_then_header", "\r\n" * 30 + listing([D, DEP, S, A]), blank=30)
add("header_twice", text(rows([D, DEP, S, A])[:1] + rows([D, DEP, S, A])), furniture=2)
add(
    "header_repeat_upper",
    text(
        [
            *rows([D, DEP, S, A])[:10],
            ["DATE PAID", "DIRECTORATE", "SUPPLIER NAME", "AMOUNT"],
            *rows([D, DEP, S, A])[10:],
        ]
    ),
    furniture=2,
)
add("appended_other_order", text(rows([D, DEP, S, A], PAID[:10])) + text(rows([S, A, D, DEP], PAID[10:])), furniture=2)
add(
    "appended_months_title",
    "April 2024,,,\r\n"
    + text(rows([D, DEP, S, A], PAID[:10]))
    + ",,,\r\nMay 2024,,,\r\n"
    + text(rows([D, DEP, S, A], PAID[10:])),
    furniture=4,
    blank=1,
)
add(
    "side_table",
    text(
        [["Date", "Supplier", "Amount", "", "Directorate", "Total"]]
        + [
            [
                uk(p.day),
                p.supplier,
                gbp(p.pence),
                "",
                *([DEPARTMENTS[i], "1,000.00"] if i < len(DEPARTMENTS) else ["", ""]),
            ]
            for i, p in enumerate(PAID)
        ]
    ),
    columns={"amount": "Amount"},
)
