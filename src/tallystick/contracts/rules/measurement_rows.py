"""Rows of a file of measurements: which column is which, and what each row says. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from tallystick.kit.dates import read_date
from tallystick.kit.errors import Refused

HEADINGS = {
    "measure": ("measure", "indicator", "kpi", "performance indicator", "title", "name"),
    "day": ("period", "month", "date", "day", "first day", "period start"),
    "value": ("figure", "value", "result", "actual", "measured"),
    "comment": ("comment", "comments", "note", "notes", "remarks"),
}
"""What a column may be headed, in small letters, by what it is. The comment may be wanting."""

MOST_ROWS = 5000
_LOOKED_AT = 20
_LARGEST = Decimal(10) ** 14


@dataclass(frozen=True)
class MeasuredRow:
    """One row of the file. line: 1-based. refused: why nothing can be read of it, or ""."""

    line: int
    measure: str
    day: date | None
    value: Decimal | None
    comment: str
    written: tuple[str, str]
    refused: str = ""


def measured_rows(lines: Sequence[int], rows: Sequence[Sequence[str | None]]) -> list[MeasuredRow]:
    """Every row below the headings that has anything in it. lines: the line of each row.

    Raises Refused where there are no headings, or too many rows.
    """
    top, places = _headings(rows)
    below = [(lines[n], rows[n]) for n in range(top + 1, len(rows)) if any(_text(cell) for cell in rows[n])]
    if len(below) > MOST_ROWS:
        raise Refused(f"The file has more than {MOST_ROWS:,} measurements.", what_to_do="Split it and send the parts.")
    return [_row(line, {name: _text(row[at]) for name, at in places.items()}) for line, row in below]


def figure(text: str) -> Decimal | None:
    """The figure that a cell states, such as ``99.5``, ``99.5%`` or ``1,200``; None where it states none."""
    body = text.replace(",", "").replace(" ", "").replace("\N{MINUS SIGN}", "-").removesuffix("%")
    try:
        found = Decimal(body)
    except InvalidOperation:
        return None
    return found if found.is_finite() and abs(found) < _LARGEST and found == round(found, 6) else None


def _headings(rows: Sequence[Sequence[str | None]]) -> tuple[int, dict[str, int]]:
    for n, row in enumerate(rows[:_LOOKED_AT]):
        folded = [_text(cell).casefold() for cell in row]
        places = {
            what: next(at for at, cell in enumerate(folded) if cell in names)
            for what, names in HEADINGS.items()
            if any(cell in names for cell in folded)
        }
        if {"measure", "day", "value"} <= places.keys():
            return n, places
    raise Refused("No row of headings was found.", what_to_do="The columns needed are Measure, Period and Figure.")


def _row(line: int, cells: dict[str, str]) -> MeasuredRow:
    day = read_date(cells["day"], "day") if cells["day"] else None
    value = figure(cells["value"])
    refused = ""
    if not cells["measure"]:
        refused = "It names no measure."
    elif day is None:
        refused = f"“{cells['day'][:60]}” is no day or month that can be read."
    elif value is None:
        refused = f"“{cells['value'][:60]}” is no figure." if cells["value"] else "It has no figure."
    return MeasuredRow(
        line=line,
        measure=cells["measure"],
        day=day.day if day else None,
        value=value,
        comment=cells.get("comment", "")[:2000],
        written=(cells["day"], cells["value"]),
        refused=refused,
    )


def _text(cell: str | None) -> str:
    return " ".join((cell or "").split())
