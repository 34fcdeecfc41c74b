"""What people know of a contract of the demonstration that ends, as data: routing.toml."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def routing() -> dict[str, Any]:
    """The contract's place in its council's list, its facts, and prices as shares of what it is worth a year."""
    text = files("tallystick.demonstration").joinpath("routing.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
