"""What a decision may say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.intake import rules
from tallystick.kit.errors import Refused

cells = st.dictionaries(st.integers(0, 60), st.text(max_size=20), max_size=5)


@given(cells, cells)
def test_what_is_mended_now_wins_over_what_was_mended_before(before: dict[int, str], now: dict[int, str]) -> None:
    if not before and not now:
        with pytest.raises(Refused):
            rules.mended_cells(before, now)
        return
    together = rules.mended_cells(before, now)
    assert all(together[position] == now.get(position, before.get(position)) for position in {**before, **now})
    assert list(together) == sorted({*before, *now})


def test_a_cell_of_a_novel_is_refused() -> None:
    with pytest.raises(Refused, match="characters"):
        rules.mended_cells({}, {0: "x" * (rules.LONGEST_CELL + 1)})


def test_a_cell_before_the_first_is_refused() -> None:
    with pytest.raises(Refused, match="no such cell"):
        rules.mended_cells({}, {-1: "x"})


def test_a_name_is_tidied_and_cut() -> None:
    assert rules.who("  Ada   Lovelace ") == "Ada Lovelace"
    assert len(rules.who("x" * 500)) == 200
