"""Every read of people, organisations and the log."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from tallystick.councils import models
from tallystick.councils.actions.logging import entry_of
from tallystick.councils.actions.permitting import check
from tallystick.councils.rules.actors import NOBODY, Actor
from tallystick.councils.rules.chain import Fault, verify
from tallystick.councils.rules.permissions import ROLES, Permission, organisations_where

AT_A_TIME = 2000


def actor_of(person: Any, *, via: str = "site") -> Actor:
    """Who is asking, from whom the door found. NOBODY for somebody who is not signed in or not let in any more."""
    if not isinstance(person, models.Person) or not person.is_active:
        return NOBODY
    held = models.Membership.objects.filter(person=person, ended_at=None)
    return Actor(
        name=person.name or person.email or "somebody",
        person=person.pk,
        memberships=frozenset(held.values_list("organisation__code", "role")),
        everything=person.owner,
        via=via,
    )


def person_by_email(email: str) -> models.Person | None:
    """The person with this address who may sign in, or None."""
    return models.Person.objects.filter(email=email.strip().casefold(), is_active=True).first()


def person_by_number(number: int) -> models.Person | None:
    """The person with this number who may sign in, or None."""
    return models.Person.objects.filter(pk=number, is_active=True).first()


def owner_number() -> int | None:
    """The number of a laptop's owner as a person; None before the first start, and in a team's record."""
    return models.Person.objects.filter(owner=True, is_active=True).values_list("pk", flat=True).first()


def organisations(*, by: Actor, permission: Permission = Permission.READ) -> list[models.Organisation]:
    """Organisations in which `by` has a permission, by name."""
    rows = models.Organisation.objects.all()
    if not by.everything:
        rows = rows.filter(code__in=organisations_where(by, permission))
    return list(rows)


def organisation(code: str) -> models.Organisation | None:
    """The organisation with this code that keeps a register here, or None."""
    return models.Organisation.objects.filter(code=code).first()


@dataclass(frozen=True)
class Member:
    """A person's place in an organisation. `roles`: (membership's number, role's name). `signed_in`: ever."""

    person: int
    name: str
    email: str
    active: bool
    signed_in: datetime | None
    roles: tuple[tuple[int, str], ...]


def members(*, organisation: str, by: Actor) -> list[Member]:
    """People who hold a role in an organisation, by name. Raises NotAllowed unless `by` manages people there."""
    check(by, Permission.MANAGE_PEOPLE, organisation)
    rows = models.Membership.objects.filter(organisation__code=organisation, ended_at=None).select_related("person")
    people: dict[int, list[Any]] = {}
    for row in rows.order_by("person__name", "person_id", "id"):
        people.setdefault(row.person_id, []).append(row)
    return [
        Member(
            held[0].person_id,
            held[0].person.name,
            held[0].person.email or "",
            held[0].person.is_active,
            held[0].person.last_login,
            tuple((row.pk, ROLES[row.role].name) for row in held),
        )
        for held in people.values()
    ]


def who_hears(*, organisation: str, by: Actor) -> int | None:
    """The number of whoever was named to hear of what nobody owns there. Raises NotAllowed."""
    check(by, Permission.MANAGE_PEOPLE, organisation)
    return models.Organisation.objects.filter(code=organisation).values_list("unowned_to_id", flat=True).first()


@dataclass(frozen=True)
class Place:
    """An organisation that a person works for, with the names of their roles there."""

    code: str
    name: str
    roles: tuple[str, ...]


def places(*, by: Actor) -> list[Place]:
    """The organisations in which `by` holds a role, by name."""
    names = dict(models.Organisation.objects.filter(code__in=by.organisations).values_list("code", "name"))
    found = [
        Place(code, name, tuple(role.name for role in ROLES.values() if role.code in by.roles_in(code)))
        for code, name in names.items()
    ]
    return sorted(found, key=lambda place: place.name.casefold())


def tokens(*, by: Actor) -> list[models.Token]:
    """The tokens of whoever asks that were not ended, newest first; those that have run out are among them."""
    return list(models.Token.objects.filter(person_id=by.person or 0, ended_at=None).order_by("-id"))


def colleagues(*, organisation: str, by: Actor) -> list[tuple[int, str]]:
    """(number, name) of those who may be named as an owner or sponsor in an organisation. Raises NotAllowed.

    On a laptop its owner is one of them, whatever the organisation.
    """
    check(by, Permission.READ, organisation)
    held = models.Membership.objects.filter(organisation__code=organisation, ended_at=None, person__is_active=True)
    found = set(held.exclude(role="sector").values_list("person_id", "person__name"))
    found |= set(models.Person.objects.filter(owner=True, is_active=True).values_list("pk", "name"))
    return sorted(found, key=lambda one: (one[1].casefold(), one[0]))


