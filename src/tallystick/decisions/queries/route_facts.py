"""What the register, the payments and the company register know of a contract that comes to its end.

Whoever asks is told what they may see of the contract and nothing besides; nothing confidential is read. What is not
there is not known, with why.
"""

from datetime import date, timedelta
from decimal import Decimal

from tallystick.contracts.queries.changes import proposals, standing
from tallystick.contracts.queries.contract import Seen, contract, rows, suppliers_of
from tallystick.contracts.queries.governance import answers
from tallystick.contracts.queries.key_dates import term_of
from tallystick.contracts.queries.performance import watched
from tallystick.contracts.queries.risks import risks
from tallystick.contracts.queries.spend import SpendAgainst, spend_against
from tallystick.contracts.rules.change_facts import UNKNOWN as NOT_RECORDED
from tallystick.contracts.rules.term_dates import Decision, TermDates
from tallystick.councils.rules.actors import Actor
from tallystick.decisions.queries import route_facts_others
from tallystick.decisions.rules.routes_facts import KEYS, UNKNOWN, Fact, RouteFacts
from tallystick.decisions.rules.routes_judged import health_of, performance_of, risk_of, strategy_of
from tallystick.kit.errors import Refused
from tallystick.kit.months import add_months, whole_months
from tallystick.lake.store import lookups_suppliers
from tallystick.lake.store.chosen import NotWorkedOut
from tallystick.lake.store.connection import NothingLoaded
from tallystick.lake.store.home import Home
from tallystick.reference.route_choice import RouteChoice

REGISTER, PAYMENTS = "The register", "Payments as published"
_NOT_YOURS = "Of this contract you may see only what is public."
_SEGMENTATION, _ALTERNATIVES = "segmentation", "alternative_suppliers"
_LEAST = {"none": 0, "few": 1, "some": 5, "many": 10}
"""Answers of the questionnaire in words, each as the fewest suppliers that it stands for."""
_OPEN_STATES = ("proposed", "checked", "agreed")
_DAY = timedelta(days=1)

_Facts = dict[str, Fact]


def route_facts(number: int, *, by: Actor, home: Home, today: date, method: RouteChoice) -> RouteFacts | None:
    """What is known of the contract with this number; None where there is none that `by` may know of.

    method: says how figures are judged. home: where payments are.
    """
    seen = contract(number, by=by)
    return None if seen is None else facts_of(seen, by=by, home=home, today=today, method=method)


def facts_of(seen: Seen, *, by: Actor, home: Home, today: date, method: RouteChoice) -> RouteFacts:
    """As `route_facts`, of a contract that was read for `by`."""
    found = _public(seen, today)
    found |= _money(seen, by, home, today)
    found["supplier_health"] = _health(seen, home, today)
    found["others"] = route_facts_others.others(seen, home, method)
    found["price"] = Fact(None, note="No prices of others are kept here to compare it with.")
    if seen.own:
        found |= _term(seen, today)
        found |= _law(seen, today)
        found |= _leaving(seen, today)
        found |= _running(seen, today, method)
        found["overlap"] = found["overlap"] if found["overlap"].value else route_facts_others.overlap(seen, by, today)
        found |= _segmented(seen, home, today, method)
    missing = "" if seen.own else _NOT_YOURS
    return RouteFacts(today, {key: found.get(key, Fact(None, note=missing) if missing else UNKNOWN) for key in KEYS})


def _public(seen: Seen, today: date) -> _Facts:
    days = {"start": seen["start"], "last_day": seen["end"]}
    return {key: _said(date.fromisoformat(day) if day else None, today) for key, day in days.items()}


