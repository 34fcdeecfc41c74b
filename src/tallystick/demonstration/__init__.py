"""Demonstration: eight made-up councils, each publishing its spend in a different real-life layout.

Owns: the fiction, and the layouts it is published in. Reads: nothing. Offers: `write`, and its `NOTICE`.
"""

from pathlib import Path

from tallystick.demonstration import fiction, layouts, payments

NOTICE = "Demonstration data: these councils, suppliers and payments are made up."


def write(folder: Path, *, seed: int = 1834, scale: float = 1.0) -> list[tuple[Path, str]]:
    """Write the demonstration files into `folder`, a folder a council. Returns each file and the name of its council.

    seed: the same seed and scale give the same bytes. scale: 1 makes about 100,000 payments in some seconds.
    The files are in the order they should be loaded: a month that was published again comes after the first time.
    """
    market = fiction.market(seed)
    written: list[tuple[Path, str]] = []
    for council in fiction.councils():
        within = folder / council.slug
        within.mkdir(parents=True, exist_ok=True)
        paid = payments.payments(council, market, seed=seed, scale=scale)
        written += [(path, council.name) for path in layouts.publish(council, within, paid)]
    return written
