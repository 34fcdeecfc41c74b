"""Days by which the law wants something done, as dated data. Pure once loaded from deadlines.toml."""

import datetime as dt
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Counting = Literal["from_day", "next_day", "none"]


@dataclass(frozen=True)
class Rule:
    """One deadline: see deadlines.toml for each field. earliest: the first day that sets it off.

    days and months are None where the law names none, or where it takes facts to know (participation, tender).
    """

    code: str
    name: str
    regime: str
    sets_off: str
    counting: Counting
    citation: str
    mark: str
    earliest: dt.date
    earliest_wales: dt.date | None = None
    source_wales: str = ""
    days: int | None = None
    light_touch_days: int | None = None
    months: int | None = None
    begins: tuple[str, ...] = ()
    above_pounds: int | None = None
    above_what: str = ""
    needed: bool = False
    not_kinds: tuple[str, ...] = ()
    not_nations: dict[str, str] = field(default_factory=dict)
    strict: bool = False
    unsettled_nations: tuple[str, ...] = ()
    unsettled_mark: str = "?"
    uncertain_nations: tuple[str, ...] = ()
    below_threshold: str = ""
    below_threshold_from: int | None = None
    below_threshold_citation: str = ""
    publish_before: bool = False
    same_as: str = ""
    same_as_mark: str = ""
    why: str = ""


@dataclass(frozen=True)
class StandstillPeriods:
    """How long a standstill is: working days under the Procurement Act, days under the PCR."""

    source: str
    pa_working_days: int
    pcr_electronic_days: int
    pcr_other_days: int
    pcr_received_days: int


@dataclass(frozen=True)
class TenderPeriods:
    """Days for tendering: both electronic and with all documents at once, one of those, neither; or the short one."""

    both_days: int
    one_days: int
    neither_days: int
    short_days: int


@dataclass(frozen=True)
class ParticipationPeriods:
    """Days for asking to take part."""

    days: int
    urgent_days: int


@dataclass(frozen=True)
class PaymentsScope:
    """Which contracts s.70 is for. basis: `procurement` (begun since that day) or `award` (under the Act)."""

    basis: Literal["procurement", "award"]
    since: dt.date
    mark: str
    source: str


@dataclass(frozen=True)
class Deadlines:
    """All of them. rules: by code, a second name for one (`UK8` for `s70`) among them."""

    rules: dict[str, Rule]
    standstill: StandstillPeriods
    participation: ParticipationPeriods
    tender: TenderPeriods
    payments_scope: PaymentsScope
    source: str
    valid_from: dt.date
    review_by: dt.date


@cache
def deadlines() -> Deadlines:
    """Those of deadlines.toml."""
    said = tomllib.loads(files("tallystick.reference").joinpath("deadlines.toml").read_text(encoding="utf-8"))
    rules = [_rule(one) for one in said["deadline"]]
    return Deadlines(
        rules={name: rule for rule in rules for name in (rule.code, rule.same_as) if name},
        standstill=StandstillPeriods(**said["standstill"]),
        participation=ParticipationPeriods(**said["participation"]),
        tender=TenderPeriods(**said["tender"]),
        payments_scope=PaymentsScope(**said["payments_scope"]),
        source=said["source"],
        valid_from=said["valid_from"],
        review_by=said["review_by"],
    )


def _rule(said: dict[str, Any]) -> Rule:
    read: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in said.items()}
    return Rule(**read)
