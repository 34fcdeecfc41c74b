"""Terms, extensions and notice, as registers write them: ``2+1+1``, ``3 years + 2 x 12 months``, ``12m rolling``."""

import re
from dataclasses import dataclass
from functools import lru_cache

from tallystick.contracts.rules.cells_dates import Day
from tallystick.contracts.rules.terms_words import UNITS, in_figures, kind_of, months_of

MOST_MONTHS = 12 * 999
_LONGEST = 400
"""A longer text is a clause of the contract, and no term."""


@dataclass(frozen=True, slots=True)
class Term:
    """months: of the first term. extensions: months of each. kind: a `Proposed.term_kind`, or None where not said.

    none: the cell says that there is no extension. readings: where the unit is not said and cannot be told, each way to
    read it. understood: False where the cell says something that is none of these.
    """

    months: int | None = None
    extensions: tuple[int, ...] = ()
    kind: str | None = None
    none: bool = False
    readings: tuple["Term", ...] = ()
    understood: bool = True


@dataclass(frozen=True, slots=True)
class _Quantity:
    count: int
    amount: str
    unit: str | None


_FIGURE = r"\d+(?:\.\d+)?"
_MORE = r"further|additional|optional|more|extra|possible|separate|consecutive|individual|potential|single|annual"
_PERIODS = r"(?:extensions?|options?|periods?|terms?|increments?|renewals?|blocks?)"
_EACH_OF = r"(?:of|each of|each for|for|at|,|-|\s)*\s*(?:up to\s*)?"


def _unit(number: int) -> str:
    words = r"years?|yrs?|y|months?|mths?|mnths?|mos?|m|weeks?|wks?|w|days?|d|quarters?|annum"
    return rf"(?P<unit{number}>{words})(?:\(s\))?\b['’]?"


_TIMES_EACH = rf"(?P<count1>\d+)\s*(?:x|×|\*|@|lots of)\s*(?:up to\s*)?(?P<amount1>{_FIGURE})[\s-]*(?:{_unit(1)})?"
_PERIODS_OF = rf"(?P<count2>\d+)\s*(?:{_MORE}|[\s×*@x-])*{_PERIODS}\s*{_EACH_OF}(?P<amount2>{_FIGURE})[\s-]*{_unit(2)}"
_LONG_PERIODS = (
    rf"(?P<count3>\d+)\s*(?:{_MORE}|\s)+(?P<amount3>{_FIGURE})[\s-]*{_unit(3)}[\s-]*(?:optional\s*)?{_PERIODS}"
)
_EACH_TIMES = rf"(?P<amount4>{_FIGURE})[\s-]*{_unit(4)}[\s,]*(?:{_PERIODS}\s*)?(?:x|×)\s*(?P<count4>\d+)\b"
_PLAIN = rf"(?P<amount5>\d*\.?\d+)(?:[\s-]*{_unit(5)})?"
_PATTERNS = (_TIMES_EACH, _PERIODS_OF, _LONG_PERIODS, _EACH_TIMES, _PLAIN)
_QUANTITY = re.compile("|".join(f"(?:{pattern})" for pattern in _PATTERNS), re.IGNORECASE)
_NO_EXTENSION = re.compile(
    r"^(?:no|none|nil|n|0|zero|false|n/?a|not applicable|no (?:further )?(?:extensions?"
    r"|options?).*|without extensions?|non[- ]extendable|not extendable|no option.*"
    r"|none (?:left|remaining|available).*|no\s*[-–—,.:;(][^\d]*|both .*(?:used|taken|exercised).*"
    r"|extensions? (?:exhausted|used|taken|expired).*|all (?:extensions? )?(?:used|taken|exhausted).*|nac oes)\W*$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}")
