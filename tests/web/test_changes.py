"""A change through the site: proposed, answered, checked, approved by another, made; and the portfolio."""

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tallystick.contracts import actions, models
from tallystick.contracts.queries import headroom
from tallystick.councils.models import Organisation
from tests.people import AT, LEEDS, YORK, People

pytestmark = pytest.mark.django_db


@pytest.fixture
def contract(people: People) -> int:
    people.organisation(LEEDS, "Leeds City Council")
    Organisation.objects.filter(code=LEEDS).update(nation="england")
    values = {
        "title": "Housing system", "start": date(2025, 9, 1), "end": date(2030, 8, 31), "latest_end": date(2030, 8, 31),
        "term_months": 60, "value_pence": 400_000_000, "value_period": "whole_life", "vat": "exclusive",
    }  # fmt: skip
    made = actions.add_contract(
        organisation=LEEDS, values=values, suppliers=[], by=people.actor("contract_manager"), at=AT
    )  # fmt: skip
    return made.pk


def say_the_law(people: People, contract: int) -> None:
    sent = {
        "version": "0", "supply": "services", "changes_known": "yes", "maximum_months": "60",
        "procurement_commenced-day": "1", "procurement_commenced-month": "6", "procurement_commenced-year": "2025",
        "regime": "found", "evidence": "2025/S 000-012345",
    }  # fmt: skip
    answer = people.client("contract_manager").post(reverse("contract-law", args=[contract]), sent)
    assert answer.status_code == 302, answer.content.decode()


def day(name: str, on: date) -> dict[str, str]:
    return {f"{name}-day": str(on.day), f"{name}-month": str(on.month), f"{name}-year": str(on.year)}


def propose(client: Client, contract: int, **sent: str) -> models.Change:
    said = {
        "version": "0", "title": "Ten more modules", "value_pence": "1600000", "months": "0",
        **day("takes_effect", timezone.localdate()), **sent,
    }  # fmt: skip
    answer = client.post(reverse("change-propose", args=[contract]), said)
    row = models.Change.objects.latest("pk")
    assert answer.headers["Location"] == reverse("change-answers", args=[contract, row.pk])
    return row


ANSWERS = {
    "additional_supply": "yes", "different_supplier_incompatible": "yes", "significant_inconvenience": "yes",
    "duplicates_cost": "yes", "new_supplier": "no", "could_be_combined": "no", "new_kind_of_supply": "yes",
}  # fmt: skip


def text(client: Client, name: str, *args: Any) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_change_from_proposed_to_made(people: People, contract: int) -> None:
    manager, approver = people.client("contract_manager"), people.client("approver")
    say_the_law(people, contract)
    row = propose(manager, contract)
    asked = text(manager, "change-answers", contract, row.pk)
    assert "Would another supplier mean paying for much of it twice?" in asked
    assert "could others have bid" not in asked, "that is a question of the other law"
    done = manager.post(reverse("change-answers", args=[contract, row.pk]), {**ANSWERS, "version": str(row.version)})
    assert done.headers["Location"] == reverse("change", args=[contract, row.pk])
    shown = text(manager, "change", contract, row.pk)
    assert "PA 2023 Sch 8 para 8" in shown
    assert "£2,000,000.00" in shown, "half of the contract's value is the limit"
    assert "Approve it" not in shown
    assert "Approve it" in text(approver, "change", contract, row.pk)
    row.refresh_from_db()
    approved = approver.post(reverse("change-approve", args=[contract, row.pk]), {"version": str(row.version)})
    assert approved.status_code == 302
    row.refresh_from_db()
    late = {"version": str(row.version), **day("on", timezone.localdate())}
    refused = manager.post(reverse("change-make", args=[contract, row.pk]), late)
    assert refused.status_code == 409
    assert "UK10" in refused.content.decode()
    made = manager.post(reverse("change-make", args=[contract, row.pk]), {**late, "reason": "It was done in August"})
    assert made.status_code == 302
    row.refresh_from_db()
    assert row.state == "made"
    assert models.Contract.objects.get(pk=contract).value_pence == 560_000_000
    tab = text(manager, "contract-changes", contract)
    assert "1 change approved or made" in tab
    assert "£1,600,000.00" in tab
    assert "Publish the contract as modified" in text(manager, "change", contract, row.pk)


