"""Registers for tests, in the published columns, of companies that are not."""

import csv
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

from tallystick.lake.companies.published import COLUMNS

SHORT = {
    "name": "CompanyName",
    "number": " CompanyNumber",
    "town": "RegAddress.PostTown",
    "postcode": "RegAddress.PostCode",
    "category": "CompanyCategory",
    "status": "CompanyStatus",
    "incorporated": "IncorporationDate",
    "dissolved": "DissolutionDate",
    "accounts": "Accounts.AccountCategory",
    "sic": "SICCode.SicText_1",
    "sic2": "SICCode.SicText_2",
    "was": " PreviousName_1.CompanyName",
    "until": "PreviousName_1.CONDATE",
    "was2": " PreviousName_2.CompanyName",
    "until2": " PreviousName_2.CONDATE",
}


def company(name: str, number: str, **cells: str) -> list[str]:
    """One published row: `cells` by the short names above."""
    row = dict.fromkeys(COLUMNS, "")
    row["CompanyCategory"], row["CompanyStatus"] = "Private Limited Company", "Active"
    for key, value in {"name": name, "number": number, **cells}.items():
        row[SHORT[key]] = value
    return list(row.values())


def text(*rows: Sequence[str], header: Sequence[str] = COLUMNS) -> str:
    """A register's text, quoted as it is published."""
    out = io.StringIO()
    out.write(",".join(header) + "\r\n")
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows(rows)
    return out.getvalue()


def published(
    folder: Path, *rows: Sequence[str], name: str = "BasicCompanyDataAsOneFile-2026-11-01.csv", encoding: str = "utf-8"
) -> Path:
    """A register on disk."""
    path = folder / name
    path.write_bytes(text(*rows).encode(encoding))
    return path


def zipped(path: Path, **members: str | bytes) -> Path:
    """A zip of `members`, whose names are given with an underscore for the full stop."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("_csv", ".csv"), content)
    return path
