"""The trail of a decision: who did what, who recorded it for whom, what is asked of approvers, and stale words."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tallystick.decisions import models
from tallystick.decisions.queries.reporting import report
from tests.decisions.conftest import APPRAISAL, Deciding
from tests.people import AT, YORK, People

pytestmark = pytest.mark.django_db
WORDS: dict[str, Any] = {"sections": {"summary": "We ask for this."}}


def _page(client: Client, address: str) -> str:
    sent = client.get(address)
    assert sent.status_code == 200, address
    return " ".join(sent.content.decode().split())


@pytest.fixture
def deciding(people: People) -> Deciding:
    return Deciding(people)


@pytest.fixture
def keeper(deciding: Deciding, people: People) -> Client:
    return people.client("contract_manager")


@pytest.fixture
def proposed(deciding: Deciding, keeper: Client) -> models.Involved:
    """Somebody without an account, who is asked to approve it."""
    deciding.put("appraisal", APPRAISAL)
    values = {"title": "What comes next", "kind": "route", "chosen": "Renew", "chosen_why": "It is the cheapest"}
    sent = keeper.post(f"/decide/{deciding.number}/change/", values | {"question": "Renew?", "version": 1})
    assert sent.status_code == 302, sent.content.decode()
    who = deciding.involve("approver", "The chair", speaks_for="The board")
    deciding.record()
    deciding.move("proposed")
    return who


def _answer(client: Client, who: models.Involved, answer: str, why: str = "") -> None:
    sent = client.post(f"/decide/{who.decision_id}/people/{who.pk}/answer/", {"answer": answer, "because": why})
    assert sent.status_code == 302, sent.content.decode()


def test_whoever_approves_is_told_what_they_approve_before_they_choose(
    deciding: Deciding, keeper: Client, proposed: models.Involved
) -> None:
    page = _page(keeper, f"/decide/{deciding.number}/people/{proposed.pk}/answer/")
    told = page[: page.index('name="answer"')]
    for text in ("Renew?", "Renew: It is the cheapest", "Record 1</a>"):
        assert text in told, text
    for address in ("records/1/", "records/1/report.docx", "records/1/report.pdf"):
        assert f'href="/decide/{deciding.number}/{address}"' in told, address


def test_the_history_says_who_did_what_newest_first_and_who_recorded_it(
    deciding: Deciding, keeper: Client, proposed: models.Involved
) -> None:
    name = deciding.people.person("contract_manager").name
    _answer(keeper, proposed, "refuses", "Too dear")
    page = _page(keeper, f"/decide/{deciding.number}/history/")
    order = [
        "Put to those who decide → Refused", "The chair: refuses", "Being prepared → Put to those who decide",
        "Record 1", "The chair, for The board: approves or refuses it", "Chosen: nothing → “Renew”",
        "edition 1", "Started a decision<br>What comes after the payroll contract",
    ]  # fmt: skip
    body = page[page.index("<tbody") :]
    assert [body.index(one) for one in order] == sorted(body.index(one) for one in order)
    assert f"Recorded by {name}" in body
    assert "They say: Too dear" in body
    one = _page(keeper, f"/decide/{deciding.number}/")
    assert f'href="/decide/{deciding.number}/history/"' in one
    assert f"Refuses (recorded by {name}): Too dear" in one
    assert "no longer count" in one


def test_an_answer_of_ones_own_is_not_recorded_by_anybody(deciding: Deciding, people: People) -> None:
    who = deciding.involve("consultee", person=people.person("approver").pk)
    deciding.move("consulting")
    _answer(people.client("approver"), who, "agrees")
    assert "ecorded by" not in _page(people.client("approver"), f"/decide/{deciding.number}/")
    assert "ecorded by" not in _page(people.client("approver"), f"/decide/{deciding.number}/history/")


def test_a_record_keeps_who_recorded_an_answer(deciding: Deciding, keeper: Client, proposed: models.Involved) -> None:
    _answer(keeper, proposed, "approves")
    [one] = deciding.record().about["people"]
    assert one["recorded_by"] == deciding.people.person("contract_manager").name


def test_what_is_kept_out_is_not_in_the_history_for_who_may_not_read_it(
    deciding: Deciding, keeper: Client, proposed: models.Involved, people: People
) -> None:
    deciding.move("draft")
    deciding.put("appraisal", APPRAISAL, exempt=True, why="The prices are secret")
    deciding.put("appraisal", APPRAISAL, exempt=False)
    address = f"/decide/{deciding.number}/history/"
    for text in ("“Renew”", "The prices are secret"):
        assert text in _page(keeper, address)
        assert text not in _page(people.client("reader"), address)
    assert "Chosen: changed" in _page(people.client("reader"), address)
    assert people.client("reader", YORK).get(address).status_code == 404


def test_what_people_wrote_is_told_on_the_page_to_whom_the_history_tells_it(
    deciding: Deciding, keeper: Client, people: People
) -> None:
    who = deciding.involve("consultee", "Staff side")
    deciding.move("consulting")
    _answer(keeper, who, "comments", "Oak asks for £9 a user")
    pages = (f"/decide/{deciding.number}/", f"/decide/{deciding.number}/history/")
    for page in pages:
        assert "£9 a user" in _page(people.client("reader"), page)
    deciding.put("appraisal", APPRAISAL, exempt=True)
    deciding.put("words", {"about": {"classification": {"paragraph": "3"}}})
    deciding.record()
    for page in pages:
        assert "£9 a user" in _page(keeper, page)
        assert "£9 a user" not in _page(people.client("reader"), page)
    for by, there in ((deciding.keeper, True), (people.actor("reader"), False)):
        assert ("£9 a user" in repr(report(deciding.number, by=by)[0])) is there


def test_days_of_the_history_are_in_words(deciding: Deciding, keeper: Client) -> None:
    values = {"title": "What comes next", "kind": "route", "version": 1}
    day = {"needed_by-day": "5", "needed_by-month": "3", "needed_by-year": "2027"}
    keeper.post(f"/decide/{deciding.number}/change/", values | day)
    assert "Needed by: nothing → “5 March 2027”" in _page(keeper, f"/decide/{deciding.number}/history/")


def test_the_history_is_paged_and_does_not_mind_an_odd_address(deciding: Deciding, keeper: Client) -> None:
    for number in range(60):
        deciding.involve("scorer", f"Scorer {number}")
    address = f"/decide/{deciding.number}/history/"
    assert "Scorer 59" in _page(keeper, address)
    assert "Started a decision" not in _page(keeper, address)
    assert "Started a decision" in _page(keeper, f"{address}?page=2")
    for page in ("0", "-1", "x", "9" * 40):
        assert keeper.get(f"{address}?page={page}").status_code == 200


def test_words_older_than_what_they_tell_of_say_so(deciding: Deciding, keeper: Client) -> None:
    deciding.put("words", WORDS)
    deciding.put("appraisal", APPRAISAL)
    pages = (f"/decide/{deciding.number}/", f"/decide/{deciding.number}/document/words/")
    for page in pages:
        assert "Read them again" not in _page(keeper, page)
    deciding.put("appraisal", {**APPRAISAL, "seed": 8}, at=AT + timedelta(days=2))
    for page in pages:
        told = _page(keeper, page)
        assert "The words of the report were last written on 22 November 2026" in told
        assert "changed on 24 November 2026" in told


def test_words_older_than_a_score_say_so(deciding: Deciding, keeper: Client) -> None:
    deciding.put("appraisal", APPRAISAL)
    deciding.put("words", WORDS)
    who = deciding.involve("scorer", "Ann")
    deciding.score(who, "Renew", "Cost", "5")
    assert "Read them again" not in _page(keeper, f"/decide/{deciding.number}/")
    deciding.score(who, "Renew", "Cost", "6", at=AT + timedelta(days=1))
    assert "Read them again" in _page(keeper, f"/decide/{deciding.number}/")


def test_the_page_of_a_decision_reads_its_documents_once(deciding: Deciding, keeper: Client, people: People) -> None:
    deciding.put("appraisal", APPRAISAL, exempt=True)
    deciding.put("words", WORDS)
    for client in (keeper, people.client("reader")):
        with CaptureQueriesContext(connection) as asked:
            _page(client, f"/decide/{deciding.number}/")
        assert sum('"decisions_document"."said"' in one["sql"] for one in asked) == 1
