"""What comes of a business case, as JSON. Pure. docs/reference/decisions-business-case.md."""

import datetime as dt
from collections.abc import Mapping
from decimal import MAX_PREC, ROUND_HALF_UP, Context, Decimal
from itertools import accumulate
from math import ceil
from typing import Any

import numpy as np

from tallystick.decisions.rules.business_case import (
    Against,
    Cash,
    Compared,
    Line,
    Prices,
    Valued,
    Year,
    compare,
    npv_at,
)
from tallystick.decisions.rules.business_case_json import Asked, asked_from_json
from tallystick.decisions.rules.business_case_remarks import LONG_YEARS, remarks
from tallystick.decisions.rules.business_case_works import Works
from tallystick.decisions.rules.discounting import NONE, fifty_figures
from tallystick.decisions.rules.simulation import Floats, Spread, Swing, simulated, tornado
from tallystick.decisions.rules.simulation_payback import Payback, Paybacks, Stream, paybacks
from tallystick.decisions.rules.switching import Switch
from tallystick.kit.dates import financial_year_of
from tallystick.reference.green_book import Band, GreenBook

ROUNDING = (
    "Worked out to fifty figures and rounded at the end, each figure for itself: pounds to the penny, half a penny "
    "away from nought; years to six decimal places. Rounded figures need not add up to the last penny. "
    "Simulated figures are to the pound."
)


def answer(said: Mapping[str, Any], book: GreenBook, today: dt.date) -> dict[str, Any]:
    """The answer of `tallystick decisions business-case`. today: the day whose discount rates are in force.

    Raises NotABusinessCase, which names the field at fault.
    """
    asked = asked_from_json(said, book, today)
    with fifty_figures():
        return _answer(asked, book, today)


def _answer(asked: Asked, book: GreenBook, today: dt.date) -> dict[str, Any]:
    found = compare(asked.case)
    tested = _tested(asked, book, today)
    spreads: dict[str, Spread] = {}
    if asked.ranges:
        spreads = simulated(found.worth, asked.ranges, runs=asked.runs, seed=asked.seed, shape=asked.shape)
    backs = _paybacks(asked) if asked.ranges else {}
    swings = tornado(found.worth, asked.ranges)
    return {
        "options": {
            one.option.name: {
                **_option(one, asked),
                "npv_sensitivity": _pounds(tested.get(one.option.name)),
                "simulation": _simulation(spreads.get(one.option.name), backs.get(one.option.name)),
                "works": _works(asked.works.get(one.option.name)),
                "tornado": [_swing(swing) for swing in swings[one.option.name]],
            }
            for one in found.options
        },
        "ranking": _ranking(found),
        "ranked_by": "eac" if found.by_eac else "npv",
        "assumptions": _assumptions(asked),
        "base_year": _label(asked, 0),
        "price_basis": "nominal" if asked.case.nominal else "real",
        "discount_rates": _rates(asked),
        "simulated": {"runs": asked.runs, "seed": asked.seed, "shape": asked.shape} if asked.ranges else None,
        "rounding": ROUNDING,
        "warnings": [{"text": text, "mark": mark} for text, mark in remarks(asked, found, book)],
        "ignored": list(asked.ignored),
    }


def _tested(asked: Asked, book: GreenBook, today: dt.date) -> dict[str, Decimal]:
    if asked.rates_code != "standard" or asked.case.last_year <= LONG_YEARS:
        return {}
    return npv_at(asked.case, book.in_force(today).rates["sensitivity"])


def _option(one: Valued, asked: Asked) -> dict[str, Any]:
    return {
        "npv": _pounds(one.npv),
        "eac": _pounds(one.eac),
        "payback_years": _six(one.payback_years),
        "discounted_payback_years": _six(one.discounted_payback_years),
        "life_years": one.option.life_years,
        "annuity_factor": _six(one.annuity),
        "present_costs": _pounds(one.present_costs),
        "present_benefits": _pounds(one.present_benefits),
        "benefits": _benefits(one),
        "bcr": _six(one.bcr),
        "npv_without_optimism_bias": _pounds(one.npv_without_bias),
        "eac_without_optimism_bias": _pounds(one.eac_without_bias),
        "whole_life": {
            type_: {kind: _pounds(sum_) for kind, sum_ in kinds.items()} for type_, kinds in one.whole_life.items()
        },
        "against_business_as_usual": _against(one.against),
        "cash": _cash(_in_all(one.years)),
        "by_year": [
            _year(year, asked, so_far)
            for year, so_far in zip(one.years, accumulate(year.cash.total for year in one.years), strict=True)
        ],
        "lines": [_line(line, one, asked) for line in one.option.lines],
        "switching_values": [_switch(switch) for switch in one.switches],
    }


