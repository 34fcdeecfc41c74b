"""The DuckDB file of a register, made from staged Parquet within a bound on memory."""

from pathlib import Path
from types import TracebackType
from typing import Any, Self

import duckdb
import polars as pl

from tallystick.lake.companies.rows import REPEATED, Read
from tallystick.lake.companies.store import DATABASE

THREADS = 2
MEMORY_LIMIT = "600MB"
"""What DuckDB may use; it writes to disk beyond that."""

STAGED = ("companies", "previous", "keys", "quarantine")

_REPEATED = """
CREATE TEMP TABLE repeated AS
SELECT company_number, min("row") AS first_row FROM staged_companies GROUP BY company_number HAVING count(*) > 1
"""
_FIRST = """
FROM staged_{0} AS s LEFT JOIN repeated AS r USING (company_number)
WHERE r.first_row IS NULL OR s.row = r.first_row
"""
_TABLES = (
    f"""
CREATE TABLE companies AS
SELECT company_number, name, status, company_category, country_of_origin, incorporated, dissolved, post_town, postcode,
       accounts_category, accounts_made_up, sic_codes, file, line
{_FIRST.format("companies")} ORDER BY company_number
""",
    f"""
CREATE TABLE previous_names AS
SELECT company_number, position, name, until {_FIRST.format("previous")} ORDER BY company_number, position
""",
    f"""
CREATE TABLE name_keys AS
SELECT key, bare_key, company_number, name, previous, until {_FIRST.format("keys")}
ORDER BY bare_key, key, previous, company_number
""",
    f"""
CREATE TABLE quarantine AS
SELECT file, line, reason, company_number, name FROM (
    SELECT * FROM staged_quarantine
    UNION ALL
    SELECT s.row, s.file, s.line, '{REPEATED}', s.company_number, s.name
    FROM staged_companies AS s JOIN repeated AS r USING (company_number) WHERE s.row <> r.first_row
) ORDER BY "row"
""",
)


class RegisterFile:
    """A companies.duckdb being made in `folder`. What is staged meanwhile is removed at the end."""

    def __init__(self, folder: Path, memory_limit: str = MEMORY_LIMIT) -> None:
        self._stage = folder / "staged"
        self._stage.mkdir()
        self._count = 0
        self._connection = duckdb.connect(
            str(folder / DATABASE),
            config={
                "threads": THREADS,
                "memory_limit": memory_limit,
                "temp_directory": str(self._stage),
                "preserve_insertion_order": False,
                "autoinstall_known_extensions": False,
            },
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._connection.close()
        for path in self._stage.glob("*"):
            path.unlink()
        self._stage.rmdir()

    def stage(self, read: Read) -> None:
        """Put aside what a block holds."""
        for name in STAGED:
            frame: pl.DataFrame = getattr(read, name)
            if frame.height or not self._count:
                path = self._stage / f"{name}-{self._count:06d}.parquet"
                frame.write_parquet(path, compression="lz4", statistics=False)
        self._count += 1

    def fill(self) -> None:
        """Make every table: of rows with one number, the first is the company, and the others go to quarantine."""
        for name in STAGED:
            listed = str(self._stage / f"{name}-*.parquet").replace("'", "''")
            self._connection.execute(f"CREATE TEMP VIEW staged_{name} AS FROM read_parquet('{listed}')")
        for sql in (_REPEATED, *_TABLES):
            self._connection.execute(sql)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """What a query over the finished tables gives."""
        found: list[tuple[Any, ...]] = self._connection.execute(sql).fetchall()
        return found
