"""Pictures of a recommendation: everything lies within, in its order, with the figures of the table."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.web.decide.drawn.recommendation import _marked
from tallystick.web.decide.drawn.recommendation_pictures import NARROW, WIDE, days_picture, points_picture

TODAY = dt.date(2026, 11, 23)
POINTS = st.integers(-60, 60)
ROUTES = st.lists(st.tuples(POINTS, st.integers(0, 20), st.integers(0, 20), st.booleans()), min_size=1, max_size=8)
DAYS = st.lists(st.dates(dt.date(2015, 1, 1), dt.date(2040, 1, 1)), min_size=1, max_size=10)


@pytest.mark.parametrize("width", [WIDE, NARROW])
@given(found=ROUTES)
def test_points_lie_within_their_ranges_and_within_the_picture(
    width: int, found: list[tuple[int, int, int, bool]]
) -> None:
    rows = [("A route", points, points - down, points + up, shut) for points, down, up, shut in found]
    picture = points_picture(rows, width=width)
    for one, row in zip(picture.marks, rows, strict=True):
        assert 0 <= one.left <= one.x <= one.right <= width
        assert one.width >= 0
        assert 0 < one.y < picture.base < picture.height
        assert one.shut is row[4]
    [nought] = [line.x for line in picture.lines if line.strong]
    assert all(
        (one.x > nought) == (row[1] > 0) or abs(one.x - nought) < 1
        for one, row in zip(picture.marks, rows, strict=True)
    )
    assert all(0 <= line.x <= width for line in picture.lines)


@pytest.mark.parametrize("width", [WIDE, NARROW])
@given(found=DAYS)
def test_days_stand_in_their_order_around_today(width: int, found: list[dt.date]) -> None:
    rows = [("A day", day, day < TODAY) for day in sorted(found)]
    picture = days_picture(rows, TODAY, width=width)
    places = [one.x for one in picture.marks]
    assert places == sorted(places)
    assert all(0 <= x <= width for x in places)
    [today] = [line.x for line in picture.lines if line.strong]
    for one, (_, day, past) in zip(picture.marks, rows, strict=True):
        assert one.shut is past
        assert (one.x < today) <= past or day == TODAY
        assert str(day.year) in one.told


def test_a_day_of_long_ago_stands_at_the_edge_and_says_so() -> None:
    picture = days_picture(
        [("Long ago", dt.date(2019, 1, 1), True), ("Soon", dt.date(2027, 1, 1), False)], TODAY, width=WIDE
    )
    assert [one.beyond for one in picture.marks] == [True, False]


def test_each_bar_is_as_long_as_its_range() -> None:
    picture = points_picture([("A", 5, 0, 10, False), ("B", 5, 5, 10, True), ("C", -10, -10, -10, False)], width=WIDE)
    first, second, third = picture.marks
    assert (first.width, third.width) == (pytest.approx(2 * second.width, abs=0.2), 0)
    assert [one.told for one in picture.marks] == ["+5", "+5", "−10"]


def test_how_sure_a_figure_is_is_said_in_words() -> None:
    assert _marked("6 months before that [G]: 1 May 2027") == "6 months before that (general knowledge): 1 May 2027"
    assert _marked("[not a mark] [?]") == "[not a mark] (not settled)"
