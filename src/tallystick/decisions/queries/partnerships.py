"""Partnerships as a list and one by one, as they are on any day, for whoever may know of them."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Lower

from tallystick.councils.rules.actors import Actor
from tallystick.councils.rules.permissions import Permission, may
from tallystick.decisions import models
from tallystick.decisions.queries.answering import Answered, answered_one, current
from tallystick.decisions.queries.seeing import partnerships_seen_by, seen_by
from tallystick.decisions.rules.partnership import Board, Named, named
from tallystick.decisions.rules.partnership_json import partnership_from_json
from tallystick.kit.errors import Refused

KIND = "members"
_AT_ONCE = 200
"""Partnerships whose members are read at once."""
_SORTS = {"name": "name", "organisation": "organisation__name"}


@dataclass(frozen=True)
class OnBoard:
    """A board, with those who hold a seat on it on a day as a decision would name them."""

    board: Board
    named: tuple[Named, ...]


def partnerships(*, words: str = "", sort: str = "name", by: Actor) -> QuerySet[models.Partnership]:
    """Partnerships that `by` may know of. words: all of them in its name or purpose. sort: ``name`` or
    ``organisation``, with a minus sign before it for the other way round."""
    rows = partnerships_seen_by(by)
    for word in words.split():
        rows = rows.filter(Q(name__icontains=word) | Q(purpose__icontains=word))
    key = Lower(_SORTS.get(sort.removeprefix("-"), "name"))
    return rows.order_by(key.desc() if sort.startswith("-") else key.asc(), "pk")


def as_it_is(row: models.Partnership, on: dt.date, *, edition: int | None = None, by: Actor) -> Answered | None:
    """A partnership on a day, from what is known of it now, or was by an edition; None where nothing is, or none that
    `by` may see."""
    found = _document(row, edition, by)
    return answered_one(row, found, on) if found else None


def as_they_are(
    rows: Iterable[models.Partnership], on: dt.date, *, by: Actor
) -> Iterator[tuple[models.Partnership, Answered | None, bool]]:
    """Each partnership as `as_it_is` has it, and whether anything is written of it; a query for each _AT_ONCE."""
    each = iter(rows)
    while batch := list(islice(each, _AT_ONCE)):
        last = models.Document.objects.filter(partnership=OuterRef("partnership"), kind=KIND).order_by("-edition")
        found = models.Document.objects.filter(
            partnership__in=[row.pk for row in batch], kind=KIND, edition=Subquery(last.values("edition")[:1])
        )
        kept = {one.partnership_id: one for one in found}
        for row in batch:
            one = kept.get(row.pk)
            seen = one is not None and (not one.exempt or _sees_exempt(row, by))
            yield row, answered_one(row, one, on) if one is not None and seen else None, one is not None


def editions(row: models.Partnership, *, by: Actor) -> list[models.Document]:
    """The editions of what is known of its members that `by` may see, the last first. Where the one in force is kept
    out, so are those before it."""
    kept = list(row.documents.filter(kind=KIND).select_related("made_by").defer("said").order_by("-edition"))
    if not any(one.exempt for one in kept) or _sees_exempt(row, by):
        return kept
    return [] if kept[0].exempt else [one for one in kept if not one.exempt]


def decisions_of(row: models.Partnership, *, by: Actor) -> QuerySet[models.Decision]:
    """The decisions of a partnership that `by` may know of, the newest first."""
    return seen_by(by).filter(partnership=row).order_by("-pk")


def boards_of(row: models.Partnership, on: dt.date, *, by: Actor) -> list[OnBoard]:
    """Its boards on a day. Raises Refused where what is known of them cannot be read."""
    found = _document(row, None, by)
    if found is None:
        return []
    it = partnership_from_json({"title": row.name, **found.said})
    return [OnBoard(board, named(it, board, on)) for board in it.boards]


def has_boards(row: models.Partnership, on: dt.date, *, by: Actor) -> bool:
    """Whether somebody of one of its boards could be named on a day."""
    try:
        return any(one.named for one in boards_of(row, on, by=by))
    except Refused:
        return False


def told(row: models.Partnership) -> dict[str, Any]:
    """What a partnership says of itself, as JSON."""
    return {
        "id": row.pk, "name": row.name, "purpose": row.purpose or None, "organisation": row.organisation.code,
        "version": row.version,
    }  # fmt: skip


def _document(row: models.Partnership, edition: int | None, by: Actor) -> models.Document | None:
    """The edition in force, or another. Where the one in force is kept out, so are those before it."""
    last = current(row, KIND)
    if last is None or (last.exempt and not _sees_exempt(row, by)):
        return None
    if edition is None or edition == last.edition:
        return last
    found = row.documents.filter(kind=KIND, edition=edition).select_related("made_by").first()
    return None if found is None or (found.exempt and not _sees_exempt(row, by)) else found


def _sees_exempt(row: models.Partnership, by: Actor) -> bool:
    return may(by, Permission.READ_CONFIDENTIAL, row.organisation.code)
