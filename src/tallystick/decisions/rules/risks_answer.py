"""What a risk register comes to, from JSON to JSON. Pure. docs/rules/risk-register.md has every key."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from tallystick.contracts.rules.scales import Rated, Row
from tallystick.decisions.rules.risks import (
    At,
    Level,
    Movement,
    Register,
    Risk,
    count_after,
    count_now,
    in_order,
    matrix_after,
    matrix_now,
    movements,
    raised_by_mitigation,
    reviews_overdue,
    still_open,
    targets_not_met,
)
from tallystick.decisions.rules.risks_json import register_from_json
from tallystick.reference.risk_scales import Rating, Scale


def answer(said: Mapping[str, Any], today: dt.date) -> dict[str, Any]:
    """The register rated, with its matrices, as of `today`. Raises NotADocument."""
    register = register_from_json(said, today)
    levels = in_order(register)
    return {
        "today": today.isoformat(),
        "scale": _scale(register.scale),
        "risks": [_level(one) for one in levels],
        "order": [one.risk.id for one in levels],
        "closed": [risk.id for risk in register.risks if risk.state == "closed"],
        "counts": {"before": _counts(count_now(register)), "after": _counts(count_after(register))},
        "matrix": {"before": _matrix(matrix_now(register)), "after": _matrix(matrix_after(register))},
        "movement": _movement(register),
        "attention": _attention(register, today),
    }


def _scale(scale: Scale) -> dict[str, Any]:
    return {
        "id": scale.id,
        "version": scale.version,
        "title": scale.title,
        "source": scale.source,
        "likelihood": list(scale.likelihood),
        "impact": list(scale.impact),
        "levels": [{"code": one.code, "name": one.name, "means": one.means} for one in scale.ratings],
    }


def _level(level: Level) -> dict[str, Any]:
    risk = level.risk
    return {
        "id": risk.id,
        "title": risk.title,
        "cause": risk.cause or None,
        "effect": risk.effect or None,
        "mitigation": risk.mitigation or None,
        "before": _rated(risk.at, level.now),
        "after": _rated(risk.after, level.after) if risk.after and level.after else None,
        "target": _day(risk.target),
        "owner": risk.owner or None,
        "review": _day(risk.review),
    }


def _rated(at: At, rated: Rated) -> dict[str, Any]:
    return {
        "likelihood": at.likelihood,
        "impact": at.impact,
        "likelihood_label": rated.likelihood,
        "impact_label": rated.impact,
        "score": rated.score,
        "level": rated.rating.code,
        "level_name": rated.rating.name,
    }


def _counts(found: Iterable[tuple[Rating, int]]) -> dict[str, int]:
    return {rating.code: count for rating, count in found}


def _matrix(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """The most likely first; in each row the least impact first."""
    return [
        {
            "likelihood": row.likelihood,
            "label": row.label,
            "cells": [
                {
                    "impact": cell.impact,
                    "score": cell.score,
                    "level": cell.rating.code,
                    "risks": list(cell.risks),
                }
                for cell in row.cells
            ],
        }
        for row in rows
    ]


def _movement(register: Register) -> dict[str, Any] | None:
    """Between the two days asked for; None where none were."""
    if register.since is None or register.until is None:
        return None
    found = movements(register, register.since, register.until)
    return {
        "from": register.since.isoformat(),
        "to": register.until.isoformat(),
        "risks": [_moved(one) for one in found if one.way],
        "no_history": [one.risk.id for one in found if not one.risk.history],
    }


def _moved(one: Movement) -> dict[str, Any]:
    return {"id": one.risk.id, "from": _pair(one.first), "to": _pair(one.then), "way": one.way}


def _pair(at: At | None) -> dict[str, int] | None:
    return {"likelihood": at.likelihood, "impact": at.impact} if at else None


def _attention(register: Register, today: dt.date) -> dict[str, Any]:
    """What somebody has to see to, each by the ids of the open risks."""
    risks = still_open(register.risks)
    return {
        "overdue_reviews": [
            {"id": risk.id, "review": _day(risk.review), "days_late": (today - risk.review).days}
            for risk in reviews_overdue(risks, today)
            if risk.review
        ],
        "targets_not_met": [_not_met(risk) for risk in targets_not_met(register, today)],
        "no_owner": _ids(risk for risk in risks if not risk.owner),
        "no_review": _ids(risk for risk in risks if risk.review is None),
        "no_mitigation": _ids(risk for risk in risks if not risk.mitigation),
        "after_not_said": _ids(risk for risk in risks if risk.after is None),
        "worse_after_mitigation": _ids(raised_by_mitigation(register)),
    }


def _not_met(risk: Risk) -> dict[str, Any]:
    return {"id": risk.id, "target": _day(risk.target), "now": _pair(risk.at), "meant": _pair(risk.after)}


def _ids(risks: Iterable[Risk]) -> list[str]:
    return [risk.id for risk in risks]


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
