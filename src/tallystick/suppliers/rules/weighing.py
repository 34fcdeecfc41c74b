"""From what two names have in common to the probability that they are one supplier.

A logistic regression whose weights are in `weights.toml`, to be read: each is what one figure adds to the log-odds.
Those that speak for a match cannot be negative, and those that speak against one cannot be positive, whatever the
examples said.
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
_FORMAL = ("group", "trade", "place", "direction", "number", "person", "other")
BESIDE = (
    "has_legal",
    "has_trading",
    "has_former",
    "has_aside",
    "forms_differ",
    "one_form",
    "forms_opposed",
    *(f"formal_{kind}" for kind in _FORMAL),
    "general_and_more",
)
"""What is known besides the words.

general_and_more: the two have no word in common that says which they are, and one or both name a place: ``Police and
Crime Commissioner`` is no more one county's than another's. formal_…: both names are written in full, with their legal
form, and words of that kind are what sets them apart: ``Acme Limited`` and ``Acme Holdings Limited`` are two companies,
``Acme`` may be either.
"""

_ONE_HAS = [FIGURES.index(f"one_has_{kind}") for kind in _FORMAL]
_BOTH_HAVE = [FIGURES.index(f"both_have_{kind}") for kind in _FORMAL]

_TELLS = [FIGURES.index(f"common_{kind}") for kind in ("place", "person", "number", "letters", "other")]
_MORE = [FIGURES.index(f"{which}_{kind}") for which in ("one_has", "both_have") for kind in ("place", "direction")]

ALL_FIGURES = (*FIGURES, *BESIDE)

SAME_WORDS_AT_LEAST = 0.9
"""Names of the same words, beginning with the same, are this likely one however common the words: ``University of
Leeds`` and ``Uni of Leeds``."""

_SAME_WORDS, _FIRST_WORD = FIGURES.index("same_words"), FIGURES.index("first_word")
_FORMS_OPPOSED = ALL_FIGURES.index("forms_opposed")


@dataclass(frozen=True)
class Weights:
    """merge_at, together_at: probabilities from which names are merged (`linking`). figures: one for each of
    ALL_FIGURES."""

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


def all_figures(figures: Floats, kind_a: Ints, kind_b: Ints, form_a: list[str], form_b: list[str]) -> Floats:
    """Rows × ALL_FIGURES. figures: as `compared` gives them. kind_…: which face of its name each is (indices of
    FACE_KINDS). form_…: the legal forms."""
    has = [(kind_a == number) | (kind_b == number) for number in range(1, len(FACE_KINDS))]
    opposed = company_names().opposed_forms
    both = list(zip(form_a, form_b, strict=True))
    differ = [bool(x and y and x != y) for x, y in both]
    one = [bool(x) != bool(y) for x, y in both]
    never = [frozenset((x, y)) in opposed for x, y in both]
    formal = np.array([bool(x and y) for x, y in both], bool)[:, None]
    apart = formal * ((figures[:, _ONE_HAS] > 0) | (figures[:, _BOTH_HAVE] > 0))
    general = (figures[:, _TELLS].sum(axis=1) == 0) & (figures[:, FIGURES.index("slips")] == 0)
    more = general & (figures[:, _MORE].sum(axis=1) > 0) & (figures[:, FIGURES.index("initials")] == 0)
    return np.column_stack([figures, *has, differ, one, never, apart, more]).astype(np.float32)


def probability(figures: Floats) -> Probabilities:
    """Of each row of ALL_FIGURES."""
    its = weights()
    found: Probabilities = 1 / (1 + np.exp(-(figures @ its.figures + its.constant)))
    same = (figures[:, _SAME_WORDS] > 0) & (figures[:, _FIRST_WORD] > 0) & (figures[:, _FORMS_OPPOSED] == 0)
    return np.where(same, np.maximum(found, SAME_WORDS_AT_LEAST), found)
