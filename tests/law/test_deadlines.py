import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.law.deadlines import decide_deadline
from tallystick.law.deadlines_asked import DeadlineFacts, WrongFact, deadline_from_json
from tallystick.reference.deadlines import deadlines
from tests.contracts.rules.pages import example, page
from tests.law.tables import as_json, rows

EXPECTED = {"due", "days", "mark", "citation", "required", "before", "unknown", "refused", "says", "warned", "why"}
RULES = deadlines().rules
DAYS = st.dates(dt.date(2025, 2, 24), dt.date(2040, 12, 31))


@pytest.mark.parametrize(("code", "row"), rows("deadlines"))
def test_each_case_of_the_table(code: str, row: dict[str, Any]):
    said = {"code": code, **as_json(row, without=EXPECTED)}
    if "refused" in row:
        with pytest.raises(WrongFact) as no:
            decide_deadline(*deadline_from_json(said))
        assert no.value.field == row["refused"]
        return
    found = decide_deadline(*deadline_from_json(said))
    assert found.code == code
    assert found.due == row.get("due")
    assert found.before == row.get("before")
    assert found.unknown == tuple(row.get("unknown", ()))
    for key in ("days", "mark", "citation", "required"):
        assert getattr(found, key) == row.get(key, getattr(found, key))
    assert row.get("says", "") in found.why
    assert found.due is not None or row["says"], "a case with no day says why"
    assert row.get("warned") in (None, *(warning.mark for warning in found.warnings))


def test_every_deadline_has_a_case():
    assert {row.values[0] for row in rows("deadlines")} == set(RULES)


def test_the_worked_example():
    said, gives = example("deadlines")
    found = decide_deadline(*deadline_from_json(said))
    assert gives == {"due": str(found.due), "days": found.days, "citation": found.citation, "mark": found.mark}


def test_a_code_that_is_none_is_refused():
    with pytest.raises(WrongFact, match="no deadline"):
        decide_deadline("UK18", DeadlineFacts())


@given(st.sampled_from(sorted(RULES)), DAYS, st.integers(0, 10**10), st.sampled_from(["services", "light_touch", None]))
def test_a_day_is_never_before_what_sets_it_off_and_none_is_without_a_reason(
    code: str, day: dt.date, pence: int, kind: str | None
):
    if RULES[code].begins:
        day = dt.date.fromisoformat(f"{day.year}-{RULES[code].begins[-1]}")
    facts = DeadlineFacts(
        day=day, value=Decimal(pence) / 100, kind=kind, electronic=True, documents_together=False
    )  # fmt: skip
    found = decide_deadline(code, facts)
    assert found.why
    assert found.citation
    assert found.mark in ("V", "S", "G", "I", "?")
    if found.due is None:
        assert found.days is None
    else:
        assert found.days is not None
        first = day + dt.timedelta(days=1) if RULES[code].counting == "next_day" else day
        assert (found.due - first).days + 1 == found.days


@given(DAYS, DAYS)
def test_an_invoice_is_due_30_days_from_the_later_day(received: dt.date, falls_due: dt.date):
    found = decide_deadline("payment", DeadlineFacts(day=received, payment_falls_due=falls_due))
    assert found.due == max(received, falls_due) + dt.timedelta(days=29)


def test_the_page_has_every_deadline():
    text = page("deadlines")
    for rule in RULES.values():
        row = next((line for line in text.splitlines() if line.startswith(f"| `{rule.code}` ")), "")
        assert rule.citation in row, rule.code
        assert f"[{rule.mark}]" in row, rule.code
        for days in (rule.days, rule.light_touch_days):
            assert days is None or f"{days} days" in row, rule.code


def test_the_list_is_to_be_looked_over_in_time():
    about = deadlines()
    assert about.valid_from < about.review_by
    assert dt.datetime.now(tz=dt.UTC).date() <= about.review_by, "look the deadlines over, and set a new review_by"
