"""Rows of decisions. A decision is a question, documents that say what is known of it, and people who have a say.

What is worked out is not kept beside what it comes of, but for records: a record holds both, for good.
"""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.db.models.fields.json import JSONField

from tallystick.contracts.models import Contract
from tallystick.councils.models import Organisation, Person
from tallystick.decisions import choices


class Partnership(models.Model):
    """Organisations that share services. Its members, delegations, services and boards are in its documents."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="partnerships")
    name = models.CharField(max_length=300)
    purpose = models.TextField(blank=True, default="")
    version = models.PositiveIntegerField(default=1)
    removed = models.BooleanField(default=False)

    @property
    def title(self) -> str:
        """What pages call it, as they do a decision."""
        return self.name


class LetSee(models.Model):
    """An organisation whose people are let to see a partnership. It follows from the edition in force of its members,
    and is kept so that who may see what is asked without reading those. organisation_code: as that says it."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="let_see")
    organisation_code = models.CharField(max_length=100, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "organisation_code"], name="let_see_once")]


class Decision(models.Model):
    """A question that somebody has to decide. organisation: whose paper it is, and whose roles govern it.

    chosen, chosen_why: the option that was chosen, and why, above all where it is not what the method says.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="decisions")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, null=True, related_name="decisions")
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, null=True, related_name="decisions")
    kind = models.CharField(max_length=30, choices=choices.KINDS, default="other")
    title = models.CharField(max_length=300)
    question = models.TextField(blank=True, default="")
    reference = models.CharField(max_length=60, blank=True, default="")
    needed_by = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=30, choices=choices.STATES, default="draft")
    chosen = models.CharField(max_length=300, blank=True, default="")
    chosen_why = models.TextField(blank=True, default="")
    version = models.PositiveIntegerField(default=1)
    removed = models.BooleanField(default=False)


class Document(models.Model):
    """One edition of one document of a decision or of a partnership. Only ever added: the last edition counts.

    kind: a code of `documents.KINDS`. said: as its rule reads it. exempt: kept out of what is published.
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, related_name="documents")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, null=True, related_name="documents")
    kind = models.CharField(max_length=30)
    edition = models.PositiveIntegerField()
    said = JSONField(encoder=DjangoJSONEncoder)
    exempt = models.BooleanField(default=False)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    why = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decision=None, partnership__isnull=False) | Q(decision__isnull=False, partnership=None),
                name="document_of_one",
            ),
            models.UniqueConstraint(fields=["decision", "kind", "edition"], name="document_of_decision_once"),
            models.UniqueConstraint(fields=["partnership", "kind", "edition"], name="document_of_partnership_once"),
        ]


class Involved(models.Model):
    """Somebody with a part in a decision. person: null for somebody without an account, whose say others record.

    speaks_for: the body whose view they give.
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="involved")
    role = models.CharField(max_length=30, choices=choices.ROLES)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200)
    speaks_for = models.CharField(max_length=300, blank=True, default="")
    answer = models.CharField(max_length=30, choices=choices.ANSWERS, blank=True, default="")
    answer_why = models.TextField(blank=True, default="")
    answered_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    removed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "role", "name", "speaks_for"], condition=Q(removed=False), name="involved_once"
            )
        ]


class Score(models.Model):
    """What somebody gave an option on a criterion, and why. Only ever added: the last of each counts.

    agreed: given by the moderator for all, beside which every scorer's own stays. value: null takes a score back.
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="scores")
    scorer = models.ForeignKey(Involved, on_delete=models.PROTECT, related_name="scores")
    option = models.CharField(max_length=300)
    criterion = models.CharField(max_length=300)
    value = models.DecimalField(max_digits=12, decimal_places=4, null=True)
    agreed = models.BooleanField(default=False)
    why = models.TextField(blank=True, default="")
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()


class Record(models.Model):
    """What was known, by whom, under which rules, and what came of it. Only ever added.

    inputs: kind of document -> {edition, exempt, said}, where `said` is all that the rule was told. answers: kind ->
    what the rule said. as_of: the day it was worked out for. rules: kind -> version of the rule.
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="records")
    number = models.PositiveIntegerField()
    as_of = models.DateField()
    about = JSONField(encoder=DjangoJSONEncoder)
    inputs = JSONField(encoder=DjangoJSONEncoder)
    answers = JSONField(encoder=DjangoJSONEncoder)
    rules = JSONField(encoder=DjangoJSONEncoder)
    digest = models.CharField(max_length=64)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    why = models.TextField(blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "number"], name="record_once")]
