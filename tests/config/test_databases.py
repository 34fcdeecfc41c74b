"""Where the record is kept, as DATABASE_URL says; and what is said where it cannot be."""

import os
import socket
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tallystick.config.databases import record_database
from tallystick.kit.errors import Refused
from tallystick.lake.store.home import Home
from tests import databases
from tests.commands import command_line, process

PASSWORD = "5ecret-of-the-council"


def test_without_a_url_the_record_is_in_the_home(tmp_path: Path) -> None:
    found = record_database("", Home(tmp_path))
    assert (found["ENGINE"], found["NAME"]) == ("django.db.backends.sqlite3", tmp_path / "record.sqlite3")


@pytest.mark.parametrize("scheme", ["postgresql", "postgres"])
def test_a_url_names_a_postgresql(tmp_path: Path, scheme: str) -> None:
    found = record_database(f"{scheme}://tally:p%40ss@db.council:5433/stick?sslmode=require", Home(tmp_path))
    assert found["ENGINE"] == "django.db.backends.postgresql"
    assert [found[name] for name in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == [
        "tally", "p@ss", "db.council", 5433, "stick"
    ]  # fmt: skip
    assert found["OPTIONS"]["sslmode"] == "require"
    assert found["CONN_HEALTH_CHECKS"]


def test_what_the_url_asks_of_the_server_is_kept_beside_what_we_ask(tmp_path: Path) -> None:
    found = record_database("postgresql://h/d?options=-c%20search_path=tally&connect_timeout=3", Home(tmp_path))
    assert found["OPTIONS"]["options"] == "-c lock_timeout=20s -c search_path=tally"
    assert found["OPTIONS"]["connect_timeout"] in (3, "3")


@pytest.mark.parametrize(
    "url",
    [
        f"mysql://tally:{PASSWORD}@db:3306/stick",
        f"sqlite:///{PASSWORD}.sqlite3",
        f"postgresql://tally:{PASSWORD}@db:port/stick",
        f"postgresql://tally:{PASSWORD}@db:5432/",
        f"postgresql://tally:{PASSWORD}@[db/stick",
        f"tally:{PASSWORD}@db",
    ],
)
def test_a_url_that_names_none_is_refused_without_repeating_it(tmp_path: Path, url: str) -> None:
    with pytest.raises(Refused) as refused:
        record_database(url, Home(tmp_path))
    assert "postgresql://USER:PASSWORD@HOST:5432/DATABASE" in str(refused.value)
    assert PASSWORD not in f"{refused.value} {refused.value.__cause__}"


def alone(folder: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """A command on a folder that has no record yet."""
    line = command_line(Home(folder), *words)
    return subprocess.run(line, capture_output=True, text=True, check=False, env={**os.environ, **variables})


@pytest.fixture
def nobody_there() -> Iterator[int]:
    """A port at which nothing answers."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]


@pytest.mark.parametrize("command", ["status", "serve"])
def test_a_database_that_is_not_there_is_said_plainly(tmp_path: Path, nobody_there: int, command: str) -> None:
    said = alone(tmp_path, command, DATABASE_URL=f"postgresql://tally:{PASSWORD}@127.0.0.1:{nobody_there}/stick")
    assert said.returncode == 1
    assert f"The record's database (stick, at 127.0.0.1, port {nobody_there}) cannot be opened." in said.stderr
    assert "DATABASE_URL" in said.stderr
    assert "Traceback" not in said.stderr
    assert PASSWORD not in said.stdout + said.stderr


def test_a_home_keeps_to_the_database_it_began_with(home: Home, nobody_there: int) -> None:
    if databases.on_postgresql():
        process(home, "status")
        said = process(home, "status", status=1, DATABASE_URL="")
        assert "is in PostgreSQL, and DATABASE_URL is not set" in said.err
    else:
        url = f"postgresql://tally:{PASSWORD}@127.0.0.1:{nobody_there}/stick"
        said = process(home, "status", status=1, DATABASE_URL=url)
        assert "is in its own record.sqlite3" in said.err
    assert "Traceback" not in said.err


def test_what_is_made_up_is_never_kept_in_the_database(tmp_path: Path, nobody_there: int) -> None:
    url = f"postgresql://tally:{PASSWORD}@127.0.0.1:{nobody_there}/stick"
    (tmp_path / "demonstration").write_text("Made up", encoding="utf-8")
    assert alone(tmp_path, "status", DATABASE_URL=url).returncode == 0
    assert Home(tmp_path).record.exists()


@pytest.mark.record
def test_processes_that_begin_together_bring_the_record_up_to_date_once(tmp_path: Path) -> None:
    variables = databases.empty(Home(tmp_path))
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(lambda _: alone(tmp_path, "status", **variables), range(2)))
    databases.forget_record(Home(tmp_path))
    assert [(one.returncode, one.stderr) for one in done] == [(0, "")] * 2


@pytest.mark.record
def test_a_record_that_cannot_be_made_is_said_plainly(tmp_path: Path) -> None:
    if databases.on_postgresql():
        with databases.as_somebody_else(Home(tmp_path)) as variables:
            said = alone(tmp_path, "status", **variables)
        assert "does not let us make tables. Make the user in DATABASE_URL the owner" in said.stderr
    else:
        Home(tmp_path).record.mkdir()
        said = alone(tmp_path, "status")
        assert f"The record in {Home(tmp_path).record} cannot be opened." in said.stderr
    assert said.returncode == 1
    assert "Traceback" not in said.stderr
