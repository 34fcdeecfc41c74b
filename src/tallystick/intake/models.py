"""Rows of the record: decisions. Each is told of in the log of the installation, which `councils` keeps.

A decision is never edited or removed. Its last four columns are written once, when it is superseded or undone;
triggers in a migration hold that.
Where a decision may or may not name a file or sheet, the empty string stands for "none", so that the constraints hold.
"""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.fields.json import JSONField


class Decision(models.Model):
    """Who decided, when and why; and who ended it, when and how."""

    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    why = models.TextField(blank=True, default="")
    ended_by = models.CharField(max_length=200, blank=True, default="")
    ended_at = models.DateTimeField(null=True)
    ended_how = models.CharField(
        max_length=10, blank=True, default="", choices=[("superseded", "superseded"), ("undone", "undone")]
    )

    objects: ClassVar[models.Manager[Any]]

    class Meta:
        abstract = True


class ScopedDecision(Decision):
    """A decision about a heading: for one file (`sha256`) or for every file of a publisher (`publisher`), not both."""

    publisher = models.CharField(max_length=100, blank=True, default="")
    sha256 = models.CharField(max_length=64, blank=True, default="", db_index=True)
    heading = models.CharField(max_length=500)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(publisher="", sha256__gt="") | Q(publisher__gt="", sha256=""), name="%(class)s_one_scope"
            ),
            models.UniqueConstraint(
                fields=["publisher", "sha256", "heading"], condition=Q(ended_at=None), name="%(class)s_one_in_force"
            ),
        ]


class ColumnDecision(ScopedDecision):
    """What a column is. `field` is a canonical name or ``extra``."""

    field = models.CharField(max_length=40)


class DateOrderDecision(ScopedDecision):
    """Whether the dates of a column begin with the day or the month."""

    order = models.CharField(max_length=5, choices=[("day", "day first"), ("month", "month first")])


class RowDecision(Decision):
    """What became of one quarantined row. `cells` has the mended text by 0-based position."""

    sha256 = models.CharField(max_length=64, db_index=True)
    sheet = models.CharField(max_length=500, blank=True, default="")
    row = models.PositiveBigIntegerField()
    action = models.CharField(
        max_length=10, choices=[("mend", "mended"), ("release", "released"), ("furniture", "not a payment")]
    )
    cells = JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sha256", "sheet", "row"], condition=Q(ended_at=None), name="rowdecision_one_in_force"
            )
        ]


class StandingDecision(Decision):
    """Whether the payments of a file count."""

    sha256 = models.CharField(max_length=64, db_index=True)
    stands = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sha256"], condition=Q(ended_at=None), name="standingdecision_one_in_force")
        ]


class OrganisationDecision(Decision):
    """Who published a file."""

    sha256 = models.CharField(max_length=64, db_index=True)
    organisation_code = models.CharField(max_length=100)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sha256"], condition=Q(ended_at=None), name="organisationdecision_one_in_force"
            )
        ]


class LocalOrganisation(Decision):
    """A body that is not in the reference list."""

    code = models.CharField(max_length=100)
    name = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=Q(ended_at=None), name="localorganisation_one_in_force")
        ]
