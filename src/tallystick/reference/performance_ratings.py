"""The words in which the law has performance rated. Pure once loaded from performance_ratings.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class PerformanceRating:
    """One rating, such as `good`, Good. means: one sentence."""

    code: str
    name: str
    means: str


@dataclass(frozen=True)
class PerformanceRatings:
    """All of them, the best first and `other` last. mark: how well the source was verified (V: it was read)."""

    ratings: tuple[PerformanceRating, ...]
    source: str
    mark: str
    valid_from: str
    review_by: str

    def named(self, code: str) -> PerformanceRating:
        """The rating of that code. Raises KeyError."""
        return {rating.code: rating for rating in self.ratings}[code]


@cache
def performance_ratings() -> PerformanceRatings:
    """The ratings of performance_ratings.toml."""
    text = files("tallystick.reference").joinpath("performance_ratings.toml").read_text(encoding="utf-8")
    said = tomllib.loads(text)
    return PerformanceRatings(
        ratings=tuple(PerformanceRating(**rating) for rating in said["rating"]),
        source=said["source"],
        mark=said["mark"],
        valid_from=said["valid_from"].isoformat(),
        review_by=said["review_by"].isoformat(),
    )
