"""What is so of all sums: order never matters, splitting never gains, and VAT moves no share."""

from decimal import Decimal
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tallystick.law.changes import facts_from_json, headroom
from tests.law.changes_tables import asked, limb_of

NONE = dict.fromkeys(
    (
        "new_kind_of_supply", "alters_overall_nature", "new_supplier", "restructuring", "supplier_excluded",
        "provided_for", "unforeseeable", "urgent", "known_risk", "additional_supply", "became_necessary",
        "change_of_supplier_impossible", "different_supplier_incompatible", "significant_inconvenience",
        "duplicates_cost", "could_be_combined", "admits_other_bidders",
    ),
    False,
)  # fmt: skip
CHANGE: dict[str, Any] = {**NONE, "favours_supplier": True, "months": 0, "on": "2026-12-01"}
PCR: dict[str, Any] = {"regime": "PCR2015", "nation": "england", "kind": "services", "vat": "inclusive"}
ACT: dict[str, Any] = {**PCR, "regime": "PA2023", "maximum_term_months": 60}

PENCE = st.integers(-50_000_000, 50_000_000)
MORE = st.integers(1, 40_000_000)
WORTH = st.integers(30_000_000, 900_000_000)
LIMBS = st.sampled_from(["72(5)", "72(1)(a)", "72(1)(b)", None])
EARLIER = st.lists(st.fixed_dictionaries({"limb": LIMBS, "value": PENCE.map(lambda p: money(p))}), max_size=6)


def money(pence: int) -> str:
    return f"{Decimal(pence) / 100:.2f}"


