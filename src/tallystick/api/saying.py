"""What is said in JSON: money in pounds as texts, days in ISO, and null for what is not known."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from tallystick.contracts.queries.contract import Entry
from tallystick.contracts.stating import plain
from tallystick.kit.money import pounds

PENCE, POUNDS = "_pence", "_pounds"


def entry(one: Entry) -> dict[str, Any]:
    """A row. hidden: names of confidential fields that hold something, which are asked for by themselves."""
    return {
        "id": one.id,
        "kind": one.kind,
        "version": one.version,
        "values": values(one.values),
        "confidential": [told(name) for name in one.hidden],
    }


def values(said: Mapping[str, Any]) -> dict[str, Any]:
    """Fields with their values."""
    return {told(name): value(name, one) for name, one in said.items()}


def told(name: str) -> str:
    """What a field is called here: money is in pounds."""
    return name.removesuffix(PENCE) + POUNDS if name.endswith(PENCE) else name


def value(name: str, said: Any) -> Any:
    """One value as JSON."""
    match said:
        case None:
            return None
        case int() if name.endswith(PENCE) and not isinstance(said, bool):
            return pounds(said)
        case datetime() | date():
            return said.isoformat()
        case Decimal():
            return plain(said)
        case _:
            return said


def of_dataclass(one: Any) -> dict[str, Any]:
    """A dataclass of plain values."""
    return values({field.name: getattr(one, field.name) for field in fields(one)})


def page(rows: Sequence[Any], total: int, first: int, say: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
    """Some rows of a list, from `first` (0-based), and how many there are in all."""
    return {"total": total, "first": first, "rows": [say(row) for row in rows]}
