"""Questionnaires and scales as an organisation has amended them, answers to them, and the duties that follow."""

from django.db import models
from django.db.models import Q
from django.db.models.fields.json import JSONField

from tallystick.contracts import choices
from tallystick.contracts.models.contract import OfContract
from tallystick.contracts.models.kept import Kept, chosen, day, prose, text
from tallystick.councils.models import Organisation, Person


class Method(Kept):
    """An edition of a questionnaire or scale that is an organisation's own. `content`: as `reference.asking_json`."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=[("questionnaire", "Questionnaire"), ("scale", "Risk scale")])
    name = models.CharField(max_length=60)
    edition = models.CharField(max_length=30)
    content = JSONField()
    in_force = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kind", "name", "edition"], name="method_one_edition"),
            models.UniqueConstraint(
                fields=["organisation", "kind", "name"], condition=Q(in_force=True), name="method_one_in_force"
            ),
        ]


class Answers(OfContract):
    """Answers to one questionnaire, with the edition that was answered and what came of it.

    content: the questionnaire's text as it was answered. chosen_outcome, chosen_why: a person's word against the score.
    """

    questionnaire = text(60)
    edition = text(30)
    content = JSONField()
    answers = JSONField(default=dict)
    score = models.IntegerField(null=True, blank=True)
    most = models.IntegerField(null=True, blank=True)
    outcome = text(40)
    chosen_outcome = text(40)
    chosen_why = prose()
    answered_on = models.DateField()


class Duty(OfContract):
    """Something that somebody must do by a day. `due` null: the day is not known, and finding it out is the duty.

    source: what it follows from, as ``tier:major``; empty for one that a person added. who: a role or a name.
    """

    code = text(60)
    what = text(500)
    why = prose()
    who = text(200)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="duties")
    due = day()
    every_months = models.PositiveIntegerField(null=True, blank=True)
    until = day()
    lead_days = models.PositiveIntegerField(null=True, blank=True)
    source = text(60)
    state = chosen(choices.DUTY_STATES, "open")
    done = day()

    class Meta:
        indexes = [models.Index(fields=["state", "due"], name="duty_by_day")]
