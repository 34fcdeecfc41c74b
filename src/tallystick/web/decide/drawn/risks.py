"""A risk register as its page shows it: the matrix before and after mitigation, the register, and what moved. Pure."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tallystick.contracts.rules.scales import rate
from tallystick.decisions.queries.answering import Answered
from tallystick.decisions.rules.risks import At, Register, Risk
from tallystick.decisions.rules.risks_json import register_from_json
from tallystick.web.decide.drawn.attention import Named, Sentence, rows_by_id
from tallystick.web.words import day, many

_MOST_HEAT = 11
"""Cells are coloured from ts-heat--0 for the mildest level of a scale to this for the worst."""
_MOST_BESIDE = 4
"""So many steps of impact, and two matrices still stand side by side."""
WIDTH, HEIGHT, _EDGE = 180, 44, 6
WAYS = {"up": "Worse", "down": "Better", "same": "The same", "new": "First scored since"}
_ARROWS = {"up": "▲", "down": "▼", "same": "▶", "new": "●"}


@dataclass(frozen=True)
class Cell:
    """A square of the matrix. heat: its colour. risks: (id, anchor) of each that stands in it."""

    level: str
    heat: int
    risks: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Matrix:
    """Rows of cells, the most likely first. key: for ids on the page."""

    key: str
    title: str
    rows: Sequence[tuple[str, Sequence[Cell]]]


@dataclass(frozen=True)
class Line:
    """A risk of the register. row: of the answer. place, anchor: of its form, and on the page."""

    row: Mapping[str, Any]
    place: str
    anchor: str
    now: int
    after: int | None


@dataclass(frozen=True)
class Score:
    """A score of a risk's history. place: of its form."""

    on: str
    text: str
    why: str
    place: str


@dataclass(frozen=True)
class Moved:
    """How a risk stood over time. path: a line of its score, in SVG's words. dots: of each score, as (x, y).

    first, then, way: between the two days compared; "" where none are, or it was on neither.
    """

    risk: Named
    path: str
    dots: Sequence[tuple[float, float]]
    scores: Sequence[Score]
    first: str
    then: str
    way: str
    arrow: str


def draw(document: Answered) -> dict[str, Any]:
    """What the template of the page is told."""
    assert document.answer is not None
    answer = document.answer
    named = rows_by_id(document.said, "risks", "risk")
    heat = _heat(answer)
    register = register_from_json(document.said, dt.date.fromisoformat(answer["today"]))
    titled = rows_by_id(document.said, "risks")
    return {
        "register": answer,
        "levels": _levels(answer, heat),
        "matrices": [
            _matrix(key, title, answer, heat, named)
            for key, title in (("before", "Now"), ("after", "After mitigation"))
        ],
        "wide": len(answer["scale"]["impact"]) > _MOST_BESIDE,
        "lines": [_line(one, heat, named) for one in answer["risks"]],
        "closed": [titled[name] for name in answer["closed"]],
        "attention": _attention(answer, named),
        "moves": _moves(register, answer, titled, _places(document.said)),
        "unscored": [titled[risk.id] for risk in register.risks if not risk.history],
        "picture": {"width": WIDTH, "height": HEIGHT, "edge": _EDGE},
    }


def highlight(answer: Mapping[str, Any]) -> str:
    """How many open risks there are of each level, the worst first."""
    counts = answer["counts"]["before"]
    levels = [(one["name"], counts.get(one["code"], 0)) for one in reversed(answer["scale"]["levels"])]
    return ", ".join(f"{count} {name.lower()}" for name, count in levels if count) or "No open risks"


def _heat(answer: Mapping[str, Any]) -> dict[str, int]:
    """The colour of each level, spread over all that there are."""
    codes = [one["code"] for one in answer["scale"]["levels"]]
    return {code: round(_MOST_HEAT * at / max(1, len(codes) - 1)) for at, code in enumerate(codes)}


def _levels(answer: Mapping[str, Any], heat: Mapping[str, int]) -> list[tuple[str, int, int, int, str]]:
    """(name, colour, how many now, how many after, what it means) of each level, the worst first."""
    before, after = answer["counts"]["before"], answer["counts"]["after"]
    return [
        (one["name"], heat[one["code"]], before[one["code"]], after[one["code"]], one["means"])
        for one in reversed(answer["scale"]["levels"])
    ]


