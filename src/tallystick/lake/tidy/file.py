"""A file's sheets to tidy payments: one reading of the whole file."""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from tallystick.kit.errors import Refused
from tallystick.lake.decisions import Decisions
from tallystick.lake.read.sheet import Opened
from tallystick.lake.reading import FileReading, TableReading
from tallystick.lake.tidy.headings import fold
from tallystick.lake.tidy.layout import Layout, decided, refuse_if_not_payments, stripped, tables_of
from tallystick.lake.tidy.payments import Source
from tallystick.lake.tidy.publisher import Publisher, identify
from tallystick.lake.tidy.schema import FURNITURE, PAYMENTS, QUARANTINE
from tallystick.lake.tidy.table import TidyTable, tidy_table
from tallystick.reference.organisations import Directory


@dataclass(frozen=True)
class TidyFile:
    """payments, quarantine and furniture follow `schema`; reading is what people are shown."""

    payments: pl.DataFrame
    quarantine: pl.DataFrame
    furniture: pl.DataFrame
    reading: FileReading


def tidy_file(opened: Opened, source: Source, size: int, given: Publisher | None, directory: Directory, decisions: Decisions) -> TidyFile:
    """Every sheet read or refused by name; the outcome is ``refused`` where no sheet holds payments.

    given: the publisher that a person named, for this file; otherwise it is told from content and path.
    """
    layouts: list[Layout] = []
    readings: list[TableReading] = [
        TableReading(sheet=part.sheet, outcome="refused", reason=f"{part.reason} {part.what_to_do}".strip()) for part in opened.refused
    ]
    for sheet in opened.sheets:
        try:
            layouts.extend(tables_of(sheet, _recogniser(directory)))
        except Refused as no:
            readings.append(TableReading(sheet=sheet.name, outcome="refused", reason=str(no)))
    publisher = given or identify(layouts, source.path, directory)
    tables: list[TidyTable] = []
    for layout in layouts:
        layout = decided(layout, decisions, publisher.code, source.sha256, _recogniser(directory))
        try:
            refuse_if_not_payments(layout)
        except Refused as no:
            readings.append(_not_payments(layout, str(no)))
            continue
        tables.append(tidy_table(layout, source, publisher, directory, decisions))
    return _file(opened, source, size, publisher, tables, readings)


def _not_payments(layout: Layout, reason: str) -> TableReading:
    """A sheet of words alone is a note beside the payments; anything else that is not payments is refused."""
    rows = layout.cells.height
    wordy = layout.map.amount is None and layout.header is None and not any(c.content.money > 0.5 for c in layout.columns)
    if not wordy:
        return TableReading(
            sheet=layout.sheet.name, header_row=layout.header_row, outcome="refused", reason=reason, mapping=layout.map.readings
        )  # fmt: skip
    blank = int(stripped(layout.cells).select(pl.all_horizontal(pl.all().is_null())).to_series().sum())
    return TableReading(
        sheet=layout.sheet.name, outcome="notes", reason="It holds words and no money: notes beside the payments.",
        rows_read=rows, furniture=rows - blank, blank=blank, furniture_kinds={"note": rows - blank},
    )  # fmt: skip


def _file(
    opened: Opened, source: Source, size: int, publisher: Publisher, tables: list[TidyTable], others: list[TableReading]
) -> TidyFile:  # fmt: skip
    if not tables:
        reasons = list(dict.fromkeys(r.reason for r in others if r.outcome == "refused" and r.reason))
        reason = " ".join(reasons[:3]) or "It holds no list of payments."
        reading = _reading(opened, source, size, publisher, "refused", reason, others)
        return TidyFile(pl.DataFrame(schema=PAYMENTS), pl.DataFrame(schema=QUARANTINE), pl.DataFrame(schema=FURNITURE), reading)
    payments = pl.concat([t.payments for t in tables])
    repeats = payments["whole"].is_duplicated() & ~payments["whole"].is_first_distinct()
    payments = payments.with_columns(duplicate=repeats).select(*PAYMENTS)
    at = 0
    for table in tables:
        n = table.payments.height
        table.reading.duplicates = int(repeats[at : at + n].sum())
        if table.reading.duplicates:
            table.reading.notes.append(f"{table.reading.duplicates:,} rows repeat an earlier row exactly: kept, counted and flagged.")
        at += n
    refused = [r for r in others if r.outcome == "refused"]
    reason = " ".join(f"{r.sheet}: {r.reason}" if r.sheet else str(r.reason) for r in refused[:3]) if refused else None
    outcome = "partly" if refused else "loaded"
    reading = _reading(opened, source, size, publisher, outcome, reason, [*(t.reading for t in tables), *others])
    return TidyFile(payments, pl.concat([t.quarantine for t in tables]), pl.concat([t.furniture for t in tables]), reading)


def _reading(
    opened: Opened, source: Source, size: int, publisher: Publisher, outcome: str, reason: str | None, tables: list[TableReading]
) -> FileReading:  # fmt: skip
    encodings = [s.encoding for s in opened.sheets if s.encoding]
    return FileReading(
        file=source.file,
        sha256=source.sha256,
        bytes=size,
        format=opened.format,
        encoding=opened.encoding or (Counter(encodings).most_common(1)[0][0] if encodings else None),
        outcome=outcome,
        reason=reason,
        organisation=publisher.as_json(),
        tables=tables,
        compression=opened.compression,
        path=source.path,
    )


@lru_cache(maxsize=4)
def _recogniser(directory: Directory):  # type: ignore[no-untyped-def]
    """Does a cell name a public body? Remembered, because the same few names fill a column."""

    @lru_cache(maxsize=5_000)
    def known(text: str) -> bool:
        return bool(fold(text)) and (directory.by_name(text) or directory.by_code(text)) is not None

    return known
