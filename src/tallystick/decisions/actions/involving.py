"""Name who has a part in a decision, and keep what they say to it."""

from datetime import datetime

from django.db import IntegrityError, transaction

from tallystick.contracts.actions.keeping import NotAcceptable
from tallystick.councils.actions import check_moment
from tallystick.councils.actions.permitting import NotAllowed
from tallystick.councils.models import Person
from tallystick.councils.rules.actors import Actor
from tallystick.decisions import choices, models
from tallystick.decisions.actions.apart import check_apart, check_may_be
from tallystick.decisions.actions.holding import NotThere, check_open, held_decision, log, said
from tallystick.decisions.queries.seeing import speaks
from tallystick.kit.errors import Refused


def involve(
    *, decision: int, role: str, name: str = "", person: int | None = None, speaks_for: str = "", by: Actor,
    at: datetime,
) -> models.Involved:  # fmt: skip
    """Names somebody. name: for somebody without an account, else theirs is taken.

    Raises NotThere, NotAllowed, NotAcceptable; Refused once the decision was put to those who decide, and where what
    they have to do with it keeps them from this part.
    """
    check_moment(at)
    if role not in dict(choices.ROLES):
        raise NotAcceptable({"role": "There is no such role to choose"})
    with transaction.atomic():
        of = held_decision(decision, by=by)
        check_open(of)
        who = Person.objects.filter(pk=person, is_active=True).first() if person is not None else None
        if person is not None and who is None:
            raise NotAcceptable({"person": "There is no such person to choose"})
        given = (who.name if who else name).strip()[:200]
        if not given:
            raise NotAcceptable({"name": "Give a name"})
        check_may_be(of, role, given, who.pk if who else None)
        row = models.Involved(decision=of, role=role, person=who, name=given, speaks_for=speaks_for.strip()[:300])
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as no:
            raise NotAcceptable({"name": f"{given} has that part already"}) from no
        log("involve", row, of, None, by=by, at=at)
    return row


def take_out(*, decision: int, involved: int, by: Actor, at: datetime, why: str = "") -> None:
    """Takes somebody out; what they scored and said stays in the log, and their scores no longer count.

    Raises as `involve`.
    """
    check_moment(at)
    with transaction.atomic():
        of = held_decision(decision, by=by)
        check_open(of)
        row = held_part(of, involved)
        before = said(row)
        row.removed, row.version = True, row.version + 1
        row.save()
        log("take_out", row, of, before, by=by, at=at, why=why)


def give_answer(
    *, decision: int, involved: int, answer: str, why: str = "", by: Actor, at: datetime
) -> models.Involved:
    """What somebody who is consulted, or who approves, says to it. The last approval approves the decision; one
    refusal refuses it.

    They say it themselves; for somebody without an account whoever keeps the register records it. Nobody approves
    what they wrote a document of, proposed, or agreed the scores of. Raises NotThere, NotAllowed, NotAcceptable,
    Refused.
    """
    check_moment(at)
    with transaction.atomic():
        of = held_decision(decision, by=by, permission=None)
        row = held_part(of, involved)
        check_speaks(by, of, row)
        if answer not in choices.OF_ROLE.get(row.role, frozenset()):
            raise NotAcceptable({"answer": "That is no answer of this part"})
        if answer in ("objects", "refuses", "comments") and not why.strip():
            raise NotAcceptable({"why": "Say why"})
        _check_time(of, row)
        if row.role == "approver":
            check_apart(of, row)
        before = said(row)
        row.answer, row.answer_why, row.answered_at, row.version = answer, why.strip(), at, row.version + 1
        row.save()
        log("give_answer", row, of, before, by=by, at=at, why=why)
        if row.role == "approver":
            _conclude(of, by, at)
    return row


def held_part(of: models.Decision, involved: int) -> models.Involved:
    """A part in a decision, locked. Raises NotThere."""
    row = of.involved.select_for_update().filter(pk=involved, removed=False).first()
    if row is None:
        raise NotThere()
    return row


def check_speaks(by: Actor, of: models.Decision, row: models.Involved) -> None:
    """Raises NotAllowed unless `by` is who is named, or records it for somebody without an account."""
    if speaks(by, of, row):
        return
    raise NotAllowed(f"Only {row.name} may say this.", what_to_do="Ask them to.")


def _check_time(of: models.Decision, row: models.Involved) -> None:
    if row.role == "approver" and of.state != "proposed":
        raise Refused(
            "It is not before those who decide.", what_to_do="Whoever keeps it puts it to them when it is ready."
        )
    if row.role == "consultee" and of.state not in ("consulting", "proposed"):
        raise Refused("It is not out for consultation.", what_to_do="Whoever keeps it sends it out when it is ready.")


def _conclude(of: models.Decision, by: Actor, at: datetime) -> None:
    given = list(of.involved.filter(role="approver", removed=False).values_list("answer", flat=True))
    if "refuses" in given:
        state = "refused"
    elif all(one == "approves" for one in given):
        state = "approved"
    else:
        return
    before = said(of)
    of.state, of.version = state, of.version + 1
    of.save()
    log("conclude_decision", of, of, before, by=by, at=at)
