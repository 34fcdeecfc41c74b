"""Trigger points and service credits as they are kept, JSON there and back. Pure. docs/rules/performance-ratings.md.

Shares and figures are text, such as ``"2.5"``; money is whole pence.
"""

from decimal import Decimal, InvalidOperation
from typing import Any

from tallystick.contracts.rules.performance import APPROACHING, GOOD, IMPROVEMENT, INADEQUATE, Trigger
from tallystick.contracts.rules.performance_credits import Cap, Rate, Scheme
from tallystick.kit.errors import Refused
from tallystick.reference.said import Said

_MISSES = (APPROACHING, IMPROVEMENT, INADEQUATE)
_MOST_PENCE = 10**15


def trigger_from_json(said: object) -> Trigger:
    """``{"misses": 3, "of": 12 or null, "worse_than": "approaching_target", "then": "…"}``. Raises Refused."""
    it = Said.of(said, "The trigger point")
    misses = it.whole("misses", 1, 120)
    of = it.whole("of", misses, 120) if it.take("of") is not None else None
    found = Trigger(misses, of, it.one_of("worse_than", (GOOD, APPROACHING, IMPROVEMENT)), it.text("then", empty=True))
    it.done()
    return found


def trigger_to_json(trigger: Trigger) -> dict[str, Any]:
    """What `trigger_from_json` reads back the same."""
    return dict(vars(trigger))


def scheme_from_json(said: object) -> Scheme:
    """``{"rates": {"inadequate": {"percent": "5"}}, "period_cap": {"pence": 500000}, "year_cap": null}``.

    Raises Refused where it cannot be worked.
    """
    it = Said.of(said, "Service credits")
    rates = Said.of(it.take("rates"), "Service credits, rates")
    found = Scheme(
        rates={rating: Rate(*_either(rates.take(rating), f"The credit for {rating}")) for rating in rates.value},
        period_cap=_cap(it, "period_cap", "The period's cap"),
        year_cap=_cap(it, "year_cap", "The year's cap"),
    )
    it.done()
    strange = [rating for rating in found.rates if rating not in _MISSES]
    if strange:
        raise Refused(
            f"A rating of {strange[0]} costs nothing.", what_to_do=f"Those that can are {', '.join(_MISSES)}."
        )
    return found


def scheme_to_json(scheme: Scheme) -> dict[str, Any]:
    """What `scheme_from_json` reads back the same."""
    return {
        "rates": {rating: _said(rate) for rating, rate in scheme.rates.items()},
        "period_cap": _said(scheme.period_cap),
        "year_cap": _said(scheme.year_cap),
    }


def _cap(it: Said, key: str, name: str) -> Cap | None:
    value = it.take(key)
    return None if value is None else Cap(*_either(value, name))


def _either(said: object, name: str) -> tuple[Decimal | None, int | None]:
    it = Said.of(said, name)
    share, pence = it.take("percent"), it.take("pence")
    it.done()
    if (share is None) == (pence is None):
        raise Refused(f"{name} is either a share in per cent or an amount in pence.")
    if share is None:
        return None, it.whole("pence", 0, _MOST_PENCE)
    try:
        percent = Decimal(str(share)) if isinstance(share, str | int | Decimal) else Decimal("NaN")
    except InvalidOperation:
        percent = Decimal("NaN")
    if not percent.is_finite() or not 0 <= percent <= 100:
        raise Refused(f"{name}: “{str(share)[:40]}” is no share from 0 to 100 per cent.")
    return percent, None


def _said(rate: Rate | Cap | None) -> dict[str, Any] | None:
    if rate is None:
        return None
    return {"pence": rate.pence} if rate.percent is None else {"percent": f"{rate.percent:f}"}
