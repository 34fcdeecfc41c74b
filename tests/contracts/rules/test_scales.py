import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.contracts.rules.scales import answerable, counted, matrix, moved, rate
from tallystick.kit.errors import Refused
from tallystick.reference.risk_scales import DEFAULT, Scale, scale_from_json, scale_to_json, shipped_scales
from tests.contracts.rules.pages import example, page

FIVE = shipped_scales()[DEFAULT]
SIX = shipped_scales()["partnership-six-by-four"]
BOTH = st.sampled_from([FIVE, SIX])


def test_the_worked_example():
    said, gives = example("risk-scales")
    scale = shipped_scales()[said["scale"]]
    steps = {
        key: answerable({"likelihood": likelihood, "impact": impact}, scale)
        for key, (likelihood, impact) in said["risks"].items()
    }
    assert gives == {
        "scores": {key: rate(scale, *at).score for key, at in steps.items()},
        "ratings": {key: rate(scale, *at).rating.code for key, at in steps.items()},
        "counted": {rating.code: n for rating, n in counted(scale, [(key, *at) for key, at in steps.items()])},
    }


def test_the_partnerships_eight_risks_are_where_it_says():
    said, _ = example("risk-scales")
    steps = [answerable({"likelihood": a, "impact": b}, SIX) for a, b in said["risks"].values()]
    assert steps == [(6, 2), (4, 3), (2, 3), (3, 3), (5, 2), (5, 2), (3, 3), (4, 3)]


def test_the_page_has_every_label():
    for scale in shipped_scales().values():
        (row,) = [line for line in page("risk-scales").splitlines() if line.startswith(f"| `{scale.id}`")]
        ratings = ", ".join(f"{r.name} from {r.at_least}" for r in scale.ratings)
        assert row.endswith(f"| {', '.join(scale.likelihood)} | {', '.join(scale.impact)} | {ratings} |")


@pytest.mark.parametrize("scale", [FIVE, SIX], ids=lambda scale: scale.id)
def test_the_matrix_has_every_cell_once_the_most_likely_first(scale: Scale):
    rows = matrix(scale, [("a", 1, 1), ("b", len(scale.likelihood), 2), ("c", 1, 1)])
    assert [row.label for row in rows] == list(reversed(scale.likelihood))
    assert all([cell.impact for cell in row.cells] == list(range(1, len(scale.impact) + 1)) for row in rows)
    assert rows[-1].cells[0].risks == ("a", "c")
    assert rows[0].cells[1].risks == ("b",)
    assert all(cell.score == row.likelihood * cell.impact for row in rows for cell in row.cells)


@given(BOTH, st.data())
def test_more_likely_or_worse_is_never_rated_lower(scale: Scale, data: st.DataObject):
    likelihood = data.draw(st.integers(1, len(scale.likelihood) - 1))
    impact = data.draw(st.integers(1, len(scale.impact) - 1))
    rank = scale.ratings.index
    here = rank(rate(scale, likelihood, impact).rating)
    assert here <= rank(rate(scale, likelihood + 1, impact).rating)
    assert here <= rank(rate(scale, likelihood, impact + 1).rating)


@pytest.mark.parametrize("at", [(0, 1), (7, 1), (1, 5), (1, 0), (True, 1), (1.0, 2)])
def test_what_is_off_the_scale_is_refused(at: tuple[Any, Any]):
    with pytest.raises(Refused, match=r"is no (likelihood|impact) of the scale"):
        rate(SIX, *at)


@pytest.mark.parametrize("said", ["Very likely", "7", "", None, 3.5, True, "9" * 5000])
def test_what_is_no_step_is_refused_with_the_steps(said: object):
    with pytest.raises(Refused, match="6 Very high"):
        answerable({"likelihood": said, "impact": 1}, SIX)


def test_steps_may_be_said_by_number_or_label():
    assert answerable({"likelihood": "very HIGH", "impact": "4"}, SIX) == (6, 4)
    assert answerable({"likelihood": 2, "impact": " marginal "}, SIX) == (2, 2)


def test_a_move_is_up_down_or_same():
    assert moved(FIVE, (5, 5), (2, 2)) == "down"
    assert moved(FIVE, (2, 2), (2, 3)) == "up"
    assert moved(FIVE, (2, 3), (3, 2)) == "same"


CELLS = {
    **scale_to_json(SIX),
    "id": "own",
    "likelihood": ["Seldom", "Often"],
    "impact": ["Small", "Large", "Huge"],
    "ratings": [{"code": "green", "name": "Green"}, {"code": "red", "name": "Red"}],
    "cells": [["green", "green", "red"], ["green", "red", "red"]],
}


def test_a_councils_own_scale_by_cells():
    scale = scale_from_json(json.loads(json.dumps(CELLS)))
    assert rate(scale, 1, 3).rating.code == "red"
    assert rate(scale, 2, 1).rating.code == "green"
    assert scale_from_json(json.loads(json.dumps(scale_to_json(scale)))) == scale


@pytest.mark.parametrize("scale", shipped_scales().values(), ids=lambda scale: scale.id)
def test_shipped_scales_are_whole_and_their_review_is_not_overdue(scale: Scale):
    assert scale_from_json(json.loads(json.dumps(scale_to_json(scale)))) == scale
    today = dt.datetime.now(tz=dt.UTC).date()
    assert today <= dt.date.fromisoformat(scale.review_by), f"look {scale.id} over, and set a new review_by"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"likelihood": ["One"]}, "fewer than two steps of likelihood"),
        ({"impact": ["One", "one", "Two"]}, "two steps of impact with one label"),
        ({"ratings": [{"code": "red", "name": "Red"}]}, "two ratings or more"),
        ({"cells": [["green", "green", "red"]]}, "2 rows, one a likelihood, of 3 each"),
        ({"cells": [["green", "green", "red"], ["green", "red", "blue"]]}, "a rating that is not there: blue"),
        ({"cells": [["green", "red", "green"], ["green", "red", "red"]]}, "rated lower than a smaller one"),
        ({"cells": [["red", "red", "red"], ["green", "red", "red"]]}, "rated lower than a smaller one"),
        ({"cells": None}, "at_least has to begin at 1"),
        ({"cells": "all red"}, "a row for each likelihood"),
        ({"shape": "round"}, "not known: shape"),
    ],
)
def test_a_scale_that_rates_nothing_is_refused(change: dict[str, Any], says: str):
    with pytest.raises(Refused) as no:
        scale_from_json({**CELLS, **change})
    assert says in str(no.value)


def test_ratings_by_product_begin_at_one_rise_and_are_reached():
    said = scale_to_json(SIX)
    for at_least, says in (((2, 6, 13), "begin at 1"), ((1, 6, 6), "rise"), ((1, 6, 25), "beyond the greatest")):
        ratings = [{**r, "at_least": n} for r, n in zip(said["ratings"], at_least, strict=True)]
        with pytest.raises(Refused, match=says):
            scale_from_json({**said, "ratings": ratings})
