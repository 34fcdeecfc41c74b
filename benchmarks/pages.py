"""How long pages take over a large home, over HTTP, one user at a time, from the real server.

    python -m benchmarks.generate_payments HOME --payments 10000000
    python -m benchmarks.pages HOME [--times 20]

Each kind of page is asked `--times` times, each time with another page, supplier, body or word, so that an answer kept
for the same question helps no more than it would a person. What is kept for a whole build is warm, as it is after the
first page. Gives milliseconds to the last byte.
"""

import argparse
import re
import time
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import quote, urlencode

from benchmarks.serving import Headers, serving
from tallystick.lake.store import lookups, lookups_cube, lookups_suppliers
from tallystick.lake.store.home import Home

LIMIT_MS, MONEY_LIMIT_MS, SEARCH_LIMIT_MS = 150, 300, 1_000
WORDS = (
    "foster care",
    "licences",
    "waste den",
    "energy",
    "school transport",
    "agency staff mor",
    "legal fees 12",
    "vehicle",
)


@dataclass(frozen=True)
class Asked:
    """One kind of page: its name, the addresses to ask in turn, and what its 95th percentile should be under."""

    name: str
    addresses: list[str]
    limit_ms: int = LIMIT_MS


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--only", default="", help="kinds of page whose name has this in it; and no download")
    given = parser.parse_args()
    home = Home.find(given.home)
    kinds = [kind for kind in [*pages(home), *money(home)] if given.only.lower() in kind.name.lower()]
    with serving(home) as (server, signed_in):
        connection = HTTPConnection(server, timeout=120)
        for _ in range(3):
            asked(connection, "/", signed_in)
            asked(connection, "/spend/payments/", signed_in)
        time.sleep(3)  # charts are drawn ahead meanwhile
        print(f"{lookups.totals(home).payments:,} payments\n")
        print("| page | one of its addresses | median ms | 95th ms | aim |\n|---|---|---|---|---|")
        late = 0
        for kind in kinds:
            taken = sorted(
                asked(connection, address, signed_in) for address in islice(cycle(kind.addresses), given.times)
            )
            p95 = taken[min(len(taken) - 1, int(len(taken) * 0.95))]
            late += p95 > kind.limit_ms
            shown = re.sub(r"\d{5,}[0-9a-f]*", "…", kind.addresses[0])
            print(
                f"| {kind.name} | `{shown}` | {taken[len(taken) // 2]:.0f} | {p95:.0f} | {kind.limit_ms} |", flush=True
            )
        if not given.only:
            first, all_of_it, size = downloaded(connection, "/spend/payments.csv", signed_in)
            print(f"\nAll payments as CSV: first bytes after {first:.2f} s, {size / 1e6:,.0f} MB in {all_of_it:.0f} s")
        print(f"{late} of {len(kinds)} kinds of page are over what they should be.")


