"""Add, change and remove rows of a contract: allowed, checked, versioned and logged, whatever the kind."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Field as Column
from django.db.models import Q

from tallystick.contracts import models
from tallystick.contracts.actions.deriving import derive
from tallystick.contracts.actions.reckoning import BEARING, reckon_after, together
from tallystick.contracts.declared import BOOKKEEPING, CODES, DERIVED, KINDS, MODELS, Access
from tallystick.contracts.stating import said
from tallystick.councils.actions import check, check_moment, write_log
from tallystick.councils.models import Membership, Organisation, Person
from tallystick.councils.rules.actors import Actor
from tallystick.councils.rules.permissions import Permission, may
from tallystick.kit.errors import Refused


class NotThere(Refused):
    """No such row, or none that whoever asks may know of."""

    def __init__(self) -> None:
        super().__init__("There is no such contract or entry.", what_to_do="Go back to the register and choose one.")


class ChangedMeanwhile(Refused):
    """Somebody else changed the row since it was read. `now`: what it says; `version`: to hand in with a new try."""

    def __init__(self, now: Mapping[str, Any], version: int) -> None:
        super().__init__(
            "Somebody else changed this while you had it open. Nothing of yours was saved, and nothing of theirs lost.",
            what_to_do="See what they changed, then save yours again if it still stands.",
        )
        self.now = dict(now)
        self.version = version


class NotAcceptable(Refused):
    """Values that a row cannot hold. `fields`: name of the field -> what is wrong with it."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__("; ".join(fields.values()) + ".", what_to_do="Put it right and save again.")
        self.fields = dict(fields)


def add_contract(
    *, organisation: str, values: Mapping[str, Any], suppliers: list[Mapping[str, Any]], by: Actor, at: datetime,
    why: str = "",
) -> models.Contract:  # fmt: skip
    """A new contract of an organisation, with its suppliers.

    values: fields of a contract as Python values (dates, whole pence). suppliers: fields of a party, each with a name.
    Raises NotAllowed; NotAcceptable for values that a contract cannot hold.
    """
    check_moment(at)
    check(by, Permission.KEEP_REGISTER, organisation)
    with transaction.atomic(), together(at=at):
        where = Organisation.objects.filter(code=organisation).first()
        if where is None:
            raise NotThere()
        contract = models.Contract(organisation=where)
        _set(contract, values)
        if not (contract.title or contract.description):
            raise NotAcceptable({"title": "Give the contract a title"})
        contract.save(force_insert=True)
        _log("add_contract", contract, contract, None, by, at, why)
        for supplier in suppliers:
            _add(models.Party(contract=contract), supplier, contract, by, at, why)
        derive([contract], at=at)
    return contract


def change_contract(
    *, contract: int, version: int, values: Mapping[str, Any], by: Actor, at: datetime, why: str = ""
) -> models.Contract:
    """Changes fields of a contract. version: as it was when it was read.

    Raises NotThere, NotAllowed, ChangedMeanwhile or NotAcceptable. Values that are what they were change nothing.
    """
    check_moment(at)
    with transaction.atomic():
        row = held(contract, by=by)
        _change(row, row, version, values, "change_contract", by, at, why)
        return row


def add_row(
    *, contract: int, kind: str, values: Mapping[str, Any], by: Actor, at: datetime, why: str = ""
) -> models.OfContract:
    """A new row of a contract. kind: a code of `declared.KINDS`. Raises as `change_contract`."""
    check_moment(at)
    with transaction.atomic():
        of = held(contract, by=by)
        check_may_see(by, kind, of.organisation.code)
        row = _add(model_of(kind)(contract=of), values, of, by, at, why)
        derive([of])
    return row


def change_row(
    *, contract: int, kind: str, row: int, version: int, values: Mapping[str, Any], by: Actor, at: datetime,
    why: str = "",
) -> models.OfContract:  # fmt: skip
    """Changes a row of a contract. Raises as `change_contract`."""
    check_moment(at)
    with transaction.atomic():
        of = held(contract, by=by)
        check_may_see(by, kind, of.organisation.code)
        changed = held_row(of, kind, row)
        _change(changed, of, version, values, f"change_{kind}", by, at, why)
        derive([of])
    return changed


