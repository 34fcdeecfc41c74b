"""When a duty that was done falls due again."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.contracts.rules.duties import due_again
from tallystick.kit.months import add_months

START = date(2026, 1, 31)
DAYS = st.dates(date(2024, 1, 1), date(2032, 12, 31))


@pytest.mark.parametrize(
    ("due", "every", "done", "start", "again"),
    [
        (date(2026, 2, 28), 1, date(2026, 2, 20), START, date(2026, 3, 31)),
        (date(2026, 2, 28), 1, date(2026, 2, 20), None, date(2026, 3, 28)),
        (date(2026, 5, 31), 3, date(2026, 5, 31), START, date(2026, 8, 31)),
        (date(2026, 5, 31), 3, date(2026, 9, 15), START, date(2026, 11, 30)),
        (None, 12, date(2026, 5, 10), START, date(2027, 5, 10)),
        (date(2026, 5, 31), None, date(2026, 5, 31), START, None),
    ],
    ids=["early, the 31st is kept", "counted from its day", "on the day", "late: no turn is made up", "no day", "once"],
)
def test_the_next_turn(due: date | None, every: int | None, done: date, start: date | None, again: date | None) -> None:
    assert due_again(due=due, every_months=every, done=done, until=None, start=start) == again


def test_nothing_falls_due_after_its_last_day() -> None:
    until = date(2026, 8, 30)
    assert due_again(due=date(2026, 5, 31), every_months=3, done=date(2026, 5, 31), until=until, start=START) is None


@given(start=DAYS, turns=st.integers(0, 40), every=st.sampled_from((1, 2, 3, 6, 12, 18)), late=st.integers(-400, 400))
def test_it_is_after_both_the_day_it_was_due_and_the_day_it_was_done(
    start: date, turns: int, every: int, late: int
) -> None:
    due = add_months(start, turns * every)
    done = due + timedelta(days=late)
    again = due_again(due=due, every_months=every, done=done, until=None, start=start)
    assert again is not None
    assert again > max(due, done)
    assert again in {add_months(start, turn * every) for turn in range(turns, turns + 40)}, "a turn of the contract's"
    assert again <= add_months(max(due, done), every) + timedelta(days=3), "and the first of them"
