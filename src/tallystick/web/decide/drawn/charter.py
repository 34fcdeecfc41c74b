"""A charter as its page shows it: how it stands, from commitments to measures, and what hangs on nothing. Pure."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tallystick.decisions.queries.answering import Answered
from tallystick.decisions.rules.charter_measures import STATES, Point, expected_on
from tallystick.web.decide.drawn.attention import Named, Sentence, rows_by_id
from tallystick.web.decide.drawn.figures import number
from tallystick.web.decide.drawn.measure_paths import Picture, picture
from tallystick.web.words import day, many

COLOURS = {
    "met": "green", "on track": "turquoise", "not due": "grey", "behind": "red", "no reading": "orange",
    "not set": "yellow", "no measure": "yellow",
}  # fmt: skip
_ISO = re.compile(r"\b\d{4}-\d\d-\d\d\b")
_SIGNS = {"met": "✓", "not met": "✗", "not answered": "?"}
_LISTS = ("themes", "commitments", "principles", "outcomes", "objectives", "measures")


@dataclass(frozen=True)
class Letter:
    """A letter of SMART of an objective. why: what is missing, and what was answered."""

    word: str
    question: str
    verdict: str
    sign: str
    why: str


@dataclass(frozen=True)
class Reading:
    """A figure of a measure on a day, and where its path was then. place: of its form; "" for baseline and target."""

    what: str
    on: str
    value: str
    path: str
    place: str


@dataclass(frozen=True)
class Measured:
    """A measure. row: of the answer. expected: where its path was on the day of its last reading; "" for nowhere.
    figures: of its baseline, its target, its last reading and its tolerance, as they are read."""

    row: Mapping[str, Any]
    at: Named
    colour: str
    because: str
    expected: str
    figures: Mapping[str, str]
    picture: Picture | None
    readings: Sequence[Reading]


@dataclass(frozen=True)
class Objective:
    """An objective with its letters and measures. row: of the answer."""

    row: Mapping[str, Any]
    at: Named
    colour: str
    letters: Sequence[Letter]
    measures: Sequence[Measured]


@dataclass(frozen=True)
class Outcome:
    """An outcome, what it serves, and its objectives. at: None for objectives that are for no outcome."""

    at: Named | None
    serves: Sequence[Named]
    objectives: Sequence[Objective]


@dataclass(frozen=True)
class Theme:
    """A theme with its commitments, each with how many outcomes serve it. counts: of its objectives, by state."""

    name: str
    across: bool
    commitments: Sequence[tuple[Named, int]]
    counts: Sequence[tuple[str, int]]


def draw(document: Answered) -> dict[str, Any]:
    """What the template of the page is told."""
    assert document.answer is not None
    answer, said = document.answer, document.said
    named = {key: rows_by_id(said, key) for key in _LISTS}
    measures = [_measured(one, named["measures"], said, answer["today"]) for one in answer["measures"]]
    objectives = [_objective(one, named["objectives"], measures) for one in answer["objectives"]]
    states = [state for state in STATES if any(state in one["objectives"] for one in answer["dashboard"]["themes"])]
    served = [str(one).strip() for row in said.get("outcomes") or [] for one in row.get("serves") or []]
    return {
        "charter": answer,
        "colours": COLOURS,
        "states": states,
        "summary": _summary(answer),
        "themes": [_theme(one, said, named, states, served) for one in answer["dashboard"]["themes"]],
        "principles": [(one, served.count(name)) for name, one in named["principles"].items()],
        "outcomes": _outcomes(said, named, objectives),
        "objectives": objectives,
        "measures": measures,
        "attention": _attention(answer, named),
    }


def highlight(answer: Mapping[str, Any]) -> str:
    """How its measures stand, what needs somebody first."""
    counts = answer["dashboard"]["measures"]
    return f"Measures: {_counted(counts)}" if counts else "Nothing is measured yet"


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {state}" for state, count in counts.items())


def _summary(answer: Mapping[str, Any]) -> str:
    measures, objectives = answer["dashboard"]["measures"], answer["dashboard"]["objectives"]
    if not objectives:
        return "There is no objective yet."
    first = f"{many(sum(objectives.values()), 'objective')}: {_counted(objectives)}."
    rest = f" {many(sum(measures.values()), 'measure')}: {_counted(measures)}." if measures else ""
    return first + rest


def _theme(
    row: Mapping[str, Any], said: Mapping[str, Any], named: Mapping[str, Mapping[str, Named]], states: Sequence[str],
    served: Sequence[str],
) -> Theme:  # fmt: skip
    own = [_id(one) for one in said.get("commitments") or [] if str(one["theme"]).strip() == row["id"]]
    commitments = [(named["commitments"][name], served.count(name)) for name in own]
    return Theme(row["name"], row["across"], commitments, [(one, row["objectives"].get(one, 0)) for one in states])


def _outcomes(
    said: Mapping[str, Any], named: Mapping[str, Mapping[str, Named]], objectives: Sequence[Objective]
) -> list[Outcome]:  # fmt: skip
    both = {**named["commitments"], **named["principles"]}
    found = [
        Outcome(
            named["outcomes"][_id(row)],
            [both[str(one).strip()] for one in row.get("serves") or []],
            [one for one in objectives if _id(row) in one.row["outcomes"]],
        )
        for row in said.get("outcomes") or []
    ]
    loose = [one for one in objectives if not one.row["outcomes"]]
    return [*found, Outcome(None, [], loose)] if loose else found


def _objective(row: Mapping[str, Any], named: Mapping[str, Named], measures: Sequence[Measured]) -> Objective:
    own = [one for one in measures if one.row["objective"] == row["id"]]
    return Objective(row, named[row["id"]], COLOURS[row["state"]], [_letter(one) for one in row["letters"]], own)


def _letter(row: Mapping[str, Any]) -> Letter:
    said = row["answer"]
    why = [_in_words("; ".join(row["missing"]))] if row["missing"] else []
    if said:
        given = f"{'Yes' if said['yes'] else 'No'}{', says ' + said['by'] if said['by'] else ''}"
        why.append(f"{given}{': ' + said['reason'] if said['reason'] else ''}")
    return Letter(
        row["word"],
        row["question"],
        row["verdict"],
        _SIGNS[row["verdict"]],
        ". ".join(one[:1].upper() + one[1:] for one in why),
    )


def _measured(row: Mapping[str, Any], named: Mapping[str, Named], said: Mapping[str, Any], today: str) -> Measured:
    at = named[row["id"]]
    given = said["measures"][int(at.place.rpartition(".")[2])]
    places = {one["on"]: f"{at.place}.readings.{n}" for n, one in enumerate(given.get("readings") or [])}
    points = [(what, row[key], "") for what, key in (("Baseline", "baseline"), ("Target", "target")) if row[key]]
    points += [("Reading", one, places[one["on"]]) for one in row["readings"]]
    readings = [
        Reading(what, one["on"], number(one["value"], 6), _path(row, one["on"]), place)
        for what, one, place in sorted(points, key=lambda it: (it[1]["on"], it[0]))
    ]
    expected = _path(row, row["reading"]["on"]) if row["reading"] and row["expected"] else ""
    because = _in_words(row["because"])
    figures = {key: number(row[key]["value"], 6) for key in ("baseline", "target", "reading") if row[key]}
    figures["tolerance"] = number(row["tolerance"], 6)
    return Measured(row, at, COLOURS[row["state"]], because, expected, figures, picture(row, today), readings)


def _path(row: Mapping[str, Any], on: str) -> str:
    """Where the path was on a day, to two decimal places; "" where there is none."""
    if row["baseline"] is None or row["target"] is None or on < row["baseline"]["on"]:
        return ""
    begins, ends = (Point(_day(row[key]["on"]), Decimal(row[key]["value"])) for key in ("baseline", "target"))
    return number(expected_on(begins, ends, _day(on)))


def _attention(answer: Mapping[str, Any], named: Mapping[str, Mapping[str, Named]]) -> list[Sentence]:
    found = []
    for group, key, of, text in (
        ("attention", "readings_overdue", "measures", "Measures whose reading is overdue:"),
        ("attention", "objectives_overdue", "objectives", "Objectives whose day has passed, and that are not met:"),
        ("attention", "objectives_not_smart", "objectives", "Objectives that do not meet every letter of SMART:"),
        ("attention", "objectives_without_owner", "objectives", "Objectives that nobody owns:"),
        ("attention", "measures_without_owner", "measures", "Measures that nobody owns:"),
        ("orphans", "objectives_without_measure", "objectives", "Objectives that nothing measures:"),
        ("orphans", "objectives_for_no_outcome", "objectives", "Objectives for no outcome:"),
        ("orphans", "outcomes_without_objective", "outcomes", "Outcomes without an objective:"),
        ("orphans", "outcomes_serving_nothing", "outcomes", "Outcomes that serve no commitment or principle:"),
        ("orphans", "commitments_served_by_nothing", "commitments", "Commitments that no outcome serves:"),
        ("orphans", "commitments_not_measured", "commitments", "Commitments that nothing measures in the end:"),
        ("orphans", "principles_served_by_nothing", "principles", "Principles that no outcome serves:"),
        ("orphans", "themes_without_commitment", "themes", "Themes without a commitment:"),
    ):
        if answer[group][key]:
            found.append(Sentence(text, _named(answer[group][key], named[of])))
    return found


def _named(names: Iterable[str], rows: Mapping[str, Named]) -> list[Named]:
    return [rows[name] for name in names]


def _in_words(text: str) -> str:
    """Text of a rule with its days as people write them."""
    return _ISO.sub(lambda found: day(found[0]), text)


def _id(row: Mapping[str, Any]) -> str:
    return str(row["id"]).strip()


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)
