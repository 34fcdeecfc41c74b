"""An options appraisal as its page shows it: the ranking, what it is made of, and how firm it is. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tallystick.decisions.queries.answering import Answered
from tallystick.web.decide.drawn.appraisal_lines import weighed
from tallystick.web.decide.drawn.appraisal_scores import agreed, apart, scored
from tallystick.web.decide.drawn.figures import number

WIDTH, HIGH, TALL, _LEFT = 640, 30, 50, 200
"""Pixels: how wide a picture is, how high the row of an option, the same where names stand above, and where bars begin.
"""
COLOURS = ("#1d6b66", "#f0b323", "#5b4a8a", "#b5543a", "#7d8c8a", "#28527a", "#8a6d1f", "#a63d6b")
_OF_LINES = ("#1d6b66", "#b5543a", "#5b4a8a", "#28527a", "#8a6d1f", "#a63d6b", "#4c5756", "#0b0c0c")
"""Of lines on white, each dark enough to be seen by itself."""
_DARK, _LIGHT = (13, 61, 57), (214, 231, 229)


@dataclass(frozen=True)
class Piece:
    """A part of a bar. x, width: pixels."""

    name: str
    x: float
    width: float
    colour: str


@dataclass(frozen=True)
class Ranked:
    """An option. first, ranks: shares of plausible weights, per cent; scored: first over scorers' ranges too, "" where
    no two differ. parts: of its score, criterion by criterion. pieces, held: bars of its score, and of its ranks. y,
    tall: pixels, of rows beside their names and below them."""

    option: str
    score: str
    rank: int
    first: str
    scored: str
    ranks: Sequence[str]
    parts: Sequence[str]
    pieces: Sequence[Piece]
    held: Sequence[Piece]
    y: int
    tall: int


@dataclass(frozen=True)
class Kept:
    """A weight. plausible: its range, "" for any. low, high: ends of what keeps the winner."""

    name: str
    weight: str
    plausible: str
    low: str
    high: str


@dataclass(frozen=True)
class Appraised:
    """A whole appraisal. legend: criterion and colour. ranks: rank and colour. changes: every single weight that puts
    another option first, the smallest change first."""

    ranked: Sequence[Ranked]
    legend: Sequence[tuple[str, str]]
    ranks: Sequence[tuple[str, str]]
    kept: Sequence[Kept]
    turn: str
    changes: Sequence[str]
    dominated: Sequence[str]
    failed: Sequence[str]
    agreement: str
    error: str
    over_scores: str
    height: int
    tall: int


def appraised(document: Answered) -> Appraised | None:
    """None where nothing follows from it yet."""
    if document.answer is None:
        return None
    return _drawn(document.answer)


def draw(document: Answered) -> dict[str, Any]:
    """What the template of the page is told."""
    found, said = document.answer, document.said
    assert found is not None
    colours = {one["option"]: _OF_LINES[at % len(_OF_LINES)] for at, one in enumerate(found["ranking"])}
    return {
        "appraised": _drawn(found), "lines": weighed(found, colours), "scored": scored(said),
        "agreed": agreed(found["agreement"]), "apart": apart(found["agreement"]),
        "facts": [
            ("Weights", f"{found['weighting']['name']}. {found['weighting']['apt']}"),
            ("Business as usual", said.get("business_as_usual") or ""),
            ("Do-minimum", said.get("do_minimum") or ""),
        ],
    }  # fmt: skip


def highlight(answer: Mapping[str, Any]) -> str:
    """What is first, and over how many of the plausible weights."""
    first = [one["option"] for one in answer["ranking"] if one["rank"] == 1]
    if not first:
        return "Every option failed what it had to pass"
    share = round(sum(answer["robustness"][one]["first"] for one in first), 9)
    said = _share(share).replace("<", "less than ").replace(">", "more than ")
    return f"{' and '.join(first)} first under the chosen weights, and under {said} of all plausible ones"


def _drawn(found: dict[str, Any]) -> Appraised:
    criteria = list(found["weights"])
    colours = {name: COLOURS[at % len(COLOURS)] for at, name in enumerate(criteria)}
    shades = _shades(len(found["ranking"]))
    longest = max((one["score"] for one in found["ranking"]), default=0) or 1
    rows = [_ranked(one, found, colours, shades, longest, at) for at, one in enumerate(found["ranking"])]
    return Appraised(
        rows,
        list(colours.items()),
        [(f"Rank {at}", shade) for at, shade in enumerate(shades, 1)],
        [_kept(name, found) for name in criteria],
        _turn(found["smallest_change"]) if rows else "",
        [_change(one) for one in found["changes"]],
        [f"{one['option']}: nowhere better than {one['by']}" for one in found["dominated"]],
        [f"{one['option']}: fails {one['criterion']}" for one in found["failed"]],
        _agreement(found["agreement"]),
        _error(found),
        _over_scores(found["over_scores"]),
        HIGH * len(rows) + 8,
        TALL * len(rows) + 4,
    )


def _ranked(
    one: dict[str, Any], found: dict[str, Any], colours: Mapping[str, str], shades: Sequence[str], longest: float,
    at: int,
) -> Ranked:  # fmt: skip
    parts, shares = found["contributions"][one["option"]], found["robustness"][one["option"]]
    over = found["over_scores"]["robustness"][one["option"]]["first"] if found["over_scores"] else None
    lengths = [(name, max(parts[name], 0) / longest, colour) for name, colour in colours.items()]
    held = [(f"Rank {rank}", share, shades[rank - 1]) for rank, share in enumerate(shares["ranks"], 1)]
    return Ranked(
        one["option"], f"{one['score']:.1f}", one["rank"], _share(shares["first"]),
        "" if over is None else _share(over), [_share(share) for share in shares["ranks"]],
        [f"{parts[name]:.1f}" for name in colours], _pieces(lengths), _pieces(held), at * HIGH + 4,
        at * TALL,
    )  # fmt: skip


def _pieces(lengths: Sequence[tuple[str, float, str]]) -> list[Piece]:
    pieces, x = [], float(_LEFT)
    for name, length, colour in lengths:
        width = length * (WIDTH - _LEFT - 20)
        pieces.append(Piece(name, round(x, 1), round(width, 1), colour))
        x += width
    return pieces


def _shades(many: int) -> list[str]:
    """From dark to light, so that ranks are told apart by lightness."""
    steps = max(many - 1, 1)
    mixed = [
        [round(dark + (light - dark) * at / steps) for dark, light in zip(_DARK, _LIGHT, strict=True)]
        for at in range(many)
    ]
    return [f"#{red:02x}{green:02x}{blue:02x}" for red, green, blue in mixed]


def _share(share: float) -> str:
    """Per cent; never none nor all of what is not quite that."""
    if 0 < share < 0.005:
        return "<1%"
    return ">99%" if 0.995 <= share < 1 else f"{share:.0%}"


def _kept(name: str, found: dict[str, Any]) -> Kept:
    range_, plausible = found["weight_ranges"].get(name) or {}, found["ranges"][name]
    any_ = (plausible["low"], plausible["high"]) == (0, 1)
    between = f"{_percent(plausible['low'])} to {_percent(plausible['high'])}"
    return Kept(
        name, f"{found['weights'][name]:.1%}", "" if any_ else between,
        _end(range_.get("low")), _end(range_.get("high")),
    )  # fmt: skip


def _percent(share: float) -> str:
    """A bound as it was given, to a tenth."""
    return f"{number(share * 100, 1)}%"


def _end(share: float | None) -> str:
    return "not known" if share is None else f"{share:.1%}"


def _turn(turn: dict[str, Any] | None) -> str:
    if turn is None:
        return "No change of one weight puts another option first."
    return f"{_change(turn)}: no smaller change of one weight does that."


def _change(turn: dict[str, Any]) -> str:
    return (
        f"{turn['overtaken_by']} comes first if the weight of {turn['criterion']} goes from {turn['from']:.1%} "
        f"to {'more' if turn['to'] > turn['from'] else 'less'} than {turn['to']:.1%}"
    )


def _error(found: dict[str, Any]) -> str:
    if found["exact"]:
        return "These shares are exact."
    return (
        f"From {found['draws']:,} sets of weights drawn at random with seed {found['seed']}: {found['confidence']:.0%} "
        f"of the time a share is no further than {found['error']:.2%} from the true one."
    )


def _over_scores(found: dict[str, Any] | None) -> str:
    if found is None:
        return ""
    return (
        "The last column lets each score be anything between the lowest and the highest that scorers gave, too: from "
        f"{found['draws']:,} draws, within {found['error']:.2%}."
    )


def _agreement(found: dict[str, Any] | None) -> str:
    if found is None or found["mean_difference"] is None:
        return ""
    alpha = "" if found["alpha"] is None else f" Krippendorff’s alpha is {found['alpha']:.2f}: 1 is full agreement."
    return f"Where several people scored, they are {found['mean_difference']:.1f} points apart on average.{alpha}"
