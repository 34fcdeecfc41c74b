"""Rows of the record: what people decided about who is who.

Each names units (a name folded by case and punctuation, with the company number it was published with, if any), never
suppliers: so it survives a re-run, new files and other people's decisions. A decision is never edited or removed; it
is ended once, when it is superseded or undone, which triggers in the first migration hold.
"""

from django.db import models
from django.db.models import Q

from tallystick.intake.models import Decision

VERDICTS = [("same", "the same supplier"), ("different", "different suppliers"), ("unsure", "not sure")]
KINDS = [
    ("supplier", "a supplier"),
    ("individual", "a person"),
    ("various", "various payees"),
    ("redacted", "a redaction"),
]


class AboutUnit(Decision):
    """A decision about the supplier that a unit belongs to."""

    unit = models.CharField(max_length=600)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(fields=["unit"], condition=Q(ended_at=None), name="%(class)s_one_in_force")
        ]


class PairDecision(Decision):
    """Whether two units are one supplier. `unit_a` sorts before `unit_b`. `batch`: decided in one go, undone in one."""

    unit_a = models.CharField(max_length=600, db_index=True)
    unit_b = models.CharField(max_length=600, db_index=True)
    verdict = models.CharField(max_length=10, choices=VERDICTS)
    batch = models.CharField(max_length=32, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit_a", "unit_b"], condition=Q(ended_at=None), name="pairdecision_one_in_force"
            ),
            models.CheckConstraint(condition=Q(unit_a__lt=models.F("unit_b")), name="pairdecision_in_order"),
        ]


class SupplierName(AboutUnit):
    """What the supplier is called."""

    name = models.CharField(max_length=300)


class SupplierNumber(AboutUnit):
    """The supplier's company number."""

    company_number = models.CharField(max_length=8)


class SupplierGroup(AboutUnit):
    """The corporate group that the supplier belongs to; empty for none."""

    group_name = models.CharField(max_length=300, blank=True)


class SupplierKind(AboutUnit):
    """Whether it is a supplier at all."""

    kind = models.CharField(max_length=10, choices=KINDS)
