"""Figures of a business case in words. Pure. Pounds come as the answer gives them: texts to the penny, or whole."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from tallystick.reference.green_book import green_book
from tallystick.web.decide.drawn.figures import number
from tallystick.web.words import pounds_in_short

MINUS = "\N{MINUS SIGN}"
_PLACES = {
    "flows": "flows", "quantity": "quantity", "price": "price", "optimism_bias": "optimism bias", "vat": "VAT",
    "inflation": "inflation", "discount_rates": "discount rates", "works_months": "months of works",
}  # fmt: skip
_RATES = {"standard": "standard rates", "health": "health rates", "sensitivity": "sensitivity rates"}


def money(pounds: str | int | Decimal | None) -> str:
    """£1,234.50, or £1,234 where there are no pence; "" for none."""
    if pounds is None:
        return ""
    value = Decimal(pounds)
    sign, size = MINUS if value < 0 else "", abs(value)
    return f"{sign}£{size:,.0f}" if size == size.to_integral_value() else f"{sign}£{size:,.2f}"


def in_short(pounds: str | int | Decimal) -> str:
    """To three or four figures, for pictures."""
    return pounds_in_short(int(Decimal(pounds) * 100))


def on_axis(pounds: float) -> str:
    """A round figure beside a picture: £1.5m, £250k."""
    sign, size = MINUS if pounds < 0 else "", abs(pounds)
    for least, letter in ((1e9, "bn"), (1e6, "m"), (1e3, "k")):
        if size >= least:
            return f"{sign}£{size / least:.6g}{letter}"
    return f"{sign}£{size:.6g}"


def error(share_: float) -> str:
    """Of a share of runs, in points of a hundred."""
    text = number(share_ * 100, 1)
    return "± less than 0.1 points" if text == "0" else f"± {text} points"


def plain(value: str) -> str:
    """A number as it was given, with thousands separators."""
    whole, point, part = value.partition(".")
    return f"{int(whole):,}{point}{part}".replace("-", MINUS) if whole not in ("-0", "") else value


def percent(value: float | Decimal | str | None) -> str:
    """12.5%; "" for none."""
    return "" if value is None else f"{number(value)}%"


def years(value: float | None) -> str:
    """2.5 years, or never."""
    return "never" if value is None else f"{number(value, 1)} year{'' if number(value, 1) == '1' else 's'}"


def share(part: float) -> str:
    """Of all runs. What is not all, or not none, is never said to be."""
    if 0 < part < 0.001:
        return "less than 0.1%"
    if 0.999 < part < 1:
        return "more than 99.9%"
    return f"{number(part * 100, 1)}%"


def change(of: float | None, what: str) -> str:
    """By how much a line has to change until something. what: that, as “the option is level with A”."""
    if of is None:
        return f"No change of it does that: {what}"
    if not of:
        return f"Now: {what}"
    way = f"{percent(abs(of))} {'more' if of > 0 else 'less'}"
    return f"{way}: {what}" if of >= -100 else f"{way}, which turns its sign: {what}"


def bands(found: Sequence[Mapping[str, Any]]) -> list[str]:
    """Rates, each to a year."""
    said, first = [], 1
    for one in found:
        end = one["to_year"]
        if end is None:
            said.append(f"{percent(one['percent'])} a year" + (f" from year {first}" if first > 1 else ""))
        else:
            said.append(f"{percent(one['percent'])} a year, years {first} to {end}")
            first = end + 1
    return said


def rates(found: Mapping[str, Any]) -> str:
    """Which discount rates are used."""
    if found["code"] is None:
        return "Rates given in this case"
    return f"{found['source']}, {_RATES.get(found['code'], found['code'])}"


def inflation(said: Any) -> list[str]:
    """As it was given."""
    if said is None:
        return []
    if isinstance(said, list):
        return bands([{"to_year": one.get("to_year"), "percent": one["percent"]} for one in said if _plain(one)])
    if isinstance(said, Mapping):
        return [f"{year}: {_rate(one)}" for year, one in said.items()]
    return [f"{_rate(said)} a year"]


def biases(said: Any) -> list[str]:
    """What costs are raised by, as it was chosen."""
    if not isinstance(said, Mapping):
        return []
    found = []
    project = green_book().optimism_bias.project(str(said.get("project")))
    if project:
        mitigated = said.get("mitigated_percent")
        bound = f"{said.get('bound') or 'upper'} bound" if mitigated is None else f"{mitigated}% of risks managed"
        found.append(f"{project.name}: {bound}")
    own = {"capital": "capital", "revenue": "revenue", "duration": "time"}
    return found + [f"{_rate(said[key])} of {name}" for key, name in own.items() if said.get(key) is not None]


def place(where: str, said: Mapping[str, Any]) -> str:
    """A place of the case, as `options[0].lines[1].flows`, by the names of its option and line."""
    steps = re.findall(r"[a-z_]+|\d+", where)
    at: Any = said
    names: list[str] = []
    for step in steps:
        at = at[int(step)] if isinstance(at, list) and step.isdigit() and int(step) < len(at) else _in(at, step)
        if isinstance(at, Mapping) and isinstance(at.get("name"), str):
            names.append(at["name"])
    what = next((_PLACES[step] for step in steps if step in _PLACES), "")
    return ", ".join([*names, what]) if what else where


def _in(at: Any, step: str) -> Any:
    return at.get(step) if isinstance(at, Mapping) else None


def _plain(one: Mapping[str, Any]) -> bool:
    return not isinstance(one.get("percent"), str) or re.fullmatch(r"-?\d+(\.\d+)?", one["percent"]) is not None


def _rate(said: Any) -> str:
    """A percentage, or the name of an assumption."""
    text = str(said).strip()
    return percent(text) if re.fullmatch(r"-?\d+(\.\d+)?", text, re.ASCII) else f"as “{text}” says"
