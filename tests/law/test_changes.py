"""Every row of the tables of changes, and what is so of every answer."""

import datetime as dt
import re
from typing import Any

import pytest

from tallystick.law.changes import WrongFact, check_change
from tallystick.law.changes.asked import Change, ChangeFacts
from tallystick.law.changes.grounds import ACT, PCR, cited
from tests.law.changes_tables import asked, limb_of, table

ALL = [row for name in ("pcr", "act", "notices", "below", "examples") for row in table(f"changes_{name}")]
VERDICTS = {"met", "not_met", "judgement", "not_applicable"}


@pytest.mark.parametrize(("heading", "facts", "expected"), ALL)
def test_a_case(heading: str, facts: dict[str, Any], expected: dict[str, Any]) -> None:
    answer = asked(facts)
    _check_limb(heading, answer, expected)
    for id, verdict in expected.get("limbs", {}).items():
        assert limb_of(answer, id)["verdict"] == verdict, id
    bars = {bar["id"]: bar["verdict"] for bar in answer["bars"]}
    assert {id: bars[id] for id in expected.get("bar", {})} == expected.get("bar", {})
    if "permitted" in expected:
        assert (answer["permitted"] or "none") == expected["permitted"]
    if "regime_is" in expected:
        assert answer["regime"] == expected["regime_is"]
    _check_notices(heading, answer, expected)
    _check_warnings(answer, expected)


def _check_limb(heading: str, answer: dict[str, Any], expected: dict[str, Any]) -> None:
    if "verdict" not in expected:
        return
    limb = limb_of(answer, heading)
    assert limb["verdict"] == expected["verdict"], limb
    for key, name in (("limit", "limit"), ("used", "used"), ("left", "remaining")):
        if key in expected:
            assert limb[name] == (None if expected[key] == "unknown" else expected[key]), key
    if "asks" in expected:
        assert any(expected["asks"] in question for question in limb["questions"]), limb["questions"]
    if "because" in expected:
        assert any(expected["because"] in reason for reason in limb["reasons"]), limb["reasons"]


def _check_notices(heading: str, answer: dict[str, Any], expected: dict[str, Any]) -> None:
    notices = {notice["code"]: notice for notice in answer["notices"]}
    for key, code in (("UK10", "UK10"), ("s77", "s77"), ("notice", "PCR_modification")):
        if key in expected:
            wanted = None if expected[key] == "unknown" else expected[key]
            assert notices[code]["required"] is wanted, notices[code]["why"]
    if "due" in expected:
        assert notices["s77"]["due"] == expected["due"].isoformat()
    if heading in notices and "because" in expected:
        assert expected["because"] in notices[heading]["why"]


def _check_warnings(answer: dict[str, Any], expected: dict[str, Any]) -> None:
    if "warns" in expected:
        assert any(expected["warns"] in warning["text"] for warning in answer["warnings"]), answer["warnings"]
    if "mark" in expected:
        marks = {one["mark"] for one in (*answer["warnings"], *answer["notices"])}
        assert expected["mark"] in marks


def test_there_are_enough_cases() -> None:
    assert len(ALL) >= 150 + 6


@pytest.mark.parametrize(("heading", "facts", "expected"), ALL)
def test_what_is_so_of_every_answer(heading: str, facts: dict[str, Any], expected: dict[str, Any]) -> None:
    answer = asked(facts)
    grounds = {"PCR2015": PCR, "PA2023": ACT}.get(answer["regime"], ())
    assert [(limb["id"], limb["citation"]) for limb in answer["limbs"]] == [(id, cited(id)) for id in grounds]
    for limb in (*answer["limbs"], *answer["bars"]):
        _check_one(limb)
    for notice in answer["notices"]:
        assert notice["why"].endswith(".")
        assert notice["required"] is not False or notice["due"] is None
    assert all(warning["mark"] in "VSGI?" for warning in answer["warnings"])
    if answer["permitted"] == "judgement" and answer["limbs"]:
        asking = [limb["questions"] for limb in (*answer["limbs"], *answer["bars"])]
        assert any(asking) or any("?" in warning["text"] for warning in answer["warnings"])


def _check_one(limb: dict[str, Any]) -> None:
    assert limb["verdict"] in VERDICTS
    assert bool(limb["questions"]) is (limb["verdict"] == "judgement"), limb
    assert limb["verdict"] == "judgement" or limb["reasons"], limb
    assert all(reason.endswith(".") for reason in limb["reasons"])
    assert re.match(r"(PCR 2015 reg |PA 2023 s\.|PA 2023 Sch 8 para )\d", limb["citation"])
    if limb["remaining"] is not None:
        assert float(limb["limit"]) - float(limb["used"]) == pytest.approx(float(limb["remaining"]), abs=0.005)
    for test in limb["tests"]:
        assert set(test) == set(limb)
        _check_one(test)


@pytest.mark.parametrize("day", [dt.date.max, dt.date(2200, 1, 1), dt.date(1899, 12, 31)])
def test_a_change_on_a_day_that_nobody_means_is_refused_wherever_it_comes_from(day: dt.date) -> None:
    with pytest.raises(WrongFact, match="1900 to 2199") as no:
        check_change(ChangeFacts(regime="PA2023", change=Change(on=day)))
    assert no.value.field == "change.on"


def test_in_northern_ireland_a_change_notice_is_left_open_and_marked_as_a_reading() -> None:
    facts = {"regime": "PA2023", "nation": "northern_ireland", "kind": "services", "vat": "inclusive"}
    facts |= {"current_value": "4000000", "maximum_term_months": 60}
    change = {"value": "1000000", "months": 12, "on": "2026-12-01", "new_supplier": False, "could_be_combined": False}
    notice = asked({**facts, "change": change})["notices"][0]
    assert (notice["code"], notice["required"], notice["mark"]) == ("UK10", None, "I")
