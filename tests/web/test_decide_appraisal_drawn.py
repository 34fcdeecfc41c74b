"""What an appraisal's pictures show, against scores that are worked out weight by weight."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.decisions.queries.answering import Answered
from tallystick.decisions.rules import appraisal_json
from tallystick.web.decide.drawn import appraisal
from tallystick.web.decide.drawn.appraisal_lines import firsts, weighed
from tallystick.web.decide.drawn.appraisal_scores import figure, scored

SAID: dict[str, Any] = {
    "options": ["Renew", "Retender", "Wait"],
    "criteria": [
        {"name": "Cost", "weight": 60, "scale": [0, 10]},
        {"name": "Risk", "weight": 30, "scale": [10, 0]},
        {"name": "Speed", "weight": 10, "scale": [0, 10]},
    ],
    "scores": {
        "Renew": {"Cost": 7, "Risk": 5, "Speed": [9, 7]},
        "Retender": {"Cost": 5, "Risk": {"given": {"Ann": 3, "Ben": 2}, "agreed": 1}, "Speed": 2},
        "Wait": {"Cost": 4, "Risk": 7, "Speed": 10},
    },
}


ANSWER = appraisal_json.answer(SAID)


def _points(option: str, criterion: str) -> float:
    return float(ANSWER["points"][option][criterion])


@pytest.mark.parametrize("criterion", ["Cost", "Risk", "Speed"])
def test_who_is_first_at_each_weight_is_who_scores_most_there(criterion: str) -> None:
    lines = {one.criterion: one for one in weighed(ANSWER, dict.fromkeys(SAID["options"], "#000000"))}[criterion]
    others = {one["name"]: one["weight"] for one in SAID["criteria"] if one["name"] != criterion}
    spells = [(one.option, float(one.low[:-1]) / 100, float(one.high[:-1]) / 100) for one in lines.spells]
    assert (spells[0][1], spells[-1][2]) == (0, 1)
    for percent in range(1, 100):
        share = percent / 100
        totals = {
            option: share * _points(option, criterion)
            + (1 - share) * sum(w * _points(option, name) for name, w in others.items()) / sum(others.values())
            for option in SAID["options"]
        }
        best = max(totals, key=lambda one: totals[one])
        near = [one for one, low, high in spells if low - 0.001 <= share <= high + 0.001]
        assert best in near, (share, totals)


def test_where_the_picture_turns_is_where_the_rule_says() -> None:
    for one in weighed(ANSWER, dict.fromkeys(SAID["options"], "#000000")):
        kept = ANSWER["weight_ranges"][one.criterion]
        first = next(spell for spell in one.spells if spell.option == ANSWER["ranking"][0]["option"])
        assert (first.low, first.high) == (f"{kept['low']:.1%}", f"{kept['high']:.1%}")


@given(st.dictionaries(st.text(max_size=3), st.tuples(st.integers(-50, 150), st.integers(-50, 150)), min_size=1))
def test_some_option_is_first_at_every_weight(ends: dict[str, tuple[int, int]]) -> None:
    found = firsts({name: (float(a), float(b)) for name, (a, b) in ends.items()})
    assert (found[0][1], found[-1][2]) == (0, 1)
    assert [one[2] for one in found[:-1]] == [one[1] for one in found[1:]]
    for option, low, high in found:
        middle = (low + high) / 2
        totals = {name: a + middle * (b - a) for name, (a, b) in ends.items()}
        assert totals[option] >= max(totals.values()) - 1e-6


def test_scores_are_shown_by_scorer_with_what_counts() -> None:
    shown = scored(SAID)
    rows = {(option, one.criterion): one for option, every in shown.rows for one in every}
    assert rows["Renew", "Speed"].counts == "8"
    assert (rows["Retender", "Risk"].counts, rows["Retender", "Risk"].agreed) == ("1", True)
    assert set(shown.scorers) == {"Score", "Scorer 1", "Scorer 2", "Ann", "Ben"}


def test_an_appraisal_of_which_no_option_is_left_is_drawn() -> None:
    said = {
        "options": ["A"], "criteria": [{"name": "Cost", "weight": 1}, {"name": "Lawful", "pass_fail": True}],
        "scores": {"A": {"Cost": 3, "Lawful": False}},
    }  # fmt: skip
    answer = appraisal_json.answer(said)
    told = appraisal.draw(Answered("appraisal", 1, False, said, answer, ""))
    assert (told["appraised"].ranked, told["appraised"].failed, told["lines"]) == ([], ["A: fails Lawful"], [])
    assert appraisal.highlight(answer) == "Every option failed what it had to pass"


def test_a_share_that_is_not_quite_none_or_all_is_not_said_to_be() -> None:
    assert [appraisal._share(one) for one in (0, 0.001, 0.5, 0.999, 1)] == ["0%", "<1%", "50%", ">99%", "100%"]


@pytest.mark.parametrize(
    ("given", "counts"),
    [
        ([1_250_000, 1_250_001], "1,250,000.5"), ([1005, 1012], "1,008.5"), ([0.1, 0.2], "0.15"), (["1e3"], "1,000"),
        ([1, 2, 2], "1.67"), ([-3], "−3"), ([10**12], "1,000,000,000,000"),
    ],
)  # fmt: skip
def test_a_score_is_read_as_it_was_written(given: list[Any], counts: str) -> None:
    said = {"options": ["A"], "criteria": [{"name": "Cost"}], "scores": {"A": {"Cost": given}}}
    assert scored(said).rows[0][1][0].counts == counts
    assert figure(1_250_000) == "1,250,000"
    assert figure(0.125) == "0.125"


@pytest.mark.parametrize(("share", "said"), [(0.996, "more than 99%"), (0.001, "less than 1%"), (1, "100%")])
def test_a_line_of_an_appraisal_never_says_all_of_what_is_not(share: float, said: str) -> None:
    answer = {"ranking": [{"option": "A", "rank": 1}], "robustness": {"A": {"first": share}}}
    assert appraisal.highlight(answer).endswith(f"under {said} of all plausible ones")
