"""One contract, whole, as far as whoever asks may see it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from tallystick.contracts import models
from tallystick.contracts.declared import KINDS, MODELS, Access, confidential_fields, visible_fields
from tallystick.contracts.queries.seeing import accesses, seen_by
from tallystick.contracts.stating import said
from tallystick.councils.actions import record_reading
from tallystick.councils.rules.actors import Actor
from tallystick.councils.rules.permissions import Permission, may


@dataclass(frozen=True)
class Entry:
    """One row of a contract. values: what it says in the fields that may be seen, as `stating.said` states them.

    hidden: confidential fields that hold something, for those who may ask for them (`read_confidential`).
    """

    kind: str
    id: int
    version: int
    values: dict[str, Any]
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True)
class Seen:
    """A contract as `by` may see it. own: whether it is of an organisation of theirs. may_change: its fields."""

    id: int
    version: int
    organisation: str
    organisation_name: str
    suppliers: str
    entry: Entry
    accesses: frozenset[Access]
    own: bool
    may_change: bool

    def __getitem__(self, name: str) -> Any:
        """A field of the contract; None where it is not known or may not be seen. Raises KeyError for what is none."""
        KINDS["contract"].fields[name]
        return self.entry.values.get(name)


def contract(number: int, *, by: Actor) -> Seen | None:
    """The contract, or None where there is none that `by` may know of."""
    row = seen_by(by).select_related("organisation").filter(pk=number).first()
    if row is None:
        return None
    code = row.organisation.code
    opened = accesses(by, code, public=row.public)
    return Seen(
        id=row.pk,
        version=row.version,
        organisation=code,
        organisation_name=row.organisation.name,
        suppliers=row.supplier_label,
        entry=entry_of("contract", row, opened),
        accesses=opened,
        own=Access.COUNCIL in opened,
        may_change=may(by, Permission.KEEP_REGISTER, code),
    )


def rows(seen: Seen, kind: str) -> list[Entry]:
    """Rows of a kind (a code of `declared.KINDS`) of a contract, in the order in which they were added."""
    if KINDS[kind].access not in seen.accesses:
        return []
    found = _rows(kind).filter(contract=seen.id, removed=False).order_by("pk")
    return [entry_of(kind, row, seen.accesses) for row in found]


def row(seen: Seen, kind: str, number: int) -> Entry | None:
    """One row of a contract, or None."""
    if kind not in KINDS or kind == "contract" or KINDS[kind].access not in seen.accesses:
        return None
    found = _rows(kind).filter(contract=seen.id, removed=False, pk=number).first()
    return entry_of(kind, found, seen.accesses) if found else None


def entry_of(kind: str, row: models.Kept, opened: frozenset[Access]) -> Entry:
    """A row in the fields that may be seen without being noted: never the confidential ones."""
    everything = said(row)
    visible = visible_fields(kind, opened - {Access.CONFIDENTIAL})
    shown = {name: value for name, value in everything.items() if name in visible}
    return Entry(kind, row.pk, row.version, shown, hidden_in(kind, everything, opened))


def hidden_in(kind: str, everything: Mapping[str, Any], opened: frozenset[Access]) -> tuple[str, ...]:
    """Confidential fields of a row that hold something; none for those who may not ask for them."""
    if Access.CONFIDENTIAL not in opened:
        return ()
    return tuple(name for name in sorted(confidential_fields(kind)) if everything.get(name) not in (None, ""))


def read_confidential(
    seen: Seen, kind: str, numbers: Iterable[int], *, by: Actor, at: datetime, why: str = ""
) -> dict[int, dict[str, Any]]:
    """Confidential fields of rows of a contract: number -> field -> value. Each row read is noted in the access log.

    Gives nothing to somebody who may not read them.
    """
    fields = confidential_fields(kind)
    if not fields or not may(by, Permission.READ_CONFIDENTIAL, seen.organisation):
        return {}
    wanted = _rows(kind).filter(pk__in=list(numbers), removed=False)
    wanted = wanted.filter(pk=seen.id) if kind == "contract" else wanted.filter(contract=seen.id)
    found: dict[int, dict[str, Any]] = {}
    for one in wanted:
        everything = said(one)
        found[one.pk] = {name: everything[name] for name in fields}
        told = [name for name in fields if everything[name] not in (None, "")]
        record_reading(
            organisation=seen.organisation, kind=kind, key=one.pk, about=f"contract:{seen.id}", fields=told or fields,
            by=by, at=at, why=why,
        )  # fmt: skip
    return found


def _rows(kind: str) -> QuerySet[Any]:
    return MODELS[kind]._default_manager.all()


def suppliers_of(seen: Seen) -> list[models.Party]:
    """The suppliers and sub-contractors of a contract, with who they are worked out to be."""
    return list(models.Party.objects.filter(contract=seen.id, removed=False).order_by("role", "pk"))
