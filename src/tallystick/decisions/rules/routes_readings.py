"""What the facts of a contract say on each criterion of the choice. Pure. docs/rules/renew-renegotiate-retender.md."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from tallystick.decisions.rules.routes_facts import CONFIDENCES, RouteFacts
from tallystick.reference.route_choice import RouteChoice

PER_ROUTE = "time"
"""The criterion that is read for each route by itself."""
ALWAYS = "itself"
"""The criterion that nothing has to be known for."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known on a criterion. reading: None where it is not known; for `PER_ROUTE` it is read by route.

    shown: the facts behind it, in words. facts: their keys; missing: those that would have to be known. confidence: of
    the least sure fact that was given one, "" where none was.
    """

    criterion: str
    reading: str | None
    shown: str
    facts: tuple[str, ...]
    missing: tuple[str, ...]
    confidence: str = ""


def readings(facts: RouteFacts, method: RouteChoice) -> dict[str, Reading]:
    """Every criterion of the method but `PER_ROUTE`, read."""
    found = {}
    for criterion in method.criteria:
        if criterion.code != PER_ROUTE:
            read = _READ.get(criterion.code, _told(criterion.code))
            found[criterion.code] = read(facts, method)
    return found


def _told(code: str) -> Callable[[RouteFacts, RouteChoice], Reading]:
    """A criterion that is a fact of the same name."""
    return lambda facts, method: _reading(facts, code, facts.word(code), "", (code,))


def _itself(facts: RouteFacts, method: RouteChoice) -> Reading:
    return Reading(ALWAYS, "always", "", (), ())


def _legal_room(facts: RouteFacts, method: RouteChoice) -> Reading:
    pounds, permitted = facts.number("headroom_pounds"), facts.word("change_permitted")
    if facts.word("regime") == "NOT_COVERED":
        return _reading(
            facts, "legal_room", "left", "The law on changing public contracts does not cover it", ("regime",)
        )
    if permitted in ("yes", "no"):
        shown = "The change that would be sought was checked"
        return _reading(facts, "legal_room", "left" if permitted == "yes" else "none", shown, ("change_permitted",))
    shown = "" if pounds is None else f"{_money(pounds)} left for small changes"
    reading = None if pounds is None else "left" if pounds > 0 else "none"
    return _reading(facts, "legal_room", reading, shown, ("headroom_pounds",))


def _spend(facts: RouteFacts, method: RouteChoice) -> Reading:
    """What was paid beside that part of the value that was due by then, if it falls evenly on the days of the term."""
    keys = ("spent_pounds", "value_pounds", "start", "last_day")
    spent, value = facts.number("spent_pounds"), facts.number("value_pounds")
    start, last = facts.day("start"), facts.day("last_day")
    if spent is None or value is None or start is None or last is None or value <= 0:
        return _reading(facts, "spend", None, "", keys)
    until = facts.fact("spent_pounds").as_of or facts.today
    days = min((until - start).days + 1, (last - start).days + 1)
    if days <= 0 or last < start:
        return Reading("spend", None, "The term has not begun", keys, ())
    due = value * days / ((last - start).days + 1)
    over = (spent - due) * 100 / due
    low, high = -method.bands["spend_under_percent"], method.bands["spend_over_percent"]
    reading = "over" if over > high else "under" if over < low else "within"
    return _reading(
        facts, "spend", reading, f"{_money(spent)} paid, {_money(due)} due by then of {_money(value)}", keys
    )


def _lock_in(facts: RouteFacts, method: RouteChoice) -> Reading:
    """As somebody judged it; else by what stands in the way of leaving, where the three of them settle it."""
    if facts.word("lock_in") is not None:
        return _reading(facts, "lock_in", facts.word("lock_in"), "", ("lock_in",))
    cost, value = facts.number("leave_cost_pounds"), facts.number("value_pounds")
    dear = None
    if cost is not None and value:
        dear = cost * 100 > value * method.bands["leave_cost_percent"]
    in_the_way = {
        "exit_plan": _not(facts.yes("exit_plan")),
        "data_return": _not(facts.yes("data_return")),
        "leave_cost_pounds": dear,
    }
    bad = sum(one is True for one in in_the_way.values())
    missing = tuple(key for key, one in in_the_way.items() if one is None)
    shown = ", ".join(_SAID[key][one is True] for key, one in in_the_way.items() if one is not None)
    if bad < 2 and missing:
        return Reading("lock_in", None, shown, tuple(in_the_way), missing)
    reading = "high" if bad >= 2 else "some" if bad else "low"
    return Reading("lock_in", reading, shown, tuple(in_the_way), (), _least_sure(facts, tuple(in_the_way)))


_SAID = {
    "exit_plan": ("there is an exit plan", "there is no exit plan"),
    "data_return": ("the terms say that data comes back", "no terms say that data comes back"),
    "leave_cost_pounds": ("leaving costs little", "leaving costs much beside the value"),
}


def _alternatives(facts: RouteFacts, method: RouteChoice) -> Reading:
    number = facts.number("alternatives")
    few = method.bands["few_alternatives"]
    reading = None if number is None else "none" if number == 0 else "few" if number <= few else "many"
    return _reading(facts, "alternatives", reading, "" if number is None else f"{number}", ("alternatives",))


def _reading(facts: RouteFacts, code: str, reading: str | None, shown: str, keys: tuple[str, ...]) -> Reading:
    missing = () if reading else tuple(key for key in keys if facts.fact(key).value is None)
    return Reading(code, reading, shown, keys, missing, _least_sure(facts, keys))


def _least_sure(facts: RouteFacts, keys: tuple[str, ...]) -> str:
    given = [facts.fact(key).confidence for key in keys if facts.fact(key).confidence]
    return max(given, key=CONFIDENCES.index, default="")


def _not(value: bool | None) -> bool | None:
    return None if value is None else not value


def _money(pounds: Decimal) -> str:
    return f"{'-' if pounds < 0 else ''}£{abs(pounds):,.2f}"


_READ: dict[str, Callable[[RouteFacts, RouteChoice], Reading]] = {
    ALWAYS: _itself,
    "legal_room": _legal_room,
    "spend": _spend,
    "lock_in": _lock_in,
    "alternatives": _alternatives,
}
