"""A published register to the one in use: read whole, checked, and swapped."""

import os
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tallystick.kit.errors import Refused
from tallystick.lake.build import writing
from tallystick.lake.companies import sources, store
from tallystick.lake.companies.filling import RegisterFile
from tallystick.lake.companies.published import month_of, parts_missing
from tallystick.lake.companies.rows import Records
from tallystick.lake.companies.store import Manifest
from tallystick.lake.store.home import Home


@dataclass(frozen=True)
class Progress:
    """done of `of` bytes; step: what is being done, in words."""

    done: int
    of: int
    step: str


@dataclass(frozen=True)
class Loaded:
    """What came of a load. outcome: ``loaded``, or ``unchanged`` where the register in use is of these very bytes."""

    outcome: str
    register: Manifest


class RegisterFailed(Exception):
    """A register whose rows do not add up. It is a bug, never an expected no; the one in use stays."""


Say = Callable[[Progress], None]


def load(home: Home, paths: Sequence[Path], *, now: datetime, progress: Say | None = None) -> Loaded:
    """Read the files of one month's register (one file, its parts, or zips of them) and put it in use.

    It takes the place of the register before it, which stays in use until then, and stays if this is cut short. Every
    row becomes one company, or goes to quarantine with its reason. Memory does not grow with the file. Raises Refused
    for what is not a basic company data file, with what is missing, and where another load is running.
    """
    files = sources.found(paths)
    with writing(home):
        store.folder_of(home).mkdir(parents=True, exist_ok=True)
        before = store.current(home)
        store.clear(home, keep=store.current_id(home))
        given = [sources.source(path) for path in files]
        if before and {s.sha256 for s in given} == {f.sha256 for f in before.files}:
            return Loaded("unchanged", before)
        register = f"{''.join(c for c in now.isoformat() if c.isalnum())}-{secrets.token_hex(4)}"
        folder = store.folder_of(home) / (register + store.UNFINISHED)
        folder.mkdir()
        try:
            manifest = _make(folder, register, given, now, progress or (lambda _: None))
        except BaseException:
            store.clear(home, keep=store.current_id(home))
            raise
        manifest.write(folder)
        os.replace(folder, store.folder_of(home) / register)
        store.make_current(home, register)
        store.clear(home, keep=register)
        return Loaded("loaded", manifest)


def _make(folder: Path, register: str, given: Sequence[sources.Source], now: datetime, progress: Say) -> Manifest:
    whole = sum(source.size for source in given)
    with RegisterFile(folder) as file:
        row = before = 0
        counts: list[tuple[sources.Source, int, int, list[str]]] = []
        names: list[str] = []
        for source in given:
            first, blank, inside = row, 0, []

            def read(done: int, start: int = before) -> None:
                progress(Progress(start + done, whole, "Reading companies"))

            for name, blocks in sources.texts(source, read):
                records = Records(name, row)
                for block in blocks:
                    found = records.read(block)
                    file.stage(found)
                    blank += found.blank
                if not records.headed:
                    raise Refused(f"There is nothing in {name}.", what_to_do="Check that it is the right file.")
                row = records.row
                inside.append(name)
            before += source.size
            counts.append((source, row - first, blank, inside))
            names += inside
        progress(Progress(whole, whole, "Putting them in order"))
        file.fill()
        return _manifest(file, register, counts, names, now)


def _manifest(
    file: RegisterFile,
    register: str,
    counts: Sequence[tuple[sources.Source, int, int, list[str]]],
    names: Sequence[str],
    now: datetime,
) -> Manifest:
    (companies,), (previous,) = file.rows(
        "SELECT count(*) FROM companies UNION ALL SELECT count(*) FROM previous_names"
    )
    quarantined = dict(file.rows("SELECT reason, count(*) FROM quarantine GROUP BY reason ORDER BY 2 DESC, 1"))
    kept = dict(file.rows("SELECT file, count(*) FROM companies GROUP BY file"))
    out = dict(file.rows("SELECT file, count(*) FROM quarantine GROUP BY file"))
    rows, blank = sum(c[1] for c in counts), sum(c[2] for c in counts)
    if rows != companies + sum(quarantined.values()) + blank:
        raise RegisterFailed(f"{rows} rows were read, and {companies} companies and {quarantined} came of them.")
    if not companies:
        raise Refused(
            f"There is not one company in these files, of {rows:,} rows.",
            what_to_do="Check that they are the right ones.",
        )
    days = [day for day in map(month_of, [*names, *(source.path.name for source, *_ in counts)]) if day]
    remark = parts_missing(names)
    files = tuple(
        store.RegisterFile(
            source.path.name,
            source.sha256,
            source.size,
            read,
            sum(kept.get(name, 0) for name in inside),
            sum(out.get(name, 0) for name in inside),
            empty,
        )
        for source, read, empty, inside in counts
    )
    as_of = max(days).isoformat() if days else None
    notes = (remark,) if remark else ()
    return Manifest(register, now.isoformat(), as_of, rows, companies, previous, blank, quarantined, notes, files)
