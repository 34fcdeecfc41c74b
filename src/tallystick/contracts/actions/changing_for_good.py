"""Approve a change of a contract, record that it was made, or reject it; the notices that follow become duties."""

from datetime import date, datetime

from django.db import transaction

from tallystick.contracts import models
from tallystick.contracts.actions.changing import (
    ask_the_law,
    change_of,
    check_ground,
    close_duties,
    person_of,
    source_of,
)
from tallystick.contracts.actions.duties import add_duties
from tallystick.contracts.actions.keeping import NotAcceptable, change_held, held
from tallystick.contracts.actions.reckoning import together
from tallystick.contracts.queries.changes import facts_now, last_check, term_before
from tallystick.contracts.rules.change_duties import duties_of, name_of, required_before
from tallystick.contracts.rules.change_effects import effect_of
from tallystick.contracts.rules.change_facts import as_json
from tallystick.contracts.rules.change_states import (
    APPROVED,
    MADE,
    REJECTED,
    check_approval,
    check_state,
)
from tallystick.contracts.rules.governance import Planned
from tallystick.councils.actions import NotAllowed, check_moment
from tallystick.councils.models import Membership
from tallystick.councils.rules.actors import Actor
from tallystick.councils.rules.permissions import ROLES, Permission
from tallystick.kit.errors import Refused
from tallystick.law import changes as law


class FiguresChanged(Refused):
    """The contract, or the rules, are not what they were when the change was checked."""

    def __init__(self) -> None:
        super().__init__(
            "The contract's figures or the rules have changed since this change was checked.",
            what_to_do="Check it again: the answer may be another.",
        )


def approve_change(
    *, contract: int, change: int, version: int, ground: str = "", by: Actor, at: datetime, today: date, why: str = ""
) -> models.Change:
    """Approves a checked change, which somebody else proposed and wrote to; the notices that come before become duties.

    ground: the limb that is relied on, by its id, "" for that of the check; it and why are needed where the check does
    not say yes. Raises NotThere, NotAllowed, ChangedMeanwhile, FiguresChanged; Refused
    where the check does not bear it, or who asks proposed it or wrote to it last.
    """
    check_moment(at)
    with transaction.atomic(), together(at=at):
        of = held(contract, by=by, permission=Permission.APPROVE)
        row = change_of(of, change, version)
        check_state("approve", row.state)
        _check_somebody_else(of, row, by)
        checked = _standing_check(of, row, today)
        if ground:
            check_ground(ground, [(limb["id"], limb["verdict"]) for limb in checked.answer["limbs"]])
        relied_on = ground or row.ground
        check_approval(checked.permitted, relied_on, why, regime=checked.answer["regime"])
        values = {"state": APPROVED, "agreed": today, "approved_by_id": person_of(by), "ground": relied_on}
        change_held(row, of, values, what="approve_change", by=by, at=at, why=why)
        add_duties(
            of, _duties(checked, relied_on, before=True, on=row.takes_effect), source_of(row), by=by, at=at, why=why
        )
    return row


def make_change(
    *, contract: int, change: int, version: int, on: date, by: Actor, at: datetime, today: date, why: str = ""
) -> models.Change:
    """Records that an approved change was made on a day: the contract's value and term follow, and what has to be
    published after it becomes duties.

    Where it was made on another day than was checked, it is checked for that day, and both checks are kept. why: needed
    where a notice that had to come before it is not done. Raises as `approve_change`; NotAcceptable for a day to come.
    """
    check_moment(at)
    if on > today:
        raise NotAcceptable({"on": "The day it was made cannot be in the future"})
    with transaction.atomic(), together(at=at):
        of = held(contract, by=by)
        row = change_of(of, change, version)
        check_state("make", row.state)
        checked = _standing_check(of, row, today)
        if on != row.takes_effect:
            checked = ask_the_law(of, row, ground=row.ground, on=on, today=today, by=by, at=at, why=why)
            if checked.permitted == "no":
                raise FiguresChanged()
        _check_published(of, row, checked, why)
        _follow(of, row, on, by=by, at=at, why=why)
        values = {"state": MADE, "made": on}
        change_held(row, of, values, what="make_change", by=by, at=at, why=why)
        planned = _duties(checked, row.ground, before=False, on=on)
        add_duties(of, planned, source_of(row), by=by, at=at, why=why)
    return row


