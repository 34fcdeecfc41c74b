"""Money as it is published, to the penny."""

import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tallystick.kit.money import LARGEST_PENCE, pounds, pounds_for_people, read_amount
from tallystick.lake.tidy.amounts import read_amounts

READ = {
    "1234.50": 123450, "£1,234.50": 123450, "1,234": 123400, "1234.5": 123450, ".5": 50, "5.": 500, "0": 0,
    "-0.00": 0,
    # money back
    "-5": -500, "-£5": -500, "£-5": -500, "£ -5.00": -500, "(1,234.50)": -123450, "£(5.00)": -500, "(£5.00)": -500,
    "- £5": -500,
    "38,937.00-": -3893700, "12.00 CR": -1200, "12.00CR": -1200, "12.00 DR": 1200, "−5.00": -500, "–£5.00": -500,
    # pound signs lost, and said in words
    "?1,234.50": 123450, "\ufffd5.00": 500, "Â£5.00": 500, "œ5.00": 500, "ú5.00": 500, "&pound;5.00": 500,
    "&#163;5": 500,
    "#5.00": 500,
    "GBP 5.00": 500, "5.00 GBP": 500, "gbp5": 500,
    # shortened, and as spreadsheets keep them
    "£1.2k": 120000, "3m": 300000000, "£1.5bn": 150000000000, "1.2E+05": 12000000, "1e3": 100000,
    "1668.8000000000002": 166880, "1234567.8899999999": 123456789, '="123.45"': 12345, "'123.45": 12345, "+5.00": 500,
    # other countries' habits
    "1.234,50": 123450, "1234,50": 123450, "12,34": 1234, "1 234.50": 123450, "1'234.50": 123450,
    # spaces of every kind
    "  5.00  ": 500, "£\u00a05.00": 500, "\u2009£5.00": 500, "\t5.00": 500,
    # an accountant's nought
    " - ": 0, "£-": 0, " -   ": 0, "£ -": 0,
    # fractions of a penny: half away from nought
    "0.005": 1, "-0.005": -1, "0.0049": 0, "2.675": 268,
}  # fmt: skip

NOT_READ = [
    "", " ", "-", "--", "£", "n/a", "see note", "REDACTED", "########", "#REF!", "#N/A", "€5.00", "$5.00",
    "5.00 EUR", "USD 5", "¥500",
    "1,23,456.00", "1.2.3", "5.00.", "--5", "-(5)", "-5-", "5 6", "1,234.50 and", "01/04/2024", "2024-04-01",
    "Apr-24",
    "£500 - £999", "1" * 60, "9" * 17, "1e99", "nan", "inf", "Infinity", "0x10", "٣", "½", "TRUE",
]  # fmt: skip


@pytest.mark.parametrize(("text", "pence"), READ.items())
def test_an_amount_is_read(text: str, pence: int) -> None:
    read = read_amount(text)
    assert read is not None
    assert read.pence == pence


@pytest.mark.parametrize("text", NOT_READ)
def test_what_states_no_amount_is_not_read(text: str) -> None:
    assert read_amount(text) is None


def test_rounding_is_owned_up_to() -> None:
    assert [read_amount(t).rounded for t in ("0.005", "1668.8000000000002", "1.50")] == [True, False, False]  # type: ignore[union-attr]


def test_no_cell_at_all() -> None:
    assert read_amount(None) is None


@given(st.integers(-LARGEST_PENCE, LARGEST_PENCE))
def test_pounds_are_read_back(pence: int) -> None:
    for written in (pounds(pence), pounds_for_people(pence)):
        read = read_amount(written)
        assert read is not None
        assert (read.pence, read.rounded) == (pence, False)


@given(st.integers(-(10**11), 10**11))
def test_a_float_of_pounds_is_read_back(pence: int) -> None:
    assert read_amount(repr(pence / 100)).pence == pence  # type: ignore[union-attr]


_MONEYISH = st.one_of(
    st.text("0123456789.,-()£ kKCRcrD'eE+?\ufffdÂ", max_size=14),
    st.from_regex(r"-?£?\d{1,11}(\.\d{0,18})?", fullmatch=True),
    st.from_regex(r"\(?-?£?\d{1,3}(,\d{3}){0,3}(\.\d{1,3})?\)?-?", fullmatch=True),
    st.floats(-1e9, 1e9).map(repr),
    st.sampled_from([*READ, *NOT_READ]),
    st.none(),
)


@given(st.lists(_MONEYISH, max_size=20))
@example([*READ, *NOT_READ, None])
@example(["0.005", "0.004999999999999", "0.00500000000000001", "-0.005", "1.115", "2.675", "999999999.995"])
def test_a_whole_column_is_read_as_its_cells_are(cells: list[str | None]) -> None:
    # The CSV reader gives null and never "".
    cells = [cell or None for cell in cells]
    read = read_amounts(pl.Series("c0", cells, dtype=pl.String))
    one_by_one = [read_amount(cell) for cell in cells]
    assert read["pence"].to_list() == [None if one is None else one.pence for one in one_by_one]
    assert read["rounded"].to_list() == [one is not None and one.rounded for one in one_by_one]
