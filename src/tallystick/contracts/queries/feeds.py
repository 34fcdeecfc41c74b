"""Private calendars: one's own, and what one of them tells whoever knows its address, as things stand now."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any

from django.db.models import Max

from tallystick.contracts import models
from tallystick.contracts.choices import FEED_SCOPES
from tallystick.contracts.queries.calendar import without_a_day
from tallystick.contracts.queries.key_dates import DatesAsked, Listed, fitting, key_dates
from tallystick.contracts.rules.calendar_months import last_day
from tallystick.councils import queries as councils
from tallystick.councils.actions.links import digest
from tallystick.councils.models import LogEntry
from tallystick.councils.rules.actors import Actor
from tallystick.councils.rules.permissions import Permission, may

MOST_TO_COME = 2000
MOST_OVERDUE = 200
"""Key dates that one feed tells: the next of those to come, and the latest of those whose day has passed."""
_AT_A_TIME = 900


@dataclass(frozen=True)
class Kept:
    """A feed as its owner sees it. name: their own for it, or what it tells."""

    id: int
    name: str
    whose: str
    made_at: datetime
    last_read_at: datetime | None


@dataclass(frozen=True)
class Feed:
    """A feed in force. actor: whose it is, with the roles that they hold now. salt: of this feed alone, and not its
    secret. organisation: a code.
    """

    id: int
    actor: Actor
    name: str
    whose: str
    scope: str
    organisation: str
    department: str
    salt: str


@dataclass(frozen=True)
class Told:
    """What a feed tells. rows: in order of their day; each has one. changed: by contract, when its key dates last were
    made other than they were. undated: how many have no day. left_out: how many there are beyond the most.

    allowed: False where its owner may not read that register any more, and nothing is told.
    """

    rows: tuple[Listed, ...]
    changed: dict[int, datetime]
    undated: int = 0
    left_out: int = 0
    allowed: bool = True


def feeds(by: Actor) -> list[Kept]:
    """The feeds of whoever asks that are in force, newest first."""
    rows = models.Feed.objects.filter(person=by.person or 0, ended_at=None).select_related("organisation")
    return [
        Kept(row.pk, row.name or _whose(row), _whose(row), row.made_at, row.last_read_at)
        for row in rows.order_by("-pk")
    ]


def feed_of(secret: str) -> Feed | None:
    """The feed that has this secret; None where there is none in force, or its owner's account is closed."""
    rows = models.Feed.objects.select_related("person", "organisation")
    row = rows.filter(digest=digest(secret), ended_at=None, person__is_active=True).first()
    if row is None:
        return None
    return Feed(
        id=row.pk,
        actor=councils.actor_of(row.person),
        name=row.name or _whose(row),
        whose=_whose(row),
        scope=row.scope,
        organisation=row.organisation.code if row.organisation else "",
        department=row.department,
        salt=row.digest[:16],
    )


def told(feed: Feed, *, today: date) -> Told:
    """What the feed tells on a day: nothing of what is settled or gone, nor of what its owner may not read now."""
    by = feed.actor
    if feed.scope != "mine" and not may(by, Permission.READ, feed.organisation):
        return Told((), {}, allowed=False)
    asked = DatesAsked(settled=False, organisation=feed.organisation or None, department=feed.department or None)
    if feed.scope == "mine":
        asked = replace(asked, person=by.person)
    to_come = replace(asked, begins=today, ends=last_day(today))
    coming = key_dates(by, to_come, today=today, sort="due", count=MOST_TO_COME)
    late = key_dates(by, replace(asked, overdue=today), today=today, sort="-due", count=MOST_OVERDUE)
    rows = sorted((*late.rows, *coming.rows), key=lambda row: (row.due, row.contract, row.key))
    return Told(
        rows=tuple(rows),
        changed=_changed({row.contract for row in rows}),
        undated=fitting(by, without_a_day(asked)).count(),
        left_out=coming.total + late.total - len(rows),
    )


def _changed(contracts: Iterable[int]) -> dict[int, datetime]:
    """By contract, the last of: when anything of it was changed, and the day on which its dates were worked out."""
    numbers = sorted(contracts)
    found: dict[int, datetime] = {}
    for first in range(0, len(numbers), _AT_A_TIME):
        some = numbers[first : first + _AT_A_TIME]
        worked_out = models.Reckoned.objects.filter(pk__in=some).values_list("pk", "on")
        found |= {number: datetime.combine(on, time(), tzinfo=UTC) for number, on in worked_out}
        entries = LogEntry.objects.filter(about__in=[f"contract:{number}" for number in some]).order_by()
        for about, at in entries.values_list("about").annotate(at=Max("at")):
            number = int(about.removeprefix("contract:"))
            found[number] = max(at, found.get(number, at))
    return found


def _whose(row: Any) -> str:
    """``What is mine``, ``Leeds City Council``, ``Adult Social Care, Leeds City Council``."""
    if row.scope == "mine" or row.organisation is None:
        return dict(FEED_SCOPES)["mine"]
    return ", ".join(part for part in (row.department, row.organisation.name) if part)
