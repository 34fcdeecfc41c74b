"""Name the people of a partnership's board in a decision, from the seats that they hold."""

from datetime import datetime

from django.db import transaction

from tallystick.contracts.actions.keeping import NotAcceptable
from tallystick.councils.actions import check_moment
from tallystick.councils.rules.actors import Actor
from tallystick.decisions import models
from tallystick.decisions.actions.holding import check_open, held_decision
from tallystick.decisions.actions.involving import involve
from tallystick.decisions.queries.partnerships import boards_of
from tallystick.kit.dates import london_day
from tallystick.kit.errors import Refused


def name_board(*, decision: int, board: str, by: Actor, at: datetime) -> list[models.Involved]:
    """Names everybody who holds a seat on a board on the day of `at`, as `rules.partnership.named` says: those with a
    vote approve or refuse it, officers without one are consulted. Who has that part already is left as they are.

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
        found = {one.board.id: one for one in boards_of(row.partnership, london_day(at), by=by)}
        if board not in found:
            raise NotAcceptable({"board": "There is no such board to choose"})
        there = set(row.involved.filter(removed=False).values_list("role", "name", "speaks_for"))
        new = [
            one
            for one in dict.fromkeys((who.part, who.name[:200], who.speaks_for[:300]) for who in found[board].named)
            if one not in there
        ]
        if not new:
            raise Refused(
                f"Nobody on {found[board].board.name} is still to be named.",
                what_to_do="Add who holds a seat on this day to the board first.",
            )
        return [
            involve(decision=decision, role=role, name=name, speaks_for=speaks_for, by=by, at=at)
            for role, name, speaks_for in new
        ]
