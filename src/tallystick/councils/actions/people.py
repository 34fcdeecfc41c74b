"""Invite people, give and end roles, and let somebody go."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from tallystick.councils import models
from tallystick.councils.actions.links import issue
from tallystick.councils.actions.logging import write_log
from tallystick.councils.actions.permitting import check, check_moment
from tallystick.councils.rules.actors import Actor
from tallystick.councils.rules.permissions import ROLES, Permission
from tallystick.kit.errors import Refused


class KnownElsewhere(Refused):
    """Another organisation invited whoever has this address: is it really they?"""

    def __init__(self, email: str) -> None:
        super().__init__(
            f"Another organisation has already invited {email} here.",
            what_to_do="Whoever they gave the link to signs in with it. Say that it is the person you mean.",
        )


def invite(
    *, organisation: str, email: str, name: str, role: str, known: bool = False, by: Actor, at: datetime, why: str = ""
) -> str:
    """Gives a person, new or known by their e-mail address, a role; the secret of a link by which they come in.

    The secret is "" for somebody who can sign in already, and for one whose link another organisation gave: a second
    would let whoever has it do what they may do there. known: that such a person is the one who is meant.
    Raises NotAllowed; KnownElsewhere; Refused for a wrong address or role.
    """
    check_moment(at)
    check(by, Permission.MANAGE_PEOPLE, organisation)
    email = _address(email)
    with transaction.atomic():
        person = models.Person.objects.filter(email=email).first()
        if person is None:
            person = models.Person(email=email, name=name.strip()[:200] or email)
            person.set_unusable_password()
            person.save()
            _log("invite", person, organisation, None, {"email": email, "name": person.name}, by, at, why)
        theirs = models.Membership.objects.filter(person=person)
        elsewhere = not by.everything and theirs.exclude(organisation__code=organisation).exists()
        if elsewhere and not known:
            raise KnownElsewhere(email)
        give_role(organisation=organisation, person=person.pk, role=role, by=by, at=at, why=why)
        if person.last_login or elsewhere:
            return ""
        _log("give_link", person, organisation, None, {"purpose": "invite"}, by, at, why)
        return issue(person, purpose="invite", at=at)


def give_role(*, organisation: str, person: int, role: str, by: Actor, at: datetime, why: str = "") -> None:
    """Gives a person a role in an organisation. Having it already is no fault."""
    check_moment(at)
    check(by, Permission.MANAGE_PEOPLE, organisation)
    if role not in ROLES:
        raise Refused(f"“{role}” is not a role.", what_to_do="The roles are: " + ", ".join(ROLES) + ".")
    with transaction.atomic():
        where = _organisation(organisation)
        who = _person(person)
        membership, new = models.Membership.objects.get_or_create(
            person=who, organisation=where, role=role, ended_at=None, defaults={"begun_at": at}
        )
        if new:
            _log("give_role", membership, organisation, None, {"person": who.name, "role": role}, by, at, why)


def end_role(*, organisation: str, membership: int, by: Actor, at: datetime, why: str = "") -> None:
    """Ends a role. The last administrator of an organisation stays one: somebody has to let others in."""
    check_moment(at)
    check(by, Permission.MANAGE_PEOPLE, organisation)
    with transaction.atomic():
        in_force = models.Membership.objects.select_for_update().filter(organisation__code=organisation, ended_at=None)
        held = {row.pk: row for row in in_force.select_related("person")}
        row = held.get(membership)
        if row is None:
            raise Refused("That role was ended already.", what_to_do="There is nothing to do.")
        others = [one for one in held.values() if one.role == "administrator" and one.pk != row.pk]
        if row.role == "administrator" and not others and not by.everything:
            raise Refused(
                f"{row.person.name} is the only administrator of this organisation.",
                what_to_do="Make somebody else an administrator first.",
            )
        row.ended_at = at
        row.save(update_fields=["ended_at"])
        _log("end_role", row, organisation, {"person": row.person.name, "role": row.role}, None, by, at, why)


def way_back_in(*, organisation: str, person: int, by: Actor, at: datetime, why: str = "") -> str:
    """The secret of a link by which somebody who lost their password or second factor comes in and sets new ones.

    Only for members of the organisation, and never for somebody who is an administrator elsewhere too.
    """
    check_moment(at)
    check(by, Permission.MANAGE_PEOPLE, organisation)
    with transaction.atomic():
        who = _person(person)
        held = models.Membership.objects.filter(person=who, ended_at=None).select_related("organisation")
        if organisation not in {row.organisation.code for row in held}:
            raise Refused("There is no such person in this organisation.", what_to_do="Choose one from the list.")
        elsewhere = {row.organisation.name for row in held if row.organisation.code != organisation}
        if elsewhere and not by.everything:
            raise Refused(
                f"{who.name} also works for {', '.join(sorted(elsewhere))}.",
                what_to_do="Only the operator of this installation can let them in again.",
            )
        _log("way_back_in", who, organisation, None, None, by, at, why)
        return issue(who, purpose="recover", at=at)


def set_active(*, organisation: str, person: int, active: bool, by: Actor, at: datetime, why: str = "") -> None:
    """Lets somebody sign in, or no longer. Only the operator may where they work for several organisations."""
    check_moment(at)
    check(by, Permission.MANAGE_PEOPLE, organisation)
    with transaction.atomic():
        who = _person(person)
        held = set(
            models.Membership.objects.filter(person=who, ended_at=None).values_list("organisation__code", flat=True)
        )
        if held != {organisation} and not by.everything:
            raise Refused(f"{who.name} does not work for this organisation alone.", what_to_do="End their role here.")
        if who.is_active != active:
            who.is_active = active
            who.save(update_fields=["is_active"])
            _log("set_active", who, organisation, {"active": not active}, {"active": active}, by, at, why)


def the_owner(*, name: str) -> models.Person:
    """The laptop's owner, made at the first start."""
    with transaction.atomic():
        person, new = models.Person.objects.get_or_create(owner=True, defaults={"name": name[:200]})
        if new:
            person.set_unusable_password()
            person.save(update_fields=["password"])
        return person


def _address(email: str) -> str:
    email = email.strip().casefold()
    try:
        validate_email(email)
    except ValidationError as no:
        raise Refused(f"“{email}” is not an e-mail address.", what_to_do="Write it as name@council.gov.uk.") from no
    return email


def _organisation(code: str) -> models.Organisation:
    found = models.Organisation.objects.filter(code=code).first()
    if found is None:
        raise Refused("There is no such organisation here.", what_to_do="Add it first.")
    return found


def _person(number: int) -> models.Person:
    found = models.Person.objects.select_for_update().filter(pk=number).first()
    if found is None:
        raise Refused("There is no such person here.", what_to_do="Choose one from the list.")
    return found


def _log(what: str, row: Any, organisation: str, before: Any, after: Any, by: Actor, at: datetime, why: str) -> None:
    kind = row._meta.model_name
    write_log(
        chain=organisation, what=what, kind=kind, key=row.pk, about=f"organisation:{organisation}", before=before,
        after=after, by=by, at=at, why=why,
    )  # fmt: skip
