"""Money as published, to whole pence and back. Never a float."""

import html
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

LARGEST_PENCE = 10**15
"""Ten trillion pounds: more than any public body pays, and far inside a 64-bit integer."""

_LOST_POUND = "£?�#œúÂ\u20a4"
_MULTIPLES = {"k": 1_000, "m": 1_000_000, "mn": 1_000_000, "bn": 1_000_000_000}
_DASHES = str.maketrans({"−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " "})
_OTHER_CURRENCY = re.compile(r"[€$¥]|\b(?:EUR|USD|euros?|dollars?|CHF|JPY)\b", re.IGNORECASE)
_NUMBER = re.compile(
    r"""(?P<whole>\d{1,3}(?:,\d{3})+|\d{1,3}(?:[ ']\d{3})+|\d+)?
        (?:\.(?P<fraction>\d*))?
        (?:[eE](?P<exponent>[+-]?\d{1,2}))?""",
    re.VERBOSE | re.ASCII,
)
_DECIMAL_COMMA = re.compile(r"(?P<whole>\d{1,3}(?:\.\d{3})+|\d+),(?P<fraction>\d{2})", re.ASCII)
_NEARLY_WHOLE = Decimal("0.0001")


@dataclass(frozen=True)
class Amount:
    """An amount that could be read. rounded: it had a fraction of a penny, rounded half away from nought."""

    pence: int
    rounded: bool = False


def read_amount(text: str | None) -> Amount | None:
    """The amount that a published cell states, or None where it states none that can be read.

    Reads ``£1,234.50``, ``(1,234.50)``, ``38,937.00-``, ``-£5``, ``£-5``, ``£1.2k``, ``1.234,50``, ``1234,50``,
    ``12 CR``, ``1.2E+05``, and pound signs that were lost in a change of encoding (``?``, ``\ufffd``, ``œ``, ``Â£``).
    A dash set in spaces or after a pound sign is an accountant's nought; a bare dash is not read.
    Anything in another currency is not read.
    """
    if text is None:
        return None
    if "&" in text:
        text = html.unescape(text)
    padded = text.translate(_DASHES)
    body = padded.strip().strip("'\"").strip()
    if body.startswith("="):
        body = body[1:].strip().strip('"')
    if not body or len(body) > 40 or _OTHER_CURRENCY.search(body):
        return None
    said = 0  # how often the cell says that money came back: twice is a puzzle, not an amount
    if body.startswith("(") and body.endswith(")"):
        said, body = 1, body[1:-1].strip()
    upper = body.upper()
    if upper.endswith("CR"):
        said, body = said + 1, body[:-2].rstrip()
    elif upper.endswith("DR"):
        body = body[:-2].rstrip()
    body, sign = _without_signs(body)
    if sign is None:
        return None
    if not body or body == "-":
        return Amount(0) if body == "-" and (sign.had_pound or padded.strip(" ") != padded) else None
    if body.startswith("(") and body.endswith(")"):
        said, body = said + 1, body[1:-1].strip()
    if said + sign.minuses > 1:
        return None
    negative = said + sign.minuses == 1
    value = _decimal(body)
    if value is None:
        return None
    exact = value * 100
    if exact > LARGEST_PENCE:
        return None
    pence = int(exact.to_integral_value(rounding=ROUND_HALF_UP))
    return Amount(-pence if negative else pence, rounded=abs(exact - pence) > _NEARLY_WHOLE)


@dataclass(frozen=True)
class _Signs:
    minuses: int
    had_pound: bool


def _without_signs(body: str) -> tuple[str, _Signs | None]:
    """`body` without pound signs (kept or lost), currency words, and leading or trailing signs."""
    minuses, pounds = 0, False
    while body:
        if body == "-":
            return body, _Signs(minuses, pounds)
        if body[0] in _LOST_POUND:
            body, pounds = body[1:].lstrip(), True
        elif body[:3].upper() == "GBP":
            body, pounds = body[3:].lstrip(), True
        elif body[0] == "-":
            body, minuses = body[1:].lstrip(), minuses + 1
        elif body[0] == "+":
            body = body[1:].lstrip()
        elif body[-1] == "-":
            body, minuses = body[:-1].rstrip(), minuses + 1
        elif body[-3:].upper() == "GBP":
            body, pounds = body[:-3].rstrip(), True
        elif body[-1] == "£":
            body, pounds = body[:-1].rstrip(), True
        else:
            break
    return body, _Signs(minuses, pounds)


def _decimal(body: str) -> Decimal | None:
    multiple = 1
    words = re.fullmatch(r"(.*?\d)\s*(k|mn|m|bn)", body, re.IGNORECASE)
    if words:
        body, multiple = words[1], _MULTIPLES[words[2].lower()]
    continental = _DECIMAL_COMMA.fullmatch(body)
    if continental:
        return Decimal(f"{continental['whole'].replace('.', '')}.{continental['fraction']}") * multiple
    number = _NUMBER.fullmatch(body)
    if not number or not (number["whole"] or number["fraction"]):
        return None
    whole = re.sub(r"[, ']", "", number["whole"] or "0")
    if len(whole) > 16:
        return None
    value = Decimal(f"{whole}.{number['fraction'] or '0'}E{number['exponent'] or '0'}")
    return value * multiple


def pounds(pence: int) -> str:
    """Pence as a plain string of pounds: ``-1234.50``."""
    sign = "-" if pence < 0 else ""
    return f"{sign}{abs(pence) // 100}.{abs(pence) % 100:02d}"


def pounds_for_people(pence: int) -> str:
    """Pence as people write it: ``-£1,234.50``."""
    sign = "-" if pence < 0 else ""
    return f"{sign}£{abs(pence) // 100:,}.{abs(pence) % 100:02d}"
