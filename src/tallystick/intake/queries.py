"""Every read of the record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Q

from tallystick.councils.models import LogEntry
from tallystick.intake import models
from tallystick.intake.rules import FIELDS, ORDERS
from tallystick.lake import decisions as plain
from tallystick.reference.organisations import Directory

CHAIN = ""
"""The chain of the log that tells of facts: every organisation shares them, so it is the installation's own."""


def decisions() -> plain.Decisions:
    """Everything in force, as the plain values that the lake reads with, in the order in which it was decided."""
    in_force = {kind: list(kind.objects.filter(ended_at=None).order_by("id")) for kind in KINDS.values()}
    return plain.Decisions(
        columns=tuple(
            plain.ColumnDecision(d.publisher or None, d.sha256 or None, d.heading, d.field)
            for d in in_force[models.ColumnDecision]
        ),
        date_orders=tuple(
            plain.DateOrderDecision(d.publisher or None, d.sha256 or None, d.heading, d.order)
            for d in in_force[models.DateOrderDecision]
        ),
        rows=tuple(
            plain.RowDecision(
                d.sha256, d.sheet or None, d.row, d.action, {int(position): text for position, text in d.cells.items()}
            )
            for d in in_force[models.RowDecision]
        ),
        standings=tuple(plain.StandingDecision(d.sha256, d.stands) for d in in_force[models.StandingDecision]),
        organisations={d.sha256: d.organisation_code for d in in_force[models.OrganisationDecision]},
        local_organisations=tuple(plain.LocalOrganisation(d.code, d.name) for d in in_force[models.LocalOrganisation]),
    )


KINDS: dict[str, Any] = {
    "column": models.ColumnDecision,
    "date-order": models.DateOrderDecision,
    "row": models.RowDecision,
    "standing": models.StandingDecision,
    "organisation": models.OrganisationDecision,
    "local-organisation": models.LocalOrganisation,
}
"""Kinds of decision by the name that addresses and the log use."""


@dataclass(frozen=True)
class Decided:
    """One decision as a page shows it. `made_at` and `ended_at` are aware times; `ended_how` is "" while in force."""

    kind: str
    id: int
    sentence: str
    scope: str
    made_by: str
    made_at: datetime
    why: str
    ended_how: str
    ended_by: str
    ended_at: datetime | None
    subject: str


def decisions_about(*, sha256: str, publisher: str | None) -> list[Decided]:
    """Every decision that bears on a file, in force or not: its own, and its publisher's. Newest first."""
    found: list[Decided] = []
    for kind, model in KINDS.items():
        if kind == "local-organisation":
            continue
        rows = list(model.objects.filter(sha256=sha256))
        if publisher and issubclass(model, models.ScopedDecision):
            rows += list(model.objects.filter(publisher=publisher))
        found += [_decided(kind, row) for row in rows]
    return sorted(found, key=lambda d: (d.made_at, d.id), reverse=True)


def rows_decided(*, sha256: str) -> dict[tuple[str | None, int], Decided]:
    """Decisions in force about rows of a file, by sheet and row."""
    rows = models.RowDecision.objects.filter(sha256=sha256, ended_at=None)
    return {(row.sheet or None, row.row): _decided("row", row) for row in rows}


def decision(*, kind: str, decision_id: int) -> Decided | None:
    """One decision, or None if there is no such kind or row."""
    model = KINDS.get(kind)
    row = model.objects.filter(pk=decision_id).first() if model else None
    return _decided(kind, row) if row else None


def log(*, about: str | None = None, first: int = 0, count: int = 50) -> tuple[Sequence[LogEntry], int]:
    """Entries of the log that tell of loads and decisions, newest first, from `first`; and how many there are in all.

    What else the log of the installation holds, as who signed in, is not among them: anybody may read these.
    """
    kinds = [model._meta.model_name for model in apps.get_models() if issubclass(model, models.Decision)]
    lines = LogEntry.objects.filter(Q(kind__in=kinds) | Q(kind="", what="load"), chain=CHAIN)
    if about:
        lines = lines.filter(about=about)
    return list(lines.order_by("-sequence")[first : first + count]), lines.count()


def last_decided_at() -> datetime | None:
    """When something was last decided or undone, or None if nothing ever was."""
    moments: list[datetime] = []
    for model in KINDS.values():
        for name in ("made_at", "ended_at"):
            newest = model.objects.exclude(**{name: None}).order_by(f"-{name}").values_list(name, flat=True).first()
            if newest:
                moments.append(newest)
    return max(moments, default=None)


def who_and_when(row: models.Decision) -> dict[str, Any]:
    """Who made a decision, when and why, and who ended it, when and how: as every list of decisions shows them."""
    names = ("made_by", "made_at", "why", "ended_how", "ended_by", "ended_at")
    return {name: getattr(row, name) for name in names}


def _decided(kind: str, row: Any) -> Decided:
    return Decided(
        kind=kind,
        id=row.pk,
        sentence=_sentence(row),
        scope=_scope(row),
        **who_and_when(row),
        subject=getattr(row, "sha256", "") or getattr(row, "publisher", "") or getattr(row, "code", ""),
    )


def _sentence(row: Any) -> str:
    match row:
        case models.ColumnDecision():
            return f"The column “{row.heading}” is: {FIELDS.get(row.field, row.field)}."
        case models.DateOrderDecision():
            return f"Dates under “{row.heading}” are {ORDERS.get(row.order, row.order).lower()}."
        case models.RowDecision():
            where = f"Row {row.row:,}" + (f" of sheet {row.sheet}" if row.sheet else "")
            return f"{where} was {row.get_action_display()}."
        case models.StandingDecision():
            return "This file counts." if row.stands else "This file is set aside and counts in no total."
        case models.OrganisationDecision():
            return f"This file was published by {row.organisation_code}."
        case _:
            return f"{row.name} is known as {row.code}."


def _scope(row: Any) -> str:
    if getattr(row, "publisher", ""):
        return "every file of this publisher"
    return "this file" if getattr(row, "sha256", "") else "every file"


def directory() -> Directory:
    """The reference list of public bodies, and those that a person added."""
    return Directory.load((o.code, o.name) for o in models.LocalOrganisation.objects.filter(ended_at=None))
