"""All that is known of one supplier: its other names, sites, company, who else it may be, and what was decided."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from tallystick.lake import companies
from tallystick.lake.store.home import Home
from tallystick.suppliers import queries, reviewing
from tallystick.suppliers.queries import Judged
from tallystick.suppliers.resolving import Resolution
from tallystick.suppliers.reviewing import Conflict, Doubt
from tallystick.suppliers.rules import names as taken_apart
from tallystick.suppliers.units import unit_of

_LOOKED_AT = 400
"""Names whose parts are looked at; a supplier with more has them all in its table of names."""


@dataclass(frozen=True)
class Company:
    """What the company register says. status: in words. previous_names: latest first."""

    company_number: str
    name: str
    status: str
    company_category: str | None
    incorporated: date | None
    dissolved: date | None
    postcode: str | None
    sic_codes: tuple[str, ...]
    previous_names: tuple[str, ...]


@dataclass(frozen=True)
class Other:
    """Another supplier that may be this one. doubt: the pair of names in doubt, where there is one."""

    supplier_id: str
    supplier: str
    company_number: str | None
    status: str | None
    doubt: Doubt | None


@dataclass(frozen=True)
class About:
    """One supplier.

    number_from: ``person``, ``published`` or ``register``; "" where there is no number. trading, former: names it is
    said to trade under or to have had, in what publishers wrote. sites: what stands beside its name, in brackets.
    """

    units: tuple[str, ...]
    number_from: str
    trading: tuple[str, ...]
    former: tuple[str, ...]
    sites: tuple[str, ...]
    company: Company | None
    others: tuple[Other, ...]
    unsure: tuple[Doubt, ...]
    conflicts: tuple[Conflict, ...]
    decided: tuple[Judged, ...]


def supplier(home: Home, supplier_id: str, named: Iterable[tuple[str, str | None]]) -> About:
    """`named`: its names' keys, each with the company number that was published with it.

    Raises Refused before suppliers were worked out.
    """
    found = queries.resolution(home)
    units = tuple(dict.fromkeys(unit_of(key, number) for key, number in named))
    rows = found.rows.filter(pl.col("supplier_id") == supplier_id)
    numbers = found.suppliers.filter(pl.col("supplier_id") == supplier_id)["company_number"].drop_nulls().to_list()
    number = numbers[0] if numbers else None
    doubts = [one for one in reviewing.doubts_about(home, supplier_id) if one.verdict in _OPEN]
    parts = _parts(rows["name"].drop_nulls().to_list())
    return About(
        units=units,
        number_from=_number_from(number, units, rows["company_number"].drop_nulls().to_list()),
        trading=parts[taken_apart.TRADING],
        former=parts[taken_apart.FORMER],
        sites=parts[taken_apart.ASIDE],
        company=_company(home, number),
        others=_others(found, supplier_id, units, doubts),
        unsure=tuple(one for one in doubts if one.merged),
        conflicts=tuple(reviewing.conflicts_about(home, supplier_id)),
        decided=tuple(queries.judged_about(units)),
    )


_OPEN = (reviewing.UNDECIDED, "unsure")


def _number_from(number: str | None, units: Sequence[str], published: Sequence[str]) -> str:
    if number is None:
        return ""
    said = queries.decisions().company_numbers
    if any(said.get(unit) == number for unit in units):
        return "person"
    return "published" if number in published else "register"


def _parts(names: Sequence[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {
        kind: {} for kind in (taken_apart.TRADING, taken_apart.FORMER, taken_apart.ASIDE)
    }
    for name in names[:_LOOKED_AT]:
        for face in taken_apart.parse(name).faces:
            if face.kind in found:
                found[face.kind][face.text] = None
    return {kind: tuple(texts) for kind, texts in found.items()}


def _company(home: Home, number: str | None) -> Company | None:
    if number is None or companies.current(home) is None:
        return None
    rows = companies.by_numbers(home, [number]).to_dicts()
    if not rows:
        return None
    row = rows[0]
    return Company(
        company_number=row["company_number"],
        name=row["name"],
        status=companies.status_in_words(row["status"]),
        company_category=row["company_category"],
        incorporated=row["incorporated"],
        dissolved=row["dissolved"],
        postcode=row["postcode"],
        sic_codes=tuple(row["sic_codes"] or ()),
        previous_names=tuple(row["previous_names"] or ()),
    )


def _others(found: Resolution, supplier_id: str, units: Sequence[str], doubts: Sequence[Doubt]) -> tuple[Other, ...]:
    """Suppliers that may be this one: those in doubt first, then others whose names are nearest."""
    by_id: dict[str, Doubt | None] = {}
    for one in doubts:
        if not one.merged:
            by_id.setdefault(one.supplier_b if one.supplier_a == supplier_id else one.supplier_a, one)
    for unit in units[:3]:
        for other in found.candidates(unit):
            by_id.setdefault(other, None)
    by_id.pop(supplier_id, None)
    told = {
        row["supplier_id"]: row for row in found.suppliers.filter(pl.col("supplier_id").is_in(list(by_id))).to_dicts()
    }
    return tuple(
        Other(other, told[other]["name"], told[other]["company_number"], told[other]["status"], doubt)
        for other, doubt in by_id.items()
        if other in told
    )
