"""Add an organisation that keeps a register here, and say who hears there of what nobody owns."""

from datetime import datetime

from django.db import transaction

from tallystick.councils import models
from tallystick.councils.actions.logging import write_log
from tallystick.councils.actions.permitting import NotAllowed, check, check_moment
from tallystick.councils.rules.actors import Actor
from tallystick.councils.rules.permissions import ROLES, Permission
from tallystick.kit.errors import Refused


def add_organisation(
    *, code: str, name: str, nation: str = "", demonstration: bool = False, by: Actor, at: datetime
) -> models.Organisation:
    """The organisation with this code, added if it was not here. Only the owner or operator may add one."""
    check_moment(at)
    found = models.Organisation.objects.filter(code=code).first()
    if found is not None:
        return found
    if not by.everything:
        raise NotAllowed(
            "Only the operator of this installation adds an organisation.",
            what_to_do="They type: tallystick --as operator organisations add.",
        )
    with transaction.atomic():
        row, new = models.Organisation.objects.get_or_create(
            code=code, defaults={"name": name[:300], "nation": nation, "demonstration": demonstration}
        )
        if new:
            write_log(
                chain=code, what="add_organisation", kind="organisation", key=row.pk, about=f"organisation:{code}",
                after={"code": code, "name": row.name}, by=by, at=at,
            )  # fmt: skip
        return row


def say_who_hears(*, organisation: str, person: int | None, by: Actor, at: datetime, why: str = "") -> None:
    """Says who hears of what has to be done there and nobody owns; None for whoever it falls to by the rules.

    Raises NotAllowed; Refused for somebody who holds no role there, or may not sign in.
    """
    check_moment(at)
    check(by, Permission.MANAGE_PEOPLE, organisation)
    with transaction.atomic():
        row = models.Organisation.objects.select_for_update(of=("self",)).get(code=organisation)
        before = row.unowned_to.name if row.unowned_to else ""
        who = _member(row, person) if person is not None else None
        if row.unowned_to_id == (who.pk if who else None):
            return
        row.unowned_to = who
        row.save(update_fields=["unowned_to"])
        write_log(
            chain=organisation, what="say_who_hears", kind="organisation", key=row.pk,
            about=f"organisation:{organisation}", before={"hears": before} if before else None,
            after={"hears": who.name} if who else None, by=by, at=at, why=why,
        )  # fmt: skip


def _member(organisation: models.Organisation, person: int) -> models.Person:
    held = models.Membership.objects.filter(organisation=organisation, person=person, ended_at=None)
    reads = [row.person for row in held.select_related("person") if _reads(row.role) and row.person.is_active]
    if not reads:
        raise Refused("They have no role in this organisation.", what_to_do="Choose one of its people.")
    return reads[0]


def _reads(role: str) -> bool:
    return role in ROLES and Permission.READ in ROLES[role].permissions
