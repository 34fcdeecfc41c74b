"""A supplier's name as written to plain words: case, accents, punctuation and slips of the encoding folded away."""

import html
import re
import unicodedata
from functools import lru_cache

_APOSTROPHES = re.compile(r"\\xb4|\\x92|[\u0027\u2018\u2019\u00b4\u0060\u2032]", re.IGNORECASE)
_DOTTED = re.compile(r"\b(?:[a-z]\.\s?){2,}(?:[a-z]\b)?")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_LONG_NUMBER = re.compile(r"\d[\d ]{3}")
_GLUED_BEFORE = re.compile(r"^\W*\d{5,}\W*(?=[a-z])")
_GLUED_AFTER = re.compile(r"(?<=[a-z.)])\W*\b(?:\d[\d ]{4,})\W*$")
_NUMBER_BESIDE = re.compile(
    r"^\W*(?:\d{4,}|[a-z]{0,3}\d{5,})\s*[-:/]\s*(?=[a-z])|\s*[-:/(]\s*(?:\d{4,}|[a-z]{0,3}\d{5,})\W*$"
)


@lru_cache(maxsize=250_000)
def plain(name: str) -> str:
    """`name` in lower case and ASCII, its punctuation kept, apostrophes gone, ``&`` written out, supplier numbers
    that were glued to either end gone.

    Letters of other alphabets are kept as they are, so that no name becomes empty by folding.
    """
    text = name
    if "&" in text:
        text = html.unescape(html.unescape(text))
    text = _APOSTROPHES.sub("", text)
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    text = text.casefold().replace("&", " and ").replace("+", " and ")
    if _LONG_NUMBER.search(text):
        for pattern in (_GLUED_BEFORE, _NUMBER_BESIDE, _GLUED_AFTER):
            shorter = pattern.sub("", text)
            if any(letter.isalpha() for letter in shorter):
                text = shorter
    return text.strip()


def words(text: str) -> list[str]:
    """The words of a plain text: single letters that follow one another (initials, ``u.k.``) are one word."""
    if "." in text:
        text = _DOTTED.sub(lambda found: found.group().replace(".", "").replace(" ", "") + " ", text)
    parted = (_NOT_WORD.sub(" ", text) if text.isascii() else _parted(text)).split()
    if min(map(len, parted), default=2) > 1 and "united" not in parted and "great" not in parted:
        return parted
    joined: list[str] = []
    letters = ""
    for word in parted:
        if len(word) == 1 and word.isalpha():
            letters += word
            continue
        if letters:
            joined.append(letters)
            letters = ""
        joined.append(word)
    if letters:
        joined.append(letters)
    return _short_countries(joined) if "united" in joined or "great" in joined else joined


def _parted(text: str) -> str:
    return "".join(letter if letter.isalnum() else " " for letter in text)


def _short_countries(its: list[str]) -> list[str]:
    """``united kingdom`` is ``uk`` and ``great britain`` is ``gb``."""
    text = f" {' '.join(its)} "
    return text.replace(" united kingdom ", " uk ").replace(" great britain ", " gb ").split()
