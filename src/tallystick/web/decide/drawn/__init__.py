"""What follows from each kind of document, as its page draws it."""

from collections.abc import Callable, Mapping
from typing import Any

from tallystick.decisions.queries.answering import Answered
from tallystick.web.decide.drawn import appraisal, business_case, members, risks, sharing

HIGHLIGHTS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "business_case": business_case.highlight,
    "members": members.highlight,
    "risks": risks.highlight,
    "sharing": sharing.highlight,
}
"""By kind of document: its answer in one line. One that is not here has “Worked out”."""

DRAWN: Mapping[str, Callable[[Answered], dict[str, Any]]] = {
    "appraisal": appraisal.draw,
    "business_case": business_case.draw,
    "members": members.draw,
    "risks": risks.draw,
    "sharing": sharing.draw,
}
"""By kind of document: what its template, web/decide/documents/<kind>.html, is told of a document with an answer."""
