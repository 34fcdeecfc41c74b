"""Scores by several people, what is agreed, who is consulted and who approves; and a record that can be replayed."""

from typing import Any

import pytest
from django.db import connection

from tallystick.contracts.actions.keeping import NotAcceptable
from tallystick.councils.actions.permitting import NotAllowed
from tallystick.decisions import actions, models
from tallystick.decisions.queries.answering import _kept, _kept_long, answers, worked_out
from tallystick.decisions.queries.replaying import differences, replay
from tallystick.kit.errors import Refused
from tests.decisions.conftest import APPRAISAL, Deciding
from tests.people import AT, YORK

pytestmark = pytest.mark.django_db


def _scored(deciding: Deciding) -> list[models.Involved]:
    deciding.put("appraisal", APPRAISAL)
    scorers = [deciding.involve("scorer", name, speaks_for="A council") for name in ("Ann", "Ben", "Cat")]
    deciding.score_all(scorers[0], ("8", "4"), ("5", "6"), ("2", "1"))
    deciding.score_all(scorers[1], ("6", "4"), ("7", "6"), ("2", "2"))
    deciding.score_all(scorers[2], ("7", "4"), ("6", "6"), ("2", "3"))
    return scorers


def _appraised(deciding: Deciding) -> dict[str, float]:
    [found] = answers(deciding.row, AT.date())
    assert found.answer is not None, found.problem
    return {one["option"]: one["score"] for one in found.answer["ranking"]}


def test_several_scores_give_the_weighted_mean_and_an_agreed_one_stands_beside_them(deciding: Deciding) -> None:
    _scored(deciding)
    # Cost 60 of 100 and risk 40, of the means: 7 and 4; 6 and 6; 2 and 2, of ten: as hundredths of the scale.
    assert _appraised(deciding) == {"Renew": 58.0, "Retender": 60.0, "Do without": 20.0}
    moderator = deciding.involve("moderator", "Dee")
    given = {"decision": deciding.number, "option": "Renew", "criterion": "Cost", "by": deciding.keeper, "at": AT}
    with pytest.raises(NotAcceptable):
        actions.agree_score(moderator=moderator.pk, value="9", why=" ", **given)
    actions.agree_score(moderator=moderator.pk, value="9", why="The new price list", **given)
    assert _appraised(deciding)["Renew"] == 70.0
    [found] = answers(deciding.row, AT.date())
    cell = found.said["scores"]["Renew"]["Cost"]
    assert cell == {
        "given": {f"{name} (A council)": v for name, v in (("Ann", 8), ("Ben", 6), ("Cat", 7))},
        "agreed": 9,
    }
    actions.agree_score(moderator=moderator.pk, value=None, why="", **given)
    assert _appraised(deciding)["Renew"] == 58.0


def test_the_last_score_of_somebody_counts_and_one_who_is_taken_out_does_not(deciding: Deciding) -> None:
    ann, ben, cat = _scored(deciding)
    deciding.score(ann, "Renew", "Cost", "5")
    assert _appraised(deciding)["Renew"] == pytest.approx(52)
    for one in (ben, cat):
        actions.take_out(decision=deciding.number, involved=one.pk, by=deciding.keeper, at=AT)
    assert _appraised(deciding)["Renew"] == pytest.approx(46)
    assert models.Score.objects.count() == 28


def test_an_option_that_one_scorer_fails_is_out(deciding: Deciding) -> None:
    ann, *_ = _scored(deciding)
    deciding.score(ann, "Retender", "Lawful", "0")
    [found] = answers(deciding.row, AT.date())
    assert found.answer is not None
    assert found.answer["failed"] == [{"option": "Retender", "criterion": "Lawful"}]
    assert [one["option"] for one in found.answer["ranking"]] == ["Renew", "Do without"]


