"""A charter from JSON. Pure. docs/rules/charter.md has every key."""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from tallystick.decisions.rules.charter import Answer, Charter, Commitment, Objective, Outcome, Principle, Theme
from tallystick.decisions.rules.charter_measures import Better, Measure, Point
from tallystick.decisions.rules.parts_json import NotADocument, Part, in_words, no_two
from tallystick.reference.charter import LETTERS

MOST, MOST_MEASURES, MOST_READINGS, MOST_EVERY = 300, 1_000, 1_000, 3_660
_WAYS: tuple[Better, ...] = ("up", "down")


def charter_from_json(said: Mapping[str, Any], today: dt.date) -> Charter:
    """The charter that `said` tells of. today: no reading is later. Raises NotADocument."""
    whole = Part.of(said)
    found = Charter(
        title=whole.text("title"),
        themes=tuple(_theme(one) for one in whole.parts("themes", MOST)),
        commitments=tuple(_commitment(one) for one in whole.parts("commitments", MOST)),
        principles=tuple(_principle(one) for one in whole.parts("principles", MOST)),
        outcomes=tuple(_outcome(one) for one in whole.parts("outcomes", MOST)),
        objectives=tuple(_objective(one) for one in whole.parts("objectives", MOST)),
        measures=tuple(_measure(one, today) for one in whole.parts("measures", MOST_MEASURES)),
    )
    whole.done()
    _check(found)
    return found


def _check(it: Charter) -> None:
    """That every id is one thing's, and each that is named is there."""
    served: list[Commitment | Principle] = [*it.commitments, *it.principles]
    no_two("themes", [one.id for one in it.themes])
    no_two("commitments", [one.id for one in served])
    no_two("outcomes", [one.id for one in it.outcomes])
    no_two("objectives", [one.id for one in it.objectives])
    no_two("measures", [one.id for one in it.measures])
    _there("commitments", "theme", [[one.theme] for one in it.commitments], [one.id for one in it.themes])
    _there("outcomes", "serves", [one.serves for one in it.outcomes], [one.id for one in served])
    _there("objectives", "outcomes", [one.outcomes for one in it.objectives], [one.id for one in it.outcomes])
    _there("measures", "objective", [[one.objective] for one in it.measures], [one.id for one in it.objectives])


def _there(listed: str, key: str, named: Iterable[Iterable[str]], known: Iterable[str]) -> None:
    there = set(known)
    for place, names in enumerate(named):
        strange = [name for name in names if name not in there]
        if strange:
            raise NotADocument(
                f"{listed}[{place}].{key}",
                f"there is nothing called {in_words(strange)}.",
                what_to_do="Give an id that is there.",
            )


def _theme(it: Part) -> Theme:
    found = Theme(it.code("id"), it.text("name"), bool(it.flag("across")))
    it.done()
    return found


def _commitment(it: Part) -> Commitment:
    found = Commitment(it.code("id"), it.code("theme"), it.text("text"))
    it.done()
    return found


def _principle(it: Part) -> Principle:
    found = Principle(it.code("id"), it.text("text"))
    it.done()
    return found


def _outcome(it: Part) -> Outcome:
    found = Outcome(it.code("id"), it.text("text"), it.codes("serves", MOST))
    it.done()
    return found


def _objective(it: Part) -> Objective:
    found = Objective(
        id=it.code("id"),
        text=it.text("text"),
        outcomes=it.codes("outcomes", MOST),
        owner=it.words("owner"),
        due=it.day_or_none("due"),
        answers=_answers(it),
    )
    it.done()
    return found


def _answers(it: Part) -> dict[str, Answer]:
    if it.take("smart") is None:
        return {}
    part = it.part("smart")
    found = {letter: _answer(part.part(letter)) for letter in LETTERS if part.has(letter)}
    for letter in LETTERS:
        part.take(letter)
    part.done()
    return found


def _answer(it: Part) -> Answer:
    yes = it.flag("yes")
    if yes is None:
        raise it.wrong("yes", "nothing is answered.", "Give true or false, or leave the letter out.")
    found = Answer(yes, it.words("reason"), it.words("by"))
    it.done()
    return found


def _measure(it: Part, today: dt.date) -> Measure:
    baseline, target = _point(it, "baseline"), _point(it, "target")
    if baseline and target and target.on <= baseline.on:
        raise it.wrong("target", f"{target.on} is not after {baseline.on}, the baseline's.", "Give a later day.")
    found = Measure(
        id=it.code("id"),
        objective=it.code("objective"),
        name=it.text("name"),
        unit=it.words("unit"),
        owner=it.words("owner"),
        baseline=baseline,
        target=target,
        better=_better(it, baseline, target),
        tolerance=_tolerance(it),
        every_days=_every(it),
        readings=_readings(it, today),
    )
    it.done()
    return found


def _better(it: Part, baseline: Point | None, target: Point | None) -> Better | None:
    """Which way is good: said, or by where it is meant to go."""
    said = it.one_of("better", _WAYS) if it.has("better") else None
    it.take("better")
    if baseline is None or target is None:
        return said
    if baseline.value == target.value:
        if said is None:
            raise it.wrong("better", "it is to stay as it is, and which way is good is not said.", "Give up or down.")
        return said
    way: Better = "up" if target.value > baseline.value else "down"
    if said not in (None, way):
        raise it.wrong("better", f"the target is {way} from the baseline.", "Mend one of them.")
    return way


def _tolerance(it: Part) -> Decimal:
    if it.take("tolerance") is None:
        return Decimal(0)
    found = it.number("tolerance")
    if found < 0:
        raise it.wrong("tolerance", "it is below nought.", "Give 0 or more, in the measure's unit.")
    return found


def _every(it: Part) -> int | None:
    return None if it.take("every_days") is None else it.whole("every_days", 1, MOST_EVERY)


def _point(it: Part, key: str) -> Point | None:
    return None if it.take(key) is None else _read(it.part(key))


def _read(it: Part) -> Point:
    found = Point(it.day("on"), it.number("value"))
    it.done()
    return found


def _readings(it: Part, today: dt.date) -> tuple[Point, ...]:
    found = []
    for part in it.parts("readings", MOST_READINGS):
        found.append(_read(part))
        if found[-1].on > today:
            raise part.wrong("on", f"{found[-1].on} is after {today}.", "Give readings of days that have come.")
    no_two(it.at("readings"), [one.on.isoformat() for one in found])
    return tuple(sorted(found, key=lambda one: one.on))
