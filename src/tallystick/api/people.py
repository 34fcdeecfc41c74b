"""Organisations, their people, and their logs."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Field, Query, Router, Schema

from tallystick.api import reading, saying
from tallystick.api.contracts import Paging
from tallystick.api.door import actor, do
from tallystick.api.shapes import Ended, Invitation, NewRole, Number
from tallystick.contracts.actions.keeping import NotThere
from tallystick.contracts.queries.telling import shown
from tallystick.councils import actions, queries
from tallystick.councils.queries import Sought
from tallystick.councils.rules.permissions import ROLES, Permission, may

router = Router(tags=["people"])


class LogFilters(Schema):
    """text: words of who, what, why or about. about: as ``contract:12``."""

    text: Annotated[str, Field(max_length=300)] = ""
    about: Annotated[str, Field(max_length=100)] = ""


@router.get("me", summary="Whose token it is, and what they may do where")
def me(request: HttpRequest) -> dict[str, Any]:
    by = actor(request)
    return {
        "person": by.person,
        "name": by.name,
        "everything": by.everything,
        "roles": [{"organisation": code, "role": role} for code, role in sorted(by.memberships)],
    }


@router.get("organisations", summary="Organisations whose register one may read")
def organisations(request: HttpRequest) -> dict[str, Any]:
    by = actor(request)
    rows = queries.organisations(by=by)

    def said(row: Any) -> dict[str, Any]:
        allowed = [one.name.lower() for one in Permission if may(by, one, row.code)]
        return {"code": row.code, "name": row.name, "nation": row.nation, "may": allowed}

    return saying.page(rows, len(rows), 0, said)


@router.get("organisations/{code}/people", summary="People of an organisation, for those who manage them")
def members(request: HttpRequest, code: str) -> dict[str, Any]:
    found = queries.members(organisation=code, by=actor(request))
    return saying.page(found, len(found), 0, _member)


@router.get("organisations/{code}/colleagues", summary="Who may be named as an owner or sponsor")
def colleagues(request: HttpRequest, code: str) -> dict[str, Any]:
    found = queries.colleagues(organisation=code, by=actor(request))
    return saying.page(found, len(found), 0, lambda one: {"person": one[0], "name": one[1]})


@router.post("organisations/{code}/people", summary="Invite somebody; the secret of their link is told once")
def invite(request: HttpRequest, code: str, said: Invitation) -> HttpResponse:
    """secret: they come in at /in/SECRET/. Empty for somebody who can sign in already."""
    secret = do(
        request, actions.invite, organisation=code, email=reading.clean(said.email), name=reading.clean(said.name),
        role=reading.clean(said.role), known=said.known, why=reading.clean(said.why),
    )  # fmt: skip
    return JsonResponse({"secret": secret}, status=201)


@router.post("organisations/{code}/people/{person}/roles", summary="Give a role to somebody of the organisation")
def give_role(request: HttpRequest, code: str, person: Number, said: NewRole) -> dict[str, Any]:
    _held(request, code, person)
    do(
        request, actions.give_role, organisation=code, person=person, role=reading.clean(said.role),
        why=reading.clean(said.why),
    )  # fmt: skip
    return _member(_held(request, code, person))


@router.post("organisations/{code}/roles/{membership}/end", summary="End a role")
def end_role(request: HttpRequest, code: str, membership: Number, said: Ended) -> HttpResponse:
    do(request, actions.end_role, organisation=code, membership=membership, why=reading.clean(said.why))
    return HttpResponse(status=204)


@router.get("roles", summary="Roles, and what each may do")
def roles(request: HttpRequest) -> dict[str, Any]:
    return {
        "roles": [
            {
                "role": one.code,
                "name": one.name,
                "what": one.what,
                "may": [p.name.lower() for p in Permission if p in one.permissions],
            }
            for one in ROLES.values()
        ]
    }


@router.get("organisations/{code}/log", summary="The log, newest first")
def log(request: HttpRequest, code: str, filters: Query[LogFilters], paging: Query[Paging]) -> dict[str, Any]:
    """Confidential values are not told: ``confidential`` stands in their place."""
    sought = Sought(about=reading.clean(filters.about), text=reading.clean(filters.text))
    rows, total = queries.log(chain=code, by=actor(request), sought=sought, first=paging.first, count=paging.count)
    return saying.page(rows, total, paging.first, _line)


@router.get("organisations/{code}/log/verify", summary="Whether the log is as it was written")
def verify(request: HttpRequest, code: str) -> dict[str, Any]:
    found = queries.verify_chain(code, by=actor(request))
    fault = {"sequence": found.fault.sequence, "why": found.fault.say} if found.fault else None
    return {"holds": fault is None, "entries": found.entries, "last": found.last, "fault": fault}


@router.get("organisations/{code}/readings", summary="Who read confidential fields, newest first")
def readings(request: HttpRequest, code: str, paging: Query[Paging]) -> dict[str, Any]:
    rows, total = queries.readings(organisation=code, by=actor(request), first=paging.first, count=paging.count)

    def said(row: Any) -> dict[str, Any]:
        return {
            "at": row.at.isoformat(), "by": row.by, "via": row.via, "kind": row.kind, "row": row.key,
            "about": row.about, "fields": row.fields, "why": row.why,
        }  # fmt: skip

    return saying.page(rows, total, paging.first, said)


def _line(row: Any) -> dict[str, Any]:
    return {
        "sequence": row.sequence, "at": row.at.isoformat(), "by": row.by, "via": row.via, "what": row.what,
        "why": row.why, "kind": row.kind, "key": row.key, "about": row.about,
        "before": shown(row.kind, row.before), "after": shown(row.kind, row.after), "hash": row.hash,
    }  # fmt: skip


def _member(one: queries.Member) -> dict[str, Any]:
    return {
        "person": one.person, "name": one.name, "email": one.email, "active": one.active,
        "signed_in": saying.value("", one.signed_in),
        "roles": [{"membership": number, "role": name} for number, name in one.roles],
    }  # fmt: skip


def _held(request: HttpRequest, code: str, person: int) -> queries.Member:
    for one in queries.members(organisation=code, by=actor(request)):
        if one.person == person:
            return one
    raise NotThere()
