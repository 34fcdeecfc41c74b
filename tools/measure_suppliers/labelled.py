"""Names with the company numbers that publishers gave them, in halves by company, and how well an answer agrees."""

import csv
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

Pair = tuple[str, str]


@dataclass(frozen=True)
class Labelled:
    """names: distinct. numbers: of each name, more than one where publishers disagree. pairs: that share a number."""

    names: list[str]
    numbers: dict[str, set[str]]
    companies: dict[str, list[str]]

    @property
    def pairs(self) -> set[Pair]:
        return {pair for names in self.companies.values() for pair in combinations(sorted(set(names)), 2)}


def half_of(number: str) -> int:
    """0: to learn from. 1: to report on."""
    return hashlib.blake2b(number.encode()).digest()[0] % 2


def labelled(path: Path, half: int | None = None) -> Labelled:
    """The companies of one half of a file of company_number, name (or of all of it)."""
    companies: dict[str, list[str]] = defaultdict(list)
    numbers: dict[str, set[str]] = defaultdict(set)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if half is None or half_of(row["company_number"]) == half:
                companies[row["company_number"]].append(row["name"])
                numbers[row["name"]].add(row["company_number"])
    return Labelled(sorted(numbers), dict(numbers), dict(companies))


@dataclass(frozen=True)
class Scores:
    """Pairwise. offered: the share of true pairs that were merged, or of which one name offers the other's supplier."""

    precision: float
    recall: float
    offered: float

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall or 1)


def pairs_within(groups: Iterable[Iterable[str]]) -> set[Pair]:
    return {pair for names in groups for pair in combinations(sorted(set(names)), 2)}


def scores(truth: set[Pair], supplier: Mapping[str, str], offers: Mapping[str, Iterable[str]]) -> Scores:
    """supplier: of each name. offers: other suppliers a name offers."""
    groups: dict[str, list[str]] = defaultdict(list)
    for name, its in supplier.items():
        groups[its].append(name)
    merged = pairs_within(groups.values())
    right = len(merged & truth)
    found = sum(
        supplier[a] == supplier[b] or supplier[b] in offers.get(a, ()) or supplier[a] in offers.get(b, ())
        for a, b in truth
    )
    return Scores(right / (len(merged) or 1), right / (len(truth) or 1), found / (len(truth) or 1))
