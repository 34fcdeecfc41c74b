"""Layouts put together at random: columns in any order, any way of writing money and dates."""

import tempfile
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.lake.tidy.layouts.making import (
    ACCOUNT,
    DEPARTMENT,
    DESCRIPTION,
    NUMBER,
    PAID,
    SUPPLIER,
    TRANSACTION,
    Paid,
    always,
    brackets,
    commas,
    gbp,
    iso,
    pound,
    serial,
    text,
    th,
    trailing,
    uk,
)
from tests.lake.tidy.reading import tidied

MONEY: list[Callable[[int], str]] = [
    gbp, commas, pound, brackets, trailing,
    lambda p: f" {commas(p)} ",
    lambda p: pound(p).replace("£", "?"),
    lambda p: pound(p).replace("£", "Â£"),
    lambda p: repr(p / 100),
    lambda p: f"{commas(abs(p))} {'CR' if p < 0 else 'DR'}",
    lambda p: f"GBP {commas(p)}",
]  # fmt: skip
DATES: list[Callable[[date], str]] = [
    uk, iso,
    lambda d: d.strftime("%d.%m.%Y"),
    lambda d: d.strftime("%d-%b-%y"),
    lambda d: d.strftime("%d/%m/%y"),
    lambda d: d.strftime("%m/%d/%Y"),
    lambda d: f"{uk(d)} 00:00:00",
    lambda d: f"{th(d)} April 2024",
    lambda d: d.strftime("%A, %d %B %Y"),
    lambda d: str(serial(d)),
    lambda d: d.strftime("%Y%m%d"),
]  # fmt: skip
AMOUNTS = [
    "Amount",
    "Amount (£)",
    "Net Amount",
    "Value of Payment",
    "Invoice Value £",
    "AMOUNT_PAID",
    "Total",
    "Spend (£)",
]
DAYS = [
    "Date",
    "Payment Date",
    "Date Paid",
    "PAYMENT_DATE",
    "Posting Date",
    "Invoice Date",
    "Clearing date",
    "Pay Date",
]
SUPPLIERS = [
    "Supplier",
    "Supplier Name",
    "Vendor",
    "Payee",
    "Beneficiary Name",
    "Creditor Name",
    "SUPPLIER_NAME",
    "Merchant",
]
OTHERS = [
    ("Directorate", DEPARTMENT), ("Service Area", DEPARTMENT), ("Expense Type", ACCOUNT), ("Description", DESCRIPTION),
    ("Transaction Number", TRANSACTION), ("Supplier ID", NUMBER), ("Invoice No", TRANSACTION),
    ("Body Name", always("Borchester")),
    ("Company Number", always("01234567")), ("VAT", always("0.00")), ("Card", always("N")), ("Comments", always("")),
    ("ProClass", always("201100")), ("Postcode", always("BO1 1AA")), ("Cost Centre", always("10023")),
]  # fmt: skip
ABOVE = [
    [], [["Borchester Borough Council"]], [["Payments over £500"], ["April 2024"], []], [[], []],
    [["Report run on 03/05/2024 10:15"], ["Note: amounts exclude VAT"]],
]  # fmt: skip
BELOW = [[], [[]], [["Notes"], ["* Payments to individuals are redacted"]], [["Page 1 of 1"]], [["End of report"], []]]


@st.composite
def _layouts(draw: st.DrawFn) -> tuple[str, list[Paid], int]:
    """A text, the payments in it, and how many records it has."""
    # The last is of the 30th: without a day past the 12th, nobody could tell American dates from ours.
    paid = [*draw(st.lists(st.sampled_from(PAID), min_size=8, max_size=30)), PAID[-1]]
    money, day = draw(st.sampled_from(MONEY)), draw(st.sampled_from(DATES))
    columns = [
        (draw(st.sampled_from(AMOUNTS)), lambda p: money(p.pence)),
        (draw(st.sampled_from(DAYS)), lambda p: day(p.day)),
        (draw(st.sampled_from(SUPPLIERS)), SUPPLIER),
        *draw(st.lists(st.sampled_from(OTHERS), max_size=6, unique_by=lambda other: other[0])),
    ]
    columns = draw(st.permutations(columns))
    records = [list(above) for above in draw(st.sampled_from(ABOVE))]
    records.append([heading for heading, _ in columns])
    for one in paid:
        records.append([str(cell(one)) for _, cell in columns])
        records += [[] for _ in range(draw(st.sampled_from([0] * 12 + [1])))]
    if draw(st.booleans()):
        total = commas(sum(p.pence for p in paid))
        records.append([total if heading in AMOUNTS else "" for heading, _ in columns])
        at = draw(st.integers(0, len(columns) - 1))
        if columns[at][0] not in AMOUNTS:
            records[-1][at] = draw(st.sampled_from(["Total", "Grand Total", "TOTAL:", "Total for April 2024"]))
    records += [list(below) for below in draw(st.sampled_from(BELOW))]
    padding = draw(st.sampled_from([0, 0, 3]))
    records = [record + [""] * (padding if record else 0) for record in records]
    written = text(records, draw(st.sampled_from(",,,;|\t")), draw(st.sampled_from(["\r\n", "\n"])))
    # A text whose last line is blank has no record there: it is only ended.
    return written, paid, len(records)


@settings(max_examples=60)
@given(_layouts())
def test_the_same_payments_come_out(layout: tuple[str, list[Paid], int]) -> None:
    content, paid, records = layout
    with tempfile.TemporaryDirectory() as folder:
        made = tidied(Path(folder), content)
    got = Counter(made.payments.select("date", "supplier", "amount_pence").rows())
    assert got == Counter((p.day, p.supplier, p.pence) for p in paid), made.reading.tables
    table = made.reading.tables[0]
    assert not table.quarantined
    assert table.rows_read == records == table.payments + table.furniture + table.blank