def _term(seen: Seen, today: date) -> _Facts:
    """Dates as they follow from the term."""
    try:
        term = term_of(seen, today=today)
    except Refused as no:
        return {key: Fact(None, REGISTER, note=str(no)) for key in ("last_day", "extension_months", "extend_by")}
    if term is None:
        return {}
    dates, ended = term.dates, seen["terminated"]
    last = date.fromisoformat(ended) if ended else dates.current_end
    note = "" if last else "The contract has no last day, or the register does not say it."
    route = str(seen["next_route"] or "")
    return {
        "last_day": Fact(last, REGISTER, today, note=note),
        "large_replacement": _said(route == "large_ict" if route else None, today),
        **_extension(seen, dates, today),
        **_renewal(seen, dates, today),
    }


def _extension(seen: Seen, dates: TermDates, today: date) -> _Facts:
    chance = _decision(dates, "extension")
    if chance is not None and chance.takes_effect and chance.new_end:
        months = whole_months(chance.takes_effect + _DAY, chance.new_end + _DAY)
        by = chance.last_day_to_send or chance.last_day_to_give_notice
        return {"extension_months": Fact(months, REGISTER, today), "extend_by": Fact(by, REGISTER, today)}
    agreed, used = seen["extensions"] or [], seen["extensions_used"]
    if dates.too_late:
        return {"extension_months": Fact(0, REGISTER, today, note=dates.too_late)}
    if agreed and used is not None and used >= len(agreed):
        return {"extension_months": Fact(0, REGISTER, today)}
    note = "" if agreed else "The register names no months of an extension: that does not say that there is none."
    if written := str(seen["extension"] or "").strip():
        note = f"The register says of extensions: “{written}”. {note}".strip()
    return {"extension_months": Fact(None, REGISTER, note=note)}


def _renewal(seen: Seen, dates: TermDates, today: date) -> _Facts:
    chance = _decision(dates, "renewal")
    if chance is not None:
        by = chance.last_day_to_send or chance.last_day_to_give_notice
        return {"renews_itself": Fact(True, REGISTER, today), "leave_by": Fact(by, REGISTER, today)}
    kind = str(seen["term_kind"] or "")
    if kind == "renewing" or seen["renewal_months"]:
        return {"renews_itself": Fact(True, REGISTER, today)}
    # A register's term counts as fixed where it has an end: that does not say that it does not renew itself.
    return {"renews_itself": _said(False if kind == "one_off" else None, today)}


def _decision(dates: TermDates, kind: str) -> Decision | None:
    return next((one for one in dates.decisions if one.kind == kind), None)


def _law(seen: Seen, today: date) -> _Facts:
    """What is left, and what the last check of a change that is still open came to."""
    left = standing(seen, today=today)
    lacking = ", ".join(NOT_RECORDED.get(code, code) for code in left.unknown)
    note = f"Not known: {lacking}." if lacking else ""
    checks = [one.check for one in proposals(seen) if one.state in _OPEN_STATES and one.check]
    permitted = {str(one.values["permitted"]) for one in checks} - {""}
    found = {
        "regime": Fact(None if left.regime == "UNKNOWN" else left.regime, REGISTER, today, note=left.why),
        "headroom_pounds": Fact(_pounds(left.slight_pence), REGISTER, today, note=note),
        "term_headroom_months": Fact(
            None if left.term_tenths is None else Decimal(left.term_tenths) / 10, REGISTER, today, note=note
        ),
    }
    if len(permitted) == 1:
        found["change_permitted"] = Fact(permitted.pop(), "Checks of changes that are still open", today)
    return found


def _money(seen: Seen, by: Actor, home: Home, today: date) -> _Facts:
    against = spend_against(seen, home=home, by=by, today=today)
    worth = against.worth
    value = (
        _said(None, today) if worth is None else Fact(_pounds(worth.pence), REGISTER, today, note=_short(worth.working))
    )
    return {"value_pounds": value, "spent_pounds": _spent(seen, against)}


