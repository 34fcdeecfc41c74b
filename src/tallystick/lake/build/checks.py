"""A build agrees with its readings to the penny, or it is not put in use."""

from collections.abc import Mapping, Sequence
from typing import Any

from tallystick.lake.build.entries import Entry
from tallystick.lake.build.lake_file import LakeFile
from tallystick.lake.build.manifest import BuildFailed, BuiltFile

SUMMARIES = (
    "by_organisation",
    "by_supplier",
    "by_supplier_organisation",
    "by_month",
    "by_department",
    "by_description",
    "by_file",
    "lines",
    "totals",
)


def check(lake: LakeFile, entries: Sequence[Entry], built: Sequence[BuiltFile]) -> dict[str, int]:
    """The rows of each table. Raises `BuildFailed`, naming the first difference, unless

    each file that stands has as many payments and pence as its reading says, and no other file has any; payments are
    numbered 0 to n-1, each file's in one run; every summary adds up to the same payments and pence; and quarantine and
    furniture have as many rows and pence of every file as its reading says.
    """
    of = {entry.sha256: entry for entry in entries}
    standing = [file for file in built if file.standing]
    pairs = 'SELECT {}, count(*), coalesce(sum(amount_pence), 0)::BIGINT FROM "{}" GROUP BY 1'.format
    expected = {file.file_id: (file.payments, file.amount_pence) for file in standing if file.payments}
    named = {file.file_id: file.file for file in built}
    _same("payments", _counted(lake, pairs("file_id", "payments")), expected, named)
    _check_numbers(lake, standing)
    total = (sum(file.payments for file in standing), sum(file.amount_pence for file in standing))
    for name in SUMMARIES:
        sums = "coalesce(sum(payments), 0)::BIGINT, coalesce(sum(amount_pence), 0)::BIGINT"
        _same(name, dict(enumerate(lake.rows(f"SELECT {sums} FROM {name}"))), {0: total}, {0: "all files"})
    files = {sha256: entry.file for sha256, entry in of.items()}
    quarantined = {s: (e.quarantined, e.quarantined_pence) for s, e in of.items() if e.quarantined}
    _same("quarantine", _counted(lake, pairs("sha256", "quarantine")), quarantined, files)
    furnished = {s: (e.furniture, e.furniture_pence) for s, e in of.items() if e.furniture}
    _same("furniture", _counted(lake, pairs("sha256", "furniture")), furnished, files)
    tables = [name for (name,) in lake.rows("SELECT table_name FROM duckdb_tables() WHERE NOT temporary ORDER BY 1")]
    return {name: lake.rows(f'SELECT count(*) FROM "{name}"')[0][0] for name in tables}


def _check_numbers(lake: LakeFile, standing: Sequence[BuiltFile]) -> None:
    """Payment numbers run from 0 without a gap, as the files table says. Positions within a file are Parquet's own."""
    runs = lake.rows(
        "SELECT f.file_id, f.first_payment_id, f.payments, min(payment_id), max(payment_id)"
        " FROM payments p JOIN files f USING (file_id) GROUP BY ALL ORDER BY first_payment_id"
    )
    reached = 0
    for file_id, first, payments, lowest, highest in runs:
        if (first, lowest, highest) != (reached, reached, reached + payments - 1):
            raise BuildFailed(f"Payments of file {file_id} are not numbered from {reached}. Nothing was put in use.")
        reached += payments
    if reached != sum(file.payments for file in standing):
        raise BuildFailed("Payments are not numbered to the last. Nothing was put in use.")


def _counted(lake: LakeFile, sql: str) -> dict[Any, tuple[int, int]]:
    return {key: (rows, pence) for key, rows, pence in lake.rows(sql)}


def _same(
    what: str,
    found: Mapping[Any, tuple[int, ...]],
    expected: Mapping[Any, tuple[int, int]],
    names: Mapping[Any, str],
) -> None:
    """Raises `BuildFailed` on the first difference between rows and pence found and those that the readings give."""
    for key in [*expected, *(key for key in found if key not in expected)]:
        ours, theirs = found.get(key, (0, 0)), expected.get(key, (0, 0))
        if ours != theirs:
            raise BuildFailed(
                f"{what}, {names.get(key, key)}: the build has {ours[0]} rows and {ours[1]} pence, the readings"
                f" {theirs[0]} rows and {theirs[1]} pence. Nothing was put in use."
            )
