"""What two names have in common and what sets them apart, in figures that `weighing` turns into a probability.

Nothing here depends on which other names there are, so a pair compares today as it did yesterday.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import Indel, JaroWinkler, Levenshtein
from scipy import sparse

from tallystick.suppliers.rules.faces import Faces, Floats, Ints, Vocabulary, initials_of
from tallystick.suppliers.rules.words import KINDS

APART = tuple(kind for kind in KINDS if kind != "filler")
"""Kinds of words that can set two names apart."""

FIGURES = (
    "common_share",
    "common_weight",
    "smaller_share",
    "rarest_common",
    "common_words",
    "letters_alike",
    "begins_alike",
    "first_word",
    "first_two",
    "same_letters",
    "same_words",
    "cut_short",
    "slips",
    "slip_only",
    "abbreviated",
    "initials",
    "one_word",
    "first_weight",
    *(f"common_{kind}" for kind in APART),
    *(f"one_has_{kind}" for kind in APART),
    *(f"both_have_{kind}" for kind in APART),
    "one_has_rarest",
    "both_have_rarest",
    "one_has_words",
    "both_have_words",
)
"""What each column of `compared` is called."""

_CUT_SHORT_FROM = 12
_PLACE = KINDS.index("place")


@dataclass(frozen=True)
class _Left:
    """Words that only one of two faces has: kind's weights (pairs × APART), how many, and the rarest."""

    kinds: npt.NDArray[np.float64]
    words: npt.NDArray[np.float64]
    rarest: npt.NDArray[np.float64]


def compared(faces: Faces, left: Ints, right: Ints) -> Floats:
    """Rows × FIGURES for each pair of rows of `faces`; the same whichever is first."""
    if not len(left):
        return np.zeros((0, len(FIGURES)), np.float32)
    weights = faces.weights()
    kinds = np.array(faces.vocabulary.kinds)
    a, b = faces.words[left], faces.words[right]
    common = a.multiply(b).tocsr()
    only_a, only_b = (a - common).tocsr(), (b - common).tocsr()
    for matrix in (only_a, only_b):
        matrix.eliminate_zeros()
    slips = _slips(only_a, only_b, faces.vocabulary, weights)
    only_a, only_b = _less(only_a, slips.pair, slips.mine), _less(only_b, slips.pair, slips.theirs)
    size = len(left)
    shared = common @ weights
    slipped = np.bincount(slips.pair, slips.worth, size)
    apart_a, apart_b = _left(only_a, weights, kinds), _left(only_b, weights, kinds)
    sum_a, sum_b = apart_a.kinds.sum(axis=1), apart_b.kinds.sum(axis=1)
    one_sided = ~((sum_a > 0) & (sum_b > 0))
    total = np.minimum(a @ weights, b @ weights)
    both = np.minimum(apart_a.kinds, apart_b.kinds)
    one = np.where((apart_a.kinds > 0) & (apart_b.kinds > 0), 0, np.maximum(apart_a.kinds, apart_b.kinds))
    known = shared + slipped
    mine, theirs = [faces.compacts[i] for i in left.tolist()], [faces.compacts[i] for i in right.tolist()]
    same_words = (sum_a + sum_b == 0) & (slipped == 0)
    columns = [
        known / np.maximum(known + sum_a + sum_b, 0.1),
        np.minimum(known, 25),
        np.minimum(1, known / np.maximum(total, 0.1)),
        _rarest(common, weights),
        np.asarray(common.sum(axis=1)).ravel(),
        process.cpdist(mine, theirs, scorer=Indel.normalized_similarity, workers=2),
        process.cpdist(mine, theirs, scorer=JaroWinkler.normalized_similarity, workers=2),
        faces.first[left] == faces.first[right],
        (faces.first[left] == faces.first[right])
        & (faces.second[left] == faces.second[right])
        & (faces.second[left] >= 0),
        np.fromiter((x == y for x, y in zip(mine, theirs, strict=True)), bool, size),
        same_words,
        np.fromiter(map(_cut_short, mine, theirs), bool, size),
        np.bincount(slips.pair, minlength=size),
        (sum_a + sum_b == 0) & (slipped > 0),
        np.bincount(slips.pair[slips.abbreviated], minlength=size),
        _initials(faces, left, right),
        np.minimum(faces.count[left], faces.count[right]) == 1,
        np.where(faces.first[left] == faces.first[right], weights[faces.first[left]], 0),
        *_left(common, weights, kinds).kinds.T,
        *one.T,
        *both.T,
        np.where(one_sided, np.maximum(apart_a.rarest, apart_b.rarest), 0),
        np.minimum(apart_a.rarest, apart_b.rarest),
        np.where(one_sided, apart_a.words + apart_b.words, 0),
        np.minimum(apart_a.words, apart_b.words),
    ]
    return np.column_stack(columns).astype(np.float32)


