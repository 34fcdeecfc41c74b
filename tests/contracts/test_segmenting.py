"""A contract is segmented: answers, tier and duties are kept together, or none of them is."""

from datetime import date, timedelta
from typing import Any

import pytest

from tallystick.contracts import models
from tallystick.contracts.actions import (
    amend_questionnaire,
    answer_questionnaire,
    change_contract,
    drop_duty,
    finish_duty,
    go_back_to_shipped,
    plan_duties,
    segment_contract,
    take_on_duties,
)
from tallystick.contracts.actions.keeping import ChangedMeanwhile, NotAcceptable
from tallystick.contracts.queries import contract as contracts
from tallystick.contracts.queries import governance, methods
from tallystick.contracts.rules.questionnaires import NotAnAnswer
from tallystick.councils.actions import NotAllowed
from tallystick.councils.models import LogEntry
from tallystick.councils.queries import verify_chains
from tallystick.kit.errors import Refused
from tallystick.reference.asking_json import to_json
from tests.contracts import governed
from tests.contracts.governed import AT, MAJOR, MANAGER, OURS, SMALL, THEIRS, TODAY, somebody

pytestmark = pytest.mark.django_db
SETTER = somebody("category_manager")


@pytest.fixture(autouse=True)
def councils() -> None:
    governed.councils()


@pytest.fixture
def housing() -> Any:
    return governed.contract()


def segment(of: Any, answers: Any, **more: Any) -> models.Answers:
    return segment_contract(contract=of.pk, answers=answers, today=TODAY, **{"by": MANAGER, "at": AT, **more})


def duties(of: Any, state: str = "open") -> dict[str, models.Duty]:
    return {row.code: row for row in models.Duty.objects.filter(contract=of, state=state, removed=False)}


def test_the_answers_give_a_tier_and_dated_duties(housing: Any) -> None:
    row = segment(housing, MAJOR)
    housing.refresh_from_db()
    assert (row.outcome, row.edition, row.content["id"]) == ("major", "1", "segmentation")
    assert (housing.tier, housing.tier_how) == ("major", "answers")
    assert "100 of 100" in housing.tier_why
    planned = duties(housing)
    assert planned["monitor"].due == date(2026, 11, 30), "the 31st is the last of a shorter month"
    assert planned["monitor"].source == "tier:major"
    assert planned["ready_to_leave"].due == date(2028, 1, 30)
    assert planned["agree_exit_plan"].due == TODAY + timedelta(days=30), "what is late is due soon, and says so"
    assert "should have been done by" in planned["agree_exit_plan"].why
    what = LogEntry.objects.filter(about=f"contract:{housing.pk}").values_list("what", flat=True)
    assert {"answer_segmentation", "segment_contract", "plan_duty"} <= set(what)
    assert [one.fault for one in verify_chains()] == [None, None]


def test_what_is_not_known_leaves_the_tier_open_and_the_contract_as_it_was(housing: Any) -> None:
    row = segment(housing, {**MAJOR, "customer_impact": None, "total_spend": "", "statutory": None, "holds_data": None})
    assert row.outcome == ""
    assert row.score is None
    housing.refresh_from_db()
    assert housing.tier == ""
    assert not duties(housing)


def test_a_person_may_choose_another_tier_with_a_reason_kept_beside_the_calculated_one(housing: Any) -> None:
    with pytest.raises(Refused, match="no reason was given"):
        segment(housing, SMALL, tier="operational")
    assert not models.Answers.objects.exists()
    row = segment(housing, SMALL, tier="operational", why="The members watch it")
    assert (row.outcome, row.chosen_outcome, row.chosen_why) == ("transactional", "operational", "The members watch it")
    housing.refresh_from_db()
    assert (housing.tier, housing.tier_how, housing.tier_why) == ("operational", "person", "The members watch it")


def test_duties_of_a_former_tier_are_closed_with_the_reason_and_what_was_done_stays(housing: Any) -> None:
    segment(housing, MAJOR)
    named = duties(housing)["name_manager"]
    finish_duty(contract=housing.pk, duty=named.pk, version=1, done=TODAY, by=MANAGER, at=AT, today=TODAY)
    segment(housing, MAJOR, tier="operational", why="It is being replaced")
    assert set(duties(housing, "done")) == {"name_manager"}
    now = duties(housing)
    assert {row.source for row in now.values()} == {"tier:operational"}
    assert "name_manager" not in now, "that was done"
    closed = LogEntry.objects.filter(what="close_duty").first()
    assert closed is not None
    assert closed.why == "The contract is operational now, which does not ask for this."
    segment(housing, MAJOR)
    assert "partnership_review" in duties(housing), "a tier that comes back brings its duties back"


