"""An export as JSON, one object a line, as the sheet that the same export would be."""

import json
from collections.abc import Mapping
from typing import Any

from tallystick.contracts.exporting.columns import HEADINGS, JSON, MONTHS, NOTICE, OTHER, is_export, written
from tallystick.contracts.reading.shapes import RowRead, SheetReading

_MARK = b"\xef\xbb\xbf"


def sheet_of_lines(data: bytes) -> SheetReading | None:
    """A sheet with a row for each line, under headings that are made up as row 0; None where it is no export.

    A line that is no object, as after an edit that went wrong, is a row whose first cell is its text.
    """
    lines = data.removeprefix(_MARK).decode("utf-8", "replace").splitlines()
    first = _object(lines[0]) if lines else None
    if first is None or not is_export(list(first)):
        return None
    said = [(number, line, _object(line)) for number, line in enumerate(lines, 1)]
    others = dict.fromkeys(
        name for _, _, one in said if one for name in _other(one) if name.strip() and OTHER + name not in HEADINGS
    )
    names = [*HEADINGS, *(OTHER + name for name in others)]
    rows = [RowRead(0, tuple(names), "furniture", "header")]
    for number, line, one in said:
        cells = (line or None,) if one is None else _cells(one, list(others))
        rows.append(RowRead(number, cells, "furniture", "title"))
    return SheetReading(None, rows=tuple(rows))


def _object(line: str) -> Mapping[str, Any] | None:
    try:
        found = json.loads(line, parse_float=str, parse_constant=str)
        line.encode()
        json.dumps(found, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _other(one: Mapping[str, Any]) -> Mapping[str, Any]:
    other = one.get("other")
    return other if isinstance(other, dict) else {}


def _cells(one: Mapping[str, Any], others: list[str]) -> tuple[str | None, ...]:
    found = [_cell(one.get(name), heading.kind) for name, heading in HEADINGS.items()]
    other = _other(one)
    return (*found, *(_cell(other.get(name), "") for name in others))


def _cell(said: Any, kind: str) -> str | None:
    """What a cell of CSV would hold."""
    if said is None or said == "":
        return None
    if isinstance(said, str):
        text = said
    elif isinstance(said, bool):
        text = "yes" if said else "no"
    elif kind == MONTHS and isinstance(said, list):
        text = "+".join(map(str, said))
    elif kind == NOTICE and isinstance(said, dict) and said.keys() >= {"count", "unit"}:
        text = written(said, NOTICE)
    else:
        text = written(said, JSON)
    return f"'{text}" if text.startswith("'") else text
