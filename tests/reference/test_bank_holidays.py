import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.reference.bank_holidays import (
    NATIONS,
    BankHoliday,
    Nation,
    bank_holidays,
    easter,
    expected_in,
    holidays_in,
)

PUBLISHED: dict[Nation, str] = {
    "england": """
        2019: 01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26
        2020: 01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28
        2021: 01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28
        2022: 01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27
        2023: 01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26
        2024: 01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26
        2025: 01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26
        2026: 01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28
        2027: 01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28
        2028: 01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26""",
    "scotland": """
        2019: 01-01 01-02 04-19 05-06 05-27 08-05 12-02 12-25 12-26
        2020: 01-01 01-02 04-10 05-08 05-25 08-03 11-30 12-25 12-28
        2021: 01-01 01-04 04-02 05-03 05-31 08-02 11-30 12-27 12-28
        2022: 01-03 01-04 04-15 05-02 06-02 06-03 08-01 09-19 11-30 12-26 12-27
        2023: 01-02 01-03 04-07 05-01 05-08 05-29 08-07 11-30 12-25 12-26
        2024: 01-01 01-02 03-29 05-06 05-27 08-05 12-02 12-25 12-26
        2025: 01-01 01-02 04-18 05-05 05-26 08-04 12-01 12-25 12-26
        2026: 01-01 01-02 04-03 05-04 05-25 06-15 08-03 11-30 12-25 12-28
        2027: 01-01 01-04 03-26 05-03 05-31 08-02 11-30 12-27 12-28
        2028: 01-03 01-04 04-14 05-01 05-29 08-07 11-30 12-25 12-26""",
    "northern_ireland": """
        2019: 01-01 03-18 04-19 04-22 05-06 05-27 07-12 08-26 12-25 12-26
        2020: 01-01 03-17 04-10 04-13 05-08 05-25 07-13 08-31 12-25 12-28
        2021: 01-01 03-17 04-02 04-05 05-03 05-31 07-12 08-30 12-27 12-28
        2022: 01-03 03-17 04-15 04-18 05-02 06-02 06-03 07-12 08-29 09-19 12-26 12-27
        2023: 01-02 03-17 04-07 04-10 05-01 05-08 05-29 07-12 08-28 12-25 12-26
        2024: 01-01 03-18 03-29 04-01 05-06 05-27 07-12 08-26 12-25 12-26
        2025: 01-01 03-17 04-18 04-21 05-05 05-26 07-14 08-25 12-25 12-26
        2026: 01-01 03-17 04-03 04-06 05-04 05-25 07-13 08-31 12-25 12-28
        2027: 01-01 03-17 03-26 03-29 05-03 05-31 07-12 08-30 12-27 12-28
        2028: 01-03 03-17 04-14 04-17 05-01 05-29 07-12 08-28 12-25 12-26""",
}
"""As GOV.UK published them in 2026. Those of Wales are those of England."""

NOT_BY_THE_PATTERN = {
    2012: {"2012-05-28", "2012-06-04", "2012-06-05"},
    2020: {"2020-05-04", "2020-05-08"},
    2022: {"2022-05-30", "2022-06-02", "2022-06-03", "2022-09-19"},
    2023: {"2023-05-08"},
    2026: {"2026-06-15"},
}
"""Days that were proclaimed, and those that a day was moved from: nobody could have worked them out."""

EASTERS = """
    1818-03-22 1886-04-25 1943-04-25 1954-04-18 1981-04-19 2000-04-23 2008-03-23 2011-04-24 2016-03-27 2019-04-21
    2024-03-31 2025-04-20 2029-04-01 2030-04-21 2035-03-25 2038-04-25 2049-04-18 2076-04-19 2285-03-22
"""

ABOUT = bank_holidays()


def days(holidays: tuple[BankHoliday, ...], nation: Nation) -> list[str]:
    return [one.on.isoformat() for one in holidays if nation in one.where]


@pytest.mark.parametrize("nation", NATIONS)
def test_they_are_as_published(nation: Nation):
    for line in PUBLISHED["england" if nation == "wales" else nation].split("\n")[1:]:
        year, _, said = line.strip().partition(": ")
        assert days(holidays_in(int(year)), nation) == [f"{year}-{day}" for day in said.split()]


@pytest.mark.parametrize("year", range(2012, 2029))
def test_the_pattern_gives_what_is_published_but_for_what_was_proclaimed(year: int):
    def known(holidays: tuple[BankHoliday, ...]) -> set[tuple[str, Nation, bool]]:
        return {(day, nation, one.substitute) for nation in NATIONS for one in holidays for day in [str(one.on)]
                if nation in one.where}  # fmt: skip

    different = {day for day, _, _ in known(holidays_in(year)) ^ known(expected_in(year))}
    assert different == NOT_BY_THE_PATTERN.get(year, set())


def test_easter_is_when_it_was_and_will_be():
    for said in EASTERS.split():
        assert easter(int(said[:4])).isoformat() == said


@given(st.integers(1600, 2400))
def test_easter_is_a_sunday_in_spring(year: int):
    found = easter(year)
    assert found.weekday() == 6
    assert dt.date(year, 3, 22) <= found <= dt.date(year, 4, 25)


@given(st.integers(1971, 2400), st.sampled_from(NATIONS))
def test_no_two_fall_on_one_day_and_none_at_a_weekend(year: int, nation: Nation):
    found = days(holidays_in(year), nation)
    assert found == sorted(set(found))
    assert all(dt.date.fromisoformat(day).weekday() < 5 for day in found)
    assert len(found) >= {"england": 8, "wales": 8, "scotland": 9, "northern_ireland": 10}[nation]


def test_what_is_not_published_is_as_expected():
    assert holidays_in(2029) == expected_in(2029)
    assert "2029-12-25" in days(holidays_in(2029), "england")
    assert not ABOUT.covers(dt.date(2029, 1, 1))


def test_where_it_comes_from_is_said_and_is_to_be_looked_over_in_time():
    assert "gov.uk/bank-holidays" in ABOUT.source
    assert (ABOUT.mark, ABOUT.mark_expected) == ("V", "I")
    today = dt.datetime.now(tz=dt.UTC).date()
    assert today <= ABOUT.review_by, "see which bank holidays have been published since, and set a new review_by"
    assert ABOUT.covers(today.replace(day=1) + dt.timedelta(days=365)), "a year ahead is not published yet"
