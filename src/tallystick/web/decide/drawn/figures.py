"""Figures and names as pages and pictures of documents show them. Pure."""

from decimal import Decimal
from fractions import Fraction

_MINUS = "\N{MINUS SIGN}"


def number(value: float | Decimal | Fraction | str, places: int = 2) -> str:
    """With thousands separators, at most so many decimal places, and none that say nothing."""
    exact = Decimal(value.numerator) / value.denominator if isinstance(value, Fraction) else Decimal(str(value))
    text = f"{exact:,.{places}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace("-", _MINUS) if text.strip("-0.") else "0"


def signed(points: int) -> str:
    """+3, −3 or 0."""
    return f"{points:+d}".replace("-", _MINUS) if points else "0"


def cut(name: str, most: int) -> str:
    """A name for a picture, in at most so many letters; the table beside the picture has it whole."""
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"
