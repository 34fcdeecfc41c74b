"""What an answer may say of a contract and of its suppliers: in fields that people type, each of the kind it holds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeGuard

from tallystick.contracts.actions.keeping import NotAcceptable
from tallystick.contracts.declared import KINDS, MODELS, confidential_fields
from tallystick.contracts.declared.controls import Control, controls
from tallystick.contracts.importing.taken import COLUMN_OF, PARTY_COLUMN_OF
from tallystick.contracts.rules.notice_values import notice_of

_NAMES = ("supplier", "suppliers")
_MOST_NAMES, _MOST_EXTENSIONS = 500, 50
_MOST_MONTHS, _MOST_WHOLE, _MOST_PENCE = 1200, 10**9, 10**15


@dataclass(frozen=True)
class Given:
    """What an answer says: columns of the contract, columns of its suppliers, and the names of all of these."""

    contract: dict[str, Any]
    party: dict[str, Any]
    names: list[str]


class _NotSo(ValueError):
    """Why a value is none, to follow the label of its field."""


def given(values: Mapping[str, Any]) -> Given:
    """The values of an answer, by column. values: as `questions.answer_question` takes them.

    Not to be answered: what the system keeps, who may see the contract, and what is confidential, as others read what
    a question was answered with. Raises NotAcceptable, which names every field that is wrong.
    """
    found, wrong = Given({}, {}, []), dict[str, str]()
    for name, value in values.items():
        try:
            if name in _NAMES:
                found.names.extend(_names(name, value))
            elif name in PARTY_COLUMN_OF:
                found.party[PARTY_COLUMN_OF[name]] = _read("party", PARTY_COLUMN_OF[name], value)
            else:
                column = COLUMN_OF.get(name, name)
                found.contract[column] = _read("contract", column, value)
        except _NotSo as no:
            wrong[name] = str(no)
    if wrong:
        raise NotAcceptable(wrong)
    return Given(found.contract, found.party, list(dict.fromkeys(found.names)))


def _read(kind: str, column: str, value: Any) -> Any:
    control = controls(kind).get(column)
    if control is None or column == "public" or column in confidential_fields(kind):
        raise _NotSo(f"No answer can set “{column[:60]}”")
    if value is None or (value == "" and control.how in ("text", "lines", "choice", "category", "day")):
        return MODELS[kind]._meta.get_field(column).get_default()  # type: ignore[union-attr]
    try:
        return _READ[control.how](control, value)
    except _NotSo as no:
        raise _NotSo(f"{KINDS[kind].fields[column].label} {no}") from no


def _names(name: str, value: Any) -> list[str]:
    texts = [value] if name == "supplier" else value
    if not isinstance(texts, list | tuple) or not all(isinstance(one, str) and one.strip() for one in texts):
        raise _NotSo("Suppliers must be names" if name == "suppliers" else "Supplier must be a name")
    if len(texts) > _MOST_NAMES:
        raise _NotSo(f"Suppliers must be {_MOST_NAMES} at most")
    return [one.replace("\x00", "\ufffd").strip() for one in texts]


def _text(control: Control, value: Any) -> str:
    if not isinstance(value, str):
        raise _NotSo("must be text")
    return value


def _choice(control: Control, value: Any) -> str:
    if not isinstance(value, str) or value not in dict(control.choices):
        raise _NotSo("must be one of its choices")
    return value


def _yes_no(control: Control, value: Any) -> bool:
    if not isinstance(value, bool):
        raise _NotSo("must be yes, no or not known")
    return value


def _day(control: Control, value: Any) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        if not isinstance(value, str) or len(value) != len("2027-03-31"):
            raise ValueError
        return date.fromisoformat(value)
    except ValueError as no:
        raise _NotSo("must be a day such as 2027-03-31") from no


def _whole(control: Control, value: Any) -> int:
    low = -_MOST_WHOLE if control.low is None else control.low
    if not _is_whole(value) or not low <= value <= _MOST_WHOLE:
        raise _NotSo("must be a whole number")
    return value


def _pence(control: Control, value: Any) -> int:
    if not _is_whole(value) or abs(value) > _MOST_PENCE:
        raise _NotSo("must be money in whole pence")
    return value


def _extensions(control: Control, value: Any) -> list[int]:
    if not isinstance(value, list | tuple) or len(value) > _MOST_EXTENSIONS:
        raise _NotSo("must be the months of each extension")
    # A suggestion says of each whether it is used as well.
    months: list[Any] = [one.get("months") if isinstance(one, Mapping) else one for one in value]
    if not all(_is_whole(one) and 0 < one < _MOST_MONTHS for one in months):
        raise _NotSo("must be the months of each extension")
    return months


def _notice(control: Control, value: Any) -> dict[str, Any]:
    found = notice_of(value)
    if found is None:
        raise _NotSo("must be a count and a unit: days, working_days or months")
    return found


def _is_whole(value: Any) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


_READ: dict[str, Callable[[Control, Any], Any]] = {
    "text": _text,
    "lines": _text,
    "category": _text,
    "choice": _choice,
    "yes_no": _yes_no,
    "day": _day,
    "whole": _whole,
    "person": _whole,
    "pounds": _pence,
    "extensions": _extensions,
    "notice": _notice,
}
