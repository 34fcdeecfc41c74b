"""The forms of a charter. Pure."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from tallystick.reference.charter import charter_facts
from tallystick.web.decide.fields import Field, Part
from tallystick.web.decide.parts.rows import choices_of, id_of

_WAYS = (("", "As the target says"), ("up", "More is better"), ("down", "Less is better"))


def _smart() -> Iterator[Field]:
    """Each letter by its question. What has to be there besides, the page says."""
    for one in charter_facts().letters:
        asked = "" if one.asked else "Told from what is there: an answer is needed only to say no."
        yield Field(f"smart.{one.letter}.yes", f"{one.word}: {one.question}", "yes_no", hint=asked)
        yield Field(f"smart.{one.letter}.reason", f"{one.word}: why", "lines")
        yield Field(f"smart.{one.letter}.by", f"{one.word}: who says so")


_PARTS = (
    Part("", "title", "The charter", (Field("title", "Title", needed=True),), single=True),
    Part(
        "themes", "theme", "Themes",
        (Field("name", "Name", needed=True), Field("across", "It runs across the others", "tick", column=True)),
        numbered=True, prefix="t",
    ),
    Part(
        "commitments", "commitment", "Commitments",
        (
            Field("text", "What partners commit to", "lines", needed=True),
            Field("theme", "Theme", "choice", choices=choices_of("themes"), code=id_of, needed=True, column=True),
        ),
        numbered=True, prefix="c", strict=True,
    ),
    Part(
        "principles", "principle", "Principles", (Field("text", "What partners go by", "lines", needed=True),),
        numbered=True, prefix="p", strict=True,
    ),
    Part(
        "outcomes", "outcome", "Outcomes",
        (
            Field("text", "What is to be different", "lines", needed=True),
            Field(
                "serves", "Which commitments and principles it serves", "several",
                choices=choices_of("commitments", "principles"), column=True, words="Serves",
            ),
        ),
        numbered=True, prefix="o", strict=True,
    ),
    Part(
        "objectives", "objective", "Objectives",
        (
            Field("text", "What is to be reached", "lines", needed=True),
            Field(
                "outcomes", "For which outcomes", "several", choices=choices_of("outcomes"), column=True, words="For"
            ),
            Field("owner", "Owner", column=True),
            Field("due", "Reached by", "day", column=True),
        ),
        numbered=True, prefix="b", strict=True,
        explain="Each letter of SMART is a question. An answer counts with its reason and the name of whoever gave it.",
    ),
    Part(
        "measures", "measure", "Measures",
        (
            Field("name", "What is measured", needed=True),
            Field(
                "objective", "Objective", "choice", choices=choices_of("objectives"), code=id_of, needed=True,
                column=True,
            ),
            Field("unit", "Unit", hint="For example, per cent, days or tickets", column=True),
            Field("owner", "Owner", column=True),
            Field("baseline.on", "Where it begins: the day", "day"),
            Field("baseline.value", "Where it begins: the figure", "figure"),
            Field("target.on", "Where it is meant to end: the day", "day"),
            Field("target.value", "Where it is meant to end: the figure", "figure"),
            Field("better", "Which way is good", "choice", choices=_WAYS, hint="Needed where it is to stay as it is"),
            Field(
                "tolerance", "How far off its path it may be", "figure",
                hint="In its unit. Nought where nothing is given",
            ),
            Field("every_days", "Days from one reading to the next", "whole", hint="92 is about a quarter"),
        ),
        numbered=True, prefix="m", strict=True,
    ),
    Part(
        "measures.*.readings", "reading", "Readings",
        (Field("on", "Day", "day", needed=True), Field("value", "Figure", "figure", needed=True, column=True)),
        listed=False, strict=True,
    ),
)  # fmt: skip


@cache
def parts() -> tuple[Part, ...]:
    """With a question for each letter of SMART, as the reference data asks it."""
    return tuple(replace(one, fields=(*one.fields, *_smart())) if one.place == "objectives" else one for one in _PARTS)
