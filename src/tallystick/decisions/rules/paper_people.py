"""What those with a part in a decision said, in a report: who was consulted, who approves, what was chosen. Pure.

The answers are those of the record: what somebody says later is in a later one.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from tallystick.decisions.choices import ANSWERS
from tallystick.decisions.rules.paper import Block, Cell, Paragraph, Row, Table
from tallystick.decisions.rules.paper_appraisal import leader
from tallystick.decisions.rules.paper_figures import Part
from tallystick.decisions.rules.paper_words import clean

Said = Mapping[str, Any]
_ANSWERS = {code: words for code, words in ANSWERS if code}
NO_ANSWER = "No answer yet"
CHOSEN_FROM = ("appraisal", "recommendation")
"""Kinds of document that give what can be chosen: its options, and the ways forward."""


def consulted_blocks(told: Any, *, exempt: bool) -> tuple[Block, ...]:
    """Who was consulted and what they said, then who approves it; nothing where nobody is named.

    exempt: a document is that they may have read, so that what they wrote may tell of it.
    """
    people = [one for one in told if isinstance(one, Mapping)] if isinstance(told, list) else []
    found: list[Block] = []
    for role, first, caption in (
        ("consultee", "Who was consulted", "Consulted, and what they said"),
        ("approver", "Who is asked to approve it", "Asked to approve, and their answer"),
    ):
        named = [one for one in people if one.get("role") == role]
        if named:
            said = sum(bool(one.get("answer")) for one in named)
            found += [Paragraph((f"{first}: {len(named)}, of whom {said} answered.",)), _table(caption, named, exempt)]
    return tuple(found)


def chosen_blocks(about: Said, appraisal: Part | None, *, exempt: bool) -> tuple[Block, ...]:
    """The option that was chosen, and why. Where it is not the one that scores best that is said in the same paragraph:
    where they are withheld, how many there are would tell of it."""
    chosen = clean(str(about.get("chosen") or "")).strip()
    if not chosen:
        return ()
    why = clean(str(about.get("chosen_why") or "")).strip()
    said = f"The option that is put forward is {chosen}."
    ranks = {one["option"]: one["rank"] for one in appraisal.answer.get("ranking") or ()} if appraisal else {}
    if appraisal and ranks.get(chosen, 1) != 1:
        said += f" It is not the one that scores best under the chosen weights, which is {leader(appraisal)}."
    whys = [" ".join(one.split()) for one in why.split("\n\n") if one.strip()]
    return tuple(Paragraph((one,), exempt) for one in (said, *whys))


def _table(caption: str, people: Sequence[Said], exempt: bool) -> Table:
    rows = tuple(
        Row(
            (
                Cell(str(one.get("name") or "Not named")),
                Cell(str(one.get("speaks_for") or "Themselves")),
                Cell(_answered(one)),
                Cell(str(one["why"]), exempt=exempt) if one.get("why") else Cell("Nothing written"),
            )
        )
        for one in people
    )
    return Table(caption, ("Name", "Speaks for", "Answer", "What they say"), rows)


def _answered(one: Said) -> str:
    """An answer, with who recorded it where that is somebody else, as for somebody without an account."""
    answer, other = _ANSWERS.get(str(one.get("answer")), NO_ANSWER), one.get("recorded_by")
    return f"{answer}, recorded by {other}" if other and answer != NO_ANSWER else answer
