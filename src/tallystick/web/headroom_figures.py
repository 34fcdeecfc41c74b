"""What is left over a portfolio, in figures: counted for each asking, or for many councils once a minute."""

import hashlib
from dataclasses import dataclass
from datetime import date

from django.core.cache import caches

from tallystick.contracts.queries.headroom import Asked, Totals, totals
from tallystick.councils.rules.actors import Actor
from tallystick.web.contract_figures import KEPT_SECONDS, MANY


@dataclass(frozen=True)
class Figures:
    """kept: they may be up to `KEPT_SECONDS` old."""

    totals: Totals
    kept: bool


def figures(asked: Asked, *, organisations: int, by: Actor, today: date) -> Figures:
    """Those of the contracts that fit and that `by` may see. organisations: how many of them are theirs.

    Kept by what somebody may see, so that nobody is shown what was counted for one who may see more.
    """
    if organisations <= MANY or asked.organisation:
        return Figures(totals(asked, by=by, today=today), kept=False)
    allowed = f"{asked} {sorted(by.memberships)} {by.everything} {today}"
    key = "headroom-" + hashlib.sha256(allowed.encode()).hexdigest()
    found: Totals | None = caches["drawn"].get(key)
    if found is None:
        found = totals(asked, by=by, today=today)
        caches["drawn"].set(key, found, KEPT_SECONDS)
    return Figures(found, kept=True)
