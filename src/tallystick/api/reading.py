"""What is sent, read into the values that actions take. What cannot be is said field by field."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from tallystick.api.saying import PENCE, POUNDS
from tallystick.contracts.actions.keeping import NotAcceptable, NotThere
from tallystick.contracts.declared import KINDS
from tallystick.contracts.declared.controls import Control, controls
from tallystick.contracts.rules.notice_values import notice_of

_LARGEST = Decimal(10) ** 13
_WHOLE = 10**9


class _NotRead(ValueError):
    """Why a value cannot be read, to follow the name of its field."""


def fields(kind: str, said: Mapping[str, Any], *, also: Mapping[str, Control] | None = None) -> dict[str, Any]:
    """Values of fields of a kind of row. Raises NotThere for no kind; NotAcceptable for what is no field or value."""
    if kind not in KINDS:
        raise NotThere()
    known = {**controls(kind), **(also or {})}
    found: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for name, value in said.items():
        column = name.removesuffix(POUNDS) + PENCE if name.endswith(POUNDS) else name
        control = known.get(column)
        if control is None or control.how == "none" or (name == column and column.endswith(PENCE)):
            wrong[clean(name)] = f"There is no field “{clean(name)[:60]}” to write"
            continue
        try:
            found[column] = _READ[control.how](value)
        except _NotRead as no:
            wrong[name] = f"{KINDS[kind].fields[column].label} {no}"
    if wrong:
        raise NotAcceptable(wrong)
    return found


def day(name: str, text: str | None) -> date | None:
    """A day in ISO, or None. Raises NotAcceptable."""
    try:
        return _day(text or None)
    except _NotRead as no:
        raise NotAcceptable({name: f"It {no}"}) from no


def pence(name: str, text: str | None) -> int | None:
    """Whole pence of pounds such as ``1234.50``. Raises NotAcceptable."""
    try:
        return _pence(text or None)
    except _NotRead as no:
        raise NotAcceptable({name: f"It {no}"}) from no


def figure(name: str, said: Any) -> Decimal | None:
    """An exact figure. Raises NotAcceptable."""
    try:
        return _figure(said)
    except _NotRead as no:
        raise NotAcceptable({name: f"It {no}"}) from no


def clean(text: str) -> str:
    """A text that every database keeps: no NUL, and no half of a pair of surrogates."""
    return text.replace("\x00", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def cleaned(said: Any) -> Any:
    """JSON with its texts cleaned. Raises NotAcceptable for a fraction: it is not exact."""
    match said:
        case str():
            return clean(said)
        case float():
            raise NotAcceptable({"": 'Send figures as text, such as "2.5": a fraction in JSON is not exact'})
        case Mapping():
            return {clean(str(name)): cleaned(one) for name, one in said.items()}
        case list():
            return [cleaned(one) for one in said]
    return said


def _text(said: Any) -> str:
    if said is None:
        return ""
    if not isinstance(said, str):
        raise _NotRead("must be text")
    return clean(said)


def _day(said: Any) -> date | None:
    if said in (None, ""):
        return None
    try:
        if not isinstance(said, str) or len(said) != 10:
            raise ValueError
        return date.fromisoformat(said)
    except ValueError as no:
        raise _NotRead("must be a day such as “2027-03-31”") from no


def _pence(said: Any) -> int | None:
    if said in (None, ""):
        return None
    try:
        if not isinstance(said, str) or len(said) > 40:
            raise InvalidOperation
        amount = Decimal(said.strip())
        if not amount.is_finite() or abs(amount) > _LARGEST or amount * 100 != (amount * 100).to_integral_value():
            raise InvalidOperation
    except InvalidOperation as no:
        raise _NotRead("must be pounds as text, such as “1234.50”") from no
    return int(amount * 100)


def _figure(said: Any) -> Decimal | None:
    if said in (None, ""):
        return None
    try:
        if isinstance(said, bool) or not isinstance(said, str | int) or len(str(said)) > 40:
            raise InvalidOperation
        found = Decimal(str(said).strip())
        if not found.is_finite() or abs(found) > _LARGEST:
            raise InvalidOperation
    except (InvalidOperation, ValueError) as no:
        raise _NotRead("must be a figure as text, such as “99.5”") from no
    return found


def _whole(said: Any) -> int | None:
    if said is None:
        return None
    if isinstance(said, bool) or not isinstance(said, int) or abs(said) > _WHOLE:
        raise _NotRead("must be a whole number")
    return said


def _yes_no(said: Any) -> bool | None:
    if said is not None and not isinstance(said, bool):
        raise _NotRead("must be true, false or null")
    return said


def _tick(said: Any) -> bool:
    if not isinstance(said, bool):
        raise _NotRead("must be true or false")
    return said


def _extensions(said: Any) -> list[int]:
    if said is None:
        return []
    if not isinstance(said, list) or len(said) > 50:
        raise _NotRead("must be a list of whole months")
    if not all(isinstance(one, int) and not isinstance(one, bool) and 0 < one < 1200 for one in said):
        raise _NotRead("must be a list of whole months")
    return said


def _notice(said: Any) -> dict[str, Any] | None:
    if said is None:
        return None
    found = notice_of(said)
    if found is None:
        raise _NotRead('must be {"count": 3, "unit": "months"}: days, working_days or months')
    return found


def _points(said: Any) -> list[str]:
    if said is None:
        return []
    if not isinstance(said, list) or len(said) > 500 or not all(isinstance(one, str) for one in said):
        raise _NotRead("must be a list of texts")
    return [clean(one)[:2000] for one in said]


_READ: dict[str, Callable[[Any], Any]] = {
    "text": _text,
    "lines": _text,
    "choice": _text,
    "category": _text,
    "yes_no": _yes_no,
    "tick": _tick,
    "day": _day,
    "pounds": _pence,
    "whole": _whole,
    "figure": _figure,
    "person": _whole,
    "contract": _whole,
    "row": _whole,
    "extensions": _extensions,
    "notice": _notice,
    "points": _points,
}
