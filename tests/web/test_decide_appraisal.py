"""An appraisal on its pages: its options and criteria in forms, what follows from it drawn, and what each scored."""

import json
from typing import Any

import pytest
from django.test import Client

from tallystick.decisions import models
from tests.people import LEEDS, People

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SAID: dict[str, Any] = {
    "options": ["Renew", "Retender", "Wait"],
    "business_as_usual": "Renew",
    "criteria": [
        {"name": "Cost", "weight": 60, "scale": [0, 10], "description": "Over its life", "colour": "red"},
        {"name": "Risk", "weight": 40, "scale": [10, 0], "descriptors": ["None", "Some"], "range": [0.2, 0.5]},
        {"name": "Lawful", "pass_fail": True},
    ],
    "scores": {
        "Renew": {"Cost": [8, 6], "Risk": {"given": {"Ann": 6, "Ben": 6}, "agreed": 5}, "Lawful": True},
        "Retender": {"Cost": [5, 5], "Risk": {"given": {"Ann": 3, "Ben": 2}}, "Lawful": True},
        "Wait": {"Cost": [4, 4], "Risk": {"given": {"Ann": 7, "Ben": 7}}, "Lawful": False},
    },
}


@pytest.fixture
def keeper(people: People) -> Client:
    people.organisation(LEEDS, "Leeds City Council")
    return people.client("contract_manager")


@pytest.fixture
def page(keeper: Client) -> str:
    """The address of the appraisal of a decision, written as text."""
    keeper.post("/decide/start/", {"title": "After the payroll contract", "kind": "route"})
    page = f"/decide/{models.Decision.objects.get().pk}/document/appraisal"
    assert keeper.post(f"{page}/text/", {"said": json.dumps(SAID), "version": 0}).status_code == 302
    return page


def _said() -> Any:
    return models.Document.objects.order_by("-edition")[0].said


def _text(client: Client, page: str) -> str:
    return client.get(page).content.decode()


def test_a_criterion_is_changed_and_keeps_what_no_box_asks(keeper: Client, page: str) -> None:
    sent = {"name": "Price", "weight": "50", "scale-worst": "10", "scale-best": "0.5", "version": 1}
    assert keeper.post(f"{page}/place/criteria.0/", sent).status_code == 302
    assert _said()["criteria"][0] == {"name": "Price", "weight": 50, "scale": [10, 0.5], "colour": "red"}
    assert _said()["criteria"][1:] == SAID["criteria"][1:]


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"scale-worst": "1"}, "The scale has one end"),
        ({"weight": "-1"}, "below nought"),
        ({"weight": "NaN"}, "must be a figure"),
        ({"weight": "1e999"}, "must be a figure"),
        ({"name": "x" * 10_000}, "at most 300"),
        ({"scale-worst": "3", "scale-best": "3"}, "worst is its best"),
        ({"range-low": "0.4", "range-high": "0.1"}, "does not go from a low to a high"),
        ({"pass-fail": "yes"}, "has none"),
    ],
)
def test_what_is_wrong_with_a_criterion_is_said_beside_it(
    keeper: Client, page: str, sent: dict[str, str], told: str
) -> None:
    whole = {"name": "Cost", "weight": "60", "scale-worst": "0", "version": 1} | sent
    whole |= {} if told.startswith("The scale has") else {"scale-best": sent.get("scale-best", "10")}
    refused = keeper.post(f"{page}/place/criteria.0/", whole)
    assert (refused.status_code, told in refused.content.decode()) == (422, True)
    assert _said() == SAID


def test_a_new_name_of_an_option_is_its_name_wherever_it_is_written(keeper: Client, page: str) -> None:
    assert keeper.post(f"{page}/place/options.0/", {"name": "Renew for 2 years 🙂", "version": 1}).status_code == 302
    assert (_said()["options"][0], _said()["business_as_usual"]) == ("Renew for 2 years 🙂",) * 2
    assert set(_said()["scores"]) == {"Renew for 2 years 🙂", "Retender", "Wait"}
    keeper.post(f"{page}/take-out/options.0/", {"version": 2})
    assert (_said()["options"], set(_said()["scores"])) == (["Retender", "Wait"], {"Retender", "Wait"})
    assert "business_as_usual" not in _said()


