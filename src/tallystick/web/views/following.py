"""Bring suppliers, categories and their figures up to date with what was decided."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from tallystick.web.deciding import bring_up_to_date


@require_POST
def follow(request: HttpRequest) -> HttpResponse:
    """Does it now, and goes back to the page that asked."""
    if bring_up_to_date():
        messages.success(request, "The figures are up to date.")
    else:
        messages.info(request, "The figures were up to date already.")
    back = request.POST.get("back", "")
    ours = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/")
    return redirect(back if ours else "supplier-list")
