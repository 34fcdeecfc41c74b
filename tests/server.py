"""A PostgreSQL server of the tests' own: on loopback, in a temporary folder, careless of power cuts."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

_OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
}
_HOW_TO_GET_IT = (
    "There is no PostgreSQL here, so the tests were not run on it. On Debian or Ubuntu: apt install postgresql (its "
    "service need not run). Elsewhere install it, and have initdb and pg_ctl on the PATH. Or set "
    "TALLYSTICK_TEST_DATABASE to the URL of a server: postgresql://USER:PASSWORD@HOST:5432/postgres"
)


class NoPostgreSQL(Exception):
    """There is no server here to start. Says how to get one."""


# Stops the server when its standard input ends, which is when whoever started it ends in any way at all.
_WATCH = """
import shutil, subprocess, sys
folder, *stop = sys.argv[1:]
sys.stdin.read()
subprocess.run(stop, cwd=folder)
shutil.rmtree(folder, ignore_errors=True)
"""


@dataclass(frozen=True)
class Server:
    """One that runs for as long as this process does. url: without a database."""

    url: str
    watch: subprocess.Popen[bytes]

    @classmethod
    def start(cls) -> "Server":
        """Makes and starts one. Raises NoPostgreSQL."""
        programs = _programs()
        folder = Path(tempfile.mkdtemp(prefix="tallystick-postgresql-"))
        if _as_another():
            shutil.chown(folder, "postgres", "postgres")
        stop = [*_as_another(), str(programs / "pg_ctl"), "--pgdata", str(folder / "data"), "--mode=immediate", "stop"]
        watch = subprocess.Popen(
            [sys.executable, "-c", _WATCH, str(folder), *stop],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        made = ["--auth=trust", "--encoding=UTF8", "--no-locale", "--username=postgres", "--no-sync"]
        _run(folder, programs / "initdb", "--pgdata", str(folder / "data"), *made)
        port = _free_port()
        options = " ".join(f"-c {name}='{value}'" for name, value in {**_OPTIONS, "port": str(port)}.items())
        _run(folder, programs / "pg_ctl", "--pgdata", str(folder / "data"), "--wait", "--log", str(folder / "log"),
             "--options", options, "start")  # fmt: skip
        return cls(f"postgresql://postgres@127.0.0.1:{port}", watch)

    def stop(self) -> None:
        """Stops it and takes away all that it kept."""
        self.watch.communicate()


def _programs() -> Path:
    """The folder of initdb and pg_ctl: on the PATH, or where Debian keeps them. Raises NoPostgreSQL."""
    found = shutil.which("initdb")
    kept = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name))
    folders = [Path(found).resolve().parent, *kept[-1:]] if found else kept[-1:]
    for folder in folders:
        if shutil.which("initdb", path=folder) and shutil.which("pg_ctl", path=folder):
            return folder
    raise NoPostgreSQL(_HOW_TO_GET_IT)


def _as_another() -> list[str]:
    """What a command begins with: PostgreSQL will not be run by root."""
    if not hasattr(os, "geteuid") or os.geteuid():
        return []
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]


def _run(folder: Path, program: Path, *arguments: str) -> None:
    with (folder / "said").open("ab") as said:
        done = subprocess.run(
            [*_as_another(), str(program), *arguments], cwd=folder, stdout=said, stderr=said, check=False,
            env={**os.environ, "LC_ALL": "C"},
        )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"PostgreSQL could not be started: {(folder / 'said').read_text(encoding='utf-8')}")


def _free_port() -> int:
    with socket.socket() as asking:
        asking.bind(("127.0.0.1", 0))
        return int(asking.getsockname()[1])
