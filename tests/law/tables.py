"""Cases as tables that a lawyer can read: TOML beside the tests, a list of rows under each heading."""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest

CASES = Path(__file__).parent / "cases"


def rows(name: str) -> list[Any]:
    """A pytest parameter for each row of cases/<name>.toml: its heading and the row, named by its `why`."""
    said = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))
    return [pytest.param(heading, row, id=f"{heading}: {row['why']}") for heading in said for row in said[heading]]


def as_json(row: dict[str, Any], *, without: set[str]) -> dict[str, Any]:
    """The facts of a row as JSON would have them: dates as text, what is expected left out."""
    return {
        key: value.isoformat() if isinstance(value, dt.date) else value
        for key, value in row.items()
        if key not in without
    }
