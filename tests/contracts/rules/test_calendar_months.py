"""Which months a calendar shows, and what is counted in them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.contracts.choices import KEY_DATES
from tallystick.contracts.rules.calendar_months import GROUPS, MONTHS, Counted, calendar_of, first_day, last_day
from tallystick.kit.months import add_months

TODAY = date(2026, 11, 22)
_DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [
        (date(2026, 11, 22), date(2026, 11, 1), date(2028, 10, 31)),
        (date(2026, 1, 1), date(2026, 1, 1), date(2027, 12, 31)),
        (date(2026, 3, 31), date(2026, 3, 1), date(2028, 2, 29)),
    ],
)
def test_two_years_from_this_month_on(today: date, first: date, last: date) -> None:
    assert (first_day(today), last_day(today)) == (first, last)
    months = calendar_of([], today).months
    assert len(months) == MONTHS
    assert (months[0].first, months[-1].last) == (first, last)


def test_every_kind_is_counted_in_one_group() -> None:
    kinds = [kind for _, some in GROUPS.values() for kind in some]
    assert sorted(kinds) == sorted(code for code, _ in KEY_DATES)


def test_what_has_passed_is_overdue_and_in_no_month() -> None:
    counted = [
        Counted(date(2026, 11, 1), "extension", number=5, overdue=2, begun_late=1),
        Counted(date(2026, 10, 1), "duty", number=3, overdue=3),
        Counted(date(2026, 12, 1), "notice", number=4),
        Counted(date(2026, 12, 1), "certificate", number=1),
        Counted(date(2028, 11, 1), "end", number=7, begun_late=2),
        Counted(None, "find_out", number=6),
    ]
    found = calendar_of(counted, TODAY)
    assert [(one.decide, one.publish, one.do) for one in found.months[:2]] == [(3, 0, 0), (0, 4, 1)]
    assert found.months[1].total == 5
    assert (found.overdue, found.within, found.later, found.undated, found.begun_late) == (5, 8, 7, 6, 3)


@given(today=_DAYS, days=st.lists(st.none() | _DAYS, max_size=60))
def test_each_is_counted_once(today: date, days: list[date | None]) -> None:
    counted = [
        Counted(day and first_day(day), "duty", number=1, overdue=int(day is not None and day < today)) for day in days
    ]
    found = calendar_of(counted, today)
    assert found.overdue + found.within + found.later + found.undated == len(days)
    for month in found.months:
        assert month.total == sum(day is not None and month.first <= day <= month.last and day >= today for day in days)
    assert found.later == sum(day is not None and day > last_day(today) for day in days)
    assert last_day(today) + timedelta(days=1) == add_months(first_day(today), MONTHS)
