"""Whose money and which of it: what an address asks of the pages about categories and money, and the address again."""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from tallystick.lake.store.chosen import Chosen
from tallystick.lake.store.filters import Filters
from tallystick.web import words
from tallystick.web.kinds import category_name

_ICT = {"yes": True, "no": False}
_MONTHS = (("from", "From"), ("to", "To"), ("then-from", "Before, from"), ("then-to", "Before, to"))
MOST_ORGANISATIONS = 500
FIRST_YEAR, LAST_YEAR = 1900, 2200
"""No month outside these is taken: periods before and after it are counted from it."""
NAMES = ("organisation", "supplier_id", "category", "ict", "from", "to")
"""What says whose money and which of it: every tab and link keeps these."""


@dataclass(frozen=True)
class Choice:
    """What was asked. organisations: publishers' codes; none means all. months: first days, both included.

    errors: by the name of the field, why it could not be used; such a field is as if it were empty.
    """

    organisations: tuple[str, ...] = ()
    supplier_id: str | None = None
    category: str | None = None
    ict: bool | None = None
    month_from: date | None = None
    month_to: date | None = None
    then_from: date | None = None
    then_to: date | None = None
    errors: Mapping[str, str] = field(default_factory=dict, hash=False)

    @classmethod
    def read(cls, asked: QueryDict) -> "Choice":
        errors: dict[str, str] = {}
        months = {name: _month(asked.get(name, ""), name, label, errors) for name, label in _MONTHS}
        if months["from"] and months["to"] and months["from"] > months["to"]:
            errors["from"] = "“From” must not be after “To”"
            months["from"] = months["to"] = None
        return cls(
            organisations=tuple(dict.fromkeys(code for code in asked.getlist("organisation") if code))[
                :MOST_ORGANISATIONS
            ],
            supplier_id=asked.get("supplier_id", "").strip() or None,
            category=asked.get("category", "").strip() or None,
            ict=_ICT.get(asked.get("ict", "")),
            month_from=months["from"],
            month_to=months["to"],
            then_from=months["then-from"],
            then_to=months["then-to"],
            errors=errors,
        )

    @property
    def chosen(self) -> Chosen:
        """As look-ups take it."""
        return Chosen(
            organisations=self.organisations,
            suppliers=(self.supplier_id,) if self.supplier_id else (),
            categories=(self.category,) if self.category else (),
            ict=self.ict,
            first_month=self.month_from,
            last_month=self.month_to,
        )

    def query(self, **instead: Any) -> str:
        """The query of an address that asks the same, with some things changed, or left out where they are None."""
        said: dict[str, Any] = {
            "organisation": list(self.organisations),
            "supplier_id": self.supplier_id,
            "category": self.category,
            "ict": _yes_no(self.ict),
            "from": _month_text(self.month_from),
            "to": _month_text(self.month_to),
        } | instead
        return urlencode({name: value for name, value in said.items() if value not in (None, [], "")}, doseq=True)

    def address(self, view: str, within: Mapping[str, str] | None = None, **instead: Any) -> str:
        """The page `view` of the same money; within: what else its path names."""
        asked = self.query(**instead)
        return reverse(view, kwargs=dict(within or {})) + (f"?{asked}" if asked else "")

    def filters(self) -> Filters:
        """As the look-up of payments takes it."""
        return Filters(
            organisations=self.organisations,
            supplier_id=self.supplier_id,
            category=self.category,
            ict=self.ict,
            date_from=self.month_from,
            date_to=_last_day(self.month_to) if self.month_to else None,
        )

    def payments(self, *, month: date | None = None, last: date | None = None, **instead: str | None) -> str:
        """The list of the payments behind a figure; month: only of that month, or of that to the month `last`."""
        first, end = (month, last or month) if month else (self.month_from, self.month_to)
        days = {"from": first.isoformat() if first else None, "to": _last_day(end).isoformat() if end else None}
        return self.address("payments", None, **{**days, **instead})

    def in_words(self, organisations: Mapping[str, str], supplier: str | None) -> str:
        """Whose money and which of it, as part of a sentence; `organisations`: names by code."""
        what = category_name(self.category) if self.category else ""
        ict = {True: "ICT only", False: "all but ICT", None: ""}[self.ict]
        who = [organisations.get(code, code) for code in self.organisations]
        paying = ", ".join(who[:3]) + (f" and {len(who) - 3} more" if len(who) > 3 else "") if who else "all publishers"
        parts = [f"paid by {paying}", f"to {supplier}" if supplier else "", f"for {what}" if what else "", ict]
        return ", ".join([part for part in parts if part] + [self.period])

    @property
    def period(self) -> str:
        """The months, in words."""
        first, last = self.month_from, self.month_to
        if first and last:
            return words.month(first) if first == last else f"{words.month(first)} to {words.month(last)}"
        if first or last:
            return f"from {words.month(first)}" if first else f"to {words.month(last)}"
        return "all months"


def _month(text: str, name: str, label: str, errors: dict[str, str]) -> date | None:
    text = text.strip()
    if not text:
        return None
    try:
        month = date.fromisoformat(f"{text}-01" if len(text) == 7 else text).replace(day=1)
        if not FIRST_YEAR <= month.year <= LAST_YEAR:
            raise ValueError
        return month
    except ValueError:
        errors[name] = f"“{label}” must be a month such as 2024-04"
        return None


def _month_text(month: date | None) -> str | None:
    return f"{month:%Y-%m}" if month else None


def _yes_no(value: bool | None) -> str | None:
    return None if value is None else "yes" if value else "no"


def _last_day(month: date) -> date:
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])
