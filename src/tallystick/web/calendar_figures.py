"""A calendar's months in figures: counted for each asking, or for many councils once a minute."""

import hashlib
from dataclasses import dataclass
from datetime import date

from django.core.cache import caches

from tallystick.contracts.queries.calendar import any_day, calendar
from tallystick.contracts.queries.key_dates import DatesAsked
from tallystick.contracts.rules.calendar_months import Calendar
from tallystick.councils.rules.actors import Actor
from tallystick.web.contract_figures import KEPT_SECONDS, MANY


@dataclass(frozen=True)
class Figures:
    """kept: they may be up to `KEPT_SECONDS` old."""

    calendar: Calendar
    kept: bool


def figures(asked: DatesAsked, *, organisations: int, by: Actor, today: date) -> Figures:
    """Of the key dates that fit, whatever their day, and that `by` may be told of. organisations: how many are theirs.

    Kept by what somebody may see, so that nobody is shown what was counted for one who may see more.
    """
    asked = any_day(asked)
    if organisations <= MANY or asked.organisation or asked.person is not None:
        return Figures(calendar(by, asked, today=today), kept=False)
    allowed = f"{asked} {sorted(by.memberships)} {by.everything} {today}"
    key = "calendar-" + hashlib.sha256(allowed.encode()).hexdigest()
    found: Calendar | None = caches["drawn"].get(key)
    if found is None:
        found = calendar(by, asked, today=today)
        caches["drawn"].set(key, found, KEPT_SECONDS)
    return Figures(found, kept=True)
