"""The columns of an export: what each holds, how it is written, and how it is read back to the same value."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tallystick.contracts.importing.taken import PARTY_COLUMN_OF
from tallystick.contracts.rules import notice_values
from tallystick.contracts.rules.cells_flags import read_flag
from tallystick.contracts.stating import stated
from tallystick.kit.dates import read_date
from tallystick.kit.money import pounds, read_amount
from tallystick.kit.spreadsheets import defused

TEXT, MONEY, DAY, FLAG, WHOLE, MONTHS, NOTICE, JSON = (
    "text", "money", "day", "flag", "whole", "months", "notice", "json",
)  # fmt: skip
_OF_PARTIES = "party"
_TOLD = "told"


@dataclass(frozen=True)
class Heading:
    """column: of a contract; of its suppliers where `of` is ``party``; or of neither where it is ``told``."""

    column: str
    kind: str = TEXT
    of: str = ""


_FIRST = {
    "reference": Heading("reference"),
    "title": Heading("title"),
    "description": Heading("description"),
    "supplier_id": Heading("supplier_id", of=_TOLD),
    "supplier_name": Heading("supplier_name", of=_TOLD),
    "supplier_as_written": Heading("name", of=_OF_PARTIES),
    "company_number": Heading("company_number", of=_OF_PARTIES),
    "department": Heading("department"),
    "start": Heading("start", DAY),
    "end": Heading("end", DAY),
    "latest_end": Heading("latest_end", DAY),
    "review": Heading("review", DAY),
    "extension": Heading("extension"),
    "value": Heading("value_pence", MONEY),
    "value_basis": Heading("value_basis"),
    "vat": Heading("vat"),
    "cpv": Heading("cpv"),
    "category": Heading("category_label"),
    "route": Heading("route"),
    "sme": Heading("sme", FLAG, _OF_PARTIES),
    "vcse": Heading("vcse", FLAG, _OF_PARTIES),
    "source_file": Heading("source_name"),
    "source_sheet": Heading("source_sheet"),
    "source_row": Heading("source_row", WHOLE),
}
"""The columns that `contracts export` promises, in order."""

_DAYS = ("last_extension", "awarded", "signed", "terminated", "effective")
_SUMS = ("vat", "irrecoverable_vat", "value_low", "value_high", "annual_value")
_TEXTS = (
    "ocid", "category_code", "category_uri", "cpv_label", "proclass", "proclass_label", "term", "term_kind",
    "value_period", "currency", "route_code", "framework", "lot", "contract_type", "owner_name", "owner_email",
    "owner_phone", "sponsor_name", "contact_url", "document_url", "tender_url", "performance_url", "area_label",
    "area_uri", "status", "notes", "regime", "regime_evidence", "regime_reference", "data_role", "data_location",
    "data_return", "tupe_notes", "exit_terms", "assignment", "assignment_terms", "tier", "tier_how", "tier_why",
)  # fmt: skip
_FLAGS = ("public", "marked_confidential", "tupe", "personal_data", "special_category", "processing_agreement")
_SUPPLIERS = {
    "charity_number": "charity_number",
    "supplier_vat_number": "vat_number",
    "other_supplier_id": "other_supplier_id",
    "supplier_kind": "supplier_kind",
    "supplier_address": "address",
    "supplier_postcode": "postcode",
    "supplier_email": "email",
    "vcse_kind": "vcse_kind",
}
HEADINGS: dict[str, Heading] = {
    **_FIRST,
    "contract": Heading("contract", WHOLE, _TOLD),
    "identity": Heading("identity", of=_TOLD),
    "organisation": Heading("organisation", of=_TOLD),
    "organisation_code": Heading("organisation_code", of=_TOLD),
    "extensions_months": Heading("extensions", MONTHS),
    "notice": Heading("notice", NOTICE),
    "extension_notice": Heading("extension_notice", NOTICE),
    "term_months": Heading("term_months", WHOLE),
    "extensions_used": Heading("extensions_used", WHOLE),
    "extension_by": Heading("extension_by"),
    "break_on": Heading("break_on", DAY),
    "break_from": Heading("break_from", DAY),
    "break_to": Heading("break_to", DAY),
    "break_every_months": Heading("break_every_months", WHOLE),
    "break_by": Heading("break_by"),
    "break_notice": Heading("break_notice", NOTICE),
    "end_after": Heading("end_after", NOTICE),
    "renewal_months": Heading("renewal_months", WHOLE),
    "renewal_times": Heading("renewal_times", WHOLE),
    "renewal_notice": Heading("renewal_notice", NOTICE),
    "framework_end": Heading("framework_end", DAY),
    "next_route": Heading("next_route"),
    "lead_days": Heading("lead_days", WHOLE),
    "impact_assessed": Heading("impact_assessed", DAY),
    **{name: Heading(name, DAY) for name in _DAYS},
    **{f"{name}_amount" if name == "vat" else name: Heading(f"{name}_pence", MONEY) for name in _SUMS},
    **{name: Heading(column, of=_OF_PARTIES) for name, column in _SUPPLIERS.items()},
    **{name: Heading(name, FLAG) for name in _FLAGS},
    **{name: Heading(name) for name in _TEXTS},
    "ict_category": Heading("category"),
    "ict_category_found_by": Heading("category_how"),
    "owner": Heading("owner", of=_TOLD),
    "sponsor": Heading("sponsor", of=_TOLD),
    "source_sha256": Heading("source_file"),
    "negotiation_notes": Heading("negotiation_notes"),
    "suppliers": Heading("suppliers", JSON, _TOLD),
    "lots": Heading("lots", JSON, _TOLD),
    "as_written": Heading("as_written", JSON),
}
"""Heading -> what stands under it, in order. After these comes ``other: HEADING`` for each column of a register that
has no field here. Owner and sponsor are told by name and are not read back: a name is nobody's account."""

