"""From units to groups of units that are one supplier: the rules, put together."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from tallystick.suppliers.decisions import Decisions
from tallystick.suppliers.explaining import Explained, Grouped, Odds, Told, explained
from tallystick.suppliers.rules import evidence, linking
from tallystick.suppliers.rules.evidence import Evidence
from tallystick.suppliers.rules.faces import Ints
from tallystick.suppliers.rules.known_names import KnownNames
from tallystick.suppliers.rules.names import Parsed, parse
from tallystick.suppliers.rules.one_number import MOST_NAMES, Numbered, one_company
from tallystick.suppliers.rules.weighing import Probabilities, weights

ALWAYS = 1_000_000.0
SAME_NAME, SAME_NUMBER = 0.98, 0.99
_MOST_NUMBERS_OF_ONE_NAME = 20
"""A name that stands with more company numbers than this says nothing of which company is meant."""

BY_A_PERSON = "A person said that they are the same."


@dataclass(frozen=True)
class Gathered:
    """One entry for each unit. group: a number; units of one supplier share it. Not comparable between runs."""

    group: Ints
    places: Explained


class _Nodes:
    """Units with one name and one company number are one node, unless a person told one of them from another."""

    def __init__(self, units: Sequence[Evidence], key: Ints, decisions: Decisions) -> None:
        apart = {unit for pair in decisions.different for unit in pair}
        number: dict[tuple[int, str | None, str], int] = {}
        self.of = np.zeros(len(units), np.int64)
        self.registered: list[str | None] = []
        self.key_list: list[int] = []
        self.numbers: list[str | None] = []
        for at, unit in enumerate(units):
            its = (int(key[at]), unit.number, unit.unit if unit.unit in apart else "")
            if its not in number:
                number[its] = len(number)
                self.key_list.append(its[0])
                self.numbers.append(its[1])
                self.registered.append(unit.registered)
            self.of[at] = number[its]
        self.key = np.array(self.key_list, np.int64)
        self.numbered = np.array([its is not None for its in self.numbers], bool)
        self.count = len(number)
        self._many = self._names_of_many()
        self.told_one = self._told_one(units, decisions)

    def _told_one(self, units: Sequence[Evidence], decisions: Decisions) -> dict[str, str]:
        """Company numbers of what a person said is one supplier, each to one that stands for all of them.

        So what was published with one of them is not kept from what was published with another.
        """
        node = {unit.unit: int(at) for unit, at in zip(units, self.of, strict=True)}
        pairs = [(node[a], node[b]) for a, b in decisions.same if a in node and b in node]
        left, right = (np.array([pair[side] for pair in pairs], np.int64) for side in (0, 1))
        said = linking.components(self.count, left, right)
        of_part: dict[int, list[int]] = defaultdict(list)
        for at in {at for pair in pairs for at in pair}:
            of_part[int(said[at])].append(at)
        above: dict[str, str] = {}

        def top(number: str) -> str:
            while number in above:
                number = above[number]
            return number

        for its in of_part.values():
            tops = sorted({top(number) for at in its for number in [self.numbers[at]] if number})
            if tops:
                above |= dict.fromkeys(tops[1:], tops[0])
        return {number: top(number) for number in above}

    def _names_of_many(self) -> set[int]:
        """Names that stand with very many company numbers."""
        numbers: dict[int, set[str]] = defaultdict(set)
        for key, number in zip(self.key_list, self.numbers, strict=True):
            if number:
                numbers[key].add(number)
        return {key for key, its in numbers.items() if len(its) > _MOST_NUMBERS_OF_ONE_NAME}

    def same_name(self, its: list[int]) -> Iterator[tuple[int, int]]:
        """Pairs of nodes of one name that may be one: not those of different numbers."""
        of_number: dict[str | None, list[int]] = defaultdict(list)
        for node in its:
            of_number[self.number(node)].append(node)
        for nodes in of_number.values():
            yield from combinations(nodes, 2)
        if self.key_list[its[0]] not in self._many:
            without = of_number.pop(None, [])
            yield from ((min(a, b), max(a, b)) for a in without for nodes in of_number.values() for b in nodes)

    def like_names(self, some: list[int], others: list[int]) -> Iterator[tuple[int, int]]:
        """Pairs of nodes of two names that are alike, without those of different numbers."""
        of_many = self.key_list[some[0]] in self._many or self.key_list[others[0]] in self._many
        of_number: dict[str | None, list[int]] = defaultdict(list)
        for node in others:
            of_number[self.number(node)].append(node)
        for a in some:
            number = self.number(a)
            for its in (number, None) if number else list(of_number):
                if its == number or not of_many:
                    yield from ((min(a, b), max(a, b)) for b in of_number.get(its, ()))

    def number(self, at: int) -> str | None:
        """The company number of a node, as it is compared with another's."""
        its = self.numbers[at]
        return self.told_one.get(its, its) if its else None


