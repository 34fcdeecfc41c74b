"""The review list: pairs of names in doubt, conflicts of numbers, and how far people have come with them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

import polars as pl
from django.db.models import Q

from tallystick.councils.rules.actors import Actor
from tallystick.lake.store import lookups_mentions, maps
from tallystick.lake.store.home import Home
from tallystick.lake.store.lookups_mentions import Evidence
from tallystick.lake.store.page import PAGE_SIZE, Page
from tallystick.suppliers import models, queries
from tallystick.suppliers.kept import kept_name
from tallystick.suppliers.resolving import Resolution
from tallystick.suppliers.units import unit_parts

UNDECIDED = "undecided"
IMPLIED = "implied"
"""Said of a pair about which nobody was asked, because other answers settle it."""


@dataclass(frozen=True)
class Doubt:
    """Two names that may be one supplier. unit_a sorts before unit_b.

    confidence: that they are the same, 0 to 1. pence: the money at stake. merged: whether they are one supplier now.
    verdict: ``same``, ``different``, ``unsure``, `IMPLIED`, or `UNDECIDED`.
    """

    unit_a: str
    unit_b: str
    supplier_a: str
    supplier_b: str
    name_a: str
    name_b: str
    confidence: float
    why: str
    pence: int
    payments: int
    merged: bool
    verdict: str = UNDECIDED


@dataclass(frozen=True)
class Progress:
    """How far the review list is done. pence_left: the money of the pairs that are still in doubt."""

    decided: int
    of: int
    pence_left: int

    @property
    def left(self) -> int:
        return self.of - self.decided


@dataclass(frozen=True)
class Conflict:
    """Numbers and names that speak against one another; kept apart, and shown."""

    supplier_id: str
    supplier: str
    other_supplier_id: str
    other_supplier: str
    what: str
    detail: str
    pence: int


@dataclass(frozen=True)
class Side:
    """One name of a pair: its unit, and the supplier that it belongs to now. status: as the register has it."""

    unit: str
    name: str
    company_number: str | None
    supplier_id: str
    supplier: str
    supplier_number: str | None
    status: str | None
    evidence: Evidence


def doubts(
    home: Home,
    *,
    search: str = "",
    verdict: str = "",
    merged: bool | None = None,
    sort: str = "-pence",
    page: int = 1,
    page_size: int = PAGE_SIZE,
) -> Page[Doubt]:
    """Pairs in doubt, those with most money at stake first. verdict: only those with it, or "" for any.

    Sorts: pence, confidence, payments, name. Raises Refused before suppliers were worked out.
    """
    words = search.casefold().split()
    found = [
        one
        for one in _all(home)
        if (not verdict or one.verdict == verdict)
        and (merged is None or one.merged == merged)
        and all(word in f"{one.name_a} {one.name_b} {one.unit_a} {one.unit_b}".casefold() for word in words)
    ]
    return _paged(found, sort, _DOUBT_SORTS, "-pence", page, page_size)


def conflicts(
    home: Home, *, search: str = "", what: str = "", sort: str = "-pence", page: int = 1, page_size: int = PAGE_SIZE
) -> Page[Conflict]:
    """Numbers that go with different names, and names that go with different numbers. Sorts: pence, name, what."""
    words = search.casefold().split()
    found = [
        one
        for one in _conflicts_of(kept_name(home), queries.resolution(home))
        if (not what or one.what == what)
        and all(word in f"{one.supplier} {one.other_supplier} {one.detail}".casefold() for word in words)
    ]
    return _paged(found, sort, _CONFLICT_SORTS, "-pence", page, page_size)


def conflicts_about(home: Home, supplier_id: str) -> list[Conflict]:
    """The conflicts that one supplier is in, the largest first."""
    found = _conflicts_of(kept_name(home), queries.resolution(home))
    return [one for one in found if supplier_id in (one.supplier_id, one.other_supplier_id)]


def doubts_about(home: Home, supplier_id: str) -> list[Doubt]:
    """The pairs in doubt that one supplier is in, the likeliest to be the same first."""
    found = [one for one in _all(home) if supplier_id in (one.supplier_a, one.supplier_b)]
    return sorted(found, key=lambda one: -one.confidence)


@dataclass(frozen=True)
class Review:
    """One step of the review: a pair, its two sides, how far the list is, and what "undo last" takes back.

    doubt and sides: None when there is nothing left to ask.
    """

    doubt: Doubt | None
    sides: tuple[Side, Side] | None
    progress: Progress
    last: "Answer | None"


def review(home: Home, *, by: Actor, pair: tuple[str, str] | None = None) -> Review:
    """The undecided pair with the most money at stake, or `pair` if it is on the list, decided or not.

    Raises Refused before suppliers were worked out.
    """
    found = _all(home)
    left = [one for one in found if one.verdict == UNDECIDED]
    wanted = _pair(*pair) if pair else None
    asked = next((one for one in found if (one.unit_a, one.unit_b) == wanted), None) if wanted else None
    one = asked or next(iter(left), None)
    return Review(
        doubt=one,
        sides=sides(home, one) if one else None,
        progress=Progress(len(found) - len(left), len(found), sum(each.pence for each in left)),
        last=last_answer(by=by),
    )


def sides(home: Home, of: Doubt) -> tuple[Side, Side]:
    """The two names of a pair, each with all that was published about it."""
    found = queries.resolution(home)
    return _side(home, found, of.unit_a, of.name_a), _side(home, found, of.unit_b, of.name_b)


@dataclass(frozen=True)
class Answer:
    """The last answer of a person that is in force. batch: what takes it back; pairs: how many it decided."""

    batch: str
    unit_a: str
    unit_b: str
    verdict: str
    pairs: int


def last_answer(*, by: Actor) -> Answer | None:
    """What "undo last" takes back."""
    batch = queries.latest_batch(by=by)
    pairs = models.PairDecision.objects.filter(batch=batch, ended_at=None).order_by("id") if batch else None
    first = pairs.first() if pairs is not None else None
    if pairs is None or first is None:
        return None
    return Answer(first.batch, first.unit_a, first.unit_b, first.verdict, pairs.count())


def waiting(home: Home) -> int:
    """How many answers about pairs are kept and not yet in the figures, or taken back and still in them."""
    made = maps.current(home)
    pairs = models.PairDecision.objects.all()
    if made is None:
        return pairs.filter(ended_at=None).values("batch").distinct().count()
    when = datetime.fromisoformat(made.made_at)
    changed = Q(made_at__gt=when, ended_at=None) | Q(made_at__lte=when, ended_at__gt=when)
    return pairs.filter(changed).values("batch").distinct().count()


_DOUBT_SORTS: dict[str, Callable[[Doubt], Any]] = {
    "pence": lambda one: one.pence,
    "confidence": lambda one: one.confidence,
    "payments": lambda one: one.payments,
    "name": lambda one: one.name_a.casefold(),
}
_CONFLICT_SORTS: dict[str, Callable[[Conflict], Any]] = {
    "pence": lambda one: one.pence,
    "name": lambda one: one.supplier.casefold(),
    "what": lambda one: one.what,
}


def _paged(
    found: list[Any], sort: str, sorts: dict[str, Callable[[Any], Any]], default: str, page: int, page_size: int
) -> Page[Any]:
    if sort.removeprefix("-") not in sorts:
        sort = default
    found = sorted(found, key=sorts[sort.removeprefix("-")], reverse=sort.startswith("-"))
    first = (max(1, page) - 1) * page_size
    total = sum(one.pence for one in found)
    return Page(tuple(found[first : first + page_size]), len(found), max(1, page), page_size, total)


def _all(home: Home) -> list[Doubt]:
    """Every pair in doubt with what was said of it, the most money first.

    What was said of one name of a supplier settles the same question about its other names.
    """
    name, found = kept_name(home), queries.resolution(home)
    verdicts, supplier_of = _verdicts(), _supplier_of(name, found)
    by_supplier = {
        pair: verdict
        for (a, b), verdict in verdicts.items()
        if (pair := _pair(supplier_of.get(a, a), supplier_of.get(b, b)))[0] != pair[1]
    }
    joined = _joined([pair for pair, verdict in by_supplier.items() if verdict == "same"])

    def at(supplier_id: str) -> str:
        return joined.get(supplier_id, supplier_id)

    apart = {_pair(at(a), at(b)) for (a, b), verdict in by_supplier.items() if verdict != "same"}

    def said(one: Doubt) -> str:
        told = verdicts.get((one.unit_a, one.unit_b))
        if told or one.merged:
            return told or UNDECIDED
        a, b = at(one.supplier_a), at(one.supplier_b)
        return IMPLIED if a == b or _pair(a, b) in apart else UNDECIDED

    doubts = _doubts_of(name, found)
    if not verdicts:
        return list(doubts)
    return [one if (verdict := said(one)) == UNDECIDED else replace(one, verdict=verdict) for one in doubts]


@lru_cache(maxsize=2)
def _supplier_of(name: str | None, found: Resolution) -> dict[str, str]:
    return dict(found.rows.select("unit", "supplier_id").iter_rows())


def _verdicts() -> dict[tuple[str, str], str]:
    rows = models.PairDecision.objects.filter(ended_at=None).values_list("unit_a", "unit_b", "verdict")
    return {(a, b): verdict for a, b, verdict in rows}


def _joined(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Each supplier of `pairs` to one that stands for all that are said to be one with it."""
    above: dict[str, str] = {}

    def top(one: str) -> str:
        while (its := above.get(one, one)) != one:
            above[one] = above.get(its, its)
            one = its
        return one

    for a, b in pairs:
        above[top(a)] = top(b)
    return {one: top(one) for pair in pairs for one in pair}


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one <= other else (other, one)


