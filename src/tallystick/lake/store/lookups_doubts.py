"""What is in doubt about what was bought: groups of payments to one supplier that are thought to be of one category."""

from dataclasses import dataclass
from typing import Any

from tallystick.lake.store.connection import reader
from tallystick.lake.store.home import Home
from tallystick.lake.store.lookups_spend import NOT_KNOWN
from tallystick.lake.store.page import PAGE_SIZE, Page, contains_words, ordered


@dataclass(frozen=True)
class DoubtRow:
    """What a supplier is paid in one category, as far as it is in doubt and nobody has said.

    technology: its code in the list of technology suppliers. category, category_name: None where none was found.
    stake_pence: what each publisher paid in each month, added up whichever way it went, so that what was paid and then
    credited later is still at stake; low_pence: the part of it that is least sure.
    payments, amount_pence, organisations: of the group.
    """

    supplier_id: str
    supplier: str
    technology: str | None
    category: str | None
    category_name: str | None
    is_ict: bool | None
    payments: int
    amount_pence: int
    stake_pence: int
    low_pence: int
    organisations: int


@dataclass(frozen=True)
class Doubts:
    """A page of doubts, and the money at stake in the whole list."""

    page: Page[DoubtRow]
    stake_pence: int


@dataclass(frozen=True)
class WordingRow:
    """One wording of what a supplier was paid for, with why it is thought to be what it is, and how sure that is."""

    description: str | None
    account: str | None
    department: str | None
    organisation: str | None
    why: str | None
    confidence: float | None
    payments: int
    amount_pence: int


_SORTS = {
    "stake": "stake_pence",
    "supplier": "lower(supplier)",
    "category": "category_name",
    "payments": "payments",
    "publishers": "organisations",
    "amount": "amount_pence",
}


def doubts(
    home: Home,
    *,
    search: str = "",
    organisation: str | None = None,
    category: str | None = None,
    ict: bool | None = None,
    sort: str = "-stake",
    page: int = 1,
    page_size: int = PAGE_SIZE,
) -> Doubts:
    """What is in doubt, most money first. Sorts: stake, supplier, category, payments, publishers, amount.

    organisation: a publisher's code. category: a code, with those below it, or `NOT_KNOWN`. ict: only what is thought
    to be technology, or only what is not. Nothing where suppliers and categories were not worked out yet.
    """
    opened = reader(home)
    page = max(1, page)
    if not opened.maps:
        return Doubts(Page((), 0, page, page_size, 0), 0)
    where, values = _where(search, organisation, category, ict)
    grouped = f"{_GROUPED} WHERE {' AND '.join(where)} GROUP BY ALL"
    counting = (
        "SELECT count(*), coalesce(sum(amount_pence), 0)::BIGINT, coalesce(sum(stake_pence), 0)::BIGINT"
        f" FROM ({grouped})"
    )
    [counted] = opened.once((counting, tuple(values)), lambda: opened.rows(counting, values))
    column, direction = ordered(sort, _SORTS, "-stake")
    rows = opened.rows(
        f"{grouped} ORDER BY {column} {direction} NULLS LAST, stake_pence DESC, supplier_id, category"
        f" LIMIT {page_size} OFFSET {(page - 1) * page_size}",
        values,
    )
    return Doubts(Page(tuple(DoubtRow(*row) for row in rows), counted[0], page, page_size, counted[1]), counted[2])


def wordings_of(home: Home, supplier_id: str, category: str, *, most: int = 12) -> list[WordingRow]:
    """The wordings behind a group, in doubt or not, most money first; category may be `NOT_KNOWN`."""
    opened = reader(home)
    if not opened.maps:
        return []
    found = opened.rows(
        """
        SELECT d.description, a.account, p.department, o.organisation, x.why, x.confidence,
            sum(l.payments)::BIGINT AS payments, sum(l.amount_pence)::BIGINT AS amount_pence
        FROM lines l JOIN maps.supplier_of u USING (mention_id) JOIN maps.suppliers s USING (supplier_no)
        JOIN maps.category_of x USING (line_id) LEFT JOIN maps.categories k USING (category_no)
        LEFT JOIN descriptions d USING (description_id) LEFT JOIN accounts a USING (account_id)
        LEFT JOIN departments p USING (department_id) LEFT JOIN organisations o USING (organisation_id)
        WHERE s.supplier_id = ? AND k.category IS NOT DISTINCT FROM ?
        GROUP BY ALL ORDER BY abs(sum(l.amount_pence)) DESC, 1, 2, 3, 4 LIMIT ?
        """,
        [supplier_id, None if category == NOT_KNOWN else category, most],
    )
    return [WordingRow(*row) for row in found]


_GROUPED = """
SELECT s.supplier_id, s.supplier, s.technology, k.category, k.name AS category_name, k.is_ict,
    sum(c.payments)::BIGINT AS payments, sum(c.amount_pence)::BIGINT AS amount_pence,
    sum(c.stake_pence)::BIGINT AS stake_pence, sum(c.low_pence)::BIGINT AS low_pence,
    count(DISTINCT coalesce(c.organisation_id, -1)) AS organisations
FROM maps.doubtful c JOIN maps.suppliers s USING (supplier_no) LEFT JOIN maps.categories k USING (category_no)
"""


def _where(
    search: str, organisation: str | None, category: str | None, ict: bool | None
) -> tuple[list[str], list[Any]]:
    where = ["s.kind = 'supplier'"]
    contained, values = contains_words("lower(s.supplier)", search)
    bound: list[Any] = [*values]
    where += contained
    if organisation == NOT_KNOWN:
        where.append("c.organisation_id IS NULL")
    elif organisation is not None:
        where.append("c.organisation_id = (SELECT organisation_id FROM organisations WHERE organisation_code = ?)")
        bound.append(organisation)
    if category == NOT_KNOWN:
        where.append("k.category IS NULL")
    elif category is not None:
        where.append("(k.category = ? OR k.parent = ?)")
        bound += [category, category]
    if ict is not None:
        where.append("k.is_ict = ?")
        bound.append(ict)
    return where, bound


__all__ = ["DoubtRow", "Doubts", "WordingRow", "doubts", "wordings_of"]
