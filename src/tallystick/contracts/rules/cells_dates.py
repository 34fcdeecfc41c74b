"""Dates as registers write them: a day, a month, a year, two of them, or words for a contract that has no end."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

from tallystick.kit.dates import Order, read_date

NEVER = 2089
"""A year after this is how a system writes “no end”: 31/12/2099, 31/12/9999."""


@dataclass(frozen=True, slots=True)
class Day:
    """A time that a cell names: from its first day to its last (the same where it is a day).

    form: ``day`` ``month`` ``quarter`` ``season`` ``year`` ``financial_year``. at, end: where it stands in the text.
    """

    first: dt.date
    last: dt.date
    form: str
    at: int = 0
    end: int = 0


_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)

_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b[ ,.]*)?"
_DAY = re.compile(
    rf"""{_WEEKDAY}(?:
    (?<![\d/.])\d{{4}}\s?[-/.]\s?\d{{1,2}}\s?[-/.]\s?\d{{1,2}}
        (?:[T\ ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\d])
    |(?<![\d/.])\d{{1,2}}\s?[/.-]\s?\d{{1,2}}\s?[/.-]\s?(?:\d{{4}}|\d{{2}})(?![\d/])
        (?:\s+\d{{1,2}}:\d\d(?::\d\d)?(?:\s*[ap]m)?)?
    |(?<!\d)\d{{1,2}}(?:st|nd|rd|th)?[\s/.,-]*(?:of\s+)?{_MONTHS}[\s/.,-]*'?(?:\d{{4}}|\d{{2}})(?!\d)
    |\b{_MONTHS}\s+\d{{1,2}}(?:st|nd|rd|th)?[\s,]+'?\d{{4}}(?!\d)
    |\b{_MONTHS}[\s/.,-]*'?(?:\d{{4}}|\d{{2}})(?!\d|\s*[/.-]\s*\d)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_OLD_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|2[1-9]\d\d|[3-9]\d\d\d)(?!\d)")
_FINANCIAL = re.compile(
    r"^(?:f(?:inancial\s*)?y(?:ear)?\s*)?(?P<a>20\d\d|(?<!\d)\d\d)\s*[/–-]\s*(?P<b>20\d\d|\d\d)$"
    r"|^(?:fy|financial year)\s*(?P<c>20\d\d|\d\d)$",
    re.IGNORECASE,
)
_QUARTER = re.compile(
    r"^(?:q(?:tr|uarter)?\s*(?P<q>[1-4])|(?P<w>1st|2nd|3rd|4th)\s*q(?:tr"
    r"|uarter))\W*(?:of\s*)?(?:(?P<y>20\d\d)(?:\s*[/-]\s*(?P<z>20\d\d|\d\d))?|(?P<ys>\d\d)\s*[/-]\s*(?P<zs>\d\d))$"
    r"|^(?P<y2>20\d\d)(?:[/-](?P<z2>\d\d))?\W*q(?P<q2>[1-4])$",
    re.IGNORECASE,
)
_SEASON = re.compile(
    r"^(?:early|mid|late|end(?: of)?|beginning of|start of)?\W*(?P<s>spring|summer|autumn|winter"
    r"|early|mid|late|end of|start of)?\W*(?P<y>20\d\d)$",
    re.IGNORECASE,
)
_SEASONS = {
    "spring": (3, 5),
    "summer": (6, 8),
    "autumn": (9, 11),
    "winter": (12, 12),
    "early": (1, 4),
    "start of": (1, 3),
    "mid": (5, 8),
    "late": (9, 12),
    "end of": (10, 12),
}


_LONGEST = 1_000


def month_end(day: dt.date) -> dt.date:
    """The last day of its month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


@lru_cache(maxsize=100_000)
def whole_date(text: str, order: Order) -> Day | None:
    """The one day or month that the whole of tidied `text` states, or None. `order` rules only ``01/02/2024``; a date
    that does not exist that way round is read the other."""
    if _consecutive(text):
        return None
    other: Order = "day" if order == "month" else "month"
    for body in (text, _in_range(text)[0]):
        shift = 0 if body == text else _in_range(text)[1]
        read = read_date(body, order) or read_date(body, other)
        if read is None:
            continue
        day = read.day.replace(year=read.day.year + shift)
        if read.form == "month":
            return Day(day, month_end(day), "month", 0, len(text))
        return Day(day, day, "day", 0, len(text))
    return None


@lru_cache(maxsize=50_000)
def dates_in(text: str, order: Order) -> tuple[Day, ...]:
    """Every day or month that tidied `text` names, in the order they come."""
    found: list[Day] = []
    if len(text) > _LONGEST:
        return ()
    for match in _DAY.finditer(text):
        day = whole_date(match[0].strip(" ,."), order)
        if day:
            found.append(Day(day.first, day.last, day.form, match.start(), match.end()))
    return tuple(found)


@lru_cache(maxsize=20_000)
def loose_times(text: str) -> tuple[Day, ...]:
    """The times that a cell such as ``2025/26``, ``Q3 2026``, ``Summer 2026`` or ``2026`` may mean, likeliest first."""
    body = text.strip(" .")
    if found := _FINANCIAL.match(body):
        return _financial(found)
    if found := _QUARTER.match(body):
        return _quarters(found)
    if found := _SEASON.match(body):
        year, word = int(found["y"]), (found["s"] or "").lower()
        first_word = body.lower().split(" ")[0]
        word = word or ({"end": "end of", "beginning": "start of", "start": "start of"}.get(first_word, first_word))
        if word in _SEASONS:
            first, last = _SEASONS[word]
            return (Day(dt.date(year, first, 1), month_end(dt.date(year, last, 1)), "season"),)
        return (
            Day(dt.date(year, 1, 1), dt.date(year, 12, 31), "year"),
            Day(dt.date(year, 4, 1), dt.date(year + 1, 3, 31), "financial_year"),
            Day(dt.date(year - 1, 4, 1), dt.date(year, 3, 31), "financial_year"),
        )
    return ()


def _consecutive(text: str) -> bool:
    """``2011/12`` and its like: the year from April 2011, and not December 2011."""
    found = _FINANCIAL.match(text.strip())
    return bool(found and found["a"] and len(found["a"]) == 4 and _year(found["b"]) == int(found["a"]) + 1)


def _financial(found: re.Match[str]) -> tuple[Day, ...]:
    if found["c"]:
        year = _year(found["c"])
        return (
            Day(dt.date(year, 4, 1), dt.date(year + 1, 3, 31), "financial_year"),
            Day(dt.date(year - 1, 4, 1), dt.date(year, 3, 31), "financial_year"),
        )
    first, second = _year(found["a"]), _year(found["b"])
    if second != first + 1:
        return ()
    return (Day(dt.date(first, 4, 1), dt.date(second, 3, 31), "financial_year"),)


def _quarters(found: re.Match[str]) -> tuple[Day, ...]:
    words = {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
    quarter = int(found["q"] or found["q2"] or words.get((found["w"] or "").lower(), 1))
    year = _year(found["y"] or found["y2"] or found["ys"])
    financial = dt.date(year + (1 if quarter == 4 else 0), (quarter * 3) % 12 + 1, 1)
    calendar_first = dt.date(year, quarter * 3 - 2, 1)
    fiscal = Day(financial, month_end(dt.date(financial.year, financial.month + 2, 1)), "quarter")
    if found["z"] or found["z2"] or found["zs"]:
        return (fiscal,)
    return Day(calendar_first, month_end(dt.date(year, quarter * 3, 1)), "quarter"), fiscal


def _year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _in_range(text: str) -> tuple[str, int]:
    """`text` with a year that no payment has put in its place by one of the same shape, and the years between."""
    found = _OLD_YEAR.search(text)
    if not found:
        return text, 0
    year = int(found[0])
    stand_in = 2000 if calendar.isleap(year) else 2001
    return text[: found.start()] + str(stand_in) + text[found.end() :], year - stand_in
