"""Every kind of row of the register and every field of it: what it is called, and who may see it.

A test finds a field that nobody decided about.
"""

from tallystick.contracts import models
from tallystick.contracts.declared import agreement, running
from tallystick.contracts.declared.agreement import SECTIONS
from tallystick.contracts.declared.shape import Access, Field, Kind

_DECLARED: list[tuple[Kind, type[models.Kept]]] = [
    (agreement.CONTRACT, models.Contract),
    (agreement.PARTY, models.Party),
    (agreement.LOT, models.Lot),
    (agreement.DOCUMENT, models.Document),
    (agreement.OBLIGATION, models.Obligation),
    (agreement.PRICE_LINE, models.PriceLine),
    (agreement.RELATION, models.Relation),
    (agreement.NOTICE, models.AdoptedNotice),
    (running.MEASURE, models.Measure),
    (running.MEASUREMENT, models.Measurement),
    (running.CREDIT, models.ServiceCredit),
    (running.MEETING, models.Meeting),
    (running.ACTION, models.MeetingAction),
    (running.LETTER, models.Letter),
    (running.TOKEN, models.SupplierToken),
    (running.RISK, models.Risk),
    (running.EXIT_PLAN, models.ExitPlan),
    (running.ISSUE, models.Issue),
    (running.CHANGE, models.Change),
    (running.CHANGE_CHECK, models.ChangeCheck),
    (running.LEGAL_FACTS, models.LegalFacts),
    (running.SETTLED, models.Settled),
    (running.ANSWERS, models.Answers),
    (running.DUTY, models.Duty),
    (running.QUESTION, models.Question),
]
KINDS: dict[str, Kind] = {kind.code: kind for kind, _ in _DECLARED}
"""Kinds of row by the code that addresses, the log and the HTTP interface use; ``contract`` is the first."""

MODELS: dict[str, type[models.Kept]] = {kind.code: model for kind, model in _DECLARED}
CODES: dict[type[models.Kept], str] = {model: kind.code for kind, model in _DECLARED}

DERIVED = {
    "contract": frozenset({"search_text", "supplier_label"}),
    "party": frozenset({"supplier_id", "supplier_name", "match_thousandths", "match_why"}),
}
"""Columns that are worked out from others and from published facts: not part of what a row says, so not in the log."""

BOOKKEEPING = frozenset({"id", "version", "removed", "contract_id", "organisation_id", "identity"})
"""Columns that are about the keeping of a row."""


def confidential_fields(kind: str) -> frozenset[str]:
    """Names of the fields of a kind (a code of `KINDS`) that only those with that permission may read."""
    declared = KINDS.get(kind)
    return (
        frozenset(name for name, field in declared.fields.items() if field.access is Access.CONFIDENTIAL)
        if declared
        else frozenset()
    )


def visible_fields(kind: str, accesses: frozenset[Access]) -> frozenset[str]:
    """Names of the fields of a kind that somebody with these accesses may read."""
    return frozenset(name for name, field in KINDS[kind].fields.items() if field.access in accesses)


__all__ = [
    "BOOKKEEPING",
    "CODES",
    "DERIVED",
    "KINDS",
    "MODELS",
    "SECTIONS",
    "Access",
    "Field",
    "Kind",
    "confidential_fields",
    "visible_fields",
]
