"""What has to be done to manage a contract: planned from its tier, done, and found not to be needed."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction

from tallystick.contracts import models
from tallystick.contracts.actions.keeping import (
    ChangedMeanwhile,
    NotAcceptable,
    add_held,
    change_held,
    held,
    held_row,
)
from tallystick.contracts.actions.reckoning import together
from tallystick.contracts.queries import methods
from tallystick.contracts.rules.duties import due_again
from tallystick.contracts.rules.governance import DAYS_TO_BEGIN, Planned, plan
from tallystick.contracts.stating import said
from tallystick.councils.actions import check_moment
from tallystick.councils.rules.actors import Actor
from tallystick.kit.errors import Refused
from tallystick.reference.asking import WHO, Questionnaire

FROM_TIER = "tier:"


def finish_duty(
    *, contract: int, duty: int, version: int, done: date, by: Actor, at: datetime, today: date, why: str = ""
) -> models.Duty:
    """Says that a duty was done. One that comes again is then due at its next turn; the log keeps each time.

    Raises NotThere, NotAllowed, ChangedMeanwhile; NotAcceptable for a day to come; Refused for one that is not open.
    """
    check_moment(at)
    if done > today:
        raise NotAcceptable({"done": "The day it was done cannot be in the future"})
    with transaction.atomic():
        of = held(contract, by=by)
        row = _open_duty(of, duty, version)
        following = due_again(due=row.due, every_months=row.every_months, done=done, until=row.until, start=of.start)
        values = {"done": done, "due": following} if following else {"done": done, "state": "done"}
        change_held(row, of, values, what="finish_duty", by=by, at=at, why=why)
    return row


def drop_duty(*, contract: int, duty: int, version: int, by: Actor, at: datetime, why: str) -> models.Duty:
    """Says that a duty is not needed, with a reason. Raises as `finish_duty`."""
    check_moment(at)
    with transaction.atomic():
        of = held(contract, by=by)
        row = _open_duty(of, duty, version)
        if not why.strip():
            raise NotAcceptable({"why": "Say why it is not needed"})
        change_held(row, of, {"state": "not_needed"}, what="drop_duty", by=by, at=at, why=why)
    return row


def plan_duties(*, contract: int, by: Actor, at: datetime, today: date, why: str = "") -> int:
    """Works out again what follows from the contract's tier, as when its dates have changed; gives how many changed.

    Raises NotThere, NotAllowed; Refused where it has no tier.
    """
    check_moment(at)
    with transaction.atomic(), together(at=at):
        of = held(contract, by=by)
        if not of.tier:
            raise Refused("The contract has no tier yet.", what_to_do="Answer the nine questions first.")
        questionnaire = methods.questionnaire(of.organisation.code, methods.SEGMENTATION)
        return follow_tier(of, questionnaire, by=by, at=at, today=today, why=why)


def follow_tier(
    of: models.Contract, questionnaire: Questionnaire, *, by: Actor, at: datetime, today: date, why: str = ""
) -> int:
    """For verbs of this shelf that hold the contract: makes its open duties those of its tier, and counts what changed.

    What was done stays. An open duty of a former tier, or that the tier asks no more, is closed with the reason.
    """
    end = min((day for day in (of.end, of.terminated) if day), default=None)
    consequence = questionnaire.consequence(of.tier)
    planned = {one.code: one for one in plan(consequence, start=of.start, end=end, today=today)}
    source = f"{FROM_TIER}{of.tier}"
    changed = 0
    for row in _from_tiers(of):
        wanted = planned.get(row.code)
        if row.state != "open":
            if wanted and _settled(row, wanted, source):
                planned.pop(row.code)
        elif wanted and row.source == source:
            changed += _follow(row, of, planned.pop(row.code), by=by, at=at, today=today, why=why)
        else:
            changed += _close(row, of, ended=end is not None and end < today, by=by, at=at)
    for one in planned.values():
        add_held(models.Duty(contract=of), _values(one, source), by=by, at=at, why=why, what="plan_duty")
    return changed + len(planned)


def add_duties(
    of: models.Contract, planned: Iterable[Planned], source: str, *, by: Actor, at: datetime, why: str = ""
) -> int:
    """For verbs of this shelf that hold the contract: adds duties, but for those open already; gives how many."""
    there = set(_open_codes(of, source))
    new = [one for one in planned if one.code not in there]
    for one in new:
        add_held(models.Duty(contract=of), _values(one, source), by=by, at=at, why=why, what="plan_duty")
    return len(new)


def _settled(row: models.Duty, wanted: Planned, source: str) -> bool:
    """Whether a duty that is not open any more is what is planned, so that it is not planned again."""
    if row.state == "not_needed":
        return row.source == source
    if row.every_months is not None:
        return row.due is not None and wanted.due is not None and wanted.due <= row.due
    before_an_end = wanted.counted_from is not None and wanted.counted_from == wanted.until
    return not before_an_end or row.until == wanted.until


def _close(row: models.Duty, of: models.Contract, *, ended: bool, by: Actor, at: datetime) -> int:
    why = "The contract has ended." if ended else f"The contract is {of.tier} now, which does not ask for this."
    values = {"state": "not_needed", "source": f"former:{row.source.removeprefix(FROM_TIER)}"}
    change_held(row, of, values, what="close_duty", by=by, at=at, why=why)
    return 1


def _follow(
    row: models.Duty, of: models.Contract, wanted: Planned, *, by: Actor, at: datetime, today: date, why: str
) -> int:
    """Brings an open duty into line with what is planned; 1 if that changed it. What is overdue stays overdue."""
    values = _values(wanted, row.source)
    if row.due is not None and _keeps_its_day(row, row.due, wanted, today):
        values |= {"due": row.due, "why": row.why}
    before = said(row)
    change_held(row, of, values, what="plan_duty", by=by, at=at, why=why)
    return int(said(row) != before)


def _keeps_its_day(row: models.Duty, due: date, wanted: Planned, today: date) -> bool:
    if wanted.until is not None and due > wanted.until:
        return False
    if wanted.every_months is not None:
        return row.done is not None or due < today
    put_off = wanted.due == min(today + timedelta(days=DAYS_TO_BEGIN), wanted.until or date.max)
    return put_off and wanted.due is not None and due < wanted.due


def _values(one: Planned, source: str) -> dict[str, object]:
    return {
        "code": one.code, "what": one.what, "why": one.why, "who": WHO.get(one.who, one.who), "due": one.due,
        "every_months": one.every_months, "until": one.until, "lead_days": one.lead_days, "source": source,
    }  # fmt: skip


def _from_tiers(of: models.Contract) -> list[models.Duty]:
    """Duties that came of a tier, locked; those that were done first."""
    rows = models.Duty.objects.select_for_update(of=("self",)).filter(
        contract=of, source__startswith=FROM_TIER, removed=False
    )
    order = {"done": 0, "not_needed": 1, "open": 2}
    return sorted(rows.order_by("pk"), key=lambda row: order.get(row.state, 3))


def _open_codes(of: models.Contract, source: str) -> list[str]:
    rows = models.Duty.objects.filter(contract=of, source=source, state="open", removed=False)
    return list(rows.values_list("code", flat=True))


def _open_duty(of: models.Contract, number: int, version: int) -> models.Duty:
    row = held_row(of, "duty", number)
    assert isinstance(row, models.Duty)
    if row.version != version:
        raise ChangedMeanwhile(said(row), row.version)
    if row.state != "open":
        raise Refused("This duty is not open.", what_to_do="Look at it again: somebody may have dealt with it.")
    return row
