"""Many files to a new build, or to the old one if nothing changed."""

import gc
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from multiprocessing import get_context
from pathlib import Path

from tallystick.kit.errors import Refused
from tallystick.lake.build import Entry, assemble, current, writing
from tallystick.lake.build.manifest import TABLES_VERSION, Manifest
from tallystick.lake.catalogue import entries_of
from tallystick.lake.decisions import Decisions
from tallystick.lake.one_file import Task, given_publisher, load_one, reading_key, tidy_folder
from tallystick.lake.reading import FileReading
from tallystick.lake.store.home import Home
from tallystick.lake.store.raw_files import HALF
from tallystick.lake.tidy.publisher import Publisher
from tallystick.reference.organisations import Directory

_MOST_PROCESSES = 60
"""Windows waits for no more than that."""

SMALL_BYTES = 8_000_000
"""Below this, starting other processes takes longer than they would save."""


@dataclass(frozen=True)
class Progress:
    """done of `of` files; file: the one just finished; step: what is being done, in words."""

    done: int
    of: int
    file: str
    step: str


Say = Callable[[Progress], None]
Decided = Decisions | Callable[[], Decisions]
"""What people decided; or how to ask, which is done once nobody else can write: so nothing decided before is missed."""


def load(
    home: Home,
    paths: Sequence[Path],
    decided: Decided,
    *,
    organisation: str | None,
    now: datetime,
    progress: Say | None = None,
) -> list[FileReading]:
    """Read files and folders into the lake and put a new build in use. One reading a file, in the order given.

    organisation: name or code of who published them all, if the person says so. Raises Refused for a path that is not
    there, an organisation that is not known, or another load that is running.
    """
    files = list(_files(paths))
    if not files:
        raise Refused("There are no files there.", what_to_do="Name one or more files, folders or zip archives.")
    with writing(home):
        decisions = _now(decided)
        directory = _directory(decisions)
        named: Publisher | None = None
        if organisation:
            found = directory.resolve(organisation)
            named = Publisher(found.code, found.name, "given")
        _clear_halves(home)
        entries = {e.sha256: e for e in entries_of(home)}
        known = {sha: e.reading.key for sha, e in entries.items() if not _stale(e, decisions, directory)}
        if named:
            known = {sha: key for sha, key in known.items() if entries[sha].organisation_code == named.code}
        tasks = [Task(path, path.name, shown, named, known) for path, shown in files]
        readings = _read_all(home, tasks, decisions, directory, progress)
        return _finish(home, entries, readings, decisions, now, progress)


def rebuild(home: Home, decided: Decided, *, now: datetime, progress: Say | None = None) -> list[FileReading]:
    """Read again the files that changed decisions bear on, and put a new build in use if anything is different.

    Calling it again changes nothing: it heals a home whose last load or decision was cut short.
    """
    with writing(home):
        decisions = _now(decided)
        directory = _directory(decisions)
        manifest = current(home)
        if manifest is None:
            return []
        entries = {e.sha256: e for e in entries_of(home)}
        stale = [e for e in entries.values() if _stale(e, decisions, directory)]
        tasks = [Task(home.raw_file(e.sha256), e.file, e.reading.path, _named(e), {}, raw=True) for e in stale]
        readings = _read_all(home, tasks, decisions, directory, progress) if tasks else []
        if not readings and not _standings_differ(manifest, decisions):
            return []
        return _finish(home, entries, readings, decisions, now, progress, always=True)


def _now(decided: Decided) -> Decisions:
    return decided() if callable(decided) else decided


def _directory(decisions: Decisions) -> Directory:
    return Directory.load((o.code, o.name) for o in decisions.local_organisations)


def _named(entry: Entry) -> Publisher | None:
    """The publisher that a person named when they loaded the file, or None."""
    said = entry.reading.organisation
    return Publisher(said["code"], said["name"], "given") if said.get("how") == "given" else None


def _stale(entry: Entry, decisions: Decisions, directory: Directory) -> bool:
    given = given_publisher(entry.sha256, _named(entry), decisions, directory)
    publisher = given or Publisher(entry.organisation_code, entry.organisation, "")
    return entry.reading.key != reading_key(entry.sha256, entry.file, publisher, given, decisions)


def _standings_differ(manifest: Manifest, decisions: Decisions) -> bool:
    # TABLES_VERSION: a build made by an older program is made again whole.
    return manifest.tables_version != TABLES_VERSION or manifest.decided != {
        d.sha256: d.stands for d in decisions.standings
    }


def _clear_halves(home: Home) -> None:
    """Remove what loads that were cut short left half written."""
    for half in [*home.raw.glob(f"*{HALF}"), *home.tidy.glob(f"*/*{HALF}")]:
        if half.is_dir():
            shutil.rmtree(half, ignore_errors=True)
        else:
            half.unlink(missing_ok=True)


