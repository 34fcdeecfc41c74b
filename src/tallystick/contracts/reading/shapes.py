"""What reading a register gives: every row of every sheet, where it ended, and what it says of a contract."""

from collections import Counter
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field
from typing import Literal

from tallystick.contracts.reading.proposed import Proposed
from tallystick.contracts.rules.asking import Question

Place = Literal["contract", "question", "quarantined", "furniture", "blank"]


@dataclass(frozen=True, slots=True)
class RowRead:
    """One physical row.

    row: its 1-based line in the file (the row number in a worksheet). cells: as published, one a column, blanks None.
    place: where it ended; ``question`` is a contract with questions that are open.
    reason: for ``quarantined`` a code of `placing.QUARANTINE`, for ``furniture`` its kind, else "".
    say: a sentence for an officer where there is a reason, else "".
    contract: what is proposed, for ``contract`` and ``question``; None for the rest.
    identity: what tells this contract from the others when the file comes again (see `identities`); None without one.
    joined_to: for a row whose words went on from a row above and were joined to it, that row's number.
    """

    row: int
    cells: tuple[str | None, ...]
    place: Place
    reason: str = ""
    say: str = ""
    contract: Proposed | None = None
    questions: tuple[Question, ...] = ()
    identity: str | None = None
    joined_to: int | None = None


@dataclass(frozen=True, slots=True)
class ColumnRead:
    """One published column, for the preview of what it became.

    position: 0-based. heading: as published, several rows of headings joined by a space; "" if none.
    key: the heading folded, or ``column 3``: what a `Mapping` names it by.
    field: a name of `fields.COLUMNS`, or None where the column is kept in `Proposed.other`.
    how: ``person`` (a mapping handed in) ``heading`` ``content`` ``none``. confidence: 0 to 1.
    why: a sentence for an officer. sample: up to five distinct cells. filled: rows that are not blank.
    """

    position: int
    heading: str
    key: str
    field: str | None
    how: str
    confidence: float
    why: str
    sample: tuple[str, ...]
    filled: int


@dataclass(frozen=True)
class SheetReading:
    """One sheet (or one table of it), or a sheet that was not read (`outcome` is then ``refused`` or ``notes``).

    sheet: its name; None for a text file. header_row: 1-based line of the first row of headings; None if there is none.
    fingerprint: alike for sheets with the same headings in the same order: what a remembered mapping hangs on.
    date_order: ``day`` or ``month``; date_why says how that was known.
    rows: every physical row, headings and titles too, in order. known: field -> contracts that say it.
    notes: sentences: everything that was assumed.
    """

    sheet: str | None
    outcome: str = "loaded"
    reason: str | None = None
    header_row: int | None = None
    header_rows: int = 0
    fingerprint: str = ""
    date_order: str = "day"
    date_why: str = ""
    columns: tuple[ColumnRead, ...] = ()
    rows: tuple[RowRead, ...] = ()
    known: MappingOf[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def rows_read(self) -> int:
        """Every physical row: contracts, question rows, quarantine, furniture and blank together."""
        return len(self.rows)

    def count(self, place: Place) -> int:
        return sum(1 for row in self.rows if row.place == place)

    @property
    def contracts(self) -> int:
        """Rows that became a contract without a question."""
        return self.count("contract")

    @property
    def question_rows(self) -> int:
        """Rows that became a contract with a question or more."""
        return self.count("question")

    @property
    def questions(self) -> dict[str, int]:
        """Every question by code. A row may have several: `question_rows_by_reason` counts each row once."""
        return dict(Counter(q.code for row in self.rows for q in row.questions).most_common())

    @property
    def question_rows_by_reason(self) -> dict[str, int]:
        """Question rows by the code of their first question; adds up to `question_rows`."""
        return dict(Counter(row.questions[0].code for row in self.rows if row.place == "question").most_common())

    @property
    def quarantined(self) -> dict[str, int]:
        return dict(Counter(row.reason for row in self.rows if row.place == "quarantined").most_common())

    @property
    def furniture(self) -> int:
        return self.count("furniture")

    @property
    def furniture_kinds(self) -> dict[str, int]:
        return dict(Counter(row.reason for row in self.rows if row.place == "furniture").most_common())

    @property
    def blank(self) -> int:
        return self.count("blank")


@dataclass(frozen=True)
class RegisterReading:
    """One file. outcome: ``loaded``, ``partly`` (some sheets refused) or ``refused`` (with the reason).

    organisation: code, name and how (``given`` ``content`` ``path`` ``not known``) of whose register it is.
    """

    file: str
    sha256: str
    bytes: int
    format: str | None
    encoding: str | None
    outcome: str
    reason: str | None
    organisation: MappingOf[str, str | None]
    sheets: tuple[SheetReading, ...] = ()

    @property
    def proposals(self) -> list[tuple[SheetReading, RowRead]]:
        """Every row with a contract, in order."""
        return [(sheet, row) for sheet in self.sheets for row in sheet.rows if row.contract is not None]


@dataclass(frozen=True)
class Mapping:
    """What people said of a publisher's columns: it wins over what is read from headings and cells.

    fields: folded heading (`ColumnRead.key`) -> a name of `fields.COLUMNS`, or ``other`` (keep it, but as no field).
    date_order: ``day`` or ``month``, or None to read it from the cells.
    """

    fields: MappingOf[str, str] = field(default_factory=dict)
    date_order: str | None = None
