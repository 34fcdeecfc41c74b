"""Key dates are listed for those who may see them, filtered, sorted and paged."""

from datetime import date
from typing import Any

import pytest

from tallystick.contracts import actions, models
from tallystick.contracts.actions.settling import settle
from tallystick.contracts.queries.key_dates import DatesAsked, fitting, key_dates, of_contract, term_of
from tallystick.councils.rules.actors import NOBODY, Actor
from tests.contracts import governed
from tests.contracts.governed import AT, MANAGER, OPERATOR, OPTION, THEIRS, TODAY, change, kept, member, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def councils() -> None:
    governed.councils()


@pytest.fixture
def housing() -> Any:
    return governed.contract(**OPTION)


def keys(by: Actor, **asked: Any) -> set[str]:
    return {row.key for row in key_dates(by, DatesAsked(**asked), today=TODAY, count=500).rows}


def test_who_may_see_key_dates(housing: Any) -> None:
    models.Contract.objects.filter(pk=housing.pk).update(public=True)
    values = {"on": TODAY, "title": "Autumn review"}
    meeting = actions.add_row(contract=housing.pk, kind="meeting", values=values, by=OPERATOR, at=AT)
    action = actions.add_action(contract=housing.pk, meeting=meeting.pk, values={"what": "Ask"}, by=OPERATOR, at=AT)
    for role in ("reader", "contract_manager", "approver", "administrator"):
        assert {"extension:1", f"action:{action.pk}"} <= keys(somebody(role))
    # What a meeting agreed is in its minutes: those who may not read these are not told of it.
    assert "extension:1" in keys(somebody("sector"))
    assert f"action:{action.pk}" not in keys(somebody("sector"))
    assert keys(NOBODY) == set()
    assert keys(somebody("contract_manager", THEIRS)) == set()
    assert keys(OPERATOR) == set(kept(housing))


def test_key_dates_are_filtered_sorted_and_paged(housing: Any) -> None:
    ada = member("ada")
    other = governed.contract(THEIRS, title="Phones", end=date(2026, 12, 24), department="Roads", owner_id=None)
    change(housing, owner_id=ada.pk, department="Homes")
    late = actions.add_row(
        contract=other.pk, kind="duty", values={"what": "Late", "due": date(2026, 1, 1)}, by=OPERATOR, at=AT
    )
    assert keys(OPERATOR, person=ada.pk) == set(kept(housing))
    assert keys(OPERATOR, department="Roads") == set(kept(other))
    assert keys(OPERATOR, organisation=THEIRS, kinds=["end"]) == {"end"}
    assert keys(OPERATOR, overdue=TODAY) == {f"duty:{late.pk}"}
    assert keys(OPERATOR, begins=TODAY, ends=date(2026, 12, 31)) == {"end", "extension:1"}
    assert "find_out:regime" in keys(OPERATOR, begins=TODAY, ends=date(2026, 12, 31), undated=True)
    assert keys(OPERATOR, search="phon", kinds=["end", "extension"]) == {"end"}
    first = key_dates(OPERATOR, today=TODAY, count=2)
    assert [row.key for row in first.rows] == [f"duty:{late.pk}", "end"]
    assert first.rows[0].overdue
    assert first.total == fitting(OPERATOR, DatesAsked()).count() == len(kept(housing)) + len(kept(other))
    second = key_dates(OPERATOR, today=TODAY, first=2, count=1)
    assert [row.key for row in second.rows] == ["extension:1"]
    last = key_dates(OPERATOR, today=TODAY, sort="-due", count=1)
    assert last.rows[0].key == "extension:1"
    settle(
        contract=housing.pk, key="extension:1", due=date(2026, 12, 31), decision="extend", why="", by=OPERATOR, at=AT
    )
    assert "extension:1" in keys(OPERATOR, settled=True)
    assert "extension:1" not in keys(OPERATOR, settled=False)


def test_one_contract_is_told_with_its_routes_and_not_to_strangers(housing: Any) -> None:
    from tallystick.contracts.queries.contract import contract as seen_by

    models.Contract.objects.filter(pk=housing.pk).update(public=True)
    seen = seen_by(housing.pk, by=MANAGER)
    assert seen is not None
    assert of_contract(seen, by=MANAGER, today=TODAY)[0].key == "extension:1"
    term = term_of(seen, today=TODAY)
    assert term is not None
    assert term.decide_by == date(2026, 12, 31)
    assert {one.route for one in term.routes} >= {"open", "framework"}
    stranger = somebody("contract_manager", THEIRS)
    theirs = seen_by(housing.pk, by=stranger)
    assert theirs is not None
    assert of_contract(theirs, by=stranger, today=TODAY) == []
    assert term_of(theirs, today=TODAY) is None
