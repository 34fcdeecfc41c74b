"""Say which of two files that repeat one another counts."""

from datetime import datetime

from django.db import transaction

from tallystick.intake import models
from tallystick.intake.actions.applying import decided
from tallystick.intake.actions.keeping import check_may_decide, keep
from tallystick.lake.reading import FileReading
from tallystick.lake.store.home import Home


def let_stand(
    *, home: Home, sha256: str, instead_of: str | None = None, by: str, at: datetime, why: str = ""
) -> list[FileReading]:
    """Says that the payments of a file count. `instead_of`: a file that is set aside for it; None if both count."""
    by = check_may_decide(by=by, at=at)

    def keep_both() -> None:
        with transaction.atomic():
            _decide(sha256, stands=True, what="let_stand", by=by, at=at, why=why)
            if instead_of and _in_force(instead_of) is not False:
                _decide(instead_of, stands=False, what="set_aside", by=by, at=at, why=why)

    return decided(home=home, at=at, keep=keep_both)


def set_aside(*, home: Home, sha256: str, by: str, at: datetime, why: str = "") -> list[FileReading]:
    """Says that the payments of a file count in no total. They are kept and can be looked at."""
    by = check_may_decide(by=by, at=at)
    return decided(
        home=home,
        at=at,
        keep=lambda: _decide(sha256, stands=False, what="set_aside", by=by, at=at, why=why),
    )


def _in_force(sha256: str) -> bool | None:
    return models.StandingDecision.objects.filter(sha256=sha256, ended_at=None).values_list("stands", flat=True).first()


def _decide(sha256: str, *, stands: bool, what: str, by: str, at: datetime, why: str) -> None:
    keep(
        models.StandingDecision(sha256=sha256, stands=stands),
        instead_of={"sha256": sha256},
        what=what,
        about=sha256,
        by=by,
        at=at,
        why=why,
    )
