"""A charter on its page: begun from the template, written in forms, read as a tree, drawn measure by measure."""

import datetime as dt
import json
import re
from copy import deepcopy
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tallystick.decisions import models
from tallystick.decisions.queries.answering import Answered
from tallystick.decisions.rules import charter_answer
from tallystick.web.decide.drawn import charter as drawn
from tallystick.web.decide.drawn.measure_paths import picture
from tests.people import LEEDS, People

pytestmark = pytest.mark.once

TODAY = dt.date(2026, 7, 2)
PAGE = Path(__file__).parents[2] / "docs" / "rules" / "charter.md"
GIVEN: dict[str, Any] = json.loads(re.search(r"```json given\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)[1])  # type: ignore[index]


def _drawn(said: dict[str, Any], today: dt.date = TODAY) -> dict[str, Any]:
    return drawn.draw(Answered("charter", 1, False, said, charter_answer.answer(said, today), ""))


def test_the_tree_leads_from_every_outcome_to_its_measures_and_names_what_it_serves() -> None:
    first, second = _drawn(GIVEN)["outcomes"]
    assert (first.at.name, [one.name for one in first.serves]) == (
        "People finish what they begin online", ["Online because people want to", "Begin with what people need"],
    )  # fmt: skip
    assert [[one.row["name"] for one in objective.measures] for objective in first.objectives] == [
        ["Forms finished online"]
    ]
    assert (second.at.name, second.objectives) == ("One service desk for all", [])


def test_objectives_for_no_outcome_stand_by_themselves() -> None:
    loose = {"id": "b2", "text": "Every site has the new network"}
    found = _drawn({**GIVEN, "objectives": [*GIVEN["objectives"], loose]})["outcomes"][-1]
    assert (found.at, [one.at.name for one in found.objectives]) == (None, ["Every site has the new network"])


def test_each_letter_is_tested_by_its_question_and_says_why() -> None:
    letters = {one.word: one for one in _drawn(GIVEN)["objectives"][0].letters}
    assert list(letters) == ["Specific", "Measurable", "Achievable", "Relevant", "Time-bound"]
    assert letters["Specific"].why == "Yes, says Partnership manager: It names the forms and the share"
    assert (letters["Relevant"].verdict, letters["Relevant"].sign) == ("not answered", "?")
    assert letters["Achievable"].question.startswith("Can it be reached")
    late = json.loads(json.dumps(GIVEN).replace('"due": "2026-12-31"', '"due": "2026-11-30"'))
    time_bound = _drawn(late)["objectives"][0].letters[4]
    assert time_bound.why == "Measure m1 ends on 31 December 2026, after 30 November 2026"


def test_the_readings_stand_with_their_path_by_day() -> None:
    rows = [(one.what, one.on, one.value, one.path) for one in _drawn(GIVEN)["measures"][0].readings]
    # 364 days from 30 to 50: 91 days are a quarter of the way, 182 days half of it.
    assert rows == [
        ("Baseline", "2026-01-01", "30", "30"),
        ("Reading", "2026-04-02", "34", "35"),
        ("Reading", "2026-07-02", "37", "40"),
        ("Target", "2026-12-31", "50", "50"),
    ]


def test_figures_of_a_measure_have_thousands_separators() -> None:
    said = deepcopy(GIVEN)
    said["measures"][0]["target"]["value"] = 1_250_000
    measure = _drawn(said)["measures"][0]
    assert (measure.readings[-1].value, measure.figures["target"]) == ("1,250,000", "1,250,000")
    assert measure.expected == "625,015"


_VALUES = st.decimals(-1000, 1000, places=2)


@given(
    begins=_VALUES, ends=_VALUES, tolerance=st.decimals(0, 50, places=1), days=st.integers(1, 4000),
    readings=st.dictionaries(st.integers(-400, 4400), _VALUES, max_size=8),
)  # fmt: skip
def test_a_picture_holds_everything_and_higher_is_more(
    begins: Decimal, ends: Decimal, tolerance: Decimal, days: int, readings: dict[int, Decimal]
) -> None:
    first = dt.date(2026, 1, 1)

    def point(day: int, value: Decimal) -> dict[str, str]:
        return {"on": (first + dt.timedelta(days=day)).isoformat(), "value": str(value)}

    measure = {
        "baseline": point(0, begins), "target": point(days, ends), "tolerance": str(tolerance),
        "better": "up" if ends >= begins else "down", "readings": [point(*one) for one in sorted(readings.items())],
    }  # fmt: skip
    found = picture(measure, "2026-07-02")
    assert found
    dots = [found.baseline, *found.dots, found.target]
    assert all(0 <= x <= found.width and 0 <= y <= found.height for x, y in dots)
    values = [begins, *(value for _, value in sorted(readings.items())), ends]
    for (_, y), value in zip(dots, values, strict=True):
        for (_, other_y), other in zip(dots, values, strict=True):
            assert value <= other or y <= other_y
    if found.today is not None:
        assert 0 <= found.today <= found.width


def test_a_measure_of_which_the_target_is_not_said_has_no_picture() -> None:
    bare = {"id": "m2", "objective": "b1", "name": "Bare", "readings": [{"on": "2026-03-01", "value": 0}]}
    found = _drawn({**GIVEN, "measures": [bare]})["measures"][0]
    assert (found.picture, [one.path for one in found.readings], found.expected) == (None, [""], "")


def test_how_many_objectives_of_a_theme_stand_how() -> None:
    found = _drawn(GIVEN)
    assert found["states"] == ["behind"]
    assert {one.name: dict(one.counts)["behind"] for one in found["themes"]} == {
        "Digital councils": 0, "Digital services": 1, "Digital localities": 0, "Collaboration": 0,
        "Data and governance": 0,
    }  # fmt: skip
    assert found["summary"] == "1 objective: 1 behind. 1 measure: 1 behind."
    assert drawn.highlight(charter_answer.answer({"title": "Empty"}, TODAY)) == "Nothing is measured yet"


pages = pytest.mark.django_db


@pytest.fixture
def keeper(people: People) -> Client:
    people.organisation(LEEDS, "Leeds City Council")
    return people.client("contract_manager")


@pytest.fixture
def charter(keeper: Client) -> str:
    keeper.post("/decide/start/", {"title": "Shared ICT", "kind": "sharing"})
    return f"/decide/{models.Decision.objects.get().pk}/document/charter"


def _now() -> Any:
    return models.Document.objects.order_by("-edition")[0].said


def _day(name: str, on: str) -> dict[str, str]:
    return {f"{name}-{part}": text for part, text in zip(("year", "month", "day"), on.split("-"), strict=True)}


@pages
def test_a_charter_is_begun_from_the_template_and_written_down_to_a_reading(keeper: Client, charter: str) -> None:
    assert "Begin from a charter of a partnership" in keeper.get(f"{charter}/").content.decode()
    assert keeper.post(f"{charter}/do/template/", {"version": 0}).status_code == 302
    assert (len(_now()["themes"]), len(_now()["commitments"]), len(_now()["principles"])) == (5, 5, 7)
    assert "Begin from a charter of a partnership" not in keeper.get(f"{charter}/").content.decode()
    keeper.post(f"{charter}/place/principles.add/", {"text": "Say it plainly", "version": 1})
    assert _now()["principles"][7]["id"] == "p8"
    keeper.post(f"{charter}/place/outcomes.add/", {"text": "One desk", "serves": ["c4", "p8"], "version": 2})
    due = f"{timezone.localdate().year + 1}-03-31"
    objective = {
        "text": "Nine in ten in a day", "outcomes": ["o1"], "owner": "Desk lead", **_day("due", due),
        "smart-S-yes": "yes", "smart-S-reason": "It names the desk", "smart-S-by": "Board", "smart-A-yes": "no",
        "smart-A-reason": "Two posts are empty", "smart-A-by": "Board", "version": 3,
    }  # fmt: skip
    assert keeper.post(f"{charter}/place/objectives.add/", objective).status_code == 302
    assert _now()["objectives"] == [
        {
            "id": "b1", "text": "Nine in ten in a day", "outcomes": ["o1"], "owner": "Desk lead", "due": due,
            "smart": {
                "S": {"yes": True, "reason": "It names the desk", "by": "Board"},
                "A": {"yes": False, "reason": "Two posts are empty", "by": "Board"},
            },
        }
    ]  # fmt: skip
    measure = {
        "name": "Within a day", "objective": "b1", "unit": "per cent", "owner": "Desk lead", "every-days": "30",
        **_day("baseline-on", "2026-04-01"), "baseline-value": "71", **_day("target-on", due),
        "target-value": "90.5", "tolerance": "1", "version": 4,
    }  # fmt: skip
    assert keeper.post(f"{charter}/place/measures.add/", measure).status_code == 302
    reading = {**_day("on", "2026-06-01"), "value": "75.25", "version": 5}
    form = keeper.get(f"{charter}/place/measures.0.readings.add/").content.decode()
    assert "Within a day" in form
    assert keeper.post(f"{charter}/place/measures.0.readings.add/", reading).status_code == 302
    assert _now()["measures"][0]["readings"] == [{"on": "2026-06-01", "value": 75.25}]
    page = keeper.get(f"{charter}/").content.decode()
    for text in ("Two posts are empty", "75.25", "on track", "Commitments that no outcome serves", "Not met"):
        assert text in page, text
    keeper.post(f"{charter}/take-out/measures.0.readings.0/", {"version": 6})
    assert _now()["measures"][0]["readings"] == []


@pages
def test_what_is_wrong_is_told_beside_its_box(keeper: Client, charter: str) -> None:
    keeper.post(f"{charter}/text/", {"said": json.dumps(GIVEN), "version": 0})
    tomorrow = (timezone.localdate() + dt.timedelta(days=1)).isoformat()
    reading = {**_day("on", "2026-08-02"), "value": "5", "version": 1}
    for place, typed, told in (
        ("measures.0.readings.add", reading | _day("on", tomorrow), "Give readings of days that have come"),
        ("measures.0.readings.add", reading | _day("on", "2026-07-02"), "is there twice"),
        ("measures.0.readings.add", reading | {"value": "NaN"}, "must be a figure"),
        ("measures.0.readings.add", reading | {"value": "1e999"}, "must be a figure"),
        ("measures.0.readings.add", reading | {"value": ""}, "must not be empty"),
        ("outcomes.add", {"text": "x" * 10_000, "version": 1}, "Write it shorter"),
        ("outcomes.add", {"text": "   ", "version": 1}, "must not be empty"),
        ("objectives.add", {"text": "A", "smart-S-reason": "For it is", "version": 1}, "nothing is answered"),
        ("measures.add", {"name": "A", "objective": "hats", "version": 1}, "must be one of the choices"),
        ("measures.add", {"name": "A", "objective": "b1", "tolerance": "-1", "version": 1}, "it is below nought"),
        ("measures.add", {"name": "A", "objective": "b1", "every-days": "0", "version": 1}, "no whole number from 1"),
        ("measures.add", {"name": "A", "objective": "b1", "target-value": "1", "version": 1}, "is no date"),
    ):  # fmt: skip
        sent = keeper.post(f"{charter}/place/{place}/", typed)
        assert (sent.status_code, told in sent.content.decode()) == (422, True), (place, typed, told)
    assert models.Document.objects.count() == 1


@pages
def test_links_on_the_page_lead_to_what_is_on_it_and_a_reader_is_led_to_no_form(
    keeper: Client, charter: str, people: People
) -> None:
    said = json.loads(json.dumps(GIVEN).replace("One service desk for all", "<i>One</i> 😀"))
    keeper.post(f"{charter}/text/", {"said": json.dumps(said), "version": 0})
    page = people.client("reader").get(f"{charter}/").content.decode()
    assert "/place/" not in page
    assert "<i>One</i>" not in page
    anchors = set(re.findall(r'href="#([a-z]+-\d+)"', page))
    assert {"commitments-1", "principles-0", "objectives-0", "measures-0", "outcomes-1"} <= anchors
    for anchor in anchors - {"main"}:
        assert page.count(f'id="{anchor}"') == 1, anchor
