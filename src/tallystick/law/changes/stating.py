"""A check as JSON, with the keys that other programs rely on. Pounds are text, months are numbers."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from tallystick.law.changes.answered import Checked, Limb

_Say = Callable[[Decimal], str | int | float]


def to_json(checked: Checked) -> dict[str, Any]:
    """The whole answer as values that JSON holds."""
    return _answer(checked, lambda months: int(months) if months == int(months) else float(months))


def to_keep(checked: Checked) -> dict[str, Any]:
    """As `to_json`, for what is kept for good: months with a fraction are a text, ``"4.8"``, as no float is exact."""
    return _answer(checked, lambda months: int(months) if months == int(months) else f"{months.normalize():f}")


def _answer(checked: Checked, say: _Say) -> dict[str, Any]:
    """The whole answer. say: how months are said."""
    return {
        "regime": checked.regime,
        "regime_why": checked.regime_why,
        "permitted": checked.permitted,
        "limbs": [_limb(one, say) for one in checked.limbs],
        "bars": [_limb(one, say) for one in checked.bars],
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
            {
                "limb": one.limb,
                "pounds": _figure(one.pounds, "pounds", say),
                "months": _figure(one.months, "months", say),
            }
            for one in checked.headroom
        ],
        "warnings": [{"text": one.text, "mark": one.mark} for one in checked.warnings],
        "rules_version": checked.rules_version,
    }


def _limb(limb: Limb, say: _Say) -> dict[str, Any]:
    return {
        "id": limb.id,
        "citation": limb.citation,
        "verdict": limb.verdict,
        "reasons": list(limb.reasons),
        "questions": list(limb.questions),
        "limit": _figure(limb.limit, limb.unit, say),
        "used": _figure(limb.used, limb.unit, say),
        "remaining": _figure(limb.remaining, limb.unit, say),
        "unit": limb.unit,
        "tests": [_limb(one, say) for one in limb.tests],
    }


def _figure(figure: Decimal | None, unit: str, say: _Say) -> str | int | float | None:
    if figure is None:
        return None
    return f"{figure:.2f}" if unit == "pounds" else say(figure)
