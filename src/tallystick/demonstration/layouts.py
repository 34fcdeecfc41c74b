"""Publish each made-up council's payments the way some real council does: no two alike, all of them lawful."""

import calendar
import csv
import datetime as dt
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from tallystick.demonstration.fiction import Council
from tallystick.demonstration.payments import Payment, months
from tallystick.demonstration.sheets import Cell, serial, write_archive, write_ods, write_xlsx

TITLE = "Demonstration data: fictional"
Months = Sequence[Sequence[Payment]]


def publish(council: Council, folder: Path, paid: Months) -> list[Path]:
    """Write the council's files into `folder`, which exists. Returns them in the order they would be loaded."""
    return _LAYOUTS[council.layout](council, folder, paid)


def pounds(pence: int) -> str:
    """`-1234.50`"""
    sign = "-" if pence < 0 else ""
    return f"{sign}{abs(pence) // 100}.{abs(pence) % 100:02d}"


def _commas(pence: int) -> str:
    sign = "-" if pence < 0 else ""
    return f"{sign}£{abs(pence) // 100:,}.{abs(pence) % 100:02d}"


def _brackets(pence: int) -> str:
    text = f"{abs(pence) // 100:,}.{abs(pence) % 100:02d}"
    return f"({text})" if pence < 0 else text


def _minus_after(pence: int) -> str:
    return pounds(abs(pence)) + ("-" if pence < 0 else "")


def _text(rows: Iterable[Sequence[object]], *, delimiter: str = ",", line: str = "\r\n") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=line).writerows(rows)
    return out.getvalue()


def _quarters(paid: Months) -> list[tuple[str, list[Payment]]]:
    """("2023-24-q1", its payments) and so on."""
    made = []
    for at in range(0, len(paid), 3):
        year, month = months()[at]
        start = year if month >= 4 else year - 1
        made.append((f"{start}-{(start + 1) % 100:02d}-q{at // 3 % 4 + 1}", [p for m in paid[at : at + 3] for p in m]))
    return made


def _monthly(council: Council, paid: Months) -> Iterator[tuple[int, int, Sequence[Payment]]]:
    """Year, month and payments of each month that the council published."""
    for (year, month), rows in zip(months(), paid, strict=True):
        if f"{year}-{month:02d}" not in council.missing:
            yield year, month, rows


def _years(paid: Months) -> Iterator[tuple[int, Months]]:
    """The year in which each financial year begins, and its months."""
    for at in range(0, len(paid), 12):
        yield months()[at][0], paid[at : at + 12]


def _transparency_code(council: Council, folder: Path, paid: Months) -> list[Path]:
    """The layout that the Local Government Transparency Code's guidance recommends: one clean CSV a month."""
    headings = (
        "Organisation Name",
        "Effective Date",
        "Directorate",
        "Expenditure Category",
        "ProClass Code",
        "Purpose",
        "Supplier Name",
        "Supplier ID",
        "Company Number",
        "Transaction Number",
        "Card Transaction",
        "Amount (net of VAT)",
        "VAT",
        "Contract Reference",
    )
    files = []
    for year, month, rows in _monthly(council, paid):
        path = folder / f"{council.slug}-spend-over-500-{year}-{month:02d}.csv"
        body = [
            (
                council.name,
                f"{p.date:%d/%m/%Y}",
                p.directorate,
                p.account,
                p.proclass,
                p.description,
                p.supplier,
                p.supplier_number,
                p.company_number,
                p.transaction,
                "Y" if p.card else "N",
                pounds(p.amount),
                pounds(p.vat),
                p.contract,
            )
            for p in rows
        ]
        path.write_bytes(("\ufeff" + _text([headings, *body])).encode("utf-8"))
        files.append(path)
    return files


