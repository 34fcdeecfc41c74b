"""How some contracts of the demonstration were changed, as data: changes.toml."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def changes() -> dict[int, dict[str, Any]]:
    """By the contract's place in its council's list: what the law turns on in it, and its changes."""
    text = files("tallystick.demonstration").joinpath("changes.toml").read_text(encoding="utf-8")
    return {one["contract"]: one for one in tomllib.loads(text)["contracts"]}
