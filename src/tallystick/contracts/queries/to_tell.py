"""Which key dates have to be told to whom on a day, and were not: in one pass over those that are spoken of."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import NamedTuple

from django.db.models import Q, QuerySet

from tallystick.contracts import models
from tallystick.contracts.queries.hearing import Hearing
from tallystick.contracts.rules.telling import (
    Standing,
    Telling,
    Told,
    can_wait,
    has_nobody,
    next_round,
    tellings,
    turn_of,
    was_told,
)

_FEW = 900
"""As many numbers as one question to SQLite may hold, and some to spare."""
_COLUMNS = (
    "pk", "contract_id", "key", "organisation_id", "kind", "due", "warn", "last_safe_start", "takes_effect",
    "person_id", "contract__owner_id", "contract__sponsor_id",
)  # fmt: skip
_UNHEARD = ("refused", "withdrawn")
"""States of e-mails that nobody has read."""
_Heard = dict[tuple[int, str, int], tuple[list[Told], list[Told]]]
"""By contract, key and person, in order: what they may have heard, and what they have not."""


class Row(NamedTuple):
    """A key date as it is read for this, with its contract's owner and sponsor."""

    pk: int
    contract: int
    key: str
    organisation: int
    kind: str
    due: date | None
    warn: date | None
    last_safe_start: date | None
    takes_effect: date | None
    person: int | None
    owner: int | None
    sponsor: int | None


class New(NamedTuple):
    """That a key date has to be told, and was not. turn: as in `models.Alert`."""

    row: Row
    telling: Telling
    turn: int


@dataclass
class ToTell:
    """Numbers of key dates by whom they have to be told to. nobody: how many there are for which there is nobody."""

    people: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    nobody: int = 0


def to_tell(hearing: Hearing, *, today: date, whole: bool) -> ToTell:
    """Everything to be told today. whole: with what could wait until Monday."""
    spoken_of = models.KeyDate.objects.filter(
        Q(warn=None) | Q(warn__lte=today) | Q(due__lt=today), settled=False, contract__removed=False
    )
    if not whole:
        following = next_round(today)
        spoken_of = spoken_of.filter(Q(due__lt=following) | Q(last_safe_start__lt=following))
    found = ToTell()
    rows = spoken_of.order_by("contract_id", "key").values_list(*_COLUMNS).iterator(_FEW)
    while some := [Row(*one) for one in islice(rows, _FEW)]:
        told = _told(models.Alert.objects.filter(contract__in={row.contract for row in some}))
        for new in _new(some, told, hearing, found, today=today, whole=whole):
            found.people[new.telling.person].append(new.row.pk)
    return found


def new_to(people: Collection[int], numbers: Iterable[int], hearing: Hearing, *, today: date, whole: bool) -> list[New]:
    """Of the key dates with these numbers, what these people have to be told, as all stands at this moment."""
    found: list[New] = []
    waiting = iter(sorted(set(numbers)))
    while some := list(islice(waiting, _FEW)):
        asked = models.KeyDate.objects.filter(pk__in=some, settled=False, contract__removed=False)
        rows = [Row(*one) for one in asked.order_by("contract_id", "key").values_list(*_COLUMNS)]
        told = _told(models.Alert.objects.filter(person__in=people, contract__in={row.contract for row in rows}))
        found += _new(rows, told, hearing, ToTell(), today=today, whole=whole)
    return [one for one in found if one.telling.person in people]


def _new(
    rows: Sequence[Row], everything: _Heard, hearing: Hearing, counted: ToTell, *, today: date, whole: bool
) -> Iterator[New]:
    for row in rows:
        standing = _standing(row)
        if not whole and can_wait(standing, today):
            continue
        whose = hearing.answerable(
            person=row.person, owner=row.owner, sponsor=row.sponsor, organisation=row.organisation, kind=row.kind
        )
        counted.nobody += has_nobody(standing, whose, today)
        for telling in tellings(standing, whose, today):
            heard, unheard = everything.get((row.contract, row.key, telling.person), ((), ()))
            if not was_told(standing, telling.stage, heard, today):
                yield New(row, telling, turn_of(row.due, telling.stage, (*heard, *unheard)))


def _standing(row: Row) -> Standing:
    return Standing(
        row.kind, row.due, row.warn, row.last_safe_start, takes_effect=row.takes_effect, number=row.pk
    )  # fmt: skip


def _told(alerts: QuerySet[models.Alert]) -> _Heard:
    found: _Heard = defaultdict(lambda: ([], []))
    columns = ("contract_id", "key", "person_id", "due", "stage", "digest__on", "digest__state",
               "takes_effect", "number")  # fmt: skip
    for contract, key, person, due, stage, on, state, *as_it_stood in alerts.order_by("pk").values_list(*columns):
        found[contract, key, person][state in _UNHEARD].append(Told(due, stage, on, *as_it_stood))
    return found
