"""How sure it is that each unit belongs to its supplier, beside which other unit, and why in words."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from tallystick.suppliers.rules.faces import Ints
from tallystick.suppliers.rules.known_names import KnownNames
from tallystick.suppliers.rules.reasons import why_alike
from tallystick.suppliers.rules.weighing import FACE_KINDS, weights

ALONE = "No other name is enough like it."
MIDDLE = "The name that the others of this supplier are most like."
MOST_PAID = "The name that was paid most of those that are one supplier."
SURE = 0.99

_MOST_WEIGHED = 80
"""Of larger groups the middle is whatever was paid most: to weigh every pair would cost too much."""

Told = dict[tuple[int, int], str]
Odds = dict[tuple[int, int], float]


@dataclass(frozen=True)
class Grouped:
    """Units in groups. names: of each unit. node: of each unit; nodes with one name and one number are one. key,
    number (company number): of each node. group: of each unit. money: of each unit."""

    names: Sequence[str]
    node: Ints
    key: Ints
    number: Sequence[str | None]
    group: Ints
    money: Ints


@dataclass(frozen=True)
class Explained:
    """One entry for each unit. beside: the place of the unit it was compared with, its own where it is the middle."""

    confidence: list[float]
    why: list[str]
    beside: Ints


def explained(its: Grouped, known: KnownNames, odds: Odds, told: Told) -> Explained:
    """How each unit stands to the middle of its group. odds, told: of pairs of nodes, smaller first."""
    middle, most_like = _middles(its, known, odds)
    beside = middle[its.group]
    size = np.bincount(its.group, minlength=len(middle))
    confidence, why = [1.0] * len(its.names), [ALONE] * len(its.names)
    apart = np.flatnonzero(its.node != its.node[beside])
    by_name, faces, other_faces = known.best_faces(its.key[its.node[apart]], its.key[its.node[beside[apart]]])
    place = {at: n for n, at in enumerate(apart.tolist())}
    for at in np.flatnonzero(size[its.group] > 1).tolist():
        other = int(beside[at])
        if at == other:
            confidence[at], why[at] = SURE, MIDDLE if int(its.group[at]) in most_like else MOST_PAID
            continue
        if at not in place:
            told_same = f"The same name as “{its.names[other]}”, but for case, punctuation or legal form."
            confidence[at], why[at] = SURE, told_same
            continue
        n = place[at]
        pair = _pair(int(its.node[at]), int(its.node[other]))
        likely = odds.get(pair, float(by_name[n]))
        # Groups join whose names are this likely on average, even if these two are not.
        confidence[at] = float(min(max(likely, weights().together_at), SURE))
        why[at] = (_beside_the_name(pair, its, told) if likely > by_name[n] else "") or _alike(
            its, known, at, other, int(faces[n]), int(other_faces[n])
        )
    return Explained(confidence, why, beside)


def _beside_the_name(pair: tuple[int, int], its: Grouped, told: Told) -> str:
    """What else than the name says that two nodes are one, or "". Of one number it is said when it is asked for: to
    write it down for every two would grow with the square of the names that have it."""
    number = its.number[pair[0]]
    with_both = f"Company number {number} was published with both." if number else ""
    return told.get(pair) or (with_both if number == its.number[pair[1]] else "")


def _alike(its: Grouped, known: KnownNames, at: int, other: int, face: int, other_face: int) -> str:
    texts, kinds = known.faces.texts, known.kinds
    return why_alike(
        its.names[at],
        its.names[other],
        texts[face],
        texts[other_face],
        FACE_KINDS[kinds[face]],
        FACE_KINDS[kinds[other_face]],
    )


def _middles(its: Grouped, known: KnownNames, odds: Odds) -> tuple[Ints, set[int]]:
    """The middle unit of each group: the one that was paid most, of the name that all the others are most like; and
    the groups in which likeness told."""
    order = np.lexsort((np.arange(len(its.names)), -its.money, its.group))
    first = order[np.concatenate(([True], its.group[order][1:] != its.group[order][:-1]))] if len(order) else order
    middle = np.zeros(int(its.group.max(initial=-1)) + 1, np.int64)
    middle[its.group[first]] = first
    nodes_of: dict[int, dict[int, int]] = defaultdict(dict)
    for at in order.tolist():
        nodes_of[int(its.group[at])].setdefault(int(its.node[at]), at)
    several = {group: nodes for group, nodes in nodes_of.items() if 2 < len(nodes) <= _MOST_WEIGHED}
    likely = _every_pair(several, its.key, known, odds)
    for group, nodes in several.items():
        total = {node: sum(likely[_pair(node, other)] for other in nodes if other != node) for node in nodes}
        best = max(total.values())
        # The first of equals is the one that was paid most.
        middle[group] = next(at for node, at in nodes.items() if total[node] >= best - 1e-9)
    return middle, set(several)


def _every_pair(groups: dict[int, dict[int, int]], key: Ints, known: KnownNames, odds: Odds) -> Odds:
    pairs = [_pair(a, b) for nodes in groups.values() for a, b in combinations(nodes, 2)]
    missing = [pair for pair in pairs if pair not in odds]
    found = {pair: min(max(odds[pair], 0.0), 1.0) for pair in pairs if pair in odds}
    if missing:
        left, right = (key[np.array(side)] for side in zip(*missing, strict=True))
        found.update(zip(missing, known.odds_of(left, right).tolist(), strict=True))
    return found


def _pair(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)
