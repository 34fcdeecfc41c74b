"""A notice is one value, however it is written, and no value is a notice that says something else."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.contracts.rules.notice_days import UNITS, Notice
from tallystick.contracts.rules.notice_values import counted, in_text, kept, notice_of, read

KEPT = st.builds(
    kept,
    st.integers(0, 9_999),
    st.sampled_from(UNITS),
    clear=st.booleans(),
    service_days=st.integers(0, 99),
)


@given(KEPT)
def test_a_notice_is_written_and_read_back(notice: dict[str, Any]) -> None:
    assert read(in_text(notice)) == notice == notice_of(notice)


@pytest.mark.parametrize(
    ("typed", "notice"),
    [
        ("3 months", {"count": 3, "unit": "months"}),
        ("3 months'", {"count": 3, "unit": "months"}),
        ("one month", None),
        ("12 weeks", {"count": 84, "unit": "days"}),
        ("1 year", {"count": 12, "unit": "months"}),
        ("20 working days", {"count": 20, "unit": "working_days"}),
        ("20 business days", {"count": 20, "unit": "working_days"}),
        ("28 clear days", {"count": 28, "unit": "days", "clear": True}),
        ("28 days clear", {"count": 28, "unit": "days", "clear": True}),
        ("3 months, 2 working days to arrive", {"count": 3, "unit": "months", "service_days": 2}),
        ("3", None),
        ("3 to 6 months", None),
    ],
)
def test_notices_as_people_type_them(typed: str, notice: dict[str, Any] | None) -> None:
    assert read(typed) == notice


@pytest.mark.parametrize(
    "said",
    [
        None,
        3,
        "3 months",
        {"count": 3},
        {"count": "3", "unit": "months"},
        {"count": True, "unit": "months"},
        {"count": -1, "unit": "months"},
        {"count": 3, "unit": "fortnights"},
        {"count": 3, "unit": ["months"]},
        {"count": 3, "unit": "months", "clear": "perhaps"},
        {"count": 3, "unit": "months", "service_days": -2},
        {"count": 3, "unit": "months", "service_days": "two"},
    ],
)
def test_what_is_no_notice_is_taken_for_none(said: Any) -> None:
    assert notice_of(said) is None


def test_a_notice_that_is_not_clear_has_one_value() -> None:
    assert notice_of({"count": 3, "unit": "months", "clear": False, "service_days": 0, "more": 1}) == kept(3, "months")


def test_a_kept_notice_can_be_counted_with() -> None:
    assert counted(kept(20, "working_days", clear=True, service_days=2)) == Notice(20, "working_days", True, 2)
    assert counted(None) is None
