"""May a contract be changed? PCR 2015 regulation 72, or Procurement Act 2023 sections 74 to 77 and Schedule 8."""

from tallystick.law.changes.answered import Checked, Headroom, Limb, Notice, Warning
from tallystick.law.changes.asked import Change, ChangeFacts, EarlierChange

__all__ = ["Change", "ChangeFacts", "Checked", "EarlierChange", "Headroom", "Limb", "Notice", "Warning"]
