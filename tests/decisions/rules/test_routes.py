"""What holds of every recommendation, whatever the facts."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallystick.decisions.rules.recommendation import Recommendation, choose, recommend
from tallystick.decisions.rules.routes_facts import (
    DAYS,
    KEYS,
    NUMBERS,
    ONE_OF,
    POUNDS,
    WHOLE,
    YES_OR_NO,
    Fact,
    RouteFacts,
)
from tallystick.decisions.rules.routes_gates import NO
from tallystick.decisions.rules.routes_json import answer
from tallystick.kit.errors import Refused
from tallystick.reference.lead_times import lead_times
from tallystick.reference.route_choice import NotAMethod, changed, route_choice
from tests.contracts.rules.pages import example, page

TODAY = dt.date(2026, 11, 22)
METHOD, TIMES = route_choice(), lead_times()
SURE = st.sampled_from(["", "high", "medium", "low"])
_VALUES: dict[str, st.SearchStrategy[Any]] = {
    **{key: st.dates(dt.date(2022, 1, 1), dt.date(2030, 12, 31)) for key in DAYS},
    **{key: st.integers(0, 60) for key in WHOLE},
    **{key: st.decimals(-20, 60, places=1) for key in NUMBERS},
    **{key: st.decimals(0, 1_000_000, places=2) for key in POUNDS},
    **{key: st.booleans() for key in YES_OR_NO},
    **{key: st.sampled_from(words) for key, words in ONE_OF.items()},
}
FACTS = st.fixed_dictionaries(
    {}, optional={key: st.builds(Fact, st.none() | value, confidence=SURE) for key, value in _VALUES.items()}
)


def found(facts: dict[str, Fact]) -> Recommendation:
    return recommend(RouteFacts(TODAY, facts), METHOD, TIMES)


@given(FACTS)
@settings(max_examples=120)
def test_nothing_is_hidden(facts: dict[str, Fact]) -> None:
    told = found(facts)
    codes = [one.code for one in METHOD.criteria]
    assert sorted(one.route.code for one in told.routes) == sorted(one.code for one in METHOD.routes)
    for route in told.routes:
        assert [one.criterion for one in route.arguments] == codes
        assert route.low <= route.points <= route.high
        assert route.points == sum(one.points for one in route.arguments)
    leads = told.routes[0]
    if told.leads:
        assert leads.route.code == told.leads
        against = {one.criterion for one in leads.arguments if one.points < 0}
        assert against <= {one.argument.criterion for one in told.otherwise if one.route == told.leads}
        own = {one.criterion: one.points for one in leads.arguments}
        for rival in told.routes[1:]:
            more = {one.criterion for one in rival.arguments if one.points > max(own[one.criterion], 0)}
            assert more == {one.argument.criterion for one in told.otherwise if one.route == rival.route.code}
    missing = {key for read in told.readings.values() if read.reading is None for key in read.missing}
    assert missing <= {one.fact for one in told.find_out}


@given(FACTS)
@settings(max_examples=120)
def test_what_is_recommended_is_open_and_argued_for_most(facts: dict[str, Fact]) -> None:
    told = found(facts)
    if told.verdict == "recommended":
        leads = told.routes[0]
        assert leads.open in ("yes", "judgement")
        not_shut = [one for one in told.routes if one.open != NO]
        family = [one.points for one in not_shut if one.route.family == leads.route.family]
        assert max(family) == max(one.points for one in not_shut)
        assert told.known_percent >= METHOD.least_known_percent
    else:
        assert told.route is None
        assert told.confidence == ""
        assert told.why


@given(FACTS, st.permutations(KEYS), st.permutations(METHOD.routes), st.permutations(METHOD.criteria))
@settings(max_examples=60)
def test_no_order_matters(facts: dict[str, Fact], keys: Any, routes: Any, criteria: Any) -> None:
    """But where points are level: then the route that the method lists first leads."""
    once = found(facts)
    same = recommend(RouteFacts(TODAY, {key: facts[key] for key in keys if key in facts}), METHOD, TIMES)
    assert same == once
    again = recommend(RouteFacts(TODAY, facts), replace(METHOD, routes=tuple(routes), criteria=tuple(criteria)), TIMES)
    assert {one.route.code: one.points for one in again.routes} == {one.route.code: one.points for one in once.routes}
    points = [one.points for one in once.routes if one.open != NO]
    if len(set(points)) == len(points):
        assert (again.verdict, again.route, again.leads) == (once.verdict, once.route, once.leads)
        assert {one.fact for one in again.find_out} == {one.fact for one in once.find_out}


ORDERED = [one.code for one in METHOD.criteria if one.better]


@pytest.mark.parametrize("criterion", ORDERED)
@given(facts=FACTS, confidence=SURE)
@settings(max_examples=80)
def test_what_is_better_never_moves_away_from_renewal(criterion: str, facts: dict[str, Fact], confidence: str) -> None:
    told = [
        found({**facts, criterion: Fact(reading, confidence=confidence)}).route
        for reading in METHOD.criterion(criterion).better
    ]
    renewed = [route == "extend" for route in told]
    assert renewed == sorted(renewed)


def test_performance_and_risk_have_an_order_that_is_tested() -> None:
    assert set(ORDERED) == {"performance", "risk"}


@given(FACTS)
@settings(max_examples=80)
def test_a_high_confidence_is_firm_whatever_else_turns_out(facts: dict[str, Fact]) -> None:
    """Brute force: each unknown word of one criterion, and all at their worst for what is recommended."""
    told = found(facts)
    if told.confidence != "high":
        return
    unknown = [key for key in ("price", "strategy", "others", "overlap") if facts.get(key, Fact(None)).value is None]
    for key in unknown:
        for word in ONE_OF[key]:
            assert found({**facts, key: Fact(word)}).leads == told.leads


def test_points_may_be_the_councils_own() -> None:
    own = changed(METHOD, {"weights": {"price": "light"}, "points": {"price": {"higher": {"extend": -1}}}})
    price = own.criterion("price")
    assert own.points(price, "higher", "extend") == -1
    assert METHOD.points(METHOD.criterion("price"), "higher", "extend") == -6
    assert own.points(price, "higher", "open") == 2


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"weights": {"price": "huge"}}, "method.weights.price"),
        ({"weights": {"colour": "light"}}, "method.weights.colour"),
        ({"points": {"price": {"higher": {"extend": 3}}}}, "method.points.price.higher.extend"),
        ({"points": {"price": {"higher": {"pray": 1}}}}, "method.points.price.higher.pray"),
        ({"points": {"price": {"mad": {"extend": 1}}}}, "method.points.price.mad"),
        ({"points": []}, "method.points"),
        ({"close_points": "3"}, "method.close_points"),
        ({"least_known_percent": 101}, "method.least_known_percent"),
        ({"colour": 1}, "method.colour"),
    ],
)
def test_a_method_that_cannot_be_used_is_refused(said: dict[str, Any], field: str) -> None:
    with pytest.raises(NotAMethod) as no:
        changed(METHOD, said)
    assert no.value.field == field


def test_a_person_may_choose_otherwise_and_nothing_else_changes() -> None:
    told = found({"performance": Fact("good")})
    chosen = choose(told, "open", why="Members asked for it.", by="Ada Byron", on=TODAY)
    assert (chosen.differs, chosen.route, chosen.shut[0].gate) == (True, "open", "time")
    assert found({"performance": Fact("good")}) == told
    for route, why, by in (("pray", "x", "y"), ("open", " ", "y"), ("open", "x", "")):
        with pytest.raises(Refused):
            choose(told, route, why=why, by=by)


def test_the_page_comes_out_and_has_every_point() -> None:
    said, gives = example("renew-renegotiate-retender")
    told = answer(said, METHOD, TIMES)
    assert {key: told[key] for key in gives} == gives
    text = page("renew-renegotiate-retender")
    for line in table():
        assert line in text


def table() -> list[str]:
    """The page's table of points, from the data."""
    routes = [one.code for one in METHOD.routes]
    return [
        f"| {one.name} | {one.weight} | {why} | "
        + " | ".join(str(one.readings[reading].get(route, 0)) for route in routes)
        + " |"
        for one in METHOD.criteria
        for reading, why in one.why.items()
    ]


