"""The lists of which each kind of document is made, as its forms show them."""

from collections.abc import Callable, Mapping, Sequence

from tallystick.web.decide.fields import Part
from tallystick.web.decide.parts import (
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

PARTS: Mapping[str, Sequence[Part] | Callable[[], Sequence[Part]]] = {
    "members": members.PARTS,
    "appraisal": appraisal.PARTS,
    "business_case": business_case.PARTS,
    "charter": charter.parts,
    "recommendation": recommendation.parts,
    "risks": risks.PARTS,
    "sharing": sharing.PARTS,
    "transition": transition.PARTS,
    "what_if": what_if.PARTS,
    "words": words.PARTS,
}
"""By kind of document; a function where reference data is asked, when it is needed first."""


def parts_of(kind: str) -> Sequence[Part]:
    """The lists of a kind of document; none for one that is written as text alone."""
    parts = PARTS.get(kind, ())
    return parts() if callable(parts) else parts
