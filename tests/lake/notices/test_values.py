"""Single published values: exact, and never a crash."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.lake.notices.values import (
    NotUnderstood,
    amount,
    cpv_codes,
    day,
    moment_of,
    notice_key,
    number_of_company,
    text,
    yes_or_no,
)

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.decimals() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)


@given(ANYTHING)
def test_no_value_breaks_a_reader(value: Any) -> None:
    for read in (text, day, moment_of, yes_or_no, cpv_codes, notice_key):
        read(value)
    try:
        found = amount(value, "GBP")
    except NotUnderstood:
        return
    assert found is None or (
        found.pence is not None and abs(Decimal(found.written) * 100 - found.pence) <= Decimal("0.5")
    )


@given(st.integers(-(10**14), 10**14))
def test_money_is_exact_to_the_penny(pence: int) -> None:
    said = f"{'-' if pence < 0 else ''}{abs(pence) // 100}.{abs(pence) % 100:02d}"
    for published in (Decimal(said), said):
        found = amount(published, "GBP")
        assert found is not None
        assert found.pence == pence
        assert Decimal(found.written) == Decimal(said)


@pytest.mark.parametrize(
    ("published", "currency", "written", "pence"),
    [
        (Decimal("221.047"), "GBP", "221.047", 22105),
        (Decimal("1E+3"), "gbp", "1000", 100000),
        ("£1,234.50", "GBP", "1234.5", 123450),
        (5, "EUR", "5", None),
        (5, None, "5", None),
    ],
)
def test_money_as_it_is_published(published: Any, currency: str | None, written: str, pence: int | None) -> None:
    found = amount(published, currency)
    assert found is not None
    assert (found.written, found.pence) == (written, pence)


@pytest.mark.parametrize("published", ["lots", "1e999", Decimal("1e400"), True, {"a": 1}, "12 apples"])
def test_what_is_no_amount_is_told(published: Any) -> None:
    with pytest.raises(NotUnderstood):
        amount(published, "GBP")


def test_texts() -> None:
    assert text(" King&amp;#039;s  Lynn\t ") == "King's Lynn"
    assert text("N/A") is None
    assert text(False) is None
    assert text(12) == "12"


def test_days_are_days_in_london() -> None:
    assert day("2024-03-31T23:30:00Z") == date(2024, 4, 1)
    assert day("31/03/2024") == date(2024, 3, 31)
    assert day("9999-12-31") is None
    assert moment_of("2024-04-01T00:30:00+01:00") == "2024-03-31T23:30:00"
    assert moment_of("2024-04-01") == "2024-04-01"


def test_numbers_of_companies_are_those_of_companies_house_only() -> None:
    assert number_of_company("GB-COH", "1234567") == "01234567"
    assert number_of_company("COMPANIES_HOUSE", "sc123456") == "SC123456"
    assert number_of_company(None, "GB-COH-01234567") == "01234567"
    assert number_of_company("GB-CHC", "1234567") is None
    assert number_of_company("GB-COH", "not known") is None


def test_what_a_notice_is_known_by() -> None:
    address = "https://www.contractsfinder.service.gov.uk/Notice/2A1E3359-87a0-4fdd-ac61-20d5e6520a13?x"
    assert notice_key(None, address) == "2a1e3359-87a0-4fdd-ac61-20d5e6520a13"
    assert notice_key("https://www.find-tender.service.gov.uk/Notice/012345-2025") == "012345-2025"
    assert notice_key("DN1") is None
