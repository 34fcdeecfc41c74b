import datetime as dt

import pytest

from tallystick.reference.thresholds import KINDS, law_of_changes

LAW = law_of_changes()
MARKS = set("VSGI?")


def test_every_figure_has_a_day_a_source_and_a_mark() -> None:
    said = [(one.since, one.source, one.mark) for one in LAW.thresholds]
    said += [(one.since, one.source, one.mark) for one in LAW.limits]
    for since, source, mark in said:
        assert isinstance(since, dt.date)
        assert source
        assert mark in MARKS
    assert all(set(one.pounds) == set(KINDS) for one in LAW.thresholds)
    assert [one.since for one in LAW.thresholds] == sorted(one.since for one in LAW.thresholds)


def test_every_reading_is_marked_and_none_as_verified() -> None:
    assert {one.mark for one in (*LAW.readings.values(), LAW.unsettled)} <= set("SGI?")


@pytest.mark.parametrize(
    ("day", "services", "works", "light_touch"),
    [
        (dt.date(2021, 6, 1), 213_477, 5_336_937, 663_540),
        (dt.date(2022, 1, 1), 213_477, 5_336_937, 663_540),
        (dt.date(2023, 12, 31), 213_477, 5_336_937, 663_540),
        (dt.date(2024, 1, 1), 214_904, 5_372_609, 663_540),
        (dt.date(2025, 12, 31), 214_904, 5_372_609, 663_540),
        (dt.date(2026, 1, 1), 207_720, 5_193_000, 663_540),
        (dt.date(2027, 12, 31), 207_720, 5_193_000, 663_540),
    ],
)
def test_thresholds_by_the_day(day: dt.date, services: int, works: int, light_touch: int) -> None:
    found = LAW.thresholds_on(day).pounds
    assert (found["services"], found["goods"], found["works"]) == (services, services, works)
    assert found["light_touch"] == light_touch


def test_limits() -> None:
    names = ("small_percent", "small_percent_works", "large_percent", "term_percent")
    assert [LAW.limit(name) for name in names] == [10, 15, 50, 10]
    assert LAW.limit("publish_over_pounds") == 5_000_000
    assert LAW.limit("publish_within_days", dt.date(2026, 1, 1)) == 90
    with pytest.raises(KeyError):
        LAW.limit("no_such_limit")


def test_it_is_looked_at_again() -> None:
    assert LAW.review_by == dt.date(2027, 11, 22)
    assert LAW.act_from == dt.date(2025, 2, 24)


def test_the_next_day_of_other_limits() -> None:
    law = LAW
    assert law.next_after(dt.date(2025, 6, 1)) == dt.date(2026, 1, 1)
    assert law.next_after(dt.date(2025, 2, 23)) == dt.date(2025, 2, 24)
    assert law.next_after(max(law.thresholds[-1].since, law.unsettled_from, *(one.since for one in law.limits))) is None
