"""An end that follows is worked out, and what does not fit together is told; nothing is put right by itself."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.contracts.rules.term_fits import misfits, used_of, worked_out

TODAY = date(2026, 11, 22)
TWO_ONE_ONE = {"start": date(2026, 4, 1), "term_months": 24, "extensions": [12, 12], "term_kind": "fixed"}


@pytest.mark.parametrize(
    ("values", "days"),
    [
        (TWO_ONE_ONE, {"end": date(2028, 3, 31), "latest_end": date(2030, 3, 31)}),
        (
            {**TWO_ONE_ONE, "start": date(2024, 4, 1), "extensions_used": 1},
            {"end": date(2027, 3, 31), "latest_end": date(2028, 3, 31)},
        ),
        (
            {**TWO_ONE_ONE, "start": date(2024, 4, 1), "extensions_used": 2},
            {"end": date(2028, 3, 31), "latest_end": date(2028, 3, 31)},
        ),
        # The first term is over, and nobody says whether it was extended.
        ({**TWO_ONE_ONE, "start": date(2024, 4, 1)}, {}),
        ({**TWO_ONE_ONE, "start": date(2020, 4, 1), "extensions": []}, {"end": date(2022, 3, 31)}),
        (
            {**TWO_ONE_ONE, "extensions": [], "extensions_used": 0},
            {"end": date(2028, 3, 31), "latest_end": date(2028, 3, 31)},
        ),
        ({**TWO_ONE_ONE, "end": date(2028, 3, 31)}, {"latest_end": date(2030, 3, 31)}),
        # One was used, by its dates.
        ({**TWO_ONE_ONE, "end": date(2029, 3, 31)}, {"latest_end": date(2030, 3, 31)}),
        ({**TWO_ONE_ONE, "end": date(2028, 9, 30)}, {}),
        ({**TWO_ONE_ONE, "term_kind": "rolling"}, {}),
        ({"start": date(2026, 8, 31), "term_months": 6}, {"end": date(2027, 2, 28)}),
        ({"start": date(9999, 1, 1), "term_months": 24}, {}),
        ({"term_months": 24}, {}),
        ({}, {}),
    ],
)  # fmt: skip
def test_what_follows(values: dict[str, Any], days: dict[str, date]) -> None:
    found = worked_out(values, TODAY)
    assert {one.field: one.day for one in found} == days
    assert all(one.why.endswith(".") for one in found)


@pytest.mark.parametrize(
    ("more", "fields"),
    [
        ({"end": date(2028, 3, 31), "latest_end": date(2030, 3, 31)}, []),
        ({"end": date(2028, 4, 1)}, []),
        ({"end": date(2028, 6, 30)}, ["end"]),
        ({"end": date(2029, 3, 31)}, []),
        ({"end": date(2029, 3, 31), "extensions_used": 0}, ["end"]),
        ({"end": date(2028, 3, 31), "latest_end": date(2029, 3, 31)}, ["latest_end"]),
        ({"end": date(2029, 3, 31), "extensions_used": 1, "latest_end": date(2030, 3, 31)}, []),
        ({"extensions_used": 3}, ["extensions_used"]),
        ({"break_from": date(2027, 1, 1)}, ["break_to"]),
        ({"break_from": date(2027, 6, 1), "break_to": date(2027, 1, 1)}, ["break_to"]),
        ({"break_on": date(2025, 1, 1)}, ["break_on"]),
        ({"end": date(2028, 3, 31), "break_on": date(2029, 1, 1)}, ["break_on"]),
        # It renews itself: it may run beyond any term.
        ({"end": date(2031, 3, 31), "renewal_months": 12, "break_on": date(2032, 3, 31)}, []),
        ({"end": date(2031, 3, 31), "term_kind": "rolling"}, []),
    ],
)
def test_what_does_not_fit_is_told_where_it_is_put_right(more: dict[str, Any], fields: list[str]) -> None:
    assert [one.field for one in misfits({**TWO_ONE_ONE, **more})] == fields


def test_months_of_changes_that_were_made_are_no_misfit() -> None:
    values = {**TWO_ONE_ONE, "extensions_used": 0, "end": date(2029, 3, 31), "latest_end": date(2031, 3, 31)}
    assert [one.field for one in misfits(values)] == ["end"]
    assert misfits(values, 12) == ()
    assert misfits({**values, "end": date(2028, 3, 31), "latest_end": date(2030, 3, 31)}, 12) == ()
    [told] = misfits({**values, "end": date(2029, 9, 30), "latest_end": None}, 12)
    assert "with the changes made, it is 31 March 2029" in told.say


@given(
    st.dates(date(2000, 1, 1), date(2040, 1, 1)),
    st.integers(1, 120),
    st.lists(st.integers(1, 60), max_size=4),
    st.integers(0, 4),
)
def test_what_is_worked_out_always_fits(start: date, months: int, extensions: list[int], used: int) -> None:
    values: dict[str, Any] = {"start": start, "term_months": months, "extensions": extensions, "term_kind": "fixed"}
    values["extensions_used"] = min(used, len(extensions))
    found = {one.field: one.day for one in worked_out(values, TODAY)}
    assert not misfits({**values, **found})
    assert found["end"] <= found.get("latest_end", found["end"])
    assert used_of({**values, "extensions_used": None}, found["end"]) in (None, values["extensions_used"])
