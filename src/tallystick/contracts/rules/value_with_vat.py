"""A value without VAT, its VAT, and the value with it: only as far as each was said. No rate is ever supposed."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Amounts:
    """Whole pence; None where not known. said: which of them the register gives, ``net``, ``gross`` or ""."""

    net_pence: int | None
    vat_pence: int | None
    gross_pence: int | None
    said: str


def amounts(value_pence: int | None, vat: str, vat_pence: int | None) -> Amounts:
    """What follows from a value on the basis `vat` (``exclusive``, ``inclusive`` or anything else for not known)."""
    if value_pence is None:
        return Amounts(None, vat_pence, None, "")
    if vat == "exclusive":
        return Amounts(value_pence, vat_pence, None if vat_pence is None else value_pence + vat_pence, "net")
    if vat == "inclusive":
        return Amounts(None if vat_pence is None else value_pence - vat_pence, vat_pence, value_pence, "gross")
    return Amounts(None, vat_pence, None, "")