def _preamble(council: Council, folder: Path, paid: Months) -> list[Path]:
    """Titles and the query above the header, pounds and commas in the amounts, a totals row and a page number below."""
    files = []
    for year, month, rows in _monthly(council, paid):
        path = folder / f"Payments_{calendar.month_name[month]}_{year}.csv"
        when = f"{calendar.month_name[month]} {year}"
        period = f"{year}{month:02d}"
        query = (
            f"SELECT inv_date, dept, supp_name, voucher, net FROM ap_payments WHERE period = '{period}' AND net >= 500"
        )
        above: list[Sequence[object]] = [
            (f"{council.name} - Payments to suppliers over £500 - {when}",),
            (TITLE,),
            (query,),
            (),
        ]
        header = ("Invoice Date", "Department", "Beneficiary", "Voucher No", "Net Amount", "Narrative")
        body = [
            (f"{p.date:%d-%b-%y}", p.directorate, p.supplier, p.transaction, _commas(p.amount), p.description)
            for p in rows
        ]
        below = [("", "", "", "Total", _commas(sum(p.amount for p in rows)), ""), ("", "", "", "", "", "Page 1 of 1")]
        path.write_bytes(_text([*above, header, *body, *below]).encode("cp1252"))
        files.append(path)
    return files


def _workbook(council: Council, folder: Path, paid: Months) -> list[Path]:
    """A workbook a year, a sheet a quarter, and a sheet of notes."""
    files = []
    for year, of_year in _years(paid):
        path = folder / f"Cindermoor expenditure {year}-{(year + 1) % 100}.xlsx"
        notes: list[list[Cell]] = [
            [council.name],
            [TITLE],
            ["All payments of £500 and more, without VAT."],
            ["Payments to individuals are redacted under the Data Protection Act 2018."],
        ]
        sheets: dict[str, list[list[Cell]]] = {"Notes": notes}
        for at, (name, rows) in enumerate(_quarters(of_year)):
            months_of = ("Apr-Jun", "Jul-Sep", "Oct-Dec", "Jan-Mar")[at]
            header: list[Cell] = [
                *("Payment date", "Supplier", "Company number", "Service", "Expense type", "Net £"),
                "Payment reference",
            ]
            body: list[list[Cell]] = [
                [p.date, p.supplier, p.company_number, p.directorate, p.description, p.amount / 100, p.transaction]
                for p in rows
            ]
            sheets[f"{name[-2:].upper()} {months_of}"] = [[f"{council.name}: {TITLE}"], [], header, *body]
        write_xlsx(path, sheets)
        files.append(path)
    return files


def _utf16(council: Council, folder: Path, paid: Months) -> list[Path]:
    """UTF-16 with tabs, months in words, and a redaction wherever somebody put it."""
    header = ("Body Name", "Supplier", "Expense Type", "Date Paid", "Amount", "Service Area", "CPV Code", "Invoice Ref")
    files = []
    for year, month, rows in _monthly(council, paid):
        path = folder / f"larkhythe_{calendar.month_abbr[month].lower()}{year}.txt"
        body = []
        for n, p in enumerate(rows):
            supplier, account = p.supplier, p.account
            if not p.supplier_number and n % 3 == 0:
                supplier, account = "", "REDACTED"
            body.append(
                (
                    council.name,
                    supplier,
                    account,
                    f"{p.date.day} {p.date:%B %Y}",
                    _commas(p.amount),
                    p.directorate,
                    p.cpv,
                    p.transaction,
                )
            )
        path.write_bytes(_text([header, *body], delimiter="\t").encode("utf-16"))
        files.append(path)
    return files


def _two_headers(council: Council, folder: Path, paid: Months) -> list[Path]:
    """Two header rows; semicolons in the first year and bars in the second; the minus after the amount."""
    files = []
    for year, month, rows in _monthly(council, paid):
        path = folder / f"pellamouth-{year}{month:02d}.csv"
        headers = [
            ("Payee", "", "Payment", "", "", "Analysis", ""),
            ("Name", "Vendor No", "Date", "Doc No", "Amount £ (ex VAT)", "Cost centre", "Account"),
        ]
        body = [
            (
                p.supplier,
                p.supplier_number,
                f"{p.date:%d/%m/%y}",
                p.transaction,
                _minus_after(p.amount),
                p.directorate,
                p.description,
            )
            for p in rows
        ]
        path.write_bytes(
            _text([*headers, *body], delimiter=";" if (year, month) < (2024, 4) else "|", line="\n").encode("utf-8")
        )
        files.append(path)
    return files


