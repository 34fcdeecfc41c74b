"""An options appraisal from JSON, and what came of it to JSON. Pure. docs/reference/decisions-appraise.md."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from tallystick.decisions.rules.agreement import Agreed, Agreement
from tallystick.decisions.rules.appraisal import SEED, Appraised, Case, Cell, Criterion, Out, appraise
from tallystick.decisions.rules.appraisal_criteria import (
    NotAnAppraisal,
    Weighed,
    an_object,
    name_of,
    number,
    shown,
    weighed_from_json,
    whole,
)
from tallystick.decisions.rules.appraisal_remarks import remarks, unlike_most_weights
from tallystick.decisions.rules.robustness import CONFIDENCE, DRAWS, LEAST_DRAWS, MOST_DRAWS, Shares
from tallystick.decisions.rules.turning import Kept, Turn
from tallystick.decisions.rules.weights import WEIGHTINGS

KEYS = (
    "options", "criteria", "scores", "seed", "draws", "weighting", "range_unit", "business_as_usual", "do_minimum",
)  # fmt: skip
"""Every key that is read."""

MOST_OPTIONS, MOST_SCORERS, MOST_SEED = 50, 100, 2**63 - 1
_A_CELL = 'Give a number, a list with one for each scorer, or {"given": [3, 5], "agreed": 4}.'


def answer(said: Mapping[str, Any]) -> dict[str, Any]:
    """The answer of `tallystick decisions appraise`. Raises NotAnAppraisal, which names the field at fault."""
    weighed = weighed_from_json(said)
    case = _case(said, weighed)
    found = appraise(case)
    told = [*remarks(said, case, weighed), *unlike_most_weights(found)]
    return {
        **to_json(found, case),
        "weighting": _weighting(weighed),
        "warnings": [{"text": text, "mark": mark} for text, mark in told],
        "ignored": [*(key for key in said if key not in KEYS), *weighed.ignored],
    }


def case_from_json(said: Mapping[str, Any]) -> Case:
    """The case that `said` tells of. Raises NotAnAppraisal."""
    return _case(said, weighed_from_json(said))


def to_json(found: Appraised, case: Case) -> dict[str, Any]:
    """What came of a case, with the keys of the command. Shares and scores are floats, each nearest to the exact."""
    return {
        "ranking": [{"option": one.option, "score": float(one.score), "rank": one.rank} for one in found.ranking],
        "robustness": _robustness(found.shares, case),
        "weight_ranges": {one.name: _kept(found.turning.kept.get(one.name)) for one in case.criteria},
        "smallest_change": _turn(found.smallest_change),
        "dominated": [{"option": one.option, "by": one.by} for one in found.dominated],
        "error": found.shares.error,
        "seed": case.seed,
        "exact": found.shares.draws is None,
        "draws": found.shares.draws,
        "confidence": None if found.shares.draws is None else CONFIDENCE,
        "weights": {one.name: float(one.weight) for one in case.criteria},
        "ranges": {one.name: {"low": float(one.low), "high": float(one.high)} for one in case.criteria},
        "contributions": _by_option(found.parts, case),
        "points": _by_option(found.points, case),
        "changes": [_turn(turn) for turn in found.turning.turns],
        "failed": [{"option": out.option, "criterion": out.criterion} for out in found.failed],
        "over_scores": _over_scores(found.over_scores, case),
        "agreement": _agreement(found.agreement),
    }


def _case(said: Mapping[str, Any], weighed: Weighed) -> Case:
    options = _options(said.get("options"))
    scores = an_object("scores", said.get("scores"), 'Write them as {"option": {"criterion": 4}}.')
    _no_strangers("scores", scores, options, "option")
    cells: dict[tuple[str, str], Cell] = {}
    failed: list[Out] = []
    for option in options:
        field = f"scores.{option}"
        row = an_object(field, scores.get(option), "Score it against each criterion.")
        _no_strangers(field, row, [*(one.name for one in weighed.criteria), *weighed.gates], "criterion")
        for criterion in weighed.criteria:
            cells[option, criterion.name] = _cell(f"{field}.{criterion.name}", row.get(criterion.name), criterion)
        failed += [Out(option, gate) for gate in weighed.gates if not _passes(f"{field}.{gate}", row.get(gate))]
    for key in ("business_as_usual", "do_minimum"):
        if said.get(key) is not None and said[key] not in options:
            raise NotAnAppraisal(key, f"{shown(said[key])} is no option.", what_to_do="Name one of the options.")
    return Case(
        options,
        weighed.criteria,
        cells,
        tuple(failed),
        whole("seed", said.get("seed"), 0, MOST_SEED, SEED),
        whole("draws", said.get("draws"), LEAST_DRAWS, MOST_DRAWS, DRAWS),
    )


def _options(said: Any) -> tuple[str, ...]:
    if not isinstance(said, list | tuple) or not said:
        raise NotAnAppraisal("options", "there are none.", what_to_do='List them by name: ["Renew", "Retender"].')
    if len(said) > MOST_OPTIONS:
        raise NotAnAppraisal("options", f"there are more than {MOST_OPTIONS}.", what_to_do="Sift them first.")
    names = tuple(name_of(f"options[{place}]", one) for place, one in enumerate(said))
    for place, name in enumerate(names):
        if name in names[:place]:
            raise NotAnAppraisal(f"options[{place}]", f"{shown(name)} is there twice.", what_to_do="Name each once.")
    return names


def _no_strangers(field: str, given: Mapping[str, Any], known: Iterable[str], what: str) -> None:
    for name in given:
        if name not in known:
            raise NotAnAppraisal(
                f"{field}.{name}", f"there is no {what} of that name.", what_to_do=f"Write it as the {what} is named."
            )


def _cell(field: str, said: Any, criterion: Criterion) -> Cell:
    agreed = None
    if isinstance(said, Mapping):
        agreed = None if said.get("agreed") is None else _score(field, said["agreed"], criterion)
        said = list(said["given"].values()) if isinstance(said.get("given"), Mapping) else said.get("given")
    if said is None or said == []:
        raise NotAnAppraisal(field, "there is no score.", what_to_do="Score it, or leave the criterion out for all.")
    given = said if isinstance(said, list | tuple) else [said]
    if len(given) > MOST_SCORERS:
        raise NotAnAppraisal(field, f"there are more than {MOST_SCORERS} scores.", what_to_do=_A_CELL)
    return Cell(tuple(_score(field, one, criterion) for one in given), agreed)


def _score(field: str, said: Any, criterion: Criterion) -> Fraction:
    score = number(field, said, _A_CELL)
    if criterion.scale and not min(criterion.scale) <= score <= max(criterion.scale):
        worst, best = map(float, criterion.scale)
        raise NotAnAppraisal(
            field, f"{shown(said)} is not on the scale, from {worst:g} to {best:g}.", what_to_do="Mend one of the two."
        )
    return score


def _passes(field: str, said: Any) -> bool:
    if isinstance(said, bool):
        return said
    if said in ("pass", "fail"):
        return bool(said == "pass")
    raise NotAnAppraisal(
        field,
        "there is no verdict." if said is None else f"{shown(said)} is no verdict.",
        what_to_do="Say true where the option passes, and false where it does not.",
    )


def _robustness(shares: Shares, case: Case) -> dict[str, Any]:
    return {
        option: {"first": shares.ranks[option][0], "ranks": list(shares.ranks[option])}
        for option in case.options
        if option in shares.ranks
    }


def _over_scores(shares: Shares | None, case: Case) -> dict[str, Any] | None:
    if shares is None:
        return None
    return {"robustness": _robustness(shares, case), "draws": shares.draws, "error": shares.error}


def _by_option(figures: Mapping[str, Mapping[str, Fraction]], case: Case) -> dict[str, dict[str, float]]:
    return {
        option: {one.name: float(figures[option][one.name]) for one in case.criteria}
        for option in case.options
        if option in figures
    }


def _kept(kept: Kept | None) -> dict[str, float | None]:
    return {"low": float(kept.low) if kept else None, "high": float(kept.high) if kept else None}


def _turn(turn: Turn | None) -> dict[str, Any] | None:
    if turn is None:
        return None
    return {
        "criterion": turn.criterion,
        "from": float(turn.at),
        "to": float(turn.to),
        "overtaken_by": turn.overtaken_by,
    }


def _agreement(found: Agreement | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        **_agreed(found.whole),
        "criteria": {name: _agreed(one) for name, one in found.criteria.items()},
        "apart": [
            {"option": one.option, "criterion": one.criterion, "low": float(one.low), "high": float(one.high)}
            for one in found.apart
        ],
    }


def _agreed(one: Agreed) -> dict[str, Any]:
    return {
        "cells": one.cells,
        "alpha": None if one.alpha is None else float(one.alpha),
        "mean_difference": None if one.difference is None else float(one.difference),
    }


def _weighting(weighed: Weighed) -> dict[str, Any]:
    one = WEIGHTINGS[weighed.method]
    return {"method": one.method, "name": one.name, "apt": one.apt, "mark": one.mark, "range_unit": weighed.range_unit}
