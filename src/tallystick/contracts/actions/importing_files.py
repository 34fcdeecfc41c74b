"""Registers as they came: the file, and every physical row of it with what it became."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tallystick.contracts import models
from tallystick.contracts.actions.importing_rows import plain
from tallystick.contracts.importing.planned import Plan
from tallystick.contracts.importing.taken import Incoming
from tallystick.contracts.importing.telling import confidential_columns, tables
from tallystick.contracts.queries.registers import Read
from tallystick.contracts.reading.shapes import RegisterReading, RowRead
from tallystick.councils.models import Organisation
from tallystick.councils.rules.actors import Actor

Place = tuple[str, int]
_AT_A_TIME = 1000


def keep_file(
    found: Read, where: Organisation, *, public: bool, by: Actor, at: datetime, imported: bool = False
) -> models.RegisterFile:
    """The row of a register that was handed in, as it is read now. One that was imported stays so."""
    reading = found.reading
    first = {"state": "previewed", "handed_in_at": at, "handed_in_by": by.name[:200]}
    row, _ = models.RegisterFile.objects.get_or_create(organisation=where, sha256=reading.sha256, defaults=first)
    row.name, row.size, row.public = reading.file[:300], reading.bytes, public
    row.outcome, row.reason = reading.outcome, reading.reason or ""
    if imported or row.state != "imported":
        row.account = plain(tables(reading))
    if imported:
        row.state, row.imported_at = "imported", at
    row.save()
    return row


def keep_rows(
    file: models.RegisterFile, reading: RegisterReading, mine: list[Incoming], planned: Plan, take: frozenset[str],
    contracts: Mapping[Place, models.Contract],
) -> dict[Place, models.RegisterRow]:  # fmt: skip
    """Every physical row of a register with what it became, in place of what was kept of it before.

    Cells that are confidential are left blank: they are kept with the contract alone, where each reading is noted.
    """
    became = _became(planned, take, contracts)
    here = {(one.sheet, one.row) for one in mine}
    before = {(row.sheet, row.row): row for row in models.RegisterRow.objects.filter(file=file)}
    made: dict[Place, models.RegisterRow] = {}
    for sheet in reading.sheets:
        secret = confidential_columns(sheet)
        for one in sheet.rows:
            place = sheet.sheet or "", one.row
            if one.place in ("contract", "question") and place not in here:
                continue
            row = before.get(place) or models.RegisterRow(file=file, sheet=place[0][:200], row=one.row)
            row.place, row.reason, row.say = one.place, one.reason[:60], plain(one.say)
            row.cells = plain(_shown(one, secret))
            if one.place != "quarantined":
                # What a person made of a row that was kept out stays.
                row.became, row.contract_id = became.get(place, ("", None))
            made[place] = row
    fields = ["place", "reason", "say", "cells", "became", "contract_id"]
    new = [row for row in made.values() if row.pk is None]
    models.RegisterRow.objects.bulk_update([row for row in made.values() if row.pk], fields, batch_size=200)
    models.RegisterRow.objects.bulk_create(new, batch_size=_AT_A_TIME)
    return made


def _shown(row: RowRead, secret: frozenset[int]) -> list[str | None]:
    if not secret or row.reason == "header":
        return list(row.cells)
    return [None if at in secret else cell for at, cell in enumerate(row.cells)]


def told(file: models.RegisterFile) -> dict[str, Any]:
    """What the log says of a register."""
    counts = {
        name: sum(table[name] for table in file.account) for name in ("rows_read", "contracts", "furniture", "blank")
    }
    held = {name: sum(sum(table[name].values()) for table in file.account) for name in ("questions", "quarantined")}
    return {"name": file.name, "sha256": file.sha256, "outcome": file.outcome, "public": file.public, **counts, **held}


def _became(
    planned: Plan, take: frozenset[str], contracts: Mapping[Place, models.Contract]
) -> dict[Place, tuple[str, int | None]]:
    found: dict[Place, tuple[str, int | None]] = {}
    for row in planned.new:
        found[row.sheet, row.row] = "new", contracts[row.sheet, row.row].pk
    for one in planned.changing:
        said = "changed" if one.changes(take) else "unchanged"
        found[one.incoming.sheet, one.incoming.row] = said, one.contract.pk
    for row, number in planned.unchanged:
        found[row.sheet, row.row] = "unchanged", number
    for row, number in planned.left_out:
        found[row.sheet, row.row] = "left_out", number
    return found
