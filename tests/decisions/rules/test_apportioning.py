"""Shares of a cost: the worked case, what always holds, and what is refused."""

import json
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.decisions.rules.apportioning import (
    Line,
    NotShared,
    Sharing,
    apportion,
    apportion_lines,
    exact_shares,
    largest_remainder,
    together,
    true_up,
)
from tallystick.decisions.rules.apportioning_answer import answer, percent
from tests.contracts.rules.pages import example

USERS = {"Hinckley": 499, "Blaby": 341, "Melton": 229}


def by(*drivers: Mapping[str, int | Fraction], **rest: Any) -> Sharing:
    named = {f"d{number}": {who: Fraction(one) for who, one in each.items()} for number, each in enumerate(drivers)}
    weights = {name: Fraction(weight) for name, weight in rest.pop("weights", {}).items()}
    return Sharing(named, weights, **rest)


def test_the_worked_case_of_the_sources() -> None:
    found = apportion(31_500_000, by(USERS))
    assert {one.member: percent(one.part) for one in found.shares} == {"Blaby": 31.9, "Hinckley": 46.7, "Melton": 21.4}
    assert found.pence == {"Blaby": 10_048_176, "Hinckley": 14_703_929, "Melton": 6_747_895}


def test_the_worked_example_of_the_page() -> None:
    said, gives = example("apportionment")
    found = json.loads(json.dumps(answer(said)), parse_float=Decimal)
    assert {key: found[key] for key in gives} == gives


# amount, quantities of one driver, floors, caps, what each pays
CASES: list[tuple[int, dict[str, int], dict[str, int], dict[str, int], dict[str, int]]] = [
    # Equal fractions of a penny: the penny goes to the name that sorts first.
    (100, {"c": 1, "b": 1, "a": 1}, {}, {}, {"a": 34, "b": 33, "c": 33}),
    (101, {"c": 1, "b": 1, "a": 1}, {}, {}, {"a": 34, "b": 34, "c": 33}),
    (-100, {"c": 1, "b": 1, "a": 1}, {}, {}, {"a": -34, "b": -33, "c": -33}),
    # 33.3, 33.3 and 33.4: the largest fraction has it, and not the first name.
    (10, {"a": 333, "b": 333, "c": 334}, {}, {}, {"a": 3, "b": 3, "c": 4}),
    (0, {"a": 1, "b": 2}, {}, {}, {"a": 0, "b": 0}),
    (1, {"a": 0, "b": 0, "c": 1}, {}, {}, {"a": 0, "b": 0, "c": 1}),
    # A floor is kept, and the others share the rest in proportion.
    (1000, {"a": 1, "b": 3, "c": 6}, {"a": 400}, {}, {"a": 400, "b": 200, "c": 400}),
    # A floor that is exceeded anyway changes nothing.
    (1000, {"a": 1, "b": 3, "c": 6}, {"a": 100}, {}, {"a": 100, "b": 300, "c": 600}),
    # A cap is kept; what it pushes onto the others can bring the next to its own.
    (1000, {"a": 1, "b": 3, "c": 6}, {}, {"c": 400}, {"a": 150, "b": 450, "c": 400}),
    (1000, {"a": 1, "b": 3, "c": 6}, {}, {"c": 400, "b": 420}, {"a": 180, "b": 420, "c": 400}),
    # Who is below a floor until another's cap pushes it above pays by proportion, and not the floor.
    (1000, {"a": 80, "b": 15, "c": 5}, {"b": 200}, {"a": 500}, {"a": 500, "b": 375, "c": 125}),
    # And who is above a cap until another's floor brings it below.
    (1000, {"a": 5, "b": 45, "c": 50}, {"a": 500}, {"b": 400}, {"a": 500, "b": 237, "c": 263}),
    # Who has none pays a floor, and nothing without.
    (1000, {"a": 0, "b": 1, "c": 1}, {"a": 100}, {}, {"a": 100, "b": 450, "c": 450}),
    # Floors, or caps, that come to just the amount.
    (1000, {"a": 9, "b": 1}, {"a": 400, "b": 600}, {}, {"a": 400, "b": 600}),
    (1000, {"a": 9, "b": 1}, {}, {"a": 400, "b": 600}, {"a": 400, "b": 600}),
    (-1000, {"a": 1, "b": 3, "c": 6}, {"a": 400}, {"c": 350}, {"a": -400, "b": -250, "c": -350}),
]  # fmt: skip


