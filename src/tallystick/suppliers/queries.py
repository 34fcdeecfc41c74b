"""Every read of suppliers: what people decided, and what was made of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import polars as pl
from django.db.models import Q

from tallystick.councils.rules.actors import Actor
from tallystick.intake.queries import who_and_when
from tallystick.kit.errors import Refused
from tallystick.lake.store.chosen import NotWorkedOut
from tallystick.lake.store.home import Home
from tallystick.suppliers import models
from tallystick.suppliers.decisions import Decisions
from tallystick.suppliers.kept import kept_resolution
from tallystick.suppliers.resolution import Resolution

DESCRIPTIONS: dict[str, Any] = {
    "name": models.SupplierName,
    "number": models.SupplierNumber,
    "group": models.SupplierGroup,
    "kind": models.SupplierKind,
}
"""What people say of a supplier, by the name that addresses and the log use."""

KINDS = tuple(models.KINDS)
"""What a payee may be said to be: the word that is kept, and what people read."""


def decisions() -> Decisions:
    """Everything in force, as the plain values that names are resolved with, in the order in which it was decided."""
    pairs: dict[str, list[tuple[str, str]]] = {verdict: [] for verdict, _ in models.VERDICTS}
    for pair in models.PairDecision.objects.filter(ended_at=None).order_by("id"):
        pairs[pair.verdict].append((pair.unit_a, pair.unit_b))

    def said(model: Any, field: str) -> dict[str, str]:
        return dict(model.objects.filter(ended_at=None).order_by("id").values_list("unit", field))

    return Decisions(
        same=tuple(pairs["same"]),
        different=tuple(pairs["different"]),
        unsure=tuple(pairs["unsure"]),
        company_numbers=said(models.SupplierNumber, "company_number"),
        names=said(models.SupplierName, "name"),
        groups=said(models.SupplierGroup, "group_name"),
        not_suppliers=said(models.SupplierKind, "kind"),
    )


def said_to_be_one_with(*units: str) -> set[str]:
    """These units and all that people have said, directly or by way of others, to be the same supplier."""
    joined, edge = set(units), set(units)
    while edge:
        pairs = models.PairDecision.objects.filter(verdict="same", ended_at=None).filter(
            Q(unit_a__in=edge) | Q(unit_b__in=edge)
        )
        edge = {unit for pair in pairs for unit in (pair.unit_a, pair.unit_b)} - joined
        joined |= edge
    return joined


def resolution(home: Home) -> Resolution:
    """Who is who, as last worked out. Raises NotWorkedOut before anything was."""
    found = kept_resolution(home)
    if found is None:
        raise NotWorkedOut()
    return found


def units_of(found: Resolution, supplier_id: str) -> list[str]:
    """The units of a supplier, the one paid most first. Raises Refused if there is no such supplier."""
    units = found.rows.filter(pl.col("supplier_id") == supplier_id)
    if units.is_empty():
        raise Refused(
            f"There is no supplier {supplier_id}.", what_to_do="`tallystick suppliers list` shows those there are."
        )
    return list(units.sort("pence", "unit", descending=[True, False])["unit"])


def supplier_of_unit(home: Home, unit: str) -> str | None:
    """The supplier that a unit belongs to; None where there is no such unit."""
    found = resolution(home).rows.filter(pl.col("unit") == unit)["supplier_id"]
    return str(found[0]) if len(found) else None


def kind_of(found: Resolution, supplier_id: str) -> str:
    """``supplier``, ``individual``, ``various`` or ``redacted``. Raises Refused if there is no such supplier."""
    kinds = found.suppliers.filter(pl.col("supplier_id") == supplier_id)["kind"]
    if kinds.is_empty():
        raise Refused(
            f"There is no supplier {supplier_id}.", what_to_do="`tallystick suppliers list` shows those there are."
        )
    return str(kinds[0])


@dataclass(frozen=True)
class Judged:
    """One thing that people decided about suppliers, as a page shows it. `ended_how` is "" while it is in force.

    undo: (kind, key) that takes it back; for a judgement of pairs the kind is ``pairs`` and the key its batch.
    """

    sentence: str
    made_by: Actor
    made_at: datetime
    why: str
    ended_how: str
    ended_by: Actor
    ended_at: datetime | None
    undo: tuple[str, str]


def judged_about(units: Iterable[str]) -> list[Judged]:
    """All that was decided about a supplier's units, in force or not, newest first. One line for each batch."""
    among = list(units)
    lines: dict[tuple[str, str, str], list[Any]] = {}
    pairs = models.PairDecision.objects.filter(Q(unit_a__in=among) | Q(unit_b__in=among)).order_by("id")
    for pair in pairs:
        lines.setdefault((pair.batch, pair.verdict, pair.ended_how), []).append(pair)
    found = [_judged(_pair_sentence(group), group[0], ("pairs", group[0].batch)) for group in lines.values()]
    for kind, model in DESCRIPTIONS.items():
        once = {(row.made_at, row.made_by, row.ended_at): row for row in model.objects.filter(unit__in=among)}
        found += [_judged(_description(row), row, (kind, str(row.pk))) for row in once.values()]
    return sorted(found, key=lambda one: one.made_at, reverse=True)


def latest_batch(*, by: Actor) -> str | None:
    """The last judgement of pairs that this person made and that is in force: what "undo" takes back."""
    last = models.PairDecision.objects.filter(made_by=by.name, ended_at=None).order_by("-id").first()
    return last.batch if last else None


def _judged(sentence: str, row: Any, undo: tuple[str, str]) -> Judged:
    return Judged(
        sentence=sentence,
        **who_and_when(row),
        undo=undo,
    )


def _pair_sentence(pairs: list[Any]) -> str:
    first = pairs[0]
    words = {
        "same": "are the same supplier",
        "different": "are different suppliers",
        "unsure": "may be the same: not sure",
    }
    more = f" (and {len(pairs) - 1:,} more)" if len(pairs) > 1 else ""
    return f"“{first.unit_a}” and “{first.unit_b}” {words[first.verdict]}{more}."


def _description(row: Any) -> str:
    match row:
        case models.SupplierName():
            return f"The supplier is called {row.name}."
        case models.SupplierNumber():
            return f"The supplier is company {row.company_number}."
        case models.SupplierGroup():
            return (
                f"The supplier belongs to {row.group_name}." if row.group_name else "The supplier belongs to no group."
            )
        case _:
            return f"This is {row.get_kind_display()}."


__all__ = [
    "DESCRIPTIONS",
    "KINDS",
    "Judged",
    "decisions",
    "judged_about",
    "kind_of",
    "latest_batch",
    "resolution",
    "said_to_be_one_with",
    "supplier_of_unit",
    "units_of",
]
