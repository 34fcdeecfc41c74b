"""What argues for each way forward, as data that a council may change."""

import datetime as dt
import tomllib
from importlib.resources import files
from typing import Any

import pytest

from tallystick.decisions.rules.routes_facts import KEYS, ONE_OF
from tallystick.reference.lead_times import lead_times
from tallystick.reference.route_choice import NotAMethod, from_toml, route_choice


def said() -> dict[str, Any]:
    return tomllib.loads(files("tallystick.reference").joinpath("route_choice.toml").read_text(encoding="utf-8"))


def test_it_is_of_its_time_and_says_how_sure_it_is() -> None:
    found = route_choice()
    assert found.valid_from < found.review_by
    assert dt.date(2026, 11, 22) <= found.review_by <= dt.date(2028, 11, 22)
    assert (found.mark, bool(found.source)) == ("?", True)


def test_everything_that_is_asked_has_its_words_and_somebody_who_would_know() -> None:
    found = route_choice()
    assert sorted(found.facts) == sorted(KEYS)
    assert all(one.what and one.who for one in found.facts.values())
    for criterion in found.criteria:
        assert all(why.endswith(".") for why in criterion.why.values())
        if criterion.code in ONE_OF:
            assert set(criterion.readings) == set(ONE_OF[criterion.code])
        assert criterion.better == () or set(criterion.better) == set(criterion.readings)


def test_ways_of_buying_are_those_there_are() -> None:
    assert all(lead_times().route(one.buying) for one in route_choice().routes if one.buying)


@pytest.mark.parametrize(
    ("key", "value"),
    [("close_points", -1), ("close_points", "3"), ("least_known_percent", 101), ("weights", {"heavy": True})],
)
def test_a_figure_that_is_none_is_refused(key: str, value: Any) -> None:
    with pytest.raises(NotAMethod):
        from_toml({**said(), key: value})


def test_a_criterion_without_a_reason_or_for_no_route_is_refused() -> None:
    data = said()
    data["criterion"][2]["why"].pop("left")
    with pytest.raises(NotAMethod):
        from_toml(data)
    data = said()
    data["criterion"][2]["readings"]["left"]["pray"] = 1
    with pytest.raises(NotAMethod):
        from_toml(data)
    data = said()
    data["route"][1]["lead"] = {"from": 6, "to": 2, "unit": "months"}
    with pytest.raises(NotAMethod):
        from_toml(data)
