"""Registers as they came: files, rows, remembered columns and open questions."""

from django.db import models
from django.db.models import Q
from django.db.models.fields.json import JSONField

from tallystick.contracts import choices
from tallystick.contracts.models.contract import Contract, OfContract
from tallystick.contracts.models.kept import Kept, chosen, prose, text
from tallystick.councils.models import Organisation


class RegisterFile(Kept):
    """A register that was handed in. `state`: ``previewed``, ``imported`` or ``discarded``.

    account: per sheet, what its rows became, as `contracts load` prints it. `public`: its contracts are published.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="registers")
    sha256 = models.CharField(max_length=64, db_index=True)
    name = text(300)
    size = models.PositiveBigIntegerField(default=0)
    outcome = text(20)
    reason = prose()
    account = JSONField(default=list)
    state = text(20)
    public = models.BooleanField(default=False)
    handed_in_at = models.DateTimeField()
    handed_in_by = text(200)
    imported_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "sha256"], name="registerfile_one_of_each"),
        ]


class RegisterRow(models.Model):
    """One physical row of a register and where it ended. `place`: as `reading.shapes.RowRead`; `became`: ``new``,
    ``changed``, ``unchanged`` or empty.
    """

    file = models.ForeignKey(RegisterFile, on_delete=models.PROTECT, related_name="rows")
    sheet = text(200)
    row = models.PositiveBigIntegerField()
    place = text(20)
    reason = text(60)
    say = prose()
    cells = JSONField(default=list)
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, null=True, related_name="+")
    became = text(20)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "sheet", "row"], name="registerrow_once")]
        indexes = [models.Index(fields=["file", "place"], name="registerrow_by_place")]


class ColumnMapping(Kept):
    """What a publisher's columns are, remembered by the layout's fingerprint. `fields`: folded heading -> field."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    fingerprint = models.CharField(max_length=64)
    fields = JSONField(default=dict)
    date_order = text(10)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "fingerprint"], condition=Q(removed=False), name="columnmapping_one_in_force"
            )
        ]


class Question(OfContract):
    """A question about a cell that could not be taken as it stands. `suggestions`: ``[{"say", "values"}]``."""

    row = models.ForeignKey(RegisterRow, on_delete=models.PROTECT, null=True, related_name="+")
    field = text(60)
    written = prose()
    code = text(60)
    say = prose()
    suggestions = JSONField(default=list)
    state = chosen(choices.QUESTION_STATES, "open")
    answer = JSONField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "contract"], name="question_open")]
