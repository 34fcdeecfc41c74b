"""Signing in, and what goes with it, in the log: what allauth and Django tell is written down."""

from typing import Any

from allauth.account.signals import password_changed, user_logged_in
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils import timezone

from tallystick.councils.actions import write_log
from tallystick.councils.queries import person_by_email
from tallystick.councils.rules.actors import NOBODY, Actor
from tallystick.web.signing import methods

_NAMES = {"totp": "authenticator app", "webauthn": "passkey", "recovery_codes": "recovery codes"}


@receiver(user_logged_in)
def _signed_in(request: Any, user: Any, by_link: str = "", **_: Any) -> None:
    by = [by_link] if by_link else [_step(step) for step in methods(request)]
    note("sign_in", user, after={"by": by})


@receiver(user_logged_out)
def _signed_out(user: Any, **_: Any) -> None:
    if user is not None and user.is_authenticated:
        note("sign_out", user)


@receiver(user_login_failed)
def _failed(credentials: dict[str, Any], **_: Any) -> None:
    # Only that somebody's address was tried, never what was typed: people type passwords into the wrong field.
    person = person_by_email(str(credentials.get("email", "")))
    note("fail_to_sign_in", person)


@receiver(authentication_failed)
def _second_failed(user: Any, **_: Any) -> None:
    note("fail_second_factor", user)


# Told by the rows themselves, so that the entry is written in the same transaction: allauth tells after it.
@receiver(post_save, sender=Authenticator)
def _added(instance: Any, created: bool, **_: Any) -> None:
    if created:
        note("add_second_factor", instance.user, after={"kind": _NAMES.get(instance.type, instance.type)})


@receiver(post_delete, sender=Authenticator)
def _removed(instance: Any, **_: Any) -> None:
    note("remove_second_factor", instance.user, before={"kind": _NAMES.get(instance.type, instance.type)})


@receiver(password_changed)
def _password(user: Any, **_: Any) -> None:
    note("change_password", user)


def _step(step: dict[str, Any]) -> str:
    if step.get("method") == "mfa":
        return _NAMES.get(step.get("type", ""), "second factor")
    return f"directory {step.get('provider', '')}" if step["method"] == "socialaccount" else str(step["method"])


def note(what: str, person: Any, *, before: Any = None, after: Any = None) -> None:
    """Writes down what somebody did who signs in; None for a person whom nobody here is."""
    by = Actor(person.name, person=person.pk) if person is not None else NOBODY
    key = person.pk if person is not None else ""
    about = f"person:{key}" if key else ""
    write_log(
        chain="", what=what, kind="person", key=key, about=about, before=before, after=after, by=by, at=timezone.now()
    )
