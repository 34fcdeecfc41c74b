"""The pages on which a contract is run: segmented, measured, met about, and its duties done."""

import io
import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tallystick.contracts import models
from tallystick.contracts.actions import keeping
from tallystick.councils.models import LogEntry
from tests.contracts.governed import MAJOR, SMALL
from tests.people import LEEDS, SAM, YORK, People
from tests.web.registers import AT, phones

SignedIn = Callable[..., Client]


def day(name: str, on: date) -> dict[str, str]:
    return {f"{name}-day": str(on.day), f"{name}-month": str(on.month), f"{name}-year": str(on.year)}


def answers(given: dict[str, Any], **more: str) -> dict[str, str]:
    return {f"a-{name}": str(value) for name, value in given.items()} | more


@pytest.fixture
def contract(people: People) -> Any:
    return phones(people)


@pytest.fixture
def manager(contract: Any, signed_in: SignedIn) -> Client:
    return signed_in("contract_manager", LEEDS)


@pytest.fixture
def measure(contract: Any) -> Any:
    values = {
        "title": "Calls answered", "unit": "%", "direction": "higher", "target": "95", "approaching": "90",
        "improvement": "80", "frequency": "monthly", "begins": date(2025, 4, 1),
    }  # fmt: skip
    return keeping.add_row(contract=contract.pk, kind="measure", values=values, by=SAM, at=AT)


