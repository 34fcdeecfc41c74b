"""Renew, renegotiate or retender on pages: from a contract to a decision, its facts, duties, prices and the choice."""

import json
import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tallystick.contracts import models as contracts
from tallystick.contracts.actions.keeping import add_contract
from tallystick.decisions import models
from tallystick.kit.months import add_months
from tallystick.reference.route_choice import route_choice
from tests.people import AT, LEEDS, SAM, YORK, People

pytestmark = [pytest.mark.django_db, pytest.mark.once]
TODAY = timezone.localdate()
LAST = add_months(TODAY, 18)


@pytest.fixture
def keeper(people: People) -> Client:
    people.organisation(LEEDS, "Leeds City Council")
    return people.client("contract_manager")


@pytest.fixture
def number(keeper: Client) -> int:
    """A contract that ends in eighteen months and may be extended by twelve."""
    values = {
        "title": "Housing system", "start": add_months(LAST, -48) + timedelta(days=1), "end": LAST, "extensions": [12],
        "extensions_used": 0, "extension_notice": {"count": 3, "unit": "months"}, "value_pence": 40_000_000,
        "value_period": "whole_life", "regime": "PCR2015",
    }  # fmt: skip
    return add_contract(organisation=LEEDS, values=values, suppliers=[], by=SAM, at=AT).pk


@pytest.fixture
def decide(keeper: Client, number: int) -> str:
    """The address of its decision."""
    keeper.post(f"/contracts/{number}/next/start/")
    return f"/decide/{models.Decision.objects.get().pk}"


def page(of: Client, address: str) -> str:
    answer = of.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return unescape(re.sub(r"\s+", " ", answer.content.decode()))


def said(kind: str = "recommendation") -> Any:
    return models.Document.objects.filter(kind=kind).order_by("-edition")[0].said


def edition(kind: str = "recommendation") -> int:
    return models.Document.objects.filter(kind=kind).count()


def test_a_contract_leads_to_what_the_register_says_and_to_one_decision(keeper: Client, number: int) -> None:
    assert f'href="/contracts/{number}/next/"' in page(keeper, f"/contracts/{number}/")
    shown = page(keeper, f"/contracts/{number}/next/")
    assert "Not enough is known" in shown
    assert "Start the decision" in shown
    assert "/decide/" not in re.sub(r'href="/decide/"', "", shown)
    started = keeper.post(f"/contracts/{number}/next/start/")
    assert started.headers["Location"] == keeper.post(f"/contracts/{number}/next/start/").headers["Location"]
    assert models.Decision.objects.count() == 1
    assert f'href="{started.headers["Location"]}"' in page(keeper, f"/contracts/{number}/next/")


def test_strangers_and_readers_start_nothing(keeper: Client, number: int, people: People) -> None:
    reader, stranger = people.client("reader"), people.client("contract_manager", YORK)
    assert "as far as you may see it" in page(reader, f"/contracts/{number}/next/")
    assert reader.post(f"/contracts/{number}/next/start/").status_code == 403
    for path in ("next/", "next/start/"):
        asked = stranger.get if path == "next/" else stranger.post
        assert asked(f"/contracts/{number}/{path}").status_code == 404
    assert models.Decision.objects.count() == 0


def test_the_page_shows_all_that_follows_by_name(keeper: Client, decide: str) -> None:
    shown = page(keeper, f"{decide}/document/recommendation/")
    method = route_choice()
    for one in (*method.routes, *method.criteria):
        assert one.name in shown, one.name
    for one in method.facts.values():
        assert one.what in shown, one.what
    for words in ("£400,000", "The register", "12 months", "Begin safely by", "Who would know", "Decides"):
        assert words in shown, words
    assert f"{LAST.day} {LAST:%B %Y}" in shown
    assert shown.count("<svg") == 4
    assert "None" not in re.sub(r"<[^>]+>", " ", shown).replace("None is assumed", "").replace("None of", "")


def test_each_fact_has_a_form_that_keeps_what_it_says(keeper: Client, decide: str) -> None:
    for fact, asked in route_choice().facts.items():
        address = f"{decide}/route/facts/{fact}/"
        shown = page(keeper, address)
        assert asked.who in shown, fact
        days = {"value-day": "31", "value-month": "3", "value-year": str(TODAY.year + 1 if fact == "start" else 2031)}
        options = re.findall(r'name="value" type="radio" value="([^"]+)"', shown)
        value = days if 'name="value-day"' in shown else {"value": options[0] if options else "12"}
        sent = {
            **value, "source": f"The {fact}", "as_of-day": "1", "as_of-month": "6", "as_of-year": "2026",
            "confidence": "medium", "note": "Clause 4.", "version": edition(),
        }  # fmt: skip
        assert keeper.post(address, sent).status_code == 302, fact
        kept = said()["facts"][fact]
        assert kept["value"] not in (None, ""), fact
        assert {name: kept[name] for name in ("source", "as_of", "confidence", "note")} == {
            "source": f"The {fact}", "as_of": "2026-06-01", "confidence": "medium", "note": "Clause 4.",
        }  # fmt: skip
        shown = page(keeper, f"{decide}/document/recommendation/")
        assert "Nothing follows" not in shown, fact
        assert f"A person: The {fact}" in shown
        keeper.post(address, {"version": edition()})
        assert fact not in said()["facts"]
    assert keeper.get(f"{decide}/route/facts/hats/").status_code == 404


