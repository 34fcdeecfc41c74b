"""The term of a contract is said in words, read as fields, shown with what follows, and saved when it is confirmed."""

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client

from tallystick.contracts import models
from tallystick.contracts.actions import add_contract
from tests.people import AT, LEEDS, SAM, YORK, People
from tests.web.test_pages import Page

SignedIn = Callable[..., Client]
pytestmark = pytest.mark.django_db
WORDS = "2+1+1, three months' notice"


@pytest.fixture
def contract(people: People) -> models.Contract:
    people.organisation(LEEDS, "Leeds City Council")
    values = {"title": "Telephones", "start": date(2026, 4, 1)}
    return add_contract(organisation=LEEDS, values=values, suppliers=[{"name": "Zelter Ltd"}], by=SAM, at=AT)


def text(said: Any) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", said.content.decode())))


def fields(said: Any) -> dict[str, str]:
    """What the form of the fields would send."""
    form = said.content.decode().split('method="post"', 1)[1]
    sent = {}
    for tag in re.findall(r"<input [^>]*>", form):
        told = dict(re.findall(r'(\w[\w-]*)="([^"]*)"', tag))
        if told.get("type") == "radio" and " checked" not in tag:
            continue
        sent[told["name"]] = unescape(told.get("value", ""))
    for name, body in re.findall(r'<select [^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', body)
        sent[name] = chosen[1] if chosen else ""
    for name, body in re.findall(r'<textarea [^>]*name="([^"]+)"[^>]*>\n?(.*?)</textarea>', form, re.DOTALL):
        sent[name] = unescape(body)
    sent.pop("preview", None)
    return sent


def test_a_term_is_set_up_from_words(contract: models.Contract, signed_in: SignedIn) -> None:
    client, where = signed_in("contract_manager", LEEDS), f"/contracts/{contract.pk}/term/"
    asked = client.get(where, {"words": WORDS})
    assert "Notice of 3 months: what for?" in text(asked)
    assert "12 months, then 12 months" in text(asked)
    assert fields(asked)["extension_notice"] == "", "nothing is assumed"
    settled = client.get(where, {"words": WORDS, "settle-notice": "extension"})
    sent = fields(settled)
    assert {name: sent[name] for name in ("term_months", "extensions", "extension_notice", "notice", "term")} == {
        "term_months": "24", "extensions": "12+12", "extension_notice": "3 months", "notice": "", "term": WORDS,
    }  # fmt: skip
    assert "31 March 2028, worked out" not in text(settled), "it stands in its field, to be confirmed"
    assert (sent["end-day"], sent["end-month"], sent["end-year"]) == ("31", "3", "2028")
    assert "31 December 2027" in text(settled), "three months before the end"
    assert models.Contract.objects.get(pk=contract.pk).term_months is None, "nothing is saved yet"
    saved = client.post(where, {**sent, "reason": "As signed"})
    assert saved.status_code == 302, text(saved)
    kept = models.Contract.objects.get(pk=contract.pk)
    assert (kept.end, kept.latest_end, kept.extensions) == (date(2028, 3, 31), date(2030, 3, 31), [12, 12])
    assert (kept.extension_notice, kept.notice, kept.term) == ({"count": 3, "unit": "months"}, None, WORDS)
    assert models.KeyDate.objects.get(contract=contract.pk, kind="extension").due == date(2027, 12, 31)


def test_what_was_not_understood_is_said(contract: models.Contract, signed_in: SignedIn) -> None:
    said = signed_in("contract_manager", LEEDS).get(
        f"/contracts/{contract.pk}/term/", {"words": "3 years, indexed by CPI, break at month 12 on 30 days' notice"}
    )
    assert "Not understood: indexed by cpi ." in text(said)
    assert fields(said)["break_on-year"] == "2027"


def test_a_preview_saves_nothing(contract: models.Contract, signed_in: SignedIn) -> None:
    client, where = signed_in("contract_manager", LEEDS), f"/contracts/{contract.pk}/term/"
    sent = fields(client.get(where)) | {"term_kind": "rolling", "notice": "30 days", "preview": "yes"}
    said = client.post(where, sent)
    assert said.status_code == 200
    assert "It can be ended on any day." in text(said)
    assert models.Contract.objects.get(pk=contract.pk).version == contract.version


