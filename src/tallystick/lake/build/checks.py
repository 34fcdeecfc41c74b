"""A build agrees with its readings to the penny, or it is not put in use."""

from collections.abc import Sequence

import ibis.expr.types as ir

from tallystick.lake.build.entries import Entry
from tallystick.lake.build.lake_file import LakeFile
from tallystick.lake.build.manifest import BuildFailed, BuiltFile

SUMMARIES = (
    "by_organisation",
    "by_supplier",
    "by_supplier_organisation",
    "by_month",
    "by_supplier_month",
    "by_department",
    "by_file",
    "totals",
)


def check(lake: LakeFile, entries: Sequence[Entry], built: Sequence[BuiltFile]) -> dict[str, int]:
    """The rows of each table. Raises `BuildFailed`, naming the first difference, unless

    each file that stands has as many payments and pence as its reading says, and no other file has any; payment numbers
    are 0 to n-1, each once; every summary adds up to the same payments and pence; and quarantine and furniture have as
    many rows and pence of every file as its reading says.
    """
    _check_files(lake, built)
    payments = sum(file.payments for file in built if file.standing)
    pence = sum(file.amount_pence for file in built if file.standing)
    for name in SUMMARIES:
        table = lake.table(name)
        [found] = lake.rows(table.agg(payments=_sum(table, "payments"), pence=_sum(table, "amount_pence")))
        _equal(
            f"{name}: payments and pence",
            tuple(int(value) for value in found),
            (payments, pence),
        )
    table = lake.table("payments")
    ids = table.payment_id
    [(rows, distinct, highest)] = lake.rows(table.agg(n=table.count(), d=ids.approx_nunique(), h=ids.max()))
    del distinct
    _equal(
        "payments: rows and highest number",
        (rows, highest),
        (payments, payments - 1 if payments else None),
    )
    of = {entry.sha256: entry for entry in entries}
    for name, of_reading in (
        (
            "quarantine",
            {s: (e.quarantined, e.quarantined_pence) for s, e in of.items() if e.tidy},
        ),
        (
            "furniture",
            {s: (e.furniture, e.furniture_pence) for s, e in of.items() if e.tidy},
        ),
    ):
        table = lake.table(name)
        counted = table.group_by("sha256").agg(rows=table.count(), pence=_sum(table, "amount_pence"))
        in_table = {sha256: (rows, int(pence)) for sha256, rows, pence in lake.rows(counted)}
        for sha256, expected in of_reading.items():
            _equal(
                f"{name} of {of[sha256].file}: rows and pence",
                in_table.pop(sha256, (0, 0)),
                expected,
            )
        if in_table:
            raise BuildFailed(f"{name} has rows of files that were not given: {sorted(in_table)}")
    return {name: lake.rows(lake.table(name).agg(n=lake.table(name).count()))[0][0] for name in lake.tables()}


def _check_files(lake: LakeFile, built: Sequence[BuiltFile]) -> None:
    table = lake.table("by_file")
    in_table = {file_id: (rows, pence) for file_id, rows, pence in lake.rows(table)}
    for file in built:
        expected = (file.payments, file.amount_pence) if file.standing else (0, 0)
        _equal(
            f"{file.file}: payments and pence",
            in_table.pop(file.file_id, (0, 0)),
            expected,
        )


def _sum(table: ir.Table, column: str) -> ir.Scalar:
    return table[column].sum().fill_null(0)


def _equal(what: str, found: object, expected: object) -> None:
    if found != expected:
        raise BuildFailed(f"{what}: the tables have {found}, the readings {expected}. Nothing was put in use.")
