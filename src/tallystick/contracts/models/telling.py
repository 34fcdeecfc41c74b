"""Who was told what, when: each alert once, in one e-mail a person and day."""

from django.db import models
from django.db.models.fields.json import JSONField

from tallystick.contracts import choices
from tallystick.contracts.models.contract import Contract
from tallystick.contracts.models.kept import chosen, day, prose, text
from tallystick.councils.models import Person


class Digest(models.Model):
    """One e-mail to one person, with what was theirs on a day. Made whole before it is handed to the mail server.

    message_id: the same at each try, so that a mail server or a reader tells a repeat. handed_at: when the server took
    it; null while it has not, or while that is not known. tries: ``{"at", "ended", "why"}`` each, `ended` ``taken``,
    ``refused``, or ``not_known`` where this program stopped between the server's word and ours. What was made is never
    changed and never removed: triggers hold that.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    address = text(300)
    on = models.DateField()
    message_id = models.CharField(max_length=200, unique=True)
    subject = text(300)
    body = prose()
    made_at = models.DateTimeField()
    handed_at = models.DateTimeField(null=True)
    tries = JSONField(default=list, blank=True)
    state = chosen(choices.DIGESTS, "made")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "on"], name="digest_one_a_day")]
        indexes = [models.Index(fields=["state", "on"], name="digest_waiting")]


class Alert(models.Model):
    """That a key date was told to a person, at a stage. It is told again only when its day, or whose it is, changes.

    due: as it was told; "" where the day was not known. turn: 0, and one more each time that the person has to be told
    again of a day of which they were told before, as they have heard of another day since. takes_effect, number: of the
    key date as it was told, by which what has no day is known for another. Only ever added.
    """

    digest = models.ForeignKey(Digest, on_delete=models.PROTECT, related_name="alerts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+")
    key = text(80)
    due = text(10)
    stage = chosen(choices.ALERT_STAGES)
    turn = models.PositiveIntegerField(default=0)
    what = text(500)
    why = prose()
    takes_effect = day()
    number = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contract", "key", "due", "stage", "person", "turn"], name="alert_once"),
        ]
        indexes = [models.Index(fields=["person", "contract"], name="alert_of_person")]


class Round(models.Model):
    """That everybody was gone through on a day, and all that was to be made was made.

    whole: with what could have waited until Monday. One such is made in a week: on its Monday, or later where that was
    missed.
    """

    on = models.DateField(unique=True)
    whole = models.BooleanField()
    made_at = models.DateTimeField()
