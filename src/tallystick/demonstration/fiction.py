"""The made-up councils, and the made-up people and companies they pay; what they are made of is in fiction.toml."""

import random
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

PEOPLE_SHARE = 85
SOLE_TRADER_SHARE = 15
"""Thousandths of payments that go to people: named nowhere, and trading alone."""


@dataclass(frozen=True)
class Sector:
    """What one kind of supplier sells; see fiction.toml for the units."""

    name: str
    share: int
    suppliers: int
    trades: tuple[str, ...]
    descriptions: tuple[str, ...]
    directorate: str
    account: str
    proclass: str
    typical: float
    spread: float
    recurring: float


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


@dataclass(frozen=True)
class Supplier:
    """A made-up supplier, as its letterhead has it. Company numbers begin with 99, which no register has reached."""

    name: str
    sector: Sector
    number: int
    company_number: str


@dataclass(frozen=True)
class Market:
    """Everybody who is paid. by_sector: sector name to suppliers; the first of each are used most."""

    by_sector: dict[str, list[Supplier]]
    sole_traders: list[str]


@cache
def _words() -> dict[str, Any]:
    text = files("tallystick.demonstration").joinpath("fiction.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def sectors() -> tuple[Sector, ...]:
    """Every kind of supplier."""
    lists = ("trades", "descriptions")
    return tuple(Sector(**{**s, **{name: tuple(s[name]) for name in lists}}) for s in _words()["sectors"])


@cache
def councils() -> tuple[Council, ...]:
    """The eight councils, in the order they are written."""
    return tuple(Council(**{**c, "without": tuple(c["without"])}) for c in _words()["councils"])


def market(seed: int) -> Market:
    """The suppliers; the same for the same seed."""
    rng = random.Random(f"{seed} suppliers")
    distinctive = [begin + end for begin in _words()["beginnings"] for end in _words()["endings"]]
    rng.shuffle(distinctive)
    by_sector: dict[str, list[Supplier]] = {}
    number = 100_000
    for sector in sectors():
        by_sector[sector.name] = []
        for at in range(sector.suppliers):
            number += rng.randrange(3, 97)
            trade = sector.trades[at % len(sector.trades)]
            ending = "" if trade.endswith(("LLP", "CIC", "Trust", "Centre", "Project", "Network")) else " Ltd"
            if at % 9 == 0 and ending:
                ending = " plc"
            company = f"99{rng.randrange(1_000_000):06d}" if ending or trade.endswith(("LLP", "CIC")) else ""
            by_sector[sector.name].append(Supplier(f"{distinctive.pop()} {trade}{ending}", sector, number, company))
    return Market(by_sector, [_sole_trader(rng) for _ in range(60)])


def _sole_trader(rng: random.Random) -> str:
    """A person in business alone: `A J Pemberwick t/a Pemberwick Plumbing`."""
    words = _words()
    last = rng.choice(words["last_names"])
    initials = f"{rng.choice(words['first_names'])[0]} {rng.choice(words['first_names'])[0]}"
    return f"{initials} {last} t/a {last} {rng.choice(words['trades'])}"


def spelt(name: str, writes: str) -> str:
    """A supplier's name as one council's ledger has it."""
    match writes:
        case "capitals":
            return name.upper().replace("'", "")
        case "limited":
            return name.replace(" Ltd", " Limited").replace("&", "and")
        case "ampersand":
            return name.replace(" and ", " & ").replace(" Ltd", " Ltd.")
        case "cut":
            return name.upper()[:26].rstrip()
        case "no_points":
            return name.replace("(UK)", "UK").replace(" Ltd", " LIMITED").replace("'", "")
        case _:
            return name
