"""Changes of a contract, step by step, and how much may still be changed: of one contract and over all of them."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Field, Query, Router, Schema

from tallystick.api import reading, saying
from tallystick.api.contracts import Paging
from tallystick.api.door import actor, do, row_or_404, seen_or_404, today
from tallystick.api.shapes import Number, Removed, Sent, Values, Whole, Why
from tallystick.contracts import actions
from tallystick.contracts.actions.keeping import NotAcceptable, NotThere
from tallystick.contracts.actions.legal_facts import AS_FOUND
from tallystick.contracts.queries import changes, headroom
from tallystick.contracts.queries.contract import Seen
from tallystick.councils.actions import check
from tallystick.councils.rules.permissions import Permission

router = Router(tags=["changing"])


class NewChange(Sent):
    """values: fields of a change. facts: what the law asks, each true or false; left out is not known."""

    values: Values
    facts: Values = {}
    why: Why = ""


class ChangeAmended(Sent):
    """facts: all answers, in place of those there; null leaves them."""

    version: Whole
    values: Values = {}
    facts: Values | None = None
    why: Why = ""


class OnAGround(Sent):
    """ground: the limb that is relied on, as ``74(4)``; "" for the first that allows it."""

    version: Whole
    ground: Annotated[str, Field(max_length=40)] = ""
    why: Why = ""


class ChangeMade(Sent):
    """on: the day it was made."""

    version: Whole
    on: str
    why: Why = ""


class Law(Sent):
    """version: of what was said before, 0 for nothing. regime: a code, or ``found`` for what follows from the days."""

    version: Whole
    values: Values
    regime: Annotated[str, Field(max_length=20)] = AS_FOUND
    evidence: Annotated[str, Field(max_length=500)] = ""
    why: Why = ""


class HeadroomFilters(Schema):
    """regime: a code of a law. known: yes, no or "". over: with nothing left for small changes."""

    text: Annotated[str, Field(max_length=300)] = ""
    organisation: Annotated[str, Field(max_length=300)] = ""
    department: Annotated[str, Field(max_length=300)] = ""
    regime: Annotated[str, Field(max_length=20)] = ""
    known: Annotated[str, Field(max_length=3)] = ""
    over: bool = False
    sort: Annotated[str, Field(max_length=20)] = "slight"


@router.get("headroom", summary="How much may still be changed, in all contracts of one's own")
def portfolio(request: HttpRequest, filters: Query[HeadroomFilters], paging: Query[Paging]) -> dict[str, Any]:
    if filters.sort.removeprefix("-") not in headroom.SORTS:
        raise NotAcceptable({"sort": f"What is left is sorted by {', '.join(headroom.SORTS)}"})
    asked = headroom.Asked(
        text=reading.clean(filters.text), organisation=reading.clean(filters.organisation),
        department=reading.clean(filters.department), regime=filters.regime, known=filters.known, over=filters.over,
    )  # fmt: skip
    by, day = actor(request), today()
    found = headroom.totals(asked, by=by, today=day)
    rows = headroom.headroom(asked, by=by, today=day, sort=filters.sort, first=paging.first, count=paging.count)
    return {
        **saying.page(rows, found.contracts, paging.first, saying.of_dataclass),
        "totals": [saying.of_dataclass(one) for one in found.by_regime],
        "unknown": dict(found.unknown),
        "waiting": found.waiting,
    }


@router.get("contracts/{number}/headroom", summary="How much may still be changed of a contract")
def left(request: HttpRequest, number: Number) -> dict[str, Any]:
    seen = _own(request, number)
    found = changes.standing(seen, today=today())
    return {**saying.of_dataclass(found), "law": _law(seen)}


@router.post("contracts/{number}/law", summary="Say what the law turns on, and which law governs the contract")
def law(request: HttpRequest, number: Number, said: Law) -> dict[str, Any]:
    seen = _kept(request, number)
    found = do(
        request, actions.keep_legal_facts, contract=seen.id, version=said.version,
        values=reading.fields("law", said.values), regime=reading.clean(said.regime),
        evidence=reading.clean(said.evidence), why=reading.clean(said.why),
    )  # fmt: skip
    now = seen_or_404(request, number)
    return {"found": found.code, "why": found.why, "mark": found.mark, "regime": now["regime"], "law": _law(now)}


@router.post("contracts/{number}/changes", summary="Propose a change")
def propose(request: HttpRequest, number: Number, said: NewChange) -> HttpResponse:
    seen = _kept(request, number)
    row = do(
        request, actions.propose_change, contract=seen.id, values=reading.fields("change", said.values),
        facts=reading.cleaned(said.facts), today=today(), why=reading.clean(said.why),
    )  # fmt: skip
    return JsonResponse(_told(seen, row.pk), status=201)


@router.patch("contracts/{number}/changes/{row}", summary="Change what is proposed, or the answers")
def amend(request: HttpRequest, number: Number, row: Number, said: ChangeAmended) -> dict[str, Any]:
    seen = _kept(request, number)
    do(
        request, actions.amend_change, contract=seen.id, change=row, version=said.version,
        values=reading.fields("change", said.values), why=reading.clean(said.why),
        facts=None if said.facts is None else reading.cleaned(said.facts),
    )  # fmt: skip
    return _told(seen, row)


@router.post("contracts/{number}/changes/{row}/check", summary="Check a change against the law; the check is kept")
def check_one(request: HttpRequest, number: Number, row: Number, said: OnAGround) -> dict[str, Any]:
    seen = _kept(request, number)
    do(
        request, actions.check_change, contract=seen.id, change=row, version=said.version, today=today(),
        ground=reading.clean(said.ground), why=reading.clean(said.why),
    )  # fmt: skip
    return _told(seen, row)


@router.post("contracts/{number}/changes/{row}/approve", summary="Approve a checked change that another proposed")
def approve(request: HttpRequest, number: Number, row: Number, said: OnAGround) -> dict[str, Any]:
    seen = _approving(request, number)
    do(
        request, actions.approve_change, contract=seen.id, change=row, version=said.version, today=today(),
        ground=reading.clean(said.ground), why=reading.clean(said.why),
    )  # fmt: skip
    return _told(seen, row)


@router.post("contracts/{number}/changes/{row}/make", summary="Record that an approved change was made")
def make(request: HttpRequest, number: Number, row: Number, said: ChangeMade) -> dict[str, Any]:
    seen = _kept(request, number)
    on = reading.day("on", said.on)
    if on is None:
        raise NotAcceptable({"on": "Say when it was made"})
    do(
        request, actions.make_change, contract=seen.id, change=row, version=said.version, on=on, today=today(),
        why=reading.clean(said.why),
    )  # fmt: skip
    return _told(seen, row)


@router.post("contracts/{number}/changes/{row}/reject", summary="Reject a change, with the reason")
def reject(request: HttpRequest, number: Number, row: Number, said: Removed) -> dict[str, Any]:
    seen = _approving(request, number)
    do(
        request, actions.reject_change, contract=seen.id, change=row, version=said.version,
        why=reading.clean(said.why),
    )  # fmt: skip
    return _told(seen, row)


@router.post("contracts/{number}/changes/{row}/withdraw", summary="Take a change that was not approved out")
def withdraw(request: HttpRequest, number: Number, row: Number, said: Removed) -> HttpResponse:
    seen = _kept(request, number)
    do(
        request, actions.withdraw_change, contract=seen.id, change=row, version=said.version,
        why=reading.clean(said.why),
    )  # fmt: skip
    return HttpResponse(status=204)


def _told(seen: Seen, row: int) -> dict[str, Any]:
    """A change with its last check."""
    checks = changes.checks_of(seen, row)
    return {**saying.entry(row_or_404(seen, "change", row)), "check": saying.entry(checks[0]) if checks else None}


def _law(seen: Seen) -> dict[str, Any] | None:
    entry = changes.legal_facts(seen)
    return saying.entry(entry) if entry else None


def _own(request: HttpRequest, number: int) -> Seen:
    """The contract, for somebody who reads its register. Raises NotThere."""
    seen = seen_or_404(request, number)
    if not seen.own:
        raise NotThere()
    return seen


def _kept(request: HttpRequest, number: int) -> Seen:
    """The contract, for somebody who keeps its register. Raises NotThere, NotAllowed."""
    seen = seen_or_404(request, number)
    check(actor(request), Permission.KEEP_REGISTER, seen.organisation)
    return seen


def _approving(request: HttpRequest, number: int) -> Seen:
    """The contract, for somebody who approves. Raises NotThere, NotAllowed."""
    seen = _own(request, number)
    check(actor(request), Permission.APPROVE, seen.organisation)
    return seen
