"""Say which of two files that repeat one another counts."""

from datetime import datetime
from functools import partial

from tallystick.councils.actions import Line
from tallystick.councils.rules.actors import Actor
from tallystick.intake import models
from tallystick.intake.actions.applying import decided
from tallystick.intake.actions.keeping import check_may_decide, keep, keep_each
from tallystick.lake.reading import FileReading
from tallystick.lake.store.home import Home


def let_stand(
    *,
    home: Home,
    sha256: str,
    instead_of: str | None = None,
    beside: str | None = None,
    by: Actor,
    at: datetime,
    why: str = "",
) -> list[FileReading]:
    """Says that the payments of a file count.

    instead_of: a file that is set aside for it. beside: a file that counts as well, though the one repeats the other;
    without that said, the other would be held in its turn.
    """
    by = check_may_decide(by=by, at=at)

    stand = {sha256: True, **({instead_of: False} if instead_of else {}), **({beside: True} if beside else {})}
    keeps = [partial(_decide, one, stands=stands, by=by, at=at, why=why) for one, stands in stand.items()]
    return decided(home=home, at=at, keep=lambda: keep_each(keeps, by=by, at=at, why=why))


def set_aside(*, home: Home, sha256: str, by: Actor, at: datetime, why: str = "") -> list[FileReading]:
    """Says that the payments of a file count in no total. They are kept and can be looked at."""
    by = check_may_decide(by=by, at=at)
    return decided(
        home=home,
        at=at,
        keep=lambda: _decide(sha256, stands=False, by=by, at=at, why=why),
    )


def _decide(sha256: str, lines: list[Line] | None = None, *, stands: bool, by: Actor, at: datetime, why: str) -> None:
    keep(
        models.StandingDecision(sha256=sha256, stands=stands),
        instead_of={"sha256": sha256},
        what="let_stand" if stands else "set_aside",
        about=sha256,
        by=by,
        at=at,
        why=why,
        lines=lines,
    )
