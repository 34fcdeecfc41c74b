"""A grid of cells with line numbers, the same meaning whatever it was read from."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

import polars as pl

from tallystick.kit.errors import Refused
from tallystick.lake.read.limits import Limits, said_bytes


@dataclass(frozen=True)
class Grid:
    """`cells` and `lines` as in `Sheet`. Always at least one column."""

    cells: pl.DataFrame
    lines: pl.Series


def neat_grid(cells: pl.DataFrame, lines: pl.Series) -> Grid:
    """A Grid of `cells` without the columns on the right that are null in every row."""
    width = cells.width
    while width > 1 and cells[:, width - 1].null_count() == cells.height:
        width -= 1
    return Grid(cells[:, :width], lines)


def frame_of(rows: Sequence[Sequence[str | None]]) -> pl.DataFrame:
    """Rows of any lengths as String columns ``c0`` … ``cN``, short rows filled with null and "" made null."""
    columns = list(zip_longest(*rows)) or [(None,) * len(rows)]
    cells = [pl.Series(f"c{i}", values, dtype=pl.String) for i, values in enumerate(columns)]
    return empty_as_null(pl.DataFrame(cells))


def empty_as_null(cells: pl.DataFrame) -> pl.DataFrame:
    """`cells` with null in place of ""."""
    return cells.with_columns(pl.when(pl.all() != "").then(pl.all()))


def stacked(frames: list[pl.DataFrame]) -> pl.DataFrame:
    """`frames` one under another, narrow ones filled with null."""
    return pl.concat(frames, how="diagonal") if frames else pl.DataFrame({"c0": []}, schema={"c0": pl.String})


def refuse_wide(width: int, where: str, limits: Limits) -> None:
    """Raise Refused when `width`, without empty cells on the right, is over the limit. `where` starts the sentence."""
    if width > limits.columns:
        raise Refused(
            f"{where} has {width:,} columns with something in them, and we read at most {limits.columns:,}.",
            what_to_do="Keep the columns that describe payments, delete the rest and load it again.",
        )


def refuse_long_cells(grid: Grid, row_word: str, limits: Limits) -> None:
    """Raise Refused, naming the first cell that is longer than the limit."""
    lengths = grid.cells.select(pl.all().str.len_bytes().max()).row(0)
    for number, longest in enumerate(lengths):
        if longest is not None and longest > limits.cell_bytes:
            at = grid.cells[:, number].str.len_bytes().gt(limits.cell_bytes).arg_max() or 0
            raise Refused(
                f"The cell at {row_word} {grid.lines[at]}, column {column_letters(number)}, "
                f"holds {said_bytes(longest)} of text, and we read at most {said_bytes(limits.cell_bytes)} in a cell.",
                what_to_do="Look at that cell: if a quotation mark was never closed, close it; if not, shorten it.",
            )


def column_letters(number: int) -> str:
    """The letters a spreadsheet gives column `number`, counted from 0: ``A``, ``Z``, ``AA``."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
