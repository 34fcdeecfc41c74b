"""A load that is killed, at any moment, leaves the last good build in use, and the next load completes it."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tallystick.lake.build import current
from tallystick.lake.decisions import Decisions
from tallystick.lake.loading import SMALL_BYTES, load
from tallystick.lake.store.connection import reader
from tallystick.lake.store.home import Home
from tests.lake.tidy.layouts.making import ACC, DEP, DESC, PAID, SUM, A, D, S, T, listing

LOAD = """
import sys
from datetime import datetime, UTC
from pathlib import Path
from tallystick.lake.decisions import Decisions
from tallystick.lake.loading import load
from tallystick.lake.store.home import Home
if __name__ == "__main__":
    print("ready", flush=True)
    home, paths = Home(Path(sys.argv[1])), [Path(sys.argv[2])]
    for reading in load(home, paths, Decisions(), organisation=None, now=datetime.now(UTC)):
        print(reading.file, reading.outcome, reading.reason, flush=True)
"""
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
MOMENTS = 5


@pytest.fixture
def program(tmp_path: Path) -> Path:
    made = tmp_path / "program.py"
    made.write_text(LOAD, encoding="utf-8")
    return made


@contextmanager
def started(program: Path, home: Home, folder: Path) -> Iterator["subprocess.Popen[str]"]:
    """A load that has begun, in a process of its own, ended if the test does not end it."""
    made = subprocess.Popen(
        [sys.executable, str(program), str(home.root), str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert made.stdout is not None
    with made:
        assert made.stdout.readline() == "ready\n"
        yield made
        made.kill()


def months(folder: Path, several: int, *, times: int = 20) -> int:
    """Write payments of that many years' last months; their pence."""
    folder.mkdir(exist_ok=True)
    body = listing([D, DEP, ACC, S, DESC, T, A], PAID * times)
    for n in range(several):
        (folder / f"{n}.csv").write_text(body.replace("/04/2024", f"/12/{2010 + n}"))
    return several * times * SUM


def check(home: Home) -> int:
    """The pence of the build in use, which must be whole."""
    manifest = current(home)
    assert manifest is not None
    found = reader(home).row("SELECT count(*), sum(amount_pence)::BIGINT FROM payments")
    assert found == (manifest.payments, manifest.amount_pence)
    return manifest.amount_pence


def test_killed_at_any_moment(tmp_path: Path, program: Path) -> None:
    home = Home(tmp_path / "home")
    first = tmp_path / "first"
    first.mkdir()
    (first / "a.csv").write_text(listing([D, DEP, S, A]))
    load(home, [first], Decisions(), organisation=None, now=NOW)
    folder = tmp_path / "more"
    pence = months(folder, 6)
    once = Home(tmp_path / "once")
    began = time.monotonic()
    with started(program, once, folder) as running:
        assert running.wait() == 0
    took = time.monotonic() - began
    chance = random.Random(1834)
    interrupted = 0
    for moment in range(MOMENTS):
        with started(program, home, folder) as running:
            time.sleep(took * (moment + chance.random()) / MOMENTS)
            running.kill()
            interrupted += running.wait() != 0
        assert check(home) in (SUM, SUM + pence), "the build in use is the old one or the new one, and nothing between"
    assert interrupted
    readings = load(home, [folder], Decisions(), organisation=None, now=NOW)
    assert {r.outcome for r in readings} <= {"loaded", "unchanged"}
    assert check(home) == SUM + pence


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="It finds the processes that read files by /proc.")
def test_a_file_whose_reading_ends_its_process_is_refused_by_name(tmp_path: Path, program: Path) -> None:
    home = Home(tmp_path / "home")
    folder = tmp_path / "large"
    months(folder, 2, times=SMALL_BYTES // 20 // 80)
    assert sum(path.stat().st_size for path in folder.iterdir()) > SMALL_BYTES
    with started(program, home, folder) as running:
        while running.poll() is None:
            for child in _readers(running.pid):
                os.kill(child, signal.SIGKILL)
            time.sleep(0.01)
        assert running.stdout is not None
        told = running.stdout.read().splitlines()
    assert running.returncode == 0
    assert [line.split(" ", 2)[:2] for line in told] == [["0.csv", "refused"], ["1.csv", "refused"]]
    assert "memory" in told[0]


def _readers(pid: int) -> list[int]:
    """The processes in which a load reads files."""
    found = []
    try:
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes():
                found.append(int(child))
    except (FileNotFoundError, ProcessLookupError):
        return []
    return found
