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
from tallystick.decisions.queries.answering import current
from tallystick.decisions.queries.choosing import for_readers, rests_on_exempt
from tallystick.decisions.queries.seeing import sees_exempt
from tallystick.decisions.rules.words_exempt import holds_exempt
from tallystick.web.deciding import actor

Of = Literal["decision", "partnership"]
_NAMES = {"decision": "decide", "partnership": "partnership"}


@dataclass(frozen=True)
class Subject:
    """A decision or a partnership. keeps: whether its documents may be changed by whoever is signed in, and now.
    exempt: whether they may see what is kept out of the public version."""

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

    @property
    def has_paragraph(self) -> bool:
        """Whether it is said under which paragraph of Schedule 12A something is exempt. Nobody asks it of a
        partnership, of which there is no report."""
        about = self.said_of("words").get("about") if self.of == "decision" else None
        classified = about.get("classification") if isinstance(about, dict) else None
        return self.of == "partnership" or bool(isinstance(classified, dict) and classified.get("paragraph"))

    def current(self, kind: str) -> Any:
        """The edition in force of a kind of document, as whoever is signed in may read it; None where there is none.
        Raises Http404 where it may not be seen, or cannot be."""
        if kind not in {one.code for one in self.kinds}:
            raise Http404
        found = current(self.row, kind)
        if found is not None and found.exempt and not self.exempt:
            raise Http404
        return self._cut(found)

    def said_of(self, kind: str) -> dict[str, Any]:
        """What the document of a kind says; nothing where there is none, or it may not be seen."""
        try:
            found = self.current(kind)
        except Http404:
            return {}
        return dict(found.said) if found else {}

    def editions(self, last: Any) -> list[Any]:
        """Every edition up to `last`, the one in force, that whoever is signed in may read, the last first, without
        what they say. Where a paragraph of that is kept from them, so are those in which it may stand unmarked."""
        if not self.exempt and last.kind == "words" and holds_exempt(last.said):
            return [last]
        found = self.row.documents.filter(kind=last.kind).select_related("made_by").defer("said").order_by("-edition")
        return list(found if self.exempt else found.filter(exempt=False))

    def edition(self, last: Any, number: int) -> Any:
        """One of `editions` by its number; None where it is none of them."""
        found = next((one for one in self.editions(last) if one.edition == number), None)
        return last if found is not None and number == last.edition else self._cut(found)

    def _cut(self, found: Any) -> Any:
        """Without what of it is kept from whoever is signed in."""
        if found is None or self.exempt or self.of == "partnership":
            return found
        return for_readers(found, choice=found.kind != "recommendation" or not rests_on_exempt(self.row))


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
