"""Options against weighted criteria: the partnership's five by six, turning points by trying, and what always holds."""

import json
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.decisions.rules.agreement import agreed, agreement
from tallystick.decisions.rules.appraisal import appraise
from tallystick.decisions.rules.appraisal_json import KEYS, answer, case_from_json, to_json
from tallystick.decisions.rules.dominance import Dominated, dominated
from tallystick.decisions.rules.turning import turning
from tallystick.decisions.rules.weights import WEIGHTINGS, rank_order_centroid, shares_of_one
from tests.contracts.rules.pages import PAGES, example, page

CRITERIA = ["cost", "deliverability", "complexity", "control", "resilience", "innovation"]
WEIGHTS = [30, 20, 10, 15, 15, 10]
SCORES = {
    "lead authority, outsourced": [3, 4, 4, 2, 3, 3],
    "lead authority, insourced": [4, 4, 3, 4, 4, 4],
    "shared staff, no delegation": [3, 2, 2, 4, 3, 3],
    "go it alone": [1, 2, 3, 5, 1, 2],
    "join another partnership": [3, 2, 2, 2, 4, 3],
}
"""The options and criteria of the partnership's paper, which published no scores: these, and the weights, are ours."""


def partnership(**more: Any) -> dict[str, Any]:
    return {
        "options": list(SCORES),
        "criteria": [{"name": name, "weight": weight} for name, weight in zip(CRITERIA, WEIGHTS, strict=True)],
        "scores": {option: dict(zip(CRITERIA, row, strict=True)) for option, row in SCORES.items()},
        "draws": 2_000,
        **more,
    }


def plain(scores: Mapping[str, list[Any]], weights: list[Any], **more: Any) -> dict[str, Any]:
    """What is answered of criteria that are called by their number."""
    return answer(
        {
            "options": list(scores),
            "criteria": [{"name": str(n), "weight": weight} for n, weight in enumerate(weights)],
            "scores": {option: {str(n): cell for n, cell in enumerate(row)} for option, row in scores.items()},
            "draws": 1_000,
            **more,
        }
    )


def test_the_partnership() -> None:
    found = answer(partnership())
    assert [(one["option"], one["score"]) for one in found["ranking"]] == [
        ("lead authority, insourced", 3.9),
        ("lead authority, outsourced", 3.15),
        ("shared staff, no delegation", 2.85),
        ("join another partnership", 2.7),
        ("go it alone", 2.1),
    ]
    # With w for complexity, insourced has 3w + 4(1 - w) and outsourced 4w + (2.75 ÷ 0.9)(1 - w): level at 17/35.
    assert found["smallest_change"] == {
        "criterion": "complexity",
        "from": 0.1,
        "to": float(Fraction(17, 35)),
        "overtaken_by": "lead authority, outsourced",
    }
    assert found["weight_ranges"]["complexity"] == {"low": 0.0, "high": float(Fraction(17, 35))}
    assert found["weight_ranges"]["cost"] == {"low": 0.0, "high": 1.0}
    assert {(one["option"], one["by"]) for one in found["dominated"]} == {
        ("shared staff, no delegation", "lead authority, insourced"),
        ("join another partnership", "lead authority, insourced"),
    }
    assert sum(found["contributions"]["go it alone"].values()) == pytest.approx(2.1)


def test_options_that_are_level_share_their_rank() -> None:
    found = plain({"B": [3, 1], "A": [1, 3], "C": [1, 1]}, [1, 1])
    assert [(one["option"], one["rank"]) for one in found["ranking"]] == [("A", 1), ("B", 1), ("C", 3)]
    assert found["smallest_change"] == {"criterion": "0", "from": 0.5, "to": 0.5, "overtaken_by": "B"}
    alike = plain({"B": [3, 1], "A": [3, 1]}, [1, 1])
    assert alike["smallest_change"] is None
    assert alike["dominated"] == []
    assert [row["first"] for row in alike["robustness"].values()] == [0.5, 0.5]


