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
)
from tallystick.demonstration.spelling import Ledger, spelt

FIRST_MONTH = (2022, 4)
MONTHS = 36
"""Three financial years, April 2022 to March 2025."""


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
    cpv: str = ""
    postcode: str = ""


class _Contract(NamedTuple):
    supplier: Supplier
    description: str
    amount: int
    first: int
    last: int
    reference: str


_WITHHELD = ("REDACTED PERSONAL DATA", "Redacted - individual", "Name withheld")
_NOBODY = ("Various", "VARIOUS PAYEES", "Sundry suppliers", "Various - see schedule")
_CARERS = ("Foster Carer {0}", "FOSTER CARER REF {0}", "Kinship carer {0}", "Direct payment recipient {0}")
_BLAND = ("Invoice {0}", "As per quotation", "Annual charge", "Recharge", "Services supplied")


def months() -> list[tuple[int, int]]:
    """The (year, month) of each file in order."""
    year, month = FIRST_MONTH
    return [(year + (month - 1 + n) // 12, (month - 1 + n) % 12 + 1) for n in range(MONTHS)]


class _Trade(NamedTuple):
    """What one council buys: its sectors, how often each, and from whom."""

    sectors: list[Sector]
    shares: list[float]
    suppliers: dict[str, list[Supplier]]
    sole_traders: list[str]
    ledger: Ledger


def payments(council: Council, market: Market, *, seed: int, scale: float) -> list[list[Payment]]:
    """The council's payments, one list a month, in date order."""
    rng = random.Random(f"{seed} {council.slug}")
    buys = [s for s in sectors() if s.name not in council.without]
    regulars = {s.name: _regulars(rng, market.by_sector[s.name]) for s in buys}
    trade = _Trade(buys, [s.share for s in buys], regulars, market.sole_traders, Ledger(council, market, seed))
    a_month = max(4, round(council.payments * scale))
    contracts = _contracts(rng, council, trade, a_month)
    transaction = rng.randrange(1_000_000, 4_000_000)
    made: list[list[Payment]] = []
    for at, (year, month) in enumerate(months()):
        days = _payment_days(year, month)
        rows = list(_recurring(rng, trade.ledger, contracts, at, days))
        wanted = a_month * (1.25 if month == 3 else 1.0)
        while len(rows) < wanted:
            rows.append(_single(rng, council, trade, at, days))
        numbered = []
        for row in sorted(rows, key=lambda p: p.date):
            transaction += rng.randrange(1, 5)
            numbered.append(row._replace(transaction=transaction))
        # some rows are published twice, exactly
        again = rng.sample(numbered, k=int(len(numbered) / 140 + rng.random()))
        made.append(sorted([*numbered, *again], key=lambda p: (p.date, p.transaction)))
    return made


def _regulars(rng: random.Random, suppliers: list[Supplier]) -> list[Supplier]:
    """Each council uses about half of a sector's suppliers; the well-known ones are used by nearly all."""
    return [s for n, s in enumerate(suppliers) if n < 3 or rng.random() < 0.5]


def _pick(rng: random.Random, suppliers: list[Supplier]) -> Supplier:
    """The first suppliers of a list get most of the work."""
    favour = suppliers[0].sector.favour
    return suppliers[min(int(len(suppliers) * rng.random() ** favour), len(suppliers) - 1)]


def _payment_days(year: int, month: int) -> list[dt.date]:
    days = [dt.date(year, month, d) for d in range(1, calendar.monthrange(year, month)[1] + 1)]
    return [d for d in days if d.weekday() in (1, 4)] or days


def _amount(rng: random.Random, council: Council, supplier: Supplier) -> int:
    sector = supplier.sector
    pounds = sector.typical * supplier.size * council.biggest * rng.lognormvariate(0, sector.spread)
    if pounds < 500:
        pounds = 500 + 420 * rng.random()
    return round(pounds / 10) * 1000 if rng.random() < 0.25 else round(pounds * 100)


def _contracts(rng: random.Random, council: Council, trade: _Trade, a_month: int) -> list[_Contract]:
    made: list[_Contract] = []
    for sector in trade.sectors:
        # A part of a contract is one now and then, so that small councils have some of each kind.
        wanted = int(a_month * sector.recurring * sector.share / sum(trade.shares) * 0.9 + rng.random())
        for n in range(wanted):
            first = 0 if rng.random() < 0.6 else rng.randrange(MONTHS)
            last = MONTHS if rng.random() < 0.7 else rng.randrange(first, MONTHS) + 1
            reference = f"C{rng.randrange(1000, 9999)}" if rng.random() < 0.5 else ""
            supplier = _pick(rng, trade.suppliers[sector.name])
            made.append(
                _Contract(
                    supplier,
                    sector.descriptions[(n + len(made)) % len(sector.descriptions)],
                    _amount(rng, council, supplier),
                    first,
                    last,
                    reference,
                )
            )
    return made


def _recurring(
    rng: random.Random, ledger: Ledger, contracts: list[_Contract], at: int, days: list[dt.date]
) -> Iterator[Payment]:
    for contract in contracts:
        if contract.first <= at < contract.last:
            sector = contract.supplier.sector
            # indexation each April, and usage that varies for what is metered
            amount = round(contract.amount * 1.042 ** (at // 12))
            if sector.name in ("utilities", "agency", "care"):
                amount = round(amount * (0.85 + 0.3 * rng.random()))
            made = _payment(contract.supplier, rng.choice(days), amount, contract.description, contract.reference)
            yield _written(rng, ledger, made, contract.supplier, at)


def _single(rng: random.Random, council: Council, trade: _Trade, at: int, days: list[dt.date]) -> Payment:
    day = rng.choice(days)
    # no monthly contract is with a person, so single payments carry the whole of people's share
    chance = rng.random() * 1000 / 1.35
    if chance < PEOPLE_SHARE:
        return _to_somebody(rng, day)
    if chance < PEOPLE_SHARE + SOLE_TRADER_SHARE:
        who = rng.randrange(len(trade.sole_traders))
        name = spelt(trade.sole_traders[who], council.writes)
        return _to_a_person(rng, day, name, str(700_000 + who), "Works", "Repairs and maintenance", "Place")
    supplier = _pick(rng, trade.suppliers[rng.choices(trade.sectors, trade.shares)[0].name])
    sector = supplier.sector
    amount = _amount(rng, council, supplier)
    description = rng.choice(sector.descriptions)
    if rng.random() < 0.05:
        description = rng.choice(_BLAND).format(rng.randrange(10_000, 99_999))
    if rng.random() < 0.022:
        amount = -max(round(amount * (0.2 + 0.8 * rng.random())), 500_00)
        description = f"Credit note: {description.lower()}"
    made = _written(rng, trade.ledger, _payment(supplier, day, amount, description, ""), supplier, at)
    if (sector.name == "supplies" or sector.category) and rng.random() < 0.12:
        made = made._replace(card=True)
    if rng.random() < 0.02:
        made = made._replace(supplier=made.supplier.upper() if rng.random() < 0.5 else made.supplier + " ")
    return made


def _to_somebody(rng: random.Random, day: dt.date) -> Payment:
    """To a person who is not named, or to several payees in one."""
    kind = rng.choice(("Foster carer payment", "Direct payment", "Discretionary housing payment", "Compensation"))
    name = rng.choice(_WITHHELD)
    if rng.random() < 0.3:
        name = rng.choice(_CARERS).format(rng.randrange(1_000, 1_080))
    elif rng.random() < 0.08:
        name, kind = rng.choice(_NOBODY), "Refunds"
    return _to_a_person(rng, day, name, "", kind, "Payments to individuals", "Communities")


def _written(rng: random.Random, ledger: Ledger, made: Payment, supplier: Supplier, at: int) -> Payment:
    """As the council's ledger has the supplier that month."""
    name = ledger.name(rng, supplier, at)
    return made._replace(supplier=name, company_number=ledger.company_number(supplier))


def _to_a_person(
    rng: random.Random, day: dt.date, name: str, number: str, description: str, account: str, directorate: str
) -> Payment:
    amount = round((500 + 1200 * rng.random() ** 2) * 100)
    return Payment(day, name, number, "", amount, 0, description, account, directorate, "", 0, "", False)


def _payment(supplier: Supplier, day: dt.date, amount: int, description: str, contract: str) -> Payment:
    sector = supplier.sector
    vat = 0 if sector.name in ("care", "children", "voluntary") else round(amount * 0.2)
    return Payment(
        day,
        supplier.name,
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
        sector.cpv,
        supplier.postcode,
    )