@pytest.mark.parametrize(
    ("option", "criterion", "value", "field"),
    [
        ("Wait", "Cost", "1", "option"),
        ("Renew", "Colour", "1", "criterion"),
        ("Renew", "Cost", "11", "value"),
        ("Renew", "Cost", "high", "value"),
        ("Renew", "Cost", "1.00001", "value"),
        ("Renew", "Cost", "NaN", "value"),
        ("Renew", "Lawful", "0.5", "value"),
    ],
)
def test_a_score_off_its_scale_is_refused(
    deciding: Deciding, option: str, criterion: str, value: str, field: str
) -> None:
    deciding.put("appraisal", APPRAISAL)
    scorer = deciding.involve("scorer", "Ann")
    with pytest.raises(NotAcceptable) as no:
        deciding.score(scorer, option, criterion, value)
    assert list(no.value.fields) == [field]


def test_nobody_scores_for_somebody_with_an_account(deciding: Deciding) -> None:
    deciding.put("appraisal", APPRAISAL)
    ann = deciding.involve("scorer", person=deciding.people.person("reader", YORK).pk)
    with pytest.raises(NotAllowed):
        deciding.score(ann, "Renew", "Cost", "5")
    made = deciding.score(ann, "Renew", "Cost", "5", by=deciding.people.actor("reader", YORK))
    assert made.made_by_id == ann.person_id
    with pytest.raises(NotAcceptable):
        actions.agree_score(
            decision=deciding.number, moderator=ann.pk, option="Renew", criterion="Cost", value="5", why="So",
            by=deciding.people.actor("reader", YORK), at=AT,
        )  # fmt: skip


def _proposed(deciding: Deciding, *approvers: models.Involved) -> None:
    _scored(deciding)
    deciding.record()
    deciding.move("proposed")


def test_what_goes_to_those_who_decide_is_what_the_last_record_holds(deciding: Deciding) -> None:
    deciding.involve("approver", "The board")
    ann, *_ = _scored(deciding)
    deciding.record()

    def refused() -> None:
        with pytest.raises(Refused, match="changed since the last record"):
            deciding.move("proposed")
        assert deciding.row.state == "draft"
        deciding.record()

    deciding.score(ann, "Renew", "Cost", "3")
    refused()
    deciding.put("risks", {"risks": []})
    refused()
    deciding.put("risks", {"risks": []}, exempt=True)
    refused()
    values = {"chosen": "Renew", "chosen_why": "It costs least"}
    actions.change_decision(
        decision=deciding.number, version=deciding.row.version, values=values, by=deciding.keeper, at=AT
    )
    refused()
    assert deciding.move("proposed").state == "proposed"


def test_scores_are_kept_all_or_none(deciding: Deciding) -> None:
    deciding.put("appraisal", APPRAISAL)
    ann = deciding.involve("scorer", "Ann")
    given: dict[str, Any] = {"decision": deciding.number, "involved": ann.pk, "by": deciding.keeper, "at": AT}
    wrong = [
        actions.Given("Renew", "Cost", "5"),
        actions.Given("Renew", "Risk", "11"),
        actions.Given("No", "Cost", "1"),
    ]
    with pytest.raises(actions.NotAllAcceptable) as no:
        actions.give_scores(scores=wrong, **given)
    assert {at: list(one) for at, one in no.value.of_each.items()} == {1: ["value"], 2: ["option"]}
    assert not models.Score.objects.exists()
    right = [actions.Given("Renew", "Cost", "5", "So"), actions.Given("Renew", "Risk", None)]
    assert [one.value for one in actions.give_scores(scores=right, **given)] == [5, None]


def _say(deciding: Deciding, who: models.Involved, answer: str, why: str = "", role: str = "") -> None:
    by = deciding.people.actor(role) if role else deciding.keeper
    actions.give_answer(decision=deciding.number, involved=who.pk, answer=answer, why=why, by=by, at=AT)


