"""Options valued over their lives: tables worked by hand, and the same by numpy."""

from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallystick.decisions.rules.business_case import Case, Line, Option, Valued, compare, npv_at
from tallystick.reference.green_book import Band

ZERO = (Band(None, Decimal(0)),)
TEN = (Band(None, Decimal(10)),)


def line(name: str, flows: dict[int, int | str], **more: Any) -> Line:
    kinds = {"type": "revenue", "kind": "recurring", **more}
    return Line(name, flows={year: Decimal(pounds) for year, pounds in flows.items()}, **kinds)


def one(*lines: Line, life: int = 3, rates: tuple[Band, ...] = ZERO, **more: Any) -> Valued:
    return compare(Case((Option("a", life, lines),), rates, **more)).options[0]


def penny(value: Decimal | None) -> Decimal:
    assert value is not None
    return round(value, 2)


def test_by_hand_at_ten_percent() -> None:
    found = one(
        line("build", {0: -1000}, type="capital", kind="one_off"), line("gain", {1: 110, 2: 1210}), life=2, rates=TEN
    )
    # 110 ÷ 1.1 = 100 and 1210 ÷ 1.21 = 1000; 1 ÷ 1.1 + 1 ÷ 1.21 = 2.1 ÷ 1.21.
    assert found.npv == pytest.approx(Decimal(100), abs=Decimal("1e-40"))
    assert penny(found.eac) == Decimal("57.62")
    assert [penny(year.discounted_so_far) for year in found.years] == [-1000, -900, 100]
    assert penny(found.payback_years) == Decimal("1.74")  # 1 + 890 ÷ 1210
    assert penny(found.discounted_payback_years) == Decimal("1.90")
    assert penny(found.bcr) == Decimal("1.10")
    assert found.whole_life == {
        "capital": {"one_off": -1000, "recurring": 0},
        "revenue": {"one_off": 0, "recurring": 1320},
    }


def test_the_equal_annual_sum_of_an_annuity_is_its_payment() -> None:
    assert penny(one(line("x", {1: -7, 2: -7, 3: -7}), rates=TEN).eac) == -7


def test_nominal_money_that_only_keeps_up_with_prices_is_flat_in_real_money() -> None:
    inflation = (Band(1, Decimal(10)), Band(None, Decimal(20)))
    nominal = one(line("x", {0: 100, 1: 110, 2: 132}), rates=TEN, inflation=inflation, nominal=True)
    real = one(line("x", {0: 100, 1: 100, 2: 100}), rates=TEN, inflation=inflation)
    assert [penny(year.net) for year in nominal.years] == [100, 100, 100, 0]
    assert penny(nominal.npv) == penny(real.npv)
    for found in (nominal, real):
        assert [penny(year.cash.revenue) for year in found.years] == [100, 110, 132, 0]


def test_discounting_nominal_money_at_the_nominal_rate_is_the_same() -> None:
    # (1 + real) × (1 + inflation) − 1 = 1.1 × 1.05 − 1 = 15.5%.
    flows: dict[int, int | str] = {0: -900, 1: 400, 2: 500, 3: 300}
    by_two = one(line("x", flows), rates=TEN, inflation=(Band(None, Decimal(5)),), nominal=True)
    by_one = one(line("x", flows), rates=(Band(None, Decimal("15.5")),))
    assert penny(by_two.npv) == penny(by_one.npv)


def test_optimism_raises_costs_alone() -> None:
    found = one(line("x", {0: -100, 1: 300}, bias=Decimal(41)))
    assert (found.npv, found.npv_without_bias) == (159, 200)
    assert found.years[0].cash.total == -141


def test_the_cash_view() -> None:
    found = one(
        line("build", {0: -100}, type="capital", vat_percent=Decimal(20), funding="borrowing"),
        line("rent", {0: -50}, vat_percent=Decimal(20), vat_back=False, funding="budget"),
        line("fees", {0: -10}, funding="budget"),
        line("time", {0: 500}, cashable=False),
    )
    cash = found.years[0].cash
    assert (cash.capital, cash.revenue, cash.vat, cash.total, cash.vat_back) == (-100, -60, -10, -170, -20)
    assert cash.funding == {"borrowing": -100, "budget": -60}
    assert found.npv == 340  # without VAT, and with what is no cash


