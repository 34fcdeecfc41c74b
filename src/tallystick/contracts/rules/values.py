"""What a contract is worth, as registers write it: ``£1.2m``, ``10k per annum``, ``£5,000 - £10,000``, ``?12,000``."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from tallystick.kit.money import LARGEST_PENCE, read_amount


@dataclass(frozen=True, slots=True)
class Worth:
    """pence: one figure; low, high: a range, “over” or “up to”. period, basis, vat: as the cell says, else None.

    currency: a code where it is not pounds; the figures are then in its hundredths. several: the figures of a cell that
    has more than one and no range. understood: False where the cell states no figure.
    """

    pence: int | None = None
    low: int | None = None
    high: int | None = None
    period: str | None = None
    basis: str | None = None
    vat: str | None = None
    currency: str | None = None
    several: tuple[int, ...] = ()
    understood: bool = True


_POUND = r"(?:£|&pound;|gbp|ï¿½|Â£|[\ufffdúœ\u20a4#?\x9c])"
_MONEY = re.compile(
    rf"""(?P<sign>^\s*-\s*)?(?:(?P<pound>{_POUND}\s*)(?P<sign2>-\s*)?)?
    (?<!\d)(?<!\d[,.])(?P<figure>\d{{1,3}}(?:[,'’]\d{{3}})+(?:\.\d+)?|\d{{1,3}}(?:\s\d{{3}})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?|\.\d+)
    (?![,.]?\d)\s?(?P<multiple>k\b|m\b|mn\b|mi?ln?\b|mill\b|bn\b|millions?\b|thousand\b|billion\b|thou\b|miliwn\b)?
    (?P<p>p\b(?![./]?\s?a\b))?""",
    re.IGNORECASE | re.VERBOSE,
)
_MULTIPLES = {
    "k": 10**3,
    "th": 10**3,
    "m": 10**6,
    "ml": 10**6,
    "mi": 10**6,
    "mn": 10**6,
    "b": 10**9,
    "bn": 10**9,
    "bi": 10**9,
}
_NOUGHT = re.compile(
    r"^(?:£?\s*nil(?: value| cost)?|zero(?: value| cost)?|no (?:cost|value|charge)"
    r"|free(?: of charge)?|nil cost.*|no cost to (?:the )?council.*|£\s*-)\W*$",
    re.IGNORECASE,
)
_YEAR = re.compile(
    r"\bper\s*(?:annum|year|yr)\b|\bp[./]?\s?a\b\.?|\ba(?:nnum)?\s+year\b|/\s?(?:yr|year|annum"
    r"|pa)\b|\bannual(?:ly)?\b|\byearly\b|\beach year\b|\bevery year\b|\bpy\b|y flwyddyn",
    re.IGNORECASE,
)
_MONTH = re.compile(
    r"\bper\s*(?:calendar )?(?:month|mth)\b|\bp\.?\s?c\.?\s?m\b|\bp\.?\s?m\b\.?|\ba month\b"
    r"|/\s?(?:month|mth|m)\b|\bmonthly\b|\beach month\b",
    re.IGNORECASE,
)
_OTHER_PERIOD = re.compile(
    r"\bper\s+(?:week|day|hour|quarter|unit|item|head|visit|person|user|place|night|child|pupil"
    r"|tonne|licence|call|annum per)\b|\bp\.?\s?w\b\.?|\bweekly\b|\bquarterly\b|\bdaily\b"
    r"|\bhourly\b|/\s?(?:hr|hour|day|week|wk)\b|\brates?\b|%|\bper\s+lot\b"
    r"|\beach\b(?!\s+(?:year|month))|\bspen[dt] to date\b",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"\btotal\b|\bwhole life\b|\bover (?:the )?(?:\d+|life|term|contract|full|two|three|four"
    r"|five)|\blifetime\b|\bin total\b|\bfor (?:\d+|two|three|four|five) (?:years|yrs)\b",
    re.IGNORECASE,
)
_ESTIMATED = re.compile(
    r"\bcirca\b|\bc\.(?=\s|£|\d|\?|#)|^c\s?(?=£|\d)|\bca\.?\s|\bapprox\w*"
    r"|\best(?:imate[ds]?)?\b\.?|~|\baround\b|\babout\b|\banticipated\b|\bindicative\b"
    r"|\bexpected\b|\bballpark\b|\bin the region of\b",
    re.IGNORECASE,
)
_AT_MOST = re.compile(
    r"\bup to\b|\bmax(?:imum)?\b|\bnot exceed\w*|\bno more than\b|\bless than\b|\bunder\b"
    r"|\bbelow\b|<|≤|\bcapped\b|\bceiling\b|\bor less\b|\bor under\b",
    re.IGNORECASE,
)
_AT_LEAST = re.compile(
    r"\bover\b|\bmore than\b|\bmin(?:imum)?\b|\babove\b|\bat least\b|\bexceed(?:s|ing)\b"
    r"|\bin excess of\b|>|≥|\d\s?[km]?\s?\+\s*$|\bupwards\b|\bor (?:more|over|above)\b",
    re.IGNORECASE,
)
_EXCLUSIVE = re.compile(
    r"\b(?:ex(?:c|cl|clu|cluding|clusive|cludes)?\.?(?: of)?|plus|net(?: of)?|before|without"
    r"|not including)\s*vat\b|\+\s*vat\b|\bnet\b|\bvat exclusive\b|\bexc\.?\b",
    re.IGNORECASE,
)
_INCLUSIVE = re.compile(
    r"\b(?:inc(?:l|lu|luding|lusive|ludes)?\.?(?: of)?|with)\s*vat\b|\bgross\b|\bvat inclusive\b", re.IGNORECASE
)
_RANGE = re.compile(r"^\W*(?:between|from|circa|approx\w*|est\w*|c\.?)?\s*$", re.IGNORECASE)
_BETWEEN = re.compile(r"^\s*(?:-|–|—|to|and|>|up to|/)\s*$", re.IGNORECASE)
_CURRENCIES = (
    ("EUR", re.compile(r"€|\beuros?\b|\beur\b", re.IGNORECASE)),
    ("USD", re.compile(r"\$|\busd\b|\bdollars?\b", re.IGNORECASE)),
    ("CHF", re.compile(r"\bchf\b", re.IGNORECASE)),
    ("JPY", re.compile(r"¥|\bjpy\b", re.IGNORECASE)),
)
_PART_OF_A_TERM = re.compile(
    r"(?:(?<![\d,.£])\d{1,3}\s*(?:years?|yrs?|months?|mths?|weeks?|days?|lots?)\b)|\b(?:year|yr|y|lot|phase|over"
    r"|for|month)\s*\d+\b|\b20\d\d\s?[-/]\s?(?:20)?\d\d\b|\bin (?:19|20)\d\d\b|\((?:19|20)\d\d\)",
    re.IGNORECASE,
)


_LONGEST = 400


@lru_cache(maxsize=100_000)
def read_worth(text: str) -> Worth:
    """What tidied `text` says that a contract is worth; ``understood`` is False where it states no figure."""
    if len(text) > _LONGEST:
        return Worth(understood=False)
    plain = _RATE_OF_VAT.sub("", _LOST.sub("£", text))
    if found := _THREE_PLACES.match(plain):
        return Worth(several=(int(found[1]) * 100 + int(found[2]) // 10, int(found[1] + found[2]) * 100))
    if amount := read_amount(plain):
        return Worth(amount.pence) if abs(amount.pence) <= LARGEST_PENCE else Worth(understood=False)
    if _NOUGHT.match(plain):
        return Worth(0)
    said = _said(plain)
    figures = [
        (match, pence) for match in _MONEY.finditer(_without_terms(plain)) if (pence := _pence(match)) is not None
    ]
    if any(match["pound"] for match, _ in figures):
        figures = [
            (match, pence)
            for match, pence in figures
            if match["pound"] or match["multiple"] or _ranged(plain, match, figures)
        ]
    if not figures or _OTHER_PERIOD.search(plain):
        return replace(said, understood=False)
    if len(figures) == 1 and (times := _times(plain, figures[0][0])):
        return replace(said, several=(figures[0][1], figures[0][1] * times))
    if len(figures) == 1:
        return _one(figures[0][1], plain, said)
    if len(figures) == 2:
        (first, low), (second, high) = figures
        if _RANGE.match(plain[: first.start()]) and _BETWEEN.match(_without_terms(plain)[first.end() : second.start()]):
            low = _scaled_as(low, first, second)
            return replace(said, low=min(low, high), high=max(low, high)) if low != high else replace(said, pence=low)
    return replace(said, several=tuple(pence for _, pence in figures))


_THREE_PLACES = re.compile(r"^£\s?([1-9]\d{0,2})\.(\d{3})$")
"""Pounds with three places: a point for a comma, as like as not."""
_TIMES = re.compile(r"[^\d£]{0,20}?(?:x|×|\*)\s*(\d{1,3})\b", re.IGNORECASE)
_TIMES_BEFORE = re.compile(r"(?<!\d)(\d{1,3})\s*(?:x|×|\*|@)\s*$", re.IGNORECASE)
_RATE_OF_VAT = re.compile(r"(?:@\s*)?\b\d\d?(?:\.\d)?\s?%\s*(?=vat\b)", re.IGNORECASE)
_LOST = re.compile(r"ï¿½|Â£|&pound;|\x9c|(?<![\w])[#?\ufffdú](?=\s?\d)|(?<![\w])\?(?=\d)")


def _times(plain: str, figure: re.Match[str]) -> int | None:
    """How often a figure is to be paid: ``£10,000 x 3``, ``3 x £10,000``."""
    found = _TIMES.match(plain, figure.end()) or _TIMES_BEFORE.search(plain[: figure.start()])
    return int(found[1]) if found else None


def _one(pence: int, plain: str, said: Worth) -> Worth:
    if _AT_MOST.search(plain):
        return replace(said, high=pence)
    if _AT_LEAST.search(plain) and not _WHOLE.search(plain):
        return replace(said, low=pence)
    return replace(said, pence=pence)


def _said(plain: str) -> Worth:
    """Everything but the figures."""
    period = (
        "year"
        if _YEAR.search(plain)
        else "month"
        if _MONTH.search(plain)
        else "whole_life"
        if _WHOLE.search(plain)
        else None
    )
    vat = "inclusive" if _INCLUSIVE.search(plain) else "exclusive" if _EXCLUSIVE.search(plain) else None
    currency = next((code for code, words in _CURRENCIES if words.search(plain)), None)
    return Worth(period=period, basis="estimated" if _ESTIMATED.search(plain) else None, vat=vat, currency=currency)


def _without_terms(plain: str) -> str:
    """`plain` with figures that count years, lots and the like blotted out, in the same places."""
    return _PART_OF_A_TERM.sub(lambda found: " " * len(found[0]), plain)


def _pence(match: re.Match[str]) -> int | None:
    figure = re.sub(r"[,'’\s]", "", match["figure"])
    if len(figure) > 16:
        return None
    multiple = (match["multiple"] or "").lower()
    each = _MULTIPLES.get(multiple[:2], _MULTIPLES.get(multiple[:1], 1)) if multiple else 1
    pence = int((Decimal(figure) * each * (1 if match["p"] else 100)).to_integral_value())
    negative = bool(match["sign2"] or match["sign"])
    return None if pence > LARGEST_PENCE else -pence if negative else pence


def _scaled_as(low: int, first: re.Match[str], second: re.Match[str]) -> int:
    """``£5-10k``: the first figure is in the thousands of the second."""
    multiple = (second["multiple"] or "").lower()
    if first["multiple"] or not multiple or "," in first["figure"]:
        return low
    return low * _MULTIPLES.get(multiple[:2], _MULTIPLES.get(multiple[:1], 1))


def _ranged(plain: str, match: re.Match[str], figures: list[tuple[re.Match[str], int]]) -> bool:
    """A figure without a pound sign that is the other end of a range: ``£5,000 - 10,000``."""
    ends = [m.end() for m, _ in figures if m["pound"] and m.end() <= match.start()]
    if ends and _BETWEEN.match(plain[max(ends) : match.start()]):
        return True
    starts = [m.start() for m, _ in figures if m["pound"] and m.start() >= match.end()]
    return bool(starts) and bool(_BETWEEN.match(plain[match.end() : min(starts)]))
