"""Documents of a decision, row by row in forms: added, changed, taken out, each an edition."""

import pytest
from django.http import QueryDict
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import Client

from tallystick.decisions import models
from tallystick.web.governing_forms import Typed
from tallystick.web.views import decide_documents
from tests.people import LEEDS, People

pytestmark = pytest.mark.django_db
RISK = {
    "title": "Nobody bids", "likelihood": "Low", "impact": "Critical", "after-likelihood": "Very low",
    "after-impact": "Marginal", "state": "open", "owner": "Head of ICT",
}  # fmt: skip


@pytest.fixture
def keeper(people: People) -> Client:
    people.organisation(LEEDS, "Leeds City Council")
    return people.client("contract_manager")


@pytest.fixture
def risks(keeper: Client) -> str:
    """The address of the risks of a decision."""
    keeper.post("/decide/start/", {"title": "After the payroll contract", "kind": "route"})
    return f"/decide/{models.Decision.objects.get().pk}/document/risks"


def _said() -> dict[str, object]:
    return models.Document.objects.order_by("-edition")[0].said


def test_a_register_of_risks_is_written_row_by_row(keeper: Client, risks: str) -> None:
    assert "Nothing is written yet" in keeper.get(f"{risks}/").content.decode()
    scale = {"scale": "partnership-six-by-four", "version": 0}
    assert keeper.post(f"{risks}/place/-/", scale).status_code == 302
    assert "Critical" in keeper.get(f"{risks}/place/risks.add/").content.decode()
    assert keeper.post(f"{risks}/place/risks.add/", RISK | {"version": 1}).status_code == 302
    assert _said() == {
        "scale": "partnership-six-by-four",
        "risks": [
            {
                "id": "1", "title": "Nobody bids", "likelihood": "Low", "impact": "Critical", "owner": "Head of ICT",
                "after": {"likelihood": "Very low", "impact": "Marginal"},
            }
        ],
    }  # fmt: skip
    keeper.post(f"{risks}/place/risks.0/", RISK | {"title": "One bids", "owner": "", "version": 2})
    assert ("owner" in _said()["risks"][0], _said()["risks"][0]["title"]) == (False, "One bids")  # type: ignore[index]
    assert keeper.get(f"{risks}.json?edition=2").json()["risks"][0]["title"] == "Nobody bids"
    keeper.post(f"{risks}/take-out/risks.0/", {"version": 3})
    assert _said()["risks"] == []


def test_what_is_not_there_yet_is_told_as_what_is_next(keeper: Client, risks: str) -> None:
    keeper.post(f"{risks}/text/", {"said": "{}", "version": 0})
    assert "Nothing follows from it yet. Choose a scale." in keeper.get(f"{risks}/").content.decode()
    keeper.post(f"{risks}/text/", {"said": '{"scale": "five-by-nine", "risks": []}', "version": 1})
    assert "it yet. “five-by-nine” is no scale that is known" in keeper.get(f"{risks}/").content.decode()


def test_what_is_kept_out_asks_for_its_paragraph(keeper: Client, risks: str) -> None:
    said = "No report can be made before it is said under which paragraph of Schedule 12A"
    words, decision = risks.replace("risks", "words"), risks.partition("document")[0]
    keeper.post(f"{risks}/place/-/", {"scale": "partnership-six-by-four", "version": 0})
    assert said not in keeper.post(f"{decision}record/", follow=True).content.decode()
    assert said in keeper.post(f"{risks}/exempt/", {"exempt": "yes", "version": 1}, follow=True).content.decode()
    assert said in keeper.post(f"{decision}record/", follow=True).content.decode()
    about = '{"about": {"classification": {"paragraph": "3", "why": "Prices"}}}'
    keeper.post(f"{words}/text/", {"said": about, "version": 0})
    assert said not in keeper.post(f"{decision}record/", follow=True).content.decode()


def test_a_row_that_is_not_there_has_no_form(keeper: Client, risks: str) -> None:
    keeper.post(f"{risks}/place/-/", {"scale": "partnership-six-by-four", "version": 0})
    for place in ("risks.0", "risks.x", "hats.add", "risks.0.hats.add", "scale", "risks"):
        assert keeper.get(f"{risks}/place/{place}/").status_code == 404, place
    assert keeper.post(f"{risks}/take-out/risks.0/", {"version": 1}).status_code == 404


