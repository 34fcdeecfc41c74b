"""How much may still be changed over a portfolio: a list, totals by law and limb, and what is not known, with why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from tallystick.contracts import models
from tallystick.contracts.queries.seeing import of_organisations
from tallystick.contracts.rules.searching import searched
from tallystick.councils.rules.actors import Actor
from tallystick.councils.rules.permissions import Permission, organisations_where

SORTS = {
    "slight": "slight_pence",
    "half": "half_pence",
    "term": "term_tenths",
    "end": "current_end",
    "title": "contract__title",
    "organisation": "organisation__name",
}
"""What a list may be sorted by. A leading ``-`` turns it round; what is not known comes last either way."""

_AT_A_TIME = 900
_SHOWN = (
    "regime", "current_end", "slight_pence", "half_pence", "term_tenths", "headroom_unknown", "contract__reference",
    "contract__title", "contract__supplier_label", "contract__vat", "contract__value_pence",
    "contract__value_period", "organisation__code", "organisation__name",
)  # fmt: skip
REGIMES = ("PA2023", "PCR2015", "NOT_COVERED", "UNKNOWN")


@dataclass(frozen=True)
class Asked:
    """Which contracts, of those that have not ended. Every condition that is given must hold.

    text: words of the contract. organisation: a code. department: as written. regime: a code of `REGIMES`.
    known: ``yes`` for those of which all that is left is known, ``no`` for the others. owner: a person's number.
    over: only those that have nothing left under the ground of small changes.
    """

    text: str = ""
    organisation: str = ""
    department: str = ""
    regime: str = ""
    known: str = ""
    owner: int | None = None
    over: bool = False


@dataclass(frozen=True)
class Left:
    """What is left to one contract. Pence are on its own VAT basis `vat`. unknown: codes of `change_facts.UNKNOWN`.

    value_pence: over its whole life, of which what is left is a share; None where the register's is not said to be.
    """

    contract: int
    organisation: str
    organisation_name: str
    reference: str
    title: str
    suppliers: str
    end: date | None
    regime: str
    vat: str
    value_pence: int | None
    slight_pence: int | None
    half_pence: int | None
    term_tenths: int | None
    unknown: tuple[str, ...]


@dataclass(frozen=True)
class Total:
    """Contracts under one law whose figures are on one VAT basis. …_known: of how many a figure is known.

    Sums are of what is known and not below nought; over: how many have nothing left for small changes, or less.
    """

    regime: str
    vat: str
    contracts: int
    slight_pence: int
    slight_known: int
    half_pence: int
    half_known: int
    term_tenths: int
    term_known: int
    over: int


@dataclass(frozen=True)
class Totals:
    """unknown: code of `change_facts.UNKNOWN` -> of how many contracts it is not known. waiting: not worked out yet."""

    by_regime: tuple[Total, ...]
    unknown: Mapping[str, int]
    waiting: int

    @property
    def contracts(self) -> int:
        return sum(one.contracts for one in self.by_regime)


def headroom(
    asked: Asked, *, by: Actor, today: date, sort: str = "slight", first: int = 0, count: int = 50
) -> list[Left]:
    """The contracts that fit, from `first` (0-based), of the organisations whose register `by` may read."""
    numbers = _sorted(fitting(asked, by=by, today=today), sort)[first : first + count]
    return list(_left_by(list(numbers)))


def each(asked: Asked, *, by: Actor, today: date, sort: str = "slight") -> Iterator[Left]:
    """All the contracts that fit, a few in memory at a time."""
    return _left_by(list(_sorted(fitting(asked, by=by, today=today), sort)))


def _sorted(rows: QuerySet[models.Reckoned], sort: str) -> QuerySet[models.Reckoned, int]:
    """Numbers of contracts, in order. Whole rows are wide, and there may be hundreds of thousands."""
    down = sort.startswith("-")
    column = F(SORTS.get(sort.lstrip("-"), "slight_pence"))
    order = column.desc(nulls_last=True) if down else column.asc(nulls_last=True)
    return rows.order_by(order, "contract_id").values_list("contract_id", flat=True)


def _left_by(numbers: Sequence[int]) -> Iterator[Left]:
    for first in range(0, len(numbers), _AT_A_TIME):
        some = numbers[first : first + _AT_A_TIME]
        found = models.Reckoned.objects.filter(pk__in=some).select_related("contract", "organisation").only(*_SHOWN)
        rows = {row.contract_id: row for row in found}
        yield from (_left(rows[number]) for number in some if number in rows)


def totals(asked: Asked, *, by: Actor, today: date) -> Totals:
    """The contracts that fit, in figures."""
    rows = fitting(asked, by=by, today=today).order_by()
    counted = rows.values("regime", vat=F("contract__vat")).annotate(
        contracts=Count("pk"),
        slight=Sum("slight_pence", filter=Q(slight_pence__gt=0)),
        slight_known=Count("slight_pence"),
        half=Sum("half_pence", filter=Q(half_pence__gt=0)),
        half_known=Count("half_pence"),
        term=Sum("term_tenths", filter=Q(term_tenths__gt=0)),
        term_known=Count("term_tenths"),
        over=Count("pk", filter=Q(slight_pence__lte=0)),
    )
    found = [_total(one) for one in counted]
    return Totals(
        tuple(sorted(found, key=lambda one: (REGIMES.index(one.regime), one.vat))),
        _unknown(rows),
        _waiting(asked, by),
    )


def fitting(asked: Asked, *, by: Actor, today: date) -> QuerySet[models.Reckoned]:
    """What was worked out of the contracts that fit and that `by` may know this of, in no order."""
    rows = models.Reckoned.objects.filter(Q(current_end=None) | Q(current_end__gte=today))
    rows = _own(rows, by)
    for word in searched(asked.text).split():
        rows = rows.filter(contract__search_text__contains=word)
    if asked.organisation:
        rows = rows.filter(organisation__in=of_organisations([asked.organisation]))
    exact = {
        "contract__department": asked.department, "regime": asked.regime if asked.regime in REGIMES else "",
        "contract__owner": asked.owner,
    }  # fmt: skip
    rows = rows.filter(**{name: value for name, value in exact.items() if value not in ("", None)})
    if asked.known == "yes":
        rows = rows.filter(headroom_unknown=[])
    elif asked.known == "no":
        rows = rows.exclude(headroom_unknown=[])
    return rows.filter(slight_pence__lte=0) if asked.over else rows


def _own(rows: QuerySet[Any], by: Actor) -> QuerySet[Any]:
    if by.everything:
        return rows
    return rows.filter(organisation__in=of_organisations(organisations_where(by, Permission.READ)))


def _unknown(rows: QuerySet[models.Reckoned]) -> dict[str, int]:
    found: dict[str, int] = {}
    for codes, number in rows.values_list("headroom_unknown").annotate(n=Count("pk")):
        for code in codes:
            found[code] = found.get(code, 0) + number
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def _waiting(asked: Asked, by: Actor) -> int:
    """Contracts of the organisations asked for that the nightly run has yet to come to."""
    rows = _own(models.Contract.objects.filter(removed=False, reckoned=None), by)
    if asked.organisation:
        rows = rows.filter(organisation__in=of_organisations([asked.organisation]))
    return rows.count()


def _total(one: Mapping[str, Any]) -> Total:
    return Total(
        regime=one["regime"] if one["regime"] in REGIMES else "UNKNOWN",
        vat=one["vat"],
        contracts=one["contracts"],
        slight_pence=one["slight"] or 0,
        slight_known=one["slight_known"],
        half_pence=one["half"] or 0,
        half_known=one["half_known"],
        term_tenths=one["term"] or 0,
        term_known=one["term_known"],
        over=one["over"],
    )


def _left(row: models.Reckoned) -> Left:
    of = row.contract
    return Left(
        contract=of.pk,
        organisation=row.organisation.code,
        organisation_name=row.organisation.name,
        reference=of.reference,
        title=str(of),
        suppliers=of.supplier_label,
        end=row.current_end,
        regime=row.regime,
        vat=of.vat,
        value_pence=of.value_pence if of.value_period == "whole_life" else None,
        slight_pence=row.slight_pence,
        half_pence=row.half_pence,
        term_tenths=row.term_tenths,
        unknown=tuple(row.headroom_unknown),
    )
