"""A change goes from proposed to made by steps that are data, and its notices become duties: as its page shows."""

import re
from datetime import date
from typing import Any

import pytest

from tallystick.contracts.choices import CHANGE_STATES
from tallystick.contracts.rules.change_duties import duties_of, is_required, name_of, required_before
from tallystick.contracts.rules.change_effects import Term, effect_of
from tallystick.contracts.rules.change_states import VERBS, check_approval, check_state, may_do, next_verbs
from tallystick.kit.errors import Refused
from tallystick.law.changes import check_change, facts_from_json, to_json
from tests.contracts.rules.pages import example, page

STATES = [code for code, _ in CHANGE_STATES]


def test_every_state_is_one_of_the_register() -> None:
    named = {state for verb in VERBS.values() for state in (*verb.begins, verb.becomes) if state}
    assert named == set(STATES)


def test_nothing_is_done_with_what_is_made() -> None:
    assert next_verbs("made") == ()
    for verb in VERBS:
        with pytest.raises(Refused):
            check_state(verb, "made")


def test_what_is_made_was_approved_and_what_is_approved_was_checked() -> None:
    assert [state for state in STATES if may_do("make", state)] == ["agreed"]
    assert [state for state in STATES if may_do("approve", state)] == ["checked"]
    assert {code for code, verb in VERBS.items() if verb.becomes == "made"} == {"make"}


def test_the_page_has_the_table_of_the_rules() -> None:
    rows = re.findall(r"^\| `(\w+)` \| ([\w`, ]+) \| `?(\w*)`? \| ([^|]+) \|$", page("changes"), re.MULTILINE)
    shown = {code: (tuple(re.findall(r"`(\w+)`", begins)), becomes) for code, begins, becomes, _ in rows}
    assert shown == {code: (verb.begins, verb.becomes) for code, verb in VERBS.items()}


@pytest.mark.parametrize(
    ("permitted", "regime", "ground", "why", "refused"),
    [
        ("yes", "PA2023", "", "", ""),
        ("no", "PA2023", "74(3)", "We want it", "does not allow"),
        ("judgement", "PA2023", "", "Advised", "on which ground"),
        ("judgement", "PA2023", "74(3)", " ", "a judgement"),
        ("judgement", "PA2023", "74(3)", "Advised", ""),
        ("judgement", "UNKNOWN", "", "Advised", "not known which law"),
        ("", "NOT_COVERED", "", "", "a judgement"),
        ("", "NOT_COVERED", "", "Advised under the law of Scotland", ""),
    ],
)
def test_what_a_check_bears(permitted: str, regime: str, ground: str, why: str, refused: str) -> None:
    if refused:
        with pytest.raises(Refused, match=refused):
            check_approval(permitted, ground, why, regime=regime)
    else:
        check_approval(permitted, ground, why, regime=regime)


def notice(**said: Any) -> dict[str, Any]:
    return {
        "code": "UK10", "citation": "PA 2023 s.75", "due": None, "before_change": True, "required": True, "why": "So.",
        "mark": "V", **said,
    }  # fmt: skip


def test_a_notice_before_the_change_is_due_by_the_change() -> None:
    [one] = duties_of([notice()], before_change=True, on=date(2026, 12, 1))
    assert (one.code, one.due, one.what) == ("UK10", date(2026, 11, 30), "Publish the contract change notice (UK10)")
    assert one.why == "PA 2023 s.75: So. It comes before the change of 1 December 2026."
    [said] = duties_of([notice(due="2026-12-01")], before_change=True, on=None)
    assert said.due == date(2026, 11, 30), "the day of the change, as the check says it, is too late"
    assert duties_of([notice()], before_change=False, on=date(2026, 12, 1)) == ()
    assert required_before([notice(), notice(code="s77", before_change=False)]) == ("UK10",)


def test_a_notice_that_may_be_needed_is_a_duty_to_find_out_and_one_that_is_not_is_none() -> None:
    [one] = duties_of([notice(required=None, mark="I")], before_change=True, on=None)
    assert one.what.startswith("Find out whether this is needed: publish")
    assert one.why.endswith("Mark I.")
    assert duties_of([notice(required=False)], before_change=True, on=None) == ()


@pytest.mark.parametrize(
    ("ground", "wanted"), [("72(1)(b)", True), ("72(1)(c)", True), ("72(1)(e)", False), ("", None)]
)
def test_the_ground_relied_on_settles_a_modification_notice(ground: str, wanted: bool | None) -> None:
    assert is_required(notice(code="PCR_modification", required=None, before_change=False), ground) is wanted


def test_a_notice_without_a_name_of_ours_is_named_by_its_code() -> None:
    assert name_of("UK99") == "Publish the notice UK99"


def test_the_worked_example() -> None:
    given, gives = example("changes")
    checked = to_json(check_change(facts_from_json(given["check"])))
    ground = given["ground"]
    assert ground in [limb["id"] for limb in checked["limbs"] if limb["verdict"] == "met"]
    state = "proposed"
    states = [state]
    for verb in given["steps"]:
        check_state(verb, state)
        state = VERBS[verb].becomes
        states.append(state)
    on = date.fromisoformat(given["check"]["change"]["on"])
    before = duties_of(checked["notices"], ground=ground, before_change=True, on=on)
    after = duties_of(checked["notices"], ground=ground, before_change=False, on=on)
    of = given["contract"]
    term = Term(of["value_pence"], "whole_life", date.fromisoformat(of["end"]), date.fromisoformat(of["latest_end"]))
    change = given["check"]["change"]
    effect = effect_of(
        term, ground=ground, provided_for=None, value_pence=160_000_000, months=change["months"], on=on
    )  # fmt: skip
    assert gives == {
        "permitted": checked["permitted"],
        "states": states,
        "contract": {name: str(value) if isinstance(value, date) else value for name, value in effect.values.items()},
        "duties": [{"what": one.what, "due": one.due.isoformat() if one.due else None} for one in (*before, *after)],
    }
