"""Make a council's payments: recurring contracts, a long tail of small invoices, credits, repeats and redactions."""

import calendar
import datetime as dt
import random
from collections.abc import Iterator
from typing import NamedTuple

from tallystick.demonstration.fiction import (
    PEOPLE_SHARE,
    SOLE_TRADER_SHARE,
    Council,
    Market,
    Sector,
    Supplier,
    sectors,
    spelt,
)

FIRST_MONTH = (2023, 4)
MONTHS = 24
"""Two financial years, April 2023 to March 2025."""


class Payment(NamedTuple):
    """One payment of a made-up council. Amounts are pence, net of VAT; negative for a credit note."""

    date: dt.date
    supplier: str
    supplier_number: str
    company_number: str
    amount: int
    vat: int
    description: str
    account: str
    directorate: str
    proclass: str
    transaction: int
    contract: str
    card: bool


class _Contract(NamedTuple):
    supplier: Supplier
    description: str
    amount: int
    first: int
    last: int
    reference: str


_WITHHELD = ("REDACTED PERSONAL DATA", "Redacted - individual", "Name withheld")


def months() -> list[tuple[int, int]]:
    """The (year, month) of each file in order."""
    year, month = FIRST_MONTH
    return [(year + (month - 1 + n) // 12, (month - 1 + n) % 12 + 1) for n in range(MONTHS)]


class _Trade(NamedTuple):
    """What one council buys: its sectors, how often each, and from whom."""

    sectors: list[Sector]
    shares: list[int]
    suppliers: dict[str, list[Supplier]]
    sole_traders: list[str]


def payments(council: Council, market: Market, *, seed: int, scale: float) -> list[list[Payment]]:
    """The council's payments, one list a month, in date order."""
    rng = random.Random(f"{seed} {council.slug}")
    buys = [s for s in sectors() if s.name not in council.without]
    regulars = {s.name: _regulars(rng, market.by_sector[s.name]) for s in buys}
    trade = _Trade(buys, [s.share for s in buys], regulars, market.sole_traders)
    a_month = max(4, round(council.payments * scale))
    contracts = _contracts(rng, council, trade, a_month)
    transaction = rng.randrange(1_000_000, 4_000_000)
    made: list[list[Payment]] = []
    for at, (year, month) in enumerate(months()):
        days = _payment_days(year, month)
        rows = list(_recurring(rng, council, contracts, at, days))
        wanted = a_month * (1.25 if month == 3 else 1.0)
        while len(rows) < wanted:
            rows.append(_single(rng, council, trade, days))
        numbered = []
        for row in sorted(rows, key=lambda p: p.date):
            transaction += rng.randrange(1, 5)
            numbered.append(row._replace(transaction=transaction))
        # some rows are published twice, exactly
        again = rng.sample(numbered, k=max(1, len(numbered) // 140))
        made.append(sorted([*numbered, *again], key=lambda p: (p.date, p.transaction)))
    return made


def _regulars(rng: random.Random, suppliers: list[Supplier]) -> list[Supplier]:
    """Each council uses about half of a sector's suppliers; the well-known ones are used by nearly all."""
    return [s for n, s in enumerate(suppliers) if n < 3 or rng.random() < 0.5]


def _pick(rng: random.Random, suppliers: list[Supplier]) -> Supplier:
    """The first suppliers of a list get most of the work."""
    return suppliers[min(int(len(suppliers) * rng.random() ** 2), len(suppliers) - 1)]


def _payment_days(year: int, month: int) -> list[dt.date]:
    days = [dt.date(year, month, d) for d in range(1, calendar.monthrange(year, month)[1] + 1)]
    return [d for d in days if d.weekday() in (1, 4)] or days


def _amount(rng: random.Random, council: Council, sector: Sector) -> int:
    pounds = sector.typical * council.biggest * rng.lognormvariate(0, sector.spread)
    if pounds < 500:
        pounds = 500 + 420 * rng.random()
    return round(pounds / 10) * 1000 if rng.random() < 0.25 else round(pounds * 100)


def _contracts(rng: random.Random, council: Council, trade: _Trade, a_month: int) -> list[_Contract]:
    made: list[_Contract] = []
    for sector in trade.sectors:
        wanted = round(a_month * sector.recurring * sector.share / sum(trade.shares) * 0.9)
        for n in range(wanted):
            first = 0 if rng.random() < 0.6 else rng.randrange(MONTHS)
            last = MONTHS if rng.random() < 0.7 else rng.randrange(first, MONTHS) + 1
            reference = f"C{rng.randrange(1000, 9999)}" if rng.random() < 0.5 else ""
            made.append(
                _Contract(
                    _pick(rng, trade.suppliers[sector.name]),
                    sector.descriptions[n % len(sector.descriptions)],
                    _amount(rng, council, sector),
                    first,
                    last,
                    reference,
                )
            )
    return made


def _recurring(
    rng: random.Random, council: Council, contracts: list[_Contract], at: int, days: list[dt.date]
) -> Iterator[Payment]:
    for contract in contracts:
        if contract.first <= at < contract.last:
            sector = contract.supplier.sector
            # indexation each April, and usage that varies for what is metered
            amount = round(contract.amount * (1.042 if at >= 12 else 1))
            if sector.name in ("utilities", "agency", "care"):
                amount = round(amount * (0.85 + 0.3 * rng.random()))
            yield _payment(
                council, contract.supplier, rng.choice(days), amount, contract.description, contract.reference
            )


def _single(rng: random.Random, council: Council, trade: _Trade, days: list[dt.date]) -> Payment:
    day = rng.choice(days)
    # no monthly contract is with a person, so single payments carry the whole of people's share
    chance = rng.random() * 1000 / 1.35
    if chance < PEOPLE_SHARE:
        kind = rng.choice(("Foster carer payment", "Direct payment", "Discretionary housing payment", "Compensation"))
        return _to_a_person(rng, day, rng.choice(_WITHHELD), "", kind, "Payments to individuals", "Communities")
    if chance < PEOPLE_SHARE + SOLE_TRADER_SHARE:
        at = rng.randrange(len(trade.sole_traders))
        name = spelt(trade.sole_traders[at], council.writes)
        return _to_a_person(rng, day, name, str(700_000 + at), "Works", "Repairs and maintenance", "Place")
    sector = rng.choices(trade.sectors, trade.shares)[0]
    amount = _amount(rng, council, sector)
    description = rng.choice(sector.descriptions)
    if rng.random() < 0.022:
        amount = -max(round(amount * (0.2 + 0.8 * rng.random())), 500_00)
        description = f"Credit note: {description.lower()}"
    made = _payment(council, _pick(rng, trade.suppliers[sector.name]), day, amount, description, "")
    if sector.name in ("supplies", "ict") and rng.random() < 0.12:
        made = made._replace(card=True)
    if rng.random() < 0.02:
        made = made._replace(supplier=made.supplier.upper() if rng.random() < 0.5 else made.supplier + " ")
    return made


def _to_a_person(
    rng: random.Random, day: dt.date, name: str, number: str, description: str, account: str, directorate: str
) -> Payment:
    amount = round((500 + 1200 * rng.random() ** 2) * 100)
    return Payment(day, name, number, "", amount, 0, description, account, directorate, "", 0, "", False)


def _payment(
    council: Council, supplier: Supplier, day: dt.date, amount: int, description: str, contract: str
) -> Payment:
    sector = supplier.sector
    vat = 0 if sector.name in ("care", "children", "voluntary") else round(amount * 0.2)
    return Payment(
        day,
        spelt(supplier.name, council.writes),
        str(supplier.number),
        supplier.company_number,
        amount,
        vat,
        description,
        sector.account,
        sector.directorate,
        sector.proclass,
        0,
        contract,
        False,
    )
