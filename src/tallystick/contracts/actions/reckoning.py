"""Work out what must happen by when, and what may still be changed, and keep it: in the transaction of what changed it.

Rows are derived, as `deriving`: nobody types them, and the log does not hold them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import F, OuterRef, Q, Subquery

from tallystick.contracts import models
from tallystick.contracts.queries.key_date_facts import Found, facts_of, may_be_told
from tallystick.contracts.rules.key_dates import VERSION, key_dates
from tallystick.contracts.rules.key_dates_facts import Dated, KeyDates
from tallystick.kit.dates import london_day
from tallystick.reference.thresholds import law_of_changes

Progress = Callable[[int, int], None]
"""Told how many of how many contracts are done."""

BEARING = frozenset(
    {
        "contract",
        "duty",
        "obligation",
        "document",
        "action",
        "meeting",
        "risk",
        "exit",
        "price",
        "settled",
        "change",
        "law",
    }
)
"""Kinds of row that key dates follow from."""

_AT_A_TIME = 1000
_HELD = 200
"""So many are worked out in one transaction by night: on SQLite nobody else writes meanwhile."""
_waiting: ContextVar[set[int] | None] = ContextVar("contracts whose key dates are worked out later", default=None)
_SAID = (
    "kind", "what", "why", "due", "takes_effect", "last_safe_start", "warn", "working", "person_id", "settled", "row",
    "department",
)  # fmt: skip
_RECKONED = (
    "on", "until", "current_end", "latest_end", "earliest_end", "next_due", "unknown", "rules_version", "regime",
    "regime_why", "slight_pence", "half_pence", "term_tenths", "headroom", "headroom_unknown",
)  # fmt: skip
_WITH_AN_OWNER: tuple[tuple[type[Any], tuple[str, ...]], ...] = (
    (models.Duty, ("duty", "notice")),
    (models.MeetingAction, ("action",)),
)
"""Rows that may be somebody else's than the contract's owner's, and the kinds of their key dates."""
_FOLLOWS_FROM = ("bank_holidays.toml", "lead_times.toml", "thresholds.toml", "warning_days.toml")


@cache
def rules_version() -> str:
    """Which rules and figures key dates come of: another whenever the same contract may come to others."""
    found = blake2b(digest_size=6)
    for name in _FOLLOWS_FROM:
        found.update(files("tallystick.reference").joinpath(name).read_bytes())
    return f"{VERSION}-{found.hexdigest()}"


def reckon(contracts: Iterable[int], *, today: date) -> int:
    """Works out the key dates of contracts anew, by their numbers, and keeps them; gives how many rows changed.

    In the transaction of whoever calls it, who holds the contracts. A row that stays keeps its number. A contract that
    was taken out of the register has none.
    """
    waiting = iter(sorted(set(contracts)))
    changed = 0
    with transaction.atomic():
        while some := list(islice(waiting, _AT_A_TIME)):
            changed += _reckon(some, today)
    return changed


def reckon_after(contract: int, *, at: datetime) -> None:
    """For verbs that changed one contract: its key dates as of the day of `at`, now or at the end of `together`."""
    waiting = _waiting.get()
    if waiting is None:
        reckon([contract], today=london_day(at))
    else:
        waiting.add(contract)


@contextmanager
def together(*, at: datetime) -> Iterator[None]:
    """For verbs that write many rows of a contract: its key dates are worked out once, at the end.

    Within the transaction of the verb. One within another does nothing of its own.
    """
    if _waiting.get() is not None:
        yield
        return
    waiting: set[int] = set()
    before = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(before)
    reckon(waiting, today=london_day(at))


def reckon_due(*, today: date, progress: Progress | None = None) -> int:
    """Works out anew what was never worked out, or does not hold on `today` any more; gives of how many contracts.

    That is so after a day that something was due on, where somebody came or went, and when a rule or a figure behind it
    was changed. Each two hundred are a transaction: what was done stays if it is broken off. Nothing is logged.
    """
    numbers = sorted({*_due(today), *_of_people_who_came_or_went()})
    for done in range(0, len(numbers), _HELD):
        some = numbers[done : done + _HELD]
        with transaction.atomic():
            _hold(some)
            _reckon(some, today)
        if progress:
            progress(min(done + _HELD, len(numbers)), len(numbers))
    return len(numbers)


def _due(today: date) -> Iterator[int]:
    yield from models.Contract.objects.filter(removed=False, reckoned=None).values_list("pk", flat=True)
    # One of a day to come was worked out while the clock was wrong.
    gone_by = Q(until=None) | Q(until__lt=today) | Q(on__gt=today) | ~Q(rules_version=rules_version())
    yield from models.Reckoned.objects.filter(gone_by).values_list("pk", flat=True)


