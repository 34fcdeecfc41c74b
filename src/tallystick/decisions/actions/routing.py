"""Start the decision of what follows a contract, with what the register knows; say which way was chosen."""

import datetime as dt
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from tallystick.contracts.actions.keeping import NotAcceptable, NotThere, add_row, held
from tallystick.contracts.queries.contract import Seen, contract
from tallystick.contracts.queries.governance import open_duties_of
from tallystick.councils.actions import check, check_moment
from tallystick.councils.rules.actors import Actor
from tallystick.councils.rules.permissions import Permission
from tallystick.decisions import models
from tallystick.decisions.actions.holding import check_open, held_decision
from tallystick.decisions.actions.keeping import change_decision, put_document, start_decision
from tallystick.decisions.queries.answering import current, worked_out
from tallystick.decisions.queries.route_facts import facts_of
from tallystick.decisions.queries.routes import open_route
from tallystick.decisions.rules.routes_json import LONGEST, known_to_json, soonest
from tallystick.kit.dates import london_day
from tallystick.kit.errors import Refused
from tallystick.lake.store.home import Home
from tallystick.reference.route_choice import route_choice

KIND = "recommendation"
FOLLOWS = "decision:"
"""Before the number of the decision for which something has to be found out, as the source of a duty."""


def start_route(*, of: int, home: Home, by: Actor, at: datetime) -> models.Decision:
    """A decision of what follows a contract, with all that the register knows of it today; the one that is open
    already, where there is one.

    of: the contract's number. Raises NotThere for one that `by` may not know of; NotAllowed.
    """
    check_moment(at)
    seen = contract(of, by=by)
    if seen is None:
        raise NotThere()
    check(by, Permission.KEEP_REGISTER, seen.organisation)
    there = open_route(of, by=by)
    if there is not None:
        return there
    register = _known(seen, home, by, at)
    answer, _, _ = worked_out(KIND, {"register": register}, london_day(at))
    values = _about(seen, register, answer)
    with transaction.atomic():
        # Whoever presses twice, or at once with another, waits here, and is led to the decision that is there then.
        held(of, by=by)
        there = open_route(of, by=by)
        if there is not None:
            return there
        row = start_decision(organisation=seen.organisation, contract=of, values=values, by=by, at=at)
        put_document(
            of="decision", number=row.pk, kind=KIND, said={"register": register, "facts": {}}, edition=0, by=by, at=at
        )
    return row


def ask_register_again(*, decision: int, edition: int, home: Home, by: Actor, at: datetime) -> models.Document:
    """What the register knows now in place of what it knew; what people said stands.

    Raises NotThere, NotAllowed, ChangedMeanwhile; Refused where the decision is about no contract of the register.
    """
    check_moment(at)
    with transaction.atomic():
        row = held_decision(decision, by=by)
    seen = contract(row.contract_id, by=by) if row.contract_id else None
    if seen is None:
        raise Refused("It is about no contract of the register.", what_to_do="Say what is known yourself.")
    # Nothing is held while payments are read: what was written meanwhile is another edition, which is told then.
    written = {**_said(row), "register": _known(seen, home, by, at)}
    return _put(row, written, edition, by, at)


