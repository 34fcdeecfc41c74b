"""What a decision may say. Pure."""

from collections.abc import Mapping

from tallystick.kit.errors import Refused

FIELDS: dict[str, str] = {
    "organisation": "Organisation",
    "department": "Department",
    "supplier": "Supplier",
    "supplier_number": "Supplier’s own number",
    "company_number": "Company number",
    "vat_number": "VAT number",
    "supplier_postcode": "Supplier’s postcode",
    "date": "Date",
    "net": "Amount without VAT (net)",
    "vat": "VAT",
    "gross": "Amount with VAT (gross)",
    "amount": "Amount (VAT not said)",
    "description": "Description",
    "account": "Account",
    "category_code": "Category code",
    "transaction": "Transaction number",
    "contract_reference": "Contract reference",
    "card": "Card payment",
    "extra": "Nothing more: keep it with the row",
}
"""Every meaning that a person may give a column, in officers' words."""

ORDERS: dict[str, str] = {"day": "Day first", "month": "Month first"}
LONGEST_CELL = 10_000
_LONGEST_FOUND_BY_BYTES = 1200
"""PostgreSQL finds nothing by more than some 2,700 bytes, and what a decision is about may be two texts."""


def check_field(field: str) -> None:
    """Raises Refused unless `field` is a meaning that a column can have."""
    if field not in FIELDS:
        raise Refused(f"“{field}” is not something that a column can be.", what_to_do="Choose one from the list.")


def check_order(order: str) -> None:
    """Raises Refused unless `order` is ``day`` or ``month``."""
    if order not in ORDERS:
        raise Refused(f"“{order}” is not an order of dates.", what_to_do="Choose day first or month first.")


def check_scope(publisher: str | None, sha256: str | None) -> None:
    """Raises Refused unless a decision is for one file or for one publisher, and not for both."""
    if bool(publisher) == bool(sha256):
        raise Refused(
            "A decision is for one file or for every file of one publisher.",
            what_to_do="Choose which. If nobody knows who published the file, say that first.",
        )


def mended_cells(before: Mapping[int, str], now: Mapping[int, str]) -> dict[int, str]:
    """The cells mended so far with those mended now over them. Raises Refused if there are none, or one is too long."""
    cells = {**before, **now}
    if not cells:
        raise Refused("No cell was changed.", what_to_do="Change the cell that could not be read, then save.")
    if any(position < 0 for position in cells):
        raise Refused("There is no such cell in the row.", what_to_do="Go back to the row and try again.")
    if any(len(text) > LONGEST_CELL for text in cells.values()):
        raise Refused(
            f"A cell has more than {LONGEST_CELL:,} characters.", what_to_do="Shorten it to what was published."
        )
    return dict(sorted(cells.items()))


def check_can_be_kept(value: object, *, longest: int | None = None) -> None:
    """Raises Refused for a text, or texts by name, that not every database keeps as it is.

    longest: how many characters it may have, where that is bounded; what decisions are found by has 1,200 bytes.
    """
    if isinstance(value, dict):
        for one in value.values():
            check_can_be_kept(one)
    if not isinstance(value, str):
        return
    if any(letter == "\0" or "\ud800" <= letter <= "\udfff" for letter in value):
        raise Refused("There is a character in it that cannot be kept.", what_to_do="Type it again without that.")
    if longest is not None and (len(value) > longest or len(value.encode()) > _LONGEST_FOUND_BY_BYTES):
        raise Refused(
            f"“{value[:40]}…” is too long to be kept: it has {len(value):,} characters.",
            what_to_do="Nothing can be decided about it by name.",
        )


def who(by: str) -> str:
    """`by`, trimmed. Raises Refused when nobody is named: nothing is decided by no one."""
    name = " ".join(by.split())
    if not name:
        raise Refused("Nobody is named as deciding this.", what_to_do="Say who decides, then try again.")
    return name[:200]