def test_spend_is_measured_to_the_day_that_payments_reach() -> None:
    days = {
        "start": Fact(dt.date(2026, 1, 1)),
        "last_day": Fact(dt.date(2026, 12, 31)),
        "value_pounds": Fact(Decimal(365)),
    }
    for spent, until, reading in ((181, (6, 30), "within"), (200, (6, 30), "over"), (200, (11, 22), "under")):
        fact = Fact(Decimal(spent), as_of=dt.date(2026, *until))
        assert found({**days, "spent_pounds": fact}).readings["spend"].reading == reading


_ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.decimals()
    | st.sampled_from(["9999-12-31", "0001-01-01"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["value", "as_of", "source"]), inner),
    max_leaves=4,
)
_WILD = st.fixed_dictionaries({}, optional=dict.fromkeys(KEYS, _ANYTHING))
_PLAIN = st.fixed_dictionaries(
    {},
    optional={
        **{
            key: st.sampled_from(["0001-01-01", "0001-12-31", "2027-03-01", "9990-01-01", "9999-12-31"]) for key in DAYS
        },
        **dict.fromkeys(WHOLE, st.sampled_from([0, 1, 1200])),
        **dict.fromkeys(POUNDS, st.sampled_from(["0", "0.01", "9999999999999.99"])),
        **dict.fromkeys(YES_OR_NO, st.booleans()),
    },
)


