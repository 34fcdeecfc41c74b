"""Rows of a contract are added, changed and removed: allowed, checked, versioned and logged."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tallystick.contracts import models
from tallystick.contracts.actions.keeping import (
    ChangedMeanwhile,
    NotAcceptable,
    NotThere,
    add_contract,
    add_row,
    change_contract,
    change_row,
    remove_contract,
    remove_row,
)
from tallystick.contracts.queries.contract import contract, read_confidential, rows
from tallystick.contracts.queries.past import as_it_was, history
from tallystick.contracts.queries.register import Asked, contracts
from tallystick.contracts.queries.register_summary import summary
from tallystick.councils import queries as people
from tallystick.councils.actions import NotAllowed, add_organisation
from tallystick.councils.models import AccessEntry, LogEntry, Person
from tallystick.councils.rules.actors import NOBODY, Actor, owner

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
TODAY = date(2026, 11, 22)
OPERATOR = owner("Operator")
OURS, THEIRS = "GB-LAE-AAA", "GB-LAE-BBB"


def somebody(role: str, organisation: str = OURS) -> Actor:
    return Actor(f"A {role}", person=7, memberships=frozenset({(organisation, role)}))


MANAGER = somebody("contract_manager")


@pytest.fixture(autouse=True)
def councils() -> None:
    for code in (OURS, THEIRS):
        add_organisation(code=code, name=f"Council {code}", by=OPERATOR, at=AT)


@pytest.fixture
def phones() -> models.Contract:
    return add_contract(
        organisation=OURS,
        values={"title": "Desk phones", "reference": "ICT-1", "value_pence": 1_200_000, "negotiation_notes": "hush"},
        suppliers=[{"name": "Oakhollow Networks Ltd"}],
        by=MANAGER,
        at=AT,
    )


def test_what_was_added_is_found_by_its_words_and_its_supplier(phones: models.Contract) -> None:
    found = contracts(Asked(text="desk OAKHOLLOW"), by=MANAGER, today=TODAY)
    assert [(row.id, row.suppliers) for row in found.rows] == [(phones.pk, "Oakhollow Networks Ltd")]
    assert contracts(Asked(text="desk elm"), by=MANAGER, today=TODAY).total == 0


def test_a_change_from_an_old_reading_is_told_and_not_made(phones: models.Contract) -> None:
    change_contract(contract=phones.pk, version=1, values={"department": "IT"}, by=MANAGER, at=AT)
    with pytest.raises(ChangedMeanwhile) as told:
        change_contract(contract=phones.pk, version=1, values={"department": "Roads"}, by=MANAGER, at=AT)
    assert (told.value.now["department"], told.value.version) == ("IT", 2)
    assert models.Contract.objects.get(pk=phones.pk).department == "IT"


def test_values_that_are_what_they_were_change_nothing(phones: models.Contract) -> None:
    before = LogEntry.objects.count()
    change_contract(contract=phones.pk, version=1, values={"reference": "ICT-1"}, by=MANAGER, at=AT)
    assert (LogEntry.objects.count(), models.Contract.objects.get(pk=phones.pk).version) == (before, 1)


def test_values_that_a_row_cannot_hold_are_told_by_field(phones: models.Contract) -> None:
    with pytest.raises(NotAcceptable) as told:
        change_contract(
            contract=phones.pk,
            version=1,
            values={"start": "2026-02-31", "tier": "", "vat": "perhaps"},
            by=MANAGER,
            at=AT,
        )
    assert set(told.value.fields) == {"start", "vat"}
    values = {"start": "2026-04-01", "end": "2026-03-31"}
    with pytest.raises(NotAcceptable, match="End is before start"):
        change_contract(contract=phones.pk, version=1, values=values, by=MANAGER, at=AT)


@pytest.mark.parametrize("name", ["id", "organisation_id", "version", "search_text", "no_such_field"])
def test_what_is_not_a_field_is_not_written(phones: models.Contract, name: str) -> None:
    with pytest.raises(ValueError, match="has no field"):
        change_contract(contract=phones.pk, version=1, values={name: 5}, by=MANAGER, at=AT)


@pytest.mark.parametrize(
    "by", [NOBODY, somebody("reader"), somebody("approver"), somebody("administrator"), somebody("sector")]
)
def test_only_those_who_keep_the_register_change_it(phones: models.Contract, by: Actor) -> None:
    with pytest.raises((NotAllowed, NotThere)):
        change_contract(contract=phones.pk, version=1, values={"title": "Mine"}, by=by, at=AT)
    with pytest.raises((NotAllowed, NotThere)):
        add_row(contract=phones.pk, kind="risk", values={"title": "Fire"}, by=by, at=AT)
    with pytest.raises(NotAllowed):
        add_contract(organisation=OURS, values={"title": "New"}, suppliers=[], by=by, at=AT)


def test_a_manager_elsewhere_is_told_that_there_is_no_such_contract(phones: models.Contract) -> None:
    stranger = somebody("contract_manager", THEIRS)
    with pytest.raises(NotThere):
        change_contract(contract=phones.pk, version=1, values={"title": "Mine"}, by=stranger, at=AT)
    assert contract(phones.pk, by=stranger) is None
    assert contracts(Asked(), by=stranger, today=TODAY).total == 0


def test_others_see_only_the_public_fields_of_a_public_contract(phones: models.Contract) -> None:
    change_contract(contract=phones.pk, version=1, values={"public": True, "notes": "Ours"}, by=MANAGER, at=AT)
    add_row(contract=phones.pk, kind="risk", values={"title": "Fire"}, by=MANAGER, at=AT)
    stranger = somebody("contract_manager", THEIRS)
    seen = contract(phones.pk, by=stranger)
    assert seen is not None
    assert (seen["title"], seen["notes"], seen.own, seen.may_change) == ("Desk phones", None, False, False)
    assert rows(seen, "risk") == []
    assert [row.values["name"] for row in rows(seen, "party")] == ["Oakhollow Networks Ltd"]
    assert history(seen) == ([], 0)
    assert as_it_was(seen, AT + timedelta(days=1)) == {}
    assert contract(phones.pk, by=NOBODY) is None


def test_what_is_not_public_is_not_found_out_by_asking_for_it(phones: models.Contract) -> None:
    values = {"public": True, "owner_id": None, "source_name": "Zanzibar.xlsx"}
    change_contract(contract=phones.pk, version=1, values=values, by=MANAGER, at=AT)
    models.Contract.objects.filter(pk=phones.pk).update(tier="major")
    models.Question.objects.create(contract=phones, code="no_end", say="When does it end?", state="open")
    stranger = somebody("contract_manager", THEIRS)
    assert contracts(Asked(), by=stranger, today=TODAY).total == 1
    for asked in (
        Asked(tier="major"),
        Asked(tier="none"),
        Asked(question=True),
        Asked(owner=7),
        Asked(text="zanzibar"),
    ):
        assert contracts(asked, by=stranger, today=TODAY).total == 0, asked
    assert contracts(Asked(tier="major", question=True), by=MANAGER, today=TODAY).total == 1
    assert summary(Asked(), by=stranger, today=TODAY).questions == 0
    assert summary(Asked(), by=MANAGER, today=TODAY).questions == 1


def test_a_confidential_field_is_shown_to_few_and_each_reading_is_noted(phones: models.Contract) -> None:
    seen = contract(phones.pk, by=MANAGER)
    assert seen is not None
    assert ("negotiation_notes" in seen.entry.values, seen.entry.hidden) == (False, ("negotiation_notes",))
    assert read_confidential(seen, "contract", [phones.pk], by=somebody("reader"), at=AT) == {}
    assert AccessEntry.objects.count() == 0
    told = read_confidential(seen, "contract", [phones.pk], by=MANAGER, at=AT, why="Renewal")
    assert told == {phones.pk: {"negotiation_notes": "hush"}}
    (noted,) = AccessEntry.objects.all()
    assert (noted.by, noted.fields, noted.why) == ("A contract_manager", ["negotiation_notes"], "Renewal")


def test_papers_are_for_those_who_may_read_them(phones: models.Contract) -> None:
    add_row(contract=phones.pk, kind="letter", values={"on": TODAY, "subject": "Late"}, by=MANAGER, at=AT)
    for role, count in (("reader", 1), ("sector", 0)):
        seen = contract(phones.pk, by=somebody(role))
        assert seen is not None
        assert len(rows(seen, "letter")) == count
        assert any(change.kind == "letter" for change in history(seen)[0]) is bool(count)


def test_a_contract_is_seen_with_its_risks_as_it_was(phones: models.Contract) -> None:
    risk = add_row(contract=phones.pk, kind="risk", values={"title": "Fire", "likelihood": 3}, by=MANAGER, at=AT)
    later = AT + timedelta(days=30)
    values = {"likelihood": 5}
    change_row(contract=phones.pk, kind="risk", row=risk.pk, version=1, values=values, by=MANAGER, at=later)
    remove_row(
        contract=phones.pk, kind="risk", row=risk.pk, version=2, by=MANAGER, at=later + timedelta(days=30), why="Sold"
    )
    seen = contract(phones.pk, by=MANAGER)
    assert seen is not None
    assert as_it_was(seen, AT - timedelta(seconds=1)) == {}
    assert [row.values["likelihood"] for row in as_it_was(seen, AT + timedelta(days=1))["risk"]] == [3]
    assert [row.values["likelihood"] for row in as_it_was(seen, later)["risk"]] == [5]
    assert "risk" not in as_it_was(seen, later + timedelta(days=31))
    assert rows(seen, "risk") == []
    newest = history(seen)[0][0]
    assert (newest.what, newest.why, newest.by) == ("remove_risk", "Sold", "A contract_manager")


def test_a_row_of_another_contract_is_not_there(phones: models.Contract) -> None:
    other = add_contract(organisation=OURS, values={"title": "Printers"}, suppliers=[], by=MANAGER, at=AT)
    risk = add_row(contract=other.pk, kind="risk", values={"title": "Fire"}, by=MANAGER, at=AT)
    with pytest.raises(NotThere):
        change_row(contract=phones.pk, kind="risk", row=risk.pk, version=1, values={"title": "x"}, by=MANAGER, at=AT)


def test_a_row_names_nothing_of_another_contract_or_organisation(phones: models.Contract) -> None:
    by = owner("Operator")
    other = add_contract(organisation=OURS, values={"title": "Printers"}, suppliers=[], by=by, at=AT)
    strange = add_contract(organisation=THEIRS, values={"title": "Secret"}, suppliers=[], by=by, at=AT)
    measure = add_row(contract=other.pk, kind="measure", values={"title": "Uptime"}, by=by, at=AT)
    stranger = Person.objects.create(email="eve@example.org", name="Eve")
    month = {"measure_id": measure.pk, "first": "2026-01-01", "last": "2026-01-31"}
    for kind, values, name in (
        ("measurement", month, "measure_id"),
        ("relation", {"other_id": strange.pk}, "other_id"),
        ("relation", {"other_id": phones.pk}, "other_id"),
        ("risk", {"title": "Fire", "owner_id": stranger.pk}, "owner_id"),
    ):
        with pytest.raises(NotAcceptable) as told:
            add_row(contract=phones.pk, kind=kind, values=values, by=MANAGER, at=AT)
        assert name in told.value.fields
    add_row(contract=phones.pk, kind="relation", values={"other_id": other.pk}, by=MANAGER, at=AT)


def test_a_contract_is_taken_out_with_a_reason_and_kept_in_the_log(phones: models.Contract) -> None:
    with pytest.raises(NotAcceptable):
        remove_contract(contract=phones.pk, version=1, by=MANAGER, at=AT, why=" ")
    remove_contract(contract=phones.pk, version=1, by=MANAGER, at=AT, why="Entered twice")
    assert contract(phones.pk, by=MANAGER) is None
    assert LogEntry.objects.filter(what="remove_contract", why="Entered twice").exists()


def test_what_the_log_holds_is_chained(phones: models.Contract) -> None:
    change_contract(contract=phones.pk, version=1, values={"title": "Desk \x00phones"}, by=MANAGER, at=AT)
    assert {found.fault for found in people.verify_chains()} == {None}


def test_a_change_whose_log_cannot_be_written_is_not_made(
    phones: models.Contract, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise OSError("no room")

    monkeypatch.setattr(LogEntry.objects, "bulk_create", broken)
    with pytest.raises(OSError, match="no room"):
        change_contract(contract=phones.pk, version=1, values={"title": "Mine"}, by=MANAGER, at=AT)
    assert models.Contract.objects.get(pk=phones.pk).title == "Desk phones"


def test_two_who_number_an_entry_alike_are_told_so(phones: models.Contract) -> None:
    measure = add_row(contract=phones.pk, kind="measure", values={"title": "Uptime"}, by=MANAGER, at=AT)
    month = {"measure_id": measure.pk, "first": date(2026, 1, 1), "last": date(2026, 1, 31), "value": "99.5"}
    add_row(contract=phones.pk, kind="measurement", values=month, by=MANAGER, at=AT)
    with pytest.raises(NotAcceptable, match="already"):
        add_row(contract=phones.pk, kind="measurement", values=month, by=MANAGER, at=AT)
