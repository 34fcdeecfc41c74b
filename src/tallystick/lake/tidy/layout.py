"""How one table is laid out: where its headings are and which column is which."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import polars as pl

from tallystick.lake.decisions import Decisions
from tallystick.lake.read.sheet import Sheet
from tallystick.lake.tidy.columns import Column, ColumnMap, map_columns
from tallystick.lake.tidy.content import describe, looks_like_value
from tallystick.lake.tidy.days import title_month
from tallystick.lake.tidy.header import ENOUGH, Header, find_header, header_score
from tallystick.lake.tidy.headings import AMOUNTS, fold, vocabulary
from tallystick.lake.tidy.unwrapping import unwrapped

SAMPLED = 48
"""Cells of a column that are looked at closely, spread over the table."""

_SCANNED = 80
_CANDIDATES = 300
_WORDY = r"^[A-Za-z£( ]*[A-Za-z]{3}"
IsOrganisation = Callable[[str], bool]


@dataclass(frozen=True)
class Layout:
    """One table of a sheet, ready to be read.

    cells: stripped text, null for blank, without columns that are wholly empty; `raw` is the same unstripped.
    body: index of the first record under the headings. header_row: 1-based physical line, or None.
    """

    sheet: Sheet
    raw: pl.DataFrame
    cells: pl.DataFrame
    lines: pl.Series
    positions: tuple[int, ...]
    header: Header | None
    columns: tuple[Column, ...]
    map: ColumnMap

    @property
    def body(self) -> int:
        return self.header.last + 1 if self.header else 0

    @property
    def header_row(self) -> int | None:
        return int(self.lines[self.header.last]) if self.header else None

    def series(self, field: str) -> pl.Series | None:
        """The stripped cells under the headings that became `field`, or None."""
        position = self.map.positions.get(field)
        return None if position is None else self.cells[f"c{position}"][self.body :]

    def heading(self, position: int) -> str:
        return next(c.name for c in self.columns if c.position == position)

    @property
    def month(self) -> dt.date | None:
        """The month that the titles or the sheet's name tell of, if it is one; for tables that date no payment."""
        return title_month([*self.titles()[:20], self.sheet.name or ""])

    def titles(self) -> list[str]:
        """The text above the headings."""
        rows = self.cells[: self.header.first].rows() if self.header else []
        return [cell for row in rows for cell in row if cell]


def stripped(cells: pl.DataFrame) -> pl.DataFrame:
    """Cells without surrounding white space; null where nothing is left."""
    trimmed = cells.select(pl.all().str.strip_chars())
    empty = [
        name
        for name, found in zip(trimmed.columns, trimmed.select((pl.all() == "").any()).row(0), strict=True)
        if found
    ]
    if empty:
        trimmed = trimmed.with_columns(pl.when(pl.col(empty) != "").then(pl.col(empty)))
    return trimmed


def tables_of(sheet: Sheet, is_organisation: IsOrganisation) -> list[Layout]:
    """The tables of one sheet, top to bottom: usually one, more where a different row of headings comes later."""
    sheet = unwrapped(sheet)
    cells = stripped(sheet.cells)
    used = [name for name, nulls in zip(cells.columns, cells.null_count().row(0), strict=True) if nulls < cells.height]
    if not used:
        return []
    cells, raw = cells.select(used), sheet.cells.select(used)
    layouts: list[Layout] = []
    start = 0
    while start < cells.height:
        layout = _risen(
            _layout(sheet, raw[start:], cells[start:], sheet.lines[start:], {}, is_organisation), is_organisation
        )
        end = _next_table(layout)
        if end is None:
            return [*layouts, layout]
        layouts.append(_layout(sheet, layout.raw[:end], layout.cells[:end], layout.lines[:end], {}, is_organisation))
        start += end
    return layouts


def _risen(layout: Layout, is_organisation: IsOrganisation) -> Layout:
    """The layout with its headings put above its payments, where they were published below some of them.

    Every record keeps its own line number; only the order in which they are read is changed.
    """
    at, size = _sunken(layout)
    if at is None:
        return layout
    order = [*range(at, at + size), *range(at), *range(at + size, layout.cells.height)]
    if layout.header:
        title = next((i for i in range(at) if _is_data(layout, i)), at)
        order = [*range(title), *range(at, at + size), *range(title, at), *range(at + size, layout.cells.height)]
    return _layout(layout.sheet, layout.raw[order], layout.cells[order], layout.lines[order], {}, is_organisation)