def gathered(
    units: Sequence[Evidence], key: Ints, money: Ints, names: list[str], known: KnownNames, decisions: Decisions
) -> Gathered:
    """Which of `units` are one supplier. key: the number of each one's name in `known`. Units come sorted by their
    text."""
    nodes = _Nodes(units, key, decisions)
    odds, told = _odds(units, nodes, known, decisions)
    codes = np.fromiter((a << 32 | b for a, b in odds), np.int64, len(odds))
    values = np.fromiter(odds.values(), float, len(odds))
    its = weights()

    def score(left: Ints, right: Ints) -> Probabilities:
        found = known.odds_of(nodes.key[left], nodes.key[right])
        for at in np.flatnonzero(nodes.numbered[left] & nodes.numbered[right]).tolist():
            found[at] = _with_numbers(float(found[at]), nodes.number(int(left[at])), nodes.number(int(right[at])))
        return found

    group = linking.grouped(nodes.count, codes >> 32, codes & 0xFFFFFFFF, values, score, its.merge_at, its.together_at)[
        nodes.of
    ]
    its_place = explained(Grouped(names, nodes.of, nodes.key, nodes.numbers, group, money), known, odds, told)
    return Gathered(group, its_place)


def _with_numbers(odds: float, number: str | None, other: str | None) -> float:
    if number is None or other is None:
        return odds
    if number != other:
        return linking.NEVER
    return max(odds, SAME_NUMBER) if odds >= evidence.PLAINLY_DIFFERENT else odds


def _odds(units: Sequence[Evidence], nodes: _Nodes, known: KnownNames, decisions: Decisions) -> tuple[Odds, Told]:
    """The probability of each two nodes that anything speaks for, and reasons other than the name."""
    by_key: dict[int, list[int]] = defaultdict(list)
    by_number: dict[str, list[int]] = defaultdict(list)
    for node, (key, number) in enumerate(zip(nodes.key_list, nodes.numbers, strict=True)):
        by_key[key].append(node)
        if number:
            by_number[number].append(node)
    odds: Odds = {}
    pairs = known.pairs
    here = np.zeros(len(known.keys), bool)
    here[nodes.key] = True
    both = here[pairs.left] & here[pairs.right]
    for a, b, value in zip(
        pairs.left[both].tolist(), pairs.right[both].tolist(), pairs.odds[both].tolist(), strict=True
    ):
        some, others = by_key[a], by_key[b]
        if len(some) == len(others) == 1:
            x, y = some[0], others[0]
            odds[(x, y) if x < y else (y, x)] = value
        else:
            odds.update(dict.fromkeys(nodes.like_names(some, others), value))
    for its in by_key.values():
        if len(its) > 1:
            odds.update(dict.fromkeys(nodes.same_name(its), SAME_NAME))
    numbered = [its for its in by_number.values() if len(its) <= MOST_NAMES]
    _score_missing(odds, [pair for its in numbered for pair in combinations(its, 2)], nodes, known)
    by_name = {pair: odds[pair] for its in numbered for pair in combinations(its, 2)}
    beside = evidence.beside_names(units)
    of = nodes.of.tolist()
    moved = {(min(of[a], of[b]), max(of[a], of[b])): by for (a, b), by in beside.odds.items() if of[a] != of[b]}
    told = {(min(of[a], of[b]), max(of[a], of[b])): why for (a, b), why in beside.why.items()}
    told = {(a, b): why for (a, b), why in told.items() if not nodes.numbers[a] or nodes.numbers[a] != nodes.numbers[b]}
    _score_missing(odds, list(moved), nodes, known)
    for pair, by in moved.items():
        odds[pair] = evidence.raised(odds[pair], by)
    numbers = nodes.numbers
    for pair, value in odds.items():
        if numbers[pair[0]] and numbers[pair[1]]:
            odds[pair] = _with_numbers(value, nodes.number(pair[0]), nodes.number(pair[1]))
    of_one: list[tuple[int, int]] = []
    for number, its in by_number.items():
        if 1 < len(its) <= MOST_NAMES:
            found = _one_company(number, its, nodes, known, by_name)
            odds.update(dict.fromkeys(found, SAME_NUMBER))
            told |= found
            of_one += found
    _as_like_as_any(odds, of_one)
    _decided(odds, told, {unit.unit: node for unit, node in zip(units, of, strict=True)}, decisions)
    return odds, told


