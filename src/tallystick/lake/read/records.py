"""Records of a delimited text, one by one: the careful way, and the meaning that the fast way must equal."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from tallystick.lake.read.dialect import Dialect

# Longer than any honest cell seen (an address or a pasted note); after this many lines a quote was never closed.
LINES_IN_A_CELL = 200
# Characters read again after quotes that were not closed. Past this a quote is given two lines, so that a file made
# of nothing but stray quotes cannot take the square of its length.
_READ_AGAIN = 256 * 1024 * 1024
# Digits and no letters: an amount, a date, a reference. The lines of an address or a note seldom have such a cell.
_NUMBER_OR_DATE = re.compile(r"(?:[^A-Za-z\d]*\d){3}[^A-Za-z]*")


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
        most = LINES_IN_A_CELL if read_again < _READ_AGAIN else 2
        end = min(at + most, len(lines))
        # The empty line after the last is eaten only by a quote that is still open there.
        reader = csv.reader(chain(map(lines.__getitem__, range(at, end)), [""]), delimiter=delimiter)
        cells = next(reader)
        took = reader.line_num
        if took > end - at or swallowed(lines[at : at + took], dialect):
            read_again += sum(map(len, lines[at : at + took]))
            yield Record(at + 1, _split(line, delimiter))
            at += 1
        else:
            yield Record(at + 1, cells)
            at += took


def swallowed(lines: list[str], dialect: Dialect) -> bool:
    """Whether the physical `lines` that quotes made one record look like several: a quote was opened by mistake.

    They do when each of them looks like a record, or one inside does: as wide as the table, with a number or a date.
    In a narrow table that is not enough where the record they make together is as wide as the table too.
    """
    if len(lines) < 2 or dialect.width < 2:
        return False
    alike = [_looks_like_record(line, dialect) for line in lines]
    if dialect.width > 3:
        return all(alike) or any(alike[1:-1])
    together = len(next(csv.reader(lines, delimiter=dialect.delimiter)))
    return all(alike) and (together != dialect.width or len(lines) > 3)


def _looks_like_record(line: str, dialect: Dialect) -> bool:
    cells = line.rstrip("\r\n").split(dialect.delimiter)
    if len(cells) != dialect.width and '"' in line:
        cells = next(csv.reader([line], delimiter=dialect.delimiter), [])
    return len(cells) == dialect.width and any(map(_NUMBER_OR_DATE.fullmatch, cells))


def _split(line: str, delimiter: str) -> list[str]:
    line = line[:-2] if line.endswith("\r\n") else line[:-1] if line.endswith(("\n", "\r")) else line
    return line.split(delimiter) if line else []
