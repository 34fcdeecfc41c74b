"""The questionnaires that come with Tallystick: questionnaires/*.toml, one file each."""

import tomllib
from functools import cache
from importlib.resources import files

from tallystick.kit.errors import Refused
from tallystick.reference.asking import Questionnaire
from tallystick.reference.asking_json import from_json

SHIPPED = ("segmentation", "health-check", "supplier-standard", "value-for-money")
"""Their ids, in the order a page offers them."""


@cache
def shipped_one(identity: str) -> Questionnaire:
    """One of them by id. Raises Refused where there is none of that name."""
    if identity not in SHIPPED:
        raise Refused(f"There is no questionnaire “{identity}”.", what_to_do=f"There are {', '.join(SHIPPED)}.")
    file = files("tallystick.reference").joinpath("questionnaires", f"{identity}.toml")
    return from_json(tomllib.loads(file.read_text(encoding="utf-8")))


def shipped() -> dict[str, Questionnaire]:
    """All of them, by id."""
    return {identity: shipped_one(identity) for identity in SHIPPED}
