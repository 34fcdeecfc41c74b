"""Who may come to a page at all: nobody who has not signed in, but to the pages that say they are for everybody."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone

from tallystick.councils.actions import note_seen, person_of
from tallystick.councils.throttling import note_failure, too_many_failures
from tallystick.web.signing import lacks_second_factor

API = "/api/"
_NOTED_EVERY = timedelta(minutes=5)
Answer = Callable[[HttpRequest], HttpResponseBase]

WITHOUT_SECOND_FACTOR = frozenset(
    {"mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_view_recovery_codes", "mfa_generate_recovery_codes"}
    | {"mfa_reauthenticate", "mfa_reauthenticate_webauthn", "account_reauthenticate", "account_logout", "health"}
)
"""Names of the addresses that somebody who has still to set up a second factor may come to."""


class SignedIn(LoginRequiredMiddleware):
    """Sends whoever has not signed in to do so. A program is asked for its token: a browser's session is not one."""

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        if request.path.startswith(API):
            return self._program(request, view_func)
        if settings.TALLYSTICK_TEAM and getattr(request.user, "owner", False):
            # A laptop that became a team's: its owner's sessions let nobody in any more.
            logout(request)
        found: HttpResponseBase | None = super().process_view(request, view_func, view_args, view_kwargs)
        return found

    def _program(self, request: HttpRequest, view_func: Callable[..., Any]) -> HttpResponseBase | None:
        request.user = AnonymousUser()
        address, at = request.META.get("REMOTE_ADDR", ""), timezone.now()
        if too_many_failures(address, at=at):
            return _told(429, "Too many tokens that are not in force came from here.", "Wait a minute.")
        if not getattr(view_func, "login_required", True):
            # It asks for a token of another kind itself.
            return None
        scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
        person = person_of(secret.strip(), at=at) if scheme.casefold() == "bearer" else None
        if person is not None and not (settings.TALLYSTICK_TEAM and person.owner):
            request.user = person
            return None
        if secret:
            note_failure(address, at=at)
        answer = _told(
            401,
            "Send a token that is in force: Authorization: Bearer ….",
            "Somebody who has signed in makes one, on the page of their account.",
        )
        answer.headers["WWW-Authenticate"] = "Bearer"
        return answer


def _told(status: int, error: str, what_to_do: str) -> HttpResponseBase:
    """A refusal in the words of the HTTP interface."""
    return JsonResponse({"error": error, "what_to_do": what_to_do}, status=status)


class SecondFactorFirst:
    """Whoever has a password sets up a second factor before anything else."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], view_args: Any, view_kwargs: Any
    ) -> HttpResponse | None:
        name = request.resolver_match.url_name if request.resolver_match else None
        if request.path.startswith(API) or name in WITHOUT_SECOND_FACTOR or not request.user.is_authenticated:
            return None
        if not getattr(view_func, "login_required", True) or not lacks_second_factor(request):
            return None
        return redirect("mfa_index")


class LastSeen:
    """Notes when a session was last seen, every few minutes, which also keeps it from running out while it is used."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.session.session_key and request.user.is_authenticated:
            now = timezone.now()
            seen = request.session.get("seen")
            if seen is None or now - datetime.fromisoformat(seen) > _NOTED_EVERY:
                request.session["seen"] = now.isoformat()
                note_seen(session=request.session.session_key, at=now)
        return self.get_response(request)
