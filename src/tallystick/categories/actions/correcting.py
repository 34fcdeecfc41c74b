"""Say what was bought: for one payment, one supplier, or one publisher's account."""

from datetime import datetime
from typing import Any

from tallystick.categories import models, queries
from tallystick.councils.rules.actors import Actor
from tallystick.intake.actions.keeping import check_may_decide, deciding, end, keep, put_back, said, write_log
from tallystick.kit.errors import Refused
from tallystick.lake.store.home import Home
from tallystick.reference.taxonomy import taxonomy
from tallystick.suppliers import queries as suppliers


def correct_payment(
    *, home: Home, sha256: str, sheet: str | None, row: int, category: str, by: Actor, at: datetime, why: str = ""
) -> None:
    """Says what one payment was for, named by the row it was published in. Raises Refused if it is no payment."""
    by = check_may_decide(by=by, at=at)
    check_category(category)
    if not queries.is_payment(home, sha256, sheet, row):
        raise Refused("There is no such payment.", what_to_do="Go back to the payment and try again.")
    keep(
        models.PaymentCategory(sha256=sha256, sheet=sheet or "", row=row, category=category),
        instead_of={"sha256": sha256, "sheet": sheet or "", "row": row},
        what="correct_payment",
        about=sha256,
        by=by,
        at=at,
        why=why,
    )


def correct_supplier(
    *, home: Home, supplier_id: str, category: str, was: str = "", by: Actor, at: datetime, why: str = ""
) -> None:
    """Says what a supplier sells, to every publisher and in files to come.

    was: only where the system had thought this; "" for all. A correction of all supersedes those of parts. Raises
    Refused if there is no such supplier or category.
    """
    by = check_may_decide(by=by, at=at)
    check_category(category)
    if was:
        check_category(was)
    units = suppliers.units_of(suppliers.resolution(home), supplier_id)
    with deciding():
        keep(
            models.SupplierCategory(unit=units[0], was=was, category=category),
            instead_of={"unit": units[0], "was": was},
            what="correct_supplier",
            about=units[0],
            by=by,
            at=at,
            why=why,
        )
        stale = models.SupplierCategory.objects.filter(unit__in=units, ended_at=None)
        stale = stale.exclude(unit=units[0]) if was else stale.exclude(unit=units[0], was="")
        for old in stale.filter(was=was) if was else stale:
            end(old, how="superseded", by=by, at=at)


def correct_account(
    *, home: Home, publisher: str, account: str, category: str, by: Actor, at: datetime, why: str = ""
) -> None:
    """Says what one publisher books to an account, now and in files to come. Raises Refused if there is no such."""
    by = check_may_decide(by=by, at=at)
    check_category(category)
    if not queries.account_reach(home, publisher, account).payments:
        raise Refused("That publisher has no such account.", what_to_do="Choose the account from a payment's page.")
    keep(
        models.AccountCategory(publisher=publisher, account=account, category=category),
        instead_of={"publisher": publisher, "account": account},
        what="correct_account",
        about=publisher,
        by=by,
        at=at,
        why=why,
    )


def undo_correction(*, kind: str, decision_id: int, by: Actor, at: datetime, why: str = "") -> None:
    """Takes a correction back, and puts back what it had superseded.

    kind: ``payment``, ``supplier`` or ``account``. Raises Refused if it is not in force.
    """
    by = check_may_decide(by=by, at=at)
    model: Any = queries.KINDS.get(kind)
    with deciding():
        decision = model.objects.filter(pk=decision_id, ended_at=None).first() if model else None
        if decision is None:
            raise Refused("That was undone already, or never decided.", what_to_do="There is nothing to undo.")
        end(decision, how="undone", by=by, at=at)
        put_back(decision, by=by, at=at)
        about = queries.about(decision)
        write_log(what="undo_correction", about=about, decision=decision, before=said(decision), by=by, at=at, why=why)


def check_category(code: str) -> None:
    """Raises Refused unless `code` is a category of the taxonomy, which has "not ICT" too."""
    if code not in taxonomy().by_code:
        raise Refused(f"“{code}” is not a category.", what_to_do="`tallystick categories list` shows those there are.")
