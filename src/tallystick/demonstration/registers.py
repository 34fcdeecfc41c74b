"""The registers that the made-up councils keep, each laid out as some council really lays one out.

With what real ones have: titles above, headings in two rows, terms in words, values as people type them, gaps.
"""

import csv
import datetime as dt
import io
import random
from collections.abc import Callable, Sequence
from pathlib import Path

from tallystick.demonstration.agreements import Agreement
from tallystick.demonstration.fiction import Council
from tallystick.demonstration.layouts import pounds
from tallystick.demonstration.sheets import Cell, write_ods, write_xlsx

Agreements = Sequence[Agreement]


def write_contracts(council: Council, folder: Path, made: Agreements, *, today: dt.date, seed: int) -> Path:
    """Writes the register of a council into `folder`, and gives the file."""
    layout = _LAYOUTS[council.layout]
    return layout(council, folder, made, today, random.Random(f"{seed} register {council.slug}"))


def _standard(council: Council, folder: Path, made: Agreements, today: dt.date, rng: random.Random) -> Path:
    """The columns of the standard for the Transparency Code, as CSV."""
    headings = [
        "Organisation name", "Effective Date", "Contract Reference number / ID", "Title of the Agreement",
        "Directorate / service responsible", "Description of goods and services",
        "Procurement classification: CPV code",
        "Contract start date", "End date", "Review date", "Contract value", "Fixed cost / estimated cost",
        "Irrecoverable VAT", "Supplier name", "Supplier registered company number", "SME supplier", "VCSE supplier",
        "Tender process type",
    ]  # fmt: skip
    rows: list[list[str]] = []
    for n, one in enumerate(made):
        end = "" if n % 11 == 5 else f"{one.end:%d/%m/%Y}"
        rows.append([
            council.name, f"{today:%d/%m/%Y}", one.reference, one.title, one.department, one.description,
            one.sector.cpv, f"{one.start:%d/%m/%Y}", end, f"{one.end - dt.timedelta(days=182):%d/%m/%Y}",
            pounds(one.value), "Fixed" if one.actual else "Estimated", "0", one.supplier.name,
            one.supplier.company_number, "Yes" if one.sme else "No", "Yes" if one.vcse else "No", one.route,
        ])  # fmt: skip
    return _csv(folder / "contracts-register.csv", [headings, *rows], "utf-8-sig")


def _office(council: Council, folder: Path, made: Agreements, today: dt.date, rng: random.Random) -> Path:
    """A workbook somebody made: a title, headings in two rows, a sheet a directorate, terms in words."""
    sheets: dict[str, list[list[Cell]]] = {}
    for one in made:
        rows = sheets.setdefault(
            one.department[:28],
            [
                [f"{council.name}: contracts register"],
                [f"Last updated {today:%d %B %Y}"],
                [],
                ["Contract", "", "Supplier", "", "Term", "", "", "Value", ""],
                ["Ref", "Title", "Name", "Co. No.", "Start", "End", "Extension", "Total £", "Est/Actual"],
            ],
        )
        term = "+".join(str(m // 12) for m in (one.months, *one.extensions)) + " years"
        rows.append([
            one.reference, one.title, one.supplier.name, one.supplier.company_number or "n/a", one.start,
            _or(rng, one.end, ("TBC", "Rolling", f"{one.end:%d/%m/%Y} with option to extend 2 years")), term,
            one.value // 100, "Actual" if one.actual else "Est.",
        ])  # fmt: skip
    for rows in sheets.values():
        rows += [[], ["", f"Total contracts: {len(rows) - 5}"]]
    path = folder / "Contracts Register.xlsx"
    write_xlsx(path, sheets)
    return path


def _lost_signs(council: Council, folder: Path, made: Agreements, today: dt.date, rng: random.Random) -> Path:
    """CSV that went through the wrong encoding: pound signs are lost."""
    headings = ["Contract No", "Contract Title", "Contractor", "Commencement", "Expiry", "Extension options"]
    headings += ["Approx annual value", "Responsible officer", "Procurement route"]
    rows = []
    for one in made:
        annual = one.value * 12 // one.months
        extension = " + ".join(f"{m // 12} year" for m in one.extensions) or "None"
        written = f"?{annual // 100:,}" if rng.random() < 0.9 else "see framework"
        expiry = _or(rng, f"{one.end:%d-%b-%y}", ("annual", "ongoing", f"{one.end:%B %Y}"))
        rows.append([
            one.reference, one.title, one.supplier.name.upper(), f"{one.start:%d-%b-%y}", expiry, extension, written,
            one.owner, one.route,
        ])  # fmt: skip
    return _csv(folder / "contract_list.csv", [[f"{council.name} contracts over 5,000"], [], headings, *rows], "cp1252")


def _open_document(council: Council, folder: Path, made: Agreements, today: dt.date, rng: random.Random) -> Path:
    """A table in an OpenDocument workbook, the department as a row above its contracts."""
    rows: list[list[Cell]] = [
        ["Reference", "Description", "Supplier", "From", "To", "Options", "Whole life value", "SME (Y/N)"]
    ]
    for department in sorted({one.department for one in made}):
        rows.append([department.upper()])
        for one in made:
            if one.department == department:
                options = f"{len(one.extensions)} x {one.extensions[0]} months" if one.extensions else ""
                rows.append([
                    one.reference, one.title, one.supplier.name, one.start, one.end, options,
                    f"£{one.value / 100:,.0f}", "Y" if one.sme else "N",
                ])  # fmt: skip
    path = folder / "register.ods"
    write_ods(path, {"Contracts": rows})
    return path


def _tabs(council: Council, folder: Path, made: Agreements, today: dt.date, rng: random.Random) -> Path:
    """An export in UTF-16 with tabs, days written out, several suppliers in a cell now and then."""
    rows = [["ID", "Contract name", "Department", "Supplier(s)", "Start date", "End date", "Term", "Value (ex VAT)"]]
    for n, one in enumerate(made):
        supplier = one.supplier.name + (f"; {made[n - 1].supplier.name}" if n % 13 == 7 else "")
        term = f"{one.months} months" + "".join(f" + {m} months" for m in one.extensions)
        rows.append([
            one.reference, one.title, one.department, supplier, f"{one.start:%d %B %Y}", f"{one.end:%d %B %Y}", term,
            f"£{one.value / 100:,.2f}",
        ])  # fmt: skip
    text = "\r\n".join("\t".join(row) for row in rows) + "\r\n"
    path = folder / "contracts_export.txt"
    path.write_bytes(text.encode("utf-16"))
    return path


def _or(rng: random.Random, usual: Cell, now_and_then: tuple[str, ...]) -> Cell:
    return rng.choice(now_and_then) if rng.random() < 0.12 else usual


def _csv(path: Path, rows: Sequence[Sequence[Cell]], encoding: str) -> Path:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding, errors="replace"))
    return path


_LAYOUTS: dict[str, Callable[[Council, Path, Agreements, dt.date, random.Random], Path]] = {
    "transparency_code": _standard,
    "preamble": _office,
    "workbook": _lost_signs,
    "utf16": _tabs,
    "two_headers": _open_document,
    "western": _office,
    "open_document": _lost_signs,
    "archive": _standard,
}
"""The layout of a council's register by that of its payments."""
