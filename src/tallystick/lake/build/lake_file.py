"""The DuckDB file of a build, and its filling from tidy Parquet by the expressions of `lake.tables`."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import ibis
import ibis.expr.types as ir
import polars as pl

from tallystick.lake.build.entries import Entry
from tallystick.lake.build.manifest import BuiltFile
from tallystick.lake.build.standing import Standing
from tallystick.lake.store.home import Home
from tallystick.lake.tables.laying import lay
from tallystick.lake.tidy import schema

THREADS = 2

FILES: dict[str, pl.DataType] = {
    "file_id": pl.Int32(),
    "sha256": pl.String(),
    "file": pl.String(),
    "loaded_at": pl.String(),
    "tidy": pl.String(),
    "bytes": pl.Int64(),
    "format": pl.String(),
    "encoding": pl.String(),
    "outcome": pl.String(),
    "reason": pl.String(),
    "organisation_code": pl.String(),
    "organisation": pl.String(),
    "organisation_how": pl.String(),
    "first_date": pl.String(),
    "last_date": pl.String(),
    "rows_read": pl.Int64(),
    "payments": pl.Int64(),
    "amount_pence": pl.Int64(),
    "quarantined": pl.Int64(),
    "quarantined_pence": pl.Int64(),
    "furniture": pl.Int64(),
    "blank": pl.Int64(),
    "redacted": pl.Int64(),
    "duplicates": pl.Int64(),
    "first_payment_id": pl.Int64(),
    "standing": pl.Boolean(),
    "decided": pl.Boolean(),
    "held": pl.String(),
    "reading": pl.String(),
}


class LakeFile:
    """A lake.duckdb being made in `folder`. Memory is bounded: what does not fit is written beside it meanwhile."""

    def __init__(self, folder: Path, memory_limit: str) -> None:
        spill = folder / "spill"
        spill.mkdir()
        self._connection = ibis.duckdb.connect(
            folder / "lake.duckdb",
            threads=THREADS,
            memory_limit=memory_limit,
            temp_directory=str(spill),
            autoinstall_known_extensions=False,
        )
        self._connection.con.execute("SET parquet_metadata_cache = true")
        self._spill = spill

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._connection.disconnect()
        if self._spill.exists():
            for path in self._spill.iterdir():
                path.unlink()
            self._spill.rmdir()

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """For checking: what a query over the finished tables gives."""
        found: list[tuple[Any, ...]] = self._connection.con.execute(sql).fetchall()
        return found

    def fill(
        self,
        home: Home,
        entries: Sequence[Entry],
        verdicts: Mapping[str, Standing],
        built: Sequence[BuiltFile],
        say: Callable[[str], None],
    ) -> None:
        """Make every table."""
        of = {entry.sha256: entry for entry in entries}
        firsts = _first_payment_ids([(of[file.sha256], file) for file in built])
        standing = sorted((file for file in built if file.standing and file.payments), key=lambda f: firsts[f.sha256])
        tidy = self._tidy(home, standing, "payments", {**schema.PAYMENTS, "position": pl.Int64()})
        lay(self._given(_files(of, verdicts, built, firsts)), tidy, self._make, say)
        say("Gathering quarantine")
        quarantined = [file for file in built if of[file.sha256].quarantined]
        self._make("quarantine", self._tidy(home, quarantined, "quarantine", schema.QUARANTINE))
        furnished = [file for file in built if of[file.sha256].furniture]
        self._make("furniture", self._tidy(home, furnished, "furniture", schema.FURNITURE))

    def _make(self, name: str, expression: ir.Table, *, lasting: bool = True) -> ir.Table:
        return self._connection.create_table(name, expression, temp=not lasting)

    def _given(self, files: pl.DataFrame) -> ir.Table:
        # By way of a file: handing DuckDB a frame would load Arrow's datasets and pandas, which takes half a second.
        path = self._spill / "files.parquet"
        files.write_parquet(path)
        return self._connection.read_parquet(str(path), table_name="given_files")

    def _tidy(self, home: Home, files: Sequence[BuiltFile], name: str, columns: Mapping[str, pl.DataType]) -> ir.Table:
        """The tidy Parquet of `files`, one after another. `position`, if asked for, is a row's place in its file."""
        paths = [str(home.root / str(file.tidy) / f"{name}.parquet") for file in files]
        if not paths:
            empty = self._spill / f"no_{name}.parquet"
            pl.DataFrame(schema=dict(columns)).write_parquet(empty)
            return self._connection.read_parquet(str(empty), table_name=f"tidy_{name}")
        options = {"file_row_number": True} if "position" in columns else {}
        table = self._connection.read_parquet(paths, table_name=f"tidy_{name}", **options)
        return (table.rename(position="file_row_number") if options else table).select(*columns)


def _first_payment_ids(files: Sequence[tuple[Entry, BuiltFile]]) -> dict[str, int]:
    """Payments are numbered in order of publisher, then of the first date in their file: what pages ask for together
    lies together."""
    ordered = sorted(
        files,
        key=lambda pair: (
            pair[0].organisation_code or "~",
            pair[0].period,
            pair[1].sha256,
        ),
    )
    firsts, next_number = {}, 0
    for _, file in ordered:
        firsts[file.sha256] = next_number
        next_number += file.payments if file.standing else 0
    return firsts


def _files(
    of: Mapping[str, Entry],
    verdicts: Mapping[str, Standing],
    built: Sequence[BuiltFile],
    firsts: Mapping[str, int],
) -> pl.DataFrame:
    rows = []
    for file in built:
        entry, verdict = of[file.sha256], verdicts[file.sha256]
        reading, tables = entry.reading, entry.reading.tables
        dated = any(table.first_date for table in tables)
        rows.append(
            {
                "file_id": file.file_id,
                "sha256": file.sha256,
                "file": file.file,
                "loaded_at": entry.loaded_at,
                "tidy": entry.tidy,
                "bytes": reading.bytes,
                "format": reading.format,
                "encoding": reading.encoding,
                "outcome": entry.outcome,
                "reason": reading.reason,
                "organisation_code": entry.organisation_code,
                "organisation": entry.organisation,
                "organisation_how": reading.organisation.get("how"),
                "first_date": entry.period[0] if dated else None,
                "last_date": entry.period[1] if dated else None,
                "rows_read": sum(table.rows_read for table in tables),
                "payments": file.payments,
                "amount_pence": file.amount_pence,
                "quarantined": entry.quarantined,
                "quarantined_pence": entry.quarantined_pence,
                "furniture": entry.furniture,
                "blank": sum(table.blank for table in tables),
                "redacted": sum(table.redacted for table in tables),
                "duplicates": sum(table.duplicates for table in tables),
                "first_payment_id": firsts[file.sha256],
                "standing": verdict.stands,
                "decided": verdict.decided,
                "held": json.dumps(verdict.held, ensure_ascii=False) if verdict.held else None,
                "reading": json.dumps({**reading.as_json(), "held": verdict.held}, ensure_ascii=False),
            }
        )
    return pl.DataFrame(rows, schema=FILES)
