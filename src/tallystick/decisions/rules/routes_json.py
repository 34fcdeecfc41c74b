"""The facts of a contract's end from JSON, and what they come to, to JSON. Pure.

docs/reference/decisions-recommend.md.
"""

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from tallystick.decisions.rules.recommendation import (
    AGAINST,
    FOR,
    NOTHING,
    Argument,
    Choice,
    Considered,
    Recommendation,
    choose,
    recommend,
)
from tallystick.decisions.rules.routes_facts import (
    CONFIDENCES,
    DAYS,
    KEYS,
    NUMBERS,
    ONE_OF,
    POUNDS,
    WHOLE,
    YES_OR_NO,
    Fact,
    RouteFacts,
    Value,
)
from tallystick.decisions.rules.routes_gates import NOT_KNOWN, Gate
from tallystick.decisions.rules.routes_readings import PER_ROUTE
from tallystick.kit.errors import Refused
from tallystick.reference.lead_times import LeadTimes
from tallystick.reference.route_choice import RouteChoice, changed

_TOP = ("today", "facts", "register", "method", "choice")
_OF_FACT = ("value", "source", "as_of", "confidence", "note")
_OF_CHOICE = ("route", "why", "by", "on")
_NUMBER = re.compile(r"-?\d{1,13}(\.\d{1,2})?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
LONGEST = 2_000
MOST_WHOLE = 1_200
"""As many months, or suppliers, as can be meant."""


class NotFacts(Refused):
    """Something that cannot be used, in the key named by `field`."""

    def __init__(self, field: str, reason: str, *, what_to_do: str = "") -> None:
        super().__init__(f"{field}: {reason}", what_to_do=what_to_do)
        self.field = field


def answer(said: Mapping[str, Any], method: RouteChoice, times: LeadTimes) -> dict[str, Any]:
    """The answer of `tallystick decisions recommend`. Raises NotFacts or NotAMethod, which name the field at fault."""
    return _answered(facts_from_json(said), said, method, times)


def answer_with(known: RouteFacts, said: Mapping[str, Any], method: RouteChoice, times: LeadTimes) -> dict[str, Any]:
    """The same of what is known already, with what `said` knows in its place. The day is that of what is known, and
    what is known now stands in place of what the register knew when `said` was written."""
    told = facts_from_json({**said, "register": None, "today": known.today.isoformat()}).facts
    said_of = {key: fact for key, fact in told.items() if fact.value is not None}
    facts = RouteFacts(known.today, {**known.facts, **said_of})
    _in_order(facts)
    return _answered(facts, said, method, times)


def _answered(facts: RouteFacts, said: Mapping[str, Any], method: RouteChoice, times: LeadTimes) -> dict[str, Any]:
    own = changed(method, _object("method", said.get("method")))
    found = recommend(facts, own, times)
    chosen = _choice(found, said.get("choice"))
    return {**to_json(found, facts, own, times), "choice": chosen, "ignored": _ignored(said)}


def facts_from_json(said: Mapping[str, Any]) -> RouteFacts:
    """The facts that `said` tells of: each a value, or an object with `value`, `source`, `as_of`, `confidence`, `note`.

    What a person says in `facts` stands in place of what the `register` knew. Raises NotFacts.
    """
    today = _day("today", said.get("today"))
    if today is None:
        raise NotFacts("today", "it is not said.", what_to_do="Say on which day it is asked, such as 2026-11-22.")
    found: dict[str, Fact] = {}
    for place in ("register", "facts"):
        for key, fact in _told(place, said.get(place)).items():
            if fact.value is not None or key not in found or found[key].value is None:
                found[key] = fact
    facts = RouteFacts(today, found)
    _in_order(facts)
    return facts


def known_to_json(facts: RouteFacts) -> dict[str, dict[str, Any]]:
    """What is known, and why the rest is not, as `register` or `facts` of a file has it."""
    found = {}
    for key in KEYS:
        said = {name: one for name, one in _fact_to_json(facts.fact(key)).items() if one is not None}
        if said:
            found[key] = {name: one.isoformat() if isinstance(one, dt.date) else one for name, one in said.items()}
    return found


def _told(place: str, said: Any) -> dict[str, Fact]:
    given = _object(place, said)
    return {key: _fact(f"{place}.{key}", key, given[key]) for key in KEYS if key in given}


def _in_order(facts: RouteFacts) -> None:
    start, last = facts.day("start"), facts.day("last_day")
    if start and last and last < start:
        raise NotFacts("facts.last_day", "it is before the first day.", what_to_do="Mend one of the two.")


def to_json(found: Recommendation, facts: RouteFacts, method: RouteChoice, times: LeadTimes) -> dict[str, Any]:
    """What came of it, with the keys of the command."""
    return {
        "verdict": found.verdict,
        "recommendation": found.route,
        "leads": found.leads,
        "next": found.next,
        "margin": found.margin,
        "close": found.close,
        "confidence": found.confidence or None,
        "why": list(found.why),
        "routes": [_route(one) for one in found.routes],
        "criteria": [_criterion(code, found, facts, method) for code in [one.code for one in method.criteria]],
        "otherwise": [{"route": one.route, **_argument(one.argument)} for one in found.otherwise],
        "find_out": [
            {"fact": one.fact, "what": one.what, "who": one.who, "why": one.why, "decides": one.decides}
            for one in found.find_out
        ],
        "facts": {key: _fact_to_json(facts.fact(key)) for key in KEYS},
        "known_percent": found.known_percent,
        "method": {
            "version": method.version,
            "source": method.source,
            "mark": method.mark,
            "close_points": method.close_points,
            "least_known_percent": method.least_known_percent,
        },
        "warnings": [
            {"text": f"Points and weights: {method.source}.", "mark": method.mark},
            {"text": f"Lead times: {times.source}.", "mark": times.mark},
        ],
    }


def soonest(answer: Mapping[str, Any]) -> dt.date | None:
    """The first last safe start of an answer that is still to come, of the routes that are not shut: until then none
    of them is lost. None where no day is known."""
    days = [
        gate["last_safe_start"]
        for route in answer["routes"]
        if route["open"] != "no"
        for gate in route["gates"]
        if gate["verdict"] == "yes" and gate.get("last_safe_start")
    ]
    return dt.date.fromisoformat(min(days)) if days else None


def _route(one: Considered) -> dict[str, Any]:
    return {
        "route": one.route.code,
        "name": one.route.name,
        "open": one.open,
        "gates": [_gate(gate) for gate in one.gates],
        "points": one.points,
        "range": {"low": one.low, "high": one.high},
        "for": [_argument(argument) for argument in one.of(FOR)],
        "against": [_argument(argument) for argument in one.of(AGAINST)],
        "nothing": [argument.criterion for argument in one.of(NOTHING)],
        "not_known": [argument.criterion for argument in one.of(NOT_KNOWN)],
    }


def _gate(gate: Gate) -> dict[str, Any]:
    said = {"gate": gate.gate, "verdict": gate.verdict, "why": gate.why, "mark": gate.mark, "needs": list(gate.needs)}
    if gate.last_safe_start is None:
        return said
    return said | {
        "last_safe_start": gate.last_safe_start,
        "last_start": gate.last_start,
        "working": list(gate.working),
    }


def _argument(one: Argument) -> dict[str, Any]:
    return {"criterion": one.criterion, "points": one.points, "why": one.why}


def _criterion(code: str, found: Recommendation, facts: RouteFacts, method: RouteChoice) -> dict[str, Any]:
    one = method.criterion(code)
    points = {
        route.route.code: next(argument.points for argument in route.arguments if argument.criterion == code)
        for route in found.routes
    }
    said = {"criterion": code, "name": one.name, "weight": one.weight, "points": dict(sorted(points.items()))}
    if code == PER_ROUTE:
        return said | {"reading": None, "by_route": True, "facts": ["last_day"], "shown": "", "confidence": None}
    read = found.readings[code]
    return said | {
        "reading": read.reading,
        "by_route": False,
        "facts": list(read.facts),
        "shown": read.shown,
        "confidence": read.confidence or None,
    }


def _choice(found: Recommendation, said: Any) -> dict[str, Any] | None:
    if said is None:
        return None
    given = _object("choice", said)
    route, why, by = (_text(f"choice.{key}", given.get(key)) for key in ("route", "why", "by"))
    try:
        chosen = choose(found, route, why=why, by=by, on=_day("choice.on", given.get("on")))
    except NotFacts:
        raise
    except Refused as no:
        raise NotFacts("choice", no.reason, what_to_do=no.what_to_do) from None
    return choice_to_json(chosen)


def choice_to_json(chosen: Choice) -> dict[str, Any]:
    """A person's choice, with the keys of the command."""
    return {
        "route": chosen.route,
        "why": chosen.why,
        "by": chosen.by,
        "on": chosen.on,
        "differs": chosen.differs,
        "not_open": [_gate(gate) for gate in chosen.shut],
    }


def _fact(field: str, key: str, said: Any) -> Fact:
    given: Mapping[str, Any] = said if isinstance(said, Mapping) else {"value": said}
    confidence = given.get("confidence")
    if confidence is not None and confidence not in CONFIDENCES:
        raise NotFacts(
            f"{field}.confidence", "it is none.", what_to_do=f"Say {', '.join(CONFIDENCES)}, or leave it out."
        )
    value = given.get("value")
    return Fact(
        value=None if value is None else _value(field, key, value),
        source=_text(f"{field}.source", given.get("source")),
        as_of=_day(f"{field}.as_of", given.get("as_of")),
        confidence=confidence or "",
        note=_text(f"{field}.note", given.get("note")),
    )


def _value(field: str, key: str, said: Any) -> Value:
    if key in DAYS:
        found = _day(field, said)
        assert found is not None
        return found
    if key in YES_OR_NO:
        if not isinstance(said, bool):
            raise NotFacts(field, "it is neither true nor false.", what_to_do="Say one of them, or leave it out.")
        return said
    if key in ONE_OF:
        if not isinstance(said, str) or said not in ONE_OF[key]:
            raise NotFacts(field, "it is none of the words.", what_to_do=f"Say one of {', '.join(ONE_OF[key])}.")
        return said
    number = _number(field, said)
    if key in POUNDS:
        if number < 0 and key != "headroom_pounds":
            raise NotFacts(field, "it is below nought.", what_to_do="Give pounds from 0.")
        return number
    if key in WHOLE and number != number.to_integral_value():
        raise NotFacts(field, "it is no whole number.", what_to_do="Give a whole number from 0.")
    if abs(number) > MOST_WHOLE or (number < 0 and key not in NUMBERS):
        raise NotFacts(field, "it is too large, or below nought.", what_to_do=f"Give a number from 0 to {MOST_WHOLE}.")
    return int(number) if key in WHOLE else number


def _number(field: str, said: Any) -> Decimal:
    if isinstance(said, int | Decimal | str) and not isinstance(said, bool):
        text = format(said, "f") if isinstance(said, Decimal) and abs(said.adjusted()) < 20 else str(said)
        if _NUMBER.fullmatch(text):
            return Decimal(text)
    raise NotFacts(field, "it is no number that can be used here.", what_to_do='Write it in digits, such as "1234.50".')


def _day(field: str, said: Any) -> dt.date | None:
    if said is None:
        return None
    try:
        if isinstance(said, str) and _DAY.fullmatch(said):
            return dt.date.fromisoformat(said)
    except ValueError:
        pass
    raise NotFacts(field, "it is no date.", what_to_do="Write it as 2027-03-31.")


def _text(field: str, said: Any) -> str:
    if said is None:
        return ""
    if not isinstance(said, str) or len(said) > LONGEST:
        raise NotFacts(field, "it is no text, or too long.", what_to_do=f"Give at most {LONGEST} letters.")
    return said


def _object(field: str, said: Any) -> Mapping[str, Any]:
    if said is None:
        return {}
    if not isinstance(said, Mapping):
        raise NotFacts(field, "this is not an object with named keys.", what_to_do="See the command's page.")
    return said


def _fact_to_json(fact: Fact) -> dict[str, Any]:
    value = f"{fact.value:f}" if isinstance(fact.value, Decimal) else fact.value
    return {
        "value": value,
        "source": fact.source or None,
        "as_of": fact.as_of,
        "confidence": fact.confidence or None,
        "note": fact.note or None,
    }


def _ignored(said: Mapping[str, Any]) -> list[str]:
    found = [key for key in said if key not in _TOP]
    for place in ("facts", "register"):
        for key, given in _object(place, said.get(place)).items():
            if key not in KEYS:
                found.append(f"{place}.{key}")
            elif isinstance(given, Mapping):
                found += [f"{place}.{key}.{name}" for name in given if name not in _OF_FACT]
    return found + [f"choice.{key}" for key in _object("choice", said.get("choice")) if key not in _OF_CHOICE]
