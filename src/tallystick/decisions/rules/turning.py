"""How far one weight can move before another option is first. Pure, exact. docs/rules/robustness.md.

The weight moves between 0 and 1, and the others keep their proportions to one another: a score is then a straight line.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

ZERO, ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True, slots=True)
class Kept:
    """The weights of a criterion, in shares of one, at which the winner is still first, alone or level."""

    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class Turn:
    """Where a weight, moved from `at`, makes the winner and `overtaken_by` level; further on the latter is ahead."""

    criterion: str
    at: Fraction
    to: Fraction
    overtaken_by: str

    @property
    def change(self) -> Fraction:
        return abs(self.to - self.at)


@dataclass(frozen=True, slots=True)
class Turning:
    """kept: for each criterion; None where all others weigh nothing, and so have no proportions to keep.

    turns: every point at which the winner is overtaken, two for a criterion at the most, the nearest first;
    those that are as near stand as their criteria do.
    """

    kept: Mapping[str, Kept | None]
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class _Lead:
    """How far the winner is ahead of a rival: `start` where the weight is 0, and `slope` more for each 1 of it."""

    rival: str
    start: Fraction
    slope: Fraction


def turning(
    winner: str, scores: Mapping[str, Sequence[Fraction]], criteria: Sequence[str], weights: Sequence[Fraction]
) -> Turning:
    """How far each weight can move before `winner`, which no option is ahead of, is overtaken.

    scores: of each option, one for each criterion. weights add to one.
    """
    kept: dict[str, Kept | None] = {}
    turns: list[Turn] = []
    for place, criterion in enumerate(criteria):
        weight = weights[place]
        if weight == 1:
            kept[criterion] = Kept(ONE, ONE) if len(criteria) == 1 else None
            continue
        leads = [_lead(rival, scores[winner], scores[rival], weights, place) for rival in scores if rival != winner]
        low, high = _down(leads), _up(leads)
        kept[criterion] = Kept(low[0], high[0])
        turns += [Turn(criterion, weight, to, rival) for to, rival in (low, high) if rival is not None]
    return Turning(kept, tuple(sorted(turns, key=lambda turn: turn.change)))


def _lead(
    rival: str, ahead: Sequence[Fraction], behind: Sequence[Fraction], weights: Sequence[Fraction], place: int
) -> _Lead:
    gaps = [a - b for a, b in zip(ahead, behind, strict=True)]
    others = sum((w * gap for n, (w, gap) in enumerate(zip(weights, gaps, strict=True)) if n != place), ZERO)
    start = others / (1 - weights[place])
    return _Lead(rival, start, gaps[place] - start)


def _up(leads: Sequence[_Lead]) -> tuple[Fraction, str | None]:
    """The most that the weight can be, and who is ahead beyond it; nobody where it can be 1."""
    lost = [(-one.start / one.slope, one.slope, one.rival) for one in leads if one.slope < 0]
    first = min(((to, slope, rival) for to, slope, rival in lost if to < 1), default=None)
    return (ONE, None) if first is None else (first[0], first[2])


def _down(leads: Sequence[_Lead]) -> tuple[Fraction, str | None]:
    lost = [(-one.start / one.slope, one.slope, one.rival) for one in leads if one.slope > 0]
    last = min(((-to, -slope, rival) for to, slope, rival in lost if to > 0), default=None)
    return (ZERO, None) if last is None else (-last[0], last[2])
