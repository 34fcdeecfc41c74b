"""Keep what was known of a decision, under which rules, and what came of it."""

from datetime import datetime
from typing import Any

from django.db import transaction

from tallystick.councils.actions import check_moment
from tallystick.councils.rules.actors import Actor
from tallystick.decisions import models
from tallystick.decisions.actions.holding import held_decision, log
from tallystick.decisions.documents import KINDS, digest
from tallystick.decisions.queries.answering import answers, known_of
from tallystick.decisions.queries.past import recorded_by
from tallystick.kit.dates import london_day
from tallystick.kit.errors import Refused


def record(*, decision: int, by: Actor, at: datetime, why: str = "") -> models.Record:
    """A new record of a decision as it stands: all that each rule was told, and all that it said.

    A document that has no answer yet is in it with none. Raises NotThere, NotAllowed; Refused where there is nothing
    to keep.
    """
    check_moment(at)
    with transaction.atomic():
        row = held_decision(decision, by=by)
        found = answers(row, london_day(at))
        if not found:
            raise Refused("There is nothing to keep yet.", what_to_do="Write a document of it first.")
        given = {one.kind: one.answer for one in found}
        kept: dict[str, Any] = {"about": _about(row), "inputs": known_of(found), "answers": given}
        last = row.records.order_by("-number").first()
        made = models.Record(
            decision=row, number=last.number + 1 if last else 1, as_of=london_day(at), **kept,
            rules={one.kind: KINDS[one.kind].version for one in found}, digest=digest(kept), made_by_id=by.person,
            made_at=at, why=why,
        )  # fmt: skip
        made.save(force_insert=True)
        log("record_decision", made, row, None, by=by, at=at, why=why)
    return made


def _about(row: models.Decision) -> dict[str, Any]:
    others = recorded_by(row)
    people = row.involved.filter(removed=False).order_by("role", "name", "pk")
    return {
        "organisation": row.organisation.code,
        "title": row.title,
        "question": row.question,
        "reference": row.reference,
        "kind": row.kind,
        "state": row.state,
        "contract": row.contract_id,
        "partnership": row.partnership_id,
        "chosen": row.chosen,
        "chosen_why": row.chosen_why,
        "people": [
            {
                "role": one.role,
                "name": one.name,
                "speaks_for": one.speaks_for,
                "answer": one.answer,
                "why": one.answer_why,
                "recorded_by": others.get(one.pk, ""),
            }
            for one in people
        ],
    }
