"""What each row of a table is: data, part of the row above, a heading of a group, furniture, or blank."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tallystick.contracts.reading.header import is_heading_row
from tallystick.contracts.reading.layouts import Layout
from tallystick.contracts.reading.tables import Row
from tallystick.lake.tidy.content import looks_like_value
from tallystick.lake.tidy.furniture import is_note, is_page_number, is_rule, is_total_label

DATA, CONTINUED, FURTHER, SECTION, BLANK = "data", "continued", "further supplier", "section", "blank"
HEADER, TITLE, REPEATED, TOTAL, PAGE, NOTE, RULE = "header", "title", "repeated header", "total", "page", "note", "note"

FURNITURE = {
    HEADER: "A row of headings.",
    TITLE: "A title above the table.",
    REPEATED: "The headings again.",
    TOTAL: "A total.",
    PAGE: "A page number.",
    NOTE: "A note.",
    SECTION: "The heading of a group of rows.",
    CONTINUED: "Words that go on from the row above: joined to it.",
    FURTHER: "Another supplier of the contract above: joined to it.",
}
"""Kinds of furniture, each with a sentence."""

QUARANTINE = {
    "no_title_or_supplier": "The row names no title, no description and no supplier: nothing says what contract it is.",
    "out_of_step": "The row has a cell too many: one to the right of the last heading, and its dates not under theirs.",
    "repeats_another_sheet": "Another sheet of this file has the same row.",
}
"""Reasons for keeping a row out, each with a sentence."""

_TEXTS = (
    "description",
    "title",
    "notes",
    "supplier",
    "supplier_address",
    "extension",
    "department",
    "owner",
    "framework",
)
_OPEN_ENDS = (",", ";", "&", "-", "–", "(", "/", ":", " and", " of", " the", " for", " to", " with", " or", " in")
_SUBSTANCE = ("title", "description", "reference", "start", "end", "value", "annual_value", "period", "term")


@dataclass(frozen=True)
class Placed:
    """kind: one of those above. target: for a joined row, the index of the row it belongs to. text: of a section."""

    kind: str
    target: int | None = None
    text: str = ""
    position: int = -1


def place_rows(layout: Layout) -> dict[int, Placed]:
    """Every row index of the table, titles and headings too, with what it is."""
    placed: dict[int, Placed] = {}
    rows = layout.cells.rows
    for index in range(layout.top, layout.body):
        in_header = layout.header is not None and index >= layout.header.first
        placed[index] = Placed(HEADER if in_header else TITLE) if any(rows[index]) else Placed(BLANK)
    last_data = _last_data(layout)
    above: int | None = None
    for index in range(layout.body, layout.end):
        found = _place(layout, index, above, after_last=index > last_data)
        placed[index] = found
        if found.kind == DATA:
            above = index
        elif found.kind not in (CONTINUED, FURTHER, PAGE, REPEATED):
            above = None
    return placed


def _place(layout: Layout, index: int, above: int | None, *, after_last: bool) -> Placed:
    row = layout.cells.rows[index]
    present = list(_present(row))
    texts = [c for _, c in present]
    if not present:
        return Placed(BLANK)
    if layout.header is not None and is_heading_row(row, layout.headings):
        return Placed(REPEATED)
    if is_page_number(texts):
        return Placed(PAGE)
    if is_rule(texts):
        return Placed(RULE)
    if _is_total(layout, row, present):
        return Placed(TOTAL)
    if len(set(texts)) == 1 and (len(present) == 1 or len(present) >= 0.8 * len(row) > 2):
        return _lonely(layout, index, present[0], above, after_last=after_last)
    if after_last and len(present) <= 2 and all(is_note(text) for text in texts):
        return Placed(NOTE)
    if above is not None and _goes_on(layout, index, present, above):
        return Placed(CONTINUED, above)
    if above is not None and _further_supplier(layout, row):
        return Placed(FURTHER, above)
    return Placed(DATA)


def _lonely(layout: Layout, index: int, cell: tuple[int, str], above: int | None, *, after_last: bool) -> Placed:
    """A row of one cell: words that go on, another supplier, the heading of a group, or a note."""
    position, text = cell
    supplier = layout.map.positions.get("supplier")
    if above is not None and _goes_on(layout, index, [cell], above):
        return Placed(CONTINUED, above)
    if above is not None and position == supplier and not _opens_group(layout, index, position):
        return Placed(FURTHER, above)
    if looks_like_value(text):
        return Placed(DATA)
    if after_last or (is_note(text) and not _opens_group(layout, index, position)):
        return Placed(NOTE)
    return Placed(SECTION, text=text, position=position)


def _goes_on(layout: Layout, index: int, present: Sequence[tuple[int, str]], above: int) -> bool:
    """True where every cell is of words, in columns of words that the row above fills too, and reads as its end."""
    names = {position: name for name, position in layout.map.positions.items()}
    first = min(layout.map.positions.values(), default=0)
    over = layout.cells.rows[above]
    if any(names.get(i) not in _TEXTS or not over[i] or looks_like_value(c) for i, c in present) or len(present) > 2:
        return False
    for i, cell in present:
        begins_low = cell[0].islower() or cell[0] in "(&,-–•*"
        open_end = (over[i] or "").lower().endswith(_OPEN_ENDS)
        inner = names[i] in ("description", "notes", "supplier_address") and i != first and len(present) == 1
        if not (begins_low or open_end or inner):
            return False
    return True


def _further_supplier(layout: Layout, row: Row) -> bool:
    """A row with a supplier, and nothing of a contract's own but perhaps a lot or the supplier's number."""
    at = layout.map.positions
    supplier = at.get("supplier")
    if supplier is None or not row[supplier] or looks_like_value(row[supplier] or ""):
        return False
    return not any(name in at and row[at[name]] for name in _SUBSTANCE)


def _opens_group(layout: Layout, index: int, position: int) -> bool:
    """Whether the rows beneath leave this column blank: the cell is then said once for all of them."""
    if index + 1 >= layout.end:
        return False
    below = layout.cells.rows[index + 1]
    return sum(1 for c in below if c) > 1 and not below[position]


def _is_total(layout: Layout, row: Row, present: Sequence[tuple[int, str]]) -> bool:
    at = layout.map.positions
    if len(present) > 5 or any(name in at and row[at[name]] for name in ("start", "end", "reference")):
        supplier = at.get("supplier")
        if not (supplier is None or not row[supplier]) or len(present) > 5:
            return False
    labels = [c for _, c in present if is_total_label(c, alone=True)]
    others = [c for _, c in present if not is_total_label(c, alone=True) and not looks_like_value(c)]
    return bool(labels) and len(others) <= 1


def _present(row: Row) -> Iterator[tuple[int, str]]:
    return ((i, c) for i, c in enumerate(row) if c)


def _last_data(layout: Layout) -> int:
    """The last row with three cells or more, or two of which one is a value: what comes after it is notes."""
    for index in range(layout.end - 1, layout.body - 1, -1):
        texts = [c for c in layout.cells.rows[index] if c]
        full = len(texts) >= 3 or (len(texts) == 2 and any(looks_like_value(c) for c in texts))
        if full and not _is_total(layout, layout.cells.rows[index], list(_present(layout.cells.rows[index]))):
            return index
    return -1
