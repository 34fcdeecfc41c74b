"""Key dates are right after every verb, kept by number, told to those who may, and settled for their day."""

from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tallystick.contracts import actions, models
from tallystick.contracts.actions import reckoning
from tallystick.contracts.actions.keeping import NotAcceptable, NotThere
from tallystick.contracts.actions.reckoning import reckon, reckon_due, rules_version
from tallystick.contracts.actions.settling import settle, unsettle
from tallystick.contracts.choices import SETTLED, SETTLED_AS
from tallystick.contracts.queries.key_date_facts import facts_of
from tallystick.contracts.rules.key_dates import SETTLED_BY_A_PERSON
from tallystick.contracts.rules.key_dates import key_dates as worked_out
from tallystick.councils.actions import NotAllowed
from tallystick.councils.models import LogEntry, Membership, Person
from tallystick.kit.errors import Refused
from tests.contracts import governed
from tests.contracts.governed import (
    AT,
    MAJOR,
    MANAGER,
    OPERATOR,
    OPTION,
    THEIRS,
    TODAY,
    change,
    kept,
    member,
    somebody,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def councils() -> None:
    governed.councils()


@pytest.fixture
def housing() -> Any:
    return governed.contract(**OPTION)


def all_is_right(today: date = TODAY) -> None:
    """The slow twin: each row is what is worked out now of its contract, one at a time."""
    numbers = list(models.Contract.objects.values_list("pk", flat=True))
    for number in numbers:
        found = facts_of([number]).get(number)
        rows = {row.key: row for row in models.KeyDate.objects.filter(contract=number)}
        if found is None:
            assert not rows
            assert not models.Reckoned.objects.filter(pk=number).exists()
            continue
        told = worked_out(found.facts, today)
        assert rows.keys() == {one.key for one in told.dates}
        for one in told.dates:
            row = rows[one.key]
            assert (row.kind, row.what, row.why, row.due, row.takes_effect, row.last_safe_start, row.warn) == (
                one.kind, one.what, one.why, one.due, one.takes_effect, one.last_safe_start, one.warn
            )  # fmt: skip
            assert (row.person_id, row.settled, row.row, row.working) == (
                one.person, one.settled, one.row, list(one.working)
            )  # fmt: skip
            assert (row.organisation_id, row.department) == (found.organisation, found.department)
        reckoned = models.Reckoned.objects.get(pk=number)
        assert (reckoned.until, reckoned.current_end, reckoned.latest_end) == (
            told.until, told.current_end, told.latest_end
        )  # fmt: skip
        assert (reckoned.unknown, reckoned.rules_version) == (list(told.unknown), rules_version())
        assert reckoned.regime == found.standing.regime


def test_a_contract_has_its_key_dates_from_the_moment_it_is_there(housing: Any) -> None:
    rows = kept(housing)
    assert rows["extension:1"].due == date(2026, 12, 31)
    assert rows["extension:1"].warn == date(2026, 10, 2)
    assert {"find_out:owner", "find_out:regime"} <= rows.keys()
    reckoned = models.Reckoned.objects.get(pk=housing.pk)
    assert (reckoned.on, reckoned.until, reckoned.next_due) == (TODAY, date(2026, 12, 31), date(2026, 12, 31))
    all_is_right()


def test_what_is_left_holds_until_other_limits_are_in_force(housing: Any) -> None:
    reckon([housing.pk], today=date(2025, 6, 1))
    until = models.Reckoned.objects.get(pk=housing.pk).until
    assert until is not None
    assert until <= date(2025, 12, 31)
    assert reckoning._until(None, date(2025, 6, 1)) == date(2025, 12, 31)
    assert reckoning._until(date(2025, 7, 1), date(2025, 6, 1)) == date(2025, 7, 1)


def test_a_figure_that_is_changed_by_hand_has_all_worked_out_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rules_version.__wrapped__()
    kept = files("tallystick.reference")
    for name in reckoning._FOLLOWS_FROM:
        (tmp_path / name).write_bytes(kept.joinpath(name).read_bytes())
    monkeypatch.setattr(reckoning, "files", lambda _: tmp_path)
    assert rules_version.__wrapped__() == before
    said = (tmp_path / "thresholds.toml").read_text()
    (tmp_path / "thresholds.toml").write_text(said.replace("207720", "207721"))
    assert rules_version.__wrapped__() != before


def test_a_row_that_stays_keeps_its_number_and_one_that_is_gone_is_gone(housing: Any) -> None:
    before = kept(housing)
    change(housing, review=date(2027, 1, 15))
    after = kept(housing)
    assert after["extension:1"].pk == before["extension:1"].pk
    assert after.keys() - before.keys() == {"review"}
    change(housing, extension_notice={"count": 1, "unit": "months"})
    moved = kept(housing)["extension:1"]
    assert (moved.pk, moved.due) == (before["extension:1"].pk, date(2027, 2, 28))
    change(housing, extensions=[], latest_end=None, extension_notice=None)
    assert "extension:1" not in kept(housing)
    assert reckon([housing.pk], today=TODAY) == 0


def test_every_kind_of_row_is_followed_by_its_key_date(housing: Any) -> None:
    ada = member("ada")
    change(housing, owner_id=ada.pk)
    for kind, values, key in (
        ("duty", {"what": "Ask", "due": TODAY}, "duty"),
        ("obligation", {"what": "Accounts", "due": TODAY}, "obligation"),
        ("meeting", {"on": TODAY + timedelta(days=9), "title": "Autumn"}, "meeting"),
        ("risk", {"title": "Fire", "review": TODAY}, "risk"),
        ("exit", {"summary": "So", "review": TODAY}, "exit"),
    ):
        row = actions.add_row(contract=housing.pk, kind=kind, values=values, by=OPERATOR, at=AT)
        assert kept(housing)[f"{key}:{row.pk}"].person_id == ada.pk
        all_is_right()
        actions.remove_row(contract=housing.pk, kind=kind, row=row.pk, version=row.version, by=OPERATOR, at=AT)
        assert f"{key}:{row.pk}" not in kept(housing)
    price = {"item": "Licence", "ends": date(2027, 1, 31)}
    actions.add_row(contract=housing.pk, kind="price", values=price, by=OPERATOR, at=AT)
    assert kept(housing)["prices:2027-01-31"].due == date(2027, 1, 31)


def test_verbs_that_write_many_rows_work_dates_out_once_and_rightly(housing: Any) -> None:
    actions.segment_contract(contract=housing.pk, answers=MAJOR, today=TODAY, by=MANAGER, at=AT)
    assert sum(key.startswith("duty:") for key in kept(housing)) > 3
    all_is_right()
    values = {"on": TODAY, "title": "Autumn review"}
    row = actions.add_row(contract=housing.pk, kind="meeting", values=values, by=MANAGER, at=AT)
    agreed = [{"what": "Mend the lift", "due": TODAY}]
    actions.hold_meeting(
        contract=housing.pk, meeting=row.pk, version=1, on=TODAY, present="", minutes="", actions=agreed, today=TODAY,
        by=MANAGER, at=AT,
    )  # fmt: skip
    assert sum(key.startswith("action:") for key in kept(housing)) == 1
    assert f"meeting:{row.pk}" not in kept(housing)
    duty = models.Duty.objects.filter(contract=housing).order_by("pk").first()
    assert duty is not None
    actions.drop_duty(contract=housing.pk, duty=duty.pk, version=duty.version, by=MANAGER, at=AT, why="Done elsewhere")
    assert f"duty:{duty.pk}" not in kept(housing)
    all_is_right()


def test_a_verb_that_fails_leaves_key_dates_as_they_were(housing: Any) -> None:
    before = {key: (row.pk, row.due) for key, row in kept(housing).items()}
    with pytest.raises(NotAcceptable):
        change(housing, start=date(2030, 1, 1))
    assert {key: (row.pk, row.due) for key, row in kept(housing).items()} == before


def test_a_contract_that_is_taken_out_has_none(housing: Any) -> None:
    actions.remove_contract(contract=housing.pk, version=1, by=OPERATOR, at=AT, why="A copy")
    assert not kept(housing)
    all_is_right()


def test_the_night_works_out_what_a_day_changed_and_nothing_else(housing: Any) -> None:
    rolls = governed.contract(term_kind="rolling", end=None, notice={"count": 30, "unit": "days"})
    done: list[tuple[int, int]] = []
    assert reckon_due(today=date(2026, 12, 31), progress=lambda *said: done.append(said)) == 0
    assert not done
    assert reckon_due(today=date(2027, 1, 1), progress=lambda *said: done.append(said)) == 1
    assert done == [(1, 1)]
    assert kept(housing).keys() >= {"end"}
    assert "extension:1" not in kept(housing)
    all_is_right(date(2027, 1, 1))
    # What was never worked out, and what was while the clock was wrong.
    models.Reckoned.objects.filter(pk=rolls.pk).delete()
    assert reckon_due(today=TODAY) == 2
    assert kept(housing)["extension:1"].due == date(2026, 12, 31)
    all_is_right()
    models.Reckoned.objects.update(rules_version="of last year")
    assert reckon_due(today=TODAY) == 2
    assert reckon_due(today=TODAY) == 0


def test_the_night_finds_who_came_and_who_left(housing: Any) -> None:
    ada, bob = member("ada"), member("bob", role="reader")
    change(housing, owner_id=ada.pk)
    duty = {"what": "Ask", "due": TODAY, "owner_id": bob.pk}
    row = actions.add_row(contract=housing.pk, kind="duty", values=duty, by=OPERATOR, at=AT)
    assert kept(housing)[f"duty:{row.pk}"].person_id == bob.pk
    Membership.objects.filter(person=bob).update(ended_at=AT)
    assert reckon_due(today=TODAY) == 1
    assert kept(housing)[f"duty:{row.pk}"].person_id == ada.pk
    Person.objects.filter(pk=ada.pk).update(is_active=False)
    assert reckon_due(today=TODAY) == 1
    assert {one.person_id for one in kept(housing).values()} == {None}
    assert "may not sign in" in kept(housing)["find_out:owner"].why
    Person.objects.filter(pk=ada.pk).update(is_active=True)
    Membership.objects.filter(person=bob).update(ended_at=None)
    assert reckon_due(today=TODAY) == 1
    rows = kept(housing)
    assert (rows["extension:1"].person_id, rows[f"duty:{row.pk}"].person_id) == (ada.pk, bob.pk)
    assert reckon_due(today=TODAY) == 0
    all_is_right()


def test_somebody_of_another_council_is_never_told(housing: Any) -> None:
    zoe = member("zoe", THEIRS)
    models.Contract.objects.filter(pk=housing.pk).update(owner=zoe)
    reckon([housing.pk], today=TODAY)
    assert {one.person_id for one in kept(housing).values()} == {None}


def decide(of: Any, key: str, due: date | None, decision: str = "extend", **more: Any) -> models.Settled:
    return settle(contract=of.pk, key=key, due=due, decision=decision, **{"by": MANAGER, "at": AT, **more})


def test_a_decision_settles_its_day_is_logged_and_arms_again_when_the_day_moves(housing: Any) -> None:
    decide(housing, "extension:1", date(2026, 12, 31), why="It serves us well")
    assert kept(housing)["extension:1"].settled
    assert models.Reckoned.objects.get(pk=housing.pk).next_due is None
    entry = LogEntry.objects.order_by("-pk")[0]
    assert (entry.what, entry.kind, entry.why) == ("settle", "settled", "It serves us well")
    with pytest.raises(Refused, match="settled it already"):
        decide(housing, "extension:1", date(2026, 12, 31))
    change(housing, extension_notice={"count": 1, "unit": "months"})
    assert not kept(housing)["extension:1"].settled
    with pytest.raises(Refused, match="has moved"):
        decide(housing, "extension:1", date(2026, 12, 31))
    decide(housing, "extension:1", date(2027, 2, 28), "let_end")
    assert unsettle(contract=housing.pk, key="extension:1", due=date(2027, 2, 28), by=MANAGER, at=AT) == 1
    assert not kept(housing)["extension:1"].settled
    all_is_right()


def test_a_decision_without_a_day_is_for_when_it_takes_effect_and_is_asked_for_again_after_that() -> None:
    of = governed.contract(
        start=date(2024, 4, 1), end=date(2027, 3, 31), term_kind="renewing", term_months=36, renewal_months=12
    )
    row = kept(of)["renewal"]
    assert (row.due, row.about) == (None, date(2027, 3, 31))
    with pytest.raises(Refused, match="has moved"):
        decide(of, "renewal", date(2026, 3, 31))
    decide(of, "renewal", row.about, "let_end")
    assert kept(of)["renewal"].settled
    reckon([of.pk], today=date(2027, 4, 1))
    assert (kept(of)["renewal"].settled, kept(of)["renewal"].about) == (False, date(2028, 3, 31))
    all_is_right(date(2027, 4, 1))
    assert unsettle(contract=of.pk, key="renewal", due=date(2027, 3, 31), by=MANAGER, at=AT) == 1


def test_each_kind_that_a_person_settles_has_decisions_and_a_free_one() -> None:
    assert SETTLED_AS.keys() == SETTLED_BY_A_PERSON
    assert {code for codes in SETTLED_AS.values() for code in codes} == dict(SETTLED).keys()
    assert all(codes[-1] == "other" for codes in SETTLED_AS.values())


def test_what_cannot_be_decided_about_a_date_is_no_decision(housing: Any) -> None:
    for decision in ("renew", "go_on", ""):
        with pytest.raises(NotAcceptable) as told:
            decide(housing, "extension:1", date(2026, 12, 31), decision)
        assert told.value.fields == {"decision": "Choose what was decided"}
    assert not models.Settled.objects.exists()


def test_what_cannot_be_settled_is_refused_with_what_to_do_instead(housing: Any) -> None:
    row = actions.add_row(contract=housing.pk, kind="duty", values={"what": "Ask", "due": TODAY}, by=OPERATOR, at=AT)
    with pytest.raises(Refused, match="the duty was done"):
        decide(housing, f"duty:{row.pk}", TODAY)
    with pytest.raises(Refused, match="what you found out"):
        decide(housing, "find_out:owner", None)
    with pytest.raises(NotThere):
        decide(housing, "no such key", None)
    with pytest.raises(NotAcceptable) as told:
        decide(housing, "extension:1", date(2026, 12, 31), "perhaps")
    assert set(told.value.fields) == {"decision"}
    with pytest.raises(NotAcceptable) as told:
        decide(housing, "extension:1", date(2026, 12, 31), "other")
    assert set(told.value.fields) == {"reason"}
    for role in ("reader", "approver", "administrator", "sector"):
        with pytest.raises(NotAllowed):
            decide(housing, "extension:1", date(2026, 12, 31), by=somebody(role))
    with pytest.raises(NotThere):
        decide(housing, "extension:1", date(2026, 12, 31), by=somebody("contract_manager", THEIRS))


STEPS = st.lists(
    st.tuples(st.sampled_from(["term", "owner", "duty", "finish", "remove", "settle", "night"]), st.integers(0, 5)),
    min_size=3, max_size=8,
)  # fmt: skip
TERMS: list[dict[str, Any]] = [
    {"end": date(2027, 3, 31), "latest_end": None, "extensions": [12, 12], "extensions_used": 1},
    {"end": date(2027, 6, 30), "latest_end": None, "renewal_months": 12, "notice": {"count": 30, "unit": "days"}},
    {"end": date(2026, 10, 31), "latest_end": None},
    {"terminated": date(2027, 1, 31)},
    {"terminated": None, "break_every_months": 6, "break_notice": {"count": 20, "unit": "working_days"}},
    {"next_route": "open", "personal_data": True, "framework_end": date(2027, 2, 1)},
]


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(STEPS)
def test_after_any_verbs_in_any_order_every_row_is_what_is_worked_out(steps: list[tuple[str, int]]) -> None:
    ada = Person.objects.filter(email="ada@council.example").first() or member("ada")
    of = governed.contract(**OPTION)
    at, today = AT, TODAY
    for verb, number in steps:
        _do(of, ada, verb, number, at, today)
        if verb == "night":
            at, today = at + timedelta(days=number * 20), today + timedelta(days=number * 20)
            reckon_due(today=today)
        row = models.Reckoned.objects.filter(pk=of.pk).first()
        if row is not None and row.until is not None and row.until >= today:
            found = facts_of([of.pk])[of.pk]
            told = worked_out(found.facts, today)
            assert {(one.key, one.due, one.settled, one.person) for one in told.dates} == set(
                models.KeyDate.objects.filter(contract=of.pk).values_list("key", "due", "settled", "person")
            )
    reckon_due(today=today)
    all_is_right(today)


def _do(of: Any, ada: Person, verb: str, number: int, at: datetime, today: date) -> None:
    row = models.Contract.objects.get(pk=of.pk)
    duties = list(models.Duty.objects.filter(contract=of, state="open", removed=False).order_by("pk"))
    by: dict[str, Any] = {"contract": of.pk, "by": OPERATOR, "at": at}
    match verb:
        case "term":
            actions.change_contract(**by, version=row.version, values=TERMS[number])
        case "owner":
            actions.change_contract(**by, version=row.version, values={"owner_id": ada.pk if number % 2 else None})
        case "duty":
            due = today + timedelta(days=number * 30)
            actions.add_row(**by, kind="duty", values={"what": "Ask", "due": due, "every_months": number or None})
        case "finish" if duties:
            actions.finish_duty(**by, duty=duties[0].pk, version=duties[0].version, done=today, today=today)
        case "remove" if duties:
            actions.remove_row(**by, kind="duty", row=duties[-1].pk, version=duties[-1].version)
        case "settle":
            dated = models.KeyDate.objects.filter(contract=of, kind="end", settled=False).first()
            if dated is not None:
                settle(**by, key="end", due=dated.due, decision="let_end")


def test_moments_are_of_london(housing: Any) -> None:
    # Half past midnight in London's summer is still the day before in UTC.
    change(housing, review=date(2027, 1, 15))
    row = models.Contract.objects.get(pk=housing.pk)
    late = datetime(2027, 6, 30, 23, 30, tzinfo=UTC)
    actions.change_contract(contract=row.pk, version=row.version, values={"notes": "x"}, by=OPERATOR, at=late)
    assert models.Reckoned.objects.get(pk=housing.pk).on == date(2027, 7, 1)
