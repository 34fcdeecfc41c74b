"""Records of a delimited text, one by one: the careful way, and the meaning that the fast way must equal."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from tallystick.lake.read.dialect import Dialect

# Longer than any honest cell seen (an address or a pasted note); after this many lines a quote was never closed.
LINES_IN_A_CELL = 200
# Lines read again after a quote that was not closed. Past this, quotes are given two lines, so that a file made of
# nothing but stray quotes cannot take the square of its length.
_LINES_READ_AGAIN = 200_000


@dataclass(frozen=True)
class Record:
    """line: the 1-based physical line where it starts. cells: as published, "" where empty."""

    line: int
    cells: list[str]


def records(text: str, dialect: Dialect) -> Iterator[Record]:
    """Every record of `text`, as the csv module reads it, but a quote that is never closed takes one line only.

    Lines end in LF, CRLF or a bare CR. A record may go over several lines inside quotes. A blank line is a
    record of no cells. The last line end makes no record.
    """
    lines = list(io.StringIO(text, newline=""))
    delimiter = dialect.delimiter
    read_again = 0
    at = 0
    while at < len(lines):
        line = lines[at]
        if '"' not in line:
            yield Record(at + 1, _split(line, delimiter))
            at += 1
            continue
        most = LINES_IN_A_CELL if read_again < _LINES_READ_AGAIN else 2
        end = min(at + most, len(lines))
        # The empty line after the last is eaten only by a quote that is still open there.
        reader = csv.reader(chain(map(lines.__getitem__, range(at, end)), [""]), delimiter=delimiter)
        cells = next(reader)
        took = reader.line_num
        if took > end - at or swallowed(lines[at : at + took], dialect):
            yield Record(at + 1, _split(line, delimiter))
            at += 1
            read_again += took - 1
        else:
            yield Record(at + 1, cells)
            at += took


def swallowed(lines: list[str], dialect: Dialect) -> bool:
    """Whether the physical `lines` that quotes made one record look like several: a quote was opened by mistake.

    They do when a line inside, read alone, has as many cells as the table is wide; or when every one of them has.
    """
    if len(lines) < 2 or dialect.width < 2:
        return False
    if all(line.count(dialect.delimiter) + 1 == dialect.width for line in lines):
        return True
    return dialect.width > 3 and any(_cells_alone(line, dialect) == dialect.width for line in lines[1:-1])


def _cells_alone(line: str, dialect: Dialect) -> int:
    if '"' not in line:
        return line.count(dialect.delimiter) + 1
    return len(next(csv.reader([line], delimiter=dialect.delimiter), []))


def _split(line: str, delimiter: str) -> list[str]:
    line = line[:-2] if line.endswith("\r\n") else line[:-1] if line.endswith(("\n", "\r")) else line
    return line.split(delimiter) if line else []
