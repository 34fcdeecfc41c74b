"""How long before its day something is spoken of, as data. Pure once loaded from warning_days.toml."""

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class WarningDays:
    """See warning_days.toml for each field. mark: how well it was verified, as in docs/rules."""

    source: str
    mark: str
    valid_from: dt.date
    review_by: dt.date
    before_start: int
    before_decision: int
    before_others: int
    impact_months: int


@cache
def warning_days() -> WarningDays:
    """The warning that is given here."""
    said = tomllib.loads(files("tallystick.reference").joinpath("warning_days.toml").read_text(encoding="utf-8"))
    return WarningDays(**said)
