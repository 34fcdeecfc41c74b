"""What tests of signing in share: codes as an authenticator app shows them, and somebody who has set one up."""

import base64
import hmac
import re
import struct
import time
from hashlib import sha1
from html import unescape
from typing import Any

from django.test import Client
from django.utils import timezone

from tests.people import LEEDS, SAM, People

EMAIL = "ada@leeds.example"
PASSWORD = "three unlikely words"


def code(secret: str, *, at: float | None = None) -> str:
    """What RFC 6238 says for a key in base 32 at a moment, now unless another is given: six figures."""
    counter = int((time.time() if at is None else at) // 30)
    said = hmac.new(base64.b32decode(secret), struct.pack(">Q", counter), sha1).digest()
    offset = said[-1] & 15
    return f"{(struct.unpack('>I', said[offset : offset + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def path_of(secret: str) -> str:
    """The address of a one-time link."""
    return f"/in/{secret}/"


def key_on(page: Any) -> str:
    """The key that a page shows for an authenticator app."""
    found = re.search(r'id="key">([A-Z2-7]+)<', page.content.decode())
    assert found, page.content.decode()
    return found[1]


def come_in(client: Client, secret: str, *, password: str = PASSWORD, name: str = "Ada Lovelace") -> str:
    """Follows an invitation to its end: password, authenticator app, recovery codes. Gives the app's key."""
    answer = client.post(path_of(secret), {"name": name, "password": password, "again": password})
    assert (answer.status_code, answer["Location"]) == (302, "/account/second-factor/"), text(answer)
    key = key_on(client.get("/account/second-factor/app/"))
    answer = client.post("/account/second-factor/app/", {"code": code(key)})
    assert (answer.status_code, answer["Location"]) == (302, "/account/second-factor/codes/"), text(answer)
    return key


def text(page: Any) -> str:
    """What a page says, without its tags."""
    inner = re.sub(r"<(script|style|head).*?</\1>", " ", page.content.decode(), flags=re.S)
    return unescape(" ".join(re.sub(r"<[^>]*>", " ", inner).split()))


def browser() -> Client:
    """One that is signed in as nobody."""
    return Client(headers={"host": "localhost", "user-agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/150.0"})


def invitation(people: People, role: str = "contract_manager") -> str:
    """The secret by which Ada is invited to Leeds."""
    from tallystick.councils import actions

    people.organisation(LEEDS, "Leeds City Council")
    return actions.invite(organisation=LEEDS, email=EMAIL, name="Ada", role=role, by=SAM, at=timezone.now())


def logged() -> list[str]:
    """What the installation's log says was done, in order."""
    from tallystick.councils import models

    return list(models.LogEntry.objects.filter(chain="").order_by("sequence").values_list("what", flat=True))


def sign_in(client: Client, key: str, *, password: str = PASSWORD, figures: str = "") -> Any:
    """Signs Ada in with her password and the app whose key it is, now or as it was; gives the last answer."""
    answer = client.post("/account/sign-in/", {"login": EMAIL, "password": password})
    if answer.status_code == 302 and answer["Location"] == "/account/sign-in/code/":
        return client.post("/account/sign-in/code/", {"code": figures or code(key)})
    return answer
