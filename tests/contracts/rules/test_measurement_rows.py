"""Rows of a file of measurements, as they are written."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.contracts.rules.measurement_rows import MOST_ROWS, figure, measured_rows
from tallystick.kit.errors import Refused

HEAD = ["KPI", "Month", "Actual", "Notes"]


def rows(*lines: list[str | None]) -> list[tuple[date | None, Decimal | None, str]]:
    found = measured_rows(range(1, len(lines) + 2), [HEAD, *lines])
    return [(one.day, one.value, one.refused) for one in found]


@pytest.mark.parametrize(
    ("text", "value"),
    [("99.5%", "99.5"), ("1,200", "1200"), ("\N{MINUS SIGN}3", "-3"), ("0", "0"), ("n/k", None), ("", None),
     ("NaN", None), ("1e400", None), ("0.1234567", None)],
)  # fmt: skip
def test_a_figure_is_read_exactly_or_not_at_all(text: str, value: str | None) -> None:
    assert figure(text) == (Decimal(value) if value else None)


@given(st.text(max_size=20))
def test_no_cell_breaks_the_reader(text: str) -> None:
    found = figure(text)
    assert found is None or found.is_finite()


def test_each_row_says_what_is_wrong_with_it() -> None:
    assert rows(
        ["Calls", "April 2026", "97", None],
        ["Calls", "2026-05-01", "85", ""],
        ["Calls", "Soon", "85", ""],
        ["", "April 2026", "85", ""],
        ["Calls", "April 2026", None, ""],
        [None, None, None, None],
    ) == [
        (date(2026, 4, 1), Decimal(97), ""),
        (date(2026, 5, 1), Decimal(85), ""),
        (None, Decimal(85), "“Soon” is no day or month that can be read."),
        (date(2026, 4, 1), Decimal(85), "It names no measure."),
        (date(2026, 4, 1), None, "It has no figure."),
    ]


def test_headings_are_looked_for_and_a_file_has_an_end() -> None:
    with pytest.raises(Refused, match="headings"):
        measured_rows([1], [["a", "b", "c"]])
    many = [["Calls", "April 2026", "97", ""]] * (MOST_ROWS + 1)
    with pytest.raises(Refused, match="more than"):
        measured_rows(range(1, len(many) + 2), [HEAD, *many])