_OTHER_TIME = re.compile(
    r"\b(?:jan|feb|mar|apr|june?|july?|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|ust|ember|ober)?\b|\bmay\s*'?\d"
    r"|\bq(?:tr|uarter)?\s?[1-4]\b|(?<!\()\b\d{1,2}\s*/\s*\d{1,2}\b",
)
"""Words of the calendar: a cell that has them says when, and not for how long."""
_UNITS = r"(?:years?|yrs?|y|months?|mths?|m)\b"
_FROM_A_DAY = re.compile(
    r"\d.*\b(?:from|commencing|beginning|starting|start(?: date)?|w\.?e\.?f\.?)\W*$", re.IGNORECASE
)
_FROM_TO = re.compile(rf"\b(\d+)\s*(?:{_UNITS})?\s*(?:-|to|or)\s*(\d+)[\s-]*({_UNITS})")
_ADDED = re.compile(r"^\s*(?:\+|plus\b|and\b|with\b|ext|opt|further\b|up to\b|additional\b)")
_NOTICE = re.compile(
    r"[,;&(]?\s*(?:\band\b|\bwith\b)?\s*\d+\s*[a-z]+['’]?\s*(?:written\s*)?notice\b[^,;]*|\bnotice\b[^,;]*",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[,;&(]?\s*(?:\b(?:and|with)\b)?\s*\b(?:a\s+)?break\b[^,;+]*", re.IGNORECASE)
_MONTHS_OR_YEARS = r"(\d+)[\s-]*(years?|months?)\s*"
_IN_STEPS = re.compile(
    rf"{_MONTHS_OR_YEARS}(?:taken\s*)?(?:in|by|as)\s*(?:up to\s*)?{_MONTHS_OR_YEARS}(?:{_PERIODS}|steps?)"
)
_USED = re.compile(r"\b(?:taken|used|utilised|exercised|applied|already|enacted|invoked)\b", re.IGNORECASE)
_BRACKETED = re.compile(r"^(?P<outer>[^()]*)\((?P<inner>[^()]*)\)(?P<rest>[^()]*)$")


@lru_cache(maxsize=20_000)
def read_term(text: str, unit: str | None = None) -> Term:
    """The term that tidied `text` states: a first term and what may be added to it. unit: of the column, where its
    heading says one (``years`` or ``months``), for figures that have none."""
    folded = _folded(text)
    if len(text) > _LONGEST or _YEAR.search(folded) or _OTHER_TIME.search(folded) or _from_to(folded):
        return Term(understood=False)
    kind = kind_of(folded)
    if found := _outer_and_inner(folded, unit):
        return found
    quantities = _quantities(folded)
    if not quantities:
        yearly = kind == "annual" or (kind is not None and "annual" in folded)
        return Term(months=12 if yearly else None, kind=kind, understood=kind is not None)
    return _of(quantities, unit, kind, extension_only=False)


def from_a_day(text: str, day: Day) -> Term | None:
    """The term of a cell that says how long from which day: ``3 years from 01/04/2023``; `day` is the one it names."""
    if not _FROM_A_DAY.search(text[: day.at]):
        return None
    found = read_term(f"{text[: day.at]} {text[day.end :]}".strip())
    return found if found.understood and found.months else None


@lru_cache(maxsize=20_000)
def read_extension(text: str, unit: str | None = None) -> Term:
    """The extensions that tidied `text` states, in `Term.extensions`; ``none`` where it says that there are none."""
    if _NO_EXTENSION.match(text):
        return Term(none=True)
    folded = _folded(text)
    if _USED.search(folded):
        return Term(understood=False)
    if len(text) > _LONGEST or _YEAR.search(folded) or _OTHER_TIME.search(folded):
        return Term(understood=False)
    if whole := _from_to(folded):
        folded = folded.replace(whole[0], f"{whole[2]} {whole[3]}")
    kind = kind_of(folded)
    if found := _outer_and_inner(folded, unit):
        return Term(extensions=((found.months or 0), *found.extensions), kind=kind)
    quantities = _quantities(folded)
    if not quantities:
        return Term(kind=kind) if kind in ("rolling", "open_ended") else Term(understood=False)
    return _of(quantities, unit, kind, extension_only=True)


def without_term(folded: str) -> str:
    """What is left of text in figures when every length is taken out."""
    return _QUANTITY.sub(" ", folded)


def _folded(text: str) -> str:
    """`text` in figures, without notice and breaks; ``2 years in 12 month periods`` is ``2 x 12 months``."""
    return _BREAK.sub(" ", _NOTICE.sub(" ", _IN_STEPS.sub(_steps, in_figures(text[:_LONGEST]))))


def _from_to(folded: str) -> re.Match[str] | None:
    """``12-24 months``, ``1 or 2 years``: a length that is not settled, of which the second figure is the most."""
    found = _FROM_TO.search(folded)
    return found if found and int(found[1]) < int(found[2]) else None


def _steps(found: re.Match[str]) -> str:
    whole, each = months_of(found[1], UNITS[found[2][0]]), months_of(found[3], UNITS[found[4][0]])
    return f"{whole // each} x {each} months" if whole and each and whole % each == 0 else found[0]


def _of(quantities: list[_Quantity], unit: str | None, kind: str | None, *, extension_only: bool) -> Term:
    units = _filled([q.unit for q in quantities], unit)
    if units is None:
        told = _told_by_size([q.amount for q in quantities])
        if told is None:
            readings = tuple(
                found
                for each in ("years", "months")
                if (found := _of(quantities, each, kind, extension_only=extension_only)).understood
            )
            return Term(kind=kind, readings=readings, understood=bool(readings))
        units = [told] * len(quantities)
    parts = _laid_out(quantities, units)
    if not parts or sum(parts) > MOST_MONTHS:
        return Term(kind=kind, understood=False)
    if extension_only:
        return Term(extensions=tuple(parts), kind=kind)
    return Term(parts[0], tuple(parts[1:]), kind)


def _outer_and_inner(folded: str, unit: str | None) -> Term | None:
    """``4 years (2+1+1)``, ``3 years (36 months)``, ``3+2 (2 x 1)``: brackets that say again, in more words or fewer,
    all that stands before them or the last part of it."""
    found = _BRACKETED.match(folded)
    if not found or _quantities(found["rest"]) or _ADDED.match(found["inner"]):
        return None
    outer, inner = _quantities(found["outer"]), _quantities(found["inner"])
    units = _filled([q.unit for q in (*outer, *inner)], unit) if outer and inner else None
    if outer and inner and units is None:
        told = _told_by_size([q.amount for q in (*outer, *inner)])
        units = [told] * (len(outer) + len(inner)) if told else None
    if units is None:
        return None
    whole, parts = _laid_out(outer, units[: len(outer)]), _laid_out(inner, units[len(outer) :])
    if not whole or not parts:
        return None
    if sum(whole) == sum(parts):
        said = max(whole, parts, key=len)
    elif whole[-1] == sum(parts):
        said = [*whole[:-1], *parts]
    else:
        return None
    return Term(said[0], tuple(said[1:]), kind_of(folded))


def _laid_out(quantities: list[_Quantity], units: list[str]) -> list[int]:
    """The months of each, as often as it is said; empty where one is not in whole months."""
    laid: list[int] = []
    for quantity, unit in zip(quantities, units, strict=True):
        months = months_of(quantity.amount, unit)
        if months is None or not 0 < months <= MOST_MONTHS or len(laid) + quantity.count > 60:
            return []
        laid += [months] * quantity.count
    return laid


def _quantities(folded: str) -> list[_Quantity]:
    found: list[_Quantity] = []
    for match in _QUANTITY.finditer(folded):
        said = match.groupdict()
        n = next(n for n in range(1, 6) if said[f"amount{n}"])
        count = said.get(f"count{n}") or "1"
        if said[f"amount{n}"].strip("0.") or n < 5:
            found.append(_Quantity(int(count) if len(count) < 4 else 9_999, said[f"amount{n}"], said[f"unit{n}"]))
    return found


def _filled(units: list[str | None], column: str | None) -> list[str] | None:
    """Every unit by its first letter; one that is missing is the next one's, else the one's before, else the
    column's; None where no unit is said at all."""
    letters = [
        UNITS.get(unit.lower().rstrip("'’")[:2], UNITS.get(unit.lower()[:1])) if unit else None for unit in units
    ]
    if not any(letters):
        return [column] * len(units) if column else None
    filled: list[str] = []
    for at, letter in enumerate(letters):
        after = next((later for later in letters[at + 1 :] if later), None)
        filled.append(letter or after or filled[-1])
    return filled


def _told_by_size(amounts: list[str]) -> str | None:
    """``years`` or ``months`` for figures without a unit, where nobody would write the other: sums such as 2+1+1 are
    years, and 12, 24 and the like are months. A small figure by itself is not told."""
    values = [float(amount) for amount in amounts]
    if all(value >= 12 and value % 6 == 0 for value in values) or max(values) > 25:
        return "months"
    return "years" if len(values) > 1 and max(values) <= 5 else None
