"""Who pays what as rows of forms: opening and closing changes nothing, and a name changes wherever it stands."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.web.decide.fields import with_row
from tallystick.web.decide.parts import sharing, what_if
from tallystick.web.decide.parts.sharing_rows import LENS, TwiceThere

ALL = ["Ashby", "Birch", "Cole", "users", "9", "é\N{WRAPPED PRESENT}"]
NAMES = st.sampled_from(ALL)
NUMBERS = st.one_of(st.integers(-5, 10**12), st.just("12.50"), st.none(), st.text(max_size=5))
JUNK = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=8)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(NAMES, inner, max_size=3)),
    max_leaves=6,
)
SUMS = st.dictionaries(NAMES, NUMBERS, max_size=4)
MEASURED = st.lists(
    st.fixed_dictionaries({"from": st.just("2027-04-01"), "quantities": SUMS}, optional={"note": JUNK}), max_size=3
)
ARRANGEMENT: dict[str, Any] = {
    "amount_pence": NUMBERS,
    "members": st.one_of(JUNK, st.permutations(ALL)),
    "drivers": st.one_of(
        JUNK, st.dictionaries(NAMES, st.one_of(JUNK, SUMS, MEASURED, st.just("equal")), max_size=4)
    ),
    **{key: st.one_of(JUNK, SUMS) for key in ("weights", "tiers", "floors", "caps", "fixed", "charged", "alone")},
    "lines": JUNK,
    "coalitions": JUNK,
    "note": JUNK,
}  # fmt: skip
CHANGE: dict[str, Any] = {
    "change_on": st.just("2027-10-01"),
    "leaves": st.one_of(JUNK, st.lists(NAMES)),
    "joins": st.one_of(st.integers(), st.dictionaries(NAMES, SUMS, min_size=1, max_size=3)),
    "moves": st.one_of(st.integers(), st.lists(JUNK, min_size=1, max_size=2)),
    "one_off": st.lists(JUNK, min_size=1, max_size=2),
    "after": st.fixed_dictionaries(
        {"note": JUNK}, optional={key: ARRANGEMENT[key] for key in ("drivers", "weights", "tiers", "floors")}
    ),
}  # fmt: skip
NAMED = st.fixed_dictionaries({"name": NAMES}, optional=CHANGE)


def _plain(said: Any) -> Any:
    """Without what says nothing: null is none, and so is what is empty."""
    if isinstance(said, dict):
        made = {key: _plain(one) for key, one in said.items()}
        return {key: one for key, one in made.items() if one is not None and one not in ({}, [])}
    return [_plain(one) for one in said] if isinstance(said, list) else said


@given(st.fixed_dictionaries({}, optional=ARRANGEMENT))
def test_a_shared_cost_is_the_same_once_its_rows_are_closed_again(said: dict[str, Any]) -> None:
    assert _plain(LENS.closed(LENS.opened(said), said)) == _plain(said)


@given(
    st.fixed_dictionaries({}, optional=ARRANGEMENT | CHANGE)
    | st.fixed_dictionaries(
        {"scenarios": st.lists(st.one_of(NAMED, JUNK), min_size=1, max_size=3)}, optional=ARRANGEMENT
    )
)
def test_a_what_if_is_the_same_once_its_rows_are_closed_again(said: dict[str, Any]) -> None:
    assert _plain(what_if.LENS.closed(what_if.LENS.opened(said), said)) == _plain(said)


SAID: dict[str, Any] = {
    "amount_pence": 1000,
    "drivers": {
        "users": {"Ashby": 1, "Birch": 2}, "alike": "equal",
        "tickets": [{"from": "2027-04-01", "quantities": {"Ashby": 3, "Birch": 1}}],
    },
    "weights": {"users": 50, "alike": 25, "tickets": 25}, "tiers": {"users": [{"up_to": None, "rate": 1}]},
    "floors": {"Ashby": 5}, "alone": {"Ashby": 700, "Birch": 800},
    "lines": [{"name": "L", "amount_pence": 1000, "weights": {"users": 1}, "caps": {"Ashby": 900}}],
    "coalitions": [{"members": ["Ashby"], "pence": 1}, {"members": ["Ashby", "Birch"], "pence": 2}],
    "scenarios": [
        {"name": "Goes", "leaves": ["Ashby"], "joins": {"Cole": {"users": 4}},
         "moves": [{"driver": "users", "from": "Ashby", "to": "Birch", "quantity": 1}],
         "after": {"drivers": {"users": {"Ashby": 9}}, "caps": {"Ashby": 3}}},
    ],
}  # fmt: skip


def _part(place: str) -> Any:
    return next(part for part in what_if.PARTS if part.place == place)


def test_a_member_has_its_new_name_wherever_it_stands() -> None:
    row = LENS.opened(SAID)["members"][0] | {"name": "Ashford"}
    made = with_row(SAID, _part("members"), "members.0", row)
    assert "Ashby" not in str(made)
    assert str(made).count("Ashford") == str(SAID).count("Ashby")
    assert made["drivers"]["users"] == {"Ashford": 1, "Birch": 2}
    assert "members" not in made, "each of them has a quantity"


def test_a_driver_has_its_new_name_wherever_it_stands() -> None:
    row = LENS.opened(SAID)["drivers"][0] | {"name": "people"}
    made = with_row(SAID, _part("drivers"), "drivers.0", row)
    assert (made["weights"]["people"], made["tiers"], made["lines"][0]["weights"]) == (
        50, {"people": SAID["tiers"]["users"]}, {"people": 1},
    )  # fmt: skip
    assert made["scenarios"][0]["joins"] == {"Cole": {"people": 4}}
    assert made["scenarios"][0]["moves"][0]["driver"] == "people"


def test_who_is_taken_out_goes_from_everywhere() -> None:
    made = with_row(SAID, _part("members"), "members.0", None)
    assert "Ashby" not in str(made)
    assert made["coalitions"] == [], "groups with them are groups no more"
    without = with_row(SAID, _part("drivers"), "drivers.0", None)
    assert "users" not in str(without["weights"]) + str(without["lines"]) + str(without.get("tiers"))


def test_who_joins_and_has_nothing_yet_is_a_member() -> None:
    made = with_row(SAID, _part("members"), "members.add", {"name": "Dene"})
    assert made["members"] == ["Ashby", "Birch", "Dene"]


def test_two_of_one_name_are_refused() -> None:
    for place in ("members", "drivers"):
        name = "Birch" if place == "members" else "alike"
        with pytest.raises(TwiceThere, match="already"):
            with_row(SAID, _part(place), f"{place}.add", {"name": name})
    with pytest.raises(TwiceThere):
        with_row(SAID, _part("scenarios.*.joins"), "scenarios.0.joins.add", {"name": "Cole"})


def test_a_second_what_if_makes_a_list_and_one_stays_by_itself() -> None:
    alone = {**{key: one for key, one in SAID.items() if key != "scenarios"}, "change_on": "2027-10-01"}
    changed = with_row(alone, _part("scenarios"), "scenarios.0", {"change_on": "2027-11-01"})
    assert changed == {**alone, "change_on": "2027-11-01"}
    named = with_row(alone, _part("scenarios"), "scenarios.0", {"name": "One", "change_on": "2027-11-01"})
    assert named["scenarios"] == [{"name": "One", "change_on": "2027-11-01"}]
    assert "change_on" not in named


def test_the_groups_of_both_are_asked_alike() -> None:
    assert {one.place for one in sharing.PARTS} - {one.place for one in what_if.PARTS} == {"lines"}