def test_options_of_one_life_are_ranked_by_value_and_of_several_by_the_year() -> None:
    short, long = Option("short", 2, (line("x", {1: 60}),)), Option("long", 5, (line("x", {1: 100}),))
    found = compare(Case((short, long), ZERO))
    assert (found.ranking, found.by_eac) == (("short", "long"), True)
    alike = compare(Case((short, Option("long", 2, long.lines)), ZERO))
    assert (alike.ranking, alike.by_eac) == (("long", "short"), False)


def test_against_going_on_as_now() -> None:
    now = Option("now", 2, (line("x", {1: -100, 2: -100}),))
    new = Option("new", 4, (line("x", {0: -90, 1: -40, 2: -40, 3: -10}),))
    found = compare(Case((now, new), ZERO, as_now="now"))
    against = found.options[1].against
    assert found.options[0].against is None
    assert against
    # -90, then 60 a year more: after a year and a half.
    assert (against.npv, against.payback_years) == (20, Decimal("1.5"))


def test_an_option_without_lines_is_worth_nothing() -> None:
    found = one()
    assert (found.npv, found.eac, found.bcr, found.payback_years) == (0, 0, None, 0)


FLOWS = st.dictionaries(st.integers(0, 40), st.integers(-(10**7), 10**7), max_size=20)


@settings(max_examples=60)
@given(
    st.lists(st.tuples(FLOWS, st.integers(0, 200)), min_size=1, max_size=6),
    st.integers(1, 40),
    st.integers(0, 15),
    st.integers(0, 12),
    st.booleans(),
)
def test_it_is_what_numpy_makes_of_it(
    lines: list[tuple[dict[int, int], int]], life: int, rate: int, inflation: int, nominal: bool
) -> None:
    found = one(
        *(line(str(at), dict(flows), bias=Decimal(bias)) for at, (flows, bias) in enumerate(lines)),
        life=life,
        rates=(Band(20, Decimal(rate)), Band(None, Decimal(rate) / 2)),
        inflation=(Band(None, Decimal(inflation)),),
        nominal=nominal,
    )
    table = np.zeros((len(lines), 41))
    for at, (flows, bias) in enumerate(lines):
        for year, pounds in flows.items():
            table[at, year] = pounds * (1 + bias / 100 if pounds < 0 else 1)
    yearly = np.where(np.arange(1, 41) <= 20, rate, rate / 2) / 100
    factors = np.concatenate([[1.0], 1 / np.cumprod(1 + yearly)])
    prices = (1 + inflation / 100) ** np.arange(41)
    real = table / prices if nominal else table
    worth = (real * factors).sum()
    assert float(found.npv) == pytest.approx(worth, rel=1e-9, abs=1e-2)
    assert float(found.eac) == pytest.approx(worth / factors[1 : life + 1].sum(), rel=1e-9, abs=1e-2)
    assert float(found.present_costs) == pytest.approx((np.minimum(real, 0) * factors).sum(), rel=1e-9, abs=1e-2)
    cash = (table if nominal else table * prices).sum()
    assert float(sum(year.cash.total for year in found.years)) == pytest.approx(cash, rel=1e-9, abs=1e-2)
    assert float(sum(found.lines.values())) == pytest.approx(worth, rel=1e-9, abs=1e-2)


@settings(max_examples=40)
@given(FLOWS, FLOWS, st.integers(1, 30), st.integers(1, 30))
def test_a_line_changed_by_its_switching_value_does_switch(
    a: dict[int, int], b: dict[int, int], life: int, other: int
) -> None:
    options = (Option("a", life, (line("x", dict(a)), line("y", {1: 7}))), Option("b", other, (line("z", dict(b)),)))
    found = compare(Case(options, TEN))
    for switch in found.options[0].switches:
        for percent, level in ((switch.to_nought, False), (switch.to_flip, True)):
            if percent is None:
                continue
            changed = tuple(
                line(it.name, {year: str(pounds * (1 + percent / 100)) for year, pounds in it.flows.items()})
                if it.name == switch.line
                else it
                for it in options[0].lines
            )
            again = compare(Case((Option("a", life, changed), options[1]), TEN))
            mine, theirs = (again.worth[name].compared for name in ("a", "b"))
            assert abs(mine - theirs if level else mine) < Decimal("1e-6")


def test_at_other_rates() -> None:
    case = Case((Option("a", 1, (line("x", {1: -110}),)),), ZERO)
    assert penny(npv_at(case, TEN)["a"]) == -100
