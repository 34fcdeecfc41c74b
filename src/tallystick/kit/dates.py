"""Dates as published, to dates. Day and month order is decided by the caller, never guessed here."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal
from zoneinfo import ZoneInfo

Order = Literal["day", "month"]

FIRST_YEAR, LAST_YEAR = 1990, 2100
"""A payment outside these years is a slip of the keyboard."""

FIRST_TERM_YEAR, LAST_TERM_YEAR = 1900, 2199
"""A day of a contract, or of a change of one, outside these years is no day that anybody means."""

_EXCEL_EPOCH = dt.date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 32874, 62000
"""1 January 1990 to 29 September 2069: outside them a bare number is no date."""

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), start=1)
    for name in names.split()
}  # fmt: skip
_LONDON = ZoneInfo("Europe/London")
_ZONED = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)")
_TIME = re.compile(
    r"[T ,]+\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\.\d+)?\s*(?:am|pm)?\s*(?:z|utc|gmt|[+-]\d{2}(?::?\d{2})?)?$", re.I
)
_WEEKDAY = re.compile(r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b[ ,.]*", re.IGNORECASE)
_NUMERIC = re.compile(r"(\d{1,2})\s*[/\-. ]\s*(\d{1,2})\s*[/\-. ]\s*(\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})\s*[/\-. ]\s*(\d{1,2})\s*[/\-. ]\s*(\d{1,2})")
_COMPACT = re.compile(r"\d{8}")
_SERIAL = re.compile(r"(\d{2}),?(\d{3})(?:\.\d+)?")
_DAY_WORD = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s/\-.,]*(?:of\s+)?([A-Za-z]{3,9})[\s/\-.,]*'?(\d{4}|\d{2})", re.I)
_WORD_DAY = re.compile(r"([A-Za-z]{3,9})[\s/\-.,]*(\d{1,2})(?:st|nd|rd|th)?[\s/\-.,]+'?(\d{4}|\d{2})", re.I)
_YEAR_WORD = re.compile(r"(\d{4})[\s/\-.,]*([A-Za-z]{3,9})[\s/\-.,]*(\d{1,2})")
_MONTH_ONLY = re.compile(r"([A-Za-z]{3,9})[\s/\-.,]*'?(\d{4}|\d{2})")
_MONTH_NUMBER_ONLY = re.compile(r"(?:(\d{4})[/\-](\d{1,2})|(\d{1,2})[/\-](\d{4}))")


@dataclass(frozen=True)
class ReadDate:
    """A date that could be read. form: ``numeric`` (its order mattered), ``iso``, ``words``, ``serial``, ``compact``,
    or ``month`` (a month with no day: `day` is then its first, and stands for the month only)."""

    day: dt.date
    form: str


def read_date(text: str | None, order: Order = "day") -> ReadDate | None:
    """The date that a published cell states, or None. `order` rules only ``01/02/2024`` and its like."""
    if text is None:
        return None
    body = _bare(text)
    if not body or len(body) > 45:
        return None
    body = _in_london(body)
    body = _WEEKDAY.sub("", _TIME.sub("", body)).strip()
    if found := _NUMERIC.fullmatch(body):
        first, second, year = int(found[1]), int(found[2]), _year(found[3])
        day, month = (first, second) if order == "day" else (second, first)
        return _checked(year, month, day, "numeric")
    if found := _ISO.fullmatch(body):
        return _checked(int(found[1]), int(found[2]), int(found[3]), "iso")
    if _COMPACT.fullmatch(body):
        return _checked(int(body[:4]), int(body[4:6]), int(body[6:]), "compact") or _checked(
            int(body[4:]), int(body[2:4]), int(body[:2]), "compact"
        )
    if found := _SERIAL.fullmatch(body):
        serial = int(found[1] + found[2])
        if _FIRST_SERIAL <= serial <= _LAST_SERIAL:
            return ReadDate(_EXCEL_EPOCH + dt.timedelta(days=serial), "serial")
        return None
    if found := _DAY_WORD.fullmatch(body):
        return _in_words(found[3], found[2], found[1])
    if found := _WORD_DAY.fullmatch(body):
        return _in_words(found[3], found[1], found[2])
    if found := _YEAR_WORD.fullmatch(body):
        return _in_words(found[1], found[2], found[3])
    if found := _MONTH_ONLY.fullmatch(body):
        named = _MONTHS.get(found[1].lower())
        return _checked(_year(found[2]), named, 1, "month") if named else None
    if found := _MONTH_NUMBER_ONLY.fullmatch(body):
        return _checked(int(found[1] or found[4]), int(found[2] or found[3]), 1, "month")
    return None


def london_day(at: dt.datetime) -> dt.date:
    """The day that a moment with a time zone falls on in London."""
    return at.astimezone(_LONDON).date()


def financial_year(day: dt.date) -> str:
    """The financial year of a day, which begins on 1 April: 2026/27."""
    return financial_year_of(day.year if (day.month, day.day) >= (4, 1) else day.year - 1)


def financial_year_of(first: int) -> str:
    """The financial year that begins on 1 April of a year: 2026/27."""
    return f"{first}/{(first + 1) % 100:02}"


def _in_london(body: str) -> str:
    """A moment with a time zone as its London date: midnight in summer is an hour before it in UTC."""
    if not _ZONED.fullmatch(body):
        return body
    try:
        return london_day(dt.datetime.fromisoformat(body)).isoformat()
    except ValueError:
        return body


def numeric_parts(text: str) -> tuple[int, int] | None:
    """The first two numbers of ``31/12/2024`` and its like, as evidence of a column's order; None for other forms."""
    body = _TIME.sub("", _bare(text)).strip()
    found = _NUMERIC.fullmatch(_WEEKDAY.sub("", body))
    return (int(found[1]), int(found[2])) if found else None


def _bare(text: str) -> str:
    """Without the quotes or the formula that keep a spreadsheet from changing a cell, or a full stop at the end."""
    return text.replace("\u00a0", " ").strip().lstrip("=").strip("'\"").strip().rstrip(".")


def _in_words(year: str, word: str, day: str) -> ReadDate | None:
    month = _MONTHS.get(word.lower())
    return _checked(_year(year), month, int(day), "words") if month else None


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    return 2000 + year if year < 70 else 1900 + year


def _checked(year: int, month: int, day: int, form: str) -> ReadDate | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return ReadDate(dt.date(year, month, day), form)
    except ValueError:
        return None
