"""Open the record of one home before anything else: for commands, scripts and the site's own start."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import django
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, NotSupportedError, connection
from django.db.migrations.executor import MigrationExecutor
from filelock import FileLock

from tallystick.kit.errors import Refused
from tallystick.lake.store.home import Home

_ELSEWHERE = "record-in-postgresql"
_SAID_THERE = "What people decided is in the PostgreSQL database that DATABASE_URL names, and not in this folder.\n"
_ONE_AT_A_TIME = 0x7411_571C
"""Names the advisory lock under which a PostgreSQL record is brought up to date."""
_NOT_ALLOWED = "42501"


def open_record(home: Home, *, embedded: bool = False) -> None:
    """Makes Django ready on `home` and brings its record up to date with this version, making it if there is none.

    The record is in the database that DATABASE_URL names, or in the home; always in the home where it is a
    demonstration's, or `embedded`. To be called once in a process, before anything of `intake` is imported.
    Raises Refused where the database cannot be reached or made use of, or this home's record is in another.
    """
    home.create()
    os.environ["TALLYSTICK_HOME"] = str(home.root)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tallystick.config.settings")
    if embedded or (home.root / "demonstration").is_file():
        # What is made up is kept apart, and what this process starts keeps it apart too.
        os.environ.pop("DATABASE_URL", None)
    if not apps.ready:
        django.setup()
    _check_it_is_this_one(home)
    _connect()
    if connection.vendor == "postgresql" and not (home.root / _ELSEWHERE).exists():
        (home.root / _ELSEWHERE).write_text(_SAID_THERE, encoding="utf-8")
    if not _is_behind():
        return
    with _nobody_else(home), _allowed():
        # Asked again: who had the lock before may have done it.
        if _is_behind():
            call_command("migrate", interactive=False, verbosity=0)


def _check_it_is_this_one(home: Home) -> None:
    """A home keeps to the database it began with: in another there is nothing of what people decided.

    Without this a command that is run with DATABASE_URL forgotten would read every file as if nobody had.
    """
    if connection.vendor == "sqlite" and (home.root / _ELSEWHERE).exists():
        raise Refused(
            f"The record of {home.root} is in PostgreSQL, and DATABASE_URL is not set.",
            what_to_do="Set it as it is for the site.",
        )
    if connection.vendor == "postgresql" and home.record.exists():
        raise Refused(
            f"DATABASE_URL is set, and the record of {home.root} is in its own {home.record.name}.",
            what_to_do=f"Unset it; or, if nothing decided there is wanted, move {home.record.name} away.",
        )


def _is_behind() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


@contextmanager
def _nobody_else(home: Home) -> Iterator[None]:
    """Two processes that start together do not both make the tables."""
    if connection.vendor == "sqlite":
        with FileLock(home.root / "record.lock"):
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = 0")
        cursor.execute("SELECT pg_advisory_lock(%s)", [_ONE_AT_A_TIME])
    try:
        yield
    finally:
        # The lock and the setting go with the connection; the next question opens another.
        connection.close()


def _connect() -> None:
    try:
        connection.ensure_connection()
    except NotSupportedError as error:
        raise Refused(f"{_where()} is too old: {error}.", what_to_do="Ask whoever keeps it for a newer one.") from error
    except DatabaseError as error:
        raise Refused(f"{_where()} {_what_is_wrong(error)}", what_to_do=_what_to_do()) from error


def _where() -> str:
    """The record's database as people may be told of it: never with its password."""
    its: dict[str, Any] = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"The record in {its['NAME']}"
    return f"The record's database ({its['NAME']}, at {its['HOST'] or 'this computer'}, port {its['PORT'] or 5432})"


def _what_is_wrong(error: Exception) -> str:
    said = str(error)
    if "authentication" in said or "no password" in said or "role" in said:
        return "did not let us in."
    return "does not exist." if "does not exist" in said else "cannot be opened."


def _what_to_do() -> str:
    if connection.vendor == "sqlite":
        return "Check that the folder may be written to, and that the disk is not full."
    return "Check that it is running, and the user, password, host and database in DATABASE_URL."


def _states(error: BaseException | None) -> Iterator[str]:
    """What PostgreSQL calls an error, and whatever it was raised from."""
    while error is not None:
        yield getattr(error, "sqlstate", None) or ""
        error = error.__cause__ or error.__context__


@contextmanager
def _allowed() -> Iterator[None]:
    """Around making tables: a user who may not is told so."""
    try:
        yield
    except DatabaseError as error:
        if _NOT_ALLOWED not in _states(error):
            raise
        raise Refused(
            f"{_where()} does not let us make tables.",
            what_to_do="Make the user in DATABASE_URL the owner of the database, as the how-to for a team says.",
        ) from error
