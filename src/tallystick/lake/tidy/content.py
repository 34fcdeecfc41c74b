"""What a column's cells look like, from a sample spread over its table."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

from tallystick.kit.dates import read_date
from tallystick.kit.money import read_amount

_MONEYISH = re.compile(
    r"^(?:[^\w]|[Âœú]){0,4}(?:GBP)?[^\w]{0,3}[\d.,][\d., ']*(?:[eE][+-]?\d+)?[^\w]{0,3}(?:k|m|cr|dr|gbp)?[-)\s]*$", re.I
)
_DIGIT = re.compile(r"\d")
_NOUGHTS = re.compile(r"0\d{2}")
_DECIMALS = re.compile(r"\d[.,]\d{1,2}\D{0,3}$")
_POUNDS = re.compile(r"[£\ufffd]|^\(.*\)$|\d{1,3},\d{3}")
_DATEISH = re.compile(r"^\D{0,12}\d{1,4}(?:[/\-., ]|st|nd|rd|th|[A-Za-z]{3})|^[A-Za-z]{3,9}[ \-]'?\d{2,4}")
_SERIAL = re.compile(r"^(?:3[3-9]|4\d|5\d),?\d{3}(?:\.\d+)?$")
_COMPACT = re.compile(
    r"^(?:(?:199\d|20\d\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:199\d|20[0-4]\d))$"
)
_LETTERS = re.compile(r"[A-Za-z].*[A-Za-z].*[A-Za-z]")
_LEGAL = re.compile(
    r"\b(?:ltd|limited|plc|llp|l\.?l\.?p|p\.?l\.?c|inc|co|company|cic|council|trust|services|group|university|school"
    r"|association|society|solicitors|partnership|nhs|bros|(?:&|and) sons?|t/a|uk|homes?|care)\b",
    re.IGNORECASE,
)
_FIRMS = re.compile(
    r"\b(?:ltd|limited|plc|llp|l\.?l\.?p|p\.?l\.?c|inc|cic|solicitors|(?:&|and) sons?|t/a)\b", re.IGNORECASE
)
_COMPANY = re.compile(r"^(?:\d{7,8}|[A-Z]{2}\d{5,6}|\d{6})$")
_VAT = re.compile(r"^(?:GB)?\s?\d{3}\s?\d{4}\s?\d{2}(?:\s?\d{3})?$")
_POSTCODE = re.compile(r"^[A-Z]{1,2}\d[A-Z\d]?(?:\s*\d[A-Z]{2})?$", re.IGNORECASE)
_YES_NO = re.compile(
    r"^(?:y|n|yes|no|true|false|card|bacs|chaps|cheque|.*\bcard\b.*|p-?card|faster payment|direct debit|dd|chq)$", re.I
)
_URI = re.compile(r"^https?://", re.IGNORECASE)
_CODE = re.compile(r"^[A-Za-z]{0,8}[-/ ]?\d[\w\-/. ]*$")


@dataclass(frozen=True)
class Content:
    """Shares (0 to 1) of a column's non-blank sampled cells. filled: share of its rows that are not blank."""

    filled: float = 0.0
    money: float = 0.0
    noughts: float = 0.0
    """Share of its sums that begin with a nought no sum would have, as in ``0080047836``."""
    pounds: float = 0.0
    decimals: float = 0.0
    dates: float = 0.0
    serials: float = 0.0
    text: float = 0.0
    legal: float = 0.0
    firms: float = 0.0
    company: float = 0.0
    vat: float = 0.0
    postcodes: float = 0.0
    yes_no: float = 0.0
    uri: float = 0.0
    code: float = 0.0
    distinct: float = 0.0
    words: float = 0.0
    count: int = 0
    constant: bool = False


def describe(present: Sequence[str], filled: float) -> Content:
    """The content of one column, from a sample of its cells that are not blank (stripped). filled: share of its rows
    that are not blank."""
    if not present:
        return Content()
    present = [_plain(cell) for cell in present]
    n = len(present)
    counted = dict.fromkeys(present, 0)
    for c in present:
        counted[c] += 1

    def share(test: "re.Pattern[str]") -> float:
        return sum(k for c, k in counted.items() if test.search(c)) / n

    numbered = {c: k for c, k in counted.items() if _DIGIT.search(c)}
    money = [c for c in numbered if _MONEYISH.match(c) and read_amount(c) is not None]
    of_money = sum(counted[c] for c in money)
    dates = _dates(numbered)
    text = share(_LETTERS) if of_money < n and dates < n else 0.0
    digits = bool(numbered)
    return Content(
        filled=filled,
        money=of_money / n,
        noughts=sum(counted[c] for c in money if _NOUGHTS.match(c)) / (of_money or 1),
        pounds=sum(counted[c] for c in money if _POUNDS.search(c)) / (of_money or 1),
        decimals=sum(counted[c] for c in money if _DECIMALS.search(c)) / (of_money or 1),
        dates=dates / n,
        serials=share(_SERIAL) if of_money else 0.0,
        text=text,
        legal=share(_LEGAL) if text > 0.5 else 0.0,
        firms=share(_FIRMS) if text > 0.5 else 0.0,
        company=share(_COMPANY) if digits else 0.0,
        vat=share(_VAT) if digits else 0.0,
        postcodes=share(_POSTCODE) if digits else 0.0,
        yes_no=share(_YES_NO) if len(counted) <= 12 else 0.0,
        uri=share(_URI) if text else 0.0,
        code=share(_CODE) if digits else 0.0,
        distinct=len(counted) / n,
        words=sum(len(c.split()) * k for c, k in counted.items()) / n,
        count=n,
        constant=len(counted) == 1,
    )


def _plain(cell: str) -> str:
    """A cell without entities, and without the formula or quotes that keep a spreadsheet from changing it."""
    if "&" in cell:
        cell = html.unescape(cell)
    return cell.strip("=\"'") or cell if cell[0] in "=\"'" else cell


def _dates(counted: dict[str, int]) -> int:
    """How many cells are dates, read whichever way round makes more of them so. Bare serial numbers are not counted."""
    shaped = {c: k for c, k in counted.items() if (_DATEISH.match(c) or _COMPACT.match(c)) and not _SERIAL.match(c)}
    day_first = sum(k for c, k in shaped.items() if read_date(c))
    if day_first == sum(shaped.values()):
        return day_first
    return max(day_first, sum(k for c, k in shaped.items() if read_date(c) or read_date(c, "month")))


def looks_like_value(cell: str) -> bool:
    """True for a cell that states money or a date: such a cell is in a row of data, not in a row of headings."""
    if _MONEYISH.match(cell):
        return True
    return bool(_DATEISH.match(cell) and (read_date(cell) or read_date(cell, "month")))
