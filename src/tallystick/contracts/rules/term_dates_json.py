"""The facts of a contract's term from JSON, and its dates to JSON. Pure. docs/reference/contract-dates.md."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from tallystick.contracts.rules.notice_days import UNITS, Notice
from tallystick.contracts.rules.term_dates import (
    AUTHORITY,
    MARK,
    Break,
    Decision,
    Extension,
    Renewal,
    TermDates,
    TermFacts,
)
from tallystick.kit.dates import FIRST_TERM_YEAR, LAST_TERM_YEAR
from tallystick.kit.errors import Refused
from tallystick.kit.wholes import whole_number
from tallystick.law.working_days import NATIONS

KEYS = (
    "today", "nation", "start", "end", "term_months", "extensions", "extension_notice", "break", "end_after",
    "break_notice", "renewal", "renewal_notice", "rolling", "rolling_notice", "framework_end", "lead_time_days",
    "governance_days",
)  # fmt: skip
"""Every key that `facts_from_json` and `today_from_json` read."""

MOST_MONTHS, MOST_DAYS, MOST_TIMES, MOST_EXTENSIONS = 1_200, 36_500, 1_200, 60
_ISO = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_A_DATE = "Write it as 2027-03-31."
_A_NOTICE = 'Write it as {"count": 3, "unit": "months"}, or null where it is not known.'
_A_BREAK = 'Write it as {"on": date}, {"every_months": number} or {"from": date, "to": date}.'


class NotTermFacts(Refused):
    """Something that says nothing about a term, in the key named by `field`."""

    def __init__(self, field: str, reason: str, *, what_to_do: str = "") -> None:
        super().__init__(f"{field}: {reason}", what_to_do=what_to_do)
        self.field = field


def today_from_json(said: Mapping[str, Any]) -> dt.date | None:
    """The day that the facts are asked about, or None where it is left out. Raises NotTermFacts."""
    return _day(said, "today")


def facts_from_json(said: Mapping[str, Any]) -> TermFacts:
    """What `said` tells of a contract's term; a key that is null or left out is not known. Raises NotTermFacts."""
    facts = TermFacts(
        nation=_nation(said),
        start=_day(said, "start"),
        end=_day(said, "end"),
        term_months=_whole(said, "term_months", 1, MOST_MONTHS),
        extensions=_extensions(said.get("extensions")),
        extension_notice=_notice(said, "extension_notice"),
        break_=_break(said.get("break")),
        end_after=_after(said),
        break_notice=_notice(said, "break_notice"),
        renewal=_renewal(said.get("renewal")),
        renewal_notice=_notice(said, "renewal_notice"),
        rolling=_flag("rolling", said.get("rolling")) or False,
        rolling_notice=_notice(said, "rolling_notice"),
        framework_end=_day(said, "framework_end"),
        lead_time_days=_whole(said, "lead_time_days", 0, MOST_DAYS),
        governance_days=_whole(said, "governance_days", 0, MOST_DAYS),
    )
    if facts.start and facts.end and facts.end < facts.start:
        raise NotTermFacts("end", f"{facts.end} is before the start, {facts.start}.", what_to_do="Give the later day.")
    return facts


def to_json(found: TermDates) -> dict[str, Any]:
    """The dates with the keys of `tallystick contracts dates`; dates are `date`, and None is null."""
    return {
        "current_end": found.current_end,
        "latest_end": found.latest_end,
        "earliest_end": found.earliest_end,
        "decisions": [_decision(one) for one in found.decisions],
        "unknown": list(found.unknown),
        "working": list(found.working),
        "warnings": [{"text": one.text, "mark": one.mark} for one in found.warnings],
        "authority": AUTHORITY,
        "mark": MARK,
    }


def strangers(said: Mapping[str, Any]) -> tuple[str, ...]:
    """Keys of `said` that are nothing known here."""
    return tuple(key for key in said if key not in KEYS)


def _decision(one: Decision) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "last_day_to_give_notice": one.last_day_to_give_notice,
        "takes_effect": one.takes_effect,
        "last_safe_start": one.last_safe_start,
        "working": list(one.working),
        "last_day_to_send": one.last_day_to_send,
        "new_end": one.new_end,
        "any_day": one.any_day,
    }


def _nation(said: Mapping[str, Any]) -> Any:
    nation = said.get("nation")
    if nation is not None and nation not in NATIONS:
        raise NotTermFacts("nation", f"{_shown(nation)} is none.", what_to_do=f"It is one of {', '.join(NATIONS)}.")
    return nation


