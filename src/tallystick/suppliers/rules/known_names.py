"""All names that are known, and how likely each two that are worth comparing are one supplier, by name alone."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy import sparse

from tallystick.suppliers.rules.comparing import compared
from tallystick.suppliers.rules.faces import Faces, Ints, Vocabulary, added, faces_of
from tallystick.suppliers.rules.names import ASIDE, FORMER, LEGAL, TRADING, Parsed
from tallystick.suppliers.rules.nearness import Learnt, by_letters, worth_comparing
from tallystick.suppliers.rules.weighing import FACE_KINDS, Probabilities, all_figures, probability

LEAST = 0.02
"""Pairs less likely than this are forgotten."""

_AT_ONCE = 400_000
_ASIDE, _LEGAL, _TRADING = (FACE_KINDS.index(kind) for kind in (ASIDE, LEGAL, TRADING))
MOST_INITIALS = 3
_OTHER_NAMES = (FACE_KINDS.index(TRADING), FACE_KINDS.index(FORMER))
_PARTS = (FACE_KINDS.index(LEGAL), *_OTHER_NAMES)


@dataclass
class Pairs:
    """left, right: numbers of names, left the smaller. odds: that they are one. face_left, face_right: rows of the
    faces that are most alike."""

    left: Ints
    right: Ints
    odds: Probabilities
    face_left: Ints
    face_right: Ints

    @classmethod
    def none(cls) -> "Pairs":
        empty = np.zeros(0, np.int64)
        return cls(empty, empty, np.zeros(0), empty, empty)

    def and_(self, more: "Pairs") -> "Pairs":
        return Pairs(*(np.concatenate([getattr(self, f), getattr(more, f)]) for f in self.__dataclass_fields__))


@dataclass
class Weighed:
    """Pairs of names that were weighed because they stood in one group, so that they need not be weighed again.

    codes: the smaller number times 2³² and the larger, in order. odds: of each.
    """

    codes: Ints
    odds: Probabilities

    @classmethod
    def none(cls) -> "Weighed":
        return cls(np.zeros(0, np.int64), np.zeros(0))

    def place(self, codes: Ints) -> tuple[Ints, npt.NDArray[np.bool_]]:
        """(where each is, whether it is there)."""
        if not self.codes.size:
            return np.zeros(len(codes), np.int64), np.zeros(len(codes), bool)
        at = np.minimum(np.searchsorted(self.codes, codes), self.codes.size - 1)
        return at, self.codes[at] == codes

    def add(self, codes: Ints, odds: Probabilities) -> None:
        every, first = np.unique(np.concatenate([self.codes, codes]), return_index=True)
        self.codes, self.odds = every, np.concatenate([self.odds, odds])[first]


UNLIKE_PEOPLE = 0.2
"""Of two people with one surname, who trade under names that are alike: worth a look, and never more."""


def unlike_initials(one: str, other: str) -> bool:
    """Whether two names begin with initials and one same word, and have another letter at the same place of them.

    ``eq plumstrake`` and ``fq plumstrake`` do; ``j smith`` and ``jp smith`` do not.
    """
    (initials, _, rest), (others, _, more) = one.partition(" "), other.partition(" ")
    if not rest or rest.split(" ", 1)[0] != more.split(" ", 1)[0] or max(len(initials), len(others)) > MOST_INITIALS:
        return False
    return any(a != b for a, b in zip(initials, others, strict=False))


@dataclass
class KnownNames:
    """keys: of each name (`names.Parsed.key`), whose number is its place. forms: legal forms. owner: the name of each
    face.

    kinds: of each face, as an index of FACE_KINDS. letters: rows of faces by groups of three letters.
    """

    keys: list[str]
    forms: list[str]
    faces: Faces
    owner: Ints
    kinds: Ints
    learnt: Learnt
    letters: sparse.csr_matrix
    pairs: Pairs
    weighed: Weighed = field(default_factory=Weighed.none)

    @cached_property
    def number(self) -> dict[str, int]:
        """The number of each key."""
        return {key: at for at, key in enumerate(self.keys)}

    def rows_of(self, number: int) -> range:
        """The rows of the faces of a name."""
        first, after = np.searchsorted(self.owner, [number, number + 1]).tolist()
        return range(first, after)

    def joined(self, compacts: set[str]) -> list[frozenset[str]]:
        """Of each name of several legal, trading or former parts that has one of `compacts` among them, all those
        parts."""
        owners = {owner for its in compacts for owner in self._parts_of.get(its, ())}
        return [
            frozenset(self.faces.compacts[row] for row in self.rows_of(owner) if self.kinds[row] in _PARTS)
            for owner in sorted(owners)
        ]

    @cached_property
    def _parts_of(self) -> dict[str, list[int]]:
        """The names that have each part, of those that have a trading or a former name in them."""
        found: dict[str, list[int]] = {}
        for owner in np.unique(self.owner[np.isin(self.kinds, _OTHER_NAMES)]).tolist():
            for row in self.rows_of(owner):
                if self.kinds[row] in _PARTS:
                    found.setdefault(self.faces.compacts[row], []).append(owner)
        return found

    @classmethod
    def from_names(cls, names: list[Parsed]) -> "KnownNames":
        """`names` have distinct keys. Sorts them by key, so that their order does not matter."""
        names = sorted(names, key=lambda name: name.key)
        faces, owner, kinds = _faces(names, 0, Vocabulary())
        learnt = Learnt.from_faces(faces)
        known = cls(
            [n.key for n in names],
            [n.legal for n in names],
            faces,
            owner,
            kinds,
            learnt,
            by_letters(faces.texts, learnt),
            Pairs.none(),
        )
        known._compare_from(0)
        return known

    def with_(self, names: list[Parsed]) -> "KnownNames":
        """These and `names`, whose keys are new. What was known keeps its number and its pairs, and stays as it was."""
        names = sorted(names, key=lambda name: name.key)
        more, owner, kinds = _faces(names, len(self.keys), self.faces.vocabulary.copy())
        first_row = len(self.owner)
        known = KnownNames(
            [*self.keys, *(n.key for n in names)],
            [*self.forms, *(n.legal for n in names)],
            added(self.faces, more),
            np.concatenate([self.owner, owner]),
            np.concatenate([self.kinds, kinds]),
            self.learnt,
            sparse.vstack([self.letters, by_letters(more.texts, self.learnt)], format="csr"),
            self.pairs,
            Weighed(self.weighed.codes, self.weighed.odds),
        )
        # Numbers are given in order: what was known keeps its own.
        known.__dict__["number"] = self.number | {n.key: len(self.keys) + at for at, n in enumerate(names)}
        known._compare_from(first_row)
        return known

    def _compare_from(self, first_row: int) -> None:
        worth = worth_comparing(self.faces, self.learnt, first_row, self.letters)
        self.pairs = self.pairs.and_(self.scored(worth.left, worth.right, least=LEAST))

    def scored(self, face_left: Ints, face_right: Ints, *, least: float = 0.0) -> Pairs:
        """The likeliest pair of faces for each two names that these pairs of faces belong to."""
        other = self.owner[face_left] != self.owner[face_right]
        face_left, face_right = face_left[other], face_right[other]
        odds = self._odds(face_left, face_right)
        likely = odds >= least
        face_left, face_right, odds = face_left[likely], face_right[likely], odds[likely]
        a, b = self.owner[face_left], self.owner[face_right]
        swap = a > b
        left, right = np.where(swap, b, a), np.where(swap, a, b)
        face_left, face_right = np.where(swap, face_right, face_left), np.where(swap, face_left, face_right)
        order = np.lexsort((face_right, face_left, -odds, right, left))
        codes = (left << 32 | right)[order]
        first = order[np.concatenate(([True], codes[1:] != codes[:-1]))] if codes.size else order
        return Pairs(left[first], right[first], odds[first], face_left[first], face_right[first])

    @cached_property
    def _trades(self) -> npt.NDArray[np.bool_]:
        """Of each name, whether a trading name is part of it."""
        found = np.zeros(len(self.keys), bool)
        found[self.owner[self.kinds == _TRADING]] = True
        return found

    def _legal(self, number: int) -> str:
        """The part of a name before its trading name, or all of it."""
        rows = self.rows_of(number)
        legal = next((row for row in rows if self.kinds[row] == _LEGAL), rows[0])
        return str(self.faces.texts[legal])

    def _odds(self, face_left: Ints, face_right: Ints) -> Probabilities:
        found = [np.zeros(0)]
        for at in range(0, len(face_left), _AT_ONCE):
            left, right = face_left[at : at + _AT_ONCE], face_right[at : at + _AT_ONCE]
            forms = [[self.forms[n] for n in self.owner[rows].tolist()] for rows in (left, right)]
            figures = compared(self.faces, left, right)
            odds = probability(all_figures(figures, self.kinds[left], self.kinds[right], *forms))
            # What stands in brackets counts only where it is the whole of another name.
            left_aside, right_aside = self.kinds[left] == _ASIDE, self.kinds[right] == _ASIDE
            for at_ in np.flatnonzero(left_aside | right_aside).tolist():
                both = left_aside[at_] and right_aside[at_]
                if both or self.faces.compacts[left[at_]] != self.faces.compacts[right[at_]]:
                    odds[at_] = 0.0
            for at_ in np.flatnonzero(self._trades[self.owner[left]] & self._trades[self.owner[right]]).tolist():
                if unlike_initials(self._legal(self.owner[left[at_]]), self._legal(self.owner[right[at_]])):
                    odds[at_] = min(odds[at_], UNLIKE_PEOPLE)
            found.append(odds)
        return np.concatenate(found)

    def odds_of(self, left: Ints, right: Ints) -> Probabilities:
        """How likely each two names are one, whether or not they were worth comparing. Remembers what it weighed."""
        codes = np.minimum(left, right) << 32 | np.maximum(left, right)
        missing = np.unique(codes[~self.weighed.place(codes)[1]])
        if missing.size:
            self.weighed.add(missing, self.best_faces(missing >> 32, missing & 0xFFFFFFFF)[0])
        found: Probabilities = self.weighed.odds[self.weighed.place(codes)[0]]
        return found

    def best_faces(self, left: Ints, right: Ints) -> tuple[Probabilities, Ints, Ints]:
        """(odds, face of the left, face of the right) of each two names."""
        starts = np.searchsorted(self.owner, np.arange(len(self.keys) + 1))
        many = np.diff(starts)
        each = many[left] * many[right]
        pair = np.repeat(np.arange(len(left)), each)
        within = np.arange(each.sum()) - np.repeat(np.cumsum(each) - each, each)
        face_left = starts[left[pair]] + within // many[right[pair]]
        face_right = starts[right[pair]] + within % many[right[pair]]
        odds = self._odds(face_left, face_right)
        order = np.lexsort((face_right, face_left, -odds, pair))
        first = order[np.concatenate(([True], pair[order][1:] != pair[order][:-1]))] if order.size else order
        return odds[first], face_left[first], face_right[first]


def _faces(names: list[Parsed], first: int, vocabulary: Vocabulary) -> tuple[Faces, Ints, Ints]:
    texts = [face.text for name in names for face in name.faces]
    owner = np.repeat(np.arange(first, first + len(names)), [len(name.faces) for name in names]).astype(np.int64)
    index = {kind: number for number, kind in enumerate(FACE_KINDS)}
    kinds = np.array([index[face.kind] for name in names for face in name.faces], np.int64)
    return faces_of(texts, vocabulary), owner, kinds