def test_what_the_register_said_is_not_credited_with_what_a_person_says(keeper: Client, decide: str) -> None:
    for fact, knows in (("value_pounds", True), ("performance", False)):
        box = re.search(r'<input[^>]*name="source"[^>]*>', page(keeper, f"{decide}/route/facts/{fact}/"))
        assert said()["register"][fact]["source"]
        assert box, fact
        assert (f'value="{said()["register"][fact]["source"]}"' in box[0]) is knows, fact
    address = f"{decide}/route/facts/value_pounds/"
    shown = said()["register"]["value_pounds"]
    odd = keeper.post(address, {"value": "much", "source": shown["source"], "version": edition()})
    assert "say where you know it from" not in odd.content.decode(), "one thing is wrong, and one is told"
    sent = {"value": "123456", "source": shown["source"], "note": shown.get("note") or "", "version": edition()}
    answer = keeper.post(address, sent)
    assert (answer.status_code, "say where you know it from" in answer.content.decode()) == (422, True)
    assert "value_pounds" not in said()["facts"]
    assert keeper.post(address, sent | {"source": "The contract", "note": ""}).status_code == 302
    assert said()["facts"]["value_pounds"]["source"] == "The contract"


@pytest.mark.parametrize(
    ("fact", "meant"),
    [
        ("value_pounds", set()), ("alternatives", set()), ("term_headroom_months", {"-5"}), ("risk", set()),
        ("last_day", set()),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_told_beside_the_box(keeper: Client, decide: str, fact: str, meant: set[str]) -> None:
    for typed in ("x" * 10_000, "🦉", "NaN", "1e999", "-5", "99999999999999999999", "1,2,3.4.5"):
        sent = {"value": typed, "value-day": typed, "value-month": "1", "value-year": "2030", "source": "x"}
        before = said()
        answer = keeper.post(f"{decide}/route/facts/{fact}/", sent | {"version": edition()})
        told = "There is a problem" in answer.content.decode()
        assert (answer.status_code, told) == ((302, False) if typed in meant else (422, True)), typed
        assert (said() == before) is told
        assert "Nothing follows" not in page(keeper, f"{decide}/document/recommendation/")


def test_long_notes_are_told(keeper: Client, decide: str) -> None:
    answer = keeper.post(f"{decide}/route/facts/risk/", {"value": "low", "note": "x" * 3000, "version": 1})
    assert (answer.status_code, "longer than 2,000" in answer.content.decode()) == (422, True)


def test_a_form_keeps_what_it_does_not_ask_for(keeper: Client, decide: str) -> None:
    whole = {**said(), "facts": {"risk": {"value": "low", "seen": "by Ada"}, "need": "ended"}, "method": {"points": {}}}
    keeper.post(f"{decide}/document/recommendation/text/", {"said": json.dumps(whole), "version": 1})
    keeper.post(f"{decide}/route/facts/risk/", {"value": "high", "version": 2})
    keeper.post(f"{decide}/document/recommendation/place/method/", {"close_points": "5", "version": 3})
    found = said()
    assert found["facts"] == {"risk": {"value": "high", "seen": "by Ada"}, "need": "ended"}
    assert (found["method"]["points"], set(found) >= {"register", "facts"}) == ({}, True)


def test_a_choice_against_the_recommendation_is_kept_shown_and_agrees_with_the_decision(
    keeper: Client, decide: str
) -> None:
    wrong = keeper.post(f"{decide}/route/choice/", {"route": "open", "version": 1})
    assert (wrong.status_code, "Say why it is chosen" in wrong.content.decode()) == (422, True)
    sent = {"route": "open", "because": "The market has moved.", "by": "The board", "version": 1}
    long = keeper.post(f"{decide}/route/choice/", sent | {"because": "é" * 2001})
    assert (long.status_code, "Say it in at most 2,000 letters" in long.content.decode()) == (422, True)
    late = keeper.post(f"{decide}/route/choice/", sent | {"version": 0})
    assert (late.status_code, "Somebody else wrote" in late.content.decode()) == (422, True)
    assert keeper.post(f"{decide}/route/choice/", sent).status_code == 302
    shown = page(keeper, f"{decide}/document/recommendation/")
    assert "The market has moved." in shown
    assert "nothing is recommended" in shown
    assert "The decision itself says" not in shown
    assert "The market has moved." in page(keeper, f"{decide}/")
    assert "A person chose otherwise" in page(keeper, f"{decide}/")
    row = models.Decision.objects.get()
    keeper.post(
        f"{decide}/change/",
        {"title": row.title, "kind": "route", "chosen": "", "chosen_why": "", "version": row.version},
    )
    keeper.post(f"{decide}/route/choice/", {"route": "", "version": 2})
    assert "choice" not in said()


def test_what_is_not_known_becomes_duties_with_an_owner(
    keeper: Client, decide: str, number: int, people: People
) -> None:
    assert "What has to be found out" in page(keeper, f"{decide}/route/duties/")
    assert keeper.post(f"{decide}/route/duties/", {"version": 1}).status_code == 422
    owner = people.person("contract_manager").pk
    sent = {
        "facts": ["need", "price"], "owner": owner, "due-day": "1", "due-month": "3", "due-year": "2031", "version": 1
    }  # fmt: skip
    assert keeper.post(f"{decide}/route/duties/", sent).status_code == 302
    duties = contracts.Duty.objects.filter(contract=number)
    assert {(one.code, one.owner_id, str(one.due)) for one in duties} == {
        ("need", owner, "2031-03-01"), ("price", owner, "2031-03-01"),
    }  # fmt: skip
    assert "Find out: whether it will be needed" in page(keeper, f"/contracts/{number}/governance/")


def test_prices_that_were_given_become_costs_with_their_ranges_and_none_is_assumed(keeper: Client, decide: str) -> None:
    shown = page(keeper, f"{decide}/route/prices/")
    assert "£400,000 over its term, about £" in shown
    assert 'name="open-2"' in shown
    assert 'name="in_house-2"' in shown
    assert keeper.post(f"{decide}/route/prices/", {"years": "4", "version": 0}).status_code == 422
    for bad in ({"extend-1": "200", "extend-2": "100"}, {"extend-1": "2", "extend-3": "3"}, {"extend-5": "9"}):
        answer = keeper.post(f"{decide}/route/prices/", {"years": "4", "version": 0, **bad})
        assert (answer.status_code, "Renew or extend as written: " in answer.content.decode()) == (422, True)
    sent = {
        "years": "4", "version": "0", "extend-1": "95,000", "extend-2": "100,000", "extend-3": "130,000",
        "open-2": "85000", "open-4": "20000", "open-5": "40000", "open-6": "90000",
    }  # fmt: skip
    assert keeper.post(f"{decide}/route/prices/", sent).status_code == 302
    case = said("business_case")
    assert {one["name"] for one in case["options"]} == {"Renew or extend as written", "Retender by open procedure"}
    shown = page(keeper, f"{decide}/document/recommendation/")
    assert "No price was given" in shown
    assert "The business case" in shown
    again = page(keeper, f"{decide}/route/prices/")
    assert 'name="extend-1" type="text" inputmode="decimal" value="95000' in again.replace(",", "")
    assert page(keeper, f"{decide}/document/business_case/").count("Retender by open procedure")


def test_the_register_is_asked_again_and_peoples_words_stand(keeper: Client, decide: str, number: int) -> None:
    keeper.post(f"{decide}/route/facts/risk/", {"value": "low", "version": 1})
    contracts.Contract.objects.filter(pk=number).update(data_return="As CSV")
    keeper.post(f"{decide}/route/register/", {"version": 2})
    assert (said()["register"]["data_return"]["value"], said()["facts"]["risk"]["value"]) == (True, "low")


def test_a_decision_about_no_contract_begins_with_nothing_known(keeper: Client) -> None:
    keeper.post("/decide/start/", {"title": "After the payroll contract", "kind": "route"})
    address = f"/decide/{models.Decision.objects.get().pk}"
    assert "Begin with nothing known" in page(keeper, f"{address}/document/recommendation/")
    assert keeper.get(f"{address}/route/choice/").status_code == 404
    keeper.post(f"{address}/document/recommendation/do/begin/", {"version": 0})
    shown = page(keeper, f"{address}/document/recommendation/")
    assert "Not enough is known" in shown
    assert "Add these to the contract’s duties" not in shown
    assert "Ask the register again" not in shown


def test_what_nothing_follows_from_leads_to_each_fact(keeper: Client, decide: str) -> None:
    keeper.post(f"{decide}/document/recommendation/text/", {"said": '{"facts": {"risk": "grave"}}', "version": 1})
    shown = page(keeper, f"{decide}/document/recommendation/")
    assert "Nothing follows from it yet" in shown
    assert f'href="{decide}/route/facts/risk/"' in shown
    assert keeper.get(f"{decide}/route/facts/risk/").status_code == 200
    assert keeper.get(f"{decide}/route/choice/").status_code == 404


def test_whoever_may_not_see_an_exempt_one_is_not_told_of_it(keeper: Client, decide: str, people: People) -> None:
    keeper.post(f"{decide}/document/recommendation/exempt/", {"exempt": "yes", "version": 1})
    reader = people.client("reader")
    assert reader.get(f"{decide}/document/recommendation/").status_code == 404
    for path in ("facts/risk/", "choice/", "duties/", "prices/"):
        assert reader.get(f"{decide}/route/{path}").status_code in (403, 404)
