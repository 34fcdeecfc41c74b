"""What each way forward would cost over its life, as a business case: from prices that people gave. Pure.

Nothing is taken as a price that nobody gave: a route without one is no option of the case. All else that people wrote
in the case stays as it is.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tallystick.kit.dates import financial_year_of
from tallystick.kit.errors import Refused

YEARLY, ONCE = "Price a year", "To get there, once"
MOST_YEARS, MOST_TIMES = 20, 10_000
"""At most so many years are priced, and the most a price may be is so many times what is most likely: a case keeps a
range in per cent of that, to so many places."""
_WHOLE, _PENNY = Decimal(100), Decimal("0.01")
_ENDS = ("low", "likely", "high")
_YEAR = re.compile(r"\d{4}/\d\d")


class NoPrice(Refused):
    """What is said of an option cannot be its price. option: its name."""

    def __init__(self, option: str, reason: str, *, what_to_do: str = "") -> None:
        super().__init__(f"{option}: {reason}", what_to_do=what_to_do)
        self.option = option


@dataclass(frozen=True, slots=True)
class Range:
    """Pounds, nought or more: at the least, most likely, and at the most. low, high: None where no range was given."""

    low: Decimal | None
    likely: Decimal
    high: Decimal | None

    def check(self, what: str) -> None:
        """Raises NoPrice of the option `what` unless they rise from the least to the most."""
        low, high = self.low, self.high
        if (low is None) != (high is None):
            raise NoPrice(what, "a range has two ends.", what_to_do="Give the least and the most, or neither.")
        if self.likely < 0 or (low is not None and high is not None and not 0 <= low <= self.likely <= high):
            raise NoPrice(what, "the least, the most likely and the most do not rise.", what_to_do="Put them in order.")
        if self.likely and high is not None and high > self.likely * MOST_TIMES:
            raise NoPrice(
                what, f"the most is over {MOST_TIMES:,} times what is most likely.", what_to_do="Look at both again."
            )
        if not self.likely and high:
            raise NoPrice(
                what, "a range stands around a figure that is not nought.", what_to_do="Say what is most likely."
            )


@dataclass(frozen=True, slots=True)
class Priced:
    """A route with what it costs. name: of the option. once: before or at its start, None where nobody said."""

    name: str
    yearly: Range
    once: Range | None


@dataclass(frozen=True, slots=True)
class _When:
    """base_year, first_year: as 2026/27. years: that each is paid for."""

    base_year: str
    first_year: str
    years: int

    @property
    def life(self) -> int:
        """Years from year 1 on, to the last that is paid for: nothing falls after it."""
        return max(int(self.first_year[:4]) - int(self.base_year[:4]) + self.years - 1, 1)


def case_of(
    priced: Sequence[Priced], said: Mapping[str, Any], *, routes: Sequence[str], as_now: str, base_year: str,
    first_year: str, years: int,
) -> dict[str, Any]:  # fmt: skip
    """The business case `said` with an option for each that is priced; of one that is there, only the prices change.

    routes: names of all routes; one whose price was shown by `prices_in` and is no longer given is taken out. as_now:
    the one that is business as usual, where it is priced and nothing else is said. base_year, first_year: as “2026/27”;
    prices are of the base year, which is the one that is said, where one is. years: that each is paid for. Raises
    Refused; NoPrice for an option that has more in the case than a price, where it would be lost, and for a range that
    does not rise, or is wider than a case can keep.
    """
    if not priced:
        raise Refused("No route has a price yet.", what_to_do="Give the price of at least one.")
    for one in priced:
        for range_ in (one.yearly, one.once):
            if range_:
                range_.check(one.name)
    if not 1 <= years <= MOST_YEARS:
        raise Refused(f"{years} years cannot be priced.", what_to_do=f"Give 1 to {MOST_YEARS}.")
    when = _When(base_of(said, base_year), first_year, years)
    shown, before = _read(said, routes)
    same = before == years_from(first_year, years)
    wanted = {one.name: one for one in priced}
    gone = {name for name in shown if name not in wanted}
    changed = {name: one for name, one in wanted.items() if not (same and shown.get(name) == one)}
    options = list(_options(said, changed, shown, gone, _was(when, before), when))
    names = [one.get("name") for one in options if isinstance(one, Mapping)]
    options += [_with_prices({"name": one.name}, one, 0, when) for one in priced if one.name not in names]
    made = {
        "price_basis": "real", **said, "base_year": when.base_year, "options": options,
        "ranges": list(_ranges_kept(said, changed, gone)),
    }  # fmt: skip
    made["ranges"] += [row for one in changed.values() for row in _ranges(one, said)]
    for key in ("business_as_usual", "do_minimum"):
        if isinstance(made.get(key), str) and made[key] in gone:
            del made[key]
    if as_now in wanted and not made.get("business_as_usual"):
        made["business_as_usual"] = as_now
    return made


def base_of(said: Mapping[str, Any], otherwise: str) -> str:
    """The year in whose money the prices of a case are."""
    found = said.get("base_year")
    return found if isinstance(found, str) and _YEAR.fullmatch(found) else otherwise


def prices_in(said: Mapping[str, Any], routes: Collection[str]) -> dict[str, Priced]:
    """By name, the options of a business case that say one price, as they were given: the same in each year, and for
    the same years as the others. routes: names of those that are looked at."""
    return _read(said, routes)[0]


def years_in(said: Mapping[str, Any], routes: Collection[str]) -> int | None:
    """For how many years those of `prices_in` are paid; None where there is none."""
    return len(_read(said, routes)[1]) or None


def not_one_price(said: Mapping[str, Any], routes: Collection[str]) -> list[str]:
    """Names of the options whose price `prices_in` cannot show: they can be changed in the business case alone."""
    shown = prices_in(said, routes)
    return [
        str(option["name"])
        for option in _rows(said, "options")
        if isinstance(option.get("name"), str)
        and option["name"] in routes
        and option["name"] not in shown
        and _has_prices(option)
    ]


def years_from(first_year: str, years: int) -> list[str]:
    """Financial years: ``2028/29`` and those after it."""
    first = int(first_year[:4])
    return [financial_year_of(year) for year in range(first, first + years)]


def _was(when: _When, before: Sequence[str]) -> int:
    """The life that an option was given with its price; 0 where there is none."""
    return _When(when.base_year, before[0], len(before)).life if before else 0


def _options(
    said: Mapping[str, Any], changed: Mapping[str, Priced], shown: Mapping[str, Priced], gone: Collection[str],
    life: int, when: _When,
) -> Iterator[Any]:  # fmt: skip
    """Those that stay, each where it was; life: which one had because of its price."""
    held = said.get("options")
    for option in held if isinstance(held, list) else ():
        name = option.get("name") if isinstance(option, Mapping) else None
        if isinstance(name, str) and name in changed:
            if name not in shown and _has_prices(option):
                reason = "its price in the business case is not one that is the same in each year."
                raise NoPrice(name, reason, what_to_do="Change it in the business case.")
            yield _with_prices(option, changed[name], life if name in shown else 0, when)
        elif not isinstance(name, str) or name not in gone:
            yield option
        elif set(option) - {"name", "life_years", "lines"} or len(_others(option)):
            reason = "its option says more than a price, which would be lost."
            raise NoPrice(name, reason, what_to_do="Give its price, or take it out in the business case.")


def _with_prices(option: Mapping[str, Any], one: Priced, life: int, when: _When) -> dict[str, Any]:
    """An option with its prices as they are now, and all else as it was."""
    yearly = dict.fromkeys(years_from(when.first_year, when.years), f"{-one.yearly.likely:f}")
    lines = {str(line.get("name")): line for line in _rows(option, "lines")}
    begun = {"name": YEARLY, "type": "revenue", "kind": "recurring"}
    made = [{**lines.get(YEARLY, begun), "flows": yearly}]
    if one.once is not None:
        begun = {"name": ONCE, "type": "revenue", "kind": "one_off"}
        made.append({**lines.get(ONCE, begun), "flows": {when.first_year: f"{-one.once.likely:f}"}})
    was, now = option.get("life_years"), when.life
    if isinstance(was, int) and not isinstance(was, bool) and was != life:
        now = max(was, now)
    return {**option, "life_years": now, "lines": made + _others(option)}


def _others(option: Mapping[str, Any]) -> list[Any]:
    """Its lines that are no prices."""
    held = option.get("lines")
    lines = held if isinstance(held, list) else []
    return [one for one in lines if not (isinstance(one, Mapping) and one.get("name") in (YEARLY, ONCE))]


def _has_prices(option: Mapping[str, Any]) -> bool:
    return any(line.get("name") in (YEARLY, ONCE) for line in _rows(option, "lines"))


def _ranges_kept(said: Mapping[str, Any], changed: Collection[str], gone: Collection[str]) -> Iterator[Any]:
    held = said.get("ranges")
    for one in held if isinstance(held, list) else ():
        of, line = (one.get("option"), one.get("line")) if isinstance(one, Mapping) else (None, None)
        if not (isinstance(of, str) and (of in gone or (of in changed and line in (YEARLY, ONCE)))):
            yield one


def _ranges(one: Priced, said: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for line, range_ in ((YEARLY, one.yearly), (ONCE, one.once)):
        if range_ and range_.low is not None and range_.high is not None and range_.likely:
            ends = {"low": range_.low, "high": range_.high}
            shares = {name: f"{round(end * _WHOLE / range_.likely, 9).normalize():f}" for name, end in ends.items()}
            was: dict[str, Any] = next(iter(_ranges_of(said, one.name, line)), {})
            yield {**was, "option": one.name, "line": line, **shares}


def _ranges_of(said: Mapping[str, Any], option: str, line: str) -> list[dict[str, Any]]:
    return [one for one in _rows(said, "ranges") if one.get("line") == line and one.get("option") in (None, option)]


def _read(said: Mapping[str, Any], routes: Collection[str]) -> tuple[dict[str, Priced], list[str]]:
    """By name those that can be shown, and the years that they are paid for."""
    found: dict[str, Priced] = {}
    common: list[str] = []
    for option in _rows(said, "options"):
        name = option.get("name")
        if not isinstance(name, str) or name not in routes:
            continue
        years, one = _shown(option, name, said)
        if one is not None and common in ([], years):
            found[name], common = one, years
    return found, common


def _shown(option: Mapping[str, Any], name: str, said: Mapping[str, Any]) -> tuple[list[str], Priced | None]:
    """The years of an option and its price; None where it is not one."""
    yearly, once = ([line for line in _rows(option, "lines") if line.get("name") == of] for of in (YEARLY, ONCE))
    years = _years(yearly)
    if not years or len(once) > 1 or (once and _years(once) != years[:1]):
        return [], None
    each = _given(yearly[0], _ranges_of(said, name, YEARLY))
    first = _given(once[0], _ranges_of(said, name, ONCE)) if once else None
    return years, None if each is None or (once and first is None) else Priced(name, each, first)


def _years(lines: Sequence[Mapping[str, Any]]) -> list[str]:
    """Of a line that is there once: the years of its flows, where they are financial and follow each other."""
    flows = lines[0].get("flows") if len(lines) == 1 else None
    found = sorted(map(str, flows)) if isinstance(flows, Mapping) else []
    good = found and _YEAR.fullmatch(found[0]) and found == years_from(found[0], len(found))
    return found if good else []


def _given(line: Mapping[str, Any], ranges: Sequence[Mapping[str, Any]]) -> Range | None:
    """The price of a line; None for one that is not the same in each year, not in whole pence, or no cost."""
    figures = [_figure(one) for one in line["flows"].values()]
    figure = figures[0]
    if figure is None or len(set(figures)) > 1 or figure > 0 or figure != figure.quantize(_PENNY):
        return None
    if not ranges:
        return Range(None, abs(figure), None)
    low, likely, high = (_figure(ranges[0].get(end, _WHOLE if end == "likely" else None)) for end in _ENDS)
    if len(ranges) > 1 or ranges[0].get("option") is None or low is None or high is None or likely != _WHOLE:
        return None
    return Range(
        (abs(figure) * low / _WHOLE).quantize(_PENNY), abs(figure), (abs(figure) * high / _WHOLE).quantize(_PENNY)
    )


def _figure(said: Any) -> Decimal | None:
    if isinstance(said, Decimal):
        return said
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