def _files(paths: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """Every file, with what is known of where it lay. Folders are searched through; hidden files are left alone."""
    seen: set[Path] = set()
    for path in paths:
        if not path.exists():
            raise Refused(f"There is no file or folder at {path}.", what_to_do="Check the name and try again.")
        found = sorted(p for p in path.rglob("*") if p.is_file() and not _hidden(p, path)) if path.is_dir() else [path]
        for file in found:
            resolved = file.resolve()
            if resolved not in seen:
                seen.add(resolved)
                yield file, resolved.as_posix()


def _hidden(path: Path, root: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(root).parts) or path.name.lower() == "thumbs.db"


def _finish(
    home: Home, entries: dict[str, Entry], readings: list[FileReading], decisions: Decisions, now: datetime,
    progress: Say | None, *, always: bool = False,
) -> list[FileReading]:  # fmt: skip
    """Assemble a build of what was there and what was read, unless nothing is different."""
    finished: list[FileReading] = []
    changed = always
    # Later than everything there is, even should the clock have been put back: files are taken in this order.
    latest = max((datetime.fromisoformat(e.loaded_at) for e in entries.values()), default=None)
    begins = now if latest is None or now > latest else latest + timedelta(microseconds=1)
    seen: dict[str, FileReading] = {}
    for order, reading in enumerate(readings):
        before = entries.get(reading.sha256)
        twin = seen.get(reading.sha256)
        if twin or reading.outcome == "unchanged" or (before and before.reading.key == reading.key):
            base = twin or (before.reading if before else reading)
            finished.append(replace(base, file=reading.file, outcome="unchanged"))
            continue
        finished.append(reading)
        if not reading.sha256:
            continue
        changed = True
        seen[reading.sha256] = reading
        code, name = reading.organisation["code"], reading.organisation["name"]
        loaded_at = (
            before.loaded_at if before else (begins + timedelta(microseconds=order)).isoformat(timespec="microseconds")
        )
        entries[reading.sha256] = Entry(
            reading.sha256,
            reading.file,
            loaded_at,
            reading.outcome,
            tidy_folder(reading),
            code,
            name,
            reading,
        )
    if changed and entries:
        say = (lambda step: progress(Progress(len(readings), len(readings), "", step))) if progress else None
        manifest = assemble(home, list(entries.values()), decisions.standings, made_at=now.isoformat(), progress=say)
        finished = [replace(r, held=manifest.held.get(r.sha256)) for r in finished]
    return finished


def _read_all(
    home: Home, tasks: Sequence[Task], decisions: Decisions, directory: Directory, progress: Say | None
) -> list[FileReading]:
    home.create()
    total = sum(t.path.stat().st_size for t in tasks if t.path.exists())
    readings: list[FileReading | None] = [None] * len(tasks)

    def say(done: int, file: str) -> None:
        if progress:
            progress(Progress(done, len(tasks), file, "Reading files"))

    say(0, "")
    if total < SMALL_BYTES or (len(tasks) == 1 and total < 4 * SMALL_BYTES):
        for i, task in enumerate(tasks):
            readings[i] = load_one(home, task, decisions, directory)
            say(i + 1, task.file)
    else:
        done = 0
        for i, reading in _in_processes(home, tasks, decisions):
            readings[i], done = reading, done + 1
            say(done, tasks[i].file)
    return [r for r in readings if r is not None]


def _in_processes(home: Home, tasks: Sequence[Task], decisions: Decisions) -> Iterator[tuple[int, FileReading]]:
    """Read files two or more at a time, the largest first. A file whose reading ends its process is refused by name."""
    waiting = sorted(range(len(tasks)), key=lambda i: -tasks[i].path.stat().st_size if tasks[i].path.exists() else 0)
    failed: list[int] = []
    with _pool(home, decisions, min(len(tasks), os.cpu_count() or 1, _MOST_PROCESSES)) as pool:
        futures: dict[Future[FileReading], int] = {}
        for i in waiting:
            try:
                futures[pool.submit(_work, tasks[i])] = i
            except BrokenProcessPool:
                failed.append(i)
        for future in as_completed(futures):
            try:
                yield futures[future], future.result()
            except BrokenProcessPool:
                failed.append(futures[future])
    for i in failed:
        with _pool(home, decisions, 1) as alone:
            try:
                yield i, alone.submit(_work, tasks[i]).result()
            except BrokenProcessPool:
                yield i, _broke(tasks[i])


def _broke(task: Task) -> FileReading:
    reason = (
        "Reading it needed more memory than this computer has. Split it into smaller files, or use a larger computer."
    )
    return FileReading(
        task.file,
        "",
        task.path.stat().st_size,
        None,
        None,
        "refused",
        reason,
        {"code": None, "name": None, "how": "not known"},
        path=task.shown_path,
    )


@contextmanager
def _pool(home: Home, decisions: Decisions, workers: int) -> Iterator[ProcessPoolExecutor]:
    """Processes that each use one thread, so that together they use the computer's cores and no more."""
    before = os.environ.get("POLARS_MAX_THREADS")
    os.environ["POLARS_MAX_THREADS"] = "1"
    try:
        with ProcessPoolExecutor(
            workers, mp_context=get_context("spawn"), initializer=_start, initargs=(home, decisions)
        ) as pool:
            yield pool
    finally:
        if before is None:
            del os.environ["POLARS_MAX_THREADS"]
        else:
            os.environ["POLARS_MAX_THREADS"] = before


_here: tuple[Home, Decisions, Directory] | None = None


def _start(home: Home, decisions: Decisions) -> None:
    global _here
    _here = (home, decisions, _directory(decisions))
    # What was imported lives as long as the process: looking it over for garbage after every few files is lost time.
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def _work(task: Task) -> FileReading:
    assert _here is not None
    home, decisions, directory = _here
    return load_one(home, task, decisions, directory)
