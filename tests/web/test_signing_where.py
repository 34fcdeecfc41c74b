"""Who may come to which page: what is for everybody, where signing in leads, the owner's link, and programs."""

from typing import Any

import pytest
from django.core.cache import cache
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from tallystick.councils import actions
from tests.people import People
from tests.web.signing import EMAIL, PASSWORD, browser, code, come_in, invitation, logged, path_of, text

pytestmark = pytest.mark.django_db

PUBLIC = {
    *("health", "link", "calendar-feed", "account_login", "account_logout", "account_inactive", "mfa_authenticate"),
    *("mfa_login_webauthn", "socialaccount_login_cancelled", "openid_connect_login", "openid_connect_callback"),
}
"""Names of all addresses that somebody who has not signed in may come to."""


@pytest.fixture(autouse=True)
def team(settings: Any, home: Any) -> None:
    settings.TALLYSTICK_TEAM = True
    cache.clear()


def test_nobody_signs_up() -> None:
    assert browser().get("/account/sign-up/").status_code == 404
    assert "account_signup" not in {name for name, _ in _views()}


def _views() -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []

    def walk(patterns: Any) -> None:
        for one in patterns:
            if isinstance(one, URLResolver):
                # What is for programs asks for a token itself, or says in its own tests why not.
                if not str(one.pattern).startswith("api/"):
                    walk(one.url_patterns)
            elif isinstance(one, URLPattern):
                found.append((str(one.name), one.callback))

    walk(get_resolver().url_patterns)
    return found


def test_what_is_for_everybody_is_named_and_nothing_else_is() -> None:
    public = {name for name, view in _views() if not getattr(view, "login_required", True)}
    assert public == PUBLIC


def test_nobody_is_sent_to_sign_in_and_back(people: People) -> None:
    answer = browser().get("/spend/payments/?sort=-amount")
    assert (answer.status_code, answer["Location"]) == (302, "/account/sign-in/?next=/spend/payments/%3Fsort%3D-amount")
    page = browser().get(answer["Location"])
    assert page.status_code == 200
    assert 'value="/spend/payments/?sort=-amount"' in page.content.decode()
    key = come_in(browser(), invitation(people))
    client = browser()
    client.post("/account/sign-in/", {"login": EMAIL, "password": PASSWORD, "next": "/spend/payments/?sort=-amount"})
    assert client.post("/account/sign-in/code/", {"code": code(key)})["Location"] == "/spend/payments/?sort=-amount"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_nobody_is_sent_elsewhere_by_signing_in(people: People, elsewhere: str) -> None:
    key = come_in(browser(), invitation(people))
    client = browser()
    client.post("/account/sign-in/", {"login": EMAIL, "password": PASSWORD, "next": elsewhere})
    assert client.post("/account/sign-in/code/", {"code": code(key)})["Location"] == "/"


def test_health_says_ok_to_everybody() -> None:
    answer = browser().get("/health/")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


def test_the_owners_link_signs_in_once(settings: Any) -> None:
    settings.TALLYSTICK_TEAM = False
    owner = actions.the_owner(name="Sam")
    secret = actions.issue(owner, purpose="owner", at=timezone.now())
    client = browser()
    assert client.head(path_of(secret)).status_code == 200
    answer = client.get(path_of(secret))
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/account/").status_code == 200
    assert browser().get(path_of(secret)).status_code == 410
    assert logged() == ["used_link", "sign_in"]
    page = browser().get("/account/sign-in/")
    assert "tallystick people link" in text(page)
    assert "Password" not in text(page)


def test_a_team_has_no_owner(settings: Any, people: People) -> None:
    settings.TALLYSTICK_TEAM = False
    client = people.client()
    assert client.get("/account/").status_code == 200
    settings.TALLYSTICK_TEAM = True
    assert client.get("/account/").status_code == 302
    assert client.get("/account/").status_code == 302
    secret = actions.issue(people.person(), purpose="owner", at=timezone.now())
    assert browser().get(path_of(secret)).status_code == 410


def test_an_invitation_is_no_owners_link(people: People) -> None:
    """Only looking at it lets nobody in."""
    client = browser()
    client.get(path_of(invitation(people)))
    assert client.get("/account/").status_code == 302