def test_an_unknown_law_is_said_and_asked_for(people: People, contract: int) -> None:
    manager = people.client("contract_manager")
    tab = text(manager, "contract-changes", contract)
    assert "which procurement law governs it" in tab
    row = propose(manager, contract)
    manager.post(reverse("change-check", args=[contract, row.pk]), {"version": str(row.version)})
    assert "It depends" in text(manager, "change", contract, row.pk)


def test_a_law_that_a_person_decides_needs_evidence(people: People, contract: int) -> None:
    manager = people.client("contract_manager")
    path = reverse("contract-law", args=[contract])
    answer = manager.post(path, {"version": "0", "regime": "PCR2015"})
    assert answer.status_code == 422
    assert "Say what shows" in answer.content.decode()
    assert manager.post(path, {"version": "0", "regime": "PCR2015", "evidence": "RM1557.14"}).status_code == 302
    assert "RM1557.14" in text(manager, "contract-changes", contract)


def test_what_is_proposed_may_be_changed_until_it_is_approved(people: People, contract: int) -> None:
    manager = people.client("contract_manager")
    row = propose(manager, contract)
    amend = reverse("change-amend", args=[contract, row.pk])
    assert manager.post(amend, {"version": str(row.version), "title": ""}).status_code == 422
    assert manager.post(amend, {"version": "99", "title": "Eleven"}).status_code == 422
    assert manager.post(amend, {"version": str(row.version), "title": "Eleven"}).status_code == 302
    row.refresh_from_db()
    assert row.title == "Eleven"
    models.Change.objects.filter(pk=row.pk).update(state="made")
    assert manager.get(amend).status_code == 302
    assert manager.get(reverse("change-answers", args=[contract, row.pk])).status_code == 302


def test_rejecting_and_taking_out_each_have_a_page(people: People, contract: int) -> None:
    manager, approver = people.client("contract_manager"), people.client("approver")
    row = propose(manager, contract)
    reject = reverse("change-reject", args=[contract, row.pk])
    assert manager.get(reject).status_code == 403
    assert approver.post(reject, {"version": str(row.version)}).status_code == 422
    assert approver.post(reject, {"version": str(row.version), "reason": "Too dear"}).status_code == 302
    row.refresh_from_db()
    out = reverse("change-withdraw", args=[contract, row.pk])
    assert manager.get(out).status_code == 200
    assert manager.post(out, {"version": str(row.version)}).headers["Location"] == reverse(
        "contract-changes", args=[contract]
    )  # fmt: skip
    assert manager.get(reverse("change", args=[contract, row.pk])).status_code == 404


def test_the_portfolio_shows_what_is_left_and_what_is_not_known(people: People, contract: int) -> None:
    manager = people.client("contract_manager")
    shown = text(manager, "headroom")
    assert "Which procurement law governs it" in shown
    each = shown.partition('id="list-caption"')[2]
    assert re.search(r"<details.*things? not known.*Which procurement law governs it.*</details>", each, re.DOTALL)
    assert each.partition("</thead>")[0].count('scope="col"') == 6
    say_the_law(people, contract)
    shown = text(manager, "headroom")
    assert "£2,000,000.00" in shown
    assert "6 months" in shown
    answer = manager.get(reverse("headroom-csv"))
    lines = b"".join(answer).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]
    assert lines[0].startswith("organisation,reference,title")
    assert "2000000.00" in lines[1]
    assert "No contracts" in manager.get(reverse("headroom"), {"regime": "PCR2015"}).content.decode()
    assert "Housing system" in manager.get(reverse("headroom"), {"text": "housing", "known": "yes"}).content.decode()
    for sort in ("slight", "-half", "term", "end", "title"):
        assert manager.get(reverse("headroom"), {"sort": sort}).status_code == 200


