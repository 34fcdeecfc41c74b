"""How some contracts of the demonstration were run, as data: story.toml."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

COUNCILS = 2
"""The story is told of the first councils of the fiction."""


YOU = "you"
"""Among `owners`: whoever the demonstration is on the computer of."""


def people(council: int) -> tuple[tuple[str, str], ...]:
    """(name, role) of those who work for a council, by its place in the fiction: the first ones have the same."""
    said = _story()
    elsewhere = said["elsewhere"]
    here = said["people"] if council < COUNCILS else elsewhere[(council - COUNCILS) % len(elsewhere)]
    return tuple((name, role) for name, role in here)


def owners() -> tuple[str, ...]:
    """The roles whose contracts are, by turns, from the largest value: `YOU`, or "" for nobody's."""
    return tuple(_story()["owners"])


def contracts() -> tuple[dict[str, Any], ...]:
    """What happened to each contract, as the TOML has it. Days are counted from the day of building."""
    return tuple(_story()["contracts"])


@cache
def _story() -> dict[str, Any]:
    return tomllib.loads(files("tallystick.demonstration").joinpath("story.toml").read_text(encoding="utf-8"))
