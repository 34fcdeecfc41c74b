"""Loads started from the site: each is the same `tallystick load`, in a process of its own, with its progress in files.

A job is a folder of home.jobs: ``job.json`` (what was asked), ``progress.json`` (how far it is), ``result.jsonl`` (one
line a file, as `load --json` prints), ``errors.txt``, and ``ended.json`` once the process has ended.
"""

import json
import os
import re
import secrets
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from tallystick.councils.rules.actors import Actor
from tallystick.lake.store.home import Home
from tallystick.web.uploading import keep

_running: set[str] = set()
_NAME = re.compile(r"\d{8}-\d{6}-[0-9a-f]{8}")
_JOBS_KEPT_DAYS, _UPLOADS_KEPT_DAYS = 30, 2


@dataclass(frozen=True)
class Job:
    """One load. state: ``running``, ``ended`` (there are results), ``failed`` or ``interrupted`` (the site stopped)."""

    id: str
    state: str
    started_at: str
    files: list[str]
    done: int = 0
    of: int = 0
    file: str = ""
    step: str = ""
    results: list[dict[str, Any]] = field(default_factory=list)
    said: str = ""


def start(home: Home, uploads: Iterable[UploadedFile], *, organisation: str | None, by: Actor, at: datetime) -> Job:
    """Keeps the uploads and starts to load them, in the name of who asked; gives the job, running."""
    command = ["load", "--json"] + (["--organisation", organisation] if organisation else [])
    return begin(home, command, uploads=uploads, by=by, at=at)


def begin(
    home: Home, command: Sequence[str], *, uploads: Iterable[UploadedFile] = (), files: Sequence[str] = (), by: Actor,
    at: datetime,
) -> Job:  # fmt: skip
    """Starts `tallystick COMMAND --progress … -- UPLOADS`, in the name of who asked; gives the job, running.

    files: names for people to know it by, where nothing is uploaded.
    """
    tidy_up(home, at)
    job_id = f"{at:%Y%m%d-%H%M%S}-{secrets.token_hex(4)}"
    folder, kept = home.jobs / job_id, home.uploads / job_id
    folder.mkdir(parents=True)
    kept.mkdir(parents=True)
    paths = [keep(upload, kept) for upload in uploads]
    job = {"started_at": at.isoformat(), "files": [path.name for path in paths] or list(files)}
    (folder / "job.json").write_text(json.dumps(job, ensure_ascii=False), encoding="utf-8")
    _running.add(job_id)
    threading.Thread(target=_run, args=(home, job_id, list(command), paths, by), daemon=True).start()
    return find(home, job_id) or Job(job_id, "running", at.isoformat(), list(job["files"]))


def find(home: Home, job_id: str) -> Job | None:
    """A job as it is now, or None if there is no such job."""
    folder = home.jobs / job_id
    asked = _read(folder / "job.json")
    if not asked:
        return None
    # Asked before whether it has ended: one that ends meanwhile was running, and was not interrupted.
    running = job_id in _running
    ended = _read(folder / "ended.json")
    progress = _read(folder / "progress.json") or {}
    results = _lines(folder / "result.jsonl") if ended else []
    if ended:
        state = "ended" if ended["status"] in (0, 1) and results else "failed"
    else:
        state = "running" if running else "interrupted"
    return Job(
        id=job_id,
        state=state,
        started_at=asked["started_at"],
        files=asked["files"],
        done=int(progress.get("done") or 0),
        of=int(progress.get("of") or 0),
        file=str(progress.get("file") or ""),
        step=str(progress.get("step") or ""),
        results=results,
        said=_last_words(folder / "errors.txt") if state == "failed" else "",
    )


def tidy_up(home: Home, at: datetime) -> None:
    """Removes jobs that nobody will ask after any more, and uploads that a site which was stopped left behind."""
    for folder, days in ((home.jobs, _JOBS_KEPT_DAYS), (home.uploads, _UPLOADS_KEPT_DAYS)):
        oldest = f"{at - timedelta(days=days):%Y%m%d-%H%M%S}"
        for path in folder.iterdir():
            if _NAME.fullmatch(path.name) and path.name < oldest:
                shutil.rmtree(path, ignore_errors=True)


def _run(home: Home, job_id: str, asked: list[str], paths: list[Path], by: Actor) -> None:
    folder = home.jobs / job_id
    command = [sys.executable, "-m", "tallystick", "--home", str(home.root), *asked]
    command += ["--progress", str(folder / "progress.json")]
    status = -1
    try:
        with open(folder / "result.jsonl", "wb") as out, open(folder / "errors.txt", "wb") as errors:
            ended = subprocess.run(
                [*command, "--", *map(str, paths)],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=errors,
                env={
                    **os.environ,
                    "TALLYSTICK_HOME": str(home.root),
                    "TALLYSTICK_AS": f"site:{by.person}",
                    "PYTHONIOENCODING": "utf-8",
                },
                check=False,
            )
        status = ended.returncode
    finally:
        # The raw bytes of what was loaded are kept by their hash, so the uploads have done their work.
        shutil.rmtree(home.uploads / job_id, ignore_errors=True)
        half = folder / "ended.json.half"
        half.write_text(json.dumps({"status": status}), encoding="utf-8")
        os.replace(half, folder / "ended.json")
        _running.discard(job_id)


def _read(path: Path) -> dict[str, Any] | None:
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        # Half-written progress is as good as none: the next look finds it whole.
        return None
    return value if isinstance(value, dict) else None


def _lines(path: Path) -> list[dict[str, Any]]:
    results = []
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            results.append(json.loads(line))
        except ValueError:
            continue
    return results


def _last_words(path: Path) -> str:
    text = path.read_text(encoding="utf-8", errors="replace").strip()
    return text[-2000:]