def test_a_plan_that_is_made_again_changes_nothing_that_has_not_changed(housing: Any) -> None:
    segment(housing, MAJOR)
    before = {code: (row.due, row.version) for code, row in duties(housing).items()}
    late = TODAY + timedelta(days=200)
    assert plan_duties(contract=housing.pk, by=MANAGER, at=AT, today=TODAY) == 0
    plan_duties(contract=housing.pk, by=MANAGER, at=AT, today=late)
    after = duties(housing)
    assert after["monitor"].due == before["monitor"][0], "what is overdue stays overdue"
    assert after["agree_exit_plan"].due == before["agree_exit_plan"][0]


def test_a_plan_follows_a_new_end(housing: Any) -> None:
    segment(housing, MAJOR)
    housing.refresh_from_db()
    values = {"end": date(2030, 1, 30)}
    change_contract(contract=housing.pk, version=housing.version, values=values, by=MANAGER, at=AT)
    assert plan_duties(contract=housing.pk, by=MANAGER, at=AT, today=TODAY) > 0
    assert duties(housing)["ready_to_leave"].due == date(2029, 1, 30)


def test_a_recurring_duty_that_was_done_is_due_at_its_next_turn_and_the_log_keeps_each(housing: Any) -> None:
    segment(housing, MAJOR)
    row = duties(housing)["monitor"]
    args: dict[str, Any] = {"contract": housing.pk, "duty": row.pk, "by": MANAGER, "at": AT}
    done = finish_duty(**args, version=row.version, done=date(2026, 11, 20), today=TODAY)
    assert (done.state, str(done.done), str(done.due)) == ("open", "2026-11-20", "2026-12-31")
    with pytest.raises(ChangedMeanwhile):
        finish_duty(**args, version=row.version, done=TODAY, today=TODAY)
    with pytest.raises(NotAcceptable, match="future"):
        finish_duty(**args, version=done.version, done=TODAY + timedelta(days=1), today=TODAY)
    late = date(2027, 3, 15)
    again = finish_duty(**args, version=done.version, done=late, today=late)
    assert again.due == date(2027, 3, 31), "done late, the turns that were missed are not asked for"
    assert LogEntry.objects.filter(what="finish_duty", key=str(row.pk)).count() == 2


def test_a_duty_is_dropped_only_with_a_reason_and_stays_dropped(housing: Any) -> None:
    segment(housing, MAJOR)
    row = duties(housing)["name_sponsor"]
    with pytest.raises(NotAcceptable, match="why"):
        drop_duty(contract=housing.pk, duty=row.pk, version=row.version, why=" ", by=MANAGER, at=AT)
    drop_duty(contract=housing.pk, duty=row.pk, version=row.version, why="There is one", by=MANAGER, at=AT)
    plan_duties(contract=housing.pk, by=MANAGER, at=AT, today=TODAY)
    assert "name_sponsor" not in duties(housing)


def test_nobody_segments_who_may_not(housing: Any) -> None:
    for by in (somebody("reader"), somebody("approver"), somebody("sector")):
        with pytest.raises(NotAllowed):
            segment(housing, MAJOR, by=by)
    with pytest.raises(Refused, match="no such contract"):
        segment(housing, MAJOR, by=somebody("contract_manager", THEIRS))
    assert not models.Answers.objects.exists()


def test_a_wrong_answer_keeps_nothing(housing: Any) -> None:
    with pytest.raises(NotAnAnswer) as no:
        segment(housing, {**MAJOR, "reputation": "splendid"})
    assert no.value.field == "reputation"
    with pytest.raises(Refused, match="no question colour"):
        segment(housing, {**MAJOR, "colour": "red"})
    assert not models.Answers.objects.exists()


def test_a_health_check_says_what_to_do_and_that_becomes_duties(housing: Any) -> None:
    it = methods.questionnaire(OURS, "health-check")
    given = {one.id: {"value": "yes", "evidence": "Seen"} for one in it.questions}
    given["signed"] = {"value": "no", "evidence": ""}
    row = answer_questionnaire(
        contract=housing.pk, questionnaire="health-check", answers=given, today=TODAY, by=MANAGER, at=AT
    )
    assert row.outcome == "at_risk"
    args: dict[str, Any] = {"contract": housing.pk, "answers": row.pk, "today": TODAY, "by": MANAGER, "at": AT}
    with pytest.raises(NotAcceptable, match="by when"):
        take_on_duties(**args, questions=["signed"], due=None)
    due = TODAY + timedelta(days=30)
    assert take_on_duties(**args, questions=["signed"], codes=["health_check"], due=due) == 2
    assert take_on_duties(**args, questions=["signed"], due=due) == 0, "once"
    assert duties(housing)["signed"].due == due
    assert duties(housing)["health_check"].due == date(2027, 2, 22)


