"""Make a company register as large as wanted, in the columns that Companies House publishes, of companies that are not.

    python -m benchmarks.generate_companies FILE.csv --companies 1000000

The same seed gives the same bytes. One company in nine has had another name, one in forty is insolvent or to be struck
off, and names repeat as they do in life: apart by a legal form, or held by several companies at one time and another.
"""

import argparse
import csv
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from tallystick.lake.companies.published import COLUMNS, PREVIOUS_NAMES

_STARTS = [
    "bar",
    "cal",
    "den",
    "fen",
    "gor",
    "hal",
    "ken",
    "lam",
    "mor",
    "nor",
    "pen",
    "ros",
    "sal",
    "tar",
    "ver",
    "wic",
]
_ENDS = ["by", "combe", "dale", "ford", "ham", "ley", "mere", "stead", "thorpe", "ton", "wick", "worth"]
_TRADES = [
    *("SERVICES", "CONSULTING", "PROPERTIES", "HOLDINGS", "SOLUTIONS", "SYSTEMS", "CARE", "BUILDERS", "TRANSPORT"),
    *("SOFTWARE", "ENGINEERING", "TRADING", "CATERING", "RECRUITMENT", "DESIGN", "& SONS", "ELECTRICAL", "MEDIA"),
]
_STATUSES = ["Active"] * 90 + ["Active - Proposal to Strike off"] * 6 + ["Liquidation"] * 3 + ["In Administration"]
_ACCOUNTS = [
    *["MICRO ENTITY"] * 30, *["TOTAL EXEMPTION FULL"] * 28, *["NO ACCOUNTS FILED"] * 20, *["DORMANT"] * 12,
    *["UNAUDITED ABRIDGED"] * 4, *["FULL"] * 3, "SMALL", "GROUP", "MEDIUM",
]  # fmt: skip
_FORMS = [
    *[("Private Limited Company", "LIMITED", "")] * 60,
    *[("Private Limited Company", "LTD", "")] * 25,
    *[("Private Limited Company", "LTD", "SC")] * 5,
    ("Private Limited Company", "LIMITED", "NI"),
    *[("Limited Liability Partnership", "LLP", "OC")] * 3,
    ("Community Interest Company", "C.I.C.", ""),
    ("Public Limited Company", "PLC", ""),
    *[("PRI/LTD BY GUAR/NSC (Private, limited by guarantee, no share capital)", "LIMITED", "")] * 3,
    ("PRI/LBG/NSC (Private, Limited by guarantee, no share capital, use of 'Limited' exemption)", "TRUST", ""),
]
_SIC = [
    "62020 - Information technology consultancy activities",
    "68209 - Other letting and operating of own or leased real estate",
    "82990 - Other business support service activities n.e.c.",
    "99999 - Dormant Company",
    "None Supplied",
]


def _name(rng: random.Random) -> str:
    word = "".join(rng.choices(_STARTS, k=3)) + rng.choice(_ENDS)
    return f"{word.upper()} {rng.choice(_TRADES)}"


def _day(rng: random.Random, first: date = date(1970, 1, 1)) -> str:
    return (first + timedelta(days=rng.randrange((date(2026, 10, 1) - first).days))).strftime("%d/%m/%Y")


def rows(companies: int, seed: int = 1834) -> Iterator[dict[str, str]]:
    """Published heading to cell, a dictionary a company."""
    rng = random.Random(seed)
    numbers = {"": 90_000_000, "SC": 900_000, "NI": 900_000, "OC": 900_000}
    for _ in range(companies):
        category, ending, prefix = rng.choice(_FORMS)
        numbers[prefix] += 1
        number = f"{prefix}{numbers[prefix]:0{8 - len(prefix)}d}"
        row = dict.fromkeys(COLUMNS, "")
        row["CompanyName"] = f"{_name(rng)} {ending}"
        row[" CompanyNumber"] = number
        row["RegAddress.AddressLine1"] = f"{rng.randrange(1, 300)} {rng.choice(_STARTS).upper()} STREET"
        row["RegAddress.PostTown"] = rng.choice(_STARTS).upper() + rng.choice(_ENDS).upper()
        row["RegAddress.Country"] = "UNITED KINGDOM"
        row["RegAddress.PostCode"] = f"ZZ{rng.randrange(1, 99)} {rng.randrange(10)}ZZ"
        row["CompanyCategory"], row["CompanyStatus"] = category, rng.choice(_STATUSES)
        row["CountryOfOrigin"], row["IncorporationDate"] = "United Kingdom", _day(rng)
        row["Accounts.AccountRefDay"], row["Accounts.AccountRefMonth"] = "31", "3"
        row["Accounts.LastMadeUpDate"], row["Accounts.AccountCategory"] = "31/03/2025", rng.choice(_ACCOUNTS)
        for column in ("NumMortCharges", "NumMortOutstanding", "NumMortPartSatisfied", "NumMortSatisfied"):
            row[f"Mortgages.{column}"] = "0"
        row["SICCode.SicText_1"] = rng.choice(_SIC)
        row["LimitedPartnerships.NumGenPartners"] = row["LimitedPartnerships.NumLimPartners"] = "0"
        row["URI"] = f"http://business.data.gov.uk/id/company/{number}"
        had = rng.choices((0, 1, 2, PREVIOUS_NAMES), (890, 90, 19, 1))[0]
        for n in range(1, had + 1):
            heading = next(c for c in (f" PreviousName_{n}.CONDATE", f"PreviousName_{n}.CONDATE") if c in row)
            row[heading] = _day(rng, date(1990, 1, 1))
            row[f" PreviousName_{n}.CompanyName"] = f"{_name(rng)} {ending}"
        row["ConfStmtNextDueDate"], row[" ConfStmtLastMadeUpDate"] = "15/02/2027", "01/02/2026"
        yield row


def write(path: Path, companies: int, seed: int = 1834) -> None:
    """Write a register to `path`, quoted as it is published."""
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(",".join(COLUMNS) + "\r\n")
        made = csv.writer(file, quoting=csv.QUOTE_ALL)
        made.writerows(row.values() for row in rows(companies, seed))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--companies", type=int, default=1_000_000)
    given = parser.parse_args()
    write(given.file, given.companies)
    print(f"{given.companies:,} companies, {given.file.stat().st_size / 1e6:,.0f} MB")


if __name__ == "__main__":
    main()
