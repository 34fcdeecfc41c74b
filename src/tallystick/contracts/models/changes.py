"""A change of a contract, the check of whether the law allows it, and what the law turns on in that contract."""

from django.db import models
from django.db.models import Q
from django.db.models.fields.json import JSONField

from tallystick.contracts import choices
from tallystick.contracts.models.contract import OfContract
from tallystick.contracts.models.kept import chosen, day, pence, prose, text, yes_or_no
from tallystick.councils.models import Person


class Change(OfContract):
    """A change of the contract, with its effect over the rest of its life.

    facts: answers to what the law asks of the change, as `law.changes` takes them; a question left out is not known.
    ground: the ground that is relied on, as ``72(1)(b)`` or ``Sch 8 para 4``; "" while none is.
    proposed_by: who proposed it. written_by: who wrote to it last, if it was changed since. Neither approves it.
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
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
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


class LegalFacts(OfContract):
    """What the law turns on in a contract and the rest of the register does not say: at most one row of each.

    initial_value_pence, indexed_value_pence: on the contract's own VAT basis, with every option; the second as the
    clause on prices has brought it up to date. maximum_months: the longest term provided for on award.
    changes_known: every change that was ever made is recorded here.
    """

    supply = chosen(choices.SUPPLIES)
    initial_value_pence = pence()
    maximum_months = models.PositiveIntegerField(null=True, blank=True)
    indexation_clause = yes_or_no()
    indexed_value_pence = pence()
    changes_known = yes_or_no()
    parent_regime = chosen(choices.REGIMES)
    procurement_commenced = day()
    notice_published = day()
    transparency_notice_published = day()
    contracts_finder_published = day()
    negotiation_contacted = day()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contract"], condition=Q(removed=False), name="legalfacts_one_of_contract")
        ]