def _as_like_as_any(odds: Odds, of_one: list[tuple[int, int]]) -> None:
    """What is like one name of a company is as like its other names: an old name says nothing against a new one.

    of_one: pairs of nodes that are one company by its number; of three, all three pairs.
    """
    names_of: dict[int, set[int]] = defaultdict(set)
    for a, b in of_one:
        names_of[a].add(b)
        names_of[b].add(a)
    like = [(x, y, v) for pair, v in odds.items() for x, y in (pair, pair[::-1]) if x in names_of and v > 0]
    for known_as, other, value in sorted(like):
        if other in names_of[known_as]:
            continue
        for name in names_of[known_as]:
            pair = (min(name, other), max(name, other))
            if odds.get(pair, 0.0) >= 0 and value < ALWAYS:
                odds[pair] = max(odds.get(pair, 0.0), value)


def _one_company(
    number: str, its: list[int], nodes: _Nodes, known: KnownNames, by_name: Odds
) -> dict[tuple[int, int], str]:
    """Which two of the nodes `its`, which share a number, are one company by that, and why."""
    faces = [tuple(known.faces.compacts[row] for row in known.rows_of(nodes.key_list[node])) for node in its]
    names = [Numbered(compacts, nodes.registered[node]) for compacts, node in zip(faces, its, strict=True)]
    joined = known.joined({face for compacts in faces for face in compacts})
    odds = {(a, b): by_name[its[a], its[b]] for a, b in combinations(range(len(its)), 2)}
    return {(its[a], its[b]): why for (a, b), why in one_company(number, names, odds, joined).items()}


def _score_missing(odds: Odds, pairs: list[tuple[int, int]], nodes: _Nodes, known: KnownNames) -> None:
    missing = [pair for pair in pairs if pair not in odds]
    if missing:
        left, right = (nodes.key[np.array(side)] for side in zip(*missing, strict=True))
        odds.update(zip(missing, known.odds_of(left, right).tolist(), strict=True))


def _decided(odds: Odds, told: Told, node: dict[str, int], decisions: Decisions) -> None:
    for pairs, value in ((decisions.same, ALWAYS), (decisions.different, linking.NEVER)):
        for a, b in pairs:
            if a in node and b in node and node[a] != node[b]:
                pair = (min(node[a], node[b]), max(node[a], node[b]))
                odds[pair] = value
                told[pair] = BY_A_PERSON


def parsed_keys(names: list[str]) -> tuple[list[str], dict[str, Parsed]]:
    """The key of each name, and one taking apart for each key: that of the name which sorts first."""
    found: dict[str, Parsed] = {}
    keys = []
    for name in names:
        its = parse(name)
        keys.append(its.key)
        found.setdefault(its.key, its)
    return keys, found
