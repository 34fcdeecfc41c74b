"""The tables of `lake.tables` in the SQL of DuckDB, compiled from their Ibis expressions and kept beside this.

Ibis takes a second or two to import and to compile, for which somebody would wait after each of their decisions. So
it is done once, and what it gives is kept; a test does it again and compares. After a change to any expression:

    python tools/compile_tables.py
"""

import re
from dataclasses import dataclass
from pathlib import Path

from tallystick.lake.build.file_table import FILES
from tallystick.lake.tidy.schema import PAYMENTS

KEPT = Path(__file__).with_name("tables.sql")
FILES_GIVEN = "given_files"
TIDY = "tidy_payments"
"""What the SQL reads: the table of files, and the tidy payments of those that stand, with `position`."""


@dataclass(frozen=True)
class Statement:
    """How one table is made. name: the table. sql: makes it, and puts in it what it holds."""

    name: str
    sql: str


def statements() -> list[Statement]:
    """Every table, in the order in which they are to be made."""
    parts = re.split(r"^-- (\w+)\n", KEPT.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return [Statement(name, sql) for name, sql in zip(parts[1::2], parts[2::2], strict=True)]


def compiled() -> str:
    """What the file has to say."""
    import ibis
    import ibis.expr.types as ir
    import polars as pl

    from tallystick.lake.tables.laying import lay

    made: list[str] = []

    def make(name: str, expression: ir.Table, *, lasting: bool = True) -> ir.Table:
        # Columns have the types that the expression has, where DuckDB would give a wider one (a sum is HUGEINT).
        columns = ", ".join(part.sql("duckdb") for part in expression.schema().to_sqlglot_column_defs("duckdb"))
        created = f"CREATE {'' if lasting else 'TEMP '}TABLE {name} ({columns});"
        made.append(f"-- {name}\n{created}\nINSERT INTO {name}\n{ibis.to_sql(expression, dialect='duckdb')};\n")
        return ibis.table(expression.schema(), name=name)

    def given(name: str, columns: dict[str, pl.DataType]) -> ir.Table:
        return ibis.table(ibis.Schema.from_polars(pl.Schema(columns)), name=name)

    tidy = given(TIDY, {**PAYMENTS, "position": pl.Int64()})
    lay(given(FILES_GIVEN, FILES), tidy, make, lambda step: None)
    return "\n".join(made)
