"""A business case as its forms have it, and back: rates as lines of text, assumptions with all that is known of them.

Pure. What was not changed in a form stays as it was written.
"""

import re
from collections.abc import Mapping
from copy import deepcopy
from decimal import Decimal
from typing import Any

from tallystick.kit.errors import Refused
from tallystick.web.decide.fields import Lens, Said
from tallystick.web.decide.parts.business_case_names import renamed

_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,9})?", re.ASCII)
_UPTO = re.compile(r"to year (?P<end>\d{1,4}): (?P<percent>.+)", re.ASCII)
_AFTER = "after that: "
_YEAR = re.compile(r"(?P<year>\d{1,4}(?:[/-]\d{2,4})?)\s*:\s*(?P<percent>.+)", re.ASCII)
RATES = ("inflation", "discount_rates")
HINT = "One figure for every year; or lines such as “to year 30: 3.5” and last “after that: 3”"
INFLATION_HINT = f"{HINT}; or a line for each year, such as “2027/28: 2.5”"


def opened(said: Said) -> dict[str, Any]:
    """With rates as lines of text, and every assumption as an object."""
    whole = deepcopy(dict(said))
    for key in RATES:
        if whole.get(key) is not None:
            whole[key] = rates_as_lines(whole[key])
    named = whole.get("assumptions")
    if isinstance(named, Mapping):
        whole["assumptions"] = {
            name: one if isinstance(one, Mapping) else {"value": one} for name, one in named.items()
        }
    return whole


def closed(changed: dict[str, Any], before: Said) -> dict[str, Any]:
    """The document again, as its rule reads it. Raises Refused where a line of rates cannot be read."""
    was = opened(before)
    whole = dict(changed)
    for key in RATES:
        if whole.get(key) is not None:
            same = key in was and whole[key] == was[key]
            whole[key] = before[key] if same else rates_from_lines(key, whole[key])
    named, old = whole.get("assumptions"), before.get("assumptions")
    if isinstance(named, Mapping):
        held = old if isinstance(old, Mapping) else {}
        whole["assumptions"] = {name: _assumption(one, held.get(name)) for name, one in named.items()}
    return renamed(whole, before)


LENS = Lens(opened, closed)


def rates_as_lines(said: Any) -> list[str]:
    """Rates, in any of the ways in which they may be given."""
    if isinstance(said, Mapping) and "percent" not in said:
        return [f"{year}: {percent}" for year, percent in said.items()]
    if isinstance(said, Mapping):
        said = [said]
    if not isinstance(said, list):
        return [str(said)]
    found = []
    for one in said:
        end, percent = (one.get("to_year"), one.get("percent")) if isinstance(one, Mapping) else (None, one)
        found.append(f"{_AFTER}{percent}" if end is None else f"to year {end}: {percent}")
    return found


def rates_from_lines(key: str, lines: Any) -> Any:
    """What the rule reads. Raises Refused."""
    given = [str(one).strip() for one in lines] if isinstance(lines, list) else [str(lines).strip()]
    if len(given) == 1 and ":" not in given[0]:
        return _number(given[0])
    found = [_rate(key, one) for one in given]
    years = [one for one in found if isinstance(one, tuple)]
    if years and len(years) != len(found):
        raise Refused(f"“{given[0][:60]}” and the other lines are in different ways.", what_to_do="Keep to one way.")
    if len(dict(years)) != len(years):
        raise Refused("A year is there twice.", what_to_do="Give each year once.")
    return dict(years) if years else found


def _rate(key: str, line: str) -> Any:
    """(year, percent), or a band."""
    if parts := _UPTO.fullmatch(line):
        return {"to_year": int(parts["end"]), "percent": _number(parts["percent"])}
    if line.startswith(_AFTER) and line.removeprefix(_AFTER).strip():
        return {"percent": _number(line.removeprefix(_AFTER))}
    if (parts := _YEAR.fullmatch(line)) and key == "inflation":
        return parts["year"], _number(parts["percent"])
    raise Refused(
        f"“{line[:60]}” is no rate of a year.", what_to_do=f"{INFLATION_HINT if key == 'inflation' else HINT}."
    )


def _assumption(now: Any, was: Any) -> Any:
    """A number alone, where it was one and nothing is said of it."""
    return now["value"] if isinstance(now, Mapping) and set(now) == {"value"} and not isinstance(was, Mapping) else now


def _number(text: str) -> int | Decimal | str:
    """A number where it is one; else as it stands, which may be an assumption's name."""
    plain = re.sub(r"[%,\s]", "", text).replace("\N{MINUS SIGN}", "-")
    if not _NUMBER.fullmatch(plain):
        return text.strip()
    value = Decimal(plain)
    return int(value) if value == value.to_integral_value() else value
