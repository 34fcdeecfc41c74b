"""How contracts are governed: their answers, their duties, their actions, and the register by tier."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from tallystick.contracts import models
from tallystick.contracts.queries import methods
from tallystick.contracts.queries.contract import Entry, Seen, rows
from tallystick.contracts.queries.seeing import seen_by
from tallystick.contracts.rules.questionnaires import Result, answer
from tallystick.councils.rules.actors import Actor
from tallystick.councils.rules.permissions import Permission, organisations_where
from tallystick.reference.asking import Questionnaire

OVERDUE, SOON, LATER, UNDATED = "overdue", "soon", "later", "no_day"
SORTS = {"due": "due", "what": "what", "contract": "contract__title", "owner": "owner__name"}
"""What a list of duties may be sorted by; what has no day comes last."""


@dataclass(frozen=True)
class Answered:
    """A questionnaire as it was answered, by the edition of the day. result: worked out anew from what is kept."""

    entry: Entry
    questionnaire: Questionnaire
    result: Result

    @property
    def outcome(self) -> str:
        """The outcome that holds: a person's where one was chosen."""
        return str(self.entry.values["chosen_outcome"] or self.entry.values["outcome"] or "")


def answers(seen: Seen, name: str = "") -> list[Answered]:
    """Answers of a contract to a questionnaire, or to all of them; the newest first."""
    found = [_answered(row) for row in rows(seen, "answers") if name in ("", row.values["questionnaire"])]
    return sorted(found, key=lambda one: (one.entry.values["answered_on"], one.entry.id), reverse=True)


def _answered(row: Entry) -> Answered:
    it = methods.answered(row.values["content"])
    return Answered(row, it, answer(it, row.values["answers"]))


def open_duties_of(contract: int, *, source: str) -> frozenset[str]:
    """Codes of the duties of a contract that are open and came of `source`, for verbs that let in whoever asks."""
    found = models.Duty.objects.filter(contract=contract, source=source, state="open", removed=False)
    return frozenset(found.values_list("code", flat=True))


def when_due(due: date | None, lead_days: int | None, today: date) -> str:
    """``overdue``, ``soon`` (within its warning), ``later`` or ``no_day``."""
    if due is None:
        return UNDATED
    if due < today:
        return OVERDUE
    return SOON if due - timedelta(days=lead_days or 0) <= today else LATER


@dataclass(frozen=True)
class DutiesAsked:
    """Which duties. Every condition that is given must hold.

    text: words of what, why, who or the contract. owner: a person's number. when: ``overdue``, ``month`` (by then),
    ``no_day`` or "". state: of `choices.DUTY_STATES`. organisation: a code.
    """

    text: str = ""
    organisation: str = ""
    owner: int | None = None
    when: str = ""
    state: str = "open"


@dataclass(frozen=True)
class Due:
    """One duty of a list. when: as `when_due`; "" for one that is not open."""

    id: int
    version: int
    contract: int
    contract_title: str
    organisation: str
    what: str
    who: str
    owner: str
    due: date | None
    every_months: int | None
    state: str
    done: date | None
    when: str


@dataclass(frozen=True)
class Duties:
    """Duties from the first asked for, of `total`; `overdue` of all that fit."""

    rows: tuple[Due, ...]
    total: int
    overdue: int


def duties(asked: DutiesAsked, *, by: Actor, today: date, sort: str = "due", first: int = 0, count: int = 50) -> Duties:
    """Duties of the contracts of the organisations whose register `by` may read."""
    found = _duties(asked, by, today)
    down = sort.startswith("-")
    column = F(SORTS.get(sort.lstrip("-"), "due"))
    order = column.desc(nulls_last=True) if down else column.asc(nulls_last=True)
    shown = found.select_related("contract__organisation", "owner").order_by(order, "pk")[first : first + count]
    late = found.filter(state="open", due__lt=today).count()
    return Duties(tuple(_due(row, today) for row in shown), found.count(), late)


