"""The columns of `tallystick contracts export`: how each is written, and how it is read back to the same value.

The exporter writes `COLUMNS` in order, then what else a contract has as ``also: NAME``, then a column ``other: HEADING``
for each heading of `Proposed.other`.
"""

import datetime as dt
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from tallystick.contracts.reading.proposed import FIELDS, Extension, Notice, Proposed
from tallystick.contracts.reading.shapes import RowRead
from tallystick.contracts.rules.asking import Question
from tallystick.kit.money import pounds, read_amount
from tallystick.kit.spreadsheets import defused

_FIRST = {
    "reference": "reference", "title": "title", "description": "description", "supplier_id": "supplier_id", "supplier_name": "supplier_name",
    "supplier_as_written": "supplier", "company_number": "company_number", "department": "department", "start": "start", "end": "end",
    "latest_end": "latest_end", "review": "review", "extension": "extension", "value": "value_pence", "value_basis": "value_basis", "vat": "vat",
    "cpv": "cpv", "category": "category_label", "route": "route", "sme": "sme", "vcse": "vcse", "source_file": "source_file",
    "source_sheet": "source_sheet", "source_row": "source_row",
}  # fmt: skip
_NEVER = {"other", "as_written", "worked_out"}

COLUMNS: dict[str, str] = _FIRST | {
    name.removesuffix("_pence"): name for name in FIELDS if name not in _FIRST.values() and name not in _NEVER
}
"""Heading -> field of `Proposed`, in order. A heading of money has no ``_pence``: it is in pounds."""

IDENTITY = "identity"
"""Heading of `RowRead.identity`, after `COLUMNS`: it keeps the same contract the same."""

OTHER = "other: "
"""What the heading of a column of `Proposed.other` begins with."""

ALSO = "also: "
"""What the heading of a column begins with that is of a contract here and of no register: it is read as one of `other`."""

_TELLING = frozenset({"supplier_as_written", "supplier_id", "supplier_name", "source_row", "value_basis"})
_MONTHS = re.compile(r"(\d+)( used)?")


def escaped(text: str) -> str:
    """Text for a cell of CSV: no spreadsheet runs it, and `unescaped` gives it back whatever it begins with."""
    return f"'{text}" if text.startswith("'") else defused(text)


def unescaped(text: str) -> str:
    """What `escaped` was given."""
    return text[1:] if text.startswith("'") else text


def written(name: str, value: Any) -> str:
    """The cell for a field of `Proposed`, not yet `escaped`: "" for what is not known."""
    if value is None or value == () or (value == "unknown" and name in _WORDS_UNKNOWN):
        return ""
    if name.endswith("_pence"):
        return pounds(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Notice):
        return f"{value.count} {value.unit.replace('_', ' ')}"
    if name == "extensions":
        return "+".join(f"{each.months}{' used' if each.used else ''}" for each in value)
    if name == "suppliers":
        return json.dumps(list(value), ensure_ascii=False)
    return str(value)


def row(contract: Proposed, identity: str | None = None, headings: Iterable[str] = ()) -> list[str]:
    """One row of CSV: `COLUMNS`, the identity, and the columns of `other` with these headings; every cell escaped."""
    cells = [written(name, getattr(contract, name)) for name in COLUMNS.values()]
    cells += [identity or "", *(contract.other.get(heading, "") for heading in headings)]
    return [escaped(cell) for cell in cells]


def columns_of(headings: Sequence[str]) -> dict[int, str]:
    """Position -> heading, where these are the headings of an export; else empty."""
    bare = {position: heading.strip() for position, heading in enumerate(headings) if heading.strip()}
    ours = set(bare.values())
    known = sum(1 for heading in ours if heading in COLUMNS or heading == IDENTITY or heading.startswith((OTHER, ALSO)))
    return bare if len(ours & _TELLING) >= 4 and known >= 0.9 * len(ours) else {}


def row_read(line: int, raw: tuple[str | None, ...], columns: Mapping[int, str]) -> RowRead:
    """A row of an export, read back. A cell that somebody has changed into what is no value of its kind is asked about."""
    values: dict[str, Any] = {}
    other: dict[str, str] = {}
    questions: list[Question] = []
    identity = None
    for position, heading in columns.items():
        cell = raw[position]
        if cell is None or not cell.strip():
            continue
        text = unescaped(cell)
        if heading == IDENTITY:
            identity = text
        elif heading in COLUMNS:
            name = COLUMNS[heading]
            values[name] = _READERS.get(name, str)(text)
            if values[name] is None:
                questions.append(Question(name, text, "date_not_understood" if name in _DAYS else "value_not_understood", f"“{text}” could not be read."))
        else:
            other[heading.removeprefix(OTHER)] = text
    contract = Proposed(**{name: value for name, value in values.items() if value is not None}, other=other)
    questions += _missing(contract)
    place = "question" if questions else "contract"
    if not (contract.title or contract.description or contract.supplier):
        return RowRead(line, raw, "quarantined", "no_title_or_supplier", "The row names no title, no description and no supplier.")
    return RowRead(line, raw, place, contract=contract, questions=tuple(questions), identity=identity)


def _missing(contract: Proposed) -> list[Question]:
    found = []
    if contract.supplier is None and not contract.suppliers and contract.supplier_name is None:
        found.append(Question("supplier", "", "no_supplier", "The row names no supplier. With whom is the contract?"))
    if contract.title is None and contract.description is None:
        found.append(Question("title", "", "no_title", "What is this contract for? The row has no title and no description."))
    if contract.end is None and contract.term_kind in ("fixed", "unknown"):
        found.append(Question("end", "", "no_end", "There is no end date, and nothing says that the contract has none. When does it end?"))
    if contract.start and contract.end and contract.end < contract.start:
        found.append(Question("end", contract.end.isoformat(), "end_before_start", "The end is before the start."))
    return found


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


def _pence(text: str) -> int | None:
    amount = read_amount(text)
    return amount.pence if amount else None


def _flag(text: str) -> bool | None:
    return {"yes": True, "true": True, "no": False, "false": False}.get(text.strip().lower())


def _extensions(text: str) -> tuple[Extension, ...] | None:
    parts = [_MONTHS.fullmatch(part.strip()) for part in text.split("+")]
    found = tuple(Extension(int(part[1]), bool(part[2])) for part in parts if part)
    return found if len(found) == len(parts) else None


def _notice(text: str) -> Notice | None:
    count, _, unit = text.strip().partition(" ")
    unit = unit.replace(" ", "_")
    return Notice(int(count), unit) if count.isdigit() and unit in ("days", "working_days", "months") else None


def _suppliers(text: str) -> tuple[str, ...] | None:
    try:
        said = json.loads(text)
    except ValueError:
        return tuple(part.strip() for part in text.split(";") if part.strip()) or None
    return tuple(map(str, said)) if isinstance(said, list) else None


def _whole(text: str) -> int | None:
    return int(text) if re.fullmatch(r"\d{1,9}", text.strip()) else None


_DAYS = ("start", "end", "latest_end", "review", "last_extension", "awarded", "signed", "terminated", "effective")
_WORDS_UNKNOWN = ("term_kind", "value_period", "value_basis", "vat")
_READERS: dict[str, Callable[[str], Any]] = (
    dict.fromkeys(_DAYS, _day)
    | {name: _pence for name in FIELDS if name.endswith("_pence")}
    | dict.fromkeys(("sme", "vcse", "tupe", "personal_data", "confidential"), _flag)
    | dict.fromkeys(("term_months", "source_row"), _whole)
    | {"extensions": _extensions, "notice": _notice, "extension_notice": _notice, "suppliers": _suppliers}
)