def _sunken(layout: Layout) -> tuple[int | None, int]:
    """Where headings stand under payments, and in how many rows; None where they do not."""
    if layout.map.amount is None:
        return None, 0
    if layout.header is None:
        amounts = layout.cells[f"c{layout.map.amount}"]
        wordy = amounts.str.contains(_WORDY).fill_null(False).arg_true().to_list()[:_CANDIDATES]
        return next((i for i in wordy if header_score(layout.cells.row(i)) >= ENOUGH), None), 1
    if any(_is_data(layout, i) for i in range(layout.header.first)):
        return layout.header.first, layout.header.last - layout.header.first + 1
    return None, 0


def _is_data(layout: Layout, index: int) -> bool:
    """True for a record above the headings that has money and a date where payments have them."""
    row = dict(zip(layout.cells.columns, layout.cells.row(index), strict=True))
    amount, date = row[f"c{layout.map.amount}"], row.get(f"c{layout.map.positions.get('date', -1)}")
    return bool(amount and date) and looks_like_value(str(amount)) and looks_like_value(str(date))


def decided(
    layout: Layout, decisions: Decisions, publisher: str | None, sha256: str, is_organisation: IsOrganisation
) -> Layout:
    """The layout again, with what people decided about its columns."""
    said: dict[str, tuple[str, str]] = {}
    for decision in decisions.columns:
        if decision.sha256 is None and decision.publisher is not None and decision.publisher == publisher:
            said[decision.heading] = (decision.field, "learned")
    for decision in decisions.columns:
        if decision.sha256 == sha256:
            said[decision.heading] = (decision.field, "person")
    keys = {column.key for column in layout.columns}
    if not said.keys() & keys:
        return layout
    return _layout(layout.sheet, layout.raw, layout.cells, layout.lines, said, is_organisation)


def said_date_order(layout: Layout, decisions: Decisions, publisher: str | None, sha256: str) -> str | None:
    """A person's word on the order of day and month in this table's date column, or None."""
    position = layout.map.positions.get("date")
    if position is None:
        return None
    key = next(c.key for c in layout.columns if c.position == position)
    found = None
    for decision in decisions.date_orders:
        if decision.heading == key and (
            decision.sha256 == sha256 or (decision.sha256 is None and decision.publisher == publisher and publisher)
        ):
            found = decision.order
            if decision.sha256 == sha256:
                return found
    return found


def _layout(
    sheet: Sheet,
    raw: pl.DataFrame,
    cells: pl.DataFrame,
    lines: pl.Series,
    said: dict[str, tuple[str, str]],
    is_organisation: IsOrganisation,
) -> Layout:
    header = find_header(cells[:_SCANNED].rows())
    columns = tuple(_columns(cells, header, is_organisation))
    mapped = map_columns(columns, said, has_header=header is not None)
    if header is not None and not said and (mapped.amount is None or _doubtful(columns, mapped)):
        header, columns, mapped = _in_step(header, columns, mapped)
    return Layout(sheet, raw, cells, lines, tuple(c.position for c in columns), header, columns, mapped)


def _doubtful(columns: tuple[Column, ...], mapped: ColumnMap) -> bool:
    """True where the cells under the amount look like transaction numbers, or those under a transaction like money."""
    by_position = {column.position: column.content for column in columns}
    amount = by_position[mapped.amount] if mapped.amount is not None else None
    if amount is not None and amount.noughts >= 0.2:
        return True
    transaction = mapped.positions.get("transaction")
    found = by_position[transaction] if transaction is not None else None
    return found is not None and found.money > 0.8 and found.decimals > 0.5 and found.pounds > 0.3


def _in_step(
    header: Header, columns: tuple[Column, ...], mapped: ColumnMap
) -> tuple[Header, tuple[Column, ...], ColumnMap]:
    """Where no heading fits the money, perhaps they are one place out of step: one too many, or one left out."""
    best = (header, columns, mapped)
    # With no amount at all the headings are surely wrong; with a doubtful one, another fit need only be about as good.
    bar = mapped.strength + (0.5 if mapped.amount is None else -0.3)
    for at in range(len(header.headings)):
        for headings in (
            (*header.headings[:at], *header.headings[at + 1 :], ""),
            (*header.headings[:at], "", *header.headings[at:-1]),
        ):
            moved = tuple(replace(c, heading=h) for c, h in zip(columns, headings, strict=True))
            tried = map_columns(moved, {}, has_header=True)
            if tried.amount is None or "date" not in tried.positions or _doubtful(moved, tried):
                continue
            if tried.strength > bar:
                best, bar = (replace(header, headings=headings, out_of_step=True), moved, tried), tried.strength
    return best


