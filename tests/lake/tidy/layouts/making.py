"""How to make a published file whose truth is known: twenty payments, and ways of writing them."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

import xlsxwriter


@dataclass(frozen=True)
class Paid:
    """A payment as its payer knows it. pence: net of VAT."""

    day: date
    supplier: str
    pence: int
    department: str
    account: str
    description: str
    number: str
    transaction: str

    @property
    def vat(self) -> int:
        return round(self.pence * 0.2)

    @property
    def gross(self) -> int:
        return self.pence + self.vat


def _paid(day: int, supplier: str, pence: int, department: str, account: str, description: str, number: int) -> Paid:
    return Paid(
        date(2024, 4, day),
        supplier,
        pence,
        department,
        account,
        description,
        str(100000 + number),
        str(5105000 + number),
    )


ADULTS, CHILDREN, CORPORATE = "Adult Social Care", "Children's Services", "Corporate Services"

# Names that look like totals, page numbers, dates, numbers, headings and notes.
PAID = [
    _paid(2, "Total Gas & Power Ltd", 123450, ADULTS, "Energy", "Gas supply", 1),
    _paid(3, "Page Group", 98765, CORPORATE, "Agency Staff", "Temporary staff", 2),
    _paid(3, "3663", 45012, CHILDREN, "Catering", "Food", 3),
    _paid(5, "24/7 Locks Ltd", 60000, "Housing", "Repairs", "Lock changes", 4),
    _paid(8, "1st Choice Cars", 71250, CHILDREN, "Transport", "Home to school taxis", 5),
    _paid(9, "Supplier Solutions Ltd", 5000000, CORPORATE, "ICT", "Licences", 6),
    _paid(9, "Amount Ltd", 88031, CORPORATE, "Consultants", "Advice", 7),
    _paid(11, "Bramble & Sons", -25000, "Housing", "Repairs", "Credit note", 8),
    _paid(12, "The Result Clinic", 50500, ADULTS, "Therapies", "Physiotherapy", 9),
    _paid(15, "Note Machine UK Ltd", 52099, CORPORATE, "Bank Charges", "Cash machine", 10),
    _paid(16, "May Gurney Ltd", 1234567, "Highways", "Contractors", "Resurfacing", 11),
    _paid(17, "Report Consultants LLP", 65000, "Highways", "Consultants", "Survey", 12),
    _paid(18, "REDACTED PERSONAL DATA", 70000, ADULTS, "Direct Payments", "Care", 13),
    _paid(19, "Ashgrove Care Home", 350000, ADULTS, "Residential Care", "Residential care", 14),
    _paid(22, "St. Mary's C of E Primary School", 81233, CHILDREN, "Grants", "Grant", 15),
    _paid(23, "Ashgrove Care Home", 350000, ADULTS, "Residential Care", "Residential care", 16),
    _paid(24, "Summary Justice Solicitors", 99999, CORPORATE, "Legal", "Fees", 17),
    _paid(25, "Zurich Municipal", 2500000, CORPORATE, "Insurance", "Premium", 18),
    _paid(29, "Ó Briain Teoranta", 61010, "Highways", "Materials", "Salt", 19),
    _paid(30, "Wessex Water", 54321, "Housing", "Water", "Water", 20),
]
SUM = sum(paid.pence for paid in PAID)
DEPARTMENTS = sorted({paid.department for paid in PAID})

Cell = Callable[[Paid], Any]
Columns = Sequence[tuple[str, Cell]]


def gbp(pence: int) -> str:
    return f"{'-' if pence < 0 else ''}{abs(pence) // 100}.{abs(pence) % 100:02d}"


def commas(pence: int) -> str:
    return f"{'-' if pence < 0 else ''}{abs(pence) // 100:,}.{abs(pence) % 100:02d}"


def pound(pence: int) -> str:
    return ("-" if pence < 0 else "") + "£" + commas(abs(pence))


def brackets(pence: int) -> str:
    return f"({commas(abs(pence))})" if pence < 0 else commas(pence)


def trailing(pence: int) -> str:
    return commas(abs(pence)) + ("-" if pence < 0 else "")


def continental(pence: int) -> str:
    return commas(pence).replace(",", "~").replace(".", ",").replace("~", ".")


def uk(day: date) -> str:
    return day.strftime("%d/%m/%Y")


def iso(day: date) -> str:
    return day.isoformat()


def th(day: date) -> str:
    return f"{day.day}{'st' if day.day in (1, 21) else 'th'}"


def serial(day: date) -> int:
    return (day - date(1899, 12, 30)).days


def DAY(paid: Paid) -> str:  # noqa: N802 - stands in lists of columns, as the constants it is read with do
    return uk(paid.day)


def SUPPLIER(paid: Paid) -> str:  # noqa: N802
    return paid.supplier


def AMOUNT(paid: Paid) -> str:  # noqa: N802
    return gbp(paid.pence)


def VAT(paid: Paid) -> str:  # noqa: N802
    return gbp(paid.vat)


def GROSS(paid: Paid) -> str:  # noqa: N802
    return gbp(paid.gross)


def DEPARTMENT(paid: Paid) -> str:  # noqa: N802
    return paid.department


def ACCOUNT(paid: Paid) -> str:  # noqa: N802
    return paid.account


def DESCRIPTION(paid: Paid) -> str:  # noqa: N802
    return paid.description


def NUMBER(paid: Paid) -> str:  # noqa: N802
    return paid.number


def TRANSACTION(paid: Paid) -> str:  # noqa: N802
    return paid.transaction


def always(text: str) -> Cell:
    return lambda _: text


D, S, A = ("Date Paid", DAY), ("Supplier Name", SUPPLIER), ("Amount", AMOUNT)
DEP, ACC = ("Directorate", DEPARTMENT), ("Expense Type", ACCOUNT)
T, DESC = ("Transaction Number", TRANSACTION), ("Purpose of Spend", DESCRIPTION)


def rows(columns: Columns, paid: Sequence[Paid] | None = None, *, head: bool = True) -> list[list[Any]]:
    top = [[heading for heading, _ in columns]] if head else []
    return top + [[cell(one) for _, cell in columns] for one in (PAID if paid is None else paid)]


def text(records: Sequence[Sequence[Any]], delimiter: str = ",", end: str = "\r\n", *, quote_all: bool = False) -> str:
    out = io.StringIO()
    quoting = csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL
    csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(records)
    return out.getvalue()


def listing(columns: Columns, paid: Sequence[Paid] | None = None, *, head: bool = True) -> str:
    return text(rows(columns, paid, head=head))


def book(sheets: dict[str, Sequence[Sequence[Any]]]) -> bytes:
    """A workbook: numbers as numbers, dates as dates."""
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "dd/mm/yyyy"})
    for name, records in sheets.items():
        sheet = made.add_worksheet(name)
        for r, record in enumerate(records):
            for c, value in enumerate(record):
                if value is None or value == "":
                    continue
                if isinstance(value, date):
                    sheet.write_datetime(r, c, datetime.combine(value, time()))
                elif isinstance(value, int | float):
                    sheet.write_number(r, c, value)
                else:
                    sheet.write_string(r, c, str(value))
    made.close()
    return out.getvalue()


@dataclass(frozen=True)
class Layout:
    """A file as published, and what ought to come of it.

    refused: words of the reason, or None. paid: what ought to be payments; date_of, supplier_of and pence_of say what
    is known of each. columns: field -> heading (None: no column is it), for those worth saying.
    """

    name: str
    file: str
    content: bytes
    refused: str | None = None
    paid: Sequence[Paid] = field(default_factory=lambda: PAID)
    date_of: Callable[[Paid], date | None] = lambda paid: paid.day
    supplier_of: Callable[[Paid], str | None] = lambda paid: paid.supplier
    pence_of: Callable[[Paid], int] = lambda paid: paid.pence
    furniture: int = 1
    blank: int = 0
    quarantined: dict[str, int] = field(default_factory=dict)
    basis: str = "unknown"
    columns: dict[str, str | None] = field(default_factory=dict)
    outcome: str = "loaded"
    redacted: int = 1


def published(name: str, content: str | bytes, file: str | None = None, **truth: Any) -> Layout:
    return Layout(name, file or f"{name}.csv", content.encode() if isinstance(content, str) else content, **truth)
