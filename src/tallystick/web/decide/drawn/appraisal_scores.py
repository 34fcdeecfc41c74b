"""What scorers gave and how far they agree, as the page of an appraisal shows it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tallystick.web.decide.drawn.figures import number

_MOST_APART = 10


@dataclass(frozen=True)
class Given:
    """What one option was given against one criterion: of each scorer in turn, and what counts."""

    criterion: str
    scores: Sequence[str]
    counts: str
    agreed: bool


@dataclass(frozen=True)
class Scored:
    """Every score of an appraisal. scorers: names, or numbers where none are given. rows: by option."""

    scorers: Sequence[str]
    rows: Sequence[tuple[str, Sequence[Given]]]


@dataclass(frozen=True)
class Agreed:
    """How far scorers agree on a criterion, or on all. apart: points of the mean difference."""

    name: str
    cells: int
    apart: str
    alpha: str


def scored(said: Mapping[str, Any]) -> Scored:
    """The scores of an appraisal that its rule could answer."""
    cells = {
        (option, criterion): _given(cell) for option, row in said["scores"].items() for criterion, cell in row.items()
    }
    scorers = list(dict.fromkeys(name for given, _ in cells.values() for name in given))
    names = [one["name"] for one in said["criteria"]]
    rows = [
        (option, [_row(name, *cells[option, name], scorers) for name in names if (option, name) in cells])
        for option in said["options"]
    ]
    return Scored(scorers, rows)


def agreed(found: Mapping[str, Any] | None) -> list[Agreed]:
    """Criterion by criterion, and then in all."""
    if found is None:
        return []
    every = [*found["criteria"].items(), ("All criteria", found)]
    return [
        Agreed(
            name,
            one["cells"],
            "" if one["mean_difference"] is None else f"{one['mean_difference']:.1f}",
            "" if one["alpha"] is None else f"{one['alpha']:.2f}",
        )
        for name, one in every
    ]


def apart(found: Mapping[str, Any] | None) -> list[str]:
    """The scores on which people differ most, in words."""
    furthest = found["apart"][:_MOST_APART] if found else []
    return [f"{one['option']}, {one['criterion']}: from {one['low']:,.0f} to {one['high']:,.0f}" for one in furthest]


def figure(value: Any) -> str:
    """A score or a verdict as it is read."""
    if isinstance(value, bool) or value in ("pass", "fail"):
        return "Fails" if value in (False, "fail") else "Passes"
    return number(str(value).strip(), 6)


def _given(cell: Any) -> tuple[dict[str, Any], Any]:
    """(name of the scorer -> score, what was agreed) however a document writes it."""
    settled = cell.get("agreed") if isinstance(cell, Mapping) else None
    given = cell.get("given") if isinstance(cell, Mapping) else cell
    if isinstance(given, Mapping):
        return dict(given), settled
    every = given if isinstance(given, list) else [given]
    if len(every) == 1:
        return {"Score": every[0]}, settled
    return {f"Scorer {place}": one for place, one in enumerate(every, 1)}, settled


def _row(criterion: str, given: Mapping[str, Any], settled: Any, scorers: Sequence[str]) -> Given:
    values = [figure(given[name]) if given.get(name) is not None else "" for name in scorers]
    if settled is not None:
        return Given(criterion, values, figure(settled), True)
    every = list(given.values())
    if any(isinstance(one, bool | str) and one in (True, False, "pass", "fail") for one in every):
        return Given(criterion, values, figure(all(one not in (False, "fail") for one in every)), False)
    exact = [Fraction(str(one).strip()) for one in every]
    return Given(criterion, values, number(sum(exact, Fraction()) / len(exact)), False)
