"""A check as JSON, with the keys that other programs rely on. Pounds are text, months are numbers."""

from decimal import Decimal
from typing import Any

from tallystick.law.changes.answered import Checked, Limb


def to_json(checked: Checked) -> dict[str, Any]:
    """The whole answer as values that JSON holds."""
    return {
        "regime": checked.regime,
        "regime_why": checked.regime_why,
        "permitted": checked.permitted,
        "limbs": [_limb(one) for one in checked.limbs],
        "bars": [_limb(one) for one in checked.bars],
        "notices": [
            {
                "code": one.code,
                "citation": one.citation,
                "due": one.due.isoformat() if one.due else None,
                "before_change": one.before_change,
                "required": one.required,
                "why": one.why,
                "mark": one.mark,
            }
            for one in checked.notices
        ],
        "headroom": [
            {"limb": one.limb, "pounds": _figure(one.pounds, "pounds"), "months": _figure(one.months, "months")}
            for one in checked.headroom
        ],
        "warnings": [{"text": one.text, "mark": one.mark} for one in checked.warnings],
        "rules_version": checked.rules_version,
    }


def _limb(limb: Limb) -> dict[str, Any]:
    return {
        "id": limb.id,
        "citation": limb.citation,
        "verdict": limb.verdict,
        "reasons": list(limb.reasons),
        "questions": list(limb.questions),
        "limit": _figure(limb.limit, limb.unit),
        "used": _figure(limb.used, limb.unit),
        "remaining": _figure(limb.remaining, limb.unit),
        "unit": limb.unit,
        "tests": [_limb(one) for one in limb.tests],
    }


def _figure(figure: Decimal | None, unit: str) -> str | int | float | None:
    if figure is None:
        return None
    if unit == "pounds":
        return f"{figure:.2f}"
    return int(figure) if figure == int(figure) else float(figure)
