"""Fold the names of public bodies so that the same name, written differently, is the same text."""

import re
import unicodedata
from dataclasses import dataclass

_NOT_A_WORD = re.compile(r"[^a-z0-9]+")

_LONG_FORMS: dict[str, tuple[str, ...]] = {
    "the": (),
    "saint": ("st",),
    "boro": ("borough",),
    "met": ("metropolitan",),
    "mbc": ("metropolitan", "borough", "council"),
    "mdc": ("metropolitan", "district", "council"),
    "cbc": ("county", "borough", "council"),
    "bc": ("borough", "council"),
    "dc": ("district", "council"),
    "lb": ("london", "borough"),
    "lbc": ("london", "borough", "council"),
    "rb": ("royal", "borough"),
    "ua": ("unitary", "authority"),
    "npa": ("national", "park", "authority"),
    "opcc": ("office", "of", "police", "and", "crime", "commissioner"),
    "dept": ("department",),
    "govt": ("government",),
    "auth": ("authority",),
    "cyngor": ("council",),
    "bwrdeistref": ("borough",),
    "sirol": ("county",),
    "sir": ("county",),
    "dinas": ("city",),
}
_SHORT_FORMS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("clinical", "commissioning", "group"), ("ccg",)),
    (("integrated", "care", "board"), ("icb",)),
    (("foundation", "trust"), ("trust",)),
)

TYPE_WORDS = frozenset(
    {"council", "borough", "district", "county", "city", "london", "royal", "metropolitan", "unitary", "authority"}
    | {"corporation", "cc"}
)
"""Words that say what kind of local authority a body is, rather than which."""

_BEFORE = TYPE_WORDS | {"of", "and"}
_AFTER = (TYPE_WORDS - {"royal"}) | {"of"}


def fold(name: str) -> str:
    """`name` in lower case, without accents, punctuation or "the", with common short forms written out and the Welsh
    words for kinds of council in English.

    Folding again changes nothing. The words of the result are separated by one space.
    """
    if not name.isascii():
        name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    text = name.casefold()
    if "&" in text:
        text = text.replace("&amp;", "&").replace("&", " and ")
    text = text.replace("'", "").replace("\u2019", "").replace("`", "")
    words: list[str] = []
    for word in _NOT_A_WORD.sub(" ", text).split():
        long = _LONG_FORMS.get(word)
        if long is None:
            words.append(word)
        else:
            words.extend(long)
    for before, after in _SHORT_FORMS:
        if before[0] in words:
            words = _replaced(words, before, after)
    return " ".join(words)


def _replaced(words: list[str], before: tuple[str, ...], after: tuple[str, ...]) -> list[str]:
    length = len(before)
    found: list[str] = []
    at = 0
    while at < len(words):
        if tuple(words[at : at + length]) == before:
            found.extend(after)
            at += length
        else:
            found.append(words[at])
            at += 1
    return found


@dataclass(frozen=True)
class Place:
    """A local authority's name in two parts: `core` says which, `types` says what kind."""

    core: str
    types: frozenset[str]


def place(folded: str) -> Place:
    """Split a folded name. "london borough of camden council" is camden, with london, borough and council."""
    words = folded.split(" ")
    first, last = 0, len(words)
    while first < last - 1 and words[first] in _BEFORE and (first > 0 or words[first] not in {"of", "and"}):
        first += 1
    while last > first + 1 and words[last - 1] in _AFTER:
        last -= 1
    return Place(" ".join(words[first:last]), frozenset(w for w in words[:first] + words[last:] if w in TYPE_WORDS))
