"""The fast tables equal the slow ones, on DuckDB and on another engine that shares nothing with it."""

import datetime
from collections.abc import Callable
from typing import Any

import ibis
import ibis.expr.types as ir
import polars as pl
import polars.selectors as cs
from hypothesis import given, settings
from hypothesis import strategies as st

from tallystick.lake.tables.laying import lay
from tallystick.lake.tidy.schema import PAYMENTS
from tests.lake.made import frame, some_payments
from tests.lake.tables import slow

Row = dict[str, Any]

FILES = {
    "sha256": pl.String(),
    "file_id": pl.Int32(),
    "organisation_code": pl.String(),
    "organisation": pl.String(),
    "payments": pl.Int64(),
    "first_payment_id": pl.Int64(),
    "outcome": pl.String(),
    "standing": pl.Boolean(),
    "quarantined": pl.Int64(),
    "quarantined_pence": pl.Int64(),
}

PUBLISHERS = [("GB-A", "Aldermere"), ("GB-A", "Aldermere Council"), ("GB-B", "Brack"), (None, None), (None, "Unlisted")]

files_of_payments = st.lists(
    st.tuples(st.sampled_from(PUBLISHERS), some_payments(12), st.booleans(), st.integers(0, 3)), min_size=1, max_size=4
)


NAMES = {
    "organisation_id": ("organisation_code",),
    "supplier_id": ("supplier_key",),
    "department_id": ("department",),
    "spelling_id": ("supplier",),
    "description_id": ("description",),
    "mention_id": ("supplier", "company_number"),
    "account_id": ("account",),
    "code_id": ("category_scheme", "category_code"),
    "line_id": ("account", "category_scheme", "category_code"),
    "file_id": ("sha256",),
}
"""What each number stands for."""


def unknown(number: str) -> Row:
    return dict.fromkeys(NAMES[number])


def on(connection: Any, make_first: Callable[[str, pl.DataFrame], ir.Table], given: list[Any]) -> dict[str, list[Row]]:
    """Every table that `lay` makes of the given files on an engine, with names for numbers, as the slow ones have."""
    files, payments = as_tables(given)
    tidy = make_first("tidy", payments)
    laid: dict[str, ir.Table] = {}

    def make(name: str, expression: ir.Table, *, lasting: bool = True) -> ir.Table:
        laid[name] = connection.create_table(name, expression)
        return laid[name]

    lay(make_first("given", files), tidy, make, lambda step: None)
    rows = {name: plain(table.to_pyarrow().to_pylist()) for name, table in laid.items()}
    spelt = {r["spelling_id"]: r["supplier"] for r in rows["spellings"]}
    named = {
        "organisation_id": {
            r["organisation_id"]: {"organisation_code": r["organisation_code"]} for r in rows["organisations"]
        },
        "supplier_id": {r["supplier_id"]: {"supplier_key": r["supplier_key"]} for r in rows["suppliers"]},
        "department_id": {r["department_id"]: {"department": r["department"]} for r in rows["departments"]},
        "spelling_id": {r["spelling_id"]: {"supplier": r["supplier"]} for r in rows["spellings"]},
        "description_id": {r["description_id"]: {"description": r["description"]} for r in rows["descriptions"]},
        "account_id": {r["account_id"]: {"account": r["account"]} for r in rows["accounts"]},
        "code_id": {
            r["code_id"]: {"category_scheme": r["category_scheme"], "category_code": r["category_code"]}
            for r in rows["codes"]
        },
        "mention_id": {
            r["mention_id"]: {"supplier": spelt[r["spelling_id"]], "company_number": r["company_number"]}
            for r in rows["mentions"]
        },
        "file_id": {r["file_id"]: {"sha256": r["sha256"]} for r in rows["files"]},
    }
    of_line = {r["line_id"]: (r["account_id"], r["code_id"]) for r in rows["lines"]}
    named["line_id"] = {
        line: {
            **named["account_id"].get(account, unknown("account_id")),
            **named["code_id"].get(code, unknown("code_id")),
        }
        for line, (account, code) in of_line.items()
    }
    own = {"mentions": "mention_id", "accounts": "account_id", "codes": "code_id", "lines": "line_id"}
    own |= {"organisations": "organisation_id", "spellings": "spelling_id", "files": "file_id"}
    for name, table in rows.items():
        for row in table:
            for number in [n for n in NAMES if n in row]:
                value = row.pop(number)
                if number != own.get(name):
                    row.update({**named[number].get(value, unknown(number)), **row})
    return rows


def as_tables(given: list[Any]) -> tuple[pl.DataFrame, pl.DataFrame]:
    files, payments, reached = [], [], 0
    for number, ((code, name), rows, standing, quarantined) in enumerate(given):
        of_file = {"organisation_code": code, "organisation": name, "sha256": f"sha{number}", "file": f"{number}.csv"}
        files.append(
            {
                **of_file,
                "file_id": number,
                "payments": len(rows),
                "first_payment_id": reached,
                "outcome": "loaded",
                "standing": standing,
                "quarantined": quarantined,
                "quarantined_pence": quarantined * 100,
            }
        )
        if standing:
            payments += [{**row, **of_file, **row["own"], "position": place} for place, row in enumerate(rows)]
            reached += len(rows)
    return frame(files, FILES), frame(payments, {**PAYMENTS, "position": pl.Int64()})


def plain(rows: list[Row]) -> list[Row]:
    """The same values whatever the engine: SQLite keeps dates as text and booleans as numbers."""
    return [{name: _plain(name, value) for name, value in row.items()} for row in rows]


def _plain(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in ("date", "month", "first_date", "last_date"):
        value = value if isinstance(value, datetime.date) else datetime.date.fromisoformat(str(value)[:10])
        return value.date() if isinstance(value, datetime.datetime) else value
    return (
        bool(value) if name in ("redacted", "duplicate", "card") and value in (0, 1) and name != "redacted" else value
    )


def set_of(rows: list[Row], columns: list[str]) -> list[str]:
    return sorted(repr([row[name] for name in columns]) for row in rows)


def assert_equal_tables(found: dict[str, list[Row]], expected: dict[str, list[Row]]) -> None:
    for name, rows in expected.items():
        columns = sorted(rows[0]) if rows else []
        assert set_of(found[name], columns) == set_of(rows, columns), name


def on_duckdb(given: list[Any]) -> dict[str, list[Row]]:
    connection = ibis.duckdb.connect()
    try:
        return on(connection, lambda name, rows: connection.create_table(name, ibis.memtable(rows)), given)
    finally:
        connection.disconnect()


def on_sqlite(given: list[Any]) -> dict[str, list[Row]]:
    connection = ibis.sqlite.connect()

    def make(name: str, rows: pl.DataFrame) -> ir.Table:
        table = connection.create_table(name, schema=ibis.memtable(rows).schema())
        rows = rows.with_columns(cs.date().cast(pl.String), cs.unsigned_integer().cast(pl.Int32, strict=False))
        connection.con.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * rows.width)})", rows.rows())
        return table

    try:
        return on(connection, make, given)
    finally:
        connection.disconnect()


def slowly(given: list[Any]) -> dict[str, list[Row]]:
    files, payments = as_tables(given)
    return slow.tables(files.to_dicts(), payments.to_dicts())


@settings(max_examples=8)
@given(files_of_payments)
def test_tables_equal_the_slow_ones(given: list[Any]) -> None:
    assert_equal_tables(on_duckdb(given), slowly(given))


@settings(max_examples=5)
@given(files_of_payments)
def test_another_engine_gives_the_same_tables(given: list[Any]) -> None:
    assert_equal_tables(on_sqlite(given), slowly(given))
