"""Tokens by which a program asks in a person's name."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from tallystick.councils import models
from tallystick.councils.actions.links import digest
from tallystick.councils.actions.logging import write_log
from tallystick.councils.actions.permitting import NotAllowed, check_moment
from tallystick.councils.rules.actors import Actor
from tallystick.kit.errors import Refused

LONGEST_DAYS = 366
_PREFIX = "tally_"


def make_token(*, name: str, days: int, by: Actor, at: datetime) -> str:
    """The secret of a new token for whoever asks; told once. Raises Refused for a wrong length of time."""
    check_moment(at)
    if by.person is None:
        raise NotAllowed("Only somebody who has signed in can make a token.", what_to_do="Sign in first.")
    if not 1 <= days <= LONGEST_DAYS:
        raise Refused(f"A token lasts from 1 to {LONGEST_DAYS} days.", what_to_do="Choose a number between them.")
    secret = _PREFIX + secrets.token_urlsafe(32)
    with transaction.atomic():
        row = models.Token.objects.create(
            person_id=by.person,
            digest=digest(secret),
            name=name.strip()[:200] or "A token",
            made_at=at,
            expires_at=at + timedelta(days=days),
        )
        write_log(chain="", what="make_token", kind="token", key=row.pk, after={"name": row.name}, by=by, at=at)
    return secret


def end_token(*, token: int, by: Actor, at: datetime) -> None:
    """Ends one of one's own tokens. Raises Refused where it is ended already or another's."""
    check_moment(at)
    with transaction.atomic():
        row = models.Token.objects.filter(pk=token, person_id=by.person or 0, ended_at=None).first()
        if row is None:
            raise Refused("You have no such token in force.", what_to_do="There is nothing to do.")
        row.ended_at = at
        row.save(update_fields=["ended_at"])
        write_log(chain="", what="end_token", kind="token", key=row.pk, before={"name": row.name}, by=by, at=at)


def person_of(secret: str, *, at: datetime) -> models.Person | None:
    """Whose token it is, noting that it was used; None where it is not in force."""
    row = models.Token.objects.select_related("person").filter(digest=digest(secret), ended_at=None).first()
    if row is None or row.expires_at <= at or not row.person.is_active:
        return None
    if row.last_used_at is None or at - row.last_used_at > timedelta(minutes=5):
        models.Token.objects.filter(pk=row.pk).update(last_used_at=at)
    return row.person