def _western(council: Council, folder: Path, paid: Months) -> list[Path]:
    """Windows-1252, dd.mm.yyyy, brackets for credits, empty columns and all-comma rows to the right and below."""
    files = []
    for name, rows in _quarters(paid):
        path = folder / f"{council.slug}-{name}.csv"
        header = ("Supplier Name", "Paid Date", "Amount Paid", "Type of Spend", "Department", "", "", "")
        body = [
            (
                p.supplier,
                f"{p.date:%d.%m.%Y}",
                _brackets(p.amount),
                f"{p.account} – {p.description}",
                p.directorate,
                "",
                "",
                "",
            )
            for p in rows
        ]
        empty = [("",) * 8] * 25
        path.write_bytes(_text([(council.name, TITLE, *("",) * 6), header, *body, *empty]).encode("cp1252"))
        files.append(path)
    return files


def _open_document(council: Council, folder: Path, paid: Months) -> list[Path]:
    """OpenDocument, a file a quarter; the dates of some rows are bare serial numbers."""
    files = []
    for name, rows in _quarters(paid):
        path = folder / f"ossermere-payments-{name}.ods"
        header: list[Cell] = ["Date", "Ref", "Supplier", "Gross", "VAT", "Net", "What for"]
        body: list[list[Cell]] = [
            [
                _serial_sometimes(p.date, n),
                p.transaction,
                p.supplier,
                (p.amount + p.vat) / 100,
                p.vat / 100,
                p.amount / 100,
                p.description,
            ]
            for n, p in enumerate(rows)
        ]
        write_ods(path, {"Payments": [[f"{council.name} payments of £500 or more ({TITLE.lower()})"], header, *body]})
        files.append(path)
    return files


def _serial_sometimes(day: dt.date, n: int) -> Cell:
    return serial(day) if n % 5 == 0 else day


def _archive(council: Council, folder: Path, paid: Months) -> list[Path]:
    """A zip a year; a month published again with differences; a PDF called a CSV; cells that cannot be read."""
    header = (
        *("Date of payment", "Supplier", "Supplier Postcode", "Amount excluding VAT"),
        *("Description of goods or services", "Transaction"),
    )

    def table(rows: Sequence[Payment], unreadable: bool = False) -> bytes:
        body = [
            [f"{p.date:%Y-%m-%d}", p.supplier, p.postcode, pounds(p.amount), p.description, str(p.transaction)]
            for p in rows
        ]
        if unreadable and len(body) > 3:
            body[0][0], body[1][3], body[2][0] = "31/02/2024", "see credit note", "to follow"
        return _text([header, *body]).encode("utf-8")

    files = []
    for year, of_year in _years(paid):
        path = folder / f"{council.slug}-{year}-{(year + 1) % 100}.zip"
        members = {
            f"{year + (n > 8)}-{(n + 3) % 12 + 1:02d}.csv": table(rows, unreadable=n % 4 == 3)
            for n, rows in enumerate(of_year)
        }
        write_archive(path, members)
        files.append(path)
    # June 2024 again: a few payments taken out, a few put in, one amount put right
    june = list(paid[months().index((2024, 6))])
    few = max(1, min(3, len(june) // 10))
    new = (p._replace(transaction=p.transaction + 500_000, amount=p.amount + 12_345) for p in june[-few - 1 :])
    again = [*june[few:], *new]
    again[0] = again[0]._replace(amount=again[0].amount + 10_000)
    republished = folder / f"{council.slug}-2024-06-republished.csv"
    republished.write_bytes(table(again))
    not_a_table = folder / f"{council.slug}-2025-04.csv"
    not_a_table.write_bytes(
        f"%PDF-1.4\n% {TITLE}\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n".encode()
    )
    return [*files, republished, not_a_table]


_LAYOUTS: dict[str, Callable[[Council, Path, Months], list[Path]]] = {
    "transparency_code": _transparency_code,
    "preamble": _preamble,
    "workbook": _workbook,
    "utf16": _utf16,
    "two_headers": _two_headers,
    "western": _western,
    "open_document": _open_document,
    "archive": _archive,
}
