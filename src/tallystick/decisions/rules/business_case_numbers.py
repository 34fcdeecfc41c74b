"""Numbers, years, names and bands of a business case from JSON, each refused by its own place. Pure."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from tallystick.decisions.rules.discounting import NotABusinessCase
from tallystick.reference.green_book import Band, in_order

Said = Mapping[str, Any]
MOST_POUNDS, MOST_PLACES, MOST_YEARS, MOST_NAME = Decimal(10**11), 9, 200, 200
_NUMBER = re.compile(r"-?\d{1,12}(\.\d{1,9})?", re.ASCII)
_YEAR = re.compile(r"(\d{1,4})(?:[/-](\d\d|\d{4}))?", re.ASCII)
_CENTURIES = range(1900, 2200)


def an_object(field: str, said: Any) -> Said:
    """An object with named keys. Raises NotABusinessCase."""
    if isinstance(said, Mapping) and all(isinstance(key, str) for key in said):
        return said
    raise NotABusinessCase(field, f"{shown(said)} is not an object with named keys.", what_to_do="Give one.")


def a_list(field: str, said: Any, least: int, most: int) -> list[Any]:
    """A list of so many. Raises NotABusinessCase."""
    if isinstance(said, list) and least <= len(said) <= most:
        return said
    what = "nothing is given" if said is None else "what is given is no list"
    if isinstance(said, list):
        what = f"there are {len(said):,}"
    raise NotABusinessCase(field, f"{what}.", what_to_do=f"Give a list of {least} to {most:,}, an object for each.")


def name_of(field: str, said: Any) -> str:
    """Text with something in it. Raises NotABusinessCase."""
    if isinstance(said, str) and said.strip() and len(said) <= MOST_NAME:
        return said
    raise NotABusinessCase(field, f"{shown(said)} is no name.", what_to_do=f"Give text of at most {MOST_NAME} letters.")


def one_of(field: str, said: Any, words: tuple[str, ...]) -> str:
    """One of those words. Raises NotABusinessCase."""
    if isinstance(said, str) and said in words:
        return said
    raise NotABusinessCase(field, f"{shown(said)} is not known.", what_to_do=f"Give one of: {', '.join(words)}.")


def flag(field: str, said: Any, otherwise: bool) -> bool:
    """True or false; `otherwise` where nothing is said. Raises NotABusinessCase."""
    if said is None:
        return otherwise
    if isinstance(said, bool):
        return said
    raise NotABusinessCase(field, f"{shown(said)} is neither true nor false.", what_to_do="Give one of them.")


def whole(field: str, said: Any, low: int, high: int, otherwise: int | None = None) -> int:
    """A whole number from low to high. Raises NotABusinessCase."""
    if said is None and otherwise is not None:
        return otherwise
    if isinstance(said, Decimal) and said.is_finite() and said.copy_abs() <= high and said == int(said):
        said = int(said)
    if isinstance(said, bool) or not isinstance(said, int) or not low <= said <= high:
        raise NotABusinessCase(
            field, f"{shown(said)} is no whole number from {low:,} to {high:,}.", what_to_do="Give one."
        )
    return said


def number(field: str, said: Any, low: Decimal | int, high: Decimal | int) -> Decimal:
    """A number from low to high, as a number or in digits, exactly as written. Raises NotABusinessCase."""
    text = said.strip() if isinstance(said, str) else _plain(said)
    if _NUMBER.fullmatch(text) and low <= (found := Decimal(text)) <= high:
        return found
    raise NotABusinessCase(
        field,
        f"{shown(said)} is no number from {low:,} to {high:,} with at most {MOST_PLACES} decimal places.",
        what_to_do="Give one.",
    )


def base_year_of(said: Any) -> tuple[int, bool]:
    """The base year, and whether it was written as a financial year. Raises NotABusinessCase."""
    found = _year("base_year", said)
    return found, isinstance(said, str) and not said.strip().isdecimal()


def from_base(field: str, said: Any, base: int) -> int:
    """Years from the base year. Before 1900 the years of flows are such numbers already. Raises NotABusinessCase."""
    year = _year(field, said)
    found = year if year <= MOST_YEARS and base in _CENTURIES else year - base
    if found < 0:
        raise NotABusinessCase(
            field,
            f"{said} is before the base year.",
            what_to_do="Leave it out: what is spent already is the same for every option.",
        )
    if found > MOST_YEARS:
        raise NotABusinessCase(field, f"{said} is more than {MOST_YEARS} years from the base year.")
    return found


def bands_from_json(field: str, said: Any, low: int, high: int) -> tuple[Band, ...]:
    """One percentage for every year, or a list of `to_year` and `percent`. Raises NotABusinessCase."""
    if isinstance(said, Mapping):
        said = [said]
    if not isinstance(said, list):
        return (Band(None, number(field, said, low, high)),)
    found = []
    for place, one in enumerate(a_list(field, said, 1, MOST_YEARS)):
        it = an_object(f"{field}[{place}]", one)
        end = it.get("to_year")
        if end is not None:
            end = whole(f"{field}[{place}].to_year", end, 0, 999)
        found.append(Band(end, number(f"{field}[{place}].percent", it.get("percent"), low, high)))
    if not in_order(found):
        raise NotABusinessCase(field, "the bands are not in order.", what_to_do="Give each a later to_year.")
    return tuple(found)


def inflation_from_json(said: Any, base: int) -> tuple[Band, ...]:
    """As discount rates are given, or year -> percent more than the year before, for each year from the first after the
    base year to the last. Raises NotABusinessCase."""
    if not isinstance(said, Mapping) or "percent" in said:
        return bands_from_json("inflation", said, -20, 1_000)
    found: dict[int, Decimal] = {}
    for written, percent in an_object("inflation", said).items():
        year = from_base("inflation", written, base)
        if year in found:
            raise NotABusinessCase("inflation", f"{written} is given twice.", what_to_do="Give each year once.")
        found[year] = number("inflation", percent, -20, 1_000)
    found.pop(0, None)
    if sorted(found) != list(range(1, len(found) + 1)) or not found:
        raise NotABusinessCase("inflation", "a year is left out.", what_to_do="Give every year after the base year.")
    return tuple(Band(year, found[year]) for year in sorted(found))


def shown(said: object) -> str:
    """What was said, in quotation marks and not too long."""
    text = "nothing" if said is None else f"“{said}”"
    return f"{text[:40]}…”" if len(text) > 42 else text


def _year(field: str, said: Any) -> int:
    text = said.strip() if isinstance(said, str) else str(said) if type(said) is int else ""
    parts = _YEAR.fullmatch(text)
    if parts and (parts[2] is None or f"{int(parts[1]) + 1:04}".endswith(parts[2])):
        return int(parts[1])
    raise NotABusinessCase(field, f"{shown(said)} is no year.", what_to_do="Write it as 2026, or as 2026/27.")


def _plain(said: Any) -> str:
    if isinstance(said, Decimal):
        return f"{said:f}" if said.is_finite() and -20 < said.adjusted() < 20 else ""
    if isinstance(said, float):
        return repr(said)
    return str(said) if isinstance(said, int) and not isinstance(said, bool) else ""
