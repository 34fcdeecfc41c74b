"""What the environment says of e-mail and of directories, and what is refused of it without telling secrets."""

import json
from pathlib import Path
from typing import Any

import pytest

from tallystick.config.directories import directories
from tallystick.config.mail import mail_settings
from tallystick.kit.errors import Refused

ONE = {
    "TALLYSTICK_OIDC_ISSUER": "https://login.leeds.example/",
    "TALLYSTICK_OIDC_CLIENT_ID": "tallystick",
    "TALLYSTICK_OIDC_CLIENT_SECRET": "hush",
}


def listed(tmp_path: Path, *changes: dict[str, Any]) -> dict[str, str]:
    """A file of directories, each like the first but for its changes."""
    first = {"id": "leeds", "name": "Leeds", "issuer": "https://x.example", "client_id": "t", "domains": ["x.example"]}
    file = tmp_path / "directories.json"
    file.write_text(json.dumps([{**first, **change} for change in changes]), encoding="utf-8")
    return {"TALLYSTICK_OIDC_FILE": str(file)}


def test_no_server_no_mail() -> None:
    found = mail_settings({})
    assert (found.sends, found.host) == (False, "")


@pytest.mark.parametrize(
    ("url", "how", "port"),
    [
        ("smtp://us%40er:p%2Fw@mail.example", "starttls", 587),
        ("smtps://us%40er:p%2Fw@mail.example", "tls", 465),
        ("smtp+plain://us%40er:p%2Fw@mail.example:2525", "plain", 2525),
    ],
)
def test_a_mail_server_is_read(url: str, how: str, port: int) -> None:
    found = mail_settings({"EMAIL_URL": url, "TALLYSTICK_EMAIL_FROM": "t@x.example"})
    assert (found.sends, found.how, found.host, found.port) == (True, how, "mail.example", port)
    assert (found.user, found.password, found.sender) == ("us@er", "p/w", "t@x.example")


@pytest.mark.parametrize("url", ["mail.example", "http://u:secret@x", "smtp://:secret@", "smtp://u:secret@x:port"])
def test_a_mail_server_that_cannot_be_read_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(Refused) as no:
        mail_settings({"EMAIL_URL": url})
    assert "secret" not in str(no.value)
    assert no.value.__cause__ is None


def test_without_an_issuer_there_is_no_directory() -> None:
    assert directories({}) == []
    assert directories({"TALLYSTICK_OIDC_CLIENT_ID": "x"}) == []


def test_one_directory_is_read_and_uses_pkce(tmp_path: Path) -> None:
    [found] = directories({**ONE, "TALLYSTICK_OIDC_DOMAINS": "Leeds.example, @york.example"})
    assert (found["provider_id"], found["client_id"], found["secret"]) == ("directory", "tallystick", "hush")
    assert found["settings"] == {
        "server_url": "https://login.leeds.example",
        "oauth_pkce_enabled": True,
        "domains": ["leeds.example", "york.example"],
        "trust_email": False,
    }
    file = tmp_path / "secret"
    file.write_text("from a file\n", encoding="utf-8")
    [found] = directories({**ONE, "TALLYSTICK_OIDC_CLIENT_SECRET_FILE": str(file)})
    assert found["secret"] == "from a file"


def test_several_directories_each_say_their_domains(tmp_path: Path) -> None:
    two = directories(listed(tmp_path, {}, {"id": "york", "domains": ["york.example"], "trust_email": True}))
    assert [one["provider_id"] for one in two] == ["leeds", "york"]
    assert [one["settings"]["trust_email"] for one in two] == [False, True]
    with pytest.raises(Refused, match="does not say which e-mail domains"):
        directories(listed(tmp_path, {}, {"id": "york", "domains": []}))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"issuer": "http://x.example"}, "https://"),
        ({"issuer": ""}, "no issuer"),
        ({"client_id": None}, "no client_id"),
        ({"id": "../x"}, "cannot be a directory's id"),
        ({"domains": "x.example"}, "not a list"),
        ({"client_secret_file": "/nowhere/at/all"}, "cannot be read"),
    ],
)
def test_a_directory_that_cannot_be_is_refused(tmp_path: Path, change: dict[str, Any], why: str) -> None:
    with pytest.raises(Refused, match=why):
        directories(listed(tmp_path, change))


def test_two_directories_of_one_id_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="same id"):
        directories(listed(tmp_path, {}, {}))


@pytest.mark.parametrize("content", ["", "{}", "[1]"])
def test_a_file_that_is_no_list_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "directories.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(Refused, match="TALLYSTICK_OIDC_FILE"):
        directories({"TALLYSTICK_OIDC_FILE": str(file)})
