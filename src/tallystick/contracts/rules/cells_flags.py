"""Cells that answer yes or no, and cells that say what a supplier is."""

import re
from dataclasses import dataclass
from functools import lru_cache

_YES = frozenset(
    {
        "y",
        "yes",
        "true",
        "1",
        "✓",
        "✔",
        "x",
        "tick",
        "t",
        "yes - sme",
        "ie",
        "oes",
        "ydy",
        "applies",
        "applicable",
        "☑",
        "ü",
        "√",
    }
)
_NO = frozenset(
    {
        "n",
        "no",
        "false",
        "0",
        "✗",
        "✘",
        "f",
        "non",
        "not sme",
        "non sme",
        "non-sme",
        "nac oes",
        "na",
        "nac ydy",
        "☐",
        "neither",
    }
)
_SMALL = re.compile(r"\b(?:sme|small|medium|micro|sole trader)\b", re.IGNORECASE)
_LARGE = re.compile(r"\b(?:large|non[- ]?sme|not (?:an )?sme|multinational)\b", re.IGNORECASE)
_VOLUNTARY = re.compile(
    r"\b(?:vcse|vcs|vco|vcfse|voluntary|community (?:sector|interest|group|organisation)"
    r"|social enterprise|charit(?:y|able)|third sector"
    r"|not[- ]for[- ]profit|non[- ]profit|cic|mutual|co-?operative)\b",
    re.IGNORECASE,
)
_NOT_VOLUNTARY = re.compile(r"\b(?:non|not(?: an?)?)[- ](?:vcse|vcs|vco|voluntary|charity)\b", re.IGNORECASE)


@lru_cache(maxsize=5_000)
def read_flag(text: str) -> bool | None:
    """Yes or no as a cell says it in one word, or None where it says neither."""
    folded = text.lower().strip(" .")
    if folded in _YES:
        return True
    return False if folded in _NO else None


@dataclass(frozen=True, slots=True)
class Kind:
    """What a cell says that a supplier is; None where it does not say."""

    sme: bool | None = None
    vcse: bool | None = None
    vcse_kind: str | None = None


@lru_cache(maxsize=5_000)
def read_kind(text: str) -> Kind:
    """``SME``, ``Large``, ``VCSE``, ``Charity``, ``SME & VCSE``, ``Neither`` and their like, from tidied text."""
    folded = text.lower().strip(" .")
    if folded in ("neither", "not sme or vcse", "neither sme nor vcse", "non sme/vcse"):
        return Kind(sme=False, vcse=False)
    if folded in ("both", "sme and vcse", "sme & vcse", "sme/vcse"):
        return Kind(sme=True, vcse=True)
    sme = False if _LARGE.search(text) else True if _SMALL.search(text) else None
    if _NOT_VOLUNTARY.search(text):
        return Kind(sme=sme, vcse=False)
    voluntary = bool(_VOLUNTARY.search(text))
    named = voluntary and folded not in ("vcse", "vcs", "vco", "vcfse", "voluntary")
    return Kind(sme, True if voluntary else None, text if named else None)
