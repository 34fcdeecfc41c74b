"""One file of contracts: opened, its sheets read, its rows told apart."""

import gc
import hashlib
import re
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tallystick.contracts.reading.identities import identified, shared_references
from tallystick.contracts.reading.layouts import Layout, layouts_of
from tallystick.contracts.reading.proposed import FIELDS
from tallystick.contracts.reading.shapes import Mapping, RegisterReading, RowRead, SheetReading
from tallystick.contracts.reading.sheets import known_of, named_by_sheet, read_rows
from tallystick.contracts.reading.tables import Cells, cells_of
from tallystick.contracts.rules.register_headings import plainly
from tallystick.kit.errors import Refused
from tallystick.lake.read import Opened, open_file
from tallystick.lake.tidy.headings import fold
from tallystick.reference.organisations import Directory

_NO_MAPPING = Mapping()
_KNOWN = tuple(name for name in FIELDS if name not in ("as_written", "other", "worked_out"))
_GENERIC_SHEET = re.compile(
    r"^(?:sheet|page|table|tab|data|register|contracts?|contract register|contracts register|list"
    r"|all|main|master|export|current|live|expired|archive|full|summary"
    r"|published|publication|report|\W|\d|q[1-4]|quarter|jan\w*|feb\w*|mar\w*|apr\w*|may|june?"
    r"|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*|to|of|the|and|for|csv|over|k|v)+$",
    re.IGNORECASE,
)
_STATUS_SHEET = re.compile(
    r"^(?:live|current|active|expired|ended|closed|terminated|archived?|historic(?:al)?|old|inactive)(?: contracts?)?$",
    re.IGNORECASE,
)
_WORKED_OUT = {
    "end": "an end worked out from the start and the term",
    "latest_end": "a latest end worked out from the extensions, or from a last extension after the end",
    "department": "the department of the group, or of the sheet, that they stand in",
    "supplier": "the supplier of the group that they stand in",
}
_WHAT = {"title", "description", "reference"}
_TERMS = {"supplier", "start", "end", "period", "value", "annual_value", "term", "extension", "latest_end", "review"}


def read_register(
    source: Path | bytes, name: str, mapping: Mapping | None = None, organisation: str | None = None
) -> RegisterReading:
    """Every row of a council's contract register, in any layout, with where it ended.

    name: what the file is called by the person who gave it. mapping: what people said of its columns. organisation: a
    name or code of whose it is. A file that cannot be read is no error: its outcome is ``refused``, with the reason.
    Raises OSError when the file cannot be got at.
    """
    data = source if isinstance(source, bytes) else source.read_bytes()
    # The collector would look through every row made here, again and again, and find nothing to free.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _reading(data, name, mapping or _NO_MAPPING, organisation)
    finally:
        if collecting:
            gc.enable()


def _reading(data: bytes, name: str, mapping: Mapping, organisation: str | None) -> RegisterReading:
    directory = Directory.load()
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        opened = _opened(data)
    except Refused as no:
        whose = _whose([], name, organisation, directory)
        return RegisterReading(name, sha256, len(data), None, None, "refused", str(no), whose)
    tables, readings = _tables(opened, mapping, directory)
    refused = [
        SheetReading(part.sheet, "refused", f"{part.reason} {part.what_to_do}".strip()) for part in opened.refused
    ]
    refused += [reading for reading in readings if reading.outcome != "loaded"]
    sheets = _finished(tables)
    whose = _whose(sheets, name, organisation, directory)
    outcome, reason = "loaded", None
    if not sheets:
        reasons = list(dict.fromkeys(each.reason for each in refused if each.reason))
        outcome, reason = "refused", " ".join(reasons[:3]) or "It holds no list of contracts."
    elif any(each.outcome == "refused" for each in refused):
        outcome = "partly"
        reason = " ".join(f"{each.sheet}: {each.reason}" for each in refused if each.outcome == "refused")
    return RegisterReading(
        name, sha256, len(data), opened.format, opened.encoding, outcome, reason, whose, (*sheets, *refused)
    )


def _opened(data: bytes) -> Opened:
    with tempfile.TemporaryDirectory(prefix="tallystick-") as folder:
        path = Path(folder) / "register"
        path.write_bytes(data)
        return open_file(path)


def _tables(
    opened: Opened, mapping: Mapping, directory: Directory
) -> tuple[list[tuple[Layout, list[RowRead]]], list[SheetReading]]:
    """The tables of contracts with their rows, and readings of the sheets that are none."""
    tables: list[tuple[Layout, list[RowRead]]] = []
    others: list[SheetReading] = []
    for sheet in opened.sheets:
        cells = cells_of(sheet)
        layouts = layouts_of(cells, mapping)
        wanted = [layout for layout in layouts if _is_register(layout)]
        if not wanted:
            others.append(_not_a_register(cells, layouts))
            continue
        tables += [(layout, read_rows(layout, directory)) for layout in _covering(wanted, layouts, cells)]
    return tables, others


def _covering(wanted: Sequence[Layout], layouts: Sequence[Layout], cells: Cells) -> list[Layout]:
    """The tables of contracts, the first from the top of the sheet: a table of something else above is its title."""
    if len(wanted) == len(layouts):
        return list(wanted)
    tops = [0, *(layout.top for layout in wanted[1:])]
    ends = [*(layout.top for layout in wanted[1:]), len(cells.rows)]
    return [replace(layout, top=top, end=end) for layout, top, end in zip(wanted, tops, ends, strict=True)]


