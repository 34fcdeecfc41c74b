"""Single payments: lists of them, one of them, and all that meet a filter, streamed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from tallystick.lake.store import payments_mapped as thought
from tallystick.lake.store import payments_summed as maps_have
from tallystick.lake.store.connection import FETCHED_LATE, Reader, reader
from tallystick.lake.store.filters import EVERY_PAYMENT, Filters, Where, where
from tallystick.lake.store.home import Home
from tallystick.lake.store.numbered import numbered, remembered
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
    "supplier_postcode",
    "supplier_id",
    "supplier_name",
    "category",
    "category_confidence",
    "category_why",
)
"""The columns in which payments leave Tallystick, in order. `amount`, `net`, `vat` and `gross` are pounds and pence,
exact decimals; the last five are what the maps say, null where there are none; the others are as in the tidy
schema."""

_BATCH = 100_000
"""About how many payments are looked at between one batch of a stream and the next."""


_OWN = (
    'payment_id, organisation_id, department_id, supplier_id, spelling_id, description_id, file_id, sheet, "row", date,'
    " amount_pence, redacted, duplicate, card, mention_id, line_id"
)


@dataclass(frozen=True)
class PaymentRow:
    """One payment in a list.

    payment_id is its number in this build only; sha256, sheet and row say where it is for good. The last five are what
    the maps say, None where there are none.
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
    supplier_id: str | None = None
    supplier_name: str | None = None
    category: str | None = None
    category_confidence: float | None = None
    category_why: str | None = None


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
    order = f"ORDER BY {column} {direction} NULLS LAST, payment_id"
    first = (page - 1) * page_size
    numbers = maps_have.leading(opened, filters, sort, first, page_size)
    if numbers is None and first + page_size > FETCHED_LATE:
        # Too far on for the engine not to sort whole rows: find the numbers of this page's, then fetch those.
        sql = f"SELECT payment_id FROM payments {meant.sql} {order} LIMIT {page_size} OFFSET {first}"
        numbers = [number for (number,) in opened.rows(sql, meant.values)]
    if numbers is not None:
        found = _of_numbers(opened, numbers)
    else:
        found = opened.rows(
            f"SELECT {_OWN} FROM payments {meant.sql} {order} LIMIT {page_size} OFFSET {first}", meant.values
        )
    return Page(tuple(_with_texts(opened, found)), count, page, page_size, pence)


def _of_numbers(opened: Reader, payment_ids: list[int]) -> list[tuple[Any, ...]]:
    """`_OWN` of payments, in the order of their numbers that is given. By way of `rowid`, as the engine then reads no
    more of the other columns than these rows."""
    if not payment_ids:
        return []
    asked = ", ".join("?" * len(payment_ids))
    lying = f"SELECT rowid FROM payments WHERE payment_id IN ({asked})"
    rows = {row[0]: row for row in opened.rows(f"SELECT {_OWN} FROM payments WHERE rowid IN ({lying})", payment_ids)}
    return [rows[number] for number in payment_ids]


def payment(home: Home, payment_id: int) -> dict[str, Any] | None:
    """Every column of one payment (the canonical ones, `payment_id`, `supplier_key`, what the maps say), or None.

    Amounts are in pence.
    """
    found = reader(home).row(f"{_WHERE_IT_LIES} WHERE payment_id = ?", [payment_id])
    return _payment(home, *found) if found else None


def payment_at(home: Home, sha256: str, row: int, sheet: str | None = None) -> dict[str, Any] | None:
    """As `payment`, by where it was published: the address that stays the same from build to build."""
    found = reader(home).row(
        f'{_WHERE_IT_LIES} WHERE sha256 = ? AND "row" = ? AND sheet IS NOT DISTINCT FROM ?'
        " AND payment_id BETWEEN first_payment_id AND first_payment_id + payments - 1",
        [sha256, row, sheet],
    )
    return _payment(home, *found) if found else None


