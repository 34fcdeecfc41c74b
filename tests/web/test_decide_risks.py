"""A register of risks on its page: scored again with its history right, the matrix, what moved, and what is missing."""

import datetime as dt
import json
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tallystick.decisions import models
from tallystick.decisions.queries.answering import Answered
from tallystick.decisions.rules import risks_answer
from tallystick.web.decide.drawn import risks as drawn
from tallystick.web.decide.fields import with_row
from tallystick.web.decide.parts.risks import PARTS
from tests.people import LEEDS, People

pytestmark = pytest.mark.once

TODAY = dt.date(2026, 11, 23)
SCORES = next(one for one in PARTS if one.place == "risks.*.history")
ONE: dict[str, Any] = {"id": 1, "title": "Nobody bids", "likelihood": "Low", "impact": "Critical"}


def _said(*risks: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"scale": "partnership-six-by-four", "risks": list(risks), **more}


def _score(on: str, likelihood: str = "High", impact: str = "Critical", **more: Any) -> dict[str, Any]:
    return {"on": on, "likelihood": likelihood, "impact": impact, **more}


def _drawn(said: dict[str, Any]) -> dict[str, Any]:
    return drawn.draw(Answered("risks", 1, False, said, risks_answer.answer(said, TODAY), ""))


def test_a_score_moves_the_risk_and_joins_its_history() -> None:
    said = _said(ONE | {"history": [_score("2026-03-01", "Low")]})
    made = with_row(said, SCORES, "risks.0.history.add", _score("2026-10-01", why="A letter"))
    risk = made["risks"][0]
    assert (risk["likelihood"], risk["impact"]) == ("High", "Critical")
    assert [one["on"] for one in risk["history"]] == ["2026-03-01", "2026-10-01"]
    assert risks_answer.answer(made, TODAY)["risks"][0]["before"]["likelihood_label"] == "High"


def test_a_score_of_an_earlier_day_than_the_last_leaves_the_risk_where_it_stands() -> None:
    said = _said(ONE | {"history": [_score("2026-10-01", "Low")]})
    made = with_row(said, SCORES, "risks.0.history.add", _score("2026-03-01"))
    assert made["risks"][0]["likelihood"] == "Low"
    assert risks_answer.answer(made, TODAY)


def test_taking_the_last_score_out_puts_the_risk_back_where_the_one_before_says() -> None:
    said = _said(ONE | {"likelihood": "High", "history": [_score("2026-03-01", "Low"), _score("2026-10-01")]})
    once = with_row(said, SCORES, "risks.0.history.1", None)
    assert once["risks"][0]["likelihood"] == "Low"
    twice = with_row(once, SCORES, "risks.0.history.0", None)
    assert twice["risks"][0] == ONE


@pytest.mark.parametrize("before", [None, "2026-01-05"])
def test_the_first_score_keeps_where_the_risk_stood_if_it_is_known_since_when(before: str | None) -> None:
    stood = {"likelihood": "Low", "impact": "Critical"} | ({"on": before} if before else {})
    made = with_row(_said(ONE), SCORES, "risks.0.history.add", _score("2026-10-01", before=stood))
    history = made["risks"][0]["history"]
    assert [one["on"] for one in history] == [*([before] if before else []), "2026-10-01"]
    assert all("before" not in one for one in history)
    assert risks_answer.answer(made, TODAY)["risks"][0]["before"]["likelihood_label"] == "High"


def test_every_risk_is_in_the_cell_that_its_row_names_and_in_no_other() -> None:
    said = _said(
        ONE, ONE | {"id": 2, "likelihood": 6, "impact": 4, "after": {"likelihood": 1, "impact": 1}},
        ONE | {"id": 3, "state": "closed"},
    )  # fmt: skip
    found = _drawn(said)
    for matrix, wanted in zip(
        found["matrices"], ({"1": "Low", "2": "Very high"}, {"2": "Almost impossible"}), strict=True
    ):
        placed = {name: label for label, cells in matrix.rows for cell in cells for name, _ in cell.risks}
        assert placed == wanted
    anchors = {line.anchor for line in found["lines"]}
    assert {a for one in found["matrices"] for _, cells in one.rows for cell in cells for _, a in cell.risks} <= anchors


