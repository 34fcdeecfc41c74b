"""Let a supplier's own system send measurements of one contract, and nothing else."""

import secrets
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.core.cache import cache
from django.db import transaction

from tallystick.contracts import models
from tallystick.contracts.actions.keeping import ChangedMeanwhile, NotAcceptable, add_held, held, held_row
from tallystick.contracts.actions.measuring import SENT, record_held
from tallystick.contracts.actions.uploading_measurements import measure_named
from tallystick.contracts.stating import said
from tallystick.councils.actions import check_moment, write_log
from tallystick.councils.actions.links import digest
from tallystick.councils.rules.actors import Actor
from tallystick.kit.errors import Refused

LONGEST_DAYS = 366
A_MINUTE = 60
MOST_A_MINUTE = 60
_PREFIX = "tallysupplier_"


class NoSuchToken(Refused):
    """No token in force. Which of the reasons it is, nobody is told."""

    def __init__(self) -> None:
        super().__init__("This token is not in force.", what_to_do="Ask the council for a new one.")


class TooMany(Refused):
    """More was sent with one token in a minute than is taken."""

    def __init__(self) -> None:
        super().__init__(
            f"More than {MOST_A_MINUTE} measurements were sent in a minute.", what_to_do="Wait a minute and go on."
        )


def make_supplier_token(*, contract: int, name: str, days: int, by: Actor, at: datetime, why: str = "") -> str:
    """The secret of a new token by which measurements of the contract may be sent; told once, and only its hash kept.

    Raises NotThere, NotAllowed; NotAcceptable without a name, or for a wrong number of days.
    """
    check_moment(at)
    wrong = {}
    if not name.strip():
        wrong["name"] = "Say whose system it is for"
    if not 1 <= days <= LONGEST_DAYS:
        wrong["days"] = f"A token lasts from 1 to {LONGEST_DAYS} days"
    if wrong:
        raise NotAcceptable(wrong)
    secret = _PREFIX + secrets.token_urlsafe(32)
    with transaction.atomic():
        of = held(contract, by=by)
        values = {"digest": digest(secret), "name": name.strip()[:200], "expires_at": at + timedelta(days=days)}
        add_held(models.SupplierToken(contract=of), values, by=by, at=at, why=why, what="make_supplier_token")
    return secret


def end_supplier_token(*, contract: int, token: int, version: int, by: Actor, at: datetime, why: str = "") -> None:
    """Ends a token at once. Raises NotThere, NotAllowed or ChangedMeanwhile."""
    check_moment(at)
    with transaction.atomic():
        of = held(contract, by=by)
        row = held_row(of, "token", token)
        before = said(row)
        if row.version != version:
            raise ChangedMeanwhile(before, row.version)
        row.removed = True
        row.version += 1
        row.save()
        write_log(
            chain=of.organisation.code, what="end_supplier_token", kind="token", key=row.pk,
            about=f"contract:{of.pk}", before=before, after=said(row), by=by, at=at, why=why,
        )  # fmt: skip


def send_measurement(
    *, secret: str, measure: str, day: date, value: Decimal, comment: str = "", today: date, at: datetime
) -> models.Measurement:
    """Records what a supplier's system sends for the period that `day` is in. measure: its title or number.

    Only measures of the token's own contract are known to it. Raises NoSuchToken, TooMany; AlreadyRecorded, with
    `same` where it was sent before; Refused for what is no measure or period of the contract.
    """
    check_moment(at)
    # Counted before the transaction, which takes back all that is written in it where the measurement is refused.
    _count(_in_force(secret, at), at)
    with transaction.atomic():
        token = _in_force(secret, at)
        of = (
            models.Contract.objects.select_for_update(of=("self",))
            .select_related("organisation")
            .filter(pk=token.contract_id, removed=False)
            .first()
        )
        if of is None:
            raise NoSuchToken()
        supplier = Actor(f"Supplier’s system: {token.name}"[:200], via="supplier")
        measures = list(models.Measure.objects.filter(contract=of, removed=False))
        row = record_held(
            of, measure_named(measures, measure), day=day, value=value, comment=comment[:2000], today=today, how=SENT,
            by=supplier, at=at,
        )  # fmt: skip
        models.SupplierToken.objects.filter(pk=token.pk).update(last_used_at=at)
    return row


def _in_force(secret: str, at: datetime) -> models.SupplierToken:
    if not secret.startswith(_PREFIX):
        raise NoSuchToken()
    row = models.SupplierToken.objects.filter(digest=digest(secret), removed=False, expires_at__gt=at).first()
    if row is None:
        raise NoSuchToken()
    return row


def _count(token: models.SupplierToken, at: datetime) -> None:
    """Counts what a token sends in each minute. Raises TooMany."""
    key = f"supplier-token:{token.pk}:{int(at.timestamp()) // A_MINUTE}"
    if cache.add(key, 1, 2 * A_MINUTE):
        return
    try:
        sent = cache.incr(key)
    except ValueError:
        # It ran out between the two: the minute is over.
        return
    if sent > MOST_A_MINUTE:
        raise TooMany()
