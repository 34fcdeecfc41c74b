"""The calendar of key dates counts what a plain loop counts, of what somebody may be told, and no more."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps

from tallystick.contracts.queries.calendar import (
    any_day,
    calendar,
    departments,
    from_overdue_on,
    mine,
    owns_any,
    without_a_day,
)
from tallystick.contracts.queries.key_dates import DatesAsked, each, key_dates
from tallystick.contracts.rules.calendar_months import GROUPS, last_day
from tallystick.contracts.rules.key_dates import PAPERS
from tallystick.councils.rules.actors import NOBODY
from tests.contracts import governed
from tests.contracts.governed import OPERATOR, OURS, THEIRS, TODAY, somebody
from tests.people import People

pytestmark = pytest.mark.django_db
KINDS = [kind for _, kinds in GROUPS.values() for kind in sorted(kinds)]


@pytest.fixture
def dated(people: People) -> list[Any]:
    """Key dates of two councils on all sorts of days, of every kind, in no order."""
    governed.councils()
    model = apps.get_model("contracts", "KeyDate")
    model.objects.all().delete()
    rows = []
    for code in (OURS, THEIRS):
        contract = governed.contract(code, title=f"Lifts of {code}", department="Estates")
        model.objects.filter(contract=contract).delete()
        for number in range(60):
            due = TODAY + timedelta(days=19 * (number * 7 % 60) - 250) if number % 9 else None
            rows.append(
                model(
                    contract=contract,
                    organisation=contract.organisation,
                    kind=KINDS[number % len(KINDS)],
                    key=f"row:{number}",
                    what=f"Thing {number}",
                    due=due,
                    settled=number % 5 == 1,
                    last_safe_start=due and due - timedelta(days=90),
                    department=("Estates", "Care")[number % 2],
                    person=people.person("contract_manager", OURS) if code == OURS and number % 3 == 0 else None,
                )
            )
    model.objects.bulk_create(rows)
    return list(model.objects.select_related("organisation"))


def counted(rows: list[Any]) -> dict[str, Any]:
    """As a calendar of what is not settled, by a loop."""
    open_ones = [row for row in rows if not row.settled]
    days = [row.due for row in open_ones if row.due]
    return {
        "overdue": sum(day < TODAY for day in days),
        "undated": len(open_ones) - len(days),
        "later": sum(day > last_day(TODAY) for day in days),
        "within": sum(TODAY <= day <= last_day(TODAY) for day in days),
        "begun_late": sum(day >= TODAY > day - timedelta(days=90) for day in days),
    }


def test_the_figures_are_those_of_a_loop(dated: list[Any]) -> None:
    found = calendar(OPERATOR, DatesAsked(settled=False), today=TODAY)
    assert {name: getattr(found, name) for name in counted(dated)} == counted(dated)
    for month in found.months:
        for group, (_, kinds) in GROUPS.items():
            rows = [row for row in dated if not row.settled and row.kind in kinds and row.due and row.due >= TODAY]
            assert getattr(month, group) == sum(month.first <= row.due <= month.last for row in rows)


def test_the_list_is_what_the_figures_count(dated: list[Any]) -> None:
    asked = DatesAsked(settled=False)
    found = calendar(OPERATOR, asked, today=TODAY)
    listed = key_dates(OPERATOR, from_overdue_on(asked, today=TODAY), today=TODAY, count=500)
    assert listed.total == len(listed.rows) == found.overdue + found.within
    assert [row.overdue for row in listed.rows] == sorted((row.overdue for row in listed.rows), reverse=True)
    undated = key_dates(OPERATOR, without_a_day(asked), today=TODAY, count=500)
    assert undated.total == found.undated
    assert {row.due for row in undated.rows} == {None}
    month = found.months[3]
    of_month = DatesAsked(settled=False, begins=month.first, ends=month.last)
    assert key_dates(OPERATOR, of_month, today=TODAY).total == month.total
    assert calendar(OPERATOR, of_month, today=TODAY) == found
    assert any_day(of_month) == asked


def test_what_was_decided_and_has_passed_is_in_no_figure(dated: list[Any]) -> None:
    found = calendar(OPERATOR, DatesAsked(), today=TODAY)
    passed = sum(row.settled and row.due is not None and row.due < TODAY for row in dated)
    assert passed
    assert found.overdue + found.within + found.later + found.undated == len(dated) - passed


@pytest.mark.parametrize(("role", "papers"), [("reader", True), ("contract_manager", True), ("sector", False)])
def test_nobody_counts_what_they_may_not_be_told(dated: list[Any], role: str, papers: bool) -> None:
    rows = [row for row in dated if row.organisation.code == OURS and (papers or row.kind not in PAPERS)]
    found = calendar(somebody(role), DatesAsked(settled=False), today=TODAY)
    assert {name: getattr(found, name) for name in counted(rows)} == counted(rows)
    told = list(each(somebody(role), DatesAsked(), today=TODAY))
    assert sorted(row.id for row in told) == sorted(row.pk for row in rows)


def test_who_has_no_role_is_told_nothing(dated: list[Any]) -> None:
    for by in (NOBODY, somebody("reader", "GB-LAE-ZZZ")):
        found = calendar(by, DatesAsked(), today=TODAY)
        assert (found.overdue, found.within, found.later, found.undated) == (0, 0, 0, 0)
        assert list(each(by, today=TODAY)) == []
        assert departments(by, organisation=OURS) == []


def test_what_is_mine_and_what_is_nobodys(dated: list[Any], people: People) -> None:
    by = people.actor("contract_manager", OURS)
    own = [row for row in dated if row.person_id == by.person]
    found = mine(by, today=TODAY)
    assert found is not None
    assert {name: getattr(found.calendar, name) for name in counted(own)} == counted(own)
    assert len(found.rows) == 5
    assert all(row.person == by.person for row in found.rows)
    assert mine(people.actor("reader", OURS), today=TODAY) is None
    assert not owns_any(NOBODY)
    unowned = DatesAsked(organisation=OURS, unowned=True)
    assert {row.person for row in each(by, unowned, today=TODAY)} == {None}
    assert departments(by, organisation=OURS) == ["Care", "Estates"]
    of_care = list(each(by, DatesAsked(department="Care"), today=TODAY))
    assert {row.department for row in of_care} == {"Care"}


def test_each_gives_all_in_the_order_of_a_page(dated: list[Any]) -> None:
    for sort in ("due", "-due", "what", "owner"):
        whole = [row.id for row in each(OPERATOR, today=TODAY, sort=sort)]
        page = key_dates(OPERATOR, today=TODAY, sort=sort, first=10, count=20)
        assert [row.id for row in page.rows] == whole[10:30]
        assert len(whole) == page.total == len(dated)
    assert date.max not in {row.due for row in each(OPERATOR, today=TODAY)}
