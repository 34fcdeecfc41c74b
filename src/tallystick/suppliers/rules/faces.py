"""Many faces as arrays: a row a face, a column a word, so that a million pairs are compared at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from scipy import sparse

from tallystick.suppliers.rules.words import KINDS, kind, stem, weight

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]


@dataclass
class Vocabulary:
    """Every word met, by number: its weight and its kind. Grows, and never changes what it has."""

    numbers: dict[str, int] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)
    kinds: list[int] = field(default_factory=list)

    def number(self, stemmed: str) -> int:
        found = self.numbers.get(stemmed)
        if found is None:
            found = self.numbers[stemmed] = len(self.words)
            self.words.append(stemmed)
            self.weights.append(weight(stemmed))
            self.kinds.append(KINDS.index(kind(stemmed)))
        return found

    def copy(self) -> "Vocabulary":
        """One that may grow without what was compared by this one being told of more words than it has columns."""
        return Vocabulary(dict(self.numbers), list(self.words), list(self.weights), list(self.kinds))


@dataclass(frozen=True)
class Faces:
    """texts: the faces. compacts: without spaces and "and". words: rows × vocabulary, 1 where the face has the word.

    first, second: the number of the first and second words, -1 for none. count: words of each.
    """

    texts: list[str]
    compacts: list[str]
    words: sparse.csr_matrix
    first: Ints
    second: Ints
    count: Ints
    vocabulary: Vocabulary

    def weights(self) -> Floats:
        """Of each column."""
        return np.array(self.vocabulary.weights, np.float32)


def faces_of(texts: Sequence[str], vocabulary: Vocabulary) -> Faces:
    """`texts` (words with single spaces) ready to be compared. `vocabulary` grows by the words it has not got."""
    compacts: list[str] = []
    indices: list[int] = []
    starts = [0]
    first: list[int] = []
    second: list[int] = []
    count: list[int] = []
    number = vocabulary.number
    for text in texts:
        its = text.split()
        compacts.append("".join([word for word in its if word != "and"]) or text.replace(" ", ""))
        numbers = [number(stem(word)) for word in its]
        told = [n for n in numbers if vocabulary.kinds[n]] or numbers
        first.append(told[0] if told else -1)
        second.append(told[1] if len(told) > 1 else -1)
        count.append(len(told))
        indices += dict.fromkeys(numbers)
        starts.append(len(indices))
    matrix = sparse.csr_matrix(
        (np.ones(len(indices), np.float32), np.array(indices, np.int32), np.array(starts, np.int32)),
        shape=(len(texts), len(vocabulary.words)),
    )
    matrix.sort_indices()
    return Faces(
        list(texts),
        compacts,
        matrix,
        np.array(first, np.int64),
        np.array(second, np.int64),
        np.array(count, np.int64),
        vocabulary,
    )


def added(faces: Faces, more: Faces) -> Faces:
    """`faces` with the rows of `more` after them, whose vocabulary is that of `faces` or grown from it."""
    wide = len(more.vocabulary.words)
    words = sparse.vstack([_widened(faces.words, wide), _widened(more.words, wide)], format="csr")
    return Faces(
        faces.texts + more.texts,
        faces.compacts + more.compacts,
        words,
        np.concatenate([faces.first, more.first]),
        np.concatenate([faces.second, more.second]),
        np.concatenate([faces.count, more.count]),
        more.vocabulary,
    )


def _widened(matrix: sparse.csr_matrix, wide: int) -> sparse.csr_matrix:
    return sparse.csr_matrix((matrix.data, matrix.indices, matrix.indptr), shape=(matrix.shape[0], wide))


def initials_of(text: str) -> set[str]:
    """The first letters of a face's words, with and without small words and the last word."""
    letters = "".join(word[0] for word in text.split())
    main = "".join(word[0] for word in text.split() if word not in ("and", "of", "for", "in", "the", "uk"))
    return {letters, main, main[:-1]} if len(main) > 3 else {letters, main}
