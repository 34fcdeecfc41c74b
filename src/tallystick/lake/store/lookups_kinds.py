"""What was paid to whom of those who are no suppliers: people, various payees, names withheld. It reads only."""

from dataclasses import dataclass

from tallystick.lake.build import compiled
from tallystick.lake.store.chosen import EVERYTHING, Chosen, mapped
from tallystick.lake.store.home import Home
from tallystick.lake.store.lookups_cube import parts

KINDS = ("individual", "various", "redacted")
"""Of those who are paid and are no suppliers. They are counted together and never ranked by name."""


@dataclass(frozen=True)
class KindRow:
    """kind: ``supplier``, one of `KINDS`, or None where no supplier is named. Money in pence."""

    kind: str | None
    payments: int
    amount_pence: int


def by_kind(home: Home, chosen: Chosen = EVERYTHING) -> list[KindRow]:
    """What was paid to suppliers and to each other kind of payee; only kinds that were paid, suppliers first.

    Raises NotWorkedOut where there are no maps, and NothingLoaded before the first build.
    """
    opened = mapped(home)
    measured = compiled.measures()["by_kind"]
    given = parts(opened, measured, chosen, None)
    named = ", ".join(f'"{name}" AS ({part.sql})' for name, part in given.items())
    values = [value for part in given.values() for value in part.values]
    found = opened.rows(f"WITH {named} SELECT kind, payments, amount_pence FROM ({measured})", values)
    place = {kind: n for n, kind in enumerate(("supplier", *KINDS, None))}
    return sorted((KindRow(*row) for row in found), key=lambda row: place.get(row.kind, len(place)))
