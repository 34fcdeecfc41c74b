"""Signing in, as far as it can be shown without a browser: each step, what is refused, and what is in the log."""

import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.utils import timezone

from tallystick.councils import actions, models
from tests.people import LEEDS, SAM, People
from tests.web.signing import EMAIL, PASSWORD, browser, code, come_in, invitation, logged, path_of, sign_in, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def team(settings: Any, home: Any) -> None:
    settings.TALLYSTICK_TEAM = True
    cache.clear()


def test_the_first_time_and_the_next(people: People) -> None:
    secret, client = invitation(people), browser()
    page = client.get(path_of(secret))
    assert "You are invited" in text(page)
    assert EMAIL in text(page)
    key = come_in(client, secret)
    codes = re.findall(r"<li><code>([^<]+)</code></li>", client.get("/account/second-factor/codes/").content.decode())
    assert len(codes) == 10
    again = client.get("/account/second-factor/codes/")
    assert not any(one in text(again) for one in codes), "they are shown once"
    assert client.get("/account/").status_code == 200
    assert client.get(path_of(secret)).status_code == 410
    assert logged() == [
        *("used_link", "set_password", "sign_in", "add_second_factor", "add_second_factor"),
    ]
    client.post("/account/sign-out/")
    assert client.get("/account/").status_code == 302

    later = browser()
    answer = sign_in(later, key)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert later.get("/account/").status_code == 200
    entry = models.LogEntry.objects.filter(what="sign_in").latest("sequence")
    assert (entry.by, entry.after) == ("Ada Lovelace", {"by": ["password", "authenticator app"]})
    # A recovery code lets in once in place of the app.
    lost = browser()
    lost.post("/account/sign-in/", {"login": EMAIL, "password": PASSWORD})
    assert lost.post("/account/sign-in/code/", {"code": codes[0]})["Location"] == "/"
    second = browser()
    second.post("/account/sign-in/", {"login": EMAIL, "password": PASSWORD})
    assert "code is not right" in text(second.post("/account/sign-in/code/", {"code": codes[0]}))


def test_a_code_is_taken_once(people: People) -> None:
    client = browser()
    key = come_in(client, invitation(people))
    figures = code(key)
    assert sign_in(browser(), key, figures=figures)["Location"] == "/"
    other = browser()
    assert "code is not right" in text(sign_in(other, key, figures=figures))
    assert other.get("/account/").status_code == 302
    assert "fail_second_factor" in logged()


def test_nothing_else_before_the_second_factor(people: People) -> None:
    secret, client = invitation(people), browser()
    client.post(path_of(secret), {"name": "Ada", "password": PASSWORD, "again": PASSWORD})
    for path in ("/", "/files/", "/account/", "/account/tokens/", "/account/password/", "/account/sessions/"):
        answer = client.get(path)
        assert (answer.status_code, answer["Location"]) == (302, "/account/second-factor/"), path
    page = client.get("/account/second-factor/")
    assert page.status_code == 200
    assert "Spend" not in text(page), "what cannot be come to is not offered"
    client.post("/account/sign-out/")
    # Signing in with the password alone leads no further.
    back = browser()
    assert back.post("/account/sign-in/", {"login": EMAIL, "password": PASSWORD})["Location"] == "/"
    assert back.get("/")["Location"] == "/account/second-factor/"


