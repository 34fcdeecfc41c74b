"""Name the people of a partnership's board in a decision, from the seats that they hold."""

from datetime import datetime

from django.db import transaction

from tallystick.contracts.actions.keeping import NotAcceptable
from tallystick.councils.actions import check_moment
from tallystick.councils.rules.actors import Actor
from tallystick.decisions import models
from tallystick.decisions.actions.holding import check_open, held_decision
from tallystick.decisions.actions.involving import involve
from tallystick.decisions.queries.apart import seated
from tallystick.decisions.queries.partnerships import boards_of
from tallystick.decisions.rules.apart import told_out
from tallystick.kit.dates import london_day
from tallystick.kit.errors import Refused


def name_board(*, decision: int, board: str, by: Actor, at: datetime) -> tuple[list[models.Involved], str]:
    """Names everybody who holds a seat on a board on the day of `at`, as `rules.partnership.named` says: those with a
    vote approve or refuse it, officers without one are consulted. Who has that part already is left as they are; who
    has to do with it so that they may not approve it is left out. Gives those who were named, and who was left out,
    as a sentence.

    board: its id in what is known of the partnership. Raises NotThere, NotAllowed, NotAcceptable; Refused where there
    is nobody to name, and once the decision was put to those who decide.
    """
    check_moment(at)
    with transaction.atomic():
        row = held_decision(decision, by=by)
        check_open(row)
        if row.partnership is None or row.partnership.removed:
            raise Refused(
                "This decision is of no partnership.", what_to_do="Start one from the page of the partnership."
            )
        found = [one for one in boards_of(row.partnership, london_day(at), by=by) if one.board.id == board]
        if not found:
            raise NotAcceptable({"board": "There is no such board to choose"})
        [(_, people)] = seated(row, found)
        out = told_out(people)
        new = dict.fromkeys((one.who.part, one.who.name, one.who.speaks_for) for one in people if one.new)
        if not new:
            raise Refused(
                " ".join([f"Nobody on {found[0].board.name} is still to be named.", out]).strip(),
                what_to_do="Add who holds a seat on this day to the board first.",
            )
        made = [
            involve(decision=decision, role=role, name=name, speaks_for=speaks_for, by=by, at=at)
            for role, name, speaks_for in new
        ]
    return made, out