def _duties(asked: DutiesAsked, by: Actor, today: date) -> QuerySet[models.Duty]:
    found = models.Duty.objects.filter(removed=False, contract__removed=False)
    if not by.everything:
        found = found.filter(contract__organisation__code__in=organisations_where(by, Permission.READ))
    if asked.state:
        found = found.filter(state=asked.state)
    if asked.organisation:
        found = found.filter(contract__organisation__code=asked.organisation)
    if asked.owner is not None:
        theirs = Q(owner=asked.owner) | Q(owner=None, contract__owner=asked.owner)
        found = found.filter(theirs)
    for word in asked.text.split()[:10]:
        found = found.filter(
            Q(what__icontains=word) | Q(why__icontains=word) | Q(who__icontains=word)
            | Q(contract__title__icontains=word) | Q(contract__reference__icontains=word)
        )  # fmt: skip
    match asked.when:
        case "overdue":
            found = found.filter(due__lt=today)
        case "month":
            found = found.filter(due__lte=today + timedelta(days=31))
        case "no_day":
            found = found.filter(due=None)
    return found


def _due(row: Any, today: date) -> Due:
    return Due(
        id=row.pk,
        version=row.version,
        contract=row.contract_id,
        contract_title=str(row.contract),
        organisation=row.contract.organisation.name,
        what=row.what,
        who=row.who,
        owner=row.owner.name if row.owner else "",
        due=row.due,
        every_months=row.every_months,
        state=row.state,
        done=row.done,
        when=when_due(row.due, row.lead_days, today) if row.state == "open" else "",
    )


@dataclass(frozen=True)
class Action:
    """Something that a meeting agreed. overdue: not done, and its day is past."""

    entry: Entry
    owner: str
    overdue: bool
    meeting_on: str


def actions(seen: Seen, people: dict[int, str], *, today: date) -> list[Action]:
    """Actions of every meeting of a contract: those not done first, the latest due first; none without the papers.

    people: names by number.
    """
    meetings = {row.id: row.values["on"] for row in rows(seen, "meeting")}
    found = [
        Action(
            row,
            people.get(row.values["owner_id"], "") or str(row.values["owner_name"] or ""),
            not row.values["done"] and bool(row.values["due"]) and row.values["due"] < today.isoformat(),
            str(meetings.get(row.values["meeting_id"], "")),
        )
        for row in rows(seen, "action")
    ]
    return sorted(found, key=lambda one: (bool(one.entry.values["done"]), one.entry.values["due"] or "9", one.entry.id))


@dataclass(frozen=True)
class Tiered:
    """A contract with its tier. how: ``answers`` or ``person``."""

    id: int
    organisation: str
    reference: str
    title: str
    suppliers: str
    end: date | None
    tier: str
    how: str
    why: str


def tiers(*, by: Actor, organisation: str = "") -> dict[str, int]:
    """How many contracts of the organisations whose register `by` may read have each tier; "" for none yet."""
    counted = _own(by, organisation).order_by().values("tier").annotate(n=Count("pk"))
    return {row["tier"]: row["n"] for row in counted}


def tiered(
    *, by: Actor, organisation: str = "", tier: str | None = None, first: int = 0, count: int = 50
) -> tuple[Sequence[Tiered], int]:
    """Those contracts by title, of one tier ("" for those without one) or of all; and how many there are."""
    found = _own(by, organisation)
    if tier is not None:
        found = found.filter(tier=tier)
    shown = found.select_related("organisation").order_by("title", "pk")[first : first + count]
    return tuple(_tiered(row) for row in shown), found.count()


def _tiered(row: Any) -> Tiered:
    return Tiered(
        id=row.pk,
        organisation=row.organisation.name,
        reference=row.reference,
        title=str(row),
        suppliers=row.supplier_label,
        end=row.end,
        tier=row.tier,
        how=row.tier_how,
        why=row.tier_why,
    )


def _own(by: Actor, organisation: str) -> QuerySet[models.Contract]:
    found = seen_by(by)
    if not by.everything:
        found = found.filter(organisation__code__in=organisations_where(by, Permission.READ))
    return found.filter(organisation__code=organisation) if organisation else found
