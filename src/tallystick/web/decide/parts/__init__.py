"""The lists of which each kind of document is made, as its forms show them."""

from collections.abc import Mapping, Sequence

from tallystick.web.decide.fields import Part
from tallystick.web.decide.parts import appraisal, charter, members, risks, sharing, transition, what_if, words

PARTS: Mapping[str, Sequence[Part]] = {
    "members": members.PARTS,
    "appraisal": appraisal.PARTS,
    "charter": charter.PARTS,
    "risks": risks.PARTS,
    "sharing": sharing.PARTS,
    "transition": transition.PARTS,
    "what_if": what_if.PARTS,
    "words": words.PARTS,
}
"""By kind of document. One that is not here is written as text alone."""
