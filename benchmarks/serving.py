"""The real server over a home, for benchmarks that ask it for pages."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from urllib.parse import urlsplit

from tallystick.lake.store.home import Home

Headers = dict[str, str]


@contextmanager
def serving(home: Home) -> Iterator[tuple[str, Headers]]:
    """Gives the server's host and port, and headers that sign its owner in; none for a team's site, which has none."""
    command = [sys.executable, "-m", "tallystick", "--home", str(home.root), "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            said = ""
            while "http://" not in said:
                said = server.stdout.readline()
                if not said:
                    raise SystemExit("The server did not start.")
            host = _address(said)
            # A team's site, on PostgreSQL, prints no link.
            yield host, {} if os.environ.get("DATABASE_URL") else _signed_in(host, server.stdout.readline())
        finally:
            server.terminate()


def _signed_in(host: str, said: str) -> Headers:
    connection = HTTPConnection(host, timeout=120)
    connection.request("GET", urlsplit(said[said.index("http://") :].split()[0]).path)
    answer = connection.getresponse()
    answer.read()
    cookies = [value.split(";")[0] for name, value in answer.getheaders() if name.lower() == "set-cookie"]
    return {"Cookie": "; ".join(cookies)}


def _address(said: str) -> str:
    return urlsplit(said[said.index("http://") :].split()[0]).netloc
