"""Pages for when something cannot be done."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tallystick.councils.actions import NotAllowed
from tallystick.kit.errors import Refused


def refused(request: HttpRequest, no: Refused) -> HttpResponse:
    """The reason, and the way out of it."""
    status = 403 if isinstance(no, NotAllowed) else 409
    page = {"reason": no.reason, "what_to_do": no.what_to_do}
    return render(request, "web/errors/refused.html", page, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "web/errors/bad_request.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "web/errors/forbidden.html", status=403)


def form_not_ours(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "web/errors/form_not_ours.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "web/errors/not_found.html", status=404)


def too_many(request: HttpRequest) -> HttpResponse:
    return render(request, "web/errors/too_many.html", status=429)


def broken(request: HttpRequest) -> HttpResponse:
    return render(request, "web/errors/broken.html", status=500)
