"""Which payments are a contract's, and what they come to against its value."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.contracts.rules.spend_against import REFERENCE, SUPPLIER, against, names_of, worth
from tallystick.kit.months import add_months

START, END, TODAY = date(2025, 4, 1), date(2027, 3, 31), date(2026, 11, 22)


@dataclass(frozen=True)
class Paid:
    payment_id: int
    date: date | None
    month: date | None
    amount_pence: int = 100
    supplier_id: str | None = "S1"


def paid(number: int, day: str | None, supplier: str | None = "S1", pence: int = 100, month: str = "") -> Paid:
    on = date.fromisoformat(day) if day else None
    first = date.fromisoformat(f"{month}-01") if month else on.replace(day=1) if on else None
    return Paid(number, on, first, pence, supplier)


def found(*payments: Paid, carried: dict[int, str] | None = None, **more: object) -> dict[int, str]:
    given = {
        "names": names_of("ICT-1", "Desk telephones"), "other_names": names_of("ICT-2", "Switchboards"),
        "supplier_ids": {"S1"}, "start": START, "end": END, "today": TODAY, **more,
    }  # fmt: skip
    spend = against(payments, carried=carried or {}, **given)  # type: ignore[arg-type]
    return {one.payment.payment_id: one.how for one in spend.matched}


def test_a_payment_to_the_supplier_in_the_period_is_marked_as_such() -> None:
    assert found(paid(1, "2025-04-01"), paid(2, "2026-11-22"), paid(3, "2026-01-01", "S2")) == {
        1: SUPPLIER,
        2: SUPPLIER,
    }


@pytest.mark.parametrize("day", ["2025-03-31", "2027-04-01", "2026-11-23"])
def test_before_its_start_after_its_end_and_after_today_are_not_its_own(day: str) -> None:
    assert found(paid(1, day)) == {}


def test_the_reference_or_the_title_decides_whatever_the_supplier_and_the_day() -> None:
    payments = [paid(1, "2010-01-01", "S9"), paid(2, None, None), paid(3, "2026-01-01")]
    carried = {1: "ict 1", 2: "DESK TELEPHONES", 3: "ICT-1"}
    assert found(*payments, carried=carried) == {1: REFERENCE, 2: REFERENCE, 3: REFERENCE}


def test_what_carries_another_contracts_reference_is_left_out_and_an_unknown_one_is_not() -> None:
    spend = against(
        [paid(1, "2026-01-01"), paid(2, "2026-01-02")], carried={1: "ICT/2", 2: "PO 77"}, names=names_of("ICT-1", ""),
        other_names=names_of("ICT-2", ""), supplier_ids={"S1"}, start=START, end=END, today=TODAY,
    )  # fmt: skip
    assert [one.payment.payment_id for one in spend.matched] == [2]
    assert [one.payment_id for one in spend.others] == [1]


def test_a_short_reference_matches_nothing() -> None:
    assert found(paid(1, "2010-01-01", "S9"), carried={1: "12"}, names=names_of("12", "Phones")) == {}
    assert names_of("12", "Phones") == frozenset()


def test_a_payment_of_which_only_the_month_is_known_counts_if_some_of_it_lies_in_the_period() -> None:
    late = date(2025, 4, 30)
    assert found(paid(1, None, month="2025-04"), start=late) == {1: SUPPLIER}
    assert found(paid(1, None, month="2025-03"), start=START) == {}
    assert found(paid(1, None, month="2027-03")) == {}, "not after today"
    assert found(paid(1, None, month="2026-11")) == {1: SUPPLIER}


def test_without_a_date_it_is_in_no_total() -> None:
    spend = against(
        [paid(1, None)], carried={}, names=(), other_names=(), supplier_ids={"S1"}, start=START, end=END, today=TODAY
    )
    assert (spend.amount_pence, len(spend.undated)) == (0, 1)


def test_an_unknown_start_or_end_leaves_the_period_open() -> None:
    assert found(paid(1, "1999-01-01"), start=None) == {1: SUPPLIER}
    assert found(paid(1, "2026-11-01"), end=None) == {1: SUPPLIER}
    assert found(paid(1, "2026-11-23"), end=None) == {}


def test_a_payment_to_nobody_known_is_not_the_suppliers() -> None:
    assert found(paid(1, "2026-01-01", None), supplier_ids=set()) == {}


days = st.dates(date(2024, 1, 1), date(2028, 1, 1))
payments = st.lists(
    st.builds(
        lambda day, supplier, pence: (day, supplier, pence), days | st.none(), st.sampled_from(["S1", "S2", None]),
        st.integers(-(10**9), 10**9),
    ),
    max_size=40,
)  # fmt: skip


@given(payments, days, days)
def test_every_penny_is_in_one_month_and_every_month_between_is_there(
    made: list[tuple[date | None, str | None, int]], one: date, other: date
) -> None:
    start, end = sorted((one, other))
    rows = [
        Paid(number, day, day.replace(day=1) if day else None, pence, supplier)
        for number, (day, supplier, pence) in enumerate(made)
    ]
    spend = against(rows, carried={}, names=(), other_names=(), supplier_ids={"S1"}, start=start, end=end, today=TODAY)
    slow = [row for row in rows if row.supplier_id == "S1" and row.date and start <= row.date <= min(end, TODAY)]
    assert {one.payment.payment_id for one in spend.matched} == {row.payment_id for row in slow}
    assert spend.amount_pence == sum(row.amount_pence for row in slow) == sum(m.amount_pence for m in spend.months)
    assert sum(month.payments for month in spend.months) == len(slow)
    months = [month.month for month in spend.months]
    assert all(after == add_months(before, 1) for before, after in pairwise(months))
    assert [row.date for row in slow if row.date] == [] or months[0] == min(r.date for r in slow).replace(day=1)


@pytest.mark.parametrize(
    ("pence", "period", "start", "end", "whole"),
    [
        (120_000, "whole_life", None, None, 120_000),
        (120_000, "year", START, END, 240_000),
        (120_000, "year", START, date(2026, 9, 30), 180_000),
        (10_000, "month", START, date(2025, 6, 30), 30_000),
        (100, "year", START, date(2025, 4, 30), 8),
        (120_000, "year", START, date(2027, 3, 30), None),
        (120_000, "year", None, END, None),
        (120_000, "unknown", START, END, None),
        (None, "whole_life", START, END, None),
    ],
)
def test_what_it_is_worth_over_its_term_is_said_or_is_not_known(
    pence: int | None, period: str, start: date | None, end: date | None, whole: int | None
) -> None:
    said = worth(pence, period, start, end)
    assert (said.pence if said else None) == whole


@given(st.integers(1, 120), days, st.integers(0, 10**9))
def test_a_months_value_for_whole_months_is_so_many_times_it(months: int, start: date, pence: int) -> None:
    start = start.replace(day=1)
    end = add_months(start, months) - timedelta(days=1)
    said = worth(pence, "month", start, end)
    assert said is not None
    assert said.pence == months * pence
