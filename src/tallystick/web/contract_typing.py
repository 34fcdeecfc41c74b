"""Values of the register as people type them into a form, and what they typed as values. Pure."""

import calendar
import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from tallystick.contracts.declared.controls import Control
from tallystick.contracts.rules import notice_values
from tallystick.web.downloads import pounds_and_pence

Parts = Mapping[str, str]
"""What stands in the boxes of one field: part -> text. One box has the part "", a day has day, month and year."""

DAY_PARTS = ("day", "month", "year")
_MOST_POUNDS = Decimal(10) ** 15
_MOST_FIGURE = Decimal(10) ** 14
_MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.casefold(): number for number, name in enumerate(calendar.month_abbr) if name}
_YES_NO = {"yes": True, "no": False}


class NotRead(ValueError):
    """What was typed cannot be read. The message says what is wrong, after the field's label."""


def as_typed(control: Control, value: Any) -> dict[str, str]:
    """What stands in a field's boxes for a value as `stating.said` gives it."""
    if control.how == "day":
        parts = str(value).split("-")
        parts = parts if len(parts) == len(DAY_PARTS) else ["", "", ""]
        return dict(zip(("year", "month", "day"), [part.lstrip("0") for part in parts], strict=True))
    if value is None:
        return {"": ""}
    match control.how:
        case "pounds":
            return {"": pounds_and_pence(value) if isinstance(value, int) else ""}
        case "yes_no" | "tick":
            return {"": "yes" if value else "no"}
        case "extensions":
            return {"": "+".join(str(months) for months in value)}
        case "notice":
            return {"": notice_values.in_text(value) if value else ""}
        case "points":
            return {"": "\n".join(str(point) for point in value)}
    return {"": str(value)}


def from_typed(control: Control, parts: Parts) -> Any:
    """The value that was typed: as the actions take it. Raises NotRead."""
    if control.how == "day":
        value: Any = _day(parts)
    else:
        text = parts.get("", "").replace("\r\n", "\n").strip()
        reader = _READERS.get(control.how)
        value = reader(control, text) if reader else _text(control, text)
    if control.needed and value in (None, "", []):
        raise NotRead("must not be empty")
    return value


def _day(parts: Parts) -> date | None:
    given = {part: parts.get(part, "").strip() for part in DAY_PARTS}
    if not any(given.values()):
        return None
    missing = [part for part in DAY_PARTS if not given[part]]
    if missing:
        raise NotRead(f"must include a {' and a '.join(missing)}")
    month = _MONTHS.get(given["month"].casefold(), given["month"])
    if not re.fullmatch(r"\d{4}", given["year"]):
        raise NotRead("must have a year of four figures")
    try:
        return date(int(given["year"]), int(month), int(given["day"]))
    except (ValueError, OverflowError):
        raise NotRead("must be a real date, such as 27 3 2026") from None


def _text(control: Control, text: str) -> str:
    if control.longest and len(text) > control.longest:
        raise NotRead(f"must be at most {control.longest} characters")
    return text


def _choice(control: Control, text: str) -> str:
    if text not in dict(control.choices):
        raise NotRead("must be one of the choices")
    return text


def _pounds(control: Control, text: str) -> int | None:
    text = re.sub(r"[£,\s]", "", text).replace("\N{MINUS SIGN}", "-")
    if not text:
        return None
    try:
        pence = _decimal(text) * 100
    except InvalidOperation:
        raise NotRead("must be an amount in pounds, such as 1200 or 1234.50") from None
    if pence != pence.to_integral_value():
        raise NotRead("must not have parts of a penny")
    if abs(pence) > _MOST_POUNDS:
        raise NotRead("must be less than ten million million pounds")
    return int(pence)


def _figure(control: Control, text: str) -> Decimal | None:
    text = re.sub(r"[,\s]", "", text).replace("\N{MINUS SIGN}", "-")
    if not text:
        return None
    try:
        figure = _decimal(text)
    except InvalidOperation:
        raise NotRead("must be a figure, such as 99.5") from None
    if abs(figure) >= _MOST_FIGURE:
        raise NotRead("is too large")
    if figure != round(figure, 6):
        raise NotRead("must have at most six decimal places")
    return figure


def _whole(control: Control, text: str) -> int | None:
    text = re.sub(r"[,\s]", "", text).replace("\N{MINUS SIGN}", "-")
    if not text:
        return None
    if not re.fullmatch(r"-?\d{1,9}", text, re.ASCII):
        raise NotRead("must be a whole number, such as 12")
    number = int(text)
    if control.low is not None and number < control.low:
        raise NotRead(f"must be {control.low} or more")
    return number


def _decimal(text: str) -> Decimal:
    if not re.fullmatch(r"-?\d{0,15}(\.\d{0,9})?", text, re.ASCII) or not re.search(r"\d", text):
        raise InvalidOperation
    return Decimal(text)


def _yes_no(control: Control, text: str) -> bool | None:
    return _YES_NO.get(text)


def _tick(control: Control, text: str) -> bool:
    return text == "yes"


def _number(control: Control, text: str) -> int | None:
    """The number of a person or a row, chosen from a list."""
    if not text:
        return None
    if not re.fullmatch(r"\d{1,15}", text, re.ASCII):
        raise NotRead("must be one of the choices")
    return int(text)


def _extensions(control: Control, text: str) -> list[int]:
    """Months of each extension: ``12+12``, ``2 x 12`` being typed as ``12+12``."""
    if not text:
        return []
    given = [part.strip().removesuffix("months").strip() for part in re.split(r"[+,]", text)]
    if not all(re.fullmatch(r"\d{1,3}", part, re.ASCII) and int(part) > 0 for part in given) or len(given) > 30:
        raise NotRead("must be months of each extension, such as 12+12")
    return [int(part) for part in given]


def _notice(control: Control, text: str) -> dict[str, Any] | None:
    if not text:
        return None
    found = notice_values.read(text)
    if found is None:
        raise NotRead("must be days, working days or months, such as 3 months or 20 clear working days")
    return found


def _points(control: Control, text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


_READERS: dict[str, Callable[[Control, str], Any]] = {
    "choice": _choice,
    "pounds": _pounds,
    "figure": _figure,
    "whole": _whole,
    "yes_no": _yes_no,
    "tick": _tick,
    "person": _number,
    "row": _number,
    "extensions": _extensions,
    "notice": _notice,
    "points": _points,
}
