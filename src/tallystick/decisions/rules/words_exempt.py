"""Words of a report for whoever may not read what of them is exempt: each such paragraph says so in its place. Pure."""

from collections.abc import Mapping
from typing import Any

WITHHELD = "Kept out of the public version."
"""What stands in the place of a paragraph that is exempt."""


def without_exempt(said: Mapping[str, Any]) -> dict[str, Any]:
    """A document of words without the text of what is marked in it as exempt, and else as it is. said: as it is kept;
    what is marked is an object with `exempt`, wherever it stands."""
    return {key: _open(one) for key, one in said.items()}


def holds_exempt(said: Any) -> bool:
    """Whether something is marked as exempt in a document of words, or in a part of one."""
    if isinstance(said, Mapping):
        return bool(said.get("exempt")) or any(map(holds_exempt, said.values()))
    return isinstance(said, list | tuple) and any(map(holds_exempt, said))


def _open(said: Any) -> Any:
    match said:
        case Mapping() if said.get("exempt"):
            return {"text": WITHHELD, "exempt": True}
        case Mapping():
            return without_exempt(said)
        case list() | tuple():
            return [_open(one) for one in said]
        case _:
            return said
