"""Totals, subtotals, sections and notes, in whichever column they stand."""

from typing import Any

from tests.lake.tidy.layouts.making import (
    DEP,
    DESC,
    PAID,
    SUM,
    A,
    D,
    Layout,
    S,
    T,
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


def tot(*cells):
    return text([list(cells)])


add("grand_total_first", listing([D, DEP, S, A]) + tot("Grand Total", "", "", gbp(SUM)), furniture=2)
add("grand_total_supplier", listing([D, DEP, S, A]) + tot("", "", "TOTAL", gbp(SUM)), furniture=2)
add("grand_total_dept", listing([D, DEP, S, A]) + tot("", "Grand Total:", "", gbp(SUM)), furniture=2)
add("bare_total", listing([D, DEP, S, A]) + tot("", "", "", gbp(SUM)), furniture=2)
add("total_last_column", listing([D, S, A, DEP]) + tot("", "", gbp(SUM), "Total"), furniture=2)
add(
    "count_and_total",
    listing([D, DEP, S, A]) + tot("Number of payments: 20", "", "Total payments", gbp(SUM)),
    furniture=2,
)


def sub(label, where=1):
    out = rows([D, DEP, S, A], [])
    for dep in sorted({p.department for p in PAID}):
        mine = [p for p in PAID if p.department == dep]
        out += rows([D, DEP, S, A], mine, head=False)
        r = ["", "", "", gbp(sum(p.pence for p in mine))]
        r[where] = label(dep)
        out.append(r)
    out.append(["Grand Total", "", "", gbp(SUM)])
    return text(out)


add("subtotals_dep_total", sub(lambda d: f"{d} Total"), furniture=7)
add("subtotals_total_for", sub(lambda d: f"Total for {d}"), furniture=7)
add("subtotals_bare", sub(lambda d: ""), furniture=7)
add("subtotals_upper", sub(lambda d: f"{d} TOTAL".upper()), furniture=7)
add("subtotals_colon", sub(lambda d: f"Total: {d}", 0), furniture=7)


def supsub():
    out = rows([S, D, A], [])
    for s in sorted({p.supplier for p in PAID}):
        mine = [p for p in PAID if p.supplier == s]
        out += rows([S, D, A], mine, head=False)
        out.append([f"{s} Total", "", gbp(sum(p.pence for p in mine))])
    return text([*out, ["Grand Total", "", gbp(SUM)]])


add("subtotals_by_supplier", supsub(), furniture=1 + 19 + 1)


def sections():
    out = [["Borchester District Council"], ["Date", "Supplier", "Description", "Amount"]]
    for dep in sorted({p.department for p in PAID}):
        out.append([f"Directorate: {dep}"])
        out += [[uk(p.day), p.supplier, p.description, gbp(p.pence)] for p in PAID if p.department == dep]
    return text(out)


add("sections", sections(), furniture=7)
add("sections_bare", sections().replace("Directorate: ", ""), furniture=7)
add(
    "notes_at_end",
    listing([D, DEP, S, A]) + "\r\nNotes:\r\n1. Amounts exclude VAT\r\n"
    "2. Payments to individuals have been redacted under the Data Protection Act\r\n"
    "* includes accruals\r\nFor further information contact finance@borchester.gov.uk\r\n",
    furniture=6,
    blank=1,
)
add("end_of_report", listing([D, DEP, S, A]) + "*** End of Report ***,,,\r\n", furniture=2)
add(
    "run_on_end",
    listing([D, DEP, S, A]) + ",,,\r\nReport run on 03/05/2024 at 10:14 by JSMITH,,,\r\n",
    furniture=2,
    blank=1,
)
add("footer_in_amount_col", listing([D, DEP, S, A]) + ",,,Page 1 of 1\r\n", furniture=2)
add(
    "dashes_rule",
    listing([D, DEP, S, A]).replace("\r\n", "\r\n----------,------------,-------,------\r\n", 1)
    + ",,,----------\r\n,,,"
    + gbp(SUM)
    + "\r\n,,,==========\r\n",
    furniture=5,
)
add(
    "three_rows_total",
    listing([D, S, DESC, A], paid=PAID[:3]) + f"Total,,,{gbp(sum(p.pence for p in PAID[:3]))}\r\n",
    paid=PAID[:3],
    furniture=2,
    redacted=0,
)
add("dated_total", listing([D, DEP, S, A]) + f"30/04/2024,,Total,{gbp(SUM)}\r\n", furniture=2)
add(
    "supplier_called_total",
    listing([D, DEP, S, A]).replace("Total Gas & Power Ltd", "Total"),
    supplier_of=lambda p: "Total" if p.pence == 123450 else p.supplier,
)
add("total_with_count", listing([T, D, DEP, S, A]) + f"Total,20,,,{gbp(SUM)}\r\n", furniture=2)
add(
    "carried_forward",
    listing([D, DEP, S, A], paid=PAID[:10])
    + "".join(f",,{word} forward,{gbp(sum(p.pence for p in PAID[:10]))}\r\n" for word in ("Carried", "Brought"))
    + text(rows([D, DEP, S, A], PAID[10:], head=False)),
    furniture=3,
)
