"""How scores go as one weight goes from nothing to everything, drawn: a picture for each criterion. Pure.

The others keep their proportions to one another, so each option's score is a straight line: docs/rules/robustness.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

WIDTH, HEIGHT = 400, 236
_LEFT, _RIGHT, _TOP, _BOTTOM = 36, 392, 26, 206
DASHES = ("none", "8 4", "2 3", "12 3 2 3", "6 2", "1 4", "14 5", "4 4 1 4")
"""How lines are broken, so that colour alone tells nothing."""
_NEAR = 1e-9


@dataclass(frozen=True)
class Line:
    """An option. points: of the line, in pixels. scores: where the weight is nothing, as it is, and everything."""

    option: str
    colour: str
    dash: str
    points: str
    scores: tuple[str, str, str]
    firsts: tuple[bool, bool, bool]


@dataclass(frozen=True)
class Spell:
    """Between which weights an option is first; None at an end of the picture. x, y: pixels of where it begins."""

    option: str
    low: str
    high: str
    x: float
    y: float
    begins: bool


@dataclass(frozen=True)
class Lines:
    """One criterion. now: pixels of the weight as it is. same: no weight of it puts another option first."""

    criterion: str
    weight: str
    now: float
    lines: Sequence[Line]
    spells: Sequence[Spell]
    ticks: Sequence[tuple[str, float]]

    @property
    def same(self) -> bool:
        return len(self.spells) == 1


def weighed(found: Mapping[str, Any], colours: Mapping[str, str]) -> list[Lines]:
    """A picture for each criterion. colours: of options. Nothing for a criterion that has all of the weight, as the
    others have no proportions to keep, nor where no option is left."""
    options = [one["option"] for one in found["ranking"]]
    ends = {name: _ends(found, options, name) for name, weight in found["weights"].items() if weight < 1}
    every = [at for one in ends.values() for pair in one.values() for at in pair]
    low, high = (min([0.0, *every]), max(every)) if every else (0.0, 1.0)
    return [_lines(found, name, of, colours, low, high if high > low else low + 1) for name, of in ends.items()]


def _ends(found: Mapping[str, Any], options: Sequence[str], name: str) -> dict[str, tuple[float, float]]:
    """option -> score where the weight is nothing, and where it is everything."""
    weight = found["weights"][name]
    scores = {one["option"]: one["score"] for one in found["ranking"]}
    return {
        option: (
            (scores[option] - found["contributions"][option][name]) / (1 - weight), found["points"][option][name],
        )
        for option in options
    }  # fmt: skip


def _lines(
    found: Mapping[str, Any], name: str, ends: Mapping[str, tuple[float, float]], colours: Mapping[str, str],
    low: float, high: float,
) -> Lines:  # fmt: skip
    weight = found["weights"][name]

    def across(share: float) -> float:
        return round(_LEFT + share * (_RIGHT - _LEFT), 1)

    def down(score: float) -> float:
        return round(_BOTTOM - (score - low) / (high - low) * (_BOTTOM - _TOP), 1)

    best = [max(_at(pair, share) for pair in ends.values()) for share in (0, weight, 1)]
    lines = [
        Line(
            option, colours[option], DASHES[place % len(DASHES)],
            f"{across(0)},{down(pair[0])} {across(1)},{down(pair[1])}",
            (f"{pair[0]:.1f}", f"{_at(pair, weight):.1f}", f"{pair[1]:.1f}"),
            tuple(_at(pair, share) >= most - _NEAR for share, most in zip((0, weight, 1), best, strict=True)),  # type: ignore[arg-type]
        )
        for place, (option, pair) in enumerate(ends.items())
    ]  # fmt: skip
    spells = [
        Spell(option, f"{start:.1%}", f"{end:.1%}", across(start), down(_at(ends[option], start)), start > 0)
        for option, start, end in firsts(ends)
    ]
    ticks = [(f"{at:.0f}", down(at)) for at in (low, (low + high) / 2, high)]
    return Lines(name, f"{weight:.1%}", across(weight), lines, spells, ticks)


def firsts(ends: Mapping[str, tuple[float, float]]) -> list[tuple[str, float, float]]:
    """(option, from, to) of each that is first as a share goes from 0 to 1; of level ones, that which then goes ahead.

    ends: option -> its score at 0 and at 1.
    """
    at, found = 0.0, list[tuple[str, float, float]]()
    while at < 1:
        best = max(_at(pair, at) for pair in ends.values())
        level = [one for one, pair in ends.items() if _at(pair, at) >= best - _NEAR]
        first = max(level, key=lambda one: _slope(ends[one]))
        until = min([_cross(ends[first], pair) for pair in ends.values() if _slope(pair) > _slope(ends[first])] or [1])
        until = min(max(until, at + _NEAR), 1)
        found.append((first, at, until))
        at = until
    return found


def _cross(first: tuple[float, float], other: tuple[float, float]) -> float:
    """Where a steeper line comes level with another."""
    return (first[0] - other[0]) / (_slope(other) - _slope(first))


def _slope(pair: tuple[float, float]) -> float:
    return pair[1] - pair[0]


def _at(pair: tuple[float, float], share: float) -> float:
    return pair[0] + share * _slope(pair)
