"""How a contract performs: measures, measurements, credits, meetings, actions and letters."""

from django.db import models
from django.db.models import Q
from django.db.models.fields.json import JSONField

from tallystick.contracts import choices
from tallystick.contracts.models.contract import OfContract
from tallystick.contracts.models.kept import chosen, day, figure, pence, prose, text
from tallystick.councils.models import Person


class Measure(OfContract):
    """A performance indicator or an outcome, with its target.

    target, or low and high for `within`; approaching, improvement: where those ratings begin. trigger, credit: as
    `rules.performance` and `rules.performance_credits` take them. material: one of the three most material of the Act.
    """

    kind = chosen(choices.MEASURE_KINDS, "kpi")
    title = text(300)
    description = prose()
    audience = chosen(choices.AUDIENCES, "service")
    unit = text(60)
    direction = chosen(choices.DIRECTIONS, "higher")
    target = figure()
    low = figure()
    high = figure()
    approaching = figure()
    improvement = figure()
    frequency = chosen(choices.FREQUENCIES, "monthly")
    begins = day()
    ends = day()
    material = models.BooleanField(default=False)
    trigger = JSONField(null=True, blank=True)
    credit = JSONField(null=True, blank=True)


class Measurement(OfContract):
    """What was measured in one period, from its first to its last day.

    rating: as the measure's target had it on the day, or as a person decided, with rating_why.
    """

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="measurements")
    first = models.DateField()
    last = models.DateField()
    value = figure()
    rating = chosen(choices.RATINGS)
    rating_how = chosen(choices.RATED_BY, "worked_out")
    rating_why = prose()
    comment = prose()
    how = chosen(choices.MEASURED_BY, "typed")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "first"], condition=Q(removed=False), name="measurement_one_a_period"
            )
        ]


class ServiceCredit(OfContract):
    """Money that the supplier owes for a period that missed."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    first = day()
    last = day()
    amount_pence = pence()
    state = chosen(choices.CREDIT_STATES, "due")
    working = prose()


class Meeting(OfContract):
    """A review meeting. `agenda`: its points in order, from the tier or as changed."""

    on = models.DateField()
    state = chosen(choices.MEETING_STATES, "planned")
    title = text(300)
    agenda = JSONField(default=list, blank=True)
    present = prose()
    minutes = prose()


class MeetingAction(OfContract):
    """Something that a meeting agreed somebody would do."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="agreed")
    what = prose()
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    owner_name = text(200)
    due = day()
    done = day()


class Letter(OfContract):
    """One item of correspondence."""

    on = models.DateField()
    way = chosen(choices.WAYS, "in")
    channel = chosen(choices.CHANNELS, "email")
    correspondent = text(200)
    subject = text(300)
    body = prose()


class SupplierToken(OfContract):
    """A token by which the supplier's own system sends measurements of this contract. Only its hash is kept."""

    digest = models.CharField(max_length=64, unique=True)
    name = text(200)
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
