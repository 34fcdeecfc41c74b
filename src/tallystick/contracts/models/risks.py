"""What could go wrong, what did, how it ends and how it was changed."""

from django.db import models

from tallystick.contracts import choices
from tallystick.contracts.models.contract import OfContract
from tallystick.contracts.models.kept import chosen, day, pence, prose, text
from tallystick.councils.models import Person


class Risk(OfContract):
    """A risk on a scale: likelihood and impact as it stands, and as hoped once it is mitigated.

    scale, scale_version: one of those shipped or the organisation's own, as `rules.scales` reads it.
    """

    title = text(300)
    cause = prose()
    effect = prose()
    scale = text(60)
    scale_version = text(30)
    likelihood = models.PositiveSmallIntegerField(null=True, blank=True)
    impact = models.PositiveSmallIntegerField(null=True, blank=True)
    mitigation = prose()
    likelihood_after = models.PositiveSmallIntegerField(null=True, blank=True)
    impact_after = models.PositiveSmallIntegerField(null=True, blank=True)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    owner_name = text(200)
    review = day()
    state = chosen(choices.RISK_STATES, "open")


class ExitPlan(OfContract):
    """How the contract would be left: kept as one row of it."""

    summary = prose()
    data_return = prose()
    handover = prose()
    staff = prose()
    successor = prose()
    cost_pence = pence()
    months_needed = models.PositiveIntegerField(null=True, blank=True)
    tested = day()
    review = day()


class Issue(OfContract):
    """Something that has gone wrong."""

    title = text(300)
    description = prose()
    raised = day()
    severity = chosen(choices.SEVERITIES, "medium")
    owner_name = text(200)
    state = chosen(choices.ISSUE_STATES, "open")
    resolution = prose()
    resolved = day()