def _line(line: Line, one: Valued, asked: Asked) -> dict[str, Any]:
    return {
        "name": line.name,
        "present_value": _pounds(one.lines[line.name]),
        "optimism_bias_percent": _six(line.bias),
        **_bought(line, asked),
    }


def _bought(line: Line, asked: Asked) -> dict[str, Any]:
    if line.quantity is None:
        return {}
    units = {str(_label(asked, year)): _plain(many) for year, many in sorted(line.quantity.items())}
    return {"quantity": units, "price": _plain(line.price)}


def _plain(value: Decimal | None) -> str | None:
    """A number as it was given."""
    return None if value is None else f"{value:f}"


def _benefits(one: Valued) -> dict[str, Any]:
    return {
        "cashable": _pounds(one.cashable_benefits),
        "not_cashable": _pounds(one.present_benefits - one.cashable_benefits),
    }


def _in_all(years: tuple[Year, ...]) -> Cash:
    """The cash view of all years together."""
    funding: dict[str, Decimal] = {}
    for year in years:
        for source, pounds in year.cash.funding.items():
            funding[source] = funding.get(source, NONE) + pounds
    parts = ("capital", "revenue", "vat", "vat_back")
    capital, revenue, vat, vat_back = (sum((getattr(year.cash, part) for year in years), NONE) for part in parts)
    return Cash(capital, revenue, vat, vat_back, funding)


def _assumptions(asked: Asked) -> dict[str, Any]:
    return {
        one.name: {
            "value": _plain(one.value),
            "unit": one.unit or None,
            "source": one.source or None,
            "used_in": asked.assumptions.uses.get(one.name, []),
        }
        for one in asked.assumptions.named.values()
    }


def _against(found: Against | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "npv": _pounds(found.npv),
        "payback_years": _six(found.payback_years),
        "discounted_payback_years": _six(found.discounted_payback_years),
    }


def _year(year: Year, asked: Asked, cash_so_far: Decimal) -> dict[str, Any]:
    return {
        "year": _label(asked, year.from_base),
        "net": _pounds(year.net),
        "discount_factor": float(round(year.factor, 12)),
        "discounted": _pounds(year.discounted),
        "cumulative": _pounds(year.so_far),
        "cumulative_discounted": _pounds(year.discounted_so_far),
        "cash": _cash(year.cash),
        "cumulative_cash": _pounds(cash_so_far),
    }


def _cash(cash: Cash) -> dict[str, Any]:
    return {
        "capital": _pounds(cash.capital),
        "revenue": _pounds(cash.revenue),
        "vat": _pounds(cash.vat),
        "total": _pounds(cash.total),
        "vat_reclaimed": _pounds(cash.vat_back),
        "funding": {source: _pounds(sum_) for source, sum_ in sorted(cash.funding.items())},
    }


def _switch(switch: Switch) -> dict[str, Any]:
    return {
        "line": switch.line,
        "percent_to_nought": _two(switch.to_nought),
        "percent_to_flip": _two(switch.to_flip),
        "level_with": switch.rival,
    }


def _paybacks(asked: Asked) -> dict[str, Paybacks]:
    prices = Prices.of(asked.case)
    years, factors = asked.case.last_year + 1, np.array([float(one) for one in prices.factors])
    streams = {
        option.name: Stream({line.name: _by_year(prices.real(line), years) for line in option.lines}, factors)
        for option in asked.case.options
    }
    return paybacks(
        streams, asked.ranges, runs=asked.runs, seed=asked.seed, shape=asked.shape, as_now=asked.case.as_now
    )


