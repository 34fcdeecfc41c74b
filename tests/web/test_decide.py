"""Pages of decisions: started, their options written, scored by several, agreed, put to those who decide."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from tallystick.decisions import models
from tallystick.reference.appraisal_templates import appraisal_templates
from tests.people import LEEDS, YORK, People

pytestmark = pytest.mark.django_db
PUBLIC = {"?version=public", "?version=page"}
CRITERIA = "Cost; 60; 0 to 10\nRisk; 40; 0–10\nLawful; pass or fail"


@pytest.fixture
def keeper(people: People) -> Client:
    people.organisation(LEEDS, "Leeds City Council")
    return people.client("contract_manager")


@pytest.fixture
def number(keeper: Client) -> int:
    sent = {"title": "After the payroll contract", "kind": "route", "question": "Which of three?"}
    started = keeper.post("/decide/start/", sent)
    assert started.status_code == 302, started.content.decode()
    return models.Decision.objects.get().pk


def _options(keeper: Client, number: int, **more: Any) -> Any:
    sent = {"options": "Renew\nRetender", "criteria": CRITERIA, "business_as_usual": "Renew", "version": 0}
    return keeper.post(f"/decide/{number}/options/", sent | more)


def _name(keeper: Client, number: int, role: str, name: str, **more: Any) -> int:
    sent = keeper.post(f"/decide/{number}/people/add/", {"role": role, "name": name, **more})
    assert sent.status_code == 302, sent.content.decode()
    return models.Involved.objects.order_by("-pk")[0].pk


def _score(keeper: Client, number: int, who: int, *values: str, why: str = "So") -> Any:
    cells = ["0-0", "0-1", "0-2", "1-0", "1-1", "1-2"]
    sent = {f"value-{cell}": value for cell, value in zip(cells, values, strict=True)}
    sent |= {f"why-{cell}": why for cell, value in zip(cells, values, strict=True) if value}
    page = f"/decide/{number}/people/{who}/scores/"
    hidden = re.findall(
        r'type="hidden" name="((?:version|was)[^"]*)" value="([^"]*)"', keeper.get(page).content.decode()
    )
    return keeper.post(page, dict(hidden) | sent)


def _page(client: Client, number: int) -> str:
    return " ".join(client.get(f"/decide/{number}/").content.decode().split())


def test_a_decision_that_is_started_is_in_the_list_and_in_its_csv(keeper: Client, number: int) -> None:
    assert "After the payroll contract" in keeper.get("/decide/?text=payroll").content.decode()
    assert "After the payroll contract" not in keeper.get("/decide/?text=cloud").content.decode()
    assert "After the payroll contract" not in keeper.get("/decide/?state=approved").content.decode()
    csv = b"".join(keeper.get("/decide.csv").streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert csv.splitlines()[1].startswith(f"{number},After the payroll contract,Which of three?,route,draft,")


def test_without_a_title_nothing_is_started_and_it_says_so(keeper: Client) -> None:
    sent = keeper.post("/decide/start/", {"title": " ", "kind": "route"})
    assert sent.status_code == 422
    assert not models.Decision.objects.exists()


def test_options_and_criteria_are_typed_in_words_and_shown_again_as_they_were(keeper: Client, number: int) -> None:
    assert _options(keeper, number).status_code == 302
    said = models.Document.objects.get().said
    assert said["criteria"] == [
        {"name": "Cost", "weight": 60, "scale": [0, 10]},
        {"name": "Risk", "weight": 40, "scale": [0, 10]},
        {"name": "Lawful", "pass_fail": True},
    ]
    again = keeper.get(f"/decide/{number}/options/").content.decode()
    assert "Cost; 60; 0 to 10" in again
    assert "Lawful; pass or fail" in again
    assert 'name="version" value="1"' in again


@pytest.mark.parametrize(
    "criteria", ["Cost", "Cost; much", "Cost; 30; low to high", "; 30; 0 to 10", "A; 1; 0 to 1; x"][:5]
)
def test_a_criterion_that_cannot_be_read_is_shown_beside_what_was_typed(
    keeper: Client, number: int, criteria: str
) -> None:
    sent = _options(keeper, number, criteria=criteria)
    assert sent.status_code == 422
    assert "cannot be read" in sent.content.decode()
    assert not models.Document.objects.exists()


def test_criteria_that_do_not_go_together_are_told_beside_their_box(keeper: Client, number: int) -> None:
    sent = _options(keeper, number, criteria="Cost; 60; 0 to 10\nRisk; 40")
    assert (sent.status_code, 'id="criteria-error"' in sent.content.decode()) == (422, True)
    assert not models.Document.objects.exists()


def test_before_anybody_scored_the_page_says_what_comes_next(keeper: Client, number: int) -> None:
    _options(keeper, number)
    assert "name people to score" in _page(keeper, number)
    assert "scores: there is nothing" not in _page(keeper, number)


def test_options_begin_from_the_partnerships_own_five_by_six_with_its_descriptors(keeper: Client, number: int) -> None:
    assert "Five options by six criteria" in keeper.get(f"/decide/{number}/options/").content.decode()
    page = keeper.get(f"/decide/{number}/options/?template=partnership").content.decode()
    assert "cabinet report" in page
    template = next(one for one in appraisal_templates() if one.code == "partnership")
    sent = {
        "options": "\n".join(template.said["options"]),
        "criteria": "\n".join(f"{one['name']}; 1; 1 to 5" for one in template.said["criteria"]), "version": 0,
    }  # fmt: skip
    assert keeper.post(f"/decide/{number}/options/?template=partnership", sent).status_code == 302
    said = models.Document.objects.get().said
    assert (len(said["options"]), len(said["criteria"])) == (5, 6)
    assert said["criteria"][0]["descriptors"][2] == "As now"
    who = _name(keeper, number, "scorer", "Ann")
    assert "3: As now" in keeper.get(f"/decide/{number}/people/{who}/scores/").content.decode()


def test_two_who_write_at_once_do_not_write_over_each_other(keeper: Client, number: int) -> None:
    _options(keeper, number)
    late = _options(keeper, number, options="Renew\nWait", version=0)
    assert late.status_code == 422
    assert "Somebody else wrote" in late.content.decode()
    assert models.Document.objects.get().said["options"] == ["Renew", "Retender"]


def test_what_somebody_else_saved_of_a_decision_meanwhile_stands_beside_what_was_typed(
    keeper: Client, number: int
) -> None:
    address = f"/decide/{number}/change/"
    day = {"needed_by-day": "5", "needed_by-month": "3", "needed_by-year": "2027"}
    theirs = {"title": "Payroll", "kind": "route", "question": "Renew?", "version": 1, **day}
    assert keeper.post(address, theirs).status_code == 302
    mine = {**theirs, "title": "Pay", "kind": "other", "question": ""}
    late = keeper.post(address, mine)
    page = " ".join(late.content.decode().split())
    assert (late.status_code, late.context["version"]) == (422, 2)
    for told in ("to be decided” is “Payroll”", "Kind” is “Renew, renegotiate or retender”", "are asked” is “Renew?”"):
        assert f"{told} now: somebody else saved this" in page
    assert "Needed by” is" not in page
    assert keeper.post(address, {**mine, "version": 2}).status_code == 302
    assert models.Decision.objects.get().title == "Pay"


def test_two_scorers_and_a_moderator_come_to_a_ranking_that_says_how_firm_it_is(keeper: Client, number: int) -> None:
    _options(keeper, number)
    assert "Nothing follows from the appraisal yet" in _page(keeper, number)
    ann = _name(keeper, number, "scorer", "Ann", speaks_for="A council")
    ben = _name(keeper, number, "scorer", "Ben")
    assert _score(keeper, number, ann, "8", "4", "1", "5", "6", "1").status_code == 302
    assert _score(keeper, number, ben, "6", "4", "1", "7", "7", "1").status_code == 302
    page = _page(keeper, number)
    # Of 100: renew 0.6 × 70 + 0.4 × 40; retender 0.6 × 60 + 0.4 × 65.
    assert "58.0" in page
    assert "62.0" in page
    assert "comes first if the weight of" in page
    dee = _name(keeper, number, "moderator", "Dee")
    shown = keeper.get(f"/decide/{number}/people/{dee}/scores/").content.decode()
    assert "Ann (A council): 8 (So); Ben: 6 (So)" in shown
    unsaid = _score(keeper, number, dee, "9", "", "", "", "", "", why="")
    assert unsaid.status_code == 422
    assert _score(keeper, number, dee, "9", "", "", "", "", "").status_code == 302
    assert "70.0" in _page(keeper, number)


def test_where_a_score_is_off_the_scale_none_is_kept_and_it_says_so(keeper: Client, number: int) -> None:
    _options(keeper, number)
    ann = _name(keeper, number, "scorer", "Ann")
    sent = _score(keeper, number, ann, "80", "4", "", "", "", "")
    assert sent.status_code == 422
    page = sent.content.decode()
    assert "Give a number from 0 to 10" in page
    assert "None of these scores is kept yet" in page
    assert 'id="value-0-1" name="value-0-1" type="text" inputmode="decimal" autocomplete="off" value="4"' in page
    assert not models.Score.objects.exists()
    assert _score(keeper, number, ann, "8", "4", "", "", "", "").status_code == 302
    assert [(one.criterion, str(one.value)) for one in models.Score.objects.order_by("pk")] == [
        ("Cost", "8.0000"),
        ("Risk", "4.0000"),
    ]


ODD = (
    {"options": 5, "criteria": [{"name": "C", "scale": 5}]}, {"criteria": None},
    {"options": ["A", {"b": 1}, ["c"]], "criteria": [{"name": {}}, {"name": "C"}]},
    {"options": ["A", "A"], "criteria": [{"name": ["x"]}, 5, {"name": "C", "weight": 1}]}, {"criteria": {"a": 1}},
)  # fmt: skip


@pytest.mark.parametrize("said", ODD)
def test_scoring_pages_of_an_odd_appraisal_do_not_break(keeper: Client, number: int, said: dict[str, Any]) -> None:
    ann, dee = _name(keeper, number, "scorer", "Ann"), _name(keeper, number, "moderator", "Dee")
    said = {"options": ["A"], "criteria": [{"name": "C", "weight": 1}]} | said
    address = f"/decide/{number}/document/appraisal/text/"
    assert keeper.post(address, {"said": json.dumps(said), "version": 0}).status_code == 302
    for who in (ann, dee):
        assert keeper.get(f"/decide/{number}/people/{who}/scores/").status_code == 200
        sent = keeper.post(f"/decide/{number}/people/{who}/scores/", {"value-0-0": "1", "why-0-0": "So", "version": 1})
        assert sent.status_code in (302, 422)
    for page in ("scores/", "options/", "change/", ""):
        assert keeper.get(f"/decide/{number}/{page}").status_code == 200, page


def test_what_is_wrong_with_an_answer_is_told_beside_its_box(keeper: Client, number: int) -> None:
    _options(keeper, number)
    board = _name(keeper, number, "approver", "The board")
    keeper.post(f"/decide/{number}/record/")
    keeper.post(f"/decide/{number}/move/", {"to": "proposed", "version": 1})
    page = keeper.post(f"/decide/{number}/people/{board}/answer/", {"answer": "refuses"}).content.decode()
    assert 'href="#because"' in page
    assert 'id="because-error"' in page
    keeper.post(f"/decide/{number}/people/{board}/answer/", {"answer": "refuses", "because": "Too dear"})
    assert models.Involved.objects.get(pk=board).answer_why == "Too dear"


def test_it_goes_to_those_who_decide_with_a_record_and_is_approved(keeper: Client, number: int) -> None:
    _options(keeper, number)
    board = _name(keeper, number, "approver", "The board")
    page = keeper.post(f"/decide/{number}/move/", {"to": "proposed", "version": 1}, follow=True).content.decode()
    assert "Nothing is kept yet" in page
    keeper.post(f"/decide/{number}/record/")
    keeper.post(f"/decide/{number}/move/", {"to": "proposed", "version": 1})
    assert "Put to those who decide" in _page(keeper, number)
    assert "The same figures" in keeper.get(f"/decide/{number}/records/1/").content.decode()
    assert keeper.post(f"/decide/{number}/people/{board}/answer/", {"answer": "refuses"}).status_code == 422
    keeper.post(f"/decide/{number}/people/{board}/answer/", {"answer": "approves"})
    assert "Approved" in _page(keeper, number)


def test_who_pays_what_is_written_as_json_shown_and_taken_away(keeper: Client, number: int) -> None:
    said = '{"amount_pence": 31500000, "drivers": {"users": {"A": 499, "B": 341, "C": 229}}, "weights": {"users": 1}}'
    assert keeper.post(f"/decide/{number}/document/sharing/text/", {"said": "{", "version": 0}).status_code == 422
    assert keeper.post(f"/decide/{number}/document/sharing/text/", {"said": said, "version": 0}).status_code == 302
    assert "46.7" in keeper.get(f"/decide/{number}/document/sharing/").content.decode()
    assert "A 46.7%" in _page(keeper, number)
    taken = keeper.get(f"/decide/{number}/document/sharing.json")
    assert taken.json()["drivers"]["users"] == {"A": 499, "B": 341, "C": 229}
    assert keeper.get(f"/decide/{number}/document/colour.json").status_code == 404


def test_what_is_exempt_is_not_shown_to_who_may_not_read_it(keeper: Client, number: int, people: People) -> None:
    _options(keeper, number, exempt="yes")
    keeper.post(f"/decide/{number}/record/")
    reader = people.client("reader")
    page = _page(reader, number)
    assert ("Kept out of the public version: not shown to you" in page, "There are no options yet" in page) == (
        True,
        False,
    )
    # Once for the options, once in the list of documents; another that is not there is told so.
    assert page.count("not shown to you") == 2
    assert "Not written" in page
    assert "not shown to you" not in _page(keeper, number)
    assert reader.get(f"/decide/{number}/document/appraisal.json").status_code == 404
    assert reader.get(f"/decide/{number}/records/1/").status_code == 404
    # Of the record they are offered the public version, and no other.
    for client, offered in ((reader, PUBLIC), (keeper, {"", *PUBLIC})):
        found = re.findall(rf'"/decide/{number}/records/1/report\.\w+(\?[^"]*)?"', _page(client, number))
        assert set(found) == offered
    assert people.client("reader", YORK).get(f"/decide/{number}/").status_code == 404


def test_what_was_chosen_needs_a_reason_and_is_kept(keeper: Client, number: int) -> None:
    _options(keeper, number)
    sent = {"title": "After the payroll contract", "kind": "route", "chosen": "Retender", "version": 1}
    assert keeper.post(f"/decide/{number}/change/", sent).status_code == 422
    assert keeper.post(f"/decide/{number}/change/", sent | {"chosen_why": "The market moved"}).status_code == 302
    assert "Retender: The market moved" in _page(keeper, number)


@pytest.mark.parametrize(("kind", "begins"), [("docx", b"PK"), ("pdf", b"%PDF")])
def test_the_report_of_a_record_is_taken_away_whole_public_or_on_one_page(
    keeper: Client, number: int, people: People, kind: str, begins: bytes
) -> None:
    legal = '"legal": {"text": "It is £98,765", "exempt": true}'
    words = f'{{"about": {{"classification": {{"paragraph": 3, "why": "Prices"}}}}, {legal}}}'
    keeper.post(f"/decide/{number}/document/words/text/", {"said": words, "version": 0})
    keeper.post(f"/decide/{number}/record/")
    address = f"/decide/{number}/records/1/report.{kind}"
    taken = [keeper.get(f"{address}{more}") for more in ("", "?version=public", "?version=page")]
    assert [one.status_code for one in taken] == [200, 200, 200]
    assert all(one.content.startswith(begins) for one in taken)
    # A reader is given the version for the public, whatever they ask for.
    assert people.client("reader").get(address).content == taken[1].content != taken[0].content
    assert keeper.get(f"/decide/{number}/records/9/report.{kind}").status_code == 404
    assert keeper.get(f"/decide/{number}/records/1/report.odt").status_code == 404


def test_scores_stay_with_the_option_that_was_scored(keeper: Client, number: int) -> None:
    _options(keeper, number)
    page = f"/decide/{number}/people/{_name(keeper, number, 'scorer', 'Ann')}/scores/"
    form = {"value-0-0": "8", "why-0-0": "Renewed", "value-1-0": "5", "why-1-0": "Tendered", "version": "1"}
    _options(keeper, number, options="Wait\nRetender", business_as_usual="", version=1)
    late = keeper.post(page, form)
    shown = late.content.decode()
    assert (late.status_code, "changed the options or the criteria" in shown) == (422, True)
    assert not models.Score.objects.exists()
    assert ('value="Tendered"' in shown, 'value="Renewed"' in shown, 'name="version" value="2"' in shown) == (
        True,
        False,
        True,
    )
    assert keeper.post(page, form | {"value-0-0": "", "why-0-0": "", "version": "2"}).status_code == 302
    assert [(one.option, one.why) for one in models.Score.objects.all()] == [("Retender", "Tendered")]


def test_what_another_recorder_kept_meanwhile_is_neither_written_over_nor_hidden(keeper: Client, number: int) -> None:
    _options(keeper, number)
    who = _name(keeper, number, "scorer", "Ann")
    page = f"/decide/{number}/people/{who}/scores/"
    _score(keeper, number, who, "8", "4", "", "", "", "")
    before = {
        "value-0-0": "8",
        "why-0-0": "So",
        "was-0-0": "8 So",
        "value-0-1": "4",
        "why-0-1": "So",
        "was-0-1": "4 So",
    }
    _score(keeper, number, who, "7", "4", "", "", "", "", why="Talked")
    # What this form did not touch stays as the other left it.
    assert keeper.post(page, before | {"value-1-0": "6", "why-1-0": "New", "version": "1"}).status_code == 302
    kept = {(one.option, one.criterion): str(one.value.normalize()) for one in models.Score.objects.order_by("pk")}
    assert kept == {("Renew", "Cost"): "7", ("Renew", "Risk"): "4", ("Retender", "Cost"): "6"}
    clash = keeper.post(page, before | {"value-0-0": "9", "version": "1"})
    shown = clash.content.decode()
    assert (clash.status_code, "Somebody else kept 7 (“Talked”) meanwhile" in shown) == (422, True)
    assert 'name="was-0-0" value="7 Talked"' in shown
    again = before | {
        "value-0-0": "9",
        "was-0-0": "7 Talked",
        "why-0-1": "Talked",
        "was-0-1": "4 Talked",
        "version": "1",
    }
    assert keeper.post(page, again).status_code == 302
    assert str(models.Score.objects.order_by("-pk")[0].value.normalize()) == "9"


def test_what_one_moderator_agreed_another_sees(keeper: Client, number: int) -> None:
    _options(keeper, number)
    dee, eve = (_name(keeper, number, "moderator", name) for name in ("Dee", "Eve"))
    _score(keeper, number, dee, "9", "", "", "", "", "", why="Talked")
    page = f"/decide/{number}/people/{eve}/scores/"
    assert 'name="was-0-0" value="9 Talked"' in keeper.get(page).content.decode()
    unseen = keeper.post(page, {"value-0-0": "3", "why-0-0": "Alone", "version": "1"})
    assert (unseen.status_code, "Somebody else kept 9 (“Talked”) meanwhile" in unseen.content.decode()) == (422, True)
    assert models.Score.objects.count() == 1
