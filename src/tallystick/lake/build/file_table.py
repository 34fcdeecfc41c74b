"""The table of files, and the order in which their payments are numbered."""

import json
from collections.abc import Mapping, Sequence

import polars as pl

from tallystick.lake.build.entries import Entry
from tallystick.lake.build.manifest import BuiltFile
from tallystick.lake.build.standing import Standing

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


def first_payment_ids(files: Sequence[tuple[Entry, BuiltFile]]) -> dict[str, int]:
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


def files_table(
    of: Mapping[str, Entry],
    verdicts: Mapping[str, Standing],
    built: Sequence[BuiltFile],
    firsts: Mapping[str, int],
) -> pl.DataFrame:
    """One row for each file, in the columns of `FILES`, of which docs/reference/lake.md says what each holds."""
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
