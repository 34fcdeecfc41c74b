"""What follows from each kind of document, as its page draws it."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from tallystick.decisions.queries.answering import Answered
from tallystick.web.decide.drawn import (
    appraisal,
    business_case,
    charter,
    members,
    recommendation,
    risks,
    sharing,
    transition,
    what_if,
    words,
)
from tallystick.web.decide.subjects import Subject

HIGHLIGHTS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "appraisal": appraisal.highlight,
    "business_case": business_case.highlight,
    "charter": charter.highlight,
    "members": members.highlight,
    "recommendation": recommendation.highlight,
    "risks": risks.highlight,
    "sharing": sharing.highlight,
    "transition": transition.highlight,
    "what_if": what_if.highlight,
    "words": words.highlight,
}
"""By kind of document: its answer in one line. One that is not here has “Worked out”."""

DRAWN: Mapping[str, Callable[[Answered], dict[str, Any]]] = {
    "appraisal": appraisal.draw,
    "business_case": business_case.draw,
    "charter": charter.draw,
    "members": members.draw,
    "recommendation": recommendation.draw,
    "risks": risks.draw,
    "sharing": sharing.draw,
    "transition": transition.draw,
    "what_if": what_if.draw,
    "words": words.draw,
}
"""By kind of document: what its template, web/decide/documents/<kind>.html, is told of a document with an answer."""

BESIDE: Mapping[str, Callable[[Subject, Answered, dt.date], dict[str, Any]]] = {
    "recommendation": recommendation.beside,
    "words": words.beside,
}
"""By kind of document: what its page is told besides, of the day and of the other documents of the same decision."""