OTHER = "other: "
CONFIDENTIAL = frozenset({"negotiation_notes"})
_TELLING = frozenset({"reference", "supplier_as_written", "value_basis", "source_row", "organisation_code"})
_WORKED_OUT = frozenset({"supplier_id", "supplier_name", "match_thousandths", "match_why"})
_PLAIN_PARTY = frozenset({"role", "name", *PARTY_COLUMN_OF.values()})
_NOT_KNOWN = "unknown"


@dataclass(frozen=True)
class Exported:
    """One contract to be written. values, parties, lots: by column, what may be seen; people: number -> name."""

    number: int
    identity: str
    organisation: str
    organisation_name: str
    values: Mapping[str, Any]
    parties: Sequence[Mapping[str, Any]]
    lots: Sequence[Mapping[str, Any]]
    people: Mapping[int, str] = field(default_factory=dict)

    @property
    def suppliers(self) -> list[Mapping[str, Any]]:
        """Its parties but for sub-contractors and guarantors."""
        return [party for party in self.parties if party.get("role", "supplier") == "supplier"]


def headings(*, confidential: bool) -> dict[str, Heading]:
    """Those of an export, with or without what is confidential."""
    return {name: one for name, one in HEADINGS.items() if confidential or name not in CONFIDENTIAL}


def is_export(cells: Sequence[str | None]) -> bool:
    """Whether a row is the headings of an export."""
    return {cell.strip() for cell in cells if cell} >= _TELLING


def value(one: Exported, heading: Heading) -> Any:
    """What stands under a heading: None where it is not known."""
    if heading.of == _TOLD:
        found = _TELL[heading.column](one)
    elif heading.of == _OF_PARTIES:
        found = _of_suppliers(one.suppliers, heading)
    else:
        found = one.values.get(heading.column)
    return None if found in ("", _NOT_KNOWN, [], {}) and found is not False else found


def written(said: Any, kind: str) -> str:
    """A value as the text of a cell: "" for what is not known."""
    if said is None:
        return ""
    match kind:
        case "money":
            return pounds(said)
        case "flag":
            return "yes" if said else "no"
        case "months":
            return "+".join(map(str, said))
        case "notice":
            return notice_values.in_text(said)
        case "json":
            return json.dumps(said, ensure_ascii=False, sort_keys=True)
    return str(stated(said))


def read(text: str, kind: str) -> Any:
    """What `written` was given. None where somebody has changed a cell into what is no value of its kind."""
    return _READ[kind](text)


def escaped(text: str) -> str:
    """Text for a cell that no spreadsheet runs, and that `unescaped` gives back whatever it begins with."""
    return f"'{text}" if text.startswith("'") else defused(text)


def unescaped(text: str) -> str:
    """What `escaped` was given."""
    return text[1:] if text.startswith("'") else text


def in_full(parties: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Suppliers in full, where the columns cannot say all of them; else nothing."""
    said = [_said(party) for party in parties]
    if len(said) == 1 and said[0].get("role", "supplier") == "supplier" and not said[0].keys() - _PLAIN_PARTY:
        return []
    return said


def _said(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: stated(row[name]) for name in sorted(row) if row[name] not in (None, "") and name not in _WORKED_OUT}


def _of_suppliers(suppliers: Sequence[Mapping[str, Any]], heading: Heading) -> Any:
    """What the suppliers have in a column: what all have, or for text each one's in turn."""
    told = [one.get(heading.column) for one in suppliers if one.get(heading.column) not in (None, "")]
    if told and len(set(told)) == 1 and len(told) == len(suppliers):
        return told[0]
    return "; ".join(map(str, told)) if told and heading.kind == TEXT else None


def _each(column: str, between: str) -> Callable[[Exported], str]:
    return lambda one: between.join(str(party[column]) for party in one.suppliers if party.get(column))


def _person(column: str) -> Callable[[Exported], str | None]:
    return lambda one: one.people.get(one.values.get(column) or 0)


_TELL: dict[str, Callable[[Exported], Any]] = {
    "supplier_id": _each("supplier_id", " "),
    "supplier_name": _each("supplier_name", "; "),
    "contract": lambda one: one.number,
    "identity": lambda one: one.identity,
    "organisation": lambda one: one.organisation_name,
    "organisation_code": lambda one: one.organisation,
    "owner": _person("owner_id"),
    "sponsor": _person("sponsor_id"),
    "suppliers": lambda one: in_full(one.parties),
    "lots": lambda one: [_said(lot) for lot in one.lots],
}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        found = read_date(text)
        return found.day if found and found.form != "month" else None


def _pence(text: str) -> int | None:
    amount = read_amount(text)
    return amount.pence if amount else None


def _months(text: str) -> list[int] | None:
    parts = [part.strip() for part in text.split("+")]
    return [int(part) for part in parts] if all(re.fullmatch(r"[0-9]{1,4}", part) for part in parts) else None


def _whole(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text.strip()) else None


def _loaded(text: str) -> Any:
    """What JSON says, no figure of it a float. None for what cannot be read or kept, such as half of a character."""
    try:
        found = json.loads(text, parse_float=str, parse_constant=str)
        json.dumps(found, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return None
    return found


_READ: dict[str, Callable[[str], Any]] = {
    TEXT: lambda text: text,
    MONEY: _pence,
    DAY: _day,
    FLAG: read_flag,
    WHOLE: _whole,
    MONTHS: _months,
    NOTICE: notice_values.read,
    JSON: _loaded,
}
