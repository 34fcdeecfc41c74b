"""Delimited text to a grid of cells with line numbers: fast where that is provably the same as careful."""

import gc
from itertools import islice

import numpy as np
import numpy.typing as npt
import polars as pl

from tallystick.lake.read.dialect import Dialect
from tallystick.lake.read.grid import Grid, empty_as_null, frame_of, neat_grid, refuse_long_cells, refuse_wide, stacked
from tallystick.lake.read.limits import Limits
from tallystick.lake.read.records import LINES_IN_A_CELL, records, swallowed

_CHUNK_RECORDS = 50_000
_PIECE_BYTES = 64 * 1024 * 1024
_SCAN_BYTES = 8 * 1024 * 1024
_LF, _CR, _QUOTE = b"\n"[0], b"\r"[0], b'"'[0]
Positions = npt.NDArray[np.int64]


def grid_of(utf8: bytes, dialect: Dialect, limits: Limits) -> Grid:
    """The cells of `utf8` (valid UTF-8) and the line where each record starts.

    A cell is null where the record has no such cell or an empty one: "" never appears. A blank line or a line of
    delimiters only is a row of nulls. Columns on the right that are empty in every record are dropped.
    Raises Refused when a row is too wide or a cell too long.
    """
    grid = fast_grid(utf8, dialect, limits)
    return careful_grid(utf8, dialect, limits) if grid is None else grid


def careful_grid(utf8: bytes, dialect: Dialect, limits: Limits) -> Grid:
    """`grid_of` by way of `records`: any text, at about a fifth of the speed."""
    frames: list[pl.DataFrame] = []
    lines: list[int] = []
    found = records(utf8.decode(), dialect)
    # The collector would look through every list made here, again and again, and find nothing to free.
    collecting = gc.isenabled()
    gc.disable()
    try:
        while chunk := list(islice(found, _CHUNK_RECORDS)):
            lines.extend(record.line for record in chunk)
            for record in chunk:
                while record.cells and not record.cells[-1]:
                    record.cells.pop()
                refuse_wide(len(record.cells), f"Line {record.line}", limits)
            frames.append(frame_of([record.cells for record in chunk]))
    finally:
        if collecting:
            gc.enable()
    grid = neat_grid(stacked(frames), pl.Series("line", lines, dtype=pl.Int64))
    refuse_long_cells(grid, "line", limits)
    return grid


def fast_grid(utf8: bytes, dialect: Dialect, limits: Limits, *, piece_bytes: int = _PIECE_BYTES) -> Grid | None:
    """`grid_of` by Polars, or None unless every quote is where RFC 4180 has it and no line ends in a bare CR.

    In such a text there is one way to part it into records, so the number of records and the line of each are
    known without parsing, and are checked against what Polars read. About `piece_bytes` are parsed at a time.
    """
    if not utf8:
        return None
    bytes_ = np.frombuffer(utf8, np.uint8)
    ends = _positions(bytes_, _LF)
    if b"\r" in utf8 and _count(bytes_, _CR) != np.count_nonzero(bytes_[ends[ends > 0] - 1] == _CR):
        return None
    quotes = _positions(bytes_, _QUOTE)
    if quotes.size and not _quotes_are_regular(bytes_, quotes, dialect.delimiter):
        return None
    # A line end with an odd number of quotes before it is inside a cell.
    starts_after = (np.searchsorted(quotes, ends) % 2 == 0).nonzero()[0] if quotes.size else np.arange(ends.size)
    if starts_after.size < ends.size and _any_swallowed(utf8, ends, starts_after, dialect):
        return None
    starts = np.concatenate(([0], starts_after + 1))
    if ends.size and ends[-1] == len(utf8) - 1:
        starts = starts[:-1]
    cells = _read(utf8, dialect, limits, quotes, ends[starts_after], piece_bytes)
    if cells is None or cells.height != starts.size:
        return None
    if quotes.size and np.any((quotes[1::2] - quotes[0::2]) == 1):
        cells = empty_as_null(cells)
    grid = neat_grid(cells, pl.Series("line", starts + 1, dtype=pl.Int64))
    if _longest(ends[starts_after], len(utf8)) > limits.cell_bytes:
        refuse_long_cells(grid, "line", limits)
    return grid


