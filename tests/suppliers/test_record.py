"""What people say of who is who: the latest word stands, nothing is lost, and any of it can be taken back."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, transaction

from tallystick.councils.actions import NotAllowed
from tallystick.councils.rules.actors import NOBODY
from tallystick.intake import queries as log
from tallystick.intake.actions.keeping import AlreadyDecided
from tallystick.kit.errors import Refused
from tallystick.suppliers import actions, models, queries
from tests.people import ADA

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
LATER = datetime(2026, 11, 22, 9, 45, tzinfo=UTC)


def judge(a: str, b: str, verdict: str, at: datetime = AT) -> str:
    return actions.judge_pair(unit_a=a, unit_b=b, verdict=verdict, by=ADA, at=at, why="seen")


def test_a_judgement_is_kept_in_one_order_and_logged() -> None:
    judge("tarn software", "tarn", "same")
    assert queries.decisions().same == (("tarn", "tarn software"),)
    [line], total = log.log()
    assert (total, line.what, line.about, line.by, line.why) == (1, "suppliers_same", "tarn", "ada", "seen")
    with pytest.raises(AlreadyDecided):
        judge("tarn", "tarn software", "same")


def test_the_latest_word_about_a_pair_stands() -> None:
    judge("tarn", "tarn software", "same")
    judge("tarn", "tarn software", "different", LATER)
    assert queries.decisions().same == ()
    assert queries.decisions().different == (("tarn", "tarn software"),)
    old = models.PairDecision.objects.get(verdict="same")
    assert (old.ended_how, old.ended_at) == ("superseded", LATER)


def test_saying_that_two_are_the_same_ends_what_kept_them_apart_by_way_of_others() -> None:
    judge("a", "b", "same")
    judge("c", "d", "same")
    judge("b", "d", "different")
    judge("a", "c", "same", LATER)
    assert queries.decisions().different == ()
    assert queries.said_to_be_one_with("a") == {"a", "b", "c", "d"}


def test_not_sure_is_kept_and_asks_no_more() -> None:
    judge("a", "b", "unsure")
    assert queries.decisions().unsure == (("a", "b"),)


def test_all_that_was_decided_in_one_go_is_taken_back_in_one_go() -> None:
    batch = judge("a", "b", "same")
    assert queries.latest_batch(by=ADA) == batch
    actions.undo_judgement(batch=batch, by=ADA, at=LATER)
    assert queries.decisions().same == ()
    assert queries.latest_batch(by=ADA) is None
    assert models.PairDecision.objects.get().ended_how == "undone"
    with pytest.raises(Refused, match="undone already"):
        actions.undo_judgement(batch=batch, by=ADA, at=LATER)


@pytest.mark.parametrize(("a", "b"), [("a", "a"), ("", "b")])
def test_a_pair_is_of_two(a: str, b: str) -> None:
    with pytest.raises(Refused, match="Two different names"):
        judge(a, b, "same")
    assert not models.PairDecision.objects.exists()


def test_a_verdict_is_one_of_three() -> None:
    with pytest.raises(Refused, match="not an answer"):
        judge("a", "b", "perhaps")


def test_a_decision_cannot_be_edited_or_removed() -> None:
    judge("a", "b", "same")
    with pytest.raises(DatabaseError, match="never edited"), transaction.atomic():
        models.PairDecision.objects.update(verdict="different")
    with pytest.raises(DatabaseError, match="never removed"), transaction.atomic():
        models.PairDecision.objects.all().delete()


def test_nobody_decides_nothing() -> None:
    with pytest.raises(NotAllowed, match="Nobody"):
        actions.judge_pair(unit_a="a", unit_b="b", verdict="same", by=NOBODY, at=AT)


def test_undoing_a_judgement_leads_back_to_what_it_had_superseded() -> None:
    judge("tarn", "tarn software", "same")
    later = judge("tarn", "tarn software", "different", LATER)
    actions.undo_judgement(batch=later, by=ADA, at=LATER)
    assert queries.decisions().same == (("tarn", "tarn software"),)
    assert queries.decisions().different == ()
    assert models.PairDecision.objects.count() == 3


def test_undoing_a_merge_keeps_apart_again_what_it_had_joined() -> None:
    judge("a", "b", "same")
    judge("c", "d", "same")
    judge("b", "d", "different")
    batch = judge("a", "c", "same", LATER)
    actions.undo_judgement(batch=batch, by=ADA, at=LATER)
    assert queries.decisions().different == (("b", "d"),)


def test_two_that_are_the_same_as_a_third_are_not_said_to_be_different_by_the_way() -> None:
    judge("a", "c", "same")
    judge("b", "c", "same")
    with pytest.raises(Refused, match="both are the same supplier as “c”"):
        judge("a", "b", "different")
    assert queries.decisions().different == ()


def test_two_names_are_in_one_order_for_python_and_for_every_database() -> None:
    # Dictionaries do not order these as Python does, which puts a pair in order.
    for a, b in [("zebra", "Ärzte"), ("o2", "O 2"), ("co-op", "coop"), ("a b", "ab")]:
        judge(a, b, "unsure")
    assert sorted(queries.decisions().unsure) == [("O 2", "o2"), ("a b", "ab"), ("co-op", "coop"), ("zebra", "Ärzte")]
