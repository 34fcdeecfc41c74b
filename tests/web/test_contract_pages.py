"""A contract's pages: what they show, to whom, and how its rows are added, changed and removed."""

import re
from collections.abc import Callable
from datetime import date
from html import escape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tallystick.contracts import models
from tallystick.contracts.actions import keeping
from tallystick.contracts.declared import KINDS, MODELS
from tallystick.councils.actions import end_role
from tallystick.councils.models import AccessEntry, LogEntry
from tallystick.councils.queries import members
from tallystick.web.urls_contracts import urlpatterns
from tests.people import LEEDS, SAM, YORK, People
from tests.web.registers import AT, NASTY, SECRET, content, phones
from tests.web.test_pages import Page

SignedIn = Callable[..., Client]
OWN_TABS = ("performance", "meetings", "risks", "changes", "governance", "documents", "history")
ADDED = [kind.code for kind in KINDS.values() if kind.adding]
FIRST = {
    "party": {"name": "Brindle", "role": "supplier"},
    "lot": {"title": "Handsets"},
    "obligation": {"what": "Mend within a day", "who": "supplier"},
    "price": {"item": "Handset", "unit_price_pence": "12.34", "vat": "exclusive"},
    "measure": {"title": "Calls answered", "kind": "kpi", "audience": "service", "direction": "higher",
                "frequency": "monthly", "target": "99.5"},
    "credit": {"amount_pence": "100", "state": "due"},
    "meeting": {"title": "Spring review", "on-day": "1", "on-month": "May", "on-year": "2026", "state": "planned",
                "agenda": "Performance\nRisks"},
    "letter": {"subject": "Late again", "on-day": "2", "on-month": "5", "on-year": "2026", "way": "in",
               "channel": "email"},
    "risk": {"title": "The firm fails", "state": "open"},
    "exit": {"summary": "Numbers are ported"},
    "issue": {"title": "No ringing", "severity": "high", "state": "open"},
    "duty": {"what": "Read the insurance", "state": "open"},
}  # fmt: skip


@pytest.fixture
def contract(people: People) -> Any:
    return phones(people)


def test_the_overview_says_what_was_agreed_and_where_it_is_from(contract: Any, signed_in: SignedIn) -> None:
    said = signed_in("reader", LEEDS).get(f"/contracts/{contract.pk}/").content.decode()
    for text in ("Desk telephones", "ICT-1", "31 March 2027", "£12,000.50 a year, without VAT", "Ledger code", "ZZ99"):
        assert text in said
    assert escape(NASTY) in said
    assert NASTY not in said
    assert "With VAT</dt><dd>not known" in said, "no rate of VAT is supposed"


@pytest.mark.parametrize("tab", OWN_TABS)
def test_each_tab_is_there(contract: Any, signed_in: SignedIn, tab: str) -> None:
    said = signed_in("reader", LEEDS).get(f"/contracts/{contract.pk}/{tab}/")
    assert said.status_code == 200
    assert 'aria-current="page"' in said.content.decode()


@pytest.mark.parametrize("kind", sorted(FIRST))
def test_a_row_of_each_kind_is_added_shown_changed_and_removed(contract: Any, signed_in: SignedIn, kind: str) -> None:
    client = signed_in("contract_manager", LEEDS)
    where = f"/contracts/{contract.pk}/{kind}"
    assert client.get(f"{where}/add/").status_code == 200
    new = client.post(f"{where}/add/", {**FIRST[kind], "reason": "Because"})
    assert new.status_code == 302, new.content.decode()
    row = int(new["Location"].rpartition("-")[2])
    entry = LogEntry.objects.get(kind=kind, key=str(row))
    assert (entry.what, entry.why) == (f"add_{kind}", "Because")
    shown = client.get(new["Location"]).content.decode()
    assert f'id="{kind}-{row}"' in shown
    form = client.get(f"{where}/{row}/")
    assert form.status_code == 200
    assert 'name="version" value="1"' in form.content.decode()
    assert client.post(f"{where}/{row}/", {**FIRST[kind], "version": 1}).status_code == 302
    assert not LogEntry.objects.filter(kind=kind, key=str(row), what=f"change_{kind}").exists(), "nothing was changed"
    assert client.get(f"{where}/{row}/remove/").status_code == 200
    assert client.post(f"{where}/{row}/remove/", {"version": 1, "reason": "Twice"}).status_code == 302
    assert f'id="{kind}-{row}"' not in client.get(new["Location"]).content.decode()
    assert LogEntry.objects.get(kind=kind, key=str(row), what=f"remove_{kind}").why == "Twice"


