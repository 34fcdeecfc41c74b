"""Name the people of a partnership's board in a decision, from the seats that they hold."""

from datetime import datetime

from django.db import transaction

from tallystick.contracts.actions.keeping import NotAcceptable
from tallystick.councils.actions import check_moment
from tallystick.councils.rules.actors import Actor
from tallystick.decisions import models
from tallystick.decisions.actions.apart import why_not
from tallystick.decisions.actions.holding import check_open, held_decision
from tallystick.decisions.actions.involving import involve
from tallystick.decisions.queries.partnerships import OnBoard, boards_of
from tallystick.kit.dates import london_day
from tallystick.kit.errors import Refused


def name_board(*, decision: int, board: str, by: Actor, at: datetime) -> list[models.Involved]:
    """Names everybody who holds a seat on a board on the day of `at`, as `rules.partnership.named` says: those with a
    vote approve or refuse it, officers without one are consulted. Who has that part already is left as they are; who
    has to do with it so that they may not approve it is left out (`left_out` says who, and why).

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
        out = left_out(row, found[board])
        new = [one for one in new if one[0] != "approver" or one[1] not in out]
        if not new:
            raise Refused(
                " ".join([f"Nobody on {found[board].board.name} is still to be named.", told_out(out)]).strip(),
                what_to_do="Add who holds a seat on this day to the board first.",
            )
        return [
            involve(decision=decision, role=role, name=name, speaks_for=speaks_for, by=by, at=at)
            for role, name, speaks_for in new
        ]


def left_out(row: models.Decision, found: OnBoard) -> dict[str, str]:
    """Names on a board of those who would approve a decision and may not, with why: “agrees its scores”."""
    names = dict.fromkeys(one.name[:200] for one in found.named if one.part == "approver")
    return {name: why for name in names if (why := why_not(row, name))}


def told_out(out: dict[str, str]) -> str:
    """The same as a sentence; nothing for none."""
    told = "; ".join(f"{name} {why}" for name, why in out.items())
    return f"Left out, as whoever has to do with it so does not approve it: {told}." if told else ""