def test_where_the_second_factor_is_optional_it_is_not_asked_for(people: People, settings: Any) -> None:
    settings.TALLYSTICK_SECOND_FACTOR = "optional"
    client = browser()
    client.post(path_of(invitation(people)), {"name": "Ada", "password": PASSWORD, "again": PASSWORD})
    assert client.get("/account/").status_code == 200


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"password": "short1234", "again": "short1234"}, "at least 12 characters"),
        ({"password": "passwordpassword", "again": "passwordpassword"}, ""),
        ({"password": "123456789012", "again": "123456789012"}, "entirely numeric"),
        ({"password": "ada@leeds.example", "again": "ada@leeds.example"}, "too similar"),
        ({"password": PASSWORD, "again": "another thing entirely"}, "not the same"),
        ({"password": PASSWORD, "again": PASSWORD, "name": " "}, "Enter your name"),
        ({}, "at least 12 characters"),
    ],
)
def test_a_password_that_will_not_do(people: People, typed: dict[str, str], said: str) -> None:
    secret, client = invitation(people), browser()
    answer = client.post(path_of(secret), {"name": "Ada", **typed})
    if not said:
        # Long enough, and in no list of common ones.
        assert answer.status_code == 302
        return
    assert answer.status_code == 200
    assert said in text(answer)
    assert f'value="{typed.get("password", "zzz")}' not in answer.content.decode().partition('id="password"')[2]
    actions.whose(secret, at=timezone.now())


def test_a_common_password_is_refused(people: People) -> None:
    common = sorted(one for one in CommonPasswordValidator().passwords if len(one) >= 12 and not one.isdigit())[0]
    answer = browser().post(path_of(invitation(people)), {"name": "Ada", "password": common, "again": common})
    assert "too common" in text(answer)


def test_passwords_are_kept_by_scrypt(people: People, settings: Any) -> None:
    settings.PASSWORD_HASHERS = settings.PASSWORD_HASHERS[1:]
    come_in(browser(), invitation(people))
    assert models.Person.objects.get(email=EMAIL).password.startswith("scrypt$")


def test_the_keys_of_second_factors_are_kept_encrypted(people: People) -> None:
    key = come_in(browser(), invitation(people))
    kept = {one.type: one.data for one in Authenticator.objects.all()}
    assert key not in str(kept)
    assert kept["totp"]["secret"].startswith("gAAAA")
    assert kept["recovery_codes"]["seed"].startswith("gAAAA")


def test_with_another_installations_key_no_code_is_right(people: People, settings: Any) -> None:
    key = come_in(browser(), invitation(people))
    settings.SECRET_KEY = "another"
    assert "code is not right" in text(sign_in(browser(), key))


def test_a_wrong_password_says_no_more_than_that(people: People) -> None:
    come_in(browser(), invitation(people))
    known = browser().post("/account/sign-in/", {"login": EMAIL, "password": "wrong wrong wrong"})
    unknown = browser().post("/account/sign-in/", {"login": "eve@leeds.example", "password": "wrong wrong wrong"})
    assert "The e-mail address or the password is not right" in text(known)
    assert "The e-mail address or the password is not right" in text(unknown)
    tried = models.LogEntry.objects.filter(what="fail_to_sign_in").order_by("sequence")
    assert [entry.by for entry in tried] == ["Ada Lovelace", "nobody"]
    assert "eve@" not in str([vars(entry) for entry in tried]), "what was typed may be a password"


def test_guessing_is_slowed_down(people: People) -> None:
    key = come_in(browser(), invitation(people))
    for _ in range(5):
        browser().post("/account/sign-in/", {"login": EMAIL, "password": "wrong wrong wrong"})
    answer = sign_in(browser(), key)
    assert "too many attempts" in text(answer)


def test_guessing_codes_is_slowed_down(people: People) -> None:
    key = come_in(browser(), invitation(people))
    client = browser()
    client.post("/account/sign-in/", {"login": EMAIL, "password": PASSWORD})
    for _ in range(5):
        client.post("/account/sign-in/code/", {"code": "000000"})
    assert "too many attempts" in text(client.post("/account/sign-in/code/", {"code": code(key)}))


def test_how_often_somebody_tried_is_known_to_every_process(people: People) -> None:
    """It is kept in the record, not in the process."""
    browser().post("/account/sign-in/", {"login": EMAIL, "password": "wrong wrong wrong"})
    assert type(cache._connections["default"]).__name__ == "DatabaseCache"  # type: ignore[attr-defined]


