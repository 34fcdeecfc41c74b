"""What the words of a name are worth, and what kind each is."""

import math
from functools import lru_cache

from tallystick.reference.company_names import FREQUENCIES_OF, company_names

KINDS = (
    "filler",
    "country",
    "group",
    "trade",
    "place_type",
    "direction",
    "place",
    "person",
    "number",
    "letters",
    "other",
)
"""Of a word; `letters` is a short word of initials, `other` a word that says which supplier it is."""

_RAREST = 3.0
_NOT_PLURAL = ("ss", "us", "is")


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """A word as it is compared: ``services`` and ``svcs`` are ``service``."""
    alike = company_names().alike
    if word in alike:
        return alike[word]
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 3 and word.endswith("s") and not word.endswith(_NOT_PLURAL):
        word = word[:-1]
    return alike.get(word, word)


@lru_cache(maxsize=200_000)
def kind(stemmed: str) -> str:
    """One of KINDS."""
    kinds = company_names().kinds
    found = kinds.get(stemmed) or kinds.get(stemmed + "s")
    if found:
        return found
    if any(letter.isdigit() for letter in stemmed):
        return "number"
    return "letters" if len(stemmed) <= 2 else "other"


@lru_cache(maxsize=1)
def _frequencies() -> dict[str, float]:
    together: dict[str, float] = {}
    for word, rate in company_names().frequencies.items():
        stemmed = stem(word)
        together[stemmed] = together.get(stemmed, 0.0) + rate
    return together


def weight(stemmed: str) -> float:
    """How much it says that two names share this word: the logarithm of how rare it is, from 0.3 to about 10."""
    if kind(stemmed) == "filler":
        return 0.3
    rate = min(_frequencies().get(stemmed, 0.0) + _RAREST, FREQUENCIES_OF)
    return max(0.3, math.log(FREQUENCIES_OF / rate))
