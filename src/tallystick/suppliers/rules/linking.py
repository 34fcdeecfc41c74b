"""From probabilities of pairs to suppliers, without chains.

Names that are joined by likely pairs are looked at together, every pair of them, and grouped by average linkage: two
groups join only if their names are alike on average. So no group grows from one weak link to the next. What people
said comes first: "same" is joined before anything else, and what is "different" is never joined, whatever stands
between.
"""

from collections.abc import Callable
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.cluster.hierarchy import linkage
from scipy.sparse.csgraph import connected_components

from tallystick.suppliers.rules.faces import Ints
from tallystick.suppliers.rules.weighing import Probabilities

Score = Callable[[Ints, Ints], Probabilities]

NEVER = -1e12
"""In place of a probability: these two are never one supplier. No average with it among its parts reaches a
threshold."""

_MOST_AT_ONCE = 800


def components(count: int, left: Ints, right: Ints) -> Ints:
    """The component of each of `count` things that pairs join."""
    ones = np.ones(len(left), np.int8)
    joined = sparse.coo_matrix((ones, (left, right)), shape=(count, count))
    found: Ints = connected_components(joined, directed=False)[1].astype(np.int64)
    return found


def grouped(
    count: int, left: Ints, right: Ints, odds: Probabilities, score: Score, edge: float, average: float
) -> Ints:
    """The group, from 0, of each of `count` things.

    left, right: pairs whose probability is known; `score` tells that of others. edge: the least probability of a pair
    that brings two things together. average: the least mean probability between two groups that join.
    """
    part = components(count, left[odds >= edge], right[odds >= edge])
    sizes = np.bincount(part, minlength=count)
    labels = np.full(count, -1, np.int64)
    labels[sizes[part] == 1] = np.flatnonzero(sizes[part] == 1)
    inside = (part[left] == part[right]) & (sizes[part[left]] > 1)
    table = _Table(left[inside], right[inside], odds[inside], count)
    order = np.argsort(part, kind="stable")
    order = order[sizes[part[order]] > 1]
    groups = np.split(order, np.flatnonzero(np.diff(part[order])) + 1) if order.size else []
    groups = [piece for group in groups for piece in _small_enough(group, table, edge)]
    table.fill(groups, score)
    for group in groups:
        for label in _averaged(group, table, average):
            labels[label] = label[0]
    return np.unique(labels, return_inverse=True)[1].astype(np.int64)


class _Table:
    """Known probabilities of pairs, looked up many at once."""

    def __init__(self, left: Ints, right: Ints, odds: Probabilities, count: int) -> None:
        self._count = count
        codes = self._codes(left, right)
        order = np.argsort(codes, kind="stable")
        self._codes_known, self._odds = codes[order], odds[order]

    def _codes(self, left: Ints, right: Ints) -> Ints:
        found: Ints = np.minimum(left, right).astype(np.int64) * self._count + np.maximum(left, right)
        return found

    def known(self, left: Ints, right: Ints) -> tuple[Probabilities, npt.NDArray[np.bool_]]:
        codes = self._codes(left, right)
        if not self._codes_known.size:
            return np.zeros(len(left)), np.zeros(len(left), bool)
        at = np.minimum(np.searchsorted(self._codes_known, codes), self._codes_known.size - 1)
        is_known = self._codes_known[at] == codes
        return np.where(is_known, self._odds[at], 0.0), is_known

    def among(self, group: Ints, least: float) -> tuple[Ints, Ints]:
        """The known pairs inside a group that are at least this likely, as places in it."""
        place = np.full(self._count, -1, np.int64)
        place[group] = np.arange(len(group))
        likely = self._codes_known[self._odds >= least]
        left, right = place[likely // self._count], place[likely % self._count]
        inside = (left >= 0) & (right >= 0)
        return left[inside], right[inside]

    def fill(self, groups: list[Ints], score: Score) -> None:
        """Score every pair inside the groups that is not known yet."""
        pairs = [(group[x], group[y]) for group in groups for x, y in [_every_two(len(group))]]
        if not pairs:
            return
        left, right = np.concatenate([p[0] for p in pairs]), np.concatenate([p[1] for p in pairs])
        unknown = ~self.known(left, right)[1]
        left, right = left[unknown], right[unknown]
        codes = np.concatenate([self._codes_known, self._codes(left, right)])
        odds = np.concatenate([self._odds, score(left, right)])
        order = np.argsort(codes, kind="stable")
        self._codes_known, self._odds = codes[order], odds[order]


def _small_enough(group: Ints, table: _Table, edge: float) -> list[Ints]:
    """A very large component in parts that only likelier pairs hold together."""
    if len(group) <= _MOST_AT_ONCE or edge > 0.999:
        return [group[at : at + _MOST_AT_ONCE] for at in range(0, len(group), _MOST_AT_ONCE)]
    edge = edge + (1 - edge) / 3
    part = components(len(group), *table.among(group, edge))
    return [small for number in np.unique(part) for small in _small_enough(group[part == number], table, edge)]


def _every_two(count: int) -> tuple[Ints, Ints]:
    # Most groups are small, and there are many.
    return _every_two_of_few(count) if count <= 40 else np.triu_indices(count, 1)


@lru_cache(maxsize=41)
def _every_two_of_few(count: int) -> tuple[Ints, Ints]:
    return np.triu_indices(count, 1)


def _averaged(group: Ints, table: _Table, average: float) -> list[Ints]:
    if len(group) == 1:
        return [group]
    odds = table.known(*(group[side] for side in _every_two(len(group))))[0]
    if len(group) == 2:
        return [group] if odds[0] >= average else [group[:1], group[1:]]
    if odds.min() >= average:
        return [group]
    parts = {at: [at] for at in range(len(group))}
    for number, (one, other, distance, _) in enumerate(linkage(1 - odds, "average").tolist()):
        # Averages only grow, so what joins after the first that is too far is too far as well.
        if distance > 1 - average:
            break
        parts[len(group) + number] = sorted(parts.pop(int(one)) + parts.pop(int(other)))
    return [group[its] for its in parts.values()]
