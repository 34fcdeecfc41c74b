"""From whom what a decision chose is kept: it tells of the documents that it was chosen from."""

from django.db.models import OuterRef, Subquery

from tallystick.councils.rules.actors import Actor
from tallystick.councils.rules.permissions import Permission, may
from tallystick.decisions import models
from tallystick.decisions.queries.answering import current
from tallystick.decisions.queries.seeing import sees_exempt
from tallystick.decisions.rules.paper_people import CHOSEN_FROM

KEPT_OUT = "Kept out of the public version"
"""What stands in place of the choice."""


def rests_on_exempt(row: models.Decision) -> bool:
    """Whether one of the documents that options come from is kept out of the public version: a choice may rest on any
    of them, and is kept out with it."""
    found = [current(row, kind) for kind in CHOSEN_FROM]
    return any(one is not None and one.exempt for one in found)


def sees_choice(by: Actor, row: models.Decision) -> bool:
    """Whether `by` may see what a decision chose, and why."""
    return not rests_on_exempt(row) or sees_exempt(by, row)


def choices_kept_from(by: Actor) -> frozenset[int]:
    """Numbers of the decisions whose choice `by` may not see, of all there are: `sees_choice` of many at once."""
    last = models.Document.objects.filter(decision=OuterRef("decision"), kind=OuterRef("kind")).order_by("-edition")
    exempt = models.Document.objects.filter(
        kind__in=CHOSEN_FROM, exempt=True, edition=Subquery(last.values("edition")[:1]), decision__isnull=False
    ).values_list("decision", "decision__organisation__code")
    hidden = {number for number, code in exempt if not may(by, Permission.READ_CONFIDENTIAL, code)}
    if by.person is not None and hidden:
        part = models.Involved.objects.filter(person=by.person, removed=False).values_list("decision", flat=True)
        hidden -= set(part)
    return frozenset(hidden)