def reject_change(
    *, contract: int, change: int, version: int, by: Actor, at: datetime, why: str
) -> models.Change:  # fmt: skip
    """Says that a change is not made, with a reason. By whoever approves. Raises as `approve_change`;
    NotAcceptable without a reason.
    """
    check_moment(at)
    with transaction.atomic(), together(at=at):
        of = held(contract, by=by, permission=Permission.APPROVE)
        row = change_of(of, change, version)
        check_state("reject", row.state)
        if not why.strip():
            raise NotAcceptable({"why": "Say why it is rejected"})
        change_held(row, of, {"state": REJECTED}, what="reject_change", by=by, at=at, why=why)
        close_duties(of, row, why="The change was rejected.", by=by, at=at)
    return row


def _standing_check(of: models.Contract, row: models.Change, today: date) -> models.ChangeCheck:
    """The check that counts. Raises FiguresChanged where the same question would not be asked any more."""
    checked = last_check(row)
    if checked is None:
        raise FiguresChanged()
    facts = facts_now(of, row)
    now = law.check_change(facts, today)
    if as_json(facts) != checked.facts or (now.permitted or "", now.rules_version) != _said(checked):
        raise FiguresChanged()
    return checked


def _said(checked: models.ChangeCheck) -> tuple[str, str]:
    return checked.permitted, checked.rules_version


def _check_somebody_else(of: models.Contract, row: models.Change, by: Actor) -> None:
    """Raises NotAllowed for who proposed it and for who wrote to it last; not on a computer where nobody else could
    approve anything.
    """
    if by.person is None or by.person not in (row.proposed_by_id, row.written_by_id):
        return
    approving = [code for code, role in ROLES.items() if Permission.APPROVE in role.permissions]
    others = Membership.objects.filter(
        organisation=of.organisation_id, role__in=approving, ended_at=None, person__is_active=True
    ).exclude(person=by.person)
    if not by.everything or others.exists():
        raise NotAllowed(
            "You proposed this change, or wrote to it last, so somebody else has to approve it.",
            what_to_do="Ask another approver of this organisation.",
        )


def _check_published(of: models.Contract, row: models.Change, checked: models.ChangeCheck, why: str) -> None:
    """Raises Refused where a notice had to come first, nobody has said that it did, and no reason is given."""
    wanted = set(required_before(checked.answer.get("notices", ()), row.ground))
    done = models.Duty.objects.filter(contract=of, source=source_of(row), state="done", code__in=wanted, removed=False)
    missing = wanted - set(done.values_list("code", flat=True))
    if missing and not why.strip():
        first = name_of(sorted(missing)[0])
        raise Refused(
            f"Before the change is made: {first[0].lower()}{first[1:]}. Nobody has recorded that as done.",
            what_to_do="Publish it and mark the duty as done; or, if the change was made without it, say why.",
        )


def _follow(of: models.Contract, row: models.Change, on: date, *, by: Actor, at: datetime, why: str) -> None:
    """The contract's value and term, as the change leaves them."""
    effect = effect_of(
        term_before(of), ground=row.ground, provided_for=row.facts.get("provided_for"), value_pence=row.value_pence,
        months=row.months, on=on,
    )  # fmt: skip
    if effect.values:
        reason = " ".join(word for word in (f"Change {row.number}: {row.title}.", why) if word.strip())
        change_held(of, of, effect.values, what="make_change", by=by, at=at, why=reason)


def _duties(
    checked: models.ChangeCheck, ground: str, *, before: bool, on: date | None
) -> tuple[Planned, ...]:  # fmt: skip
    return duties_of(checked.answer.get("notices", ()), ground=ground, before_change=before, on=on)
