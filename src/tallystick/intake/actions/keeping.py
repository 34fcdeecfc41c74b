"""How a decision is kept: the old one ended, the new one added and the log written, all or nothing."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, suppress
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from tallystick.councils.actions import check_anywhere, check_moment, logging
from tallystick.councils.queueing import one_at_a_time
from tallystick.councils.rules.actors import Actor
from tallystick.councils.rules.permissions import Permission
from tallystick.intake import models, rules
from tallystick.intake.queries import CHAIN
from tallystick.kit.errors import Refused


class AlreadyDecided(Refused):
    """Exactly this is in force already."""

    def __init__(self) -> None:
        super().__init__("That was decided already.", what_to_do="There is nothing more to do.")


_WHO_AND_WHEN = {"id", "made_by", "made_at", "why", "ended_by", "ended_at", "ended_how"}
_ABOUT_THE_DECIDING = {*_WHO_AND_WHEN, "batch"}
PUT_BACK = "In force again, as what had superseded it was undone."


def check_may_decide(*, by: Actor, at: datetime, permission: Permission = Permission.DECIDE_FACTS) -> Actor:
    """Who decides, their name tidied. Every action asks here first, before it does anything.

    Raises NotAllowed for somebody who has the permission nowhere (facts are shared, so one organisation is enough);
    Refused when the actor has no name; ValueError when `at` has no time zone.
    """
    check_moment(at)
    check_anywhere(by, permission)
    return replace(by, name=rules.who(by.name))


def deciding() -> AbstractContextManager[None]:
    """A transaction in which nobody else decides anything: what is read in it is still so when it is written."""
    return one_at_a_time("decisions")


def keep(
    new: models.Decision,
    *,
    instead_of: Mapping[str, Any],
    what: str,
    about: str,
    by: Actor,
    at: datetime,
    why: str,
    lines: list[logging.Line] | None = None,
) -> models.Decision:
    """`new`, saved, with what is in force for `instead_of` superseded and an entry in the log.

    lines: where the entry waits to be written with others by `keep_each`.
    Raises AlreadyDecided if exactly this is in force already, and Refused if it holds what cannot be kept.
    """
    for field in type(new)._meta.concrete_fields:
        rules.check_can_be_kept(getattr(new, field.attname), longest=getattr(field, "max_length", None))
    with deciding():
        old = type(new).objects.filter(**instead_of, ended_at=None).first()
        before = said(old) if old else None
        if before == said(new):
            raise AlreadyDecided()
        if old:
            end(old, how="superseded", by=by, at=at)
        new.made_by, new.made_at, new.why = by.name, at, why.strip()
        new.save(force_insert=True)
        line = _line(what, about, new, before, said(new))
        if lines is None:
            logging.write_lines([line], chain=CHAIN, by=by, at=at, why=why)
        else:
            lines.append(line)
    return new


def keep_each(keeps: Iterable[Callable[[list[logging.Line]], object]], *, by: Actor, at: datetime, why: str) -> None:
    """Calls several `keep`s, all or nothing, passing over those of which exactly that is in force already.

    Each is handed the list in which its entry of the log waits: thousands are written at once. Raises AlreadyDecided if
    nothing was new.
    """
    lines: list[logging.Line] = []
    with deciding():
        for one in keeps:
            with suppress(AlreadyDecided):
                one(lines)
        if lines:
            logging.write_lines(lines, chain=CHAIN, by=by, at=at, why=why)
    if not lines:
        raise AlreadyDecided()


def end(old: models.Decision, *, how: str, by: Actor, at: datetime) -> None:
    """Marks a decision as no longer in force."""
    old.ended_by, old.ended_at, old.ended_how = by.name, at, how
    old.save(update_fields=["ended_by", "ended_at", "ended_how"])


def put_back(undone: models.Decision, *, by: Actor, at: datetime) -> None:
    """What `undone` had superseded is in force again, as decisions of its own: undoing leads back to what was before.

    What something decided later speaks of is left as that has it.
    """
    model = type(undone)
    before = model.objects.filter(ended_how="superseded", ended_at=undone.made_at, ended_by=undone.made_by)
    for old in before.order_by("id"):
        fields = (field.attname for field in model._meta.concrete_fields)
        again = {name: getattr(old, name) for name in fields if name not in _WHO_AND_WHEN}
        new = model(**again, made_by=by.name, made_at=at, why=PUT_BACK)
        try:
            with transaction.atomic():
                new.save(force_insert=True)
        except IntegrityError:
            continue
        write_log(what="put_back", about=subject(new), decision=new, after=said(new), by=by, at=at, why=PUT_BACK)


def said(decision: models.Decision) -> dict[str, Any]:
    """What a decision says, without who said it and when."""
    return {
        field.attname: getattr(decision, field.attname)
        for field in decision._meta.concrete_fields
        if field.attname not in _ABOUT_THE_DECIDING
    }


def subject(decision: models.Decision) -> str:
    """What a decision is about: the SHA-256 of a file, the code of an organisation, or a supplier's unit."""
    names = ("sha256", "publisher", "code", "unit", "unit_a")
    return next((value for name in names if (value := getattr(decision, name, ""))), "")


def write_log(
    *,
    what: str,
    about: str,
    by: Actor,
    at: datetime,
    why: str = "",
    decision: models.Decision | None = None,
    before: Any = None,
    after: Any = None,
) -> None:
    """Adds an entry to the log of the installation, to which all facts belong."""
    logging.write_lines([_line(what, about, decision, before, after)], chain=CHAIN, by=by, at=at, why=why)


def _line(what: str, about: str, decision: models.Decision | None, before: Any, after: Any) -> logging.Line:
    kind, key = (decision._meta.model_name or "", str(decision.pk)) if decision else ("", "")
    return logging.Line(what, kind, key, about, before, after)
