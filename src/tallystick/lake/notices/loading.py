"""Published files of notices to those in use: kept raw, read, made into one table, checked, and swapped."""

import hashlib
import json
import logging
import os
import secrets
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path

from tallystick.kit.errors import Refused
from tallystick.lake.build import writing
from tallystick.lake.notices import store
from tallystick.lake.notices.building import built
from tallystick.lake.notices.linked import Linked
from tallystick.lake.notices.reading import READER, linked_table, read_linked, read_notices
from tallystick.lake.notices.rows import Tidied
from tallystick.lake.notices.store import Manifest, NoticesReading, Part
from tallystick.lake.store.home import Home
from tallystick.lake.store.raw_files import hashed, kept
from tallystick.reference.organisations import Directory

_log = logging.getLogger("tallystick")
_OUR_FAULT = "Tallystick failed on this file: the fault is ours, not the file's. Please report it, with the file."


class NoticesFailed(Exception):
    """Notices that do not agree with their readings. It is a bug, never an expected no; those in use stay."""


Say = Callable[[str], None]
Given = tuple[Part, ...]


def load(
    home: Home, paths: Sequence[Path], *, now: datetime, local: Iterable[tuple[str, str]] = (), say: Say | None = None
) -> list[NoticesReading]:
    """Read files of notices, and put them in use beside those loaded before. A reading for each, in the order given.

    Folders stand for the files in them. Tables that belong together (awards, suppliers, buyers) are one reading. local:
    code and name of bodies that people added. A file that was loaded before changes nothing. Until everything is made
    and checked, what was in use stays. Raises Refused for a path that is not there and while another load is running.
    """
    files = _files(paths)
    tell = say or (lambda _: None)
    with writing(home):
        store.folder_of(home).mkdir(parents=True, exist_ok=True)
        store.clear(home, keep=store.current_id(home))
        before = store.current(home)
        given = [_keep(home, path) for path in files]
        known = {reading.parts: reading for reading in before.readings} if before else {}
        readings = []
        for parts, tables in _together(home, files, given):
            tell(f"Reading {parts[0].file}")
            readings.append(_reading(home, parts, tables, known, now))
        directory = Directory.load(local)
        added = [r for r in readings if r.outcome in ("loaded", "partly")]
        standing = [*(before.readings if before else ()), *_once(added)]
        if added or (before and _is_stale(home, before, directory)):
            tell("Putting them in order")
            _build(home, [_fresh(home, reading, now) for reading in standing], directory, now)
        return readings


def _once(readings: Sequence[NoticesReading]) -> list[NoticesReading]:
    return list({reading.parts: reading for reading in reversed(readings)}.values())[::-1]