@dataclass(frozen=True)
class _Slips:
    """Words of one face that are slips, beginnings or initials of a word of the other. pair: which pair of faces."""

    pair: Ints
    mine: Ints
    theirs: Ints
    worth: npt.NDArray[np.float64]
    abbreviated: npt.NDArray[np.bool_]


def _slips(only_a: sparse.csr_matrix, only_b: sparse.csr_matrix, vocabulary: Vocabulary, weights: Floats) -> _Slips:
    words = vocabulary.words
    many_a, many_b = np.diff(only_a.indptr), np.diff(only_b.indptr)
    pairs = np.flatnonzero((many_a > 0) & (many_b > 0) & (many_a * many_b <= 36))
    times = (many_a * many_b)[pairs]
    pair = np.repeat(pairs, times)
    within = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
    mine = only_a.indices[only_a.indptr[pair] + within // many_b[pair]].astype(np.int64)
    theirs = only_b.indices[only_b.indptr[pair] + within % many_b[pair]].astype(np.int64)
    both, where = np.unique(mine << 32 | theirs, return_inverse=True)
    how = _alike([words[x] for x in (both >> 32).tolist()], [words[x] for x in (both & 0xFFFFFFFF).tolist()])[where]
    # Two places are two, however alike: Manchester is no slip of Winchester.
    place = np.array(vocabulary.kinds) == _PLACE
    how[(how == 1) & place[mine] & place[theirs]] = 0
    found = np.flatnonzero(how)
    # One word is a slip of one word only: the first of each, on either side.
    for side in (mine, theirs):
        _, firsts = np.unique(np.column_stack([pair[found], side[found]]), axis=0, return_index=True)
        found = found[np.sort(firsts)]
    share = np.where(how[found] == 1, 0.9, 0.5)
    worth = np.minimum(weights[mine[found]], weights[theirs[found]]) * share
    return _Slips(pair[found], mine[found], theirs[found], worth, how[found] == 2)


def _alike(mine: list[str], theirs: list[str]) -> npt.NDArray[np.int8]:
    """1 where one word is a slip of the other, 2 where it is its beginning or its initial, else 0."""
    near = process.cpdist(mine, theirs, scorer=Levenshtein.normalized_similarity, score_cutoff=0.75, workers=2)
    found = np.zeros(len(mine), np.int8)
    for at, (one, other) in enumerate(zip(mine, theirs, strict=True)):
        if one[0] != other[0] and not near[at]:
            continue
        short, long = (one, other) if len(one) <= len(other) else (other, one)
        if long.startswith(short):
            slip = len(short) >= 4 and len(long) - len(short) <= 2
            found[at] = 1 if slip else 2 if len(short) == 1 or len(short) >= 3 else 0
        elif len(short) >= 4:
            found[at] = near[at] >= (0.8 if len(long) > 5 else 0.75)
        if found[at] and (any(map(str.isdigit, short)) or any(map(str.isdigit, long))):
            found[at] = 0
    return found


def _less(matrix: sparse.csr_matrix, rows: Ints, columns: Ints) -> sparse.csr_matrix:
    if not len(rows):
        return matrix
    gone = sparse.csr_matrix((np.ones(len(rows), np.float32), (rows, columns)), shape=matrix.shape)
    rest = (matrix - gone).tocsr()
    rest.eliminate_zeros()
    return rest


def _left(only: sparse.csr_matrix, weights: Floats, kinds: Ints) -> _Left:
    """Small words (filler) set nothing apart."""
    rows = np.repeat(np.arange(only.shape[0]), np.diff(only.indptr))
    kind = kinds[only.indices]
    tells = kind > 0
    rows, kind, worth = rows[tells], kind[tells] - 1, weights[only.indices][tells]
    by_kind = (
        np.bincount(rows * len(APART) + kind, worth, only.shape[0] * len(APART)).reshape(-1, len(APART)).astype(float)
    )
    rarest = np.zeros(only.shape[0])
    np.maximum.at(rarest, rows, worth)
    return _Left(by_kind, np.bincount(rows, minlength=only.shape[0]).astype(float), rarest)


def _rarest(common: sparse.csr_matrix, weights: Floats) -> npt.NDArray[np.float64]:
    rarest = np.zeros(common.shape[0])
    np.maximum.at(rarest, np.repeat(np.arange(common.shape[0]), np.diff(common.indptr)), weights[common.indices])
    return rarest


def _cut_short(mine: str, theirs: str) -> bool:
    return min(len(mine), len(theirs)) >= _CUT_SHORT_FROM and (mine.startswith(theirs) or theirs.startswith(mine))


def _initials(faces: Faces, left: Ints, right: Ints) -> npt.NDArray[np.bool_]:
    found = np.zeros(len(left), bool)
    count_a, count_b = faces.count[left], faces.count[right]
    for at in np.flatnonzero((np.minimum(count_a, count_b) == 1) & (np.maximum(count_a, count_b) >= 3)).tolist():
        short, long = (left[at], right[at]) if count_a[at] < count_b[at] else (right[at], left[at])
        found[at] = faces.compacts[short] in initials_of(faces.texts[long])
    return found
