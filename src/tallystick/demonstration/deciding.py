"""A decision of the demonstration, as data: deciding.toml."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def deciding() -> dict[str, Any]:
    """What is decided, by whom, with every score and document but for the names of the councils."""
    text = files("tallystick.demonstration").joinpath("deciding.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
