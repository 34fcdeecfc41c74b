"""May a contract be changed? PCR 2015 regulation 72, or Procurement Act 2023 sections 74 to 77 and Schedule 8."""

from tallystick.law.changes.answered import Checked, Headroom, Limb, Notice, Warning
from tallystick.law.changes.asked import Change, ChangeFacts, EarlierChange
from tallystick.law.changes.checking import check_change
from tallystick.law.changes.headroom import headroom
from tallystick.law.changes.reading import WrongFact, facts_from_json, strangers
from tallystick.law.changes.stating import to_json, to_keep

__all__ = [
    "Change",
    "ChangeFacts",
    "Checked",
    "EarlierChange",
    "Headroom",
    "Limb",
    "Notice",
    "Warning",
    "WrongFact",
    "check_change",
    "facts_from_json",
    "headroom",
    "strangers",
    "to_json",
    "to_keep",
]
