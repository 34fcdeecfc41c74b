"""Every raw file through `tallystick load`, as a user would, and what was made of each."""

import json
import os
import resource
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from tallystick.lake.one_file import tidy_folder
from tallystick.lake.reading import FileReading


@dataclass(frozen=True)
class File:
    """One published file. name: its path under the data folder, such as ``leeds/raw/2011-01.csv``.

    of: for a file that was ``unchanged``, the name of the file that has the same bytes.
    """

    home: Path
    root: Path
    name: str
    reading: FileReading
    of: str | None = None

    @property
    def body(self) -> str:
        return self.name.split("/", 1)[0]

    @property
    def path(self) -> Path:
        return self.root / self.name

    @property
    def read(self) -> bool:
        """Whether it gave payments of its own."""
        return self.reading.outcome in ("loaded", "partly")

    @property
    def payments(self) -> int:
        return sum(t.payments for t in self.reading.tables) if self.read else 0

    @property
    def pence(self) -> int:
        return sum(t.pence_payments for t in self.reading.tables) if self.read else 0

    @property
    def quarantined(self) -> Counter[str]:
        found: Counter[str] = Counter()
        for table in self.reading.tables if self.read else ():
            found.update(table.quarantined)
        return found

    def count(self, what: str) -> int:
        """The sum over its tables of ``rows_read``, ``furniture``, ``blank``, ``redacted`` or ``duplicates``."""
        return sum(int(getattr(t, what)) for t in self.reading.tables) if self.read else 0

    @cached_property
    def paid(self) -> pl.DataFrame:
        """Its tidy payments: see `tallystick.lake.tidy.schema.PAYMENTS`."""
        return self._tidy("payments")

    @cached_property
    def kept_out(self) -> pl.DataFrame:
        """Its quarantine: see `tallystick.lake.tidy.schema.QUARANTINE`."""
        return self._tidy("quarantine")

    def _tidy(self, name: str) -> pl.DataFrame:
        folder = tidy_folder(self.reading)
        assert folder is not None, f"{self.name} was refused"
        return pl.read_parquet(self.home / folder / f"{name}.parquet")


@dataclass(frozen=True)
class Run:
    """One load of everything. seconds: from the command's start to its end. peak_mib: of the largest of its processes.
    status: what `tallystick status --json` then says."""

    files: tuple[File, ...]
    seconds: float
    peak_mib: int
    status: dict[str, Any]

    def of(self, bodies: Iterable[str]) -> list[File]:
        """Files of these bodies that gave payments."""
        wanted = set(bodies)
        return [f for f in self.files if f.body in wanted and f.read]

    @property
    def by_body(self) -> dict[str, list[File]]:
        found: dict[str, list[File]] = defaultdict(list)
        for file in self.files:
            found[file.body].append(file)
        return dict(sorted(found.items()))


def load_everything(root: Path, home: Path) -> Run:
    """Load every ``*/raw`` under `root` into `home`, which should be new. Raises RuntimeError if the command breaks."""
    folders = sorted(p for p in root.glob("*/raw") if p.is_dir())
    if not folders:
        raise SystemExit(f"There are no folders called raw in {root}.")
    started = time.monotonic()
    lines = _tallystick(home, "load", "--json", *map(str, folders))
    seconds = time.monotonic() - started
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    readings = [FileReading.from_json(json.loads(line)) for line in lines if line.strip()]
    status = json.loads("".join(_tallystick(home, "status", "--json")))
    return Run(_named(root, home, folders, readings), seconds, peak, status)


def _tallystick(home: Path, *arguments: str) -> list[str]:
    command = [sys.executable, "-m", "tallystick", "--home", str(home), *arguments]
    done = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", env={**os.environ, "PYTHONUTF8": "1"}
    )
    if done.returncode not in (0, 1) or "Traceback" in done.stderr:
        raise RuntimeError(f"tallystick {arguments[0]} broke:\n{done.stderr[-3000:]}")
    return done.stdout.splitlines()


def _named(root: Path, home: Path, folders: Sequence[Path], readings: Sequence[FileReading]) -> tuple[File, ...]:
    """Readings come in the order that files were given: folder by folder, each searched in order of name."""
    paths = [p for folder in folders for p in sorted(folder.rglob("*")) if p.is_file() and not p.name.startswith(".")]
    if len(paths) != len(readings):
        raise RuntimeError(f"{len(paths)} files were given and {len(readings)} were accounted for.")
    files: list[File] = []
    first: dict[str, str] = {}
    for path, reading in zip(paths, readings, strict=True):
        if path.name != reading.file:
            raise RuntimeError(f"{path.name} was given where {reading.file} was accounted for.")
        name = path.relative_to(root).as_posix()
        same = first.setdefault(reading.sha256, name)
        files.append(File(home, root, name, reading, same if same != name else None))
    return tuple(files)