@pytest.mark.parametrize("levels", range(2, 13))
def test_levels_are_told_apart_by_colour_from_the_mildest_to_the_worst(levels: int) -> None:
    scale = {
        "likelihood": [f"L{n}" for n in range(12)], "impact": ["Small", "Great"],
        "ratings": [{"code": f"r{n}", "name": f"Level {n}", "at_least": n + 1, "means": "x"} for n in range(levels)],
    }  # fmt: skip
    heats = [
        heat for _, heat, *_ in _drawn({"scale": scale, "risks": [ONE | {"likelihood": 1, "impact": 1}]})["levels"]
    ]
    assert heats == sorted(set(heats), reverse=True)
    assert (heats[0], heats[-1]) == (11, 0)


def test_what_moved_is_told_between_the_days_that_are_compared() -> None:
    worse = ONE | {"likelihood": "High", "history": [_score("2026-02-01", "Low"), _score("2026-09-01")]}
    new = ONE | {"id": 2, "likelihood": "High", "history": [_score("2026-08-15")]}
    found = _drawn(_said(worse, new, ONE | {"id": 3}, since="2026-08-01"))
    assert [(one.way, one.first) for one in found["moves"]] == [
        ("Worse", "Medium (Low, Critical)"), ("First scored since", ""),
    ]  # fmt: skip
    assert [one.name for one in found["unscored"]] == ["Nobody bids"]
    first, last = found["moves"][0].dots
    assert first[0] < last[0]
    assert first[1] > last[1]


pages = pytest.mark.django_db


@pytest.fixture
def keeper(people: People) -> Client:
    people.organisation(LEEDS, "Leeds City Council")
    return people.client("contract_manager")


@pytest.fixture
def risks(keeper: Client) -> str:
    keeper.post("/decide/start/", {"title": "After the payroll contract", "kind": "route"})
    address = f"/decide/{models.Decision.objects.get().pk}/document/risks"
    said = json.dumps(_said(ONE, ONE | {"id": 2, "title": "A partner goes", "history": [_score("2026-03-01", "Low")]}))
    keeper.post(f"{address}/text/", {"said": said, "version": 0})
    return address


def _now() -> Any:
    return models.Document.objects.order_by("-edition")[0].said


def _day(name: str, on: str) -> dict[str, str]:
    return {f"{name}-{part}": text for part, text in zip(("year", "month", "day"), on.split("-"), strict=True)}


def _typed(on: str, **more: str) -> dict[str, str]:
    score = {"likelihood": "High", "impact": "Marginal", "why": "", "version": "1"}
    return {**_day("on", on), **score, **more}


@pages
def test_a_risk_is_scored_again_from_its_page(keeper: Client, risks: str) -> None:
    page = keeper.get(f"{risks}/").content.decode()
    assert f"{risks}/place/risks.0.history.add/" in page
    form = keeper.get(f"{risks}/place/risks.0.history.add/").content.decode()
    assert re.search(r'<option value="Low" selected', form)
    assert "Nobody bids" in form
    sent = keeper.post(
        f"{risks}/place/risks.0.history.add/",
        _typed("2026-10-01", why="A letter") | _day("before-on", "2026-01-02"),
    )  # fmt: skip
    assert sent.status_code == 302
    risk = _now()["risks"][0]
    assert (risk["likelihood"], risk["impact"], [one["on"] for one in risk["history"]]) == (
        "High", "Marginal", ["2026-01-02", "2026-10-01"],
    )  # fmt: skip
    assert "A letter" in keeper.get(f"{risks}/").content.decode()
    keeper.post(f"{risks}/take-out/risks.0.history.1/", {"version": 2})
    assert (_now()["risks"][0]["likelihood"], len(_now()["risks"][0]["history"])) == ("Low", 1)


