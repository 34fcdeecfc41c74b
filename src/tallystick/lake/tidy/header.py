"""Where the headings are."""

from collections.abc import Sequence
from dataclasses import dataclass

from tallystick.lake.tidy.content import looks_like_value
from tallystick.lake.tidy.headings import fold, vocabulary

SEARCHED = 80
"""Headings are looked for in the first 80 records: longer preambles have not been met."""

ENOUGH = 1.55
"""Two headings known for certain, or three by their words."""

_PLAIN, _LOOK_ON = 3.5, 4
"""Once a row plainly is of headings, only the few rows after it could still be better."""

Row = Sequence[str | None]


@dataclass(frozen=True)
class Header:
    """first, last: 0-based indexes of the rows of headings (the same where there is one row).
    headings: one a column, as published, two rows joined by a space; "" where there is none."""

    first: int
    last: int
    headings: tuple[str, ...]
    score: float
    out_of_step: bool = False
    """The headings stood one place away from their columns, and were moved."""


def find_header(rows: Sequence[Row]) -> Header | None:
    """The row or two rows of headings among the first records of a sheet, or None if there are none.

    rows: stripped cells, None for blank, all of the same width.
    """
    best: Header | None = None
    for index, row in enumerate(rows[:SEARCHED]):
        if best is not None and best.score >= _PLAIN and index > best.first + _LOOK_ON:
            break
        score = header_score(row)
        if score >= ENOUGH and (best is None or score > best.score + 0.25):
            best = Header(index, index, tuple(c or "" for c in row), score)
    return _with_second_row(best, rows) if best else None


def header_score(row: Row) -> float:
    """How many different fields a row's cells name, less its cells that are values; below `ENOUGH` it is no header."""
    cells = [c for c in row if c]
    if len(cells) < 2:
        return 0.0
    fields: dict[str, float] = {}
    values = unknown = 0
    for cell in cells:
        suggested = vocabulary().suggestions(fold(cell))
        if suggested:
            field = max(suggested, key=lambda f: suggested[f])
            fields[field] = max(fields.get(field, 0.0), suggested[field])
        elif looks_like_value(cell):
            values += 1
        elif len(cell) > 60:
            unknown += 1
    # Cells of data can hold a word such as "Services" or "Grant"; a row of headings is mostly headings.
    if values > len(fields) or (values and values >= len(cells) / 3):
        return 0.0
    strong = sum(1 for strength in fields.values() if strength >= 0.8)
    if strong < 2 and len(fields) < 3:
        return 0.0
    if not fields.keys() & {"supplier", "amount", "net", "gross", "date"}:
        return 0.0
    return sum(fields.values()) - values - 0.5 * unknown


def _with_second_row(found: Header, rows: Sequence[Row]) -> Header:
    """Join a second row of headings, above or below, where joining makes sense of columns that had none."""
    above = found.first - 1
    if above >= 0 and _joins(rows[above], found.headings, first_row=True):
        joined = tuple(_join(a, h) for a, h in zip(rows[above], found.headings, strict=True))
        if _known(joined) >= _known(found.headings):
            found = Header(above, found.last, joined, found.score)
    below = found.last + 1
    if below < len(rows) and _joins(rows[below], found.headings, first_row=False):
        joined = tuple(_join(h, b) for h, b in zip(found.headings, rows[below], strict=True))
        if _known(joined) >= _known(found.headings):
            found = Header(found.first, below, joined, found.score)
    return found


def _joins(other: Row, headings: Sequence[str], *, first_row: bool) -> bool:
    cells = [(i, c) for i, c in enumerate(other) if c]
    if not cells or any(looks_like_value(c) or len(c) > 40 for _, c in cells):
        return False
    if not first_row and len(cells) > 1 and header_score(other) >= ENOUGH:
        return False  # a second complete row of headings is a repeat, not a continuation
    helped = 0
    for i, cell in cells:
        heading = headings[i]
        alone = _best(heading)
        joined = _best(_join(cell, heading) if first_row else _join(heading, cell))
        if joined > alone + 0.05:
            helped += 1
    return helped >= max(1, len(cells) / 2)


def _join(top: str | None, bottom: str | None) -> str:
    return f"{top or ''} {bottom or ''}".strip()


def _best(heading: str) -> float:
    return max(vocabulary().suggestions(fold(heading)).values(), default=0.0)


def _known(headings: Sequence[str]) -> float:
    return sum(_best(h) for h in headings)
