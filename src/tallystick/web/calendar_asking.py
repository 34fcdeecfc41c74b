"""What an address asks of the calendar, and the choices that its page offers."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.http import QueryDict

from tallystick.contracts.choices import KEY_DATES
from tallystick.contracts.queries.calendar import departments, from_overdue_on, owns_any, without_a_day
from tallystick.contracts.queries.key_dates import DatesAsked
from tallystick.contracts.rules.calendar_months import GROUPS, Calendar
from tallystick.councils import queries as councils
from tallystick.councils.rules.actors import Actor
from tallystick.kit.months import add_months
from tallystick.web.contract_figures import MANY

MINE, ANYBODY, NOBODY = "me", "all", "nobody"
WHENS = (
    ("", "Overdue, and these 24 months"),
    ("overdue", "Overdue"),
    ("month", "Within a month, or overdue"),
    ("half", "Within six months, or overdue"),
    ("begin", "Begin now: the last safe day to begin has passed"),
    ("no_day", "With no day yet"),
    ("any", "Any day, or none"),
)
STATES = (("", "Not settled"), ("settled", "Settled"), ("any", "Settled or not"))
_GROUP = "group:"
_KINDS = dict(KEY_DATES)
KINDS = (
    ("", "Any kind"),
    *((f"{_GROUP}{code}", f"{name}: all kinds") for code, (name, kinds) in GROUPS.items() if len(kinds) > 1),
    *KEY_DATES,
)


@dataclass(frozen=True)
class CalendarAsked:
    """dates: which, whatever their day. listed: of these, those of the list. whose: as its field has it.

    month: the first day of the one month that is listed, or None.
    """

    dates: DatesAsked
    listed: DatesAsked
    whose: str
    when: str
    month: date | None
    organisations: list[Any]
    departments: list[str] = field(default_factory=list)
    colleagues: list[tuple[int, str]] = field(default_factory=list)

    @classmethod
    def read(cls, asked: QueryDict, by: Actor, today: date) -> "CalendarAsked":
        """What was asked; anything that makes no sense is as if it were not there. Whose it is: one's own, if any."""
        ours = councils.organisations(by=by)
        organisation = asked.get("organisation", "")
        place = organisation if len(ours) != 1 else ours[0].code
        known = place in {one.code for one in ours}
        colleagues = councils.colleagues(organisation=place, by=by) if known else []
        whose = asked.get("whose") or (MINE if owns_any(by) else ANYBODY)
        dates = _whose(
            DatesAsked(
                organisation=organisation or None,
                department=asked.get("department", "").strip() or None,
                kinds=_kinds(asked.get("kind", "")),
                search=asked.get("text", "")[:300],
                settled={"settled": True, "any": None}.get(asked.get("state", ""), False),
            ),
            whose,
            by,
        )
        month, when = _month(asked.get("month", "")), asked.get("when", "")
        return cls(
            dates,
            _listed(dates, when, month, today),
            whose,
            when if month is None and when in dict(WHENS) else "",
            month,
            ours,
            departments(by, organisation=place) if known else [],
            colleagues,
        )

    def total(self, counted: Calendar) -> int | None:
        """How many the list has, where that was counted for the figures; None where it was not."""
        if self.dates.settled is not False:
            return None
        if self.month is not None:
            return next((one.total for one in counted.months if one.first == self.month), None)
        ahead = counted.overdue + counted.within
        totals = {"": ahead, "overdue": counted.overdue, "no_day": counted.undated, "begin": counted.begun_late}
        return totals.get(self.when)

    @property
    def many(self) -> bool:
        """Whether it is of so many organisations that its list is only shown in the order of days."""
        everybodys = self.dates.organisation is None and self.dates.person is None
        return everybodys and len(self.organisations) > MANY

    @property
    def whoses(self) -> list[tuple[str, str]]:
        """Whose dates may be chosen."""
        people = [(str(number), name) for number, name in self.colleagues]
        return [(MINE, "Mine"), (ANYBODY, "Anybody's"), (NOBODY, "Nobody's"), *people]

    @property
    def places(self) -> list[tuple[str, str]]:
        """Organisations that may be chosen; none where there is no choice."""
        if len(self.organisations) < 2:
            return []
        return [("", "All organisations"), *((one.code, one.name) for one in self.organisations)]


def _whose(asked: DatesAsked, whose: str, by: Actor) -> DatesAsked:
    if whose == MINE:
        # The number 0 is nobody's: somebody without an account of their own owns nothing.
        return replace(asked, person=by.person or 0)
    if whose == NOBODY:
        return replace(asked, unowned=True)
    if whose.isascii() and whose.isdigit() and len(whose) <= 15:
        return replace(asked, person=int(whose))
    return asked


def _listed(asked: DatesAsked, when: str, month: date | None, today: date) -> DatesAsked:
    if month is not None:
        last = date.fromordinal(add_months(month, 1).toordinal() - 1)
        # Of this month only what is still to come: what has passed is overdue, and counted there.
        return replace(asked, begins=max(month, today) if month <= today <= last else month, ends=last)
    match when:
        case "overdue":
            return replace(asked, overdue=today)
        case "month":
            return replace(asked, ends=add_months(today, 1))
        case "half":
            return replace(asked, ends=add_months(today, 6))
        case "begin":
            return replace(asked, late=today)
        case "no_day":
            return without_a_day(asked)
        case "any":
            return asked
    return from_overdue_on(asked, today=today)


def _kinds(asked: str) -> frozenset[str]:
    if asked.startswith(_GROUP):
        group = asked.removeprefix(_GROUP)
        return GROUPS[group][1] if group in GROUPS else frozenset()
    return frozenset({asked}) if asked in _KINDS else frozenset()


def _month(text: str) -> date | None:
    """``2027-03``. None beyond years in which there is a month after it."""
    try:
        found = date.fromisoformat(f"{text}-01") if len(text) == 7 else None
    except ValueError:
        return None
    return found if found and found.year < 9999 else None
