"""Every write about suppliers, as verbs: keywords only, with `by` (who decides) and `at` (an aware time).

Each saves the decision and its log entry in one transaction. What is shown follows when `resolve_all` is next run,
which `categories.actions.follow` does. All may raise `Refused`.
"""

from tallystick.suppliers.actions.describing import (
    rename_supplier,
    set_company_number,
    set_group,
    set_kind,
    undo_description,
)
from tallystick.suppliers.actions.judging import judge_pair, merge_suppliers, split_supplier, undo_judgement
from tallystick.suppliers.actions.resolving import resolve_all

__all__ = [
    "judge_pair",
    "merge_suppliers",
    "rename_supplier",
    "resolve_all",
    "set_company_number",
    "set_group",
    "set_kind",
    "split_supplier",
    "undo_description",
    "undo_judgement",
]
