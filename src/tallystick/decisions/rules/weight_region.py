"""All weights that are plausible: they add to one, and each is within its range. Pure, exact.

docs/rules/robustness.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Region:
    """The plausible weights, as what can still be moved.

    lows: the least that each weight can be, given the ranges of all. free: the places of those that can be more.
    slack: what is left when each has its least; `free` share it out. caps: the most that each of `free` can have of the
    slack, in shares of it, above 0 and at most 1. With no slack there is one plausible set of weights, `lows`.
    """

    lows: tuple[Fraction, ...]
    free: tuple[int, ...]
    slack: Fraction
    caps: tuple[Fraction, ...]

    def at_corners(self, scores: Sequence[Fraction]) -> tuple[Fraction, ...]:
        """What `scores`, one for each weight, come to where one of `free` has all the slack, caps or no caps.

        Between those corners it is linear. Without slack: what they come to, as one corner.
        """
        least = sum((low * score for low, score in zip(self.lows, scores, strict=True)), Fraction(0))
        return tuple(least + self.slack * scores[place] for place in self.free) or (least,)


def region(ranges: Sequence[tuple[Fraction, Fraction]]) -> Region | None:
    """The weights within these ranges, each from low to high in shares of one; None where none add to one."""
    least, most = sum((low for low, _ in ranges), Fraction(0)), sum((high for _, high in ranges), Fraction(0))
    if least > 1 or most < 1:
        return None
    lows = tuple(max(low, 1 - (most - high)) for low, high in ranges)
    highs = tuple(min(high, 1 - (least - low)) for low, high in ranges)
    free = tuple(place for place, low in enumerate(lows) if low < highs[place])
    slack = 1 - sum(lows, Fraction(0))
    return Region(lows, free, slack, tuple(min(ONE, (highs[place] - lows[place]) / slack) for place in free))
