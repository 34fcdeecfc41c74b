"""What must happen by when, over contracts: searched, filtered, sorted and paged; and one contract's.

Nobody is told of a key date but those who may read the register of its organisation, and of what comes from papers only
those who may read these. Nothing here is confidential: no key date tells a price or a note.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from tallystick.contracts import models
from tallystick.contracts.queries.contract import Seen
from tallystick.contracts.queries.key_date_facts import facts_of
from tallystick.contracts.queries.seeing import of_organisations
from tallystick.contracts.rules.key_dates import PAPERS, SETTLED_BY_A_PERSON, term_dates_of
from tallystick.contracts.rules.safe_start import Start, safe_starts
from tallystick.contracts.rules.searching import searched
from tallystick.contracts.rules.term_dates import TermDates
from tallystick.councils.rules.actors import Actor
from tallystick.councils.rules.permissions import Permission, organisations_where
from tallystick.reference.lead_times import lead_times

SORTS = {
    "due": "due",
    "contract": "contract__title",
    "what": "what",
    "owner": "person__name",
    "organisation": "organisation__name",
    "department": "department",
    "start": "last_safe_start",
}
"""What a list may be sorted by. A leading ``-`` turns it round; what is not known comes last either way."""

Rows = QuerySet[models.KeyDate]
_AT_A_TIME = 900
"""As many numbers as one question to SQLite may hold, and some to spare."""


@dataclass(frozen=True)
class DatesAsked:
    """Which key dates. Every condition that is given must hold.

    organisation: a code. person: whose. unowned: only those that are nobody's. begins, ends: of the day, both included;
    with `undated`, those without a day too. no_day: only those without one. overdue: only before this day. late: only
    those to come on this day whose last safe start has passed by then. kinds: of `choices.KEY_DATES`. search: words of
    the contract. settled: True for those that were decided, False for those that were not, None for either.
    """

    organisation: str | None = None
    department: str | None = None
    person: int | None = None
    begins: date | None = None
    ends: date | None = None
    kinds: Collection[str] = ()
    search: str = ""
    overdue: date | None = None
    undated: bool = False
    settled: bool | None = None
    unowned: bool = False
    no_day: bool = False
    late: date | None = None


@dataclass(frozen=True)
class Listed:
    """One key date of a list. owner: whose it is, if they are told of it; owner_name: as the contract's register writes
    it. why, working: as `models.KeyDate`. overdue: its day has passed, and it is not settled. begin_now: as
    `late_on`.
    """

    id: int
    contract: int
    contract_title: str
    reference: str
    suppliers: str
    organisation: str
    organisation_name: str
    department: str
    kind: str
    key: str
    what: str
    why: str
    due: date | None
    takes_effect: date | None
    last_safe_start: date | None
    warn: date | None
    working: tuple[str, ...]
    person: int | None
    owner: str
    owner_name: str
    settled: bool
    overdue: bool
    begin_now: bool = False

    @property
    def about(self) -> date | None:
        """The day for which it is decided: its last or, where that is not known, the one on which it takes effect."""
        return self.due or self.takes_effect


@dataclass(frozen=True)
class Page:
    """Key dates from `first` (0-based), of `total`."""

    rows: tuple[Listed, ...]
    total: int
    first: int


def key_dates(
    by: Actor,
    asked: DatesAsked = DatesAsked(),
    *,
    today: date,
    sort: str = "due",
    first: int = 0,
    count: int = 50,
    total: int | None = None,
) -> Page:
    """The key dates that fit and that `by` may be told of. sort: a name of `SORTS`. total: where they were counted."""
    rows = fitting(by, asked)
    total = rows.count() if total is None else total
    # Only numbers are put in order: whole rows are wide, and there may be a million.
    numbers = list(_sorted(rows, sort)[first : first + count])
    return Page(tuple(_listed_by(numbers, today)), total, first)


def each(by: Actor, asked: DatesAsked = DatesAsked(), *, today: date, sort: str = "due") -> Iterator[Listed]:
    """All the key dates that fit and that `by` may be told of, a few in memory at a time."""
    return _listed_by(list(_sorted(fitting(by, asked), sort)), today)


def fitting(by: Actor, asked: DatesAsked) -> Rows:
    """The key dates that fit and that `by` may be told of, in no order: to be counted or grouped."""
    rows = told(by)
    if asked.organisation:
        rows = rows.filter(organisation__in=of_organisations([asked.organisation]))
    exact: dict[str, Any] = {"department": asked.department, "person": asked.person, "settled": asked.settled}
    rows = rows.filter(**{name: value for name, value in exact.items() if value not in (None, "")})
    if asked.kinds:
        rows = rows.filter(kind__in=list(asked.kinds))
    if asked.unowned:
        rows = rows.filter(person=None)
    if asked.no_day:
        rows = rows.filter(due=None)
    if asked.overdue:
        rows = rows.filter(due__lt=asked.overdue, settled=False)
    if asked.late:
        rows = rows.filter(late_on(asked.late))
    rows = rows.filter(_between(asked))
    if words := searched(asked.search).split():
        contracts = models.Contract.objects.filter(removed=False)
        for word in words[:10]:
            contracts = contracts.filter(search_text__contains=word)
        rows = rows.filter(contract__in=contracts.order_by().values("pk"))
    return rows


def late_on(today: date) -> Q:
    """Of those to come, and not settled, those whose last safe day to begin has passed."""
    return Q(last_safe_start__lt=today, due__gte=today, settled=False)


def told(by: Actor) -> Rows:
    """All key dates that `by` may be told of. None for nobody."""
    rows = models.KeyDate.objects.all()
    if by.everything:
        return rows
    if by.person is None:
        return rows.none()
    reads = organisations_where(by, Permission.READ)
    papers = reads & organisations_where(by, Permission.READ_PAPERS)
    may = Q(organisation__in=of_organisations(papers))
    if others := reads - papers:
        may |= Q(organisation__in=of_organisations(others)) & ~Q(kind__in=PAPERS)
    return rows.filter(may)


def of_contract(seen: Seen, *, by: Actor, today: date) -> list[Listed]:
    """All key dates of one contract, soonest first; what has no day comes last."""
    rows = _whole(told(by).filter(contract=seen.id)).order_by(F("due").asc(nulls_last=True), "key")
    return [_listed(row, today) for row in rows]


def one_of(seen: Seen, number: int, *, by: Actor, today: date) -> Listed | None:
    """One key date of a contract, or None."""
    row = _whole(told(by).filter(contract=seen.id, pk=number)).first()
    return _listed(row, today) if row else None


def may_be_settled(kind: str) -> bool:
    """Whether somebody settles a key date of this kind by saying what was decided."""
    return kind in SETTLED_BY_A_PERSON


@dataclass(frozen=True)
class TermTold:
    """What follows from a contract's term on a day, for its page.

    routes: the last safe start by each way of buying what would take its place, counted back from `decide_by`: the
    first day by which something has to be decided. None where there is no such day.
    """

    dates: TermDates
    decide_by: date | None
    routes: tuple[Start, ...]


def term_of(seen: Seen, *, today: date) -> TermTold | None:
    """What follows from a contract's term, worked out now; None for a contract that is not there any more, or of which
    whoever looks may read only what is public."""
    found = facts_of([seen.id]).get(seen.id) if seen.own else None
    if found is None:
        return None
    _, dates = term_dates_of(found.facts, today)
    days = [one.last_day_to_send or one.last_day_to_give_notice for one in dates.decisions if not one.any_day]
    if not any(days) and dates.current_end and dates.current_end >= today:
        days = [dates.current_end]
    decide_by = min((day for day in days if day), default=None)
    return TermTold(dates, decide_by, safe_starts(decide_by, lead_times()) if decide_by else ())


def _sorted(rows: Rows, sort: str) -> QuerySet[models.KeyDate, int]:
    """Numbers of rows, in order."""
    down = sort.startswith("-")
    column = F(SORTS.get(sort.lstrip("-"), "due"))
    order = column.desc(nulls_last=True) if down else column.asc(nulls_last=True)
    return rows.order_by(order, "-pk" if down else "pk").values_list("pk", flat=True)


def _listed_by(numbers: Sequence[int], today: date) -> Iterator[Listed]:
    for first in range(0, len(numbers), _AT_A_TIME):
        some = numbers[first : first + _AT_A_TIME]
        found = {row.pk: row for row in _whole(models.KeyDate.objects.filter(pk__in=some))}
        yield from (_listed(found[number], today) for number in some if number in found)


def _between(asked: DatesAsked) -> Q:
    days = {"due__gte": asked.begins, "due__lte": asked.ends}
    given = {name: day for name, day in days.items() if day is not None}
    if not given:
        return Q()
    return Q(**given) | Q(due=None) if asked.undated else Q(**given)


def _whole(rows: Rows) -> Rows:
    return rows.select_related("contract", "organisation", "person").only(
        *(field.name for field in models.KeyDate._meta.concrete_fields),
        *("contract__title", "contract__description", "contract__reference", "contract__supplier_label"),
        *("contract__owner_name", "organisation__code", "organisation__name", "person__name"),
    )


def _listed(row: Any, today: date) -> Listed:
    return Listed(
        id=row.pk,
        contract=row.contract_id,
        contract_title=str(row.contract),
        reference=row.contract.reference,
        suppliers=row.contract.supplier_label,
        organisation=row.organisation.code,
        organisation_name=row.organisation.name,
        department=row.department,
        kind=row.kind,
        key=row.key,
        what=row.what,
        why=row.why,
        due=row.due,
        takes_effect=row.takes_effect,
        last_safe_start=row.last_safe_start,
        warn=row.warn,
        working=tuple(row.working),
        person=row.person_id,
        owner=row.person.name if row.person else "",
        owner_name=row.contract.owner_name,
        settled=row.settled,
        overdue=row.due is not None and row.due < today and not row.settled,
        begin_now=_begins_now(row, today),
    )


def _begins_now(row: Any, today: date) -> bool:
    """As `late_on`."""
    if row.settled or row.due is None or row.last_safe_start is None:
        return False
    return bool(row.last_safe_start < today <= row.due)
