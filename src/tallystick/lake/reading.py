"""What happened to one file: the record that pages and `tallystick load --json` show.

Kept as JSON beside the tidy payments; the keys named in the issue are a contract, others may be added.
"""

import dataclasses
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass
class ColumnReading:
    """One published column: what it became and why.

    position: 0-based. heading: as published ("" if none). field: canonical name, or None (kept in extra).
    why: a sentence for an officer. confidence: 0 to 1. how: ``heading`` ``content`` ``learned`` ``person`` ``none``.
    sample: up to three distinct non-blank cells.
    """

    position: int
    heading: str
    field: str | None
    why: str
    confidence: float
    how: str
    sample: list[str] = dataclasses.field(default_factory=list)


@dataclass
class TableReading:
    """One table of payments, or a sheet that was refused (`reason` is then set and the counts are nought)."""

    sheet: str | None
    header_row: int | None = None
    outcome: str = "loaded"
    """``loaded``, ``refused`` (with the reason), or ``notes`` (a sheet of words beside the payments)."""
    reason: str | None = None
    columns: dict[str, str] = field(default_factory=dict)
    rows_read: int = 0
    payments: int = 0
    quarantined: dict[str, int] = field(default_factory=dict)
    furniture: int = 0
    blank: int = 0
    pence_read: int = 0
    pence_payments: int = 0
    pence_quarantined: int = 0
    pence_furniture: int = 0
    unreadable_amounts: int = 0
    first_date: str | None = None
    last_date: str | None = None
    amount_basis: str = "unknown"
    date_order: dict[str, Any] | None = None
    """{"order": "day"|"month"|"year"|"words"|"serial", "why": sentence, "flagged": bool} for the date column."""
    mapping: list[ColumnReading] = field(default_factory=list)
    furniture_kinds: dict[str, int] = field(default_factory=dict)
    duplicates: int = 0
    redacted: int = 0
    notes: list[str] = field(default_factory=list)
    """Sentences: everything that was assumed, e.g. that amounts are net, that dates are day-first."""


@dataclass
class FileReading:
    """What happened to one file. The keys are documented in docs/reference/commands.md."""

    file: str
    sha256: str
    bytes: int
    format: str | None
    encoding: str | None
    outcome: str
    reason: str | None
    organisation: dict[str, str | None]
    """{"code", "name", "how"}; how is ``given`` ``content`` ``path`` ``learned`` ``person`` or ``not known``."""
    tables: list[TableReading] = field(default_factory=list)
    compression: str | None = None
    held: dict[str, Any] | None = None
    """{"by": sha256, "file": name, "share": 0..1, "rows": n, "rows_only_here": n, "rows_only_there": n} or None."""
    path: str = ""
    """Where it lay, as far as the person who loaded it said: it may name the publisher."""
    key: str = ""
    """What it was read with: the reader's version and the decisions that bear on it. Another key, another reading."""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> "FileReading":
        tables = [TableReading(**{**t, "mapping": [ColumnReading(**c) for c in t["mapping"]]}) for t in value["tables"]]
        return cls(**{**value, "tables": tables})
