import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.kit.months import add_months, whole_months

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2200, 1, 1))


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-01-31", 2, "2026-03-31"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-01-15", -1, "2025-12-15"),
    ],
)
def test_the_corresponding_day_or_the_last_of_the_month(day: str, months: int, then: str):
    assert add_months(dt.date.fromisoformat(day), months) == dt.date.fromisoformat(then)


@given(DAYS, st.integers(-600, 600))
def test_it_is_in_the_month_meant_and_on_the_day_where_there_is_one(day: dt.date, months: int):
    then = add_months(day, months)
    assert (then.year * 12 + then.month) - (day.year * 12 + day.month) == months
    assert then.day == day.day or (then.day < day.day and (then + dt.timedelta(days=1)).day == 1)


@given(DAYS, DAYS)
def test_whole_months_are_the_most_that_fit(first: dt.date, last: dt.date):
    months = whole_months(first, last)
    assert add_months(first, months) <= last < add_months(first, months + 1)


def test_beyond_the_calendar_is_told():
    with pytest.raises(OverflowError, match="beyond the calendar"):
        add_months(dt.date(9999, 12, 1), 1)
