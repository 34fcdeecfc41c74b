"""Where the record is kept: in SQLite in the home, or in the PostgreSQL that DATABASE_URL names."""

from typing import Any
from urllib.parse import urlsplit

import dj_database_url

from tallystick.kit.errors import Refused
from tallystick.lake.store.home import Home

SECONDS_TO_WAIT = 20
"""For another who is writing, on either database."""
KEPT_OPEN_SECONDS = 600
WHAT_IT_SAYS = "It should be as postgresql://USER:PASSWORD@HOST:5432/DATABASE."


def record_database(url: str, home: Home) -> dict[str, Any]:
    """Django's settings of the database that `url` names; of the record in `home` where it is empty.

    Raises Refused, never repeating the URL, which holds a password, where it names no PostgreSQL database.
    """
    return _postgresql(url.strip()) if url.strip() else _sqlite(home)


def _sqlite(home: Home) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": home.record,
        # Writers queue from the start of their transaction, so that two of them wait for one another and never collide.
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": SECONDS_TO_WAIT,
            "init_command": "PRAGMA journal_mode=WAL",
        },
    }


def _postgresql(url: str) -> dict[str, Any]:
    try:
        scheme = urlsplit(url).scheme
        if scheme not in ("postgresql", "postgres"):
            raise Refused("DATABASE_URL does not name a PostgreSQL database.", what_to_do=WHAT_IT_SAYS)
        found: dict[str, Any] = dict(
            dj_database_url.parse(url, conn_max_age=KEPT_OPEN_SECONDS, conn_health_checks=True)
        )
    except ValueError:
        # Said without its cause, which may repeat the URL.
        raise Refused("DATABASE_URL cannot be read.", what_to_do=WHAT_IT_SAYS) from None
    if not found.get("NAME"):
        raise Refused("DATABASE_URL names no database.", what_to_do=WHAT_IT_SAYS)
    given = found.get("OPTIONS", {})
    waits = f"-c lock_timeout={SECONDS_TO_WAIT}s"
    found["OPTIONS"] = {
        "connect_timeout": 10,
        "application_name": "tallystick",
        **given,
        "options": f"{waits} {given.get('options', '')}".strip(),
    }
    return found
