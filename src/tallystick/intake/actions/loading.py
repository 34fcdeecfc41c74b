"""Load files."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from tallystick.councils.rules.actors import Actor
from tallystick.councils.rules.permissions import Permission
from tallystick.intake import queries
from tallystick.intake.actions.applying import apply
from tallystick.intake.actions.keeping import check_may_decide, write_log
from tallystick.intake.actions.organisations import decide_organisation
from tallystick.lake import loading
from tallystick.lake.build import current
from tallystick.lake.reading import FileReading
from tallystick.lake.store.home import Home


def load(
    *,
    home: Home,
    paths: Sequence[Path],
    organisation: str | None = None,
    by: Actor,
    at: datetime,
    progress: Callable[[loading.Progress], None] | None = None,
) -> list[FileReading]:
    """Reads files, folders and archives as everything decided so far says; gives a reading for each file.

    organisation: name or code of who published them all, where the loader knows.
    Raises Refused when another load is running, a path is not there, or the organisation is not known.
    """
    by = check_may_decide(by=by, at=at, permission=Permission.LOAD_FACTS)
    if _decided_since_built(home):
        apply(home=home, at=at)
    readings = loading.load(home, paths, queries.decisions, organisation=organisation, now=at, progress=progress)
    if organisation:
        # A person's word, kept with their other decisions: the lake can be made again from raw files and the record.
        code = queries.directory().resolve(organisation).code
        known = queries.decisions().organisations
        for sha256 in dict.fromkeys(r.sha256 for r in readings if r.sha256):
            if known.get(sha256) != code:
                decide_organisation(sha256, code, by=by, at=at, why="Named when it was loaded.")
    outcomes = Counter(reading.outcome for reading in readings)
    write_log(
        what="load",
        about=readings[0].sha256 if len(readings) == 1 else "",
        after={"files": len(readings), "organisation": organisation, **outcomes},
        by=by,
        at=at,
    )
    return readings


def _decided_since_built(home: Home) -> bool:
    """Whether something was decided and then, as the process was stopped, not applied."""
    decided_at, build = queries.last_decided_at(), current(home)
    return decided_at is not None and build is not None and datetime.fromisoformat(build.made_at) < decided_at
