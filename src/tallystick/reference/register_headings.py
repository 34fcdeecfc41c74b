"""What councils call the columns of their contract registers: `register_headings.toml`, read once."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True)
class HeadingWords:
    """exact: folded heading -> strength from 0 to 1. words: sets of words that are enough, the best first, unless the
    heading has a word of `unless`."""

    exact: dict[str, float]
    words: tuple[frozenset[str], ...]
    unless: frozenset[str]


@cache
def _said() -> dict[str, Any]:
    return tomllib.loads(files("tallystick.reference").joinpath("register_headings.toml").read_text(encoding="utf-8"))


@cache
def short_words() -> dict[str, str]:
    """Abbreviation -> the word in full."""
    return dict(_said()["short"])


@cache
def register_headings() -> dict[str, HeadingWords]:
    """Field -> the headings it goes by."""
    return {
        field: HeadingWords(
            {name: max(0.82, 1 - 0.003 * rank) for rank, name in enumerate(entry["exact"])},
            tuple(frozenset(words) for words in entry["words"]),
            frozenset(entry["unless"]),
        )
        for field, entry in _said()["fields"].items()
    }
