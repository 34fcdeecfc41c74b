"""Make the e-mails of a day: to each person one, with all that is new to them. `sending` sends them.

Each is made whole, with its alerts, in one transaction, before any mail server is spoken to. So what was made is sent
whatever happens then, and what was not is made by the next run.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, islice

from tallystick.contracts import models
from tallystick.contracts.queries.hearing import Hearing, hearing
from tallystick.contracts.queries.key_date_facts import may_be_told
from tallystick.contracts.queries.to_tell import New, ToTell, new_to, to_tell
from tallystick.contracts.rules.key_dates import PAPERS
from tallystick.contracts.rules.telling import whole_round
from tallystick.contracts.rules.telling_words import Item, body, subject
from tallystick.councils.actions import NotAllowed, check_moment, write_log
from tallystick.councils.models import Person
from tallystick.councils.queueing import one_at_a_time
from tallystick.councils.rules.actors import Actor

QUEUE = "alerts"
_AT_A_TIME = 500
_PEOPLE, _DATES = 50, 5000
"""As many as are made in one transaction."""


@dataclass(frozen=True)
class Site:
    """Where the site is, as people reach it, and from what address its e-mails come."""

    address: str
    sender: str

    def contract(self, number: int) -> str:
        """A contract's own page."""
        return f"{self.address}/contracts/{number}/dates/"

    @property
    def duties(self) -> str:
        """All that is somebody's."""
        return f"{self.address}/calendar/"


@dataclass(frozen=True)
class Made:
    """emails, alerts: how many were made now. nobody: how many key dates there are that nobody may be told of."""

    emails: int
    alerts: int
    nobody: int


def planned(*, today: date, by: Actor) -> ToTell:
    """What would be told today to whom, of dates as they were last worked out. Writes nothing. Raises NotAllowed."""
    check_operator(by)
    return to_tell(hearing(today), today=today, whole=_whole(today))


@dataclass(frozen=True)
class Would:
    """What one person would be told: each key date, with the stage at which it is told."""

    person: Person
    dates: tuple[tuple[models.KeyDate, str], ...]


def in_full(found: ToTell, *, today: date) -> Iterator[Would]:
    """What `planned` found, a person after another: nothing is written."""
    whole, everybody = _whole(today), hearing(today)
    for some in _batches(found.people):
        new: dict[int, list[New]] = defaultdict(list)
        for one in new_to(some, chain(*some.values()), everybody, today=today, whole=whole):
            new[one.telling.person].append(one)
        told, people = _dates(chain(*new.values())), Person.objects.in_bulk(list(new))
        for number in sorted(new):
            dates = tuple((told[one.row.pk], one.telling.stage) for one in new[number])
            yield Would(people[number], dates)


def make_digests(*, site: Site, today: date, by: Actor, at: datetime, say: Callable[[str], None] | None = None) -> Made:
    """Makes what is to be told today and was not. Once in a week that is everything, else what cannot wait until then.

    Raises NotAllowed, Busy.
    """
    check_moment(at)
    check_operator(by)
    whole, everybody = _whole(today), hearing(today)
    found = to_tell(everybody, today=today, whole=whole)
    emails = alerts = 0
    for some in _batches(found.people):
        made = _make(some, everybody, site, today=today, whole=whole, at=at)
        emails, alerts = emails + len(made), alerts + sum(made)
        if say:
            say(f"{emails:,} of {len(found.people):,} e-mails made")
    done = Made(emails, alerts, found.nobody)
    _gone_through(done, today, whole=whole, by=by, at=at)
    return done


def check_operator(by: Actor) -> None:
    """Raises NotAllowed unless `by` runs this installation: what is sent goes to people of every organisation."""
    if not by.everything:
        raise NotAllowed(
            "Only the operator of this installation has alerts sent.",
            what_to_do="They type: tallystick --as operator duties send.",
        )


def _whole(today: date) -> bool:
    return whole_round(today, set(models.Round.objects.filter(whole=True).values_list("on", flat=True)))


def _gone_through(made: Made, today: date, *, whole: bool, by: Actor, at: datetime) -> None:
    with one_at_a_time(QUEUE):
        row, new = models.Round.objects.get_or_create(on=today, defaults={"whole": whole, "made_at": at})
        if not new and whole and not row.whole:
            row.whole, row.made_at = True, at
            row.save(update_fields=["whole", "made_at"])
        if new or made.emails:
            after = {"on": today.isoformat(), "whole": whole, **vars(made)}
            write_log(chain="", what="make_alerts", kind="round", key=row.pk, after=after, by=by, at=at)


def _batches(people: dict[int, list[int]]) -> Iterator[dict[int, list[int]]]:
    """People with their key dates, as many as make a transaction of a sensible size."""
    some: dict[int, list[int]] = {}
    for person in sorted(people):
        some[person] = people[person]
        if len(some) >= _PEOPLE or sum(map(len, some.values())) >= _DATES:
            yield some
            some = {}
    if some:
        yield some


