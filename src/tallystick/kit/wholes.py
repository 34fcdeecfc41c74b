"""Whole numbers as JSON writes them. Pure."""

from decimal import Decimal

_MOST = 10**15


def whole_number(value: object) -> int | None:
    """The whole number that a number of JSON is, 3.0 for 3 too; None for a fraction, and for what is no number."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    if isinstance(value, int):
        return value
    exact = Decimal(value)
    if not exact.is_finite() or exact.copy_abs() > _MOST or exact != exact.to_integral_value():
        return None
    return int(exact)
