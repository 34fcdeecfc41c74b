"""Which decisions and partnerships somebody may know of."""

from typing import Any

from django.db.models import Q, QuerySet

from tallystick.contracts.queries.seeing import of_organisations
from tallystick.councils.models import Organisation
from tallystick.councils.rules.actors import Actor
from tallystick.councils.rules.permissions import Permission, may, organisations_where
from tallystick.decisions import models


def seen_by(by: Actor) -> QuerySet[models.Decision]:
    """Decisions of the organisations whose papers `by` may read, and those that `by` has a part in."""
    rows = models.Decision.objects.filter(removed=False).select_related("organisation", "contract", "partnership")
    if by.everything:
        return rows
    if by.person is None:
        return rows.none()
    involved = models.Involved.objects.filter(person=by.person, removed=False).order_by().values("decision")
    return rows.filter(Q(organisation__in=_readable(by)) | Q(pk__in=involved))


def partnerships_seen_by(by: Actor) -> QuerySet[models.Partnership]:
    """Partnerships of the organisations whose papers `by` may read; and those of which one of these organisations is a
    member whose people are let to see it, as its members are written now. A document that is kept out of the public
    version lets nobody in."""
    rows = models.Partnership.objects.filter(removed=False).select_related("organisation")
    if by.everything:
        return rows
    if by.person is None:
        return rows.none()
    codes = organisations_where(by, Permission.READ_PAPERS)
    let_see = models.LetSee.objects.filter(organisation_code__in=codes).values("partnership")
    return rows.filter(Q(organisation__in=of_organisations(codes)) | Q(pk__in=let_see))


def sees_exempt(by: Actor, decision: models.Decision) -> bool:
    """Whether `by` may see what is kept out of the public version: by role, or as one who has a part in it."""
    if may(by, Permission.READ_CONFIDENTIAL, decision.organisation.code):
        return True
    return by.person is not None and decision.involved.filter(person=by.person, removed=False).exists()


def speaks(by: Actor, decision: models.Decision, row: models.Involved) -> bool:
    """Whether `by` is who is named in a part, or records what somebody without an account says."""
    if by.everything or (row.person_id is not None and row.person_id == by.person):
        return True
    return row.person_id is None and may(by, Permission.KEEP_REGISTER, decision.organisation.code)


def _readable(by: Actor) -> QuerySet[Organisation, Any]:
    return of_organisations(organisations_where(by, Permission.READ_PAPERS))
