"""Meetings are held with their minutes and actions; risks are rated on an edition of a scale."""

from datetime import date, timedelta
from typing import Any

import pytest

from tallystick.contracts import models
from tallystick.contracts.actions import (
    add_action,
    add_risk,
    add_row,
    amend_scale,
    change_risk,
    finish_action,
    hold_meeting,
)
from tallystick.contracts.actions.keeping import ChangedMeanwhile, NotAcceptable
from tallystick.contracts.queries import contract as contracts
from tallystick.contracts.queries import governance, methods
from tallystick.contracts.queries.risks import matrices, risks
from tallystick.councils.actions import NotAllowed
from tallystick.kit.errors import Refused
from tallystick.reference.risk_scales import scale_to_json, shipped_scales
from tests.contracts import governed
from tests.contracts.governed import AT, MANAGER, OURS, THEIRS, TODAY, somebody

pytestmark = pytest.mark.django_db
SIX = "partnership-six-by-four"


@pytest.fixture(autouse=True)
def councils() -> None:
    governed.councils()


@pytest.fixture
def housing() -> Any:
    return governed.contract()


@pytest.fixture
def meeting(housing: Any) -> Any:
    values = {"on": TODAY + timedelta(days=3), "title": "Autumn review", "agenda": ["Actions", "Risks"]}
    return add_row(contract=housing.pk, kind="meeting", values=values, by=MANAGER, at=AT)


def seen_by(of: Any, role: str = "contract_manager") -> contracts.Seen:
    seen = contracts.contract(of.pk, by=somebody(role))
    assert seen is not None
    return seen


def hold(of: Any, **more: Any) -> models.Meeting:
    said = {"version": 1, "on": TODAY, "present": "Ada, Bob", "minutes": "All is well", "today": TODAY, **more}
    return hold_meeting(contract=of.contract_id, meeting=of.pk, **{"by": MANAGER, "at": AT, **said})


def test_a_meeting_is_held_with_its_actions_or_not_at_all(meeting: Any) -> None:
    with pytest.raises(NotAcceptable, match="what was agreed"):
        hold(meeting, actions=[{"what": "Mend the lift"}, {"what": " "}])
    assert not models.MeetingAction.objects.exists()
    row = hold(meeting, actions=[{"what": "Mend the lift", "owner_name": "Cy", "due": TODAY - timedelta(days=1)}])
    assert (row.state, row.minutes) == ("held", "All is well")
    [action] = governance.actions(seen_by(meeting.contract), {}, today=TODAY)
    assert (action.owner, action.overdue, action.meeting_on) == ("Cy", True, "2026-11-22")
    with pytest.raises(ChangedMeanwhile):
        hold(meeting)
    with pytest.raises(NotAcceptable, match="future"):
        hold(meeting, version=row.version, on=TODAY + timedelta(days=1))


def test_actions_are_finished_and_none_is_overdue_then(meeting: Any) -> None:
    args: dict[str, Any] = {"contract": meeting.contract_id, "by": MANAGER, "at": AT}
    row = add_action(**args, meeting=meeting.pk, values={"what": "Send the plan", "due": date(2026, 1, 1)})
    with pytest.raises(NotAcceptable, match="future"):
        finish_action(**args, action=row.pk, version=1, done=TODAY + timedelta(days=1), today=TODAY)
    finish_action(**args, action=row.pk, version=1, done=TODAY, today=TODAY)
    assert [one.overdue for one in governance.actions(seen_by(meeting.contract), {}, today=TODAY)] == [False]


def test_minutes_and_actions_are_papers(meeting: Any) -> None:
    hold(meeting, actions=[{"what": "Mend the lift"}])
    sector = seen_by(meeting.contract, "sector")
    assert governance.actions(sector, {}, today=TODAY) == []
    [entry] = contracts.rows(sector, "meeting")
    assert "minutes" not in entry.values
    for role in ("reader", "sector"):
        with pytest.raises(NotAllowed):
            hold(meeting, by=somebody(role))
    with pytest.raises(Refused, match="no such contract"):
        hold(meeting, by=somebody("contract_manager", THEIRS))


def risk(of: Any, likelihood: int | None, impact: int | None, **more: Any) -> models.Risk:
    values = {"title": "The firm fails", "likelihood": likelihood, "impact": impact, **more.pop("values", {})}
    return add_risk(contract=of.pk, values=values, **{"by": MANAGER, "at": AT, **more})


def test_a_risk_is_rated_on_a_scale_and_stands_in_its_matrix(housing: Any) -> None:
    worse = risk(housing, 6, 4, scale=SIX, values={"likelihood_after": 2, "impact_after": 4})
    mild = risk(housing, 1, 2, scale=SIX)
    unrated = risk(housing, None, None, scale=SIX)
    found = risks(seen_by(housing))
    assert [one.entry.id for one in found] == [worse.pk, mild.pk, unrated.pk]
    assert found[0].now is not None
    assert found[0].now.rating.code == "high"
    [both] = matrices(found)
    assert both.now[0].cells[3].risks == (str(worse.pk),)
    assert both.after[4].cells[3].risks == (str(worse.pk),)
    assert [(rating.code, now, after) for rating, now, after in both.counted] == [
        ("high", 1, 0), ("medium", 0, 1), ("low", 1, 0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("likelihood", "impact", "field"), [(7, 1, "likelihood"), (1, 5, "likelihood"), (2, None, "impact")]
)
def test_steps_that_the_scale_does_not_have_are_refused(
    housing: Any, likelihood: int, impact: int | None, field: str
) -> None:
    with pytest.raises(NotAcceptable) as no:
        risk(housing, likelihood, impact, scale=SIX)
    assert list(no.value.fields) == [field]


def test_the_movement_of_a_risk_is_read_from_the_log(housing: Any) -> None:
    row = risk(housing, 4, 4)
    args: dict[str, Any] = {"contract": housing.pk, "risk": row.pk, "by": MANAGER}
    change_risk(**args, version=1, values={"mitigation": "A second firm"}, at=AT + timedelta(days=1))
    change_risk(**args, version=2, values={"likelihood": 2}, at=AT + timedelta(days=30), why="A second firm is signed")
    change_risk(**args, version=3, values={"impact": 5}, at=AT + timedelta(days=60))
    [found] = risks(seen_by(housing))
    assert [(one.way, one.rated.score, one.why) for one in found.moves] == [
        ("", 16, ""), ("down", 8, "A second firm is signed"), ("up", 10, ""),
    ]  # fmt: skip


def test_an_organisation_has_its_own_scale_and_risks_keep_the_edition_they_were_rated_on(housing: Any) -> None:
    old = risk(housing, 5, 5)
    said = scale_to_json(shipped_scales()[SIX])
    said["ratings"][1]["at_least"] = 4
    with pytest.raises(NotAllowed):
        amend_scale(organisation=OURS, content=said, by=MANAGER, at=AT)
    amend_scale(organisation=OURS, content=said, by=somebody("category_manager"), at=AT)
    new = risk(housing, 1, 4)
    assert (new.scale, new.scale_version) == (SIX, "own 1")
    assert methods.scale(THEIRS).id == "five-by-five"
    found = {one.entry.id: one for one in risks(seen_by(housing))}
    assert found[old.pk].scale.id == "five-by-five"
    now = found[new.pk].now
    assert now is not None
    assert now.rating.code == "medium"
    with pytest.raises(Refused, match="rise"):
        amend_scale(
            organisation=OURS,
            content={**said, "ratings": said["ratings"][::-1]},
            by=somebody("category_manager"),
            at=AT,
        )