def test_a_weight_at_which_options_are_only_level_takes_nothing_over() -> None:
    """At no weight on the first criterion A and B are level, and beyond that there is nothing."""
    found = plain({"A": [5, 3], "B": [1, 3]}, [1, 1])
    assert found["weight_ranges"] == {"0": {"low": 0.0, "high": 1.0}, "1": {"low": 0.0, "high": 1.0}}
    assert found["changes"] == []


def test_one_criterion_and_weights_without_proportions() -> None:
    assert plain({"A": [2], "B": [1]}, [7])["weight_ranges"] == {"0": {"low": 1.0, "high": 1.0}}
    found = plain({"A": [2, 0], "B": [1, 9]}, [7, 0])
    assert found["weight_ranges"]["0"] == {"low": None, "high": None}
    assert found["smallest_change"] == {"criterion": "1", "from": 0.0, "to": 0.1, "overtaken_by": "B"}


def test_one_option_is_first_and_nobody_overtakes_it() -> None:
    found = plain({"A": [2, 3]}, [1, 2])
    assert found["robustness"] == {"A": {"first": 1.0, "ranks": [1.0]}}
    assert found["smallest_change"] is None
    assert any("one option" in one["text"] for one in found["warnings"])


cells = st.integers(0, 8)
cases = st.integers(2, 4).flatmap(
    lambda n: st.tuples(
        st.lists(st.lists(cells, min_size=n, max_size=n), min_size=1, max_size=5),
        st.lists(st.integers(0, 20), min_size=n, max_size=n).filter(any),
    )
)


def _first_at(rows: Mapping[str, list[int]], weights: list[Fraction], place: int, to: Fraction) -> set[str]:
    """Who is first, alone or level, where one weight is `to` and the others keep their proportions: the plain way."""
    others = 1 - weights[place]
    moved = [to if n == place else weight * (1 - to) / others for n, weight in enumerate(weights)]
    totals = {option: sum(w * s for w, s in zip(moved, row, strict=True)) for option, row in rows.items()}
    return {option for option, total in totals.items() if total == max(totals.values())}


@given(cases)
def test_turning_points_by_trying_every_hundredth(case: tuple[list[list[int]], list[int]]) -> None:
    rows = {f"option {n}": row for n, row in enumerate(case[0])}
    weights = list(shares_of_one({str(n): Fraction(w) for n, w in enumerate(case[1])}).values())
    least = weights.index(min(weights))
    winner = min(_first_at(rows, weights, least, weights[least]))
    names = [str(n) for n in range(len(weights))]
    found = turning(winner, {o: [Fraction(s) for s in row] for o, row in rows.items()}, names, weights)
    for place, name in enumerate(names):
        kept = found.kept[name]
        if kept is None:
            assert weights[place] == 1
            continue
        assert kept.low <= weights[place] <= kept.high
        for hundredth in range(101):
            to = Fraction(hundredth, 100)
            assert (winner in _first_at(rows, weights, place, to)) == (kept.low <= to <= kept.high)
    for turn in found.turns:
        place = names.index(turn.criterion)
        assert {winner, turn.overtaken_by} <= _first_at(rows, weights, place, turn.to)
        if turn.to != turn.at:
            further = turn.to + Fraction(1 if turn.to > turn.at else -1, 10**9)
            ahead = _first_at(rows, weights, place, further)
            assert turn.overtaken_by in ahead
            assert winner not in ahead
    assert list(found.turns) == sorted(found.turns, key=lambda turn: turn.change)


@given(cases, st.integers(1, 1000))
def test_weights_of_any_size_give_the_same(case: tuple[list[list[int]], list[int]], times: int) -> None:
    rows = {f"option {n}": row for n, row in enumerate(case[0])}
    once, often = plain(rows, case[1]), plain(rows, [w * times for w in case[1]])
    assert once == often


