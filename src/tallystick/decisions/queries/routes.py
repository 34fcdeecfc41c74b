"""Decisions of what follows a contract: the one that is open, and a look at what the register would say."""

import datetime as dt

from tallystick.councils.rules.actors import Actor
from tallystick.decisions import choices, models
from tallystick.decisions.queries.answering import Answered, worked_out
from tallystick.decisions.queries.route_facts import route_facts
from tallystick.decisions.queries.seeing import seen_by
from tallystick.decisions.rules.routes_json import known_to_json
from tallystick.lake.store.home import Home
from tallystick.reference.route_choice import route_choice


def open_route(contract: int, *, by: Actor) -> models.Decision | None:
    """The newest decision of what follows a contract that is not over, of those that `by` may know of."""
    found = seen_by(by).filter(contract=contract, kind="route").exclude(state__in=choices.OVER)
    return found.order_by("-pk").first()


def looked_at(contract: int, *, by: Actor, home: Home, today: dt.date) -> Answered | None:
    """What the register alone says of what should follow a contract; None for one that `by` may not know of."""
    facts = route_facts(contract, by=by, home=home, today=today, method=route_choice())
    if facts is None:
        return None
    said = {"register": known_to_json(facts), "facts": {}}
    answer, problem, place = worked_out("recommendation", said, today)
    return Answered("recommendation", 0, False, said, answer, problem, place)
