"""The register in figures above its list: counted for each asking, or for many councils once a minute."""

import hashlib
from dataclasses import dataclass
from datetime import date

from django.core.cache import caches

from tallystick.contracts.queries import register_summary
from tallystick.contracts.queries.register import Asked
from tallystick.contracts.queries.register_summary import Quarter, Summary
from tallystick.councils.rules.actors import Actor

MANY = 10
"""Organisations from which figures are kept for a while: those of fewer are counted in some milliseconds."""
KEPT_SECONDS = 60


@dataclass(frozen=True)
class Figures:
    """kept: they may be up to `KEPT_SECONDS` old."""

    summary: Summary
    quarters: list[Quarter]
    departments: list[str]
    kept: bool = False


def figures(whose: Asked, *, organisations: int, by: Actor, today: date) -> Figures:
    """Those of the contracts that `by` may see. organisations: how many of them are theirs.

    Kept by what somebody may see, so that nobody is shown what was counted for one who may see more.
    """
    if organisations <= MANY or whose.organisation:
        return _counted(whose, by, today, kept=False)
    allowed = f"{whose} {sorted(by.memberships)} {by.everything} {by.person is None} {today}"
    key = "register-" + hashlib.sha256(allowed.encode()).hexdigest()
    found: Figures | None = caches["drawn"].get(key)
    if found is None:
        found = _counted(whose, by, today, kept=True)
        caches["drawn"].set(key, found, KEPT_SECONDS)
    return found


def _counted(whose: Asked, by: Actor, today: date, *, kept: bool) -> Figures:
    return Figures(
        register_summary.summary(whose, by=by, today=today),
        register_summary.ends_by_quarter(whose, by=by, today=today),
        register_summary.departments(whose, by=by, today=today),
        kept,
    )
