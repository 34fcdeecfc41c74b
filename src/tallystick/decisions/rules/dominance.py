"""Options that another equals or beats in everything. Pure. docs/rules/appraisal.md."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Dominated:
    """An option that no weights can put first alone: `by` scores at least as well in all, and better in some."""

    option: str
    by: str


def dominated(scores: Mapping[str, Sequence[Fraction]]) -> tuple[Dominated, ...]:
    """Each pair of which one dominates the other, by name. Each option has a score for each criterion, in one order.

    Options that score alike in everything do not dominate one another.
    """
    return tuple(
        Dominated(option, by)
        for option in sorted(scores)
        for by in sorted(scores)
        if _beats(scores[by], scores[option])
    )


def _beats(one: Sequence[Fraction], other: Sequence[Fraction]) -> bool:
    return all(a >= b for a, b in zip(one, other, strict=True)) and tuple(one) != tuple(other)
