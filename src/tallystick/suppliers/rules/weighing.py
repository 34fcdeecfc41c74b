"""From what two names have in common to the probability that they are one supplier.

A logistic regression whose weights are in `weights.toml`, to be read: each is what one figure adds to the log-odds. Those that
speak for a match cannot be negative, and those that speak against one cannot be positive, whatever the examples said.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from tallystick.reference.company_names import company_names
from tallystick.suppliers.rules.comparing import FIGURES
from tallystick.suppliers.rules.faces import Floats, Ints
from tallystick.suppliers.rules.names import ASIDE, FORMER, LEGAL, TRADING, WHOLE

Probabilities = npt.NDArray[np.float64]
FACE_KINDS = (WHOLE, LEGAL, TRADING, FORMER, ASIDE)
BESIDE = ("has_legal", "has_trading", "has_former", "has_aside", "forms_differ", "one_form", "forms_opposed")
"""What `beside` tells besides the words."""

ALL_FIGURES = (*FIGURES, *BESIDE)


@dataclass(frozen=True)
class Weights:
    """merge_at, together_at: probabilities from which names are merged (`linking`). figures: one for each of ALL_FIGURES."""

    constant: float
    figures: npt.NDArray[np.float64]
    merge_at: float
    together_at: float


@cache
def weights() -> Weights:
    """`weights.toml`, read once."""
    raw = tomllib.loads(files("tallystick.suppliers.rules").joinpath("weights.toml").read_text(encoding="utf-8"))
    figures = np.array([raw["figures"].get(name, 0.0) for name in ALL_FIGURES])
    return Weights(raw["constant"], figures, raw["merge_at"], raw["together_at"])


def beside(kind_a: Ints, kind_b: Ints, form_a: list[str], form_b: list[str]) -> Floats:
    """Rows × BESIDE: which faces the two are (indices of FACE_KINDS), and their legal forms."""
    has = [(kind_a == number) | (kind_b == number) for number in range(1, len(FACE_KINDS))]
    opposed = company_names().opposed_forms
    differ = [bool(x and y and x != y) for x, y in zip(form_a, form_b, strict=True)]
    one = [bool(x) != bool(y) for x, y in zip(form_a, form_b, strict=True)]
    never = [frozenset((x, y)) in opposed for x, y in zip(form_a, form_b, strict=True)]
    return np.column_stack([*has, differ, one, never]).astype(np.float32)


def probability(figures: Floats) -> Probabilities:
    """Of each row of ALL_FIGURES."""
    its = weights()
    found: Probabilities = 1 / (1 + np.exp(-(figures @ its.figures + its.constant)))
    return found
