"""Sites that tests visit: `tallystick serve` on one home after another, in a process that has read the code already.

It takes some four seconds of processor time to read the code, and none to serve another home. Whatever differs is made
anew for each: the environment, settings, connections, the application and its threads. How a process of its own starts
a site is shown by tests/web/test_serving.py, and by the first site of each worker.

`python -m tests.sites` is that process: a line of its input says what to serve, and a line of its output that it ended.
"""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from tallystick.lake.store.home import Home
from tests.commands import environment

ROOT = Path(__file__).resolve().parent.parent
_END_SECONDS = 20
_idle: list["Server"] = []
"""Processes that serve nothing just now."""


@dataclass(frozen=True)
class Server:
    """A process that serves one home at a time. said: lines that it told us, and at its end an empty one."""

    process: subprocess.Popen[bytes]
    said: SimpleQueue[bytes]

    @classmethod
    def start(cls) -> "Server":
        line = [sys.executable, "-m", "tests.sites"]
        made = cls(subprocess.Popen(line, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE), SimpleQueue())
        threading.Thread(target=made._hear, daemon=True).start()
        return made

    def _hear(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as told:
            for line in told:
                self.said.put(line)
        self.said.put(b"")

    def serve(self, home: Home, heard: Path, variables: Mapping[str, str]) -> None:
        """heard: a file to which what it says is written."""
        asked = {"home": str(home.root), "heard": str(heard), "variables": {**environment(home), **variables}}
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(asked).encode() + b"\n")
        self.process.stdin.flush()

    def has_ended(self) -> bool:
        """Whether it serves no longer."""
        return not self.said.empty()

    def stop(self) -> bool:
        """Stops serving. Says whether it is good for another: on Windows nothing is told to stop, and what ended by
        itself may have ended badly."""
        if os.name == "nt" or self.has_ended():
            return False
        self.process.send_signal(signal.SIGINT)
        try:
            return self.said.get(timeout=_END_SECONDS) == b"ended\n"
        except Empty:
            return False

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        if self.process.stdin:
            self.process.stdin.close()


@contextmanager
def serving(home: Home, heard: Path, variables: Mapping[str, str]) -> Iterator[Server]:
    """Serves a home for as long as it is wanted. variables: of the environment, beside those of every test."""
    server = _idle.pop() if _idle else Server.start()
    heard.touch()
    server.serve(home, heard, variables)
    try:
        yield server
    finally:
        _idle.append(server) if server.stop() else server.end()


def end() -> None:
    """Ends the processes that this one started."""
    while _idle:
        _idle.pop().end()


# ---- The process that serves.


def _serve(asked: Mapping[str, Any]) -> None:
    """Serves a home until it is interrupted, as a process would that was started with these variables."""
    os.environ.clear()
    os.environ.update(asked["variables"])
    _make_anew()
    heard = os.open(asked["heard"], os.O_WRONLY | os.O_TRUNC)
    for number in (1, 2):
        os.dup2(heard, number)
    os.close(heard)
    from tallystick.cli import main

    with suppress(SystemExit, KeyboardInterrupt):
        main(["--home", asked["home"], "serve", "--port", "0"])
    sys.stdout.flush()
    # What it was still doing in threads is done in the home that it was begun in.
    for thread in threading.enumerate():
        if thread is not threading.current_thread():
            thread.join(_END_SECONDS)
            assert not thread.is_alive(), thread
    _make_anew()


def _make_anew() -> None:
    """Settings and what is made of them are read again when they are next asked for."""
    from django.conf import settings
    from django.core.cache import caches
    from django.db import connections
    from django.utils.functional import empty

    if settings.configured:
        caches["drawn"].clear()
        connections.close_all()
        for handler in (caches, connections):
            for name in list(handler):
                with suppress(AttributeError):
                    del handler[name]
            handler._settings = None  # type: ignore[attr-defined]
            vars(handler).pop("settings", None)
    settings._wrapped = empty
    for name in ("settings", "wsgi"):
        sys.modules.pop(f"tallystick.config.{name}", None)


def _main() -> None:
    told = os.dup(1)
    for line in sys.stdin:
        _serve(json.loads(line))
        os.write(told, b"ended\n")


if __name__ == "__main__":
    _main()
