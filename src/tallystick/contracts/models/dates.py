"""What must happen by when: worked out from a contract and its rows, and never typed."""

from datetime import date

from django.db import models
from django.db.models.fields.json import JSONField

from tallystick.contracts import choices
from tallystick.contracts.models.contract import Contract, OfContract
from tallystick.contracts.models.kept import chosen, day, pence, prose, text
from tallystick.councils.models import Organisation, Person


class Reckoned(models.Model):
    """What was last worked out of a contract. No row, or `until` null, is a contract that has yet to be worked out.

    until: the last day on which it all still holds, unless the contract changes first.
    current_end, latest_end, earliest_end: last days of the term; null for none, or not known: `unknown` names what is
    not. next_due: the first day of its key dates that has not passed.
    regime: a code of `law.regime`. slight_pence: left under the ground of small changes; half_pence: under those of
    half the value, for one change; term_tenths: tenths of a month left. Each is on the contract's own VAT basis, and
    null where not known or where there is no such ground. headroom: all of it. headroom_unknown: why not.
    """

    contract = models.OneToOneField(Contract, on_delete=models.PROTECT, related_name="reckoned", primary_key=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    until = day()
    current_end = day()
    latest_end = day()
    earliest_end = day()
    next_due = day()
    unknown = JSONField(default=list, blank=True)
    regime = text(20)
    regime_why = prose()
    slight_pence = pence()
    half_pence = pence()
    term_tenths = models.IntegerField(null=True, blank=True)
    headroom = JSONField(default=list, blank=True)
    headroom_unknown = JSONField(default=list, blank=True)
    rules_version = text(40)

    class Meta:
        indexes = [
            models.Index(fields=["until"], name="reckoned_until"),
            models.Index(fields=["organisation", "regime", "slight_pence"], name="reckoned_by_headroom"),
            models.Index(fields=["regime", "slight_pence"], name="reckoned_headroom"),
            # A portfolio begins with those that have least left: the first fifty are read, and not all put in order.
            models.Index(fields=["slight_pence", "contract"], name="reckoned_left"),
        ]


class KeyDate(models.Model):
    """One dated thing of a contract. It is taken away, and not kept, when it no longer follows from the contract.

    key: what it is in its contract, and the same from day to day: ``extension:1``, ``duty:123``, ``find_out:end``.
    due: the last day to do it; null where that is not known. takes_effect: what follows then. last_safe_start: the last
    day to begin what comes before. warn: the day from which it is spoken of; null where it is from the first.
    person: whose it is, if that is known and they hold a role there. settled: somebody decided, for this day.
    working: how the days were counted, a text a step. row: the number of the row that it is about, if it is one.
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="key_dates")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = chosen(choices.KEY_DATES)
    key = text(80)
    what = text(500)
    why = prose()
    due = day()
    takes_effect = day()
    last_safe_start = day()
    warn = day()
    working = JSONField(default=list, blank=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    department = text(300)
    settled = models.BooleanField(default=False)
    row = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contract", "key"], name="keydate_one_of_a_key")]
        indexes = [
            models.Index(fields=["organisation", "due", "id"], name="keydate_of_organisation"),
            models.Index(fields=["person", "due", "id"], name="keydate_of_person"),
            models.Index(fields=["organisation", "department", "due"], name="keydate_of_department"),
            models.Index(fields=["due", "id"], name="keydate_due"),
            models.Index(fields=["warn"], name="keydate_warn"),
        ]

    @property
    def about(self) -> date | None:
        """The day for which it is decided: its last or, where that is not known, the one on which it takes effect."""
        return self.due or self.takes_effect


class Settled(OfContract):
    """What somebody decided about a key date of a contract, for the day that it was then about.

    due: that day: its last or, where that was not known, the one on which it took effect; null where neither was. When
    it moves, as when a contract renewed itself, nothing is decided any more.
    """

    key = text(80)
    due = day()
    decision = chosen(choices.SETTLED)
    why = prose()
    decided = day()


class Feed(models.Model):
    """A private address by which somebody's calendar reads key dates. Only its hash is kept.

    scope: whose dates. organisation, department: of which; null and empty for a person's own wherever they are.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="feeds")
    digest = models.CharField(max_length=64, unique=True)
    name = text(200)
    scope = chosen(choices.FEED_SCOPES, "mine")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    department = text(300)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    last_read_at = models.DateTimeField(null=True)
