"""Every field of a payment, in officers' words and order."""

import json
from typing import Any

from tallystick.web import words
from tallystick.web.addresses import organisation_address, payments_address, supplier_address

_BASIS = {"net": "without VAT (net)", "gross": "with VAT (gross)", "unknown": "not known"}
_PLAIN = (
    ("supplier_number", "Supplier’s own number"),
    ("company_number", "Company number"),
    ("vat_number", "VAT number"),
    ("supplier_postcode", "Supplier’s postcode"),
    ("description", "Description"),
    ("account", "Account"),
    ("category_code", "Category code"),
    ("category_scheme", "Category scheme"),
    ("transaction", "Transaction number"),
    ("contract_reference", "Contract reference"),
)

Field = tuple[str, Any, str | None]


def fields_of(payment: dict[str, Any]) -> list[Field]:
    """Label, value in words (None where it is not known) and address (or None) of each field, none left out."""
    organisation, department, supplier = payment["organisation"], payment["department"], payment["supplier"]
    code = payment["organisation_code"]
    return [
        ("Publisher", organisation, organisation_address(code) if organisation else None),
        (
            "Department",
            department,
            payments_address(organisation=code, department=department) if department else None,
        ),
        ("Supplier", supplier, supplier_address(payment["supplier_key"]) if supplier else None),
        ("Date", words.day(payment["date"]) if payment["date"] else None, None),
        ("Amount", words.pounds(payment["amount_pence"]), None),
        ("Amount is", _BASIS.get(payment["amount_basis"], payment["amount_basis"]), None),
        *[(label, _pounds(payment[name]), None) for name, label in _AMOUNTS],
        *[(label, payment[name], None) for name, label in _PLAIN],
        ("Paid by card", _yes_no(payment["card"]), None),
        ("Redacted", _yes_no(payment["redacted"]), None),
        ("Repeats another row of its file", _yes_no(payment["duplicate"]), None),
        *[(f"{heading} (as published)", text, None) for heading, text in _extra(payment["extra"])],
    ]


_AMOUNTS = (("net_pence", "Without VAT (net)"), ("vat_pence", "VAT"), ("gross_pence", "With VAT (gross)"))


def _pounds(pence: int | None) -> str | None:
    return None if pence is None else words.pounds(pence)


def _yes_no(value: bool | None) -> str | None:
    return None if value is None else "Yes" if value else "No"


def _extra(text: str | None) -> list[tuple[str, Any]]:
    """The columns that have no field of their own, by their published heading."""
    return list(json.loads(text).items()) if text else []