@pytest.mark.parametrize(("amount", "quantities", "floors", "caps", "pays"), CASES)
def test_who_pays_what(
    amount: int, quantities: dict[str, int], floors: dict[str, int], caps: dict[str, int], pays: dict[str, int]
) -> None:
    assert apportion(amount, by(quantities, floors=floors, caps=caps)).pence == pays


def test_drivers_are_mixed_by_weights_that_are_made_to_add_to_one() -> None:
    mixed = by({"a": 1, "b": 3}, {"a": 1, "b": 1}, weights={"d0": 3, "d1": 1})
    # a: 3/4 x 1/4 + 1/4 x 1/2 = 5/16
    assert apportion(1600, mixed).pence == {"a": 500, "b": 1100}
    assert apportion(1600, replace(mixed, weights={"d0": Fraction("0.75"), "d1": Fraction("0.25")})).pence == {
        "a": 500,
        "b": 1100,
    }


def test_fixed_sums_come_first_and_floors_and_caps_bind_the_whole_share() -> None:
    assert apportion(1000, by({"a": 1, "b": 1}, fixed={"a": 200})).pence == {"a": 600, "b": 400}
    assert apportion(1000, by({"a": 1, "b": 1}, fixed={"a": 200}, caps={"a": 500})).pence == {"a": 500, "b": 500}
    assert apportion(1000, by({"a": 0, "b": 1}, fixed={"a": 200}, floors={"a": 150})).pence == {"a": 200, "b": 800}


REFUSED: list[tuple[int, dict[str, Any], str, str]] = [
    (1000, {"floors": {"a": 600, "b": 500}}, "floors", "1100"),
    (1000, {"caps": {"a": 400, "b": 500}}, "caps", "900"),
    (1000, {"floors": {"a": 500}, "caps": {"a": 400}}, "floors", "a"),
    (1000, {"floors": {"z": 1}}, "floors", "z"),
    (1000, {"caps": {"z": 1}}, "caps", "z"),
    (1000, {"floors": {"a": -1}}, "floors", "a"),
    (1000, {"fixed": {"a": 1001}}, "fixed", "1001"),
    (1000, {"fixed": {"a": 500}, "caps": {"a": 400}}, "caps", "a"),
    (1000, {"weights": {"d1": 1}}, "weights", "d1"),
    (1000, {"weights": {"d0": 0}}, "weights", "nought"),
    (1000, {"weights": {"d0": -1}}, "weights", "d0"),
    (0, {"floors": {"a": 1}}, "floors", "1"),
]


@pytest.mark.parametrize(("amount", "rest", "field", "word"), REFUSED)
def test_what_is_refused(amount: int, rest: dict[str, Any], field: str, word: str) -> None:
    with pytest.raises(NotShared) as no:
        apportion(amount, by({"a": 1, "b": 3}, **rest))
    assert no.value.field == field
    assert word in no.value.reason
    assert str(no.value).startswith(f"{field}: ")


def test_drivers_that_are_refused() -> None:
    for drivers, word in (
        (({"a": 1, "b": 0}, {"a": 1}), "no quantity for b"),
        (({"a": 0, "b": 0},), "nobody has any"),
        (({"a": 0, "b": 0}, {"a": 1, "b": 1}), "nobody has any"),
        (({"a": -1, "b": 2},), "less than none for a"),
        ((), "there are none"),
    ):
        with pytest.raises(NotShared, match=word) as no:
            apportion(1000, by(*drivers, weights={f"d{number}": 1 for number in range(len(drivers))}))
        assert no.value.field == "drivers"


