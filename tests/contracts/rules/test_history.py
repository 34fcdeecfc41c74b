import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.contracts.rules.history import GAP_PIXELS, LANES, LETTER_PIXELS, Event, Mark, lay_out
from tallystick.kit.errors import Refused

DAYS = st.dates(dt.date(2010, 1, 1), dt.date(2040, 1, 1))
TODAY = dt.date(2026, 11, 22)


@st.composite
def events(draw: st.DrawFn) -> Event:
    on = draw(DAYS)
    until = draw(st.none() | st.integers(0, 3000).map(lambda days: on + dt.timedelta(days=days)))
    return Event(on, draw(st.sampled_from(sorted(LANES))), draw(st.text(min_size=1, max_size=30)), until)


def label(mark: Mark, width: int) -> tuple[float, float]:
    length = (len(mark.event.label) * LETTER_PIXELS + GAP_PIXELS) / width
    return (mark.at - length, mark.at) if mark.before else (mark.at, mark.at + length)


@given(st.lists(events(), max_size=25), st.sampled_from([320, 900]))
def test_every_event_has_its_place_and_no_two_labels_touch(several: list[Event], width: int):
    found = lay_out(several, today=TODAY, width=width)
    marks = [mark for lane in found.lanes for mark in lane.marks]
    assert sorted(map(repr, several)) == sorted(repr(mark.event) for mark in marks)
    assert found.outside == ()
    assert [lane.code for lane in found.lanes] == [code for code in LANES if any(e.lane == code for e in several)]
    for lane in found.lanes:
        assert lane.levels == 1 + max(mark.level for mark in lane.marks)
        for mark in lane.marks:
            assert 0 <= mark.at <= mark.to <= 1
            assert not mark.cut
        for n, one in enumerate(lane.marks):
            for other in lane.marks[:n]:
                if one.level == other.level:
                    (a, b), (c, d) = label(one, width), label(other, width)
                    assert b <= c or d <= a
    order = sorted(marks, key=lambda mark: mark.event.on)
    assert [mark.at for mark in order] == sorted(mark.at for mark in order)


@given(DAYS, DAYS)
def test_ticks_are_few_rise_and_lie_within(one: dt.date, other: dt.date):
    first, last = sorted((one, other))
    found = lay_out([], today=TODAY, first=first, last=last)
    days = [tick.on for tick in found.ticks]
    assert len(days) <= 13
    assert days == sorted(set(days))
    assert all(first <= day <= last and day.day == 1 for day in days)
    assert (found.today is None) is not (first <= TODAY <= last)


def test_a_picture_of_five_years():
    term = Event(dt.date(2024, 4, 1), "term", "Term", dt.date(2029, 3, 31))
    gone = Event(dt.date(2019, 1, 1), "money", "An old payment")
    found = lay_out([gone, term], today=TODAY, first=dt.date(2025, 4, 1), last=dt.date(2027, 3, 31))
    ((mark,),) = [lane.marks for lane in found.lanes]
    assert (mark.at, mark.to, mark.cut) == (0.0, 1.0, True)
    assert found.outside == (gone,)
    assert [tick.label for tick in found.ticks][:3] == ["Apr 2025", "Jul 2025", "Oct 2025"]
    assert found.today == pytest.approx(600 / 729)


def test_long_pictures_are_marked_in_years_and_one_day_is_in_the_middle():
    found = lay_out([], today=TODAY, first=dt.date(2020, 1, 1), last=dt.date(2030, 12, 31))
    assert [tick.label for tick in found.ticks] == [str(year) for year in range(2020, 2031)]
    assert lay_out([], today=TODAY).today == 0.5


def test_a_label_at_the_right_edge_goes_to_the_left():
    early = Event(dt.date(2020, 1, 1), "money", "First")
    late = Event(dt.date(2026, 11, 22), "money", "The last of all payments")
    ((first, last),) = [lane.marks for lane in lay_out([early, late], today=TODAY).lanes]
    assert (first.before, last.before) == (False, True)


def test_what_cannot_be_drawn_is_refused():
    with pytest.raises(Refused, match="before it begins"):
        lay_out([], today=TODAY, first=TODAY, last=dt.date(2020, 1, 1))
    with pytest.raises(Refused, match="no lane"):
        lay_out([Event(TODAY, "weather", "Rain")], today=TODAY)
    with pytest.raises(Refused, match="“Backwards” cannot end"):
        lay_out([Event(TODAY, "term", "Backwards", dt.date(2020, 1, 1))], today=TODAY)
