"""What each made-up council has agreed: contracts with the suppliers that it pays, as an officer would know them."""

import datetime as dt
import random
from collections import Counter
from dataclasses import dataclass

from tallystick.demonstration.fiction import Council, Market, Sector, Supplier
from tallystick.demonstration.payments import Payment
from tallystick.kit.months import add_months

MOST = {"quillshire-county-council": 70, "tarnholt-city-council": 50}
USUALLY = 28
"""Contracts of a council's register."""

_TITLES = ("{what}", "{what}", "Supply of {what}", "{what} contract", "{what} - call-off", "Provision of {what}")
_LENGTHS = ((12, ()), (24, (12,)), (24, (12, 12)), (36, ()), (36, (12,)), (48, (24,)), (60, (24, 24)))
_ROUTES = (
    "Open procedure",
    "Framework call-off",
    "Framework call-off",
    "Three quotes",
    "Direct award",
    "Mini competition",
)
_OWNERS = (
    "ICT Contracts Manager",
    "Head of Digital",
    "Category Manager",
    "Service Delivery Manager",
    "Head of Estates",
)


@dataclass(frozen=True)
class Agreement:
    """One contract. end: the last day of the first term. extensions: months of each. value: pence of the first term.

    referenced: payments carry its reference.
    """

    reference: str
    title: str
    description: str
    supplier: Supplier
    department: str
    owner: str
    start: dt.date
    end: dt.date
    months: int
    extensions: tuple[int, ...]
    value: int
    actual: bool
    route: str
    sme: bool
    vcse: bool
    referenced: bool

    @property
    def latest_end(self) -> dt.date:
        """The last day if every extension is used."""
        return add_months(self.end + dt.timedelta(days=1), sum(self.extensions)) - dt.timedelta(days=1)

    @property
    def sector(self) -> Sector:
        return self.supplier.sector


def agreements(
    council: Council, market: Market, paid: list[list[Payment]], *, today: dt.date, seed: int
) -> list[Agreement]:
    """The council's contracts on `today`: some run, some have just ended, some end soon. The same for the same day."""
    rng = random.Random(f"{seed} agreements {council.slug}")
    by_number = {str(s.number): s for several in market.by_sector.values() for s in several}
    money: Counter[tuple[str, str]] = Counter()
    said: dict[tuple[str, str], str] = {}
    for payment in (payment for month in paid for payment in month):
        if payment.supplier_number in by_number and payment.amount > 0:
            key = (payment.supplier_number, payment.contract)
            money[key] += payment.amount
            said.setdefault(key, payment.description)
    wanted = MOST.get(council.slug, USUALLY)
    technology = [key for key, _ in money.most_common() if by_number[key[0]].sector.category]
    others = [key for key, _ in money.most_common() if not by_number[key[0]].sector.category]
    chosen = _first_of_each(technology, wanted * 2 // 3) + _first_of_each(others, wanted - wanted * 2 // 3)
    made = [
        _agreement(
            rng,
            reference or f"{council.slug[:2].upper()}{2000 + n * 7}",
            by_number[number],
            today,
            _Paid(said[number, reference], money[number, reference], bool(reference)),
        )
        for n, (number, reference) in enumerate(chosen, 1)
    ]
    return sorted(made, key=lambda one: one.reference)


def _first_of_each(keys: list[tuple[str, str]], most: int) -> list[tuple[str, str]]:
    """One contract a supplier, those with a reference first."""
    best: dict[str, tuple[str, str]] = {}
    for key in sorted(keys, key=lambda key: not key[1]):
        best.setdefault(key[0], key)
    order = {key: at for at, key in enumerate(keys)}
    return sorted(best.values(), key=lambda key: order[key])[:most]


@dataclass(frozen=True)
class _Paid:
    """What the payments say: for what, how much, and whether they carry a reference."""

    what: str
    pence: int
    referenced: bool


def _agreement(rng: random.Random, reference: str, supplier: Supplier, today: dt.date, paid: _Paid) -> Agreement:
    months, extensions = rng.choice(_LENGTHS)
    # Most run; one in eight has ended, and the ends of the rest are spread over the years to come.
    left = rng.randrange(-14, 1) if rng.random() < 0.13 else rng.randrange(1, months)
    start = add_months(today.replace(day=1), left - months)
    value = max(500_000, round(paid.pence / 36 * months / 100_000) * 100_000)
    return Agreement(
        reference=reference,
        title=rng.choice(_TITLES).format(what=paid.what),
        description=f"{paid.what} for {supplier.sector.directorate.lower()}",
        supplier=supplier,
        department=supplier.sector.directorate,
        owner=rng.choice(_OWNERS),
        start=start,
        end=add_months(start, months) - dt.timedelta(days=1),
        months=months,
        extensions=extensions,
        value=value,
        actual=rng.random() < 0.4,
        route=rng.choice(_ROUTES),
        sme=rng.random() < 0.45,
        vcse=supplier.sector.name == "voluntary",
        referenced=paid.referenced,
    )
