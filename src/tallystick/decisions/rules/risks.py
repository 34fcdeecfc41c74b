"""A risk register: how each risk is rated before and after mitigation, what moved, and what is missing. Pure.

docs/rules/risk-register.md. Ratings and the matrix are those of contracts.rules.scales.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from tallystick.contracts.rules.scales import Rated, Row, counted, matrix, moved, rate
from tallystick.reference.risk_scales import Rating, Scale

State = Literal["open", "closed"]
STATES: tuple[State, ...] = ("open", "closed")
Way = Literal["up", "down", "same", "new"]


@dataclass(frozen=True)
class At:
    """Where a risk stands on the scale: both count from 1."""

    likelihood: int
    impact: int


@dataclass(frozen=True)
class Scored:
    """From that day the risk stood there, and why."""

    on: dt.date
    at: At
    why: str


@dataclass(frozen=True)
class Risk:
    """One risk. at: where it stands now. after: where it is meant to stand once mitigated. None and "": not said.

    review: the day by which it is to be looked at again. target: the day by which `after` is to be reached.
    history: earlier and present scores, the earliest first; the last agrees with `at`.
    """

    id: str
    title: str
    at: At
    cause: str = ""
    effect: str = ""
    mitigation: str = ""
    after: At | None = None
    target: dt.date | None = None
    owner: str = ""
    review: dt.date | None = None
    history: tuple[Scored, ...] = ()
    state: State = "open"


@dataclass(frozen=True)
class Register:
    """Risks on one scale. since, until: the two days between which movement is told; None where nothing is compared."""

    scale: Scale
    risks: tuple[Risk, ...]
    since: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True)
class Level:
    """A risk's rating now, and after mitigation where that was said."""

    risk: Risk
    now: Rated
    after: Rated | None


@dataclass(frozen=True)
class Movement:
    """Where a risk stood on two days; None where it was not known yet. way: `new` where it came in between."""

    risk: Risk
    first: At | None
    then: At | None
    way: Way | None


def in_order(register: Register) -> tuple[Level, ...]:
    """Every open risk with its levels: the worst rating first, then the highest score, the greater impact, the id."""
    scale = register.scale
    rank = {rating.code: place for place, rating in enumerate(scale.ratings)}
    levels = [_level(scale, risk) for risk in still_open(register.risks)]
    return tuple(
        sorted(levels, key=lambda it: (-rank[it.now.rating.code], -it.now.score, -it.risk.at.impact, by_id(it.risk.id)))
    )


def still_open(risks: Iterable[Risk]) -> tuple[Risk, ...]:
    """Those that are not closed."""
    return tuple(risk for risk in risks if risk.state == "open")


def matrix_now(register: Register) -> tuple[Row, ...]:
    """The matrix with every open risk where it stands."""
    return matrix(register.scale, _placed([(risk.id, risk.at) for risk in still_open(register.risks)]))


def matrix_after(register: Register) -> tuple[Row, ...]:
    """The matrix with every open risk where it is meant to stand; one for which that was not said is not in it."""
    return matrix(register.scale, _placed([(risk.id, risk.after) for risk in still_open(register.risks) if risk.after]))


def count_now(register: Register) -> tuple[tuple[Rating, int], ...]:
    """How many open risks have each rating, the worst first."""
    return counted(register.scale, _placed([(risk.id, risk.at) for risk in still_open(register.risks)]))


def count_after(register: Register) -> tuple[tuple[Rating, int], ...]:
    """How many open risks are meant to have each rating, the worst first; of those for which it was said."""
    return counted(
        register.scale, _placed([(risk.id, risk.after) for risk in still_open(register.risks) if risk.after])
    )


def stood(risk: Risk, on: dt.date) -> At | None:
    """Where a risk stood at the end of that day, by its history; None before its first score, or without a history."""
    found = [scored.at for scored in risk.history if scored.on <= on]
    return found[-1] if found else None


def movements(register: Register, first: dt.date, then: dt.date) -> tuple[Movement, ...]:
    """How each risk moved between two days, in the register's order. A way of None: it was on neither day."""
    return tuple(_movement(register.scale, risk, stood(risk, first), stood(risk, then)) for risk in register.risks)


def reviews_overdue(risks: Iterable[Risk], today: dt.date) -> tuple[Risk, ...]:
    """Open risks whose review was due before today, the longest overdue first."""
    late = [(risk.review, by_id(risk.id), risk) for risk in still_open(risks) if risk.review and risk.review < today]
    return tuple(risk for *_, risk in sorted(late, key=lambda it: it[:2]))


def targets_not_met(register: Register, today: dt.date) -> tuple[Risk, ...]:
    """Open risks whose target day has passed, and which still stand worse than they were meant to by then."""
    return tuple(
        risk
        for risk in still_open(register.risks)
        if risk.target and risk.target < today and risk.after and _worse(register.scale, risk.at, risk.after)
    )


def raised_by_mitigation(register: Register) -> tuple[Risk, ...]:
    """Open risks that are said to stand worse after mitigation than now: a slip, or something to be explained."""
    return tuple(
        risk
        for risk in still_open(register.risks)
        if risk.after and moved(register.scale, _pair(risk.at), _pair(risk.after)) == "up"
    )


def by_id(name: str) -> tuple[int, int, str]:
    """What ids sort by: whole numbers by their value, before those that are none."""
    return (0, int(name), name) if name.isascii() and name.isdigit() else (1, 0, name)


def _level(scale: Scale, risk: Risk) -> Level:
    after = rate(scale, *_pair(risk.after)) if risk.after else None
    return Level(risk, rate(scale, *_pair(risk.at)), after)


def _movement(scale: Scale, risk: Risk, first: At | None, then: At | None) -> Movement:
    way: Way | None = None
    if then is not None:
        way = "new" if first is None else _way(scale, first, then)
    return Movement(risk, first, then, way)


def _way(scale: Scale, first: At, then: At) -> Way:
    ways: dict[str, Way] = {"up": "up", "down": "down", "same": "same"}
    return ways[moved(scale, _pair(first), _pair(then))]


def _worse(scale: Scale, now: At, meant: At) -> bool:
    return moved(scale, _pair(meant), _pair(now)) == "up"


def _pair(at: At) -> tuple[int, int]:
    return at.likelihood, at.impact


def _placed(found: Sequence[tuple[str, At]]) -> list[tuple[str, int, int]]:
    """By id, so that a cell names its risks in the same order however the register was given."""
    return [(name, at.likelihood, at.impact) for name, at in sorted(found, key=lambda it: by_id(it[0]))]
