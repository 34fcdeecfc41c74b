"""Groups without chains."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tallystick.suppliers.rules.linking import NEVER, grouped


def _nothing(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    return np.zeros(len(left))


def _groups(count: int, pairs: dict[tuple[int, int], float]) -> list[int]:
    left = np.array([a for a, _ in pairs], np.int64)
    right = np.array([b for _, b in pairs], np.int64)
    return grouped(count, left, right, np.array(list(pairs.values()), float), _nothing, 0.6, 0.5).tolist()


def test_likely_pairs_are_one_group() -> None:
    assert _groups(3, {(0, 1): 0.9}) == [0, 0, 1]


def test_a_chain_of_likely_pairs_is_not_one_group() -> None:
    found = _groups(6, {(n, n + 1): 0.7 for n in range(5)})
    assert max(found.count(label) for label in found) <= 2


def test_what_is_never_one_is_never_one_whatever_stands_between() -> None:
    found = _groups(3, {(0, 1): 0.99, (1, 2): 0.99, (0, 2): NEVER})
    assert found[0] != found[2]


@given(st.dictionaries(st.tuples(st.integers(0, 6), st.integers(7, 12)), st.floats(0, 1), max_size=20))
def test_every_group_is_alike_on_average(pairs: dict[tuple[int, int], float]) -> None:
    found = np.array(_groups(13, pairs))
    for label in set(found.tolist()):
        members = np.flatnonzero(found == label)
        if len(members) == 2:
            assert pairs.get((int(members[0]), int(members[1])), 0) >= 0.5
