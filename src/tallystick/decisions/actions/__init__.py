"""What may be done with decisions and partnerships. Each verb asks who may, and writes the log."""

from tallystick.decisions.actions.boards import name_board
from tallystick.decisions.actions.involving import give_answer, involve, take_out
from tallystick.decisions.actions.keeping import (
    change_decision,
    change_partnership,
    move,
    put_document,
    start_decision,
    start_partnership,
)
from tallystick.decisions.actions.recording import record
from tallystick.decisions.actions.scoring import Given, NotAllAcceptable, agree_score, give_score, give_scores

__all__ = [
    "Given",
    "NotAllAcceptable",
    "agree_score",
    "change_decision",
    "change_partnership",
    "give_answer",
    "give_score",
    "give_scores",
    "involve",
    "move",
    "name_board",
    "put_document",
    "record",
    "start_decision",
    "start_partnership",
    "take_out",
]
