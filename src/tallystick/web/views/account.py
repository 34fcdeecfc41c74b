"""One's own account: who one is here, how one signs in, and tokens by which programs ask in one's name."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tallystick.councils import actions, queries
from tallystick.kit.errors import Refused
from tallystick.web.deciding import actor, decide

_USUAL_DAYS = 90


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    page = {
        "places": queries.places(by=actor(request)),
        "owned": queries.organisations(by=actor(request)) if actor(request).everything else [],
        "person": request.user,
        "has_password": request.user.has_usable_password(),  # type: ignore[union-attr]
    }
    return render(request, "web/account/account.html", page)


@never_cache
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator]
def tokens(request: HttpRequest) -> HttpResponse:
    """Tokens in force; after one is made, its secret, this once."""
    errors, secret = {}, ""
    name, days = request.POST.get("name", "").strip(), request.POST.get("days", str(_USUAL_DAYS)).strip()
    if request.method == "POST":
        if not name:
            errors["name"] = "Enter what the token is for"
        if not (days.isascii() and days.isdigit() and len(days) < 5):
            errors["days"] = "Enter a whole number of days"
        if not errors:
            try:
                secret = decide(request, actions.make_token, name=name, days=int(days))
                name, days = "", str(_USUAL_DAYS)
            except Refused as no:
                errors["days"] = no.reason
    page = {
        "errors": errors,
        "secret": secret,
        "name": name,
        "days": days,
        "tokens": queries.tokens(by=actor(request)),
        "now": timezone.now(),
    }
    return render(request, "web/account/tokens.html", page)


@require_POST
def end_token(request: HttpRequest, token: int) -> HttpResponse:
    decide(request, actions.end_token, token=token)
    messages.success(request, "The token was ended.")
    return redirect("tokens")