def test_several_drivers_need_weights_and_each_one() -> None:
    for weights in ({}, {"d0": 1}):
        with pytest.raises(NotShared) as no:
            apportion(1000, by({"a": 1}, {"a": 1}, weights=weights))
        assert no.value.field == "weights"
    assert apportion(9, by({"a": 1, "b": 2}, {"a": 1, "b": 0}, weights={"d0": 1, "d1": 0})).pence == {"a": 3, "b": 6}


def test_the_caps_of_those_who_have_none_help_nobody() -> None:
    with pytest.raises(NotShared) as no:
        apportion(1000, by({"a": 0, "b": 1}, caps={"b": 400}))
    assert no.value.field == "caps"


def test_lines_are_shared_apart_and_add() -> None:
    lines = (Line("licences", 101, by({"a": 1, "b": 1})), Line("income", -50, by({"a": 4, "b": 1})))
    apart = apportion_lines(lines)
    assert [one.pence for one in apart] == [{"a": 51, "b": 50}, {"a": -40, "b": -10}]
    assert together(apart).pence == {"a": 11, "b": 40}
    assert together(apart).amount_pence == 51
    nothing = together(apportion_lines((lines[0], replace(lines[0], amount_pence=-101))))
    assert {share.part for share in nothing.shares} == {None}
    with pytest.raises(NotShared, match=r"^lines: bad: ") as no:
        apportion_lines((Line("bad", 1, by({"a": 0})),))
    assert no.value.field == "lines"


def test_a_true_up_is_what_is_due_less_what_was_charged() -> None:
    assert [(one.member, one.pence) for one in true_up({"a": 300, "b": 700}, {"b": 600, "a": 400})] == [
        ("a", 100),
        ("b", -100),
    ]
    for charged, due in (({"a": 1}, {"a": 1, "b": 1}), ({"a": 1, "b": 1}, {"a": 1})):
        with pytest.raises(NotShared) as no:
            true_up(charged, due)
        assert no.value.field == "charged"


QUANTITIES = st.one_of(st.integers(0, 50), st.fractions(0, 10**6, max_denominator=1000))


@st.composite
def sharings(draw: st.DrawFn) -> tuple[int, Sharing]:
    members = draw(st.lists(st.text("abcdé Z", min_size=1, max_size=3), min_size=1, max_size=6, unique=True))
    drivers = {}
    for number in range(draw(st.integers(1, 3))):
        quantities = {one: Fraction(draw(QUANTITIES)) for one in members}
        quantities[members[0]] += 1
        drivers[f"d{number}"] = quantities
    amount = draw(st.integers(-(10**9), 10**9) | st.integers(-20, 20))
    bounds = st.integers(0, abs(amount))
    floors = draw(st.dictionaries(st.sampled_from(members), bounds, max_size=3))
    caps = draw(st.dictionaries(st.sampled_from(members), bounds, max_size=3))
    weights = {name: Fraction(draw(st.integers(1, 5))) for name in drivers}
    sharing = Sharing(drivers, weights, floors, caps)
    try:
        apportion(amount, sharing)
    except NotShared:
        sharing = replace(sharing, floors={}, caps={})
    return amount, sharing


@given(sharings())
def test_every_penny_is_allotted_within_a_penny_and_the_bounds(case: tuple[int, Sharing]) -> None:
    amount, sharing = case
    found = apportion(amount, sharing)
    assert sum(found.pence.values()) == amount
    for share in found.shares:
        assert abs(share.pence - share.exact) < 1
        assert sharing.floors.get(share.member, 0) <= abs(share.pence) <= sharing.caps.get(share.member, abs(amount))
        assert share.pence * amount >= 0


