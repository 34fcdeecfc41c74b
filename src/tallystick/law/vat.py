"""Amounts with VAT and without. Procurement Act 2023 s.123(2) [V]: an amount payable includes the VAT on it."""

from decimal import Decimal
from typing import Literal

Vat = Literal["inclusive", "exclusive"]
_HUNDRED = Decimal(100)


def with_vat(pounds: Decimal, vat: Vat, rate: Decimal) -> Decimal:
    """`pounds`, which is on the basis `vat`, with VAT at `rate` per cent. Exact: a fraction of a penny is kept."""
    return pounds if vat == "inclusive" else pounds * (_HUNDRED + rate) / _HUNDRED


def without_vat(pounds: Decimal, vat: Vat, rate: Decimal) -> Decimal:
    """`pounds`, which is on the basis `vat`, without VAT."""
    return pounds if vat == "exclusive" else pounds * _HUNDRED / (_HUNDRED + rate)


def on_basis(gross: Decimal, vat: Vat, rate: Decimal) -> Decimal:
    """An amount with VAT, on the basis `vat`."""
    return gross if vat == "inclusive" else gross * _HUNDRED / (_HUNDRED + rate)