def pages(home: Home) -> list[Asked]:
    """Every kind of page, with addresses of things that this home has."""
    bodies = [row.organisation_code or lookups.NOT_KNOWN for row in lookups.organisations(home).rows]
    suppliers = [
        row.supplier_key or lookups.NOT_KNOWN
        for number in (1, 20, 400, 3_000)
        for row in lookups.suppliers(home, page=number).rows[:8]
    ]
    files = [row.sha256 for row in lookups.files(home).rows[:25]]
    first = min(lookups.files(home, sort="file").rows, key=lambda row: row.first_date or "")
    lines = [f"/files/{first.sha256}/lines/{line}/" for line in range(2, 30)]
    payments = "/spend/payments/"
    months = [row.month.strftime("%Y-%m") for row in lookups.months(home) if row.month]
    far = [str(page) for page in [*range(1, 20), 50]]
    return [
        Asked("Home", ["/"]),
        Asked("Organisations", _with("/spend/organisations/", sort=["-amount", "organisation", "-payments"])),
        Asked("One organisation", [f"/spend/organisations/{quote(body)}/" for body in bodies]),
        Asked("Suppliers", _with("/spend/suppliers/", page=far)),
        Asked("Suppliers, by name", _with("/spend/suppliers/?sort=supplier", page=far)),
        Asked("Suppliers, searched", _with("/spend/suppliers/", search=WORDS)),
        Asked("Suppliers of one organisation", _with("/spend/suppliers/", organisation=bodies)),
        Asked("One supplier", _with("/spend/supplier/", name=suppliers)),
        Asked("Months", _with("/spend/months/", organisation=["", *bodies])),
        Asked("Departments", _with("/spend/departments/", organisation=["", *bodies])),
        Asked("Payments, newest first", _with(payments, page=far)),
        Asked("Payments, largest first", _with(f"{payments}?sort=-amount", page=far)),
        Asked("Payments, by supplier", _with(f"{payments}?sort=supplier", page=far)),
        Asked("Payments of one organisation", _with(payments, organisation=bodies)),
        Asked("Payments of one supplier", _with(payments, supplier=suppliers)),
        Asked("Payments of one department", _with(payments, department=[f"Department {n}" for n in range(25)])),
        Asked("Payments of one month", _with(payments, month=months)),
        Asked("Payments over an amount", _with(payments, least=[str(5_000 * n) for n in range(1, 30)])),
        Asked("Payments, redacted", _with(f"{payments}?redacted=yes", page=far)),
        Asked("Payments of one file", _with(payments, file=files)),
        Asked("Payments, description searched", _with(payments, description=WORDS), SEARCH_LIMIT_MS),
        Asked(
            "Payments, description searched, largest first",
            _with(f"{payments}?sort=-amount", description=WORDS),
            SEARCH_LIMIT_MS,
        ),
        Asked(
            "Payments of one organisation, description searched",
            _with(f"{payments}?description=legal+fees", organisation=bodies),
            SEARCH_LIMIT_MS,
        ),
        Asked("Files", _with("/files/", page=far)),
        Asked("One file", [f"/files/{sha256}/" for sha256 in files]),
        Asked("One published line", lines),
        Asked("Quarantine", ["/quarantine/"]),
    ]


def money(home: Home) -> list[Asked]:
    """Every kind of page of where the money is, of everything and of parts of it."""
    bodies = [row.organisation_code or lookups.NOT_KNOWN for row in lookups.organisations(home).rows]
    paid = [row.supplier_id for n in (1, 20, 400) for row in lookups_suppliers.suppliers(home, page=n).rows[:8]]
    bought = [row.category for row in lookups_cube.by_category(home) if row.category]
    far = [str(page) for page in [*range(1, 20), 50]]
    found = [
        Asked("Money: suppliers", _with("/suppliers/", page=far), MONEY_LIMIT_MS),
        Asked("Money: one supplier", [f"/suppliers/{one}/" for one in paid], MONEY_LIMIT_MS),
        Asked("Money: categories", _with("/categories/", organisation=["", *bodies]), MONEY_LIMIT_MS),
        Asked("Money: one category", [f"/categories/of/{quote(code)}/" for code in bought], MONEY_LIMIT_MS),
        Asked("Money: categories in doubt", _with("/categories/review/", page=far), MONEY_LIMIT_MS),
        Asked("Money: payments of one supplier", _with("/spend/payments/", supplier_id=paid), MONEY_LIMIT_MS),
        Asked("Money: payments of one category", _with("/spend/payments/", category=bought), MONEY_LIMIT_MS),
    ]
    for part in ("", "kinds/", "years/", "coverage/", "largest/", "tail/", "shared/", "changes/"):
        choices = [f"/money/{part}", *_with(f"/money/{part}", organisation=bodies)]
        found.append(Asked(f"Money: {part.strip('/') or 'everything'}", choices, MONEY_LIMIT_MS))
    return found


def _with(address: str, **choices: list[str] | tuple[str, ...]) -> list[str]:
    [(name, values)] = choices.items()
    return [f"{address}{'&' if '?' in address else '?'}{urlencode({name: value})}" for value in values]


def asked(connection: HTTPConnection, address: str, signed_in: Headers) -> float:
    """Milliseconds from asking to the last byte."""
    started = time.perf_counter()
    connection.request("GET", address, headers=signed_in)
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        raise SystemExit(f"{address} answered {answer.status}")
    return (time.perf_counter() - started) * 1_000


def downloaded(connection: HTTPConnection, address: str, signed_in: Headers) -> tuple[float, float, int]:
    """Seconds to the first bytes after the header row, seconds to the last, and bytes."""
    started = time.perf_counter()
    connection.request("GET", address, headers=signed_in)
    answer = connection.getresponse()
    first, size = 0.0, 0
    while chunk := answer.read1(1 << 20):
        size += len(chunk)
        if not first and size > 10_000:
            first = time.perf_counter() - started
    return first, time.perf_counter() - started, size


if __name__ == "__main__":
    main()
