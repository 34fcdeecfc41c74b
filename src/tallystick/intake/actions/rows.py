"""Say what becomes of a quarantined row."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial

from tallystick.councils.actions import Line
from tallystick.councils.rules.actors import Actor
from tallystick.intake import models, rules
from tallystick.intake.actions.applying import decided
from tallystick.intake.actions.keeping import check_may_decide, keep, keep_each
from tallystick.kit.errors import Refused
from tallystick.lake.reading import FileReading
from tallystick.lake.store import lookups
from tallystick.lake.store.home import Home

_ALL = 10_000_000

Place = tuple[str | None, int]
"""Sheet (None for a plain text file) and row."""


def mend_row(
    *,
    home: Home,
    sha256: str,
    sheet: str | None,
    row: int,
    cells: Mapping[int, str],
    by: Actor,
    at: datetime,
    why: str = "",
) -> list[FileReading]:
    """Replaces the text of some cells (by 0-based position), on top of what was mended before.

    The file itself stays as it was published: mending is read over it.
    """

    def together() -> dict[str, str]:
        place = {"sha256": sha256, "sheet": sheet or "", "row": row}
        earlier = models.RowDecision.objects.filter(**place, action="mend", ended_at=None).first()
        mended = {int(position): text for position, text in earlier.cells.items()} if earlier else {}
        return {str(position): text for position, text in rules.mended_cells(mended, cells).items()}

    return _decide_rows(
        home=home,
        sha256=sha256,
        places=[(sheet, row)],
        action="mend",
        cells=together,
        what="mend_row",
        by=by,
        at=at,
        why=why,
    )


def release_row(
    *, home: Home, sha256: str, sheet: str | None, row: int, by: Actor, at: datetime, why: str = ""
) -> list[FileReading]:
    """Takes a row as a payment with the cell that could not be read not known. Its amount must be readable."""
    return release_rows(home=home, sha256=sha256, places=[(sheet, row)], by=by, at=at, why=why)


def release_rows(
    *, home: Home, sha256: str, places: Sequence[Place], by: Actor, at: datetime, why: str = ""
) -> list[FileReading]:
    """As `release_row` for several rows of one file. All or none is kept."""
    by = check_may_decide(by=by, at=at)
    _check_amounts(home, sha256, places)
    return _decide_rows(
        home=home, sha256=sha256, places=places, action="release", cells=dict, what="release_row", by=by, at=at, why=why
    )


def mark_as_furniture(
    *, home: Home, sha256: str, places: Sequence[Place], by: Actor, at: datetime, why: str = ""
) -> list[FileReading]:
    """Says that rows of one file are no payments: a title, a total, a note. All or none is kept."""
    return _decide_rows(
        home=home,
        sha256=sha256,
        places=places,
        action="furniture",
        cells=dict,
        what="mark_as_furniture",
        by=by,
        at=at,
        why=why,
    )


def _decide_rows(
    *,
    home: Home,
    sha256: str,
    places: Sequence[Place],
    action: str,
    cells: Callable[[], dict[str, str]],
    what: str,
    by: Actor,
    at: datetime,
    why: str,
) -> list[FileReading]:
    by = check_may_decide(by=by, at=at)
    if not places:
        raise Refused("No row was chosen.", what_to_do="Tick the rows that this is about.")
    if lookups.file(home, sha256) is None:
        raise Refused("That file is not loaded here.", what_to_do="Load it, then decide about its rows.")

    def keep_one(sheet: str | None, row: int, lines: list[Line]) -> None:
        place = {"sha256": sha256, "sheet": sheet or "", "row": row}
        keep(
            models.RowDecision(**place, action=action, cells=cells()),
            instead_of=place,
            what=what,
            about=sha256,
            by=by,
            at=at,
            why=why,
            lines=lines,
        )

    keeps = [partial(keep_one, sheet, row) for sheet, row in places]
    return decided(home=home, at=at, keep=lambda: keep_each(keeps, by=by, at=at, why=why))


def _check_amounts(home: Home, sha256: str, places: Sequence[Place]) -> None:
    """Raises Refused if a row has no amount that can be read: a payment of nobody knows what is none."""
    kept = lookups.quarantine(home, sha256=sha256, page_size=_ALL)
    without = {(one.sheet, one.row) for one in kept.rows if one.amount_pence is None}
    unreadable = sorted(row for sheet, row in places if (sheet, row) in without)
    if unreadable:
        named = ", ".join(f"{row:,}" for row in unreadable[:5]) + (" and others" if len(unreadable) > 5 else "")
        raise Refused(
            f"The amount cannot be read at line {named}, so it cannot be released as a payment.",
            what_to_do="Mend the amount, or say that the row is no payment.",
        )