def text(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status, answer.content.decode()[:2000]
    return str(answer.content.decode())


def test_the_nine_questions_are_answered_looked_at_and_kept(contract: Any, manager: Client) -> None:
    where = f"/contracts/{contract.pk}/questionnaires/segmentation/ask/"
    assert "If the service failed" in text(manager.get(where))
    looked = text(manager.post(where, answers(MAJOR, step="look")))
    assert "Major" in looked
    assert "3 × 5 = 15 of 15" in looked
    assert not models.Answers.objects.exists(), "looking keeps nothing"
    assert manager.post(where, answers(MAJOR, step="save", tier="major")).status_code == 302
    page = text(manager.get(f"/contracts/{contract.pk}/governance/"))
    assert "Record performance against every measure" in page
    assert "Exit plan" in page


def test_what_is_not_known_shows_which_tiers_are_still_possible(contract: Any, manager: Client) -> None:
    where = f"/contracts/{contract.pk}/questionnaires/segmentation/ask/"
    given = {**SMALL, "customer_impact": "", "statutory": "", "holds_data": "", "total_spend": ""}
    looked = text(manager.post(where, answers(given, step="look")))
    assert "What is not known decides" in looked
    assert manager.post(where, answers(given, step="save", tier="")).status_code == 302
    contract.refresh_from_db()
    assert contract.tier == ""
    assert "Not settled: Transactional or Operational" in text(manager.get(f"/contracts/{contract.pk}/governance/"))


def test_another_tier_needs_a_reason(contract: Any, manager: Client) -> None:
    where = f"/contracts/{contract.pk}/questionnaires/segmentation/ask/"
    said = text(manager.post(where, answers(SMALL, step="save", tier="major")), 422)
    assert "no reason was given for major" in said
    assert 'name="a-reputation" value="low"' in said, "the answers are still there"
    sent = answers(SMALL, step="save", tier="major", reason="The members watch it")
    assert manager.post(where, sent).status_code == 302
    assert "The members watch it" in text(manager.get(f"/contracts/{contract.pk}/governance/"))


def test_a_wrong_answer_is_said_beside_its_question(contract: Any, manager: Client) -> None:
    where = f"/contracts/{contract.pk}/questionnaires/segmentation/ask/"
    said = text(manager.post(where, answers({**MAJOR, "total_spend": "lots"}, step="look")), 422)
    assert 'href="#a-total_spend"' in said
    assert 'value="lots"' in said


def test_a_health_check_becomes_duties(contract: Any, manager: Client) -> None:
    where = f"/contracts/{contract.pk}/questionnaires/health-check/ask/"
    assert "What shows it" in text(manager.get(where))
    kept = manager.post(where, {"step": "save", "a-signed": "no", "e-signed": "Nobody can find it"})
    page = text(manager.get(kept["Location"]))
    assert "Find the signed contract" in page
    assert "Nobody can find it" in page
    due = timezone.localdate() + timedelta(days=30)
    wrong = text(manager.post(kept["Location"], {"questions": "signed"}), 422)
    assert "Say by when" in wrong
    assert manager.post(kept["Location"], {"questions": "signed", **day("due", due)}).status_code == 302
    assert "Find the signed contract" in text(manager.get("/duties/"))


def test_duties_are_done_and_dropped_from_their_pages(contract: Any, manager: Client) -> None:
    manager.post(
        f"/contracts/{contract.pk}/questionnaires/segmentation/ask/", answers(MAJOR, step="save", tier="major")
    )
    monitor = models.Duty.objects.get(code="monitor")
    done = f"/contracts/{contract.pk}/duty/{monitor.pk}/done/"
    assert "Record performance" in text(manager.get(done))
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert "future" in text(manager.post(done, {"version": 1, **day("done", tomorrow)}), 422)
    sent = {"version": "1", **day("done", timezone.localdate())}
    assert manager.post(f"{done}?from=duties", sent)["Location"] == "/duties/"
    monitor.refresh_from_db()
    assert monitor.state == "open"
    assert str(monitor.done) == str(timezone.localdate())
    assert "Somebody else changed this" in text(manager.post(done, sent, follow=True))
    sponsor = models.Duty.objects.get(code="name_sponsor")
    drop = f"/contracts/{contract.pk}/duty/{sponsor.pk}/not-needed/"
    assert "Say why it is not needed" in text(manager.post(drop, {"version": 1}), 422)
    assert manager.post(drop, {"version": 1, "reason": "There is one"}).status_code == 302
    assert manager.post(f"/contracts/{contract.pk}/governance/plan/").status_code == 302
    listed = manager.get("/duties.csv").getvalue().decode()
    assert "Record performance" in listed
    assert "Name the contract sponsor" not in listed
    assert "No duties" in text(manager.get("/duties/?whose=me"))


def test_the_register_is_shown_by_tier(contract: Any, manager: Client) -> None:
    assert "Desk telephones" in text(manager.get("/contracts/tiers/?tier=none"))
    assert "Desk telephones" not in text(manager.get("/contracts/tiers/?tier=major"))
    assert "Desk telephones" in manager.get("/contracts/tiers.csv").getvalue().decode()


def test_a_figure_is_recorded_corrected_and_drawn(contract: Any, measure: Any, manager: Client) -> None:
    record = f"/contracts/{contract.pk}/measure/{measure.pk}/record/"
    assert "The next that lacks a figure is April 2025" in text(manager.get(record))
    for month, value in ((4, "97"), (5, "85")):
        sent = {**day("day", date(2025, month, 3)), "value": value, "rating": "", "comment": "Two were ill"}
        assert manager.post(record, sent).status_code == 302
    assert "May 2025 has another figure" in text(
        manager.post(record, {**day("day", date(2025, 5, 9)), "value": "1", "rating": ""}), 422
    )
    page = text(manager.get(f"/contracts/{contract.pk}/performance/"))
    assert 'role="img" aria-label="Calls answered: 2 periods; 1 of them missed the target.' in page
    assert "Requires improvement" in page
    assert "should have come" in page
    row = models.Measurement.objects.get(first=date(2025, 5, 1))
    correct = f"/contracts/{contract.pk}/measurement/{row.pk}/"
    assert 'value="85"' in text(manager.get(correct))
    sent = {"version": "1", "value": "95", "rating": "", "comment": ""}
    assert "Say why it is corrected" in text(manager.post(correct, sent), 422)
    assert manager.post(correct, {**sent, "reason": "A slip"}).status_code == 302
    row.refresh_from_db()
    assert row.rating == "good"


def test_a_file_of_figures_is_looked_at_before_it_is_kept(contract: Any, measure: Any, manager: Client) -> None:
    where = f"/contracts/{contract.pk}/performance/upload/"
    assert "Choose a file" in text(manager.post(where), 422)
    file = b"Measure,Period,Figure\nCalls answered,April 2025,97\n<b>Calls</b>,May 2025,9\n"
    looked = text(manager.post(where, {"file": SimpleUploadedFile("figures.csv", file)}))
    assert "1 to be recorded, 0 there already, 1 refused" in looked
    assert "&lt;b&gt;Calls" in looked
    assert not models.Measurement.objects.exists()
    kept = re.search(r'name="text" value="([^"]+)"', looked)
    assert kept
    assert "1 recorded" in text(manager.post(where, {"step": "save", "text": kept[1]}))
    assert models.Measurement.objects.count() == 1
    assert "Choose the file again" in text(manager.post(where, {"step": "save", "text": "?"}), 422)
    assert "headings" in text(manager.post(where, {"file": io.BytesIO(b"a,b\n1,2\n")}), 422)


def test_trigger_points_and_credits_are_set_and_worked_out(contract: Any, measure: Any, manager: Client) -> None:
    where = f"/contracts/{contract.pk}/measure/{measure.pk}/terms/"
    sent = {"version": "1", "misses": "2", "of": "", "worse_than": "approaching_target", "then": "A plan",
            "requires_improvement_percent": "5", "inadequate_pence": "1000", "period_cap_percent": "4"}  # fmt: skip
    assert manager.post(where, {**sent, "inadequate_percent": "4"}).status_code == 422
    assert manager.post(where, sent).status_code == 302
    assert 'value="5"' in text(manager.get(where))
    record = f"/contracts/{contract.pk}/measure/{measure.pk}/record/"
    for month in (4, 5):
        manager.post(record, {**day("day", date(2025, month, 3)), "value": "85", "rating": "", "comment": ""})
    page = text(manager.get(f"/contracts/{contract.pk}/performance/"))
    assert "the trigger point is reached" in page
    row = models.Measurement.objects.get(first=date(2025, 4, 1))
    credit = f"/contracts/{contract.pk}/measurement/{row.pk}/credit/"
    assert "Say what that was" in text(manager.post(credit, {"charge": ""}), 422)
    worked = text(manager.post(credit, {"charge": "10000"}))
    assert "£400.00" in worked
    assert "Capped for the period" in worked
    assert manager.post(credit, {"charge": "10000", "step": "save"}).status_code == 302
    assert models.ServiceCredit.objects.get().amount_pence == 40_000
    assert manager.get(credit).status_code == 404, "once"


def test_a_suppliers_token_is_shown_once_and_ended(contract: Any, measure: Any, manager: Client) -> None:
    where = f"/contracts/{contract.pk}/performance/tokens/"
    assert manager.post(where, {"name": "", "days": "0"}).status_code == 422
    made = manager.post(where, {"name": "Their desk", "days": "30"})
    assert "tallysupplier_" in text(made)
    assert "no-store" in made["Cache-Control"]
    page = text(manager.get(f"/contracts/{contract.pk}/performance/"))
    assert "Their desk" in page
    assert "tallysupplier_" not in page
    token = models.SupplierToken.objects.get()
    assert manager.post(f"{where}{token.pk}/end/", {"version": token.version}).status_code == 302
    assert "Their desk" not in text(manager.get(f"/contracts/{contract.pk}/performance/"))


def test_a_meeting_is_planned_with_the_tiers_agenda_and_held(contract: Any, manager: Client) -> None:
    manager.post(
        f"/contracts/{contract.pk}/questionnaires/segmentation/ask/", answers(MAJOR, step="save", tier="major")
    )
    plan = f"/contracts/{contract.pk}/meeting/add/"
    assert "Promises of social value" in text(manager.get(plan))
    today = timezone.localdate()
    sent = {**day("on", today), "title": "Autumn review", "agenda": "Actions\nRisks"}
    assert manager.post(plan, sent).status_code == 302
    meeting = models.Meeting.objects.get()
    assert (meeting.state, meeting.agenda) == ("planned", ["Actions", "Risks"])
    hold = f"/contracts/{contract.pk}/meeting/{meeting.pk}/hold/"
    held = {"version": "1", **day("on", today), "present": "Ada", "minutes": "All is well",
            "name-1": "Cy", **day("due-1", today - timedelta(days=3))}  # fmt: skip
    assert "say what was agreed" in text(manager.post(hold, held), 422)
    assert manager.post(hold, {**held, "what-1": "Mend the lift"}).status_code == 302
    assert "Somebody else changed this" in text(manager.post(hold, {**held, "what-1": "Twice"}), 422)
    page = text(manager.get(f"/contracts/{contract.pk}/meetings/"))
    assert "Mend the lift" in page
    assert "1 overdue" in page
    action = models.MeetingAction.objects.get()
    more = f"/contracts/{contract.pk}/meeting/{meeting.pk}/action/"
    assert "what was agreed" in text(manager.post(more, {}), 422)
    assert manager.post(more, {"what": "Send the plan"}).status_code == 302
    done = f"/contracts/{contract.pk}/action/{action.pk}/done/"
    assert manager.post(done, {"version": "1", **day("done", today)}).status_code == 302
    assert "1 overdue" not in text(manager.get(f"/contracts/{contract.pk}/meetings/"))


def test_minutes_are_not_shown_to_those_who_may_not_read_papers(
    contract: Any, manager: Client, signed_in: SignedIn
) -> None:
    values = {"on": date(2026, 1, 5), "state": "held", "minutes": "They were rude", "title": "January"}
    meeting = keeping.add_row(contract=contract.pk, kind="meeting", values=values, by=SAM, at=AT)
    said = {"meeting_id": meeting.pk, "what": "Write a letter"}
    keeping.add_row(contract=contract.pk, kind="action", values=said, by=SAM, at=AT)
    page = text(signed_in("sector", LEEDS).get(f"/contracts/{contract.pk}/meetings/"))
    assert "January" in page
    assert "They were rude" not in page
    assert "Write a letter" not in page
    assert "They were rude" in text(signed_in("reader", LEEDS).get(f"/contracts/{contract.pk}/meetings/"))


def test_risks_stand_in_a_matrix_before_and_after(contract: Any, manager: Client) -> None:
    add = f"/contracts/{contract.pk}/risk/add/?scale=partnership-six-by-four"
    assert "6 Very high" in text(manager.get(add))
    sent = {"title": "The firm fails", "state": "open", "likelihood": "6", "impact": "4", "likelihood_after": "2",
            "impact_after": "4", "mitigation": "A second firm"}  # fmt: skip
    assert "give both" in text(manager.post(add, {**sent, "impact": ""}), 422)
    assert manager.post(add, sent).status_code == 302
    risk = models.Risk.objects.get()
    page = text(manager.get(f"/contracts/{contract.pk}/risks/"))
    assert "Very high × catastrophic = 24".lower() in page.lower()
    assert f'<a class="govuk-link" href="#risk-{risk.pk}">Risk {risk.pk}</a>' in page
    change = f"/contracts/{contract.pk}/risk/{risk.pk}/"
    assert manager.post(change, {**sent, "version": "1", "likelihood": "3", "reason": "Better"}).status_code == 302
    assert "down to" in text(manager.get(f"/contracts/{contract.pk}/risks/"))
    said = text(manager.post(change, {**sent, "version": "1", "title": "Mine"}), 422)
    assert "Somebody else changed this" in said
    assert 'value="Mine"' in said


def test_changes_add_up_in_the_long_run(contract: Any, manager: Client) -> None:
    for values in (
        {"title": "Ten more", "state": "made", "value_pence": 120_000, "months": 3},
        {"title": "Fewer", "state": "agreed", "value_pence": -20_000},
        {"title": "Refused", "state": "rejected", "value_pence": 9_999_900},
    ):
        keeping.add_row(contract=contract.pk, kind="change", values=values, by=SAM, at=AT)
    page = text(manager.get(f"/contracts/{contract.pk}/changes/"))
    assert "£1,000.00" in page
    assert "2 changes approved or made" in page


def amended(**more: str) -> dict[str, str]:
    return {"q-reputation-weight": "9", "b-operational-percent": "20", **more}


def test_a_questionnaire_is_amended_with_its_effect_shown_first(
    contract: Any, manager: Client, signed_in: SignedIn
) -> None:
    manager.post(
        f"/contracts/{contract.pk}/questionnaires/segmentation/ask/", answers({**SMALL, "statutory": "yes",
        "reputation": "high"}, step="save", tier="transactional"))  # fmt: skip
    setter = signed_in("category_manager", LEEDS)
    where = f"/methods/{LEEDS}/questionnaires/segmentation/"
    assert "Amend it" in text(setter.get(where))
    assert "Amend it" not in text(manager.get(where))
    assert manager.get(f"{where}amend/").status_code == 403
    wrong = text(setter.post(f"{where}amend/", amended(**{"q-reputation-weight": "heavy"})), 422)
    assert "Question 3 (reputation): weight has to be a whole number" in wrong
    assert 'value="heavy"' in wrong, "what was typed is still there"
    assert 'value="20"' in wrong
    looked = text(
        setter.post(f"{where}amend/", amended(**{"new-text": "Is it liked?", "new-options": "Yes = 0\nNo = 1"}))
    )
    assert "questions, reputation, weight" in looked
    assert "Is it liked?" in looked
    assert "1 contract answered it: 1 would have another outcome" in looked
    draft = re.search(r'name="draft" value="([^"]+)"', looked)
    assert draft
    sent = {"step": "save", "draft": unescape(draft[1]), "reason": "Members asked"}
    assert setter.post(f"{where}amend/", sent).status_code == 302
    assert "own 1" in text(setter.get(where))
    assert LogEntry.objects.get(what="amend_questionnaire").why == "Members asked"
    said = json.loads(setter.get(f"/methods/{LEEDS}/questionnaires/segmentation.json").content)
    assert said["version"] == "own 1"
    assert said["questions"][2]["weight"] == 9
    assert setter.post(f"/methods/{LEEDS}/questionnaires/segmentation/shipped/").status_code == 302
    file = SimpleUploadedFile("it.json", json.dumps(said).encode())
    assert "questions, reputation, weight" in text(setter.post(f"{where}import/", {"file": file}))
    for bad in (b"[1]", b"\xff\xfe", b"{}", b""):
        assert setter.post(f"{where}import/", {"file": SimpleUploadedFile("it.json", bad)}).status_code == 422


def test_a_question_that_a_rule_needs_is_not_retired_unsaid(contract: Any, signed_in: SignedIn) -> None:
    setter = signed_in("category_manager", LEEDS)
    where = f"/methods/{LEEDS}/questionnaires/segmentation/amend/"
    said = text(setter.post(where, {"q-statutory-out": "yes"}), 422)
    assert "asks of a question that is not there: statutory" in said
    assert 'id="q-statutory-out" name="q-statutory-out" value="yes" checked' in said


def test_a_scale_is_amended_and_new_risks_are_rated_on_it(contract: Any, signed_in: SignedIn) -> None:
    setter = signed_in("category_manager", LEEDS)
    where = f"/methods/{LEEDS}/scales/partnership-six-by-four/"
    assert "are rated on another" in text(setter.get(where))
    assert "two steps of likelihood with one label" in text(setter.post(f"{where}amend/", {"likelihood": "A\nA"}), 422)
    assert setter.post(f"{where}amend/", {"r-medium-least": "5"}).status_code == 302
    assert "are rated on it" in text(setter.get(where))
    assert "Six by four" in text(setter.get(f"/contracts/{contract.pk}/risk/add/"))
    assert json.loads(setter.get(f"/methods/{LEEDS}/scales/partnership-six-by-four.json").content)["version"] == "own 1"


READ = ("governance/", "performance/", "meetings/", "risks/")
WRITE = ("questionnaires/segmentation/ask/", "performance/upload/", "performance/tokens/", "meeting/add/", "risk/add/")


@pytest.mark.parametrize("role", ["reader", "sector", "approver", "administrator"])
def test_those_who_read_are_offered_nothing_to_change(
    contract: Any, measure: Any, signed_in: SignedIn, role: str
) -> None:
    client = signed_in(role, LEEDS)
    for page in READ:
        said = text(client.get(f"/contracts/{contract.pk}/{page}"))
        assert "<form" not in said.partition("<main")[2], page
        assert "govuk-button" not in said.partition("<main")[2], page
    for page in (*WRITE, f"measure/{measure.pk}/record/", f"measure/{measure.pk}/terms/"):
        assert client.get(f"/contracts/{contract.pk}/{page}").status_code == 403, page
        assert client.post(f"/contracts/{contract.pk}/{page}").status_code == 403, page


def test_strangers_see_none_of_it(contract: Any, measure: Any, signed_in: SignedIn) -> None:
    client = signed_in("category_manager", YORK)
    for page in (*READ, *WRITE, f"measure/{measure.pk}/record/"):
        assert client.get(f"/contracts/{contract.pk}/{page}").status_code == 404, page
    for page in (f"/methods/{LEEDS}/", f"/methods/{LEEDS}/questionnaires/segmentation/amend/"):
        assert client.get(page).status_code == 404
    assert "Desk telephones" not in text(client.get("/contracts/tiers/")) + text(client.get("/duties/"))
    assert client.get("/methods/").status_code == 302
