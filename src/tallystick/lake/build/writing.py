"""One writer at a time."""

from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from tallystick.kit.errors import Refused
from tallystick.lake.store.home import Home


@contextmanager
def writing(home: Home, *, wait_seconds: float = 0) -> Iterator[None]:
    """Hold the home's writing lock. It is let go when the process ends, however it ends.

    Raises Refused if another process holds it for longer than `wait_seconds`.
    """
    home.create()
    lock = FileLock(home.lock)
    try:
        lock.acquire(timeout=wait_seconds)
    except Timeout:
        raise Refused(
            "Another load is running on these files.",
            what_to_do="Wait until it has finished, then try again.",
        ) from None
    try:
        yield
    finally:
        lock.release()
