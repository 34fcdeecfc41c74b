import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.contracts.rules.governance import DAYS_TO_BEGIN, horizon, next_due, occurrences, plan
from tallystick.contracts.rules.meetings import OpenAction, agenda, prepared
from tallystick.kit.months import add_months
from tallystick.reference.asking import Consequence, Duty
from tallystick.reference.questionnaires_shipped import shipped_one

NINE = shipped_one("segmentation")
MAJOR = NINE.consequence("major")
DAYS = st.dates(dt.date(2015, 1, 1), dt.date(2045, 1, 1))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def one(**of: object) -> Consequence:
    duty = {
        "code": "d", "what": "Do", "who": "owner", "every_months": None, "anchor": "start", "months": 0, "days": 0,
        "lead_days": 7, "why": "Because.", **of,
    }  # fmt: skip
    return Consequence("major", (), (Duty(**duty),), ())  # type: ignore[arg-type]


def due(consequence: Consequence, start: str | None, end: str | None, today: str) -> list[str | None]:
    found = plan(consequence, start=day(start) if start else None, end=day(end) if end else None, today=day(today))
    return [planned.due.isoformat() if planned.due else None for planned in found]


def test_a_monthly_duty_of_a_contract_from_the_31st_keeps_to_month_ends():
    monthly = one(every_months=1, months=1)
    (planned,) = plan(monthly, start=day("2026-01-31"), end=day("2027-01-30"), today=day("2026-01-01"))
    days = [found.isoformat() for found in occurrences(planned, until=day("2026-07-01"))]
    assert days == ["2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31", "2026-06-30"]
    assert planned.warn == day("2026-02-21")
    assert list(occurrences(planned, until=day("2030-01-01")))[-1] == day("2026-12-31")


@pytest.mark.parametrize(
    ("start", "end", "today", "expected"),
    [
        ("2026-04-01", "2029-03-31", "2026-11-22", ["2026-12-01"]),
        ("2026-04-01", "2029-03-31", "2026-12-01", ["2026-12-01"]),
        ("2026-04-01", "2029-03-31", "2026-12-02", ["2027-01-01"]),
        ("2026-04-01", "2026-12-15", "2026-12-02", []),
        ("2027-04-01", None, "2026-11-22", ["2027-05-01"]),
        ("2026-04-01", "2026-11-21", "2026-11-22", []),
    ],
)
def test_when_a_monthly_duty_is_next(start: str, end: str | None, today: str, expected: list[str]):
    assert due(one(every_months=1, months=1), start, end, today) == expected


def test_what_is_done_once_is_due_in_its_time_or_soon():
    once = one(months=3)
    assert due(once, "2026-10-01", "2029-09-30", "2026-11-22") == ["2027-01-01"]
    (late,) = plan(once, start=day("2024-10-01"), end=day("2029-09-30"), today=day("2026-11-22"))
    assert late.due == day("2026-11-22") + dt.timedelta(days=DAYS_TO_BEGIN)
    assert "should have been done by 2025-01-01" in late.why
    assert due(once, "2024-10-01", "2026-12-01", "2026-11-22") == ["2026-12-01"]


def test_what_is_counted_back_from_the_end():
    before = one(anchor="end", months=12)
    assert due(before, "2026-04-01", "2029-03-31", "2026-11-22") == ["2028-03-31"]
    assert due(before, "2026-04-01", "2027-01-31", "2026-11-22") == ["2026-12-22"]
    (open_ended,) = plan(before, start=day("2026-04-01"), end=None, today=day("2026-11-22"))
    assert open_ended.due is None
    assert "end is not known" in open_ended.why
    assert list(occurrences(open_ended, until=day("2040-01-01"))) == []


def test_a_start_that_is_not_known_is_counted_from_today_and_said():
    (planned,) = plan(one(every_months=12, months=12), start=None, end=None, today=day("2026-11-22"))
    assert planned.due == day("2027-11-22")
    assert "start is not known" in planned.why


@given(DAYS, st.integers(0, 200), st.integers(-50, 300), st.sampled_from(["major", "operational", "transactional"]))
def test_every_day_is_within_the_contract_and_not_before_today(start: dt.date, length: int, age: int, tier: str):
    end, today = add_months(start, length), add_months(start, age)
    found = plan(NINE.consequence(tier), start=start, end=end, today=today)
    assert all(p.due is not None and today <= p.due <= end for p in found)
    days = [p.due for p in found]
    assert days == sorted(days)  # type: ignore[type-var]
    if end < today:
        assert found == ()


@given(DAYS, st.integers(-60, 300), st.integers(1, 24), st.integers(0, 36), st.integers(0, 40))
def test_what_recurs_falls_on_the_days_counted_from_the_start(
    start: dt.date, age: int, every: int, months: int, days: int
):
    today = start + dt.timedelta(days=age * 11)
    consequence = one(every_months=every, months=months, days=days)
    (planned,) = plan(consequence, start=start, end=None, today=today)
    every_day = [add_months(start, months + n * every) + dt.timedelta(days=days) for n in range(160 // every + 12)]
    until = add_months(today, 60)
    assert list(occurrences(planned, until=until)) == [d for d in every_day if today <= d <= until]
    assert planned.due is not None
    assert next_due(planned, after=planned.due) == next(d for d in every_day if d > planned.due)


def test_a_year_ahead_of_a_major_contract():
    found = plan(MAJOR, start=day("2026-04-01"), end=day("2031-03-31"), today=day("2026-04-01"))
    ahead = [planned.code for _, planned in horizon(found, today=day("2026-04-01"), months=12)]
    assert ahead.count("monitor") == 12
    assert ahead.count("service_review") == 4
    assert ahead.count("partnership_review") == 1
    assert ahead.count("name_sponsor") == 1
    assert ahead.count("ready_to_leave") == 0


def test_the_agenda_is_the_tiers_own_and_begins_with_what_is_not_done():
    titles = agenda(NINE, "major")
    assert titles == MAJOR.agenda
    assert agenda(shipped_one("health-check"), "sound") == ()
    actions = [
        OpenAction("Send the certificate", "Supplier", day("2026-11-30")),
        OpenAction("Agree the change", "", None),
        OpenAction("Pay the credit", "Supplier", day("2026-11-21")),
    ]
    first, *rest = prepared(titles, actions, on=day("2026-11-22"))
    assert first.notes == (
        "Pay the credit (Supplier): due 2026-11-21, 1 day overdue",
        "Send the certificate (Supplier): due 2026-11-30",
        "Agree the change: no date set",
    )
    assert [item.title for item in rest] == list(titles[1:])
    assert [item.title for item in prepared((), actions, on=day("2026-11-22"))] == ["Actions from the last meeting"]
