"""Which names are worth comparing: the nearest by groups of three letters, by rare words, by a whole part, by initials.

Every matrix here is sparse, one row a face. What is learnt from the names at hand (how common a group of letters is) is
kept with them, so that a thousand more can be looked up without starting again.
"""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sparse_dot_topn import sp_matmul_topn

from tallystick.suppliers.rules.faces import Faces, Floats, Ints, initials_of

_LETTERS = 38
_GRAMS = _LETTERS**3
_CODES = np.full(256, 37, np.int64)
_CODES[ord(" ")] = 0
for _number, _letter in enumerate("abcdefghijklmnopqrstuvwxyz0123456789"):
    _CODES[ord(_letter)] = _number + 1
_NEAREST_BY_LETTERS = 8
_NEAREST_BY_WORDS = 6
_LEAST_BY_LETTERS = 0.4
_LEAST_BY_WORDS = 0.35
_COMMON_GRAM = 900
_COMMON_WORD = 500
_MOST_OF_ONE_PART = 40


@dataclass(frozen=True)
class Nearest:
    """Pairs of faces worth comparing, as two arrays of rows: each pair once, left row the smaller."""

    left: Ints
    right: Ints


@dataclass(frozen=True)
class Learnt:
    """What the first names taught, for those that come later. letters: the weight of each three letters."""

    letters: Floats

    @classmethod
    def from_faces(cls, faces: Faces) -> "Learnt":
        return cls(rarity(grams(faces.texts), _COMMON_GRAM))


def worth_comparing(
    faces: Faces, learnt: Learnt, first_row: int = 0, letters: sparse.csr_matrix | None = None
) -> Nearest:
    """Pairs of which one at least is a row of `faces` from `first_row` on. letters: the rows by letters, if known."""
    letters = by_letters(faces.texts, learnt) if letters is None else letters
    rare = rare_words(faces)
    return together(
        [
            nearest(letters[first_row:], letters, _NEAREST_BY_LETTERS, _LEAST_BY_LETTERS, first_row),
            nearest(rare[first_row:], rare, _NEAREST_BY_WORDS, _LEAST_BY_WORDS, first_row),
            by_whole_part(faces.compacts, first_row),
            by_initials(faces, first_row),
        ]
    )


def by_letters(texts: list[str], learnt: Learnt) -> sparse.csr_matrix:
    """One row a text: its groups of three letters, by how rare they are."""
    return unit_rows(grams(texts), learnt.letters)


def rare_words(faces: Faces) -> sparse.csr_matrix:
    """One row a face: its words by how rare they are, without those that very many of these faces have."""
    words = faces.words.copy()
    words.data = faces.weights()[words.indices]
    length = np.sqrt(np.asarray(words.multiply(words).sum(axis=1)).ravel())
    words.data /= np.repeat(np.maximum(length, 0.1), np.diff(words.indptr)).astype(np.float32)
    have = np.bincount(words.indices, minlength=words.shape[1])
    words.data[(have > _COMMON_WORD)[words.indices]] = 0
    words.eliminate_zeros()
    return words


def grams(texts: list[str]) -> sparse.csr_matrix:
    """Rows of counts of each three letters, a space before and after each word."""
    data = np.frombuffer(" ".join(["", *texts, ""]).encode("ascii", "replace"), np.uint8)
    codes = _CODES[data]
    found = codes[:-2] * _LETTERS**2 + codes[1:-1] * _LETTERS + codes[2:]
    lengths = np.fromiter((len(text) for text in texts), np.int64, len(texts)) + 1
    starts = np.concatenate(([0], np.cumsum(lengths)))
    # A row is its text and the spaces about it, so neighbours share one space and no letters.
    rows = np.repeat(np.arange(len(texts)), lengths)[: found.size]
    within = np.arange(found.size) < starts[rows + 1] - 1 if len(texts) else np.zeros(0, bool)
    matrix = sparse.csr_matrix(
        (np.ones(int(within.sum()), np.float32), (rows[within], found[within])), shape=(len(texts), _GRAMS)
    )
    matrix.sum_duplicates()
    return matrix


