"""Dates as they are published."""

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tallystick.kit.dates import FIRST_YEAR, LAST_YEAR, financial_year, numeric_parts, read_date
from tallystick.lake.tidy.days import decide_order, read_days

SECOND_OF_APRIL = [
    "02/04/2024", "2/4/2024", "02-04-2024", "02.04.2024", "02/04/24", "2.4.24", "02 04 2024", "'02/04/2024",
    '="02/04/2024"', "02/04/2024.",
    "2024-04-02", "2024/04/02", "2024-04-02T00:00:00", "2024-04-02T00:00:00.000Z", "2024-04-02 00:00:00+00",
    "2024-04-02 10:15:00 +01:00",
    "02/04/2024 00:00", "02/04/2024 12:30:15 AM", "02/04/2024 00:00:00.000", "20240402", "02042024", "45384",
    "45,384", "45384.5",
    "2 April 2024", "02-Apr-24", "02-APR-2024", "2nd April 2024", "2nd of April 2024", "Tuesday, 2 April 2024",
    "Tue 02 Apr 2024",
    "02Apr2024", "April 2, 2024", "Apr 02 2024", "Tue, Apr 02, 2024", "02 April, 2024", "2 Apr '24", "2024 Apr 2",
    "\u00a002/04/2024",
]  # fmt: skip
NO_DATE = [
    "", "TBC", "31/04/2024", "29/02/2023", "13/13/2024", "00/01/2024", "01/00/2024", "2024", "04", "1234",
    "12345678", "99/99/9999",
    "01/04/1850", "01/04/20244", "April", "Q1 2024/25", "2024/25", "not 02/04/2024", "10:15", "32 April 2024",
    "2 Smarch 2024",
    "02/04/2024 - 05/04/2024", "£45,384.00", "62001", "32873", "x" * 80,
]  # fmt: skip
MONTHS = ["Apr-24", "April 2024", "Apr 2024", "APR24", "2024-04", "04/2024", "4/2024", "April '24"]


@pytest.mark.parametrize("text", SECOND_OF_APRIL)
def test_the_second_of_april(text: str) -> None:
    read = read_date(text)
    assert read is not None
    assert (read.day, read.form != "month") == (date(2024, 4, 2), True)


@pytest.mark.parametrize("text", NO_DATE)
def test_no_date(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize("text", MONTHS)
def test_a_month_without_a_day(text: str) -> None:
    read = read_date(text)
    assert read is not None
    assert (read.day, read.form) == (date(2024, 4, 1), "month")


def test_the_order_rules_only_numbers() -> None:
    assert read_date("02/04/2024", "month").day == date(2024, 2, 4)  # type: ignore[union-attr]
    assert read_date("2024-04-02", "month").day == date(2024, 4, 2)  # type: ignore[union-attr]
    assert numeric_parts("02/04/2024 10:15") == (2, 4)
    assert numeric_parts("2024-04-02") is None


@given(
    st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)),
    st.sampled_from(["%d/%m/%Y", "%Y-%m-%d", "%d %B %Y", "%d-%b-%Y"]),
)
def test_any_day_is_read_back(day: date, form: str) -> None:
    assert read_date(day.strftime(form)).day == day  # type: ignore[union-attr]


@given(st.dates(date(1995, 1, 1), date(2050, 12, 31)))
def test_a_spreadsheets_day_number_is_read_back(day: date) -> None:
    assert read_date(str((day - date(1899, 12, 30)).days)).day == day  # type: ignore[union-attr]


@given(st.text(max_size=30))
def test_nothing_breaks_it(text: str) -> None:
    read_date(text)
    read_date(text, "month")
    numeric_parts(text)


def half_understood(days: list[date]) -> bool:
    """Whether those that could be either way fall, the other way round, in the months of those that could not."""
    sure = {(day.year, day.month) for day in days if day.day > 12}
    doubtful = [day for day in days if day.day <= 12 and day.day != day.month]
    return sum((day.year, day.day) in sure for day in doubtful) >= 0.9 * len(doubtful) > 0


@given(
    st.lists(st.dates(date(2023, 1, 1), date(2024, 12, 31)), min_size=1, max_size=30), st.sampled_from(["day", "month"])
)
def test_a_columns_order_is_told_from_all_of_its_rows(days: list[date], order: str) -> None:
    form = "%d/%m/%Y" if order == "day" else "%m/%d/%Y"
    # Dates that a spreadsheet half understood look like this, and are flagged: they have a test of their own.
    assume(order == "day" or not half_understood(days))
    read = read_days(pl.Series([day.strftime(form) for day in days]))
    if any(day.day > 12 for day in days):
        assert (read.order.order, read.order.flagged) == (order, False)
        assert read.date.to_list() == days
    else:
        assert (read.order.order, read.order.flagged) == ("day", True)


@pytest.mark.parametrize(
    ("cells", "order", "flagged"),
    [
        (["13/04/2024", "01/02/2024"], "day", False),
        (["04/13/2024", "01/02/2024"], "month", False),
        (["01/02/2024"], "day", True),
        (["13/04/2024", "14/04/2024", "04/15/2024"], "day", True),
        (["2024-04-13"], "year", False),
        (["45384"], "serial", False),
        (["2 April 2024"], "words", False),
        ([], "words", False),
    ],
)
def test_how_the_order_is_decided(cells: list[str], order: str, flagged: bool) -> None:
    decided = decide_order(dict.fromkeys(cells, 1))
    assert (decided.order, decided.flagged) == (order, flagged)


def test_a_person_has_the_last_word() -> None:
    assert decide_order({"13/04/2024": 1}, "month").order == "month"


@given(st.dates(date(2024, 1, 13), date(2024, 1, 13) + timedelta(days=15)))
def test_a_month_only_is_known_as_a_month(day: date) -> None:
    read = read_days(pl.Series(["Jan-24", day.strftime("%d/%m/%Y")]))
    assert read.date.to_list() == [None, day]
    assert read.month.to_list() == [date(2024, 1, 1)] * 2
    assert read.months_only == 1


@pytest.mark.parametrize(
    ("day", "year"),
    [("2026-03-31", "2025/26"), ("2026-04-01", "2026/27"), ("2099-12-31", "2099/00"), ("2000-01-01", "1999/00")],
)
def test_a_financial_year_begins_on_the_first_of_april(day: str, year: str) -> None:
    assert financial_year(date.fromisoformat(day)) == year
