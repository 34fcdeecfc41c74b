"""What is known of a contract that comes to its end, fact by fact, each with where it came from. Pure."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

Value = bool | int | Decimal | str | dt.date

DAYS = ("start", "last_day", "extend_by", "leave_by")
WHOLE = ("extension_months", "alternatives")
NUMBERS = ("term_headroom_months",)
POUNDS = ("headroom_pounds", "value_pounds", "spent_pounds", "leave_cost_pounds")
YES_OR_NO = ("renews_itself", "large_replacement", "framework_available", "in_house_able", "exit_plan", "data_return")
JUDGED = ("yes", "no", "judgement")
ONE_OF: Mapping[str, tuple[str, ...]] = {
    "regime": ("PCR2015", "PA2023", "NOT_COVERED", "UNKNOWN"),
    "change_permitted": JUDGED,
    "direct_award_ground": JUDGED,
    "price": ("lower", "similar", "higher"),
    "performance": ("good", "mixed", "poor"),
    "risk": ("low", "medium", "high"),
    "lock_in": ("low", "some", "high"),
    "supplier_health": ("sound", "watch", "failing", "gone"),
    "overlap": ("none", "some"),
    "strategy": ("fits", "partly", "against"),
    "others": ("stay", "mixed", "leave"),
    "need": ("continuing", "changed", "ended"),
}
"""Facts that are one of some words."""

KEYS = (*DAYS, *WHOLE, *NUMBERS, *POUNDS, *YES_OR_NO, *ONE_OF)
"""Every fact that is asked of a contract."""

CONFIDENCES = ("high", "medium", "low")


@dataclass(frozen=True, slots=True)
class Fact:
    """value: None where it is not known. source: who or what says so. as_of: when that was true. confidence: one of
    `CONFIDENCES`, "" where nobody said. note: why it is not known, or how it came about, "" for nothing."""

    value: Value | None
    source: str = ""
    as_of: dt.date | None = None
    confidence: str = ""
    note: str = ""


UNKNOWN = Fact(None)


@dataclass(frozen=True, slots=True)
class RouteFacts:
    """today: the day on which it is asked. facts: by a key of `KEYS`; one that is left out is not known.

    Money is in pounds on the contract's own VAT basis.
    """

    today: dt.date
    facts: Mapping[str, Fact] = field(default_factory=dict)

    def fact(self, key: str) -> Fact:
        """The fact, known or not. Raises KeyError for what is none."""
        if key not in KEYS:
            raise KeyError(key)
        return self.facts.get(key, UNKNOWN)

    def day(self, key: str) -> dt.date | None:
        """A fact that is a date."""
        value = self.fact(key).value
        return value if isinstance(value, dt.date) else None

    def number(self, key: str) -> Decimal | None:
        """A fact that is a number, or pounds."""
        value = self.fact(key).value
        return Decimal(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else None

    def yes(self, key: str) -> bool | None:
        """A fact that is true or false."""
        value = self.fact(key).value
        return value if isinstance(value, bool) else None

    def word(self, key: str) -> str | None:
        """A fact that is one of some words."""
        value = self.fact(key).value
        return value if isinstance(value, str) else None
