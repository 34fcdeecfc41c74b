"""How likely, how bad, and what that is rated, on any scale. Pure. docs/rules/risk-scales.md."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tallystick.kit.errors import Refused
from tallystick.reference.risk_scales import Rating, Scale

_MOST = 200


@dataclass(frozen=True)
class Rated:
    """score: likelihood × impact. rating: what the scale calls it. likelihood, impact: their labels."""

    score: int
    rating: Rating
    likelihood: str
    impact: str


@dataclass(frozen=True)
class Cell:
    """One square of the matrix, with the keys of the risks that stand in it."""

    likelihood: int
    impact: int
    score: int
    rating: Rating
    risks: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """One likelihood, with a cell for each impact from the least to the greatest."""

    likelihood: int
    label: str
    cells: tuple[Cell, ...]


def rate(scale: Scale, likelihood: int, impact: int) -> Rated:
    """What a risk is rated. Both count from 1. Raises Refused for a step that the scale does not have."""
    for what, step, labels in (("likelihood", likelihood, scale.likelihood), ("impact", impact, scale.impact)):
        if isinstance(step, bool) or not isinstance(step, int) or not 1 <= step <= len(labels):
            raise Refused(
                f"{step} is no {what} of the scale “{scale.title}”.", what_to_do=f"It goes from 1 to {len(labels)}."
            )
    return Rated(
        score=likelihood * impact,
        rating=_rating(scale, likelihood, impact),
        likelihood=scale.likelihood[likelihood - 1],
        impact=scale.impact[impact - 1],
    )


def matrix(scale: Scale, risks: Iterable[tuple[str, int, int]] = ()) -> tuple[Row, ...]:
    """The scale as rows for a picture and a table, the most likely first.

    risks: key, likelihood and impact of each, to be placed in their cells. Raises Refused for one that is not on
    the scale.
    """
    placed: dict[tuple[int, int], list[str]] = {}
    for key, likelihood, impact in risks:
        rate(scale, likelihood, impact)
        placed.setdefault((likelihood, impact), []).append(key)
    return tuple(
        Row(
            likelihood,
            scale.likelihood[likelihood - 1],
            tuple(
                Cell(
                    likelihood,
                    impact,
                    likelihood * impact,
                    _rating(scale, likelihood, impact),
                    tuple(placed.get((likelihood, impact), ())),
                )
                for impact in range(1, len(scale.impact) + 1)
            ),
        )
        for likelihood in range(len(scale.likelihood), 0, -1)
    )


def counted(scale: Scale, risks: Iterable[tuple[str, int, int]]) -> tuple[tuple[Rating, int], ...]:
    """How many risks have each rating, the worst first."""
    found = [rate(scale, likelihood, impact).rating.code for _, likelihood, impact in risks]
    return tuple((rating, found.count(rating.code)) for rating in reversed(scale.ratings))


def moved(scale: Scale, before: tuple[int, int], after: tuple[int, int]) -> str:
    """`up`, `down` or `same`: how a risk's rating moved, or within one rating its score."""

    def worth(at: tuple[int, int]) -> tuple[int, int]:
        rated = rate(scale, *at)
        return scale.ratings.index(rated.rating), rated.score

    first, then = worth(before), worth(after)
    return "same" if first == then else "up" if then > first else "down"


def _rating(scale: Scale, likelihood: int, impact: int) -> Rating:
    if scale.cells:
        code = scale.cells[likelihood - 1][impact - 1]
        return next(rating for rating in scale.ratings if rating.code == code)
    score = likelihood * impact
    return [rating for rating in scale.ratings if (rating.at_least or 0) <= score][-1]


def answerable(said: Mapping[str, Any], scale: Scale) -> tuple[int, int]:
    """Likelihood and impact from what was typed: a step's number, or its label. Raises Refused for what is neither."""
    return (
        _step(said.get("likelihood"), "likelihood", scale.likelihood, scale),
        _step(said.get("impact"), "impact", scale.impact, scale),
    )


def _step(said: Any, what: str, labels: tuple[str, ...], scale: Scale) -> int:
    text = str(said).strip()
    if isinstance(said, int | str) and not isinstance(said, bool) and len(text) <= _MOST:
        if text.isascii() and text.isdigit() and 1 <= int(text) <= len(labels):
            return int(text)
        names = [label.casefold() for label in labels]
        if text.casefold() in names:
            return names.index(text.casefold()) + 1
    steps = ", ".join(f"{n} {label}" for n, label in enumerate(labels, 1))
    raise Refused(f"“{text[:60]}” is no {what} of the scale “{scale.title}”.", what_to_do=f"It goes {steps}.")
