"""The lists of which each kind of document is made, as its forms show them."""

from collections.abc import Mapping, Sequence

from tallystick.web.decide.fields import Part
from tallystick.web.decide.parts import risks

PARTS: Mapping[str, Sequence[Part]] = {"risks": risks.PARTS}
"""By kind of document. One that is not here is written as text alone."""
