"""What importing a register that was handed in would do, worked out once and kept for the pages that show it.

Derived: a file of the home beside the register's row, made again whenever it is asked for.
"""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from tallystick.contracts import models
from tallystick.contracts.importing.planned import Plan
from tallystick.contracts.importing.taken import Incoming
from tallystick.contracts.importing.telling import changes, known, news
from tallystick.contracts.queries.planning import plan
from tallystick.contracts.queries.registers import is_imported, read
from tallystick.contracts.reading.shapes import RegisterReading
from tallystick.councils.actions import check
from tallystick.councils.queries import end_of
from tallystick.councils.rules.actors import Actor
from tallystick.councils.rules.permissions import Permission
from tallystick.lake.build.manifest import write_whole
from tallystick.lake.store.home import Home

Say = Callable[[str], None]


def stage(home: Home, register: models.RegisterFile, *, by: Actor, at: datetime, say: Say | None = None) -> None:
    """Reads a register again and works out what importing it would do. Raises NotAllowed."""
    code = register.organisation.code
    check(by, Permission.KEEP_REGISTER, code)
    if say:
        say("Reading")
    found = read(home.raw_file(register.sha256), register.name, code, by=by)
    if say:
        say("Comparing with what is here")
    end = end_of(code)
    planned = plan(found.rows.get(code, []), code)
    done = is_imported(found, register.organisation)
    staged = {"at": at.isoformat(), "end": end, "done": done, **_told(planned, found.reading)}
    folder = home.root / "registers"
    folder.mkdir(exist_ok=True)
    write_whole(folder / f"{register.pk}.json", json.dumps(staged, ensure_ascii=False))


def staged(home: Home, register: models.RegisterFile, *, by: Actor) -> dict[str, Any] | None:
    """What `stage` worked out, or None: ``counts``, ``new``, ``changes``, ``missing``, ``left_out``, ``questions``,
    ``quarantined``; ``behind``: the register was changed since. Raises NotAllowed.
    """
    check(by, Permission.KEEP_REGISTER, register.organisation.code)
    try:
        found: dict[str, Any] = json.loads(
            (home.root / "registers" / f"{register.pk}.json").read_text(encoding="utf-8")
        )
    except (OSError, ValueError):
        return None
    return {**found, "behind": found["end"] != end_of(register.organisation.code)}


def _told(planned: Plan, reading: RegisterReading) -> dict[str, Any]:
    every = [*planned.new, *(one.incoming for one in planned.changing)]
    return {
        "counts": planned.counts(),
        "new": news(planned),
        "changes": changes(planned),
        "missing": known(planned),
        "left_out": [_row(row, number) for row, number in planned.left_out],
        "questions": [
            {**_row(row, 0), "field": one.field, "code": one.code, "written": one.text, "say": one.say}
            for row in every
            for one in row.questions
        ],
        "quarantined": [
            {"sheet": sheet.sheet or "", "row": row.row, "reason": row.reason, "say": row.say, "cells": list(row.cells)}
            for sheet in reading.sheets
            for row in sheet.rows
            if row.place == "quarantined"
        ],
    }


def _row(row: Incoming, contract: int) -> dict[str, Any]:
    return {
        "sheet": row.sheet,
        "row": row.row,
        "contract": contract,
        "reference": row.values.get("reference", ""),
        "title": row.values.get("title") or row.values.get("description", ""),
        "suppliers": row.suppliers,
    }
