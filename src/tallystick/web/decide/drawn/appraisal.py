"""An options appraisal as its page shows it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tallystick.decisions.queries.answering import Answered

WIDTH, HIGH, _LEFT = 640, 30, 200
COLOURS = ("#1d6b66", "#f0b323", "#5b4a8a", "#b5543a", "#7d8c8a", "#28527a", "#8a6d1f", "#a63d6b")


@dataclass(frozen=True)
class Piece:
    """A part of a bar: of one criterion. x, width: pixels."""

    criterion: str
    x: float
    width: float
    colour: str


@dataclass(frozen=True)
class Ranked:
    """An option. first, ranks: shares of plausible weights, per cent. parts: of its score, criterion by criterion."""

    option: str
    score: str
    rank: int
    first: str
    ranks: Sequence[str]
    parts: Sequence[str]
    pieces: Sequence[Piece]
    y: int


@dataclass(frozen=True)
class Appraised:
    """A whole appraisal. legend: criterion and colour. kept: criterion, weight, ends of what keeps the winner."""

    ranked: Sequence[Ranked]
    legend: Sequence[tuple[str, str]]
    kept: Sequence[tuple[str, str, str, str]]
    turn: str
    dominated: Sequence[str]
    failed: Sequence[str]
    agreement: str
    error: str
    warnings: Sequence[str]
    height: int


def appraised(document: Answered) -> Appraised | None:
    """None where nothing follows from it yet."""
    if document.answer is None:
        return None
    return _drawn(document.answer)


def draw(document: Answered) -> dict[str, Any]:
    """What the template of the page is told."""
    return {"appraised": appraised(document)}


def _drawn(found: dict[str, Any]) -> Appraised:
    criteria = list(found["weights"])
    colours = {name: COLOURS[at % len(COLOURS)] for at, name in enumerate(criteria)}
    longest = max((one["score"] for one in found["ranking"]), default=0) or 1
    rows = [_ranked(one, found, criteria, colours, longest, at) for at, one in enumerate(found["ranking"])]
    return Appraised(
        rows,
        list(colours.items()),
        [_kept(name, found) for name in criteria],
        _turn(found["smallest_change"]),
        [f"{one['option']}: nowhere better than {one['by']}" for one in found["dominated"]],
        [f"{one['option']}: fails {one['criterion']}" for one in found["failed"]],
        _agreement(found["agreement"]),
        "Exact." if found["exact"] else f"From {found['draws']:,} draws of weights; within {found['error']:.1%}.",
        [one["text"] for one in found["warnings"]],
        HIGH * len(rows) + 8,
    )


def _ranked(
    one: dict[str, Any], found: dict[str, Any], criteria: list[str], colours: dict[str, str], longest: float, at: int
) -> Ranked:
    parts = found["contributions"][one["option"]]
    shares = found["robustness"][one["option"]]
    pieces, x = [], float(_LEFT)
    for name in criteria:
        width = max(parts[name], 0) / longest * (WIDTH - _LEFT - 60)
        pieces.append(Piece(name, round(x, 1), round(width, 1), colours[name]))
        x += width
    return Ranked(
        one["option"], f"{one['score']:.1f}", one["rank"], f"{shares['first']:.0%}",
        [f"{share:.0%}" for share in shares["ranks"]], [f"{parts[name]:.1f}" for name in criteria], pieces,
        at * HIGH + 4,
    )  # fmt: skip


def _kept(name: str, found: dict[str, Any]) -> tuple[str, str, str, str]:
    range_ = found["weight_ranges"].get(name) or {}
    return name, f"{found['weights'][name]:.1%}", _end(range_.get("low")), _end(range_.get("high"))


def _end(share: float | None) -> str:
    return "not known" if share is None else f"{share:.1%}"


def _turn(turn: dict[str, Any] | None) -> str:
    if turn is None:
        return "No change of one weight puts another option first."
    return (
        f"{turn['overtaken_by']} comes first if the weight of {turn['criterion']} goes from {turn['from']:.1%} "
        f"to {turn['to']:.1%}: no smaller change of one weight does that."
    )


def _agreement(found: dict[str, Any] | None) -> str:
    if found is None or found["mean_difference"] is None:
        return ""
    alpha = "" if found["alpha"] is None else f" Krippendorff’s alpha is {found['alpha']:.2f}: 1 is full agreement."
    return f"Where several people scored, they are {found['mean_difference']:.1f} points apart on average.{alpha}"