def test_what_is_typed_wrongly_is_said_beside_the_field_and_nothing_is_saved(
    contract: Any, signed_in: SignedIn
) -> None:
    client = signed_in("contract_manager", LEEDS)
    sent = {"version": 1, "value_pence": "12.345", "value_period": "year", "value_basis": "actual", "vat": "exclusive",
            "annual_value_pence": "lots"}  # fmt: skip
    said = client.post(f"/contracts/{contract.pk}/edit/value/", sent)
    text = said.content.decode()
    assert said.status_code == 422
    assert '<a href="#value_pence">“Value” must not have parts of a penny</a>' in text
    assert '<a href="#annual_value_pence">“Value of a year” must be an amount in pounds' in text
    assert 'value="12.345"' in text, "what was typed is still there"
    contract.refresh_from_db()
    assert contract.value_pence == 1_200_050


def test_an_end_before_the_start_is_refused_by_the_register_beside_its_field(
    contract: Any, signed_in: SignedIn
) -> None:
    sent = {"version": 1, "start-day": "1", "start-month": "4", "start-year": "2025", "end-day": "1", "end-month": "3",
            "end-year": "2025", "term_kind": "fixed"}  # fmt: skip
    said = signed_in("contract_manager", LEEDS).post(f"/contracts/{contract.pk}/edit/term/", sent)
    assert said.status_code == 422
    assert '<a href="#end">End is before start</a>' in said.content.decode()


def test_terms_are_kept_as_structure(contract: Any, signed_in: SignedIn) -> None:
    sent = {"version": 1, "start-day": "1", "start-month": "4", "start-year": "2025", "end-day": "31",
            "end-month": "March", "end-year": "2028", "term_kind": "fixed", "extensions": "12 + 12",
            "notice": "90 Days", "extension_notice": "2 weeks", "term_months": "36"}  # fmt: skip
    client = signed_in("contract_manager", LEEDS)
    assert client.post(f"/contracts/{contract.pk}/edit/term/", sent).status_code == 302
    contract.refresh_from_db()
    assert contract.extensions == [12, 12]
    assert contract.notice == {"count": 90, "unit": "days"}
    assert contract.extension_notice == {"count": 14, "unit": "days"}
    assert str(contract.end) == "2028-03-31"
    said = client.get(f"/contracts/{contract.pk}/").content.decode()
    assert "12 months, then 12 months" in said
    assert "90 days" in said


def test_confidential_fields_are_shown_once_and_noted(contract: Any, signed_in: SignedIn) -> None:
    client = signed_in("contract_manager", LEEDS)
    assert SECRET not in client.get(f"/contracts/{contract.pk}/").content.decode()
    assert SECRET not in client.get(f"/contracts/{contract.pk}/edit/exit/").content.decode()
    where = f"/contracts/{contract.pk}/confidential/contract/{contract.pk}/"
    assert client.get(where).status_code == 405
    assert not AccessEntry.objects.exists()
    assert SECRET in client.post(where, {"reason": "Renewal"}).content.decode()
    noted = AccessEntry.objects.get()
    assert (noted.about, noted.fields, noted.why) == (f"contract:{contract.pk}", ["negotiation_notes"], "Renewal")


@pytest.mark.parametrize("role", ["reader", "administrator", "sector"])
def test_confidential_fields_are_not_shown_to_those_who_may_not(contract: Any, signed_in: SignedIn, role: str) -> None:
    client = signed_in(role, LEEDS)
    page = client.get(f"/contracts/{contract.pk}/").content.decode()
    assert SECRET not in page
    assert "<form" not in page.partition("<main")[2], "nothing to press"
    said = client.post(f"/contracts/{contract.pk}/confidential/contract/{contract.pk}/")
    assert said.status_code == 403
    assert SECRET not in said.content.decode()
    assert not AccessEntry.objects.exists()


