"""A world of contracts that people change every day, and an oracle that says, the slow way, who has to be told what.

The oracle knows nothing of `rules.telling`: it is written from docs/rules/alerts.md. Of the record it reads only which
e-mails were made, and which of them nobody can have read.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from tallystick.contracts import models
from tallystick.councils.models import Membership, Organisation, Person
from tests.contracts.told import at

DAY = timedelta(days=1)
READERS = ("reader", "contract_manager", "administrator")


@dataclass
class Somebody:
    """A person of one council. since: of their role."""

    row: Person
    council: int
    role: str
    since: date
    member: bool = True
    active: bool = True

    @property
    def number(self) -> int:
        return self.row.pk


@dataclass
class Thing:
    """A key date, with its contract's owner and sponsor. before: the day that it was moved from, if it was."""

    row: models.KeyDate
    contract: int
    council: int
    kind: str
    due: date | None
    warn: date | None
    start: date | None
    owner: int | None
    sponsor: int | None
    before: date | None = None
    settled: bool = False
    gone: bool = False


@dataclass
class World:
    """Councils with people and contracts, in plain lists and in the record alike."""

    chance: Random
    today: date
    people: dict[int, Somebody] = field(default_factory=dict)
    things: list[Thing] = field(default_factory=list)
    unowned_to: dict[int, int | None] = field(default_factory=dict)
    slips: list[tuple[date, Thing]] = field(default_factory=list)

    def found(self, contracts: int) -> None:
        """Three councils with nine people each, and so many contracts with a decision; a third have more."""
        for number in range(3):
            council = Organisation.objects.create(code=f"GB-LAE-{number}", name=f"Council {number}")
            self.unowned_to[council.pk] = None
            for place in range(9):
                self._arrive(council, "administrator" if place < 2 else self.chance.choice(READERS[:2]), place)
            staff = [one.number for one in self.people.values() if one.council == council.pk]
            if number:
                self._name(council.pk, staff[-1])
            rows = models.Contract.objects.bulk_create(
                models.Contract(
                    organisation=council, title=f"Contract {number} {n}",
                    owner_id=self.chance.choice(staff) if self.chance.random() < 0.93 else None,
                    sponsor_id=self.chance.choice(staff) if self.chance.random() < 0.5 else None,
                )
                for n in range(contracts // 3 + (number < contracts % 3))
            )  # fmt: skip
            self._dates(rows)

    def _arrive(self, council: Organisation, role: str, place: int) -> None:
        name = f"Person {council.pk} {place}"
        row = Person.objects.create(name=name, email=f"p{place}@c{council.pk}.example", password="!")
        since = date(2026, 1, 1) + place * DAY
        Membership.objects.create(person=row, organisation=council, role=role, begun_at=at(since))
        self.people[row.pk] = Somebody(row, council.pk, role, since)

    def _dates(self, rows: list[models.Contract]) -> None:
        made = []
        for row in rows:
            made.append(self._date(row, "extension", self.today + self.chance.randrange(20, 1400) * DAY))
            if self.chance.random() < 0.2:
                made.append(self._date(row, "review", self.today + self.chance.randrange(10, 700) * DAY))
            if self.chance.random() < 0.1:
                made.append(self._date(row, "find_out", None))
        for one in models.KeyDate.objects.bulk_create(made):
            of = one.contract
            self.things.append(
                Thing(one, of.pk, of.organisation_id, one.kind, one.due, one.warn, one.last_safe_start, of.owner_id,
                      of.sponsor_id)
            )  # fmt: skip

    def _date(self, of: models.Contract, kind: str, due: date | None) -> models.KeyDate:
        start = due - 100 * DAY if due and kind == "extension" and self.chance.random() < 0.5 else None
        return models.KeyDate(
            contract=of, organisation_id=of.organisation_id, kind=kind, key=f"{kind}:1", what=f"Do {kind}:1", due=due,
            warn=_warn(due, start), last_safe_start=start, person_id=of.owner_id,
        )  # fmt: skip

    # ---- What people do.

    def a_day(self) -> None:
        """Most of what is due is done in time; some dates move, and people come and go."""
        in_time, late = (self.today + 40 * DAY, self.today + 2 * DAY), self.today - 9 * DAY
        for thing in self.things:
            if thing.due in in_time and not thing.gone and not thing.settled:
                if self.chance.random() < 0.8:
                    self.chance.choice((self._settle, self._again, self._again))(thing)
            elif thing.due == late and not thing.gone:
                self._again(thing)
        for when, thing in self.slips:
            if when == self.today and not thing.gone and thing.before:
                self._dated(thing, thing.before)
        for _ in range(self.chance.randrange(4)):
            thing = self.chance.choice(self.things)
            if not thing.gone:
                self.chance.choice((self._move, self._move, self._hand_on, self._end, self._sponsor))(thing)
        if self.chance.random() < 0.06:
            self._people()

    def _settle(self, thing: Thing) -> None:
        thing.settled = True
        self._keep(thing, settled=True)

    def _again(self, thing: Thing) -> None:
        """It renews itself: the next year's decision is under the same key."""
        self._dated(thing, (thing.due or self.today) + 365 * DAY)

    def _move(self, thing: Thing) -> None:
        """To another day, or back to where it was, as somebody sees that they were wrong: some weeks later, mostly."""
        if thing.due:
            moved = thing.due + self.chance.choice((-30, -7, 1, 7, 60, 0)) * DAY
            self._dated(thing, moved)
            if moved > self.today and self.chance.random() < 0.5:
                self.slips.append((self.today + self.chance.randrange(1, 25) * DAY, thing))

    def _dated(self, thing: Thing, due: date) -> None:
        thing.before = thing.due
        thing.due, thing.settled = due, thing.settled and due == thing.due
        thing.start = due - 100 * DAY if thing.start else None
        thing.warn = _warn(due, thing.start)
        self._keep(thing, due=due, warn=thing.warn, last_safe_start=thing.start, settled=thing.settled)

    def _hand_on(self, thing: Thing) -> None:
        staff: list[int | None] = [one.number for one in self.people.values() if one.council == thing.council]
        owner = self.chance.choice([*staff, None])
        models.Contract.objects.filter(pk=thing.contract).update(owner=owner)
        for one in self.things:
            if one.contract == thing.contract:
                one.owner = owner
                self._keep(one, person=owner)

    def _sponsor(self, thing: Thing) -> None:
        staff = [one.number for one in self.people.values() if one.council == thing.council]
        sponsor = self.chance.choice(staff)
        models.Contract.objects.filter(pk=thing.contract).update(sponsor=sponsor)
        for one in self.things:
            if one.contract == thing.contract:
                one.sponsor = sponsor

    def _end(self, thing: Thing) -> None:
        thing.gone = True
        models.KeyDate.objects.filter(pk=thing.row.pk).delete()

    def _keep(self, thing: Thing, **values: object) -> None:
        if not thing.gone:
            models.KeyDate.objects.filter(pk=thing.row.pk).update(**values)

    def _people(self) -> None:
        who = self.chance.choice(list(self.people.values()))
        match self.chance.randrange(3):
            case 0:
                who.member = not who.member
                self._member(who)
            case 1:
                who.active = not who.active
                Person.objects.filter(pk=who.number).update(is_active=who.active)
            case 2:
                self._name(who.council, self.chance.choice([None, who.number]))

    def _name(self, council: int, person: int | None) -> None:
        self.unowned_to[council] = person
        Organisation.objects.filter(pk=council).update(unowned_to=person)

    def _member(self, who: Somebody) -> None:
        if who.member:
            # A day apart, so that who has administered longest is never a matter of chance.
            who.since = self.today
            Membership.objects.create(
                person_id=who.number, organisation_id=who.council, role=who.role, begun_at=at(self.today)
            )
        else:
            Membership.objects.filter(person=who.number, ended_at=None).update(ended_at=at(self.today))


def _warn(due: date | None, start: date | None) -> date | None:
    return (start or due) - (28 if start else 60) * DAY if due else None  # type: ignore[operator]


# ---- Who has to be told what.

Telling = tuple[int, str, str]
"""A key date's number, its day ("" for none), the stage."""


@dataclass
class Oracle:
    """What each person was told, as it ought to be. expected: by person and day of the e-mail, its tellings.

    heard: by key date and person, (day, stage, day of the e-mail), in order. weeks: Mondays of the weeks in which all
    that is new was told.
    """

    world: World
    expected: dict[tuple[int, date], set[Telling]] = field(default_factory=dict)
    heard: dict[tuple[int, int], list[tuple[str, str, date]]] = field(default_factory=dict)
    weeks: set[date] = field(default_factory=set)
    resting: set[tuple[int, date]] = field(default_factory=set)
    lost: set[tuple[int, date]] = field(default_factory=set)

    def to_be_told(self, day: date) -> dict[int, set[Telling]]:
        """What each person has to be told on a day and was not."""
        monday = day - day.weekday() * DAY
        whole, following = monday not in self.weeks, monday + 7 * DAY
        found: dict[int, set[Telling]] = {}
        for thing in self.world.things:
            if thing.gone or thing.settled or (thing.warn and thing.warn > day and thing.due and thing.due >= day):
                continue
            if not whole:
                soonest = min((one for one in (thing.due, thing.start) if one), default=None)
                if soonest is None or soonest >= following:
                    continue
            for person, stage in self._hearers(thing, day):
                said = thing.due.isoformat() if thing.due else ""
                if not self._knows(thing.row.pk, person, said, stage, day):
                    found.setdefault(person, set()).add((thing.row.pk, said, stage))
        return found

    def was_told(self, person: int, day: date, tellings: set[Telling]) -> None:
        """That an e-mail was made."""
        assert (person, day) not in self.expected
        self.expected[person, day] = tellings
        for number, due, stage in tellings:
            self.heard.setdefault((number, person), []).append((due, stage, day))

    def nobody_read(self, person: int, day: date) -> None:
        """That an e-mail was given up or withdrawn: it is as if it had not been made."""
        self.lost.add((person, day))
        for number, due, stage in self.expected[person, day]:
            self.heard[number, person].remove((due, stage, day))

    def _knows(self, number: int, person: int, due: str, stage: str, day: date) -> bool:
        """Going back over what they heard, until another day was told."""
        for was, at_stage, on in reversed(self.heard.get((number, person), [])):
            if (on - day).days > 31:
                continue
            if was != due:
                return False
            if at_stage == stage:
                return True
        return False

    def _hearers(self, thing: Thing, day: date) -> list[tuple[int, str]]:
        if thing.gone or thing.settled:
            return []
        if thing.due and thing.due < day:
            stage = "overdue"
        elif thing.warn and thing.warn > day:
            return []
        else:
            stage = "soon" if thing.due and thing.due <= day + 14 * DAY else "coming"
        sponsor = thing.sponsor if self.may(thing.sponsor, thing.council, day) else None
        named = self.world.unowned_to[thing.council]
        named = named if self.may(named, thing.council, day) else None
        if self.may(thing.owner, thing.council, day):
            assert thing.owner
            hearers = [(thing.owner, stage)]
            above = [one for one in (sponsor, named) if one not in (None, thing.owner)]
            if stage == "overdue" and above:
                hearers.append((above[0] or 0, stage))
            return hearers
        instead = named or sponsor or self._administrator(thing.council, day)
        return [(instead, "overdue" if stage == "overdue" else "unowned")] if instead else []

    def may(self, person: int | None, council: int, day: date) -> bool:
        who = self.world.people.get(person or 0)
        if who is None or not (who.member and who.active and who.council == council):
            return False
        return not any(one == person and 0 <= (day - on).days < 28 for one, on in self.resting)

    def _administrator(self, council: int, day: date) -> int | None:
        for who in sorted(self.world.people.values(), key=lambda one: (one.since, one.number)):
            if who.role == "administrator" and self.may(who.number, council, day):
                return who.number
        return None
