"""What a worksheet holds, counted before the workbook library lays its whole used area out in memory."""

from dataclasses import dataclass, field

from tallystick.kit.errors import Refused
from tallystick.lake.read.grid import refuse_wide
from tallystick.lake.read.limits import Limits, said_bytes
from tallystick.lake.read.refusals import SAVE_AS_CSV

_ERRORS = 1_000_000
_DELETE_BLANK = "Delete the blank rows and columns, save it and load it again."


@dataclass
class Survey:
    """The used area of one worksheet; rows and columns counted from 0.

    errors: cells that hold an error such as ``#N/A``, which the workbook library gives as empty.
    text_bytes: what its text would take if each cell kept its own copy, where the file shares copies.
    """

    first_row: int = -1
    last_row: int = -1
    first_column: int = -1
    last_column: int = -1
    filled_rows: int = 0
    pivot: bool = False
    text_bytes: int = 0
    errors: dict[int, dict[int, str]] = field(default_factory=dict)
    _row: int = -1
    _error_count: int = 0

    def see(self, row: int, column: int) -> None:
        """Count a cell that has a value."""
        if row != self._row:
            self._row = row
            self.filled_rows += 1
            if row > self.last_row:
                self.last_row = row
            if self.first_row < 0 or row < self.first_row:
                self.first_row = row
        if column > self.last_column:
            self.last_column = column
        if self.first_column < 0 or column < self.first_column:
            self.first_column = column

    def see_error(self, row: int, column: int, text: str) -> None:
        self._error_count += 1
        if self._error_count > _ERRORS:
            raise Refused(
                f"More than {_ERRORS:,} cells of this sheet hold an error such as #N/A.",
                what_to_do="Ask the publisher for a copy with values in it.",
            )
        self.errors.setdefault(row, {})[column] = text

    def refuse_too_much(self, limits: Limits) -> None:
        """Raise Refused when the sheet is wider, longer or heavier than the limits."""
        refuse_wide(self.last_column + 1, "This sheet", limits)
        rows, columns = self.last_row + 1, self.last_column + 1
        if rows - self.filled_rows > limits.blank_rows:
            raise Refused(
                f"This sheet has {rows - self.filled_rows:,} blank rows between its filled ones.",
                what_to_do=_DELETE_BLANK,
            )
        if rows * columns > limits.grid_cells:
            raise Refused(
                f"This sheet is {rows:,} rows by {columns:,} columns, and we read at most {limits.grid_cells:,} cells.",
                what_to_do=SAVE_AS_CSV,
            )
        if self.text_bytes > limits.unpacked_bytes:
            raise Refused(
                f"The text of this sheet comes to more than {said_bytes(limits.unpacked_bytes)} when it is laid out.",
                what_to_do=SAVE_AS_CSV,
            )