def _of_people_who_came_or_went() -> Iterator[int]:
    """Contracts whose key dates are somebody's who may not be told of them any more, or nobody's and should not be."""
    told = may_be_told()
    rows = models.KeyDate.objects.exclude(person=None).order_by()
    for person, where in rows.values_list("person", "organisation").distinct():
        if person not in told.readers(where):
            gone = models.KeyDate.objects.filter(person=person, organisation=where)
            yield from gone.values_list("contract", flat=True)
    owned = models.Contract.objects.filter(removed=False).exclude(owner=None)
    asked_for = models.KeyDate.objects.filter(key="find_out:owner", contract__in=owned)
    for number, where, owner in asked_for.values_list("contract", "organisation", "contract__owner"):
        if owner in told.readers(where):
            yield number
    for model, kinds in _WITH_AN_OWNER:
        rows_owner = Subquery(model._default_manager.filter(pk=OuterRef("row")).values("owner"))
        theirs = models.KeyDate.objects.filter(kind__in=kinds, row__isnull=False).annotate(whose=rows_owner)
        others = theirs.filter(Q(person=None) | ~Q(person=F("whose")), whose__isnull=False).order_by()
        for number, where, owner in others.values_list("contract", "organisation", "whose"):
            if owner in told.readers(where):
                yield number


def _hold(numbers: list[int]) -> None:
    """Locks contracts, in the order of their numbers, so that nobody changes them meanwhile."""
    rows = models.Contract.objects.filter(pk__in=numbers).order_by("pk").select_for_update(of=("self",))
    list(rows.values_list("pk"))


def _reckon(numbers: list[int], today: date) -> int:
    found = facts_of(numbers, today=today)
    worked = {number: key_dates(one.facts, today) for number, one in found.items()}
    changed = _keep_dates(numbers, found, worked)
    _keep_reckoned(numbers, found, worked, today)
    return changed


def _keep_dates(numbers: list[int], found: Mapping[int, Found], worked: Mapping[int, KeyDates]) -> int:
    """Writes the key dates that are new or other than they were, and takes away those that are gone."""
    there = _there(numbers)
    wanted, gone = [], []
    for number in numbers:
        kept = there.get(number, {})
        told = worked[number].dates if number in worked else ()
        for one in told:
            said = _said(one, found[number])
            if (before := kept.pop(one.key, None)) is None or before.said != said:
                wanted.append(_row(number, found[number], one.key, said))
        gone += [row.pk for row in kept.values()]
    models.KeyDate.objects.filter(pk__in=gone).delete()
    models.KeyDate.objects.bulk_create(
        wanted, batch_size=_AT_A_TIME, update_conflicts=True, unique_fields=["contract", "key"],
        update_fields=[*(name.removesuffix("_id") for name in _SAID), "organisation"],
    )  # fmt: skip
    return len(wanted) + len(gone)


@dataclass(frozen=True, slots=True)
class _Kept:
    pk: int
    said: tuple[Any, ...]


def _there(numbers: list[int]) -> dict[int, dict[str, _Kept]]:
    there: dict[int, dict[str, _Kept]] = {}
    rows = models.KeyDate.objects.filter(contract__in=numbers).order_by()
    for pk, number, key, *said in rows.values_list("pk", "contract_id", "key", *_SAID):
        there.setdefault(number, {})[key] = _Kept(pk, tuple(said))
    return there


def _said(one: Dated, found: Found) -> tuple[Any, ...]:
    """As `_SAID` names them."""
    return (
        one.kind, one.what, one.why, one.due, one.takes_effect, one.last_safe_start, one.warn, list(one.working),
        one.person, one.settled, one.row, found.department,
    )  # fmt: skip


def _row(number: int, found: Found, key: str, said: tuple[Any, ...]) -> models.KeyDate:
    values = dict(zip(_SAID, said, strict=True))
    return models.KeyDate(contract_id=number, organisation_id=found.organisation, key=key, **values)


def _keep_reckoned(numbers: list[int], found: Mapping[int, Found], worked: Mapping[int, KeyDates], today: date) -> None:
    rows = [_reckoned(number, found[number], one, today) for number, one in worked.items()]
    models.Reckoned.objects.filter(pk__in=[number for number in numbers if number not in worked]).delete()
    models.Reckoned.objects.bulk_create(
        rows, batch_size=_AT_A_TIME, update_conflicts=True, unique_fields=["contract"],
        update_fields=[*_RECKONED, "organisation"],
    )  # fmt: skip


def _until(dates_hold: date | None, today: date) -> date | None:
    """The last day on which key dates hold, and the limits on changes are those of `today`. None: any day."""
    later = law_of_changes().next_after(today)
    return min((day for day in (dates_hold, later and later - timedelta(days=1)) if day), default=None)


def _reckoned(number: int, found: Found, one: KeyDates, today: date) -> models.Reckoned:
    return models.Reckoned(
        contract_id=number,
        organisation_id=found.organisation,
        on=today,
        until=_until(one.until, today),
        current_end=one.current_end,
        latest_end=one.latest_end,
        earliest_end=one.earliest_end,
        next_due=min((day for day in one.days if day >= today), default=None),
        unknown=list(one.unknown),
        rules_version=rules_version(),
        regime=found.standing.regime,
        regime_why=found.standing.why,
        slight_pence=found.standing.slight_pence,
        half_pence=found.standing.half_pence,
        term_tenths=found.standing.term_tenths,
        headroom=found.standing.headroom,
        headroom_unknown=found.standing.unknown,
    )
