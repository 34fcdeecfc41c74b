"""The register as a list: searched, filtered, sorted and paged."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from tallystick.contracts import models
from tallystick.contracts.queries.seeing import of_organisations, seen_by
from tallystick.contracts.rules.searching import searched
from tallystick.councils.rules.actors import Actor
from tallystick.councils.rules.permissions import Permission, may, organisations_where

SORTS = {
    "end": ("end",),
    "start": ("start",),
    "title": ("title",),
    "reference": ("reference",),
    "supplier": ("supplier_label",),
    "department": ("department",),
    "value": ("value_pence",),
    "organisation": ("organisation__name",),
}
"""What a list may be sorted by. A leading ``-`` turns it round; what is not known comes last either way."""


@dataclass(frozen=True)
class Asked:
    """Which contracts. Every condition that is given must hold.

    text: words, each found in the reference, title, description, suppliers, department or framework.
    organisation: a code. supplier: a supplier's id or, if it is none, words of its name as written.
    state: ``current`` (not ended on `today`), ``endless`` (current and without an end), ``ended``, ``not_known`` (no
    end and not said to have none) or "".
    ends_from, ends_until: of the end, both included. question: has an open question. tier: a code or ``none``.
    owner: a person's number. flag: ``sme`` or ``vcse``. value_from_pence, value_until_pence: both included.
    category: a code, which stands for all below it, or ``none``. own: only of organisations whose register `by` reads.
    """

    text: str = ""
    organisation: str = ""
    supplier: str = ""
    department: str = ""
    category: str = ""
    route: str = ""
    tier: str = ""
    term: str = ""
    state: str = ""
    ends_from: date | None = None
    ends_until: date | None = None
    value_from_pence: int | None = None
    value_until_pence: int | None = None
    question: bool = False
    owner: int | None = None
    flag: str = ""
    own: bool = False


@dataclass(frozen=True)
class Listed:
    """One contract of a list. questions: how many are open; 0 for those of other organisations."""

    id: int
    organisation: str
    organisation_name: str
    reference: str
    title: str
    suppliers: str
    department: str
    category: str
    start: date | None
    end: date | None
    latest_end: date | None
    term_kind: str
    value_pence: int | None
    value_period: str
    value_basis: str
    vat: str
    tier: str
    public: bool
    own: bool
    questions: int


@dataclass(frozen=True)
class Page:
    """Rows from `first` (0-based), of `total`."""

    rows: list[Listed]
    total: int
    first: int


def contracts(
    asked: Asked, *, by: Actor, today: date, sort: str = "end", first: int = 0, count: int = 50,
    total: int | None = None,
) -> Page:  # fmt: skip
    """The contracts that fit, from `first`. total: how many there are, where that was counted a moment ago.

    sort: a name of `SORTS`, with ``-`` before it to turn it round; or ``next``: those that end next come first, then
    those without an end, then those that have ended, the latest first.
    """
    rows = fitting(asked, by=by, today=today)
    total = rows.count() if total is None else total
    # Only numbers are put in order: whole rows are wide, and there may be hundreds of thousands.
    if sort == "next":
        numbers = _next(rows, today, first, count)
    else:
        numbers = list(sorted_by(rows, sort).values_list("pk", flat=True)[first : first + count])
    found = {row.pk: row for row in _with_questions(models.Contract.objects.filter(pk__in=numbers))}
    return Page([_listed(found[number], by) for number in numbers if number in found], total, first)


def fitting(asked: Asked, *, by: Actor, today: date) -> QuerySet[models.Contract]:
    """The contracts that fit and that `by` may know of, in no order."""
    rows = seen_by(by)
    # What is not public of another council's contract is not to be found out by asking for it.
    ours_only = asked.own or asked.tier or asked.question or asked.owner is not None
    if ours_only and not by.everything:
        rows = rows.filter(organisation__in=of_organisations(organisations_where(by, Permission.READ)))
    for word in searched(asked.text).split():
        rows = rows.filter(search_text__contains=word)
    if asked.organisation:
        rows = rows.filter(organisation__in=of_organisations([asked.organisation]))
    if asked.supplier:
        named = Q(supplier_id=asked.supplier) | Q(name__icontains=asked.supplier)
        rows = rows.filter(pk__in=models.Party.objects.filter(named, removed=False).values("contract"))
    if asked.flag in ("sme", "vcse"):
        rows = rows.filter(pk__in=models.Party.objects.filter(removed=False, **{asked.flag: True}).values("contract"))
    exact: dict[str, Any] = {
        "department": asked.department,
        "route_code": asked.route,
        "term_kind": asked.term,
        "owner": asked.owner,
        "end__gte": asked.ends_from,
        "end__lte": asked.ends_until,
        "value_pence__gte": asked.value_from_pence,
        "value_pence__lte": asked.value_until_pence,
    }
    rows = rows.filter(**{name: value for name, value in exact.items() if value not in ("", None)})
    if asked.category:
        within = Q(category=asked.category) | Q(category__startswith=f"{asked.category}.")
        rows = rows.filter(Q(category="") if asked.category == "none" else within)
    if asked.tier:
        rows = rows.filter(tier="" if asked.tier == "none" else asked.tier)
    if asked.question:
        rows = rows.filter(pk__in=models.Question.objects.filter(state="open", removed=False).values("contract"))
    return _in_state(rows, asked.state, today)


def sorted_by(rows: QuerySet[models.Contract], sort: str) -> QuerySet[models.Contract]:
    """In the order of a name of `SORTS`; what is not known last, and then by number."""
    down = sort.startswith("-")
    names = SORTS.get(sort.lstrip("-"), SORTS["end"])
    order = [F(name).desc(nulls_last=True) if down else F(name).asc(nulls_last=True) for name in names]
    return rows.order_by(*order, "-pk" if down else "pk")


def _next(rows: QuerySet[models.Contract], today: date, first: int, count: int) -> list[int]:
    """Numbers of those that end next, then of those without an end, then of those that have ended, from `first`.

    Each of the three comes off an index, where one order of them all would put every contract in order first.
    """
    to_come = rows.filter(end__gte=today).order_by("end", "pk")
    ended = rows.filter(end__lt=today).order_by("-end", "pk")
    numbers: list[int] = []
    for part in (to_come, rows.filter(end=None).order_by("pk"), ended):
        some = list(part.values_list("pk", flat=True)[first : first + count - len(numbers)])
        numbers += some
        if len(numbers) == count:
            break
        first = 0 if some or not first else max(first - part.count(), 0)
    return numbers


def _in_state(rows: QuerySet[models.Contract], state: str, today: date) -> QuerySet[models.Contract]:
    endless = Q(term_kind__in=("rolling", "annual", "open_ended"))
    match state:
        case "current":
            return rows.filter(Q(terminated=None) | Q(terminated__gt=today)).filter(
                Q(end__gte=today) | Q(end=None) & endless
            )
        case "endless":
            return rows.filter(Q(terminated=None) | Q(terminated__gt=today), endless, end=None)
        case "ended":
            return rows.filter(Q(end__lt=today) | Q(terminated__lte=today))
        case "not_known":
            return rows.filter(end=None, terminated=None).exclude(endless)
    return rows


def _with_questions(rows: QuerySet[models.Contract]) -> QuerySet[models.Contract]:
    open_ones = models.Question.objects.filter(contract=OuterRef("pk"), state="open", removed=False)
    counted = open_ones.order_by().values("contract").annotate(n=Count("pk")).values("n")
    return rows.select_related("organisation").annotate(open_questions=Coalesce(Subquery(counted), 0))


def _listed(row: Any, by: Actor) -> Listed:
    own = may(by, Permission.READ, row.organisation.code)
    return Listed(
        id=row.pk,
        organisation=row.organisation.code,
        organisation_name=row.organisation.name,
        reference=row.reference,
        title=row.title,
        suppliers=row.supplier_label,
        department=row.department,
        category=row.category,
        start=row.start,
        end=row.end,
        latest_end=row.latest_end,
        term_kind=row.term_kind,
        value_pence=row.value_pence,
        value_period=row.value_period,
        value_basis=row.value_basis,
        vat=row.vat,
        tier=row.tier if own else "",
        public=row.public,
        own=own,
        questions=row.open_questions if own else 0,
    )