def _is_register(layout: Layout) -> bool:
    found = layout.map.positions.keys()
    if not found & _WHAT and not ("supplier" in found and found & {"end", "period", "term", "start"}):
        return False
    return len(found & _TERMS) >= 1 and len(found & (_WHAT | _TERMS)) >= 2 and layout.map.strength >= 0.9


def _not_a_register(cells: Cells, layouts: Sequence[Layout]) -> SheetReading:
    """A sheet of words or lists beside the register: every row is a note. A table of something else is refused."""
    rows = tuple(
        RowRead(line, raw, "furniture", "note", "A sheet beside the register.")
        if any(row)
        else RowRead(line, raw, "blank")
        for line, raw, row in zip(cells.lines, cells.raw, cells.rows, strict=True)
    )
    best = max(layouts, key=lambda layout: layout.map.strength)
    known = [r.heading for r in best.map.readings if r.field and r.heading]
    if best.header is not None and len(known) >= 3 and best.end - best.body >= 5:
        reason = (
            f"It is no list of contracts: its columns are {', '.join(known[:6])}, "
            "and none says what a contract is, with whom or until when."
        )
        return SheetReading(
            cells.sheet, "refused", reason, best.header_row, columns=best.map.readings, fingerprint=best.fingerprint
        )
    if len({fold(row[0]) for row in cells.rows if row[0] and plainly(row[0])}) >= 3:
        reason = (
            "Its headings stand down the left side, and not across the top. "
            "Copy it, paste it transposed (Paste special) and load that."
        )
        return SheetReading(cells.sheet, "refused", reason)
    return SheetReading(
        cells.sheet,
        "notes",
        "It holds no list of contracts: no row of headings such as title, supplier and end date.",
        rows=rows,
    )


def _finished(tables: Sequence[tuple[Layout, list[RowRead]]]) -> list[SheetReading]:
    several = len({layout.cells.sheet for layout, _ in tables}) > 1
    named = [_named(layout, rows) if several else rows for layout, rows in tables]
    return [_sheet(layout, rows) for (layout, _), rows in zip(tables, identified(named), strict=True)]


def _named(layout: Layout, rows: list[RowRead]) -> list[RowRead]:
    """Rows of one of several sheets: its name may be a department's, or say whether they still run."""
    name = (layout.cells.sheet or "").rpartition("!")[2].strip()
    if _STATUS_SHEET.match(name):
        return rows if "status" in layout.map.positions else named_by_sheet(rows, "status", name)
    if not name or "department" in layout.map.positions or "." in name or _GENERIC_SHEET.match(name):
        return rows
    return named_by_sheet(rows, "department", name)


def _sheet(layout: Layout, rows: list[RowRead]) -> SheetReading:
    header = layout.header
    return SheetReading(
        sheet=layout.cells.sheet,
        header_row=layout.header_row,
        header_rows=0 if header is None else header.last - header.first + 1,
        fingerprint=layout.fingerprint,
        date_order=layout.order,
        date_why=layout.order_why,
        columns=layout.map.readings,
        rows=tuple(rows),
        known=known_of(rows, _KNOWN),
        notes=tuple(_notes(layout, rows)),
    )


def _notes(layout: Layout, rows: list[RowRead]) -> list[str]:
    notes = []
    if layout.header is None:
        notes.append("It has no headings that we know: its columns were told by what is in them.")
    elif layout.header.by_shape:
        notes.append("Its headings say nothing that we know: its columns were told by what is in them.")
    notes.append(f"Dates: {layout.order_why}")
    references, on_rows = shared_references(rows)
    if references:
        notes.append(
            f"{references:,} references stand on more than one row, {on_rows:,} rows in all: "
            "each row is kept as a contract of its own."
        )
    for name, say in _WORKED_OUT.items():
        count = sum(1 for row in rows if row.contract is not None and name in row.contract.worked_out)
        if count:
            notes.append(f"{count:,} {'contract has' if count == 1 else 'contracts have'} {say}.")
    joined = sum(1 for row in rows if row.joined_to is not None)
    if joined:
        rows_go = "row goes on from the row above and was" if joined == 1 else "rows go on from the row above and were"
        notes.append(f"{joined:,} {rows_go} joined to it.")
    return notes


def _whose(sheets: Sequence[SheetReading], name: str, given: str | None, directory: Directory) -> dict[str, str | None]:
    """Whose register it is: as given; else what most of its rows say; else what its titles or its name say."""
    if given:
        try:
            named = directory.resolve(given)
        except Refused:
            return {"code": None, "name": given, "how": "given"}
        return {"code": named.code, "name": named.name, "how": "given"}
    counts: dict[str, int] = {}
    titles: list[str] = []
    for sheet in sheets:
        for row in sheet.rows:
            if row.contract is not None and row.contract.organisation:
                counts[row.contract.organisation] = counts.get(row.contract.organisation, 0) + 1
            elif row.reason == "title":
                titles += [cell for cell in row.cells if cell]
    told = directory.recognise(counts) if counts else None
    if told is not None:
        return {"code": told.code, "name": told.name, "how": "content"}
    for text, how in ((" \n ".join(titles)[:2000], "content"), (Path(name).stem, "path")):
        found = {(each.code, each.name) for each in directory.in_text(text)} if text.strip() else set()
        if len(found) == 1:
            code, full = found.pop()
            return {"code": code, "name": full, "how": how}
    return {"code": None, "name": None, "how": "not known"}
