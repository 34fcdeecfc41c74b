"""Say what a supplier is: its name, its number, its group, whether it is one."""

from collections.abc import Callable
from datetime import datetime

from tallystick.councils.actions import Line
from tallystick.councils.rules.actors import Actor
from tallystick.intake.actions.keeping import (
    check_may_decide,
    deciding,
    end,
    keep,
    keep_each,
    put_back,
    said,
    write_log,
)
from tallystick.kit.errors import Refused
from tallystick.lake.companies import numbers
from tallystick.lake.store.home import Home
from tallystick.suppliers import models, queries

LONGEST_NAME = 300


def rename_supplier(*, home: Home, supplier_id: str, name: str, by: Actor, at: datetime, why: str = "") -> None:
    """Says what a supplier is called. Raises Refused for an empty name or one that is too long."""
    by = check_may_decide(by=by, at=at)
    name = " ".join(name.split())
    if not name:
        raise Refused("No name was given.", what_to_do="Type the supplier's name.")
    if len(name) > LONGEST_NAME:
        raise Refused(f"A name has at most {LONGEST_NAME} letters.", what_to_do="Shorten it.")
    _say(home, supplier_id, models.SupplierName, "rename_supplier", {"name": name}, by=by, at=at, why=why)


def set_company_number(
    *, home: Home, supplier_id: str, company_number: str, by: Actor, at: datetime, why: str = ""
) -> None:
    """Says which company a supplier is; up to three leading noughts may be left out. Raises Refused for no number."""
    by = check_may_decide(by=by, at=at)
    number = numbers.company_number(company_number, shortest=5)
    if number is None:
        raise Refused(
            f"“{company_number.strip()}” is not a company number.",
            what_to_do="It has eight digits, or two letters and six digits, as SC123456.",
        )
    said_now = {"company_number": number}
    _say(home, supplier_id, models.SupplierNumber, "set_company_number", said_now, by=by, at=at, why=why)


def set_group(*, home: Home, supplier_id: str, group: str, by: Actor, at: datetime, why: str = "") -> None:
    """Says which corporate group a supplier belongs to; an empty one says that it belongs to none."""
    by = check_may_decide(by=by, at=at)
    group = " ".join(group.split())[:LONGEST_NAME]
    _say(home, supplier_id, models.SupplierGroup, "set_group", {"group_name": group}, by=by, at=at, why=why)


def set_kind(*, home: Home, supplier_id: str, kind: str, by: Actor, at: datetime, why: str = "") -> None:
    """Says whether it is a supplier at all: ``supplier``, ``individual``, ``various`` or ``redacted``."""
    by = check_may_decide(by=by, at=at)
    if kind not in dict(models.KINDS):
        raise Refused(
            f"“{kind}” is not a kind of payee.", what_to_do=f"Choose one of: {', '.join(dict(models.KINDS))}."
        )
    _say(home, supplier_id, models.SupplierKind, "set_kind", {"kind": kind}, by=by, at=at, why=why)


def undo_description(*, kind: str, decision_id: int, by: Actor, at: datetime, why: str = "") -> None:
    """Takes back a name, number, group or kind that was said. kind: a key of `queries.DESCRIPTIONS`.

    Raises Refused if there is no such decision in force.
    """
    by = check_may_decide(by=by, at=at)
    model = queries.DESCRIPTIONS.get(kind)
    with deciding():
        decision = model.objects.filter(pk=decision_id, ended_at=None).first() if model else None
        if model is None or decision is None:
            raise Refused("That was undone already, or never decided.", what_to_do="There is nothing to undo.")
        before = said(decision)
        # It was said of every name of the supplier at once, and is taken back of every one.
        for one in model.objects.filter(made_at=decision.made_at, made_by=decision.made_by, ended_at=None):
            end(one, how="undone", by=by, at=at)
        put_back(decision, by=by, at=at)
        write_log(what="undo_description", about=decision.unit, decision=decision, before=before, by=by, at=at, why=why)


def _say(
    home: Home,
    supplier_id: str,
    model: type[models.AboutUnit],
    what: str,
    said_now: dict[str, str],
    *,
    by: Actor,
    at: datetime,
    why: str,
) -> None:
    """Says something of every name that the supplier has: if they part one day, it was said of each."""

    def one(unit: str) -> Callable[[list[Line]], object]:
        new = model(unit=unit, **said_now)
        return lambda lines: keep(
            new, instead_of={"unit": unit}, what=what, about=unit, by=by, at=at, why=why, lines=lines
        )

    units = queries.units_of(queries.resolution(home), supplier_id)
    keep_each([one(unit) for unit in units], by=by, at=at, why=why)
