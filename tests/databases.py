"""The database that tests keep the record in: SQLite, or PostgreSQL where TALLYSTICK_TEST_DATABASE asks for it.

`postgresql` starts a server of this run's own, on loopback, gone when the run ends; a URL names a server that is there
already, whose user may make databases. DATABASE_URL itself is never used by tests: it may be somebody's real record.
Each worker has a database of its own (pytest-django makes it), and so has each home in which a test runs commands. All
are copies of one that was brought up to date once in a run, by a command, as an installation does it.
"""

import os
import secrets
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings
from django.db import connections
from filelock import FileLock

from tallystick.config.databases import record_database
from tallystick.lake.store.home import Home
from tests.server import NoPostgreSQL, Server

ASKED = "TALLYSTICK_TEST_DATABASE"
_SERVER, _SHARED, _TEMPLATE = "TALLYSTICK_TEST_SERVER", "TALLYSTICK_TEST_SHARED", "TALLYSTICK_TEST_TEMPLATE"
"""Variables by which the first process of a run tells its workers."""

_own: dict[Path, str] = {}
"""Homes whose record is in a database of their own on the server, and that database's URL."""
_kept: set[Path] = set()
"""Those of which that database was made."""


def begin(config: pytest.Config, folder: Path) -> None:
    """Chooses the database, starting a server where one is asked for, before any test opens a connection.

    folder: one that every process of this run may use.
    """
    os.environ.pop("DATABASE_URL", None)
    os.environ.setdefault(_SHARED, str(folder))
    asked = os.environ.get(ASKED, "sqlite")
    if asked != "sqlite" and _SERVER not in os.environ:
        _start(config, asked)
    if on_postgresql():
        name = os.environ.setdefault(_TEMPLATE, f"tallystick_{secrets.token_hex(4)}")
        _use({**record_database(_url(name), settings.TALLYSTICK_HOME), "TEST": {"TEMPLATE": name}})
    else:
        _use(record_database("", settings.TALLYSTICK_HOME))


def on_postgresql() -> bool:
    return _SERVER in os.environ


def shared() -> Path:
    """A folder that every process of this run may use."""
    return Path(os.environ[_SHARED])


def template() -> str | Path:
    """The name of a database, or a file of SQLite, that holds an empty record: to be copied."""
    home = Home(shared() / "template")
    with FileLock(shared() / "template.lock"):
        if not (shared() / "template.made").exists():
            environment = {**os.environ, "TALLYSTICK_HOME": str(home.root)}
            if on_postgresql():
                _make(os.environ[_TEMPLATE], like=None)
                environment["DATABASE_URL"] = _url(os.environ[_TEMPLATE])
            command = [sys.executable, "-m", "tallystick", "status"]
            subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
            (shared() / "template.made").touch()
    return os.environ[_TEMPLATE] if on_postgresql() else home.record


@contextmanager
def copied_into_memory() -> Iterator[None]:
    """Around all of a worker's tests: its database in memory, as SQLite has it, holds what the template does.

    PostgreSQL copies the template itself when it is told to make the database.
    """
    made_like = template()
    if on_postgresql():
        yield
        return
    # Under this name pytest-django will ask for it; it stays for as long as a connection does.
    name = connections["default"].creation._get_test_db_name()
    with closing(sqlite3.connect(name, uri=True)) as kept:
        with closing(sqlite3.connect(made_like)) as empty_record:
            empty_record.backup(kept)
        yield


def reserve(home: Home) -> dict[str, str]:
    """The variables of a home whose database, if it is to have one, is made when a command or a site first needs it.

    PostgreSQL takes some tenths of a second for each, and most tests that have a home never start a command.
    """
    if on_postgresql():
        _own.setdefault(home.root, _url(f"home_{secrets.token_hex(6)}"))
    else:
        keep_record(home)
    found = {"TALLYSTICK_HOME": str(home.root)}
    return {**found, "DATABASE_URL": _own[home.root]} if home.root in _own else found


