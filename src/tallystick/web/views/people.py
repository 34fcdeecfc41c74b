"""People of an organisation: who they are, what they may do, inviting them, and letting them in again."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tallystick.councils import actions, queries
from tallystick.councils.actions import KnownElsewhere, NotAllowed
from tallystick.councils.mailing import send_link
from tallystick.councils.rules.permissions import ROLES
from tallystick.kit.errors import Refused
from tallystick.web.deciding import actor, decide, reason_given


@require_safe
def people(request: HttpRequest, code: str) -> HttpResponse:
    members = queries.members(organisation=code, by=actor(request))
    search = request.GET.get("search", "").strip()
    words = search.casefold().split()
    found = [one for one in members if all(word in f"{one.name} {one.email}".casefold() for word in words)]
    page = {
        **_about(code),
        "members": found,
        "search": search,
        "all": len(members),
        "hears": queries.who_hears(organisation=code, by=actor(request)) or "",
        "hearers": [("", "Whoever it falls to"), *((one.person, one.name) for one in members if one.active)],
    }
    return render(request, "web/people/people.html", page)


@never_cache
def invite(request: HttpRequest, code: str) -> HttpResponse:
    """Invites somebody; then shows the link to give them, this once."""
    queries.members(organisation=code, by=actor(request))
    typed = {name: request.POST.get(name, "").strip() for name in ("email", "name", "role")}
    errors: dict[str, str] = {}
    elsewhere = ""
    if request.method == "POST":
        try:
            secret = decide(
                request,
                actions.invite,
                organisation=code,
                known=request.POST.get("known") == "yes",
                why=reason_given(request),
                **typed,
            )
            return _link_made(request, code, typed["email"], secret, purpose="invite")
        except NotAllowed:
            raise
        except KnownElsewhere as no:
            elsewhere = f"{no.reason} {no.what_to_do}"
        except Refused as no:
            errors["role" if "role" in no.reason else "email"] = no.reason
    page = {**_about(code), "typed": typed, "errors": errors, "elsewhere": elsewhere, "roles": ROLES.values()}
    return render(request, "web/people/invite.html", page)


@require_safe
def person(request: HttpRequest, code: str, person: int) -> HttpResponse:
    page = {**_about(code), "member": _member(request, code, person), "roles": ROLES.values()}
    return render(request, "web/people/person.html", page)


@require_POST
def give_role(request: HttpRequest, code: str, person: int) -> HttpResponse:
    member = _member(request, code, person)
    role = request.POST.get("role", "")
    decide(request, actions.give_role, organisation=code, person=person, role=role, why=reason_given(request))
    messages.success(request, f"{member.name} is now: {ROLES[role].name}.")
    return redirect("people-person", code, person)


@require_POST
def end_role(request: HttpRequest, code: str, membership: int) -> HttpResponse:
    decide(request, actions.end_role, organisation=code, membership=membership, why=reason_given(request))
    messages.success(request, "The role was ended.")
    return redirect("people", code)


@require_POST
def who_hears(request: HttpRequest, code: str) -> HttpResponse:
    """Says who hears of what nobody owns."""
    said = request.POST.get("hears", "")
    person = int(said) if said.isascii() and said.isdigit() and len(said) < 18 else None
    decide(request, actions.say_who_hears, organisation=code, person=person, why=reason_given(request))
    messages.success(request, "It was kept who hears of what nobody owns.")
    return redirect("people", code)


@never_cache
@require_POST
def back_in(request: HttpRequest, code: str, person: int) -> HttpResponse:
    member = _member(request, code, person)
    secret = decide(request, actions.way_back_in, organisation=code, person=person, why=reason_given(request))
    return _link_made(request, code, member.email, secret, purpose="recover")


@require_POST
def set_active(request: HttpRequest, code: str, person: int) -> HttpResponse:
    member, active = _member(request, code, person), request.POST.get("active") == "yes"
    decide(request, actions.set_active, organisation=code, person=person, active=active, why=reason_given(request))
    messages.success(request, f"{member.name} can {'sign in again' if active else 'sign in no longer'}.")
    return redirect("people-person", code, person)


def _about(code: str) -> dict[str, Any]:
    organisation = queries.organisation(code)
    return {"code": code, "organisation": organisation}


def _member(request: HttpRequest, code: str, person: int) -> queries.Member:
    for member in queries.members(organisation=code, by=actor(request)):
        if member.person == person:
            return member
    raise Http404


def _link_made(request: HttpRequest, code: str, email: str, secret: str, *, purpose: str) -> HttpResponse:
    address = settings.TALLYSTICK_ADDRESS or request.build_absolute_uri("/").rstrip("/")
    link = address + reverse("link", args=[secret]) if secret else ""
    sent = bool(link) and send_link(email, link, purpose=purpose)
    page = {**_about(code), "email": email, "link": link, "sent": sent, "purpose": purpose}
    return render(request, "web/people/link_made.html", page)
