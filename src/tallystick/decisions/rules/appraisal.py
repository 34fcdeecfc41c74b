"""Options against weighted criteria: the ranking, what it is made of, and how firm it is. Pure.

docs/rules/appraisal.md.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from tallystick.decisions.rules.agreement import Agreement, agreement
from tallystick.decisions.rules.dominance import Dominated, dominated
from tallystick.decisions.rules.robustness import DRAWS, Shares, over_weights, over_weights_and_scores
from tallystick.decisions.rules.turning import Turn, Turning, turning
from tallystick.decisions.rules.weight_region import Region, region

FULL = Fraction(100)
"""What the best score of a scale comes to in points; the worst is 0."""
SEED = 1


@dataclass(frozen=True, slots=True)
class Criterion:
    """What options are scored against.

    weight: in shares of one. low, high: between what its weight is plausible. scale: the worst score and the best,
    which may be the smaller, where scores are turned into points from 0 to 100; None: scores are points as they are.
    minimum: an option whose score is not as good as this is out.
    """

    name: str
    weight: Fraction
    low: Fraction = Fraction(0)
    high: Fraction = Fraction(1)
    scale: tuple[Fraction, Fraction] | None = None
    minimum: Fraction | None = None

    def points(self, score: Fraction) -> Fraction:
        if self.scale is None:
            return score
        worst, best = self.scale
        return FULL * (score - worst) / (best - worst)


@dataclass(frozen=True, slots=True)
class Cell:
    """What one option scores against one criterion: a score by each scorer, and what they agreed on if they did."""

    given: tuple[Fraction, ...]
    agreed: Fraction | None = None

    @property
    def score(self) -> Fraction:
        """What counts: the score agreed on, or the mean."""
        return self.agreed if self.agreed is not None else sum(self.given, Fraction(0)) / len(self.given)


@dataclass(frozen=True, slots=True)
class Out:
    """An option that did not pass, and at which criterion."""

    option: str
    criterion: str


@dataclass(frozen=True, slots=True)
class Case:
    """What is to be appraised. cells: by option and criterion, one for each. failed: options that are out whatever they
    score. No name is there twice. Weights add to one, and so do some that are in all the ranges."""

    options: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    cells: Mapping[tuple[str, str], Cell]
    failed: tuple[Out, ...] = ()
    seed: int = SEED
    draws: int = DRAWS


@dataclass(frozen=True, slots=True)
class Ranked:
    """An option, its weighted mean in points, and its rank; options that are level have the same."""

    option: str
    score: Fraction
    rank: int


@dataclass(frozen=True, slots=True)
class Appraised:
    """What came of it. Options that are out are in `failed` and in nothing else but the agreement between scorers.

    ranking: best first; those that are level by name. points and parts: by option and criterion, before and after the
    weight; the parts of an option add to its score. over_scores: None where no two scorers differ.
    """

    ranking: tuple[Ranked, ...]
    points: Mapping[str, Mapping[str, Fraction]]
    parts: Mapping[str, Mapping[str, Fraction]]
    failed: tuple[Out, ...]
    dominated: tuple[Dominated, ...]
    turning: Turning
    shares: Shares
    over_scores: Shares | None
    agreement: Agreement | None

    @property
    def smallest_change(self) -> Turn | None:
        """The smallest move of one weight that puts another option first; None where none does."""
        return next(iter(self.turning.turns), None)


def appraise(case: Case) -> Appraised:
    """The ranking of the case's options and how firm it is. The order of options and criteria matters only to which of
    two smallest changes stands first, where they are as small."""
    stood = [one.name for one in case.criteria]
    case = replace(case, criteria=tuple(sorted(case.criteria, key=lambda one: one.name)))
    failed, plausible = _failed(case), plausible_weights(case.criteria)
    if plausible is None:
        raise ValueError("no weights within the ranges add to one")
    standing = sorted(set(case.options) - {out.option for out in failed})
    points = {
        option: {one.name: one.points(case.cells[option, one.name].score) for one in case.criteria}
        for option in standing
    }
    parts = {option: {one.name: one.weight * points[option][one.name] for one in case.criteria} for option in standing}
    rows = {option: tuple(points[option].values()) for option in standing}
    ranking = _ranking({option: sum(parts[option].values(), Fraction(0)) for option in standing})
    return Appraised(
        ranking,
        points,
        parts,
        failed,
        dominated(rows),
        _turning(case, stood, ranking, points),
        over_weights(rows, plausible, seed=case.seed, draws=case.draws),
        _over_scores(case, standing, plausible),
        agreement({key: tuple(map(_criterion(case, key[1]).points, cell.given)) for key, cell in case.cells.items()}),
    )


def plausible_weights(criteria: Iterable[Criterion]) -> Region | None:
    """The weights that the criteria's ranges leave, in their order; None where none of them add to one."""
    return region([(one.low, one.high) for one in criteria])


def _failed(case: Case) -> tuple[Out, ...]:
    short = [
        Out(option, one.name)
        for option in case.options
        for one in case.criteria
        if one.minimum is not None and one.points(case.cells[option, one.name].score) < one.points(one.minimum)
    ]
    return tuple(sorted({*case.failed, *short}, key=lambda out: (out.option, out.criterion)))


def _ranking(scores: Mapping[str, Fraction]) -> tuple[Ranked, ...]:
    ordered = sorted(scores, key=lambda option: (-scores[option], option))
    return tuple(
        Ranked(option, scores[option], 1 + sum(other > scores[option] for other in scores.values()))
        for option in ordered
    )


def _turning(
    case: Case, stood: list[str], ranking: tuple[Ranked, ...], points: Mapping[str, Mapping[str, Fraction]]
) -> Turning:
    if not ranking:
        return Turning({}, ())
    weights = {one.name: one.weight for one in case.criteria}
    rows = {option: [row[name] for name in stood] for option, row in points.items()}
    return turning(ranking[0].option, rows, stood, [weights[name] for name in stood])


def _over_scores(case: Case, standing: list[str], plausible: Region) -> Shares | None:
    given = {
        option: [tuple(map(one.points, case.cells[option, one.name].given)) for one in case.criteria]
        for option in standing
    }
    if all(min(cell) == max(cell) for row in given.values() for cell in row):
        return None
    low = {option: [min(cell) for cell in row] for option, row in given.items()}
    high = {option: [max(cell) for cell in row] for option, row in given.items()}
    return over_weights_and_scores(low, high, plausible, seed=case.seed, draws=case.draws)


def _criterion(case: Case, name: str) -> Criterion:
    return next(one for one in case.criteria if one.name == name)
