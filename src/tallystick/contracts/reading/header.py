"""Where the headings of a register are: one row, or several, of which the upper ones may stand over many columns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tallystick.contracts.reading.tables import Row
from tallystick.contracts.rules.register_headings import best, guesses, suggestions
from tallystick.lake.tidy.content import looks_like_value
from tallystick.lake.tidy.headings import fold

SEARCHED = 80
"""Headings are looked for in the first 80 rows."""

ENOUGH = 1.5
"""Two headings that are known for certain, or three by their words."""

_PLAIN = 5.0
_MOST_ROWS = 3
_LONGEST = 140
_UNIT = re.compile(
    r"\W*(?:dd|d|mm|m)?\W*(?:(?:dd?|mm+)\W(?:mm+|dd?)\W(?:yyyy|yy))\W*|\W*(?:£|gbp|£?\W*000s?|£k|£m|y/n|yes/no|months?|years?|days?|text|date|number"
    r"|ex(?:cl?)?\.? vat|inc(?:l)?\.? vat)\W*|[(\[][^()\[\]]{1,30}[)\]]",
    re.IGNORECASE,
)
_ANCHORS = frozenset(
    {
        "supplier",
        "title",
        "description",
        "reference",
        "end",
        "start",
        "value",
        "period",
        "annual_value",
        "term",
        "department",
    }
)


@dataclass(frozen=True)
class Header:
    """first, last: 0-based indexes of the rows of headings. headings: one a column, joined where there are several."""

    first: int
    last: int
    headings: tuple[str, ...]
    score: float
    by_shape: bool = False


def find_header(rows: Sequence[Row], start: int = 0) -> Header | None:
    """The headings among the first rows from `start`, by the words they are known by; else by their shape: a row of
    words over columns of values. None where neither is found."""
    found = _by_words(rows, start, careful=False) or _by_words(rows, start, careful=True)
    return _with_more_rows(found, rows, start) if found else _by_shape(rows, start)


def _by_words(rows: Sequence[Row], start: int, *, careful: bool) -> Header | None:
    found: Header | None = None
    for index in range(start, min(len(rows), start + SEARCHED)):
        score = header_score(rows[index], careful=careful)
        if score >= ENOUGH and (found is None or score > found.score + 0.5):
            found = Header(index, index, tuple(c or "" for c in rows[index]), score)
        elif found is not None and found.score >= _PLAIN and index > found.last + 4:
            break
    return found


def header_score(row: Row, *, careful: bool = False) -> float:
    """How surely a row is of headings: the strengths of the fields its cells name; 0 where it holds values.

    careful: abbreviations and slips of the keyboard are put right first, which in cells of data is rash.
    """
    cells = [c for c in row if c]
    if len(cells) < 2:
        return 0.0
    fields: dict[str, float] = {}
    values = unknown = 0
    for cell in cells:
        said = (guesses(cell) if careful else suggestions(cell)) if len(cell) <= _LONGEST else {}
        if said:
            field = max(said, key=lambda f: said[f])
            fields[field] = max(fields.get(field, 0.0), said[field])
        elif looks_like_value(cell):
            values += 1
        else:
            unknown += 1
    if values > len(fields) or (values and values >= len(cells) / 3) or not fields.keys() & _ANCHORS:
        return 0.0
    strong = sum(1 for strength in fields.values() if strength >= 0.8)
    if (strong < 2 and len(fields) < 3) or unknown > 3 * len(fields):
        return 0.0
    return sum(fields.values()) - values - 0.1 * unknown


def is_heading_row(row: Row, headings: Sequence[str]) -> bool:
    """True for a row that repeats the table's own headings, each over its own column."""
    pairs = [(c, h) for c, h in zip(row, headings, strict=True) if c]
    if not any(_alike(fold(c), fold(h)) for c, h in pairs[:2]):
        return False
    pairs = [(fold(c), fold(h)) for c, h in pairs]
    return len(pairs) >= 2 and sum(1 for a, b in pairs if _alike(a, b)) >= 0.6 * len(pairs)


def _alike(cell: str, heading: str) -> bool:
    return bool(cell) and (cell == heading or heading.endswith(f" {cell}"))


