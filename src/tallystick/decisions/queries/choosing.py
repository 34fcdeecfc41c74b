"""From whom what a decision chose is kept: it tells of the documents that it was chosen from."""

from copy import copy
from datetime import datetime

from django.db.models import OuterRef, Subquery

from tallystick.councils.rules.actors import Actor
from tallystick.councils.rules.permissions import Permission, may
from tallystick.decisions import models
from tallystick.decisions.queries.seeing import sees_exempt
from tallystick.decisions.rules.paper_people import CHOSEN_FROM
from tallystick.decisions.rules.words_exempt import without_exempt

KEPT_OUT = "Kept out of the public version"
"""What stands in place of the choice."""


def rests_on_exempt(row: models.Decision) -> bool:
    """Whether one of the documents that options come from is kept out of the public version: a choice may rest on any
    of them, and is kept out with it."""
    return any(exempt for exempt, _ in in_force(row, CHOSEN_FROM).values())


def sees_choice(by: Actor, row: models.Decision) -> bool:
    """Whether `by` may see what a decision chose, and why."""
    return sees_exempt(by, row) or not rests_on_exempt(row)


def in_force(row: models.Decision, kinds: tuple[str, ...]) -> dict[str, tuple[bool, datetime]]:
    """Kind -> whether the edition in force is kept out of the public version, and when it was made; without what the
    documents say, which may be long."""
    editions = row.documents.filter(kind__in=kinds).order_by("edition").values_list("kind", "exempt", "made_at")
    return {kind: (exempt, made_at) for kind, exempt, made_at in editions}


def for_readers(document: models.Document, *, choice: bool) -> models.Document:
    """A document as somebody is told it who may not see what is exempt: words without the paragraphs that are, and
    where the `choice` is not theirs to see, a recommendation without it. It is never saved: editions are only added."""
    if document.kind == "words":
        said = without_exempt(document.said)
    elif document.kind == "recommendation" and not choice:
        said = {key: value for key, value in document.said.items() if key != "choice"}
    else:
        return document
    found = copy(document)
    found.said = said
    return found


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