def test_an_end_that_was_not_given_is_worked_out_and_saved(contract: models.Contract, signed_in: SignedIn) -> None:
    client, where = signed_in("contract_manager", LEEDS), f"/contracts/{contract.pk}/term/"
    sent = fields(client.get(where)) | {"term_months": "36", "extensions": "12", "term_kind": "fixed"}
    said = text(client.post(where, {**sent, "preview": "yes"}))
    assert "End: 31 March 2029, worked out. 36 months from the start." in said
    assert client.post(where, sent).status_code == 302
    kept = models.Contract.objects.get(pk=contract.pk)
    assert (kept.end, kept.latest_end) == (date(2029, 3, 31), date(2030, 3, 31))


def test_what_does_not_fit_is_saved_only_when_somebody_says_so(contract: models.Contract, signed_in: SignedIn) -> None:
    client, where = signed_in("contract_manager", LEEDS), f"/contracts/{contract.pk}/term/"
    odd = {"term_months": "36", "end-day": "30", "end-month": "6", "end-year": "2028"}
    said = client.post(where, fields(client.get(where)) | odd)
    assert said.status_code == 422
    assert "The end is 30 June 2028; by the start" in text(said)
    assert client.post(where, fields(said) | {"as_it_is": "yes"}).status_code == 302
    assert models.Contract.objects.get(pk=contract.pk).end == date(2028, 6, 30)


def test_an_end_that_followed_from_the_term_follows_the_new_one(contract: models.Contract, signed_in: SignedIn) -> None:
    client, where = signed_in("contract_manager", LEEDS), f"/contracts/{contract.pk}/term/"
    assert client.post(where, fields(client.get(where, {"words": "2+1"}))).status_code == 302
    again = fields(client.get(where, {"words": "3+1+1"}))
    assert (again["end-year"], again["latest_end-year"]) == ("2029", "2031")
    models.Contract.objects.filter(pk=contract.pk).update(end=date(2028, 6, 30), latest_end=None)
    kept = fields(client.get(where, {"words": "three months' notice to extend"}))
    assert kept["end-year"] == "2028", "an end that somebody typed stands where no new term is said"
    told = client.get(where, {"words": "3+1+1"})
    assert fields(told)["end-year"] == "2029", "and goes with the term that it was of"
    assert "30 June 2028; now 31 March 2029, worked out" in text(told)


OLD = {
    "term_kind": "fixed", "term_months": 24, "extensions": [12, 12], "extensions_used": 1, "end": date(2029, 3, 31),
    "latest_end": date(2030, 3, 31), "extension_notice": {"count": 3, "unit": "months"}, "lead_days": 30,
}  # fmt: skip


def test_a_new_term_takes_the_place_of_the_old_one_and_says_what_goes(
    contract: models.Contract, signed_in: SignedIn
) -> None:
    models.Contract.objects.filter(pk=contract.pk).update(**OLD)
    client, where = signed_in("contract_manager", LEEDS), f"/contracts/{contract.pk}/term/"
    said = client.get(where, {"words": "3 years from 1 April 2026, break at month 24 on 90 days' notice"})
    sent = fields(said)
    assert {name: sent[name] for name in ("extensions", "extensions_used", "extension_notice", "latest_end-year")} == {
        "extensions": "", "extensions_used": "", "extension_notice": "", "latest_end-year": "",
    }  # fmt: skip
    assert (sent["start-year"], sent["term_months"], sent["end-year"], sent["lead_days"]) == (
        "2026",
        "36",
        "2029",
        "30",
    )
    assert "What they do not speak of goes with the old one" in text(said)
    gone = text(said).partition("goes with the old one")[2].partition("What follows")[0]
    assert "Extensions in months 12 months, then 12 months" in gone
    assert "Extensions used so far 1" in gone
    assert "Notice to extend 3 months" in gone
    assert client.post(where, sent).status_code == 302
    kept = models.Contract.objects.get(pk=contract.pk)
    assert (kept.end, kept.extensions, kept.extension_notice) == (date(2029, 3, 31), [], None)


def test_what_rolls_keeps_no_extension_of_the_term_before_it(contract: models.Contract, signed_in: SignedIn) -> None:
    models.Contract.objects.filter(pk=contract.pk).update(**OLD)
    sent = fields(
        signed_in("contract_manager", LEEDS).get(f"/contracts/{contract.pk}/term/", {"words": "rolling, 30 days"})
    )
    assert (sent["extensions"], sent["end-year"], sent["latest_end-year"], sent["notice"]) == ("", "", "", "30 days")
    assert (sent["term_kind"], sent["start-year"]) == ("rolling", "2026")


