"""A CSV file in, and the same rows out with something beside each: the one way for every command that does so."""

import csv
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tallystick.kit.errors import Refused
from tallystick.lake.read.dialect import Dialect, dialect_of
from tallystick.lake.read.kinds import kind_of
from tallystick.lake.read.records import Record, records
from tallystick.lake.read.text import decoded
from tallystick.lake.tidy.headings import vocabulary

_MOST_BYTES = 2 * 1024**3
_SAY = "Give a CSV file whose first row names its columns."


@dataclass(frozen=True)
class Table:
    """header: as it stands. rows: the cells of each record; a blank line has none."""

    header: list[str]
    rows: list[list[str]]

    def cells(self, place: int | None) -> list[str]:
        """A column's cells without spaces around them, one a row that is not blank; "" where there is none."""
        return [row[place].strip() if place is not None and place < len(row) else "" for row in self.rows if row]

    @property
    def headings(self) -> str:
        """What the columns are called, for a message."""
        shown = [heading.strip()[:40] or "(blank)" for heading in self.header]
        return ", ".join(f"“{heading}”" for heading in shown[:12]) + (" …" if len(shown) > 12 else "")


def table_of(file: Path) -> Table:
    """The rows of a CSV file, in any usual encoding and with any usual delimiter; - is standard input.

    Raises Refused where it cannot be read, is empty, or is no text.
    """
    data = _bytes(file)
    name = "Standard input" if str(file) == "-" else file.name
    if not data.strip():
        raise Refused(f"{name} is empty.", what_to_do=_SAY)
    if (kind := kind_of(data)) != "text":
        raise Refused(f"{name} is no CSV file: it is {kind.upper()}.", what_to_do="Save it as CSV first.")
    utf8 = decoded(data).utf8
    found: list[Record] = list(records(utf8.decode(), _dialect(utf8)))
    while found and not any(cell.strip() for cell in found[0].cells):
        found.pop(0)
    if not found:
        raise Refused(f"{name} has nothing in it.", what_to_do=_SAY)
    return Table(found[0].cells, [record.cells for record in found[1:]])


def _dialect(utf8: bytes) -> Dialect:
    """The dialect, unless the header alone says otherwise: a file of one column has commas in its names."""
    found = dialect_of(utf8)
    first = next((line for line in utf8[:65536].decode(errors="ignore").splitlines() if line.strip()), "")
    if found.delimiter not in first and '"' not in first:
        return Dialect(",", "csv", first.count(",") + 1, 0.0)
    return found


def _bytes(file: Path) -> bytes:
    if str(file) == "-":
        return sys.stdin.buffer.read(_MOST_BYTES)
    try:
        if file.stat().st_size > _MOST_BYTES:
            raise Refused(f"{file.name} is larger than 2 GiB.", what_to_do="Split it into smaller files.")
        return file.read_bytes()
    except OSError as no:
        raise Refused(
            f"{file} cannot be read: {no.strerror or no}.", what_to_do="Check where it is, and who may read it."
        ) from no


def best(folded: Sequence[str], field: str, but: int | None = None) -> int | None:
    """The column whose folded heading suggests `field` most, the first of equals."""
    strengths = [
        (vocabulary().suggestions(heading).get(field, 0.0), -n) for n, heading in enumerate(folded) if n != but
    ]
    strength, place = max(strengths, default=(0.0, 0))
    return -place if strength else None


def write(table: Table, columns: Sequence[str], beside: Iterable[Sequence[str]], output: Path | None) -> None:
    """The rows of `table` with `columns` beside them: as many cells from `beside` for each row that is not blank.

    Cells that came in go out as they came: the file is the asker's own. Raises Refused where `output` cannot be
    written.
    """
    if output is None:
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8", newline="")
        _write(sys.stdout, table, columns, beside)
        sys.stdout.flush()
        return
    try:
        with open(output, "w", encoding="utf-8", newline="") as file:
            _write(file, table, columns, beside)
    except OSError as no:
        raise Refused(
            f"{output} cannot be written: {no.strerror or no}.", what_to_do="Name another file with --output."
        ) from no


def _write(out: IO[str], table: Table, columns: Sequence[str], beside: Iterable[Sequence[str]]) -> None:
    width = max([len(table.header), *map(len, table.rows)])
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*_padded(table.header, width), *columns])
    ours = iter(beside)
    for row in table.rows:
        if row:
            writer.writerow([*_padded(row, width), *next(ours)])
        else:
            out.write("\n")


def _padded(cells: list[str], width: int) -> list[str]:
    return cells + [""] * (width - len(cells))
