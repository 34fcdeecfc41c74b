"""Say what a register's columns are: remembered for every register of the organisation that is laid out so."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from tallystick.contracts import models
from tallystick.contracts.actions.keeping import NotAcceptable, NotThere
from tallystick.contracts.reading.fields import COLUMNS, OTHER
from tallystick.contracts.stating import said
from tallystick.councils.actions import Line, check, check_moment, write_lines
from tallystick.councils.rules.actors import Actor
from tallystick.councils.rules.permissions import Permission

ORDERS = {"day": "Day first: 31/12/2026", "month": "Month first: 12/31/2026"}
"""How dates may be read, in words."""


def keep_columns(
    *, register: int, fingerprint: str, fields: Mapping[str, str], date_order: str = "", by: Actor, at: datetime,
    why: str = "",
) -> bool:  # fmt: skip
    """Keeps what the columns of a layout are; says whether that is otherwise than before.

    register: one that was handed in and has a sheet of this layout. fields: folded heading -> a name of
    `reading.fields.COLUMNS`, or ``other``. date_order: ``day``, ``month``, or "" to read it from the cells.
    Raises NotThere, NotAllowed, NotAcceptable.
    """
    check_moment(at)
    with transaction.atomic():
        row = models.RegisterFile.objects.select_related("organisation").filter(pk=register).first()
        if row is None:
            raise NotThere()
        check(by, Permission.KEEP_REGISTER, row.organisation.code)
        _check(row, fingerprint, fields, date_order)
        kept = models.ColumnMapping.objects.select_for_update().filter(
            organisation=row.organisation, fingerprint=fingerprint, removed=False
        )
        before = kept.first()
        wanted = {**(before.fields if before else {}), **fields}
        if before is not None and (before.fields, before.date_order) == (wanted, date_order):
            return False
        was = said(before) if before else None
        made = before or models.ColumnMapping(organisation=row.organisation, fingerprint=fingerprint)
        made.fields, made.date_order, made.version = wanted, date_order, made.version + (1 if before else 0)
        made.save()
        line = Line("keep_columns", "columns", str(made.pk), f"register:{row.pk}", was, said(made))
        write_lines([line], chain=row.organisation.code, by=by, at=at, why=why)
        return True


def _check(row: models.RegisterFile, fingerprint: str, fields: Mapping[str, str], date_order: str) -> None:
    if fingerprint not in {table.get("fingerprint") for table in row.account}:
        raise NotThere()
    wrong = {
        key: f"“{field}” is nothing that a column can be"
        for key, field in fields.items()
        if field not in {*COLUMNS, OTHER}
    }
    chosen = [field for field in fields.values() if field != OTHER]
    for field in {one for one in chosen if chosen.count(one) > 1 and one != "more_suppliers"}:
        wrong[field] = f"Two columns cannot both be “{COLUMNS.get(field, field)}”"
    if date_order and date_order not in ORDERS:
        wrong["date_order"] = "Dates are day first or month first"
    if wrong:
        raise NotAcceptable(wrong)
