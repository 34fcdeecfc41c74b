"""The facts of a change from JSON, and what is wrong with them. Keys that are not known are passed over, and named."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from tallystick.kit.dates import FIRST_TERM_YEAR, LAST_TERM_YEAR
from tallystick.kit.errors import Refused
from tallystick.kit.money import read_amount
from tallystick.law.changes.asked import Change, ChangeFacts, EarlierChange
from tallystick.law.changes.grounds import ground_id
from tallystick.law.regime import BEGINS

T = TypeVar("T")

MOST_MONTHS = 1200
MOST_EARLIER = 1000
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_CODES: dict[str, tuple[str, ...]] = {
    "nation": ("england", "wales", "scotland", "northern_ireland"),
    "kind": ("services", "goods", "works", "light_touch", "concession"),
    "regime": ("PCR2015", "PA2023", "UNKNOWN", "NOT_COVERED"),
    "parent_regime": ("PCR2015", "PA2023", "UNKNOWN", "NOT_COVERED"),
    "vat": ("inclusive", "exclusive"),
}
_EVENTS = ("awarded", *BEGINS)
_WORTH = ("initial_value", "current_value", "indexed_value")
_CHANGE_FLAGS = tuple(one.name for one in fields(Change) if one.name not in ("value", "months", "on", "reason"))


class WrongFact(Refused):
    """A fact that cannot be one. field: which, such as ``change.value`` or ``earlier_changes[0].limb``."""

    def __init__(self, field: str, reason: str, what_to_do: str) -> None:
        super().__init__(f"{field} {reason}.", what_to_do=what_to_do)
        self.field = field


def facts_from_json(said: Mapping[str, Any]) -> ChangeFacts:
    """The facts that such an object says. Raises WrongFact, which names the field. null, and left out, is not known."""
    read: dict[str, Any] = {key: _code(said, key, allowed) for key, allowed in _CODES.items()}
    read |= {key: _event(said, key) for key in _EVENTS}
    read |= {key: _pounds(said, key, least=0) for key in _WORTH}
    read |= {key: _flag(said, key) for key in ("indexation_clause", "reserved_arrangement")}
    read |= {key: _day(said, key) for key in ("start", "contract_date")}
    return ChangeFacts(
        **read,
        vat_rate=_rate(said),
        maximum_term_months=_longest(said),
        earlier_changes=_earlier(said),
        change=_change(said),
    )


def strangers(said: Mapping[str, Any]) -> tuple[str, ...]:
    """The keys that nothing here reads, such as a slip of the keyboard."""
    known = {one.name for one in fields(ChangeFacts)}
    found = [key for key in said if key not in known]
    inside = {one.name for one in fields(Change)}
    if isinstance(said.get("change"), Mapping):
        found += [f"change.{key}" for key in said["change"] if key not in inside]
    return tuple(found)


def _change(said: Mapping[str, Any]) -> Change:
    inner = said.get("change")
    if inner is None:
        return Change()
    if not isinstance(inner, Mapping):
        raise WrongFact("change", "is not an object", "Give what the change is, as an object with named fields.")
    at = "change."
    reason = inner.get("reason")
    if reason is not None and not isinstance(reason, str):
        raise WrongFact("change.reason", "is not text", "Give a reason in words, or leave it out.")
    return Change(
        value=_pounds(inner, "value", at),
        months=_months(inner, "months", at),
        on=_day(inner, "on", at),
        reason=reason or "",
        **{key: _flag(inner, key, at) for key in _CHANGE_FLAGS},
    )


def _earlier(said: Mapping[str, Any]) -> tuple[EarlierChange, ...] | None:
    if "earlier_changes" not in said:
        return ()
    listed = said["earlier_changes"]
    if listed is None:
        return None
    if not isinstance(listed, list | tuple):
        raise WrongFact("earlier_changes", "is not a list", "Give a list, with an object for each change made before.")
    if len(listed) > MOST_EARLIER:
        raise WrongFact("earlier_changes", f"has more than {MOST_EARLIER:,} entries", "Give fewer, added up.")
    return tuple(_one_earlier(one, f"earlier_changes[{n}]") for n, one in enumerate(listed))


def _one_earlier(one: object, where: str) -> EarlierChange:
    if not isinstance(one, Mapping):
        raise WrongFact(where, "is not an object", "Give limb, value, months and on.")
    at = f"{where}."
    limb = one.get("limb")
    if limb is not None and (not isinstance(limb, str) or (limb.strip() and ground_id(limb) is None)):
        raise WrongFact(f"{at}limb", "names no ground", "Give one such as 72(1)(b), 72(5), 74(3) or Sch 8 para 4.")
    return EarlierChange(
        limb=ground_id(limb) or "" if limb else "",
        value=_pounds(one, "value", at),
        months=_months(one, "months", at),
        on=_day(one, "on", at),
    )


def _code(said: Mapping[str, Any], key: str, allowed: tuple[str, ...]) -> str | None:
    value = said.get(key)
    if value is None or value in allowed:
        return value
    raise WrongFact(key, f"is none of {', '.join(allowed)}", "Give one of these, or leave it out.")


def _event(said: Mapping[str, Any], key: str) -> dt.date | bool | None:
    return False if said.get(key) is False else _day(said, key)


def _day(said: Mapping[str, Any], key: str, at: str = "") -> dt.date | None:
    value = said.get(key)
    if value is None:
        return None
    try:
        day = dt.date.fromisoformat(value) if isinstance(value, str) and _ISO.fullmatch(value) else None
    except ValueError:
        day = None
    if day is None:
        raise WrongFact(f"{at}{key}", "is not a date", "Write it as 2026-11-22, or leave it out.")
    check_year(f"{at}{key}", day)
    return day


def check_year(field: str, day: dt.date | None) -> None:
    """Raises WrongFact for a day of a year that no contract has anything to do with, as 9999."""
    if day is not None and not FIRST_TERM_YEAR <= day.year <= LAST_TERM_YEAR:
        years = f"is not a day of the years {FIRST_TERM_YEAR} to {LAST_TERM_YEAR}"
        raise WrongFact(field, years, "Write it as 2026-11-22, or leave it out.")


def _flag(said: Mapping[str, Any], key: str, at: str = "") -> bool | None:
    value = said.get(key)
    if value is None or isinstance(value, bool):
        return value
    raise WrongFact(
        f"{at}{key}", "is neither true nor false", "Give true or false; leave it out where it is not known."
    )


def _pounds(said: Mapping[str, Any], key: str, at: str = "", least: int | None = None) -> Decimal | None:
    value = said.get(key)
    if value is None:
        return None
    is_number = isinstance(value, str | int | float | Decimal) and not isinstance(value, bool)
    found = read_amount(str(value)) if is_number else None
    if found is None:
        raise WrongFact(f"{at}{key}", "is not an amount in pounds", 'Write it as "1234.50", or leave it out.')
    if found.rounded:
        raise WrongFact(f"{at}{key}", "has a fraction of a penny", 'Write it in pounds and pence, as "1234.50".')
    if least is not None and found.pence < least:
        raise WrongFact(f"{at}{key}", "is below nought", "Give what the contract is worth in pounds, or leave it out.")
    return Decimal(found.pence) / 100


def _months(said: Mapping[str, Any], key: str, at: str = "") -> Decimal | None:
    return _number(said, key, at, -MOST_MONTHS, MOST_MONTHS, "a number of months", "Write it as 6 or 3.5")


def _longest(said: Mapping[str, Any]) -> Decimal | None:
    key = "maximum_term_months"
    return _number(said, key, "", 0, MOST_MONTHS, "a number of months", "Write it as 60, options included")


def _rate(said: Mapping[str, Any]) -> Decimal:
    found = _number(said, "vat_rate", "", 0, 100, "a per cent of VAT", 'Write it as "20"')
    return Decimal(20) if found is None else found


def _number(said: Mapping[str, Any], key: str, at: str, low: int, high: int, what: str, how: str) -> Decimal | None:
    value = said.get(key)
    if value is None:
        return None
    found = _decimal(value)
    if found is None or not low <= found <= high:
        raise WrongFact(f"{at}{key}", f"is not {what} from {low:,} to {high:,}", f"{how}, or leave it out.")
    return found


def _decimal(value: object) -> Decimal | None:
    """A number that is whole or has a few decimal places, from text or a number; None for any other value."""
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        return None
    text = str(value).strip()
    makes: Callable[[str], Decimal] = Decimal
    try:
        return makes(text) if re.fullmatch(r"[+-]?\d{1,9}(?:\.\d{1,6})?", text) else None
    except InvalidOperation:
        return None
