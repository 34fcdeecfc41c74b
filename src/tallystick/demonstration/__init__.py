"""Demonstration: eight made-up councils, each publishing its spend in a different real-life layout.

Owns: the fiction, and the layouts it is published in. Reads: the columns of a published company register.
Offers: `write`, `write_register`, `write_contracts`, and its `NOTICE`.
"""

import datetime as dt
from pathlib import Path

from tallystick.demonstration import fiction, layouts, payments, register, registers
from tallystick.demonstration.agreements import agreements

NOTICE = "Demonstration data: these councils, suppliers, contracts and payments are made up."
_SEED = 1834


def write(folder: Path, *, seed: int = _SEED, scale: float = 1.0) -> list[tuple[Path, str]]:
    """Write the demonstration files into `folder`, a folder a council. Returns each file and the name of its council.

    seed: the same seed and scale give the same bytes. scale: 1 makes about 110,000 payments in some seconds.
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


def write_register(folder: Path, *, seed: int = _SEED) -> Path:
    """Write an extract of a made-up company register into `folder`: most of the companies that the councils pay."""
    return register.write_register(folder, fiction.market(seed), payments.FIRST_MONTH, seed=seed)


def write_contracts(folder: Path, *, today: dt.date, seed: int = _SEED, scale: float = 1.0) -> list[tuple[Path, str]]:
    """Write each council's register of contracts into `folder`; each file and the name of its council.

    The contracts are with those whom the councils pay (`write`, of the same seed and scale), and run around `today`.
    """
    market = fiction.market(seed)
    written = []
    for council in fiction.councils():
        within = folder / council.slug
        within.mkdir(parents=True, exist_ok=True)
        paid = payments.payments(council, market, seed=seed, scale=scale)
        made = agreements(council, market, paid, today=today, seed=seed)
        written.append((registers.write_contracts(council, within, made, today=today, seed=seed), council.name))
    return written
