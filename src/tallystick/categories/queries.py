"""Every read of categories: what people decided, how far it reaches, and what was made of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tallystick.categories import models
from tallystick.categories.rules.examples import Example
from tallystick.intake.queries import who_and_when
from tallystick.lake.store import lookups_evidence
from tallystick.lake.store.home import Home
from tallystick.lake.store.lookups_evidence import Reach

KINDS: dict[str, Any] = {
    "payment": models.PaymentCategory,
    "supplier": models.SupplierCategory,
    "account": models.AccountCategory,
}
"""Corrections by reach, by the name that addresses and the log use."""


@dataclass(frozen=True)
class Corrections:
    """Everything in force, as plain values. Where several bear on a payment, the narrowest counts.

    payments: (sha256, sheet, row) → category. suppliers: (unit, was) → category, where `was` is the category that the
    system thought, or "" for any. accounts: (publisher, account) → category.
    """

    payments: dict[tuple[str, str | None, int], str] = field(default_factory=dict)
    suppliers: dict[tuple[str, str], str] = field(default_factory=dict)
    accounts: dict[tuple[str, str], str] = field(default_factory=dict)


def corrections() -> Corrections:
    """Everything in force."""
    payments = models.PaymentCategory.objects.filter(ended_at=None)
    suppliers = models.SupplierCategory.objects.filter(ended_at=None).order_by("id")
    accounts = models.AccountCategory.objects.filter(ended_at=None)
    return Corrections(
        {(one.sha256, one.sheet or None, one.row): one.category for one in payments.order_by("id")},
        {(one.unit, one.was): one.category for one in suppliers},
        {(one.publisher, one.account): one.category for one in accounts.order_by("id")},
    )


def taught(home: Home) -> list[Example]:
    """What people's corrections teach of words: the wording of each payment and account that they said the category of.

    A correction of a supplier says nothing of words: it holds for whatever the supplier is paid.
    """
    found = corrections()
    wordings = lookups_evidence.wordings(home, list(found.payments))
    examples = [Example(text, found.payments[row]) for row, text in wordings.items() if text]
    return examples + [Example(account, category) for (_, account), category in found.accounts.items()]


def is_payment(home: Home, sha256: str, sheet: str | None, row: int) -> bool:
    """Whether that published row became a payment that counts."""
    return bool(lookups_evidence.payment_ids(home, [(sha256, sheet, row)]))


def account_reach(home: Home, publisher: str, account: str) -> Reach:
    """What a correction of this publisher's account would bear on now."""
    return lookups_evidence.reach_of_account(home, publisher, account)


def supplier_reach(home: Home, supplier_id: str, was: str = "") -> Reach:
    """What a correction of this supplier would bear on now; `was`: only what is thought to be of that category."""
    return lookups_evidence.reach_of_supplier(home, supplier_id, was or None)


@dataclass(frozen=True)
class Corrected:
    """One correction as a page shows it. `ended_how` is "" while it is in force. category: a code of the taxonomy."""

    kind: str
    id: int
    sentence: str
    category: str
    made_by: str
    made_at: datetime
    why: str
    ended_how: str
    ended_by: str
    ended_at: datetime | None


def corrected_suppliers(units: Iterable[str]) -> list[Corrected]:
    """All that was corrected about what a supplier sells, in force or not, newest first."""
    rows = models.SupplierCategory.objects.filter(unit__in=list(units)).order_by("-id")
    return [_corrected("supplier", row) for row in rows]


def corrected_payment(sha256: str, sheet: str | None, row: int) -> list[Corrected]:
    """All that was corrected about one payment alone, in force or not, newest first."""
    rows = models.PaymentCategory.objects.filter(sha256=sha256, sheet=sheet or "", row=row).order_by("-id")
    return [_corrected("payment", one) for one in rows]


def corrected_account(publisher: str, account: str) -> list[Corrected]:
    """All that was corrected about one account, in force or not, newest first."""
    rows = models.AccountCategory.objects.filter(publisher=publisher, account=account).order_by("-id")
    return [_corrected("account", one) for one in rows]


def corrections_made(*, in_force: bool | None = None) -> list[Corrected]:
    """Every correction, newest first; in_force: only those that are, or only those that are not any more."""
    rows = [
        _corrected(kind, row)
        for kind, model in KINDS.items()
        for row in model.objects.order_by("-id")
        if in_force is None or (row.ended_at is None) == in_force
    ]
    return sorted(rows, key=lambda one: one.made_at, reverse=True)


def about(decision: Any) -> str:
    """What a correction is about, for the log."""
    return str(getattr(decision, "sha256", "") or getattr(decision, "unit", "") or getattr(decision, "publisher", ""))


def _corrected(kind: str, row: Any) -> Corrected:
    match row:
        case models.PaymentCategory():
            sentence = f"The payment in row {row.row:,}" + (f" of sheet {row.sheet}" if row.sheet else "")
        case models.SupplierCategory():
            sentence = "What this supplier is paid for" + (f", where it was thought to be {row.was}" if row.was else "")
        case _:
            sentence = f"What {row.publisher} books to “{row.account}”"
    return Corrected(
        kind=kind,
        id=row.pk,
        sentence=sentence,
        category=row.category,
        **who_and_when(row),
    )
