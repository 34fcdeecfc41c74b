"""What reading a file gives: sheets of text cells, or a reason why not."""

from dataclasses import dataclass, field

import polars as pl


@dataclass(frozen=True)
class Sheet:
    """One grid of cells as published.

    name: the worksheet's name, or the archive member's path, or both joined by ``!``; None for a plain text file.
    cells: one row a record, every column String, named ``c0`` … ``cN``; null where the record had no such cell.
        Nothing is trimmed. Workbook dates are ISO text (``2024-03-31``, or with a time if it is not midnight);
        workbook numbers are the shortest text that gives the number back (``1234.5``, ``40800``).
    lines: Int64, as long as cells: the 1-based physical line where the record starts (the row number in a workbook).
    encoding: of this text member (``utf-8``, ``utf-8-bom``, ``utf-16``, ``cp1252``, ``mixed``); None for a worksheet.
    format: ``csv`` ``tsv`` ``semicolon`` ``pipe`` ``xls`` ``xlsx`` ``ods``.
    member: the path inside the archive, if the sheet came out of one.
    """

    name: str | None
    cells: pl.DataFrame
    lines: pl.Series
    encoding: str | None
    format: str
    member: str | None = None


@dataclass(frozen=True)
class PartRefused:
    """A sheet or archive member that was not read. `sheet` is named as in `Sheet.name`."""

    sheet: str | None
    reason: str
    what_to_do: str = ""


@dataclass(frozen=True)
class Opened:
    """A file that could be opened. `format` is the outer one; `compression` is ``gzip`` or None."""

    format: str
    encoding: str | None
    compression: str | None
    sheets: list[Sheet]
    refused: list[PartRefused] = field(default_factory=list)
