"""Hold a row until the transaction ends, if whoever asks may; put values into it; write the log."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models as columns

from tallystick.contracts.actions.keeping import ChangedMeanwhile, NotAcceptable
from tallystick.contracts.stating import stated
from tallystick.councils.actions import check, write_log
from tallystick.councils.rules.actors import Actor
from tallystick.councils.rules.permissions import Permission
from tallystick.decisions import choices, models
from tallystick.decisions.documents import digest
from tallystick.decisions.queries.seeing import partnerships_seen_by, seen_by
from tallystick.kit.errors import Refused

Of = models.Decision | models.Partnership

_STATES = dict(choices.STATES)


class NotThere(Refused):
    """No such decision, partnership or entry of one, or none that whoever asks may know of."""

    def __init__(self, what: str = "decision or entry") -> None:
        super().__init__(f"There is no such {what}.", what_to_do="Go back to the list and choose one.")


def held_decision(
    number: int, *, by: Actor, permission: Permission | None = Permission.KEEP_REGISTER
) -> models.Decision:
    """A decision, locked. permission: None where the verb itself says who may. Raises NotThere, NotAllowed."""
    rows = seen_by(by).select_for_update(of=("self",)).filter(pk=number)
    row = rows.first()
    if row is None:
        raise NotThere()
    if permission is not None:
        check(by, permission, row.organisation.code)
    return row


def held_partnership(number: int, *, by: Actor) -> models.Partnership:
    """A partnership that `by` may change, locked. Raises NotThere, NotAllowed."""
    row = partnerships_seen_by(by).select_for_update(of=("self",)).filter(pk=number).first()
    if row is None:
        raise NotThere("partnership")
    check(by, Permission.KEEP_REGISTER, row.organisation.code)
    return row


def check_open(decision: models.Decision) -> None:
    """Raises Refused where a decision was put to those who decide, or is over: what they see must not change."""
    if decision.state not in choices.OPEN:
        raise Refused(
            f"It is “{_STATES[decision.state].lower()}”, so that what it rests on is not changed.",
            what_to_do="Take it back to being prepared first, where that can still be done.",
        )


def check_version(row: Any, version: int) -> None:
    """Raises ChangedMeanwhile where somebody wrote to the row since it was read."""
    if row.version != version:
        raise ChangedMeanwhile(said(row), row.version)


def put(row: columns.Model, values: Mapping[str, Any], may_hold: frozenset[str]) -> None:
    """Puts values into fields, each checked against its column. Raises NotAcceptable; ValueError for another field."""
    wrong = {}
    for name, value in values.items():
        if name not in may_hold:
            raise ValueError(f"There is no field {name} to put")
        column = row._meta.get_field(name)
        assert isinstance(column, columns.Field)
        try:
            setattr(row, column.attname, column.clean(value.strip() if isinstance(value, str) else value, row))
        except ValidationError as no:
            wrong[name] = " ".join(no.messages)
    if wrong:
        raise NotAcceptable(wrong)


def said(row: columns.Model) -> dict[str, Any]:
    """The whole row as the log keeps it: of a document its SHA-256, since every edition is kept where it is."""
    return {
        column.attname: digest(value) if isinstance(column, columns.JSONField) else stated(value)
        for column in row._meta.concrete_fields
        for value in [getattr(row, column.attname)]
    }


def log(
    what: str, row: columns.Model, of: Of, before: dict[str, Any] | None, *, by: Actor, at: datetime, why: str = ""
) -> None:
    """Writes an entry to the chain of the organisation whose decision or partnership it is."""
    kind = type(row).__name__.lower()
    write_log(
        chain=of.organisation.code, what=what, kind=kind, key=row.pk, about=f"{type(of).__name__.lower()}:{of.pk}",
        before=before, after=said(row), by=by, at=at, why=why,
    )  # fmt: skip
