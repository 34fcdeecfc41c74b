"""The words of a recommendation: how its codes are read by people. Pure."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from tallystick.decisions.rules.routes_facts import DAYS, POUNDS, YES_OR_NO

OPEN = {"yes": "Open", "judgement": "Open if judged so", "not_known": "Not known", "no": "Shut"}
"""Whether a route is open, by the worst of its gates."""
GATES = {"law": "Law", "time": "Time", "means": "Means"}
PASSES = {"yes": "Passes", "judgement": "A person has to judge", "not_known": "Not known", "no": "Does not pass"}
CONFIDENCE = {"high": "High", "medium": "Medium", "low": "Low"}
SURE = {
    "high": "all that is unsure, at its worst and taken together, leaves the same way forward first",
    "medium": "no one thing that is unsure could turn it",
    "low": "one thing that is unsure could turn it, or it is close",
}
_JUDGED = {"yes": "Yes", "no": "No", "judgement": "A person has to judge"}
VALUES: Mapping[str, Mapping[str, str]] = {
    "regime": {
        "PCR2015": "Public Contracts Regulations 2015",
        "PA2023": "Procurement Act 2023",
        "NOT_COVERED": "Neither: standing orders",
        "UNKNOWN": "Not known",
    },
    "change_permitted": _JUDGED,
    "direct_award_ground": _JUDGED,
    "price": {"lower": "Others pay more", "similar": "Others pay about as much", "higher": "Others pay less"},
    "performance": {"good": "Good", "mixed": "Mixed", "poor": "Poor"},
    "risk": {"low": "Low", "medium": "Medium", "high": "High"},
    "lock_in": {"low": "Leaving is easy", "some": "One thing stands in the way", "high": "Leaving is hard"},
    "supplier_health": {"sound": "Sound", "watch": "To be watched", "failing": "Failing", "gone": "Gone"},
    "overlap": {"none": "None", "some": "Some"},
    "strategy": {"fits": "Fits", "partly": "Fits partly", "against": "Does not fit"},
    "others": {"stay": "They stay", "mixed": "Some stay, some leave", "leave": "They leave"},
    "need": {"continuing": "Goes on as it is", "changed": "Needed, and not as it was", "ended": "Ends"},
}
"""Facts that are one of some words."""
_MONTHS = ("extension_months", "term_headroom_months")


def value_in_words(key: str, value: Any) -> str:
    """A fact as people read it: £1,234.50, 31 May 2028, 24 months, yes; "" for one that is not known."""
    if value is None or value == "":
        return ""
    if key in YES_OR_NO:
        return "Yes" if value else "No"
    if key in DAYS:
        return day_in_words(value)
    if key in POUNDS:
        return pounds_in_words(value)
    if key in VALUES:
        return VALUES[key].get(str(value), str(value))
    if key in _MONTHS:
        return f"{value} month{'' if str(value) == '1' else 's'}"
    return str(value)


def day_in_words(value: Any) -> str:
    """31 May 2028, of a date or of its text; another text as it stands."""
    try:
        day = dt.date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return str(value)
    return f"{day.day} {day:%B} {day.year}"


def pounds_in_words(value: Any) -> str:
    """£1,234.50, or £1,234 where there are no pence; a minus sign before it where it is below nought."""
    pounds = Decimal(str(value))
    text = f"{abs(pounds):,.2f}".removesuffix(".00")
    return f"{chr(0x2212) if pounds < 0 else ''}£{text}"


def verdict_in_words(answer: Mapping[str, Any]) -> str:
    """What the facts come to, as a sentence."""
    names = {one["route"]: one["name"] for one in answer["routes"]}
    if answer["verdict"] == "recommended":
        return f"{names[answer['recommendation']]} is recommended."
    if answer["verdict"] == "nothing_open":
        return "No way forward is open."
    return f"Not enough is known to recommend anything. {names[answer['leads']]} leads so far."


def lead_in_words(answer: Mapping[str, Any]) -> str:
    """How far ahead the first is, as a sentence; "" where there is no second."""
    if answer["margin"] is None:
        return ""
    names = {one["route"]: one["name"] for one in answer["routes"]}
    points, close = answer["margin"], " That is close." if answer["close"] else ""
    many = f"{points} point{'' if points == 1 else 's'}"
    return f"{names[answer['leads']]} is {many} ahead of the next that differs: {names[answer['next']]}.{close}"
