"""What a supplier owes for misses: service credits, in whole pence, with the working. Pure.

docs/rules/performance-ratings.md. A percentage is taken of the period's charge, and rounded to the nearest penny, half
a penny up, once for each miss.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from tallystick.kit.errors import Refused
from tallystick.kit.money import pounds_for_people


@dataclass(frozen=True)
class Rate:
    """What one miss costs: `percent` of the period's charge, or `pence`. One of the two, and not less than nothing."""

    percent: Decimal | None = None
    pence: int | None = None


@dataclass(frozen=True)
class Cap:
    """The most that credits come to: `percent` of the charge that it is of, or `pence`."""

    percent: Decimal | None = None
    pence: int | None = None


@dataclass(frozen=True)
class Scheme:
    """What was agreed. rates: of each rating that costs something. period_cap, year_cap: None where there is none.

    The period's cap in per cent is of the period's charge, the year's of the year's.
    """

    rates: Mapping[str, Rate]
    period_cap: Cap | None = None
    year_cap: Cap | None = None


@dataclass(frozen=True)
class Miss:
    """One measure's rating in the period. None where it has none: whether it costs anything is then not known."""

    measure: str
    rating: str | None


@dataclass(frozen=True)
class Line:
    """What one measure adds, before caps."""

    measure: str
    rating: str
    pence: int
    working: str


@dataclass(frozen=True)
class Credited:
    """What is owed for a period.

    pence: after caps; at least this, where `not_known` names measures without a rating. before: without caps.
    capped: which cap cut it: `period`, `year`, or both in that order. working: each step, in sentences.
    """

    pence: int
    before: int
    lines: tuple[Line, ...]
    capped: tuple[str, ...]
    not_known: tuple[str, ...]
    working: tuple[str, ...] = field(default=())


def credits(
    scheme: Scheme,
    misses: Iterable[Miss],
    *,
    charge_pence: int,
    year_charge_pence: int | None = None,
    already_pence: int = 0,
) -> Credited:
    """What is owed for one period.

    charge_pence: the period's charge. year_charge_pence: the year's, which a year's cap in per cent is of.
    already_pence: credits of the same year before this period. All on one VAT basis, which the credit then has too.
    Raises Refused where the scheme cannot be worked, or a sum is less than nothing.
    """
    if charge_pence < 0 or already_pence < 0 or (year_charge_pence or 0) < 0:
        raise Refused("A charge or a credit cannot be less than nothing.")
    rated = list(misses)
    lines = [
        _line(one.measure, one.rating, scheme.rates[one.rating], charge_pence)
        for one in rated
        if one.rating is not None and one.rating in scheme.rates
    ]
    before = sum(line.pence for line in lines)
    working = [f"{line.measure}: {line.working}." for line in lines]
    working.append(f"In all {pounds_for_people(before)}." if lines else "Nothing missed that costs anything.")
    owed, capped = before, []
    if scheme.period_cap is not None:
        most, said = _limit(scheme.period_cap, charge_pence, "the period's charge")
        if owed > most:
            owed, capped = most, ["period"]
            working.append(f"Capped for the period at {said}.")
    if scheme.year_cap is not None:
        most, said = _limit(scheme.year_cap, year_charge_pence, "the year's charge")
        left = max(0, most - already_pence)
        if owed > left:
            owed, capped = left, [*capped, "year"]
            gone = pounds_for_people(already_pence)
            working.append(
                f"Capped for the year at {said}, of which {gone} is gone: {pounds_for_people(left)} is left."
            )
    not_known = tuple(one.measure for one in rated if one.rating is None)
    if not_known:
        working.append(f"Not known, and so not in it: {', '.join(not_known)}.")
    return Credited(owed, before, tuple(lines), tuple(capped), not_known, tuple(working))


def _line(measure: str, rating: str, rate: Rate, charge_pence: int) -> Line:
    pence, said = _amount(rate.percent, rate.pence, charge_pence, "the period's charge")
    return Line(measure, rating, pence, said)


def _limit(cap: Cap, of_pence: int | None, of: str) -> tuple[int, str]:
    if cap.percent is not None and of_pence is None:
        raise Refused(f"The cap is a share of {of}, which is not known.", what_to_do=f"Say what {of} is.")
    return _amount(cap.percent, cap.pence, of_pence or 0, of)


def _amount(percent: Decimal | None, pence: int | None, of_pence: int, of: str) -> tuple[int, str]:
    if (percent is None) == (pence is None):
        raise Refused("A service credit is either a share in per cent or an amount.")
    if pence is not None:
        if pence < 0:
            raise Refused("A service credit cannot be less than nothing.")
        return pence, pounds_for_people(pence)
    assert percent is not None
    if not percent.is_finite() or not 0 <= percent <= 100:
        raise Refused(f"{percent} is no share from 0 to 100 per cent.")
    exact = Decimal(of_pence) * percent / 100
    found = int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))
    return found, f"{percent:f}% of {of}, {pounds_for_people(of_pence)}, is {pounds_for_people(found)}"