def _make(
    people: dict[int, list[int]], everybody: Hearing, site: Site, *, today: date, whole: bool, at: datetime
) -> list[int]:
    """Their e-mails with their alerts, none for those who have one of this day; how many alerts are in each."""
    with one_at_a_time(QUEUE):
        there = models.Digest.objects.filter(on=today, person__in=people).values_list("person_id", flat=True)
        waiting = {person: dates for person, dates in people.items() if person not in set(there)}
        # Looked at again, as somebody may have lost a role since everybody was gone through.
        themselves = hearing(today, among=waiting)
        new: dict[int, list[New]] = defaultdict(list)
        for one in new_to(waiting, chain(*waiting.values()), everybody, today=today, whole=whole):
            if themselves.may(one.telling.person, one.row.organisation, one.row.kind):
                new[one.telling.person].append(one)
        told, named = _dates(chain(*new.values())), _names(new)
        digests = [
            _digest(named.people[person], _items(new[person], told, named, site), site, today, at)
            for person in sorted(new)
        ]
        models.Digest.objects.bulk_create(digests)
        alerts = (_alert(made, one, told[one.row.pk]) for made in digests for one in new[made.person_id])
        models.Alert.objects.bulk_create(alerts, _AT_A_TIME)
        return [len(new[made.person_id]) for made in digests]


def _digest(to: Person, items: list[Item], site: Site, today: date, at: datetime) -> models.Digest:
    return models.Digest(
        person=to, address=to.email or "", on=today, message_id=_message_id(site, to.pk, today), subject=subject(items),
        body=body(items, today=today, name=to.name, page=site.duties), made_at=at,
    )  # fmt: skip


@dataclass(frozen=True)
class _Named:
    """people: by number. owners: by number of a key date whose owner no e-mail reaches, who that is."""

    people: dict[int, Person]
    owners: dict[int, int]

    def owner(self, new: New) -> Person | None:
        """Whose it is that somebody else is told of, where anybody's."""
        return self.people.get(new.telling.escalated_from or self.owners.get(new.row.pk) or 0)


def _names(new: dict[int, list[New]]) -> _Named:
    """Those who are told, and those whose it is that others are told of."""
    everything = [one for some in new.values() for one in some]
    unowned = [one.row for one in everything if one.telling.unowned]
    may = may_be_told({row.organisation for row in unowned})
    owners = {}
    for row in unowned:
        reading = (may.paper_readers if row.kind in PAPERS else may.readers)(row.organisation)
        if owner := next((who for who in (row.person, row.owner) if who in reading), None):
            owners[row.pk] = owner
    above = {one.telling.escalated_from or 0 for one in everything}
    return _Named(Person.objects.in_bulk({*new, *above, *owners.values()}), owners)


def _dates(new: Iterable[New]) -> dict[int, models.KeyDate]:
    waiting = iter({one.row.pk for one in new})
    found: dict[int, models.KeyDate] = {}
    while some := list(islice(waiting, _AT_A_TIME)):
        found |= models.KeyDate.objects.select_related("contract", "organisation").in_bulk(some)
    return found


def _items(new: list[New], told: dict[int, models.KeyDate], named: _Named, site: Site) -> list[Item]:
    return [_item(one, told[one.row.pk], named, site) for one in new]


def _item(new: New, told: models.KeyDate, named: _Named, site: Site) -> Item:
    owner = named.owner(new)
    return Item(
        contract=str(told.contract),
        organisation=told.organisation.name,
        suppliers=told.contract.supplier_label,
        what=told.what,
        why=told.why,
        due=told.due,
        takes_effect=told.takes_effect,
        last_safe_start=told.last_safe_start,
        stage=new.telling.stage,
        unowned=new.telling.unowned,
        owner=owner.name if owner else "",
        owner_has_address=bool(owner and owner.email),
        link=site.contract(new.row.contract),
    )


def _alert(digest: models.Digest, new: New, told: models.KeyDate) -> models.Alert:
    return models.Alert(
        digest=digest, person_id=new.telling.person, contract_id=new.row.contract, key=new.row.key,
        due=told.due.isoformat() if told.due else "", stage=new.telling.stage, turn=new.turn, what=told.what,
        why=told.why, takes_effect=told.takes_effect, number=told.pk,
    )  # fmt: skip


def _message_id(site: Site, person: int, today: date) -> str:
    """The same for the same person and day of one installation, whoever works it out."""
    digest = hashlib.blake2b(f"{site.address} {person} {today}".encode(), digest_size=12).hexdigest()
    domain = site.sender.rpartition("@")[2].strip("<> ") or "localhost"
    return f"<dates.{today:%Y%m%d}.{digest}@{domain}>"
