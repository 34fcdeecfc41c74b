"""Hold a review meeting: who was there, what was said, and what was agreed that somebody does by a day."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from tallystick.contracts import models
from tallystick.contracts.actions.keeping import (
    ChangedMeanwhile,
    NotAcceptable,
    add_held,
    change_held,
    check_may_see,
    held,
    held_row,
)
from tallystick.contracts.actions.reckoning import together
from tallystick.contracts.stating import said
from tallystick.councils.actions import check_moment
from tallystick.councils.rules.actors import Actor


def hold_meeting(
    *, contract: int, meeting: int, version: int, on: date, present: str, minutes: str,
    actions: Sequence[Mapping[str, Any]] = (), by: Actor, at: datetime, today: date, why: str = "",
) -> models.Meeting:  # fmt: skip
    """Records that a meeting was held, with its minutes and the actions agreed there.

    actions: fields of an action, each with `what`. Raises NotThere, ChangedMeanwhile; NotAllowed to those who may not
    read papers; NotAcceptable for a day to come.
    """
    check_moment(at)
    if on > today:
        raise NotAcceptable({"on": "A meeting that was held cannot be in the future"})
    with transaction.atomic(), together(at=at):
        of = held(contract, by=by)
        check_may_see(by, "action", of.organisation.code)
        row = held_row(of, "meeting", meeting)
        assert isinstance(row, models.Meeting)
        if row.version != version:
            raise ChangedMeanwhile(said(row), row.version)
        values = {"on": on, "present": present, "minutes": minutes, "state": "held"}
        change_held(row, of, values, what="hold_meeting", by=by, at=at, why=why)
        for action in actions:
            _agreed(of, row, action, by=by, at=at, why=why)
    return row


def add_action(
    *, contract: int, meeting: int, values: Mapping[str, Any], by: Actor, at: datetime, why: str = ""
) -> models.MeetingAction:
    """An action that a meeting agreed. Raises as `hold_meeting`."""
    check_moment(at)
    with transaction.atomic():
        of = held(contract, by=by)
        check_may_see(by, "action", of.organisation.code)
        row = held_row(of, "meeting", meeting)
        assert isinstance(row, models.Meeting)
        return _agreed(of, row, values, by=by, at=at, why=why)


def finish_action(
    *, contract: int, action: int, version: int, done: date, by: Actor, at: datetime, today: date, why: str = ""
) -> models.MeetingAction:
    """Says that an action was done. Raises NotThere, NotAllowed, ChangedMeanwhile; NotAcceptable for a day to come."""
    check_moment(at)
    if done > today:
        raise NotAcceptable({"done": "The day it was done cannot be in the future"})
    with transaction.atomic():
        of = held(contract, by=by)
        check_may_see(by, "action", of.organisation.code)
        row = held_row(of, "action", action)
        assert isinstance(row, models.MeetingAction)
        if row.version != version:
            raise ChangedMeanwhile(said(row), row.version)
        change_held(row, of, {"done": done}, what="finish_action", by=by, at=at, why=why)
    return row


def _agreed(
    of: models.Contract, meeting: models.Meeting, values: Mapping[str, Any], *, by: Actor, at: datetime, why: str
) -> models.MeetingAction:
    if not str(values.get("what") or "").strip():
        raise NotAcceptable({"what": "Say what was agreed"})
    row = add_held(
        models.MeetingAction(contract=of), {**values, "meeting_id": meeting.pk}, by=by, at=at, why=why,
        what="add_action",
    )  # fmt: skip
    assert isinstance(row, models.MeetingAction)
    return row