def _positions(bytes_: npt.NDArray[np.uint8], byte: int) -> Positions:
    """Where `byte` is, found a part at a time so that memory does not double."""
    parts = [np.flatnonzero(bytes_[at : at + _SCAN_BYTES] == byte) + at for at in range(0, bytes_.size, _SCAN_BYTES)]
    return np.concatenate(parts)


def _count(bytes_: npt.NDArray[np.uint8], byte: int) -> int:
    parts = range(0, bytes_.size, _SCAN_BYTES)
    return sum(int(np.count_nonzero(bytes_[at : at + _SCAN_BYTES] == byte)) for at in parts)


def _quotes_are_regular(bytes_: npt.NDArray[np.uint8], quotes: Positions, delimiter: str) -> bool:
    """Whether each odd quote starts a cell (or is the second of a doubled pair) and each even one ends a cell."""
    if quotes.size % 2:
        return False
    opening, closing = quotes[0::2], quotes[1::2]
    before = bytes_[np.maximum(opening - 1, 0)]
    starts_cell = (opening == 0) | (before == ord(delimiter)) | (before == _LF)
    after = bytes_[np.minimum(closing + 1, bytes_.size - 1)]
    ends_cell = (closing == bytes_.size - 1) | (after == ord(delimiter)) | (after == _LF) | (after == _CR)
    # A doubled pair is a closing quote followed at once by an opening one.
    doubled = opening[1:] == closing[:-1] + 1
    starts_cell[1:] |= doubled
    ends_cell[:-1] |= doubled
    return bool(starts_cell.all() and ends_cell.all())


def _any_swallowed(utf8: bytes, ends: Positions, starts_after: Positions, dialect: Dialect) -> bool:
    """Whether any record of several lines looks like several records."""
    last_lines = np.append(starts_after, ends.size)
    first_lines = np.concatenate(([0], last_lines[:-1] + 1))
    several = last_lines > first_lines
    for first, last in zip(first_lines[several].tolist(), last_lines[several].tolist(), strict=True):
        if last - first >= LINES_IN_A_CELL:
            return True
        start = ends[first - 1] + 1 if first else 0
        end = ends[last] + 1 if last < ends.size else len(utf8)
        if swallowed(utf8[start:end].decode().splitlines(keepends=True), dialect):
            return True
    return False


def _read(
    utf8: bytes, dialect: Dialect, limits: Limits, quotes: Positions, record_ends: Positions, piece_bytes: int
) -> pl.DataFrame | None:
    """The cells by Polars; None if the text is too wide to be read this way.

    A piece at a time, because each is copied under a header of its own.
    """
    frames: list[pl.DataFrame] = []
    width = dialect.width
    at = 0
    while at < len(utf8):
        later = np.searchsorted(record_ends, at + piece_bytes)
        end = int(record_ends[later]) + 1 if later < record_ends.size else len(utf8)
        frame = _read_piece(memoryview(utf8)[at:end], dialect.delimiter, min(width, limits.columns))
        if frame is None:  # a record is wider than the sample's commonest
            if width > dialect.width:
                return None
            width = max(_greatest_width(utf8, dialect.delimiter, quotes), dialect.width + 1)
            if width > limits.columns:
                return None
            continue
        frames.append(frame)
        at = end
    return stacked(frames)


def _read_piece(piece: memoryview, delimiter: str, width: int) -> pl.DataFrame | None:
    # One column more than needed: with only one, a blank line could not be told from an empty cell.
    header = delimiter.join(f"c{i}" for i in range(width + 1)).encode()
    try:
        return pl.read_csv(
            b"".join((header, b"\n", piece)),
            separator=delimiter,
            quote_char='"',
            infer_schema=False,
            truncate_ragged_lines=False,
        )
    except pl.exceptions.PolarsError:
        return None


def _greatest_width(utf8: bytes, delimiter: str, quotes: Positions) -> int:
    bytes_ = np.frombuffer(utf8, np.uint8)
    ends = _positions(bytes_, _LF)
    delimiters = _positions(bytes_, ord(delimiter))
    if quotes.size:
        ends = ends[np.searchsorted(quotes, ends) % 2 == 0]
        delimiters = delimiters[np.searchsorted(quotes, delimiters) % 2 == 0]
    before = np.searchsorted(delimiters, np.append(ends, len(utf8)))
    return int(np.diff(before, prepend=0).max()) + 1


def _longest(ends: Positions, length: int) -> int:
    return int(np.diff(ends, prepend=-1, append=length).max())
