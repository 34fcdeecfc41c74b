"""Resolve: units (names as published, with their numbers) in, suppliers out; from scratch, or adding to what is
known."""

import base64
import hashlib
from collections import defaultdict
from collections.abc import Callable
from typing import Protocol

import numpy as np
import polars as pl

from tallystick.suppliers.decisions import Decisions
from tallystick.suppliers.gathering import gathered, parsed_keys
from tallystick.suppliers.placeholders import number_as_registered, placeholders, without
from tallystick.suppliers.resolution import UNIT_COLUMNS, Resolution
from tallystick.suppliers.rules.evidence import Company, Evidence
from tallystick.suppliers.rules.kinds import REASONS, SUPPLIER, kind_of
from tallystick.suppliers.rules.known_names import KnownNames
from tallystick.suppliers.rules.linking import components
from tallystick.suppliers.rules.one_number import registered_as
from tallystick.suppliers.rules.weighing import weights

__all__ = ["Company", "Decisions", "Register", "Resolution", "Technology", "resolve"]

_LISTS = ("vat_numbers", "postcodes", "supplier_numbers")
Say = Callable[[str], None]


class Register(Protocol):
    """A company register. Both answer for many at once, and leave out what they do not know.

    by_names: companies that have or had the name; a name may be several companies'.
    """

    def by_numbers(self, numbers: list[str]) -> dict[str, Company]: ...

    def by_names(self, names: list[str]) -> dict[str, list[Company]]: ...


Technology = Callable[[str], str | None]
"""The code of the technology supplier that goes by a name, if one does."""


def resolve(
    units: pl.DataFrame,
    *,
    decisions: Decisions | None = None,
    register: Register | None = None,
    technology: Technology | None = None,
    before: Resolution | None = None,
    again: bool = False,
    say: Say | None = None,
) -> Resolution:
    """Which units are one supplier.

    units: unit and name, and any of company_number, vat_numbers, postcodes, supplier_numbers (lists), payments, pence.
    before: what was resolved last time; only what units or decisions have changed since is gone into again, and
    suppliers keep their ids. again: go into everything, as another register may say otherwise of any name; ids are
    kept all the same. The order of units makes no difference. Raises ValueError where a unit comes twice.
    """
    decisions = decisions or Decisions()
    say = say or (lambda _: None)
    rows = _complete(units)
    if before is None or again:
        rows = rows.sort("unit")
        say("Taking names apart")
        rows = _told_apart(rows, decisions, register, technology)
        rows, known = _keyed(rows, None)
        say("Comparing names")
        rows = without(rows, placeholders(rows, None, known), decisions)
        ids = dict(before.rows.select("unit", "supplier_id").iter_rows()) if before else {}
        rows = _resolved(rows, known, decisions, ids, {})
        return Resolution(rows.sort("unit"), known, decisions, register)
    return _added(rows, before, decisions, register, technology)


def _added(
    rows: pl.DataFrame,
    before: Resolution,
    decisions: Decisions,
    register: Register | None,
    technology: Technology | None,
) -> Resolution:
    old, gone, new = _parted(rows, before, decisions)
    new = _told_apart(new, decisions, register, technology)
    new, known = _keyed(new, before.known)
    touched = _touched(known, np.concatenate([new["key"].to_numpy(), gone["key"].to_numpy()]), old, new, gone)
    of_touched = (old["key"].is_in(touched) & (old["kind"] == SUPPLIER)).fill_null(False)
    again, rest = old.filter(of_touched), old.filter(~of_touched)
    taken = dict.fromkeys(rest["supplier_id"].to_list(), True)
    ids = dict(pl.concat([again.select("unit", "supplier_id"), gone.select("unit", "supplier_id")]).iter_rows())
    some = without(pl.concat([again.select(new.columns), new]), placeholders(new, old, known), decisions)
    redone = _resolved(some, known, decisions, ids, taken)
    # Both are in order, and what was gone into again is little of it: to put it in its place is quicker than to sort.
    place = np.asarray(rest["unit"].search_sorted(redone["unit"]), np.int64)
    order = np.insert(np.arange(rest.height), place, rest.height + np.arange(redone.height))
    every = pl.concat([rest.select(redone.columns), redone])[order]
    return Resolution(every, known, decisions, register)


