"""Which character parts one cell from the next, decided from many records and never from the first alone."""

import csv
import io
from collections import Counter
from dataclasses import dataclass

# A quoted cell may hold more than the csv module's default of 131,072 characters. Ours is Limits.cell_bytes.
csv.field_size_limit(2**31 - 1)

FORMATS = {",": "csv", "\t": "tsv", ";": "semicolon", "|": "pipe"}
_SAMPLE_BYTES = 32 * 1024
_SAMPLE_LINES = 100
# Stands in for a delimiter in a file of one column; U+001F is "unit separator" and is in nobody's text.
_NO_DELIMITER = "\x1f"


@dataclass(frozen=True)
class Dialect:
    """delimiter: one character. format: as in `Sheet.format`. width: the commonest number of cells in a record.

    consistency: the share, 0 to 1, of sampled records that have that width (0 for one column).
    """

    delimiter: str
    format: str
    width: int
    consistency: float


@dataclass(frozen=True)
class _Tried:
    delimiter: str
    width: int
    share: float
    score: float


def dialect_of(utf8: bytes) -> Dialect:
    """The dialect of a text, from records at its start, middle and end: a long preamble does not decide."""
    lines = _sampled_lines(utf8)
    told = _told(utf8)
    tried = [_try(delimiter, lines) for delimiter in ([told] if told else FORMATS)]
    best = max(tried, key=lambda one: one.score)
    if best.score == 0 and not told:
        unused = next((d for d in FORMATS if d.encode() not in utf8), _NO_DELIMITER)
        return Dialect(unused, "csv", 1, 0.0)
    return Dialect(best.delimiter, FORMATS[best.delimiter], best.width, best.share)


def _told(utf8: bytes) -> str | None:
    """Excel's own hint: a first line of ``sep=;``."""
    first = utf8[:16].splitlines()[:1]
    if first and len(first[0]) == 5 and first[0].lower().startswith(b"sep="):
        told = first[0][4:].decode("latin-1")
        return told if told in FORMATS else None
    return None


def _sampled_lines(utf8: bytes) -> list[str]:
    """Lines from the start, the middle and the end; all of a short text."""
    if len(utf8) <= 3 * _SAMPLE_BYTES:
        lines = list(io.StringIO(utf8.decode(errors="ignore"), newline=""))
        middle, end = max(len(lines) // 2, _SAMPLE_LINES), max(len(lines) - _SAMPLE_LINES, 2 * _SAMPLE_LINES)
        return lines[:_SAMPLE_LINES] + lines[middle : min(middle + _SAMPLE_LINES, end)] + lines[end:]
    middle = len(utf8) // 2
    parts = [utf8[at : at + _SAMPLE_BYTES] for at in (0, middle, len(utf8) - _SAMPLE_BYTES)]
    starts, *others = [list(io.StringIO(part.decode(errors="ignore"), newline="")) for part in parts]
    # The first and last lines of a part may be cut, but a part of one long line is better than none.
    sampled = (starts[:-1] or starts)[:_SAMPLE_LINES]
    for lines in others:
        sampled += lines[1:-1][:_SAMPLE_LINES]
    return sampled


def _try(delimiter: str, lines: list[str]) -> _Tried:
    """How well `delimiter` explains the lines: the share of them with the commonest width, if that is 2 or more."""
    if not any(delimiter in line for line in lines):
        return _Tried(delimiter, 1, 0.0, 0.0)
    alone = Counter(_width(line, delimiter) for line in lines)
    if not any('"' in line for line in lines):
        return _judged(delimiter, alone, 0)
    # Read alone, a stray quote spoils one line only. Read together, a cell may go over lines. The text is more
    # even when it is read as it was written.
    together = Counter(len(record) if any(record) else 0 for record in csv.reader(lines, delimiter=delimiter))
    neat = sum(f'"{delimiter}"' in line for line in lines)
    return max((_judged(delimiter, widths, neat) for widths in (alone, together)), key=lambda one: one.score)


def _judged(delimiter: str, widths: Counter[int], neat: int) -> _Tried:
    """Lines of one cell (titles, notes) count for little unless they are nearly all there is."""
    several = {width: count for width, count in widths.items() if width > 1}
    if not several:
        return _Tried(delimiter, 1, 0.0, 0.0)
    total, parted = widths.total() - widths[0], sum(several.values())
    width, count = max(several.items(), key=lambda item: (item[1], item[0]))
    # Commas in free text, unless the few lines that are divided agree and are wide: a short table under a preamble.
    if parted < 0.5 * total and (width < 4 or count < 0.8 * parted):
        return _Tried(delimiter, 1, 0.0, 0.0)
    # Agreement comes first. Then quotes that only this delimiter explains. Then width, lightly: in `Name;12,50`
    # both characters divide every row, but the header has no comma, so agreement settles most of those.
    agreement = count / parted * (0.5 + 0.5 * parted / total)
    score = agreement * (1 - 0.5 / width) + (0.5 if neat > 0.3 * total else 0.0)
    return _Tried(delimiter, width, count / total, score)


def _width(line: str, delimiter: str) -> int:
    """Cells in one physical line read alone, so that a stray quote spoils one line only; 0 for a blank one."""
    line = line.rstrip("\r\n")
    if '"' in line:
        record = next(csv.reader([line], delimiter=delimiter), [])
        return len(record) if any(record) else 0
    return line.count(delimiter) + 1 if line.strip(delimiter) else 0
