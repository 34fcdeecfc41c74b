"""What a charter comes to, from JSON to JSON. Pure. docs/rules/charter.md has every key."""

import datetime as dt
from collections.abc import Iterable, Mapping
from copy import deepcopy
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tallystick.decisions.rules.charter import NOT_ANSWERED, NOT_MET, Charter, Objective, Tested, orphans, tested
from tallystick.decisions.rules.charter_json import charter_from_json
from tallystick.decisions.rules.charter_measures import STATES, Point, Standing, State, standing, together
from tallystick.decisions.rules.parts_json import plain
from tallystick.reference.charter import CharterFacts, Letter, charter_facts

ARITHMETIC = (
    "A measure is on track where its last reading is no worse than a straight line from its baseline to its target was "
    "on the day of the reading, less its tolerance; met where it reaches the target; never judged without a reading."
)


def answer(said: Mapping[str, Any], today: dt.date, facts: CharterFacts | None = None) -> dict[str, Any]:
    """The charter tested and its dashboard as of `today`. facts: a council's own questions. Raises NotADocument."""
    charter, known = charter_from_json(said, today), facts or charter_facts()
    standings = [standing(measure, today) for measure in charter.measures]
    objectives = [_objective(one, charter, standings, known.letters, today) for one in charter.objectives]
    return {
        "today": today.isoformat(),
        "title": charter.title,
        "dashboard": _dashboard(charter, standings, objectives),
        "objectives": objectives,
        "measures": [_standing(one) for one in standings],
        "orphans": {kind: list(names) for kind, names in orphans(charter).items()},
        "attention": _attention(charter, standings, objectives),
        "arithmetic": ARITHMETIC,
    }


def template(facts: CharterFacts | None = None) -> dict[str, Any]:
    """A charter to begin from, which `answer` can read."""
    known = facts or charter_facts()
    return deepcopy({**known.template, "outcomes": [], "objectives": [], "measures": []})


def _dashboard(charter: Charter, standings: list[Standing], objectives: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "measures": _counted(one.state for one in standings),
        "objectives": _counted(one["state"] for one in objectives),
        "themes": [
            {
                "id": theme.id,
                "name": theme.name,
                "across": theme.across,
                "objectives": _counted(one["state"] for one in objectives if theme.id in one["themes"]),
            }
            for theme in charter.themes
        ],
    }


def _counted(states: Iterable[State]) -> dict[str, int]:
    found = list(states)
    return {state: found.count(state) for state in STATES if state in found}


def _objective(
    one: Objective, charter: Charter, standings: list[Standing], letters: tuple[Letter, ...], today: dt.date
) -> dict[str, Any]:
    state = together(it for it in standings if it.measure.objective == one.id)
    smart = tested(charter, one, letters)
    return {
        "id": one.id,
        "text": one.text,
        "outcomes": list(one.outcomes),
        "themes": [theme.id for theme in charter.themes if theme.id in charter.themes_of(one)],
        "owner": one.owner or None,
        "due": one.due.isoformat() if one.due else None,
        "overdue": bool(one.due and one.due < today and state != "met"),
        "state": state,
        "smart": all(it.verdict not in (NOT_MET, NOT_ANSWERED) for it in smart),
        "letters": [_tested(it) for it in smart],
    }


def _tested(it: Tested) -> dict[str, Any]:
    said = it.answer
    return {
        "letter": it.letter.letter,
        "word": it.letter.word,
        "question": it.letter.question,
        "asked_of_a_person": it.letter.asked,
        "verdict": it.verdict,
        "missing": list(it.missing),
        "answer": {"yes": said.yes, "reason": said.reason or None, "by": said.by or None} if said else None,
    }


def _standing(one: Standing) -> dict[str, Any]:
    measure = one.measure
    return {
        "id": measure.id,
        "objective": measure.objective,
        "name": measure.name,
        "unit": measure.unit or None,
        "owner": measure.owner or None,
        "baseline": _point(measure.baseline),
        "target": _point(measure.target),
        "better": measure.better,
        "tolerance": plain(measure.tolerance),
        "reading": _point(one.reading),
        "expected": None if one.expected is None else _rounded(one.expected),
        "state": one.state,
        "because": one.because,
        "reading_overdue": one.overdue,
        "readings": [_point(it) for it in measure.readings],
    }


def _attention(charter: Charter, standings: list[Standing], objectives: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "objectives_not_smart": [one["id"] for one in objectives if not one["smart"]],
        "objectives_overdue": [one["id"] for one in objectives if one["overdue"]],
        "objectives_without_owner": [one.id for one in charter.objectives if not one.owner],
        "measures_without_owner": [one.id for one in charter.measures if not one.owner],
        "readings_overdue": [one.measure.id for one in standings if one.overdue],
    }


def _point(point: Point | None) -> dict[str, str] | None:
    return {"on": point.on.isoformat(), "value": plain(point.value)} if point else None


def _rounded(value: Fraction) -> str:
    """To six decimal places, half away from nought; for show, as what is judged is exact."""
    whole = int(abs(value) * 10**6 + Fraction(1, 2))
    return plain(Decimal(-whole if value < 0 else whole).scaleb(-6))