def test_what_is_wrong_is_said_beside_what_was_typed_and_nothing_is_kept(keeper: Client, risks: str) -> None:
    sent = keeper.post(f"{risks}/place/-/", {"scale": "six-by-nine", "version": 0})
    assert sent.status_code == 422
    keeper.post(f"{risks}/place/-/", {"scale": "partnership-six-by-four", "version": 0})
    sent = keeper.post(f"{risks}/place/risks.add/", RISK | {"title": " ", "review-day": "40", "version": 1})
    assert sent.status_code == 422
    assert "must not be empty" in sent.content.decode()
    late = keeper.post(f"{risks}/place/risks.add/", RISK | {"title": "", "version": 0})
    assert (late.status_code, "Somebody else wrote" in late.content.decode()) == (422, True)
    assert ("must" in late.content.decode(), late.content.decode().count(" selected>")) == (False, 5)
    assert models.Document.objects.count() == 1


def test_a_document_leads_to_the_row_for_which_nothing_follows_from_it(keeper: Client, risks: str) -> None:
    said = '{"scale": "partnership-six-by-four", "risks": [{"id": 1, "title": "A", "likelihood": 9, "impact": 1}]}'
    keeper.post(f"{risks}/text/", {"said": said, "version": 0})
    page = keeper.get(f"{risks}/").content.decode()
    assert "Nothing follows from it yet" in page
    assert f'href="{risks}/place/risks.0/">Mend that' in page


def test_a_document_is_kept_out_of_the_public_version_and_let_in_again(
    keeper: Client, risks: str, people: People
) -> None:
    keeper.post(f"{risks}/place/-/", {"scale": "partnership-six-by-four", "version": 0})
    reader = people.client("reader")
    assert reader.get(f"{risks}/").status_code == 200
    keeper.post(f"{risks}/exempt/", {"exempt": "yes", "version": 1})
    assert [reader.get(f"{risks}{end}").status_code for end in ("/", ".json", ".json?edition=1")] == [404, 404, 404]
    keeper.post(f"{risks}/exempt/", {"exempt": "no", "version": 2})
    assert reader.get(f"{risks}/").status_code == 200
    assert reader.get(f"{risks}.json?edition=2").status_code == 404
    assert reader.post(f"{risks}/exempt/", {"exempt": "yes", "version": 3}).status_code == 403


def test_text_that_is_too_long_is_told_so(keeper: Client, risks: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decide_documents, "LARGEST_DOCUMENT", 10)
    sent = keeper.post(f"{risks}/text/", {"said": '{"a": "long enough"}', "version": 0})
    assert (sent.status_code, "This is longer than 10 characters" in sent.content.decode()) == (422, True)
    monkeypatch.undo()
    half = keeper.post(f"{risks}/text/", {"said": r'{"title": "\ud800"}', "version": 0})
    assert (half.status_code, "half of a character" in half.content.decode()) == (422, True)


def test_what_is_left_open_says_what_is_meant_and_is_not_called_unknown(keeper: Client, risks: str) -> None:
    appraisal = risks.replace("risks", "appraisal")
    said = '{"options": ["A", "B"], "criteria": [{"name": "Cost", "weight": 1}], "seed": 7}'
    keeper.post(f"{appraisal}/text/", {"said": said, "version": 0})
    page = keeper.get(f"{appraisal}/").content.decode()
    told = page[page.index("What it says") : page.index("The document itself")]
    assert "100,000 (where nothing is said)" in told
    assert '<dd class="ts-long">7</dd>' in told
    assert "not known" not in told
    assert "Option that does the minimum" not in told


def test_warnings_are_told_without_keys_and_with_how_sure_they_are() -> None:
    shown = Template("{% load officers %}{% for one in said %}{{ one|warning }};{% endfor %}").render(
        Context({"said": [{"text": "No option (`do_minimum`) is named.", "mark": "S"}, "Plain", {"text": "New"}]})
    )
    assert shown == "No option is named. (from a secondary source);Plain;New;"


def test_each_of_several_boxes_has_its_own_error() -> None:
    typed = Typed(QueryDict("shares-1=5&shares-2=many&shares-3=x"))
    assert typed.each("shares", "Shares", ["Ann", "Ben", "Cat"]) == {"Ann": 5}
    assert list(typed.errors) == ["shares-2", "shares-3"]
    assert "“Shares”: “Ben” must be a figure" in typed.errors["shares-2"]
    shown = render_to_string("web/contracts/form/box.html", {"box": typed.boxes[0]})
    assert shown.count('aria-invalid="true"') == shown.count("govuk-input--error") == 2
    assert 'id="shares-2-error"' in shown
    assert 'aria-describedby="shares-3-error"' in shown
    first = Typed(QueryDict("shares-1=x"))
    first.each("shares", "Shares", ["Ann"])
    first.wrong({})
    assert list(first.errors) == ["shares"]
    assert render_to_string("web/contracts/form/box.html", {"box": first.boxes[0]}).count("shares-error") == 2


