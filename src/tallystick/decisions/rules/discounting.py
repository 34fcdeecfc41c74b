"""What later money is worth today, what it is worth a year, and when it is paid back. Pure. docs/rules/npv.md.

A flow is what falls in a year, counted from the base year, which is year 0: costs below nought, income and savings
above it. Decimal to fifty figures; nothing is rounded here.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Context, Decimal, localcontext

from tallystick.kit.errors import Refused
from tallystick.reference.green_book import Band

_FIGURES = Context(prec=50)
NONE = Decimal(0)


class NotABusinessCase(Refused):
    """Something that no business case can be made of, in the key named by `field`."""

    def __init__(self, field: str, reason: str, *, what_to_do: str = "") -> None:
        super().__init__(f"{field}: {reason}", what_to_do=what_to_do)
        self.field = field


@contextmanager
def fifty_figures() -> Iterator[None]:
    """Within it, Decimal is worked out to fifty figures."""
    with localcontext(_FIGURES):
        yield


def compounded(bands: Sequence[Band], last: int, *, field: str) -> tuple[Decimal, ...]:
    """What a pound grows to by each year from 0 to `last`, each year at its own band's rate.

    Raises NotABusinessCase, whose field is `field`, where the bands end before.
    """
    found = [Decimal(1)]
    with fifty_figures():
        for year in range(1, last + 1):
            percent = next((band.percent for band in bands if band.to_year is None or year <= band.to_year), None)
            if percent is None:
                raise NotABusinessCase(
                    field,
                    f"there is no rate for year {year} from the base year, and the case goes on to year {last}.",
                    what_to_do="Give a band that goes so far: to_year is in years from the base year.",
                )
            found.append(found[-1] * (1 + percent / 100))
    return tuple(found)


def discount_factors(bands: Sequence[Band], last: int) -> tuple[Decimal, ...]:
    """What a pound of each year from 0 to `last` is worth in the base year. Raises NotABusinessCase."""
    with fifty_figures():
        return tuple(1 / grown for grown in compounded(bands, last, field="discount_rates"))


def present_value(flows: Mapping[int, Decimal], factors: Sequence[Decimal]) -> Decimal:
    """Flows (year -> pounds) in money of the base year. That of the base year is not discounted."""
    with fifty_figures():
        return sum((pounds * factors[year] for year, pounds in flows.items()), NONE)


def annuity(factors: Sequence[Decimal], life_years: int) -> Decimal:
    """The discount factors of years 1 to `life_years` together: what a pound in each of them is worth."""
    with fifty_figures():
        return sum(factors[1 : life_years + 1], NONE)


def payback_years(nets: Sequence[Decimal]) -> Decimal | None:
    """When what was paid out has come back, in years from the base year; None if it never does.

    nets: of each year from 0. What falls in a year is taken to come evenly through it: year 3 ends at 3. Where nothing
    is ever paid out it is 0. Money that comes before the first outlay is counted.
    """
    running, out = NONE, False
    with fifty_figures():
        for year, net in enumerate(nets):
            before, running = running, running + net
            if out and running >= 0:
                return year - 1 + -before / net
            out = out or running < 0
    return None if out else NONE


def paid_back_for_good(nets: Sequence[Decimal]) -> bool:
    """False where the sum so far falls below nought again after it had come back to it."""
    running, out, back = NONE, False, False
    for net in nets:
        running += net
        if back and running < 0:
            return False
        back = back or (out and running >= 0)
        out = out or running < 0
    return True
