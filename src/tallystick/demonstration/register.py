"""An extract of a company register that does not exist: the made-up companies, and some that nobody pays."""

import csv
import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path

from tallystick.demonstration.fiction import Market, Supplier
from tallystick.lake.companies.published import COLUMNS

NAME = "BasicCompanyData-2025-04-01-demonstration.csv"
_NUMBER, _FORMER = " CompanyNumber", " PreviousName_1.CompanyName"
_MISSING = 0.06
"""Share of companies that the extract does not have, as a real one lacks those long dissolved."""

_SIC = {
    "ict": "62020 - Information technology consultancy activities",
    "care": "87300 - Residential care activities for the elderly and disabled",
    "children": "88910 - Child day-care activities",
    "building": "41201 - Construction of commercial buildings",
    "highways": "42110 - Construction of roads and motorways",
    "agency": "78200 - Temporary employment agency activities",
    "utilities": "35140 - Trade of electricity",
    "transport": "49390 - Other passenger land transport",
    "waste": "38110 - Collection of non-hazardous waste",
    "professional": "69102 - Solicitors",
    "voluntary": "88990 - Other social work activities without accommodation n.e.c.",
    "supplies": "46900 - Non-specialised wholesale trade",
}
_SIZES = ("MICRO ENTITY", "TOTAL EXEMPTION FULL", "UNAUDITED ABRIDGED", "SMALL", "FULL", "GROUP")


def write_register(path: Path, market: Market, first_month: tuple[int, int], *, seed: int) -> Path:
    """Write the extract to the folder `path`, in the columns that Companies House publishes. Returns the file."""
    file = path / NAME
    rng = random.Random(f"{seed} register")
    with open(file, "w", encoding="utf-8", newline="") as out:
        out.write(",".join(COLUMNS) + "\r\n")
        csv.writer(out, quoting=csv.QUOTE_ALL).writerows(_rows(rng, market, first_month))
    return file


def _rows(rng: random.Random, market: Market, first_month: tuple[int, int]) -> Iterator[list[str]]:
    companies = [s for several in market.by_sector.values() for s in several if s.company_number]
    placed = {s.number: at for several in market.by_sector.values() for at, s in enumerate(several)}
    for supplier in [*companies, *market.namesakes]:
        if supplier in market.namesakes or rng.random() >= _MISSING:
            yield list(_row(rng, supplier, placed[supplier.number], first_month).values())


def _row(rng: random.Random, supplier: Supplier, place: int, first_month: tuple[int, int]) -> dict[str, str]:
    row = dict.fromkeys(COLUMNS, "")
    row["CompanyName"] = supplier.name.upper()
    row[_NUMBER] = supplier.company_number
    row["RegAddress.PostTown"], row["RegAddress.PostCode"] = "NORTHMERE", supplier.postcode
    row["CompanyCategory"] = _kind(supplier.name)
    row["CompanyStatus"] = supplier.standing
    row["CountryOfOrigin"] = "United Kingdom"
    row["IncorporationDate"] = f"{rng.randrange(1, 29):02d}/{rng.randrange(1, 13):02d}/{rng.randrange(1972, 2016)}"
    if supplier.standing == "Dissolved":
        row["DissolutionDate"] = f"{rng.randrange(1, 29):02d}/06/2021"
    # Those who are used most are mostly the largest.
    row["Accounts.AccountCategory"] = rng.choice(_SIZES[4:]) if place == 0 else rng.choice(_SIZES[:5])
    row["Accounts.LastMadeUpDate"] = "31/03/2024"
    row["SICCode.SicText_1"] = _SIC[supplier.sector.name.partition(".")[0]]
    row["URI"] = f"http://business.data.gov.uk/id/company/{supplier.company_number}"
    if supplier.former:
        months = first_month[0] * 12 + first_month[1] - 1 + supplier.renamed
        row["PreviousName_1.CONDATE"] = f"{dt.date(months // 12, months % 12 + 1, 1):%d/%m/%Y}"
        row[_FORMER] = supplier.former.upper()
    return row


def _kind(name: str) -> str:
    if name.endswith("plc"):
        return "Public Limited Company"
    if name.endswith("LLP"):
        return "Limited Liability Partnership"
    return "Community Interest Company" if name.endswith("CIC") else "Private Limited Company"
