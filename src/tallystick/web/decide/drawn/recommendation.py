"""Renew, renegotiate or retender as its page shows it. Pure but for what stands in other documents of the decision."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tallystick.decisions.queries.answering import Answered, current
from tallystick.decisions.queries.choosing import rests_on_exempt
from tallystick.decisions.queries.listing import one_answered
from tallystick.decisions.rules.routes_words import (
    CONFIDENCE,
    GATES,
    OPEN,
    PASSES,
    SURE,
    lead_in_words,
    pounds_in_words,
    value_in_words,
    verdict_in_words,
)
from tallystick.decisions.rules.warning_words import MARKS
from tallystick.kit.months import whole_months
from tallystick.reference.route_choice import route_choice
from tallystick.web.decide.drawn.figures import signed
from tallystick.web.decide.drawn.recommendation_pictures import NARROW, WIDE, days_picture, points_picture
from tallystick.web.decide.subjects import Subject

COLOURS = {"yes": "green", "judgement": "yellow", "not_known": "grey", "no": "red"}
_MARK = re.compile(r"\[([VSGI?])\]")
_NET = "see the business case"
_DATED = ("extend_by", "leave_by", "last_day")
_DAY_NAMES = {
    "extend_by": "Say that it is extended", "leave_by": "Give notice that it ends", "last_day": "The contract ends",
}  # fmt: skip


@dataclass(frozen=True)
class Fact:
    """A fact as the table shows it. of: ``person``, ``register`` or "" for nobody."""

    key: str
    what: str
    value: str
    of: str
    source: str
    as_of: Any
    confidence: str
    note: str
    who: str


@dataclass(frozen=True)
class Day:
    """A day that matters. left: how long it is until then, in words; "" where it is past. short: for a picture."""

    what: str
    day: dt.date
    left: str
    short: str

    @property
    def past(self) -> bool:
        return not self.left


def draw(document: Answered) -> dict[str, Any]:
    """What the template of the page is told."""
    assert document.answer is not None
    answer = document.answer
    names = {one["route"]: one["name"] for one in answer["routes"]}
    criteria = {one["criterion"]: one["name"] for one in answer["criteria"]}
    routes = [_route(one, names, criteria, answer) for one in answer["routes"]]
    rows = [(one["name"], one["points"], one["low"], one["high"], one["open"] == "no") for one in routes]
    return {
        "found": answer,
        "verdict": verdict_in_words(answer),
        "sure": CONFIDENCE.get(answer["confidence"] or "", ""), "sure_means": SURE.get(answer["confidence"] or "", ""),
        "lead": lead_in_words(answer),
        "routes": routes,
        "points_pictures": [points_picture(rows, width=width) for width in (WIDE, NARROW)],
        "otherwise": [
            (names[one["route"]], criteria[one["criterion"]], signed(one["points"]), one["why"])
            for one in answer["otherwise"]
        ],
        "facts": _facts(document.said, answer), "choice": _choice(answer, names),
        "criteria": [_criterion(one, answer) for one in answer["criteria"]],
        "weighed": [(one["route"], one["name"]) for one in routes],
    }  # fmt: skip


def beside(subject: Subject, document: Answered, today: dt.date) -> dict[str, Any]:
    """What the page shows of the day, and of the other documents of the decision: what each way would cost; where
    nothing follows, which facts may be mended."""
    asked = [(one.code, one.what) for one in route_choice().facts.values()]
    if document.answer is None:
        return {"asked": asked}
    chosen_otherwise = _otherwise(subject, document.answer)
    return {
        **days_of(document.answer, today), **_costs(subject, document.answer, today), "asked": asked,
        "chosen_otherwise": chosen_otherwise,
    }  # fmt: skip


def highlight(answer: Mapping[str, Any]) -> str:
    """What is recommended, and what was chosen, in one line."""
    found = verdict_in_words(answer)
    if not answer["choice"]:
        return found
    name = next(one["name"] for one in answer["routes"] if one["route"] == answer["choice"]["route"])
    how = "otherwise" if answer["choice"]["differs"] else "the same"
    return f"{found} A person chose {how}: {name}."


def days_of(answer: Mapping[str, Any], today: dt.date) -> dict[str, Any]:
    """The days and their pictures, where there is no decision yet."""
    days = _days(answer, today)
    rows = [(one.short, one.day, one.past) for one in days]
    pictures = [days_picture(rows, today, width=width) for width in (WIDE, NARROW)] if rows else []
    return {"days": days, "days_pictures": pictures, "today": today}


def _route(
    one: Mapping[str, Any], names: Mapping[str, str], criteria: Mapping[str, str], answer: Mapping[str, Any]
) -> dict[str, Any]:
    time = next(gate for gate in one["gates"] if gate["gate"] == "time")
    return {
        "route": one["route"], "name": one["name"], "open": one["open"], "open_words": OPEN[one["open"]],
        "colour": COLOURS[one["open"]], "points": one["points"], "shown": signed(one["points"]),
        "low": one["range"]["low"], "high": one["range"]["high"],
        "from": signed(one["range"]["low"]), "to": signed(one["range"]["high"]),
        "recommended": one["route"] == answer["recommendation"], "leads": one["route"] == answer["leads"],
        "gates": [
            {**gate, "name": GATES[gate["gate"]], "passes": PASSES[gate["verdict"]], "colour": COLOURS[gate["verdict"]],
             "mark": MARKS.get(gate.get("mark") or "", ""), "working": [*map(_marked, gate.get("working", ()))]}
            for gate in one["gates"]
        ],
        "safe": time.get("last_safe_start"), "latest": time.get("last_start"),
        "for": [_argument(argument, criteria) for argument in one["for"]],
        "against": [_argument(argument, criteria) for argument in one["against"]],
        "nothing": [criteria[code] for code in one["nothing"]],
        "not_known": [criteria[code] for code in one["not_known"]],
    }  # fmt: skip


def _marked(text: str) -> str:
    """A text with how sure it is in words."""
    return _MARK.sub(lambda found: f"({MARKS[found[1]]})", text)


def _argument(one: Mapping[str, Any], criteria: Mapping[str, str]) -> tuple[str, str, str]:
    return criteria[one["criterion"]], signed(one["points"]), one["why"]


def _criterion(one: Mapping[str, Any], answer: Mapping[str, Any]) -> dict[str, Any]:
    means = route_choice().criterion(one["criterion"]).why.get(one["reading"] or "", "")
    reading = "By route: see its gates" if one["by_route"] else means
    points = [signed(one["points"][route["route"]]) for route in answer["routes"]]
    confidence = CONFIDENCE.get(one["confidence"] or "", "")
    return {**one, "reading": reading, "points": points, "sure": confidence, "is_known": bool(reading)}


def _facts(said: Mapping[str, Any], answer: Mapping[str, Any]) -> list[Fact]:
    people, register = said.get("facts") or {}, said.get("register") or {}
    found = []
    for key, asked in route_choice().facts.items():
        one = answer["facts"][key]
        of = "person" if _gives(people, key) else "register" if _gives(register, key) else ""
        found.append(
            Fact(
                key,
                asked.what,
                value_in_words(key, one["value"]),
                of,
                one["source"] or "",
                one["as_of"],
                CONFIDENCE.get(one["confidence"] or "", ""),
                one["note"] or "",
                asked.who,
            )
        )
    return found


def _gives(said: Any, key: str) -> bool:
    one = said.get(key)
    return (one.get("value") if isinstance(one, Mapping) else one) is not None


def _choice(answer: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any] | None:
    chosen = answer["choice"]
    if chosen is None:
        return None
    gates = [(GATES[gate["gate"]], PASSES[gate["verdict"]], gate["why"]) for gate in chosen["not_open"]]
    recommended = names.get(answer["recommendation"] or "", "")
    return {**chosen, "name": names[chosen["route"]], "gates": gates, "recommended": recommended}


def _days(answer: Mapping[str, Any], today: dt.date) -> list[Day]:
    found = []
    for key in _DATED:
        value = answer["facts"][key]["value"]
        if value is not None and not (key == "leave_by" and answer["facts"]["renews_itself"]["value"] is False):
            day = dt.date.fromisoformat(value)
            found.append(Day(_DAY_NAMES[key], day, _left(day, today), _DAY_NAMES[key]))
    for one in answer["routes"]:
        begin = next((gate["last_safe_start"] for gate in one["gates"] if gate.get("last_safe_start")), None)
        if begin is not None:
            safe = dt.date.fromisoformat(begin)
            name = f"{one['name'][:1].lower()}{one['name'][1:]}"
            found.append(Day(f"Begin at the latest: {name}", safe, _left(safe, today), f"Begin: {name}"))
    return sorted(found, key=lambda one: one.day)


def _left(day: dt.date, today: dt.date) -> str:
    """in 3 months; in 12 days; today; "" for a day that is past."""
    days = (day - today).days
    if days <= 0:
        return "today" if days == 0 else ""
    months = whole_months(today, day)
    return f"in {months} months" if months > 1 else f"in {days} day{'' if days == 1 else 's'}"


def _costs(subject: Subject, answer: Mapping[str, Any], today: dt.date) -> dict[str, Any]:
    """Of each route that is not shut: what it costs at today's worth, and its range, from the business case."""
    held = current(subject.row, "business_case")
    if held is None or (held.exempt and not subject.exempt):
        return {"costs": [], "case": None, "case_address": ""}
    case = one_answered(subject.row, "business_case", today)
    options = case.answer["options"] if case and case.answer else {}
    rows = []
    for one in answer["routes"]:
        found = options.get(one["name"])
        if one["open"] != "no" or found:
            rows.append((one["name"], *_cost(found)))
    return {"costs": rows, "case": case, "case_address": subject.document("business_case")}


def _cost(found: Mapping[str, Any] | None) -> tuple[str, str, str]:
    """What it costs, and at the least and at the most nine times out of ten. The range is of the net value: where there
    are benefits too it is none of the cost, and is left to the business case."""
    if not found:
        return "", "", ""
    if Decimal(found["present_benefits"]):
        return pounds_in_words(round(abs(Decimal(found["present_costs"])))), _NET, _NET
    ends = ["", ""]
    if found["simulation"]:
        share = found["simulation"]["percentiles"]
        ends = [pounds_in_words(-share[end]) for end in ("p95", "p5")]
    return pounds_in_words(round(abs(Decimal(found["present_costs"])))), ends[0], ends[1]


def _otherwise(subject: Subject, answer: Mapping[str, Any]) -> str:
    """What the decision says is chosen, where that is not what this document says."""
    if subject.of != "decision" or (rests_on_exempt(subject.row) and not subject.exempt):
        return ""
    chosen = str(subject.row.chosen)
    choice = answer["choice"]
    name = next((one["name"] for one in answer["routes"] if choice and one["route"] == choice["route"]), "")
    return chosen if chosen != name else ""
