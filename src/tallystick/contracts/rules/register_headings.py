"""Which field of a contract the words of a heading suggest."""

import re
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from tallystick.lake.tidy.headings import fold
from tallystick.reference.register_headings import register_headings, short_words

LONGEST_HEADING = 120
"""Folded letters of the longest heading that is judged by its words: questions are asked as headings at times."""

_EXTENSIONS = (
    r"(?:any |all |the |possible |optional |contract )*(?:extensions?(?: options?| periods?)?|options?(?: to extend)?)"
)
_WITHOUT = re.compile(rf"\b(?:excl?|excluding|without|before|not including|exclusive of|less) {_EXTENSIONS}\b")
_USED = re.compile(
    r"\b(?:inc|incl|including|with) (?:any )?extensions? "
    r"(?:utilised|used|taken|exercised|agreed|granted|applied|to date)\b"
)
_INITIAL = re.compile(r"\((\w)\)(?=[a-z])")
"""``(A)nnual or (T)otal``: letters that the cells stand for."""
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def suggestions(heading: str | None) -> dict[str, float]:
    """Fields of `reading.fields.COLUMNS` that a heading suggests, each with a strength from 0 to 1."""
    heading = _INITIAL.sub(r"\1", heading or "")
    plain, parted = fold(heading), fold(_CAMEL.sub(" ", heading))
    return _suggestions(parted) or _suggestions(plain)


def guesses(heading: str) -> dict[str, float]:
    """`suggestions`, and those of the heading with abbreviations written out; or, where there are none, with slips of
    the keyboard put right. Only for cells that are known to be headings."""
    said = suggestions(heading)
    words = fold(heading).split()
    in_full = [short_words().get(word, word) for word in words]
    for other in ([in_full] if in_full != words else []) + ([] if said else [[_spelt(word) for word in in_full]]):
        found = _suggestions(" ".join(other))
        if found:
            return {field: max(said.get(field, 0.0), 0.95 * found.get(field, 0.0)) for field in said | found}
    return said


@cache
def _known_words() -> frozenset[str]:
    """Words of five letters or more that stand in some heading."""
    names = [name for entry in register_headings().values() for name in (*entry.exact, *map(" ".join, entry.words))]
    return frozenset(word for name in names for word in name.split() if len(word) >= 5)


@lru_cache(maxsize=5_000)
def _spelt(word: str) -> str:
    """The word of a heading that is a slip or two of the keyboard from `word`; else `word`."""
    if len(word) < 5 or word in _known_words() or len(word) > 20:
        return word
    most = 1 if len(word) < 8 else 2
    near = [(OSA.distance(word, known, score_cutoff=most), known) for known in _known_words() if known[0] == word[0]]
    slips, known = min(near, default=(most + 1, word))
    return known if slips <= most else word


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
    if len(folded) > LONGEST_HEADING:
        return {field: entry.exact[folded] for field, entry in register_headings().items() if folded in entry.exact}
    if not folded:
        return {}
    folded = _USED.sub("", _WITHOUT.sub("", folded)).strip() if "exten" in folded or "option" in folded else folded
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
