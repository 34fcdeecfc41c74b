"""Decisions as a list and one by one, for whoever may know of them."""

import datetime as dt
from typing import Any

from tallystick.councils.rules.actors import Actor
from tallystick.decisions import choices, models
from tallystick.decisions.actions.holding import NotThere
from tallystick.decisions.queries.answering import Answered, answers
from tallystick.decisions.queries.seeing import seen_by, sees_exempt


def decision(number: int, *, by: Actor) -> models.Decision:
    """One decision. Raises NotThere."""
    found = seen_by(by).filter(pk=number).first()
    if found is None:
        raise NotThere()
    return found


def decisions(*, by: Actor) -> list[models.Decision]:
    """Every decision that `by` may know of, the newest first."""
    return list(seen_by(by).order_by("-pk"))


def answered(number: int, as_of: dt.date, *, by: Actor) -> list[Answered]:
    """What follows from each document of a decision, of those that `by` may see. Raises NotThere."""
    row = decision(number, by=by)
    return answers(row, as_of, exempt=sees_exempt(by, row))


def kept_record(number: int, which: int | None, *, by: Actor) -> models.Record:
    """A record of a decision by its number, or the last. Raises NotThere, also for one that holds what `by` may not
    see."""
    row = decision(number, by=by)
    records = row.records.order_by("-number")
    found = (records if which is None else records.filter(number=which)).first()
    if found is None or not (sees_exempt(by, row) or not any(one["exempt"] for one in found.inputs.values())):
        raise NotThere()
    return found


def told(row: models.Decision) -> dict[str, Any]:
    """What a decision says of itself, as JSON."""
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
        "chosen": row.chosen or None,
        "chosen_why": row.chosen_why or None,
        "version": row.version,
    }