def remove_row(*, contract: int, kind: str, row: int, version: int, by: Actor, at: datetime, why: str = "") -> None:
    """Takes a row out of the register; the log keeps it. Raises as `change_contract`."""
    check_moment(at)
    with transaction.atomic():
        of = held(contract, by=by)
        check_may_see(by, kind, of.organisation.code)
        _remove(held_row(of, kind, row), of, version, f"remove_{kind}", by, at, why)
        derive([of])


def remove_contract(*, contract: int, version: int, by: Actor, at: datetime, why: str = "") -> None:
    """Takes a contract out of the register, with a reason; the log keeps it. Raises as `change_contract`."""
    check_moment(at)
    if not why.strip():
        raise NotAcceptable({"why": "Say why it is taken out of the register"})
    with transaction.atomic():
        row = held(contract, by=by)
        _remove(row, row, version, "remove_contract", by, at, why)


def held(contract: int, *, by: Actor, permission: Permission = Permission.KEEP_REGISTER) -> models.Contract:
    """A contract, locked until the transaction ends. Raises NotThere for one that `by` may not know of, NotAllowed
    for one that they may only read.
    """
    rows = models.Contract.objects.select_for_update(of=("self",)).select_related("organisation")
    row = rows.filter(pk=contract, removed=False).first()
    if row is None or not (row.public or may(by, Permission.READ, row.organisation.code)):
        raise NotThere()
    check(by, permission, row.organisation.code)
    return row


def held_row(of: models.Contract, kind: str, row: int) -> models.OfContract:
    """A row of a contract, locked. Raises NotThere."""
    found = model_of(kind)._default_manager.select_for_update(of=("self",)).filter(pk=row, contract=of, removed=False)
    first = found.first()
    if first is None:
        raise NotThere()
    return first


def model_of(kind: str) -> type[models.OfContract]:
    """The model of a kind of row of a contract. Raises NotThere."""
    model = MODELS.get(kind)
    if model is None or not issubclass(model, models.OfContract):
        raise NotThere()
    return model


def check_may_see(by: Actor, kind: str, organisation: str) -> None:
    """Raises NotAllowed where rows of the kind are papers that `by` may not read."""
    if KINDS[kind].access is Access.PAPERS:
        check(by, Permission.READ_PAPERS, organisation)


def add_held(
    row: models.OfContract, values: Mapping[str, Any], *, by: Actor, at: datetime, why: str = "", what: str = ""
) -> models.OfContract:
    """For verbs of this shelf that hold the contract: adds a row of it, in the log."""
    return _add(row, values, row.contract, by, at, why, what)


def change_held(
    row: models.Kept, of: models.Contract, values: Mapping[str, Any], *, what: str, by: Actor, at: datetime,
    why: str = "",
) -> None:  # fmt: skip
    """For verbs of this shelf that hold the row: changes it, in the log."""
    _change(row, of, row.version, values, what, by, at, why)


def remove_held(
    row: models.OfContract, of: models.Contract, *, what: str, by: Actor, at: datetime, why: str = ""
) -> None:
    """For verbs of this shelf that hold the row: takes it out of the register, in the log."""
    _remove(row, of, row.version, what, by, at, why)


def put(row: models.Kept, values: Mapping[str, Any]) -> None:
    """For verbs of this shelf that change many rows at once: puts values into a row. Raises NotAcceptable."""
    _set(row, values)


def _add(
    row: models.OfContract, values: Mapping[str, Any], of: models.Contract, by: Actor, at: datetime, why: str,
    what: str = "",
) -> models.OfContract:  # fmt: skip
    _set(row, values)
    _insert(row)
    _log(what or f"add_{CODES[type(row)]}", row, of, None, by, at, why)
    _reckon(row, of, at)
    return row


