"""What a report tells of those with a part in its decision, of what was chosen, and of a change of partners."""

from typing import Any

import pytest

from tallystick.decisions.rules import appraisal_json, routes_json, what_if_answer
from tallystick.decisions.rules.paper import NotAPaper, Paper, Paragraph, shown, tables, words
from tallystick.decisions.rules.paper_compose import compose
from tallystick.decisions.rules.paper_exempt import public
from tallystick.reference.lead_times import lead_times
from tallystick.reference.route_choice import route_choice
from tests.decisions.papers import ABOUT, APPRAISAL, EXEMPT, parts

PEOPLE = [
    {"role": "consultee", "name": "Staff side", "speaks_for": "The unions", "answer": "objects", "why": "Too soon"},
    {"role": "consultee", "name": "Cole", "speaks_for": "", "answer": "", "why": ""},
    {"role": "approver", "name": "The board", "speaks_for": "", "answer": "", "why": ""},
    {"role": "scorer", "name": "Ann", "speaks_for": "", "answer": "", "why": ""},
]
LEAVING: dict[str, Any] = {
    "amount_pence": 1_000_000, "period": {"from": "2027-04-01", "to": "2028-03-31"}, "change_on": "2027-10-01",
    "drivers": {"users": {"Ashby": 5, "Birch": 3, "Cole": 2}}, "leaves": ["Cole"], "amount_after_pence": 900_000,
}  # fmt: skip


def recommendation() -> tuple[dict[str, Any], dict[str, Any]]:
    said = {"today": "2026-11-22", "facts": {"last_day": "2028-05-31"}}
    return said, routes_json.answer(said, route_choice(), lead_times())


def _section(paper: Paper, code: str) -> Any:
    return next(one for one in paper.sections if one.code == code)


def _said(paper: Paper, code: str) -> list[str]:
    return [words(one, paper) for one in _section(paper, code).blocks if isinstance(one, Paragraph)]


def test_consultees_and_approvers_are_in_the_section_on_consultation() -> None:
    made = compose({**ABOUT, "people": PEOPLE}, parts())
    consulted, asked = tables(_section(made, "consultation"))
    assert [[shown(cell, made) for cell in row.cells] for row in consulted.rows] == [
        ["Staff side", "The unions", "Objects", "Too soon"],
        ["Cole", "Themselves", "No answer yet", "Nothing written"],
    ]
    assert [shown(row.cells[0], made) for row in asked.rows] == ["The board"]
    assert "2, of whom 1 answered" in _said(made, "consultation")[0]


def test_an_answer_that_somebody_recorded_for_another_says_who() -> None:
    people = [{**one, "recorded_by": "Dee"} for one in PEOPLE]
    [consulted, _] = tables(_section(compose({**ABOUT, "people": people}, parts()), "consultation"))
    assert [row.cells[2].text for row in consulted.rows] == ["Objects, recorded by Dee", "No answer yet"]


@pytest.mark.parametrize("of", ["a document", "one without an answer"])
def test_what_people_wrote_who_may_have_read_an_exempt_document_is_out_and_what_they_answered_is_not(of: str) -> None:
    people = [{**PEOPLE[0], "why": "£315,000.00 to Oak is too much"}, *PEOPLE[1:]]
    given: dict[str, Any] = {"people": people, "people_exempt": of != "a document"}
    made = compose({**ABOUT, **EXEMPT, **given}, parts(exempt=() if given["people_exempt"] else ("business_case",)))
    for paper, why in ((made, people[0]["why"]), (public(made), "Withheld")):
        [consulted, _] = tables(_section(paper, "consultation"))
        assert [cell.text for cell in consulted.rows[0].cells] == ["Staff side", "The unions", "Objects", why]
        assert consulted.rows[1].cells[3].text == "Nothing written"
        # What they quote is as public as it was.
        assert paper.figure("sharing.amount").shown == "£315,000.00"
    assert (
        public(compose({**ABOUT, "people": people}, parts())).sections
        == compose({**ABOUT, "people": people}, parts()).sections
    )


@pytest.mark.parametrize("people", [None, 5, "x", [5], {}, [{}]])
def test_people_who_are_none_say_nothing(people: Any) -> None:
    assert not _section(compose({**ABOUT, "people": people}, parts()), "consultation").given


