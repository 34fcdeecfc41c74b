"""What the maps have already of payments that meet a filter: how many there are, and the first of them."""

from typing import Any

from tallystick.lake.store.chosen import Chosen, smallest, where
from tallystick.lake.store.connection import Reader
from tallystick.lake.store.filters import Filters
from tallystick.lake.store.payments_mapped import SURE
from tallystick.lake.tables.map_tables import LEADING

_OF_THE_CUBE = frozenset({"organisation", "organisations", "supplier_id", "category", "ict", "month", "sure"})
_LEADING = {"-amount": ("amount", "amount_pence"), "-date": ("date", "date")}


def counted(opened: Reader, filters: Filters) -> tuple[int, int] | None:
    """How many payments meet `filters`, and their pence; None where the cube cannot say."""
    given = filters.given
    if not opened.maps or not given or not given <= _OF_THE_CUBE:
        return None
    chosen = Chosen(
        organisations=filters.organisations,
        suppliers=(filters.supplier_id,) if filters.supplier_id else (),
        categories=(filters.category,) if filters.category else (),
        ict=filters.ict,
        first_month=filters.month,
        last_month=filters.month,
    )
    meant = [where(opened, chosen)]
    if filters.organisation:
        meant.append(where(opened, Chosen(organisations=(filters.organisation,))))
    conditions = [f"({one.sql})" for one in meant]
    values: list[Any] = [value for one in meant for value in one.values]
    if filters.sure in SURE:
        bands = SURE[filters.sure]
        conditions.append(f"CASE WHEN decided THEN 'said' ELSE band END IN ({', '.join('?' * len(bands))})")
        values.extend(bands)
    meant_by = " AND ".join(conditions)
    sql = (
        "SELECT coalesce(sum(payments), 0)::BIGINT, coalesce(sum(amount_pence), 0)::BIGINT"
        f" FROM {smallest(meant_by)} WHERE {meant_by}"
    )
    [(count, pence)] = opened.once(("counted", filters), lambda: opened.rows(sql, values))
    return count, pence


def leading(opened: Reader, filters: Filters, sort: str, first: int, count: int) -> list[int] | None:
    """The numbers of `count` payments from place `first` on, of those of a category or of technology, with the largest
    or the newest first; None where the maps do not have them."""
    given = filters.given
    if not opened.maps or not given or not given <= {"category", "ict"}:
        return None
    if sort not in _LEADING or first + count > LEADING:
        return None
    order, column = _LEADING[sort]
    chosen = Chosen(categories=(filters.category,) if filters.category else (), ict=filters.ict)
    meant = where(opened, chosen)
    rows = opened.rows(
        f"SELECT payment_id FROM maps.first_payments WHERE sort = ? AND {meant.sql}"
        f" ORDER BY {column} DESC NULLS LAST, payment_id LIMIT {count} OFFSET {first}",
        [order, *meant.values],
    )
    return [number for (number,) in rows]
