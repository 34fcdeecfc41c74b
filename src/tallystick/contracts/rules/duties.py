"""When a duty that was done falls due again. Pure. docs/rules/segmentation.md."""

import datetime as dt

from tallystick.contracts.rules.governance import Planned, next_due
from tallystick.kit.months import add_months


def due_again(
    *, due: dt.date | None, every_months: int | None, done: dt.date, until: dt.date | None, start: dt.date | None
) -> dt.date | None:
    """The next day on which a duty falls due once it was done on `done`; None where it does not come again.

    Done early, it falls due a turn after the day it was due; done late, at the first turn after it was done. Turns are
    counted from the contract's `start` where the duty was, so that what begins on the 31st keeps to the ends of months;
    else from `due`; of a duty without a day, from `done`. until: the last day on which it can fall due, or None.
    """
    if every_months is None:
        return None
    base = due or done
    if start is not None and due is not None and start <= due and add_months(start, _months(start, due)) == due:
        base = start
    turn = Planned(
        code="", what="", due=base, every_months=every_months, frequency="", who="", lead_days=0, why="",
        counted_from=base, until=until, months=_months(base, due) % every_months if due else 0,
    )  # fmt: skip
    return next_due(turn, after=max(due or done, done))


def _months(first: dt.date, last: dt.date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month
