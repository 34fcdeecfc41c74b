"""What somebody has to see to in a document, in sentences that lead to the rows they speak of. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Named:
    """A row that a sentence speaks of. place: where its form is, as ``risks.2``; "" for none. anchor: on the page."""

    name: str
    place: str
    anchor: str = ""


@dataclass(frozen=True)
class Sentence:
    """text: to its colon, or the whole where it speaks of no row; of: the rows. more: after them."""

    text: str
    of: Sequence[Named] = ()
    more: str = ""


def rows_by_id(said: Mapping[str, Any], key: str, word: str = "") -> dict[str, Named]:
    """The rows of a list that have an id, by that, each named by its text. word: of what is before the id instead."""
    listed = said.get(key)
    found = {}
    for at, row in enumerate(listed if isinstance(listed, list) else []):
        name = str(row.get("id", "")).strip()
        called = f"{word} {name}" if word else str(row.get("name") or row.get("text") or row.get("title") or name)
        found[name] = Named(called.removesuffix("."), f"{key}.{at}", f"{key}-{at}")
    return found
