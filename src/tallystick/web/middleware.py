"""What is done to every answer."""

from collections.abc import Callable

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from tallystick.kit.errors import Refused
from tallystick.lake.store.chosen import NotWorkedOut
from tallystick.lake.store.connection import NothingLoaded
from tallystick.web.views.errors import refused

_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_OUR_SCRIPTS = _POLICY + "; script-src 'self'"
_ASKING = _OUR_SCRIPTS + "; connect-src 'self'"
Answer = Callable[[HttpRequest], HttpResponseBase]


def with_our_scripts(response: HttpResponse, *, asking: bool = False) -> HttpResponse:
    """`response`, allowed to run scripts that are files of this site; never what stands in the page itself.

    asking: which may ask the site for more.
    """
    response.headers["Content-Security-Policy"] = _ASKING if asking else _OUR_SCRIPTS
    return response


def with_passkey_scripts(response: HttpResponseBase) -> HttpResponseBase:
    """`response`, allowed to run scripts of this site, which may ask it what a passkey is to sign."""
    response.headers["Content-Security-Policy"] = _ASKING
    return response


class SecurityHeaders:
    """Nothing from elsewhere, no script but ours on pages that ask, no framing; and no page kept by a shared cache."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", _POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response


class PlainText:
    """Passes over what no person types and no database of ours keeps: a NUL in an address. In a form it is refused."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "\0" in request.path:
            raise SuspiciousOperation("a NUL in an address")
        request.META["QUERY_STRING"] = request.META.get("QUERY_STRING", "").replace("%00", "").replace("\0", "")
        typed = request.content_type == "application/x-www-form-urlencoded" and not request.path.startswith("/api/")
        if typed and any("\0" in value for _, values in request.POST.lists() for value in values):
            raise SuspiciousOperation("a NUL in a form")
        return self.get_response(request)


class PlainRefusals:
    """An expected no becomes a page in plain English."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NothingLoaded):
            return render(request, "web/home_empty.html", {"section": "home"})
        if isinstance(exception, NotWorkedOut):
            return render(request, "web/suppliers/not_worked_out.html", {"section": "supplier-list"})
        return refused(request, exception) if isinstance(exception, Refused) else None
