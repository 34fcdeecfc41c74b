"""ODS, read as a stream by our own reader.

A table may say "repeat this row a million times" or "repeat this cell 16,384 times", and a library would do it. Here
nothing is repeated before it is known to be within the limits.
"""

import zipfile
from datetime import datetime
from typing import NamedTuple

from tallystick.kit.errors import Refused
from tallystick.lake.read.archives import copy_member, unpacked
from tallystick.lake.read.limits import Allowance, Limits
from tallystick.lake.read.refusals import locked_workbook
from tallystick.lake.read.survey import Survey
from tallystick.lake.read.values import said
from tallystick.lake.read.xmlstream import Stream, local


class Cells(NamedTuple):
    """`alike` cells side by side from `column` (counted from 0) with the same text."""

    column: int
    alike: int
    text: str


class Table:
    """One table of an ODS. `rows` holds what is in its filled cells: row, then column, both counted from 0.

    `refusal` is set, and `rows` emptied, once it is more than the limits.
    """

    def __init__(self, name: str, limits: Limits) -> None:
        self.name = name
        self.rows: dict[int, dict[int, str]] = {}
        self.survey = Survey()
        self.refusal: Refused | None = None
        self._limits = limits
        self._next_row = 0

    def add(self, filled: list[Cells], repeats: int) -> None:
        """Add `repeats` rows alike."""
        first = self._next_row
        self._next_row += repeats
        if not filled or self.refusal is not None:
            return
        survey = self.survey
        survey.see(first, filled[0].column)
        survey.see(first + repeats - 1, filled[-1].column + filled[-1].alike - 1)
        survey.filled_rows += max(repeats - 2, 0)
        survey.text_bytes += repeats * sum(cells.alike * len(cells.text) for cells in filled)
        try:
            survey.refuse_too_much(self._limits)
        except Refused as no:
            self.refusal = no
            self.rows = {}
            return
        row = {cells.column + i: cells.text for cells in filled for i in range(cells.alike)}
        self.rows.update((number, row) for number in range(first, first + repeats))


def read_tables(archive: zipfile.ZipFile, allowance: Allowance) -> list[Table]:
    """Every table of an ODS, in order. Raises Refused when the workbook is damaged, locked or too much."""
    names = archive.NameToInfo
    manifest = names.get("META-INF/manifest.xml")
    if manifest is not None and b"encryption-data" in unpacked(archive, manifest, allowance):
        raise locked_workbook()
    reader = _ContentReader(allowance.limits)
    copy_member(archive, names["content.xml"], reader.stream, allowance)
    reader.stream.close()
    for table in reader.tables:
        table.survey.pivot = table.name in reader.pivots
    return reader.tables


class _ContentReader:
    """Follows ``content.xml`` from table to row to cell to paragraph."""

    def __init__(self, limits: Limits) -> None:
        self.stream = Stream(self._start, self._end)
        self.tables: list[Table] = []
        self.pivots: set[str] = set()
        self._limits = limits
        self._table: Table | None = None
        self._passing_over = 0
        self._row: list[Cells] = []
        self._row_repeats = 1
        self._column = 0
        self._cell: dict[str, str] | None = None
        self._paragraphs: list[str] = []

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = local(name)
        # Notes are not cells, and a table drawn inside a table is a picture of one.
        if self._passing_over or name == "annotation" or (name == "table" and self._table is not None):
            self._passing_over += 1
            return
        plain = {local(key): value for key, value in attributes.items()}
        if name == "table":
            self._table = Table(plain.get("name", ""), self._limits)
            self.tables.append(self._table)
        elif name == "table-row":
            self._row, self._column = [], 0
            self._row_repeats = _repeats(plain, "number-rows-repeated")
        elif name in ("table-cell", "covered-table-cell"):
            self._cell, self._paragraphs = plain, []
        elif name == "data-pilot-table":
            self.pivots.add(_table_of(plain.get("target-range-address", "")))
        elif self._cell is not None:
            self._start_text(name, plain)

    def _start_text(self, name: str, plain: dict[str, str]) -> None:
        if name == "p":
            self._paragraphs.append("")
            self.stream.parser.CharacterDataHandler = self._say
        elif name == "s":
            self._say(" " * min(_repeats(plain, "c"), self._limits.cell_bytes + 1))
        elif name == "tab":
            self._say("\t")
        elif name == "line-break":
            self._say("\n")

    def _say(self, text: str) -> None:
        if self._paragraphs and not self._passing_over:
            self._paragraphs[-1] += text

    def _end(self, name: str) -> None:
        if self._passing_over:
            self._passing_over -= 1
            return
        name = local(name)
        if name == "p":
            self.stream.parser.CharacterDataHandler = None
        elif name in ("table-cell", "covered-table-cell") and self._cell is not None:
            alike = _repeats(self._cell, "number-columns-repeated")
            text = _text_of(self._cell, "\n".join(self._paragraphs))
            if text:
                self._row.append(Cells(self._column, alike, text))
            self._column += alike
            self._cell = None
        elif name == "table-row" and self._table is not None:
            self._table.add(self._row, self._row_repeats)
        elif name == "table":
            self._table = None


def _text_of(cell: dict[str, str], shown: str) -> str:
    """A cell's value as `values.said` gives it; what is shown where there is no value or it cannot be understood."""
    kind = cell.get("value-type")
    try:
        if kind in ("float", "currency", "percentage"):
            return said(float(cell["value"])) or ""
        if kind == "date":
            return said(datetime.fromisoformat(cell["date-value"])) or ""
    except (KeyError, ValueError):
        return shown
    if kind == "boolean":
        return cell.get("boolean-value", shown).upper()
    return shown or cell.get("string-value", "")


def _repeats(plain: dict[str, str], name: str) -> int:
    return max(int(plain.get(name, "1")), 1)


def _table_of(address: str) -> str:
    """``Sheet1`` of ``Sheet1.A1:Sheet1.C9``; a name with odd characters is in quotes: ``'My sheet'.A1``."""
    if address.startswith(("'", "$'")):
        return address.removeprefix("$")[1:].partition("'.")[0].replace("''", "'")
    return address.removeprefix("$").partition(".")[0]
