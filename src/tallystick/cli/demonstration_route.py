"""A decision of the demonstration: whether to renew, renegotiate or retender a contract that ends in some months."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tallystick.cli.demonstration_decision import technology_contracts
from tallystick.cli.doorway import Door
from tallystick.kit.dates import financial_year

_DAYS_AGO = 6


def decide_route(door: Door, names: list[str]) -> int | None:
    """Starts it from the register of the first council, adds what people know and what each way would cost, and keeps a
    record; its number, or None where the council has too few contracts."""
    from tallystick.decisions import actions
    from tallystick.decisions.actions import routing as verbs
    from tallystick.decisions.queries.answering import current
    from tallystick.demonstration.routing import routing
    from tallystick.intake.queries import directory

    told, at = routing(), door.now - timedelta(days=_DAYS_AGO)
    technology = technology_contracts(door, directory().resolve(names[0]).code)
    if told["contract"] >= len(technology):
        return None
    given: dict[str, Any] = {"by": door.actor, "at": at}
    row = verbs.start_route(of=technology[told["contract"]], home=door.home, **given)
    started = current(row, verbs.KIND)
    assert started is not None
    register = started.said["register"]
    said = {"register": register, "facts": _facts(told, register, at.date().isoformat())}
    actions.put_document(of="decision", number=row.pk, kind=verbs.KIND, said=said, edition=started.edition, **given)
    case = _case(told, register, at)
    if case:
        actions.put_document(of="decision", number=row.pk, kind="business_case", said=case, edition=0, **given)
    actions.involve(decision=row.pk, role="approver", name="The ICT board", **given)
    actions.record(decision=row.pk, **given)
    return int(row.pk)


def _facts(told: dict[str, Any], register: dict[str, Any], on: str) -> dict[str, Any]:
    found = {key: {"as_of": on, **fact} for key, fact in told["facts"].items()}
    worth = register.get("value_pounds", {}).get("value")
    if worth is not None:
        paid = {name: told["paid"][name] for name in ("source", "confidence")}
        found["spent_pounds"] = {
            "value": f"{round(Decimal(str(worth)) * Decimal(told['paid']['share']), -2):f}", "as_of": on, **paid,
        }  # fmt: skip
    return found


def _case(told: dict[str, Any], register: dict[str, Any], at: Any) -> dict[str, Any]:
    """The business case of the made-up prices; nothing where the contract's worth or days are not known."""
    from tallystick.decisions.rules.routes_case import Priced, Range, case_of
    from tallystick.kit.months import whole_months
    from tallystick.reference.route_choice import route_choice

    known = {key: register.get(key, {}).get("value") for key in ("start", "last_day", "value_pounds")}
    if None in known.values():
        return {}
    start, last = (date.fromisoformat(str(known[key])) for key in ("start", "last_day"))
    after = last + timedelta(days=1)
    yearly = Decimal(str(known["value_pounds"])) * 12 / max(whole_months(start, after), 1)
    names = {one.code: one.name for one in route_choice().routes}

    def pounds(shares: list[str] | None) -> Range | None:
        if shares is None:
            return None
        low, likely, high = (round(yearly * Decimal(share), -2) for share in shares)
        return Range(low, likely, high)

    priced = [
        Priced(names[code], pounds(one["yearly"]) or Range(None, Decimal(0), None), pounds(one.get("once")))
        for code, one in told["prices"].items()
    ]
    return case_of(
        priced, {}, routes=list(names.values()), as_now=names["extend"], base_year=financial_year(at.date()),
        first_year=financial_year(max(after, at.date())), years=told["years"],
    )  # fmt: skip