def _change(
    row: Any, of: models.Contract, version: int, values: Mapping[str, Any], what: str, by: Actor, at: datetime, why: str
) -> None:
    before = said(row)
    if row.version != version:
        raise ChangedMeanwhile(before, row.version)
    _set(row, values)
    after = said(row)
    if after == before:
        return
    row.version += 1
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as no:
        raise NotAcceptable({"": "There is such an entry already"}) from no
    _log(what, row, of, before, by, at, why)
    if row is of:
        derive([of], at=at)
    else:
        _reckon(row, of, at)


def _remove(row: Any, of: models.Contract, version: int, what: str, by: Actor, at: datetime, why: str) -> None:
    before = said(row)
    if row.version != version:
        raise ChangedMeanwhile(before, row.version)
    row.removed = True
    row.version += 1
    row.save()
    _log(what, row, of, before, by, at, why)
    _reckon(row, of, at)


def _reckon(row: models.Kept, of: models.Contract, at: datetime) -> None:
    """Brings key dates up to date with what was written, so that no verb can forget to."""
    if CODES[type(row)] in BEARING:
        reckon_after(of.pk, at=at)


def _insert(row: models.Kept) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as no:
        raise NotAcceptable({"": "There is such an entry already"}) from no


def _set(row: models.Kept, values: Mapping[str, Any]) -> None:
    """Puts values into a row, each checked against its column."""
    wrong: dict[str, str] = {}
    code = CODES[type(row)]
    labels = {name: field.label for name, field in KINDS[code].fields.items()}
    untouchable = BOOKKEEPING | DERIVED.get(code, frozenset())
    columns: dict[str, Column[Any, Any]] = {
        column.attname: column for column in row._meta.concrete_fields if column.attname not in untouchable
    }
    for name, value in values.items():
        column = columns.get(name)
        if column is None:
            raise ValueError(f"A {code} has no field {name}")
        if isinstance(value, str):
            value = value.replace("\x00", "\ufffd").strip()
        try:
            setattr(row, name, column.clean(value, row))
        except ValidationError as no:
            wrong[name] = f"{labels.get(name, name)}: {' '.join(no.messages)}"
    _check_days(row, labels, wrong)
    _check_named(row, values, labels, wrong)
    if wrong:
        raise NotAcceptable(wrong)


def _check_days(row: models.Kept, labels: Mapping[str, str], wrong: dict[str, str]) -> None:
    for first, last in (("start", "end"), ("end", "latest_end"), ("first", "last"), ("begins", "ends")):
        begun, ended = getattr(row, first, None), getattr(row, last, None)
        if begun and ended and ended < begun and last not in wrong:
            wrong[last] = f"{labels.get(last, last)} is before {labels.get(first, first).lower()}"


def _check_named(row: models.Kept, values: Mapping[str, Any], labels: Mapping[str, str], wrong: dict[str, str]) -> None:
    """What a row names must be of the same contract or organisation: a stranger's row is not there."""
    of = row if isinstance(row, models.Contract) else getattr(row, "contract", None)
    if of is None:
        return
    for column in row._meta.concrete_fields:
        name, named = column.attname, column.related_model
        if name not in values or name in wrong or getattr(row, name) is None or not isinstance(named, type):
            continue
        if not _may_name(of, named, getattr(row, name)):
            wrong[name] = f"{labels.get(name, name)}: there is no such entry to choose"


def _may_name(of: models.Contract, named: type[Any], number: int) -> bool:
    if issubclass(named, models.OfContract):
        return named._default_manager.filter(pk=number, contract=of, removed=False).exists()
    if named is models.Contract:
        others = models.Contract.objects.filter(organisation=of.organisation_id, removed=False).exclude(pk=of.pk)
        return others.filter(pk=number).exists()
    if named is Person:
        held = Membership.objects.filter(organisation=of.organisation_id, ended_at=None)
        return Person.objects.filter(Q(pk__in=held.values("person")) | Q(owner=True), pk=number).exists()
    return True


def _log(what: str, row: models.Kept, of: models.Contract, before: Any, by: Actor, at: datetime, why: str) -> None:
    write_log(
        chain=of.organisation.code, what=what, kind=CODES[type(row)], key=row.pk, about=f"contract:{of.pk}",
        before=before, after=said(row), by=by, at=at, why=why,
    )  # fmt: skip
