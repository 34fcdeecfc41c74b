import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.contracts.rules.performance_periods import FREQUENCIES, Aligned, Frequency, periods, standing

DAYS = st.dates(dt.date(2015, 1, 1), dt.date(2040, 1, 1))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def spans(
    frequency: Frequency, start: str, end: str | None, until: str, aligned: Aligned = "calendar"
) -> list[tuple[str, str]]:
    found = periods(frequency, start=day(start), end=day(end) if end else None, until=day(until), aligned=aligned)
    return [(period.first.isoformat(), period.last.isoformat()) for period in found]


def test_months_of_the_calendar_cut_short_at_both_ends():
    assert spans("monthly", "2026-04-15", "2026-06-10", "2027-01-01") == [
        ("2026-04-15", "2026-04-30"),
        ("2026-05-01", "2026-05-31"),
        ("2026-06-01", "2026-06-10"),
    ]


def test_quarters_halves_and_years_begin_in_april():
    assert spans("quarterly", "2026-05-20", None, "2026-12-31") == [
        ("2026-05-20", "2026-06-30"),
        ("2026-07-01", "2026-09-30"),
        ("2026-10-01", "2026-12-31"),
    ]
    assert spans("six_monthly", "2026-02-01", None, "2026-11-01") == [
        ("2026-02-01", "2026-03-31"),
        ("2026-04-01", "2026-09-30"),
        ("2026-10-01", "2027-03-31"),
    ]
    assert spans("yearly", "2026-02-01", "2027-06-30", "2028-01-01") == [
        ("2026-02-01", "2026-03-31"),
        ("2026-04-01", "2027-03-31"),
        ("2027-04-01", "2027-06-30"),
    ]


def test_periods_counted_from_the_contracts_own_31st():
    assert spans("monthly", "2026-01-31", None, "2026-04-30", "contract") == [
        ("2026-01-31", "2026-02-27"),
        ("2026-02-28", "2026-03-30"),
        ("2026-03-31", "2026-04-29"),
        ("2026-04-30", "2026-05-30"),
    ]


def test_once_is_the_whole_term_and_needs_an_end():
    assert spans("once", "2026-01-31", "2027-01-30", "2026-04-30") == [("2026-01-31", "2027-01-30")]
    assert spans("once", "2026-01-31", None, "2026-04-30") == []
    assert spans("once", "2026-06-01", "2027-01-30", "2026-04-30") == []
    assert spans("monthly", "2026-06-01", "2026-05-01", "2027-04-30") == []


@given(
    st.sampled_from(sorted(FREQUENCIES)),
    DAYS,
    st.integers(0, 2000),
    st.integers(0, 2000),
    st.sampled_from(["calendar", "contract"]),
)
def test_periods_follow_one_another_and_cover_every_day_once(
    frequency: Frequency, start: dt.date, length: int, seen: int, aligned: Aligned
):
    end, until = start + dt.timedelta(days=length), start + dt.timedelta(days=seen)
    found = list(periods(frequency, start=start, end=end, until=until, aligned=aligned))
    assert found[0].first == start
    assert all(one.until == following.first for one, following in pairwise(found))
    assert all(one.first < one.until for one in found)
    assert min(end, until) <= found[-1].last <= end
    assert all(one.due == one.last + dt.timedelta(days=10) for one in found)


@pytest.mark.parametrize(
    ("today", "recorded", "missing", "awaited"),
    [
        ("2026-07-05", ["2026-04-30"], ["2026-05-01"], ["2026-06-01"]),
        ("2026-07-10", ["2026-04-30"], ["2026-05-01"], ["2026-06-01"]),
        ("2026-07-11", ["2026-04-30"], ["2026-05-01", "2026-06-01"], []),
        ("2026-06-30", ["2026-05-01"], ["2026-04-01"], []),
        ("2026-04-02", [], [], []),
    ],
)
def test_what_is_missing_and_what_is_awaited(today: str, recorded: list[str], missing: list[str], awaited: list[str]):
    found = list(periods("monthly", start=day("2026-04-01"), end=None, until=day("2026-07-11")))
    stands = standing(found, [day(text) for text in recorded], today=day(today))
    assert [p.first.isoformat() for p in stands.missing] == missing
    assert [p.first.isoformat() for p in stands.awaited] == awaited
    assert len(stands.recorded) == len(recorded)
