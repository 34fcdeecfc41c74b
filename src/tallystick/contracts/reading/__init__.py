"""Any council's contract register to proposed contracts. Every row ends in one place; what is awkward is asked.

Offers: `read_register` and the shapes it gives.
"""

from tallystick.contracts.reading.proposed import Extension, Notice, Proposed
from tallystick.contracts.reading.registers import read_register
from tallystick.contracts.reading.shapes import ColumnRead, Mapping, RegisterReading, RowRead, SheetReading
from tallystick.contracts.rules.asking import CODES, Question, Suggestion

__all__ = [
    "CODES", "ColumnRead", "Extension", "Mapping", "Notice", "Proposed", "Question", "RegisterReading", "RowRead",
    "SheetReading", "Suggestion", "read_register",
]  # fmt: skip
