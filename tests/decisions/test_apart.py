"""Nobody approves their own paper, and the site does not lead anybody there."""

from typing import Any

import pytest

from tallystick.councils.actions.permitting import NotAllowed
from tallystick.decisions import actions, models
from tallystick.kit.errors import Refused
from tests.decisions.conftest import APPRAISAL, Deciding
from tests.people import AT, LEEDS

pytestmark = pytest.mark.django_db
MEMBERS: dict[str, Any] = {
    "members": [{"id": "a", "name": "Leeds"}],
    "boards": [
        {"id": "j", "name": "Joint board", "seats": [{"name": one, "speaks_for": "a"} for one in ("Ann", "Ben", "Cat")]}
    ],
}


@pytest.mark.parametrize("role", ["proposer", "moderator"])
def test_who_proposes_it_or_agrees_its_scores_is_not_named_as_an_approver(deciding: Deciding, role: str) -> None:
    deciding.involve(role, "Ann Lee")
    with pytest.raises(Refused, match=r"ANN LEE (proposes it|agrees its scores), and so cannot approve it"):
        deciding.involve("approver", "ANN LEE")
    deciding.involve("approver", "Ann Lee (York)")


@pytest.mark.parametrize("role", ["proposer", "moderator"])
def test_nor_the_other_way_round(deciding: Deciding, role: str) -> None:
    approver = deciding.people.person("approver")
    deciding.involve("approver", person=approver.pk)
    with pytest.raises(Refused, match="approves or refuses it: whoever does that"):
        deciding.involve(role, person=approver.pk)
    with pytest.raises(Refused, match="approves or refuses it"):
        deciding.involve(role, approver.name)
    deciding.involve("scorer", person=approver.pk)


def test_who_wrote_a_document_of_it_is_not_named_by_account_or_by_name(deciding: Deciding) -> None:
    deciding.put("appraisal", APPRAISAL)
    keeper = deciding.people.person("contract_manager")
    for given in ({"person": keeper.pk}, {"name": keeper.name}):
        with pytest.raises(Refused, match="wrote a document of it"):
            deciding.involve("approver", **given)


def test_who_can_no_longer_approve_is_told_by_name_before_it_is_put_to_them(deciding: Deciding) -> None:
    writer = deciding.involve("approver", person=deciding.keeper.person)
    deciding.involve("approver", "The chair")
    deciding.put("appraisal", APPRAISAL)
    deciding.record()
    with pytest.raises(Refused, match=f"Not everybody who is to approve it may: {writer.name} wrote a document of it."):
        deciding.move("proposed")
    assert deciding.row.state == "draft"
    actions.take_out(decision=deciding.number, involved=writer.pk, by=deciding.keeper, at=AT)
    assert deciding.move("proposed").state == "proposed"


def test_an_answer_is_refused_all_the_same(deciding: Deciding) -> None:
    """Where it was put to them before this was asked."""
    writer = deciding.involve("approver", person=deciding.keeper.person)
    deciding.put("appraisal", APPRAISAL)
    models.Decision.objects.update(state="proposed")
    with pytest.raises(NotAllowed, match="Whoever wrote"):
        actions.give_answer(decision=deciding.number, involved=writer.pk, answer="approves", by=deciding.keeper, at=AT)


def test_a_board_is_named_without_whoever_may_not_approve(deciding: Deciding) -> None:
    partnership = actions.start_partnership(organisation=LEEDS, values={"name": "Two"}, by=deciding.keeper, at=AT)
    given: dict[str, Any] = {"by": deciding.keeper, "at": AT}
    actions.put_document(of="partnership", number=partnership.pk, kind="members", said=MEMBERS, edition=0, **given)
    number = actions.start_decision(
        organisation=LEEDS, values={"title": "Go on?"}, partnership=partnership.pk, **given
    ).pk
    actions.involve(decision=number, role="moderator", name="Ben", **given)
    made, out = actions.name_board(decision=number, board="j", **given)
    assert [one.name for one in made] == ["Ann", "Cat"]
    assert out == "Left out, as whoever has to do with it so does not approve it: Ben agrees its scores."
    with pytest.raises(Refused, match=r"still to be named. Left out, .*: Ben agrees its scores."):
        actions.name_board(decision=number, board="j", **given)
