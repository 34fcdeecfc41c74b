"""Say what a supplier is: its name, its number, its group, whether it is one."""

import re
from datetime import datetime

from django.db import transaction

from tallystick.intake.actions.keeping import check_may_decide, end, keep, said, write_log
from tallystick.kit.errors import Refused
from tallystick.lake.store.home import Home
from tallystick.suppliers import models, queries

_NUMBER = re.compile(r"[A-Z]{2}\d{6}|\d{8}|R\d{7}|[A-Z]{2}\d{5}[A-Z]")
LONGEST_NAME = 300


def rename_supplier(*, home: Home, supplier_id: str, name: str, by: str, at: datetime, why: str = "") -> None:
    """Says what a supplier is called. Raises Refused for an empty name or one that is too long."""
    by = check_may_decide(by=by, at=at)
    name = " ".join(name.split())
    if not name:
        raise Refused("No name was given.", what_to_do="Type the supplier's name.")
    if len(name) > LONGEST_NAME:
        raise Refused(f"A name has at most {LONGEST_NAME} letters.", what_to_do="Shorten it.")
    _say(models.SupplierName(unit=_unit(home, supplier_id), name=name), "rename_supplier", by=by, at=at, why=why)


def set_company_number(
    *, home: Home, supplier_id: str, company_number: str, by: str, at: datetime, why: str = ""
) -> None:
    """Says which company a supplier is. Leading noughts may be left out. Raises Refused for what is no number."""
    by = check_may_decide(by=by, at=at)
    number = re.sub(r"\s", "", company_number).upper()
    if number.isascii() and number.isdigit():
        number = number.zfill(8)
    if not _NUMBER.fullmatch(number):
        raise Refused(
            f"“{company_number.strip()}” is not a company number.",
            what_to_do="It has eight digits, or two letters and six digits, as SC123456.",
        )
    unit = _unit(home, supplier_id)
    _say(models.SupplierNumber(unit=unit, company_number=number), "set_company_number", by=by, at=at, why=why)


def set_group(*, home: Home, supplier_id: str, group: str, by: str, at: datetime, why: str = "") -> None:
    """Says which corporate group a supplier belongs to; an empty one says that it belongs to none."""
    by = check_may_decide(by=by, at=at)
    group = " ".join(group.split())[:LONGEST_NAME]
    _say(models.SupplierGroup(unit=_unit(home, supplier_id), group_name=group), "set_group", by=by, at=at, why=why)


def set_kind(*, home: Home, supplier_id: str, kind: str, by: str, at: datetime, why: str = "") -> None:
    """Says whether it is a supplier at all: ``supplier``, ``individual``, ``various`` or ``redacted``."""
    by = check_may_decide(by=by, at=at)
    if kind not in dict(models.KINDS):
        raise Refused(
            f"“{kind}” is not a kind of payee.", what_to_do=f"Choose one of: {', '.join(dict(models.KINDS))}."
        )
    _say(models.SupplierKind(unit=_unit(home, supplier_id), kind=kind), "set_kind", by=by, at=at, why=why)


def undo_description(*, kind: str, decision_id: int, by: str, at: datetime, why: str = "") -> None:
    """Takes back a name, number, group or kind that was said. kind: a key of `queries.DESCRIPTIONS`.

    Raises Refused if there is no such decision in force.
    """
    by = check_may_decide(by=by, at=at)
    model = queries.DESCRIPTIONS.get(kind)
    decision = model.objects.filter(pk=decision_id, ended_at=None).first() if model else None
    if decision is None:
        raise Refused("That was undone already, or never decided.", what_to_do="There is nothing to undo.")
    with transaction.atomic():
        end(decision, how="undone", by=by, at=at)
        before = said(decision)
        write_log(what="undo_description", about=decision.unit, decision=decision, before=before, by=by, at=at, why=why)


def _unit(home: Home, supplier_id: str) -> str:
    """The unit that stands for a supplier: the one paid most."""
    return queries.units_of(queries.resolution(home), supplier_id)[0]


def _say(new: models.AboutUnit, what: str, *, by: str, at: datetime, why: str) -> None:
    keep(new, instead_of={"unit": new.unit}, what=what, about=new.unit, by=by, at=at, why=why)
