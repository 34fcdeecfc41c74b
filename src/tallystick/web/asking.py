"""What somebody typed into a filter, read as dates, pounds and choices; and what could not be read, in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

from django.http import QueryDict

from tallystick.lake.store.lookups import NOT_KNOWN, Filters

_LARGEST = Decimal(10) ** 13
_YES_NO = {"yes": True, "no": False}


@dataclass
class PaymentsAsked:
    """The filters of a list of payments. errors: by the name of the field, why it could not be used."""

    filters: Filters = field(default_factory=Filters)
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> "PaymentsAsked":
        errors: dict[str, str] = {}

        def day(name: str, label: str) -> date | None:
            text = asked.get(name, "").strip()
            if not text:
                return None
            try:
                return date.fromisoformat(text)
            except ValueError:
                errors[name] = f"“{label}” must be a date such as 2024-04-03"
                return None

        def pence(name: str, label: str) -> int | None:
            text = asked.get(name, "").replace(",", "").replace("£", "").replace("\N{MINUS SIGN}", "-").strip()
            if not text:
                return None
            try:
                amount = Decimal(text)
                if not amount.is_finite() or abs(amount) > _LARGEST:
                    raise InvalidOperation
            except InvalidOperation:
                errors[name] = f"“{label}” must be an amount in pounds such as 500 or 1234.50"
                return None
            return int((amount * 100).to_integral_value())

        def text(name: str) -> str | None:
            return asked.get(name, "").strip() or None

        month = text("month")
        publishers = _publishers(asked)
        filters = Filters(
            organisation=publishers[0] if len(publishers) == 1 else None,
            organisations=publishers if len(publishers) > 1 else (),
            supplier=text("supplier"),
            supplier_text=text("name"),
            department=text("department"),
            month=_month(month, errors) if month else None,
            date_from=day("from", "Paid from"),
            date_to=day("to", "Paid to"),
            description=text("description"),
            amount_from_pence=pence("least", "Smallest amount"),
            amount_to_pence=pence("most", "Largest amount"),
            redacted=_YES_NO.get(asked.get("redacted", "")),
            duplicate=_YES_NO.get(asked.get("duplicate", "")),
            card=_YES_NO.get(asked.get("card", "")),
            file=text("file"),
            supplier_id=text("supplier_id"),
            category=text("category"),
            ict=_YES_NO.get(asked.get("ict", "")),
            sure=text("sure"),
        )
        return cls(filters, errors)


def _publishers(asked: Mapping[str, str]) -> tuple[str, ...]:
    """The codes of publishers, of which an address may name several."""
    given = asked.getlist("organisation") if isinstance(asked, QueryDict) else [asked.get("organisation", "")]
    return tuple(dict.fromkeys(code.strip() for code in given if code.strip()))


def _month(text: str, errors: dict[str, str]) -> date | None:
    try:
        return date.fromisoformat(f"{text}-01" if len(text) == 7 else text)
    except ValueError:
        errors["from"] = "The month in the address could not be read, so it was not used"
        return None


def named(value: str | None) -> str:
    """A filter's value as words."""
    return "not known" if value == NOT_KNOWN else value or ""
