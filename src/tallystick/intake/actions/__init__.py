"""Every write of the record, as verbs.

Each takes keywords only, with `by` (who decides) and `at` (an aware time; nothing here reads a clock), and saves the
decision and its log entry in one transaction. Then what was read is made again, so that the figures follow: if that
cannot be done now the decision is kept all the same, and `NotYetApplied` says so. All may raise `Refused`.
"""

from tallystick.intake.actions.applying import NotYetApplied, apply
from tallystick.intake.actions.columns import correct_column, correct_columns, set_date_order
from tallystick.intake.actions.loading import load
from tallystick.intake.actions.organisations import name_local_organisation, set_organisation
from tallystick.intake.actions.rows import mark_as_furniture, mend_row, release_row, release_rows
from tallystick.intake.actions.standings import let_stand, set_aside
from tallystick.intake.actions.undoing import undo_decision

__all__ = [
    "NotYetApplied",
    "apply",
    "correct_column",
    "correct_columns",
    "let_stand",
    "load",
    "mark_as_furniture",
    "mend_row",
    "name_local_organisation",
    "release_row",
    "release_rows",
    "set_aside",
    "set_date_order",
    "set_organisation",
    "undo_decision",
]
