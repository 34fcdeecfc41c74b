"""How one council's ledger spells a supplier: in its own style, and now and then twice, with what clerks put there."""

import random

from tallystick.demonstration.fiction import Council, Market, Supplier

_TWICE = 0.3
"""Share of a council's suppliers that it has in its ledger twice."""

_SECOND = 0.3
"""Share of such a supplier's payments that go under the second name."""

_SITES = ("Northmere", "Eastholt", "Wexcombe", "Region 2", "Head Office")


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


class Ledger:
    """A council's list of suppliers: each is in it once, or twice where somebody set it up again."""

    def __init__(self, council: Council, market: Market, seed: int) -> None:
        self._council, self._market, self._seed = council, market, seed
        self._known: dict[tuple[int, bool], tuple[str, str]] = {}

    def name(self, rng: random.Random, supplier: Supplier, month: int) -> str:
        """The name on a payment of that month. A supplier's new name comes late to some ledgers."""
        late = sum(map(ord, self._council.slug)) % 7
        before = bool(supplier.former) and month < supplier.renamed + late
        known = self._known.get((supplier.number, before))
        if known is None:
            known = self._known[supplier.number, before] = self._names(supplier, before)
        return known[1] if known[1] and rng.random() < _SECOND else known[0]

    def company_number(self, supplier: Supplier) -> str:
        """As the council publishes it: now and then another company's."""
        wrong = self._market.wrong_numbers.get((self._council.slug, supplier.number))
        return wrong or supplier.company_number

    def _names(self, supplier: Supplier, before: bool) -> tuple[str, str]:
        rng = random.Random(f"{self._seed} {self._council.slug} {supplier.number} {before}")
        name = supplier.former if before else supplier.name
        if supplier.trading_as:
            name = rng.choice((name, supplier.trading_as, f"{name} t/a {supplier.trading_as}"))
        writes = self._council.writes
        second = _written_again(rng, name, supplier) if rng.random() < _TWICE else ""
        return spelt(name, writes), spelt(second, writes) if second else ""


def _written_again(rng: random.Random, name: str, supplier: Supplier) -> str:
    """The same supplier as another clerk would write it."""
    bare = name.removesuffix(" Ltd").removesuffix(" plc")
    kinds = [
        bare,
        f"{name} {supplier.number}",
        f"{bare} - {rng.choice(_SITES)}",
        f"{name} ({rng.choice(_SITES)})",
        _slip(rng, name),
        name.replace(" ", "", 1),
        f"The {bare}",
    ]
    if supplier.former and name != supplier.former:
        kinds += [f"{name} (formerly {supplier.former})"] * 3
    return rng.choice(kinds)


def _slip(rng: random.Random, name: str) -> str:
    """Two letters of the first word changed about, or one left out or struck twice."""
    at = rng.randrange(1, max(2, name.index(" ") - 1) if " " in name else len(name) - 1)
    return rng.choice(
        (
            name[:at] + name[at + 1] + name[at] + name[at + 2 :],
            name[:at] + name[at + 1 :],
            name[:at] + name[at] + name[at:],
        )
    )
