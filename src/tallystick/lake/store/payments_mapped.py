"""What the maps say of payments, and payments of which they say something."""

from typing import Any

import duckdb
import polars as pl

from tallystick.lake.store.chosen import Condition, category_nos, supplier_no_of
from tallystick.lake.store.connection import Reader

COLUMNS: dict[str, pl.DataType] = {
    "supplier_id": pl.String(),
    "supplier_name": pl.String(),
    "category": pl.String(),
    "category_confidence": pl.Float64(),
    "category_why": pl.String(),
}

_SAID = """
SELECT p.payment_id, s.supplier_id, s.supplier AS supplier_name, k.category,
    CASE WHEN own.payment_id IS NULL THEN c.confidence ELSE 1 END::DOUBLE AS category_confidence,
    CASE WHEN own.payment_id IS NULL THEN c.why ELSE own.why END AS category_why
FROM (SELECT payment_id, mention_id, line_id FROM payments WHERE {}) p
LEFT JOIN maps.supplier_of o ON o.mention_id = p.mention_id
LEFT JOIN maps.suppliers s ON s.supplier_no = o.supplier_no
LEFT JOIN maps.category_of c ON c.line_id = p.line_id
LEFT JOIN maps.category_of_payment own ON own.payment_id = p.payment_id
LEFT JOIN maps.categories k
    ON k.category_no = CASE WHEN own.payment_id IS NULL THEN c.category_no ELSE own.category_no END
ORDER BY p.payment_id
"""


def of_payments(opened: Reader, payment_ids: list[int]) -> dict[int, dict[str, Any]]:
    """What the maps say of each payment, by its number, in `COLUMNS`; nothing where there are no maps."""
    if not opened.maps or not payment_ids:
        return {}
    asked = f"payment_id IN ({', '.join('?' * len(payment_ids))})"
    rows = opened.rows(_SAID.format(asked), payment_ids)
    return {row[0]: dict(zip(COLUMNS, row[1:], strict=True)) for row in rows}


def of_run(opened: Reader, cursor: duckdb.DuckDBPyConnection, first: int, count: int) -> pl.DataFrame:
    """What the maps say of `count` payments from number `first`, in order, in `COLUMNS`; nulls where there are none."""
    if not opened.maps:
        return pl.DataFrame({name: pl.repeat(None, count, dtype=kind, eager=True) for name, kind in COLUMNS.items()})
    said = cursor.execute(_SAID.format("payment_id BETWEEN ? AND ?"), [first, first + count - 1]).pl()
    return said.select(pl.col(name).cast(kind) for name, kind in COLUMNS.items())


def mapped(opened: Reader, supplier_id: str | None, category: str | None) -> list[Condition]:
    """Conditions on payments: to a supplier, and of a category or those within it."""
    asked = [ask(opened, value) for ask, value in ((_paid_to, supplier_id), (_bought, category)) if value is not None]
    return asked if opened.maps else [Condition("false") for _ in asked]


def _paid_to(opened: Reader, supplier_id: str) -> Condition:
    number = supplier_no_of(opened, supplier_id) if opened.maps else None
    return Condition("mention_id IN (SELECT mention_id FROM maps.supplier_of WHERE supplier_no = ?)", (number,))


def _bought(opened: Reader, category: str) -> Condition:
    numbers = category_nos(opened, (category,)) if opened.maps else []
    known = tuple(number for number in numbers if number is not None)
    among = f"category_no IN ({', '.join('?' * len(known))})" if known else "false"
    lines = f"line_id IN (SELECT line_id FROM maps.category_of WHERE {among})"
    if None in numbers:
        lines = f"({lines} OR line_id NOT IN (SELECT line_id FROM maps.category_of WHERE category_no IS NOT NULL))"
    own = "SELECT payment_id FROM maps.category_of_payment"
    sql = f"(({lines} AND payment_id NOT IN ({own})) OR payment_id IN ({own} WHERE {among}))"
    return Condition(sql, (*known, *known))
