"""An export read back: everything that its columns hold, as it was."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tallystick.contracts.exporting.columns import DAY, HEADINGS, OTHER, is_export, read, unescaped
from tallystick.contracts.importing.taken import PARTY_COLUMN_OF, Incoming
from tallystick.contracts.reading.shapes import ColumnRead, RowRead, SheetReading
from tallystick.contracts.rules.asking import Question

_SEARCHED = 10
_PARTY = frozenset({"role", "name", "sme_act", "vcse_act", *PARTY_COLUMN_OF.values()})
_LOT = frozenset({"number", "title", "supplier", "value_pence", "notes"})
_ROLES = frozenset({"supplier", "sub_contractor", "guarantor"})
_LONGEST_NUMBER = 15
_HEADINGS_SAY = "A row of headings."
_NOTHING_SAYS = "The row names no title, no description and no supplier: nothing says what contract it is."

Back = tuple[SheetReading, dict[int, Incoming]]


def read_back(sheet: SheetReading) -> Back | None:
    """The sheet with its rows as an export has them, and what each says by its number; None where it is no export."""
    top = next((at for at, row in enumerate(sheet.rows[:_SEARCHED]) if is_export(row.cells)), None)
    if top is None:
        return None
    named = {at: cell.strip() for at, cell in enumerate(sheet.rows[top].cells) if cell and cell.strip()}
    rows: list[RowRead] = []
    found: dict[int, Incoming] = {}
    for at, row in enumerate(sheet.rows):
        bare = RowRead(row.row, row.cells, "furniture", "header" if at == top else "title", _HEADINGS_SAY)
        if not any(cell and cell.strip() for cell in row.cells):
            bare = RowRead(row.row, row.cells, "blank")
        elif at > top:
            one = _incoming(sheet.sheet or "", row, named)
            if one.values.get("title") or one.values.get("description") or one.parties:
                found[row.row] = one
                bare = replace(
                    row, place="question" if one.questions else "contract", reason="", say="", joined_to=None
                )
                bare = replace(bare, questions=one.questions, identity=one.identity)
            else:
                bare = RowRead(row.row, row.cells, "quarantined", "no_title_or_supplier", _NOTHING_SAYS)
        rows.append(bare)
    columns = tuple(_column(at, heading, rows[top + 1 :]) for at, heading in named.items())
    # Lines of JSON have no row of headings: theirs is made up, and is row 0.
    kept = tuple(row for row in rows if row.row)
    return replace(
        sheet, outcome="loaded", reason=None, columns=columns, rows=kept, header_row=rows[top].row or None
    ), found


def _incoming(sheet: str, row: RowRead, named: Mapping[int, str]) -> Incoming:
    values: dict[str, Any] = {}
    party: dict[str, Any] = {}
    told: dict[str, Any] = {}
    other: dict[str, str] = {}
    questions: list[Question] = []
    for at, name in named.items():
        cell = row.cells[at] if at < len(row.cells) else None
        if cell is None or not cell.strip():
            continue
        text, heading = unescaped(cell), HEADINGS.get(name)
        if heading is None:
            other[name.removeprefix(OTHER)] = text
            continue
        said = read(text, heading.kind)
        if said is None:
            questions.append(_not_read(heading.column, text, heading.kind))
            continue
        {"": values, "party": party, "told": told}[heading.of][heading.column] = said
    if other:
        values["other"] = other
    if "as_written" in values:
        values["as_written"] = _texts(values["as_written"])
    one = Incoming(
        sheet=sheet,
        row=row.row,
        identity=str(told.get("identity", ""))[:200],
        values=values,
        parties=_parties(party, told.get("suppliers")),
        lots=tuple(_listed(told.get("lots"), _LOT)),
        organisation=str(told.get("organisation_code", "")),
        number=int(told.get("contract", 0)),
        exact=True,
    )
    return replace(one, questions=(*questions, *_missing(one)))


def _parties(party: dict[str, Any], in_full: Any) -> tuple[dict[str, Any], ...]:
    listed = [one for one in _listed(in_full, _PARTY) if one.get("role", "supplier") in _ROLES]
    found = listed or ([party] if party.get("name") or party.get("company_number") else [])
    return tuple({"role": "supplier", "name": "", **one} for one in found)


def _texts(said: Any) -> dict[str, str]:
    """Text by name, whatever a cell was changed into."""
    if not isinstance(said, Mapping):
        return {}
    return {name: text for name, text in said.items() if isinstance(text, str)}


def _listed(said: Any, columns: frozenset[str]) -> list[dict[str, Any]]:
    """Rows of a list in a cell; nothing where it was changed into something else."""
    if not isinstance(said, list) or not all(isinstance(one, Mapping) for one in said):
        return []
    return [{name: value for name, value in one.items() if name in columns and _fits(name, value)} for one in said]


def _fits(name: str, value: Any) -> bool:
    if name.endswith("_pence"):
        return isinstance(value, int) and not isinstance(value, bool)
    if name in ("sme", "sme_act", "vcse", "vcse_act"):
        return isinstance(value, bool)
    return isinstance(value, str)


def _not_read(column: str, text: str, kind: str) -> Question:
    code = "date_not_understood" if kind == DAY else "value_not_understood"
    return Question(column, text, code, f"“{text[:200]}” could not be read.")


def _missing(one: Incoming) -> list[Question]:
    """What is asked of a contract that is new here."""
    found = []
    if not one.parties:
        found.append(Question("supplier", "", "no_supplier", "The row names no supplier. With whom is the contract?"))
    if not (one.values.get("title") or one.values.get("description")):
        found.append(Question("title", "", "no_title", "What is this contract for? The row does not say."))
    if "end" not in one.values and one.values.get("term_kind", "unknown") in ("fixed", "unknown"):
        say = "There is no end date, and nothing says that the contract has none. When does it end?"
        found.append(Question("end", "", "no_end", say))
    return found


def _column(at: int, heading: str, rows: list[RowRead]) -> ColumnRead:
    ours = HEADINGS.get(heading)
    cells = [cell for row in rows if at < len(row.cells) and (cell := row.cells[at]) and cell.strip()]
    sample = tuple(dict.fromkeys(cells[:50]))[:5]
    why = "A column of an export." if ours else "Another column of the register, kept with each contract."
    return ColumnRead(at, heading, heading, heading if ours else None, "heading", 1.0, why, sample, len(cells))
