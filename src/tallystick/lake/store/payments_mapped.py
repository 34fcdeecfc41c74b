"""What the maps say of payments, and payments of which they say something."""

from typing import Any

import duckdb
import polars as pl

from tallystick.lake import bands
from tallystick.lake.store.chosen import Condition, category_nos, supplier_no_of
from tallystick.lake.store.connection import Reader
from tallystick.lake.store.numbered import numbered, remembered

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


def of_payments(opened: Reader, found: list[tuple[int, int | None, int]]) -> dict[int, dict[str, Any]]:
    """What the maps say of each payment, by its number, in `COLUMNS`; nothing where there are no maps.

    found: of each, its payment_id, mention_id and line_id. Each kind of thing is looked up for these alone.
    """
    if not opened.maps or not found:
        return {}
    whose = numbered(opened, "maps.supplier_of (mention_id, supplier_no)", (one[1] for one in found))
    suppliers = numbered(
        opened, "maps.suppliers (supplier_no, supplier_id, supplier)", (number for _, number in whose.values())
    )
    lines = numbered(opened, "maps.category_of (line_id, category_no, confidence, why)", (one[2] for one in found))
    own = {}
    if _any_own(opened):
        own = numbered(opened, "maps.category_of_payment (payment_id, category_no, why)", (one[0] for one in found))
    codes = remembered(opened, "maps.categories (category_no, category)")
    nothing = (None, None, None, None)
    said = {}
    for payment_id, mention_id, line_id in found:
        _, supplier_id, supplier = suppliers.get(whose.get(mention_id, nothing)[1], nothing[:3])
        _, category_no, confidence, why = lines.get(line_id, nothing)
        if payment_id in own:
            _, category_no, why = own[payment_id]
            confidence = 1.0
        category = codes.get(category_no, nothing)[1]
        said[payment_id] = dict(zip(COLUMNS, (supplier_id, supplier, category, confidence, why), strict=True))
    return said


def of_run(opened: Reader, cursor: duckdb.DuckDBPyConnection, first: int, count: int) -> pl.DataFrame:
    """What the maps say of `count` payments from number `first`, in order, in `COLUMNS`; nulls where there are none."""
    if not opened.maps:
        return pl.DataFrame({name: pl.repeat(None, count, dtype=kind, eager=True) for name, kind in COLUMNS.items()})
    said = cursor.execute(_SAID.format("payment_id BETWEEN ? AND ?"), [first, first + count - 1]).pl()
    return said.select(pl.col(name).cast(kind) for name, kind in COLUMNS.items())


def mapped(
    opened: Reader,
    supplier_id: str | None,
    category: str | None,
    ict: bool | None = None,
    sure: str | None = None,
) -> list[Condition]:
    """Conditions on payments: to a supplier; of a category or those within it; technology or not; and how sure that is,
    one of `SURE` (anything else is no condition)."""
    wanted = ((_paid_to, supplier_id), (_bought, category), (_is_ict, ict), (_is_sure, sure if sure in SURE else None))
    asked = [(ask, value) for ask, value in wanted if value is not None]
    return [ask(opened, value) for ask, value in asked] if opened.maps else [Condition("false") for _ in asked]


_FEW = 12
"""Publishers: where a supplier has no more, only their payments are looked at, as each one's lie together."""


def _paid_to(opened: Reader, supplier_id: Any) -> Condition:
    number = supplier_no_of(opened, supplier_id)
    mentions = "mention_id IN (SELECT mention_id FROM maps.supplier_of WHERE supplier_no = ?)"
    paying = "SELECT organisation_id FROM maps.by_supplier_organisation WHERE supplier_no = ?"
    who = [one for (one,) in opened.once(("paying", number), lambda: opened.rows(paying, [number]))]
    if not who or None in who or len(who) > _FEW:
        return Condition(mentions, (number,))
    return Condition(f"{mentions} AND organisation_id IN ({', '.join('?' * len(who))})", (number, *who))


def _bought(opened: Reader, category: Any) -> Condition:
    return _of_categories(opened, category_nos(opened, (category,)))


def _is_ict(opened: Reader, wanted: Any) -> Condition:
    sql = "SELECT category_no FROM maps.categories WHERE is_ict = ?"
    return _of_categories(opened, [number for (number,) in opened.rows(sql, [wanted])])


def _of_categories(opened: Reader, numbers: list[int | None]) -> Condition:
    known = tuple(number for number in numbers if number is not None)
    among = f"category_no IN ({', '.join('?' * len(known))})" if known else "false"
    lines = f"line_id IN (SELECT line_id FROM maps.category_of WHERE {among})"
    if None in numbers:
        lines = f"({lines} OR line_id NOT IN (SELECT line_id FROM maps.category_of WHERE category_no IS NOT NULL))"
    if not _any_own(opened):
        return Condition(lines, known)
    sql = f"(({lines} AND payment_id NOT IN ({_OWN})) OR payment_id IN ({_OWN} WHERE {among}))"
    return Condition(sql, (*known, *known))


_OWN = "SELECT payment_id FROM maps.category_of_payment"


def _any_own(opened: Reader) -> bool:
    """Whether a person said of any payment what it was for: where none did, millions need not be asked."""
    return bool(opened.once("any_own", lambda: opened.rows(f"SELECT count(*) FROM ({_OWN})"))[0][0])


_BAND = (
    "CASE WHEN decided THEN 'said' WHEN category_no IS NULL THEN 'none'"
    f" WHEN confidence >= {bands.SURE} THEN 'high' WHEN confidence >= {bands.UNSURE} THEN 'middle' ELSE 'low' END"
)
"""How sure a line's category is: what the cube has, and ``said`` where a person said it."""

SURE = {
    "said": ("said",),
    "high": ("high",),
    "middle": ("middle",),
    "low": ("low",),
    "none": ("none",),
    "doubtful": ("low", "none"),
    "doubt": ("low", "none", "middle"),
}
"""Names of how sure a category is, with the bands that each stands for."""


def _is_sure(opened: Reader, sure: Any) -> Condition:
    bands = SURE[sure]
    lines = (
        "line_id IN (SELECT l.line_id FROM lines l LEFT JOIN maps.category_of c ON c.line_id = l.line_id"
        f" WHERE {_BAND} IN ({', '.join('?' * len(bands))}))"
    )
    if not _any_own(opened):
        return Condition(lines, bands)
    own = f"payment_id IN ({_OWN})"
    return Condition(f"({lines} OR {own})" if sure == "said" else f"({lines} AND NOT {own})", bands)
