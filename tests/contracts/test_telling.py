"""Each thing is told once, to the right person, and again when its day or whose it is has changed."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tallystick.contracts import models
from tallystick.contracts.actions.telling import make_digests, planned
from tallystick.contracts.queries.key_date_facts import may_be_told
from tallystick.councils.actions import NotAllowed
from tallystick.councils.models import Organisation, Person
from tests.contracts.told import (
    MONDAY,
    OPERATOR,
    SITE,
    at,
    contract,
    council,
    days,
    give,
    key_date,
    leave,
    make,
    move,
    person,
    told,
)
from tests.people import People

pytestmark = pytest.mark.django_db
TUESDAY = days(1)


def test_on_monday_each_owner_has_one_e_mail_with_what_is_theirs() -> None:
    ada, bob = person("ada"), person("bob")
    one, other = contract(owner=ada), contract(owner=bob)
    key_date(one)
    key_date(one, key="review", kind="review", what="Review it")
    key_date(other)
    assert make().emails == 2
    assert sorted(told()) == [("ada", "extension:1", "coming"), ("ada", "review", "coming"),
                              ("bob", "extension:1", "coming")]  # fmt: skip
    [digest] = models.Digest.objects.filter(person=ada)
    assert (digest.address, digest.on, digest.state) == ("ada@council.example", MONDAY, "made")
    assert digest.body.count("Housing system") == 2


def test_what_was_told_is_not_told_again_however_often_it_is_looked_at() -> None:
    key_date(contract(owner=person("ada")))
    for day in (MONDAY, MONDAY, TUESDAY, days(7), days(14)):
        make(day)
    assert told() == [("ada", "extension:1", "coming")]


def test_a_thing_is_told_as_it_comes_up_in_its_last_two_weeks_and_once_it_is_late() -> None:
    key_date(contract(owner=person("ada")), due=days(40), warn=days(8))
    for day in range(100):
        make(days(day))
    assert [(row.digest.on, row.stage) for row in models.Alert.objects.order_by("pk")] == [
        (days(14), "coming"), (days(28), "soon"), (days(41), "overdue"),
    ]  # fmt: skip


@pytest.mark.parametrize(("due", "start", "waits"), [(3, None, False), (7, None, True), (60, 3, False), (60, 8, True)])
def test_on_other_days_only_what_cannot_wait_is_told(due: int, start: int | None, *, waits: bool) -> None:
    ada = person("ada")
    make(MONDAY)
    key_date(contract(owner=ada), due=days(due), last_safe_start=start and days(start))
    make(TUESDAY)
    assert bool(told()) is not waits
    make(days(7))
    assert len(told()) == (1 if waits else 2 if due < 7 else 1)


def test_a_monday_that_was_missed_is_caught_up_as_soon_as_anything_is_told() -> None:
    ada = person("ada")
    make(days(-7))
    key_date(contract(owner=ada))
    make(days(2))
    assert told() == [("ada", "extension:1", "coming")]
    key_date(contract(owner=ada))
    make(days(3))
    assert len(told()) == 1
    make(days(7))
    assert len(told()) == 2


def test_a_day_that_moves_is_told_again_and_so_is_one_that_moves_back() -> None:
    row = key_date(contract(owner=person("ada")))
    make(days(0))
    move(row, due=days(90))
    make(days(7))
    move(row, due=days(60))
    make(days(14))
    make(days(21))
    assert [(one.due, one.stage, one.turn) for one in models.Alert.objects.order_by("pk")] == [
        ("2027-07-02", "coming", 0), ("2027-08-01", "coming", 0), ("2027-07-02", "coming", 1),
    ]  # fmt: skip


def test_a_slip_that_is_put_right_before_anybody_heard_of_it_is_told_to_nobody() -> None:
    row = key_date(contract(owner=person("ada")))
    make(days(0))
    move(row, due=days(90))
    make(days(1))
    move(row, due=days(60))
    make(days(7))
    assert len(told()) == 1


def test_what_has_no_day_is_told_again_once_what_it_is_about_has_moved() -> None:
    row = key_date(contract(owner=person("ada")), kind="renewal", key="renewal", due=None, takes_effect=days(300))
    for day in (0, 7, 14):
        make(days(day))
    move(row, takes_effect=days(665))
    for day in (21, 28):
        make(days(day))
    assert [(one.digest.on, one.due, one.turn) for one in models.Alert.objects.order_by("pk")] == [
        (days(0), "", 0), (days(21), "", 1),
    ]  # fmt: skip


def test_what_was_found_out_and_is_to_be_found_out_again_is_told_again() -> None:
    of = contract(owner=person("ada"))
    said = {"kind": "find_out", "key": "find_out:regime", "due": None, "warn": None}
    row = key_date(of, **said)
    make(days(0))
    row.delete()
    make(days(7))
    key_date(of, **said)
    for day in (14, 21):
        make(days(day))
    assert [one.digest.on for one in models.Alert.objects.order_by("pk")] == [days(0), days(14)]


@pytest.mark.parametrize("team", [False, True])
def test_a_laptops_owner_is_told_there_and_not_where_the_site_is_a_teams(settings: Any, *, team: bool) -> None:
    settings.TALLYSTICK_TEAM = team
    sam, _ = person("sam", "", owner=True), person("dan", "administrator")
    of = contract(owner=sam)
    key_date(of)
    found = may_be_told([of.organisation_id])
    assert (sam.pk in found.readers(of.organisation_id), sam.pk in found.paper_readers(of.organisation_id)) == (
        not team, not team,
    )  # fmt: skip
    make()
    assert told() == [("dan", "extension:1", "unowned") if team else ("sam", "extension:1", "coming")]


def test_a_new_owner_is_told_once_and_the_old_one_no_more() -> None:
    ada, bob = person("ada"), person("bob")
    of = contract(owner=ada)
    row = key_date(of, due=days(40))
    make(days(0))
    models.Contract.objects.filter(pk=of.pk).update(owner=bob)
    move(row, person=bob)
    for day in range(1, 60):
        make(days(day))
    assert told() == [
        ("ada", "extension:1", "coming"), ("bob", "extension:1", "coming"), ("bob", "extension:1", "soon"),
        ("bob", "extension:1", "overdue"),
    ]  # fmt: skip


def test_what_is_settled_or_gone_is_told_to_nobody() -> None:
    ada = person("ada")
    key_date(contract(owner=ada), settled=True)
    key_date(contract(owner=ada, removed=True))
    key_date(contract(owner=ada)).delete()
    assert make().emails == 0


def test_what_has_to_be_found_out_is_told_once_and_has_no_day_to_miss() -> None:
    key_date(contract(owner=person("ada")), kind="find_out", key="find_out:end", due=None, warn=None)
    for day in range(0, 400, 7):
        make(days(day))
    assert told() == [("ada", "find_out:end", "coming")]


# ---- What nobody owns.


def test_what_nobody_owns_goes_to_whom_the_council_named_and_not_to_everybody() -> None:
    carol = person("carol")
    person("dan", "administrator")
    Organisation.objects.update(unowned_to=carol)
    key_date(contract(sponsor=person("eve")), due=days(40))
    for day in range(60):
        make(days(day))
    assert told() == [("carol", "extension:1", "unowned"), ("carol", "extension:1", "overdue")]
    assert "Nobody owns this" in models.Digest.objects.get(on=MONDAY).body


@pytest.mark.parametrize("is_owner", [True, False])
def test_an_owner_without_an_address_is_named_to_whoever_is_told_instead(is_owner: bool) -> None:
    sam = person("sam", "" if is_owner else "contract_manager", email=None, owner=is_owner)
    person("dan", "administrator")
    key_date(contract(owner=sam))
    make()
    assert told() == [("dan", "extension:1", "unowned")]
    said = models.Digest.objects.get().body
    assert "Sam owns this and has no e-mail address here." in said
    assert "yours: " not in said
    assert "/calendar/?whose=all" in said
    assert "Nobody owns this" not in said


def test_who_may_not_be_told_any_more_owns_nothing_whatever_their_address() -> None:
    ada = person("ada", email=None)
    person("dan", "administrator")
    key_date(contract(owner=ada))
    leave(ada)
    make()
    assert "Nobody owns this" in models.Digest.objects.get().body


def test_without_one_it_goes_to_the_sponsor_and_then_to_whoever_has_administered_longest() -> None:
    where, first, second = council(), person("zed", ""), person("amy", "")
    give(second, "administrator", where, date(2026, 3, 1))
    give(first, "administrator", where, date(2026, 2, 1))
    key_date(contract(sponsor=person("eve")))
    key_date(contract(), key="review")
    make()
    assert sorted(told()) == [("eve", "extension:1", "unowned"), ("zed", "review", "unowned")]


@pytest.mark.parametrize("why", ["left", "closed", "no address", "other council"])
def test_an_owner_who_may_not_be_told_is_as_good_as_none(why: str) -> None:
    ada = person("ada", "" if why == "other council" else "contract_manager")
    if why == "other council":
        give(ada, "contract_manager", council("GB-LAE-BBB"))
    if why == "left":
        leave(ada)
    Person.objects.filter(pk=ada.pk).update(is_active=why != "closed", email=None if why == "no address" else ada.email)
    person("dan", "administrator")
    key_date(contract(owner=ada))
    make()
    assert told() == [("dan", "extension:1", "unowned")]


def test_a_meetings_action_is_not_told_to_somebody_who_may_not_read_its_papers() -> None:
    sam = person("sam", "sector")
    person("dan", "administrator")
    key_date(contract(owner=sam), kind="action", key="action:1")
    key_date(contract(owner=sam), key="review")
    make()
    assert sorted(told()) == [("dan", "action:1", "unowned"), ("sam", "review", "coming")]


def test_what_is_late_is_told_once_more_to_the_sponsor() -> None:
    ada, eve = person("ada"), person("eve")
    key_date(contract(owner=ada, sponsor=eve), due=days(-1))
    make()
    make(TUESDAY)
    assert sorted(told()) == [("ada", "extension:1", "overdue"), ("eve", "extension:1", "overdue")]
    assert "It is Ada's, and its day has passed." in models.Digest.objects.get(person=eve).body


def test_where_there_is_nobody_that_is_said_and_it_is_told_when_there_is_somebody() -> None:
    key_date(contract())
    assert make().nobody == 1
    assert told() == []
    person("dan", "administrator")
    make(days(7))
    assert told() == [("dan", "extension:1", "unowned")]


# ---- Clocks, and what holds.


def test_a_clock_that_is_put_back_makes_no_second_e_mail_of_a_day() -> None:
    ada = person("ada")
    key_date(contract(owner=ada), due=days(-1))
    make(days(1))
    key_date(contract(owner=ada), due=days(-1))
    make(days(0))
    make(days(1))
    assert models.Digest.objects.filter(on=days(1)).count() == 1
    make(days(2))
    assert len(told()) == 2
    assert models.Alert.objects.values("contract").distinct().count() == 2


def test_what_a_clock_told_that_was_a_year_ahead_is_told_when_it_is_true() -> None:
    row = key_date(contract(owner=person("ada")), due=days(60))
    make(days(365))
    for day in range(70):
        make(days(day))
    assert [one.stage for one in models.Alert.objects.order_by("pk")] == ["overdue", "coming", "soon", "overdue"]
    assert row.due == days(60)


def test_what_was_told_cannot_be_changed_or_taken_away() -> None:
    key_date(contract(owner=person("ada")))
    make()
    for forbidden in (
        lambda: models.Alert.objects.update(stage="soon"),
        lambda: models.Alert.objects.all().delete(),
        lambda: models.Digest.objects.update(body="other"),
        lambda: models.Digest.objects.update(address="other@council.example"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            forbidden()


def test_the_same_alert_cannot_be_written_twice() -> None:
    key_date(contract(owner=person("ada")))
    make()
    row = models.Alert.objects.get()
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_only_the_operator_has_alerts_made(people: People) -> None:
    for by in (people.actor("administrator"), people.actor("nobody")):
        with pytest.raises(NotAllowed):
            make_digests(site=SITE, today=MONDAY, by=by, at=at(MONDAY))
        with pytest.raises(NotAllowed):
            planned(today=MONDAY, by=by)


def test_planning_writes_nothing() -> None:
    ada = person("ada")
    row = key_date(contract(owner=ada))
    assert planned(today=MONDAY, by=OPERATOR).people == {ada.pk: [row.pk]}
    assert models.Digest.objects.count() == models.Round.objects.count() == 0
