"""Commands as tests run them: in this process, which costs nothing, or in one of their own, as people do."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

from click.testing import CliRunner
from pytest_django.plugin import DjangoDbBlocker

from tallystick.cli import main
from tallystick.lake.store.home import Home
from tests import databases


@dataclass(frozen=True)
class Said:
    """What a command gave: its exit status, standard output and standard error."""

    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Standard output as one JSON value a line."""
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass(frozen=True)
class Tallystick:
    """Runs commands in this process, each with a connection of its own to the record of the home that is named."""

    blocker: DjangoDbBlocker

    def __call__(self, home: Home, *words: str, given: bytes | None = None, status: int = 0) -> Said:
        """What `tallystick` gave on a home. It must end with `status`."""
        before = dict(os.environ)
        try:
            with self.blocker.unblock(), databases.opened(home):
                ran = CliRunner().invoke(main, ["--home", str(home.root), *words], input=given)
        finally:
            os.environ.clear()
            os.environ.update(before)
        if ran.exception is not None and not isinstance(ran.exception, SystemExit):
            raise ran.exception
        assert ran.exit_code == status, ran.output
        return Said(ran.exit_code, ran.stdout, ran.stderr)


def process(home: Home, *words: str, status: int = 0, **variables: str) -> Said:
    """What `tallystick` gave on a home, in a process of its own with these variables. It must end with `status`."""
    done = subprocess.run(
        command_line(home, *words), capture_output=True, text=True, encoding="utf-8", check=False,
        env={**environment(home), **variables},
    )  # fmt: skip
    assert done.returncode == status, done.stderr
    return Said(done.returncode, done.stdout, done.stderr)


def environment(home: Home) -> dict[str, str]:
    """All the variables of a process that works on a home."""
    return {**os.environ, **databases.variables(home), "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"}


def command_line(home: Home, *words: str) -> list[str]:
    """The words that start `tallystick` on a home in a process of its own."""
    return [sys.executable, "-m", "tallystick", "--home", str(home.root), *words]
