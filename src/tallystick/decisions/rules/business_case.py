"""What each option costs and brings over its life. Pure. docs/rules/npv.md, docs/rules/optimism-bias.md.

Years are counted from the base year, which is 0. Costs are below nought, income and savings above it. Pounds as Decimal
to fifty figures; nothing is rounded here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from tallystick.decisions.rules.discounting import (
    NONE,
    annuity,
    compounded,
    discount_factors,
    fifty_figures,
    payback_years,
    present_value,
)
from tallystick.decisions.rules.switching import Switch, Worth, ranked, switching
from tallystick.reference.green_book import Band

Type = Literal["capital", "revenue"]
Kind = Literal["one_off", "recurring"]
TYPES, KINDS = ("capital", "revenue"), ("one_off", "recurring")


@dataclass(frozen=True)
class Line:
    """flows: year -> pounds, without VAT, as given. bias: percent that its costs are raised by.

    cashable: whether it is money in the budget. vat_percent: of each flow; vat_back: whether it is reclaimed. funding:
    where the money comes from, "" where that is not said. quantity (year -> units), price (pounds): what flows come of,
    None where they were given themselves.
    """

    name: str
    type: Type
    kind: Kind
    flows: Mapping[int, Decimal]
    bias: Decimal = NONE
    cashable: bool = True
    vat_percent: Decimal = NONE
    vat_back: bool = True
    funding: str = ""
    quantity: Mapping[int, Decimal] | None = None
    price: Decimal | None = None


@dataclass(frozen=True)
class Option:
    """life_years: years that it is of use, from year 1 on."""

    name: str
    life_years: int
    lines: tuple[Line, ...]

    @property
    def last_year(self) -> int:
        """The last year that matters: of its life, or of a flow after that."""
        return max([self.life_years, *(year for line in self.lines for year in line.flows)])


@dataclass(frozen=True)
class Case:
    """rates: real discount rates. inflation: () where none is known. nominal: flows are in money of their own year, and
    not of the base year. as_now: the option that is going on as now, or None. do_minimum: the one that does only what
    must be done, or None."""

    options: tuple[Option, ...]
    rates: tuple[Band, ...]
    inflation: tuple[Band, ...] = ()
    nominal: bool = False
    as_now: str | None = None
    do_minimum: str | None = None

    @property
    def last_year(self) -> int:
        """The last year of any option."""
        return max(one.last_year for one in self.options)


@dataclass(frozen=True)
class Cash:
    """What the budget sees of a year, in pounds of that year where inflation is known. vat: paid and not reclaimed;
    vat_back: paid and reclaimed, and in no total. funding: source -> pounds of lines that name one, without VAT."""

    capital: Decimal
    revenue: Decimal
    vat: Decimal
    vat_back: Decimal
    funding: Mapping[str, Decimal]

    @property
    def total(self) -> Decimal:
        """Capital, revenue and the VAT that stays."""
        return self.capital + self.revenue + self.vat


@dataclass(frozen=True)
class Year:
    """A year of an option: `net` in money of the base year, with optimism bias; what it is worth discounted; both added
    up so far."""

    from_base: int
    net: Decimal
    factor: Decimal
    discounted: Decimal
    so_far: Decimal
    discounted_so_far: Decimal
    cash: Cash


@dataclass(frozen=True)
class Against:
    """An option less going on as now."""

    npv: Decimal
    payback_years: Decimal | None
    discounted_payback_years: Decimal | None


@dataclass(frozen=True)
class Valued:
    """What one option comes to. eac: its value as an equal sum in each year of its life. present_costs (below nought),
    present_benefits: the two parts of npv. cashable_benefits: of the latter, what is money in the budget. whole_life:
    type -> kind -> pounds of the base year, not discounted."""

    option: Option
    npv: Decimal
    eac: Decimal
    npv_without_bias: Decimal
    eac_without_bias: Decimal
    annuity: Decimal
    present_costs: Decimal
    present_benefits: Decimal
    cashable_benefits: Decimal
    payback_years: Decimal | None
    discounted_payback_years: Decimal | None
    years: tuple[Year, ...]
    lines: Mapping[str, Decimal]
    whole_life: Mapping[str, Mapping[str, Decimal]]
    switches: tuple[Switch, ...] = ()
    against: Against | None = None

    @property
    def bcr(self) -> Decimal | None:
        """Pounds of benefit to a pound of cost, both at present value; None where there is no cost."""
        with fifty_figures():
            return self.present_benefits / -self.present_costs if self.present_costs else None


@dataclass(frozen=True)
class Compared:
    """options: in their order. ranking: names, the best first, by npv, or by eac where lives differ."""

    options: tuple[Valued, ...]
    ranking: tuple[str, ...]
    by_eac: bool
    worth: Mapping[str, Worth] = field(default_factory=dict)


def compare(case: Case) -> Compared:
    """Every option of a case. Raises NotABusinessCase where no rate is known for a year of it."""
    with fifty_figures():
        prices = Prices.of(case)
        found = [_valued(option, prices) for option in case.options]
        by_eac = len({one.life_years for one in case.options}) > 1
        worth = {one.option.name: Worth(one.npv, one.lines, one.annuity if by_eac else Decimal(1)) for one in found}
        switches = switching(worth)
        now = next((one for one in found if one.option.name == case.as_now), None)
        whole = tuple(_completed(one, switches[one.option.name], now) for one in found)
        return Compared(whole, tuple(ranked(worth)), by_eac, worth)


def npv_at(case: Case, rates: Sequence[Band]) -> dict[str, Decimal]:
    """option -> its net present value at other rates. Raises NotABusinessCase."""
    with fifty_figures():
        prices = Prices.of(Case(case.options, tuple(rates), case.inflation, case.nominal))
        return {
            option.name: sum((present_value(prices.real(line), prices.factors) for line in option.lines), NONE)
            for option in case.options
        }


@dataclass(frozen=True)
class Prices:
    """What money of each year is worth. factors: of discounting. level: of prices, 1 in the base year."""

    factors: tuple[Decimal, ...]
    level: tuple[Decimal, ...]
    nominal: bool

    @classmethod
    def of(cls, case: Case) -> "Prices":
        """Those of a case. Raises NotABusinessCase where no rate is known for a year of it."""
        last = case.last_year
        level = compounded(case.inflation or (Band(None, NONE),), last, field="inflation")
        return cls(discount_factors(case.rates, last), level, case.nominal)

    def real(self, line: Line, *, bias: bool = True) -> dict[int, Decimal]:
        """year -> pounds of the base year."""
        flows = raised(line) if bias else dict(line.flows)
        return {year: pounds / self.level[year] for year, pounds in flows.items()} if self.nominal else flows

    def cash(self, line: Line) -> dict[int, Decimal]:
        """year -> pounds of that year; nothing where the line is none for the budget."""
        flows = raised(line) if line.cashable else {}
        return flows if self.nominal else {year: pounds * self.level[year] for year, pounds in flows.items()}


def raised(line: Line) -> dict[int, Decimal]:
    """The flows, with costs raised by optimism bias."""
    by = 1 + line.bias / 100
    return {year: pounds * by if pounds < 0 else pounds for year, pounds in line.flows.items()}


def _valued(option: Option, prices: Prices) -> Valued:
    real = {line.name: prices.real(line) for line in option.lines}
    values = {name: present_value(flows, prices.factors) for name, flows in real.items()}
    plain = sum((present_value(prices.real(line, bias=False), prices.factors) for line in option.lines), NONE)
    years = _years(option, real, prices)
    npv, over = sum(values.values(), NONE), annuity(prices.factors, option.life_years)
    costs = sum((part for flows in real.values() for part in _discounted(flows, prices) if part < 0), NONE)
    cashable = [real[line.name] for line in option.lines if line.cashable]
    return Valued(
        option=option,
        npv=npv,
        eac=npv / over,
        npv_without_bias=plain,
        eac_without_bias=plain / over,
        annuity=over,
        present_costs=costs,
        present_benefits=npv - costs,
        cashable_benefits=sum((part for flows in cashable for part in _discounted(flows, prices) if part > 0), NONE),
        payback_years=payback_years([year.net for year in years]),
        discounted_payback_years=payback_years([year.discounted for year in years]),
        years=years,
        lines=values,
        whole_life=_whole_life(option, real),
    )


def _discounted(flows: Mapping[int, Decimal], prices: Prices) -> list[Decimal]:
    return [pounds * prices.factors[year] for year, pounds in flows.items()]


def _whole_life(option: Option, real: Mapping[str, Mapping[int, Decimal]]) -> dict[str, dict[str, Decimal]]:
    found = {type_: dict.fromkeys(KINDS, NONE) for type_ in TYPES}
    for line in option.lines:
        found[line.type][line.kind] += sum(real[line.name].values(), NONE)
    return found


def _years(option: Option, real: Mapping[str, Mapping[int, Decimal]], prices: Prices) -> tuple[Year, ...]:
    found: list[Year] = []
    in_cash = [(line, prices.cash(line)) for line in option.lines]
    so_far = discounted_so_far = NONE
    for year in range(option.last_year + 1):
        net = sum((flows.get(year, NONE) for flows in real.values()), NONE)
        discounted = net * prices.factors[year]
        so_far, discounted_so_far = so_far + net, discounted_so_far + discounted
        cash = _cash(in_cash, year)
        found.append(Year(year, net, prices.factors[year], discounted, so_far, discounted_so_far, cash))
    return tuple(found)


def _cash(lines: Sequence[tuple[Line, Mapping[int, Decimal]]], year: int) -> Cash:
    sums = dict.fromkeys(TYPES, NONE)
    vat = {True: NONE, False: NONE}
    funding: dict[str, Decimal] = {}
    for line, flows in lines:
        pounds = flows.get(year, NONE)
        sums[line.type] += pounds
        vat[line.vat_back] += pounds * line.vat_percent / 100
        if line.funding and pounds:
            funding[line.funding] = funding.get(line.funding, NONE) + pounds
    return Cash(sums["capital"], sums["revenue"], vat[False], vat[True], funding)


def _completed(one: Valued, switches: tuple[Switch, ...], now: Valued | None) -> Valued:
    against = None
    if now is not None and now is not one:
        length = max(len(one.years), len(now.years))
        both = [[year.net for year in it.years] + [NONE] * (length - len(it.years)) for it in (one, now)]
        worth = [[year.discounted for year in it.years] + [NONE] * (length - len(it.years)) for it in (one, now)]
        against = Against(
            one.npv - now.npv,
            payback_years([mine - theirs for mine, theirs in zip(*both, strict=True)]),
            payback_years([mine - theirs for mine, theirs in zip(*worth, strict=True)]),
        )
    return replace(one, switches=switches, against=against)
