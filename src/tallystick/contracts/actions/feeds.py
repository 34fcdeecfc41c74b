"""Private addresses by which somebody's calendar reads key dates: making them, ending them, and noting that one was
read."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from tallystick.contracts import models
from tallystick.contracts.choices import FEED_SCOPES
from tallystick.councils.actions.links import digest
from tallystick.councils.actions.logging import write_log
from tallystick.councils.actions.permitting import NotAllowed, check, check_moment
from tallystick.councils.models import Organisation
from tallystick.councils.rules.actors import Actor
from tallystick.councils.rules.permissions import Permission
from tallystick.councils.throttling import used_too_often
from tallystick.kit.errors import Refused

MOST = 20
"""Feeds of one person that are in force at a time."""
MOST_READINGS = 30
"""Of one feed in a minute: a calendar asks some times a day."""
_NOTED_EVERY = timedelta(minutes=5)


def make_feed(
    *, name: str = "", scope: str = "mine", organisation: str = "", department: str = "", by: Actor, at: datetime
) -> str:
    """The secret of a new feed for whoever asks; told once. organisation: a code, for every scope but ``mine``.

    Raises NotAllowed where they may not read that register; Refused where it is not said whose dates are meant.
    """
    check_moment(at)
    if by.person is None:
        raise NotAllowed("Only somebody who has signed in can subscribe to a calendar.", what_to_do="Sign in first.")
    row = _whose(scope, organisation, department.strip(), by)
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        if models.Feed.objects.filter(person=by.person, ended_at=None).count() >= MOST:
            raise Refused(
                f"You have {MOST} private addresses, which is as many as one person may have.",
                what_to_do="End one that is not read any more.",
            )
        row.person_id, row.digest, row.made_at = by.person, digest(secret), at
        row.name = name.strip()[:200]
        row.save()
        _log("make_feed", row, by=by, at=at)
    return secret


def end_feed(*, feed: int, by: Actor, at: datetime) -> None:
    """Ends one of one's own feeds: its address leads nowhere from now on. Raises Refused where there is no such one."""
    check_moment(at)
    with transaction.atomic():
        rows = models.Feed.objects.select_related("organisation").select_for_update(of=("self",))
        row = rows.filter(pk=feed, person=by.person or 0, ended_at=None).first()
        if row is None:
            raise Refused("You have no such address in force.", what_to_do="There is nothing to do.")
        row.ended_at = at
        row.save(update_fields=["ended_at"])
        _log("end_feed", row, by=by, at=at)


def note_read(*, feed: int, at: datetime) -> bool:
    """Notes, every few minutes, that a feed was read. False where it was read too often in this minute to be told
    again."""
    if used_too_often(f"feed-{feed}", most=MOST_READINGS, at=at):
        return False
    before = models.Feed.objects.filter(pk=feed, last_read_at__gt=at - _NOTED_EVERY)
    if not before.exists():
        models.Feed.objects.filter(pk=feed).update(last_read_at=at)
    return True


def _whose(scope: str, organisation: str, department: str, by: Actor) -> models.Feed:
    """A feed that says whose dates it tells, and nothing else yet."""
    if scope not in dict(FEED_SCOPES):
        raise Refused("It is not said whose dates are meant.", what_to_do="Choose what is yours, or an organisation.")
    if scope == "mine":
        return models.Feed(scope=scope)
    check(by, Permission.READ, organisation)
    found = Organisation.objects.filter(code=organisation).first()
    if found is None:
        raise Refused(f"No organisation {organisation} keeps a register here.", what_to_do="Choose one that does.")
    if scope == "organisation":
        return models.Feed(scope=scope, organisation=found)
    known = models.Contract.objects.filter(organisation=found, department=department, removed=False)
    if not department or not known.exists():
        raise Refused(
            f"{found.name} has no contract of the department “{department}”.",
            what_to_do="Choose a department as its register writes it.",
        )
    return models.Feed(scope=scope, organisation=found, department=department)


def _log(what: str, row: models.Feed, *, by: Actor, at: datetime) -> None:
    """In the log of the organisation whose dates it tells, or of the installation."""
    whose = row.organisation.code if row.organisation else ""
    said = {"name": row.name, "scope": row.scope, "organisation": whose, "department": row.department}
    before, after = (None, said) if what == "make_feed" else (said, None)
    write_log(chain=whose, what=what, kind="feed", key=row.pk, before=before, after=after, by=by, at=at)