@pages
def test_the_plain_form_of_a_risk_with_a_history_does_not_say_where_it_stands(keeper: Client, risks: str) -> None:
    with_history = keeper.get(f"{risks}/place/risks.1/").content.decode()
    without = keeper.get(f"{risks}/place/risks.0/").content.decode()
    assert ('name="likelihood"' in with_history, 'name="likelihood"' in without) == (False, True)
    keeper.post(
        f"{risks}/place/risks.1/",
        {"title": "A partner goes", "likelihood": "Very high", "impact": "Negligible", "state": "open", "version": "1"},
    )  # fmt: skip
    assert (_now()["risks"][1]["likelihood"], _now()["risks"][1]["impact"]) == ("Low", "Critical")
    assert "The register, the worst first" in keeper.get(f"{risks}/").content.decode()


@pages
def test_since_when_a_new_risk_stands_begins_its_history(keeper: Client, risks: str) -> None:
    new = {"title": "Late", "likelihood": "Low", "impact": "Marginal", "state": "open", "version": "1"}
    sent = keeper.post(
        f"{risks}/place/risks.add/", new | _day("since", "2026-04-03")
    )  # fmt: skip
    assert sent.status_code == 302
    made = _now()["risks"][2]
    assert (made["id"], made["history"], "since" in made) == (
        "3", [{"on": "2026-04-03", "likelihood": "Low", "impact": "Marginal"}], False,
    )  # fmt: skip


@pages
def test_wrong_scores_are_told_beside_their_boxes_and_nothing_is_kept(keeper: Client, risks: str) -> None:
    tomorrow = (timezone.localdate() + dt.timedelta(days=1)).isoformat()
    address = f"{risks}/place/risks.1.history.add/"
    for typed, told in (
        (_typed(tomorrow), "A score is of a day that has come"),
        (_typed("2026-03-01"), "is there twice"),
        (_typed("2026-10-01", likelihood="NaN"), "must be one of the choices"),
        (_typed("2026-10-01", why="a" * 10_000), "Write it shorter"),
        ({"version": "1"}, "must not be empty"),
        (_typed("2026-10-01") | {"on-year": "1e999"}, "must have a year of four figures"),
    ):
        sent = keeper.post(address, typed)
        assert (sent.status_code, told in sent.content.decode()) == (422, True), told
    before = _day("before-on", "2026-10-02")
    late = keeper.post(f"{risks}/place/risks.0.history.add/", _typed("2026-10-01") | before)
    assert (late.status_code, "not before this score" in late.content.decode()) == (422, True)
    assert models.Document.objects.count() == 1


@pages
def test_what_needs_somebody_leads_a_keeper_to_the_row_and_a_reader_to_the_register(
    keeper: Client, risks: str, people: People
) -> None:
    kept = keeper.get(f"{risks}/").content.decode()
    read = people.client("reader").get(f"{risks}/").content.decode()
    assert re.search(rf'No owner: <a class="govuk-link" href="{risks}/place/risks.0/">risk 1</a>', kept)
    assert re.search(r'No owner: <a class="govuk-link" href="#risks-0">risk 1</a>', read)
    assert "/place/" not in read
    for anchor in re.findall(r'href="#(risks-\d+)"', read):
        assert f'id="{anchor}"' in read


@pages
def test_a_scale_of_ones_own_stays_when_the_days_compared_are_changed(keeper: Client, risks: str) -> None:
    ratings = [("a", "A 😀", 1), ("b", "B", 3)]
    own = {
        "likelihood": ["Rare", "Often"], "impact": ["Small", "Great"],
        "ratings": [{"code": code, "name": name, "at_least": least, "means": "x"} for code, name, least in ratings],
    }  # fmt: skip
    said = {"scale": own, "risks": [ONE | {"likelihood": "RARE", "impact": 2, "title": "<b>Bold</b>"}]}
    keeper.post(f"{risks}/text/", {"said": json.dumps(said), "version": 1})
    sent = keeper.post(
f"{risks}/place/-/", {"scale": "(own)", **_day("since", "2026-02-01"), "version": 2}
    )  # fmt: skip
    assert sent.status_code == 302
    assert (_now()["scale"]["ratings"][0]["name"], _now()["since"]) == ("A 😀", "2026-02-01")
    page = keeper.get(f"{risks}/").content.decode()
    assert "A 😀" in page
    assert "<b>Bold" not in page
    row = keeper.get(f"{risks}/place/risks.0/").content.decode()
    assert re.search(r'<option value="Rare" selected', row)
    assert re.search(r'<option value="Great" selected', row)
