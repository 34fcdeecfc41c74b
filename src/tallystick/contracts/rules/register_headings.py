"""What councils call the columns of their contract registers, and which field a heading's words suggest.

Source: the contracts schema of the Local Government Association (“Publishing spending and procurement information”, v1.3,
1 June 2015), registers that councils have published since, exports of Contracts Finder and of e-tendering systems.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from tallystick.contracts.rules.register_vocabulary import WORDS
from tallystick.lake.tidy.headings import fold

LONGEST_HEADING = 120
"""Folded letters of the longest heading that is judged by its words: questions are asked as headings at times."""

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True)
class _Words:
    exact: dict[str, float]
    words: tuple[frozenset[str], ...]
    unless: frozenset[str]


@cache
def _vocabulary() -> dict[str, _Words]:
    return {
        field: _Words(
            {name: max(0.82, 1 - 0.003 * rank) for rank, name in enumerate(exact)},
            tuple(frozenset(each.split()) for each in words),
            frozenset(unless.split()),
        )
        for field, (exact, words, unless) in WORDS.items()
    }


def suggestions(heading: str | None) -> dict[str, float]:
    """Fields of `reading.fields.COLUMNS` that a heading suggests, each with a strength from 0 to 1."""
    return _suggestions(fold(heading)) or _suggestions(fold(_CAMEL.sub(" ", heading or "")))


def best(heading: str | None) -> float:
    """The strength of the best suggestion, or 0."""
    return max(suggestions(heading).values(), default=0.0)


@lru_cache(maxsize=20_000)
def _suggestions(folded: str) -> dict[str, float]:
    if not folded or len(folded) > LONGEST_HEADING:
        return {}
    words = frozenset(folded.split())
    found: dict[str, float] = {}
    for field, entry in _vocabulary().items():
        if folded in entry.exact:
            found[field] = entry.exact[folded]
        elif not words & entry.unless:
            for rank, needed in enumerate(entry.words):
                if needed <= words:
                    found[field] = 0.76 - 0.01 * rank - 0.015 * max(0, len(words) - len(needed) - 2)
                    break
    return {field: strength for field, strength in found.items() if strength > 0.3}


@lru_cache(maxsize=2_000)
def qualities(heading: str) -> dict[str, str]:
    """What the words of a money column's heading say of its figures: any of ``period`` (whole_life, year, month),
    ``basis`` (estimated, actual), ``vat`` (inclusive, exclusive), ``thousands`` (``1000`` or ``1000000``: its unit)."""
    words = set(fold(heading).split())
    said: dict[str, str] = {}
    if words & {"annual", "annually", "yearly", "pa", "annum"} or {"per", "year"} <= words or {"p", "a"} <= words:
        said["period"] = "year"
    elif words & {"monthly", "pcm"} or {"per", "month"} <= words:
        said["period"] = "month"
    elif words & {"total", "lifetime", "overall", "whole", "life", "full", "aggregate"}:
        said["period"] = "whole_life"
    if words & {"estimated", "estimate", "est", "approx", "approximate", "approximately", "anticipated", "expected"}:
        said["basis"] = "estimated"
    elif words & {"actual", "awarded", "fixed"}:
        said["basis"] = "actual"
    if words & {"exc", "excl", "ex", "excluding", "exclusive", "net", "excludes"}:
        said["vat"] = "exclusive"
    elif words & {"inc", "incl", "including", "inclusive", "gross", "includes"}:
        said["vat"] = "inclusive"
    compact = heading.lower().replace(" ", "")
    if any(unit in compact for unit in ("£000", "£k", "000s", "£'000", "£’000", "thousand")):
        said["thousands"] = "1000"
    elif any(unit in compact for unit in ("£m)", "(£m", "£million", "millions")) or compact.endswith("£m"):
        said["thousands"] = "1000000"
    return said
