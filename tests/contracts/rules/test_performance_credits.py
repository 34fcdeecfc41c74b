import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.contracts.rules.performance import Trigger
from tallystick.contracts.rules.performance_credits import Cap, Miss, Rate, Scheme, credits
from tallystick.contracts.rules.performance_json import (
    scheme_from_json,
    scheme_to_json,
    trigger_from_json,
    trigger_to_json,
)
from tallystick.kit.errors import Refused

PENCE = st.integers(0, 10**10)
SHARES = st.decimals(0, 100, places=2)
RATES = st.one_of(st.builds(Rate, percent=SHARES), st.builds(Rate, pence=PENCE))
CAPS = st.none() | st.builds(Cap, percent=SHARES) | st.builds(Cap, pence=PENCE)
MISSED = ("approaching_target", "requires_improvement", "inadequate")
SCHEMES = st.builds(Scheme, st.dictionaries(st.sampled_from(MISSED), RATES), CAPS, CAPS)
MISSES = st.lists(st.builds(Miss, st.text(max_size=5), st.sampled_from([*MISSED, "good", "other", None])), max_size=6)


@given(SCHEMES, MISSES, PENCE, PENCE, PENCE)
def test_a_credit_is_the_sum_of_its_lines_within_its_caps(
    scheme: Scheme, misses: list[Miss], charge: int, year: int, already: int
):
    found = credits(scheme, misses, charge_pence=charge, year_charge_pence=year, already_pence=already)
    assert found.before == sum(line.pence for line in found.lines)
    assert 0 <= found.pence <= found.before
    assert (found.pence < found.before) is bool(found.capped)
    assert len(found.lines) == sum(miss.rating in scheme.rates for miss in misses)
    for line in found.lines:
        rate = scheme.rates[line.rating]
        exact = Fraction(rate.pence) if rate.pence is not None else charge * Fraction(rate.percent or 0) / 100
        assert line.pence - exact <= Fraction(1, 2)
        assert exact - line.pence < Fraction(1, 2)
    for cap, of, gone in ((scheme.period_cap, charge, 0), (scheme.year_cap, year, already)):
        if cap is not None:
            most = Fraction(cap.pence) if cap.pence is not None else of * Fraction(cap.percent or 0) / 100
            assert found.pence <= max(0, most + Fraction(1, 2) - gone)


@given(SCHEMES)
def test_a_scheme_is_kept_as_json_and_read_back(scheme: Scheme):
    assert scheme_from_json(json.loads(json.dumps(scheme_to_json(scheme)))) == scheme


def test_both_caps_in_their_order_with_the_working():
    scheme = Scheme({"inadequate": Rate(pence=30_000)}, Cap(pence=50_000), Cap(percent=Decimal(10)))
    misses = [Miss("Answered", "inadequate"), Miss("Solved", "inadequate"), Miss("Liked", None), Miss("Up", "good")]
    found = credits(scheme, misses, charge_pence=100_000, year_charge_pence=1_200_000, already_pence=85_000)
    assert (found.before, found.pence, found.capped) == (60_000, 35_000, ("period", "year"))
    assert found.not_known == ("Liked",)
    assert found.working == (
        "Answered: £300.00.",
        "Solved: £300.00.",
        "In all £600.00.",
        "Capped for the period at £500.00.",
        (
            "Capped for the year at 10% of the year's charge, £12,000.00, is £1,200.00, "
            "of which £850.00 is gone: £350.00 is left."
        ),
        "Not known, and so not in it: Liked.",
    )


def test_nothing_is_left_of_a_year_that_is_used_up():
    scheme = Scheme({"inadequate": Rate(pence=1)}, None, Cap(pence=100))
    assert credits(scheme, [Miss("a", "inadequate")], charge_pence=0, already_pence=500).pence == 0


def test_half_a_penny_goes_up():
    scheme = Scheme({"inadequate": Rate(percent=Decimal("2.5"))})
    assert credits(scheme, [Miss("a", "inadequate")], charge_pence=20).pence == 1
    assert credits(scheme, [Miss("a", "inadequate")], charge_pence=19).pence == 0


@pytest.mark.parametrize(
    ("scheme", "more", "says"),
    [
        (Scheme({"inadequate": Rate()}), {}, "either a share"),
        (Scheme({"inadequate": Rate(Decimal(1), 1)}), {}, "either a share"),
        (Scheme({"inadequate": Rate(Decimal(101))}), {}, "no share from 0 to 100"),
        (Scheme({"inadequate": Rate(pence=-1)}), {}, "less than nothing"),
        (Scheme({}), {"charge_pence": -1}, "less than nothing"),
        (Scheme({}, year_cap=Cap(Decimal(5))), {}, "which is not known"),
    ],
)
def test_what_cannot_be_worked_is_refused(scheme: Scheme, more: dict[str, Any], says: str):
    with pytest.raises(Refused, match=says):
        credits(scheme, [Miss("a", "inadequate")], **{"charge_pence": 100, **more})


@pytest.mark.parametrize(
    "said",
    [
        None,
        {},
        {"rates": []},
        {"rates": {"good": {"percent": "5"}}},
        {"rates": {"inadequate": {}}},
        {"rates": {"inadequate": {"percent": "5", "pence": 1}}},
        {"rates": {"inadequate": {"percent": "lots"}}},
        {"rates": {"inadequate": {"percent": 5.5}}},
        {"rates": {"inadequate": {"percent": "101"}}},
        {"rates": {"inadequate": {"pence": 1.5}}},
        {"rates": {}, "cap": 5},
        {"rates": {}, "year_cap": {"pence": -1}},
    ],
)
def test_a_scheme_that_is_not_one_is_refused(said: object):
    with pytest.raises(Refused):
        scheme_from_json(said)


@given(st.integers(1, 12), st.none() | st.integers(12, 24), st.sampled_from(["good", "requires_improvement"]))
def test_a_trigger_point_is_kept_as_json_and_read_back(misses: int, of: int | None, worse_than: str):
    trigger = Trigger(misses, of, worse_than, "Then this.")
    assert trigger_from_json(json.loads(json.dumps(trigger_to_json(trigger)))) == trigger


@pytest.mark.parametrize(
    "said", [None, {}, {"misses": 3, "of": 2, "worse_than": "good"}, {"misses": 1, "worse_than": "inadequate"}]
)
def test_a_trigger_point_that_is_not_one_is_refused(said: object):
    with pytest.raises(Refused):
        trigger_from_json(said)
