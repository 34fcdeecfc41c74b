"""One file from where it lies to the lake: kept raw, read, written tidy."""

import hashlib
import json
import logging
import os
import shutil
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

import polars as pl

from tallystick.kit.errors import Refused
from tallystick.lake.decisions import Decisions
from tallystick.lake.read import open_file
from tallystick.lake.reading import FileReading
from tallystick.lake.store.home import Home
from tallystick.lake.store.raw_files import HALF, hashed, kept
from tallystick.lake.tidy.file import TidyFile, tidy_file
from tallystick.lake.tidy.payments import Source
from tallystick.lake.tidy.publisher import NOT_KNOWN, Publisher, from_path
from tallystick.reference.organisations import Directory

READER = 5
"""Raised whenever the same bytes would be read otherwise than before, so that every file is read again."""

_OUR_FAULT = "Tallystick failed on this file: the fault is ours, not the file's. Please report it, with the file."
_log = logging.getLogger("tallystick")


@dataclass(frozen=True)
class Task:
    """path: where the bytes are. file, shown_path: what the person called it. given: the publisher a person named.
    known: SHA-256 -> key of files already in the build, which need not be read again. raw: the bytes are in the lake
    already."""

    path: Path
    file: str
    shown_path: str
    given: Publisher | None
    known: dict[str, str]
    raw: bool = False


def reading_key(sha256: str, file: str, publisher: Publisher, given: Publisher | None, decisions: Decisions) -> str:
    """What a reading depends on, as a short name: equal keys, equal readings. file, publisher: as its rows say."""
    bears = {
        "reader": READER,
        "polars": version("polars"),
        "file": file,
        "publisher": (publisher.code, publisher.name),
        "given": given.code if given else None,
        "columns": [
            (d.heading, d.field, d.sha256 is not None)
            for d in decisions.columns
            if d.sha256 == sha256 or (d.sha256 is None and d.publisher == publisher.code)
        ],
        "orders": [
            (d.heading, d.order, d.sha256 is not None)
            for d in decisions.date_orders
            if d.sha256 == sha256 or (d.sha256 is None and d.publisher == publisher.code)
        ],
        "rows": [(d.sheet, d.row, d.action, sorted(d.cells.items())) for d in decisions.rows if d.sha256 == sha256],
    }
    return hashlib.sha256(json.dumps(bears, sort_keys=True).encode()).hexdigest()[:16]


def given_publisher(
    sha256: str, named: Publisher | None, decisions: Decisions, directory: Directory
) -> Publisher | None:
    """The publisher that a person's decision names, or that was named when the file was loaded, or None."""
    code = decisions.organisations.get(sha256)
    if code:
        found = directory.by_code(code)
        return Publisher(code, found.name if found else code, "person")
    return named


def load_one(home: Home, task: Task, decisions: Decisions, directory: Directory) -> FileReading:
    """Read one file and write what was made of it; outcome ``unchanged`` if the lake has it just so already.

    Leaves nothing half written: a folder of tidy files appears whole or not at all.
    """
    try:
        sha256, size = hashed(task.path)
    except OSError as error:
        return _refused(task, "", 0, f"It could not be opened: {error.strerror or error}.", NOT_KNOWN)
    given = given_publisher(sha256, task.given, decisions, directory)
    known = task.known.get(sha256)
    if known is not None and not task.raw and (given is None or task.given is None):
        return FileReading(task.file, sha256, size, None, None, "unchanged", None, NOT_KNOWN.as_json(), key=known)
    made = None
    try:
        if not task.raw:
            sha256, size = kept(home, task.path, sha256)
        opened = open_file(home.raw_file(sha256))
        made = tidy_file(opened, Source(task.file, sha256, task.shown_path), size, given, directory, decisions)
        reading = made.reading
    except Refused as no:
        reading = _refused(task, sha256, size, str(no), given or from_path(task.shown_path, directory))
    except Exception:  # noqa: BLE001
        # One file's bad luck must not cost the others their load; it is a bug all the same, and is loud.
        _log.exception("Reading %s failed", task.file)
        reading = _refused(task, sha256, size, _OUR_FAULT, given or NOT_KNOWN)
    publisher = Publisher(reading.organisation["code"], reading.organisation["name"], "")
    key = reading_key(sha256, task.file, publisher, given, decisions)
    reading = replace(reading, key=key, path=task.shown_path)
    if reading.outcome != "refused" and made is not None:
        _write(home, made, reading)
    return reading


def tidy_folder(reading: FileReading) -> str | None:
    """Where a reading's tidy files are, relative to the home; None where it was refused."""
    return None if reading.outcome == "refused" else f"tidy/{reading.sha256}/{reading.key}"


def _refused(task: Task, sha256: str, size: int, reason: str, publisher: Publisher) -> FileReading:
    return FileReading(
        task.file, sha256, size, None, None, "refused", reason, publisher.as_json(), path=task.shown_path
    )


def _write(home: Home, made: TidyFile, reading: FileReading) -> None:
    folder = home.root / str(tidy_folder(reading))
    if (folder / "reading.json").exists():
        return
    half = folder.with_name(f"{folder.name}.{os.getpid()}{HALF}")
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir(parents=True)
    # A column of one value costs nothing as a dictionary of one word; nobody filters these files by their statistics.
    whole = [
        pl.lit(value).cast(pl.Categorical).alias(name)
        for name, value in (("file", reading.file), ("sha256", reading.sha256))
    ]
    written = made.payments.with_columns(whole)
    written.write_parquet(half / "payments.parquet", compression="zstd", compression_level=1, statistics=False)
    made.quarantine.write_parquet(half / "quarantine.parquet")
    made.furniture.write_parquet(half / "furniture.parquet")
    (half / "reading.json").write_text(json.dumps(reading.as_json(), ensure_ascii=False), encoding="utf-8")
    try:
        os.replace(half, folder)
    except OSError:
        # The same bytes under another name, read at the same moment: equal keys, equal readings.
        if not (folder / "reading.json").exists():
            raise
        shutil.rmtree(half, ignore_errors=True)
