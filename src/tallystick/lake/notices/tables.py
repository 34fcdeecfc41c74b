"""Sheets of cells to releases: what kind of table each is, and every row of it."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from tallystick.kit.errors import Refused
from tallystick.lake.notices import flat, headings
from tallystick.lake.notices.json_files import NOT_NOTICES
from tallystick.lake.notices.json_texts import Broken, parsed_cell
from tallystick.lake.notices.releases import take
from tallystick.lake.notices.rows import BROKEN, Place, Tidied
from tallystick.lake.notices.values import text
from tallystick.lake.read.sheet import Sheet

_HEADER_WITHIN = 25
_STEPS = re.compile(r"[/.]")
_INDEX = re.compile(r"(.+?)\[(\d+)\]")
_MOST_OF_A_LIST = 500
_JSON_HEADINGS = ("json", "ocdsjson", "release", "releasejson", "ocds", "releasepackage")
_CODELIST = {"code", "title", "description"}

Table = tuple[list[str | None], list[tuple[int, Sequence[Any]]]]


def tidy_sheet(sheet: Sheet, into: Tidied) -> str:
    """Every row of a sheet into `into`; the shape that it has, in words. Raises Refused for what is no notices."""
    header, rows = table(sheet)
    inside = sheet.name or ""
    column = _json_column(header, rows)
    if column is not None:
        for line, cells in rows:
            _take_cell(cells[column], Place(line, inside), into)
        return "table with a release package in a cell of each row"
    if headings.paths(header):
        for line, cells in rows:
            _take_paths(header, cells, Place(line, inside), into)
        return "table whose headings are paths into a release"
    if headings.says_notices(set(headings.positions(header))):
        flat.take_table(header, rows, inside, into)
        return "table of notices"
    raise Refused(_what_it_is(header, sheet), what_to_do=NOT_NOTICES)


def table(sheet: Sheet) -> Table:
    """The headings of a sheet, and the line and cells of each row below them; titles above them are passed over."""
    lines = sheet.lines.to_list()
    records = list(sheet.cells.iter_rows())
    top = 0
    best = -1
    for n, record in enumerate(records[:_HEADER_WITHIN]):
        told = sum(_tells(cell) for cell in record)
        if told > best:
            top, best = n, told
    return list(records[top]) if records else [], list(zip(lines[top + 1 :], records[top + 1 :], strict=True))


def _tells(cell: str | None) -> bool:
    if not cell:
        return False
    known = headings.where(cell) is not None or headings.folded(cell) in _JSON_HEADINGS
    return known or headings.is_path(cell) or cell.startswith("_link")


def _json_column(header: Sequence[str | None], rows: Sequence[tuple[int, Sequence[Any]]]) -> int | None:
    for n, heading in enumerate(header):
        if headings.folded(heading) in _JSON_HEADINGS:
            first = next((cells[n] for _, cells in rows if cells[n]), None)
            if first and first.lstrip().startswith(("{", "[")):
                return n
    return None


def _take_cell(cell: str | None, place: Place, into: Tidied) -> None:
    """A cell that holds one release, or a package of one: several would be several rows."""
    if not text(cell):
        into.rows_read += 1
        into.blank += 1
        return
    try:
        value = parsed_cell(cell or "")
    except Broken as broken:
        into.rows_read += 1
        into.keep_out(place, BROKEN, str(broken))
        return
    package = value if isinstance(value, dict) else {}
    releases = package.get("releases") if isinstance(package.get("releases"), list) else [value]
    for n, release in enumerate(releases or [value]):
        if n:
            place = Place(place.row, f"{place.inside} releases[{n}]".strip())
        take(release, place, into, address=package.get("uri"))


def _take_paths(header: Sequence[str | None], cells: Sequence[Any], place: Place, into: Tidied) -> None:
    if not any(text(cell) for cell in cells):
        into.rows_read += 1
        into.blank += 1
        return
    value = unflattened(header, cells)
    releases = value.get("releases")
    release = releases[0] if isinstance(releases, list) and releases else value
    if isinstance(release, dict) and isinstance(release.get("awards"), list):
        release["awards"] = [award for award in release["awards"] if _says_something(award)]
    take(release, place, into, address=value.get("uri"))


def _says_something(award: Any) -> bool:
    """Whether an award says more than a currency: an export has columns for it in rows that have none."""
    if not isinstance(award, dict):
        return False
    return any(text(award.get(name)) for name in ("id", "date", "title", "description", "status")) or bool(
        [one for one in award.get("suppliers") or [] if isinstance(one, dict) and text(one.get("name"))]
    )


def unflattened(header: Sequence[str | None], cells: Sequence[Any]) -> dict[str, Any]:
    """Cells under paths as the object that they came from. A blank cell makes nothing."""
    made: dict[str, Any] = {}
    for heading, cell in zip(header, cells, strict=False):
        if heading and text(cell) is not None:
            _put(made, list(_steps(heading)), cell)
    whole = _listed(made)
    return whole if isinstance(whole, dict) else {}


def _steps(heading: str) -> Iterator[str]:
    for step in _STEPS.split(heading.strip()):
        found = _INDEX.fullmatch(step)
        yield from (found[1], found[2]) if found else (step,)


def _put(made: dict[str, Any], steps: list[str], cell: Any) -> None:
    for step in steps[:-1]:
        inner = made.setdefault(step, {})
        if not isinstance(inner, dict):
            return
        made = inner
    made.setdefault(steps[-1], cell)


def _listed(value: Any) -> Any:
    """Objects whose names are all figures, as lists in that order."""
    if not isinstance(value, dict):
        return value
    if value and all(name.isdigit() and len(name) < 6 for name in value):
        return [_listed(value[name]) for name in sorted(value, key=int)[:_MOST_OF_A_LIST]]
    return {name: _listed(inner) for name, inner in value.items()}


def _what_it_is(header: Sequence[str | None], sheet: Sheet) -> str:
    top = next(sheet.cells.iter_rows(), ())
    header = header if sum(map(_tells, header)) > 3 else top
    said = [h.strip() for h in header if h and h.strip()]
    names = {headings.folded(h) for h in said}
    if ("path" in names and "type" in names) or names >= {"section", "path"}:
        return "This is a list of the fields that notices have, and holds none."
    if names >= _CODELIST and len(names) <= 8:
        return "This is a list of codes, and holds no notices."
    shown = ", ".join(said[:6]) + (" …" if len(said) > 6 else "")
    return (
        f"There are no notices in this table: its headings are {shown}." if said else "There is nothing in this table."
    )