def _parted(
    rows: pl.DataFrame, before: Resolution, decisions: Decisions
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """(rows of `before` of which nothing changed but name and money, its other rows, those of `rows` that are new or
    changed). The first are in the order of `before`."""
    held = before.rows
    place = held.select("unit").join(
        rows.select("unit").with_row_index("place"), on="unit", how="left", maintain_order="left"
    )["place"]
    here = place.is_not_null()
    now, held_here = rows[place.drop_nulls()], held.filter(here)
    same = _same_told(held_here, now)
    if changed := before.decisions.changed_units(decisions):
        same &= ~held_here["unit"].is_in(sorted(changed))
    old = held_here.with_columns(now.select("name", "payments", "pence")).filter(same)
    gone = pl.concat([held.filter(~here), held_here.filter(~same)])
    is_new = np.ones(rows.height, bool)
    is_new[place.drop_nulls().filter(same).to_numpy()] = False
    return old, gone, rows.filter(pl.Series(is_new))


def _same_told(one: pl.DataFrame, other: pl.DataFrame) -> pl.Series:
    """Whether two rows tell the same of a unit, but for its name and money; the order of lists makes no difference."""
    same = pl.Series(np.ones(one.height, bool))
    for column in ("company_number", *_LISTS):
        same &= one[column].eq_missing(other[column])
    unlike = np.flatnonzero(~same.to_numpy())
    told, told_now = (rows[unlike].select(_in_one_text()).to_series() for rows in (one, other))
    return same.scatter(unlike[(told == told_now).to_numpy()], True)


def _in_one_text() -> pl.Expr:
    """All that is known of a unit but its name and money, as one text to compare."""
    parts = [pl.col(c).list.sort().list.join(",") if c in _LISTS else pl.col(c) for c in ("company_number", *_LISTS)]
    return pl.concat_str([part.fill_null("") for part in parts], separator="|").alias("told")


def _complete(units: pl.DataFrame) -> pl.DataFrame:
    """Every column of UNIT_COLUMNS, in its type."""
    if units["unit"].n_unique() != units.height:
        raise ValueError("A unit comes twice.")
    wanted: list[pl.Expr] = []
    for column, dtype in UNIT_COLUMNS.items():
        here = pl.col(column) if column in units.columns else pl.lit(None)
        wanted.append(here.cast(dtype).alias(column))
    return units.select(wanted).with_columns(pl.col("payments", "pence").fill_null(0))


def _told_apart(
    rows: pl.DataFrame, decisions: Decisions, register: Register | None, technology: Technology | None
) -> pl.DataFrame:
    """`rows` with kind, number (published, said by a person, or the register's for that name alone), technology, and
    registered (of `evidence.Evidence`)."""
    units, names = rows["unit"].to_list(), rows["name"].to_list()
    numbers = [
        decisions.company_numbers.get(u) or n
        for u, n in zip(units, number_as_registered(rows["company_number"]).to_list(), strict=True)
    ]
    kinds = [
        decisions.not_suppliers.get(unit) or kind_of(name or "", numbered=bool(number))
        for unit, name, number in zip(units, names, numbers, strict=True)
    ]
    companies = _companies(names, numbers, kinds, register) if register else [None] * len(names)
    numbers = [
        number or (company.number if company else None) for number, company in zip(numbers, companies, strict=True)
    ]
    codes = [
        technology(name) if technology and kind == SUPPLIER else None for name, kind in zip(names, kinds, strict=True)
    ]
    return rows.with_columns(
        pl.Series("kind", kinds, pl.String),
        pl.Series("number", numbers, pl.String),
        pl.Series("technology", codes, pl.String),
        pl.Series(
            "registered",
            [registered_as(name, its) if its else None for name, its in zip(names, companies, strict=True)],
            pl.String,
        ),
    )


def _companies(
    names: list[str], numbers: list[str | None], kinds: list[str], register: Register
) -> list[Company | None]:
    """The register's company of each published number; of a supplier without one, the only one that has or had its
    name."""
    of_number = register.by_numbers(sorted({number for number in numbers if number}))
    every = list(zip(names, numbers, kinds, strict=True))
    of_name = register.by_names(sorted({name for name, number, kind in every if not number and kind == SUPPLIER}))
    found: list[Company | None] = []
    for name, number, kind in every:
        named = of_name.get(name, []) if kind == SUPPLIER else []
        alone = named[0] if len({company.number for company in named}) == 1 else None
        found.append(of_number.get(number) if number else alone)
    return found


def _keyed(rows: pl.DataFrame, known: KnownNames | None) -> tuple[pl.DataFrame, KnownNames]:
    """`rows` with key: the number of each one's name in the names that are then known, -1 where it is no supplier."""
    suppliers = rows.filter(pl.col("kind") == SUPPLIER)
    keys, parsed = parsed_keys(suppliers["name"].to_list())
    if known is None:
        known = KnownNames.from_names(list(parsed.values()))
    elif new := [its for key, its in parsed.items() if key not in known.number]:
        known = known.with_(new)
    its = pl.DataFrame(
        {"unit": suppliers["unit"], "key": pl.Series([known.number[key] for key in keys], dtype=pl.Int64)}
    )
    return rows.join(its, on="unit", how="left", maintain_order="left").with_columns(pl.col("key").fill_null(-1)), known


def _touched(
    known: KnownNames, keys: np.ndarray, old: pl.DataFrame, new: pl.DataFrame, gone: pl.DataFrame
) -> list[int]:
    """Names that what happened to `keys` may concern: those joined to them by likely pairs, numbers or a supplier."""
    likely = known.pairs.odds >= weights().merge_at
    left, right = [known.pairs.left[likely]], [known.pairs.right[likely]]
    both = pl.concat([old.select("key", "number", *_LISTS), new.select("key", "number", *_LISTS)]).filter(
        pl.col("key") >= 0
    )
    # What changed was some supplier's: its other names are to be gone into again too.
    before = pl.concat([old.select("key", "supplier_id"), gone.select("key", "supplier_id")])
    chains = [
        (both.select("key", pl.col("number").alias("by"))),
        before.select("key", pl.col("supplier_id").alias("by")),
    ]
    for column in _LISTS:
        # Few units have them, and only those that something new shares can have changed anything.
        shared = new.select(pl.col(column).explode()).drop_nulls().unique()
        if shared.height:
            chains.append(
                both.select("key", pl.col(column).alias("by")).explode("by").join(shared, left_on="by", right_on=column)
            )
    for chain in chains:
        joined = chain.filter(pl.col("key") >= 0).drop_nulls("by").sort("by")
        next_to = (joined["by"] == joined["by"].shift(1)).fill_null(False).to_numpy()
        its_key = joined["key"].to_numpy()
        left.append(its_key[next_to])
        right.append(np.roll(its_key, 1)[next_to])
    part = components(len(known.keys), np.concatenate(left), np.concatenate(right))
    joined_to = np.unique(part[np.unique(keys[keys >= 0])])
    found: list[int] = np.flatnonzero(np.isin(part, joined_to)).tolist()
    return found


def _resolved(
    rows: pl.DataFrame, known: KnownNames, decisions: Decisions, ids: dict[str, str], taken: dict[str, bool]
) -> pl.DataFrame:
    """`rows` with supplier_id, confidence, why and beside. ids: what units were before. taken: ids of others."""
    rows = rows.sort("unit")
    is_supplier = (rows["kind"] == SUPPLIER).to_numpy()
    suppliers = rows.filter(pl.col("kind") == SUPPLIER)
    units = [
        Evidence(unit, number, frozenset(vat or ()), frozenset(own or ()), frozenset(postcodes or ()), registered)
        for unit, number, vat, own, postcodes, registered in suppliers.select(
            "unit", "number", "vat_numbers", "supplier_numbers", "postcodes", "registered"
        ).iter_rows()
    ]
    money = suppliers["pence"].to_numpy() * 1_000 + np.minimum(suppliers["payments"].to_numpy(), 999)
    found = gathered(units, suppliers["key"].to_numpy(), money, suppliers["name"].to_list(), known, decisions)
    group = np.full(rows.height, -1, np.int64)
    group[is_supplier] = found.group
    group[~is_supplier] = found.group.max(initial=-1) + 1 + np.arange(int((~is_supplier).sum()))
    confidence, why = np.ones(rows.height), np.empty(rows.height, object)
    confidence[is_supplier], why[is_supplier] = found.places.confidence, found.places.why
    beside = rows["unit"].to_numpy().copy()
    beside[is_supplier] = suppliers["unit"].to_numpy()[found.places.beside]
    why[~is_supplier] = [REASONS[kind] for kind in rows.filter(~pl.Series(is_supplier))["kind"].to_list()]
    names = _ids(group, rows["unit"].to_list(), rows["pence"].to_list(), ids, taken)
    return rows.with_columns(
        pl.Series("supplier_id", names, pl.String),
        pl.Series("confidence", confidence, pl.Float64),
        pl.Series("why", why.tolist(), pl.String),
        pl.Series("beside", beside.tolist(), pl.String),
    )


def _ids(
    group: np.ndarray, units: list[str], pence: list[int], ids: dict[str, str], taken: dict[str, bool]
) -> list[str]:
    """The id of each unit's group: the one that most of its money had before, or one of its founder's own."""
    members: dict[int, list[int]] = defaultdict(list)
    for at, its in enumerate(group.tolist()):
        members[its].append(at)
    overlap: dict[tuple[int, str], int] = defaultdict(int)
    for its, places in members.items():
        for at in places:
            if units[at] in ids:
                overlap[its, ids[units[at]]] += abs(pence[at]) + 1
    chosen: dict[int, str] = {}
    used = dict(taken)
    for (its, old), _ in sorted(
        overlap.items(), key=lambda item: (-item[1], item[0][1], units[members[item[0][0]][0]])
    ):
        if its not in chosen and old not in used:
            chosen[its] = old
            used[old] = True
    for its, places in members.items():
        if its not in chosen:
            founder = min(places, key=lambda at: (-abs(pence[at]), units[at]))
            chosen[its] = _new_id(units[founder], used)
            used[chosen[its]] = True
    return [chosen[its] for its in group.tolist()]


def _new_id(founder: str, used: dict[str, bool]) -> str:
    salt = ""
    while True:
        hashed = hashlib.blake2b(f"{founder}{salt}".encode(), digest_size=10).digest()
        name = "S" + base64.b32encode(hashed).decode()[:10]
        if name not in used:
            return name
        salt += "+"
