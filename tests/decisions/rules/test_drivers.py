"""What a cost is shared by: tiers, and measurements on dates, day by day."""

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.decisions.rules.apportioning import NotShared
from tallystick.decisions.rules.drivers import Measured, Span, Tier, alike, in_tiers, over_days

FIRST = dt.date(2026, 4, 1)
YEAR = Span(FIRST, dt.date(2027, 4, 1))
TIERS = (
    Tier(Fraction(100), Fraction(1)),
    Tier(Fraction(250), Fraction(1, 2)),
    Tier(None, Fraction(1, 5)),
)


@pytest.mark.parametrize(
    ("quantity", "counts"), [(0, 0), (60, 60), (100, 100), (101, "100.5"), (250, 175), (350, 195), ("100.5", "100.25")]
)
def test_units_of_each_tier_count_at_its_rate(quantity: int | str, counts: int | str) -> None:
    assert in_tiers(Fraction(quantity), TIERS) == Fraction(counts)


@pytest.mark.parametrize(
    "tiers",
    [
        (),
        TIERS[:2],
        (TIERS[1], TIERS[0], TIERS[2]),
        (TIERS[2], TIERS[2]),
        (TIERS[0], TIERS[0], TIERS[2]),
        (Tier(None, Fraction(-1)),),
    ],
)
def test_tiers_that_are_refused(tiers: tuple[Tier, ...]) -> None:
    with pytest.raises(NotShared) as no:
        in_tiers(Fraction(1), tiers)
    assert no.value.field == "tiers"


def test_everybody_alike() -> None:
    assert alike(["b", "a"]) == {"a": 1, "b": 1}


def measured(*given: tuple[dt.date, dict[str, int]]) -> list[Measured]:
    return [Measured(since, {who: Fraction(one) for who, one in each.items()}) for since, each in given]


def test_one_who_leaves_half_way_pays_for_the_days_it_was_there() -> None:
    span = Span(dt.date(2026, 1, 1), dt.date(2026, 1, 11))
    found = over_days(measured((span.start, {"a": 1, "b": 1}), (dt.date(2026, 1, 6), {"a": 1, "b": 0})), span)
    assert found == {"a": Fraction(3, 4), "b": Fraction(1, 4)}


def test_what_was_measured_before_and_after_counts_only_within() -> None:
    found = over_days(
        measured(
            (dt.date(2020, 1, 1), {"z": 1}),
            (dt.date(2026, 1, 1), {"a": 1, "b": 3}),
            (YEAR.end, {"a": 1, "b": 0}),
        ),
        YEAR,
    )
    assert found == {"a": Fraction(1, 4), "b": Fraction(3, 4)}


DATES = st.dates(dt.date(2026, 1, 1), dt.date(2027, 6, 1))


@given(st.dictionaries(DATES, st.tuples(st.integers(1, 9), st.integers(0, 9)), max_size=5), st.integers(1, 400))
def test_it_is_each_day_by_itself(given: dict[dt.date, tuple[int, int]], days: int) -> None:
    given[dt.date(2025, 1, 1)] = (1, 2)
    span = Span(FIRST, FIRST + dt.timedelta(days=days))
    found = over_days(measured(*((since, dict(zip("ab", pair, strict=True))) for since, pair in given.items())), span)
    slow = Fraction()
    for number in range(days):
        day = FIRST + dt.timedelta(days=number)
        a, b = given[max(since for since in given if since <= day)]
        slow += Fraction(a, a + b)
    assert found["a"] == slow / days
    assert sum(found.values()) == 1


@pytest.mark.parametrize(
    ("given", "span", "field"),
    [
        ([], YEAR, "drivers"),
        ([(dt.date(2026, 4, 2), {"a": 1})], YEAR, "drivers"),
        ([(FIRST, {"a": 1}), (FIRST, {"a": 2})], YEAR, "drivers"),
        ([(FIRST, {"a": 0})], YEAR, "drivers"),
        ([(FIRST, {"a": -1, "b": 2})], YEAR, "drivers"),
        ([(FIRST, {"a": 1, "b": 1}), (dt.date(2026, 5, 1), {"a": 1})], YEAR, "drivers"),
        ([(FIRST, {"a": 1})], Span(FIRST, FIRST), "period"),
    ],
)
def test_measurements_that_are_refused(given: list[tuple[dt.date, dict[str, int]]], span: Span, field: str) -> None:
    with pytest.raises(NotShared) as no:
        over_days(measured(*given), span)
    assert no.value.field == field
