"""Rows of the record: what people decided about what was bought.

Three reaches, the narrower before the wider: one payment, one supplier, one publisher's account. None names anything
that a new build numbers anew. A decision is never edited or removed; it is ended once, when it is superseded or undone.
`category` is a code of the taxonomy, or ``not-ict``.
"""

from django.db import models
from django.db.models import Q

from tallystick.intake.models import Decision

LONGEST_CODE = 60


class PaymentCategory(Decision):
    """What one payment was for. It is named by the row that it was published in."""

    sha256 = models.CharField(max_length=64, db_index=True)
    sheet = models.CharField(max_length=500, blank=True, default="")
    row = models.PositiveBigIntegerField()
    category = models.CharField(max_length=LONGEST_CODE)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sha256", "sheet", "row"], condition=Q(ended_at=None), name="paymentcategory_one_in_force"
            )
        ]


class SupplierCategory(Decision):
    """What the supplier that `unit` belongs to sells: all of it, or where the system had thought `was`, only that."""

    unit = models.CharField(max_length=600, db_index=True)
    was = models.CharField(max_length=LONGEST_CODE, blank=True, default="")
    category = models.CharField(max_length=LONGEST_CODE)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "was"], condition=Q(ended_at=None), name="suppliercategory_one_in_force"
            )
        ]


class AccountCategory(Decision):
    """What one publisher books to one of its accounts, under the account's name as written."""

    publisher = models.CharField(max_length=100, db_index=True)
    account = models.CharField(max_length=1000)
    category = models.CharField(max_length=LONGEST_CODE)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["publisher", "account"], condition=Q(ended_at=None), name="accountcategory_one_in_force"
            )
        ]
