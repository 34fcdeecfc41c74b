"""What is thought of one payment: who was really paid, and what for, with why."""

from dataclasses import dataclass

from tallystick.lake.store.connection import reader
from tallystick.lake.store.home import Home


@dataclass(frozen=True)
class Thought:
    """What is thought of a payment; None where it is not known, as the supplier of a redacted one.

    supplier_id, supplier, kind: who was paid, as resolved; supplier_confidence and supplier_why, how the name came to
    be theirs. category: a code, with its name, how sure from 0 to 1, and why in words. decided: a person said so.
    account, organisation_code: as published.
    """

    supplier_id: str | None
    supplier: str | None
    kind: str | None
    supplier_confidence: float | None
    supplier_why: str | None
    category: str | None
    category_name: str | None
    is_ict: bool | None
    confidence: float | None
    why: str | None
    decided: bool
    account: str | None
    organisation_code: str | None
    organisation: str | None


def thought(home: Home, payment_id: int) -> Thought | None:
    """What is thought of the payment of that number in this build; None where nothing was worked out yet."""
    opened = reader(home)
    if not opened.maps:
        return None
    found = opened.row(
        """
        SELECT s.supplier_id, s.supplier, s.kind, u.confidence, u.why, k.category, k.name, k.is_ict,
            CASE WHEN c.payment_id IS NOT NULL THEN 1.0 ELSE x.confidence END, coalesce(c.why, x.why),
            c.payment_id IS NOT NULL OR coalesce(x.decided, false), a.account, o.organisation_code, o.organisation
        FROM payments p LEFT JOIN lines l USING (line_id) LEFT JOIN accounts a USING (account_id)
        LEFT JOIN organisations o ON o.organisation_id = p.organisation_id
        LEFT JOIN maps.supplier_of u ON u.mention_id = p.mention_id LEFT JOIN maps.suppliers s USING (supplier_no)
        LEFT JOIN maps.category_of x ON x.line_id = p.line_id
        LEFT JOIN maps.category_of_payment c ON c.payment_id = p.payment_id
        LEFT JOIN maps.categories k ON k.category_no = coalesce(c.category_no, x.category_no)
        WHERE p.payment_id = ?
        """,
        [payment_id],
    )
    return Thought(*found) if found else None
