"""What the pages of a decision share: the decision as somebody may see it, and its form's frame."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from tallystick.councils.rules.permissions import Permission, may
from tallystick.decisions import choices
from tallystick.web.decide import subjects
from tallystick.web.deciding import actor
from tallystick.web.governing_forms import Typed

STATES = dict(choices.STATES)
KINDS = dict(choices.KINDS)
ROLES = dict(choices.ROLES)
ANSWERS = dict(choices.ANSWERS)
COLOURS = {"approved": "green", "refused": "red", "proposed": "blue", "withdrawn": "grey"}
MOVES = {
    "draft": "Take it back to being prepared",
    "scoring": "Open it for scoring",
    "consulting": "Send it out for consultation",
    "proposed": "Put it to those who decide",
    "withdrawn": "Withdraw it",
}
MEANWHILE = "Somebody else wrote to this while you had it open. See what it says now, then save yours again."


def seen(request: HttpRequest, number: int) -> Any:
    """A decision that whoever is signed in may see. Raises Http404."""
    return subjects.seen(request, "decision", number).row


def kept(request: HttpRequest, number: int) -> Any:
    """A decision that whoever is signed in may change. Raises Http404, NotAllowed."""
    return subjects.kept(request, "decision", number).row


def keeps(request: HttpRequest, row: Any) -> bool:
    """Whether whoever is signed in may change it."""
    return may(actor(request), Permission.KEEP_REGISTER, row.organisation.code)


def show(
    request: HttpRequest, typed: Typed, heading: str, *, row: Any = None, back: str = "", button: str = "Save",
    version: int = 0, template: str = "web/decide/form.html", **more: Any,
) -> HttpResponse:  # fmt: skip
    """The page of a form."""
    told = {
        "section": "decide", "row": row, "form": typed, "errors": typed.errors, "heading": heading,
        "back": back or (reverse("decide-one", args=[row.pk]) if row else reverse("decide")), "button": button,
        "version": version, **more,
    }  # fmt: skip
    return render(request, template, told, status=422 if typed.errors else 200)
