"""A charter to begin from, and the questions that test an objective. Pure once loaded from charter.toml, where a
council may put its own."""

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from tallystick.kit.errors import Refused

LETTERS = ("S", "M", "A", "R", "T")


@dataclass(frozen=True)
class Letter:
    """One letter of SMART. asked: whether a person has to answer its question; else what is there answers it."""

    letter: str
    word: str
    question: str
    asked: bool


@dataclass(frozen=True)
class CharterFacts:
    """What charter.toml says. template: a charter as JSON, with its title, themes, commitments and principles.

    marks: V, S, G, I or ?, as in docs/rules: of the template's shape, of its wording, and of the questions.
    """

    letters: tuple[Letter, ...]
    letters_source: str
    letters_mark: str
    template: Mapping[str, Any]
    template_source: str
    shape_mark: str
    wording_mark: str
    valid_from: dt.date
    review_by: dt.date


@cache
def charter_facts() -> CharterFacts:
    """Those of charter.toml."""
    text = files("tallystick.reference").joinpath("charter.toml").read_text(encoding="utf-8")
    return from_toml(tomllib.loads(text))


def from_toml(said: Mapping[str, Any]) -> CharterFacts:
    """The facts that such data says. Raises Refused where the letters are not those of SMART, each once."""
    smart, template = said["smart"], said["template"]
    letters = tuple(Letter(one["letter"], one["word"], one["question"], one["asked"]) for one in smart["letter"])
    if tuple(one.letter for one in letters) != LETTERS:
        raise Refused("The letters are not S, M, A, R and T.", what_to_do="Give each of them once, in this order.")
    return CharterFacts(
        letters=letters,
        letters_source=smart["source"],
        letters_mark=smart["mark"],
        template={key: template[key] for key in ("title", "themes", "commitments", "principles")},
        template_source=template["source"],
        shape_mark=template["mark"],
        wording_mark=template["wording_mark"],
        valid_from=said["valid_from"],
        review_by=said["review_by"],
    )
