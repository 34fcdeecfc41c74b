"""Whether what is not known could turn a recommendation. Pure. docs/rules/renew-renegotiate-retender.md."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from tallystick.decisions.rules.routes_readings import PER_ROUTE, Reading
from tallystick.reference.route_choice import RouteChoice, RouteKind


class Ranked(Protocol):
    """What is asked of a route."""

    @property
    def route(self) -> RouteKind: ...
    @property
    def points(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Table:
    """points: route -> its points as things are known, the one that leads first. unsure: criterion -> for each reading
    that it may have, what it would then add to each route's points."""

    points: Mapping[str, int]
    unsure: Mapping[str, tuple[Mapping[str, int], ...]]

    @classmethod
    def of(cls, candidates: Sequence[Ranked], method: RouteChoice, read: Mapping[str, Reading]) -> "Table":
        """The table of routes that are not shut. What is not known may have any reading; so may what is known with
        little confidence."""
        routes = [one.route.code for one in candidates]
        unsure = {}
        for criterion in method.criteria:
            known = read.get(criterion.code)
            if criterion.code == PER_ROUTE or known is None or (known.reading and known.confidence != "low"):
                continue
            now = {route: method.points(criterion, known.reading, route) if known.reading else 0 for route in routes}
            unsure[criterion.code] = tuple(
                {route: method.points(criterion, reading, route) - now[route] for route in routes}
                for reading in criterion.readings
            )
        return cls({one.route.code: one.points for one in candidates}, unsure)


def could_turn(table: Table) -> frozenset[str]:
    """Criteria of which one reading, all else as it is, would put another route ahead of the one that leads."""
    leads, *rivals = table.points
    return frozenset(
        code
        for code, readings in table.unsure.items()
        if any(_ahead(table, added, rival, leads) for added in readings for rival in rivals)
    )


def firm_against_all(table: Table) -> bool:
    """Whether the route that leads does so whatever all that is unsure turns out to be, taken together.

    Criteria are read each for itself, so that the worst for a pair of routes is the sum of the worst of each.
    """
    leads, *rivals = table.points
    return all(
        table.points[leads]
        - table.points[rival]
        + sum(min(added[leads] - added[rival] for added in readings) for readings in table.unsure.values())
        >= 0
        for rival in rivals
    )


def _ahead(table: Table, added: Mapping[str, int], rival: str, leads: str) -> bool:
    return table.points[rival] + added[rival] > table.points[leads] + added[leads]