def _spent(seen: Seen, against: SpendAgainst) -> Fact:
    """What was paid, where payments are loaded for the whole time; counted to the end of the last month there is."""
    loaded = against.loaded
    why = ""
    if loaded is None or loaded.first_month is None or loaded.last_month is None or not against.covered:
        why = "No payments of its time are loaded."
    elif not against.worked_out:
        why = "Suppliers have not been worked out for what is loaded."
    elif against.unknown:
        why = "A supplier of the contract is not found among those who were paid."
    elif against.first is None or loaded.first_month > against.first:
        why = "Payments are not loaded from its first day on."
    if why or loaded is None or loaded.last_month is None:
        return Fact(None, PAYMENTS, note=why)
    until = min(add_months(loaded.last_month, 1) - _DAY, against.last)
    notes = []
    if against.alike:
        notes.append("Other contracts with the same supplier ran then: some of it may be theirs.")
    if seen["vat"] != "exclusive":
        notes.append("Payments are mostly published without VAT; the contract's value is not said to be without it.")
    confidence = "low" if notes else "medium"
    return Fact(_pounds(against.spend.amount_pence), PAYMENTS, until, confidence, " ".join(notes))


def _health(seen: Seen, home: Home, today: date) -> Fact:
    ids = [party.supplier_id for party in suppliers_of(seen) if party.role == "supplier" and party.supplier_id]
    try:
        found = [lookups_suppliers.supplier(home, one) for one in ids]
    except (NothingLoaded, NotWorkedOut):
        return UNKNOWN
    fact = health_of([one.status for one in found if one is not None])
    return Fact(fact.value, fact.source, today if fact.source else None, fact.confidence, fact.note)


def _leaving(seen: Seen, today: date) -> _Facts:
    plans = rows(seen, "exit")
    costs = [one.values["cost_pence"] for one in plans if one.values["cost_pence"] is not None]
    returned = bool(seen["data_return"]) or any(one.values["data_return"] for one in plans)
    overlaps = any(one.values["kind"] == "overlaps" for one in rows(seen, "relation"))
    return {
        "exit_plan": _said(True if plans else None, today, "The register has none: there may be one elsewhere."),
        "data_return": _said(True if returned else None, today, "The register does not say how data comes back."),
        "leave_cost_pounds": _said(_pounds(max(costs)) if costs else None, today),
        "overlap": _said("some" if overlaps else None, today, "The register names none: nobody may have looked."),
    }


def _running(seen: Seen, today: date, method: RouteChoice) -> _Facts:
    since = add_months(today, -method.bands["performance_months"])
    measures = watched(seen, today=today)
    ratings = [one.rating for measure in measures for one in measure.recorded if since <= one.last <= today]
    fired = sum(measure.fired is not None and measure.fired.fired for measure in measures)
    places = []
    for risk in risks(seen):
        if risk.entry.values["state"] == "open" and risk.now is not None:
            codes = [rating.code for rating in risk.scale.ratings]
            places.append((codes.index(risk.now.rating.code), len(codes)))
    judged = {"performance": performance_of(ratings, fired, method), "risk": risk_of(places)}
    return {key: Fact(one.value, one.source, today, one.confidence, one.note) for key, one in judged.items()}


def _segmented(seen: Seen, home: Home, today: date, method: RouteChoice) -> _Facts:
    """What the last answers to the nine questions say; where they give no number of suppliers, what payments say."""
    found: _Facts = {}
    for one in answers(seen, _SEGMENTATION):
        told, on = one.entry.values["answers"], date.fromisoformat(str(one.entry.values["answered_on"]))
        said = told.get(_ALTERNATIVES)
        number = _LEAST.get(said) if isinstance(said, str) else said
        if isinstance(number, int) and not isinstance(number, bool):
            found.setdefault("alternatives", Fact(number, "The nine questions of segmentation", on))
        found.setdefault("strategy", strategy_of(told.get("strategy"), on))
    found.setdefault("alternatives", route_facts_others.alternatives(seen, home, today, method))
    return found


def _said(value: bool | Decimal | str | date | None, today: date, missing: str = "") -> Fact:
    return Fact(None, note=missing) if value is None else Fact(value, REGISTER, today)


def _pounds(pence: int | None) -> Decimal | None:
    return None if pence is None else Decimal(pence).scaleb(-2)


def _short(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
