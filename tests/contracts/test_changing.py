"""A change goes from proposed to made: who may, what the law says, what follows, and what is kept."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tallystick.contracts import actions, models
from tallystick.contracts.actions.changing import (
    amend_change,
    check_change,
    withdraw_change,
)
from tallystick.contracts.actions.changing_for_good import (
    FiguresChanged,
)
from tallystick.contracts.actions.keeping import ChangedMeanwhile, NotAcceptable, NotThere
from tallystick.contracts.queries import changes
from tallystick.contracts.queries.contract import Seen
from tallystick.contracts.queries.contract import contract as contract_of
from tallystick.councils.actions import NotAllowed
from tallystick.councils.models import LogEntry
from tallystick.kit.errors import Refused
from tests.contracts.changed import ADDITIONAL, AT, TENDER, TODAY, Told, finish, leeds
from tests.people import LEEDS, YORK, People

pytestmark = pytest.mark.django_db
DAY_BEFORE = date(2026, 11, 21)
"""The last day for what has to come before a change of today."""


@pytest.fixture
def people() -> People:
    return leeds()


def seen_of(told: Told) -> Seen:
    seen = contract_of(told.contract, by=told.manager)
    assert seen is not None
    return seen


def test_a_change_is_proposed_checked_approved_and_made_and_its_notices_are_duties(people: People) -> None:
    told = Told(people)
    assert told.law().code == "PA2023"
    row = told.propose(ADDITIONAL)
    assert (row.number, row.state, row.proposed) == ("CR01", "proposed", TODAY)
    checked = told.check(row)
    assert (checked.permitted, checked.ground) == ("yes", "Sch 8 para 8")
    assert checked.facts["change"]["value"] == "1600000"
    row = told.approve(row)
    assert (row.state, row.approved_by_id, row.agreed) == ("agreed", told.approver.person, TODAY)
    assert told.duties(row) == [("UK10", DAY_BEFORE, "open")]
    finish(told, row, "UK10")
    row = told.make(row)
    assert row.state == "made"
    assert told.row.value_pence == 560_000_000
    # £5.6 million: the modified contract within 90 days, of which the day of the change is the first.
    assert told.duties(row) == [("UK10", DAY_BEFORE, "done"), ("s77", date(2027, 2, 19), "open")]
    assert models.ChangeCheck.objects.get().answer["permitted"] == "yes"


def test_what_was_made_counts_in_the_next_check(people: People) -> None:
    told = Told(people)
    told.law()
    small = {**ADDITIONAL, "additional_supply": False, "new_kind_of_supply": False, "favours_supplier": True}
    row = told.propose(small, value_pence=10_000_000)
    told.check(row, ground="74(4)")
    told.make(told.approve(row))
    left = changes.standing(seen_of(told), today=TODAY)
    # The threshold of a procurement of June 2025, £214,904 with VAT, is £179,086.67 without; £100,000 is used.
    assert (left.regime, left.slight_pence) == ("PA2023", 7_908_667)
    assert left.half_pence == 205_000_000
    assert left.term_tenths == 60


def test_months_move_the_end_and_the_longest_term(people: People) -> None:
    told = Told(people)
    told.law()
    facts = {**ADDITIONAL, "additional_supply": False, "new_kind_of_supply": False}
    row = told.propose(facts, value_pence=0, months=6)
    assert told.check(row).permitted == "yes"
    told.make(told.approve(row))
    assert (told.row.end, told.row.latest_end) == (date(2031, 2, 28), date(2031, 2, 28))


OPTIONS: dict[str, Any] = {
    "end": date(2028, 8, 31), "term_months": 36, "extensions": [12, 12], "extensions_used": 0,
}  # fmt: skip
AN_OPTION = {**ADDITIONAL, "additional_supply": False, "new_kind_of_supply": False, "provided_for": True}


@pytest.mark.parametrize(
    ("values", "supply", "ground", "used"),
    [
        (OPTIONS, "services", "74(3)", 1),
        (OPTIONS, "light_touch", "74(2)", 1),
        ({**OPTIONS, "value_pence": 5_000_000}, "services", "", 1),
        ({"end": date(2028, 8, 31)}, "services", "74(3)", None),
    ],
    ids=["above threshold", "light touch", "below threshold", "known by its days alone"],
)
def test_an_option_is_used_without_a_notice_and_the_longest_term_stays(
    people: People, values: dict[str, Any], supply: str, ground: str, used: int | None
) -> None:
    told = Told(people, **values)
    told.law(**{**TENDER, "supply": supply, "maximum_months": None})
    row = told.propose(AN_OPTION, value_pence=0, months=12)
    checked = told.check(row)
    assert (checked.permitted, checked.ground, checked.facts["change"]["months"]) == ("yes", ground, "0")
    row = told.make(told.approve(row))
    assert (told.duties(row), row.months) == ([], 12)
    now = told.row
    assert (now.end, now.latest_end, now.extensions_used) == (date(2029, 8, 31), date(2030, 8, 31), used)


def test_an_option_that_was_used_does_not_count_against_the_next_change(people: People) -> None:
    told = Told(people, end=date(2028, 8, 31))
    told.law(**{**TENDER, "maximum_months": None})
    told.make(told.approve(_checked(told, AN_OPTION, months=12)))
    assert changes.standing(seen_of(told), today=TODAY).term_tenths == 60
    # Two months more could have been made together with it, and both together stay within the six of sixty.
    row = _checked(told, {**AN_OPTION, "provided_for": False, "could_be_combined": True}, months=2)
    assert changes.facts_now(told.row, row).maximum_term_months == 60
    told.make(told.approve(row))
    assert told.duties(row) == []
    assert (told.row.end, told.row.latest_end) == (date(2029, 10, 31), date(2030, 10, 31))


def test_months_beyond_the_last_option_are_what_the_law_is_asked_of(people: People) -> None:
    told = Told(people, **{**OPTIONS, "end": date(2029, 8, 31), "extensions_used": 1})
    told.law()
    row = _checked(told, AN_OPTION, months=24)
    assert models.ChangeCheck.objects.get().facts["change"]["months"] == "12"
    row = told.approve(row)
    assert [(code, state) for code, _, state in told.duties(row)] == [("UK10", "open")]
    told.make(row, why="Late")
    assert (told.row.end, told.row.latest_end) == (date(2031, 8, 31), date(2031, 8, 31))


def _checked(told: Told, facts: dict[str, bool], **values: Any) -> models.Change:
    row = told.propose(facts, **{"value_pence": 0, **values})
    told.check(row)
    return row


def test_who_proposed_a_change_does_not_approve_it(people: People) -> None:
    from tallystick.councils import actions as councils

    told = Told(people)
    told.law()
    row = told.propose(ADDITIONAL)
    told.check(row)
    with pytest.raises(NotAllowed):
        told.approve(row, by=told.manager)
    person = people.person("contract_manager")
    councils.give_role(organisation=LEEDS, person=person.pk, role="approver", by=people.actor(), at=AT)
    from tallystick.councils import queries

    both = queries.actor_of(person, via="site")
    with pytest.raises(NotAllowed, match="somebody else"):
        told.approve(row, by=both)


def test_who_proposed_a_change_does_not_approve_it_after_another_wrote_to_it(people: People) -> None:
    from tallystick.councils import actions as councils

    ada, bob = people.person("contract_manager"), people.person("category_manager")
    for one in (ada, bob):
        councils.give_role(organisation=LEEDS, person=one.pk, role="approver", by=people.actor(), at=AT)
    told = Told(people)
    told.law()
    row = told.propose(ADDITIONAL)
    row = amend_change(
        contract=told.contract, change=row.pk, version=row.version, values={"title": "Ten modules"},
        by=people.actor("category_manager"), at=AT,
    )  # fmt: skip
    assert (row.proposed_by_id, row.written_by_id) == (ada.pk, bob.pk)
    told.check(row)
    for role in ("contract_manager", "category_manager"):
        with pytest.raises(NotAllowed, match="somebody else"):
            told.approve(row, by=people.actor(role))
    found = changes.proposals(seen_of(told))[0]
    assert (found.proposed_by, found.written_by) == (ada.name, bob.name)
    assert told.approve(row).state == "agreed"


def test_on_a_computer_of_one_person_the_owner_may_approve_their_own(people: People) -> None:
    told = Told(people)
    told.manager = told.approver = people.actor("owner")
    told.law()
    row = told.propose(ADDITIONAL)
    told.check(row)
    with pytest.raises(NotAllowed):
        told.approve(row)
    from tallystick.councils.models import Membership

    Membership.objects.filter(role="approver").update(ended_at=AT)
    assert told.approve(row).state == "agreed"


def test_what_the_check_does_not_allow_is_not_approved(people: People) -> None:
    told = Told(people)
    told.law()
    row = told.propose({**ADDITIONAL, "new_supplier": True})
    assert told.check(row).permitted == "no"
    with pytest.raises(Refused, match="does not allow"):
        told.approve(row, why="We want it")


def test_a_judgement_is_approved_with_a_ground_and_a_reason(people: People) -> None:
    told = Told(people)
    told.law()
    row = told.propose({})
    checked = told.check(row)
    assert (checked.permitted, checked.ground) == ("judgement", "")
    with pytest.raises(Refused, match="on which ground"):
        told.approve(row, why="Legal advice of 3 November")
    with pytest.raises(Refused, match="a judgement"):
        told.approve(row, ground="Sch 8 para 8")
    with pytest.raises(NotAcceptable):
        told.approve(row, ground="Sch 8 para 99", why="Legal advice")
    assert told.approve(row, ground="Sch 8 para 8", why="Legal advice of 3 November").ground == "Sch 8 para 8"


def test_a_change_of_the_contract_since_the_check_has_it_asked_again(people: People) -> None:
    told = Told(people)
    told.law()
    row = told.propose(ADDITIONAL)
    told.check(row)
    told.approve(row)
    finish(told, row, "UK10")
    of = told.row
    actions.change_contract(
        contract=of.pk, version=of.version, values={"value_pence": 100_000_000}, by=told.manager, at=AT
    )  # fmt: skip
    with pytest.raises(FiguresChanged):
        told.make(row)
    checked = told.check(row)
    assert checked.permitted == "no"
    row.refresh_from_db()
    assert (row.state, row.approved_by_id, row.agreed) == ("checked", None, None)
    assert models.ChangeCheck.objects.filter(change=row).count() == 2


def test_made_on_another_day_it_is_checked_for_that_day_and_both_checks_are_kept(people: People) -> None:
    told = Told(people)
    told.law()
    row = told.propose(ADDITIONAL, takes_effect=date(2026, 12, 1))
    told.check(row)
    told.approve(row)
    finish(told, row, "UK10")
    told.make(row, on=date(2026, 11, 20))
    kept = list(models.ChangeCheck.objects.filter(change=row).order_by("pk"))
    assert [one.facts["change"]["on"] for one in kept] == ["2026-12-01", "2026-11-20"]
    assert ("s77", date(2027, 2, 17), "open") in told.duties(row)


def test_without_its_notice_a_change_is_only_recorded_with_a_reason(people: People) -> None:
    told = Told(people)
    told.law()
    row = told.propose(ADDITIONAL)
    told.check(row)
    told.approve(row)
    with pytest.raises(Refused, match="UK10"):
        told.make(row)
    told.make(row, why="It began before anybody asked")
    assert told.duties(row)[0] == ("UK10", DAY_BEFORE, "open")


def test_a_day_to_come_is_not_recorded_as_made(people: People) -> None:
    told = Told(people)
    told.law()
    row = told.propose(ADDITIONAL)
    told.check(row)
    told.approve(row)
    with pytest.raises(NotAcceptable):
        told.make(row, on=date(2026, 11, 23), why="Soon")


def test_rejecting_closes_what_was_to_be_published(people: People) -> None:
    told = Told(people)
    told.law()
    row = told.propose(ADDITIONAL)
    told.check(row)
    told.approve(row)
    with pytest.raises(NotAcceptable):
        told.reject(row, why=" ")
    assert told.reject(row).state == "rejected"
    assert told.duties(row) == [("UK10", DAY_BEFORE, "not_needed")]
    with pytest.raises(NotAllowed):
        told.reject(told.propose(ADDITIONAL), by=told.manager)


def test_a_changed_proposal_is_checked_again(people: People) -> None:
    told = Told(people)
    told.law()
    row = told.propose(ADDITIONAL)
    told.check(row)
    row.refresh_from_db()
    amended = amend_change(
        contract=told.contract, change=row.pk, version=row.version, values={"value_pence": 5}, by=told.manager, at=AT
    )  # fmt: skip
    assert (amended.state, amended.ground) == ("proposed", "")
    with pytest.raises(Refused, match="not checked"):
        told.approve(amended)


def test_saving_what_is_there_already_keeps_the_check(people: People) -> None:
    told = Told(people)
    told.law()
    row = told.propose(ADDITIONAL)
    told.check(row)
    row.refresh_from_db()
    same = amend_change(
        contract=told.contract, change=row.pk, version=row.version, values={"title": row.title}, facts=ADDITIONAL,
        by=told.manager, at=AT,
    )  # fmt: skip
    assert (same.state, same.version) == ("checked", row.version)


def test_what_was_approved_or_made_is_not_taken_out_of_the_register(people: People) -> None:
    told = Told(people)
    told.law()
    row = told.propose(ADDITIONAL)
    withdraw = {"contract": told.contract, "change": row.pk, "by": told.manager, "at": AT}
    told.check(row)
    told.approve(row)
    row.refresh_from_db()
    with pytest.raises(Refused, match="approved"):
        withdraw_change(**withdraw, version=row.version)
    other = told.propose()
    withdraw_change(**{**withdraw, "change": other.pk}, version=other.version)
    assert models.Change.objects.get(pk=other.pk).removed


def test_a_stranger_is_told_that_there_is_no_such_contract(people: People) -> None:
    told = Told(people)
    row = told.propose()
    people.organisation(YORK)
    stranger = people.actor("category_manager", YORK)
    with pytest.raises(NotThere):
        check_change(
            contract=told.contract, change=row.pk, version=row.version, by=stranger, at=AT, today=TODAY
        )  # fmt: skip
    with pytest.raises(NotAllowed):
        told.make(row, by=people.actor("reader"))


def test_two_who_write_at_once_are_told(people: People) -> None:
    told = Told(people)
    row = told.propose()
    told.check(row)
    with pytest.raises(ChangedMeanwhile):
        check_change(contract=told.contract, change=row.pk, version=1, by=told.manager, at=AT, today=TODAY)


def test_a_check_is_only_ever_added_to(people: People) -> None:
    told = Told(people)
    kept = told.check(told.propose())
    with pytest.raises(IntegrityError), transaction.atomic():
        models.ChangeCheck.objects.filter(pk=kept.pk).update(permitted="yes")


def test_an_answer_that_is_not_asked_for_is_refused(people: People) -> None:
    told = Told(people)
    with pytest.raises(NotAcceptable):
        told.propose({"no_such_question": True})
    with pytest.raises(NotAcceptable):
        told.propose({"urgent": "yes"})  # type: ignore[dict-item]


def test_without_evidence_of_the_law_the_check_says_so(people: People) -> None:
    told = Told(people)
    checked = told.check(told.propose(ADDITIONAL))
    assert (checked.permitted, checked.answer["regime"]) == ("judgement", "UNKNOWN")


def test_each_step_is_in_the_log(people: People) -> None:
    told = Told(people)
    told.law()
    row = told.propose(ADDITIONAL)
    told.check(row)
    told.approve(row)
    told.make(row, why="Late")
    found = LogEntry.objects.filter(kind="change", key=str(row.pk)).order_by("sequence")
    assert [one.what for one in found] == ["propose_change", "check_change", "approve_change", "make_change"]


def test_months_left_with_a_fraction_are_kept_as_exact_texts(people: People) -> None:
    told = Told(people)
    told.law(**{**TENDER, "maximum_months": 48})
    kept = told.check(told.propose(ADDITIONAL, months=1))
    kept.refresh_from_db()
    term = next(limb for limb in kept.answer["limbs"] if limb["id"] == "74(3)")
    assert (term["limit"], term["used"], term["remaining"], term["unit"]) == ("4.8", 1, "3.8", "months")
