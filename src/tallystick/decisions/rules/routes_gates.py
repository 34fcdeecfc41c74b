"""Whether a route is open at all: in law, in time, and by what it needs. Pure.

docs/rules/renew-renegotiate-retender.md.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

from tallystick.contracts.rules.safe_start import safe_start_by
from tallystick.contracts.rules.term_dates_working import counted, in_words
from tallystick.decisions.rules.routes_facts import RouteFacts
from tallystick.kit.months import add_months
from tallystick.reference.lead_times import LeadTimes, Route
from tallystick.reference.route_choice import RouteChoice, RouteKind

YES, NO, JUDGEMENT, NOT_KNOWN = "yes", "no", "judgement", "not_known"
LARGE = "large_ict"
"""The way of buying, in lead_times.toml, of a large ICT replacement; what retenders it takes as long."""
_REPLACES = ("open", "framework")


@dataclass(frozen=True, slots=True)
class Gate:
    """Whether a route passes. gate: ``law``, ``time`` or ``means``. verdict: ``yes``, ``no``, ``judgement`` (a person
    has to judge) or ``not_known``. needs: facts that would settle it. mark: V, S, G, I or ?, as in docs/rules, "" where
    only the contract's own facts decide. last_safe_start: of ``time``, by the longer figure; last_start: by the
    shorter."""

    gate: str
    verdict: str
    why: str
    needs: tuple[str, ...] = ()
    mark: str = ""
    last_safe_start: dt.date | None = None
    last_start: dt.date | None = None
    working: tuple[str, ...] = ()


def gates(route: RouteKind, facts: RouteFacts, method: RouteChoice, times: LeadTimes) -> tuple[Gate, Gate, Gate]:
    """Law, time and means of one route."""
    return _law(route, facts), _time(route, facts, times), _means(route, facts)


def _law(route: RouteKind, facts: RouteFacts) -> Gate:
    own = {"extend": _extend, "renegotiate": _renegotiate, "direct_award": _direct_award}.get(route.code)
    if own is not None:
        return own(facts)
    return _leave(facts)


def _extend(facts: RouteFacts) -> Gate:
    months, by, renews = facts.number("extension_months"), facts.day("extend_by"), facts.yes("renews_itself")
    if renews:
        return Gate("law", YES, "It renews itself unless somebody gives notice.")
    if months is None:
        return Gate("law", NOT_KNOWN, "Whether it may be extended is not known.", ("extension_months",))
    if months == 0:
        if renews is None:
            return Gate(
                "law", NOT_KNOWN, "No extension is left. Whether it renews itself is not known.", ("renews_itself",)
            )
        return Gate("law", NO, "No extension is left, and it does not renew itself.")
    left = f"It may be extended by {counted(int(months), 'month')} as written"
    if by is None:
        return Gate("law", NOT_KNOWN, f"{left}; by when that has to be said is not known.", ("extend_by",))
    if by < facts.today:
        return Gate("law", NO, f"The last day to extend it was {in_words(by)}.")
    return Gate("law", YES, f"{left}, if that is said by {in_words(by)}.")


def _renegotiate(facts: RouteFacts) -> Gate:
    permitted, regime = facts.word("change_permitted"), facts.word("regime")
    if permitted == "yes":
        return Gate("law", YES, "The change that would be sought was checked, and the law allows it.")
    if permitted == "no":
        return Gate("law", NO, "The change that would be sought was checked, and the law does not allow it.")
    if regime == "NOT_COVERED":
        return Gate("law", YES, "The law on changing public contracts does not cover it: standing orders do.")
    if facts.number("extension_months") == 0 and facts.yes("renews_itself") is False:
        return _longer(facts)
    pounds = facts.number("headroom_pounds")
    if permitted == "judgement" or pounds is not None:
        left = "" if pounds is None or pounds <= 0 else " Small changes have room left."
        return Gate(
            "law", JUDGEMENT, f"It turns on what is changed: check the change before it is offered.{left}",
            ("change_permitted",), "I",
        )  # fmt: skip
    return Gate(
        "law",
        NOT_KNOWN,
        "How much the law lets be changed is not known.",
        ("regime", "headroom_pounds", "change_permitted"),
    )


def _longer(facts: RouteFacts) -> Gate:
    """No extension is left: to stay beyond the last day is itself a change."""
    months = facts.number("term_headroom_months")
    beyond = "No extension is left, so that to stay beyond the last day is itself a change of the contract"
    if months is None:
        needs = ("change_permitted", "term_headroom_months")
        if facts.word("change_permitted") == "judgement":
            return Gate("law", JUDGEMENT, f"{beyond}: it has to be judged.", needs, "I")
        return Gate("law", NOT_KNOWN, f"{beyond}; whether the law allows it is not known.", needs)
    if months <= 0:
        why = f"{beyond}, and no months are left for one. Only another ground would allow it."
        return Gate("law", JUDGEMENT if facts.word("change_permitted") == "judgement" else NO, why, (), "I")
    return Gate("law", JUDGEMENT, f"{beyond}: at most {months.normalize():f} months more.", ("change_permitted",), "I")


def _direct_award(facts: RouteFacts) -> Gate:
    said = facts.word("direct_award_ground")
    ground = "a ground for an award without competition (Procurement Act 2023, Schedule 5, or a framework's own terms)"
    if said == "yes":
        return Gate("law", YES, f"There is said to be {ground}: keep the evidence of the market.", (), "V")
    if said == "no":
        return Gate("law", NO, f"There is not {ground}.", (), "V")
    if said == "judgement":
        return Gate("law", JUDGEMENT, f"Whether there is {ground} has to be judged.", ("direct_award_ground",), "V")
    return Gate("law", NOT_KNOWN, f"Whether there is {ground} is not known.", ("direct_award_ground",), "V")


def _leave(facts: RouteFacts) -> Gate:
    """Leaving at the last day needs notice only of what would else renew itself."""
    if not facts.yes("renews_itself"):
        return Gate("law", YES, "Nothing in the contract stands in the way of leaving on its last day.")
    by = facts.day("leave_by")
    if by is None:
        why = "It renews itself; by when notice has to be given is not known."
        return Gate("law", NOT_KNOWN, why, ("leave_by",))
    if by < facts.today:
        return Gate("law", NO, f"It renews itself: the last day to give notice was {in_words(by)}.")
    return Gate("law", YES, f"It renews itself unless notice is given by {in_words(by)}.")


def _means(route: RouteKind, facts: RouteFacts) -> Gate:
    if route.stays and facts.word("supplier_health") == "gone":
        return Gate("means", NO, "There is no supplier any more to agree with.")
    if route.code == "end":
        need = facts.word("need")
        if need is None:
            return Gate("means", NOT_KNOWN, "Whether it will still be needed is not known.", ("need",))
        if need == "ended":
            return Gate("means", YES, "It will not be needed.")
        return Gate("means", NO, "It will be needed: nothing would take its place.")
    own = _MEANS.get(route.code)
    return own(facts) if own else Gate("means", YES, "It needs nothing besides.")


def _framework(facts: RouteFacts) -> Gate:
    found = facts.yes("framework_available")
    if found is None:
        return Gate("means", NOT_KNOWN, "Whether a framework covers it is not known.", ("framework_available",))
    return Gate("means", YES, "A framework covers it.") if found else Gate("means", NO, "No framework covers it.")


def _in_house(facts: RouteFacts) -> Gate:
    found = facts.yes("in_house_able")
    if found is None:
        return Gate("means", NOT_KNOWN, "Whether the council has the people for it is not known.", ("in_house_able",))
    if found:
        return Gate("means", YES, "The council has, or can get, the people for it.")
    return Gate("means", NO, "The council has not the people for it.")


_MEANS: dict[str, Callable[[RouteFacts], Gate]] = {"framework": _framework, "in_house": _in_house}


def _time(route: RouteKind, facts: RouteFacts, times: LeadTimes) -> Gate:
    last = facts.day("last_day")
    if last is None:
        return Gate("time", NOT_KNOWN, "The last day of the term is not known.", ("last_day",))
    day = _settled_by(route, facts, last)
    try:
        found = _in_time(route, _buying(route, times, facts.yes("large_replacement")), day, facts, times)
        if route.code in _REPLACES and facts.yes("large_replacement") is None and found.verdict != NO:
            large = _in_time(route, _buying(route, times, True), day, facts, times)
            if large.verdict != found.verdict:
                why = "Whether it is a large ICT replacement is not known, and that decides whether there is time."
                return replace(found, verdict=NOT_KNOWN, why=why, needs=("large_replacement",))
    except OverflowError:
        return Gate("time", NO, "There is no time left for it.")
    if found.verdict == NO and not route.stays:
        return replace(found, why=f"{found.why}{_bridge(found, facts)}")
    return found


def _settled_by(route: RouteKind, facts: RouteFacts, last: dt.date) -> dt.date:
    """The day by which a route has to be settled: where the contract wants notice of it, that of the notice."""
    if route.code == "extend":
        by = None if facts.yes("renews_itself") else facts.day("extend_by")
        return min(by, last) if by else last
    by = facts.day("leave_by") if route.code == "end" and facts.yes("renews_itself") else None
    return min(by, last) if by else last


def _buying(route: RouteKind, times: LeadTimes, large: bool | None) -> Route:
    code = LARGE if large and route.code in _REPLACES else route.buying
    found = times.route(code) if code else None
    return found or Route(route.code, route.name, route.least, route.most, route.unit, "", times.mark)


def _in_time(route: RouteKind, buying: Route, day: dt.date, facts: RouteFacts, times: LeadTimes) -> Gate:
    today, ends = facts.today, route.code == "end"
    none = 0 if route.stays or ends else None
    # Notice is given at once: what is moved is moved after it.
    leaving = 0 if route.stays or (ends and facts.yes("renews_itself")) else None
    longer = safe_start_by(day, buying, times, mobilisation_days=none, exit_days=leaving)
    # What takes no time but the council's own can be done at once, where its rules on urgency allow.
    governance = 0 if not buying.most else None
    shorter = safe_start_by(
        day, replace(buying, most=buying.least), times, governance, mobilisation_days=none, exit_days=leaving
    )
    safe, latest = longer.last_safe_start, shorter.last_safe_start
    if today <= safe:
        verdict, why = YES, f"There is time: it has to begin by {in_words(safe)}."
    elif today <= latest:
        verdict = JUDGEMENT
        why = f"There is time only if all goes quickly: {in_words(safe)} was safe, {in_words(latest)} is the last day."
    else:
        verdict, why = NO, f"There is no time left by rule of thumb: it had to begin by {in_words(latest)}."
    working = tuple(line for line in longer.working if ", 0 " not in line)
    return Gate("time", verdict, why, (), longer.mark or times.mark, safe, latest, working)


def _bridge(found: Gate, facts: RouteFacts) -> str:
    """Whether an extension that may still be used would make time for a route that comes too late."""
    months, by = facts.number("extension_months"), facts.day("extend_by")
    if not months or by is None or by < facts.today or found.last_safe_start is None:
        return ""
    try:
        enough = add_months(found.last_safe_start, int(months)) >= facts.today
    except OverflowError:
        # Beyond the calendar is late enough.
        enough = True
    if not enough:
        return ""
    return f" To extend by {counted(int(months), 'month')} first would make time for it."
