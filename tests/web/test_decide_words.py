"""The words of a report in forms: paragraphs that are exempt stay so, and what no box asks stays as it was written."""

import json
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tallystick.decisions import models
from tallystick.decisions.rules.paper import SECTIONS, NotAPaper
from tallystick.decisions.rules.paper_compose import compose
from tallystick.kit.errors import Refused
from tallystick.web.decide.parts.words import closed, opened
from tests.people import LEEDS, People

EXEMPT = {"text": "It is £98,765", "exempt": True}
WORDS: dict[str, Any] = {
    "summary": "One.\n\nTwo.",
    "recommendations": ["That we go on.", "That we tell all."],
    "legal": ["Open.", EXEMPT, "Open again."],
    "about": {"body": "Cabinet", "classification": {"paragraph": "3", "why": "Prices"}, "date": "2027-03-05"},
    "colour": "red",
}


@pytest.fixture
def keeper(people: People) -> Client:
    people.organisation(LEEDS, "Leeds City Council")
    return people.client("contract_manager")


@pytest.fixture
def page(keeper: Client) -> str:
    keeper.post("/decide/start/", {"title": "After the payroll contract", "kind": "route"})
    page = f"/decide/{models.Decision.objects.get().pk}/document/words"
    assert keeper.post(f"{page}/text/", {"said": json.dumps(WORDS), "version": 0}).status_code == 302
    return page


def _said() -> Any:
    return models.Document.objects.order_by("-edition")[0].said


def _sent(version: int = 1, **more: str) -> dict[str, Any]:
    texts = {code: str(text) for code, text in opened(WORDS).items() if code in SECTIONS}
    return {**texts, **more, "version": version}


@pytest.mark.django_db
def test_one_section_is_changed_and_the_others_stay_as_they_were_written(keeper: Client, page: str) -> None:
    assert "5 March 2027" in keeper.get(f"{page}/").content.decode()
    form = keeper.get(f"{page}/place/-/").content.decode()
    assert "[Exempt] It is £98,765" in form
    assert keeper.post(f"{page}/place/-/", _sent(summary="Three. 🙂")).status_code == 302
    assert _said() == WORDS | {"summary": "Three. 🙂"}


@pytest.mark.django_db
def test_a_paragraph_is_made_exempt_and_let_in_again(keeper: Client, page: str) -> None:
    keeper.post(f"{page}/place/-/", _sent(legal="Open.\r\n\r\n[exempt]  It is £98,765\r\n\r\n[Exempt] So is this"))
    assert _said()["legal"] == ["Open.", EXEMPT, {"text": "So is this", "exempt": True}]
    keeper.post(f"{page}/place/-/", _sent(2, legal="Open.\n\nAll of it."))
    assert _said()["legal"] == "Open.\n\nAll of it."


@pytest.mark.parametrize(
    "text", ["(exempt) The rate is £9.", "[EXEMPT]: The rate is £9.", "[Exempt]\r\nThe rate is £9."]
)
def test_a_mark_is_read_as_people_write_it(text: str) -> None:
    assert closed({"legal": f"Open.\r\n\r\n{text}"}, {})["legal"] == [
        "Open.", {"text": "The rate is £9.", "exempt": True},
    ]  # fmt: skip


def test_a_list_is_exempt_by_a_mark_before_it() -> None:
    assert closed({"legal": "[Exempt] - one\n- two"}, {})["legal"] == [{"text": "- one\n- two", "exempt": True}]


MISPLACED = [
    "[Exempt]\r\n\r\nThe rate is £9.", "- one\n- [Exempt] two", "Open.\n(exempt) The rate is £9.", "- (Exempt) two",
    "The rate is £9. [exempt]", "[Exempt under paragraph 3] It is £9.", "(exempt)", "\u200b[Exempt] It is £9.",
]  # fmt: skip


@pytest.mark.parametrize("text", MISPLACED)
def test_a_mark_that_would_keep_nothing_out_is_refused(text: str) -> None:
    with pytest.raises(Refused, match=r"Legal implications: a mark such as \[Exempt\] keeps something out only"):
        closed({"legal": text}, {})
    with pytest.raises(NotAPaper, match=r"words\.legal\[0\]: a mark"):
        compose({"title": "T"}, {"words": {"said": {"legal": text}, "answer": {}}})


def test_words_about_vat_are_no_mark_and_long_ones_take_no_longer() -> None:
    text = "Supplies (exempt of VAT) are 5% of it." + "\n(" * 50_000 + "[" + " " * 50_000
    assert closed({"legal": text}, {})["legal"] == text
    compose({"title": "T"}, {"words": {"said": {"legal": text}, "answer": {}}})


@pytest.mark.django_db
def test_a_mark_that_would_keep_nothing_out_is_told_in_the_form(keeper: Client, page: str) -> None:
    sent = keeper.post(f"{page}/place/-/", _sent(legal=MISPLACED[0]))
    assert (sent.status_code, "Legal implications: a mark" in sent.content.decode()) == (422, True)
    assert _said() == WORDS


@pytest.mark.django_db
def test_what_is_exempt_asks_for_a_paragraph_of_the_schedule(keeper: Client, page: str) -> None:
    told = {"body": "Cabinet", "classification-why": "Prices", "facts": "Wards affected: all", "version": 1}
    keeper.post(f"{page}/place/about/", told)
    assert "it is not said under which paragraph of Schedule 12A" in keeper.get(f"{page}/").content.decode()
    more = {"classification-paragraph": "3", "version": 2}
    assert keeper.post(f"{page}/place/about/", told | more).status_code == 302
    assert _said()["about"] == {
        "body": "Cabinet", "classification": {"paragraph": "3", "why": "Prices"}, "facts": {"Wards affected": "all"},
    }  # fmt: skip
    long = keeper.post(f"{page}/place/about/", told | {"body": "x" * 10_000, "version": 3})
    assert (long.status_code, "at most 300" in long.content.decode()) == (422, True)


PARAGRAPH = st.fixed_dictionaries({"text": st.text(max_size=9), "exempt": st.booleans()})


@given(
    st.dictionaries(
        st.sampled_from(list(SECTIONS)),
        st.one_of(st.text(max_size=40), st.lists(st.one_of(st.text(max_size=9), PARAGRAPH))),
    )
)  # fmt: skip
def test_words_that_are_not_changed_come_back_as_they_were(said: dict[str, Any]) -> None:
    assert closed(opened(said), said) == said
