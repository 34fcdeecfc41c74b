"""One writer after another, on SQLite and on PostgreSQL alike.

On SQLite every transaction that may write waits for the one before it, so that what is read in it is still so when it
writes. On PostgreSQL two transactions may read the same and each write what the other has not seen: those that must not
take turns by the name of what they write.
"""

import hashlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from django.db import OperationalError, connection, transaction
from filelock import FileLock, Timeout

from tallystick.kit.errors import Refused

_WAITED_IN_VAIN = ("40P01", "55P03")
"""What PostgreSQL calls a deadlock, and a lock that did not come in time, in every language."""


class Busy(Refused):
    """Another has been writing the same for longer than anybody should wait. Nothing was changed."""

    def __init__(self) -> None:
        super().__init__("Somebody else is saving just now.", what_to_do="Nothing was changed. Try again in a minute.")


@contextmanager
def one_at_a_time(what: str) -> Iterator[None]:
    """A transaction that begins when no other of the same `what` is under way, and sees all that those have written.

    It may stand within another: the turn is then kept until the outermost one ends. Raises Busy after twenty seconds,
    and where it is broken off, as two had each begun to write what the other waited for.
    """
    with ExitStack() as turn:
        try:
            turn.enter_context(transaction.atomic())
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_number(what)])
        except OperationalError as error:
            if "lock" not in str(error):
                raise
            raise Busy() from error
        try:
            yield
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", None) not in _WAITED_IN_VAIN:
                raise
            raise Busy() from error


@contextmanager
def alone(what: str) -> Iterator[None]:
    """For work of many transactions that no other process may be at meanwhile. Waits for nobody: raises Busy at once.

    what: a word that a file may be called by. The turn ends with the process, however that ends.
    """
    if connection.vendor == "postgresql":
        yield from _alone_on_postgresql(what)
        return
    name = str(connection.settings_dict["NAME"])
    if name == ":memory:" or "mode=memory" in name:
        # Nobody else can see it.
        yield
        return
    try:
        with FileLock(Path(f"{name}.{what}.lock"), timeout=0):
            yield
    except Timeout as error:
        raise Busy() from error


def _alone_on_postgresql(what: str) -> Iterator[None]:
    # Held by the session and not by a transaction: what is committed meanwhile does not end it.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_number(f"alone {what}")])
        if not cursor.fetchone()[0]:
            raise Busy()
    try:
        yield
    finally:
        if connection.connection is not None and not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_number(f"alone {what}")])


def _number(what: str) -> int:
    """The number by which PostgreSQL knows the lock: the same in every process."""
    digest = hashlib.blake2b(f"tallystick {what}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
