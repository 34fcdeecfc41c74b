"""The kinds of document of which a decision is made, and the rule that answers each."""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import tallystick
from tallystick.decisions.rules import (
    apportioning_answer,
    appraisal_json,
    business_case_answer,
    charter_answer,
    partnership_answer,
    risks_answer,
    routes_json,
    transition_answer,
    what_if_scenarios,
)
from tallystick.decisions.rules.paper_compose import compose
from tallystick.reference.green_book import green_book
from tallystick.reference.lead_times import lead_times
from tallystick.reference.route_choice import route_choice

Answer = Callable[[Mapping[str, Any], dt.date], dict[str, Any]]


@dataclass(frozen=True)
class Kind:
    """A kind of document. answer: from what was said, and the day, to what follows; raises Refused with the field.

    of: "decision" or "partnership". data: the editions of the reference data that the rule reads, "" for none.
    """

    code: str
    name: str
    of: str
    answer: Answer
    data: Callable[[], str]

    @property
    def version(self) -> str:
        """Of the rule and of the reference data that it reads, as a record names them."""
        return "; ".join(one for one in (_VERSION, self.data()) if one)


def _case(said: Mapping[str, Any], as_of: dt.date) -> dict[str, Any]:
    return business_case_answer.answer(said, green_book(), as_of)


def _words(said: Mapping[str, Any], as_of: dt.date) -> dict[str, Any]:
    """Which sections of a report have words. Raises NotAPaper for what no report can hold."""
    about, written = said.get("about"), {key: value for key, value in said.items() if key != "about"}
    compose(
        {"title": "Words", **(about if isinstance(about, Mapping) else {})}, {"words": {"said": written, "answer": {}}}
    )
    return {"given": list(written)}


def _route(said: Mapping[str, Any], as_of: dt.date) -> dict[str, Any]:
    found = routes_json.answer({"today": as_of.isoformat(), **said}, route_choice(), lead_times())
    # As a record keeps it: the command writes its days itself.
    return dict(json.loads(json.dumps(found, default=dt.date.isoformat)))


def _nothing() -> str:
    return ""


def _rates() -> str:
    return f"Green Book data of {max(one.valid_from for one in green_book().editions)}"


def _heuristics() -> str:
    return f"route choice {route_choice().version}; lead times {lead_times().valid_from}"


_VERSION = f"tallystick {tallystick.__version__}"
_DATA = {"business_case": _rates, "recommendation": _heuristics}
KINDS: dict[str, Kind] = {
    code: Kind(code, name, of, answer, _DATA.get(code, _nothing))
    for code, name, of, answer in (
        ("words", "What is said in words", "decision", _words),
        ("recommendation", "Renew, renegotiate or retender", "decision", _route),
        ("appraisal", "Options appraisal", "decision", lambda said, _: appraisal_json.answer(said)),
        ("business_case", "Business case", "decision", _case),
        ("sharing", "Who pays what", "decision", lambda said, _: apportioning_answer.answer(exact(said))),
        (
            "what_if",
            "What if a partner leaves, joins or changes",
            "decision",
            lambda said, _: what_if_scenarios.answer(exact(said)),
        ),
        ("risks", "Risks", "decision", risks_answer.answer),
        ("transition", "Transition plan", "decision", transition_answer.answer),
        ("charter", "Charter", "decision", charter_answer.answer),
        ("members", "Members, boards and services", "partnership", partnership_answer.answer),
    )
}


def exact(value: Any) -> Any:
    """A JSON value with its fractions exact, as they were written: a document is kept as JSON, which reads them as
    floating point."""
    match value:
        case float():
            return Decimal(repr(value))
        case Mapping():
            return {key: exact(one) for key, one in value.items()}
        case list() | tuple():
            return [exact(one) for one in value]
        case _:
            return value


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
