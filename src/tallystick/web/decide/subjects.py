"""Whose documents a page is about: a decision's or a partnership's, as whoever is signed in may see them."""

from dataclasses import dataclass
from typing import Any, Literal

from django.http import Http404, HttpRequest
from django.urls import reverse

from tallystick.councils.actions import check
from tallystick.councils.rules.permissions import Permission, may
from tallystick.decisions import choices
from tallystick.decisions.actions.holding import NotThere
from tallystick.decisions.documents import KINDS, Kind
from tallystick.decisions.queries import listing
from tallystick.decisions.queries.seeing import sees_exempt
from tallystick.web.deciding import actor

Of = Literal["decision", "partnership"]
_NAMES = {"decision": "decide", "partnership": "partnership"}


@dataclass(frozen=True)
class Subject:
    """A decision or a partnership. keeps: whether its documents may be changed by whoever is signed in, and now."""

    of: Of
    row: Any
    keeps: bool
    exempt: bool

    @property
    def address(self) -> str:
        """Of its own page."""
        return reverse(f"{_NAMES[self.of]}-one", args=[self.row.pk])

    def document(self, kind: str, page: str = "", *more: Any) -> str:
        """The address of a document, or of a page of one, such as ``text`` or ``place``."""
        return reverse(f"{_NAMES[self.of]}-document{f'-{page}' if page else ''}", args=[self.row.pk, kind, *more])

    @property
    def kinds(self) -> list[Kind]:
        """The kinds of document that it may have."""
        return [one for one in KINDS.values() if one.of == self.of]


def seen(request: HttpRequest, of: Of, number: int) -> Subject:
    """One that whoever is signed in may see. Raises Http404."""
    by = actor(request)
    try:
        row: Any = listing.decision(number, by=by) if of == "decision" else listing.partnership(number, by=by)
    except NotThere:
        raise Http404 from None
    keeps = may(by, Permission.KEEP_REGISTER, row.organisation.code)
    if of == "partnership":
        return Subject(of, row, keeps, may(by, Permission.READ_CONFIDENTIAL, row.organisation.code))
    return Subject(of, row, keeps and row.state in choices.OPEN, sees_exempt(by, row))


def kept(request: HttpRequest, of: Of, number: int) -> Subject:
    """One that whoever is signed in may change. Raises Http404, NotAllowed."""
    found = seen(request, of, number)
    check(actor(request), Permission.KEEP_REGISTER, found.row.organisation.code)
    return found
