"""What the pages of a decision share: the decision as somebody may see it, and its form's frame."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from tallystick.contracts.actions.keeping import ChangedMeanwhile, NotAcceptable
from tallystick.councils.rules.permissions import Permission, may
from tallystick.decisions import choices
from tallystick.kit.errors import Refused
from tallystick.web.decide import subjects
from tallystick.web.deciding import actor
from tallystick.web.deciding import decide as do
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
LATE = "Somebody else wrote to this while you had it open, so yours is not saved. What you typed stands here."
"""In a form, which keeps what was typed on top of what it was made from: see what it says now, and write there."""
NO_PARAGRAPH = (
    "No report can be made before it is said under which paragraph of Schedule 12A, with what is said in words."
)
"""Said of what is exempt, after what was done."""


def seen(request: HttpRequest, number: int) -> Any:
    """A decision that whoever is signed in may see. Raises Http404."""
    return subjects.seen(request, "decision", number).row


def kept(request: HttpRequest, number: int) -> Any:
    """A decision that whoever is signed in may change. Raises Http404, NotAllowed."""
    return subjects.kept(request, "decision", number).row


def keeps(request: HttpRequest, row: Any) -> bool:
    """Whether whoever is signed in may change it."""
    return may(actor(request), Permission.KEEP_REGISTER, row.organisation.code)


def wrong(typed: Typed, no: Refused) -> None:
    """Says why something was refused: beside the boxes that it is about, else beside the first."""
    if isinstance(no, NotAcceptable):
        # A box called “why” would be that of the register's reasons.
        typed.wrong({{"why": "because"}.get(name, name): text for name, text in no.fields.items()})
    elif isinstance(no, ChangedMeanwhile):
        typed.wrong({typed.boxes[0].name: LATE})
    else:
        typed.wrong({typed.boxes[0].name: in_words(no)})


def done(request: HttpRequest, said: str, action: Callable[..., Any], /, **given: Any) -> bool:
    """Whether an action was done that one press asks for. The next page tells `said`, or why it was refused."""
    try:
        do(request, action, **given)
    except ChangedMeanwhile:
        messages.error(request, MEANWHILE)
    except Refused as no:
        messages.error(request, in_words(no))
    else:
        messages.success(request, said)
        return True
    return False


def in_words(no: Refused) -> str:
    """Why something was refused, and what to do."""
    return f"{no.reason} {no.what_to_do}".strip()


def show(
    request: HttpRequest, typed: Typed, heading: str, *, row: Any = None, back: str = "", button: str = "Save",
    version: int = 0, template: str = "web/decide/form.html", **more: Any,
) -> HttpResponse:  # fmt: skip
    """The page of a form."""
    told = {
        "section": "decide", "row": row, "form": typed, "errors": typed.errors, "heading": heading,
        "back": back or (reverse("decide-one", args=[row.pk]) if row else reverse("decide")), "button": button,
        "version": version, "late": LATE in typed.errors.values(), **more,
    }  # fmt: skip
    return render(request, template, told, status=422 if typed.errors else 200)
