"""A secret that stands in an address is in no line of a log."""

import logging
from typing import Any

import pytest
from django.conf import settings

from tallystick.config.masking import HideSecrets

SECRET = "aZ09_-" * 7


@pytest.mark.parametrize(
    ("said", "args"),
    [
        (f"Internal Server Error: /calendar/{SECRET}.ics", None),
        ("Internal Server Error: %s", (f"/calendar/{SECRET}.ics",)),
        ("Exception while serving %s", (f"/calendar/{SECRET}.ics?a=b",)),
        ("%(path)s", ({"path": f"/in/{SECRET}/"},)),
        ("Not Found: %s %d", (f"/in/{SECRET}/", 404)),
    ],
)
def test_it_is_hidden(said: str, args: Any) -> None:
    record = logging.LogRecord("django.request", logging.ERROR, "x.py", 1, said, args, None)
    assert HideSecrets().filter(record)
    assert SECRET not in record.getMessage()
    assert "…" in record.getMessage()


def test_other_addresses_stay_as_they_are() -> None:
    record = logging.LogRecord("x", logging.ERROR, "x.py", 1, "%s %s", ("/calendar/yours/", "/contracts/12/"), None)
    HideSecrets().filter(record)
    assert record.getMessage() == "/calendar/yours/ /contracts/12/"


def test_whatever_is_logged_goes_through_it() -> None:
    logged: dict[str, Any] = settings.LOGGING
    assert all("secrets" in one["filters"] for one in logged["handlers"].values())
    assert {"django.request", "waitress", "tallystick"} <= set(logged["loggers"])
    assert all(one["handlers"] == ["stderr"] for one in logged["loggers"].values())
