"""Which field of a contract the words of a heading suggest."""

import re
from functools import cache, lru_cache

from tallystick.lake.tidy.headings import fold
from tallystick.reference.register_headings import register_headings

LONGEST_HEADING = 120
"""Folded letters of the longest heading that is judged by its words: questions are asked as headings at times."""

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def suggestions(heading: str | None) -> dict[str, float]:
    """Fields of `reading.fields.COLUMNS` that a heading suggests, each with a strength from 0 to 1."""
    return _suggestions(fold(heading)) or _suggestions(fold(_CAMEL.sub(" ", heading or "")))


@cache
def _exact() -> frozenset[str]:
    return frozenset(name for entry in register_headings().values() for name in entry.exact)


def plainly(cell: str) -> bool:
    """Whether a cell is word for word a heading that is known: a quick test, for a great many cells."""
    return len(cell) < 90 and cell.lower().strip(" :*") in _exact()


def best(heading: str | None) -> float:
    """The strength of the best suggestion, or 0."""
    return max(suggestions(heading).values(), default=0.0)


@lru_cache(maxsize=20_000)
def _suggestions(folded: str) -> dict[str, float]:
    if not folded or len(folded) > LONGEST_HEADING:
        return {}
    words = frozenset(folded.split())
    found: dict[str, float] = {}
    for field, entry in register_headings().items():
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
