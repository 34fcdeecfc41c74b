"""What each way forward would cost over its life, as a business case: from prices that people gave. Pure.

Nothing is taken as a price that nobody gave: a route without one is no option of the case.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tallystick.kit.errors import Refused

YEARLY, ONCE = "Price a year", "To get there, once"
MOST_YEARS = 20
_WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class Range:
    """Pounds, nought or more: at the least, most likely, and at the most. low, high: None where no range was given."""

    low: Decimal | None
    likely: Decimal
    high: Decimal | None

    def check(self, what: str) -> None:
        """Raises Refused unless they rise from the least to the most."""
        low, high = self.low, self.high
        if (low is None) != (high is None):
            raise Refused(f"{what}: a range has two ends.", what_to_do="Give the least and the most, or neither.")
        if self.likely < 0 or (low is not None and high is not None and not 0 <= low <= self.likely <= high):
            raise Refused(
                f"{what}: the least, the most likely and the most do not rise.", what_to_do="Put them in order."
            )
        if not self.likely and high:
            raise Refused(
                f"{what}: a range stands around a figure that is not nought.", what_to_do="Say what is most likely."
            )


@dataclass(frozen=True, slots=True)
class Priced:
    """A route with what it costs. name: of the option. once: before or at its start, None where nobody said."""

    name: str
    yearly: Range
    once: Range | None


def case_of(
    priced: Sequence[Priced], said: Mapping[str, Any], *, routes: Sequence[str], as_now: str, base_year: str,
    first_year: str, years: int,
) -> dict[str, Any]:  # fmt: skip
    """The business case `said` with an option for each that is priced, in place of those that are named as routes.

    routes: names of all routes. as_now: the one that is business as usual, where it is priced. base_year, first_year:
    as “2026/27”; prices are of the base year. years: that each is paid for. Raises Refused.
    """
    if not priced:
        raise Refused("No route has a price yet.", what_to_do="Give the price of at least one.")
    if not 1 <= years <= MOST_YEARS:
        raise Refused(f"{years} years cannot be priced.", what_to_do=f"Give 1 to {MOST_YEARS}.")
    others = [one for one in _rows(said, "options") if one.get("name") not in routes]
    kept = [one for one in _rows(said, "ranges") if one.get("option") not in routes]
    ranges = [row for one in priced for row in _ranges(one)]
    made = {
        "price_basis": "real",
        **said,
        "base_year": base_year,
        "options": [_option(one, first_year, years, _life(base_year, first_year, years)) for one in priced] + others,
        "ranges": ranges + kept,
    }
    if as_now in {one.name for one in priced}:
        made["business_as_usual"] = as_now
    elif said.get("business_as_usual") in routes:
        del made["business_as_usual"]
    return made


def prices_in(said: Mapping[str, Any]) -> dict[str, Priced]:
    """By name, the options of a business case that `case_of` made, as they were given."""
    found = {}
    ranges = {(one.get("option"), one.get("line")): one for one in _rows(said, "ranges")}
    for option in _rows(said, "options"):
        lines = {line.get("name"): line for line in _rows(option, "lines")}
        name = str(option.get("name"))
        yearly = _given(lines.get(YEARLY), ranges.get((name, YEARLY)))
        if yearly is not None:
            found[name] = Priced(name, yearly, _given(lines.get(ONCE), ranges.get((name, ONCE))))
    return found


def years_from(first_year: str, years: int) -> list[str]:
    """Financial years: ``2028/29`` and those after it."""
    first = int(first_year[:4])
    return [f"{year}/{(year + 1) % 100:02}" for year in range(first, first + years)]


def years_in(said: Mapping[str, Any], names: Collection[str]) -> int | None:
    """For how many years the first of these options is paid; None where none is."""
    for option in _rows(said, "options"):
        for line in _rows(option, "lines") if option.get("name") in names else ():
            if line.get("name") == YEARLY and isinstance(line.get("flows"), Mapping):
                return len(line["flows"])
    return None


def _life(base_year: str, first_year: str, years: int) -> int:
    """Years from year 1 on, to the last that is paid for: nothing falls after it."""
    return max(int(first_year[:4]) - int(base_year[:4]) + years - 1, 1)


def _option(one: Priced, first_year: str, years: int, life: int) -> dict[str, Any]:
    yearly = dict.fromkeys(years_from(first_year, years), f"{-one.yearly.likely:f}")
    lines = [{"name": YEARLY, "type": "revenue", "kind": "recurring", "flows": yearly}]
    if one.once is not None:
        flows = {first_year: f"{-one.once.likely:f}"}
        lines.append({"name": ONCE, "type": "revenue", "kind": "one_off", "flows": flows})
    return {"name": one.name, "life_years": life, "lines": lines}


def _ranges(one: Priced) -> list[dict[str, Any]]:
    found = []
    for line, range_ in ((YEARLY, one.yearly), (ONCE, one.once)):
        if range_ and range_.low is not None and range_.high is not None and range_.likely:
            ends = {"low": range_.low, "high": range_.high}
            shares = {name: f"{round(end * _WHOLE / range_.likely, 9).normalize():f}" for name, end in ends.items()}
            found.append({"option": one.name, "line": line, **shares})
    return found


def _given(line: Mapping[str, Any] | None, ranged: Mapping[str, Any] | None) -> Range | None:
    flows = line.get("flows") if line else None
    figures = [_figure(one) for one in flows.values()] if isinstance(flows, Mapping) and flows else []
    if not figures or figures[0] is None or len(set(figures)) > 1:
        return None
    likely = abs(figures[0])
    low, high = (_figure(ranged.get(end)) if ranged else None for end in ("low", "high"))
    if low is None or high is None:
        return Range(None, likely, None)
    pence = Decimal("0.01")
    return Range((likely * low / _WHOLE).quantize(pence), likely, (likely * high / _WHOLE).quantize(pence))


def _figure(said: Any) -> Decimal | None:
    if isinstance(said, bool) or not isinstance(said, str | int | float):
        return None
    try:
        found = Decimal(str(said))
    except ArithmeticError:
        return None
    return found if found.is_finite() and abs(found) < 10**12 else None


def _rows(said: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    held = said.get(key)
    return [dict(one) for one in held if isinstance(one, Mapping)] if isinstance(held, list) else []
