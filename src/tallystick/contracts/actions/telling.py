"""Make the e-mails of a day: to each person one, with all that is new to them. `sending` sends them.

Each is made whole, with its alerts, in one transaction, before any mail server is spoken to. So what was made is sent
whatever happens then, and what was not is made by the next run.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tallystick.contracts import models
from tallystick.contracts.queries.hearing import Hearing, hearing, names
from tallystick.contracts.queries.to_tell import New, ToTell, new_to, to_tell
from tallystick.contracts.rules.telling import whole_round
from tallystick.contracts.rules.telling_words import Item, body, subject
from tallystick.councils.actions import NotAllowed, check_moment, write_log
from tallystick.councils.models import Person
from tallystick.councils.queueing import one_at_a_time
from tallystick.councils.rules.actors import Actor

QUEUE = "alerts"
_AT_A_TIME = 500


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
    """What would be told today to whom; nothing is written. Raises NotAllowed."""
    check_operator(by)
    return to_tell(hearing(today), today=today, whole=_whole(today))


def make_digests(*, site: Site, today: date, by: Actor, at: datetime, say: Callable[[str], None] | None = None) -> Made:
    """Makes what is to be told today and was not. Once in a week that is everything, else what cannot wait until then.

    Raises NotAllowed, Busy.
    """
    check_moment(at)
    check_operator(by)
    whole, everybody = _whole(today), hearing(today)
    found = to_tell(everybody, today=today, whole=whole)
    emails = alerts = 0
    for number, (person, dates) in enumerate(sorted(found.people.items()), 1):
        count = _make(person, dates, everybody, site, today=today, whole=whole, at=at)
        emails, alerts = emails + bool(count), alerts + count
        if say and number % 50 == 0:
            say(f"{number} of {len(found.people)} e-mails made")
    made = Made(emails, alerts, found.nobody)
    _gone_through(made, today, whole=whole, by=by, at=at)
    return made


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


def _make(
    person: int, dates: Sequence[int], everybody: Hearing, site: Site, *, today: date, whole: bool, at: datetime
) -> int:
    """One e-mail with its alerts, and how many these are; 0 where there is nothing to tell, or one of this day."""
    with one_at_a_time(QUEUE):
        if models.Digest.objects.filter(person=person, on=today).exists():
            return 0
        # Looked at again, as somebody may have lost a role since everybody was gone through.
        themselves = hearing(today, person=person)
        new = [
            one
            for one in new_to(person, dates, everybody, today=today, whole=whole)
            if themselves.may(person, one.row.organisation, one.row.kind)
        ]
        if not new:
            return 0
        to, told = Person.objects.get(pk=person), _dates(new)
        items = _items(new, told, site)
        digest = models.Digest.objects.create(
            person=to, address=to.email or "", on=today, message_id=_message_id(site, person, today),
            subject=subject(items), body=body(items, today=today, name=to.name, page=site.duties), made_at=at,
        )  # fmt: skip
        models.Alert.objects.bulk_create([_alert(digest, one, told[one.row.pk]) for one in new], _AT_A_TIME)
        return len(new)


def _dates(new: Sequence[New]) -> dict[int, models.KeyDate]:
    numbers = [one.row.pk for one in new]
    found: dict[int, models.KeyDate] = {}
    for first in range(0, len(numbers), _AT_A_TIME):
        rows = models.KeyDate.objects.select_related("contract", "organisation")
        found |= rows.in_bulk(numbers[first : first + _AT_A_TIME])
    return found


def _items(new: Sequence[New], told: dict[int, models.KeyDate], site: Site) -> list[Item]:
    owners = names(one.row.person or one.row.owner or 0 for one in new if one.telling.escalated)
    return [_item(one, told[one.row.pk], owners, site) for one in new]


def _item(new: New, told: models.KeyDate, owners: dict[int, str], site: Site) -> Item:
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
        escalated=new.telling.escalated,
        unowned=new.telling.unowned,
        owner=owners.get(new.row.person or new.row.owner or 0, ""),
        link=site.contract(new.row.contract),
    )


def _alert(digest: models.Digest, new: New, told: models.KeyDate) -> models.Alert:
    return models.Alert(
        digest=digest, person_id=new.telling.person, contract_id=new.row.contract, key=new.row.key,
        due=told.due.isoformat() if told.due else "", stage=new.telling.stage, turn=new.turn, what=told.what,
        why=told.why,
    )  # fmt: skip


def _message_id(site: Site, person: int, today: date) -> str:
    """The same for the same person and day of one installation, whoever works it out."""
    digest = hashlib.blake2b(f"{site.address} {person} {today}".encode(), digest_size=12).hexdigest()
    domain = site.sender.rpartition("@")[2].strip("<> ") or "localhost"
    return f"<dates.{today:%Y%m%d}.{digest}@{domain}>"
