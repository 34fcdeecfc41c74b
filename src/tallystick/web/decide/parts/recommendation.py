"""The form of the settings of renew, renegotiate or retender: facts and the choice have pages of their own. Pure."""

from functools import cache

from tallystick.reference.route_choice import route_choice
from tallystick.web.decide.fields import Field, Part

_WEIGHTS = {"heavy": "Heavy", "ordinary": "Ordinary", "light": "Light"}


def _weight(code: str, name: str, as_it_is: str) -> Field:
    counts = route_choice().weights
    own = [(one, f"{_WEIGHTS.get(one, one)} (counts {counts[one]})") for one in counts]
    choices = (("", f"As it comes: {_WEIGHTS.get(as_it_is, as_it_is).lower()}"), *own)
    return Field(f"weights.{code}", f"Weight of: {name[:1].lower()}{name[1:]}", "choice", choices=choices)


@cache
def parts() -> tuple[Part, ...]:
    """One, which asks for the weight of each criterion of the reference data."""
    return (
        Part(
            "method", "setting", "How it is weighed",
            (
                Field(
                    "close_points", "Points below which it is close", "whole",
                    hint=f"As it comes: {route_choice().close_points}",
                ),
                Field(
                    "least_known_percent", "Part of all weight that must be known", "whole",
                    hint=f"In per cent. As it comes: {route_choice().least_known_percent}",
                ),
                *(_weight(one.code, one.name, one.weight) for one in route_choice().criteria),
            ),
            single=True,
            strict=True,
            explain="A council may weigh it otherwise. What is left as it comes follows the reference data; points of "
            "your own are written as text.",
        ),
    )  # fmt: skip
