"""One table of a sheet to rows read: contracts, questions, quarantine, furniture, blank."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import Any

from tallystick.contracts.reading.drafting import Draft
from tallystick.contracts.reading.layouts import Layout
from tallystick.contracts.reading.placing import (
    BLANK,
    CONTINUED,
    DATA,
    FURNITURE,
    FURTHER,
    QUARANTINE,
    SECTION,
    Placed,
    place_rows,
)
from tallystick.contracts.reading.proposing import fill
from tallystick.contracts.reading.shapes import Place, RowRead
from tallystick.contracts.rules.cells_dates import whole_date
from tallystick.contracts.rules.cells_suppliers import looks_like_firm
from tallystick.contracts.rules.register_headings import guesses
from tallystick.lake.tidy.content import looks_like_value
from tallystick.reference.organisations import Directory

_INHERITED = (
    "reference",
    "title",
    "description",
    "department",
    "category_label",
    "organisation",
    "lot",
    "framework",
    "start",
    "end",
)
_GROUPED = ("department", "category_label", "organisation", "status")
_SPARSE = 0.5


@dataclass
class _State:
    """What earlier rows say of later ones. groups: field -> text of the last heading of a group. last: field -> (tidied
    and raw) of the last row of data, while no gap has come between."""

    groups: dict[str, str] = field(default_factory=dict)
    last: dict[str, tuple[str, str]] = field(default_factory=dict)
    carried: dict[str, tuple[str, str]] = field(default_factory=dict)


def read_rows(layout: Layout, directory: Directory) -> list[RowRead]:
    """Every row of the table, in order."""
    placed = place_rows(layout)
    joined: dict[int, list[tuple[int, Placed]]] = {}
    for index, place in placed.items():
        if place.target is not None:
            joined.setdefault(place.target, []).append((index, place))
    reader = _Reader(layout, directory)
    return [reader.read(index, place, joined.get(index, [])) for index, place in sorted(placed.items())]


class _Reader:
    def __init__(self, layout: Layout, directory: Directory) -> None:
        self._layout = layout
        self._directory = directory
        self._at = layout.map.positions
        self._names = layout.names
        self._fields = {position: name for name, position in self._at.items()}
        self._headings = {name: layout.headings[position] for name, position in self._at.items()}
        self._state = _State()
        self._organisations: dict[str, str | None] = {}
        filled = {r.field: r.filled for r in layout.map.readings if r.field}
        most = max(filled.values(), default=0)
        self._sparse = {name for name in _GROUPED if 0 < filled.get(name, 0) < _SPARSE * most}
        self._further_ends = [
            r.position
            for r in layout.map.readings
            if r.field is None and r.how == "none" and "latest_end" in self._at and "latest_end" in guesses(r.heading)
        ]
        self._last_heading = max((i for i, heading in enumerate(layout.headings) if heading), default=0)

    def read(self, index: int, place: Placed, joined: list[tuple[int, Placed]]) -> RowRead:
        line, raw = self._layout.cells.lines[index], self._layout.cells.raw[index]
        if place.kind == BLANK:
            self._state.last = {}
            return RowRead(line, raw, "blank")
        if place.kind != DATA:
            if place.kind == SECTION:
                self._group(index, place)
            if place.target is None:
                self._state.last = {}
            target = None if place.target is None else self._layout.cells.lines[place.target]
            return RowRead(line, raw, "furniture", place.kind, FURNITURE[place.kind], joined_to=target)
        return self._data(index, line, raw, joined)

    def _group(self, index: int, place: Placed) -> None:
        """Take the heading of a group for what it says of the rows under it."""
        name = self._fields.get(place.position)
        if name == "supplier" or ("supplier" not in self._at and looks_like_firm(place.text)):
            self._state.groups["supplier"] = place.text
        elif name in _GROUPED and name is not None:
            self._state.groups[name] = place.text
        else:
            self._state.groups["department"] = place.text

    def _data(self, index: int, line: int, raw: tuple[str | None, ...], joined: list[tuple[int, Placed]]) -> RowRead:
        cells, published, other = self._cells(index, joined)
        if any(self._layout.cells.rows[index][self._last_heading + 1 :]) and _out_of_step(self._layout, index):
            return RowRead(line, raw, "quarantined", "out_of_step", QUARANTINE["out_of_step"])
        self._take_latest(index, cells, published, other)
        inherited = self._inherit(cells, published)
        if not cells.keys() & {"title", "description", "supplier"}:
            self._state.last = {}
            return RowRead(line, raw, "quarantined", "no_title_or_supplier", QUARANTINE["no_title_or_supplier"])
        draft = Draft(cells, published, self._headings, self._layout.order)
        fill(draft)
        self._after(draft, index, joined, inherited)
        contract = draft.finished(other)
        self._state.last = {name: (cells[name], published[name]) for name in cells}
        place: Place = "question" if draft.questions else "contract"
        return RowRead(line, raw, place, contract=contract, questions=tuple(draft.questions))

    def _cells(
        self, index: int, joined: list[tuple[int, Placed]]
    ) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
        """Field -> tidied cell, field -> cell as published, and heading -> text of the columns without a field."""
        rows, published_rows = self._layout.cells.rows, self._layout.cells.raw
        cells: dict[str, str] = {}
        published: dict[str, str] = {}
        other: dict[str, str] = {}
        for position, cell in enumerate(rows[index]):
            if not cell:
                continue
            raw = published_rows[index][position] or cell
            name = self._fields.get(position)
            if name is None:
                other[self._names[position]] = raw.strip()
            else:
                cells[name], published[name] = cell, raw.strip()
        for at, place in joined:
            for position, cell in enumerate(rows[at]):
                name = self._fields.get(position)
                if cell and place.kind == CONTINUED and name:
                    cells[name] = f"{cells.get(name, '')} {cell}".strip()
                    published[name] = f"{published.get(name, '')} {published_rows[at][position]}".strip()
                elif cell and (name is None or (place.kind == FURTHER and name != "supplier")):
                    key = self._names[position]
                    other[key] = "; ".join(filter(None, (other.get(key), cell)))
        return cells, published, other

    def _take_latest(self, index: int, cells: dict[str, str], published: dict[str, str], other: dict[str, str]) -> None:
        """Where each extension has a column for its end, the last that is filled is the latest end."""
        order = self._layout.order
        for position in self._further_ends:
            cell = self._layout.cells.rows[index][position]
            day = whole_date(cell, order) if cell else None
            stated = whole_date(cells.get("latest_end", ""), order)
            if cell and day and (stated is None or stated.last < day.last):
                if "latest_end" in published:
                    other.setdefault(self._headings["latest_end"], published["latest_end"])
                cells["latest_end"], published["latest_end"] = cell, self._layout.cells.raw[index][position] or cell

    def _inherit(self, cells: dict[str, str], published: dict[str, str]) -> list[str]:
        """Take from the group's heading, from sparse columns and, for a lot or supplier of the contract above, from the
        row above; gives the names of what was taken."""
        state, taken = self._state, []
        for name in self._sparse:
            if name in cells:
                state.carried[name] = (cells[name], published[name])
            elif name in state.carried:
                cells[name], published[name] = state.carried[name]
                taken.append(name)
        for name, text in state.groups.items():
            if name not in cells:
                cells[name] = published[name] = text
                taken.append(name)
        own = {"supplier", "start", "end", "lot"} & cells.keys()
        if state.last and own and not cells.keys() & {"title", "description", "reference"} and "supplier" in cells:
            for name in _INHERITED:
                if name not in cells and name in state.last:
                    cells[name], published[name] = state.last[name]
                    taken.append(name)
        return taken

    def _after(self, draft: Draft, index: int, joined: list[tuple[int, Placed]], inherited: list[str]) -> None:
        draft.worked_out += inherited
        further = [
            cell
            for at, place in joined
            if place.kind == FURTHER and (cell := self._layout.cells.rows[at][self._at["supplier"]])
        ]
        if further and draft.values.get("supplier"):
            first = draft.values.get("suppliers") or (draft.values["supplier"],)
            draft.values["suppliers"] = tuple(dict.fromkeys([*first, *further]))
        if text := draft.cells.get("organisation_code") or draft.cells.get("organisation"):
            if text not in self._organisations:
                found = self._directory.in_cell(text)
                self._organisations[text] = found.code if found else None
            draft.values["organisation_code"] = self._organisations[text]


def _out_of_step(layout: Layout, index: int) -> bool:
    """A row of delimited text with more cells than there are headings, whose dates are not under theirs."""
    if layout.header is None:
        return False
    row = layout.cells.rows[index]
    positions = [layout.map.positions[name] for name in ("start", "end") if name in layout.map.positions]
    return any(_moved(row[at], row[at + 1]) for at in positions if at + 1 < len(row))


def _moved(cell: str | None, beside: str | None) -> bool:
    return bool(cell and beside) and not looks_like_value(cell or "") and looks_like_value(beside or "")


def named_by_sheet(rows: list[RowRead], field: str, name: str) -> list[RowRead]:
    """The rows with the sheet's name for their department or status, where they have none."""
    changed = []
    for row in rows:
        if row.contract is not None and getattr(row.contract, field) is None:
            said: dict[str, Any] = {field: name, "worked_out": (*row.contract.worked_out, field)}
            row = replace(row, contract=replace(row.contract, **said))
        changed.append(row)
    return changed


def known_of(rows: list[RowRead], names: tuple[str, ...]) -> Mapping[str, int]:
    """Field -> how many contracts say it; those that none says are left out."""
    take = attrgetter(*names)
    counts = [0] * len(names)
    for row in rows:
        if row.contract is not None:
            for at, value in enumerate(take(row.contract)):
                if value is not None and value != "unknown" and value != ():
                    counts[at] += 1
    return {name: count for name, count in zip(names, counts, strict=True) if count}
