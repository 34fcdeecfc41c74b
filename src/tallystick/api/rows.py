"""Rows of a contract, of whatever kind: listed, added, changed, removed; and what kinds and fields there are."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Router

from tallystick.api import reading, saying
from tallystick.api.door import actor, do, row_or_404, seen_or_404
from tallystick.api.shapes import Changed, NewRow, Number, Removed
from tallystick.contracts import actions
from tallystick.contracts.actions.keeping import NotAcceptable, NotThere
from tallystick.contracts.declared import KINDS
from tallystick.contracts.declared.controls import controls
from tallystick.contracts.queries import contract as contracts
from tallystick.councils.actions import NotAllowed, check
from tallystick.councils.rules.permissions import Permission

router = Router(tags=["rows"])
BY_THEIR_OWN = {
    "document", "risk", "measurement", "answers", "token", "notice", "question", "action", "change", "change_check",
    "law",
}  # fmt: skip
"""Kinds whose rows have routes of their own to add or change them, because more is done than to keep a row."""


@router.get("kinds", summary="Kinds of row, and the fields of each")
def kinds(request: HttpRequest) -> dict[str, Any]:
    """write: how a field is sent (see the reference), null where it is not written. access: who may read it."""
    return {"kinds": [_kind(code) for code in KINDS]}


@router.get("contracts/{number}/rows/{kind}", summary="Rows of a kind")
def listed(request: HttpRequest, number: Number, kind: str) -> dict[str, Any]:
    seen = seen_or_404(request, number)
    _kept(seen, kind)
    found = contracts.rows(seen, kind)
    return saying.page(found, len(found), 0, saying.entry)


@router.get("contracts/{number}/rows/{kind}/{row}", summary="One row")
def one(request: HttpRequest, number: Number, kind: str, row: Number) -> dict[str, Any]:
    return saying.entry(row_or_404(seen_or_404(request, number), kind, row))


@router.post("contracts/{number}/rows/{kind}", summary="Add a row")
def add(request: HttpRequest, number: Number, kind: str, said: NewRow) -> HttpResponse:
    seen = seen_or_404(request, number)
    check(actor(request), Permission.KEEP_REGISTER, seen.organisation)
    values, why = _written(seen, kind, said.values), reading.clean(said.why)
    if kind == "risk":
        made = do(request, actions.add_risk, contract=seen.id, values=values, why=why)
    elif kind == "action":
        meeting = values.pop("meeting_id", None) or 0
        if contracts.row(seen, "meeting", meeting) is None:
            raise NotAcceptable({"meeting_id": "Say at which meeting it was agreed"})
        made = do(request, actions.add_action, contract=seen.id, meeting=meeting, values=values, why=why)
    else:
        made = do(request, actions.add_row, contract=seen.id, kind=kind, values=values, why=why)
    return JsonResponse(saying.entry(row_or_404(seen, kind, made.pk)), status=201)


@router.patch("contracts/{number}/rows/{kind}/{row}", summary="Change a row")
def change(request: HttpRequest, number: Number, kind: str, row: Number, said: Changed) -> dict[str, Any]:
    seen = seen_or_404(request, number)
    check(actor(request), Permission.KEEP_REGISTER, seen.organisation)
    values, why = _written(seen, kind, said.values), reading.clean(said.why)
    row_or_404(seen, kind, row)
    if kind == "risk":
        do(request, actions.change_risk, contract=seen.id, risk=row, version=said.version, values=values, why=why)
    else:
        do(
            request, actions.change_row, contract=seen.id, kind=kind, row=row, version=said.version, values=values,
            why=why,
        )  # fmt: skip
    return saying.entry(row_or_404(seen, kind, row))


@router.post("contracts/{number}/rows/{kind}/{row}/remove", summary="Take a row out of the register")
def remove(request: HttpRequest, number: Number, kind: str, row: Number, said: Removed) -> HttpResponse:
    seen = seen_or_404(request, number)
    check(actor(request), Permission.KEEP_REGISTER, seen.organisation)
    row_or_404(seen, kind, row)
    if kind == "change":
        raise NotAllowed("A change is not removed so.", what_to_do="It is withdrawn, or rejected.")
    if not any(field.typed for field in KINDS[kind].fields.values()) and kind != "document":
        raise NotAllowed(
            f"A {KINDS[kind].name} is not removed by itself.", what_to_do="It follows from something else."
        )
    do(
        request, actions.remove_row, contract=seen.id, kind=kind, row=row, version=said.version,
        why=reading.clean(said.why),
    )  # fmt: skip
    return HttpResponse(status=204)


def _kept(seen: contracts.Seen, kind: str) -> None:
    """Raises NotThere for what is no kind of row, or one whose rows may not be seen."""
    if kind == "contract" or kind not in KINDS or KINDS[kind].access not in seen.accesses:
        raise NotThere()


def _written(seen: contracts.Seen, kind: str, said: dict[str, Any]) -> dict[str, Any]:
    """Values of a row that people write. Raises NotThere, NotAcceptable; NotAllowed for a kind that is not kept so."""
    _kept(seen, kind)
    if kind in BY_THEIR_OWN - {"risk", "action"}:
        raise NotAllowed(
            f"A {KINDS[kind].name} is not written so.", what_to_do="It has routes of its own: see the reference."
        )
    return reading.fields(kind, said)


def _kind(code: str) -> dict[str, Any]:
    kind, typed = KINDS[code], controls(code)
    fields = [
        {
            "name": saying.told(name),
            "label": field.label,
            "access": field.access.name.lower(),
            "write": typed[name].how if name in typed and typed[name].how != "none" else None,
            "choices": [choice for choice, _ in typed[name].choices] if name in typed else [],
            "needed": name in typed and typed[name].needed,
        }
        for name, field in kind.fields.items()
    ]
    return {"kind": code, "name": kind.name, "access": kind.access.name.lower(), "fields": fields}
