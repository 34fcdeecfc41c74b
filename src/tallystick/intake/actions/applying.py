"""Make what was read follow what was decided."""

from collections.abc import Callable
from datetime import datetime

from tallystick.intake import queries
from tallystick.intake.actions.keeping import AlreadyDecided
from tallystick.kit.errors import Refused
from tallystick.lake import loading
from tallystick.lake.reading import FileReading
from tallystick.lake.store.home import Home


class NotYetApplied(Refused):
    """The decision is kept, but the figures could not be made again now. The next load or start of the site does it."""


def apply(*, home: Home, at: datetime, progress: Callable[[loading.Progress], None] | None = None) -> list[FileReading]:
    """Reads again the files whose decisions have changed and makes a new build; gives the new readings.

    Does nothing when the build already follows the record, so it may be asked at every start.
    """
    return loading.rebuild(home, queries.decisions, now=at, progress=progress)


def decided(*, home: Home, at: datetime, keep: Callable[[], object]) -> list[FileReading]:
    """Keeps a decision, then makes the figures follow; gives what was read again.

    Where the same was decided before but never applied, because the process was stopped in between, it is applied now.
    Raises AlreadyDecided where there was nothing to apply either, and NotYetApplied where `apply` would raise Refused.
    """
    try:
        keep()
    except AlreadyDecided:
        readings = _applied(home, at)
        if not readings:
            raise
        return readings
    return _applied(home, at)


def _applied(home: Home, at: datetime) -> list[FileReading]:
    try:
        return apply(home=home, at=at)
    except Refused as no:
        raise NotYetApplied(
            f"Your decision is kept, but the figures have not been made again yet: {no.reason}",
            what_to_do=no.what_to_do or "They will be when the next file is loaded or the site is started.",
        ) from no
