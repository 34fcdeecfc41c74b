"""What somebody may see of a contract, field by field."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from tallystick.contracts import models
from tallystick.contracts.declared import Access
from tallystick.councils.models import Organisation
from tallystick.councils.rules.actors import Actor
from tallystick.councils.rules.permissions import Permission, may, organisations_where

_OPENS = {
    Access.COUNCIL: Permission.READ,
    Access.PAPERS: Permission.READ_PAPERS,
    Access.CONFIDENTIAL: Permission.READ_CONFIDENTIAL,
}


def accesses(by: Actor, organisation: str, *, public: bool) -> frozenset[Access]:
    """What `by` may see of a contract of the organisation; empty where they may not know of it."""
    opened = {access for access, permission in _OPENS.items() if may(by, permission, organisation)}
    signed_in = by.person is not None or by.everything
    if Access.COUNCIL in opened or (public and signed_in):
        opened.add(Access.PUBLIC)
    return frozenset(opened)


def seen_by(by: Actor) -> QuerySet[models.Contract]:
    """The contracts that `by` may know of: those of their organisations, and public ones. None for nobody."""
    rows = models.Contract.objects.filter(removed=False)
    if by.everything:
        return rows
    if by.person is None:
        return rows.none()
    return rows.filter(Q(organisation__in=of_organisations(organisations_where(by, Permission.READ))) | Q(public=True))


def of_organisations(codes: Iterable[str]) -> QuerySet[Organisation, Any]:
    """Those with these codes, to look for their contracts by number: that takes no second table for each contract."""
    return Organisation.objects.filter(code__in=list(codes)).order_by().values("pk")