def _by_year(flows: Mapping[int, Decimal], years: int) -> Floats:
    found = np.zeros(years)
    for year, pounds in flows.items():
        found[year] = float(pounds)
    return found


def _simulation(found: Spread | None, backs: Paybacks | None) -> dict[str, Any] | None:
    if found is None or backs is None:
        return None
    return {
        "mean": round(found.mean),
        "mean_error": _up(found.mean_error),
        "deviation": round(found.deviation),
        "percentiles": {f"p{percent}": round(pounds) for percent, pounds in found.percentiles.items()},
        "percentile_errors": {f"p{percent}": _up(pounds) for percent, pounds in found.percentile_errors.items()},
        "first": round(found.first, 6),
        "below_nought": round(found.below_nought, 6),
        "payback": _payback(backs.plain),
        "discounted_payback": _payback(backs.discounted),
        "payback_against_business_as_usual": _payback(backs.against),
        "discounted_payback_against_business_as_usual": _payback(backs.against_discounted),
    }


def _payback(found: Payback | None) -> dict[str, Any] | None:
    if found is None:
        return None
    percentiles = found.percentiles.items()
    return {
        "years": {f"p{percent}": None if years is None else round(years, 2) for percent, years in percentiles},
        "never": round(found.never, 6),
        "never_error": round(found.never_error, 6),
        "runs": found.runs,
    }


def _works(found: Works | None) -> dict[str, Any] | None:
    if found is None:
        return None
    lower, upper = (found.table.lower, found.table.upper) if found.table else (None, None)
    late = found.raised(found.percent)
    return {
        "months": _two(found.months),
        "project": found.project or None,
        "optimism_bias_percent": _six(found.percent),
        "months_with_optimism_bias": _two(late),
        "delay_months": None if late is None else _two(late - found.months),
        "months_at_lower_bound": _two(found.raised(lower)),
        "months_at_upper_bound": _two(found.raised(upper)),
    }


def _swing(swing: Swing) -> dict[str, Any]:
    return {
        "line": swing.line,
        "npv_at_low": _pounds(swing.at_low),
        "npv_at_high": _pounds(swing.at_high),
        "swing": _pounds(swing.width),
    }


def _ranking(found: Compared) -> list[dict[str, Any]]:
    """Level options have the same rank."""
    values = {name: worth.compared for name, worth in found.worth.items()}
    return [
        {"option": name, "rank": 1 + sum(other > values[name] for other in values.values())} for name in found.ranking
    ]


def _rates(asked: Asked) -> dict[str, Any]:
    last = asked.case.last_year
    edition = asked.edition
    return {
        "bands": [{"to_year": band.to_year, "percent": float(band.percent)} for band in _used(asked.case.rates, last)],
        "code": asked.rates_code,
        "source": edition.name if edition else "given",
        "mark": edition.mark if edition else None,
    }


def _used(bands: tuple[Band, ...], last: int) -> list[Band]:
    """The bands that the years up to the last are in."""
    found = []
    for band in bands:
        found.append(band)
        if band.to_year is None or band.to_year >= last:
            break
    return found


def _label(asked: Asked, from_base: int) -> int | str:
    year = asked.base_year + from_base
    return financial_year_of(year) if asked.financial else year


def _pounds(value: Decimal | None) -> str | None:
    """Pounds and pence, as ``-1234.50``: never ``-0.00``."""
    if value is None:
        return None
    pence = value.quantize(Decimal("0.01"), ROUND_HALF_UP, Context(prec=MAX_PREC))
    return format(pence or abs(pence), "f")


def _six(value: Decimal | None) -> float | None:
    return _rounded(value, Decimal("0.000001"))


def _two(value: Decimal | None) -> float | None:
    return _rounded(value, Decimal("0.01"))


def _rounded(value: Decimal | None, to: Decimal) -> float | None:
    if value is None:
        return None
    if value.adjusted() > 20:
        return float(value)
    return float(value.quantize(to, ROUND_HALF_UP)) + 0.0


def _up(pounds: float) -> int:
    """Whole pounds, rounded up; what floats leave over is none."""
    return ceil(pounds - 1e-6)
