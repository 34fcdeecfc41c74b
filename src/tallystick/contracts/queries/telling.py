"""What of an entry of the log is shown to those who may read the log: never a confidential figure or note."""

from typing import Any

from tallystick.contracts.declared import BOOKKEEPING, KINDS, Access, visible_fields

_SHOWN = frozenset({Access.PUBLIC, Access.COUNCIL, Access.PAPERS})
_SHOWN_WHOLE = frozenset({"organisation", "person", "membership", "token", "method", "feed"})
TOO_LONG = frozenset({("answers", "content"), ("method", "content")})
"""Whole questionnaires: pages of the log say that they are there, and the log has them."""
HIDDEN = "confidential"
"""What stands in place of a value that is not shown."""


def shown(kind: str, values: Any) -> Any:
    """`values`, before or after, of a row of this kind, with what is not for every reader of the log said to be so.

    Of a kind that nobody declared nothing is shown.
    """
    if values is None or kind in _SHOWN_WHOLE or not kind:
        return values
    if kind not in KINDS or not isinstance(values, dict):
        return HIDDEN
    seen = visible_fields(kind, _SHOWN) | BOOKKEEPING
    seen |= {f"{name}_id" for name in seen}
    return {name: value if name in seen or value in (None, "") else HIDDEN for name, value in values.items()}


def changes(kind: str, before: Any, after: Any) -> list[tuple[str, Any, Any]]:
    """(what, before, after) of each field that is not the same, in the words of pages; a confidential one says only so.

    Where a row was made or removed, its fields that say something.
    """
    if kind not in KINDS and kind not in _SHOWN_WHOLE and kind:
        return [("What it says", HIDDEN if before is not None else None, HIDDEN if after is not None else None)]
    was, now = (before if isinstance(before, dict) else {}), (after if isinstance(after, dict) else {})
    seen_before, seen_after = shown(kind, was), shown(kind, now)
    names = [name for name in {**was, **now} if was.get(name) != now.get(name)]
    if kind in KINDS:
        names = [name for name in names if name not in ("id", "version")]
    names = [name for name in names if (kind, name) not in TOO_LONG]
    return [
        (_label(kind, name), seen_before.get(name), seen_after.get(name))
        for name in names
        if was.get(name) not in (None, "", [], {}) or now.get(name) not in (None, "", [], {})
    ]


def _label(kind: str, name: str) -> str:
    fields = KINDS[kind].fields if kind in KINDS else {}
    found = fields.get(name) or fields.get(name.removesuffix("_id"))
    return found.label if found else name.replace("_", " ").capitalize()
