"""The terms of some contracts of the demonstration, in words, as data: terms.toml."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

from tallystick.kit.months import add_months

_AHEAD = re.compile(r"\{(\d+)m\}")


@dataclass(frozen=True)
class Told:
    """One contract's term. contract: its place in the council's list. start: its first day. values: other columns."""

    contract: int
    start: date
    words: str
    values: dict[str, Any]


def terms(today: date) -> list[Told]:
    """Every term, with its days counted from `today`."""
    said = tomllib.loads(files("tallystick.demonstration").joinpath("terms.toml").read_text(encoding="utf-8"))
    return [_told(one, today) for one in said["terms"]]


def _told(one: dict[str, Any], today: date) -> Told:
    first = today.replace(day=1)
    words = _AHEAD.sub(lambda found: _day(add_months(first, int(found[1]) + 1) - timedelta(days=1)), one["words"])
    values = {name: value for name, value in one.items() if name not in ("contract", "began", "words")}
    return Told(one["contract"], add_months(first, -one["began"]), words, values)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
