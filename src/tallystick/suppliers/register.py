"""The company register and the list of technology suppliers, as names are resolved with them."""

from typing import Any

import polars as pl

from tallystick.lake import companies
from tallystick.lake.store.home import Home
from tallystick.reference.technology import recognise
from tallystick.suppliers.rules.evidence import Company


class LoadedRegister:
    """The register in use in a home, asked about many companies at once."""

    def __init__(self, home: Home) -> None:
        self._home = home

    def by_numbers(self, numbers: list[str]) -> dict[str, Company]:
        """The company of each number that the register has."""
        found = companies.by_numbers(self._home, numbers)
        return {row["asked"]: _company(row) for row in found.iter_rows(named=True)}

    def by_names(self, names: list[str]) -> dict[str, list[Company]]:
        """The companies that have each name, or had it, the best match first.

        Where some agree to the legal form, those that agree only without it are left out.
        """
        found = companies.by_names(self._home, names)
        found = found.filter(pl.col("exact") | ~pl.col("exact").any().over("asked"))
        named: dict[str, list[Company]] = {}
        for row in found.iter_rows(named=True):
            named.setdefault(row["asked"], []).append(_company(row))
        return named


def register_of(home: Home) -> LoadedRegister | None:
    """The register in use, or None where none was loaded."""
    return LoadedRegister(home) if companies.current(home) else None


def register_id(home: Home) -> str | None:
    """Which register is in use: another for every load."""
    manifest = companies.current(home)
    return manifest.id if manifest else None


def technology_code(name: str) -> str | None:
    """The code of the technology supplier of the reference list that goes by a name, if one does."""
    found = recognise(name)
    return found.code if found else None


def _company(row: dict[str, Any]) -> Company:
    return Company(
        number=row["company_number"],
        name=row["name"],
        status=row["status"],
        postcode=row["postcode"],
        previous_names=tuple(row["previous_names"]),
        sme=row["sme"],
        vcse=row["vcse"],
    )
