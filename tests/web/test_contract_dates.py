"""A contract's dates on its page: what is next, why, what is not known; and a decision that is kept."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tallystick.contracts import models
from tallystick.contracts.actions import keeping
from tallystick.web import words
from tests.people import AT, LEEDS, SAM, People

pytestmark = pytest.mark.django_db
YEAR = timezone.localdate().year + 3


@pytest.fixture
def housing(people: People) -> Any:
    people.organisation(LEEDS, "Leeds City Council")
    values = {
        "title": "Housing system", "start": date(YEAR - 4, 4, 1), "end": date(YEAR, 3, 31),
        "latest_end": date(YEAR + 1, 3, 31), "extensions": [12], "extension_notice": {"count": 3, "unit": "months"},
    }  # fmt: skip
    return keeping.add_contract(organisation=LEEDS, values=values, suppliers=[], by=SAM, at=AT)


def page(client: Client, of: Any) -> str:
    answer = client.get(f"/contracts/{of.pk}/dates/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_says_what_is_next_and_how_that_is_counted(housing: Any, people: People) -> None:
    shown = page(people.client("contract_manager"), housing)
    assert f"Extend it to 31 March {YEAR + 1}, or let it end" in shown
    assert f"Decide by 31 December {YEAR - 1}" in shown
    assert f"Notice of 3 months, counted back from 31 March {YEAR}" in shown
    assert "Open procedure" in shown
    assert "[G]" in shown
    assert "Find out who owns it" in shown
    assert "/edit/" not in shown.partition("What is not known")[2].partition("<li")[0]


def test_a_missed_notice_to_extend_is_said_first_wherever_the_end_is(people: People) -> None:
    people.organisation(LEEDS, "Leeds City Council")
    end = timezone.localdate() + timedelta(days=40)
    values = {
        "title": "Links", "start": end - timedelta(days=700), "end": end, "extensions": [12], "extensions_used": 0,
        "extension_notice": {"count": 60, "unit": "days"},
    }  # fmt: skip
    of = keeping.add_contract(organisation=LEEDS, values=values, suppliers=[], by=SAM, at=AT)
    client, late = people.client("contract_manager"), words.day(end - timedelta(days=60))
    too_late = f"The last day to give notice to extend was {late}: only by agreement now."
    shown = page(client, of)
    assert shown.index(too_late) < shown.index("It ends on")
    assert "by agreement only" in shown
    assert "nothing extends it" not in shown
    preview = client.get(f"/contracts/{of.pk}/term/").content.decode()
    follows = preview.partition("What follows")[2]
    assert follows.index(too_late) < follows.index("At the latest".lower())
    assert "nothing extends it" not in preview
    assert f"{too_late} It ends on {words.day(end)}" in client.get("/calendar/?whose=anybody").content.decode()


def test_a_reader_sees_dates_and_settles_none(housing: Any, people: People) -> None:
    client = people.client("reader")
    shown = page(client, housing)
    assert "Say what was decided" not in shown
    row = models.KeyDate.objects.get(contract=housing, key="extension:1")
    assert client.get(f"/contracts/{housing.pk}/dates/{row.pk}/settle/").status_code == 403


def test_a_decision_is_kept_shown_and_taken_back(housing: Any, people: People) -> None:
    client = people.client("contract_manager")
    row = models.KeyDate.objects.get(contract=housing, key="extension:1")
    where = f"/contracts/{housing.pk}/dates/{row.pk}/"
    assert "What was decided" in client.get(f"{where}settle/").content.decode()
    due = str(row.due)
    assert client.post(f"{where}settle/", {"due": due, "decision": "perhaps"}).status_code == 422
    told = client.post(f"{where}settle/", {"due": due, "decision": "other"})
    assert told.status_code == 422
    assert "Say what was decided" in told.content.decode()
    sent = {"due": due, "decision": "let_end", "reason": "We do it ourselves"}
    assert client.post(f"{where}settle/", sent).status_code == 302
    shown = page(client, housing)
    assert "It will end: We do it ourselves" in shown
    assert "Nothing has to be decided" in shown
    assert client.post(f"{where}take-back/").status_code == 302
    assert not models.KeyDate.objects.get(pk=row.pk).settled


def test_what_has_no_last_day_is_decided_for_when_it_takes_effect(people: People) -> None:
    people.organisation(LEEDS, "Leeds City Council")
    end = date(YEAR, 3, 31)
    values = {
        "title": "Links", "start": date(YEAR - 4, 4, 1), "end": end, "term_kind": "renewing", "term_months": 48,
        "renewal_months": 12,
    }  # fmt: skip
    of = keeping.add_contract(organisation=LEEDS, values=values, suppliers=[], by=SAM, at=AT)
    client, row = people.client("contract_manager"), models.KeyDate.objects.get(contract=of, key="renewal")
    where = f"/contracts/{of.pk}/dates/{row.pk}/"
    shown = client.get(f"{where}settle/").content.decode()
    assert f"not known; it takes effect on 31 March {YEAR}" in shown
    assert f'name="due" value="{end}"' in shown
    sent = {"due": str(end), "decision": "let_end", "reason": "We do it ourselves"}
    assert client.post(f"{where}settle/", sent).status_code == 302
    assert "It will end: We do it ourselves" in page(client, of)
    assert client.post(f"{where}take-back/").status_code == 302
    assert not models.KeyDate.objects.get(pk=row.pk).settled


def test_a_day_that_moved_since_the_form_was_read_is_told(housing: Any, people: People) -> None:
    client = people.client("contract_manager")
    row = models.KeyDate.objects.get(contract=housing, key="extension:1")
    sent = {"due": "2020-01-01", "decision": "let_end"}
    answer = client.post(f"/contracts/{housing.pk}/dates/{row.pk}/settle/", sent, follow=True)
    assert "Its day has moved" in answer.content.decode()
    assert not models.Settled.objects.exists()


def test_what_is_not_settled_so_has_no_form(housing: Any, people: People) -> None:
    client = people.client("contract_manager")
    row = models.KeyDate.objects.get(contract=housing, key="find_out:owner")
    assert client.get(f"/contracts/{housing.pk}/dates/{row.pk}/settle/").status_code == 404
    assert client.get(f"/contracts/{housing.pk}/dates/999999/settle/").status_code == 404


def test_only_what_can_be_decided_about_it_is_offered(housing: Any, people: People) -> None:
    client = people.client("contract_manager")
    row = models.KeyDate.objects.get(contract=housing, key="extension:1")
    where = f"/contracts/{housing.pk}/dates/{row.pk}/settle/"
    shown = client.get(where).content.decode()
    assert "It will be extended" in shown
    assert "It may renew itself" not in shown
    for decision in ({}, {"decision": "renew"}):
        told = client.post(where, {"due": str(row.due), **decision})
        assert told.status_code == 422
        assert "Choose what was decided" in told.content.decode()
    assert not models.Settled.objects.exists()
