"""What was published about one name with one company number: how it is written, by whom, its numbers, and for what."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tallystick.lake.store.connection import Reader, reader
from tallystick.lake.store.home import Home
from tallystick.lake.store.lookups_spend import NOT_KNOWN, supplier_id_of

MOST_SHOWN = 6
"""Of each kind of evidence: those with the most payments or money. `Evidence` counts all of them."""


@dataclass(frozen=True)
class Paying:
    """What one publisher paid under the name; None where the publisher is not known."""

    organisation_code: str | None
    organisation: str | None
    payments: int
    amount_pence: int


@dataclass(frozen=True)
class Bought:
    """One wording of what was bought: the description, or else the account or the department; None where none is."""

    text: str | None
    organisation: str | None
    payments: int
    amount_pence: int


@dataclass(frozen=True)
class Evidence:
    """All that was published about a name: first what it is paid, then the commonest of each kind.

    spellings: as written. supplier_numbers: (publisher, the publisher's own number). organisations: how many pay it.
    first_date and last_date: of its payments; None where no date is known.
    """

    payments: int
    amount_pence: int
    organisations: int
    first_date: date | None
    last_date: date | None
    spellings: tuple[str, ...]
    publishers: tuple[Paying, ...]
    vat_numbers: tuple[str, ...]
    postcodes: tuple[str, ...]
    supplier_numbers: tuple[tuple[str, str], ...]
    bought: tuple[Bought, ...]


NOTHING = Evidence(0, 0, 0, None, None, (), (), (), (), (), ())


def evidence(home: Home, supplier_key: str, company_number: str | None) -> Evidence:
    """What was published about the name of that key where it has that company number; None: where it has none.

    An empty key is the names with no letter or figure in them. `NOTHING` where there is no such name.
    """
    opened = reader(home)
    known, supplier_id = supplier_id_of(opened, supplier_key or NOT_KNOWN)
    found = known and opened.rows(
        "SELECT mention_id, supplier FROM mentions JOIN spellings s USING (spelling_id)"
        " WHERE s.supplier_id IS NOT DISTINCT FROM ? AND company_number IS NOT DISTINCT FROM ?"
        " ORDER BY mentions.payments DESC, supplier",
        [supplier_id, company_number],
    )
    if not found:
        return NOTHING
    among = f"({', '.join(str(int(mention_id)) for mention_id, _ in found)})"
    publishers = _publishers(opened, among)
    [(first, last)] = opened.rows(f"SELECT min(date), max(date) FROM payments WHERE mention_id IN {among}")
    return Evidence(
        payments=sum(one.payments for one in publishers),
        amount_pence=sum(one.amount_pence for one in publishers),
        organisations=len(publishers),
        first_date=first,
        last_date=last,
        spellings=tuple(supplier for _, supplier in found[:MOST_SHOWN]),
        publishers=tuple(publishers[:MOST_SHOWN]),
        vat_numbers=_numbers(opened, among, "vat_number"),
        postcodes=_numbers(opened, among, "postcode"),
        supplier_numbers=_supplier_numbers(opened, among),
        bought=_bought(opened, among),
    )


def _publishers(opened: Reader, among: str) -> list[Paying]:
    rows = opened.rows(
        "SELECT organisation_code, organisation, sum(l.payments)::BIGINT, sum(l.amount_pence)::BIGINT"
        f" FROM lines l LEFT JOIN organisations USING (organisation_id) WHERE mention_id IN {among}"
        " GROUP BY 1, 2 ORDER BY 4 DESC, 2"
    )
    return [Paying(*row) for row in rows]


def _numbers(opened: Reader, among: str, column: str) -> tuple[str, ...]:
    rows = opened.rows(
        f"SELECT {column}, sum(payments) FROM mention_evidence WHERE mention_id IN {among} AND {column} IS NOT NULL"
        f" GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {MOST_SHOWN}"
    )
    return tuple(text for text, _ in rows)


def _supplier_numbers(opened: Reader, among: str) -> tuple[tuple[str, str], ...]:
    rows: list[tuple[Any, ...]] = opened.rows(
        "SELECT coalesce(organisation, 'not known'), supplier_number, sum(payments)"
        " FROM mention_evidence LEFT JOIN organisations USING (organisation_id)"
        f" WHERE mention_id IN {among} AND supplier_number IS NOT NULL"
        f" GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT {MOST_SHOWN}"
    )
    return tuple((organisation, number) for organisation, number, _ in rows)


def _bought(opened: Reader, among: str) -> tuple[Bought, ...]:
    rows = opened.rows(
        "SELECT coalesce(description, account, department), organisation, sum(l.payments)::BIGINT,"
        " sum(l.amount_pence)::BIGINT FROM lines l LEFT JOIN organisations USING (organisation_id)"
        " LEFT JOIN descriptions USING (description_id) LEFT JOIN accounts USING (account_id)"
        f" LEFT JOIN departments USING (department_id) WHERE mention_id IN {among}"
        f" GROUP BY 1, 2 ORDER BY abs(sum(l.amount_pence)) DESC, 1, 2 LIMIT {MOST_SHOWN}"
    )
    return tuple(Bought(*row) for row in rows)
