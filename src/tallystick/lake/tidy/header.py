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

_SHAPE_SEARCHED = 30

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
    by_shape: bool = False
    """No words were known: it is the row of words that stands over columns of values."""


def find_header(rows: Sequence[Row]) -> Header | None:
    """The row or rows of headings among the first records of a sheet, or None if there are none.

    rows: stripped cells, None for blank, all of the same width. Known words are looked for first; then words that are
    abbreviated or misspelt; then a row of words over columns of values.
    """
    best: Header | None = None
    for careful in (False, True):
        for index, row in enumerate(rows[:SEARCHED]):
            if best is not None and best.score >= _PLAIN and index > best.first + _LOOK_ON:
                break
            score = header_score(row, careful=careful)
            if score >= ENOUGH and (best is None or score > best.score + 0.25):
                best = Header(index, index, tuple(c or "" for c in row), score)
        if best:
            return _with_second_row(best, rows)
    return _by_shape(rows)


def header_score(row: Row, *, careful: bool = False) -> float:
    """How many different fields a row's cells name, less its cells that are values; below `ENOUGH` it is no header.

    careful: abbreviations and slips of the keyboard are put right first, which is slow and, in cells of data, rash.
    """
    cells = [c for c in row if c]
    if len(cells) < 2:
        return 0.0
    named = vocabulary().guesses if careful else vocabulary().suggestions
    fields: dict[str, float] = {}
    values = unknown = 0
    for cell in cells:
        suggested = named(fold(cell))
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


def _by_shape(rows: Sequence[Row]) -> Header | None:
    """The first full row of words alone, if a column or two under it hold values nearly all the way down."""
    width = max((sum(1 for c in row if c) for row in rows), default=0)
    for index, row in enumerate(rows[:_SHAPE_SEARCHED]):
        cells = [c for c in row if c]
        if len(cells) < max(2, 0.7 * width):
            continue
        below = [r for r in rows[index + 1 : index + 25] if sum(1 for c in r if c) >= 2]
        if any(looks_like_value(c) or len(c) > 60 for c in cells) or len(set(cells)) < len(cells) or len(below) < 2:
            return None
        over = sum(1 for i, c in enumerate(row) if c and _values(below, i))
        return Header(index, index, tuple(c or "" for c in row), 1.0, by_shape=True) if over else None
    return None


def _values(rows: Sequence[Row], column: int) -> bool:
    present = [cell for row in rows if (cell := row[column])]
    return len(present) >= 2 and sum(map(looks_like_value, present)) >= 0.8 * len(present)


def _with_second_row(found: Header, rows: Sequence[Row]) -> Header:
    """Join a second row of headings, above or below, where joining makes sense of columns that had none."""
    above = found.first - 1
    if above >= 0 and (joined := _joined(rows[above], found.headings)):
        found = Header(above, found.last, joined, found.score)
    below = found.last + 1
    if below < len(rows):
        if _is_units(rows[below]):
            return Header(found.first, below, found.headings, found.score)
        if _continues(rows[below], found.headings):
            joined = tuple(_join(h, b) for h, b in zip(found.headings, rows[below], strict=True))
            found = Header(found.first, below, joined, found.score)
    return found


def _joined(above: Row, headings: Sequence[str]) -> tuple[str, ...] | None:
    """The headings with those of the row above set before them, if that says more: each over its own column, or, where
    cells were merged, over every column up to the next."""
    if not _all_words(above):
        return None
    plain = tuple(_join(a, h) for a, h in zip(above, headings, strict=True))
    best = plain if _helped(above, headings, plain) and _known(plain) >= _known(headings) else None
    if sum(1 for c in above if c) >= 2:
        merged: list[str] = []
        last: str | None = None
        for cell, heading in zip(above, headings, strict=True):
            last = cell or last
            joined = _join(last, heading) if heading else cell or ""
            merged.append(joined if _best(joined) >= _best(heading) else heading)
        if _known(merged) > max(_known(headings), _known(best or ())) + 0.3:
            best = tuple(merged)
    return best


def _continues(below: Row, headings: Sequence[str]) -> bool:
    """True where the row under the headings goes on with them, and is neither a repeat, another table's, nor data."""
    if not _all_words(below):
        return False
    joined = tuple(_join(h, b) for h, b in zip(headings, below, strict=True))
    if _known(joined) < _known(headings):
        return False
    if header_score(below) >= ENOUGH:  # complete in itself, and yet each cell goes on with the one above it
        pairs = [(h, b) for h, b in zip(headings, below, strict=True) if b]
        return all(h and _best(_join(h, b)) >= 0.8 for h, b in pairs) and not any(fold(h) == fold(b) for h, b in pairs)
    return _helped(below, headings, joined)


def _all_words(row: Row) -> bool:
    cells = [c for c in row if c]
    return bool(cells) and not any(looks_like_value(c) or len(c) > 40 for c in cells)


def _is_units(row: Row) -> bool:
    cells = [c for c in row if c]
    return bool(cells) and all(fold(c) in vocabulary().units for c in cells) and any("£" in c or fold(c) for c in cells)


def _helped(other: Row, headings: Sequence[str], joined: Sequence[str]) -> bool:
    """True where half of the other row's cells make a heading say more than it did."""
    cells = [i for i, c in enumerate(other) if c]
    return sum(1 for i in cells if _best(joined[i]) > _best(headings[i]) + 0.05) >= max(1, len(cells) / 2)


def _join(top: str | None, bottom: str | None) -> str:
    return f"{top or ''} {bottom or ''}".strip()


def _best(heading: str) -> float:
    return max(vocabulary().guesses(fold(heading)).values(), default=0.0)


def _known(headings: Sequence[str]) -> float:
    return sum(_best(h) for h in headings)