def pcr(worth: int, value: int, earlier: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    change = {**CHANGE, "value": money(value)}
    return asked({**PCR, "initial_value": money(worth), "earlier_changes": earlier, "change": change, **more})


def act(worth: int, value: int, earlier: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    change = {**CHANGE, "value": money(value), **more}
    return asked({**ACT, "current_value": money(worth), "earlier_changes": earlier, "change": change})


@given(WORTH, PENCE, EARLIER, st.randoms())
def test_the_order_of_earlier_changes_never_matters(worth: int, value: int, earlier: list[Any], random: Any) -> None:
    shuffled = list(earlier)
    random.shuffle(shuffled)
    assert pcr(worth, value, earlier) == pcr(worth, value, shuffled)
    as_acts = [{**one, "limb": "74(4)" if one["limb"] else None} for one in earlier]
    again = [{**one, "limb": "74(4)" if one["limb"] else None} for one in shuffled]
    assert act(worth, value, as_acts) == act(worth, value, again)


@given(WORTH, st.lists(MORE, min_size=2, max_size=5))
def test_splitting_gains_nothing_under_the_regulations(worth: int, parts: list[int]) -> None:
    """Where the last part of a change is allowed as a small one, so is the whole at once."""
    earlier = [{"limb": "72(5)", "value": money(part)} for part in parts[:-1]]
    last = limb_of(pcr(worth, parts[-1], earlier), "72(1)(f)")
    whole = limb_of(pcr(worth, sum(parts), []), "72(1)(f)")
    assert (last["verdict"], last["used"], last["remaining"]) == (whole["verdict"], whole["used"], whole["remaining"])


@given(WORTH, st.lists(MORE, min_size=2, max_size=5))
def test_splitting_gains_nothing_under_the_act_where_it_could_have_been_one(worth: int, parts: list[int]) -> None:
    *before, last = parts
    earlier = [{"limb": "74(4)", "value": money(part), "months": 0} for part in before]
    now = worth + sum(before)
    one = act(worth, sum(parts), [])
    split = act(now, last, earlier, could_be_combined=True)
    if one["permitted"] == "no":
        assert split["permitted"] == "no"
    notices = [{n["code"]: n["required"] for n in answer["notices"]} for answer in (one, split)]
    if notices[0]["UK10"]:
        assert notices[1]["UK10"] is True


@given(WORTH, st.integers(-40, 70))
def test_vat_moves_no_share(worth: int, percent: int) -> None:
    """The same contract and change, said with VAT or without, at 20 per cent: the same verdicts."""
    worth, value = worth // 100 * 100, worth // 100 * percent
    net = pcr(worth, value, [], vat="exclusive")
    gross = pcr(worth * 6 // 5, value * 6 // 5, [])
    assert [limb["verdict"] for limb in net["limbs"]] == [limb["verdict"] for limb in gross["limbs"]]
    assert net["permitted"] == gross["permitted"]
    assert [n["required"] for n in net["notices"]] == [n["required"] for n in gross["notices"]]


@given(WORTH, st.lists(MORE, min_size=2, max_size=2, unique=True))
def test_more_is_never_easier(worth: int, values: list[int]) -> None:
    order = ["met", "judgement", "not_met"]
    for ask, id in ((pcr, "72(1)(f)"), (act, "74(4)")):
        found = [order.index(limb_of(ask(worth, value, []), id)["verdict"]) for value in sorted(values)]
        assert found == sorted(found)
        left = [Decimal(limb_of(ask(worth, value, []), id)["remaining"]) for value in sorted(values)]
        assert all(a > b for a, b in pairwise(left))


@given(WORTH, EARLIER.map(lambda many: [one for one in many if one["limb"]]), st.integers(0, 3))
def test_what_is_left_is_what_the_check_says_is_left(worth: int, earlier: list[Any], months: int) -> None:
    """Headroom, before a change, is what the check of a change of nothing says remains, unless less was made of it."""
    answer = pcr(worth, 0, earlier)
    rooms = {one["limb"]: one["pounds"] for one in answer["headroom"]}
    net = sum(Decimal(one["value"]) for one in earlier if one["limb"] == "72(5)")
    small = limb_of(answer, "72(1)(f)")
    if net >= 0:
        assert rooms["72(1)(f)"] == small["remaining"]
    facts = {**ACT, "current_value": money(worth), "change": {**CHANGE, "value": "0", "months": months}}
    term = limb_of(asked(facts), "74(3)")
    (room,) = [one.months for one in headroom(facts_from_json(facts)) if one.limb == "74(3)"]
    assert room == Decimal(str(term["remaining"])) + months == 6


@given(WORTH, st.sampled_from(["72(1)(b)", "72(1)(c)", "72(1)(f)"]))
def test_filling_the_room_is_allowed_and_a_penny_more_is_not(worth: int, id: str) -> None:
    flags = {
        **CHANGE, "additional_supply": True, "became_necessary": True, "change_of_supplier_impossible": True,
        "significant_inconvenience": True, "unforeseeable": True,
    }  # fmt: skip
    base = {**PCR, "initial_value": money(worth)}
    room = next(one.pounds for one in headroom(facts_from_json(base)) if one.limb == id)
    assert room is not None
    # Under (f) the change has to stay below the limit; under (b) and (c) it may reach it.
    most = room - Decimal("0.01") if id == "72(1)(f)" else room
    for value, verdict in ((most, "met"), (most + Decimal("0.01"), "not_met")):
        found = limb_of(asked({**base, "change": {**flags, "value": f"{value:.2f}"}}), id)
        assert found["verdict"] == verdict


@given(st.sets(st.sampled_from(sorted(NONE)), max_size=17), WORTH, PENCE)
def test_to_leave_a_fact_out_settles_nothing_the_other_way(left_out: set[str], worth: int, value: int) -> None:
    """What is known less never turns a yes into a no, nor a no into a yes."""
    for regime in (PCR, ACT):
        full = {**CHANGE, "value": money(value)}
        facts = {**regime, "initial_value": money(worth)}
        known = asked({**facts, "change": full})["permitted"]
        less = asked({**facts, "change": {k: v for k, v in full.items() if k not in left_out}})["permitted"]
        assert less in (known, "judgement")
