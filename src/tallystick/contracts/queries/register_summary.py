"""The register in figures: how many contracts stand, when they end, and what a list of them may be filtered by."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncQuarter

from tallystick.contracts import models
from tallystick.contracts.queries.register import Asked, fitting
from tallystick.contracts.queries.seeing import of_organisations
from tallystick.councils.rules.actors import Actor
from tallystick.councils.rules.permissions import Permission, organisations_where
from tallystick.kit.months import add_months

ENDING_MONTHS = (6, 12, 24)
QUARTERS = 12


@dataclass(frozen=True)
class Summary:
    """Contracts of the organisations asked for. ending: (months, last day, how many current ones end by then).

    endless: current and without an end. not_known: whose end nobody knows. questions: that have an open one.
    """

    total: int
    current: int
    ending: tuple[tuple[int, date, int], ...]
    endless: int
    not_known: int
    questions: int


@dataclass(frozen=True)
class Quarter:
    """How many current contracts end in a quarter of the calendar. first, last: its days."""

    first: date
    last: date
    contracts: int


def summary(asked: Asked, *, by: Actor, today: date) -> Summary:
    """The contracts that fit, in figures."""
    rows = fitting(asked, by=by, today=today)
    current = _current(today)
    days = [(months, add_months(today, months)) for months in ENDING_MONTHS]
    counted: dict[str, Any] = rows.aggregate(
        total=Count("pk"),
        current=Count("pk", filter=current),
        endless=Count("pk", filter=current & Q(end=None)),
        not_known=Count("pk", filter=Q(end=None, terminated=None) & ~_ENDLESS),
        **{f"within_{months}": Count("pk", filter=current & Q(end__lte=day)) for months, day in days},
    )
    # Questions of another council's contracts are none of its business, however public they are.
    ours = of_organisations(organisations_where(by, Permission.READ))
    asking = rows if by.everything else rows.filter(organisation__in=ours)
    open_ones = models.Question.objects.filter(state="open", removed=False, contract__in=asking.values("pk"))
    return Summary(
        total=counted["total"],
        current=counted["current"],
        ending=tuple((months, day, counted[f"within_{months}"]) for months, day in days),
        endless=counted["endless"],
        not_known=counted["not_known"],
        questions=open_ones.values("contract").distinct().count(),
    )


def ends_by_quarter(asked: Asked, *, by: Actor, today: date) -> list[Quarter]:
    """How many of the current contracts that fit end in each of the next `QUARTERS` quarters, this one the first."""
    first = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    starts = [add_months(first, 3 * number) for number in range(QUARTERS + 1)]
    rows = fitting(asked, by=by, today=today).filter(_current(today), end__lt=starts[-1])
    counted = dict(rows.order_by().annotate(quarter=TruncQuarter("end")).values_list("quarter").annotate(n=Count("pk")))
    return [
        Quarter(start, date.fromordinal(after.toordinal() - 1), counted.get(start, 0))
        for start, after in pairwise(starts)
    ]


def departments(asked: Asked, *, by: Actor, today: date) -> list[str]:
    """Names of the departments of the contracts that fit, at most 500 of them."""
    return _distinct(fitting(asked, by=by, today=today), "department")


def _distinct(rows: QuerySet[models.Contract], name: str) -> list[str]:
    found: Iterable[str] = rows.exclude(**{name: ""}).order_by(name).values_list(name, flat=True).distinct()[:500]
    return list(found)


_ENDLESS = Q(term_kind__in=("rolling", "annual", "open_ended"))


def _current(today: date) -> Q:
    """As the state ``current`` of a list."""
    return (Q(terminated=None) | Q(terminated__gt=today)) & (Q(end__gte=today) | (Q(end=None) & _ENDLESS))
