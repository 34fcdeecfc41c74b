"""The site's start, and a site behind a proxy."""

import re
import subprocess
from http.client import HTTPConnection
from threading import Timer
from typing import Any

import pytest
from django.core.cache import caches

from tallystick.config import serving
from tallystick.lake.store.home import Home
from tests.commands import command_line, environment

from .conftest import Site


@pytest.mark.django_db
@pytest.mark.once
def test_the_pages_that_people_begin_with_are_made_for_nobody(site: Site) -> None:
    assert serving._warm() == len(serving._BEGINNINGS)
    assert len(caches["drawn"]._cache) == 1  # type: ignore[attr-defined]


@pytest.mark.once
@pytest.mark.parametrize("https", [False, True])
def test_cookies_of_a_site_that_speaks_https_are_for_https_only(home: Home, https: bool) -> None:
    variables = {"TALLYSTICK_TEAM": "1", "TALLYSTICK_HTTPS": "1" if https else "0"}
    server = subprocess.Popen(
        command_line(home, "serve", "--port", "0"), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env={**environment(home), **variables, "TALLYSTICK_ALLOWED_HOSTS": "tally.example"},
    )  # fmt: skip
    assert server.stdout is not None
    too_long = Timer(120, server.kill)
    too_long.start()
    try:
        found = next((one for line in server.stdout if (one := re.search(r"127\.0\.0\.1:(\d+)", line))), None)
        assert found
        headers = {"Host": "127.0.0.1", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "tally.example"}
        answer = _asked(int(found[1]), headers)
        cookies = [value for name, value in answer.getheaders() if name.lower() == "set-cookie"]
        assert cookies
        assert all("; Secure" in cookie for cookie in cookies) is https
        assert (answer.getheader("Strict-Transport-Security") is not None) is https
    finally:
        too_long.cancel()
        server.terminate()
        server.wait(timeout=20)
        server.stdout.close()


def _asked(port: int, headers: dict[str, str]) -> Any:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", "/account/sign-in/", headers=headers)
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200
        return answer
    finally:
        connection.close()
