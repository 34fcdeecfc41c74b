"""How far scorers agree. Pure, exact. docs/rules/appraisal.md."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

Cells = Mapping[tuple[str, str], Sequence[Fraction]]
"""The scores that people gave, by option and criterion."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """How far the scores of the same thing agree.

    cells: how many were scored by two people or more. alpha: Krippendorff's, for scores whose steps are equal: 1 where
    all agree, 0 where they agree no better than by chance, None where nothing can be told (fewer than two cells, or all
    scores the same). difference: the mean of how far any two scores of one cell are apart, in points.
    """

    cells: int
    alpha: Fraction | None
    difference: Fraction | None


@dataclass(frozen=True, slots=True)
class Apart:
    """A cell on which scorers differ: from `low` to `high`."""

    option: str
    criterion: str
    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class Agreement:
    """In all, by criterion, and the cells on which scorers differ, the furthest apart first."""

    whole: Agreed
    criteria: Mapping[str, Agreed]
    apart: tuple[Apart, ...]


def agreement(cells: Cells) -> Agreement | None:
    """How far scorers agree; None where no cell was scored by more than one."""
    several = {key: scores for key, scores in cells.items() if len(scores) > 1}
    if not several:
        return None
    by_criterion: dict[str, list[Sequence[Fraction]]] = {}
    for (_, criterion), scores in several.items():
        by_criterion.setdefault(criterion, []).append(scores)
    apart = [
        Apart(option, criterion, min(scores), max(scores))
        for (option, criterion), scores in several.items()
        if min(scores) < max(scores)
    ]
    return Agreement(
        agreed(several.values()),
        {criterion: agreed(units) for criterion, units in by_criterion.items()},
        tuple(sorted(apart, key=lambda one: (one.low - one.high, one.option, one.criterion))),
    )


def agreed(units: Iterable[Sequence[Fraction]]) -> Agreed:
    """How far the scores within each unit agree; a unit with one score tells nothing and is left out."""
    paired = [scores for scores in units if len(scores) > 1]
    differences = [abs(a - b) for scores in paired for a, b in combinations(scores, 2)]
    if not differences:
        return Agreed(0, None, None)
    return Agreed(len(paired), _alpha(paired), sum(differences, Fraction(0)) / len(differences))


def _alpha(units: Sequence[Sequence[Fraction]]) -> Fraction | None:
    """One less the squared differences within units over those between all scores, whoever gave them."""
    if len(units) < 2:
        return None
    everything = [score for scores in units for score in scores]
    expected = _squares(everything) / (len(everything) - 1)
    if not expected:
        return None
    return 1 - sum((_squares(scores) / (len(scores) - 1) for scores in units), Fraction(0)) / expected


def _squares(scores: Sequence[Fraction]) -> Fraction:
    """The squares of the differences of all pairs, each once, without counting the pairs."""
    return len(scores) * sum((one * one for one in scores), Fraction(0)) - sum(scores, Fraction(0)) ** 2