@given(cases, st.randoms(use_true_random=False))
def test_the_order_of_options_and_criteria_changes_nothing(
    case: tuple[list[list[int]], list[int]], chance: Any
) -> None:
    rows = {f"option {n}": row for n, row in enumerate(case[0])}
    said = {
        "options": list(rows),
        "criteria": [{"name": str(n), "weight": weight} for n, weight in enumerate(case[1])],
        "scores": {option: {str(n): cell for n, cell in enumerate(row)} for option, row in rows.items()},
        "draws": 1_000,
    }
    turned = {**said, "options": chance.sample(said["options"], len(rows))}
    turned["criteria"] = chance.sample(said["criteria"], len(case[1]))
    found, again = answer(said), answer(turned)
    for one in (found, again):
        one["warnings"].sort(key=str)
        one["changes"].sort(key=str)
        one["smallest_change"] = one["smallest_change"] and round(
            abs(one["smallest_change"]["to"] - one["smallest_change"]["from"]), 12
        )
    assert found == again


@given(cases)
def test_who_is_beaten_in_everything_is_never_first(case: tuple[list[list[int]], list[int]]) -> None:
    found = plain({f"option {n}": row for n, row in enumerate(case[0])}, case[1])
    for one in found["dominated"]:
        assert found["robustness"][one["option"]]["first"] == 0
        ranks = {row["option"]: row["rank"] for row in found["ranking"]}
        assert ranks[one["by"]] <= ranks[one["option"]]


def test_who_dominates_whom() -> None:
    scores = {
        name: [Fraction(n) for n in row] for name, row in {"A": [3, 3], "B": [3, 2], "C": [1, 9], "D": [3, 3]}.items()
    }
    assert dominated(scores) == (Dominated("B", "A"), Dominated("B", "D"))


# Weights


def test_rank_order_centroids_are_the_published_ones() -> None:
    assert rank_order_centroid({"a": 1, "b": 2}) == {"a": Fraction(3, 4), "b": Fraction(1, 4)}
    assert list(rank_order_centroid({"a": 1, "b": 2, "c": 3}).values()) == [Fraction(n, 18) for n in (11, 5, 2)]
    assert list(rank_order_centroid({"b": 2, "a": 1, "c": 2}).values()) == [
        Fraction(7, 36),
        Fraction(22, 36),
        Fraction(7, 36),
    ]


def test_a_centroid_is_the_middle_of_the_weights_that_keep_the_order() -> None:
    """Those weights have corners (1, 0 …), (1/2, 1/2, 0 …), (1/3, 1/3, 1/3, 0 …): its middle is their mean."""
    for count in range(1, 8):
        corners = [[Fraction(1, k) if n < k else Fraction(0) for n in range(count)] for k in range(1, count + 1)]
        middle = [sum(column, Fraction(0)) / count for column in zip(*corners, strict=True)]
        assert list(rank_order_centroid({str(n): n + 1 for n in range(count)}).values()) == middle


@pytest.mark.parametrize("method", WEIGHTINGS)
def test_each_way_to_weights_says_when_it_is_apt(method: str) -> None:
    one = WEIGHTINGS[method]
    assert one.apt.startswith("Apt ")
    assert one.mark == "G"
    assert one.name in page("weights")


@pytest.mark.parametrize("weights", [{}, {"a": Fraction(0)}, {"a": Fraction(2), "b": Fraction(-1)}])
def test_weights_that_cannot_add_to_one(weights: dict[str, Fraction]) -> None:
    with pytest.raises(ValueError, match="nought"):
        shares_of_one(weights)


# Scorers


def test_agreement_is_krippendorffs() -> None:
    """The units of the example in Wikipedia's article on Krippendorff's alpha (interval: 0.811)."""
    units = [[1], [2, 2], [1, 1], [3, 3], [3, 3, 4], [4, 4, 4], [1, 3], [2, 2], [1, 1], [1, 1], [3, 3], [3, 3], [3, 4]]
    found = agreed([[Fraction(one) for one in unit] for unit in units])
    assert found.cells == 12
    assert float(found.alpha or 0) == pytest.approx(0.811, abs=5e-4)


