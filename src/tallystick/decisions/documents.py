"""The kinds of document of which a decision is made, and the rule that answers each."""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import tallystick
from tallystick.decisions.rules import apportioning_answer, appraisal_json, business_case_answer
from tallystick.reference.green_book import green_book

Answer = Callable[[Mapping[str, Any], dt.date], dict[str, Any]]


@dataclass(frozen=True)
class Kind:
    """A kind of document. answer: from what was said, and the day, to what follows; raises Refused with the field.

    of: "decision" or "partnership". version: of the rule, as a record names it.
    """

    code: str
    name: str
    of: str
    answer: Answer
    version: str


def _case(said: Mapping[str, Any], as_of: dt.date) -> dict[str, Any]:
    return business_case_answer.answer(said, green_book(), as_of)


_VERSION = f"tallystick {tallystick.__version__}"
KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind("appraisal", "Options appraisal", "decision", lambda said, _: appraisal_json.answer(said), _VERSION),
        Kind("business_case", "Business case", "decision", _case, _VERSION),
        Kind("sharing", "Who pays what", "decision", lambda said, _: apportioning_answer.answer(said), _VERSION),
    )
}


def digest(value: Any) -> str:
    """SHA-256 of a JSON value, whatever the order of its keys and however a database writes its numbers."""
    written = json.dumps(_plain(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def _plain(value: Any) -> Any:
    match value:
        case float() if value.is_integer():
            return int(value)
        case dict():
            return {key: _plain(one) for key, one in value.items()}
        case list() | tuple():
            return [_plain(one) for one in value]
        case _:
            return value