def test_sign_out_everywhere_and_where_one_is_signed_in(people: People) -> None:
    here, there = browser(), browser()
    key = come_in(here, invitation(people))
    sign_in(there, key)
    page = here.get("/account/sessions/")
    assert text(page).count("Firefox on Windows") == 2
    assert UserSession.objects.count() == 2
    assert here.post("/account/sessions/")["Location"] == "/account/sessions/"
    assert here.get("/account/").status_code == 200
    assert there.get("/account/").status_code == 302
    assert logged()[-1] == "sign_out_everywhere"


def test_another_password_ends_the_other_sessions(people: People) -> None:
    here, there = browser(), browser()
    key = come_in(here, invitation(people))
    sign_in(there, key)
    new = "four other words now"
    answer = here.post("/account/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert answer.status_code == 302, text(answer)
    assert here.get("/account/").status_code == 200
    assert there.get("/account/").status_code == 302
    assert "change_password" in logged()
    assert "not right" in text(
        here.post("/account/password/", {"oldpassword": "x", "password1": new, "password2": new})
    )


def test_a_session_is_seen_and_runs_out(people: People) -> None:
    client = browser()
    come_in(client, invitation(people))
    session = UserSession.objects.get()
    UserSession.objects.update(last_seen_at=timezone.now() - timedelta(days=1))
    stored = client.session
    stored["seen"] = (timezone.now() - timedelta(minutes=6)).isoformat()
    stored.save()
    client.get("/account/")
    session.refresh_from_db()
    assert timezone.now() - session.last_seen_at < timedelta(minutes=1)
    assert client.session.get_expire_at_browser_close()
    Session.objects.update(expire_date=timezone.now())
    assert client.get("/account/").status_code == 302


def test_the_session_cookie_is_kept_from_scripts_and_other_sites(people: People) -> None:
    client = browser()
    come_in(client, invitation(people))
    [cookie] = [one for name, one in client.cookies.items() if name.startswith("tallystick-")]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_a_closed_account_is_out_at_once(people: People) -> None:
    client = browser()
    key = come_in(client, invitation(people))
    person = models.Person.objects.get(email=EMAIL)
    actions.set_active(organisation=LEEDS, person=person.pk, active=False, by=SAM, at=timezone.now())
    assert client.get("/account/").status_code == 302
    answer = sign_in(browser(), key)
    assert answer.get("Location") == "/account/closed/" or "not right" in text(answer)


def test_a_way_back_in(people: People) -> None:
    first = browser()
    key = come_in(first, invitation(people))
    person = models.Person.objects.get(email=EMAIL)
    secret = actions.way_back_in(
        organisation=LEEDS, person=person.pk, by=people.actor("administrator"), at=timezone.now()
    )
    new, client = "four other words now", browser()
    assert "A way back in" in text(client.get(path_of(secret)))
    newer = come_in(client, secret, password=new)
    assert client.get("/account/").status_code == 200
    assert first.get("/account/").status_code == 302, "whoever was signed in before is not any more"
    assert "not right" in text(sign_in(browser(), key))
    cache.clear()
    assert "code is not right" in text(sign_in(browser(), key, password=new))
    assert sign_in(browser(), newer, password=new)["Location"] == "/"


def test_the_only_second_factor_cannot_be_removed(people: People) -> None:
    client = browser()
    key = come_in(client, invitation(people))
    page = client.get("/account/second-factor/app/remove/")
    if page.status_code == 302:
        assert page["Location"].startswith("/account/again/")
        client.post("/account/again/", {"password": PASSWORD})
        page = client.get("/account/second-factor/app/remove/")
    assert "only second factor" in text(page)
    client.post("/account/second-factor/app/remove/")
    assert Authenticator.objects.filter(type="totp").exists()
    passkey = Authenticator.objects.create(user=models.Person.objects.get(email=EMAIL), type="webauthn", data={})
    Authenticator.objects.filter(type="totp").delete()
    assert client.post(f"/account/second-factor/passkeys/{passkey.pk}/remove/").status_code == 409
    assert key


def test_new_recovery_codes_take_the_place_of_the_old(people: People) -> None:
    client = browser()
    come_in(client, invitation(people))
    old = re.findall(r"<li><code>([^<]+)</code></li>", client.get("/account/second-factor/codes/").content.decode())
    client.post("/account/again/", {"password": PASSWORD})
    answer = client.post("/account/second-factor/codes/new/")
    assert answer["Location"] == "/account/second-factor/codes/", text(answer)
    new = re.findall(r"<li><code>([^<]+)</code></li>", client.get("/account/second-factor/codes/").content.decode())
    assert len(new) == 10
    assert not set(old) & set(new)
    assert logged()[-2:] == ["remove_second_factor", "add_second_factor"]


def test_what_decides_who_can_sign_in_asks_for_the_password_again(people: People) -> None:
    client = browser()
    key = come_in(client, invitation(people))
    later = browser()
    sign_in(later, key)
    later.post("/account/tokens/", {"name": "x", "days": "1"})
    assert not models.Token.objects.exists()
    for path in ("passkeys/add/", "codes/new/", "app/remove/"):
        answer = later.get(f"/account/second-factor/{path}")
        assert answer.status_code == 302
        assert answer["Location"].startswith("/account/again/")
        assert later.get(answer["Location"]).status_code == 200
    assert "password is not right" in text(later.post("/account/again/", {"password": "wrong wrong wrong"}))
    assert later.post("/account/again/", {"password": PASSWORD}).status_code == 302
    page = later.get("/account/second-factor/passkeys/add/")
    assert page.status_code == 200
    assert "script-src 'self'" in page["Content-Security-Policy"]


def test_the_pages_of_ones_own_account(people: People) -> None:
    client = browser()
    come_in(client, invitation(people, "administrator"))
    for path in ("", "password/", "second-factor/", "second-factor/passkeys/", "sessions/", "tokens/", "sign-out/"):
        page = client.get(f"/account/{path}")
        assert page.status_code == 200, path
        assert "Leeds City Council" in text(page), path
        assert "script-src" not in page["Content-Security-Policy"], path
    assert "People of Leeds City Council" in text(client.get("/account/"))


def test_a_token_is_made_shown_once_and_ended(people: People) -> None:
    client = browser()
    come_in(client, invitation(people))
    assert "Enter what the token is for" in text(client.post("/account/tokens/", {"name": "", "days": "x"}))
    page = client.post("/account/tokens/", {"name": "<b>nightly</b>", "days": "30"})
    found = re.search(r'id="secret">(tally_[^<]+)<', page.content.decode())
    assert found
    assert "no-store" in page["Cache-Control"]
    again = client.get("/account/tokens/")
    assert found[1] not in again.content.decode()
    assert "<b>nightly</b>" in text(again)
    assert actions.person_of(found[1], at=timezone.now()) == models.Person.objects.get(email=EMAIL)
    client.post(f"/account/tokens/{models.Token.objects.get().pk}/end/")
    assert actions.person_of(found[1], at=timezone.now()) is None


def test_programs_need_a_token_and_a_session_is_none(people: People) -> None:
    client = people.client("reader")
    for headers in ({}, {"authorization": "Bearer wrong"}, {"authorization": f"Basic {people.token('reader')}"}):
        answer = client.get("/api/anything/", headers={"host": "localhost", **headers})
        # Until there is such an address nothing is at it; what is there is asked for a token first.
        assert answer.status_code in (401, 404)


def test_codes_are_those_of_the_standard() -> None:
    """RFC 6238, appendix B: the key is 12345678901234567890; the last six of its eight figures."""
    key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    assert [code(key, at=at) for at in (59, 1111111109, 2000000000)] == ["287082", "081804", "279037"]
