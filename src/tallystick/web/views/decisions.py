"""Decisions: the log of all of them, taking one back, who published a file, and which of two files stands."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from tallystick.councils.actions import NotAllowed
from tallystick.intake import actions, queries
from tallystick.kit.errors import Refused
from tallystick.lake.store.page import PAGE_SIZE, Page
from tallystick.web.deciding import decide_and_follow, reason_given
from tallystick.web.listing import Asked
from tallystick.web.tabs import files_tabs
from tallystick.web.views.files import file_page, found_file


def decisions(request: HttpRequest) -> HttpResponse:
    asked = Asked.read(request, (), default="")
    lines, total = queries.log(first=(asked.page - 1) * PAGE_SIZE, count=PAGE_SIZE)
    found = Page(tuple(lines), total, asked.page)
    return render(
        request,
        "web/files/log.html",
        {
            "section": "files",
            "tabs": files_tabs("decisions"),
            "listing": asked.listing(found, name="entry in the log,entries in the log"),
        },
    )


@require_POST
def undo(request: HttpRequest, kind: str, decision_id: int) -> HttpResponse:
    decided = queries.decision(kind=kind, decision_id=decision_id)
    if decided is None:
        raise Http404
    decide_and_follow(request, actions.undo_decision, kind=kind, decision_id=decision_id, why=reason_given(request))
    messages.success(request, "The decision was undone. The figures follow.")
    file = request.POST.get("file", "")
    return redirect("file-decisions", file) if len(file) == 64 and file.isalnum() else redirect("decisions")


def organisation(request: HttpRequest, sha256: str) -> HttpResponse:
    """Who published a file."""
    file, reading = found_file(sha256)
    errors: dict[str, str] = {}
    typed = request.POST.get("organisation", "").strip()
    if request.method == "POST":
        try:
            if request.POST.get("new") == "yes":
                decide_and_follow(
                    request, actions.name_local_organisation, name=typed, sha256=sha256, why=reason_given(request)
                )
            else:
                decide_and_follow(
                    request, actions.set_organisation, sha256=sha256, organisation=typed, why=reason_given(request)
                )
        except (actions.NotYetApplied, NotAllowed):
            raise
        except Refused as no:
            errors["organisation"] = str(no)
        else:
            messages.success(request, "The publisher of this file was changed. The figures follow.")
            return redirect("file", sha256)
    return render(
        request,
        "web/files/organisation.html",
        {**file_page(file, "file"), "reading": reading, "errors": errors, "typed": typed},
        status=422 if errors else 200,
    )


@require_POST
def standing(request: HttpRequest, sha256: str) -> HttpResponse:
    """Which of two files that repeat one another counts: this one, the other, or both."""
    file, _ = found_file(sha256)
    choice, why = request.POST.get("choice", ""), reason_given(request)
    other = (file.held or {}).get("by")
    if choice == "this":
        decide_and_follow(request, actions.let_stand, sha256=sha256, instead_of=other, why=why)
    elif choice == "both":
        decide_and_follow(request, actions.let_stand, sha256=sha256, beside=other, why=why)
    elif choice == "other" and other:
        decide_and_follow(request, actions.let_stand, sha256=other, instead_of=sha256, why=why)
    elif choice == "other":
        decide_and_follow(request, actions.set_aside, sha256=sha256, why=why)
    else:
        raise Refused("Nothing was chosen.", what_to_do="Go back and choose which file counts.")
    messages.success(request, "Your choice is kept. The figures follow.")
    return redirect("file", sha256)
