"""Write the log, in the transaction of the change that it tells of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import transaction

from tallystick.councils import models
from tallystick.councils.rules.actors import Actor
from tallystick.councils.rules.chain import START, Entry, linked

_AT_A_TIME = 2000


@dataclass(frozen=True)
class Line:
    """What an entry tells, beside who, when and why. `before`, `after`: JSON values; None where there was nothing."""

    what: str
    kind: str = ""
    key: str = ""
    about: str = ""
    before: Any = None
    after: Any = None
    why: str | None = None


def write_log(
    *,
    chain: str,
    what: str,
    kind: str = "",
    key: object = "",
    about: str = "",
    before: Any = None,
    after: Any = None,
    by: Actor,
    at: datetime,
    why: str = "",
) -> None:
    """Adds one entry to the chain of an organisation (its code; "" for what concerns the whole installation)."""
    write_lines([Line(what, kind, str(key), about, before, after)], chain=chain, by=by, at=at, why=why)


def write_lines(lines: Iterable[Line], *, chain: str, by: Actor, at: datetime, why: str = "") -> None:
    """Adds entries in the order given: for many changes made in one go."""
    waiting = iter(lines)
    with transaction.atomic():
        end, _ = models.Chain.objects.select_for_update().get_or_create(name=chain, defaults={"last": START})
        while some := list(islice(waiting, _AT_A_TIME)):
            entries = linked(
                (_entry(line, chain, by, at, why) for line in some), sequence=end.length, previous=end.last
            )
            models.LogEntry.objects.bulk_create([models.LogEntry(**vars(entry)) for entry in entries])
            end.length, end.last = entries[-1].sequence, entries[-1].hash
        end.save(update_fields=["length", "last"])


def record_reading(
    *,
    organisation: str,
    kind: str,
    key: object,
    about: str,
    fields: Iterable[str],
    by: Actor,
    at: datetime,
    why: str = "",
) -> None:
    """Notes in the access log that confidential fields were read."""
    models.AccessEntry.objects.create(
        organisation=organisation,
        at=at,
        by=by.name[:200],
        person=by.person,
        via=by.via,
        kind=kind,
        key=str(key)[:100],
        about=about[:100],
        fields=sorted(fields),
        why=why.strip(),
    )


def entry_of(row: models.LogEntry) -> Entry:
    """A row as it is hashed."""
    return Entry(**{field.name: getattr(row, field.name) for field in fields(Entry)})


def storable(value: Any) -> Any:
    """`value` as both databases keep it: no fractions (they would be read back otherwise), no NUL characters.

    Raises TypeError for what is not a JSON value.
    """
    # Asked of each value of each row of a register that is imported, most of which are texts or nothing.
    if isinstance(value, str):
        return value.replace("\x00", "\ufffd") if "\x00" in value else value
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, Mapping):
        return {str(storable(name)): storable(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [storable(one) for one in value]
    raise TypeError(f"{type(value).__name__} cannot be kept in the log")


def _entry(line: Line, chain: str, by: Actor, at: datetime, why: str) -> Entry:
    return Entry(
        chain=chain,
        sequence=0,
        at=at,
        by=storable(by.name)[:200],
        person=by.person,
        via=by.via,
        what=line.what,
        why=storable(line.why if line.why is not None else why).strip(),
        kind=line.kind,
        key=line.key[:100],
        about=line.about[:100],
        before=storable(line.before),
        after=storable(line.after),
    )
