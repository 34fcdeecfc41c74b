"""Links that let one person in, once. The secret is told once and kept only as its hash."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction

from tallystick.councils import models
from tallystick.councils.actions.logging import write_log
from tallystick.councils.rules.actors import Actor
from tallystick.kit.errors import Refused

LASTS = {"invite": timedelta(days=7), "recover": timedelta(hours=24), "owner": timedelta(hours=12)}
"""How long a link of each purpose is good for."""


class NoSuchLink(Refused):
    """Used, too old, or never there."""

    def __init__(self) -> None:
        super().__init__(
            "This link has been used, is too old, or was not copied whole.",
            what_to_do="Ask whoever gave it to you for a new one. On your own computer, start Tallystick again.",
        )


def issue(person: models.Person, *, purpose: str, at: datetime) -> str:
    """The secret of a new link; those of the same purpose that were not used are good no longer."""
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        models.OneTimeLink.objects.filter(person=person, purpose=purpose, used_at=None).update(used_at=at)
        models.OneTimeLink.objects.create(
            person=person, digest=digest(secret), purpose=purpose, made_at=at, expires_at=at + LASTS[purpose]
        )
    return secret


def whose(secret: str, *, at: datetime) -> models.OneTimeLink:
    """The link, not used up by looking. Raises NoSuchLink."""
    found = models.OneTimeLink.objects.select_related("person").filter(digest=digest(secret), used_at=None).first()
    if found is None or found.expires_at <= at or not found.person.is_active:
        raise NoSuchLink()
    return found


def redeem(secret: str, *, at: datetime) -> models.Person:
    """Uses a link up, in the log, and gives the person whom it lets in. Raises NoSuchLink."""
    with transaction.atomic():
        link = whose(secret, at=at)
        if not models.OneTimeLink.objects.filter(pk=link.pk, used_at=None).update(used_at=at):
            raise NoSuchLink()
        by = Actor(link.person.name, person=link.person.pk)
        write_log(
            chain="", what="used_link", kind="person", key=link.person.pk, after={"purpose": link.purpose}, by=by, at=at
        )
        return link.person


def digest(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()
