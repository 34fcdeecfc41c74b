"""What must happen by when follows from the contract and its rows, and from nothing else. cases/key_dates.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.contracts.choices import KEY_DATES
from tallystick.contracts.rules.key_dates import key_dates
from tallystick.contracts.rules.key_dates_facts import (
    FOR_EVER,
    ActionRow,
    Dated,
    DatedRow,
    DocumentRow,
    DutyRow,
    Facts,
    KeyDates,
    ObligationRow,
)
from tallystick.contracts.rules.warning import warn_from
from tallystick.reference.warning_days import warning_days
from tests.contracts.rules.pages import example

CASES = tomllib.loads((Path(__file__).parent / "cases" / "key_dates.toml").read_text(encoding="utf-8"))["case"]
OWNER, OTHER, STRANGER = 1, 2, 9
TODAY = date(2026, 11, 22)
USUAL: dict[str, Any] = {
    "owner": OWNER, "regime": "PA2023", "nation": "England", "readers": frozenset({OWNER, OTHER}),
    "paper_readers": frozenset({OWNER}),
}  # fmt: skip
ROWS: dict[str, type[Any]] = {
    "duties": DutyRow, "obligations": ObligationRow, "documents": DocumentRow, "actions": ActionRow,
    "meetings": DatedRow, "risks": DatedRow, "exit_plans": DatedRow, "prices": DatedRow,
}  # fmt: skip


def row_of(kind: str, said: Mapping[str, Any]) -> Any:
    """A row with what is said of it; what is not said is not known."""
    model = ROWS[kind]
    blank = {one.name: "" if one.name in ("why", "clause", "source") else None for one in fields(model)}
    return model(**{**blank, **said})


def facts_of(case: Mapping[str, Any]) -> Facts:
    rows = {kind: tuple(row_of(kind, one) for one in case.get(kind, ())) for kind in ROWS}
    contract = dict(case["contract"])
    contract["owner"] = contract.get("owner", OWNER) or None
    return Facts(**{**USUAL, **contract, **rows})


def said(one: Dated) -> str:
    effect = f" → {one.takes_effect}" if one.takes_effect else ""
    return f"{one.key} {one.due or '?'}{effect}"


@pytest.mark.parametrize("case", CASES, ids=[str(case["why"])[:70] for case in CASES])
def test_what_follows(case: Mapping[str, Any]) -> None:
    found = key_dates(facts_of(case), case["today"])
    assert [said(one) for one in found.dates] == case["dates"]
    assert found.until == (FOR_EVER if case["until"] == "ever" else case["until"])
    assert {one.kind for one in found.dates} <= {code for code, _ in KEY_DATES}
    assert all(one.what and one.why for one in found.dates)


def only(found: KeyDates, key: str) -> Dated:
    [one] = [one for one in found.dates if one.key == key]
    return one


FIXED = Facts(**USUAL, start=date(2024, 4, 1), end=date(2027, 3, 31))


def test_what_was_decided_without_a_day_holds_until_what_it_is_about_has_passed() -> None:
    renewing = Facts(
        **USUAL, start=date(2024, 4, 1), end=date(2027, 3, 31), term_kind="renewing", term_months=36,
        renewal_months=12, settled=frozenset({("renewal", date(2027, 3, 31))}),
    )  # fmt: skip
    found = [
        (one.due, one.takes_effect, one.settled)
        for today in (date(2026, 11, 23), date(2027, 3, 31), date(2028, 1, 10), date(2030, 1, 7))
        for one in [only(key_dates(renewing, today), "renewal")]
    ]
    assert found == [
        (None, date(2027, 3, 31), True),
        (None, date(2027, 3, 31), True),
        (None, date(2028, 3, 31), False),
        (None, date(2030, 3, 31), False),
    ]


@pytest.mark.parametrize("lead_days", [None, 30])
def test_an_end_after_a_missed_notice_says_that_first(lead_days: int | None) -> None:
    missed = Facts(
        **USUAL, start=date(2025, 2, 1), end=date(2027, 1, 31), extensions=[12, 12], extensions_used=0,
        extension_notice={"count": 3, "unit": "months"}, lead_days=lead_days,
    )  # fmt: skip
    assert [one.key for one in key_dates(missed, date(2026, 10, 31)).dates if one.due] == ["extension:1"]
    end = only(key_dates(missed, TODAY), "end")
    too_late = "The last day to give notice to extend was 31 October 2026: only by agreement now."
    assert end.what == f"{too_late} It ends on 31 January 2027"
    assert end.why == "It ends on 31 January 2027 without notice, unless both sides agree to go on."
    assert end.working[:2] == (too_late, end.why)
    # With every extension used there is nothing that anybody could be late for.
    last = only(key_dates(replace(missed, extensions_used=2), TODAY), "end")
    assert (last.what, last.why) == (
        "It ends on 31 January 2027",
        "It ends on 31 January 2027 without notice, and nothing extends it.",
    )


def test_whose_it_is_is_the_rows_owner_then_the_contracts_and_never_a_strangers() -> None:
    duty = row_of("duties", {"id": 1, "what": "Review", "due": TODAY, "owner": OTHER})
    gone = row_of("duties", {"id": 2, "what": "Review", "due": TODAY, "owner": STRANGER})
    paper = row_of("actions", {"id": 3, "what": "Ask", "due": TODAY, "owner": OTHER})
    found = key_dates(replace(FIXED, duties=(duty, gone), actions=(paper,)), TODAY)
    assert only(found, "duty:1").person == OTHER
    assert only(found, "duty:2").person == OWNER
    # They may not read papers: an action is then the contract's owner's, who may.
    assert only(found, "action:3").person == OWNER
    nobody = key_dates(replace(FIXED, owner=STRANGER, duties=(gone,)), TODAY)
    assert {one.person for one in nobody.dates} == {None}


def test_a_decision_is_settled_for_its_day_alone_and_arms_again_when_that_moves() -> None:
    settled = frozenset({("end", date(2027, 3, 31)), ("duty:1", TODAY)})
    duty = row_of("duties", {"id": 1, "what": "Review", "due": TODAY})
    decided = replace(FIXED, settled=settled, duties=(duty,))
    assert only(key_dates(decided, TODAY), "end").settled
    assert not only(key_dates(replace(decided, end=date(2027, 4, 30)), TODAY), "end").settled
    # A duty is not decided away: it is done, or not needed.
    assert not only(key_dates(decided, TODAY), "duty:1").settled


def test_the_last_safe_start_is_that_of_the_route_and_is_said_with_its_working() -> None:
    plain = only(key_dates(FIXED, TODAY), "end")
    assert plain.last_safe_start is None
    assert any("not known" in line for line in plain.working)
    routed = only(key_dates(replace(FIXED, next_route="open"), TODAY), "end")
    assert routed.last_safe_start is not None
    assert routed.last_safe_start < date(2026, 10, 1)
    assert not any("not known" in line for line in routed.working)
    assert "[G]" in " ".join(routed.working)
    own = only(key_dates(replace(FIXED, next_route="open", lead_days=10), TODAY), "end")
    assert own.last_safe_start is not None
    assert own.last_safe_start > routed.last_safe_start
    days = only(key_dates(replace(FIXED, lead_days=100), TODAY), "end")
    assert days.last_safe_start == date(2027, 3, 31) - timedelta(days=100)


def test_a_decision_is_spoken_of_before_its_last_safe_start_and_other_things_before_their_day() -> None:
    due, start = date(2027, 6, 30), date(2027, 3, 1)
    assert warn_from("renewal", due=due, last_safe_start=start) == date(2027, 2, 1)
    assert warn_from("renewal", due=due, last_safe_start=None) == date(2027, 4, 1)
    # A last safe start after the day itself would warn too late.
    assert warn_from("renewal", due=due, last_safe_start=due + timedelta(days=90)) == date(2027, 6, 2)
    assert warn_from("review", due=due, last_safe_start=None) == date(2027, 6, 2)
    assert warn_from("duty", due=due, last_safe_start=None, lead_days=14) == date(2027, 6, 16)
    assert warn_from("duty", due=due, last_safe_start=None, lead_days=0) == due
    assert warn_from("find_out", due=None, last_safe_start=None) is None
    assert warn_from("review", due=date(1, 1, 2), last_safe_start=None) == date.min


def test_the_warning_is_data_with_its_source_and_is_looked_at_again() -> None:
    days = warning_days()
    assert days.source
    assert days.mark == "G"
    assert days.valid_from <= TODAY < days.review_by


def test_a_register_that_names_an_owner_without_an_account_says_so() -> None:
    found = only(key_dates(replace(FIXED, owner=None, owner_name="Ada Byron"), TODAY), "find_out:owner")
    assert "Ada Byron" in found.why


DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))
MAYBE = st.none() | DAYS
NOTICES = st.none() | st.builds(
    lambda count, unit, clear: {"count": count, "unit": unit, "clear": clear},
    st.integers(0, 200), st.sampled_from(["days", "working_days", "months"]), st.booleans(),
)  # fmt: skip
MONTHS = st.none() | st.integers(1, 48)
FACTS = st.builds(
    Facts,
    start=MAYBE, end=MAYBE, latest_end=MAYBE, review=MAYBE, terminated=st.none() | st.none() | MAYBE,
    term_kind=st.sampled_from(["fixed", "rolling", "annual", "renewing", "open_ended", "one_off", "unknown"]),
    term_months=MONTHS, extensions=st.lists(st.integers(1, 24), max_size=3), extensions_used=st.none()
    | st.integers(0, 4), extension_notice=NOTICES, break_on=MAYBE, break_from=MAYBE, break_to=MAYBE,
    break_every_months=MONTHS, break_notice=NOTICES, end_after=NOTICES, renewal_months=MONTHS,
    renewal_times=st.none() | st.integers(0, 4), renewal_notice=NOTICES, notice=NOTICES, framework_end=MAYBE,
    next_route=st.sampled_from(["", "open", "framework", "no such route"]), lead_days=st.none() | st.integers(0, 400),
    owner=st.none() | st.just(OWNER), regime=st.sampled_from(["", "PA2023"]), personal_data=st.none() | st.booleans(),
    impact_assessed=MAYBE, nation=st.sampled_from(["England", "Scotland", ""]), readers=st.just(frozenset({OWNER})),
    paper_readers=st.just(frozenset({OWNER})),
    duties=st.lists(
        st.builds(DutyRow, st.integers(1, 9), st.just("Do it"), st.just("So"), MAYBE, st.none() | st.integers(0, 99),
                  st.sampled_from(["", "tier:major", "change:1"]), st.none()),
        max_size=2, unique_by=lambda row: row.id).map(tuple),
    obligations=st.lists(
        st.builds(ObligationRow, st.integers(1, 9), st.just("council"), st.just("Do it"), st.just(""), MAYBE, MONTHS,
                  MAYBE), max_size=2, unique_by=lambda row: row.id).map(tuple),
    prices=st.lists(st.builds(DatedRow, st.integers(1, 9), st.just("Licence"), DAYS), max_size=3).map(tuple),
)  # fmt: skip


@given(FACTS, DAYS, st.data())
def test_all_of_it_holds_until_the_day_it_says(facts: Facts, today: date, data: st.DataObject) -> None:
    found = key_dates(facts, today)
    assert found.until >= today
    last = min(found.until, today + timedelta(days=4000))
    for later in {last, today + timedelta(days=data.draw(st.integers(0, (last - today).days)))}:
        again = key_dates(facts, later)
        assert again.dates == found.dates
        assert (again.current_end, again.latest_end, again.unknown) == (
            found.current_end, found.latest_end, found.unknown
        )  # fmt: skip
        assert again.until == found.until


@given(FACTS, DAYS)
def test_no_decision_is_behind_us_and_each_thing_is_there_once(facts: Facts, today: date) -> None:
    found = key_dates(facts, today)
    keys = [one.key for one in found.dates]
    assert len(set(keys)) == len(keys)
    for one in found.dates:
        assert len(one.key) <= 80
        assert len(one.what) <= 500
        if one.kind in ("extension", "break", "renewal", "rolling", "end", "framework_end"):
            assert one.due is None or one.due >= today
            assert not found.over
        assert one.kind != "find_out" or one.due is None


def test_the_worked_example_of_its_page() -> None:
    given_, gives = example("key-dates")
    contract = {name: _day(value) for name, value in given_["contract"].items()}
    documents = tuple(
        DocumentRow(one["id"], one["kind"], one["title"], date.fromisoformat(one["expires"]))
        for one in given_["documents"]
    )
    found = key_dates(Facts(**contract, documents=documents), date.fromisoformat(given_["today"]))
    assert found.until.isoformat() == gives["until"]
    told = [{name: _iso(getattr(one, name)) for name in gives["dates"][0]} for one in found.dates]
    assert told == gives["dates"]


def _day(value: Any) -> Any:
    return date.fromisoformat(value) if isinstance(value, str) and value[:2] == "20" else value


def _iso(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
