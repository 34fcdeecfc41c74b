"""Send the e-mails that were made, each until a mail server has taken it, and keep what it said.

That an e-mail is about to be handed over is committed first, as "not known". So if this program stops between the
server's word and ours, the record says that it may have been sent; it is then sent again, and carries the Message-ID
that it had.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from smtplib import (
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)
from typing import Any

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from tallystick.contracts import models
from tallystick.contracts.actions.telling import check_operator
from tallystick.contracts.rules.telling import TRIES
from tallystick.councils.actions import check_moment
from tallystick.councils.models import Membership, Person
from tallystick.councils.queries import everywhere
from tallystick.councils.rules.actors import Actor
from tallystick.councils.rules.permissions import ROLES, Permission

TAKEN, REFUSED, NOT_KNOWN = "taken", "refused", "not_known"
_IN_A_ROW = 3
"""So many e-mails one after another that a server neither takes nor refuses, and it is left alone."""
_LONGEST = 300


@dataclass
class Sent:
    """How many e-mails ended how. put_off: to be tried again. stopped: why nothing more was tried; "" where all was."""

    taken: int = 0
    refused: int = 0
    put_off: int = 0
    not_known: int = 0
    withdrawn: int = 0
    stopped: str = ""

    @property
    def well(self) -> bool:
        """Whether all that was to be sent was taken."""
        return not (self.refused or self.put_off or self.not_known or self.stopped)


@dataclass(frozen=True)
class _Answer:
    """What became of one try. for_good: the server would refuse it again. server: it refuses everything."""

    ended: str
    why: str = ""
    for_good: bool = False
    server: bool = False


def send_digests(*, by: Actor, at: datetime, say: Callable[[str], None] | None = None) -> Sent:
    """Hands over every e-mail that waits, those first that were never tried. Raises NotAllowed."""
    check_moment(at)
    check_operator(by)
    found, post, in_a_row = Sent(), get_connection(), 0
    # "made" comes before "not_known".
    waiting = models.Digest.objects.filter(state__in=("made", "not_known")).order_by("state", "on", "pk")
    try:
        for done, number in enumerate(waiting.values_list("pk", flat=True)):
            if why := _cannot_be_reached(post):
                found.stopped = why
                break
            answer = _one(number, post, found, at)
            in_a_row = in_a_row + 1 if answer and answer.ended == NOT_KNOWN else 0
            if answer and (answer.server or in_a_row == _IN_A_ROW):
                found.stopped = answer.why
                break
            if say and done % 50 == 49:
                say(f"{done + 1} e-mails tried")
    finally:
        _hang_up(post)
    return found


def _one(number: int, post: BaseEmailBackend, found: Sent, at: datetime) -> _Answer | None:
    """Tries one e-mail and keeps how that ended. None where there was nothing to try."""
    digest = _about_to(number, found, at)
    if digest is None:
        return None
    answer = _hand_over(digest, post)
    _keep(digest, answer, at)
    if answer.ended == TAKEN:
        found.taken += 1
    elif answer.ended == NOT_KNOWN:
        found.not_known += 1
    elif digest.state == "refused":
        found.refused += 1
    else:
        found.put_off += 1
    if answer.ended == NOT_KNOWN or answer.server:
        _hang_up(post)
    return answer


def _about_to(number: int, found: Sent, at: datetime) -> models.Digest | None:
    """Keeps that the e-mail is about to be handed over; None where it is not, or they may not be told any more."""
    with transaction.atomic():
        digest = models.Digest.objects.select_for_update().get(pk=number)
        if digest.state not in ("made", "not_known"):
            return None
        if not _still_may(digest):
            # One that was perhaps sent waits for whoever left, who may return, and not for an address that will not.
            if digest.state == "made" or _has_moved(digest):
                digest.state = "withdrawn"
                digest.save(update_fields=["state"])
                found.withdrawn += 1
            return None
        digest.tries = [*digest.tries, {"at": at.isoformat(), "ended": NOT_KNOWN, "why": ""}]
        digest.state = "not_known"
        digest.save(update_fields=["tries", "state"])
        return digest


def _still_may(digest: models.Digest) -> bool:
    """Whether its person is who they were: may sign in, has that address, and reads every register that it tells of."""
    person = Person.objects.filter(pk=digest.person_id, is_active=True, email=digest.address).first()
    if person is None:
        return False
    held = Membership.objects.filter(person=person, ended_at=None).values_list("organisation_id", "role")
    reads = {where for where, role in held if role in ROLES and Permission.READ in ROLES[role].permissions}
    told = models.Alert.objects.filter(digest=digest).values_list("contract__organisation_id", flat=True)
    return person.pk in everywhere() or set(told) <= reads


def _has_moved(digest: models.Digest) -> bool:
    """Whether its person has another address: what it told is told again there."""
    return not Person.objects.filter(pk=digest.person_id, email=digest.address).exists()


def _hand_over(digest: models.Digest, post: BaseEmailBackend) -> _Answer:
    try:
        post.send_messages([message_of(digest, post)])
    except SMTPRecipientsRefused as no:
        code, said = next(iter(no.recipients.values()), (450, b""))
        return _Answer(REFUSED, _said(code, said), for_good=code >= 500)
    except SMTPServerDisconnected as gone:
        return _Answer(NOT_KNOWN, _cut(f"The mail server went away: {gone}"))
    except SMTPSenderRefused as no:
        return _Answer(REFUSED, _said(no.smtp_code, no.smtp_error), server=True)
    except SMTPResponseException as no:
        ends = no.smtp_code == 421
        return _Answer(REFUSED, _said(no.smtp_code, no.smtp_error), for_good=no.smtp_code >= 500, server=ends)
    except (OSError, SMTPException) as error:
        return _Answer(NOT_KNOWN, _cut(f"{type(error).__name__}: {error}"))
    return _Answer(TAKEN)


def message_of(digest: models.Digest, post: BaseEmailBackend | None = None) -> EmailMessage:
    """The e-mail as it is sent: the same bytes each time, but for where it is sent from."""
    headers = {
        "Message-ID": digest.message_id,
        "Date": format_datetime(digest.made_at),
        "Auto-Submitted": "auto-generated",
    }
    return EmailMessage(digest.subject, digest.body, to=[digest.address], headers=headers, connection=post)


def _keep(digest: models.Digest, answer: _Answer, at: datetime) -> None:
    """Keeps what the server said. One that refuses for good is asked on a few days, as servers err too."""
    with transaction.atomic():
        digest.tries[-1] |= {"ended": answer.ended, "why": answer.why, "for_good": answer.for_good}
        if answer.ended == TAKEN:
            digest.state, digest.handed_at = "sent", at
        elif answer.ended == REFUSED:
            days = {one["at"][:10] for one in digest.tries if one.get("for_good")}
            digest.state = "refused" if len(days) >= TRIES else "made"
        digest.save(update_fields=["tries", "state", "handed_at"])


def _cannot_be_reached(post: BaseEmailBackend) -> str:
    """Makes sure that a server listens, so that what it cannot be asked is not kept as asked; "" where one does."""
    try:
        kept: Any = getattr(post, "connection", None)
        if kept is not None and kept.noop()[0] != 250:
            _hang_up(post)
        post.open()
    except SMTPServerDisconnected:
        _hang_up(post)
        try:
            post.open()
        except (OSError, SMTPException) as error:
            return _cut(f"{type(error).__name__}: {error}")
    except (OSError, SMTPException) as error:
        return _cut(f"{type(error).__name__}: {error}")
    return ""


def _hang_up(post: BaseEmailBackend) -> None:
    try:
        post.close()
    except (OSError, SMTPException):
        # It has gone already.
        post.connection = None  # type: ignore[attr-defined]


def _said(code: int, said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return _cut(f"{code} {text}")


def _cut(text: str) -> str:
    return " ".join(text.split())[:_LONGEST]
