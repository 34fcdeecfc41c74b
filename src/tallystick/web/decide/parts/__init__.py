"""The lists of which each kind of document is made, as its forms show them."""

from collections.abc import Mapping, Sequence

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

PARTS: Mapping[str, Sequence[Part]] = {
    "members": members.PARTS,
    "appraisal": appraisal.PARTS,
    "business_case": business_case.PARTS,
    "charter": charter.PARTS,
    "recommendation": recommendation.PARTS,
    "risks": risks.PARTS,
    "sharing": sharing.PARTS,
    "transition": transition.PARTS,
    "what_if": what_if.PARTS,
    "words": words.PARTS,
}
"""By kind of document. One that is not here is written as text alone."""
