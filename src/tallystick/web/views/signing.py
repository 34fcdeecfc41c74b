"""Coming in: the link that lets one person in once, and allauth's pages where ours differ from them."""

from typing import Any

import requests
from allauth.account import views as account
from allauth.mfa.base import views as second
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.openid_connect import views as directory
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from tallystick.councils.actions import NoSuchLink, come_in, redeem, whose
from tallystick.web.middleware import Answer, with_passkey_scripts
from tallystick.web.signing import only_second_factor, sign_in


@login_not_required
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@login_not_required
@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, secret: str) -> HttpResponse:
    """The owner's own link signs in as it is followed; any other asks for a name and a password first."""
    now = timezone.now()
    try:
        found = whose(secret, at=now)
        if found.purpose == "owner" and settings.TALLYSTICK_TEAM:
            raise NoSuchLink()
        if found.purpose == "owner":
            return _owner(request, secret)
    except NoSuchLink as no:
        return render(request, "web/people/no_such_link.html", {"reason": no.reason, "todo": no.what_to_do}, status=410)
    person, errors = found.person, {}
    name = request.POST.get("name", person.name)
    if request.method == "POST":
        password = request.POST.get("password", "")
        errors = _faults(person, name, password, request.POST.get("again", ""))
        if not errors:
            person = come_in(secret=secret, name=name, password=password, at=now)
            sign_in(request, person, method=found.purpose)
            return redirect("mfa_index")
    page = {
        "errors": errors,
        "person": person,
        "name": name if name != person.email else "",
        "purpose": found.purpose,
    }
    return render(request, "web/people/link.html", page)


def _owner(request: HttpRequest, secret: str) -> HttpResponse:
    if request.method == "HEAD":
        # Whoever only looks whether there is a page uses nothing up.
        return HttpResponse()
    sign_in(request, redeem(secret, at=timezone.now()), method="owner")
    return redirect("home")


def _faults(person: Any, name: str, password: str, again: str) -> dict[str, str]:
    errors = {}
    if not name.strip():
        errors["name"] = "Enter your name"
    person.name = name.strip() or person.name
    try:
        validate_password(password, person)
    except ValidationError as no:
        errors["password"] = " ".join(no.messages)
    if "password" not in errors and password != again:
        errors["again"] = "The two passwords are not the same"
    return errors


def _scripted(view: Answer) -> Answer:
    """An allauth page that asks for a passkey: the only pages of signing in that run a script."""

    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return with_passkey_scripts(view(request, *args, **kwargs))

    return page


login = login_not_required(_scripted(account.login))
logout = login_not_required(account.logout)
inactive = account.account_inactive
reauthenticate = account.reauthenticate
authenticate = login_not_required(_scripted(second.authenticate))
add_passkey = _scripted(passkeys.add_webauthn)
login_passkey = login_not_required(passkeys.login_webauthn)
reauthenticate_passkey = _scripted(passkeys.reauthenticate_webauthn)


def change_password(request: HttpRequest) -> HttpResponseBase:
    if not request.user.has_usable_password():  # type: ignore[union-attr]
        return redirect("account")
    answer: HttpResponseBase = account.password_change(request)
    return answer


def remove_passkey(request: HttpRequest, pk: int) -> HttpResponseBase:
    found = request.user.authenticator_set.filter(pk=pk).first()  # type: ignore[union-attr]
    if found is not None and only_second_factor(request.user, found):
        return render(request, "mfa/only_one.html", status=409)
    answer: HttpResponseBase = passkeys.remove_webauthn(request, pk=pk)
    return answer


@login_not_required
def directory_login(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """To the directory's own page, by a page of ours: a form's answer may not lead to another site."""
    try:
        answer: HttpResponseBase = directory.login(request, provider_id)
    except requests.RequestException:
        return render(request, "socialaccount/unreachable.html", status=503)
    if answer.status_code == 302 and not answer["Location"].startswith("/"):
        name = get_adapter().get_app(request, provider=provider_id).name
        return render(request, "socialaccount/onward.html", {"address": answer["Location"], "name": name})
    return answer


@login_not_required
def directory_callback(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    try:
        answer: HttpResponseBase = directory.callback(request, provider_id)
    except requests.RequestException:
        return render(request, "socialaccount/unreachable.html", status=503)
    return answer