def everywhere() -> frozenset[int]:
    """The number of whoever may read every register without a role: a laptop's owner. Nobody where a team's site is."""
    if settings.TALLYSTICK_TEAM:
        return frozenset()
    return frozenset(models.Person.objects.filter(owner=True, is_active=True).values_list("pk", flat=True))


@dataclass(frozen=True)
class Sought:
    """Which entries of a log. text: words found in who, what, why or what it is about. since, until: half-open."""

    about: str = ""
    text: str = ""
    since: datetime | None = None
    until: datetime | None = None


def log(
    *, chain: str, by: Actor, sought: Sought = Sought(), first: int = 0, count: int = 50
) -> tuple[Sequence[models.LogEntry], int]:
    """Entries of one chain, newest first, from `first`, and how many there are. Raises NotAllowed."""
    rows = _log_rows(chain, by, sought)
    return list(rows[first : first + count]), rows.count()


def whole_log(*, chain: str, by: Actor, sought: Sought = Sought()) -> Iterator[models.LogEntry]:
    """All entries of one chain, newest first. Raises NotAllowed."""
    return _log_rows(chain, by, sought).iterator(AT_A_TIME)


def _log_rows(chain: str, by: Actor, sought: Sought) -> QuerySet[models.LogEntry]:
    check(by, Permission.READ_LOG, chain)
    rows = models.LogEntry.objects.filter(chain=chain)
    if sought.about:
        rows = rows.filter(about=sought.about)
    for word in sought.text.split()[:10]:
        rows = rows.filter(
            Q(by__icontains=word) | Q(what__icontains=word) | Q(why__icontains=word) | Q(about__icontains=word)
        )
    if sought.since:
        rows = rows.filter(at__gte=sought.since)
    if sought.until:
        rows = rows.filter(at__lt=sought.until)
    return rows.order_by("-sequence")


def readings(
    *, organisation: str, by: Actor, first: int = 0, count: int = 50
) -> tuple[Sequence[models.AccessEntry], int]:
    """Who read confidential fields of an organisation, newest first, and how many times in all. Raises NotAllowed."""
    check(by, Permission.READ_LOG, organisation)
    rows = models.AccessEntry.objects.filter(organisation=organisation)
    return list(rows[first : first + count]), rows.count()


def end_of(chain: str) -> str:
    """The hash of the last entry of a chain: another for whatever is written. Empty where there is none."""
    return models.Chain.objects.filter(name=chain).values_list("last", flat=True).first() or ""


@dataclass(frozen=True)
class Verified:
    """What was found of one chain. `last`: the hash to keep elsewhere. `fault`: None where it holds."""

    chain: str
    entries: int
    last: str
    fault: Fault | None


def verify_chains(*, expected: dict[str, str] | None = None) -> Iterator[Verified]:
    """Reads every chain from its first entry to its last and says whether it holds, while others may be writing.

    expected: hashes that were kept elsewhere, by chain: each must be the hash of some entry of its chain.
    """
    names = {
        *models.Chain.objects.values_list("name", flat=True),
        *models.LogEntry.objects.order_by().values_list("chain", flat=True).distinct(),
    }
    for name in sorted(names):
        yield _verified(name, (expected or {}).get(name))
    for name in sorted(set(expected or {}) - names):
        yield Verified(name, 0, "", Fault(name, 0, "There is no such chain any more."))


def verify_chain(chain: str, *, by: Actor) -> Verified:
    """Whether one organisation's chain holds. Raises NotAllowed."""
    check(by, Permission.READ_LOG, chain)
    return _verified(chain, None)


def _verified(name: str, kept: str | None) -> Verified:
    # The end as it is now: what is written meanwhile comes after it, and is asked for in one look at both tables.
    end = models.Chain.objects.filter(name=name).first()
    length, last = (end.length, end.last) if end else (0, "")
    rows = models.LogEntry.objects.filter(chain=name)
    entries = (entry_of(row) for row in rows.filter(sequence__lte=length).order_by("sequence").iterator(AT_A_TIME))
    fault = verify(entries, chain=name, length=length, last=last or None)
    noted = models.Chain.objects.filter(name=name).values("length")
    beyond = rows.filter(sequence__gt=Coalesce(Subquery(noted), 0)).order_by("sequence").first()
    if fault is None and beyond is not None:
        fault = Fault(name, beyond.sequence, f"Entry {beyond.sequence} was not written by Tallystick.")
    if fault is None and kept and not rows.filter(hash=kept).exists():
        fault = Fault(name, 0, "No entry has the hash that was kept: the chain is not the one it was.")
    return Verified(name, length, last, fault)
