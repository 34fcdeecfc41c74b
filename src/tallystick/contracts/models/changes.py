"""A change of a contract, and the check of whether the law allows it, kept as it was made."""

from django.db import models
from django.db.models.fields.json import JSONField

from tallystick.contracts import choices
from tallystick.contracts.models.contract import OfContract
from tallystick.contracts.models.kept import chosen, day, pence, prose, text
from tallystick.councils.models import Person


class Change(OfContract):
    """A change of the contract, with its effect over the rest of its life.

    facts: answers to what the law asks of the change, as `law.changes` takes them; a question left out is not known.
    ground: the ground that is relied on, as ``72(1)(b)`` or ``Sch 8 para 4``; "" while none is.
    """

    number = text(40)
    title = text(300)
    description = prose()
    why = prose()
    proposed = day()
    agreed = day()
    takes_effect = day()
    value_pence = pence()
    months = models.IntegerField(null=True, blank=True)
    long_term_effect = prose()
    ground = text(40)
    facts = JSONField(default=dict, blank=True)
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made = day()
    state = chosen(choices.CHANGE_STATES, "proposed")


class ChangeCheck(OfContract):
    """One check of a change. Only ever added: the last is the one that counts.

    facts: all that was put to the rules; answer: all that they said, with the version of the rules.
    """

    change = models.ForeignKey(Change, on_delete=models.PROTECT, related_name="checks")
    checked = models.DateField()
    permitted = chosen(choices.PERMITTED)
    ground = text(40)
    facts = JSONField(default=dict, blank=True)
    answer = JSONField(default=dict, blank=True)
    rules_version = text(40)
