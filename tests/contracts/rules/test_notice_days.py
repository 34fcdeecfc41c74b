import datetime as dt
import re
import tomllib
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.contracts.rules.notice_days import (
    Notice,
    Unit,
    effect_of,
    first_day_to_give,
    last_day_of,
    last_day_to_give,
    last_day_to_send,
)
from tallystick.kit.errors import Refused
from tallystick.kit.months import add_months
from tallystick.law.working_days import NATIONS, Nation, is_working_day

TABLES = tomllib.loads((Path(__file__).parent / "cases" / "notice.toml").read_text(encoding="utf-8"))
_SAID = re.compile(r"(\d+) (clear )?(working )?(day|month)s?(?:, (\d+) to arrive)?(?:, (\w+))?")
A_DAY = dt.timedelta(days=1)


def notice_said(text: str) -> tuple[Notice, Nation | None]:
    """``5 clear working days, 2 to arrive, england`` as a notice and a nation."""
    found = _SAID.fullmatch(text)
    assert found, f"{text} is no notice"
    unit = f"working_{found[4]}s" if found[3] else f"{found[4]}s"
    notice = Notice(int(found[1]), cast(Unit, unit), bool(found[2]), int(found[5] or 0))
    return notice, cast("Nation | None", found[6])


def rows() -> list[Any]:
    return [pytest.param(*row, id=f"{table}: {row[0]} to {row[1]}") for table, all_ in TABLES.items() for row in all_]


@pytest.mark.parametrize("row", [pytest.param(one.values, id=one.id) for one in rows()])
def test_the_last_day_to_give_notice(row: tuple[Any, ...]):
    said, effect, last, *more = row
    sent = more[0] if len(more) == 2 else last
    notice, nation = notice_said(said)
    assert last_day_to_give(effect, notice, nation) == last, more[-1]
    assert last_day_to_send(last, notice, nation) == sent, more[-1]


DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2060, 12, 31))
NOTICES = st.builds(
    Notice,
    count=st.integers(0, 60),
    unit=st.sampled_from(("days", "working_days", "months")),
    clear=st.booleans(),
    service_days=st.integers(0, 5),
)
WHERE = st.sampled_from(NATIONS)


@given(DAYS, NOTICES, WHERE)
def test_given_on_the_last_day_it_takes_effect_in_time_and_a_day_later_it_does_not(
    effect: dt.date, notice: Notice, nation: Nation
):
    last = last_day_to_give(effect, notice, nation)
    assert effect_of(last, notice, nation) <= effect
    late = effect_of(last + A_DAY, notice, nation)
    if not _cautious(effect, last, notice) and not (notice.unit == "working_days" and notice.count + notice.clear == 0):
        assert late > effect


def _cautious(effect: dt.date, last: dt.date, notice: Notice) -> bool:
    """Whether months of unequal length make a later day reach `effect` too."""
    if notice.unit != "months":
        return False
    later = last + A_DAY
    forward = add_months(later, notice.count).day < later.day
    return forward or (notice.clear and add_months(effect, -notice.count).day < effect.day)


@given(DAYS, NOTICES, WHERE)
def test_the_last_day_in_working_days_is_one(effect: dt.date, notice: Notice, nation: Nation):
    last = last_day_to_give(effect, notice, nation)
    if notice.unit == "working_days":
        assert is_working_day(last, nation)
        between = [last + A_DAY * n for n in range(1, (effect - last).days + 1)]
        assert sum(is_working_day(day, nation) for day in between) == notice.count + notice.clear
    assert last_day_to_send(last, notice, nation) <= last <= effect


@given(DAYS, NOTICES, WHERE)
def test_what_is_sent_in_time_can_be_given_in_time(effect: dt.date, notice: Notice, nation: Nation):
    last = last_day_to_give(effect, notice, nation)
    send = last_day_to_send(last, notice, nation)
    assert first_day_to_give(send, notice, nation) <= last
    if notice.service_days:
        assert first_day_to_give(send + A_DAY, notice, nation) > last or not is_working_day(send + A_DAY, nation)


@given(DAYS, DAYS, NOTICES, WHERE)
def test_a_later_day_is_never_given_notice_of_earlier(one: dt.date, other: dt.date, notice: Notice, nation: Nation):
    first, second = sorted((one, other))
    assert last_day_to_give(first, notice, nation) <= last_day_to_give(second, notice, nation)
    assert effect_of(first, notice, nation) <= effect_of(second, notice, nation)


@given(DAYS, st.integers(1, 240))
def test_terms_one_after_the_other_leave_no_day_out(first: dt.date, months: int):
    last = last_day_of(first, months)
    assert last > first
    if first.day <= 28:
        assert last_day_of(last + A_DAY, months) == last_day_of(first, months * 2)


@pytest.mark.parametrize(
    ("first", "months", "last"),
    [
        ("2024-04-01", 36, "2027-03-31"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-28"),
        ("2023-03-01", 12, "2024-02-29"),
        ("2024-03-01", 12, "2025-02-28"),
        ("2024-08-31", 6, "2025-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-01-30", 12, "2025-01-29"),
        ("2026-12-15", 1, "2027-01-14"),
        ("2026-11-22", 0, "2026-11-21"),
    ],
)
def test_the_last_day_of_a_term(first: str, months: int, last: str):
    assert last_day_of(dt.date.fromisoformat(first), months) == dt.date.fromisoformat(last)


def test_working_days_are_never_those_of_no_nation():
    for notice in (Notice(5, "working_days"), Notice(3, "months", service_days=2)):
        assert notice.needs_nation
        with pytest.raises(ValueError, match="a nation"):
            last_day_to_send(last_day_to_give(dt.date(2027, 3, 31), notice, None), notice, None)


def test_beyond_the_calendar_is_refused():
    with pytest.raises(Refused, match="beyond the calendar"):
        last_day_of(dt.date(2026, 1, 1), 12 * 9000)


def test_a_notice_says_itself():
    assert str(Notice(1, "months")) == "1 month"
    assert str(Notice(20, "working_days", clear=True)) == "20 clear working days"