def rarity(matrix: sparse.csr_matrix, most: int) -> Floats:
    """The weight of each column: the logarithm of how rare it is, 0 where more than `most` rows have it."""
    have = np.bincount(matrix.indices, minlength=matrix.shape[1])
    weights = np.log((matrix.shape[0] + 1) / (have + 1)) + 1
    weights[have > most] = 0
    found: Floats = weights.astype(np.float32)
    return found


def unit_rows(matrix: sparse.csr_matrix, weights: Floats) -> sparse.csr_matrix:
    """`matrix` weighed by column, each row of length 1 (or empty)."""
    weighed_ = sparse.csr_matrix(
        (np.sqrt(matrix.data) * weights[matrix.indices], matrix.indices.copy(), matrix.indptr.copy()),
        shape=matrix.shape,
    )
    weighed_.eliminate_zeros()
    length = np.sqrt(np.asarray(weighed_.multiply(weighed_).sum(axis=1)).ravel())
    scale = np.divide(1, length, out=np.zeros_like(length), where=length > 0)
    weighed_.data *= np.repeat(scale, np.diff(weighed_.indptr)).astype(np.float32)
    return weighed_


def nearest(some: sparse.csr_matrix, all_: sparse.csr_matrix, most: int, least: float, first_row: int) -> Nearest:
    """The `most` rows of `all_` nearest to each row of `some`, whose rows are those of `all_` from `first_row` on."""
    found = sp_matmul_topn(some, all_.T.tocsr(), top_n=most + 1, threshold=least, n_threads=2).tocoo()
    return distinct(found.row + first_row, found.col)


def distinct(left: npt.NDArray[np.integer], right: npt.NDArray[np.integer]) -> Nearest:
    """Each pair once, smaller row first, no row with itself."""
    low, high = np.minimum(left, right).astype(np.int64), np.maximum(left, right).astype(np.int64)
    both = np.unique((low << 32 | high)[low != high])
    return Nearest(both >> 32, both & 0xFFFFFFFF)


def together(several: list[Nearest]) -> Nearest:
    """All pairs of several kinds, each once."""
    return distinct(np.concatenate([n.left for n in several]), np.concatenate([n.right for n in several]))


def by_whole_part(texts: list[str], first_row: int = 0) -> Nearest:
    """Faces that are equal without their spaces. A part that very many have is no evidence, and is left out."""
    wanted = set(texts[first_row:])
    rows: dict[str, list[int]] = defaultdict(list)
    for row, text in enumerate(texts):
        if text in wanted:
            rows[text].append(row)
    return _paired([its for its in rows.values() if 1 < len(its) <= _MOST_OF_ONE_PART], first_row)


def by_initials(faces: Faces, first_row: int = 0) -> Nearest:
    """One word of three to six letters, and a name, from `first_row` on, of as many words that begin with them.

    Initials that come after the name in full are not looked for: that would mean going through all names again.
    """
    long: dict[str, list[int]] = defaultdict(list)
    for row in (np.flatnonzero(faces.count[first_row:] >= 3) + first_row).tolist():
        for initials in initials_of(faces.texts[row]):
            long[initials].append(row)
    alone: dict[str, list[int]] = defaultdict(list)
    for row in np.flatnonzero(faces.count == 1).tolist():
        if 3 <= len(faces.compacts[row]) <= 6 and faces.compacts[row] in long:
            alone[faces.compacts[row]].append(row)
    groups = [
        [row, other]
        for initials, rows in alone.items()
        if len(rows) * len(long[initials]) <= _MOST_OF_ONE_PART
        for row in rows
        for other in long[initials]
    ]
    return _paired(groups, first_row)


def _paired(groups: list[list[int]], first_row: int) -> Nearest:
    pairs = [(a, b) for its in groups for n, a in enumerate(its) for b in its[n + 1 :] if max(a, b) >= first_row]
    both = np.array(pairs, np.int64).reshape(-1, 2)
    return distinct(both[:, 0], both[:, 1])