def _day(said: Mapping[str, Any], key: str, within: str = "") -> dt.date | None:
    value = said.get(key)
    if value is None:
        return None
    try:
        day = dt.date.fromisoformat(value) if _ISO.fullmatch(value) else None
    except (TypeError, ValueError):
        day = None
    if day is None:
        raise NotTermFacts(within or key, f"{_shown(value)} is no date.", what_to_do=_A_DATE)
    if not FIRST_TERM_YEAR <= day.year <= LAST_TERM_YEAR:
        between = f"{FIRST_TERM_YEAR} and {LAST_TERM_YEAR}"
        raise NotTermFacts(within or key, f"{value} is not between {between}.", what_to_do=_A_DATE)
    return day


def _whole(said: Mapping[str, Any], key: str, low: int, high: int, within: str = "") -> int | None:
    value = said.get(key)
    if value is None:
        return None
    number = whole_number(value)
    if number is None or not low <= number <= high:
        named = f"{key}: " if within else ""
        raise NotTermFacts(
            within or key,
            f"{named}{_shown(value)} is no whole number from {low} to {high:,}.",
            what_to_do="Give one, or null where it is not known.",
        )
    return number


def _flag(key: str, value: Any, within: str = "") -> bool | None:
    if value is not None and not isinstance(value, bool):
        raise NotTermFacts(
            within or key, f"{_shown(value)} is neither true nor false.", what_to_do="Give one, or null."
        )
    return value


def _object(key: str, value: Any, what_to_do: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise NotTermFacts(key, f"{_shown(value)} is not an object with named keys.", what_to_do=what_to_do)
    return value


def _notice(said: Mapping[str, Any], key: str) -> Notice | None:
    """A notice, or None where it, its count or its unit is not known."""
    if said.get(key) is None:
        return None
    one = _object(key, said[key], _A_NOTICE)
    count, unit = _whole(one, "count", 0, MOST_MONTHS, key), one.get("unit")
    if unit is not None and unit not in UNITS:
        raise NotTermFacts(key, f"{_shown(unit)} is no unit of notice.", what_to_do=f"It is one of {', '.join(UNITS)}.")
    clear = _flag("clear", one.get("clear"), key) or False
    service = _whole(one, "service_days", 0, MOST_MONTHS, key) or 0
    return None if count is None or unit is None else Notice(count, unit, clear, service)


def _after(said: Mapping[str, Any]) -> Notice | None:
    """How long after notice it ends: a notice, or ``{"months": 6}`` or ``{"days": 90}``."""
    one = said.get("end_after")
    for unit in ("months", "days"):
        if isinstance(one, Mapping) and set(one) == {unit}:
            return _notice({"end_after": {"count": one[unit], "unit": unit}}, "end_after")
    return _notice(said, "end_after")


def _extensions(said: Any) -> tuple[Extension, ...]:
    if said is None:
        return ()
    if not isinstance(said, list | tuple) or len(said) > MOST_EXTENSIONS:
        raise NotTermFacts(
            "extensions", f"they are no list of at most {MOST_EXTENSIONS}.", what_to_do="Give an object for each."
        )
    return tuple(_extension(one) for one in said)


def _extension(said: Any) -> Extension:
    one = _object("extensions", said, 'Write each as {"months": 12, "used": false}.')
    months = _whole(one, "months", 1, MOST_MONTHS, "extensions")
    if months is None:
        raise NotTermFacts("extensions", "one has no months.", what_to_do="Say how many months each adds.")
    return Extension(months, _flag("used", one.get("used"), "extensions"))


def _break(said: Any) -> Break | None:
    if said is None:
        return None
    one = _object("break", said, _A_BREAK)
    found = Break(
        on=_day(one, "on", "break"),
        every_months=_whole(one, "every_months", 1, MOST_MONTHS, "break"),
        begins=_day(one, "from", "break"),
        ends=_day(one, "to", "break"),
    )
    ways = [found.on is not None, found.every_months is not None, found.begins is not None or found.ends is not None]
    if sum(ways) != 1 or (found.begins is None) != (found.ends is None):
        raise NotTermFacts("break", "it is not said in one of the three ways.", what_to_do=_A_BREAK)
    if found.begins and found.ends and found.ends < found.begins:
        raise NotTermFacts("break", f"{found.ends} is before {found.begins}.", what_to_do="Give the later day as to.")
    return found


def _renewal(said: Any) -> Renewal | None:
    if said is None:
        return None
    one = _object("renewal", said, 'Write it as {"months": 12, "times": null}.')
    months = _whole(one, "months", 1, MOST_MONTHS, "renewal")
    if months is None:
        raise NotTermFacts("renewal", "it has no months.", what_to_do="Say by how many months it renews itself.")
    return Renewal(months, _whole(one, "times", 0, MOST_TIMES, "renewal"))


def _shown(value: object) -> str:
    text = str(value)
    return f"“{text[:40]}…”" if len(text) > 40 else f"“{text}”"
