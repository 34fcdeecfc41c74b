"""Single payments: lists of them, one of them, and all that meet a filter, streamed."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import polars as pl

from tallystick.lake.store.connection import Reader, reader
from tallystick.lake.store.filters import EVERY_PAYMENT, Filters, Where, where
from tallystick.lake.store.home import Home
from tallystick.lake.store.page import PAGE_SIZE, Page, ordered
from tallystick.lake.tidy.schema import PAYMENTS

COLUMNS = (
    "organisation_code",
    "organisation",
    "department",
    "supplier",
    "supplier_number",
    "company_number",
    "vat_number",
    "date",
    "amount",
    "amount_basis",
    "net",
    "vat",
    "gross",
    "description",
    "account",
    "category_code",
    "category_scheme",
    "transaction",
    "contract_reference",
    "card",
    "redacted",
    "duplicate",
    "file",
    "sha256",
    "sheet",
    "row",
    "extra",
)
"""The columns in which payments leave Tallystick, in order. `amount`, `net`, `vat` and `gross` are pounds and pence,
exact decimals; the others are as in the tidy schema."""

_BATCH = 100_000
"""About how many payments are looked at between one batch of a stream and the next."""


@dataclass(frozen=True)
class PaymentRow:
    """One payment in a list.

    payment_id is its number in this build only; sha256, sheet and row say where it is for good.
    """

    payment_id: int
    organisation_code: str | None
    organisation: str | None
    department: str | None
    supplier_key: str | None
    supplier: str | None
    description: str | None
    date: date | None
    amount_pence: int
    redacted: bool
    duplicate: bool
    card: bool
    file: str
    sha256: str
    sheet: str | None
    row: int


_SORTS = {
    "date": "date",
    "amount": "amount_pence",
    "supplier": "spelling_id",
    "description": "description_id",
    "department": "department_id",
    "organisation": "organisation_id",
}


def payments(
    home: Home,
    filters: Filters = EVERY_PAYMENT,
    *,
    sort: str = "-date",
    page: int = 1,
    page_size: int = PAGE_SIZE,
) -> Page[PaymentRow]:
    """Payments that meet `filters`. Sorts: date, amount, supplier, description, department, organisation.

    `count` and `amount_pence` are of all that meet them. Equals are in order of payment_id.
    """
    opened = reader(home)
    meant = where(opened, filters)
    page = max(1, page)
    if not meant.possible:
        return Page((), 0, page, page_size, 0)
    count, pence = _counted(opened, filters, meant)
    column, direction = ordered(sort, _SORTS, "-date")
    ids = opened.rows(
        f"SELECT payment_id FROM payments {meant.sql} ORDER BY {column} {direction} NULLS LAST, payment_id"
        " LIMIT ? OFFSET ?",
        [*meant.values, page_size, (page - 1) * page_size],
    )
    rows = {row.payment_id: row for row in _rows(opened, [payment_id for (payment_id,) in ids])}
    return Page(tuple(rows[payment_id] for (payment_id,) in ids), count, page, page_size, pence)


def payment(home: Home, payment_id: int) -> dict[str, Any] | None:
    """Every column of one payment (the canonical ones, `payment_id` and `supplier_key`), or None. Amounts in pence."""
    opened = reader(home)
    return _payment(
        home,
        opened,
        opened.row(
            "SELECT p.payment_id, p.position, f.tidy FROM payments p JOIN files f USING (file_id) WHERE payment_id = ?",
            [payment_id],
        ),
    )


def payment_at(home: Home, sha256: str, row: int, sheet: str | None = None) -> dict[str, Any] | None:
    """As `payment`, by where it was published: the address that stays the same from build to build."""
    opened = reader(home)
    return _payment(
        home,
        opened,
        opened.row(
            "SELECT p.payment_id, p.position, f.tidy FROM payments p JOIN files f USING (file_id) WHERE f.sha256 = ?"
            ' AND payment_id BETWEEN f.first_payment_id AND f.first_payment_id + f.payments AND "row" = ?'
            " AND sheet IS NOT DISTINCT FROM ?",
            [sha256, row, sheet],
        ),
    )


def stream_payments(home: Home, filters: Filters = EVERY_PAYMENT) -> Iterator[pl.DataFrame]:
    """All payments that meet `filters`, in order of payment_id, some at a time, in the columns of `COLUMNS`.

    The first come at once and memory does not grow with their number: each file's tidy payments are read when their
    turn comes. A build that takes over meanwhile does not disturb it.
    """
    opened = reader(home)
    meant = where(opened, filters)
    if not meant.possible:
        return
    cursor = opened.cursor.cursor()
    files = cursor.execute(
        f"SELECT file_id, tidy, first_payment_id, payments FROM files WHERE standing AND payments > 0"
        f" {'AND file_id IN (SELECT DISTINCT file_id FROM payments ' + meant.sql + ')' if meant.conditions else ''}"
        " ORDER BY first_payment_id",
        list(meant.values),
    ).fetchall()
    for batch in _batches(files):
        places = _places(cursor, meant, batch) if meant.conditions else {}
        for file_id, tidy, _, _ in batch:
            if meant.conditions and file_id not in places:
                continue
            frame = pl.read_parquet(home.root / tidy / "payments.parquet")
            yield published(frame[places[file_id]] if meant.conditions else frame)


def published(tidy: pl.DataFrame) -> pl.DataFrame:
    """Tidy payments in the columns in which they leave Tallystick."""
    pounds = {name: _pounds(f"{name}_pence") for name in ("amount", "net", "vat", "gross")}
    return tidy.with_columns(**pounds).select(COLUMNS)


def _pounds(column: str) -> pl.Expr:
    return pl.col(column).cast(pl.Decimal(18, 2)) / pl.lit(100).cast(pl.Decimal(18, 2))


def _counted(opened: Reader, filters: Filters, meant: Where) -> tuple[int, int]:
    """How many payments meet `filters`, and their pence: from a summary where one has it, else counted once."""
    key = ("counted", filters)
    if key not in opened.remembered:
        given = {field.name for field in fields(filters) if getattr(filters, field.name) not in (None, "")}
        source = next((table for names, table in _SUMMARIES if given <= names), None)
        counted = "sum(payments)" if source else "count(*)"
        found = opened.row(
            f"SELECT coalesce({counted}, 0)::BIGINT, coalesce(sum(amount_pence), 0)::BIGINT"
            f" FROM {source or 'payments'} {meant.sql}",
            meant.values,
        )
        assert found is not None
        if len(opened.remembered) > 10_000:
            opened.remembered.clear()
        opened.remembered[key] = found
    count, pence = opened.remembered[key]
    return count, pence


_SUMMARIES = (
    (frozenset({"organisation", "month"}), "by_month"),
    (frozenset({"organisation", "supplier"}), "by_supplier_organisation"),
    (frozenset({"organisation", "department"}), "by_department"),
)
"""Filters whose counts a summary already has."""


def _rows(opened: Reader, ids: list[int]) -> list[PaymentRow]:
    if not ids:
        return []
    found = opened.rows(
        "SELECT payment_id, o.organisation_code, o.organisation, d.department, s.supplier_key, w.supplier,"
        " t.description, p.date, p.amount_pence, p.redacted, p.duplicate, p.card,"
        ' f.file, f.sha256, p.sheet, p."row"'
        f" FROM (SELECT * FROM payments WHERE payment_id IN ({', '.join('?' * len(ids))})) p"
        " JOIN files f USING (file_id) LEFT JOIN organisations o ON o.organisation_id = p.organisation_id"
        " LEFT JOIN departments d USING (department_id) LEFT JOIN by_supplier s USING (supplier_id)"
        " LEFT JOIN spellings w USING (spelling_id) LEFT JOIN descriptions t USING (description_id)",
        ids,
    )
    return [PaymentRow(*row) for row in found]


def _payment(home: Home, opened: Reader, found: tuple[Any, ...] | None) -> dict[str, Any] | None:
    if found is None:
        return None
    payment_id, position, tidy = found
    columns = [name for name in PAYMENTS if name != "fingerprint"]
    frame = pl.scan_parquet(home.root / tidy / "payments.parquet").select(columns).slice(position, 1).collect()
    return {"payment_id": payment_id, **frame.row(0, named=True)}


def _batches(files: list[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    """Files that lie together, about `_BATCH` payments at a time; the first alone, so that the first rows come soon."""
    batch: list[tuple[Any, ...]] = []
    waiting, enough = 0, 0
    for file in files:
        batch.append(file)
        waiting += file[3]
        if waiting > enough:
            yield batch
            batch, waiting, enough = [], 0, _BATCH
    if batch:
        yield batch


def _places(cursor: Any, meant: Where, batch: list[tuple[Any, ...]]) -> dict[int, list[int]]:
    """For each file of a batch, the positions of the payments that meet the filter, in order."""
    within = meant.also("payment_id BETWEEN ? AND ?", batch[0][2], batch[-1][2] + batch[-1][3] - 1)
    found = cursor.execute(
        f"SELECT file_id, list(position ORDER BY position) FROM payments {within.sql} GROUP BY file_id",
        list(within.values),
    ).fetchall()
    return dict(found)
