"""Scales that risks are rated on: what they are, the ones that come with Tallystick, and a council's own.

Pure once loaded. The scales that come with it are in risk_scales.toml, with source and review date.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from tallystick.kit.errors import Refused
from tallystick.reference.said import Said

DEFAULT = "five-by-five"
MOST_STEPS = 12


@dataclass(frozen=True)
class Rating:
    """What a risk may be rated. at_least: the smallest likelihood × impact; None where the scale goes by cells."""

    code: str
    name: str
    at_least: int | None
    means: str


@dataclass(frozen=True)
class Scale:
    """One scale. likelihood, impact: labels from the least to the greatest, counted from 1. ratings: mildest first.

    cells: empty where the rating goes by likelihood × impact; else a row of rating codes for each likelihood, least
    first.
    """

    id: str
    version: str
    title: str
    source: str
    valid_from: str
    review_by: str
    likelihood: tuple[str, ...]
    impact: tuple[str, ...]
    ratings: tuple[Rating, ...]
    cells: tuple[tuple[str, ...], ...]


@cache
def shipped_scales() -> dict[str, Scale]:
    """The scales of risk_scales.toml, by id."""
    said = tomllib.loads(files("tallystick.reference").joinpath("risk_scales.toml").read_text(encoding="utf-8"))
    scales = [scale_from_json(one) for one in said["scale"]]
    return {scale.id: scale for scale in scales}


def scale_from_json(said: object) -> Scale:
    """The scale that such an object says. Raises Refused, naming the place, where no risk could be rated on it."""
    it = Said.of(said, "The scale")
    scale = Scale(
        id=it.code("id"),
        version=it.text("version"),
        title=it.text("title"),
        source=it.text("source"),
        valid_from=it.day("valid_from").isoformat(),
        review_by=it.day("review_by").isoformat(),
        likelihood=it.texts("likelihood", MOST_STEPS),
        impact=it.texts("impact", MOST_STEPS),
        ratings=tuple(_rating(one) for one in it.several("ratings", "Rating", MOST_STEPS)),
        cells=_cells(it.take("cells")),
    )
    it.done()
    _check(scale)
    return scale


def scale_to_json(scale: Scale) -> dict[str, Any]:
    """The scale as values that JSON holds; `scale_from_json` of it is the same scale."""
    said: dict[str, Any] = {**vars(scale), "likelihood": list(scale.likelihood), "impact": list(scale.impact)}
    said["ratings"] = [
        {key: value for key, value in vars(rating).items() if value is not None} for rating in scale.ratings
    ]
    said["cells"] = [list(row) for row in scale.cells]
    return said


def _rating(it: Said) -> Rating:
    least = it.whole("at_least", 0, MOST_STEPS**2) if it.take("at_least") is not None else None
    found = Rating(it.code("code"), it.text("name"), least, it.text("means", empty=True))
    it.done()
    return found


def _cells(value: Any) -> tuple[tuple[str, ...], ...]:
    if not value:
        return ()
    if not isinstance(value, list) or not all(isinstance(row, list) for row in value):
        raise Refused("The scale: cells has to be a list with a row for each likelihood.")
    return tuple(tuple(str(code) for code in row) for row in value)


def _check(it: Scale) -> None:
    for what, labels in (("likelihood", it.likelihood), ("impact", it.impact)):
        if len(labels) < 2:
            raise Refused(f"The scale has fewer than two steps of {what}.")
        if len({label.casefold() for label in labels}) != len(labels):
            raise Refused(f"The scale has two steps of {what} with one label.")
    codes = [rating.code for rating in it.ratings]
    if len(codes) < 2 or len(set(codes)) != len(codes):
        raise Refused("The scale needs two ratings or more, each with a code of its own.")
    if it.cells:
        _check_cells(it, set(codes))
        return
    least = [rating.at_least for rating in it.ratings]
    if None in least or least[0] not in (0, 1) or sorted({n or 0 for n in least}) != [n or 0 for n in least]:
        raise Refused("The ratings: at_least has to begin at 1 and rise from one to the next, or cells be given.")
    if (least[-1] or 0) > len(it.likelihood) * len(it.impact):
        raise Refused("The ratings: the last begins beyond the greatest likelihood × impact.")


def _check_cells(it: Scale, codes: set[str]) -> None:
    if len(it.cells) != len(it.likelihood) or any(len(row) != len(it.impact) for row in it.cells):
        raise Refused(
            f"The scale: cells has to have {len(it.likelihood)} rows, one a likelihood, of {len(it.impact)} each."
        )
    strange = {code for row in it.cells for code in row} - codes
    if strange:
        raise Refused(f"The scale: cells names a rating that is not there: {', '.join(sorted(strange))}.")
    if any(rating.at_least is not None for rating in it.ratings):
        raise Refused("The scale: ratings go by cells or by at_least, not by both.")
    rank = {rating.code: n for n, rating in enumerate(it.ratings)}
    ranks = [[rank[code] for code in row] for row in it.cells]
    if any(row != sorted(row) for row in ranks) or any(list(c) != sorted(c) for c in zip(*ranks, strict=True)):
        raise Refused("The scale: a greater likelihood or impact is rated lower than a smaller one.")
