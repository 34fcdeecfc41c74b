"""Signing in: by a link, and whether a second factor is still to be set up."""

from typing import Any, cast

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.signals import user_logged_in
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import redirect

_SECOND = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
_HAS_ONE = "has_second_factor"


def sign_in(request: HttpRequest, person: Any, *, method: str) -> None:
    """Signs a person in who came by a link. method: ``owner``, ``invite`` or ``recover``, as the log tells."""
    if request.user.is_authenticated:
        get_adapter().logout(request)
    get_adapter().login(request, person)
    # Who has just chosen a password need not give it again to set up the second factor.
    record_authentication(request, person, method="password" if method != "owner" else "link", reauthenticated=True)
    user_logged_in.send(sender=type(person), request=request, response=redirect("home"), user=person, by_link=method)


def methods(request: HttpRequest) -> list[dict[str, Any]]:
    """How whoever is signed in here did so, step by step, as allauth keeps it."""
    return cast("list[dict[str, Any]]", get_authentication_records(request, cast("Any", request.user)))


def lacks_second_factor(request: HttpRequest) -> bool:
    """Whether who is signed in has to set up a second factor first.

    Not the laptop's owner, who has no password, and not who came by a directory, which has asked for one itself.
    """
    person: Any = request.user
    if settings.TALLYSTICK_SECOND_FACTOR == "optional" or not person.has_usable_password():
        return False
    if request.session.get(_HAS_ONE) == person.pk or any(m.get("method") == "socialaccount" for m in methods(request)):
        return False
    if is_mfa_enabled(person, _SECOND):
        request.session[_HAS_ONE] = person.pk
        return False
    return True


def only_second_factor(person: Any, authenticator: Any) -> bool:
    """Whether somebody who must have a second factor would be left without one."""
    if settings.TALLYSTICK_SECOND_FACTOR == "optional" or authenticator.type not in _SECOND:
        return False
    others = Authenticator.objects.filter(user=person, type__in=_SECOND).exclude(pk=authenticator.pk)
    return bool(person.has_usable_password()) and not others.exists()