def test_an_amended_questionnaire_is_a_new_edition_and_old_answers_keep_theirs(housing: Any) -> None:
    segment(housing, SMALL)
    said = to_json(methods.questionnaire(OURS, "segmentation"))
    said["bands"][1]["at_least_percent"] = 0
    with pytest.raises(Refused, match="begin at 0"):
        amend_questionnaire(organisation=OURS, name="segmentation", content=said, by=SETTER, at=AT)
    said["bands"][1]["at_least_percent"] = 1
    said["questions"][1]["options"][0]["points"] = 1
    for by in (MANAGER, somebody("category_manager", THEIRS)):
        with pytest.raises(NotAllowed):
            amend_questionnaire(organisation=OURS, name="segmentation", content=said, by=by, at=AT)
    now = methods.questionnaire(OURS, "segmentation")
    effect = methods.effect(OURS, now, methods.answered(said))
    assert effect.moves == {("transactional", "operational"): 1}
    amend_questionnaire(organisation=OURS, name="segmentation", content=said, by=SETTER, at=AT, why="Stricter")
    assert methods.questionnaire(OURS, "segmentation").version == "own 1"
    assert methods.questionnaire(THEIRS, "segmentation").version == "1"
    row = segment(housing, SMALL)
    assert (row.edition, row.outcome) == ("own 1", "operational")
    seen = contracts.contract(housing.pk, by=MANAGER)
    assert seen is not None
    told = governance.answers(seen, "segmentation")
    assert [(one.questionnaire.version, one.result.outcome) for one in told] == [
        ("own 1", "operational"),
        ("1", "transactional"),
    ]
    with pytest.raises(Refused, match="nothing in it is new"):
        amend_questionnaire(organisation=OURS, name="segmentation", content=said, by=SETTER, at=AT)
    go_back_to_shipped(organisation=OURS, kind="questionnaire", name="segmentation", by=SETTER, at=AT)
    assert methods.questionnaire(OURS, "segmentation").version == "1"
    assert [(one.edition, one.in_force) for one in methods.editions(OURS, "questionnaire", "segmentation")] == [
        ("own 1", False),
        ("1", True),
    ]


def test_what_cannot_be_a_duty_is_refused_and_nothing_is_ever_kept_by_half(housing: Any) -> None:
    said = to_json(methods.questionnaire(OURS, "segmentation"))
    said["consequences"][0]["duties"][3]["what"] = "x" * 501
    with pytest.raises(Refused, match="longer than 500"):
        amend_questionnaire(organisation=OURS, name="segmentation", content=said, by=SETTER, at=AT)
    # Had it come to be in force all the same: the fourth duty cannot be written.
    models.Method.objects.create(
        organisation=housing.organisation, kind="questionnaire", name="segmentation", edition="own 1", content=said
    )
    lines = LogEntry.objects.count()
    with pytest.raises(NotAcceptable):
        segment(housing, MAJOR)
    housing.refresh_from_db()
    assert (housing.tier, models.Answers.objects.count(), models.Duty.objects.count()) == ("", 0, 0)
    assert LogEntry.objects.count() == lines


def test_the_register_is_counted_by_tier_and_other_councils_are_not_in_it(housing: Any) -> None:
    governed.contract()
    governed.contract(THEIRS, public=True)
    segment(housing, MAJOR)
    assert governance.tiers(by=MANAGER) == {"major": 1, "": 1}
    found, total = governance.tiered(by=MANAGER, tier="major")
    assert ([one.id for one in found], total) == ([housing.pk], 1)


def test_duties_are_listed_over_the_organisation_and_no_further(housing: Any) -> None:
    segment(housing, MAJOR)
    ours = governance.duties(governance.DutiesAsked(), by=MANAGER, today=TODAY)
    assert ours.total == len(duties(housing))
    assert ours.rows[0].due == min(row.due for row in duties(housing).values() if row.due)
    late = governance.duties(governance.DutiesAsked(when="overdue"), by=MANAGER, today=date(2027, 1, 5))
    assert late.total == late.overdue > 0
    theirs = governance.duties(governance.DutiesAsked(), by=somebody("contract_manager", THEIRS), today=TODAY)
    assert theirs.total == 0
    found = governance.duties(governance.DutiesAsked(text="exit plan"), by=MANAGER, today=TODAY, sort="-what")
    assert {"exit plan" in f"{row.what} {row.contract_title}".lower() for row in found.rows} <= {True}