def test_words_that_are_no_term_of_their_own_add_to_the_one_there_is(
    contract: models.Contract, signed_in: SignedIn
) -> None:
    models.Contract.objects.filter(pk=contract.pk).update(**OLD)
    said = signed_in("contract_manager", LEEDS).get(
        f"/contracts/{contract.pk}/term/", {"words": "break at month 24 on 90 days' notice"}
    )
    assert (fields(said)["extensions"], fields(said)["break_notice"]) == ("12+12", "90 days")
    assert "goes with the old one" not in text(said)


def test_a_question_that_is_open_is_an_error_and_its_answer_is_saved(
    contract: models.Contract, signed_in: SignedIn
) -> None:
    client, where = signed_in("contract_manager", LEEDS), f"/contracts/{contract.pk}/term/"
    sent = fields(client.get(where, {"words": WORDS}))
    asked = client.post(where, sent)
    assert asked.status_code == 422
    assert '<a href="#settle-notice">' in asked.content.decode()
    assert 'id="settle-notice"' in asked.content.decode()
    assert "Notice of 3 months: what for? Choose an answer" in text(asked)
    page = Page(asked.content.decode())
    assert len(page.ids) == len(set(page.ids))
    assert set(page.fields) <= page.labelled | {"None"}
    assert models.Contract.objects.get(pk=contract.pk).version == contract.version, "nothing is saved"
    answer = fields(asked) | {"settle-notice": "both"}
    follows = text(client.post(where, answer | {"preview": "yes"})).partition("What follows")[2]
    assert "31 December 2027" in follows, "an answer counts in what follows"
    assert client.post(where, answer).status_code == 302
    kept = models.Contract.objects.get(pk=contract.pk)
    assert kept.extension_notice == kept.notice == {"count": 3, "unit": "months"}


@pytest.mark.parametrize("more", [{"extension_notice": "3 months"}, {"as_it_is": "yes"}])
def test_a_question_is_settled_by_its_field_or_left_open_on_purpose(
    contract: models.Contract, signed_in: SignedIn, more: dict[str, str]
) -> None:
    client, where = signed_in("contract_manager", LEEDS), f"/contracts/{contract.pk}/term/"
    sent = fields(client.post(where, fields(client.get(where, {"words": WORDS}))))
    assert sent["as_it_is"] == "yes", "it can be said"
    sent.pop("as_it_is")
    assert client.post(where, sent | more).status_code == 302
    kept = models.Contract.objects.get(pk=contract.pk)
    assert (kept.extension_notice is None) == ("as_it_is" in more)
    assert kept.notice is None


def test_somebody_elses_change_is_shown_and_not_overwritten(contract: models.Contract, signed_in: SignedIn) -> None:
    client, where = signed_in("contract_manager", LEEDS), f"/contracts/{contract.pk}/term/"
    sent = fields(client.get(where, {"words": "2+1, three months' notice to extend"}))
    models.Contract.objects.filter(pk=contract.pk).update(term_months=60, version=2)
    assert client.post(where, sent).status_code == 409


def test_a_term_that_is_a_clause_is_refused(contract: models.Contract, signed_in: SignedIn) -> None:
    said = signed_in("contract_manager", LEEDS).get(f"/contracts/{contract.pk}/term/", {"words": "2+1 " * 400})
    assert "longer than 500 characters" in text(said)


@pytest.mark.parametrize(
    "words", ["", "   ", "\x00", "2+1+1 " * 50, "💥", "9999 years", "31/12/9999", "break at month 999"]
)
def test_any_words_are_read_or_refused(contract: models.Contract, signed_in: SignedIn, words: str) -> None:
    said = signed_in("contract_manager", LEEDS).get(f"/contracts/{contract.pk}/term/", {"words": words})
    assert said.status_code == 200


def test_only_those_who_keep_the_register_may(contract: models.Contract, signed_in: SignedIn) -> None:
    where = f"/contracts/{contract.pk}/term/"
    assert signed_in("reader", LEEDS).get(where).status_code == 403
    assert signed_in("contract_manager", YORK).get(where).status_code == 404


def test_the_agreement_leads_there_and_its_form_is_labelled(contract: models.Contract, signed_in: SignedIn) -> None:
    client = signed_in("contract_manager", LEEDS)
    assert f'href="/contracts/{contract.pk}/term/"' in client.get(f"/contracts/{contract.pk}/").content.decode()
    said = client.get(f"/contracts/{contract.pk}/term/", {"words": WORDS}).content.decode()
    page = Page(said)
    assert len(page.ids) == len(set(page.ids))
    assert set(page.fields) <= page.labelled | {"None"}
