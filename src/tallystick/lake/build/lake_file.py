"""The DuckDB file of a build, and its filling from tidy Parquet by the tables of `lake.tables`."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import duckdb
import polars as pl

from tallystick.lake.build import compiled
from tallystick.lake.build.entries import Entry
from tallystick.lake.build.file_table import FILES, files_table, first_payment_ids
from tallystick.lake.build.manifest import BuiltFile
from tallystick.lake.build.standing import Standing
from tallystick.lake.store.home import Home
from tallystick.lake.tidy import schema

THREADS = 2
STEPS = {"files": "Gathering payments", "by_supplier_organisation": "Adding up"}
"""What is said when a table is begun."""


class LakeFile:
    """A lake.duckdb being made in `folder`. Memory is bounded: what does not fit is written beside it meanwhile."""

    def __init__(self, folder: Path, memory_limit: str) -> None:
        self._spill = folder / "spill"
        self._spill.mkdir()
        self._connection = duckdb.connect(
            str(folder / "lake.duckdb"),
            config={
                "threads": THREADS,
                "memory_limit": memory_limit,
                "temp_directory": str(self._spill),
                "autoinstall_known_extensions": False,
            },
        )
        self._connection.execute("SET parquet_metadata_cache = true")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._connection.close()
        for path in self._spill.glob("*"):
            path.unlink()
        self._spill.rmdir()

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """For checking: what a query over the finished tables gives."""
        found: list[tuple[Any, ...]] = self._connection.execute(sql).fetchall()
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
        firsts = first_payment_ids([(of[file.sha256], file) for file in built])
        given = self._spill / "files.parquet"
        files_table(of, verdicts, built, firsts).write_parquet(given)
        self._view(compiled.FILES_GIVEN, [given], FILES)
        standing = sorted((file for file in built if file.standing and file.payments), key=lambda f: firsts[f.sha256])
        self._tidy(home, standing, "payments", {**schema.PAYMENTS, "position": pl.Int64()})
        for made in compiled.statements():
            if made.name in STEPS:
                say(STEPS[made.name])
            self._connection.execute(made.sql)
        say("Gathering quarantine")
        self._tidy(home, [file for file in built if of[file.sha256].quarantined], "quarantine", schema.QUARANTINE)
        self._tidy(home, [file for file in built if of[file.sha256].furniture], "furniture", schema.FURNITURE)
        for name in ("quarantine", "furniture"):
            self._connection.execute(f"CREATE TABLE {name} AS FROM tidy_{name}")

    def _tidy(self, home: Home, files: Sequence[BuiltFile], name: str, columns: Mapping[str, pl.DataType]) -> None:
        """Show the tidy Parquet of `files`, one after another, as ``tidy_<name>``."""
        paths = [home.root / str(file.tidy) / f"{name}.parquet" for file in files]
        if not paths:
            paths = [self._spill / f"no_{name}.parquet"]
            pl.DataFrame(schema={c: t for c, t in columns.items() if c != "position"}).write_parquet(paths[0])
        self._view(f"tidy_{name}", paths, columns)

    def _view(self, name: str, paths: Sequence[Path], columns: Mapping[str, pl.DataType]) -> None:
        """Show Parquet files under a name. The column `position`, if asked for, is a row's place in its file."""
        listed = ", ".join("'" + str(path).replace("'", "''") + "'" for path in paths)
        asked = ", ".join(
            "file_row_number AS position" if column == "position" else f'"{column}"' for column in columns
        )
        self._connection.execute(
            f"CREATE TEMP VIEW {name} AS SELECT {asked} FROM read_parquet([{listed}], file_row_number = true)"
        )
