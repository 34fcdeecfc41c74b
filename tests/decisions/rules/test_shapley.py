"""Alone, together, and Shapley shares, against a count of every order in which members could come."""

import json
from decimal import Decimal
from fractions import Fraction
from itertools import permutations
from math import factorial
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallystick.decisions.rules.apportioning import NotShared
from tallystick.decisions.rules.apportioning_answer import answer
from tallystick.decisions.rules.shapley import (
    beside_alone,
    costs_by_need,
    groups,
    objections,
    shapley,
    shapley_pence,
)
from tests.contracts.rules.pages import example

Costs = dict[frozenset[str], int]


def by_every_order(costs: Costs) -> dict[str, Fraction]:
    """The same by its definition: everybody comes, one after another, in every order."""
    members = sorted(frozenset[str]().union(*costs))
    added = dict.fromkeys(members, 0)
    for order in permutations(members):
        for place, member in enumerate(order):
            added[member] += costs[frozenset(order[: place + 1])] - costs.get(frozenset(order[:place]), 0)
    return {member: Fraction(pence, factorial(len(members))) for member, pence in added.items()}


def any_costs(members: str, seed: int) -> Costs:
    random = Random(seed)
    return {group: random.randint(0, 10**6) for group in groups(tuple(members))}


@settings(max_examples=60)
@given(st.integers(1, 6), st.integers(0, 10**6))
def test_it_is_the_mean_over_every_order(count: int, seed: int) -> None:
    costs = any_costs("abcdef"[:count], seed)
    found = shapley(costs)
    assert found == by_every_order(costs)
    assert sum(found.values()) == costs[frozenset(found)] == sum(shapley_pence(costs).values())


def test_a_runway_is_shared_by_those_who_need_each_stretch_of_it() -> None:
    # Littlechild and Owen: each stretch in equal parts by whoever needs it. a needs 10, b 18, c 24.
    stretches = [(10, frozenset("abc")), (8, frozenset("bc")), (6, frozenset("c"))]
    costs = costs_by_need(stretches, "abc")
    assert costs[frozenset("ab")] == 18
    assert shapley(costs) == {
        "a": Fraction(10, 3),
        "b": Fraction(10, 3) + 4,
        "c": Fraction(10, 3) + 4 + 6,
    }


def test_ten_members_are_exact() -> None:
    members = [f"m{number}" for number in range(10)]
    needs = [((number + 1) * 997, frozenset(members[number:])) for number in range(10)]
    found = shapley(costs_by_need(needs, members))
    closed = {
        member: sum((Fraction(pence, len(who)) for pence, who in needs if member in who), Fraction())
        for member in members
    }
    assert found == closed


def test_one_that_adds_nothing_pays_nothing_and_those_alike_pay_alike() -> None:
    costs = costs_by_need([(900, frozenset("ab"))], "abc")
    assert shapley(costs) == {"a": 450, "b": 450, "c": 0}


def test_what_is_refused() -> None:
    costs = any_costs("abc", 1)
    missing = {group: pence for group, pence in costs.items() if group != frozenset("bc")}
    many = {frozenset([f"m{number}"]): 1 for number in range(11)}
    none: Costs = {}
    for given_costs, word in ((missing, "b, c"), (many, "11 members"), (none, "there are none")):
        with pytest.raises(NotShared, match=word) as no:
            shapley(given_costs)
        assert no.value.field == "coalitions"


def test_each_beside_what_it_would_pay_alone() -> None:
    found = beside_alone({"a": 60, "b": 40}, {"a": 50, "b": 70})
    assert [(one.member, one.better_by_pence) for one in found] == [("a", -10), ("b", 30)]
    assert [one.member for one in beside_alone({"a": 60, "b": 40}, {"b": 70})] == ["b"]
    with pytest.raises(NotShared) as no:
        beside_alone({"a": 60}, {"z": 1})
    assert no.value.field == "alone"


def test_groups_that_would_do_better_by_themselves() -> None:
    costs = {frozenset("a"): 60, frozenset("ac"): 70, frozenset("bc"): 30}
    found = objections({"a": 60, "b": 25, "c": 15}, costs)
    assert [(one.members, one.shared_pence, one.alone_pence) for one in found] == [
        (("b", "c"), 40, 30),
        (("a", "c"), 75, 70),
    ]


def test_the_worked_example_of_the_page() -> None:
    said, gives = example("shapley")
    found = json.loads(json.dumps(answer(said)), parse_float=Decimal)
    assert {key: found[key] for key in gives} == gives
