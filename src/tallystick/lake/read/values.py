"""Worksheet values to text."""

import datetime
from decimal import Decimal

Value = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta


def said(value: Value) -> str | None:
    """`value` as text; None if it is empty text.

    Numbers are the shortest text that gives the number back, never with an exponent (``1234.5``, ``40800``).
    Dates are ISO, with a time only if it is not midnight; durations are hours,
    minutes and seconds. TRUE and FALSE as Excel shows them.
    """
    if isinstance(value, str):
        return value or None
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(sep=" ")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, datetime.timedelta):
        return _duration(value)
    return str(value)


def _duration(value: datetime.timedelta) -> str:
    """Hours, minutes and seconds, as a worksheet shows them: ``36:00:00``."""
    seconds = round(value.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _number(value: float) -> str:
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    shortest = repr(value)
    return format(Decimal(shortest), "f") if "e" in shortest else shortest
