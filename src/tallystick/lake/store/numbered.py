"""Rows of a table by their number.

A page of a list has few rows: what is looked up for these alone, by numbers that are bound, reads the few blocks in
which they lie, where a join would read the whole of a table.
"""

from collections.abc import Iterable
from typing import Any

from tallystick.lake.store.connection import Reader


def numbered(opened: Reader, columns: str, numbers: Iterable[int | None]) -> dict[int | None, tuple[Any, ...]]:
    """The rows that have these numbers; None is no number. columns: the table, and its columns of which the first is
    the number: ``suppliers (supplier_no, supplier)``."""
    ids = sorted({number for number in numbers if number is not None})
    if not ids:
        return {}
    table, names = _table(columns)
    asked = ", ".join("?" * len(ids))
    rows = opened.rows(f"SELECT {names} FROM {table} WHERE {names.split(',')[0]} IN ({asked})", ids)
    return {row[0]: row for row in rows}


def remembered(opened: Reader, columns: str) -> dict[int | None, tuple[Any, ...]]:
    """All rows of a small table by their number, read once in a build."""
    table, names = _table(columns)
    return opened.once(columns, lambda: {row[0]: row for row in opened.rows(f"SELECT {names} FROM {table}")})


def _table(columns: str) -> tuple[str, str]:
    table, _, names = columns.partition(" (")
    return table, names.removesuffix(")")
