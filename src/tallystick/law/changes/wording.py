"""The questions that settle what is not known, and amounts as they are said with VAT and without."""

from decimal import Decimal

from tallystick.law.changes.case import Case
from tallystick.law.changes.verdicts import money
from tallystick.law.vat import without_vat

QUESTIONS = {
    "value": "By how much does the change alter the value of the contract, in pounds?",
    "months": "By how many months does the change alter the term of the contract? (0 where it does not.)",
    "maximum_term_months": "What was the longest term that the contract allowed for on award, options included?",
    "initial_value": "What was the contract worth when it was awarded, options included?",
    "current_value": "What is the contract worth now, just before the change?",
    "indexed_value": "What is the initial value, brought up to date by the indexation clause?",
    "indexation_clause": "Has the contract an indexation clause?",
    "kind": "Is the contract for services, goods or works, is it light touch, or is it a concession?",
    "vat": "Do the figures include VAT?",
    "earlier": "What was changed before, and by how much was each?",
    "earlier_ground": "On which ground was each earlier change made?",
    "earlier_with": "With which other change could it reasonably have been made, and what did that come to?",
    "new_kind_of_supply": "Does the change add supply of a kind that the contract does not provide for?",
    "alters_overall_nature": "Does the change alter the overall nature of the contract?",
    "new_supplier": "Does the change put a new supplier in the place of the one that has the contract?",
    "restructuring": "Does the new supplier take over because of a corporate restructuring, or of an insolvency?",
    "supplier_excluded": "Is the new supplier excluded, or short of the criteria for selection that were set at first?",
    "provided_for": "Do the contract as awarded and its notice provide for exactly this, without ambiguity?",
    "unforeseeable": "Could the authority, being diligent, not have foreseen before the award what makes it necessary?",
    "urgent": "Could it be awarded directly for extreme and unavoidable urgency, or to protect life?",
    "known_risk": (
        "Has a risk come about that the notice named as one that might need this, through no act of either party, and "
        "is the change no more than it takes to put that right, where a new award would not be in the public interest?"
    ),
    "additional_supply": "Is the change for supply in addition to what the contract provides for?",
    "became_necessary": "Has the additional supply become necessary?",
    "change_of_supplier_impossible": "Do economic or technical reasons rule out another contractor?",
    "different_supplier_incompatible": "Would what another supplier provides be different or incompatible?",
    "significant_inconvenience": (
        "Would another supplier mean disproportionate technical difficulty, or other significant inconvenience?"
    ),
    "duplicates_cost": "Would another supplier mean a substantial duplication of costs?",
    "could_be_combined": "Could the change reasonably have been made together with an earlier one?",
    "favours_supplier": "Does the change move the economic balance in favour of the supplier?",
    "admits_other_bidders": (
        "Had it been so from the start, would others have been admitted, would another tender have won, or would more "
        "have taken part?"
    ),
    "reserved_arrangement": "Was it placed under an arrangement of a body with powers for the whole United Kingdom?",
}
"""By the fact that is missing."""


def both_figures(case: Case, pounds: Decimal) -> str:
    """An amount on the contract's basis, said with VAT and without."""
    rate = case.facts.vat_rate
    said = [
        f"{money(case.gross(pounds, vat))} with VAT "
        f"({money(without_vat(pounds, vat, rate))} without, at {rate.normalize():f}%)"
        for vat in case.vats
    ]
    return " or ".join(said)
