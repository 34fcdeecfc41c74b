"""What allauth is told of us: nobody signs up, secrets are kept encrypted, a directory lets in who was invited."""

import base64
import hashlib
import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render
from django.utils import timezone

from tallystick.councils.actions import come_in_by_directory
from tallystick.councils.queries import person_by_email
from tallystick.web.signing import only_second_factor
from tallystick.web.signing_log import note


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody makes an account for themselves: people are invited."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "The e-mail address or the password is not right",
        "incorrect_password": "The password is not right",
        "enter_current_password": "The password is not right",
        "incorrect_code": "The code is not right, or was used already",
        "too_many_login_attempts": "There were too many attempts. Try again in five minutes",
        "account_inactive": "This account was closed",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class Factors(DefaultMFAAdapter):  # type: ignore[misc]
    """Keys of authenticator apps are kept encrypted with the installation's own key, which is no part of the record."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "The code is not right, or was used already",
        "cannot_delete_authenticator": "This is your only second factor. Set up another one first",
    }

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The text; where it was encrypted with another installation's key, chance: then no code is right."""
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return base64.b32encode(secrets.token_bytes(40)).decode()

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        return not only_second_factor(authenticator.user, authenticator)

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        return "My passkey"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": "Tallystick"}


class Directories(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """A directory lets in people who were invited, known by an e-mail address that it vouches for; nobody else."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def list_apps(self, request: HttpRequest, provider: Any = None, client_id: Any = None) -> list[Any]:
        """Only those of the settings: rows of the record name no directory."""
        return [app for app in super().list_apps(request, provider, client_id) if app.pk is None]

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Finds whose account it is. Raises ImmediateHttpResponse, a page that says why, where it is nobody's."""
        said = sociallogin.account.extra_data
        subjects = {said[part]["sub"] for part in ("userinfo", "id_token") if said.get(part)}
        if len(subjects) > 1:
            raise _not_let_in(request, "", "The directory spoke of two different people.")
        if sociallogin.is_existing:
            return
        app = sociallogin.provider.app
        trusted = [address for address in sociallogin.email_addresses if _vouched_for(app, address)]
        person = next((found for one in trusted if (found := person_by_email(one.email))), None)
        if person is None:
            email = next((address.email for address in sociallogin.email_addresses), "")
            raise _not_let_in(request, email, "" if trusted else "The directory does not vouch for this address.")
        sociallogin.connect(request, person)
        come_in_by_directory(person=person, directory=app.name, at=timezone.now())


class Sessions(DefaultUserSessionsAdapter):  # type: ignore[misc]
    """Signing out everywhere is in the log."""

    def end_sessions(self, sessions: Any) -> None:
        ended = list(sessions)
        super().end_sessions(ended)
        if ended:
            note("sign_out_everywhere", ended[0].user, after={"sessions": len(ended)})


def _vouched_for(app: Any, address: Any) -> bool:
    """Whether a directory's word for an e-mail address is taken: verified, or trusted to be, and of its own domains."""
    domains = app.settings["domains"]
    own = not domains or address.email.casefold().rpartition("@")[2] in domains
    # Some directories say "true" and not true.
    return own and (app.settings["trust_email"] or address.verified in (True, "true"))


def _not_let_in(request: HttpRequest, email: str, why: str) -> ImmediateHttpResponse:
    page = render(request, "socialaccount/not_invited.html", {"email": email, "why": why}, status=403)
    return ImmediateHttpResponse(page)


def _cipher() -> Fernet:
    key = hashlib.sha256(b"second factors:" + str(settings.SECRET_KEY).encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