def _columns(cells: pl.DataFrame, header: Header | None, is_organisation: IsOrganisation) -> Iterable[Column]:
    body = cells[header.last + 1 :] if header else cells
    nulls = body.null_count().row(0) if body.height else (0,) * cells.width
    some = body.gather_every(max(1, body.height // (2 * SAMPLED)))
    for index, name in enumerate(cells.columns):
        heading = header.headings[index] if header else ""
        filled = body.height - nulls[index]
        present = _spread(body, some, name, filled) if filled else []
        content = describe(present, filled / max(1, body.height))
        sample = list(dict.fromkeys(present))[:3]
        known = 0.0
        named = content.uri or content.text >= 0.5 or "organisation" in vocabulary().suggestions(fold(heading))
        if content.count and named and (content.distinct <= 0.34 or content.count < 6):
            known = sum(1 for text in present if is_organisation(text)) / len(present)
        yield Column(int(name[1:]), heading, content, tuple(s[:80] for s in sample), known)


def _spread(body: pl.DataFrame, some: pl.DataFrame, name: str, filled: int) -> list[str]:
    """Up to SAMPLED non-null cells of a column, evenly spread from first to last; `some` is every so many rows."""
    present = [cell for cell in some.get_column(name).to_list() if cell is not None]
    if len(present) < min(filled, SAMPLED // 2):
        column = body[name].drop_nulls()
        present = column.gather_every(max(1, filled // SAMPLED)).to_list()
    step = max(1, len(present) // SAMPLED)
    return present[::step][:SAMPLED]


def _next_table(layout: Layout) -> int | None:
    """Index of a later, different row of headings, or None.

    Only records whose amount cell is a word or blank can be one; a row like the headings already known is a repeat.
    """
    if layout.header is None or layout.map.amount is None:
        return None
    amounts = layout.cells[f"c{layout.map.amount}"]
    wordy = amounts.str.contains(_WORDY).fill_null(False)
    several = (
        layout.cells.select(pl.sum_horizontal(pl.all().is_not_null())).to_series() >= 3
        if amounts.null_count()
        else False
    )
    candidates = (wordy | (amounts.is_null() & several)).arg_true().to_list()
    known = {fold(h) for h in layout.header.headings if h}
    for index in candidates[:_CANDIDATES]:
        if index <= layout.header.last:
            continue
        row = layout.cells.row(index)
        score = header_score(row)
        if score < ENOUGH or (score < 3 and not _heads_payments(layout, index)):
            continue
        here = {fold(c) for c in row if c}
        if len(here & known) >= 0.6 * len(here) and _same_places(row, layout):
            continue
        return int(index)
    return None


def _heads_payments(layout: Layout, index: int) -> bool:
    """True where the records from `index` on, read by themselves, are a table with that row for its headings."""
    below = _layout(layout.sheet, layout.raw[index:], layout.cells[index:], layout.lines[index:], {}, lambda _: False)
    positions = below.map.positions
    return (
        below.header is not None
        and below.header.last <= 1
        and below.map.amount is not None
        and {"supplier", "date"} <= positions.keys()
    )


def _same_places(row: tuple[str | None, ...], layout: Layout) -> bool:
    """True where the row's headings stand over the same columns as the table's own."""
    pairs = [
        (fold(c), fold(h)) for c, h in zip(row, layout.header.headings if layout.header else (), strict=False) if c
    ]
    over_amounts = row[layout.positions.index(layout.map.amount)] if layout.map.amount in layout.positions else None
    if not _is_amount(over_amounts) and any(_is_amount(cell) for cell in row):
        return False
    return sum(a == b for a, b in pairs) >= 0.6 * len(pairs)


def _is_amount(cell: str | None) -> bool:
    return bool(vocabulary().suggestions(fold(cell)).keys() & {*AMOUNTS, "vat"})