def _files(paths: Sequence[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        if not path.exists():
            raise Refused(f"There is nothing at {path}.", what_to_do="Check its name and folder.")
        found += sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
    if not found:
        raise Refused("There are no files in that folder.", what_to_do="Name the files of notices, or their folder.")
    return found


def _keep(home: Home, path: Path) -> Part:
    try:
        sha256, _ = hashed(path)
        sha256, size = kept(home, path, sha256)
    except OSError as error:
        raise Refused(
            f"{path.name} could not be opened: {error.strerror or error}.", what_to_do="Check that it may be read."
        ) from error
    return Part(path.name, sha256, size)


def _together(home: Home, files: Sequence[Path], given: Sequence[Part]) -> list[tuple[Given, list[Linked]]]:
    """Each file by itself, but tables that belong together, from one folder, as one."""
    alone: list[tuple[Given, list[Linked]]] = []
    joined: dict[Path, tuple[list[Part], list[Linked]]] = {}
    for path, part in zip(files, given, strict=True):
        try:
            tables = linked_table(home.raw_file(part.sha256))
        except Refused:
            tables = []
        if tables:
            parts, linked = joined.setdefault(path.parent, ([], []))
            if part not in parts:
                parts.append(part)
                linked += tables
        else:
            alone.append(((part,), []))
    return alone + [(tuple(sorted(parts, key=lambda p: p.file)), linked) for parts, linked in joined.values()]


def _reading(
    home: Home, parts: Given, tables: Sequence[Linked], known: dict[Given, NoticesReading], now: datetime
) -> NoticesReading:
    same = {tuple(p.sha256 for p in one): reading for one, reading in known.items()}
    before = same.get(tuple(part.sha256 for part in parts))
    if before is not None and (store.tidy_folder(home, before.key) / "reading.json").exists():
        return replace(before, outcome="unchanged")
    try:
        made = read_linked(tables) if tables else read_notices(home.raw_file(parts[0].sha256))
    except Refused as no:
        return NoticesReading(parts, "refused", str(no), loaded_at=now.isoformat())
    except Exception:  # noqa: BLE001
        # One file's bad luck must not cost the others their load; it is a bug all the same, and is loud.
        _log.exception("Reading %s failed", parts[0].file)
        return NoticesReading(parts, "refused", _OUR_FAULT, loaded_at=now.isoformat())
    return _write(home, parts, made, now)


def _write(home: Home, parts: Given, made: Tidied, now: datetime) -> NoticesReading:
    """A file's award rows in a folder of its own, whole or not at all."""
    digest = hashlib.sha256("|".join(part.sha256 for part in parts).encode()).hexdigest()
    reading = NoticesReading(
        parts,
        "partly" if made.kept_out else "loaded",
        None,
        made.shape,
        made.rows_read,
        made.notices,
        dict(made.other_stages.most_common()),
        dict(made.quarantined.most_common()),
        made.joined,
        made.blank,
        made.awards,
        len(made.rows),
        made.awards_out,
        tuple(made.remarks[:50]),
        now.isoformat(),
        f"{digest[:32]}-{READER}",
    )
    folder = store.tidy_folder(home, reading.key)
    half = folder.with_name(folder.name + store.UNFINISHED)
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir(parents=True)
    made.frame().write_parquet(half / "awards.parquet")
    made.kept_out_frame().write_parquet(half / "kept_out.parquet")
    (half / "reading.json").write_text(json.dumps(asdict(reading), ensure_ascii=False), encoding="utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    os.replace(half, folder)
    return reading


def _is_stale(home: Home, before: Manifest, directory: Directory) -> bool:
    """Whether what is in use was made by another version of the reader or the tables, or with other bodies known."""
    return (
        before.version != store.NOTICES_VERSION
        or before.directory != _known(directory)
        or any(_outdated(home, reading) for reading in before.readings)
    )


def _outdated(home: Home, reading: NoticesReading) -> bool:
    folder = store.tidy_folder(home, reading.key)
    return not reading.key.endswith(f"-{READER}") or not (folder / "reading.json").exists()


def _fresh(home: Home, reading: NoticesReading, now: datetime) -> NoticesReading:
    """A reading of this version, from the raw files where need be."""
    if not _outdated(home, reading):
        return reading
    paths = [home.raw_file(part.sha256) for part in reading.parts]
    made = read_notices(paths[0]) if len(paths) == 1 else read_linked([t for path in paths for t in linked_table(path)])
    return replace(_write(home, reading.parts, made, now), loaded_at=reading.loaded_at)


def _known(directory: Directory) -> str:
    said = "|".join(f"{body.code}={body.name}" for body in directory.organisations)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _build(home: Home, readings: Sequence[NoticesReading], directory: Directory, now: datetime) -> None:
    made = f"{''.join(c for c in now.isoformat() if c.isalnum())}-{secrets.token_hex(4)}"
    folder = store.folder_of(home) / (made + store.UNFINISHED)
    folder.mkdir()
    try:
        told = [(reading, store.tidy_folder(home, reading.key)) for reading in readings]
        rows, standing, recognised = built(folder, told, directory)
    except BaseException:
        store.clear(home, keep=store.current_id(home))
        raise
    if rows != sum(reading.award_rows for reading in readings):
        store.clear(home, keep=store.current_id(home))
        raise NoticesFailed(f"{rows} award rows came of readings that hold {sum(r.award_rows for r in readings)}.")
    Manifest(made, now.isoformat(), rows, standing, recognised, tuple(readings), directory=_known(directory)).write(
        folder
    )
    os.replace(folder, store.folder_of(home) / made)
    store.make_current(home, made)
    store.clear(home, keep=made)
