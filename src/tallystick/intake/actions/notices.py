"""Load award notices."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from tallystick.councils.rules.actors import Actor
from tallystick.councils.rules.permissions import Permission
from tallystick.intake import queries
from tallystick.intake.actions.keeping import check_may_decide, write_log
from tallystick.lake import notices
from tallystick.lake.notices import NoticesReading
from tallystick.lake.store.home import Home


def load_notices(
    *, home: Home, paths: Sequence[Path], by: Actor, at: datetime, say: Callable[[str], None] | None = None
) -> list[NoticesReading]:
    """Reads files and folders of award notices, and puts them in use; gives a reading for each.

    Buyers are recognised among bodies that people added too. Raises NotAllowed for somebody who may not load; Refused
    when another load is running or a path is not there.
    """
    by = check_may_decide(by=by, at=at, permission=Permission.LOAD_FACTS)
    local = [(body.code, body.name) for body in queries.decisions().local_organisations]
    readings = notices.load(home, paths, now=at, local=local, say=say)
    outcomes = Counter(reading.outcome for reading in readings)
    write_log(
        what="load_notices",
        about=readings[0].sha256 if len(readings) == 1 else "",
        after={"files": len(readings), **outcomes},
        by=by,
        at=at,
    )
    return readings
