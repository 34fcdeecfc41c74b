"""How sure the categories are of what is chosen, and the money of each publisher and supplier in one."""

from collections.abc import Collection
from dataclasses import dataclass

from tallystick.lake.store.chosen import EVERYTHING, Chosen, mapped, smallest, where
from tallystick.lake.store.home import Home
from tallystick.lake.store.page import PAGE_SIZE, Page, contains_words, listed, ordered

SAID = "said"
"""The band of what a person said, which is as sure as can be."""


@dataclass(frozen=True)
class BandRow:
    """How much of a category's money is how sure. category: None where none is known. band: ``said`` by a person, or
    ``high``, ``middle``, ``low`` or ``none``, as the system has it."""

    category: str | None
    band: str
    payments: int
    amount_pence: int


@dataclass(frozen=True)
class PaidRow:
    """What one supplier was paid of what is chosen."""

    supplier_id: str
    supplier: str
    payments: int
    amount_pence: int
    organisations: int


def by_band(home: Home, chosen: Chosen = EVERYTHING) -> list[BandRow]:
    """How sure the categories are, by category; a category's own money only, without those within it.

    Raises NotWorkedOut where there are no maps, and NothingLoaded before the first build.
    """
    opened = mapped(home)
    meant = where(opened, chosen)
    found = opened.rows(
        "SELECT k.category, CASE WHEN c.decided THEN 'said' ELSE c.band END AS band,"
        " sum(c.payments)::BIGINT, sum(c.amount_pence)::BIGINT"
        f" FROM (SELECT * FROM {smallest(f'decided {meant.sql}')} WHERE {meant.sql}) c"
        " LEFT JOIN maps.categories k USING (category_no)"
        " GROUP BY k.category_no, k.category, 2 ORDER BY k.category_no NULLS LAST, band",
        meant.values,
    )
    return [BandRow(*row) for row in found]


def suppliers_paid(
    home: Home,
    chosen: Chosen = EVERYTHING,
    *,
    search: str = "",
    sort: str = "-amount",
    page: int = 1,
    page_size: int = PAGE_SIZE,
) -> Page[PaidRow]:
    """What each supplier (no person, nor other kind of payee) was paid of what is chosen. Sorts: supplier, amount,
    payments, organisations.

    Raises NotWorkedOut where there are no maps, and NothingLoaded before the first build.
    """
    opened = mapped(home)
    meant = where(opened, chosen)
    contained, searched = contains_words("lower(supplier)", search)
    allowed = {
        "supplier": "lower(supplier)",
        "amount": "amount_pence",
        "payments": "payments",
        "organisations": "organisations",
    }
    select = (
        "SELECT supplier_id, supplier, payments, amount_pence, organisations FROM (SELECT supplier_no,"
        " sum(payments)::BIGINT AS payments, sum(amount_pence)::BIGINT AS amount_pence,"
        " count(DISTINCT coalesce(organisation_id, -1)) AS organisations"
        f" FROM {smallest(f'supplier_no {meant.sql}')} WHERE supplier_no IS NOT NULL AND ({meant.sql})"
        " GROUP BY supplier_no) JOIN (FROM maps.suppliers WHERE kind = 'supplier') USING (supplier_no)"
    )
    return listed(
        opened,
        select,
        lambda row: PaidRow(*row),
        where=contained,
        values=[*meant.values, *searched],
        order=ordered(sort, allowed, "-amount"),
        ties="supplier_id",
        page=page,
        page_size=page_size,
        at_once=True,
    )


def count_paid(home: Home, chosen: Chosen, *, but: Collection[str]) -> int:
    """How many suppliers were paid of what is chosen, without those with these supplier_ids. Raises as
    `suppliers_paid`."""
    opened = mapped(home)
    meant = where(opened, chosen)
    others = f" AND supplier_id NOT IN ({', '.join('?' * len(but))})" if but else ""
    found = opened.row(
        f"SELECT count(DISTINCT supplier_no) FROM {smallest(f'supplier_no {meant.sql}')}"
        f" JOIN (FROM maps.suppliers WHERE kind = 'supplier'{others}) USING (supplier_no) WHERE {meant.sql}",
        [*sorted(but), *meant.values],
    )
    return found[0] if found else 0
