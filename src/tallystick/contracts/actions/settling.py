"""Say what was decided about a key date, for the day that it is about. It counts no longer when that day moves."""

from datetime import date, datetime

from django.db import transaction

from tallystick.contracts import models
from tallystick.contracts.actions.keeping import NotAcceptable, NotThere, add_held, check_may_see, held, remove_row
from tallystick.contracts.choices import SETTLED_AS
from tallystick.contracts.rules.key_dates import SETTLED_BY_A_PERSON
from tallystick.councils.actions import check_moment
from tallystick.councils.rules.actors import Actor
from tallystick.kit.dates import london_day
from tallystick.kit.errors import Refused

_INSTEAD = {
    "duty": "Say that the duty was done, or that it is not needed.",
    "notice": "Say that the notice was published, as a duty that was done.",
    "action": "Say that the action was done.",
    "obligation": "Write down at the obligation when it was last done.",
    "find_out": "Write down what you found out.",
}
_OF_A_KIND = {"certificate": "document"}
"""Kinds of key date that tell of rows which not everybody may see, and of which kind these are."""


def settle(
    *, contract: int, key: str, due: date | None, decision: str, why: str = "", by: Actor, at: datetime
) -> models.Settled:
    """Keeps what was decided about a key date of a contract.

    key, due: of the key date as it was read; `due` is the day that it is `about`. decision: a code of
    `choices.SETTLED_AS`, of its kind. Raises NotThere, NotAllowed; NotAcceptable for a decision that is none of these,
    or one of “something else” that does not say what; Refused where the day has moved meanwhile, or for what is not
    settled so.
    """
    check_moment(at)
    if decision == "other" and not why.strip():
        raise NotAcceptable({"reason": "Say what was decided"})
    with transaction.atomic():
        of = held(contract, by=by)
        row = models.KeyDate.objects.filter(contract=of, key=key).first()
        if row is None:
            raise NotThere()
        if row.kind in _OF_A_KIND:
            check_may_see(by, _OF_A_KIND[row.kind], of.organisation.code)
        if row.kind not in SETTLED_BY_A_PERSON:
            raise Refused("This is not settled by a decision.", what_to_do=_INSTEAD.get(row.kind, ""))
        if row.about != due:
            raise Refused("Its day has moved since you read it.", what_to_do="Look at it again, and decide for that.")
        if row.settled:
            raise Refused("Somebody settled it already.", what_to_do="Take that decision back first.")
        if decision not in SETTLED_AS[row.kind]:
            raise NotAcceptable({"decision": "Choose what was decided"})
        values = {"key": key, "due": due, "decision": decision, "why": why, "decided": london_day(at)}
        kept = add_held(models.Settled(contract=of), values, by=by, at=at, why=why, what="settle")
        assert isinstance(kept, models.Settled)
    return kept


def unsettle(*, contract: int, key: str, due: date | None, by: Actor, at: datetime, why: str = "") -> int:
    """Takes back what was decided about a key date for a day; gives how many decisions that were.

    Raises NotThere, NotAllowed.
    """
    check_moment(at)
    with transaction.atomic():
        of = held(contract, by=by)
        rows = list(models.Settled.objects.filter(contract=of, key=key, due=due, removed=False).order_by("pk"))
        if not rows:
            raise NotThere()
        for row in rows:
            remove_row(contract=of.pk, kind="settled", row=row.pk, version=row.version, by=by, at=at, why=why)
    return len(rows)
