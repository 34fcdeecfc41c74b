"""The words of a report as their page shows them: which sections have some, and what is added to each."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from tallystick.decisions.queries.answering import Answered
from tallystick.decisions.queries.past import words_behind
from tallystick.decisions.rules.paper import SECTIONS
from tallystick.web.decide.subjects import Subject

_ADDED = {
    "summary": "What scores best, and what comes out best over its life",
    "reasons": "The option that is chosen, and why",
    "options": "The appraisal, with how firm it is",
    "consultation": "What consultees and approvers answered",
    "financial": "The business case, and who pays what",
    "risk": "The risk register, with its matrix",
    "appendices": "The transition plan, the charter, and where each figure came from",
}


def draw(document: Answered) -> dict[str, Any]:
    """What the template of the page is told: heading, whether something is written, and what is added."""
    assert document.answer is not None
    given = document.answer["given"]
    return {"of_report": [(name, code in given, _ADDED.get(code, "")) for code, name in SECTIONS.items()]}


def beside(subject: Subject, document: Answered, today: dt.date) -> dict[str, Any]:
    """When the words were last written and what they tell of changed, where that was later."""
    return {"words_behind": words_behind(subject.row, exempt=subject.exempt)}


def highlight(answer: Mapping[str, Any]) -> str:
    """How many of the sections have words."""
    written = [code for code in answer["given"] if code in SECTIONS]
    return f"{len(written)} of {len(SECTIONS)} sections written"