def _with_more_rows(found: Header, rows: Sequence[Row], start: int) -> Header:
    """The header with the rows above and below that go on with it."""
    for _ in range(_MOST_ROWS - 1):
        below = found.last + 1
        if below < len(rows) and (joined := _joined_below(found.headings, rows[below])):
            found = Header(found.first, below, joined, _known(joined))
        above = found.first - 1
        if (
            above >= start
            and found.last - found.first + 1 < _MOST_ROWS
            and (joined := _joined_above(rows[above], found.headings))
        ):
            found = Header(above, found.last, joined, _known(joined))
    return found


def _joined_below(headings: Sequence[str], below: Row) -> tuple[str, ...] | None:
    """The headings with those of the row beneath, if it holds words only and says more of half of its columns."""
    cells = [i for i, c in enumerate(below) if c]
    if cells and all(_UNIT.fullmatch(below[i] or "") for i in cells):
        return tuple(f"{h} {c}" if c and "£" in c and h else h for h, c in zip(headings, below, strict=True))
    if not cells or any(_is_value(below[i] or "") for i in cells):
        return None
    spread = _spread(headings)
    joined = list(headings)
    helped = 0
    for i in cells:
        over, under = headings[i] or spread[i], below[i] or ""
        together = f"{over} {under}".strip()
        better = max((best(together), together), (best(under), together), key=lambda each: each[0])
        joined[i] = f"{headings[i]} {under}".strip() if headings[i] else together
        if fold(headings[i]) == fold(under):
            return None
        if _says_more(headings[i], under, together):
            helped += 1
        if better[0] < best(headings[i]) - 0.05:
            return None
    return tuple(joined) if helped >= max(1, 0.6 * len(cells)) else None


def _says_more(heading: str, under: str, together: str) -> bool:
    if not heading:
        return best(under) >= 0.6 or best(together) >= 0.6
    before, after = suggestions(heading), suggestions(together)
    changed = max(before, key=lambda f: before[f], default="") != max(after, key=lambda f: after[f], default="")
    unit = under.strip().startswith(("(", "£", "dd", "DD", "[")) and len(under) < 40
    return unit or (bool(after) and (changed or best(together) > best(heading) + 0.02))


def _joined_above(above: Row, headings: Sequence[str]) -> tuple[str, ...] | None:
    """The headings with a row above set before them: groups such as “Contract dates” over “Start” and “End”."""
    cells = [i for i, c in enumerate(above) if c]
    if len(cells) < 2 and sum(1 for h in headings if not h) == 0:
        return None
    if not cells or any(_is_value(above[i] or "") or len(above[i] or "") > 60 for i in cells):
        return None
    spread = _spread(tuple(c or "" for c in above))
    joined: list[str] = []
    gained = 0.0
    for over, heading in zip(spread, headings, strict=True):
        together = f"{over} {heading}".strip() if heading else over
        if together != heading and (best(together) > best(heading) or (not suggestions(heading) and over and heading)):
            gained += max(0.0, best(together) - best(heading))
            joined.append(together)
        else:
            joined.append(heading)
    return tuple(joined) if gained > 0.3 else None


def _spread(row: Sequence[str]) -> tuple[str, ...]:
    """Each cell over the blank ones that follow it, as merged cells are read."""
    spread: list[str] = []
    last = ""
    for cell in row:
        last = cell or last
        spread.append(last)
    return tuple(spread)


def _is_value(cell: str) -> bool:
    return looks_like_value(cell) or len(cell) > 70


def _known(headings: Sequence[str]) -> float:
    return sum(best(h) for h in headings)


def _by_shape(rows: Sequence[Row], start: int) -> Header | None:
    """The first full row of words alone, if a column under it holds values nearly all the way down."""
    width = max((sum(1 for c in row if c) for row in rows[start : start + SEARCHED]), default=0)
    for index in range(start, min(len(rows), start + 30)):
        row = rows[index]
        cells = [c for c in row if c]
        if len(cells) < max(3, 0.7 * width):
            continue
        below = [r for r in rows[index + 1 : index + 25] if sum(1 for c in r if c) >= 2]
        if any(looks_like_value(c) or len(c) > 60 for c in cells) or len(set(cells)) < len(cells) or len(below) < 2:
            return None
        over = sum(1 for i, c in enumerate(row) if c and _values_under(below, i))
        return Header(index, index, tuple(c or "" for c in row), 1.0, by_shape=True) if over else None
    return None


def _values_under(rows: Sequence[Row], column: int) -> bool:
    present = [cell for row in rows if (cell := row[column])]
    return len(present) >= 2 and sum(map(looks_like_value, present)) >= 0.6 * len(present)
