"""People, contracts and key dates, put straight into the record, and the days on which they are told."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from tallystick.contracts import models
from tallystick.contracts.actions.sending import Sent, send_digests
from tallystick.contracts.actions.telling import Made, Site, make_digests
from tallystick.councils.models import Membership, Organisation, Person
from tallystick.councils.rules.actors import owner

OPERATOR = owner("Operator")
SITE = Site("https://register.council.example", "tallystick@council.example")
MONDAY = date(2027, 5, 3)
"""A day on which everybody is told."""


def at(day: date) -> datetime:
    return datetime.combine(day, time(6), UTC)


def days(n: int, since: date = MONDAY) -> date:
    return since + timedelta(days=n)


def council(code: str = "GB-LAE-AAA", **values: Any) -> Organisation:
    return Organisation.objects.get_or_create(code=code, defaults={"name": f"Council {code}", **values})[0]


def person(name: str, role: str = "contract_manager", *, where: Organisation | None = None, **values: Any) -> Person:
    made: Person = Person.objects.create(
        **{"name": name.capitalize(), "email": f"{name}@council.example", "password": "!", **values}
    )
    if role:
        give(made, role, where or council())
    return made


def give(who: Person, role: str, where: Organisation, since: date = date(2026, 1, 1)) -> Membership:
    return Membership.objects.create(person=who, organisation=where, role=role, begun_at=at(since))


def leave(who: Person) -> None:
    Membership.objects.filter(person=who, ended_at=None).update(ended_at=at(MONDAY))


def contract(where: Organisation | None = None, **values: Any) -> models.Contract:
    return models.Contract.objects.create(**{"organisation": where or council(), "title": "Housing system", **values})


def key_date(of: models.Contract, **values: Any) -> models.KeyDate:
    said: dict[str, Any] = {
        "contract": of, "organisation": of.organisation, "kind": "extension", "key": "extension:1",
        "what": "Extend or let it end", "due": days(60), "warn": days(-1), "person": of.owner,
    }  # fmt: skip
    return models.KeyDate.objects.create(**{**said, **values})


def move(row: models.KeyDate, **values: Any) -> None:
    models.KeyDate.objects.filter(pk=row.pk).update(**values)


def make(day: date = MONDAY) -> Made:
    return make_digests(site=SITE, today=day, by=OPERATOR, at=at(day))


def send(day: date = MONDAY) -> Sent:
    return send_digests(by=OPERATOR, at=at(day))


def told(day: date | None = None) -> list[tuple[str, str, str]]:
    """(to whom, key, stage) of every alert in order; of those of one day's e-mails alone."""
    rows = models.Alert.objects.order_by("pk")
    if day:
        rows = rows.filter(digest__on=day)
    return [(row.person.name.casefold(), row.key, row.stage) for row in rows.select_related("person")]
