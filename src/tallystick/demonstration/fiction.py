"""The made-up councils, and the people and companies they pay, made up too; of what is in the TOML beside it."""

import random
import tomllib
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import Any

PEOPLE_SHARE = 85
SOLE_TRADER_SHARE = 15
"""Thousandths of payments that go to people: named nowhere, and trading alone."""

_RENAMED, _TRADING_AS = 0.09, 0.07
"""Shares of suppliers that had another name before, and that are paid under a trading name by some."""


@dataclass(frozen=True)
class Sector:
    """What one kind of supplier sells; see fiction.toml and technology.toml for the units.

    category: of the ICT taxonomy, or empty where it is not technology. favour: how much more the first are used.
    """

    name: str
    share: float
    suppliers: int
    trades: tuple[str, ...]
    descriptions: tuple[str, ...]
    directorate: str
    account: str
    proclass: str
    cpv: str
    typical: float
    spread: float
    recurring: float
    category: str = ""
    favour: float = 2.0


@dataclass(frozen=True)
class Council:
    """A made-up public body; see fiction.toml. `slug` is its folder, `layout` a key of `layouts`."""

    name: str
    slug: str
    layout: str
    payments: int
    biggest: float
    writes: str
    without: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Supplier:
    """A made-up supplier, as its letterhead has it.

    company_number: eight figures from 99000000, or OC99 and four: the real registers have not come near either (they
    stood at about 17,000,000 and OC460,000 in 2026). former: the name it had until `renamed`, a month of the
    demonstration. trading_as: a name that some pay it under. standing: the status in the made-up register.
    postcode: in ZZ, an area that is none. size: how its amounts compare with its sector's.
    """

    name: str
    sector: Sector
    number: int
    company_number: str
    former: str = ""
    renamed: int = 0
    trading_as: str = ""
    postcode: str = ""
    standing: str = "Active"
    size: float = 1.0


@dataclass(frozen=True)
class Market:
    """Everybody who is paid. by_sector: sector name to suppliers; the first of each are used most.

    wrong_numbers: what a council has against (its slug, a supplier's number) in place of the company number: another
    supplier's, or that of a company of the same name. namesakes: those companies, which nobody pays.
    """

    by_sector: dict[str, list[Supplier]]
    sole_traders: list[str]
    wrong_numbers: dict[tuple[str, int], str] = field(default_factory=dict)
    namesakes: tuple[Supplier, ...] = ()


@cache
def _words() -> dict[str, Any]:
    return _toml("fiction.toml")


@cache
def _technology() -> dict[str, Any]:
    return _toml("technology.toml")


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(files("tallystick.demonstration").joinpath(name).read_text(encoding="utf-8"))


@cache
def sectors() -> tuple[Sector, ...]:
    """Every kind of supplier, technology first."""
    lists = ("trades", "descriptions")
    listed = [*_technology()["sectors"], *_words()["sectors"]]
    return tuple(Sector(**{**s, **{name: tuple(s[name]) for name in lists}}) for s in listed)


@cache
def councils() -> tuple[Council, ...]:
    """The eight councils, in the order they are written."""
    lists = ("without", "missing")
    return tuple(Council(**{**c, **{name: tuple(c.get(name, ())) for name in lists}}) for c in _words()["councils"])


def market(seed: int) -> Market:
    """The suppliers; the same for the same seed."""
    rng = random.Random(f"{seed} suppliers")
    distinctive = [begin + end for begin in _words()["beginnings"] for end in _words()["endings"]]
    rng.shuffle(distinctive)
    shared = _shared_words(distinctive)
    by_sector: dict[str, list[Supplier]] = {}
    used: set[str] = set()
    number = 100_000
    for sector in sectors():
        by_sector[sector.name] = []
        for at in range(sector.suppliers):
            number += rng.randrange(3, 97)
            word = shared.get((sector.name, at)) or distinctive.pop()
            made = _supplier(rng, sector, at, word, number, used)
            by_sector[sector.name].append(_with_history(rng, made, distinctive))
    wrong, namesakes = _mistakes(rng, by_sector, used)
    return Market(by_sector, [_sole_trader(rng) for _ in range(60)], wrong, namesakes)


