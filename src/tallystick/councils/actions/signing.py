"""Come in by a link, and what that takes away: signing in itself is the site's."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction

from tallystick.councils import models
from tallystick.councils.actions.links import NoSuchLink, redeem, whose
from tallystick.councils.actions.logging import write_log
from tallystick.councils.actions.permitting import check_moment
from tallystick.councils.rules.actors import Actor
from tallystick.kit.errors import Refused


def come_in(*, secret: str, name: str, password: str, at: datetime) -> models.Person:
    """Uses up an invitation or a way back in, and gives the person the name and password that they chose.

    password: as the site's rules allow it (the door checks it with `password_faults`). A way back in takes the second
    factors away that were there, and ends every token: somebody else may have made them. Every session of that person
    ends, because the password is another.
    Raises NoSuchLink; Refused for an empty name.
    """
    check_moment(at)
    if not name.strip():
        raise Refused("Your name is missing.", what_to_do="Enter it as colleagues know you.")
    with transaction.atomic():
        link = whose(secret, at=at)
        if link.purpose == "owner":
            raise NoSuchLink()
        person = redeem(secret, at=at)
        person.name = name.strip()[:200]
        person.set_password(password)
        person.save(update_fields=["name", "password"])
        removed = ended = 0
        if link.purpose == "recover":
            removed, _ = Authenticator.objects.filter(user=person).delete()
            ended = models.Token.objects.filter(person=person, ended_at=None).update(ended_at=at)
        models.OneTimeLink.objects.filter(person=person, used_at=None).update(used_at=at)
        write_log(
            chain="", what="set_password", kind="person", key=person.pk, about=f"person:{person.pk}",
            after={"second_factors_removed": removed, "tokens_ended": ended}, by=Actor(person.name, person=person.pk),
            at=at,
        )  # fmt: skip
        return person


def come_in_by_directory(*, person: models.Person, directory: str, at: datetime) -> None:
    """Notes that a directory's account was linked to somebody who was invited; links that wait are good no longer."""
    check_moment(at)
    with transaction.atomic():
        models.OneTimeLink.objects.filter(person=person, used_at=None).update(used_at=at)
        write_log(
            chain="", what="linked_directory", kind="person", key=person.pk, about=f"person:{person.pk}",
            after={"directory": directory}, by=Actor(person.name, person=person.pk), at=at,
        )  # fmt: skip


def note_seen(*, session: str, at: datetime) -> None:
    """Notes that a session, by its key, was in use. No entry in the log: it is no change."""
    UserSession.objects.filter(session_key=session).update(last_seen_at=at)
