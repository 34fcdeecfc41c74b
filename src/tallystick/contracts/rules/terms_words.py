"""Words of terms: figures in words, units, and words for contracts without a fixed end."""

import re
from decimal import Decimal, InvalidOperation

UNITS = {
    "y": "years", "yr": "years", "ye": "years", "an": "years", "a": "years", "m": "months", "mo": "months",
    "mt": "months", "mn": "months", "w": "weeks", "we": "weeks", "wk": "weeks", "d": "days", "da": "days",
    "q": "quarters", "qu": "quarters",
}  # fmt: skip
"""The first letters of a unit -> ``years`` ``months`` ``weeks`` ``days`` ``quarters``."""

_FIGURES = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10", "eleven": "11", "twelve": "12", "fifteen": "15", "eighteen": "18", "twenty": "20", "thirty": "30",
    "sixty": "60", "ninety": "90", "single": "1", "half": "0.5",
}  # fmt: skip
_FIGURE = re.compile(rf"\b(?!(?:one|single)[- ]?(?:off|time|purchase))(?:{'|'.join(_FIGURES)})\b", re.IGNORECASE)
_BOTH = re.compile(r"\b(\d+)\s*\(\s*\1\s*\)")
_ONE = re.compile(r"\b(?:a|an|another|further)\s+(?=(?:year|month|week)\b)", re.IGNORECASE)
_TWICE = ((re.compile(r"\btwice\s+(?=\d)"), "2 x "), (re.compile(r"\btwice\b"), "x 2"))
_N_TIMES = re.compile(r"(?:x\s*)?\b(\d+)\s*times\b")
_FURTHER = re.compile(r"\b(\d+)\s+(?:further|additional|optional|extra|more|possible)\s+(?=(?:years?|yrs?|months?)\b)")
_YEARLY = re.compile(r"\b(\d+)\s*(?:x\s*)?annual(?:ly)?\s+(?=(?:extension|option|period|renewal)s?\b)")
_YEARS_AND_MONTHS = re.compile(
    r"\b(\d+)\s*(?:years?|yrs?|y)\b\s*(?:,|and|&)?\s*(\d|1[01])\s*(?:months?|mths?|mnths?|m)\b"
    r"(?!['’]?\s*\(?(?:ext|opt|break|notice|renew|written|prior|clear|advance))"
)
_UNICODE = str.maketrans({"½": ".5", "×": "x", "–": "-", "—": "-", "\u2011": "-", "＋": "+"})

_ROLLING = (
    r"\broll(?:ing|s|ed)?\b|\bevergreen\b|\bperiodic\b|\bmonth(?:ly)?[- ](?:to|by)[- ]month(?:ly)?\b"
    r"|auto\w*[- ]*renew\w*|\brollover\b|\btreigl\w*"
)
_ONE_OFF = r"\bone[- ]?off\b|\bsingle purchase\b|\bonce only\b|\bone[- ]?time\b|\buntro\b"
_OPEN_ENDED = (
    r"\bon-?\s?going\b|\bopen[- ]?ended\b|^open\W*$|\bindefinite(?:ly)?\b|\bperpetual\b|\bperpetuity\b|\bpermanent\b"
    r"|\bno (?:fixed |set |defined |specified |specific )?(?:end|expiry|term)\b|\bcontinu(?:ous|ing|al|es)\b"
    r"|\buntil (?:terminated|further notice|cancelled|notice)\b|^never\W*$|\blifetime\b|\bno expir\w+\b|\bunlimited\b"
    r"|\bnot fixed\b|\bnon[- ]expiring\b|\bparhaus\b|\bparhaol\b|\bnot time[- ]limited\b"
)
_ANNUAL = r"\bannual(?:ly)?\b|\byearly\b|\b(?:each|every) year\b|\byear (?:on|by|to) year\b|\bper annum\b|\bblynyddol\b"
_KINDS = tuple(
    (kind, re.compile(words, re.IGNORECASE))
    for kind, words in (
        ("rolling", _ROLLING),
        ("one_off", _ONE_OFF),
        ("open_ended", _OPEN_ENDED),
        ("annual", _ANNUAL),
    )
)


def in_figures(text: str) -> str:
    """`text` in lower case, numbers in figures: ``two (2) years`` is ``2 years``, ``a further year`` ``1 year``."""
    folded = _FIGURE.sub(lambda word: _FIGURES[word[0].lower()], text.translate(_UNICODE).lower())
    folded = _BOTH.sub(r"\1", _ONE.sub("1 ", folded))
    for words, figures in _TWICE:
        folded = words.sub(figures, folded)
    folded = _YEARLY.sub(r"\1 x 12 months ", _FURTHER.sub(r"\1 ", _N_TIMES.sub(r"x \1", folded)))
    return _YEARS_AND_MONTHS.sub(lambda found: f"{int(found[1]) * 12 + int(found[2])} months", folded)


def kind_of(text: str) -> str | None:
    """``rolling`` ``one_off`` ``open_ended`` ``annual``, or None where no word says so."""
    return next((kind for kind, words in _KINDS if words.search(text)), None)


def without_kind(text: str) -> str:
    """`text` without the words by which `kind_of` knows a kind."""
    for _, words in _KINDS:
        text = words.sub(" ", text)
    return text


def months_of(amount: str, unit: str | None) -> int | None:
    """Whole months in `amount` of `unit`; None where they are not whole, or the unit has no months in it."""
    each = {"years": 12, "months": 1, "quarters": 3}.get(unit or "")
    if each is None:
        return None
    try:
        months = Decimal(amount) * each
    except InvalidOperation:
        return None
    return int(months) if months == months.to_integral_value() else None