def test_the_last_approval_approves_and_one_refusal_refuses(deciding: Deciding) -> None:
    one, two = deciding.involve("approver", "The executive"), deciding.involve("approver", "The board")
    _proposed(deciding)
    _say(deciding, one, "approves")
    assert deciding.row.state == "proposed"
    with pytest.raises(NotAcceptable):
        _say(deciding, two, "refuses")
    _say(deciding, two, "refuses", "The range is too wide")
    assert deciding.row.state == "refused"
    deciding.move("draft")
    assert not models.Involved.objects.filter(role="approver").exclude(answer="").exists()
    deciding.move("proposed")
    _say(deciding, one, "approves")
    _say(deciding, two, "approves")
    assert deciding.row.state == "approved"
    with pytest.raises(Refused):
        deciding.move("draft")


def test_who_speaks_for_somebody_with_an_account_is_they_alone(deciding: Deciding) -> None:
    other = deciding.involve("approver", person=deciding.people.person("approver").pk)
    deciding.involve("approver", "The chair")
    _proposed(deciding)
    with pytest.raises(NotAllowed, match="Only"):
        _say(deciding, other, "approves")
    _say(deciding, other, "approves", role="approver")
    assert deciding.row.state == "proposed"


def test_who_is_consulted_answers_while_it_is_out(deciding: Deciding) -> None:
    asked = deciding.involve("consultee", "The unions")
    with pytest.raises(Refused, match="not out"):
        _say(deciding, asked, "agrees")
    deciding.move("consulting")
    with pytest.raises(NotAcceptable):
        _say(deciding, asked, "approves")
    _say(deciding, asked, "objects", "Jobs")
    kept = models.Involved.objects.get(pk=asked.pk)
    assert (kept.answer, kept.answer_why, kept.answered_at) == ("objects", "Jobs", AT)


def test_a_record_replays_to_the_same_and_stands_though_scores_change_later(deciding: Deciding) -> None:
    scorers = _scored(deciding)
    kept = deciding.record()
    deciding.score(scorers[0], "Renew", "Cost", "10")
    again = replay(models.Record.objects.get(pk=kept.pk))
    assert again.same
    assert [(one.kind, one.same, one.missing) for one in again.documents] == [("appraisal", True, "")]
    assert deciding.record().number == 2


def test_a_replay_says_what_is_no_longer_there_and_what_was_changed(deciding: Deciding) -> None:
    _scored(deciding)
    kept = deciding.record()
    found = models.Record.objects.get(pk=kept.pk)
    found.inputs["appraisal"]["said"]["criteria"][0]["weight"] = 90
    found.inputs["appraisal"]["edition"] = 12
    found.rules["gone"] = "tallystick 0"
    found.inputs["gone"] = {"edition": 1, "exempt": False, "said": {}}
    again = replay(found)
    assert not again.whole
    assert not again.same
    appraised, gone = again.documents
    assert appraised.missing == "edition 12 of the document is no longer there"
    assert any(one.path.startswith("ranking") for one in appraised.differs)
    assert gone.same is None


def test_a_record_reads_back_as_it_was_digested_on_both_databases(deciding: Deciding) -> None:
    deciding.put(
        "sharing",
        {"amount_pence": 1000, "drivers": {"heads": {"A": 1e22, "B": 0.1, "Ç": 2.50}}, "weights": {"heads": 1.0}},
    )
    kept = deciding.record()
    assert replay(models.Record.objects.get(pk=kept.pk)).same, connection.vendor


def test_differences_name_their_place() -> None:
    found = differences({"a": [1, {"b": 2}], "c": 1}, {"a": [1, {"b": 3}], "d": 4})
    assert [(one.path, one.then, one.now) for one in found] == [("a[1].b", 2, 3), ("c", 1, None), ("d", None, 4)]
    assert differences([1], [1, 2])[0].path == ""


def test_answers_to_long_documents_are_kept_of_a_few_alone() -> None:
    for at in range(12):
        assert worked_out("sharing", {"note": f"{at}" * 200_000}, AT.date())[1]
        assert worked_out("sharing", {"note": f"{at}"}, AT.date())[1]
    short, long = _kept.cache_info(), _kept_long.cache_info()
    assert long.currsize == long.maxsize == 8
    assert short.currsize >= 12