def _matrix(
    key: str, title: str, answer: Mapping[str, Any], heat: Mapping[str, int], named: Mapping[str, Named]
) -> Matrix:  # fmt: skip
    names = {one["code"]: one["name"] for one in answer["scale"]["levels"]}
    return Matrix(
        key,
        title,
        [
            (
                row["label"],
                [
                    Cell(names[one["level"]], heat[one["level"]], [(risk, named[risk].anchor) for risk in one["risks"]])
                    for one in row["cells"]
                ],
            )
            for row in answer["matrix"][key]
        ],
    )


def _line(row: Mapping[str, Any], heat: Mapping[str, int], named: Mapping[str, Named]) -> Line:
    at = named[row["id"]]
    after = heat[row["after"]["level"]] if row["after"] else None
    return Line(row, at.place, at.anchor, heat[row["before"]["level"]], after)


def _attention(answer: Mapping[str, Any], named: Mapping[str, Named]) -> list[Sentence]:
    said = answer["attention"]
    found = [
        Sentence(
            f"The review was due on {day(one['review'])}, {many(one['days_late'], 'day')} ago:", [named[one["id"]]]
        )
        for one in said["overdue_reviews"]
    ]
    found += [
        Sentence(f"It was to be better by {day(one['target'])}, and is not:", [named[one["id"]]])
        for one in said["targets_not_met"]
    ]
    for key, text in (
        ("worse_after_mitigation", "Rated worse after mitigation than now:"),
        ("no_owner", "No owner:"),
        ("no_review", "No review date:"),
        ("no_mitigation", "No mitigation:"),
        ("after_not_said", "Its rating after mitigation is not given:"),
    ):
        if said[key]:
            found.append(Sentence(text, [named[name] for name in said[key]]))
    return found


def _places(said: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Risk -> day -> the place of its score of that day."""
    return {
        str(risk["id"]).strip(): {
            one["on"]: f"risks.{at}.history.{step}" for step, one in enumerate(risk.get("history") or [])
        }
        for at, risk in enumerate(said["risks"])
    }


def _moves(
    register: Register, answer: Mapping[str, Any], titled: Mapping[str, Named], places: Mapping[str, Mapping[str, str]]
) -> list[Moved]:  # fmt: skip
    """Each risk with a history, in the register's order, the closed ones last."""
    risks = {risk.id: risk for risk in register.risks if risk.history}
    days = [scored.on for risk in risks.values() for scored in risk.history]
    today = dt.date.fromisoformat(answer["today"])
    first = min(days, default=today)
    compared = {one["id"]: one for one in (answer["movement"] or {"risks": []})["risks"]}
    order = [name for name in [*answer["order"], *answer["closed"]] if name in risks]
    return [
        _moved(register, risks[name], titled[name], places[name], (first, today), compared.get(name)) for name in order
    ]


def _moved(
    register: Register, risk: Risk, named: Named, places: Mapping[str, str], axis: tuple[dt.date, dt.date],
    compared: Mapping[str, Any] | None,
) -> Moved:  # fmt: skip
    scale = register.scale
    most = len(scale.likelihood) * len(scale.impact)
    dots = [_dot(scored.on, scored.at, axis, most) for scored in risk.history]
    path = f"M{dots[0][0]} {dots[0][1]}" + "".join(f"H{x}V{y}" for x, y in dots[1:]) + f"H{WIDTH - _EDGE}"
    scores = [
        Score(one.on.isoformat(), _stands(register, one.at), one.why, places[one.on.isoformat()])
        for one in risk.history
    ]
    way = compared["way"] if compared else ""
    first, then = ((compared["from"], compared["to"]) if compared else (None, None))  # fmt: skip
    return Moved(
        named, path, dots, list(reversed(scores)),
        _stands(register, At(**first)) if first else "", _stands(register, At(**then)) if then else "",
        WAYS.get(way, ""), _ARROWS.get(way, ""),
    )  # fmt: skip


def _dot(on: dt.date, at: At, axis: tuple[dt.date, dt.date], most: int) -> tuple[float, float]:
    room, days = WIDTH - 2 * _EDGE, max(1, (axis[1] - axis[0]).days)
    share = (at.likelihood * at.impact - 1) / (most - 1)
    return (
        round(_EDGE + room * (on - axis[0]).days / days, 1),
        round(HEIGHT - _EDGE - (HEIGHT - 2 * _EDGE) * share, 1),
    )


def _stands(register: Register, at: At) -> str:
    found = rate(register.scale, at.likelihood, at.impact)
    return f"{found.rating.name} ({found.likelihood}, {found.impact})"
