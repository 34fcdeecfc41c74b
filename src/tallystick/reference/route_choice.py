"""What argues for renewing, renegotiating, retendering or leaving a contract, and how much: rules of thumb, and no law.
Pure once loaded from route_choice.toml, where a council may put its own."""

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, cast

from tallystick.kit.errors import Refused
from tallystick.reference.lead_times import UNITS, Unit

MOST_POINTS = 2
"""How strongly a reading argues at most, before its criterion's weight."""
_MOST = 100


class NotAMethod(Refused):
    """Something in a method that cannot be used, in the key named by `field`."""

    def __init__(self, field: str, reason: str, *, what_to_do: str = "") -> None:
        super().__init__(f"{field}: {reason}", what_to_do=what_to_do)
        self.field = field


@dataclass(frozen=True)
class RouteKind:
    """A way forward. stays: with the same supplier. family: its own code, or one that it shares with routes that differ
    only in how they are bought. buying: a code of lead_times.toml, "" where least and most (of `unit`, from start to
    agreement) are its own."""

    code: str
    name: str
    stays: bool
    family: str
    buying: str
    least: int
    most: int
    unit: Unit


@dataclass(frozen=True)
class Criterion:
    """weight: name of a class of `RouteChoice.weights`. readings: reading -> route -> -2 (strongly against) to 2; a
    route that is left out has 0. why: reading -> a sentence. better: readings from worst to best, where they have such
    an order."""

    code: str
    name: str
    weight: str
    readings: Mapping[str, Mapping[str, int]]
    why: Mapping[str, str]
    better: tuple[str, ...]


@dataclass(frozen=True)
class AskedFact:
    """A fact that is asked of a contract, and who would know it."""

    code: str
    what: str
    who: str


@dataclass(frozen=True)
class RouteChoice:
    """The method. close_points: routes that are fewer points apart are close. least_known_percent: the part of all
    weight that must be known before anything is recommended. bands: where a reading begins. mark: of all of it."""

    routes: tuple[RouteKind, ...]
    criteria: tuple[Criterion, ...]
    facts: Mapping[str, AskedFact]
    weights: Mapping[str, int]
    bands: Mapping[str, int]
    close_points: int
    least_known_percent: int
    version: str
    source: str
    mark: str
    valid_from: dt.date
    review_by: dt.date

    def criterion(self, code: str) -> Criterion:
        """The criterion of that code. Raises KeyError where there is none."""
        return {one.code: one for one in self.criteria}[code]

    def route(self, code: str) -> RouteKind | None:
        """The route of that code, or None."""
        return next((one for one in self.routes if one.code == code), None)

    def points(self, criterion: Criterion, reading: str, route: str) -> int:
        """What a reading of a criterion gives a route: its strength times the criterion's weight."""
        return self.weights[criterion.weight] * criterion.readings[reading].get(route, 0)


@cache
def route_choice() -> RouteChoice:
    """That of route_choice.toml."""
    text = files("tallystick.reference").joinpath("route_choice.toml").read_text(encoding="utf-8")
    return from_toml(tomllib.loads(text))


def from_toml(said: Mapping[str, Any]) -> RouteChoice:
    """The method that such data says. Raises NotAMethod where a figure cannot be used."""
    routes = tuple(_route(one) for one in said["route"])
    known = {one.code for one in routes}
    weights = {name: _whole(f"weights.{name}", figure, 0, _MOST) for name, figure in said["weights"].items()}
    return RouteChoice(
        routes=routes,
        criteria=tuple(_criterion(one, known, weights) for one in said["criterion"]),
        facts={one["code"]: AskedFact(one["code"], one["what"], one["who"]) for one in said["fact"]},
        weights=weights,
        bands={name: _whole(f"bands.{name}", figure, 0, 1_000) for name, figure in said["bands"].items()},
        close_points=_whole("close_points", said["close_points"], 0, _MOST),
        least_known_percent=_whole("least_known_percent", said["least_known_percent"], 0, 100),
        version=said["version"],
        source=said["source"],
        mark=said["mark"],
        valid_from=said["valid_from"],
        review_by=said["review_by"],
    )


