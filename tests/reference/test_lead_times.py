import datetime as dt
import tomllib
from importlib.resources import files

import pytest

from tallystick.kit.errors import Refused
from tallystick.reference.lead_times import from_toml, lead_times

SAID = tomllib.loads(files("tallystick.reference").joinpath("lead_times.toml").read_text(encoding="utf-8"))


def test_every_figure_has_a_source_and_a_mark():
    found = lead_times()
    assert found.source
    assert found.mark == "G"
    assert found.valid_from < found.review_by
    assert {route.mark for route in found.routes} == {"G"}
    for allowed in (found.governance, found.mobilisation, found.exit):
        assert allowed.source
        assert allowed.mark in ("G", "?")


def test_the_figures_are_those_of_the_research():
    typical = {route.code: (route.least, route.most, route.unit) for route in lead_times().routes}
    assert typical == {
        "framework": (4, 8, "weeks"),
        "mini_competition": (10, 16, "weeks"),
        "dynamic_market": (12, 18, "weeks"),
        "open": (4, 6, "months"),
        "competitive_flexible": (6, 12, "months"),
        "direct_award": (6, 10, "weeks"),
        "large_ict": (18, 24, "months"),
    }
    assert lead_times().governance.count == 28
    assert lead_times().governance.clear


def test_a_route_is_found_by_its_code():
    found = lead_times().route("open")
    assert found
    assert found.name == "Open procedure"
    assert lead_times().route("lottery") is None


def test_it_is_reviewed_in_time():
    assert dt.date(2026, 11, 22) <= lead_times().review_by <= dt.date(2028, 11, 22)


@pytest.mark.parametrize(
    ("typical", "no"),
    [
        ({"from": 8, "to": 4, "unit": "weeks"}, "from 8 to 4"),
        ({"from": 4, "to": 8, "unit": "fortnights"}, "no unit of time"),
        ({"from": 4, "to": 8.5, "unit": "weeks"}, "no length of time"),
        ({"from": -4, "to": 8, "unit": "weeks"}, "no length of time"),
    ],
)
def test_a_figure_that_is_none_is_refused(typical: dict[str, object], no: str):
    wrong = {**SAID, "route": [{**SAID["route"][0], "typical": typical}]}
    with pytest.raises(Refused, match=no):
        from_toml(wrong)