def test_an_empty_confidential_box_keeps_what_is_there(contract: Any, signed_in: SignedIn) -> None:
    client = signed_in("contract_manager", LEEDS)
    where = f"/contracts/{contract.pk}/edit/exit/"
    assert client.post(where, {"version": 1, "exit_terms": "Six months", "negotiation_notes": ""}).status_code == 302
    contract.refresh_from_db()
    assert (contract.exit_terms, contract.negotiation_notes) == ("Six months", SECRET)
    cleared = {"version": 2, "exit_terms": "Six months", "negotiation_notes": "", "negotiation_notes-clear": "yes"}
    client.post(where, cleared)
    contract.refresh_from_db()
    assert contract.negotiation_notes == ""


CHANGES = ("edit/term/", "remove/", "risk/add/", "party/add/")


@pytest.mark.parametrize("role", ["reader", "approver", "administrator", "sector"])
def test_who_may_only_read_is_offered_no_change_and_makes_none(contract: Any, signed_in: SignedIn, role: str) -> None:
    client = signed_in(role, LEEDS)
    party = models.Party.objects.get(contract=contract)
    page = client.get(f"/contracts/{contract.pk}/").content.decode()
    for path in (*CHANGES, f"party/{party.pk}/", f"party/{party.pk}/remove/"):
        where = f"/contracts/{contract.pk}/{path}"
        assert where not in page
        assert client.get(where).status_code == 403
        assert client.post(where, {"version": 1, "title": "x", "reason": "x", "name": "x"}).status_code == 403
    contract.refresh_from_db()
    assert (contract.version, contract.removed) == (1, False)


@pytest.mark.parametrize("role", ["contract_manager", "administrator", "nothing"])
def test_a_stranger_is_told_what_they_would_be_told_of_none(contract: Any, signed_in: SignedIn, role: str) -> None:
    client = signed_in(role, YORK)
    party = models.Party.objects.get(contract=contract)
    paths = [f"{tab}/" for tab in OWN_TABS]
    for path in ("", "spend/", *paths, *CHANGES, f"party/{party.pk}/", f"party/{party.pk}/remove/"):
        theirs, none = (client.get(f"/contracts/{number}/{path}") for number in (contract.pk, 999_999))
        assert theirs.status_code == none.status_code == 404
        assert without_tokens(theirs) == without_tokens(none)
    said = client.post(f"/contracts/{contract.pk}/confidential/contract/{contract.pk}/")
    assert said.status_code == 404


def without_tokens(said: Any) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", said.content.decode())


def test_a_public_contract_shows_others_its_public_fields_alone(people: People, signed_in: SignedIn) -> None:
    contract = phones(people, public=True, notes="Do not tell", owner_name="Ann Owner", tier="major")
    keeping.add_row(contract=contract.pk, kind="risk", values={"title": "The firm fails"}, by=SAM, at=AT)
    client = signed_in("contract_manager", YORK)
    said = client.get(f"/contracts/{contract.pk}/").content.decode()
    assert "Desk telephones" in said
    for hidden in (SECRET, "Do not tell", "Ann Owner", "ZZ99", "Confidential", "The firm fails", "/history/"):
        assert hidden not in said
    for tab in OWN_TABS:
        assert client.get(f"/contracts/{contract.pk}/{tab}/").status_code == 404
    assert client.get(f"/contracts/{contract.pk}/edit/term/").status_code == 403


def test_a_row_of_another_contract_is_not_found_by_way_of_this_one(people: People, signed_in: SignedIn) -> None:
    ours, other = phones(people), phones(people, reference="ICT-2")
    party = models.Party.objects.get(contract=other)
    client = signed_in("contract_manager", LEEDS)
    assert client.get(f"/contracts/{ours.pk}/party/{party.pk}/").status_code == 404
    assert client.post(f"/contracts/{ours.pk}/party/{party.pk}/remove/", {"version": 1}).status_code == 404


@pytest.mark.parametrize("kind", ["contract", "token", "answers", "question", "nothing", "document", "notice"])
def test_kinds_that_forms_do_not_add_have_no_form(contract: Any, signed_in: SignedIn, kind: str) -> None:
    client = signed_in("contract_manager", LEEDS)
    assert client.get(f"/contracts/{contract.pk}/{kind}/add/").status_code == 404


def test_taking_a_contract_out_needs_a_reason(contract: Any, signed_in: SignedIn) -> None:
    client = signed_in("contract_manager", LEEDS)
    where = f"/contracts/{contract.pk}/remove/"
    said = client.post(where, {"version": 1})
    assert said.status_code == 422
    assert "Say why it is taken out of the register" in said.content.decode()
    assert client.post(where, {"version": 1, "reason": "Entered twice"}).status_code == 302
    assert client.get(f"/contracts/{contract.pk}/").status_code == 404