def choose_route(
    *, decision: int, edition: int, route: str, why: str, chosen_by: str, on: dt.date | None, by: Actor, at: datetime,
) -> models.Document:  # fmt: skip
    """Keeps which way forward a person chose, and why: in the document, and as what the decision chose. route: "" takes
    the choice back, and in the decision too where what it chose is still that way.

    Raises NotThere, NotAllowed, ChangedMeanwhile, NotAcceptable; Refused once it was put to those who decide.
    """
    check_moment(at)
    known = route_choice().route(route)
    if route and known is None:
        raise NotAcceptable({"route": "There is no such way forward to choose"})
    if known and not why.strip():
        raise NotAcceptable({"why": "Say why it is chosen"})
    if len(why) > LONGEST:
        raise NotAcceptable({"why": f"Say it in at most {LONGEST:,} letters"})
    if known and not chosen_by.strip():
        raise NotAcceptable({"by": "Say who chose it"})
    with transaction.atomic():
        row = held_decision(decision, by=by)
        said_before = _said(row)
        written = {key: one for key, one in said_before.items() if key != "choice"}
        values = {"chosen": "", "chosen_why": ""} if row.chosen == _name_of(said_before.get("choice")) else {}
        if known:
            said = {"route": route, "why": why.strip(), "by": chosen_by.strip()}
            written["choice"] = said | ({"on": on.isoformat()} if on else {})
            values = {"chosen": known.name, "chosen_why": why.strip()}
        made = _put(row, written, edition, by, at)
        if values:
            change_decision(decision=decision, version=row.version, values=values, by=by, at=at)
    return made


def find_out(
    *, decision: int, facts: Sequence[str], owner: int | None, due: dt.date | None, by: Actor, at: datetime
) -> int:
    """Makes what is not known duties of the contract, each to be found out by whoever would know it; gives how many.

    facts: those that `find_out` of the answer names. owner: a person's number. One that is an open duty already is not
    made again. Raises NotThere, NotAllowed, NotAcceptable; Refused where there is no contract, or nothing to find out.
    """
    check_moment(at)
    with transaction.atomic():
        row = held_decision(decision, by=by)
        check_open(row)
        if row.contract_id is None:
            raise Refused("It is about no contract of the register.", what_to_do="Find it out, and write it down here.")
        answer, problem, _ = worked_out(KIND, _said(row), london_day(at))
        if answer is None:
            raise Refused(problem, what_to_do="Mend that first.")
        asked = [one for one in answer["find_out"] if one["fact"] in facts]
        if not asked:
            raise NotAcceptable({"facts": "Choose at least one thing to find out"})
        there = open_duties_of(row.contract_id, source=f"{FOLLOWS}{row.pk}")
        wanted = [one for one in asked if one["fact"] not in there]
        for one in wanted:
            add_row(contract=row.contract_id, kind="duty", values=_duty(row, one, owner, due), by=by, at=at)
        return len(wanted)


def _duty(row: models.Decision, one: Mapping[str, Any], owner: int | None, due: dt.date | None) -> dict[str, Any]:
    """Without what the decision says: more people read duties than papers of decisions."""
    what, why = f"Find out: {one['what'][:1].lower()}{one['what'][1:]}", f"For decision {row.pk}."
    return {
        "code": one["fact"], "what": what, "why": why, "who": one["who"], "owner_id": owner, "due": due,
        "source": f"{FOLLOWS}{row.pk}",
    }  # fmt: skip


def _name_of(choice: Any) -> str | None:
    """The name of the way forward that a document says is chosen; None where it says none."""
    known = route_choice().route(str(choice.get("route"))) if isinstance(choice, Mapping) else None
    return known.name if known else None


def _known(seen: Seen, home: Home, by: Actor, at: datetime) -> dict[str, Any]:
    return known_to_json(facts_of(seen, by=by, home=home, today=london_day(at), method=route_choice()))


def _about(seen: Seen, register: Mapping[str, Any], answer: Mapping[str, Any] | None) -> dict[str, Any]:
    name = str(seen["title"] or seen["description"] or seen["reference"] or f"contract {seen.id}")[:200]
    return {
        "title": f"What follows the contract “{name}”",
        "kind": "route",
        "question": f"Whether to renew, renegotiate or retender “{name}”, or to let it end.",
        "reference": str(seen["reference"] or "")[:60],
        "needed_by": soonest(answer) if answer else None,
    }


def _said(row: models.Decision) -> dict[str, Any]:
    found = current(row, KIND)
    return dict(found.said) if found else {}


def _put(row: models.Decision, written: Mapping[str, Any], edition: int, by: Actor, at: datetime) -> models.Document:
    return put_document(of="decision", number=row.pk, kind=KIND, said=written, edition=edition, by=by, at=at)
