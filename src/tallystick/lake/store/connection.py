"""Read-only connections to the build in use."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import duckdb

from tallystick.kit.errors import Refused
from tallystick.lake.build.manifest import TABLES_VERSION, Manifest, current_id
from tallystick.lake.store import maps
from tallystick.lake.store.home import Home

Answer = TypeVar("Answer")

MEMORY_LIMIT = "400MB"
THREADS = 2
MOST_REMEMBERED = 10_000
"""Answers; beyond that all are forgotten, as people can ask without end."""

FETCHED_LATE = 5_000
"""How far into a list DuckDB orders rows by the one column, and then fetches the others of the page's rows alone."""


class NothingLoaded(Refused):
    """There is no build to look in yet."""

    def __init__(self) -> None:
        super().__init__("Nothing has been loaded yet.", what_to_do="Load some files first.")


class Reader:
    """One build, opened read-only, with no way to any other file. Each thread has a cursor of its own.

    maps: whether the maps of suppliers and categories are there, under the name ``maps``: they are if those in use are
    of this build. maps_id: which they are.
    """

    def __init__(self, home: Home, build: str, maps_id: str | None = None) -> None:
        self.home = home
        self.build = build
        self.maps_id = maps_id
        self.maps = maps_id is not None
        self.manifest = Manifest.read(home.builds / build)
        if self.manifest.tables_version != TABLES_VERSION:
            raise Refused(
                "What was loaded was built by another version of Tallystick.",
                what_to_do="Run any load, or `tallystick load` with a file loaded before, to build it again.",
            )
        self._connection = _opened(
            home.builds / build / "lake.duckdb", maps.file_of(home, maps_id) if maps_id else None
        )
        self._cursors = threading.local()
        self._remembered: dict[Any, Any] = {}

    def once(self, question: Any, ask: Callable[[], Answer]) -> Answer:
        """What `ask` gives, asked once for as long as this build and these maps are in use; it is not to be changed."""
        answer: Answer | None = self._remembered.get(question)
        if answer is None:
            if len(self._remembered) > MOST_REMEMBERED:
                self._remembered = {}
            answer = self._remembered[question] = ask()
        return answer

    def knows(self, question: Any) -> bool:
        """Whether `once` has an answer."""
        return question in self._remembered

    @property
    def cursor(self) -> duckdb.DuckDBPyConnection:
        """This thread's cursor."""
        cursor: duckdb.DuckDBPyConnection | None = getattr(self._cursors, "cursor", None)
        if cursor is None:
            cursor = self._cursors.cursor = self.new_cursor()
        return cursor

    def new_cursor(self) -> duckdb.DuckDBPyConnection:
        """A cursor beside this thread's, for what is read bit by bit."""
        cursor = self._connection.cursor()
        cursor.execute("USE built")
        return cursor

    def rows(self, sql: str, values: list[Any] | tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        return self.cursor.execute(sql, list(values)).fetchall()

    def row(self, sql: str, values: list[Any] | tuple[Any, ...] = ()) -> tuple[Any, ...] | None:
        rows = self.rows(sql, values)
        return rows[0] if rows else None


_readers: dict[Path, Reader] = {}
_opening = threading.Lock()


def reader(home: Home) -> Reader:
    """The reader of the build and the maps in use now: opened again whenever others have taken over.

    Raises NothingLoaded before the first build.
    """
    build = current_id(home)
    if build is None:
        raise NothingLoaded()
    mapped = maps.current(home)
    wanted = (build, mapped.id if mapped and mapped.build == build else None)
    known = _readers.get(home.root)
    if known is not None and (known.build, known.maps_id) == wanted:
        return known
    with _opening:
        known = _readers.get(home.root)
        if known is None or (known.build, known.maps_id) != wanted:
            # The old reader is let go, not closed: another thread may be half way through a page with it. Its files
            # are closed when the last such page is done.
            known = _readers[home.root] = Reader(home, *wanted)
        return known


def warm() -> None:
    """Make this process ready for its first question.

    The first value that DuckDB is given in a process makes it import pandas, which takes about half a second: better
    when a server starts than while somebody waits for a page, or while another thread looks whether pandas is there.
    """
    with duckdb.connect() as connection:
        connection.execute("SELECT ?", [1]).fetchall()


def forget(home: Home) -> None:
    """Let go of the build that is open for `home`, so that its file can be removed."""
    with _opening:
        _readers.pop(home.root, None)


def _opened(path: Path, mapped: Path | None) -> duckdb.DuckDBPyConnection:
    """An engine of its own that has the build, and the maps if there are any, and can reach no other file.

    A build that is opened by its path is shared by all who do so in a process: two readers could not have it with maps
    of their own.
    """
    connection = duckdb.connect(
        config={
            "threads": THREADS,
            "memory_limit": MEMORY_LIMIT,
            "temp_directory": f"{path}.tmp",
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        },
    )
    for name, attached in (("built", path), ("maps", mapped)):
        if attached:
            quoted = str(attached).replace("'", "''")
            connection.execute(f"ATTACH '{quoted}' AS {name} (READ_ONLY)")
    connection.execute("SET enable_external_access = false")
    connection.execute(f"SET late_materialization_max_rows = {FETCHED_LATE}")
    connection.execute("SET lock_configuration = true")
    return connection