def pages(contract: Any) -> list[str]:
    """The address of every page of the register, of a contract that has a row of each kind."""
    for kind, sent in FIRST.items():
        if kind != "party":
            values = {name: value for name, value in sent.items() if name in ("title", "item", "what", "summary")}
            values |= {"on": date(2026, 5, 1)} if "on-day" in sent else {}
            values |= {"amount_pence": 1} if kind == "credit" else {}
            values |= {"subject": "Late"} if kind == "letter" else {}
            keeping.add_row(contract=contract.pk, kind=kind, values=values, by=SAM, at=AT)
    found = []
    for pattern in urlpatterns:
        if pattern.name == "contract-document":
            continue
        names = set(pattern.pattern.converters)
        given = {"number": contract.pk, "section": "term"}
        kinds = FIRST if "kind" in names else [""]
        for kind in kinds:
            row = MODELS[kind].objects.get(contract=contract).pk if "row" in names else 0  # type: ignore[attr-defined]
            every = {**given, "kind": kind, "row": row}
            found.append(reverse(pattern.name, kwargs={name: every[name] for name in names}))
    return found


def test_every_page_of_the_register_is_well_made(contract: Any, signed_in: SignedIn) -> None:
    client = signed_in("contract_manager", LEEDS)
    for address in pages(contract):
        said = client.get(address)
        assert said.status_code in {200, 405}, address
        html = content(said).decode(errors="replace")
        if said.status_code != 200 or not said["Content-Type"].startswith("text/html"):
            continue
        page = Page(html)
        assert page.headings == 1, address
        assert len(page.ids) == len(set(page.ids)), (address, [i for i in page.ids if page.ids.count(i) > 1])
        assert set(page.fields) <= page.labelled, (address, set(page.fields) - page.labelled)
        assert not page.tags & {"style", "iframe", "object", "script"}, address
        assert not {a for a in page.attributes if a == "style" or a.startswith("on")}, address
        assert "None" not in re.sub(r"<[^>]+>", " ", html).replace("None recorded", ""), address
        assert NASTY not in html, address


def test_an_owner_is_a_colleague_and_one_who_has_left_stays_until_another_is_chosen(
    people: People, signed_in: SignedIn
) -> None:
    left, other = people.person("approver"), people.person("reader")
    made = phones(people, owner_id=left.pk)
    [role] = [one for one in members(organisation=LEEDS, by=SAM) if one.person == left.pk]
    end_role(organisation=LEEDS, membership=role.roles[0][0], by=SAM, at=AT)
    client, where = signed_in("contract_manager", LEEDS), f"/contracts/{made.pk}/edit/who/"
    form = client.get(where).content.decode()
    assert f'<option value="{left.pk}" selected>Approver of {LEEDS} (not here any more)</option>' in form
    assert client.post(where, {"version": 1, "owner_id": left.pk, "owner_phone": "0113"}).status_code == 302
    made.refresh_from_db()
    assert (made.owner_id, made.owner_phone) == (left.pk, "0113")
    stranger = people.person("reader", YORK)
    assert client.post(where, {"version": 2, "owner_id": stranger.pk}).status_code == 422
    assert client.post(where, {"version": 2, "owner_id": other.pk}).status_code == 302
    made.refresh_from_db()
    assert made.owner_id == other.pk


def test_a_related_contract_is_found_by_its_words(people: People, signed_in: SignedIn) -> None:
    made, other = phones(people), phones(people, reference="ICT-2", title="Switchboards")
    phones(people, reference="ICT-3", title="Switchboard licences")
    phones(people, YORK, reference="Y-1", title="Handsets of York")
    client, where = signed_in("contract_manager", LEEDS), f"/contracts/{made.pk}/relation/add/"
    for words, say in (("switchboard", "could be 2 contracts"), ("handsets", "must be the reference"), ("", "empty")):
        said = client.post(where, {"kind": "related", "other_id": words})
        assert said.status_code == 422
        assert say in said.content.decode()
    assert client.post(where, {"kind": "predecessor", "other_id": "ICT-2"}).status_code == 302
    shown = client.get(f"/contracts/{made.pk}/").content.decode()
    assert "Follows on from" in shown
    assert f"{other.reference}: Switchboards" in shown
