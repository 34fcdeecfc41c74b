"""Any council's contract register to proposed contracts. Every row ends in one place; what is awkward is asked.

Offers: `read_register`, the shapes it gives, `differences`, and what the columns of an export are (`exported`).
"""

from tallystick.contracts.reading.differing import Difference, differences
from tallystick.contracts.reading.proposed import Extension, Notice, Proposed
from tallystick.contracts.reading.registers import read_register
from tallystick.contracts.reading.shapes import ColumnRead, Mapping, RegisterReading, RowRead, SheetReading
from tallystick.contracts.rules.asking import CODES, Question, Suggestion

__all__ = [
    "CODES", "ColumnRead", "Difference", "Extension", "Mapping", "Notice", "Proposed", "Question", "RegisterReading", "RowRead",
    "SheetReading", "Suggestion", "differences", "read_register",
]  # fmt: skip
