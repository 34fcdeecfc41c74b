"""What one row of a register says, in the columns of a contract and of its suppliers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tallystick.contracts.reading.proposed import Notice, Proposed
from tallystick.contracts.rules.asking import Question
from tallystick.contracts.rules.notice_values import kept

_SAME = (
    "reference", "ocid", "title", "description", "department", "category_label", "category_uri", "category_code", "cpv",
    "cpv_label", "proclass", "proclass_label", "start", "end", "latest_end", "review", "last_extension", "awarded",
    "signed", "terminated", "effective", "term", "term_kind", "term_months", "extension", "value_pence", "value_period",
    "value_basis", "vat", "irrecoverable_vat_pence", "value_low_pence", "value_high_pence", "annual_value_pence",
    "currency", "route", "route_code", "framework", "lot", "contract_type", "owner_email", "owner_phone", "contact_url",
    "document_url", "tender_url", "performance_url", "area_label", "area_uri", "status", "notes", "tupe",
    "personal_data", "extensions_used", "break_on", "break_from", "break_to", "break_every_months", "break_by",
    "break_notice", "end_after", "renewal_months", "renewal_times", "renewal_notice", "framework_end",
)  # fmt: skip
_RENAMED = {"owner": "owner_name", "sponsor": "sponsor_name", "confidential": "marked_confidential"}
_OF_SUPPLIERS = {"sme": "sme", "vcse": "vcse", "vcse_kind": "vcse_kind", "supplier_kind": "supplier_kind"}
_OF_ONE_SUPPLIER = {
    "company_number": "company_number",
    "charity_number": "charity_number",
    "vat_number": "vat_number",
    "other_supplier_id": "other_supplier_id",
    "supplier_address": "address",
    "supplier_postcode": "postcode",
    "supplier_email": "email",
}
COLUMN_OF = {**{name: name for name in _SAME}, **_RENAMED, "extensions": "extensions", "notice": "notice",
             "extension_notice": "extension_notice"}  # fmt: skip
"""Field of `Proposed` -> column of a contract."""

PARTY_COLUMN_OF = {**_OF_SUPPLIERS, **_OF_ONE_SUPPLIER}
"""Field of `Proposed` -> column of a supplier."""

NOT_SAID: tuple[Any, ...] = (None, "", "unknown", [], {}, ())
SUPPLIERS = "suppliers"
"""What the suppliers of a contract together are called where its fields are compared."""

ONLY_NEW = frozenset({"tier", "tier_how", "tier_why", "as_written", "category_how"} | {f"source_{name}" for name in
                     ("file", "name", "sheet", "row")})  # fmt: skip
"""Columns that an export gives to a contract that is new and to no other: they tell how something came to be."""


@dataclass(frozen=True)
class Incoming:
    """One contract as a row says it. values: column of a contract -> value, those that the row says and no others.

    parties, lots: columns of each, likewise. organisation: a code, where the row itself names one.
    number: of the contract that an exported row says it is; 0 where it does not say.
    exact: the row is of an export, and is read back and not understood anew: it raises no questions of a contract that
    is here.
    """

    sheet: str
    row: int
    identity: str
    values: dict[str, Any]
    parties: tuple[dict[str, Any], ...] = ()
    lots: tuple[dict[str, Any], ...] = ()
    questions: tuple[Question, ...] = ()
    organisation: str = ""
    number: int = 0
    exact: bool = False

    def says(self, name: str) -> bool:
        """Whether the row says something of a field of `Proposed`."""
        if name in ("supplier", "suppliers"):
            return bool(self.parties)
        if name in PARTY_COLUMN_OF:
            return any(PARTY_COLUMN_OF[name] in party for party in self.parties)
        return COLUMN_OF.get(name, name) in self.values

    @property
    def suppliers(self) -> str:
        """The names of its suppliers in one line."""
        return names_of([party for party in self.parties if party.get("role", "supplier") == "supplier"])


def taken(sheet: str, row: int, identity: str, proposed: Proposed, questions: tuple[Question, ...] = ()) -> Incoming:
    """A proposed contract in our own columns."""
    return Incoming(
        sheet=sheet,
        row=row,
        identity=identity[:200],
        values=values_of(proposed),
        parties=parties_of(proposed),
        questions=questions,
        organisation=proposed.organisation_code or "",
    )


def values_of(proposed: Proposed) -> dict[str, Any]:
    """The columns of a contract that a proposal says."""
    values = {column: column_value(name, getattr(proposed, name)) for name, column in COLUMN_OF.items()}
    values = {column: value for column, value in values.items() if value not in NOT_SAID or value is False}
    if proposed.other:
        values["other"] = dict(proposed.other)
    if proposed.as_written:
        values["as_written"] = dict(proposed.as_written)
    return values


def column_value(name: str, value: Any) -> Any:
    """The value of a field of `Proposed` as its column holds it."""
    if name == "extensions":
        return [one.months for one in value or ()]
    if isinstance(value, Notice):
        return kept(value.count, value.unit, clear=value.clear, service_days=value.service_days)
    return value


def parties_of(proposed: Proposed) -> tuple[dict[str, Any], ...]:
    """The suppliers that a proposal names.

    What identifies a supplier is put to it only where it is the only one: a row of several does not say whose it is,
    and its cells are kept as written.
    """
    names = list(proposed.suppliers) or ([proposed.supplier] if proposed.supplier else [])
    shared = _said(proposed, _OF_SUPPLIERS)
    if len(names) > 1:
        return tuple({"name": name, **shared} for name in names)
    own = _said(proposed, _OF_ONE_SUPPLIER)
    if names:
        return ({"name": names[0], **own, **shared},)
    numbered = {"company_number", "charity_number", "other_supplier_id"} & own.keys()
    return ({"name": "", **own, **shared},) if numbered else ()


def names_of(parties: Sequence[Mapping[str, Any]]) -> str:
    """Names in one line."""
    return "; ".join(str(party.get("name") or "") for party in parties)


def _said(proposed: Proposed, columns: Mapping[str, str]) -> dict[str, Any]:
    found = {column: getattr(proposed, name) for name, column in columns.items()}
    return {column: value for column, value in found.items() if value is not None and value != ""}