@given(sharings(), st.randoms(use_true_random=False))
def test_order_never_matters(case: tuple[int, Sharing], random: Any) -> None:
    amount, sharing = case

    def shuffled(given: Any) -> Any:
        items = [(key, shuffled(value) if isinstance(value, dict) else value) for key, value in given.items()]
        random.shuffle(items)
        return dict(items)

    other = Sharing(*(shuffled(one) for one in (sharing.drivers, sharing.weights, sharing.floors, sharing.caps)))
    assert apportion(amount, other) == apportion(amount, sharing)


@given(sharings())
def test_a_negative_amount_is_shared_as_its_opposite(case: tuple[int, Sharing]) -> None:
    amount, sharing = case
    mirrored = apportion(-amount, sharing).pence
    assert mirrored == {member: -pence for member, pence in apportion(amount, sharing).pence.items()}


@given(sharings())
def test_those_who_keep_no_bound_pay_in_proportion_and_the_rest_are_rightly_held(case: tuple[int, Sharing]) -> None:
    amount, sharing = case
    parts, _ = exact_shares(Fraction(1), replace(sharing, floors={}, caps={}))
    exact, kept = exact_shares(Fraction(abs(amount)), sharing)
    free = {exact[one] / parts[one] for one in exact if one not in kept and parts[one]}
    assert len(free) <= 1
    for each in free:
        for member, bound in kept.items():
            by_proportion = each * parts[member]
            assert by_proportion < exact[member] if bound == "floor" else by_proportion > exact[member]


@given(sharings(), st.integers(0, 5), st.fractions(0, 1000, max_denominator=100))
def test_who_has_more_never_pays_less(case: tuple[int, Sharing], which: int, more: Fraction) -> None:
    amount, sharing = case
    amount = abs(amount)
    members = sorted(sharing.drivers["d0"])
    member = members[which % len(members)]
    grown = {**sharing.drivers["d0"], member: sharing.drivers["d0"][member] + more}
    before = apportion(amount, sharing)
    after = apportion(amount, replace(sharing, drivers={**sharing.drivers, "d0": grown}))
    pairs = {first.member: (first, then) for first, then in zip(before.shares, after.shares, strict=True)}
    first, then = pairs.pop(member)
    assert then.exact >= first.exact
    # With a mixture, a bound of one's own leaves the others to share in new proportions, and rounding follows those.
    if len(sharing.drivers) == 1 or not (sharing.floors or sharing.caps):
        assert then.pence >= first.pence
        assert all(then.exact <= first.exact for first, then in pairs.values())


@given(st.dictionaries(st.text("abc", max_size=3), st.fractions(0, 1000, max_denominator=12), min_size=1))
def test_no_other_whole_pence_are_nearer(exact: dict[str, Fraction]) -> None:
    total = round(sum(exact.values(), Fraction()))
    found, _ = largest_remainder(exact, total)
    assert sum(found.values()) == total
    up = sorted(exact[one] % 1 for one in exact if found[one] > exact[one])
    down = sorted(exact[one] % 1 for one in exact if found[one] <= exact[one] and exact[one] % 1)
    assert not up or not down or up[0] >= down[-1]


@pytest.mark.parametrize(("part", "said"), [("0.4665", 46.7), ("0.46649", 46.6), ("1/3", 33.3), ("1", 100.0)])
def test_per_cent_is_rounded_half_up(part: str, said: float) -> None:
    assert percent(Fraction(part)) == said


def test_money_is_never_a_float() -> None:
    found = apportion(10**15, by({"a": Fraction("0.1"), "b": Fraction("0.2")}))
    assert found.pence == {"a": 333_333_333_333_333, "b": 666_666_666_666_667}
    amounts = [apportion(amount, by(USERS)).pence["Blaby"] for amount in range(10**15 - 5, 10**15)]
    assert all(0 <= second - first <= 1 for first, second in pairwise(amounts))
    assert Decimal(amounts[0]) == amounts[0]