def test_the_download_of_a_portfolio_reads_a_few_contracts_at_a_time_and_no_whole_ones(
    people: People, contract: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    by, today = people.actor("contract_manager"), timezone.localdate()
    for title in ("Cloud", "Audit"):
        actions.add_contract(organisation=LEEDS, values={"title": title}, suppliers=[], by=by, at=AT)
    monkeypatch.setattr(headroom, "_AT_A_TIME", 2)
    with CaptureQueriesContext(connection) as asked:
        rows = headroom.each(headroom.Asked(), by=by, today=today, sort="title")
        first = next(rows)
        assert [one["sql"].count('"supplier_label"') for one in asked.captured_queries] == [0, 1]
        found = [first, *rows]
    assert [row.title for row in found] == ["Audit", "Cloud", "Housing system"]
    assert found == headroom.headroom(headroom.Asked(), by=by, today=today, sort="title")
    assert len(asked.captured_queries) == 3
    assert not any('"search_text"' in one["sql"] for one in asked.captured_queries)
    lines = b"".join(people.client("contract_manager").get(reverse("headroom-csv"))).splitlines()  # type: ignore[arg-type]
    assert len(lines) == 4


def test_a_portfolio_is_of_nobody_elses_contracts(people: People, contract: int) -> None:
    people.organisation(YORK, "City of York Council")
    models.Contract.objects.filter(pk=contract).update(public=True)
    stranger = people.client("category_manager", YORK)
    assert "Housing system" not in text(stranger, "headroom")
    assert "Housing system" not in b"".join(stranger.get(reverse("headroom-csv"))).decode()  # type: ignore[arg-type]
    assert stranger.get(reverse("contract-changes", args=[contract])).status_code == 404


def test_a_tenth_of_a_term_of_four_years_is_shown_with_its_fraction(people: People, contract: int) -> None:
    manager = people.client("contract_manager")
    say_the_law(people, contract)
    models.LegalFacts.objects.filter(contract=contract).update(maximum_months=48)
    row = propose(manager, contract, months="1")
    done = manager.post(reverse("change-answers", args=[contract, row.pk]), {**ANSWERS, "version": str(row.version)})
    assert done.headers["Location"] == reverse("change", args=[contract, row.pk])
    shown = text(manager, "change", contract, row.pk)
    assert "<dd>4.8 months</dd>" in shown
    assert "<dd>3.8 months</dd>" in shown
    assert text(manager, "contract-history", contract)


def test_a_value_that_does_not_follow_a_change_is_said_before_and_after(people: People, contract: int) -> None:
    manager, approver = people.client("contract_manager"), people.client("approver")
    say_the_law(people, contract)
    row = propose(manager, contract, value_pence="1000")
    why = "not said to be of the contract&#x27;s whole life"
    assert why not in text(manager, "change", contract, row.pk)
    models.Contract.objects.filter(pk=contract).update(value_period="unknown")
    manager.post(reverse("change-answers", args=[contract, row.pk]), {**ANSWERS, "version": str(row.version)})
    assert why in text(manager, "change", contract, row.pk)
    row.refresh_from_db()
    sent = {"version": str(row.version), "ground": "Sch 8 para 8", "reason": "Advised"}
    assert why in text(approver, "change-approve", contract, row.pk)
    assert approver.post(reverse("change-approve", args=[contract, row.pk]), sent).status_code == 302
    row.refresh_from_db()
    make = text(manager, "change-make", contract, row.pk)
    assert why in make
    assert f'href="{reverse("contract-change", args=[contract, "value"])}"' in make
    sent = {"version": str(row.version), "reason": "Found out later", **day("on", timezone.localdate())}
    assert manager.post(reverse("change-make", args=[contract, row.pk]), sent).status_code == 302
    assert why in text(manager, "change", contract, row.pk)
    assert models.Contract.objects.get(pk=contract).value_pence == 400_000_000


def test_the_value_beside_what_is_left_is_that_which_it_is_a_share_of(people: People, contract: int) -> None:
    say_the_law(people, contract)
    address = reverse("headroom-csv")
    assert b",4000000.00," in b"".join(people.client("contract_manager").get(address).streaming_content)
    models.Contract.objects.filter(pk=contract).update(value_period="year")
    assert b",4000000.00," not in b"".join(people.client("contract_manager").get(address).streaming_content)


def test_months_that_a_change_added_are_named_with_the_dates_and_are_no_fault_of_the_term(
    people: People, contract: int
) -> None:
    manager, approver = people.client("contract_manager"), people.client("approver")
    say_the_law(people, contract)
    row = propose(manager, contract, value_pence="0", months="6")
    manager.post(reverse("change-answers", args=[contract, row.pk]), {"version": str(row.version), "urgent": "yes"})
    row.refresh_from_db()
    sent = {"version": str(row.version), "ground": "Sch 8 para 2", "reason": "Advised"}
    assert approver.post(reverse("change-approve", args=[contract, row.pk]), sent).status_code == 302
    row.refresh_from_db()
    sent = {"version": str(row.version), "reason": "Advised", **day("on", timezone.localdate())}
    assert manager.post(reverse("change-make", args=[contract, row.pk]), sent).status_code == 302
    dates = text(manager, "contract-dates", contract)
    assert "The term, with changes made, ends on 28 February 2031." in dates
    assert "The first term ends on" not in dates
    assert "The end is 28 February 2031" not in text(manager, "contract-term", contract)
