"""Decisions are kept by those who may, documents stay in every edition, and nobody writes over anybody."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tallystick.contracts.actions.keeping import ChangedMeanwhile, NotAcceptable
from tallystick.councils.actions.permitting import NotAllowed
from tallystick.councils.models import LogEntry
from tallystick.decisions import actions, models
from tallystick.decisions.actions.holding import NotThere
from tallystick.decisions.queries.answering import answers, latest
from tallystick.decisions.queries.seeing import partnerships_seen_by, seen_by, sees_exempt
from tallystick.kit.errors import Refused
from tests.decisions.conftest import APPRAISAL, Deciding
from tests.people import AT, LEEDS, YORK, People

pytestmark = pytest.mark.django_db
WORDS = {"amount_pence": 1000, "drivers": {"heads": {"A": 1, "B": 3}}, "weights": {"heads": 1}}


@pytest.mark.parametrize("role", ["reader", "approver", "administrator", "sector", "nothing", "nobody"])
def test_only_who_keeps_the_register_starts_a_decision(people: People, role: str) -> None:
    people.organisation(LEEDS)
    with pytest.raises(NotAllowed):
        actions.start_decision(organisation=LEEDS, values={"title": "Which?"}, by=people.actor(role), at=AT)
    assert not models.Decision.objects.exists()


def test_a_stranger_knows_of_no_decision_and_of_no_partnership(deciding: Deciding) -> None:
    actions.start_partnership(organisation=LEEDS, values={"name": "Three councils"}, by=deciding.keeper, at=AT)
    for stranger in (deciding.people.actor("contract_manager", YORK), deciding.people.actor("nobody")):
        assert not seen_by(stranger).exists()
        assert not partnerships_seen_by(stranger).exists()
        with pytest.raises(NotThere):
            actions.change_decision(decision=deciding.number, version=1, values={"title": "Mine"}, by=stranger, at=AT)
    assert seen_by(deciding.people.actor("reader")).get().pk == deciding.number


def test_who_is_named_sees_that_decision_and_no_other(deciding: Deciding) -> None:
    other = actions.start_decision(organisation=LEEDS, values={"title": "Another"}, by=deciding.keeper, at=AT)
    named = deciding.people.person("reader", YORK)
    deciding.involve("scorer", person=named.pk)
    by = deciding.people.actor("reader", YORK)
    assert [one.pk for one in seen_by(by)] == [deciding.number]
    assert sees_exempt(by, deciding.row)
    assert not sees_exempt(by, other)
    with pytest.raises(NotAllowed):
        actions.change_decision(decision=deciding.number, version=1, values={"title": "Mine"}, by=by, at=AT)


def test_a_new_edition_stays_out_of_the_public_version_until_it_is_let_in(deciding: Deciding) -> None:
    assert [deciding.put("sharing", {**WORDS, "amount_pence": pence}, **more).exempt for pence, more in (
        (1, {}), (2, {"exempt": True}), (3, {}), (4, {"exempt": False}), (5, {}),
    )] == [False, True, True, False, False]  # fmt: skip


def test_a_change_that_was_read_before_another_is_refused_and_costs_nothing(deciding: Deciding) -> None:
    actions.change_decision(
        decision=deciding.number, version=1, values={"question": "Renew?"}, by=deciding.keeper, at=AT
    )
    with pytest.raises(ChangedMeanwhile) as no:
        actions.change_decision(
            decision=deciding.number, version=1, values={"question": "Retender?"}, by=deciding.keeper, at=AT
        )
    assert no.value.now["question"] == "Renew?"
    assert deciding.row.question == "Renew?"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": " "}, "title"),
        ({"needed_by": "soon"}, "needed_by"),
        ({"kind": "whim"}, "kind"),
        ({"chosen": "Renew"}, "chosen_why"),
    ],
)
def test_values_that_a_decision_cannot_hold_are_named(deciding: Deciding, values: dict[str, Any], field: str) -> None:
    with pytest.raises(NotAcceptable) as no:
        actions.change_decision(decision=deciding.number, version=1, values=values, by=deciding.keeper, at=AT)
    assert list(no.value.fields) == [field]


def test_every_edition_of_a_document_is_kept_and_the_last_counts(deciding: Deciding) -> None:
    deciding.put("sharing", WORDS)
    deciding.put("sharing", {**WORDS, "amount_pence": 2000}, why="The price rose")
    assert [one.edition for one in deciding.row.documents.order_by("edition")] == [1, 2]
    assert latest(deciding.row)["sharing"].said["amount_pence"] == 2000
    with pytest.raises(ChangedMeanwhile):
        deciding.put("sharing", WORDS, edition=1)
    assert deciding.put("sharing", {**WORDS, "amount_pence": 2000}).edition == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        deciding.row.documents.update(said={})
    assert LogEntry.objects.filter(what="put_document").count() == 2


@pytest.mark.parametrize("said", [[1], "text", {"a": float("nan")}, {"a": "\x00"}, {"a": "x" * 2_000_001}])
def test_what_is_no_document_is_refused(deciding: Deciding, said: Any) -> None:
    with pytest.raises(NotAcceptable):
        deciding.put("sharing", said)


def test_a_document_that_is_not_finished_is_kept_and_says_what_it_lacks(deciding: Deciding) -> None:
    deciding.put("sharing", {"amount_pence": 1000})
    deciding.put("appraisal", APPRAISAL)
    found = {one.kind: one for one in answers(deciding.row, AT.date())}
    assert found["sharing"].answer is None
    assert "drivers" in found["sharing"].problem
    assert "scores" in found["appraisal"].problem


def test_nothing_is_put_into_a_decision_that_is_before_those_who_decide(deciding: Deciding) -> None:
    deciding.put("sharing", WORDS)
    with pytest.raises(Refused, match="Nobody is named"):
        deciding.move("proposed")
    deciding.involve("approver", "The board")
    with pytest.raises(Refused, match="Nothing is kept"):
        deciding.move("proposed")
    deciding.record()
    deciding.move("proposed")
    with pytest.raises(Refused, match="not changed"):
        deciding.put("sharing", {**WORDS, "amount_pence": 1})
    with pytest.raises(Refused, match="not changed"):
        deciding.involve("scorer", "Somebody")
    with pytest.raises(Refused, match="cannot go"):
        deciding.move("approved")


def test_a_contract_of_another_organisation_is_not_there_to_choose(deciding: Deciding) -> None:
    from tallystick.contracts import actions as register

    deciding.people.organisation(YORK)
    theirs = register.add_contract(
        organisation=YORK, values={"title": "Theirs"}, suppliers=[], by=deciding.people.actor("owner"), at=AT
    )
    with pytest.raises(NotAcceptable) as no:
        actions.start_decision(
            organisation=LEEDS, values={"title": "What next?"}, contract=theirs.pk, by=deciding.keeper, at=AT
        )
    assert list(no.value.fields) == ["contract"]


def test_a_partnership_has_its_members_in_a_document_of_its_own_with_every_edition(deciding: Deciding) -> None:
    made = actions.start_partnership(organisation=LEEDS, values={"name": "Districts"}, by=deciding.keeper, at=AT)
    given = {"of": "partnership", "number": made.pk, "kind": "members", "by": deciding.keeper, "at": AT}
    said = {"title": "Districts", "members": [{"id": "a", "name": "Ashby"}]}
    actions.put_document(said=said, edition=0, **given)
    actions.put_document(said={**said, "lead": [{"member": "a"}]}, edition=1, **given)
    assert latest(made)["members"].edition == 2
    with pytest.raises(NotAcceptable):
        deciding.put("members", said)
    with pytest.raises(NotThere):
        actions.put_document(said=said, edition=2, **{**given, "by": deciding.people.actor("contract_manager", YORK)})


@pytest.mark.parametrize("said", [{"title": "\ud800"}, {"risks": [{"\udfff": 1}]}, {"title": "a\0"}])
def test_what_no_database_keeps_is_refused(deciding: Deciding, said: dict[str, Any]) -> None:
    with pytest.raises(NotAcceptable) as no:
        deciding.put("risks", said)
    assert "character" in no.value.fields["said"]
    assert not models.Document.objects.exists()


def test_a_character_that_is_written_in_two_halves_is_kept_whole(deciding: Deciding) -> None:
    assert deciding.put("risks", {"title": "\ud83d\ude00"}).said == {"title": "\U0001f600"}
