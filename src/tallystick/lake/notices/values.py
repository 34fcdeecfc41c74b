"""Single published values to ours: texts, days, exact money, yes and no, numbers of companies, keys of notices."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from tallystick.kit.dates import read_date
from tallystick.kit.money import LARGEST_PENCE, read_amount
from tallystick.lake.companies.numbers import company_number

LONGEST_TEXT = 20_000
"""Letters of one text that are kept: descriptions have been published that hold whole specifications."""

_LARGEST = Decimal(LARGEST_PENCE)
_SPACES = re.compile(" +")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff]")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
_FIND_A_TENDER = re.compile(r"\b(\d{6}-20\d\d)\b")
_CPV = re.compile(r"(?<!\d)(\d{8})(?:-\d)?(?!\d)")
_PLAIN_NUMBER = re.compile(r"[+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d{1,3})?")
_COMPANIES_HOUSE = ("gb-coh", "companies_house", "companies house", "coh", "companieshouse")
_YES = ("true", "yes", "y", "1", "1.0", "t")
_NO = ("false", "no", "n", "0", "0.0", "f")
_NOTHING = frozenset({"", "none", "null", "nan", "n/a"})
_FIGURES = (int, Decimal)


@dataclass(frozen=True)
class Amount:
    """written: the exact figure as a plain decimal (``221.047``). pence: whole pence, half away from nought; None in
    another currency, or where the currency is not said. currency: three capitals, or None."""

    written: str
    pence: int | None
    currency: str | None


class NotUnderstood(Exception):
    """A value that is there and cannot be read. `what` says which, with what was written."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def text(value: Any) -> str | None:
    """A text with HTML's own letters put right, spaces at its ends gone; None where nothing is said.

    Figures are text here, as they were written. Lists and objects are no text.
    """
    if not isinstance(value, str):
        return str(value) if isinstance(value, _FIGURES) and not isinstance(value, bool) else None
    if not value:
        return None
    said = value[:LONGEST_TEXT]
    if "&" in said:
        said = html.unescape(html.unescape(said))
    if not said.isprintable():
        said = _CONTROL.sub("", said).replace("\u00a0", " ").replace("\t", " ")
    if "  " in said:
        said = _SPACES.sub(" ", said)
    said = said.strip()
    return None if said.casefold() in _NOTHING else said


def first_text(*values: Any) -> str | None:
    """The first of `values` that says something."""
    return next((said for value in values if (said := text(value))), None)


def day(value: Any) -> date | None:
    """The London day of an ISO moment or of any date that payments may have; None for what is none."""
    said = text(value)
    return _day(said) if said else None


@lru_cache(maxsize=50_000)
def _day(said: str) -> date | None:
    read = read_date(said)
    return read.day if read and read.form != "month" else None


def moment_of(value: Any) -> str | None:
    """A moment as ISO text in UTC to the second, which sorts in order of time; of a day alone, the day."""
    said = text(value)
    if said is None:
        return None
    try:
        moment = datetime.fromisoformat(said)
    except ValueError:
        found = _day(said)
        return found.isoformat() if found else None
    if moment.tzinfo:
        moment = moment.astimezone(UTC)
    return moment.date().isoformat() if len(said) <= 10 else moment.strftime("%Y-%m-%dT%H:%M:%S")


def amount(value: Any, currency: Any, *, pounds_unless_said: bool = False) -> Amount | None:
    """Money as published: a JSON figure, or a text of one. None where there is none.

    pounds_unless_said: the publisher states everything in pounds. Raises NotUnderstood for what is no amount.
    """
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        if value is None:
            return None
        raise NotUnderstood(f"the value {str(value)[:60]!r}")
    said = text(value)
    if said is None:
        return None
    code = (text(currency) or ("GBP" if pounds_unless_said else "")).upper() or None
    figure = _figure(said)
    if figure is None:
        raise NotUnderstood(f"the value {said[:60]!r}")
    pence = int((figure * 100).to_integral_value(rounding=ROUND_HALF_UP)) if code == "GBP" else None
    return Amount(_plain(figure), pence, code)


def _figure(said: str) -> Decimal | None:
    if _PLAIN_NUMBER.fullmatch(said):
        try:
            figure = Decimal(said)
        except InvalidOperation:
            return None
    else:
        read = read_amount(said)
        if read is None:
            return None
        figure = Decimal(read.pence) / 100
    return figure if abs(figure) * 100 <= _LARGEST else None


def _plain(figure: Decimal) -> str:
    written = f"{figure:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def yes_or_no(value: Any) -> bool | None:
    """True or False where the publisher says so in any of the usual ways, else None."""
    if isinstance(value, bool):
        return value
    said = (text(value) or "").casefold()
    return True if said in _YES else False if said in _NO else None


def cpv_codes(*values: Any) -> list[str]:
    """Eight-figure codes of the Common Procurement Vocabulary in texts or figures, each once, in order."""
    found = [code for value in values for code in _CPV.findall(text(value) or "")]
    return list(dict.fromkeys(found))


def number_of_company(scheme: str | None, identifier: str | None) -> str | None:
    """The company number that an identifier is, if its scheme is that of Companies House, as the register writes it."""
    if not identifier:
        return None
    said, bare = (scheme or "").casefold().strip(), identifier.strip()
    if not said and bare.upper().startswith("GB-COH-"):
        said, bare = "gb-coh", bare[7:]
    return company_number(bare.upper().removeprefix("GB-COH-")) if said in _COMPANIES_HOUSE else None


def notice_key(*values: Any) -> str | None:
    """What a notice is known by on the service that published it, out of its address or number.

    The long hexadecimal number of a Contracts Finder notice, or ``012345-2025`` of Find a Tender.
    """
    for value in values:
        said = text(value)
        if said and (found := _UUID.search(said)):
            return found[0].lower()
        if said and (found := _FIND_A_TENDER.search(said)):
            return found[1]
    return None


def at(value: Any, *path: str | int) -> Any:
    """What is at `path` inside objects and lists, or None where there is nothing."""
    for step in path:
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and -len(value) <= step < len(value):
            value = value[step]
        else:
            return None
    return value


def objects(value: Any) -> list[Mapping[str, Any]]:
    """The objects of a list; of one object alone, that one; else none."""
    if isinstance(value, list):
        return [one for one in value if isinstance(one, dict)]
    return [value] if isinstance(value, dict) else []
