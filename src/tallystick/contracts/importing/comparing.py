"""Field by field, what a row would change of a contract that is kept here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tallystick.contracts.importing.taken import NOT_SAID, ONLY_NEW, SUPPLIERS, Incoming
from tallystick.contracts.rules.searching import searched

_BESIDE = ONLY_NEW | {"other"}
OTHER = "other: "
"""What stands before the heading of a column of the register that has no field here."""


@dataclass(frozen=True)
class Difference:
    """field: a column of a contract, `SUPPLIERS`, a column of its only supplier as ``supplier.sme``, ``lots``, or a
    heading after `OTHER`. before, after: values as the columns hold them."""

    field: str
    before: Any
    after: Any


def differences(
    row: Incoming, contract: Mapping[str, Any], parties: Sequence[Mapping[str, Any]], lots: Sequence[Mapping[str, Any]]
) -> list[Difference]:
    """What the row says otherwise. contract, parties, lots: by column, those that are not removed.

    What a row does not say changes nothing.
    """
    found = [
        Difference(name, contract[name], value)
        for name, value in row.values.items()
        if name not in _BESIDE and value not in NOT_SAID and not same(contract[name], value)
    ]
    kept = contract.get("other") or {}
    for heading, text in (row.values.get("other") or {}).items():
        if kept.get(heading) != text:
            found.append(Difference(OTHER + heading, kept.get(heading, ""), text))
    found += _of_suppliers(row.parties, [one for one in parties if row.exact or one.get("role") == "supplier"])
    if row.lots and not _covered(row.lots, lots):
        found.append(Difference("lots", [dict(lot) for lot in lots], [dict(lot) for lot in row.lots]))
    return found


def same(before: Any, after: Any) -> bool:
    """Whether two values say the same. A text that differs in nothing but spaces at its ends does."""
    if isinstance(before, str) and isinstance(after, str):
        return before.strip() == after.strip()
    return bool(before == after)


def pairs(
    incoming: Sequence[Mapping[str, Any]], kept: Sequence[Mapping[str, Any]]
) -> tuple[list[tuple[Mapping[str, Any], Mapping[str, Any]]], list[Mapping[str, Any]], list[Mapping[str, Any]]]:
    """(incoming and kept supplier of one name, incoming ones that are new, kept ones that the row does not name)."""
    left = list(kept)
    both, new = [], []
    for party in incoming:
        one = next((one for one in left if _one(party, one)), None)
        if one is None:
            new.append(party)
        else:
            left.remove(one)
            both.append((party, one))
    return both, new, left


def _one(party: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    name, kept = str(party.get("name") or ""), str(other.get("name") or "")
    roles = {str(one.get("role") or "supplier") for one in (party, other)}
    return len(roles) == 1 and (name == kept or (bool(searched(name)) and searched(name) == searched(kept)))


def _of_suppliers(incoming: Sequence[Mapping[str, Any]], kept: Sequence[Mapping[str, Any]]) -> list[Difference]:
    if not incoming:
        return []
    both, new, gone = pairs(incoming, kept)
    found: list[Difference] = []
    if new or gone:
        found.append(Difference(SUPPLIERS, _listed(kept), _listed(incoming)))
    for place, (party, one) in enumerate(both):
        prefix = "supplier." if len(incoming) == 1 else f"supplier {place + 1}."
        for name, value in party.items():
            if value not in NOT_SAID and not same(one.get(name), value) and not (name == "role" and one.get(name)):
                found.append(Difference(prefix + name, one.get(name), value))
    return found


def _listed(parties: Sequence[Mapping[str, Any]]) -> str:
    return "; ".join(str(party.get("name") or "") for party in parties)


def _covered(lots: Sequence[Mapping[str, Any]], kept: Sequence[Mapping[str, Any]]) -> bool:
    """Whether every lot is kept as it is said."""
    left = [dict(lot) for lot in kept]
    for lot in lots:
        one = next((one for one in left if all(same(one.get(name), value) for name, value in lot.items())), None)
        if one is None:
            return False
        left.remove(one)
    return True
