"""What contracts and their rows say, as `rules.key_dates` takes it: many contracts at a time, a query for each kind."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from tallystick.contracts import models
from tallystick.contracts.queries.changes import agreements
from tallystick.contracts.rules.change_facts import Standing, headroom_of
from tallystick.contracts.rules.key_dates_facts import (
    ActionRow,
    DatedRow,
    DocumentRow,
    DutyRow,
    Facts,
    ObligationRow,
)
from tallystick.councils.models import Membership, Organisation
from tallystick.councils.queries import everywhere
from tallystick.councils.rules.permissions import ROLES, Permission

_OF_THE_CONTRACT = (
    "start", "end", "latest_end", "review", "terminated", "term_kind", "term_months", "extensions", "extensions_used",
    "extension_by", "extension_notice", "break_on", "break_from", "break_to", "break_every_months", "break_by",
    "break_notice", "end_after", "renewal_months", "renewal_times", "renewal_notice", "notice", "framework_end",
    "next_route", "lead_days", "owner_name", "personal_data", "special_category", "impact_assessed",
)  # fmt: skip
_OF_THE_LAW = (
    "regime", "cpv", "value_pence", "value_period", "vat", "vat_pence", "awarded", "signed",
)  # fmt: skip
"""Columns that `queries.changes.agreements` takes besides."""
_Rows = dict[int, list[Any]]


@dataclass(frozen=True, slots=True)
class Found:
    """A contract's facts, with what its key dates repeat of it. standing: what is left to it of what the law allows."""

    organisation: int
    department: str
    facts: Facts
    standing: Standing


class Told:
    """Who may be told of an organisation's contracts: by the number of the organisation."""

    def __init__(self, everywhere: Iterable[int]) -> None:
        self._everywhere = frozenset(everywhere)
        self._readers: dict[int, set[int]] = defaultdict(set)
        self._paper_readers: dict[int, set[int]] = defaultdict(set)
        self._made: dict[tuple[int, bool], frozenset[int]] = {}

    def add(self, organisation: int, person: int, role: str) -> None:
        """Somebody who holds a role there."""
        permissions = ROLES[role].permissions if role in ROLES else frozenset()
        if Permission.READ in permissions:
            self._readers[organisation].add(person)
        if Permission.READ_PAPERS in permissions:
            self._paper_readers[organisation].add(person)

    def readers(self, organisation: int) -> frozenset[int]:
        """Numbers of the people who may read its register."""
        return self._kept(organisation, papers=False)

    def paper_readers(self, organisation: int) -> frozenset[int]:
        """Numbers of the people who may read its papers."""
        return self._kept(organisation, papers=True)

    def _kept(self, organisation: int, *, papers: bool) -> frozenset[int]:
        if (organisation, papers) not in self._made:
            people = (self._paper_readers if papers else self._readers)[organisation]
            self._made[organisation, papers] = self._everywhere | people
        return self._made[organisation, papers]


def may_be_told(organisations: Iterable[int] | None = None) -> Told:
    """Who may be told of contracts of these organisations, or of all."""
    told = Told(everywhere())
    held = Membership.objects.filter(ended_at=None, person__is_active=True).order_by()
    if organisations is not None:
        held = held.filter(organisation__in=set(organisations))
    for organisation, person, role in held.values_list("organisation", "person", "role"):
        told.add(organisation, person, role)
    return told


def facts_of(numbers: Iterable[int], *, today: date | None = None) -> dict[int, Found]:
    """By number: the facts of these contracts, but for those that were taken out of the register.

    today: the day whose limits on changes are taken for what is left; None for the latest.
    """
    rows = models.Contract.objects.filter(pk__in=list(numbers), removed=False).order_by("pk")
    contracts = list(rows.only("organisation_id", "department", "owner_id", *_OF_THE_CONTRACT, *_OF_THE_LAW))
    if not contracts:
        return {}
    places = {row.organisation_id for row in contracts}
    nations = dict(Organisation.objects.filter(pk__in=places).values_list("pk", "nation"))
    told = may_be_told(places)
    of_them = _rows_of([row.pk for row in contracts])
    of_the_law = agreements(contracts)
    found = {}
    for row in contracts:
        standing = headroom_of(*of_the_law[row.pk], today=today)
        said: dict[str, Any] = {name: getattr(row, name) for name in _OF_THE_CONTRACT}
        said |= {name: tuple(kept[row.pk]) for name, kept in of_them.items() if row.pk in kept}
        facts = Facts(
            **{**said, "settled": frozenset(said.get("settled", ()))},
            owner=row.owner_id,
            changed_months=sum(one.months or 0 for one in of_the_law[row.pk][1]),
            regime="" if standing.regime == "UNKNOWN" else standing.regime,
            nation=nations[row.organisation_id],
            readers=told.readers(row.organisation_id),
            paper_readers=told.paper_readers(row.organisation_id),
        )
        found[row.pk] = Found(row.organisation_id, row.department, facts, standing)
    return found


def _rows_of(numbers: list[int]) -> dict[str, Any]:
    """By the name of a field of `Facts`: number of a contract -> its rows, in the order in which they were added."""

    def of(model: type[models.OfContract], *conditions: Q) -> QuerySet[Any]:
        return model._default_manager.filter(*conditions, contract__in=numbers, removed=False).order_by("pk")

    open_duties = of(models.Duty, Q(state="open"))
    expiring = of(models.Document, Q(expires__isnull=False))
    dated = Q(due__isnull=False) | Q(every_months__isnull=False)
    return {
        "duties": _by(
            open_duties, DutyRow, "pk", "what", "why", "due", "lead_days", "source", "owner_id"
        ),
        "obligations": _by(
            of(models.Obligation, dated), ObligationRow, "pk", "who", "what", "clause", "due", "every_months", "done"
        ),
        "documents": _by(expiring, DocumentRow, "pk", "kind", "title", "expires"),
        "actions": _by(of(models.MeetingAction, Q(done=None)), ActionRow, "pk", "what", "due", "owner_id"),
        "meetings": _by(of(models.Meeting, Q(state="planned")), DatedRow, "pk", "title", "on"),
        "risks": _by(
            of(models.Risk, Q(state="open", review__isnull=False)), DatedRow, "pk", "title", "review", "owner_id"
        ),
        "exit_plans": _by(of(models.ExitPlan, Q(review__isnull=False)), _exit_plan, "pk", "tested", "review"),
        "prices": _by(of(models.PriceLine, Q(ends__isnull=False)), DatedRow, "pk", "item", "ends"),
        "settled": _by(of(models.Settled), lambda key, due: (key, due), "key", "due"),
    }  # fmt: skip


def _by(rows: QuerySet[Any], made: Callable[..., Any], *names: str) -> _Rows:
    found: _Rows = {}
    for number, *said in rows.values_list("contract_id", *names):
        found.setdefault(number, []).append(made(*said))
    return found


def _exit_plan(number: int, tested: Any, review: Any) -> DatedRow:
    said = f"It was last tested on {tested.day} {tested:%B %Y}." if tested else "It was never tested."
    return DatedRow(number, said, review)