def changed(method: RouteChoice, said: Mapping[str, Any]) -> RouteChoice:
    """`method` with a council's own figures: `weights` (criterion -> class), `points` (criterion -> reading -> route ->
    -2 to 2), `close_points`, `least_known_percent`. Raises NotAMethod, which names the key at fault."""
    for key in said:
        if key not in ("weights", "points", "close_points", "least_known_percent"):
            raise NotAMethod(f"method.{key}", "there is no such setting.", what_to_do="See the command's page.")
    weights, points = (_object(f"method.{key}", said.get(key)) for key in ("weights", "points"))
    codes = {one.code for one in method.criteria}
    for key, given in (("weights", weights), ("points", points)):
        for code in given:
            if code not in codes:
                raise NotAMethod(f"method.{key}.{code}", "there is no such criterion.", what_to_do="Name one there is.")
    return replace(
        method,
        criteria=tuple(_own(method, one, weights.get(one.code), points.get(one.code)) for one in method.criteria),
        close_points=_whole("method.close_points", said.get("close_points", method.close_points), 0, _MOST),
        least_known_percent=_whole(
            "method.least_known_percent", said.get("least_known_percent", method.least_known_percent), 0, 100
        ),
    )


def _own(method: RouteChoice, one: Criterion, weight: Any, points: Any) -> Criterion:
    if weight is not None and (not isinstance(weight, str) or weight not in method.weights):
        raise NotAMethod(
            f"method.weights.{one.code}", "there is no such weight.", what_to_do=f"Say {', '.join(method.weights)}."
        )
    readings = {reading: dict(given) for reading, given in one.readings.items()}
    for reading, given in _object(f"method.points.{one.code}", points).items():
        place = f"method.points.{one.code}.{reading}"
        if reading not in readings:
            raise NotAMethod(place, "there is no such reading.", what_to_do=f"Say {', '.join(readings)}.")
        readings[reading] |= _points(place, _object(place, given), {kind.code for kind in method.routes})
    return replace(one, weight=weight or one.weight, readings=readings)


def _route(said: Mapping[str, Any]) -> RouteKind:
    lead = said.get("lead", {"from": 0, "to": 0, "unit": "weeks"})
    place = f"route {said['code']}"
    least, most = _whole(place, lead["from"], 0, 1_000), _whole(place, lead["to"], 0, 1_000)
    if least > most or lead["unit"] not in UNITS:
        raise NotAMethod(place, "this is no length of time.", what_to_do="Give the shorter figure first, and a unit.")
    return RouteKind(
        code=said["code"],
        name=said["name"],
        stays=said["stays"],
        family=said.get("family", said["code"]),
        buying=said.get("buying", ""),
        least=least,
        most=most,
        unit=cast(Unit, lead["unit"]),
    )


def _criterion(said: Mapping[str, Any], routes: set[str], weights: Mapping[str, int]) -> Criterion:
    place, readings = f"criterion {said['code']}", said["readings"]
    if said["weight"] not in weights or set(readings) != set(said["why"]):
        raise NotAMethod(place, "its weight is none, or a reading has no reason.", what_to_do="Give both.")
    return Criterion(
        code=said["code"],
        name=said["name"],
        weight=said["weight"],
        readings={reading: _points(f"{place}, {reading}", given, routes) for reading, given in readings.items()},
        why=said["why"],
        better=tuple(said.get("better", ())),
    )


def _points(place: str, said: Mapping[str, Any], routes: set[str]) -> dict[str, int]:
    for route in said:
        if route not in routes:
            raise NotAMethod(f"{place}.{route}", "there is no such route.", what_to_do="Name one there is.")
    return {route: _whole(f"{place}.{route}", points, -MOST_POINTS, MOST_POINTS) for route, points in said.items()}


def _object(field: str, said: Any) -> Mapping[str, Any]:
    if said is None:
        return {}
    if not isinstance(said, Mapping):
        raise NotAMethod(field, "this is not an object with named keys.", what_to_do="See the command's page.")
    return said


def _whole(field: str, value: object, low: int, high: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise NotAMethod(field, f"it has to be a whole number from {low} to {high}.", what_to_do="Give one.")
    return value
