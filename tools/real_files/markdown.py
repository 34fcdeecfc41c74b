"""Small pieces of Markdown."""

import re
from collections.abc import Iterable, Mapping, Sequence

_HARMLESS = re.compile(r"[\d\s.,/()£\-:]{1,24}")


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table; columns of whole numbers are set to the right, and bars in cells are escaped."""
    body = [list(row) for row in rows]
    if not body:
        return "None."
    right = [
        all(isinstance(row[i], int) or str(row[i]).lstrip("-").startswith("£") for row in body)
        for i in range(len(heads))
    ]
    lines = [heads, ["---:" if r else "---" for r in right], *([_text(cell) for cell in row] for row in body)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _text(cell: object) -> str:
    if isinstance(cell, int):
        return f"{cell:,}"
    return str(cell).replace("|", "\\|").replace("\n", " ")


def cell_shown(row: Mapping[str, object]) -> str:
    """The cell that kept a row out, without any words, which could name somebody."""
    value = row["value"]
    shown = (
        "blank" if value is None else f"`{value}`" if _HARMLESS.fullmatch(str(value)) else f"{len(str(value))} letters"
    )
    return f"line {row['row']:,}: “{row['column']}” is {shown}"
