"""How long it takes to replace a contract, by the way of buying: for planning, and no law. Pure once loaded from
lead_times.toml, where a council may put its own figures."""

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, cast

from tallystick.kit.errors import Refused

Unit = Literal["days", "weeks", "months"]
UNITS = ("days", "weeks", "months")


@dataclass(frozen=True)
class Allowance:
    """Time to allow for. clear: a day more. mark: V, S, G, I or ?, as in docs/rules."""

    count: int
    unit: Unit
    what: str
    source: str
    mark: str
    clear: bool = False


@dataclass(frozen=True)
class Route:
    """A way of buying. least, most: of `unit`, from start to signature. whole: that has governance, mobilisation and
    exit in it already. legal_floor: what the law has done before signature, in words."""

    code: str
    name: str
    least: int
    most: int
    unit: Unit
    legal_floor: str
    mark: str
    whole: bool = False


@dataclass(frozen=True)
class LeadTimes:
    """Every route, and what is allowed for besides. mark: of the routes' figures."""

    routes: tuple[Route, ...]
    governance: Allowance
    mobilisation: Allowance
    exit: Allowance
    source: str
    mark: str
    valid_from: dt.date
    review_by: dt.date

    def route(self, code: str) -> Route | None:
        """The route of that code, or None."""
        return next((one for one in self.routes if one.code == code), None)


@cache
def lead_times() -> LeadTimes:
    """Those of lead_times.toml."""
    text = files("tallystick.reference").joinpath("lead_times.toml").read_text(encoding="utf-8")
    return from_toml(tomllib.loads(text))


def from_toml(said: Mapping[str, Any]) -> LeadTimes:
    """The lead times that such data says. Raises Refused where a figure is none."""
    return LeadTimes(
        routes=tuple(_route(one, said["mark"]) for one in said["route"]),
        governance=_allowance("governance", said["governance"]),
        mobilisation=_allowance("mobilisation", said["mobilisation"]),
        exit=_allowance("exit", said["exit"]),
        source=said["source"],
        mark=said["mark"],
        valid_from=said["valid_from"],
        review_by=said["review_by"],
    )


def _route(said: Mapping[str, Any], mark: str) -> Route:
    place, typical = f"Route {said['code']}", said["typical"]
    least, most = _whole(place, typical["from"]), _whole(place, typical["to"])
    if least > most:
        raise Refused(f"{place}: it takes from {least} to {most}.", what_to_do="Give the shorter figure first.")
    return Route(
        code=said["code"],
        name=said["name"],
        least=least,
        most=most,
        unit=_unit(place, typical["unit"]),
        legal_floor=said["legal_floor"],
        mark=said.get("mark", mark),
        whole=said.get("whole", False),
    )


def _allowance(place: str, said: Mapping[str, Any]) -> Allowance:
    return Allowance(
        count=_whole(place, said["count"]),
        unit=_unit(place, said["unit"]),
        what=said["what"],
        source=said["source"],
        mark=said["mark"],
        clear=said.get("clear", False),
    )


def _whole(place: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 1_000:
        raise Refused(f"{place}: {value} is no length of time.", what_to_do="Give a whole number from 0 to 1,000.")
    return value


def _unit(place: str, value: object) -> Unit:
    if value not in UNITS:
        raise Refused(f"{place}: {value} is no unit of time.", what_to_do=f"It is one of {', '.join(UNITS)}.")
    return cast(Unit, value)