def _shared_words(distinctive: list[str]) -> dict[tuple[str, int], str]:
    """Words that several suppliers have: of one group; and by chance, a care home's and a software house's."""
    shared: dict[tuple[str, int], str] = {}
    for group in _technology()["groups"]:
        word = distinctive.pop()
        shared |= {(name, 0): word for name in group}
    for at, name in enumerate(("ict.data", "ict.cloud", "ict.people", "ict.devices")):
        shared[name, 1] = shared["care", 10 + at] = distinctive.pop()
    return shared


def _supplier(rng: random.Random, sector: Sector, at: int, word: str, number: int, used: set[str]) -> Supplier:
    trade = sector.trades[at % len(sector.trades)]
    ending = "" if trade.endswith(("LLP", "CIC", "Trust", "Centre", "Project", "Network")) else " Ltd"
    if at % 9 == 0 and ending:
        ending = " plc"
    name = f"{word} {trade}{ending}"
    company = _company_number(rng, name, used) if ending or trade.endswith(("LLP", "CIC")) else ""
    # A few suppliers of technology take nearly all that is spent on it.
    size = max(0.1, 1.1 / (at + 1) ** 1.5) if sector.category else 1.0
    return Supplier(name, sector, number, company, postcode=_postcode(rng), size=size)


def _company_number(rng: random.Random, name: str, used: set[str]) -> str:
    while True:
        made = f"OC99{rng.randrange(10_000):04d}" if name.endswith("LLP") else f"99{rng.randrange(1_000_000):06d}"
        if made not in used:
            used.add(made)
            return made


def _postcode(rng: random.Random) -> str:
    return f"ZZ{rng.randrange(1, 99)} {rng.randrange(1, 10)}{rng.choice('ABDEFGH')}{rng.choice('JLNPQRS')}"


def _with_history(rng: random.Random, made: Supplier, distinctive: list[str]) -> Supplier:
    """Some suppliers had another name, trade under one, or are failing."""
    chance, then = rng.random(), rng.random()
    if made.company_number and chance < _RENAMED:
        former = made.name.replace(made.name.split()[0], distinctive.pop())
        made = replace(made, former=former, renamed=8 + int(then * 20))
    elif made.name.endswith(" Ltd") and chance < _RENAMED + _TRADING_AS:
        made = replace(made, trading_as=" ".join(made.name.split()[:2]), name=f"{distinctive.pop()} Holdings Ltd")
    standing = rng.choices(
        ("Active", "Active - Proposal to Strike off", "Liquidation", "In Administration"), (94, 2, 3, 1)
    )
    return replace(made, standing=standing[0])


def _mistakes(
    rng: random.Random, by_sector: dict[str, list[Supplier]], used: set[str]
) -> tuple[dict[tuple[str, int], str], tuple[Supplier, ...]]:
    """Two suppliers that a council has under one number, twice; and two under the number of a dissolved namesake."""
    county, city = councils()[0].slug, councils()[2].slug
    wrong: dict[tuple[str, int], str] = {}
    for given, taken in (("ict.cloud", "ict.print"), ("ict.lob-place", "agency")):
        wrong[county, by_sector[given][2].number] = by_sector[taken][2].company_number
    namesakes = []
    for name in ("ict.network", "ict.productivity"):
        namesake = replace(
            by_sector[name][2], company_number=_company_number(rng, "", used), former="", standing="Dissolved"
        )
        namesakes.append(replace(namesake, postcode=_postcode(rng)))
        wrong[city, namesake.number] = namesake.company_number
    return wrong, tuple(namesakes)


def _sole_trader(rng: random.Random) -> str:
    """A person in business alone: `A J Pemberwick t/a Pemberwick Plumbing`."""
    words = _words()
    last = rng.choice(words["last_names"])
    initials = f"{rng.choice(words['first_names'])[0]} {rng.choice(words['first_names'])[0]}"
    return f"{initials} {last} t/a {last} {rng.choice(words['trades'])}"