def test_the_first_of_a_list_is_no_answer(keeper: Client, risks: str) -> None:
    keeper.post(f"{risks}/place/-/", {"scale": "partnership-six-by-four", "version": 0})
    assert "Choose one" in keeper.get(f"{risks}/place/risks.add/").content.decode()
    sent = keeper.post(f"{risks}/place/risks.add/", RISK | {"likelihood": "", "version": 1})
    assert (sent.status_code, "“Likelihood now” must not be empty" in sent.content.decode()) == (422, True)


def test_a_form_that_is_closed_is_not_offered(keeper: Client, risks: str) -> None:
    keeper.post(f"{risks}/place/-/", {"scale": "partnership-six-by-four", "version": 0})
    decision = models.Decision.objects.get()
    keeper.post(f"/decide/{decision.pk}/move/", {"to": "withdrawn", "version": decision.version})
    for page in ("place/risks.add/", "text/"):
        told = keeper.get(f"{risks}/{page}", follow=True)
        assert told.redirect_chain[-1][0] == f"{risks}/"
        assert "cannot be changed now" in told.content.decode()


def test_what_was_typed_on_top_of_another_edition_stands_though_its_row_is_gone(keeper: Client, risks: str) -> None:
    keeper.post(f"{risks}/place/-/", {"scale": "partnership-six-by-four", "version": 0})
    keeper.post(f"{risks}/place/risks.add/", RISK | {"version": 1})
    keeper.post(f"{risks}/take-out/risks.0/", {"version": 2})
    late = keeper.post(f"{risks}/place/risks.0/", RISK | {"title": "Two bid", "version": 2})
    page = late.content.decode()
    assert (late.status_code, 'value="Two bid"' in page, "What you typed stands here" in page) == (422, True, True)
    assert f'href="{risks}/" target="_blank"' in page
    assert "Take it out" not in page
    assert keeper.get(f"{risks}/place/risks.0/").status_code == 404
    assert models.Document.objects.count() == 3


def test_an_exempt_paragraph_is_shown_to_nobody_else_in_any_edition(keeper: Client, risks: str, people: People) -> None:
    words, reader = risks.replace("risks", "words"), people.client("reader")
    marked = '{"legal": ["Plain words", {"text": "The rate is nine", "exempt": true}], "risk": "Low"}'
    editions = ['{"legal": "The rate is nine"}', marked, '{"legal": "Let in again"}']
    keeper.post(f"{words}/text/", {"said": editions[0], "version": 0})
    keeper.post(f"{words}/text/", {"said": editions[1], "version": 1})
    for end in ("/", ".json", ".json?edition=2"):
        told = [client.get(f"{words}{end}").content.decode() for client in (reader, keeper)]
        assert ["Plain words" in one for one in told] == [True, True], end
        assert ["The rate is nine" in one for one in told] == [False, True], end
        assert "Kept out of the public version." in told[0], end
    # Before it was marked it stood there unmarked.
    assert [one.get(f"{words}.json?edition=1").status_code for one in (reader, keeper)] == [404, 200]
    assert ["Earlier editions" in one.get(f"{words}/").content.decode() for one in (reader, keeper)] == [False, True]
    keeper.post(f"{words}/text/", {"said": editions[2], "version": 2})
    assert "The rate is nine" not in reader.get(f"{words}.json?edition=2").content.decode()
    assert "The rate is nine" in reader.get(f"{words}.json?edition=1").content.decode()


def test_a_row_is_held_to_its_rule_as_the_page_asks_it(keeper: Client, risks: str) -> None:
    appraisal = risks.replace("risks", "appraisal")
    said = '{"options": ["A", "B"], "criteria": [{"name": "Cost", "weight": 1, "scale": [0, 10]}]}'
    keeper.post(f"{appraisal}/text/", {"said": said, "version": 0})
    decision = risks.removesuffix("document/risks")
    keeper.post(f"{decision}people/add/", {"role": "scorer", "name": "Ann"})
    who = models.Involved.objects.get().pk
    scores = {"value-0-0": "5", "why-0-0": "So", "value-1-0": "6", "why-1-0": "So", "version": 1}
    assert keeper.post(f"{decision}people/{who}/scores/", scores).status_code == 302
    sent = keeper.post(f"{appraisal}/place/-/", {"weighting": "direct", "draws": "5", "seed": "1", "version": 1})
    assert (sent.status_code, 'id="draws-error"' in sent.content.decode()) == (422, True)