@lru_cache(maxsize=2)
def _doubts_of(name: str | None, found: Resolution) -> tuple[Doubt, ...]:
    names = dict(found.rows.select("unit", "name").iter_rows())
    made = [_doubt(row, names) for row in found.doubts.iter_rows(named=True)]
    return tuple(sorted(made, key=lambda one: (-one.pence, one.unit_a, one.unit_b)))


def _doubt(row: dict[str, Any], names: dict[str, str]) -> Doubt:
    a, b = ("a", "b") if row["unit_a"] <= row["unit_b"] else ("b", "a")
    unit_a, unit_b = row[f"unit_{a}"], row[f"unit_{b}"]
    return Doubt(
        unit_a=unit_a,
        unit_b=unit_b,
        supplier_a=row[f"supplier_{a}"],
        supplier_b=row[f"supplier_{b}"],
        name_a=names.get(unit_a, unit_a),
        name_b=names.get(unit_b, unit_b),
        confidence=row["confidence"],
        why=row["why"],
        pence=row["pence"],
        payments=row["payments"],
        merged=row["merged"],
    )


@lru_cache(maxsize=2)
def _conflicts_of(name: str | None, found: Resolution) -> tuple[Conflict, ...]:
    names = dict(found.suppliers.select("supplier_id", "name").iter_rows())
    made = [
        Conflict(
            supplier_id=row["supplier_id"],
            supplier=names.get(row["supplier_id"], row["supplier_id"]),
            other_supplier_id=row["other_supplier_id"],
            other_supplier=names.get(row["other_supplier_id"], row["other_supplier_id"]),
            what=row["what"],
            detail=row["detail"],
            pence=row["pence"],
        )
        for row in found.conflicts.iter_rows(named=True)
    ]
    return tuple(sorted(made, key=lambda one: (-one.pence, one.supplier, one.other_supplier)))


def _side(home: Home, found: Resolution, unit: str, name: str) -> Side:
    key, number = unit_parts(unit)
    of = found.rows.filter(pl.col("unit") == unit)
    supplier_id = str(of["supplier_id"][0]) if of.height else ""
    [row] = found.suppliers.filter(pl.col("supplier_id") == supplier_id).to_dicts() or [{}]
    return Side(
        unit=unit,
        name=name,
        company_number=number,
        supplier_id=supplier_id,
        supplier=row.get("name") or name,
        supplier_number=row.get("company_number"),
        status=row.get("status"),
        evidence=lookups_mentions.evidence(home, key, number),
    )
