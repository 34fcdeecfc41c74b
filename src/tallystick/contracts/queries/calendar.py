"""Key dates over two years, counted by the month; and what of them is somebody's own."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth

from tallystick.contracts.queries.key_dates import DatesAsked, Listed, fitting, key_dates, late_on
from tallystick.contracts.rules.calendar_months import Calendar, Counted, calendar_of, last_day
from tallystick.councils.rules.actors import Actor

MOST_DEPARTMENTS = 500


def calendar(by: Actor, asked: DatesAsked, *, today: date) -> Calendar:
    """Of the key dates that fit, whatever their day, and that `by` may be told of: how many are due in each month."""
    return calendar_of(_counted(by, asked, today), today)


def _counted(by: Actor, asked: DatesAsked, today: date) -> Iterator[Counted]:
    # What was decided and has passed is nobody's business any more, even where what is settled is asked for.
    rows = fitting(by, any_day(asked)).exclude(due__lt=today, settled=True).order_by()
    counted = rows.values("kind", month=TruncMonth("due")).annotate(
        number=Count("pk"), overdue=Count("pk", filter=Q(due__lt=today)), late=Count("pk", filter=late_on(today))
    )
    for one in counted:
        yield Counted(one["month"], one["kind"], one["number"], one["overdue"], one["late"])


def any_day(asked: DatesAsked) -> DatesAsked:
    """The same without what it says of the day."""
    return replace(asked, begins=None, ends=None, overdue=None, undated=False, no_day=False, late=None)


def without_a_day(asked: DatesAsked) -> DatesAsked:
    """Of the same only those that have no day."""
    return replace(any_day(asked), no_day=True)


def from_overdue_on(asked: DatesAsked, *, today: date) -> DatesAsked:
    """Of the same those of the months that a calendar shows, and before them what is overdue."""
    return replace(any_day(asked), ends=last_day(today))


def departments(by: Actor, *, organisation: str) -> list[str]:
    """Names of an organisation's departments that have key dates which `by` may be told of."""
    rows = fitting(by, DatesAsked(organisation=organisation)).exclude(department="").order_by("department")
    return list(rows.values_list("department", flat=True).distinct()[:MOST_DEPARTMENTS])


@dataclass(frozen=True)
class Mine:
    """What is somebody's own. rows: the first few, what is overdue before what is to come."""

    calendar: Calendar
    rows: tuple[Listed, ...]


def owns_any(by: Actor) -> bool:
    """Whether anything that is not settled is `by`'s own."""
    return by.person is not None and fitting(by, DatesAsked(person=by.person, settled=False)).exists()


def mine(by: Actor, *, today: date, count: int = 5) -> Mine | None:
    """What is `by`'s own to do, decide or publish; None where there is nothing of the kind."""
    if not owns_any(by):
        return None
    asked = DatesAsked(person=by.person, settled=False)
    found = key_dates(by, from_overdue_on(asked, today=today), today=today, count=count)
    return Mine(calendar(by, asked, today=today), found.rows)
