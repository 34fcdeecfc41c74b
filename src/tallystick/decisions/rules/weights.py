"""How weights come about, and when each way is apt. Pure. docs/rules/weights.md."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Weighting:
    """A way to come by weights. apt: when it is the one to take. mark: how well that was verified."""

    method: str
    name: str
    apt: str
    mark: str


WEIGHTINGS = {
    one.method: one
    for one in (
        Weighting(
            "direct",
            "Weights given outright",
            "Apt where weights were agreed or published before anybody scored. It is quick, and it is the way in which "
            "weights most often say how important a subject sounds and not how far the options differ in it.",
            "G",
        ),
        Weighting(
            "rank",
            "Rank-order centroid",
            "Apt where people agree which criterion matters more and not by how much. The weights are the middle of "
            "all that keep that order: a firm answer to a loose question, so look at the ranges beside it.",
            "G",
        ),
        Weighting(
            "swing",
            "Swing weights",
            "Apt for most decisions, with those whom it touches in the room: the criterion whose swing from its worst "
            "score to its best matters most has 100 points, and every other what its own swing is worth beside that.",
            "G",
        ),
    )
}
"""Each way by its code."""


def shares_of_one(weights: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """The weights made to add to one. None is below nought, and one at least is above: ValueError else."""
    whole = sum(weights.values(), Fraction(0))
    if whole <= 0 or any(weight < 0 for weight in weights.values()):
        raise ValueError("weights below nought, or none above it")
    return {name: weight / whole for name, weight in weights.items()}


def rank_order_centroid(places: Mapping[str, int]) -> dict[str, Fraction]:
    """Weights, adding to one, from places: 1 matters most. Criteria with the same place share what theirs come to.

    Of n criteria the one at place k has the mean of 1/k, 1/(k+1) … 1/n, divided by n over those that are left out:
    ``(1/n) × (1/k + … + 1/n)``. Only the order of places counts: 1, 2, 5 is 1, 2, 3.
    """
    ordered = sorted(places, key=places.__getitem__)
    single = _centroid(len(ordered))
    weights = {}
    for name in ordered:
        level = [k for k, other in enumerate(ordered) if places[other] == places[name]]
        weights[name] = sum((single[k] for k in level), Fraction(0)) / len(level)
    return {name: weights[name] for name in places}


def _centroid(count: int) -> Sequence[Fraction]:
    return [sum((Fraction(1, i) for i in range(k, count + 1)), Fraction(0)) / count for k in range(1, count + 1)]
