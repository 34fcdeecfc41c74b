"""What reading a file of notices gives: award rows, and every other row counted by what became of it."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import polars as pl

SCHEMA: dict[str, Any] = {
    "source_row": pl.Int64(),
    "source_place": pl.String(),
    "notice_id": pl.String(),
    "notice_key": pl.String(),
    "ocid": pl.String(),
    "release_date": pl.Date(),
    "released_at": pl.String(),
    "tag": pl.String(),
    "award_id": pl.String(),
    "award_status": pl.String(),
    "buyer_name": pl.String(),
    "buyer_scheme": pl.String(),
    "buyer_id": pl.String(),
    "title": pl.String(),
    "description": pl.String(),
    "reference": pl.String(),
    "cpv": pl.List(pl.String()),
    "category": pl.String(),
    "procurement_method": pl.String(),
    "award_date": pl.Date(),
    "start": pl.Date(),
    "end": pl.Date(),
    "amount": pl.String(),
    "currency": pl.String(),
    "value_pence": pl.Int64(),
    "value_basis": pl.String(),
    "value_gross_pence": pl.Int64(),
    "suppliers": pl.Int32(),
    "supplier_position": pl.Int32(),
    "supplier_name": pl.String(),
    "supplier_scheme": pl.String(),
    "supplier_id": pl.String(),
    "company_number": pl.String(),
    "supplier_value_pence": pl.Int64(),
    "sme": pl.Boolean(),
    "vcse": pl.Boolean(),
    "url": pl.String(),
    "remarks": pl.List(pl.String()),
}
"""Columns of a file's award rows: docs/reference/notices.md says what each is."""

KEPT_OUT_SCHEMA: dict[str, Any] = {
    "source_row": pl.Int64(),
    "source_place": pl.String(),
    "reason": pl.String(),
    "written": pl.String(),
    "notice_id": pl.String(),
    "buyer_name": pl.String(),
    "title": pl.String(),
}

NOT_A_RELEASE = "not a notice: neither buyer, award nor title"
NO_BUYER = "no buyer named"
NOTHING_SAID = "an award with neither supplier nor title"
VALUE = "value not understood"
BROKEN = "JSON broken off or damaged"
NO_AWARD = "a supplier whose award is not in the file"

Row = dict[str, Any]


@dataclass(frozen=True)
class Place:
    """Where a notice stands. row: its line, or its number among the notices of a JSON document, from 1.
    inside: the sheet, the member of an archive, or the path within a document; "" where the row says it all."""

    row: int
    inside: str = ""


@dataclass
class Tidied:
    """What one file (or tables that belong together) holds, as it is being read.

    Every source row is in one of five: notices (an award row or more came of it), other_stages (by stage), quarantined
    (by reason), joined (it went into another row's award, or belongs to no award) and blank. awards, awards_out:
    awards inside notices that became rows, or did not and are in `kept_out` with their reason.
    """

    shape: str = ""
    rows: list[Row] = field(default_factory=list)
    kept_out: list[Row] = field(default_factory=list)
    rows_read: int = 0
    notices: int = 0
    other_stages: Counter[str] = field(default_factory=Counter)
    quarantined: Counter[str] = field(default_factory=Counter)
    joined: int = 0
    blank: int = 0
    awards: int = 0
    awards_out: int = 0
    remarks: list[str] = field(default_factory=list)

    @property
    def accounted(self) -> int:
        """Source rows that ended somewhere."""
        return (
            self.notices + sum(self.other_stages.values()) + sum(self.quarantined.values()) + self.joined + self.blank
        )

    def keep_out(
        self, place: Place, reason: str, written: str = "", *, about: Row | None = None, whole: bool = True
    ) -> None:
        """Put a row, or one award of it (not `whole`), in quarantine."""
        if whole:
            self.quarantined[reason] += 1
        else:
            self.awards_out += 1
        told = about or {}
        self.kept_out.append(
            {
                "source_row": place.row,
                "source_place": place.inside,
                "reason": reason,
                "written": written[:500],
                "notice_id": told.get("notice_id"),
                "buyer_name": told.get("buyer_name"),
                "title": told.get("title"),
            }
        )

    def frame(self) -> pl.DataFrame:
        """Award rows as SCHEMA."""
        return _frame(self.rows, SCHEMA)

    def kept_out_frame(self) -> pl.DataFrame:
        """Quarantine as KEPT_OUT_SCHEMA."""
        return _frame(self.kept_out, KEPT_OUT_SCHEMA)


def _frame(rows: list[Row], schema: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame({name: [row.get(name) for row in rows] for name in schema}, schema=schema)
