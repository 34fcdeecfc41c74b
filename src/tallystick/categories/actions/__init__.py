"""Every write about categories, as verbs: keywords only, with `by` (who decides) and `at` (an aware time).

Each saves the decision and its log entry in one transaction. `follow` then makes what is shown follow, and what was
decided about suppliers too. All may raise `Refused`.
"""

from tallystick.categories.actions.correcting import (
    correct_account,
    correct_payment,
    correct_supplier,
    undo_correction,
)
from tallystick.categories.actions.following import follow, is_behind

__all__ = ["correct_account", "correct_payment", "correct_supplier", "follow", "is_behind", "undo_correction"]
