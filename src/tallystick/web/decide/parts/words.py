"""The forms of what a report says in words. Pure.

A section is text in one box: a blank line ends a paragraph, and one that begins with [Exempt] or (exempt) is kept out
of the public version. A mark that stands elsewhere is refused: what it is meant for would be published.
"""

import re
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from tallystick.decisions.rules.paper import SECTIONS
from tallystick.decisions.rules.paper_words import MARKED
from tallystick.kit.errors import Refused
from tallystick.web.decide.fields import Field, Lens, Part, Said

MARK = "[Exempt]"
_MARKED = re.compile(r"[\[(]\s*exempt\s*[\])]\s*(?::\s*)?", re.IGNORECASE)
_HINTS = {
    "recommendations": "One a paragraph or one a line after a hyphen: each is numbered",
    "consultation": "What consultees answered in this decision is added to it",
    "options": "The appraisal is added to it",
    "financial": "The business case and who pays what are added to it",
    "risk": "The risk register and its matrix are added to it",
    "appendices": "The transition plan and the charter are added to it. Name the background papers here",
}


def opened(said: Said) -> dict[str, Any]:
    """The document with each section as text."""
    whole = deepcopy(dict(said))
    return whole | {code: _text(said[code]) for code in SECTIONS if code in said}


def closed(changed: dict[str, Any], before: Said) -> dict[str, Any]:
    """The document as a report reads it. A section whose text is as it was stays as it was written.

    Raises Refused for a mark that keeps nothing out.
    """
    was, whole = opened(before), dict(changed)
    for code in SECTIONS:
        if code in whole:
            whole[code] = (
                before[code] if whole[code] == was.get(code) else _section(code, whole[code], before.get(code))
            )
    if not whole.get("about") and "about" not in before:
        whole.pop("about", None)
    return whole


LENS = Lens(opened, closed)


def _text(said: Any) -> Any:
    """A section as one text; what is no section stays as it is."""
    every = said if isinstance(said, list) else [said]
    found = [_one(one) for one in every]
    return "\n\n".join(found) if all(isinstance(one, str) for one in found) else ""


def _one(said: Any) -> Any:
    if not isinstance(said, Mapping):
        return _lines(said) if isinstance(said, str) else None
    text = said.get("text")
    if not isinstance(text, str) or not said.get("exempt"):
        return _lines(text) if isinstance(text, str) else None
    return "\n\n".join(f"{MARK} {one}" for one in re.split(r"\n\s*\n", _lines(text)) if one.strip())


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _section(code: str, text: Any, before: Any) -> Any:
    """As a report reads it: one text where nothing is exempt, else a list of paragraphs."""
    paragraphs = [one.strip() for one in re.split(r"\n\s*\n", _lines(str(text))) if one.strip()]
    if any(_MARKED.fullmatch(one) or (MARKED.search(one) and not _MARKED.match(one)) for one in paragraphs):
        raise Refused(
            f"{SECTIONS[code]}: a mark such as {MARK} keeps something out only at the beginning of its paragraph.",
            what_to_do=f"Begin each paragraph that is exempt with {MARK}, a list before its first line, with no empty "
            "line after the mark.",
        )
    if not any(_MARKED.match(one) for one in paragraphs):
        return text
    held = {one.get("text"): one for one in before if isinstance(one, Mapping)} if isinstance(before, list) else {}
    return [_paragraph(one, held) for one in paragraphs]


def _paragraph(text: str, held: Mapping[Any, Any]) -> Any:
    plain = _MARKED.sub("", text, count=1) if _MARKED.match(text) else text
    if plain == text:
        return text
    return {**held.get(plain, {}), "text": plain, "exempt": True}


PARTS = (
    Part(
        "about", "facts of the report", "The report",
        (
            Field("body", "Who it goes to", hint="For example the cabinet, or the joint board"),
            Field("meeting", "Meeting"),
            Field("date", "Date of the meeting", "day"),
            Field("author", "Report author", hint="And how to reach them"),
            Field("reference", "Reference", hint="If it is not that of the decision"),
            Field("title", "Title", hint="If it is not that of the decision"),
            Field(
                "facts", "What else stands on the first page", "pairs",
                hint="One a line, as “Wards affected: all”",
            ),
            Field(
                "classification.paragraph", "Paragraph of Schedule 12A",
                hint="Where something is exempt: for example 3",
            ),
            Field("classification.why", "Why it is exempt", "lines"),
            Field(
                "exempt_figures", "Figures that are exempt", "points",
                hint="One a line, by id, such as sharing.pence.Cole",
            ),
        ),
        single=True, lens=LENS, strict=True,
        explain="Whether a paragraph applies, and where the public interest lies, is for you and your monitoring "
        "officer.",
    ),
    Part(
        "", "words of the report", "Its sections",
        tuple(Field(code, heading, "lines", hint=_HINTS.get(code, "")) for code, heading in SECTIONS.items()),
        single=True, lens=LENS, strict=True,
        explain="A blank line ends a paragraph, and lines that begin with a hyphen are a list. A paragraph that begins "
        f"with {MARK} is kept out of the public version, which says so; put the mark before the first line of a list.",
    ),
)  # fmt: skip
