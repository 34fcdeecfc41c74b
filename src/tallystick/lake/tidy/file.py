"""A file's sheets to tidy payments: one reading of the whole file."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from tallystick.kit.errors import Refused
from tallystick.lake.decisions import Decisions
from tallystick.lake.read.sheet import Opened
from tallystick.lake.reading import FileReading, TableReading
from tallystick.lake.tidy.layout import Layout, decided, tables_of
from tallystick.lake.tidy.payments import Source
from tallystick.lake.tidy.publisher import Publisher, identify
from tallystick.lake.tidy.refusals import refuse_if_not_payments
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


def tidy_file(
    opened: Opened, source: Source, size: int, given: Publisher | None, directory: Directory, decisions: Decisions
) -> TidyFile:
    """Every sheet read or refused by name; the outcome is ``refused`` where no sheet holds payments.

    given: the publisher that a person named, for this file; otherwise it is told from content and path.
    """
    layouts: list[Layout] = []
    readings: list[TableReading] = [
        TableReading(sheet=part.sheet, outcome="refused", reason=f"{part.reason} {part.what_to_do}".strip())
        for part in opened.refused
    ]
    for sheet in opened.sheets:
        try:
            layouts.extend(tables_of(sheet, _recogniser(directory)))
        except Refused as no:
            readings.append(TableReading(sheet=sheet.name, outcome="refused", reason=str(no)))
    publisher = given or identify(layouts, source.path, directory)
    tables: list[TidyTable] = []
    notes: list[pl.DataFrame] = []
    for layout in layouts:
        layout = decided(layout, decisions, publisher.code, source.sha256, _recogniser(directory))
        try:
            refuse_if_not_payments(layout)
        except Refused as no:
            if _is_notes(layout):
                notes.append(_notes(layout, source))
                readings.append(_notes_reading(layout, notes[-1]))
            else:
                readings.append(_refused_reading(layout, str(no)))
            continue
        tables.append(tidy_table(layout, source, publisher, directory, decisions))
    return _file(opened, source, size, publisher, tables, readings, notes)


def _is_notes(layout: Layout) -> bool:
    """A sheet of words alone is a note beside the payments; anything else that is not payments is refused."""
    return (
        layout.map.amount is None and layout.header is None and not any(c.content.money > 0.5 for c in layout.columns)
    )


def _notes(layout: Layout, source: Source) -> pl.DataFrame:
    """Every row of a sheet of notes, as furniture."""
    texts = [" | ".join(c for c in row if c)[:500] for row in layout.cells.rows()]
    rows = [(int(line), text) for line, text in zip(layout.lines, texts, strict=True) if text]
    return pl.DataFrame(
        {
            "sha256": [source.sha256] * len(rows),
            "sheet": [layout.sheet.name] * len(rows),
            "row": [line for line, _ in rows],
            "kind": ["note"] * len(rows),
            "amount_pence": [None] * len(rows),
            "text": [text for _, text in rows],
        },
        schema=FURNITURE,
    )


def _notes_reading(layout: Layout, furniture: pl.DataFrame) -> TableReading:
    n = furniture.height
    return TableReading(
        sheet=layout.sheet.name, outcome="notes", reason="It holds words and no money: notes beside the payments.",
        rows_read=layout.cells.height, furniture=n, blank=layout.cells.height - n, furniture_kinds={"note": n},
    )  # fmt: skip


def _refused_reading(layout: Layout, reason: str) -> TableReading:
    return TableReading(
        sheet=layout.sheet.name, header_row=layout.header_row, outcome="refused", reason=reason,
        mapping=layout.map.readings,
    )  # fmt: skip


def _file(
    opened: Opened, source: Source, size: int, publisher: Publisher, tables: list[TidyTable],
    others: list[TableReading], notes: list[pl.DataFrame],
) -> TidyFile:  # fmt: skip
    if not tables:
        reasons = list(dict.fromkeys(r.reason for r in others if r.outcome == "refused" and r.reason))
        reason = " ".join(reasons[:3]) or "It holds no list of payments: no column of money was found."
        reading = _reading(opened, source, size, publisher, "refused", reason, others)
        return TidyFile(
            pl.DataFrame(schema=PAYMENTS), pl.DataFrame(schema=QUARANTINE), pl.DataFrame(schema=FURNITURE), reading
        )
    payments = pl.concat([t.payments for t in tables])
    repeats = payments["whole"].is_duplicated() & ~payments["whole"].is_first_distinct()
    payments = payments.with_columns(duplicate=repeats).select(*PAYMENTS)
    at = 0
    for table in tables:
        n = table.payments.height
        table.reading.duplicates = int(repeats[at : at + n].sum())
        if table.reading.duplicates:
            table.reading.notes.append(
                f"{table.reading.duplicates:,} rows repeat an earlier row exactly: kept, counted and flagged."
            )
        at += n
    refused = [r for r in others if r.outcome == "refused"]
    parts = " ".join(f"{r.sheet}: {r.reason}" if r.sheet else str(r.reason) for r in refused[:3])
    outcome = "partly" if refused else "loaded"
    reading = _reading(opened, source, size, publisher, outcome, parts or None, [*(t.reading for t in tables), *others])
    return TidyFile(
        payments, pl.concat([t.quarantine for t in tables]), pl.concat([t.furniture for t in tables] + notes), reading
    )


def _reading(
    opened: Opened, source: Source, size: int, publisher: Publisher, outcome: str, reason: str | None,
    tables: list[TableReading],
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
def _recogniser(directory: Directory) -> Callable[[str], bool]:
    """Does a cell name a public body? Remembered, because the same few names fill a column."""

    @lru_cache(maxsize=5_000)
    def known(text: str) -> bool:
        return directory.in_cell(text) is not None

    return known
