"""Maps: who each mention of a build is, what each of its lines was for, and what follows, in a file of their own.

They are written beside the build and swapped whole, so that a decision about a supplier rewrites no payment. The lake
takes them as plain frames; what they say is the word of the rooms above.
"""

import json
import os
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb
import polars as pl

from tallystick.lake.build import compiled
from tallystick.lake.build.manifest import write_whole
from tallystick.lake.store.home import Home
from tallystick.lake.tables.map_tables import BUILT, GIVEN

MAPS_VERSION = 3
"""Raised whenever the tables of the maps change, so that older ones are made again and not misread."""

MEMORY_LIMIT = "600MB"
THREADS = 2
KEPT = 2
UNFINISHED = ".part"


@dataclass(frozen=True)
class MapsManifest:
    """id: the name of their folder. build: whose mentions and lines they map. key: what they were made from, as the
    caller names it: equal keys, equal maps. made_at: ISO time."""

    id: str
    build: str
    key: str
    made_at: str
    maps_version: int = MAPS_VERSION


def current(home: Home) -> MapsManifest | None:
    """The maps in use, of whichever build; None before the first, and after maps of another version of Tallystick."""
    try:
        id = home.maps_current.read_text(encoding="utf-8").strip()
        value = json.loads((home.maps / id / "manifest.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return None
    return MapsManifest(**value) if value.get("maps_version") == MAPS_VERSION else None


def file_of(home: Home, id: str) -> Path:
    """The DuckDB file of the maps of that name."""
    return home.maps / id / "maps.duckdb"


def write(
    home: Home,
    *,
    build: str,
    key: str,
    suppliers: pl.DataFrame,
    supplier_of: pl.DataFrame,
    categories: pl.DataFrame,
    category_of: pl.DataFrame,
    category_of_payment: pl.DataFrame,
    made_at: str,
) -> str:
    """Write maps of `build` and put them in use; gives their id. The frames have the columns of `map_tables.GIVEN`.

    Call it holding `build.writing(home)`. Readers see the maps before, or all of these. The maps before are kept.
    Raises ValueError, and changes nothing, unless every mention of the build is some supplier's, just once; no line and
    no payment is mapped twice; and every number that is named is in its table.
    """
    frames = _typed(
        suppliers=suppliers,
        supplier_of=supplier_of,
        categories=categories,
        category_of=category_of,
        category_of_payment=category_of_payment,
    )
    home.maps.mkdir(parents=True, exist_ok=True)
    id = f"{build}-{secrets.token_hex(4)}"
    folder = home.maps / (id + UNFINISHED)
    folder.mkdir()
    try:
        _fill(folder, home.builds / build / "lake.duckdb", frames)
        manifest = MapsManifest(id, build, key, made_at)
        write_whole(folder / "manifest.json", json.dumps(asdict(manifest), ensure_ascii=False, indent=1))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    before = current(home)
    os.replace(folder, home.maps / id)
    write_whole(home.maps_current, id)
    _clear(home, keep={id, before.id if before else id})
    return id


def _typed(**frames: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """The frames, in the columns and types of `GIVEN`, in order of their number: what is looked up by it is then in few
    places."""
    typed = {
        name: frame.select(pl.col(column).cast(dtype) for column, dtype in GIVEN[name].items())
        for name, frame in frames.items()
    }
    return {name: frame.sort(frame.columns[0]) for name, frame in typed.items()}


def _fill(folder: Path, lake: Path, frames: Mapping[str, pl.DataFrame]) -> None:
    if not lake.exists():
        raise ValueError(f"There is no build in {lake.parent.name} to map.")
    connection = duckdb.connect(
        str(folder / "maps.duckdb"),
        config={
            "threads": THREADS,
            "memory_limit": os.environ.get("TALLYSTICK_BUILD_MEMORY") or MEMORY_LIMIT,
            "temp_directory": str(folder / "spill"),
            "autoinstall_known_extensions": False,
        },
    )
    with connection:
        quoted = str(lake).replace("'", "''")
        connection.execute(f"ATTACH '{quoted}' AS built (READ_ONLY)")
        for name in BUILT:
            connection.execute(f"CREATE TEMP VIEW {name} AS FROM built.main.{name}")
        for name, frame in frames.items():
            connection.register("given_frame", frame.to_arrow())
            connection.execute(f"CREATE TABLE {name} AS FROM given_frame")
            connection.unregister("given_frame")
        _check(connection)
        for made in compiled.map_statements():
            connection.execute(made.sql)
        for name in BUILT:
            connection.execute(f"DROP VIEW {name}")
        _check_sums(connection)
        connection.execute("DROP TABLE mapped; DROP TABLE mapped_lines; DROP TABLE firsts; DETACH built")
    shutil.rmtree(folder / "spill", ignore_errors=True)


_FAULTS = {
    "mentions of the build are no supplier's": "SELECT count(*) FROM mentions ANTI JOIN supplier_of USING (mention_id)",
    "mentions that are mapped are not in the build": "SELECT count(*) FROM supplier_of ANTI JOIN mentions"
    " USING (mention_id)",
    "mentions are mapped more than once": "SELECT count(*) - count(DISTINCT mention_id) FROM supplier_of",
    "mentions are mapped to no supplier there is": "SELECT count(*) FROM supplier_of ANTI JOIN suppliers"
    " USING (supplier_no)",
    "suppliers have the number of another": "SELECT count(*) - count(DISTINCT supplier_no) FROM suppliers",
    "lines that are mapped are not in the build": "SELECT count(*) FROM category_of ANTI JOIN lines USING (line_id)",
    "lines are mapped more than once": "SELECT count(*) - count(DISTINCT line_id) FROM category_of",
    "lines are mapped to no category there is": "SELECT count(*) FROM category_of ANTI JOIN categories"
    " USING (category_no) WHERE category_no IS NOT NULL",
    "categories have the number of another": "SELECT count(*) - count(DISTINCT category_no) FROM categories",
    "payments are mapped more than once": "SELECT count(*) - count(DISTINCT payment_id) FROM category_of_payment",
    "payments are mapped to no category there is": "SELECT count(*) FROM category_of_payment ANTI JOIN categories"
    " USING (category_no)",
}


def _check(connection: duckdb.DuckDBPyConnection) -> None:
    for what, sql in _FAULTS.items():
        [(count,)] = connection.execute(sql).fetchall()
        if count:
            raise ValueError(f"{count:,} {what}. Nothing was put in use.")


def _check_sums(connection: duckdb.DuckDBPyConnection) -> None:
    """The cube has every payment and penny of the build."""
    sums = "SELECT coalesce(sum(payments), 0)::BIGINT, coalesce(sum(amount_pence), 0)::BIGINT FROM"
    ours, theirs = (connection.execute(f"{sums} {of}").fetchall() for of in ("cube", "built.main.totals"))
    if ours != theirs:
        raise ValueError(f"The cube has {ours[0]} payments and pence, the build {theirs[0]}. Nothing was put in use.")


def _clear(home: Home, keep: set[str]) -> None:
    """Remove all maps but those kept. Best effort: what a reader has open on some systems stays until another time."""
    for path in home.maps.iterdir():
        if path.name not in keep:
            shutil.rmtree(path, ignore_errors=True)
