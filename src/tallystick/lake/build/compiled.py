"""The tables and measures of `lake.tables` in the SQL of DuckDB, compiled from their Ibis expressions and kept beside
this.

Ibis takes a second or two to import and to compile, for which somebody would wait after each of their decisions. So
it is done once, and what it gives is kept; a test does it again and compares. After a change to any expression:

    python tools/compile_tables.py
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tallystick.lake.build.file_table import FILES
from tallystick.lake.tables.map_tables import BUILT, GIVEN
from tallystick.lake.tidy.schema import PAYMENTS

FILES_GIVEN = "given_files"
TIDY = "tidy_payments"
"""What the SQL of tables reads: the table of files, and the tidy payments of those that stand, with `position`."""


@dataclass(frozen=True)
class Statement:
    """How one table is made, or one measure taken. name: which. sql: makes the table and fills it; or is a query."""

    name: str
    sql: str


def statements() -> list[Statement]:
    """Every table of a build, in the order in which they are to be made."""
    return _kept("tables")


def map_statements() -> list[Statement]:
    """Every table that maps and a build make together, in order. It reads the tables of `map_tables`, by name."""
    return _kept("maps")


@cache
def measures() -> dict[str, str]:
    """A query for each measure of `lake.tables.measures`, by name. It reads `chosen`, and what else it says it does."""
    return {kept.name: kept.sql.strip().removesuffix(";") for kept in _kept("measures")}


def _kept(which: str) -> list[Statement]:
    parts = re.split(r"^-- (\w+)\n", path(which).read_text(encoding="utf-8"), flags=re.MULTILINE)
    return [Statement(name, sql) for name, sql in zip(parts[1::2], parts[2::2], strict=True)]


def path(which: str) -> Path:
    """Where the SQL is kept: of ``tables``, ``maps`` or ``measures``."""
    return Path(__file__).with_name(f"{which}.sql")


def compiled(which: str) -> str:
    """What the file has to say."""
    return COMPILED[which]()


def _tables() -> str:
    import polars as pl

    from tallystick.lake.tables.laying import lay

    made: list[str] = []
    tidy = _table(TIDY, {**PAYMENTS, "position": pl.Int64()})
    lay(_table(FILES_GIVEN, FILES), tidy, _maker(made), lambda step: None)
    return "\n".join(made)


def _maps() -> str:
    from tallystick.lake.tables.cube import lay

    made: list[str] = []
    given = {**BUILT, **GIVEN}
    lay(lambda name: _table(name, given[name]), _maker(made))
    return "\n".join(made)


def _measures() -> str:
    import ibis

    from tallystick.lake.tables.measures import GIVEN_TO_MEASURES, MEASURES

    tables = {name: _table(name, columns) for name, columns in GIVEN_TO_MEASURES.items()}
    made = []
    for name, measure in MEASURES.items():
        sql = ibis.to_sql(measure(tables), dialect="duckdb")
        made.append(f"-- {name}\n{sql};\n")
    return "\n".join(made)


COMPILED: Mapping[str, Callable[[], str]] = {"tables": _tables, "maps": _maps, "measures": _measures}


def _table(name: str, columns: Mapping[str, Any]) -> Any:
    import ibis
    import polars as pl

    return ibis.table(ibis.Schema.from_polars(pl.Schema(columns)), name=name)


def _maker(made: list[str]) -> Callable[..., Any]:
    """Adds to `made` how each table that it is given is made."""
    import ibis
    import ibis.expr.types as ir

    def make(name: str, expression: ir.Table, *, lasting: bool = True) -> ir.Table:
        # Columns have the types that the expression has, where DuckDB would give a wider one (a sum is HUGEINT).
        columns = ", ".join(part.sql("duckdb") for part in expression.schema().to_sqlglot_column_defs("duckdb"))
        created = f"CREATE {'' if lasting else 'TEMP '}TABLE {name} ({columns});"
        made.append(f"-- {name}\n{created}\nINSERT INTO {name}\n{ibis.to_sql(expression, dialect='duckdb')};\n")
        return ibis.table(expression.schema(), name=name)

    return make
