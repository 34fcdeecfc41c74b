"""Decisions as a list and one by one, for whoever may know of them."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Case, F, Q, QuerySet, Value, When
from django.db.models.functions import Lower

from tallystick.councils.rules.actors import Actor
from tallystick.decisions import choices, models
from tallystick.decisions.actions.holding import NotThere
from tallystick.decisions.queries.answering import Answered, answered_one, current, latest
from tallystick.decisions.queries.choosing import KEPT_OUT, for_readers
from tallystick.decisions.queries.seeing import partnerships_seen_by, seen_by, sees_exempt
from tallystick.decisions.rules.paper_people import CHOSEN_FROM


def decision(number: int, *, by: Actor) -> models.Decision:
    """One decision. Raises NotThere."""
    found = seen_by(by).filter(pk=number).first()
    if found is None:
        raise NotThere()
    return found


def partnership(number: int, *, by: Actor) -> models.Partnership:
    """One partnership. Raises NotThere."""
    found = partnerships_seen_by(by).filter(pk=number).first()
    if found is None:
        raise NotThere("partnership")
    return found


def decisions(*, words: str = "", state: str = "", sort: str = "-pk", by: Actor) -> QuerySet[models.Decision]:
    """Decisions that `by` may know of, the newest first. words: all of them in its title, question or reference.
    sort: ``title``, ``state`` (in the order that a decision goes through), ``needed_by`` (those without a day last) or
    ``organisation``, with a minus sign before it for the other way round."""
    rows = seen_by(by)
    for word in words.split():
        rows = rows.filter(Q(title__icontains=word) | Q(question__icontains=word) | Q(reference__icontains=word))
    if state:
        rows = rows.filter(state=state)
    key, falls = sort.removeprefix("-"), sort.startswith("-")
    if key not in _SORTS:
        return rows.order_by("-pk")
    by_key = _SORTS[key]
    return rows.order_by(by_key.desc(nulls_last=True) if falls else by_key.asc(nulls_last=True), "title", "pk")


_SORTS: dict[str, Any] = {
    "title": Lower("title"),
    "needed_by": F("needed_by"),
    "organisation": Lower("organisation__name"),
    "state": Case(*(When(state=code, then=Value(at)) for at, (code, _) in enumerate(choices.STATES))),
}


def answered(number: int, as_of: dt.date, *, by: Actor) -> list[Answered]:
    """What follows from each document of a decision, of those that `by` may see. Raises NotThere."""
    row = decision(number, by=by)
    return answered_of(row, latest(row), as_of, exempt=sees_exempt(by, row))


def answered_of(
    row: models.Decision, held: Mapping[str, models.Document], as_of: dt.date, *, exempt: bool
) -> list[Answered]:
    """The same of the documents in force by kind, for somebody who may see what is exempt, or not."""
    if exempt:
        return [answered_one(row, one, as_of) for one in held.values()]
    choice = not any(held[kind].exempt for kind in CHOSEN_FROM if kind in held)
    return [answered_one(row, for_readers(one, choice=choice), as_of) for one in held.values() if not one.exempt]


def kept_record(number: int, which: int | None, *, by: Actor) -> models.Record:
    """A record of a decision by its number, or the last. Raises NotThere, also for one that holds what `by` may not
    see."""
    row = decision(number, by=by)
    found = record_of(row, which)
    if found is None or not reads_whole(found, by=by):
        raise NotThere()
    return found


def one_answered(of: models.Decision | models.Partnership, kind: str, as_of: dt.date) -> Answered | None:
    """What follows from one document of those, whoever asks having been let in; None where there is none of it."""
    found = current(of, kind)
    return answered_one(of, found, as_of) if found else None


def record_of(row: models.Decision, which: int | None) -> models.Record | None:
    """A record by its number, or the last; None where there is none. Whoever asks says who may see it."""
    records = row.records.order_by("-number")
    return (records if which is None else records.filter(number=which)).first()


def records(row: models.Decision, *, by: Actor) -> list[tuple[models.Record, bool]]:
    """The records of a decision, the last first, without what was worked out; and of each whether `by` may read it
    whole. Of one that they may not there is the public version."""
    found = row.records.defer("answers").select_related("made_by").order_by("-number")
    if sees_exempt(by, row):
        return [(one, True) for one in found.defer("inputs")]
    return [(one, not _holds_exempt(one)) for one in found]


def reads_whole(record: models.Record, *, by: Actor) -> bool:
    """Whether `by` may read all of a record of a decision that they may see."""
    return not _holds_exempt(record) or sees_exempt(by, record.decision)


def _holds_exempt(record: models.Record) -> bool:
    return any(one["exempt"] for one in record.inputs.values())


def told(row: models.Decision, kept_out: Collection[int]) -> dict[str, Any]:
    """What a decision says of itself, as JSON. kept_out: numbers of those whose choice is not told."""
    hidden = row.pk in kept_out
    return {
        "id": row.pk,
        "title": row.title,
        "kind": row.kind,
        "state": row.state,
        "state_name": dict(choices.STATES)[row.state],
        "organisation": row.organisation.code,
        "reference": row.reference or None,
        "question": row.question or None,
        "needed_by": row.needed_by.isoformat() if row.needed_by else None,
        "contract": row.contract_id,
        "partnership": row.partnership_id,
        "chosen": (KEPT_OUT if hidden else row.chosen) if row.chosen else None,
        "chosen_why": None if hidden else row.chosen_why or None,
        "version": row.version,
    }
