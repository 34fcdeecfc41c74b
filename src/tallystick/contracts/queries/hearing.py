"""Who may be told of what has to be done in each organisation, as things stand now."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from tallystick.contracts import models
from tallystick.contracts.rules.key_dates import PAPERS
from tallystick.contracts.rules.telling import REST_DAYS, Answerable, may_be_told
from tallystick.councils.models import Membership, Organisation, Person
from tallystick.councils.queries import everywhere
from tallystick.councils.rules.permissions import ROLES, Permission


@dataclass(frozen=True)
class Hearing:
    """Numbers of people by number of organisation. Each may sign in, and has an address that takes e-mail.

    readers, of_papers: who may read the register there, and its papers. everywhere: a laptop's owner.
    unowned_to: whom the organisation named, whether they may be told or not. administrator: the longest so.
    """

    readers: dict[int, frozenset[int]]
    of_papers: dict[int, frozenset[int]]
    everywhere: frozenset[int]
    unowned_to: dict[int, int]
    administrator: dict[int, int]

    @property
    def everybody(self) -> frozenset[int]:
        """All who may be told of anything anywhere."""
        return self.everywhere.union(*self.readers.values())

    def may(self, person: int | None, organisation: int, kind: str) -> int | None:
        """`person`, where they may be told of a key date of that kind there; else None."""
        if person is None:
            return None
        known = (self.of_papers if kind in PAPERS else self.readers).get(organisation, frozenset())
        return person if person in known or person in self.everywhere else None

    def answerable(
        self, *, person: int | None, owner: int | None, sponsor: int | None, organisation: int, kind: str
    ) -> Answerable:
        """Those who answer for a key date that is `person`'s, or else its contract's `owner`'s."""
        return Answerable(
            owner=self.may(person, organisation, kind) or self.may(owner, organisation, kind),
            sponsor=self.may(sponsor, organisation, kind),
            unowned_to=self.may(self.unowned_to.get(organisation), organisation, kind),
            administrator=self.may(self.administrator.get(organisation), organisation, kind),
        )


def hearing(today: date, *, among: Collection[int] | None = None) -> Hearing:
    """Who may be told in every organisation; with `among`, of these people alone, as they stand at this moment."""
    people = Person.objects.filter(is_active=True, email__isnull=False).exclude(email="")
    if among is not None:
        people = people.filter(pk__in=among)
    resting = _given_up(today)
    reached = {pk for pk, email in people.values_list("pk", "email") if (pk, email or "") not in resting}
    readers: dict[int, set[int]] = defaultdict(set)
    of_papers: dict[int, set[int]] = defaultdict(set)
    administrator: dict[int, int] = {}
    held = Membership.objects.filter(ended_at=None)
    if among is not None:
        held = held.filter(person__in=among)
    for who, where, role in held.order_by("begun_at", "pk").values_list("person_id", "organisation_id", "role"):
        if who not in reached or role not in ROLES:
            continue
        if Permission.READ in ROLES[role].permissions:
            readers[where].add(who)
        if Permission.READ_PAPERS in ROLES[role].permissions:
            of_papers[where].add(who)
        if role == "administrator":
            administrator.setdefault(where, who)
    named = Organisation.objects.exclude(unowned_to=None).values_list("pk", "unowned_to_id")
    return Hearing(
        _frozen(readers), _frozen(of_papers),
        everywhere() & reached,
        {where: who for where, who in named if who is not None}, administrator,
    )  # fmt: skip


def _frozen(found: dict[int, set[int]]) -> dict[int, frozenset[int]]:
    return {where: frozenset(who) for where, who in found.items()}


def _given_up(today: date) -> set[tuple[int, str]]:
    """(person, address) to which nothing is sent for now, as the mail server would not take it."""
    refused: dict[tuple[int, str], list[date]] = defaultdict(list)
    lately = models.Digest.objects.filter(state="refused", on__gt=today - timedelta(days=REST_DAYS))
    for who, address, on in lately.values_list("person_id", "address", "on"):
        refused[who, address].append(on)
    return {to for to, days in refused.items() if not may_be_told(days, today)}
