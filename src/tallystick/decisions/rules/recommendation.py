"""Renew, renegotiate or retender: what the facts argue for, and everything that argues the other way. Pure.

docs/rules/renew-renegotiate-retender.md.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from tallystick.decisions.rules.recommendation_turning import Table, could_turn, firm_against_all
from tallystick.decisions.rules.routes_facts import RouteFacts
from tallystick.decisions.rules.routes_gates import JUDGEMENT, NO, NOT_KNOWN, YES, Gate, gates
from tallystick.decisions.rules.routes_readings import ALWAYS, PER_ROUTE, Reading, readings
from tallystick.kit.errors import Refused
from tallystick.reference.lead_times import LeadTimes
from tallystick.reference.route_choice import RouteChoice, RouteKind

RECOMMENDED, NOT_ENOUGH, NOTHING_OPEN = "recommended", "not_enough_known", "nothing_open"
FOR, AGAINST, NOTHING = "for", "against", "nothing"
LOW = "low"
_UNSURE = "This is known with little confidence."
_OF_TIME = {YES: "enough", JUDGEMENT: "tight", NO: "too_late"}


@dataclass(frozen=True, slots=True)
class Argument:
    """What one criterion says of one route. direction: ``for``, ``against``, ``nothing`` or ``not_known``. points: its
    weight times how strongly; nought where it says nothing or is not known."""

    criterion: str
    direction: str
    points: int
    why: str


@dataclass(frozen=True, slots=True)
class Considered:
    """One route. open: ``yes``, ``no``, ``judgement`` or ``not_known``: the worst of its gates. arguments: one for each
    criterion of the method, in its order. points: their sum. low, high: what it could be with all that is not known."""

    route: RouteKind
    gates: tuple[Gate, ...]
    open: str
    arguments: tuple[Argument, ...]
    points: int
    low: int
    high: int

    def of(self, direction: str) -> tuple[Argument, ...]:
        """Its arguments of one direction, the strongest first."""
        found = [one for one in self.arguments if one.direction == direction]
        return tuple(sorted(found, key=lambda one: -abs(one.points)))


@dataclass(frozen=True, slots=True)
class ToFindOut:
    """A fact that is not known. who: would know it. decides: it alone could turn what is recommended, or open a route
    that would come first."""

    fact: str
    what: str
    who: str
    why: str
    decides: bool


@dataclass(frozen=True, slots=True)
class Other:
    """An argument against the route that leads, or one that argues for another more than for it."""

    route: str
    argument: Argument


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What the facts come to. verdict: ``recommended``, ``not_enough_known`` or ``nothing_open``.

    route: the one that is recommended, None unless verdict is ``recommended``. leads: the one with the most points of
    those that are not shut; None where all are. next: the first after it that is of another family. margin: points
    between them. close: fewer than the method calls clear. confidence: ``high``, ``medium``, ``low``, "" where nothing
    is recommended. routes: all, the one that leads first, then by points, those that are shut last. otherwise:
    everything that argues the other way. known_percent: of all weight.
    """

    verdict: str
    route: str | None
    leads: str | None
    next: str | None
    margin: int | None
    close: bool
    confidence: str
    why: tuple[str, ...]
    routes: tuple[Considered, ...]
    readings: Mapping[str, Reading]
    otherwise: tuple[Other, ...]
    find_out: tuple[ToFindOut, ...]
    known_percent: int


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person chose, beside what was recommended. differs: from it. shut: gates of the chosen route that do not
    let it pass, or are not known to."""

    route: str
    why: str
    by: str
    on: dt.date | None
    differs: bool
    shut: tuple[Gate, ...]


def recommend(facts: RouteFacts, method: RouteChoice, times: LeadTimes) -> Recommendation:
    """What the facts come to by `method`. Whatever is known on a criterion appears for every route."""
    read = readings(facts, method)
    found = [_considered(route, facts, method, times, read) for route in method.routes]
    place = {route.code: number for number, route in enumerate(method.routes)}
    ranked = sorted(found, key=lambda one: (one.open == NO, -one.points, place[one.route.code]))
    candidates = [one for one in ranked if one.open != NO]
    if candidates:
        leads = _leading(candidates)
        ranked, candidates = ([leads, *(one for one in rows if one is not leads)] for rows in (ranked, candidates))
    return _answer(ranked, candidates, facts, method, read)


def choose(found: Recommendation, route: str, *, why: str, by: str, on: dt.date | None = None) -> Choice:
    """A person's choice of a route. It is kept beside the recommendation and changes nothing of it.

    Raises Refused for a route that is none, and where no reason or nobody is named.
    """
    chosen = next((one for one in found.routes if one.route.code == route), None)
    if chosen is None:
        known = ", ".join(sorted(one.route.code for one in found.routes))
        raise Refused(f"There is no route “{route}”.", what_to_do=f"Choose one of {known}.")
    if not why.strip() or not by.strip():
        raise Refused("A choice needs its reason, and whose it is.", what_to_do="Say why, and who chose.")
    shut = tuple(gate for gate in chosen.gates if gate.verdict != YES)
    return Choice(route, why.strip(), by.strip(), on, route != found.route, shut)


def _considered(
    route: RouteKind, facts: RouteFacts, method: RouteChoice, times: LeadTimes, read: Mapping[str, Reading]
) -> Considered:
    passed = gates(route, facts, method, times)
    in_time = _OF_TIME.get(passed[1].verdict)
    arguments, low, high = [], 0, 0
    for criterion in method.criteria:
        reading = in_time if criterion.code == PER_ROUTE else read[criterion.code].reading
        if reading is None:
            could = [method.points(criterion, one, route.code) for one in criterion.readings]
            low, high = low + min(could), high + max(could)
            arguments.append(Argument(criterion.code, NOT_KNOWN, 0, "This is not known."))
            continue
        points = method.points(criterion, reading, route.code)
        direction = FOR if points > 0 else AGAINST if points < 0 else NOTHING
        unsure = criterion.code != PER_ROUTE and read[criterion.code].confidence == LOW
        why = f"{criterion.why[reading]} {_UNSURE}" if unsure else criterion.why[reading]
        arguments.append(Argument(criterion.code, direction, points, why))
    points = sum(one.points for one in arguments)
    worst = max((gate.verdict for gate in passed), key=(YES, JUDGEMENT, NOT_KNOWN, NO).index)
    return Considered(route, passed, worst, tuple(arguments), points, points + low, points + high)


def _leading(candidates: list[Considered]) -> Considered:
    """The first; where it is not known to be open, the first that is of its family, if there is one."""
    first = candidates[0]
    known = (one for one in candidates if one.open != NOT_KNOWN and one.route.family == first.route.family)
    return first if first.open != NOT_KNOWN else next(known, first)


def _answer(
    ranked: list[Considered], candidates: list[Considered], facts: RouteFacts, method: RouteChoice,
    read: Mapping[str, Reading],
) -> Recommendation:  # fmt: skip
    known = _known_percent(facts, method, read)
    leads = candidates[0] if candidates else None
    others = [one for one in candidates if leads and one.route.family != leads.route.family]
    after = others[0] if others else None
    table = Table.of([leads, *others] if leads else [], method, read)
    turns = could_turn(table) if leads else frozenset()
    margin = leads.points - after.points if leads and after else None
    close = margin is not None and margin < method.close_points
    lacking = _lacking(leads, known, close, turns, method)
    verdict = NOTHING_OPEN if leads is None else NOT_ENOUGH if lacking else RECOMMENDED
    confidence = _confidence(leads, close, turns, table) if leads and verdict == RECOMMENDED else ""
    return Recommendation(
        verdict=verdict,
        route=leads.route.code if leads and verdict == RECOMMENDED else None,
        leads=leads.route.code if leads else None,
        next=after.route.code if after else None,
        margin=margin,
        close=close,
        confidence=confidence,
        why=tuple(_why(leads, after, close, lacking)),
        routes=tuple(ranked),
        readings=read,
        otherwise=_otherwise(ranked) if leads else (),
        find_out=_find_out(ranked, leads, facts, method, read, turns),
        known_percent=known,
    )


def _known_percent(facts: RouteFacts, method: RouteChoice, read: Mapping[str, Reading]) -> int:
    """How much of all weight is known, rounded down; what a route is in itself is not counted."""
    weight = {one.code: method.weights[one.weight] for one in method.criteria if one.code != ALWAYS}
    known = sum(n for code, n in weight.items() if code != PER_ROUTE and read[code].reading is not None)
    known += weight.get(PER_ROUTE, 0) if facts.day("last_day") else 0
    return known * 100 // max(sum(weight.values()), 1)


def _lacking(
    leads: Considered | None, known: int, close: bool, turns: frozenset[str], method: RouteChoice
) -> tuple[str, ...]:
    """Why what is known is not enough to recommend what leads; nothing where it is."""
    if leads is None:
        return ()
    found = [f"{leads.route.name} would come first. {gate.why}" for gate in leads.gates if gate.verdict == NOT_KNOWN]
    if known < method.least_known_percent:
        found.append(
            f"Only {known}% of what counts is known, by weight: nothing is recommended below "
            f"{method.least_known_percent}%."
        )
    if close and turns:
        named = ", ".join(one.name.lower() for one in method.criteria if one.code in turns)
        found.append(f"It is close, and one of these alone could turn it: {named}.")
    return tuple(found)


def _confidence(leads: Considered, close: bool, turns: frozenset[str], table: Table) -> str:
    if close or turns:
        return "low"
    return "high" if leads.open == YES and leads.points > 0 and firm_against_all(table) else "medium"


def _why(leads: Considered | None, after: Considered | None, close: bool, lacking: tuple[str, ...]) -> list[str]:
    if leads is None:
        return ["No route is open in law, in time and by what it needs: see what shuts each."]
    if lacking:
        return list(lacking)
    found = [one.why for one in leads.of(FOR)]
    found += [f"It is open only if this is judged so. {gate.why}" for gate in leads.gates if gate.verdict == JUDGEMENT]
    if leads.points < 0:
        found.append("More argues against it than for it: it leads because the others are shut, or argued for less.")
    if after is None:
        found.append("Every other route is shut.")
    elif close:
        found.append(f"It is a close call with another route: {after.route.name}.")
    return found


def _otherwise(ranked: list[Considered]) -> tuple[Other, ...]:
    """What argues against the route that leads, and what argues for another more than for it; of shut routes too."""
    leads, *rivals = ranked
    own = {one.criterion: one.points for one in leads.arguments}
    against = [Other(leads.route.code, one) for one in leads.of(AGAINST)]
    more = [
        Other(rival.route.code, one) for rival in rivals for one in rival.of(FOR) if one.points > own[one.criterion]
    ]
    return (*against, *more)


def _find_out(
    ranked: list[Considered], leads: Considered | None, facts: RouteFacts, method: RouteChoice,
    read: Mapping[str, Reading], turns: frozenset[str],
) -> tuple[ToFindOut, ...]:  # fmt: skip
    """Every fact that is lacked, once: those that decide first, then as the method lists them."""
    why: dict[str, list[str]] = {}
    decides: set[str] = set()
    for one in ranked:
        for gate in one.gates:
            if gate.verdict == NOT_KNOWN:
                for need in (key for key in gate.needs if facts.fact(key).value in (None, "UNKNOWN")):
                    why.setdefault(need, []).append(f"{one.route.name}: {gate.why}")
                    if leads is not None and one.route.code == leads.route.code:
                        decides.add(need)
    for criterion in method.criteria:
        for need in read[criterion.code].missing if criterion.code in read else ():
            why.setdefault(need, []).append(f"{criterion.name} is not known without it.")
            if criterion.code in turns:
                decides.add(need)
    for key in why:
        why[key].append(facts.fact(key).note)
    found = [
        ToFindOut(key, asked.what, asked.who, " ".join(filter(None, dict.fromkeys(why[key]))), key in decides)
        for key, asked in method.facts.items()
        if key in why
    ]
    return tuple(sorted(found, key=lambda one: not one.decides))