@given(_WILD | _PLAIN, st.sampled_from(["0001-01-01", "2026-11-22", "9999-12-31"]))
@settings(max_examples=200)
def test_whatever_is_given_is_answered_or_refused(facts: dict[str, Any], today: str) -> None:
    try:
        told = answer({"today": today, "facts": facts}, METHOD, TIMES)
    except Refused:
        return
    assert told["verdict"] in ("recommended", "not_enough_known", "nothing_open")


def test_an_option_that_makes_time_is_said() -> None:
    days = {
        "last_day": Fact(dt.date(2027, 4, 30)),
        "extend_by": Fact(dt.date(2027, 1, 31)),
        "renews_itself": Fact(False),
    }
    routes = {one.route.code: one for one in found({**days, "extension_months": Fact(12)}).routes}
    assert "To extend by 12 months first would make time for it." in routes["open"].gates[1].why
    routes = {one.route.code: one for one in found({**days, "extension_months": Fact(1)}).routes}
    assert "first would make time" not in routes["open"].gates[1].why


@pytest.mark.parametrize(
    ("facts", "route", "verdict"),
    [
        ({}, "extend", "not_known"),
        ({"extension_months": 0, "renews_itself": False}, "extend", "no"),
        ({"extension_months": 0}, "extend", "not_known"),
        ({"renews_itself": True}, "extend", "yes"),
        ({"extension_months": 12}, "extend", "not_known"),
        ({"extension_months": 12, "extend_by": TODAY}, "extend", "yes"),
        ({"extension_months": 12, "extend_by": TODAY - dt.timedelta(1)}, "extend", "no"),
        ({}, "renegotiate", "not_known"),
        ({"change_permitted": "yes"}, "renegotiate", "yes"),
        ({"change_permitted": "no"}, "renegotiate", "no"),
        ({"headroom_pounds": Decimal(5)}, "renegotiate", "judgement"),
        ({"regime": "NOT_COVERED"}, "renegotiate", "yes"),
        ({"extension_months": 0, "renews_itself": False, "headroom_pounds": Decimal(5)}, "renegotiate", "not_known"),
        (
            {"extension_months": 0, "renews_itself": False, "term_headroom_months": Decimal(4)},
            "renegotiate",
            "judgement",
        ),
        ({"extension_months": 0, "renews_itself": False, "term_headroom_months": Decimal(0)}, "renegotiate", "no"),
        ({}, "open", "yes"),
        ({"renews_itself": True}, "open", "not_known"),
        ({"renews_itself": True, "leave_by": TODAY}, "open", "yes"),
        ({"renews_itself": True, "leave_by": TODAY - dt.timedelta(1)}, "open", "no"),
        ({}, "direct_award", "not_known"),
        ({"direct_award_ground": "no"}, "direct_award", "no"),
    ],
)
def test_the_gate_of_the_law(facts: dict[str, Any], route: str, verdict: str) -> None:
    told = found({key: Fact(value) for key, value in facts.items()})
    (one,) = [one for one in told.routes if one.route.code == route]
    assert one.gates[0].verdict == verdict
    assert one.gates[0].why.endswith(".")
    assert one.gates[0].needs or verdict != "not_known"


@pytest.mark.parametrize(
    ("last_day", "verdict"),
    # Exit and mobilisation 3 months, 4 to 6 months, and 28 clear days: by hand, 30 June 2027 less 3 months is 30 March,
    # less 6 months 30 September, less 29 days 1 September 2026, which is past; less 4 months 30 November, 1 November.
    [(dt.date(2027, 6, 30), "no"), (dt.date(2027, 8, 31), "judgement"), (dt.date(2027, 10, 31), "yes")],
)
def test_the_gate_of_time_counts_back(last_day: dt.date, verdict: str) -> None:
    told = found({"last_day": Fact(last_day), "large_replacement": Fact(False)})
    (one,) = [one for one in told.routes if one.route.code == "open"]
    assert one.gates[1].verdict == verdict
