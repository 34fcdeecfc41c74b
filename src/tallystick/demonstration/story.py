"""How some contracts of the demonstration were run, as data: story.toml."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

COUNCILS = 2
"""The story is told of the first councils of the fiction."""


@cache
def people() -> tuple[tuple[str, str], ...]:
    """(name, role) of those who work for each of the councils of the story."""
    return tuple((name, role) for name, role in _story()["people"])


def contracts() -> tuple[dict[str, Any], ...]:
    """What happened to each contract, as the TOML has it. Days are counted from the day of building."""
    return tuple(_story()["contracts"])


@cache
def _story() -> dict[str, Any]:
    return tomllib.loads(files("tallystick.demonstration").joinpath("story.toml").read_text(encoding="utf-8"))
