"""Names that are known, and more of them."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tallystick.suppliers.rules.known_names import KnownNames
from tallystick.suppliers.rules.names import Parsed, parse

_NAMES = st.sets(
    st.sampled_from(["Acme Ltd", "Acme Systems Ltd", "Birch Software", "Cedar Cloud UK Limited"]), min_size=2
)
_MORE = st.sets(st.sampled_from(["Dunnock Data Ltd", "Acme Dunnock", "Elder Birch plc", "Fern & Moss LLP"]), min_size=1)


@given(_NAMES, _MORE)
def test_what_was_known_compares_as_it_did_when_more_is_added_to_it(first: set[str], more: set[str]) -> None:
    """Two builds may share what is known: one that adds a word takes nothing from the other."""
    known, alone = KnownNames.from_names(_parsed(first)), KnownNames.from_names(_parsed(first))
    known.with_(_parsed(more))
    left, right = np.triu_indices(len(known.keys), 1)
    assert known.odds_of(left, right).tolist() == alone.odds_of(left, right).tolist()


@given(_NAMES, _MORE)
def test_what_is_added_is_compared_as_if_all_had_been_known_at_once(first: set[str], more: set[str]) -> None:
    grown = KnownNames.from_names(_parsed(first)).with_(_parsed(more))
    left, right = np.triu_indices(len(grown.keys), 1)
    again = grown.odds_of(left, right)
    assert again.shape == left.shape
    assert np.isfinite(again).all()


def _parsed(names: set[str]) -> list[Parsed]:
    return list({its.key: its for its in map(parse, sorted(names))}.values())
