"""The rows of a document's lists as choices of its forms. Pure."""

from collections.abc import Callable, Mapping
from typing import Any

from tallystick.web.decide.fields import Said
from tallystick.web.governing_forms import Choices

_MOST_CALLED = 121


def choices_of(*keys: str) -> Callable[[Said], Choices]:
    """Choices out of what these lists of the document hold: the id of each row, and what it says or is called."""

    def choices(said: Said) -> Choices:
        listed = [said[key] for key in keys if isinstance(said.get(key), list)]
        rows = [row for rows in listed for row in rows if isinstance(row, Mapping)]
        return [(id_of(row.get("id", "")), _called(row)) for row in rows if row.get("id")]

    return choices


def id_of(value: Any, said: Said | None = None) -> str:
    """The id of a row, or what a box of a choice starts with: without space around it."""
    return str(value).strip()


def _called(row: Mapping[str, Any]) -> str:
    text = str(row.get("text") or row.get("name") or row["id"]).removesuffix(".")
    return f"{text[: _MOST_CALLED - 1]}…" if len(text) > _MOST_CALLED else text
