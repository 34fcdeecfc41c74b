"""A partner leaves or joins, users move, the driver changes: hand-worked cases, and what always holds."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.decisions.rules.apportioning import NotShared, Sharing, apportion
from tallystick.decisions.rules.what_if import BEARERS, Change, OneOff, joined, moved, what_if, without


def by(quantities: Mapping[str, int], **rest: Any) -> Sharing:
    return Sharing({"users": {who: Fraction(one) for who, one in quantities.items()}}, **rest)


FOUR = by({"Ashby": 500, "Birch": 300, "Cole": 100, "Dene": 100})
LEAVES = Change(
    before=FOUR,
    after=without(FOUR, "Dene"),
    cost_pence=100_000,
    cost_after_pence=94_000,
    days=360,
    days_after=90,
)
"""Dene pays 10,000 a year, goes for the last quarter, and 6,000 a year are saved: 4,000 a year are stranded."""

# part that the leaver bears, one-off costs, what each pays: running, stranded, one-off
CASES: list[tuple[str, tuple[OneOff, ...], dict[str, tuple[int, int, int]]]] = [
    # Nine months of 1,000 for 100 users, and three of 94,000 for 900 users.
    ("0", (), {"Ashby": (50_556, 0, 0), "Birch": (30_333, 0, 0), "Cole": (10_111, 0, 0), "Dene": (7_500, 0, 0)}),
    # Dene goes on paying the 1,000 stranded in its quarter: the others pay just what they did.
    ("1", (), {"Ashby": (50_000, 0, 0), "Birch": (30_000, 0, 0), "Cole": (10_000, 0, 0), "Dene": (7_500, 1_000, 0)}),
    ("1/2", (), {"Ashby": (50_278, 0, 0), "Birch": (30_167, 0, 0), "Cole": (10_055, 0, 0), "Dene": (7_500, 500, 0)}),
    (
        "1",
        (OneOff("exit", 700, "leavers"), OneOff("migration", 900, "stayers"), OneOff("refund", -100, "all_before")),
        {
            "Ashby": (50_000, 0, 450),
            "Birch": (30_000, 0, 270),
            "Cole": (10_000, 0, 90),
            "Dene": (7_500, 1_000, 690),
        },
    ),
]


@pytest.mark.parametrize(("borne", "one_off", "pays"), CASES)
def test_one_leaves(borne: str, one_off: tuple[OneOff, ...], pays: dict[str, tuple[int, int, int]]) -> None:
    found = what_if(replace(LEAVES, stranded_borne_by_leavers=Fraction(borne), one_off=one_off))
    said = {one.member: (one.running_pence, one.stranded_pence, one.one_off_pence) for one in found.effects}
    assert said == pays
    assert found.stranded_pence == 1_000
    assert found.leavers == ("Dene",)


def test_who_gains_and_who_loses() -> None:
    found = what_if(LEAVES)
    assert {one.member: one.change_pence for one in found.effects} == {
        "Ashby": 556, "Birch": 333, "Cole": 111, "Dene": -2_500,
    }  # fmt: skip
    assert found.gain == ("Dene",)
    assert found.lose == ("Ashby", "Birch", "Cole")


def test_nothing_is_stranded_where_as_much_is_saved() -> None:
    found = what_if(replace(LEAVES, cost_after_pence=90_000))
    assert found.stranded_pence == 0
    assert found.lose == ()
    assert what_if(replace(LEAVES, cost_after_pence=80_000)).gain == ("Ashby", "Birch", "Cole", "Dene")


def test_one_joins() -> None:
    three = by({"a": 60, "b": 40})
    after = joined(three, "c", {"users": Fraction(100)})
    found = what_if(Change(three, after, 1_000, 1_200, 10, 10, one_off=(OneOff("connection", 50, "joiners"),)))
    assert {one.member: (one.before_pence, one.after_pence) for one in found.effects} == {
        "a": (600, 360), "b": (400, 240), "c": (0, 650),
    }  # fmt: skip
    assert (found.joiners, found.gain, found.stranded_pence) == (("c",), ("a", "b"), 0)


def test_users_move_and_the_driver_changes() -> None:
    two = by({"a": 60, "b": 40})
    after = moved(two, "users", giver="a", taker="b", quantity=Fraction(10))
    found = what_if(Change(two, after, 1_000, 1_000, 365, 365))
    assert [one.change_pence for one in found.effects] == [-100, 100]
    devices = Sharing({"devices": {"a": Fraction(3), "b": Fraction(1)}})
    found = what_if(Change(two, devices, 1_000, 1_000, 4, 2))
    assert [one.after_pence for one in found.effects] == [675, 325]


def test_bounds_and_fixed_sums_are_of_a_whole_period() -> None:
    capped = by({"a": 90, "b": 10}, caps={"a": 500}, fixed={"b": 100})
    found = what_if(Change(by({"a": 90, "b": 10}), capped, 1_000, 1_000, 2, 1))
    assert [one.after_pence for one in found.effects] == [700, 300]
    assert without(capped, "a") == by({"b": 10}, fixed={"b": 100})


def test_what_is_refused() -> None:
    two = by({"a": 1, "b": 1})
    one = OneOff("exit", 1, "leavers")
    same = Change(two, two, 10, 10, 2, 1)
    wrong: list[tuple[Any, str]] = [
        (lambda: what_if(replace(same, days_after=3)), "period"),
        (lambda: what_if(replace(same, cost_pence=-1)), "amount_pence"),
        (lambda: what_if(replace(same, stranded_borne_by_leavers=Fraction(2))), "stranded"),
        (lambda: what_if(replace(same, one_off=(one,))), "one_off"),
        (lambda: what_if(replace(same, one_off=(replace(one, borne_by="nobody"),))), "one_off"),
        (lambda: without(two, "z"), "leaves"),
        (lambda: joined(two, "a", {"users": Fraction(1)}), "joins"),
        (lambda: joined(two, "c", {}), "joins"),
        (lambda: joined(two, "c", {"users": Fraction(1), "x": Fraction(1)}), "joins"),
        (lambda: moved(two, "x", giver="a", taker="b", quantity=Fraction(1)), "moves"),
        (lambda: moved(two, "users", giver="a", taker="z", quantity=Fraction(1)), "moves"),
        (lambda: moved(two, "users", giver="a", taker="b", quantity=Fraction(2)), "moves"),
    ]
    for ask, field in wrong:
        with pytest.raises(NotShared) as no:
            ask()
        assert no.value.field == field


USERS = st.dictionaries(st.sampled_from("abcde"), st.integers(1, 100), min_size=1)


@given(
    before=USERS,
    after=USERS,
    cost=st.integers(0, 10**6),
    cost_after=st.integers(0, 10**6),
    days_after=st.integers(0, 365),
    borne=st.fractions(0, 1, max_denominator=7),
    one_offs=st.lists(st.tuples(st.integers(-999, 999), st.sampled_from(BEARERS)), max_size=3),
)
def test_every_penny_of_both_is_allotted(
    before: dict[str, int],
    after: dict[str, int],
    cost: int,
    cost_after: int,
    days_after: int,
    borne: Fraction,
    one_offs: list[tuple[int, str]],
) -> None:
    who = {"leavers": {*before} - {*after}, "joiners": {*after} - {*before}, "stayers": {*before} & {*after}}
    one_off = tuple(OneOff("x", pence, bearer) for pence, bearer in one_offs if who.get(bearer, before))
    found = what_if(Change(by(before), by(after), cost, cost_after, 365, days_after, borne, one_off))
    assert sum(one.before_pence for one in found.effects) == cost
    whole = Fraction(cost * (365 - days_after) + cost_after * days_after, 365)
    spent = sum(one.running_pence + one.stranded_pence for one in found.effects)
    assert abs(spent - whole) <= Fraction(1, 2)
    assert sum(one.one_off_pence for one in found.effects) == sum(one.pence for one in one_off)
    assert all(one.running_pence >= 0 and one.stranded_pence >= 0 for one in found.effects)
    assert {one.member: one.before_pence for one in found.effects if one.member in before} == apportion(
        cost, by(before)
    ).pence
    if days_after == 0 and not one_off:
        assert not found.gain
        assert not found.lose
