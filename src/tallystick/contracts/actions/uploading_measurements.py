"""Take in a file of measurements: every row is recorded, unchanged or refused, and says which and why."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from tallystick.contracts import models
from tallystick.contracts.actions.keeping import held
from tallystick.contracts.actions.measuring import UPLOADED, AlreadyRecorded, record_held
from tallystick.contracts.rules.measurement_rows import MeasuredRow, measured_rows
from tallystick.councils.actions import check_moment
from tallystick.councils.rules.actors import Actor
from tallystick.kit.errors import Refused
from tallystick.lake.read import open_file

RECORDED, UNCHANGED, REFUSED = "recorded", "unchanged", "refused"


@dataclass(frozen=True)
class Ended:
    """Where one row ended: recorded, unchanged or refused, with the reason. rating: what it was rated."""

    row: MeasuredRow
    outcome: str
    why: str = ""
    rating: str = ""


class _Looked(Exception):
    """Undoes what was tried."""


def upload_measurements(
    *, contract: int, content: bytes, today: date, look_only: bool = False, by: Actor, at: datetime, why: str = ""
) -> list[Ended]:
    """Records the measurements of a CSV or a workbook, in the order of its rows; gives where each ended.

    content: the file, with columns Measure, Period, Figure and, if it has one, Comment. look_only: nothing is kept:
    what is given is what would be. Raises NotThere, NotAllowed; Refused for a file that cannot be read.
    """
    check_moment(at)
    ended: list[Ended] = []
    with _tried(look_only), transaction.atomic():
        of = held(contract, by=by)
        rows = read_measurements(content)
        measures = list(models.Measure.objects.filter(contract=of, removed=False))
        for row in rows:
            ended.append(_recorded(of, measures, row, today=today, by=by, at=at, why=why))
        if look_only:
            raise _Looked
    return ended


@contextmanager
def _tried(look_only: bool) -> Iterator[None]:
    try:
        yield
    except _Looked:
        if not look_only:
            raise


def read_measurements(content: bytes) -> list[MeasuredRow]:
    """The rows of the first sheet that has any. Raises Refused for a file that cannot be read."""
    with tempfile.TemporaryDirectory(prefix="tallystick-") as folder:
        path = Path(folder) / "measurements"
        path.write_bytes(content)
        opened = open_file(path)
    reasons = []
    for sheet in opened.sheets:
        rows = list(sheet.cells.iter_rows())
        try:
            return measured_rows(sheet.lines.to_list(), rows)
        except Refused as no:
            reasons.append(no)
    raise reasons[0]


def measure_named(measures: Sequence[models.Measure], named: str) -> models.Measure:
    """The measure of that title or number. Raises Refused where there is none, or more than one."""
    wanted = " ".join(named.split()).casefold()
    found = [one for one in measures if " ".join(one.title.split()).casefold() == wanted]
    found = found or [one for one in measures if str(one.pk) == wanted]
    if len(found) != 1:
        reason = "There is no measure" if not found else "There is more than one measure"
        raise Refused(f"{reason} “{named[:100]}”.")
    return found[0]


def _recorded(
    of: models.Contract, measures: Sequence[models.Measure], row: MeasuredRow, *, today: date, by: Actor,
    at: datetime, why: str,
) -> Ended:  # fmt: skip
    if row.refused or row.day is None:
        return Ended(row, REFUSED, row.refused)
    try:
        kept = record_held(
            of, measure_named(measures, row.measure), day=row.day, value=row.value, comment=row.comment, today=today,
            how=UPLOADED, by=by, at=at, why=why,
        )  # fmt: skip
    except AlreadyRecorded as there:
        return Ended(row, UNCHANGED if there.same else REFUSED, str(there))
    except Refused as no:
        return Ended(row, REFUSED, no.reason)
    return Ended(row, RECORDED, "", kept.rating)