def test_a_chosen_option_that_is_not_the_first_says_so() -> None:
    why = "We were asked to.\n\nBy all."
    said = _said(compose({**ABOUT, "chosen": "Keep", "chosen_why": why}, parts()), "reasons")
    first = (
        "The option that is put forward is Keep. It is not the one that scores best under the chosen weights, which is"
    )
    assert said[-3:] == [f"{first} Share.", "We were asked to.", "By all."]
    assert "It is not" not in " ".join(_said(compose({**ABOUT, "chosen": "Share"}, parts()), "reasons"))


def test_what_is_no_option_of_the_appraisal_is_not_said_to_score_less() -> None:
    said = _said(compose({**ABOUT, "chosen": "Retender by open procedure"}, parts()), "reasons")
    assert "scores best" not in " ".join(said)
    level = {**APPRAISAL, "scores": {one: {"Cost": 2, "Control": 2} for one in APPRAISAL["options"]}}
    given = parts(appraisal=(level, appraisal_json.answer(level)))
    assert "scores best" not in " ".join(_said(compose({**ABOUT, "chosen": "Keep"}, given), "reasons"))


def test_what_was_chosen_is_out_of_the_public_version_with_an_exempt_appraisal() -> None:
    made = compose({**ABOUT, **EXEMPT, "chosen": "Keep", "chosen_why": "Cheap"}, parts(exempt=("appraisal",)))
    assert "Cheap" in " ".join(_said(made, "reasons"))
    assert "Cheap" not in " ".join(_said(public(made), "reasons"))
    best = compose({**ABOUT, **EXEMPT, "chosen": "Share", "chosen_why": "Cheap"}, parts(exempt=("appraisal",)))
    assert public(best).sections == public(made).sections


@pytest.mark.parametrize("marked", ["recommendation", "a document without an answer"])
def test_what_was_chosen_is_out_of_the_public_version_with_whatever_it_may_come_of(marked: str) -> None:
    given: dict[str, Any] = {"recommendation": recommendation()} if marked == "recommendation" else {}
    about = {**ABOUT, **EXEMPT, "chosen": "Keep", "chosen_why": "Cheap", "chosen_exempt": not given}
    made = compose(about, parts(exempt=("recommendation",), **given))
    assert "Cheap" in " ".join(_said(made, "reasons"))
    assert not {"Cheap", "Keep"} & set(" ".join(_said(public(made), "reasons")).replace(".", "").split())


def test_recommendations_are_numbered_paragraphs_however_they_are_written() -> None:
    given = parts(words=({"recommendations": "That the board:\n\n- keeps on\n- tells all"}, {}))
    blocks = _section(compose(ABOUT, given), "recommendations").blocks
    assert [words(one, compose(ABOUT, given)) for one in blocks] == ["That the board:", "keeps on", "tells all"]


def test_other_facts_stand_on_the_first_page_and_tell_nothing_exempt() -> None:
    facts = {"Wards affected": "All", "Key decision": "Yes"}
    assert compose({**ABOUT, "facts": facts}, parts()).facts == tuple(facts.items())
    with pytest.raises(NotAPaper, match="facts"):
        compose({**ABOUT, "facts": ["All"]}, parts())
    secret = {**EXEMPT, "exempt_figures": ["sharing.pence.Cole"], "facts": {"Cost": "£67,449"}}
    whole = compose({**ABOUT, **secret}, parts())
    cole = whole.figure("sharing.pence.Cole").shown
    telling = compose({**ABOUT, **secret, "facts": {"Cost": cole}}, parts())
    with pytest.raises(NotAPaper, match="facts"):
        public(telling)


def test_what_if_a_partner_leaves_is_a_table_whose_columns_add_up() -> None:
    answer = what_if_answer.answer(LEAVING)
    made = compose(ABOUT, parts(what_if=(LEAVING, answer)))
    table = next(one for one in tables(_section(made, "financial")) if "before and after" in one.caption)
    assert [row.cells[0].text for row in table.rows] == [*answer["members"], "Together"]
    for column, key in enumerate(("before_pence", "after_pence", "change_pence"), 1):
        assert sum(one[key] for one in answer["members"].values()) == answer["totals"][key]
        assert shown(table.rows[-1].cells[column], made).startswith(("£", "−£"))
    assert "Leaves: Cole." in " ".join(_said(made, "financial"))