def keep_record(home: Home) -> None:
    """Gives a home an empty record of its own, in a file or in a database. Nothing where it has one."""
    if on_postgresql():
        if home.root not in _kept:
            _make(_name(reserve(home)["DATABASE_URL"]), like=str(template()))
            _kept.add(home.root)
    elif not home.record.exists():
        home.create()
        shutil.copyfile(template(), home.record)


def empty(home: Home) -> dict[str, str]:
    """The variables of a home whose record has yet to be made: without a file, or in a database without tables."""
    if not on_postgresql():
        return {"TALLYSTICK_HOME": str(home.root)}
    found = reserve(home)
    _make(_name(found["DATABASE_URL"]), like=None)
    _kept.add(home.root)
    return found


@contextmanager
def as_somebody_else(home: Home) -> Iterator[dict[str, str]]:
    """The variables of such a home on PostgreSQL, by a user who owns nothing there."""
    name = f"nobody_{secrets.token_hex(6)}"
    given = empty(home)
    _ask(f"CREATE USER {name} PASSWORD 'nothing'")
    try:
        there = urlsplit(given["DATABASE_URL"])
        place = f"{name}:nothing@{there.hostname}:{there.port or 5432}"
        yield {**given, "DATABASE_URL": there._replace(netloc=place).geturl()}
    finally:
        _ask(f"DROP USER {name}")
        forget_record(home)


def forget_record(home: Home) -> None:
    """Drops the database of a home, if it has one."""
    url = _own.pop(home.root, None)
    if url and home.root in _kept:
        _kept.remove(home.root)
        _ask(f'DROP DATABASE "{_name(url)}" WITH (FORCE)')


def forget_records() -> None:
    """Drops those of every home."""
    for root in list(_own):
        forget_record(Home(root))


def variables(home: Home) -> dict[str, str]:
    """Those with which a command finds a home and its record."""
    keep_record(home)
    return reserve(home)


@contextmanager
def opened(home: Home) -> Iterator[None]:
    """Makes this process work on the record of a home, and not on pytest-django's, for as long as it is wanted."""
    keep_record(home)
    known = connections.settings["default"]
    own = record_database(_own.get(home.root, ""), home)
    connections.settings["default"] = {**known, "NAME": own["NAME"]}
    shared = connections["default"]
    connections["default"] = connections.create_connection("default")
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"] = shared
        connections.settings["default"] = known


def _name(url: str) -> str:
    return url.rpartition("/")[2]


def _use(chosen: dict[str, Any]) -> None:
    """In place of what the settings said when pytest-django read them, which was before any test's own code ran."""
    settings.DATABASES["default"].clear()
    settings.DATABASES["default"].update(chosen)
    connections.configure_settings(settings.DATABASES)
    with suppress(AttributeError):
        del connections["default"]


def _start(config: pytest.Config, asked: str) -> None:
    if asked != "postgresql":
        os.environ[_SERVER] = asked.rpartition("/")[0]
        config.add_cleanup(lambda: _ask(f'DROP DATABASE IF EXISTS "{os.environ[_TEMPLATE]}" WITH (FORCE)'))
        return
    try:
        server = Server.start()
    except NoPostgreSQL as error:
        pytest.exit(str(error), returncode=1 if os.environ.get("CI") else 0)
    config.add_cleanup(server.stop)
    os.environ[_SERVER] = server.url


def _url(database: str) -> str:
    return f"{os.environ[_SERVER]}/{database}"


def _make(name: str, *, like: str | None) -> None:
    if like:
        _ask(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
        return
    try:
        # Text in the order of a dictionary, as on many servers, and not in Python's, which C and UTF-8 give.
        _ask(f"CREATE DATABASE \"{name}\" TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en-GB'")
    except psycopg.errors.Error:
        # Before PostgreSQL 15, or built without ICU.
        _ask(f'CREATE DATABASE "{name}" TEMPLATE template0')


def _ask(statement: str) -> None:
    with psycopg.connect(_url("postgres"), autocommit=True) as server:
        server.execute(statement)
