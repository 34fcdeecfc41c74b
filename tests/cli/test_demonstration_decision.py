"""The decision of the demonstration, made as `tallystick demo` makes it: every document of it is answered."""

import json
import re
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from docx import Document
from pytest_django.plugin import DjangoDbBlocker

from tallystick.cli.demonstration_decision import _documents, decide
from tallystick.cli.doorway import Door
from tallystick.councils import actions as councils
from tallystick.decisions.documents import KINDS
from tallystick.demonstration.deciding import deciding
from tallystick.intake import actions as intake
from tallystick.intake.queries import directory
from tallystick.lake.store.home import Home
from tests import databases
from tests.commands import Tallystick
from tests.people import AT, SAM

COUNCILS = [
    "Ashby Demonstration Council",
    "Birch Demonstration Council",
    "Cedar Demonstration Council",
    "Dalby Council",
]


@pytest.fixture
def number(home: Home, django_db_blocker: DjangoDbBlocker, tallystick: Tallystick) -> str:
    tallystick(home, "status")
    with django_db_blocker.unblock(), databases.opened(home):
        for name in COUNCILS:
            intake.name_local_organisation(home=home, name=name, by=SAM, at=AT)
            councils.add_organisation(code=directory().resolve(name).code, name=name, by=SAM, at=AT)
        return str(decide(Door(home, embedded=not databases.on_postgresql()), COUNCILS))


def test_from_the_first_score_to_the_word_file(tallystick: Tallystick, home: Home, number: str, tmp_path: Path) -> None:
    shown = json.loads(tallystick(home, "decisions", "show", number).out)
    answers = {one["kind"]: one["answer"] for one in shown["documents"]}
    assert [kind for kind, answer in answers.items() if answer is None] == []
    assert answers["appraisal"]["ranking"][0]["option"] == "Lead authority, insourced"
    assert [one["percent"] for one in answers["sharing"]["shares"].values()] == [46.7, 31.9, 21.4]
    leaves, devices = answers["what_if"]["scenarios"]
    # It paid 229 of 1,069 parts of £920,000 a year, of which £120,000 are saved; half of the rest stays its own.
    part = Fraction(leaves["period"]["days_after"], leaves["period"]["days"])
    stranded = (Fraction(92_000_000 * 229, 1069) - 12_000_000) * part
    assert leaves["leavers"] == [COUNCILS[2]]
    assert leaves["stranded"]["pence"] == round(stranded)
    assert leaves["stranded"]["by_leavers_pence"] == round(stranded / 2)
    assert (devices["gain"], devices["totals"]["change_pence"]) == ([COUNCILS[0]], 0)
    assert answers["risks"]["counts"]["before"] == {"high": 0, "medium": 8, "low": 0}
    assert [one for one, open_ in answers["risks"]["attention"].items() if open_] == []
    assert [one["state"] for one in answers["charter"]["measures"]] == ["on track", "behind"]
    year = int(leaves["period"]["from"][:4])
    assert [one["year"] for one in answers["transition"]["budget"]["by_year"]] == [
        f"{year - 1}/{year % 100}", f"{year}/{(year + 1) % 100}", None,
    ]  # fmt: skip
    assert answers["business_case"]["options"]["Lead authority, insourced"]["against_business_as_usual"]["npv"]
    assert json.loads(tallystick(home, "decisions", "replay", number, "--json").out)["same"]
    tallystick(home, "decisions", "report", number, "--output", str(tmp_path / "report.docx"))
    said = "\n".join(one.text for one in Document(str(tmp_path / "report.docx")).paragraphs)
    assert deciding()["title"] in said
    assert "made up for a demonstration" in said


@pytest.mark.parametrize("on", [date(2027, 1, 1), date(2026, 11, 23), date(2027, 12, 31), date(2028, 2, 29)])
def test_what_it_says_holds_on_whatever_day_it_is_made(on: date) -> None:
    told = _documents(deciding(), {"business_as_usual": "Lead authority, outsourced"}, COUNCILS, on)
    assert not re.search(r"\{[a-z0-9_ ]+\}", json.dumps(told))
    found = {kind: KINDS[kind].answer(told[kind], on) for kind in ("risks", "transition", "charter", "business_case")}
    assert [one["state"] for one in found["charter"]["measures"]] == ["on track", "behind"]
    assert [one for one, open_ in found["risks"]["attention"].items() if open_] == []


def test_the_decision_is_of_a_partnership_whose_board_is_named(
    tallystick: Tallystick, home: Home, number: str, django_db_blocker: DjangoDbBlocker
) -> None:
    shown = json.loads(tallystick(home, "decisions", "show", number).out)
    it = json.loads(tallystick(home, "partnerships", "show", str(shown["partnership"])).out)
    assert it["decisions"] == [int(number)]
    found = it["members"]["answer"]
    assert (len(found["members"]), found["lead"]) == (4, COUNCILS[0])
    assert [one["can_decide"] for one in found["boards"]] == [True, None]
    # What a council would have to put right is shown too.
    assert [one["text"] for one in found["attention"]] == [
        "Running the ICT service: which power it rests on is not known.",
        "What becomes of equipment when a council leaves: who decides is not known.",
    ]
    from tallystick.decisions.models import Involved

    with django_db_blocker.unblock(), databases.opened(home):
        rows = Involved.objects.filter(decision=int(number), role="approver").order_by("pk")
        assert [one.name for one in rows] == [
            "Hester Quillfeather",
            "Jarvis Oldacre",
            "Maud Tillingham",
            "Percival Wrayburn",
        ]
