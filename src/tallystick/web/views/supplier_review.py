"""The review: one pair of names at a time, side by side, the most money in doubt first."""

from contextlib import suppress

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from tallystick.intake.actions.keeping import AlreadyDecided
from tallystick.suppliers import actions, queries, reviewing
from tallystick.web.addresses import pair_address
from tallystick.web.deciding import actor, decide
from tallystick.web.middleware import with_our_scripts
from tallystick.web.tabs import supplier_tabs

_ANSWERS = ("same", "different", "unsure")


@never_cache
def review(request: HttpRequest) -> HttpResponse:
    """Shows a pair; keeps an answer at once, and shows the next. The figures follow when the reviewer says so."""
    if request.method == "POST":
        return _answered(request)
    a, b = request.GET.get("a", ""), request.GET.get("b", "")
    step = reviewing.review(settings.TALLYSTICK_HOME, by=actor(request), pair=(a, b) if a and b else None)
    page = {
        "section": "supplier-list",
        "tabs": supplier_tabs("supplier-review"),
        "step": step,
        "waiting": reviewing.waiting(settings.TALLYSTICK_HOME),
    }
    return with_our_scripts(render(request, "web/suppliers/review.html", page))


def _answered(request: HttpRequest) -> HttpResponse:
    answer = request.POST.get("answer", "")
    if answer == "undo":
        return _undone(request)
    if answer not in _ANSWERS:
        raise Http404
    # Pressed twice, or answered in another window: it is kept, which is all that was wanted.
    with suppress(AlreadyDecided):
        decide(
            request,
            actions.judge_pair,
            unit_a=request.POST.get("a", ""),
            unit_b=request.POST.get("b", ""),
            verdict=answer,
        )
    return redirect("supplier-review")


def _undone(request: HttpRequest) -> HttpResponse:
    """Takes back the last answer, and shows its pair again."""
    last = reviewing.last_answer(by=actor(request))
    decide(request, actions.undo_judgement, batch=queries.latest_batch(by=actor(request)) or "")
    return redirect(pair_address(last.unit_a, last.unit_b) if last else "supplier-review")
