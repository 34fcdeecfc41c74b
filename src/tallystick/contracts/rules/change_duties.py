"""The notices that a change brings, as duties with dates. Pure. docs/rules/changes.md."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from tallystick.contracts.rules.governance import Planned

NAMES = {
    "UK10": "Publish the contract change notice (UK10)",
    "s77": "Publish the contract as modified, or the modification",
    "PCR_modification": "Publish the modification notice",
    "UK7": "Publish the contract details notice (UK7)",
    "UK11": "Publish the contract termination notice (UK11)",
}
LEAD_DAYS = 14
"""Days of warning before such a notice is due."""

_WHO = "Contract manager"


def duties_of(
    notices: Iterable[Mapping[str, Any]], *, ground: str = "", before_change: bool, on: dt.date | None
) -> tuple[Planned, ...]:
    """Those of the check's notices (as `law.changes` writes them in JSON) that have to be published.

    ground: the limb that is relied on. before_change: those that come before the change, else those that follow it.
    on: the day of the change. A notice that comes before it is due on the day before that, at the latest.
    A notice of which it is not known whether it is required is a duty too: to find that out.
    """
    found = [one for one in notices if bool(one["before_change"]) == before_change]
    wanted = [(one, is_required(one, ground)) for one in found]
    return tuple(_planned(one, on, sure=required is True) for one, required in wanted if required is not False)


def required_before(notices: Iterable[Mapping[str, Any]], ground: str = "") -> tuple[str, ...]:
    """Codes of the notices that have to be published before the change is made."""
    return tuple(str(one["code"]) for one in notices if one["before_change"] and is_required(one, ground) is True)


def is_required(notice: Mapping[str, Any], ground: str) -> bool | None:
    """Whether a notice is; None where it turns on something not known.

    PCR 2015 reg 72(3) asks for a notice of a change under reg 72(1)(b) or (c), so that the ground relied on settles it.
    """
    if ground and notice["code"] == "PCR_modification":
        return ground in ("72(1)(b)", "72(1)(c)")
    required: bool | None = notice["required"]
    return required


def name_of(code: str) -> str:
    """What has to be done for a notice of this code."""
    return NAMES.get(code, f"Publish the notice {code}")


def _planned(notice: Mapping[str, Any], on: dt.date | None, *, sure: bool) -> Planned:
    due = dt.date.fromisoformat(notice["due"]) if notice.get("due") else None
    working = ""
    if notice["before_change"]:
        due, working = _day_before(due or on)
    what = name_of(str(notice["code"]))
    mark = str(notice.get("mark") or "")
    rests = f" Mark {mark}." if mark not in ("", "V") else ""
    return Planned(
        code=str(notice["code"]),
        what=what if sure else f"Find out whether this is needed: {what[0].lower()}{what[1:]}",
        due=due,
        every_months=None,
        frequency="",
        who=_WHO,
        lead_days=LEAD_DAYS,
        why=f"{notice['citation']}: {notice['why']}{working}{rests}",
        counted_from=None,
        until=None,
    )


def _day_before(change: dt.date | None) -> tuple[dt.date | None, str]:
    """The last day for what has to come before a change, and how that is come to."""
    if change is None or change == dt.date.min:
        return None, ""
    return change - dt.timedelta(days=1), f" It comes before the change of {change.day} {change:%B %Y}."
