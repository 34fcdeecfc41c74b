"""What must happen by when: key dates of contracts, listed, and counted by the month."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from tallystick.api import reading, saying
from tallystick.api.contracts import Paging
from tallystick.api.door import actor, today
from tallystick.contracts.actions.keeping import NotAcceptable
from tallystick.contracts.choices import KEY_DATES
from tallystick.contracts.queries import key_dates
from tallystick.contracts.queries.calendar import calendar
from tallystick.contracts.queries.key_dates import SORTS, DatesAsked

router = Router(tags=["calendar"])
_SETTLED = {"no": False, "yes": True, "any": None}


class DateFilters(Schema):
    """begins, ends: days in ISO, both included; with undated, those that have no day too. kind: a code, or several with
    commas. person: a number. settled: no, yes or any. overdue: only what is. unowned: only what is nobody's.
    """

    organisation: Annotated[str, Field(max_length=300)] = ""
    department: Annotated[str, Field(max_length=300)] = ""
    person: Annotated[int, Field(ge=1, lt=10**15)] | None = None
    begins: Annotated[str, Field(max_length=10)] = ""
    ends: Annotated[str, Field(max_length=10)] = ""
    kind: Annotated[str, Field(max_length=200)] = ""
    text: Annotated[str, Field(max_length=300)] = ""
    settled: Annotated[str, Field(max_length=5)] = "no"
    overdue: bool = False
    undated: bool = False
    unowned: bool = False

    def asked(self, today: date) -> DatesAsked:
        """The same as a look-up takes it. Raises NotAcceptable."""
        kinds = tuple(one.strip() for one in reading.clean(self.kind).split(",") if one.strip())
        if unknown := [one for one in kinds if one not in dict(KEY_DATES)]:
            known = ", ".join(code for code, _ in KEY_DATES)
            raise NotAcceptable({"kind": f"There is no kind {unknown[0]}. The kinds are {known}"})
        if self.settled not in _SETTLED:
            raise NotAcceptable({"settled": "Say no, yes or any"})
        return DatesAsked(
            organisation=reading.clean(self.organisation) or None,
            department=reading.clean(self.department) or None,
            person=self.person,
            begins=reading.day("begins", self.begins) if self.begins else None,
            ends=reading.day("ends", self.ends) if self.ends else None,
            kinds=kinds,
            search=reading.clean(self.text),
            overdue=today if self.overdue else None,
            undated=self.undated,
            settled=_SETTLED[self.settled],
            unowned=self.unowned,
        )


@router.get("key-dates", summary="What must happen by when, in all contracts of one's own")
def listed(
    request: HttpRequest, filters: Query[DateFilters], paging: Query[Paging], sort: str = "due"
) -> dict[str, Any]:
    """sort: due, contract, what, owner, organisation, department, start; ``-`` first turns it round."""
    if sort.removeprefix("-") not in SORTS:
        raise NotAcceptable({"sort": f"Key dates are sorted by {', '.join(SORTS)}"})
    found = key_dates.key_dates(
        actor(request), filters.asked(today()), today=today(), sort=sort, first=paging.first, count=paging.count
    )
    return saying.page(found.rows, found.total, found.first, saying.of_dataclass)


@router.get("key-dates/months", summary="How much is due in each of the next 24 months")
def months(request: HttpRequest, filters: Query[DateFilters]) -> dict[str, Any]:
    """Of the key dates that fit, whatever their day: begins, ends, overdue and undated are passed over."""
    found = calendar(actor(request), filters.asked(today()), today=today())
    return {
        "months": [
            {
                "month": f"{one.first:%Y-%m}",
                "decide": one.decide,
                "publish": one.publish,
                "do": one.do,
                "total": one.total,
            }
            for one in found.months
        ],
        "overdue": found.overdue,
        "undated": found.undated,
        "later": found.later,
        "begun_late": found.begun_late,
    }
