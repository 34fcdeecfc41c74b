"""Downloads: all rows that a filter leaves, streamed, and safe to open in a spreadsheet."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from io import StringIO
from typing import Any

import polars as pl
from django.http import StreamingHttpResponse

from tallystick.kit.spreadsheets import defused

ALL_ROWS = 10_000_000
"""A page size that no list of names reaches: look-ups give everything with it."""
_AT_ONCE = 2_000
_BEGINS_LIKE_A_FORMULA = r"^[=+\-@\t\r\n]"


def pounds_and_pence(pence: int | None) -> str:
    """`pence` as a plain number for spreadsheets: -1234.50; empty where it is not known."""
    if pence is None:
        return ""
    whole, part = divmod(abs(pence), 100)
    return f"{'-' if pence < 0 else ''}{whole}.{part:02d}"


def table(
    rows: Iterable[Any], columns: Sequence[tuple[str, Callable[[Any], Any]]], *, name: str
) -> StreamingHttpResponse:
    """`rows` as CSV named `name`, in `columns` of heading and what gives the cell."""

    def lines() -> Iterator[str]:
        out = StringIO()
        writer = csv.writer(out)
        writer.writerow([heading for heading, _ in columns])
        for number, row in enumerate(rows, 1):
            writer.writerow([_cell(give(row)) for _, give in columns])
            if number % _AT_ONCE == 0:
                yield out.getvalue()
                out.seek(0)
                out.truncate()
        yield out.getvalue()

    return _as_file(lines(), name)


def frames(batches: Iterable[pl.DataFrame], columns: Sequence[str], *, name: str) -> StreamingHttpResponse:
    """Data frames of the same `columns`, one after another, as one CSV named `name`."""

    def lines() -> Iterator[str]:
        yield ",".join(columns) + "\r\n"
        for frame in batches:
            yield _safe(frame).write_csv(include_header=False, line_terminator="\r\n")

    return _as_file(lines(), name)


def _safe(frame: pl.DataFrame) -> pl.DataFrame:
    """Text columns defused. Each distinct text that begins like a formula is looked at once."""
    safe = []
    for column in frame.select(pl.selectors.string()).iter_columns():
        risky = column.filter(column.str.contains(_BEGINS_LIKE_A_FORMULA)).unique()
        if risky.len():
            safe.append(column.replace(risky, pl.Series([defused(text) for text in risky], dtype=pl.String)))
    return frame.with_columns(safe) if safe else frame


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    return defused(value) if isinstance(value, str) else value


def _as_file(lines: Iterator[str], name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