def test_agreement_where_it_cannot_be_told() -> None:
    one, two = Fraction(1), Fraction(2)
    assert agreement({("A", "x"): [one]}) is None
    assert agreed([[one], [two]]).cells == 0
    assert agreed([[one, two]]).alpha is None
    assert agreed([[one, one], [one, one]]).alpha is None
    assert agreed([[one, one], [two, two]]).alpha == 1
    assert agreed([[one, two], [one, two]]).difference == 1


def test_several_scorers() -> None:
    found = plain({"A": [[2, 4], 3], "B": [{"given": {"Ann": 1, "Bob": 5}, "agreed": 4}, [3, 3]]}, [1, 1])
    assert found["points"] == {"A": {"0": 3.0, "1": 3.0}, "B": {"0": 4.0, "1": 3.0}}
    assert found["agreement"]["cells"] == 3
    assert found["agreement"]["apart"] == [
        {"option": "B", "criterion": "0", "low": 1.0, "high": 5.0},
        {"option": "A", "criterion": "0", "low": 2.0, "high": 4.0},
    ]
    assert found["robustness"]["B"]["first"] == 1.0
    assert abs(found["over_scores"]["robustness"]["B"]["first"] - 0.5) <= found["over_scores"]["error"]
    assert plain({"A": [2, 3], "B": [[3, 3], 1]}, [1, 1])["over_scores"] is None


# Scales, minimums, what is passed or failed


def test_scales_make_points() -> None:
    said = {
        "options": ["cheap", "dear"],
        "criteria": [
            {"name": "cost", "weight": 50, "scale": [900, 400]},
            {"name": "quality", "weight": 50, "scale": [1, 5]},
        ],
        "scores": {"cheap": {"cost": 400, "quality": 2}, "dear": {"cost": 800, "quality": 5}},
    }
    found = answer(said)
    assert found["points"] == {"cheap": {"cost": 100.0, "quality": 25.0}, "dear": {"cost": 20.0, "quality": 100.0}}
    assert [one["score"] for one in found["ranking"]] == [62.5, 60.0]


def test_who_fails_is_out() -> None:
    said = partnership()
    said["criteria"] = [*said["criteria"], {"name": "lawful", "pass_fail": True}]
    said["criteria"][2]["minimum"] = 3
    for option, row in said["scores"].items():
        row["lawful"] = option != "lead authority, insourced"
    found = answer(said)
    assert found["failed"] == [
        {"option": "join another partnership", "criterion": "complexity"},
        {"option": "lead authority, insourced", "criterion": "lawful"},
        {"option": "shared staff, no delegation", "criterion": "complexity"},
    ]
    assert [one["option"] for one in found["ranking"]] == ["lead authority, outsourced", "go it alone"]
    assert set(found["robustness"]) == {"lead authority, outsourced", "go it alone"}
    for row in said["scores"].values():
        row["lawful"] = "fail"
    nobody = answer(said)
    assert (nobody["ranking"], nobody["robustness"], nobody["smallest_change"]) == ([], {}, None)


# Ranges


@pytest.mark.parametrize(
    ("weights", "given_range", "unit", "low", "high"),
    [
        ([30, 70], [20, 40], "weight", 0.2, 0.4),
        ([30, 70], [0.2, 0.4], "share", 0.2, 0.4),
        ([0.3, 0.7], [0.2, 0.4], "share", 0.2, 0.4),
        ([3, 1], [0.5, 1], "share", 0.5, 1.0),
        ([3, 1], [2, 9], "weight", 0.5, 1.0),
    ],
)
def test_ranges_are_shares_or_on_the_scale_of_the_weights(
    weights: list[float], given_range: list[float], unit: str, low: float, high: float
) -> None:
    said = partnership(
        criteria=[{"name": "cost", "weight": weights[0], "range": given_range}, {"name": "rest", "weight": weights[1]}]
    )
    said["scores"] = {option: {"cost": n, "rest": 9 - n} for n, option in enumerate(SCORES)}
    found = answer(said)
    assert found["ranges"] == {"cost": {"low": low, "high": high}, "rest": {"low": 0.0, "high": 1.0}}
    assert found["weighting"]["range_unit"] == unit
    assert answer({**said, "range_unit": unit}) == found


