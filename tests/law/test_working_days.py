import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.law.working_days import (
    NATIONS,
    PLACES,
    UNITED_KINGDOM,
    Place,
    add_working_days,
    count_working_days,
    holidays_known,
    is_working_day,
    next_working_day,
    previous_working_day,
    why_not,
)
from tests.contracts.rules.pages import example

A_DAY = dt.timedelta(days=1)
ANY = st.dates(dt.date(2000, 1, 1), dt.date(2080, 12, 31))
SOMEWHERE = st.sampled_from(PLACES)

WHY_NOT = [
    ("2026-11-02", "england", None),
    ("2026-11-07", "england", "Saturday"),
    ("2026-11-08", "united_kingdom", "Sunday"),
    ("2026-11-30", "england", None),
    ("2026-11-30", "scotland", "St Andrew's Day (Scotland)"),
    ("2026-11-30", "united_kingdom", "St Andrew's Day (Scotland)"),
    ("2026-12-25", "wales", "Christmas Day"),
    ("2026-12-26", "wales", "Saturday"),
    ("2026-12-28", "wales", "Boxing Day, substitute day"),
    ("2026-04-06", "scotland", None),
    ("2026-04-06", "northern_ireland", "Easter Monday (England, Wales and Northern Ireland)"),
    ("2026-07-13", "united_kingdom", "Battle of the Boyne, substitute day (Northern Ireland)"),
    (
        "2023-01-02",
        "united_kingdom",
        "2 January (Scotland); New Year's Day, substitute day (England, Wales and Northern Ireland)",
    ),
    ("2023-01-02", "england", "New Year's Day, substitute day (England, Wales and Northern Ireland)"),
    ("2023-01-03", "england", None),
    ("2023-01-03", "scotland", "New Year's Day, substitute day (Scotland)"),
    ("2020-05-04", "united_kingdom", None),
    ("2020-05-08", "scotland", "Early May bank holiday (VE day)"),
    ("2022-09-19", "northern_ireland", "State Funeral of Queen Elizabeth II"),
    ("2030-12-25", "england", "Christmas Day"),
]


@pytest.mark.parametrize(("day", "place", "why"), WHY_NOT)
def test_why_a_day_is_no_working_day(day: str, place: Place, why: str | None):
    found = dt.date.fromisoformat(day)
    assert why_not(found, place) == why
    assert is_working_day(found, place) is (why is None)


def test_the_worked_example():
    said, gives = example("working-days")
    day = dt.date.fromisoformat(said["day"])
    assert gives == {place: why_not(day, place) for place in PLACES}


@given(ANY)
def test_what_is_a_holiday_anywhere_is_one_in_the_united_kingdom(day: dt.date):
    assert is_working_day(day, UNITED_KINGDOM) is all(is_working_day(day, nation) for nation in NATIONS)
    assert is_working_day(day, "england") is is_working_day(day, "wales")


@given(ANY, SOMEWHERE)
def test_the_next_and_the_previous_are_the_nearest(day: dt.date, place: Place):
    after, before = next_working_day(day, place), previous_working_day(day, place)
    assert before <= day <= after
    assert is_working_day(after, place)
    assert is_working_day(before, place)
    assert not any(is_working_day(day + A_DAY * n, place) for n in range((after - day).days))
    assert not any(is_working_day(day - A_DAY * n, place) for n in range((day - before).days))


@given(ANY, st.integers(-60, 60), SOMEWHERE)
def test_working_days_are_added_one_by_one(day: dt.date, count: int, place: Place):
    found = add_working_days(day, count, place)
    if count == 0:
        assert found == day
        return
    low, high = sorted((day, found))
    between = [low + A_DAY * n for n in range((high - low).days + 1)]
    assert sum(is_working_day(one, place) for one in between if one != day) == abs(count)
    assert is_working_day(found, place)


@given(ANY, st.integers(1, 60), SOMEWHERE)
def test_to_count_from_a_day_is_to_add_to_the_day_before(day: dt.date, count: int, place: Place):
    counted = count_working_days(day, count, place)
    assert counted.last == add_working_days(day - A_DAY, count, place)
    assert len(counted.skipped) + count == (counted.last - day).days + 1


def test_which_years_are_published():
    assert holidays_known(dt.date(2012, 1, 1))
    assert holidays_known(dt.date(2028, 12, 31))
    assert not holidays_known(dt.date(2029, 1, 1))
    assert not holidays_known(dt.date(2011, 12, 31))
