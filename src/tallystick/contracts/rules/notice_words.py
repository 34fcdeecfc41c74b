"""Words, references and names as they are compared between a register and a notice."""

import re
from functools import lru_cache

from tallystick.suppliers.rules.names import parse
from tallystick.suppliers.rules.words import stem

_WORD = re.compile(r"[a-z0-9]+")
_NOT_TOKEN = re.compile(r"[^A-Z0-9]+")
_SMALL_WORDS = """
    a an and at by for from in into of on or the to with its this that is be as will contract contracts provision
    supply services service award awarded tender agreement framework lot council borough city county district call off
    various see related gb description re ref no
"""
_SMALL = frozenset(_SMALL_WORDS.split())
_FROM_DESCRIPTION = 40
_LEAST_FIGURES = 4
_LEAST_LETTERS = 5


@lru_cache(maxsize=50_000)
def title_words(title: str | None, description: str | None) -> frozenset[str]:
    """Words of a title that say something, as they are compared; of the description where the title says too little."""
    words = _telling(title or "")
    if len(words) < 3 and description:
        words |= frozenset(list(dict.fromkeys(_said(description)))[:_FROM_DESCRIPTION])
    return words


def _telling(text: str) -> frozenset[str]:
    return frozenset(_said(text))


def _said(text: str) -> list[str]:
    return [stem(w) for w in _WORD.findall(text.casefold().replace("'", "")) if len(w) > 1 and w not in _SMALL]


@lru_cache(maxsize=50_000)
def reference_tokens(reference: str | None) -> frozenset[str]:
    """What a reference may be known by elsewhere: all of it, and each part of five letters or more with four figures.

    ``MRTN001-DN756786-01185010`` is known as ``DN756786`` too. A reference without four figures is known by nothing.
    """
    if not reference:
        return frozenset()
    parts = [part for part in _NOT_TOKEN.split(reference.upper()) if part]
    whole = "".join(parts)
    return frozenset(
        token
        for token in (whole, *parts)
        if len(token) >= _LEAST_LETTERS and sum(letter.isdigit() for letter in token) >= _LEAST_FIGURES
    )


@lru_cache(maxsize=50_000)
def supplier_faces(name: str | None) -> tuple[str, ...]:
    """The texts under which a supplier may stand elsewhere, without spaces: the whole name first."""
    if not name or not name.strip():
        return ()
    return tuple(dict.fromkeys(face.text.replace(" ", "") for face in parse(name).faces))
