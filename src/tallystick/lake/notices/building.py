"""All files' award rows to one table: buyers recognised, and of several releases of one award, which stands."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import duckdb
import polars as pl

from tallystick.lake.companies.names import keys_of
from tallystick.lake.notices.buyers import buyer_code
from tallystick.lake.notices.store import DATABASE, NoticesReading
from tallystick.reference.organisations import Directory

SEARCHED = 600
"""Letters of a description that searches look at."""

_NO_KEY = "?"


def built(folder: Path, readings: Sequence[tuple[NoticesReading, Path]], directory: Directory) -> tuple[int, int, int]:
    """Write the database of the award rows in each reading's folder; how many rows, how many that stand, and how many
    of those have a buyer that is recognised."""
    frames, out = [], []
    for order, (reading, tidy) in enumerate(readings):
        source = {"source": pl.lit(order, pl.Int32), "sha256": pl.lit(reading.sha256), "file": pl.lit(reading.file)}
        frames.append(pl.read_parquet(tidy / "awards.parquet").with_columns(**source))
        out.append(
            pl.read_parquet(tidy / "kept_out.parquet").with_columns(sha256=source["sha256"], file=source["file"])
        )
    rows = _standing(_told(pl.concat(frames), directory))
    with duckdb.connect(str(folder / DATABASE)) as connection:
        for name, frame in (
            ("notices", rows.sort("release_date", "row", descending=True)),
            ("kept_out", pl.concat(out)),
        ):
            connection.register("made", frame.to_arrow())
            connection.execute(f"CREATE TABLE {name} AS SELECT * FROM made")
            connection.unregister("made")
        connection.execute("CREATE INDEX by_id ON notices (id)")
    stands = rows.filter("stands")
    return rows.height, stands.height, stands.drop_nulls("buyer_code").height


def _told(rows: pl.DataFrame, directory: Directory) -> pl.DataFrame:
    """With what follows from each row by itself: buyer_code, supplier_key, id, row, search."""
    buyers = rows.select("buyer_name", "buyer_scheme", "buyer_id").unique(maintain_order=True)
    codes = [buyer_code(name, scheme, number, directory) for name, scheme, number in buyers.iter_rows()]
    names = {code: found.name for code in set(codes) if code and (found := directory.by_code(code))}
    buyers = buyers.with_columns(
        pl.Series("buyer_code", codes, dtype=pl.String()),
        pl.Series("buyer", [names.get(code) if code else None for code in codes], dtype=pl.String()),
    )
    told = rows.with_row_index("row").join(
        buyers, on=["buyer_name", "buyer_scheme", "buyer_id"], how="left", nulls_equal=True, maintain_order="left"
    )
    said = ("title", "supplier_name", "buyer_name", "ocid", "notice_id", "reference", "company_number")
    search = pl.concat_str(
        [*(pl.col(name).fill_null("") for name in said), pl.col("description").fill_null("").str.head(SEARCHED)],
        separator=" ",
    )
    return told.with_columns(
        pl.coalesce("buyer", "buyer_name").alias("buyer"),
        keys_of(told["supplier_name"].fill_null("")).replace("", None).alias("supplier_key"),
        search.str.to_lowercase().alias("search"),
    )


def _standing(rows: pl.DataFrame) -> pl.DataFrame:
    """With process (what one buying is known by), stands, superseded_by (the id of a row that does) and why.

    Of releases of one award the latest stands; of the same release in two files, that of the file loaded first.
    """
    told = _processes(rows)
    told = told.with_columns(pl.Series("id", _ids(told), dtype=pl.String()))
    releases = (
        told.select("process", "award", "released_at", "source", "id", "row")
        .sort(
            "process",
            "award",
            pl.col("released_at").fill_null(""),
            "source",
            "row",
            descending=[False] * 2 + [True] + [False] * 2,
        )
        .unique(["process", "award"], keep="first", maintain_order=True)
        .rename({"released_at": "last_at", "source": "last_source", "id": "last_id"})
        .drop("row")
    )
    told = told.join(releases, on=["process", "award"], how="left", maintain_order="left")
    same = pl.col("released_at").eq_missing(pl.col("last_at"))
    stands = same & (pl.col("source") == pl.col("last_source"))
    why = pl.when(same).then(pl.lit("the same release is in another file")).otherwise(pl.lit("a later release"))
    told = told.with_columns(
        stands=stands,
        superseded_by=pl.when(~stands).then("last_id"),
        superseded_why=pl.when(~stands).then(why),
    ).drop("last_at", "last_source", "last_id")
    return _told_elsewhere(told).drop("award")


def _processes(rows: pl.DataFrame) -> pl.DataFrame:
    """process: the OCID, or that of another file's row of the same notice; else the notice's own number; else the row.

    award: the award's number, or one word for all awards of a process that have none.
    """
    known = (
        rows.filter(pl.col("ocid").is_not_null() & pl.col("notice_key").is_not_null())
        .select("notice_key", known=pl.col("ocid"))
        .unique("notice_key", keep="first", maintain_order=True)
    )
    joined = rows.join(known, on="notice_key", how="left", maintain_order="left")
    alone = pl.format("{}:{}:{}", pl.col("sha256").str.head(16), "source_place", "source_row")
    process = pl.coalesce("ocid", "known", "notice_key", "notice_id", pl.format("award {}", "award_id"), alone)
    return joined.with_columns(process=process, award=pl.coalesce("award_id", pl.lit(_NO_KEY))).drop("known")


def _ids(rows: pl.DataFrame) -> list[str]:
    """A short name for each row that is the same in every build that has its file."""
    asked = rows.select(
        "process",
        "award",
        "released_at",
        "sha256",
        "source_place",
        "source_row",
        "supplier_position",
        "title",
        "amount",
    )
    return [hashlib.sha256("\x1f".join(map(str, row)).encode()).hexdigest()[:16] for row in asked.iter_rows()]


def _told_elsewhere(rows: pl.DataFrame) -> pl.DataFrame:
    """A row without an award's number gives way to one with a number, of the same process and supplier."""
    numbered = (
        rows.filter((pl.col("award") != _NO_KEY) & pl.col("stands") & pl.col("supplier_key").is_not_null())
        .select("process", "supplier_key", better=pl.col("id"))
        .unique(["process", "supplier_key"], keep="first", maintain_order=True)
    )
    joined = rows.join(numbered, on=["process", "supplier_key"], how="left", maintain_order="left")
    gives_way = pl.col("stands") & (pl.col("award") == _NO_KEY) & pl.col("better").is_not_null()
    return joined.with_columns(
        stands=pl.col("stands") & ~gives_way,
        superseded_by=pl.when(gives_way).then("better").otherwise("superseded_by"),
        superseded_why=pl.when(gives_way)
        .then(pl.lit("the same award is told in full in another file"))
        .otherwise("superseded_why"),
    ).drop("better")
