"""What the register says of a contract, as the law takes it: by cases to be read, and by what always holds."""

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.contracts.rules.change_facts import Agreement, Made, Standing, as_json, facts_of, headroom_of
from tallystick.law.changes import Change, facts_from_json
from tallystick.law.regime import BEGINS as EVENTS

CASES = tomllib.loads((Path(__file__).parent / "cases" / "standing.toml").read_text(encoding="utf-8"))["case"]
MONEY = {"value": "value_pence", "initial_value": "initial_value_pence", "vat_pounds": "vat_pence"}


def pence(pounds: str) -> int:
    return int(Decimal(pounds) * 100)


def agreement(said: dict[str, Any]) -> Agreement:
    values: dict[str, Any] = {"events": {name: said[name] for name in EVENTS if name in said}}
    for name, value in said.items():
        if name in MONEY:
            values[MONEY[name]] = pence(value)
        elif name not in EVENTS:
            values[name] = tuple(value) if isinstance(value, list) else value
    return Agreement(**values)


def made(case: dict[str, Any]) -> tuple[Made, ...]:
    return tuple(
        Made(one["ground"], pence(one["value"]), one.get("months", 0), date(2026, 3, 1)) for one in case.get("made", ())
    )


def in_words(found: Standing) -> list[str]:
    pounds = [
        "" if one is None else f"{Decimal(one) / 100:f}".removesuffix(".00")
        for one in (found.slight_pence, found.half_pence)
    ]
    return [*pounds, "" if found.term_tenths is None else f"{Decimal(found.term_tenths) / 10:f}".removesuffix(".0")]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_what_is_left_to_a_contract(case: dict[str, Any]) -> None:
    found = headroom_of(agreement(case["contract"]), made(case))
    assert (found.regime, in_words(found), found.unknown) == (case["regime"], case["left"], case["unknown"])


amounts = st.none() | st.integers(min_value=0, max_value=10**12)
days = st.none() | st.dates(min_value=date(2015, 1, 1), max_value=date(2040, 1, 1))
months = st.none() | st.integers(min_value=1, max_value=240)
agreements = st.builds(
    Agreement,
    nation=st.sampled_from(["england", "wales", "Scotland", "northern_ireland", "", "United Kingdom"]),
    regime=st.sampled_from(["", "PA2023", "PCR2015", "NOT_COVERED"]),
    supply=st.sampled_from(["", "services", "goods", "works", "light_touch", "concession"]),
    cpv=st.sampled_from(["", "72000000", "45000000", "85000000"]),
    value_pence=amounts,
    value_period=st.sampled_from(["whole_life", "year", "unknown"]),
    vat=st.sampled_from(["inclusive", "exclusive", "unknown"]),
    vat_pence=amounts,
    initial_value_pence=amounts,
    indexation_clause=st.none() | st.booleans(),
    indexed_value_pence=amounts,
    start=days,
    latest_end=days,
    term_months=months,
    extensions=st.lists(st.integers(min_value=1, max_value=60), max_size=3).map(tuple),
    maximum_months=months,
    awarded=days,
    signed=days,
    parent_regime=st.sampled_from(["", "PA2023", "PCR2015", "NOT_COVERED"]),
    events=st.dictionaries(st.sampled_from(EVENTS), days),
    changes_known=st.none() | st.booleans(),
)
earlier = st.lists(
    st.builds(
        Made,
        ground=st.sampled_from(["", "72(1)(f)", "74(4)", "74(3)", "Sch 8 para 8"]),
        value_pence=st.none() | st.integers(min_value=-(10**10), max_value=10**10),
        months=st.none() | st.integers(min_value=-24, max_value=24),
        on=days,
    ),
    max_size=4,
).map(tuple)


@given(agreements, earlier)
def test_whatever_a_register_says_is_answered(of: Agreement, before: tuple[Made, ...]) -> None:
    found = headroom_of(of, before)
    assert found.why
    assert bool(found.headroom) == (found.regime in ("PA2023", "PCR2015"))
    if found.regime != "PA2023":
        assert found.term_tenths is None


@given(agreements, earlier)
def test_what_is_kept_with_a_check_is_what_was_asked(of: Agreement, before: tuple[Made, ...]) -> None:
    """The kept facts are those of the command: read back, they ask the same."""
    asked = Change(value=Decimal("12.34"), months=Decimal(3), on=date(2026, 11, 22), reason="Need", urgent=False)
    facts = facts_of(of, before, asked)
    assert facts_from_json(as_json(facts)) == facts


@given(agreements, earlier)
def test_saying_less_never_leaves_more(of: Agreement, before: tuple[Made, ...]) -> None:
    from dataclasses import replace

    known = headroom_of(replace(of, changes_known=True), before)
    unknown = headroom_of(replace(of, changes_known=None), before)
    if unknown.slight_pence is not None:
        assert known.slight_pence == unknown.slight_pence


def test_what_is_left_is_by_the_limits_of_the_day() -> None:
    """From 2026 a change under the Regulations is compared with the lower threshold of that year, if that is it."""
    of = Agreement(
        nation="england", regime="PCR2015", supply="services", initial_value_pence=400_000_000, vat="inclusive",
        changes_known=True, events={"notice_published": date(2024, 6, 1)},
    )  # fmt: skip
    slight = [headroom_of(of, today=day).slight_pence for day in (date(2025, 12, 31), date(2026, 1, 1), None)]
    assert slight == [21_490_400, 20_772_000, 20_772_000]


def test_the_law_of_the_register_rests_on_its_days_where_they_agree() -> None:
    begun = {"procurement_commenced": date(2025, 6, 1)}
    assert "1 June 2025" in headroom_of(Agreement(nation="england", regime="PA2023", events=begun)).why
    other = headroom_of(Agreement(nation="england", regime="PCR2015", events=begun))
    assert (other.regime, "said to be" in other.why) == ("PCR2015", True)
