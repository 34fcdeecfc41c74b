"""Private calendars: who may make and end one, and what it tells as things stand when it is read."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps

from tallystick.contracts.actions.feeds import MOST, MOST_READINGS, end_feed, make_feed, note_read
from tallystick.contracts.actions.keeping import change_contract
from tallystick.contracts.actions.settling import settle
from tallystick.contracts.queries import feeds, key_dates
from tallystick.contracts.queries.key_dates import DatesAsked
from tallystick.councils import actions as councils
from tallystick.councils.actions import NotAllowed
from tallystick.councils.rules.actors import NOBODY, Actor
from tallystick.kit.errors import Refused
from tests.contracts import governed
from tests.contracts.governed import AT, OPERATOR, OURS, THEIRS, TODAY
from tests.people import People

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(minutes=6)


@pytest.fixture
def manager(people: People) -> Actor:
    governed.councils()
    return people.actor("contract_manager", OURS)


def contract(owner: Actor | None = None, organisation: str = OURS, **values: Any) -> Any:
    """One that may be extended, on a day within two years."""
    said = {
        "title": "Lifts", "department": "Estates", "start": date(2025, 10, 1), "end": date(2027, 9, 30),
        "term_kind": "fixed", "extensions": [12], "extensions_used": 0, "regime": "PA2023",
        "extension_notice": {"count": 3, "unit": "months"}, "owner_id": owner.person if owner else None, **values,
    }  # fmt: skip
    return governed.contract(organisation, **said)


def told(secret: str, today: date = TODAY) -> feeds.Told:
    found = feeds.feed_of(secret)
    assert found is not None
    return feeds.told(found, today=today)


def made(by: Actor, **said: Any) -> str:
    return make_feed(by=by, at=AT, **said)


def test_only_the_hash_of_a_secret_is_kept(manager: Actor) -> None:
    secret = made(manager, name="Mine at work")
    assert len(secret) >= 40
    row = apps.get_model("contracts", "Feed").objects.get()
    assert secret not in str(vars(row))
    entry = apps.get_model("councils", "LogEntry").objects.filter(what="make_feed").get()
    assert secret not in str(vars(entry))
    assert row.digest not in str(vars(entry))
    assert entry.after["name"] == "Mine at work"
    assert [one.name for one in feeds.feeds(manager)] == ["Mine at work"]


def test_what_is_mine_is_told_and_nothing_else(manager: Actor) -> None:
    own, other = contract(manager), contract(title="Somebody else's")
    rows = told(made(manager)).rows
    assert {row.contract for row in rows} == {own.pk}
    assert other.pk not in {row.contract for row in rows}
    assert "extension:1" in {row.key for row in rows}
    assert all(row.due is not None for row in rows)


def test_a_department_and_an_organisation(manager: Actor) -> None:
    lifts, cars = contract(), contract(title="Cars", department="Fleet")
    contract(organisation=THEIRS)
    assert {row.contract for row in told(made(manager, scope="organisation", organisation=OURS)).rows} == {
        lifts.pk, cars.pk
    }  # fmt: skip
    fleet = made(manager, scope="department", organisation=OURS, department=" Fleet ")
    assert {row.contract for row in told(fleet).rows} == {cars.pk}
    assert {one.whose for one in feeds.feeds(manager)} == {f"Council {OURS}", f"Fleet, Council {OURS}"}


@pytest.mark.parametrize(
    "said",
    [
        {"scope": "organisation", "organisation": THEIRS},
        {"scope": "organisation", "organisation": "GB-NONE"},
        {"scope": "department", "organisation": THEIRS, "department": "Estates"},
        {"scope": "department", "organisation": OURS, "department": "No such"},
        {"scope": "department", "organisation": OURS},
        {"scope": "everything"},
        {"scope": ""},
    ],
)
def test_whose_dates_have_to_be_theirs_to_read(manager: Actor, said: dict[str, str]) -> None:
    contract(organisation=THEIRS)
    with pytest.raises(Refused):
        made(manager, **said)
    assert feeds.feeds(manager) == []


def test_who_has_not_signed_in_makes_none() -> None:
    with pytest.raises(NotAllowed):
        made(NOBODY)


def test_an_ended_feed_is_gone(manager: Actor, people: People) -> None:
    secret = made(manager)
    number = feeds.feeds(manager)[0].id
    with pytest.raises(Refused):
        end_feed(feed=number, by=people.actor("reader", OURS), at=LATER)
    assert feeds.feed_of(secret) is not None
    end_feed(feed=number, by=manager, at=LATER)
    assert feeds.feed_of(secret) is None
    assert feeds.feeds(manager) == []
    with pytest.raises(Refused):
        end_feed(feed=number, by=manager, at=LATER)


def test_who_may_not_read_any_more_is_told_nothing(manager: Actor, people: People) -> None:
    contract(manager)
    secrets = [made(manager), made(manager, scope="organisation", organisation=OURS)]
    assert all(told(secret).rows for secret in secrets)
    membership = apps.get_model("councils", "Membership").objects.get(person=manager.person)
    councils.end_role(organisation=OURS, membership=membership.pk, by=OPERATOR, at=LATER)
    mine, ours = (told(secret) for secret in secrets)
    assert mine.rows == ()
    assert ours.rows == ()
    assert (mine.allowed, ours.allowed) == (True, False)
    assert ours.undated == mine.undated == 0
    councils.set_active(organisation=OURS, person=manager.person or 0, active=False, by=OPERATOR, at=LATER)
    assert [feeds.feed_of(secret) for secret in secrets] == [None, None]


def test_papers_are_not_told_to_who_may_not_read_them(people: People) -> None:
    governed.councils()
    number = contract().pk
    model = apps.get_model("contracts", "KeyDate")
    for kind in ("action", "certificate", "duty"):
        model.objects.create(
            contract_id=number, organisation=apps.get_model("councils", "Organisation").objects.get(code=OURS),
            kind=kind, key=f"{kind}:1", what=f"A {kind}", due=TODAY + timedelta(days=9),
        )  # fmt: skip
    for role, kinds in (("reader", {"action", "certificate", "duty"}), ("sector", {"duty"})):
        secret = made(people.actor(role, OURS), scope="organisation", organisation=OURS)
        assert {row.kind for row in told(secret).rows} & {"action", "certificate", "duty"} == kinds


def test_what_is_settled_leaves(manager: Actor) -> None:
    number = contract(manager).pk
    secret = made(manager)
    [row] = [row for row in told(secret).rows if row.key == "extension:1"]
    settle(contract=number, key=row.key, due=row.due, decision="extend", why="It serves well", by=manager, at=LATER)
    assert "extension:1" not in {row.key for row in told(secret).rows}


def test_when_it_was_last_changed_is_known(manager: Actor) -> None:
    one, other = contract(manager), contract(manager, title="Cars")
    secret = made(manager)
    before = told(secret)
    assert before.changed[one.pk] == AT
    change_contract(contract=one.pk, version=1, values={"end": date(2027, 10, 31)}, by=manager, at=LATER)
    after = told(secret)
    assert after.changed == {**before.changed, one.pk: LATER}
    assert after.changed[other.pk] == before.changed[other.pk]
    keys = [{(row.contract, row.key) for row in found.rows} for found in (before, after)]
    assert keys[0] == keys[1]


def test_it_tells_two_years_and_what_is_overdue(manager: Actor) -> None:
    number = contract(manager, end=date(2031, 9, 30)).pk
    model = apps.get_model("contracts", "KeyDate")
    of = {"contract_id": number, "organisation_id": model.objects.first().organisation_id, "person_id": manager.person}
    for name, days in (("late", -400), ("soon", 3), ("last", 709), ("beyond", 710), ("none", None)):
        due = None if days is None else TODAY + timedelta(days=days)
        model.objects.create(kind="duty", key=f"duty:{name}", what=name, due=due, **of)
    found = told(made(manager))
    assert [row.what for row in found.rows if row.kind == "duty"] == ["late", "soon", "last"]
    assert found.undated >= 1
    assert found.left_out == 0


def test_there_are_only_so_many_and_it_says_so(manager: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    contract(manager)
    secret = made(manager)
    whole = told(secret)
    monkeypatch.setattr(feeds, "MOST_TO_COME", 1)
    few = told(secret)
    assert few.rows == whole.rows[:1]
    assert few.left_out == len(whole.rows) - 1


def test_one_person_has_so_many_at_most(manager: Actor) -> None:
    for _ in range(MOST):
        made(manager)
    with pytest.raises(Refused, match="as many as one person"):
        made(manager)


def test_reading_is_noted_now_and_then_and_not_too_often(manager: Actor) -> None:
    made(manager)
    number = feeds.feeds(manager)[0].id
    assert feeds.feeds(manager)[0].last_read_at is None
    assert note_read(feed=number, at=AT)
    assert note_read(feed=number, at=AT + timedelta(minutes=2))
    assert feeds.feeds(manager)[0].last_read_at == AT
    assert note_read(feed=number, at=LATER)
    assert feeds.feeds(manager)[0].last_read_at == LATER
    moment = datetime(2026, 12, 1, 9, tzinfo=UTC)
    assert [note_read(feed=number, at=moment) for _ in range(MOST_READINGS + 2)] == [True] * MOST_READINGS + [False] * 2
    assert note_read(feed=number, at=moment + timedelta(minutes=1))


def test_the_owner_of_the_computer_reads_what_is_theirs(people: People) -> None:
    governed.councils()
    owner = people.actor("owner")
    contract(owner)
    assert told(made(owner)).rows
    assert told(made(owner, scope="organisation", organisation=OURS)).rows
    everything = replace(DatesAsked(), person=owner.person)
    assert key_dates.key_dates(owner, everything, today=TODAY).total
