"""The tables of a sheet: where each begins, what its columns are, which way round its dates are written."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tallystick.contracts.reading.content import NOTHING, looks_of
from tallystick.contracts.reading.fields import DAYS
from tallystick.contracts.reading.header import Header, find_header, header_score, is_heading_row
from tallystick.contracts.reading.mapping import Column, ColumnMap, map_columns
from tallystick.contracts.reading.shapes import Mapping
from tallystick.contracts.reading.tables import Cells, Row
from tallystick.contracts.rules.cells_dates import whole_date
from tallystick.contracts.rules.register_headings import best, plainly
from tallystick.kit.dates import Order
from tallystick.lake.tidy.days import decide_order
from tallystick.lake.tidy.headings import fold

_ANOTHER = 3.5
"""How surely a row in the body must be of headings before it begins another table."""

_SAMPLED = 5


@dataclass(frozen=True)
class Layout:
    """One table. top, body, end: row indexes: titles from `top`, data from `body`, up to `end`.

    order, order_why: of its dates. headings: one a column. names: what each column is called where rows keep it.
    """

    cells: Cells
    top: int
    header: Header | None
    body: int
    end: int
    map: ColumnMap
    order: Order
    order_why: str

    @property
    def headings(self) -> tuple[str, ...]:
        return self.header.headings if self.header else ("",) * self.cells.width

    @property
    def header_row(self) -> int | None:
        return None if self.header is None else self.cells.lines[self.header.first]

    @property
    def names(self) -> tuple[str, ...]:
        """Each column's heading; two with the same heading are told apart."""
        seen: Counter[str] = Counter()
        names = []
        for reading in self.map.readings:
            name = reading.heading or f"column {reading.position + 1}"
            seen[name] += 1
            names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
        return tuple(names)

    @property
    def fingerprint(self) -> str:
        """Alike for tables with the same headings in the same order."""
        joined = "|".join(fold(heading) for heading in self.headings)
        return hashlib.sha256(joined.encode()).hexdigest()[:16]


def layouts_of(cells: Cells, mapping: Mapping) -> list[Layout]:
    """Every table of a sheet, one under another; one without headings where none were found."""
    starts: list[Header] = []
    header = find_header(cells.rows)
    while header is not None:
        starts.append(header)
        header = _another(cells.rows, header)
    if not starts:
        return [_layout(cells, 0, None, 0, len(cells.rows), mapping)]
    ends = [each.first for each in starts[1:]] + [len(cells.rows)]
    tops = [0] + [each.first for each in starts[1:]]
    return [
        _layout(cells, top, each, each.last + 1, end, mapping)
        for top, each, end in zip(tops, starts, ends, strict=True)
    ]


def _another(rows: Sequence[Row], header: Header) -> Header | None:
    """The headings of the next table below, if there is one with other headings or in other columns."""
    for index in range(header.last + 1, len(rows)):
        row = rows[index]
        cells = [c for c in row if c]
        if len(cells) < 3 or sum(map(plainly, cells[:5])) < 2 or is_heading_row(row, header.headings):
            continue
        if header_score(row) >= _ANOTHER and sum(best(c) >= 0.8 for c in cells) >= 0.5 * len(cells):
            found = find_header(rows[: index + 3], index)
            if found is not None and found.first == index:
                return found
    return None


def _layout(cells: Cells, top: int, header: Header | None, body: int, end: int, mapping: Mapping) -> Layout:
    headings = header.headings if header else ("",) * cells.width
    rows = [row for row in cells.rows[body:end] if not (header and is_heading_row(row, headings))]
    full = [row for row in rows if sum(1 for c in row if c) > 1]
    columns = [_column(position, headings[position], full or rows) for position in range(cells.width)]
    found = map_columns(columns, mapping.fields)
    order, why = _order(found, full, headings, mapping.date_order)
    return Layout(cells, top, header, body, end, found, order, why)


def _column(position: int, heading: str, rows: Sequence[Row]) -> Column:
    filled = [cell for row in rows if (cell := row[position])]
    looks = looks_of(filled, len(rows)) if filled else NOTHING
    return Column(position, heading, looks, tuple(dict.fromkeys(filled[:500]))[:_SAMPLED], len(filled))


def _order(found: ColumnMap, rows: Sequence[Row], headings: Sequence[str], said: str | None) -> tuple[Order, str]:
    """Day or month first, from all the columns of dates together: one hand wrote them."""
    positions = [found.positions[name] for name in DAYS if name in found.positions]
    counts = Counter(cell for position in positions for row in rows if (cell := row[position]))
    dates = {cell: count for cell, count in counts.items() if whole_date(cell, "day")}
    if not dates and said is None:
        return "day", "No date is written in figures: nothing turns on it."
    heading = next((headings[p] for p in positions if "mm" in headings[p].lower()), "")
    order = decide_order(dates, said, heading)
    return order.reading, order.why
