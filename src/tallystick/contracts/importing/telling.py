"""What a reading made of a register, as `contracts load --json` prints it and as it is kept with the file."""

from typing import Any

from tallystick.contracts.reading.shapes import RegisterReading, SheetReading


def tables(reading: RegisterReading) -> list[dict[str, Any]]:
    """One a sheet. Contracts, questions, quarantine, furniture and blank add up to `rows_read`.

    contracts: without a question. questions: rows that are a contract with one, by the reason that was asked first.
    columns: field -> heading. mapping: every column. asked: every question by its reason.
    """
    return [_table(sheet) for sheet in reading.sheets]


def _table(sheet: SheetReading) -> dict[str, Any]:
    return {
        "sheet": sheet.sheet,
        "header_row": sheet.header_row,
        "outcome": sheet.outcome,
        "reason": sheet.reason,
        "columns": {c.field: c.heading or c.key for c in reversed(sheet.columns) if c.field},
        "rows_read": sheet.rows_read,
        "contracts": sheet.contracts,
        "questions": sheet.question_rows_by_reason,
        "quarantined": sheet.quarantined,
        "furniture": sheet.furniture,
        "blank": sheet.blank,
        "asked": sheet.questions,
        "furniture_kinds": sheet.furniture_kinds,
        "known": dict(sheet.known),
        "fingerprint": sheet.fingerprint,
        "date_order": sheet.date_order,
        "date_why": sheet.date_why,
        "mapping": [
            {
                "position": c.position,
                "heading": c.heading,
                "key": c.key,
                "field": c.field,
                "how": c.how,
                "sure": round(c.confidence * 1000),
                "why": c.why,
                "sample": list(c.sample),
                "filled": c.filled,
            }
            for c in sheet.columns
        ],
        "notes": list(sheet.notes),
    }
