"""What a row of a register would change of a contract that is kept already."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tallystick.contracts.reading.proposed import FIELDS, Proposed

NOT_COMPARED = frozenset({"as_written", "worked_out", "source_file", "source_sheet", "source_row", "organisation_code", "supplier_id", "supplier_name"})
"""Fields that say where a row came from, or that are found out and not stated."""

_NOT_SAID: tuple[Any, ...] = (None, "unknown", (), "")


@dataclass(frozen=True, slots=True)
class Difference:
    """field: of `Proposed`, or ``other: HEADING``. before: what is kept. after: what the row says."""

    field: str
    before: Any
    after: Any


def said(contract: Proposed) -> dict[str, Any]:
    """What a row says, by field: no field that it leaves open. Headings of `other` are ``other: HEADING``."""
    values = {name: getattr(contract, name) for name in FIELDS if name not in NOT_COMPARED and name != "other"}
    known = {name: value for name, value in values.items() if value not in _NOT_SAID}
    return known | {f"other: {heading}": text for heading, text in contract.other.items()}


def differences(existing: Mapping[str, Any], proposed: Proposed) -> list[Difference]:
    """Field by field what would change, in the order of the fields. existing: field -> value, of the types of `Proposed`
    (an absent field is not known; ``other`` is a mapping of heading to text).

    What a row leaves open changes nothing: a register that lost a column takes nothing away. A text that differs in
    spaces alone is the same.
    """
    kept = dict(existing) | {f"other: {heading}": text for heading, text in (existing.get("other") or {}).items()}
    found = []
    for name, after in said(proposed).items():
        before = kept.get(name)
        if _same(before, after):
            continue
        found.append(Difference(name, None if before in _NOT_SAID else before, after))
    return found


def _same(before: Any, after: Any) -> bool:
    if isinstance(before, str) and isinstance(after, str):
        return before == after or before.split() == after.split()
    if isinstance(before, list):
        before = tuple(before)
    return bool(before == after)