def test_the_boxes_of_a_criterion_are_those_of_its_way_of_weighing(keeper: Client, page: str) -> None:
    assert "Where weights come from" in _text(keeper, f"{page}/place/-/")
    whole = {"weighting": "direct", "business-as-usual": "Renew", "do-minimum": "Wait", "draws": "2000", "version": 1}
    few = keeper.post(f"{page}/place/-/", whole | {"draws": "5"})
    assert (few.status_code, "no whole number from 1,000" in few.content.decode()) == (422, True)
    whole["weighting"] = "rank"
    assert keeper.post(f"{page}/place/-/", whole).status_code == 302
    assert (_said()["weighting"], _said()["do_minimum"], _said()["draws"]) == ("rank", "Wait", 2000)
    form = _text(keeper, f"{page}/place/criteria.add/")
    assert ('id="rank"' in form, 'id="weight"' in form, 'id="swing"' in form) == (True, False, False)
    assert f"{page}/place/criteria.0/" in _text(keeper, f"{page}/")


def test_typed_lines_lose_nothing_that_they_do_not_ask(keeper: Client, page: str) -> None:
    quick = page.removesuffix("document/appraisal") + "options/"
    sent = {
        "options": "Renew\nRetender\nWait", "criteria": "Price; 60; 0 to 10\nRisk; 40; 10 to 0\nLawful; pass or fail",
        "business_as_usual": "Renew", "do_minimum": "", "version": 1,
    }  # fmt: skip
    assert keeper.post(quick, sent).status_code == 302
    assert _said() == SAID | {"criteria": [SAID["criteria"][0] | {"name": "Price"}, *SAID["criteria"][1:]]}
    for wrong in ("Cost; nan", "Cost; 1e999", "Cost; inf; 0 to 5", "; 3", "Cost; 3; a to b", "x" * 10_000):
        refused = keeper.post(quick, sent | {"criteria": wrong, "version": 2})
        assert (refused.status_code, "cannot be read" in refused.content.decode()) == (422, True), wrong


def test_what_came_as_another_went_has_nothing_of_that(keeper: Client, page: str) -> None:
    quick = page.removesuffix("document/appraisal") + "options/"
    sent = {
        "options": "Retender\nWait\nStop", "criteria": "Cost; 60; 0 to 10\nLawful; pass or fail\nGreen; 40; 10 to 0",
        "business_as_usual": "", "do_minimum": "Wait", "version": 1,
    }  # fmt: skip
    assert keeper.post(quick, sent).status_code == 302
    assert _said()["criteria"][2] == {"name": "Green", "weight": 40, "scale": [10, 0]}
    assert set(_said()["scores"]) == {"Retender", "Wait"}
    assert "business_as_usual" not in _said()


def test_typed_lines_ask_for_what_weights_come_from(keeper: Client, page: str) -> None:
    said = {"options": ["A", "B"], "weighting": "swing", "criteria": [{"name": "Cost", "swing": 100}]}
    keeper.post(f"{page}/text/", {"said": json.dumps(said), "version": 1})
    quick = page.removesuffix("document/appraisal") + "options/"
    assert "Cost; 100" in _text(keeper, quick)
    sent = {"options": "A\nB", "criteria": "Cost; 100\nRisk; 40", "version": 2}
    assert keeper.post(quick, sent).status_code == 302
    assert _said()["criteria"] == [{"name": "Cost", "swing": 100}, {"name": "Risk", "swing": 40}]


def test_scores_of_an_option_that_is_gone_are_kept_and_count_for_nothing(keeper: Client, page: str) -> None:
    one = page.removesuffix("document/appraisal")
    said = {key: value for key, value in SAID.items() if key != "scores"} | {"criteria": SAID["criteria"][:1]}
    keeper.post(f"{page}/text/", {"said": json.dumps(said), "version": 1})
    keeper.post(f"{one}people/add/", {"role": "scorer", "name": "Ann"})
    who = models.Involved.objects.get().pk
    values = {f"value-{at}-0": str(3 + at) for at in range(3)} | {f"why-{at}-0": "So" for at in range(3)}
    values["version"] = "2"
    assert keeper.post(f"{one}people/{who}/scores/", values).status_code == 302
    keeper.post(f"{page}/take-out/options.0/", {"version": 2})
    assert "Nothing follows from it yet" not in _text(keeper, f"{page}/")
    assert models.Score.objects.count() == 3
