import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.contracts.rules.safe_start import safe_start_by, safe_starts
from tallystick.reference.lead_times import lead_times
from tests.contracts.rules.pages import example, page

TIMES = lead_times()
NOTICE = dt.date(2026, 12, 31)

# Worked by hand: a month before 31 December is 30 November, two before that 30 September, less the route's longer
# figure, less 28 clear days for governance.
BY_HAND = [
    ("framework", "2026-07-07", "8 weeks before 30 September are 5 August"),
    ("direct_award", "2026-06-23", "10 weeks are 22 July"),
    ("mini_competition", "2026-05-12", "16 weeks are 10 June"),
    ("dynamic_market", "2026-04-28", "18 weeks are 27 May"),
    ("open", "2026-03-01", "6 months are 30 March"),
    ("competitive_flexible", "2025-09-01", "12 months are 30 September 2025"),
    ("large_ict", "2024-12-31", "24 months in all, with everything in them"),
]


@pytest.mark.parametrize(("route", "start", "why"), BY_HAND)
def test_each_route(route: str, start: str, why: str):
    found = {one.route: one for one in safe_starts(NOTICE, TIMES)}
    assert found[route].last_safe_start == dt.date.fromisoformat(start), why


def test_every_route_is_there_and_the_latest_start_comes_first():
    found = safe_starts(NOTICE, TIMES)
    assert {one.route for one in found} == {one.code for one in TIMES.routes} == {route for route, _, _ in BY_HAND}
    starts = [one.last_safe_start for one in found]
    assert starts == sorted(starts, reverse=True)


def test_the_working_goes_back_step_by_step():
    (found,) = [one for one in safe_starts(NOTICE, TIMES) if one.route == "framework"]
    assert found.working == (
        "It has to be settled by 31 December 2026.",
        "Exit, 1 month before that [?]: 30 November 2026.",
        "Mobilisation, 2 months before that [?]: 30 September 2026.",
        "Direct award under a framework, 8 weeks before that [G]: 5 August 2026.",
        "Governance, 28 clear days before that [G]: 7 July 2026.",
    )
    assert found.legal_floor


def test_a_mark_is_that_of_the_least_sure_figure():
    route = TIMES.routes[0]
    assert safe_start_by(NOTICE, route, TIMES).mark == "?"
    assert safe_start_by(NOTICE, route, TIMES, mobilisation_days=10, exit_days=5).mark == "G"
    own = safe_start_by(NOTICE, route, TIMES, 28, 10, 5, lead_days=60)
    assert own.mark == ""
    assert own.last_safe_start == NOTICE - dt.timedelta(days=28 + 10 + 5 + 60)
    assert not any("[" in line for line in own.working)


@given(st.dates(dt.date(2020, 1, 1), dt.date(2040, 12, 31)), st.integers(0, 200), st.integers(0, 200))
def test_more_time_to_allow_for_is_never_a_later_start(day: dt.date, more: int, less: int):
    low, high = sorted((more, less))
    for route in TIMES.routes:
        assert (
            safe_start_by(day, route, TIMES, exit_days=high).last_safe_start
            <= safe_start_by(day, route, TIMES, exit_days=low).last_safe_start
            <= day
        )


def test_the_worked_example():
    said, gives = example("last-safe-start")
    found = safe_starts(
        dt.date.fromisoformat(said["settled_by"]),
        TIMES,
        governance_days=said["governance_days"],
        mobilisation_days=said["mobilisation_days"],
        exit_days=said["exit_days"],
    )
    shown = {one.route: str(one.last_safe_start) for one in found}
    assert json.loads(json.dumps(shown)) == gives


def test_the_page_has_every_figure():
    text = page("last-safe-start")
    for route in TIMES.routes:
        assert f"| {route.name} `{route.code}` | {route.least} to {route.most} {route.unit} |" in text
    for allowed in (TIMES.governance, TIMES.mobilisation, TIMES.exit):
        clear = "clear " if allowed.clear else ""
        unit = allowed.unit if allowed.count != 1 else allowed.unit.removesuffix("s")
        assert f"{allowed.count} {clear}{unit} [{allowed.mark}]" in text
