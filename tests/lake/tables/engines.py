"""Two engines that share nothing, to run expressions on."""

import datetime
import itertools
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import ibis
import ibis.expr.types as ir
import polars as pl
import polars.selectors as cs

Row = dict[str, Any]
DAYS = ("date", "month", "first_date", "last_date", "first_month", "last_month")
TRUTHS = ("decided", "is_ict", "sme", "vcse", "duplicate", "card")
Put = Callable[[str, pl.DataFrame], ir.Table]

_made = itertools.count()


@contextmanager
def duckdb() -> Iterator[tuple[Any, Put]]:
    connection = ibis.duckdb.connect()
    try:
        yield connection, lambda name, rows: connection.create_table(name, ibis.memtable(rows))
    finally:
        connection.disconnect()


@contextmanager
def sqlite() -> Iterator[tuple[Any, Put]]:
    connection = ibis.sqlite.connect()

    def put(name: str, rows: pl.DataFrame) -> ir.Table:
        table = connection.create_table(name, schema=ibis.memtable(rows).schema())
        rows = rows.with_columns(cs.date().cast(pl.String), cs.unsigned_integer().cast(pl.Int32, strict=False))
        connection.con.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * rows.width)})", rows.rows())
        return table

    try:
        yield connection, put
    finally:
        connection.disconnect()


ENGINES = {"duckdb": duckdb, "sqlite": sqlite}


def rows_of(connection: Any, expression: ir.Table) -> list[Row]:
    """The rows of an expression, with the same values whatever the engine: SQLite keeps dates as text and truths as
    numbers."""
    made = connection.create_table(f"made_{next(_made)}", expression)
    return [plain(row) for row in made.to_pyarrow().to_pylist()]


def plain(row: Mapping[str, Any]) -> Row:
    return {name: _plain(name, value) for name, value in row.items()}


def _plain(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in DAYS:
        value = value if isinstance(value, datetime.date) else datetime.date.fromisoformat(str(value)[:10])
        return value.date() if isinstance(value, datetime.datetime) else value
    return bool(value) if name in TRUTHS else value


def set_of(rows: list[Row]) -> list[str]:
    return sorted(repr(sorted(row.items())) for row in rows)