def test_a_range_narrows_the_robustness_and_nothing_else() -> None:
    wide = plain({"A": [4, 1], "B": [1, 4]}, [0.7, 0.3])
    said = {"options": ["A", "B"], "scores": {"A": {"0": 4, "1": 1}, "B": {"0": 1, "1": 4}}, "draws": 1_000}
    narrow = answer(
        {**said, "criteria": [{"name": "0", "weight": 0.7, "range": [0.4, 0.8]}, {"name": "1", "weight": 0.3}]}
    )
    assert wide["weight_ranges"] == narrow["weight_ranges"]
    assert wide["robustness"]["A"]["first"] == pytest.approx(0.5)
    assert narrow["robustness"]["A"]["first"] == pytest.approx(0.75)
    outside = answer(
        {**said, "criteria": [{"name": "0", "weight": 0.7, "range": [0.1, 0.2]}, {"name": "1", "weight": 0.3}]}
    )
    assert any("outside its own range" in one["text"] for one in outside["warnings"])


# Pages


@pytest.mark.parametrize("name", ["appraisal", "robustness", "weights"])
def test_the_worked_example(name: str) -> None:
    given_facts, gives = example(name)
    found = json.loads(json.dumps(answer(given_facts)), parse_float=Decimal)
    assert {key: found[key] for key in gives} == gives


def test_every_key_is_documented() -> None:
    text = (PAGES.parent / "reference" / "decisions-appraise.md").read_text(encoding="utf-8")
    found = answer(partnership(scores={o: {c: [1, n] for n, c in enumerate(CRITERIA)} for o in SCORES}))
    keys = {*KEYS, *found, *found["agreement"], *found["over_scores"], *found["weighting"], "option", "rank"}
    assert [key for key in keys if f"`{key}`" not in text] == []


def test_numbers_are_exact_however_they_are_written() -> None:
    once = plain({"A": [Decimal("0.1"), "0.2"], "B": [0.3, 0]}, ["0.1", Decimal("0.2")])
    assert [one["score"] for one in once["ranking"]] == [float(Fraction(1, 6)), 0.1]
    case = case_from_json(partnership())
    assert to_json(appraise(case), case)["ranking"] == answer(partnership())["ranking"]


def test_orders_of_three_are_counted_as_they_fall() -> None:
    """Three options that are each best at one thing: by symmetry all six orders are as likely."""
    for order in permutations("ABC"):
        found = plain({name: [int(n == place) for n in range(3)] for place, name in enumerate(order)}, [1, 1, 1])
        for row in found["robustness"].values():
            assert row["ranks"] == pytest.approx([1 / 3] * 3)


def test_a_winner_of_few_plausible_weights_is_said_to_be_one() -> None:
    said = {
        "options": ["Steady", "Bold"],
        "criteria": [{"name": "Cost", "weight": 1}, {"name": "Risk", "weight": 9}],
        "scores": {"Steady": {"Cost": 9, "Risk": 4}, "Bold": {"Cost": 1, "Risk": 5}},
    }
    texts = [one["text"] for one in answer(said)["warnings"]]
    # Bold is first where the weight of risk is more than eight ninths of all.
    told = "put Bold first. Over all plausible weights Steady is first more often: 89% against 11%."
    assert any(told in text for text in texts)
    plain = {**said, "criteria": [{"name": "Cost", "weight": 5}, {"name": "Risk", "weight": 5}]}
    assert not any("more often" in one["text"] for one in answer(plain)["warnings"])
