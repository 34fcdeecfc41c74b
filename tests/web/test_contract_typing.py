"""Values as they are typed into a form and read again: exactly, or not at all."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.contracts.declared.controls import Control
from tallystick.contracts.rules.notice_values import kept
from tallystick.contracts.stating import stated
from tallystick.web.contract_typing import NotRead, as_typed, from_typed

POUNDS, DAY, FIGURE, WHOLE = Control("pounds"), Control("day"), Control("figure"), Control("whole", low=0)


@given(st.integers(-(10**14), 10**14) | st.none())
def test_pounds_are_pence_and_pence_are_pounds(pence: int | None) -> None:
    assert from_typed(POUNDS, as_typed(POUNDS, pence)) == pence


@given(st.dates() | st.none())
def test_a_day_is_the_same_day(day: date | None) -> None:
    typed = as_typed(DAY, day.isoformat() if day else None)
    if day and day.year < 1000:
        with pytest.raises(NotRead):
            from_typed(DAY, typed)
    else:
        assert from_typed(DAY, typed) == day


@given(st.decimals(-(10**13), 10**13, places=6) | st.none())
def test_a_figure_is_the_same_figure(figure: Decimal | None) -> None:
    said = None if figure is None else stated(figure)
    assert from_typed(FIGURE, as_typed(FIGURE, said)) == figure


@given(st.lists(st.integers(1, 240), max_size=8))
def test_extensions_are_the_same_months(months: list[int]) -> None:
    assert from_typed(Control("extensions"), as_typed(Control("extensions"), months)) == months


@given(
    st.builds(
        kept,
        st.integers(0, 999),
        st.sampled_from(["days", "working_days", "months"]),
        clear=st.booleans(),
        service_days=st.integers(0, 9),
    )
)
def test_notice_is_the_same_notice(notice: dict[str, Any]) -> None:
    assert from_typed(Control("notice"), as_typed(Control("notice"), notice)) == notice


@given(st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1), max_size=5))
def test_points_are_the_same_points(points: list[str]) -> None:
    assert from_typed(Control("points"), as_typed(Control("points"), points)) == points


@pytest.mark.parametrize(
    ("text", "pence"),
    [("£1,234.50", 123_450), (" 12 ", 1200), (".5", 50), ("1.", 100), ("\N{MINUS SIGN}3", -300), ("1.500", 150),
     ("", None)],
)  # fmt: skip
def test_pounds_as_people_write_them(text: str, pence: int | None) -> None:
    assert from_typed(POUNDS, {"": text}) == pence


@pytest.mark.parametrize("text", ["12.345", "lots", "1e9", "NaN", "Infinity", ".", "-", "10" * 9, "1.2.3", "٣", "£"])
def test_what_is_no_amount_is_not_taken(text: str) -> None:
    if text == "£":
        assert from_typed(POUNDS, {"": text}) is None
    else:
        with pytest.raises(NotRead):
            from_typed(POUNDS, {"": text})


@pytest.mark.parametrize(
    ("parts", "say"),
    [(("", "3", "2026"), "must include a day"), (("1", "", ""), "must include a month and a year"),
     (("31", "2", "2026"), "must be a real date"), (("1", "3", "26"), "a year of four figures"),
     (("1", "Mars", "2026"), "must be a real date"), (("1", "13", "2026"), "must be a real date"),
     (("0", "1", "2026"), "must be a real date")],
)  # fmt: skip
def test_what_is_no_day_is_said(parts: tuple[str, str, str], say: str) -> None:
    with pytest.raises(NotRead, match=say):
        from_typed(DAY, dict(zip(("day", "month", "year"), parts, strict=True)))


@pytest.mark.parametrize("month", ["3", "03", "March", "mar", "MARCH"])
def test_a_month_may_be_a_word(month: str) -> None:
    assert from_typed(DAY, {"day": "27", "month": month, "year": "2026"}) == date(2026, 3, 27)


@pytest.mark.parametrize(
    ("how", "text"),
    [("whole", "1.5"), ("whole", "-1"), ("whole", "many"), ("figure", "1/2"), ("figure", "0.1234567"),
     ("figure", "9" * 20), ("extensions", "12+"), ("extensions", "0+12"), ("extensions", "rolling"),
     ("notice", "soon"), ("notice", "3 moons"), ("choice", "spell"), ("person", "Ann"), ("row", "-1")],
)  # fmt: skip
def test_what_cannot_be_read_is_said(how: str, text: str) -> None:
    with pytest.raises(NotRead):
        from_typed(Control(how, choices=(("a", "A"),), low=0), {"": text})


def test_a_text_that_is_too_long_or_missing_is_said() -> None:
    with pytest.raises(NotRead, match="at most 3 characters"):
        from_typed(Control("text", longest=3), {"": "long"})
    with pytest.raises(NotRead, match="must not be empty"):
        from_typed(Control("text", needed=True), {"": "  "})
    assert from_typed(Control("lines"), {"": "one\r\ntwo "}) == "one\ntwo"
