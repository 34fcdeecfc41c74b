"""What a measured figure is rated, in the law's words, and when a trigger point is reached. Pure.

docs/rules/performance-ratings.md. The law names the ratings and leaves where one ends and the next begins to the
contract: a target without thresholds says whether it was met, and no more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from tallystick.kit.errors import Refused

Direction = Literal["higher", "lower", "within"]
DIRECTIONS: dict[Direction, str] = {
    "higher": "Higher is better",
    "lower": "Lower is better",
    "within": "Within a range is best",
}

AUDIENCES = {
    "residents": "Residents",
    "staff": "Staff",
    "members": "Members",
    "service": "The service itself",
}
"""For whom a measure says that something changed."""

GOOD, APPROACHING, IMPROVEMENT, INADEQUATE, OTHER = (
    "good",
    "approaching_target",
    "requires_improvement",
    "inadequate",
    "other",
)
"""Codes of `reference.performance_ratings`, the best first."""

WORST_FIRST = (INADEQUATE, IMPROVEMENT, APPROACHING, GOOD)


@dataclass(frozen=True)
class Target:
    """What was agreed of one measure. Figures are Decimal, in the measure's own unit.

    target: the figure to reach, where higher or lower is better. low, high: the range, ends included, where within is.
    approaching, improvement: the last figure that is still rated so, on the wrong side of the target; where within is
    best, how far outside the range. Both or neither is given.
    """

    direction: Direction
    target: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    approaching: Decimal | None = None
    improvement: Decimal | None = None


@dataclass(frozen=True)
class Measured:
    """One period of one measure. value: None where nothing was recorded. rating: what a person rated it, if one did."""

    period: str
    value: Decimal | None
    rating: str | None = None


@dataclass(frozen=True)
class RatedMeasure:
    """rating: a code, or None where it cannot be told. met: None where nothing was recorded. why: in a sentence."""

    rating: str | None
    met: bool | None
    why: str


@dataclass(frozen=True)
class Trigger:
    """So many misses, and something follows.

    misses: how many. of: None for misses in a row; else out of that many periods one after another.
    worse_than: what counts as a miss: any rating worse than this code; `good` where the target was missed at all.
    then: what follows, in words.
    """

    misses: int
    of: int | None
    worse_than: str
    then: str


@dataclass(frozen=True)
class Fired:
    """Whether a trigger point is reached in the periods looked at.

    periods: the misses that reached it, the first time it was. possible: it could have been, were the periods with no
    figure or no rating misses too; never true where `fired` is.
    """

    fired: bool
    possible: bool
    periods: tuple[str, ...]
    why: str


def checked(target: Target) -> Target:
    """`target`, if figures can be rated by it. Raises Refused where they cannot."""
    if target.direction == "within":
        if target.low is None or target.high is None or target.low > target.high or target.target is not None:
            raise Refused("A range needs its lower and its upper end, in that order, and no other target.")
        steps: list[Decimal] = [Decimal(0)]
    else:
        if target.target is None or target.low is not None or target.high is not None:
            raise Refused("A measure of which higher or lower is better needs one target, and no range.")
        steps = [target.target]
    if (target.approaching is None) != (target.improvement is None):
        raise Refused(
            "Only one of the two thresholds is given.", what_to_do="Say where both ratings end, or leave out both."
        )
    steps += [step for step in (target.approaching, target.improvement) if step is not None]
    if not all(step.is_finite() for step in steps):
        raise Refused("A target has to be a number.")
    if steps != sorted(steps, reverse=target.direction == "higher"):
        way = {"higher": "fall below the target", "lower": "rise above the target", "within": "widen around the range"}
        raise Refused(f"The thresholds have to {way[target.direction]}, approaching target first.")
    return target


def rate(target: Target, value: Decimal | None) -> RatedMeasure:
    """What `value` is rated. Raises Refused for a target by which nothing can be rated."""
    checked(target)
    if value is None:
        return RatedMeasure(None, None, "No figure was recorded.")
    if not value.is_finite():
        raise Refused("A measured figure has to be a number.")
    off, said = _off(target, value)
    if off <= 0:
        return RatedMeasure(GOOD, True, said)
    if target.approaching is None or target.improvement is None:
        why = f"{said} No thresholds were agreed, so how far off is for a person to rate."
        return RatedMeasure(None, False, why)
    if off <= _distance(target, target.approaching):
        return RatedMeasure(APPROACHING, False, f"{said} That is within {_plain(target.approaching)}.")
    if off <= _distance(target, target.improvement):
        return RatedMeasure(IMPROVEMENT, False, f"{said} That is within {_plain(target.improvement)}.")
    return RatedMeasure(INADEQUATE, False, f"{said} That is beyond {_plain(target.improvement)}.")


def _off(target: Target, value: Decimal) -> tuple[Decimal, str]:
    """How far on the wrong side the figure is, and a sentence."""
    shown = _plain(value)
    if target.direction == "within":
        low, high = target.low or Decimal(0), target.high or Decimal(0)
        off = max(low - value, value - high)
        inside = "is within" if off <= 0 else f"is {_plain(off)} outside"
        return off, f"{shown} {inside} {_plain(low)} to {_plain(high)}."
    aim = target.target or Decimal(0)
    off = aim - value if target.direction == "higher" else value - aim
    wanted = f"{_plain(aim)} or {'more' if target.direction == 'higher' else 'less'}"
    return off, f"{shown} meets {wanted}." if off <= 0 else f"{shown} misses {wanted} by {_plain(off)}."


def _distance(target: Target, threshold: Decimal) -> Decimal:
    if target.direction == "within":
        return threshold
    return abs((target.target or Decimal(0)) - threshold)


def _plain(number: Decimal) -> str:
    """``99.5``, ``100``, ``1,200``: no exponent and no noughts after the point that say nothing."""
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def fired(trigger: Trigger, target: Target, periods: Sequence[Measured]) -> Fired:
    """Whether `trigger` is reached in `periods`, which follow one another, the earliest first.

    A person's own rating stands where there is one; Other is no miss that can be told. A period without a figure is
    neither met nor missed: it can only make the trigger point possible.
    """
    _check(trigger)
    misses = [_missed(trigger, target, one) for one in periods]
    width = trigger.of or trigger.misses
    windows = [range(max(0, last - width + 1), last + 1) for last in range(len(periods))]
    for window in windows:
        missed = [periods[n].period for n in window if misses[n]]
        if len(missed) >= trigger.misses:
            return Fired(True, False, tuple(missed), f"{_said(trigger)}: {', '.join(missed)}. {trigger.then}".strip())
    for window in windows:
        unknown = [periods[n].period for n in window if misses[n] is None]
        if unknown and sum(misses[n] is not False for n in window) >= trigger.misses:
            why = f"{_said(trigger)} could have been reached: it is not known of {', '.join(unknown)}."
            return Fired(False, True, (), why)
    return Fired(False, False, (), f"{_said(trigger)} has not been reached.")


def _check(trigger: Trigger) -> None:
    if trigger.worse_than not in WORST_FIRST[1:]:
        raise Refused(f"Nothing is rated worse than “{trigger.worse_than}”.")
    if trigger.misses < 1 or (trigger.of is not None and trigger.of < trigger.misses):
        raise Refused("A trigger point needs one miss or more, out of at least as many periods.")


def _missed(trigger: Trigger, target: Target, one: Measured) -> bool | None:
    if one.rating == OTHER:
        return None
    rating, met = one.rating, None
    if rating is None:
        found = rate(target, one.value)
        rating, met = found.rating, found.met
    if rating is None:
        return True if met is False and trigger.worse_than == GOOD else None
    return WORST_FIRST.index(rating) < WORST_FIRST.index(trigger.worse_than)


def _said(trigger: Trigger) -> str:
    times = f"{trigger.misses} {'miss' if trigger.misses == 1 else 'misses'}"
    return f"{times} in a row" if trigger.of is None else f"{times} in {trigger.of} periods"
