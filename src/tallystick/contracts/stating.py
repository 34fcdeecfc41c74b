"""What a row says, as the log keeps it and as it is compared: JSON values, exact."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from tallystick.contracts.declared import CODES, DERIVED
from tallystick.contracts.models import Kept


def said(row: Kept) -> dict[str, Any]:
    """The whole row but what is derived: dates and moments as ISO texts, figures as exact texts, whole pence."""
    derived = DERIVED.get(CODES.get(type(row), ""), frozenset())
    return {
        column.attname: stated(getattr(row, column.attname))
        for column in row._meta.concrete_fields
        if column.attname not in derived
    }


def stated(value: Any) -> Any:
    """One value as JSON."""
    match value:
        case datetime() | date():
            return value.isoformat()
        case Decimal():
            return plain(value)
        case _:
            return value


def plain(figure: Decimal) -> str:
    """A figure without idle noughts: ``99.5``, ``120``."""
    text = format(figure, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