_WHERE_IT_LIES = (
    "SELECT payment_id, mention_id, line_id, payment_id - first_payment_id, tidy"
    " FROM payments JOIN files USING (file_id)"
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
    cursor = opened.new_cursor()
    files = cursor.execute(
        f"SELECT file_id, tidy, first_payment_id, payments FROM files WHERE standing AND payments > 0"
        f" {'AND file_id IN (SELECT DISTINCT file_id FROM payments ' + meant.sql + ')' if meant.conditions else ''}"
        " ORDER BY first_payment_id",
        list(meant.values),
    ).fetchall()
    for batch in _batches(files):
        places = _places(cursor, meant, batch) if meant.conditions else {}
        for file_id, tidy, first, count in batch:
            if meant.conditions and file_id not in places:
                continue
            frame = pl.read_parquet(home.root / tidy / "payments.parquet")
            said = thought.of_run(opened, cursor, first, count)
            frame = pl.concat([frame, said], how="horizontal")
            yield published(frame[places[file_id]] if meant.conditions else frame)


def published(tidy: pl.DataFrame) -> pl.DataFrame:
    """Tidy payments, with what the maps say of them, in the columns in which they leave Tallystick."""
    pounds = {name: _pounds(f"{name}_pence") for name in ("amount", "net", "vat", "gross")}
    return tidy.with_columns(**pounds).select(COLUMNS)


def _pounds(column: str) -> pl.Expr:
    return pl.col(column).cast(pl.Decimal(18, 2)) / pl.lit(100).cast(pl.Decimal(18, 2))


def _counted(opened: Reader, filters: Filters, meant: Where) -> tuple[int, int]:
    """How many payments meet `filters`, and their pence: from a summary where one has it, else counted once."""
    given = filters.given
    source = next((table for names, table in _SUMMARIES if given <= names), None)
    from_cube = maps_have.counted(opened, filters) if source is None else None
    if from_cube is not None:
        return from_cube
    counted = "sum(payments)" if source else "count(*)"
    sql = (
        f"SELECT coalesce({counted}, 0)::BIGINT, coalesce(sum(amount_pence), 0)::BIGINT"
        f" FROM {source or 'payments'} {meant.sql}"
    )
    [(count, pence)] = opened.once(("counted", filters), lambda: opened.rows(sql, meant.values))
    return count, pence


_SUMMARIES = (
    (frozenset({"description"}), "by_description"),
    (frozenset({"supplier"}), "by_supplier"),
    (frozenset({"organisation", "supplier"}), "by_supplier_organisation"),
    (frozenset({"organisation", "department"}), "by_department"),
)
"""Filters whose counts a summary already has."""


def _with_texts(opened: Reader, found: list[tuple[Any, ...]]) -> list[PaymentRow]:
    """Rows of `_OWN`, each with its texts.

    Each kind of text is looked up by number, for these rows alone: a join would read all of it.
    """
    organisations = remembered(opened, "organisations (organisation_id, organisation_code, organisation)")
    departments = remembered(opened, "departments (department_id, department)")
    suppliers = numbered(opened, "by_supplier (supplier_id, supplier_key)", (row[3] for row in found))
    spellings = numbered(opened, "spellings (spelling_id, supplier)", (row[4] for row in found))
    descriptions = numbered(opened, "descriptions (description_id, description)", (row[5] for row in found))
    files = remembered(opened, "files (file_id, file, sha256)")
    said = thought.of_payments(opened, [(row[0], *row[-2:]) for row in found])
    unknown = (None, None, None)
    rows = []
    for row in found:
        number, who, within, paid, spelt, what, file, sheet, line, day, pence, redacted, duplicate, card = row[:-2]
        rows.append(
            PaymentRow(
                payment_id=number,
                organisation_code=organisations.get(who, unknown)[1],
                organisation=organisations.get(who, unknown)[2],
                department=departments.get(within, unknown)[1],
                supplier_key=suppliers.get(paid, unknown)[1],
                supplier=spellings.get(spelt, unknown)[1],
                description=descriptions.get(what, unknown)[1],
                date=day,
                amount_pence=pence,
                redacted=redacted,
                duplicate=duplicate,
                card=card,
                file=files[file][1],
                sha256=files[file][2],
                sheet=sheet,
                row=line,
                **said.get(number, {}),
            )
        )
    return rows


def _payment(home: Home, payment_id: int, mention: int | None, line: int, position: int, tidy: str) -> dict[str, Any]:
    columns = [name for name in PAYMENTS if name != "fingerprint"]
    frame = pl.scan_parquet(home.root / tidy / "payments.parquet").select(columns).slice(position, 1).collect()
    thoughts = thought.of_payments(reader(home), [(payment_id, mention, line)])
    said = thoughts.get(payment_id, dict.fromkeys(thought.COLUMNS))
    return {"payment_id": payment_id, **frame.row(0, named=True), **said}


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


def _places(cursor: Any, meant: Where, batch: list[tuple[Any, ...]]) -> dict[int, pl.Series]:
    """For each file of a batch, the positions of the payments that meet the filter, in order."""
    within = meant.also("payment_id BETWEEN ? AND ?", batch[0][2], batch[-1][2] + batch[-1][3] - 1)
    found = cursor.execute(f"SELECT payment_id FROM payments {within.sql} ORDER BY 1", list(within.values)).fetchnumpy()
    ids = pl.Series(found["payment_id"])
    places = {}
    for file_id, _, first, payments in batch:
        start, stop = ids.search_sorted(first), ids.search_sorted(first + payments)
        if stop > start:
            places[file_id] = ids[start:stop] - first
    return places
